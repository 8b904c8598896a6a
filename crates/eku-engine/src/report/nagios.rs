//! A report as the one line of a monitoring plugin, for Nagios, Icinga and what else runs such.
//!
//! Entry points: [`report`], and [`unknown`] where there is no report. The layout is that of the
//! [Monitoring Plugins Development Guidelines](https://www.monitoring-plugins.org/doc/guidelines.html):
//! a state, a sentence, and performance data behind a bar.

#[cfg(test)]
mod tests;

use alloc::format;
use alloc::string::{String, ToString};

use super::days::day;
use super::sentences::capitalised;
use super::text::visible;
use super::within::{breaks_within, expiring, first_expiry};
use super::words::counted;
use super::{HeldCertificateReport, Report, Verdict};
use crate::time::Timestamp;

/// The states of a plugin, in the order of their exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Every service works, and nothing that was asked about lies ahead.
    Ok,
    /// A result is unknown, or something breaks or expires within the days that were asked about.
    Warning,
    /// A service fails.
    Critical,
    /// Nothing was checked.
    Unknown,
}

impl State {
    const fn word(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Warning => "WARNING",
            Self::Critical => "CRITICAL",
            Self::Unknown => "UNKNOWN",
        }
    }
}

/// The state of a report and its line; with a number of days, what breaks or expires within them is
/// a warning.
///
/// A verdict that is undecided is a warning, too: the guidelines keep UNKNOWN for a plugin that
/// could not do its work.
#[must_use]
pub fn report(report: &Report, within: Option<u32>) -> (State, String) {
    let (state, sentence) = answer(report, within);
    let breaks = report.outlook.first_break.map(|first| first.midnight());
    let figures = [("first_break", breaks), ("first_expiry", first_expiry(report))]
        .map(|(label, on)| figure(label, report.at, on, within));
    (state, format!("{} | {}\n", line(state, &sentence), figures.join(" ")))
}

/// The line where something kept the check from being made.
#[must_use]
pub fn unknown(message: &str) -> String {
    format!("{}\n", line(State::Unknown, message))
}

fn answer(report: &Report, within: Option<u32>) -> (State, String) {
    let soon = within.map(|days| (days, expiring(report, days)));
    match (report.verdict, soon) {
        _ if report.services.is_empty() => (State::Unknown, report.headline.clone()),
        (Verdict::Fails, _) => (State::Critical, with_reason(report)),
        (Verdict::Undecided, _) => (State::Warning, with_reason(report)),
        (Verdict::Works, Some((days, _))) if breaks_within(report, days) => {
            (State::Warning, report.outlook.text.clone())
        }
        (Verdict::Works, Some((days, expiring))) => match expiring.as_slice() {
            [] => (State::Ok, report.headline.clone()),
            [first, others @ ..] => (State::Warning, expires(report.at, first, others.len(), days)),
        },
        (Verdict::Works, None) => (State::Ok, report.headline.clone()),
    }
}

/// The answer and the reason behind it.
fn with_reason(report: &Report) -> String {
    format!("{} {}", report.headline, report.headline_reason).trim_end().into()
}

/// Which certificate expires first, and how many more do within so many days.
fn expires(at: Timestamp, first: &HeldCertificateReport, others: usize, days: u32) -> String {
    let end = first.facts.not_after;
    let verb = match (end <= at, first.stores.len()) {
        (true, _) => "expired",
        (false, 1) => "expires",
        (false, _) => "expire",
    };
    let name = capitalised(&first.stores_words);
    let distance = match usize::try_from(at.days_until(end)) {
        Ok(left) if end > at => format!(" ({})", counted(left, "day", "days")),
        Ok(_) | Err(_) => String::new(),
    };
    let more = match others {
        0 => String::new(),
        others => {
            let more = counted(others, "more certificate expires", "more certificates expire");
            format!(" {more} within {}.", counted(days as usize, "day", "days"))
        }
    };
    format!("{name} {verb} on {}{distance}.{more}", day(end))
}

/// A state and a sentence on one line: nothing hides in it, and no bar begins performance data.
fn line(state: State, sentence: &str) -> String {
    format!("EKU {} - {}", state.word(), visible(sentence).replace('|', "\\u{7c}"))
}

/// The days until something, `U` where it is not known to come, and from which on they warn.
fn figure(label: &str, at: Timestamp, on: Option<Timestamp>, within: Option<u32>) -> String {
    let left = on.map_or_else(|| "U".into(), |on| at.days_until(on).to_string());
    let warning = within.map_or_else(String::new, |days| format!(";@~:{days}"));
    format!("{label}={left}{warning}")
}
