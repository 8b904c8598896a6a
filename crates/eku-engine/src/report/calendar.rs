//! The days to act of a report as calendar entries (iCalendar, RFC 5545).
//!
//! Entry point: [`report`]. There is an entry for the last day before the first break, for the last
//! renewals that still carry client authentication, and for the days on which certificates expire; those
//! of one day and kind are one entry. Each reminds a week before. The same report gives the same bytes.
//! It is written here because a library for it adds 22 KB to the page; the tests read it with one.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Display;

use super::text::visible;
use super::words::counted;
use super::{Report, thousands};
use crate::time::Date;

/// What an entry is about, by the beginning of its UID.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    FirstBreak,
    LastRenewal,
    Expiry,
}

/// The days of a report on which to act, from the judged day on.
#[must_use]
pub fn report(report: &Report) -> String {
    let judged = report.at.date();
    let certificates = report.forecast.certificates.iter().flat_map(|one| {
        let renewal = one.last_useful_renewal.map(|day| (day, Kind::LastRenewal, &one.store_words));
        [renewal, Some((one.expires, Kind::Expiry, &one.store_words))]
    });
    let outlook = &report.outlook;
    let first = outlook.act_by.map(|day| (day, Kind::FirstBreak, &outlook.text));
    let mut entries: BTreeMap<(Date, Kind), Vec<&str>> = BTreeMap::new();
    for (day, kind, about) in certificates.chain([first]).flatten() {
        if day >= judged {
            entries.entry((day, kind)).or_default().push(about);
        }
    }
    let mut lines = Lines::default();
    lines.property("BEGIN", "VCALENDAR");
    lines.property("VERSION", "2.0");
    lines.property("PRODID", "-//Expressway EKU Check//EN");
    let made = compact(report.at);
    for ((day, kind), about) in &entries {
        let (id, summary, description) = told(report, *kind, about);
        let id = format!("{id}-{day}@expressway-eku-check");
        lines.property("BEGIN", "VEVENT");
        lines.property("UID", &id);
        lines.property("DTSTAMP", &made);
        lines.property("DTSTART;VALUE=DATE", &compact(*day));
        lines.property("SUMMARY", &escaped(&summary));
        lines.property("DESCRIPTION", &escaped(&description));
        lines.property("BEGIN", "VALARM");
        lines.property("ACTION", "DISPLAY");
        lines.property("TRIGGER", "-P7D");
        lines.property("DESCRIPTION", &escaped(&summary));
        lines.property("END", "VALARM");
        lines.property("END", "VEVENT");
    }
    lines.property("END", "VCALENDAR");
    lines.0
}

/// What an entry is identified by, is called, and says.
fn told(report: &Report, kind: Kind, about: &[&str]) -> (&'static str, String, String) {
    let more = about.len().saturating_sub(MOST_NAMED);
    let more = (more > 0).then(|| format!("and {} more", thousands(more as u64)));
    let named = about.iter().take(MOST_NAMED).map(|one| visible(one)).chain(more);
    let named = Vec::from_iter(named).join("\n");
    match kind {
        Kind::FirstBreak => {
            let fix = report.plans_ahead.iter().find(|plan| plan.complete);
            let fix = fix.map_or_else(String::new, |plan| format!(" {}.", visible(&plan.title)));
            ("first-break", "Expressway: last day to act".into(), named + &fix)
        }
        Kind::LastRenewal => (
            "last-renewal",
            "Expressway: last day to renew with client authentication".into(),
            format!("A later renewal with the same CA has no client authentication:\n{named}"),
        ),
        Kind::Expiry => {
            let certificates = counted(about.len(), "certificate expires", "certificates expire");
            ("expiry", format!("Expressway: {certificates}"), named)
        }
    }
}

/// A day or an instant without its separators.
fn compact(instant: impl Display) -> String {
    format!("{instant}").replace(['-', ':'], "")
}

/// A text as a value: RFC 5545 section 3.3.11.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => shown.push_str("\\n"),
            '\\' | ';' | ',' => shown.extend(['\\', letter]),
            _ => shown.push(letter),
        }
    }
    shown
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A property, folded so that no line has more than 75 bytes: RFC 5545 section 3.1.
    fn property(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if length + letter.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(letter);
            length += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// An entry names so many stores.
const MOST_NAMED: usize = 20;
