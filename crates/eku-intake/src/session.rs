//! Text of which the content says what it is: terminal sessions, pasted text, and dumps under any name.
//!
//! Entry points: [`read`] for everything in such a text, and [`is_one`] for whether there is more in it
//! than certificates. One text may hold several kinds: the answers of xStatus and xConfiguration,
//! certificates, lines of a log. What a terminal received becomes what it showed (`screen`), lines that
//! it wrapped become whole again (`wrapped`), and each reader gets the lines of its own kind, at their
//! places.

mod screen;
mod wrapped;

use eku_engine::bundle::Bundle;
use eku_engine::deployment::Release;
use memchr::memmem;
use zeroize::Zeroizing;

use crate::certificates;
use crate::log::{self, Log};
use crate::member::is_log_line;
use crate::settings::{self, Quotation, Setting, Settings, release_in};
use crate::status::{self, Status};

/// What a text holds.
#[derive(Debug)]
pub struct Session {
    /// Its certificates, and what could not be used of them.
    pub certificates: Bundle,
    /// Its statements; `None` where it holds none that says something.
    pub settings: Option<Settings>,
    /// The answers of xStatus, and the release in the greeting.
    pub status: Option<Status>,
    /// Its log lines; `None` where there is nothing in them.
    pub log: Option<Log>,
}

impl Session {
    /// Whether it holds more than certificates.
    #[must_use]
    pub const fn says_something(&self) -> bool {
        self.settings.is_some() || self.status.is_some() || self.log.is_some()
    }
}

/// Whether bytes are text that holds more than certificates.
#[must_use]
pub fn is_one(bytes: &[u8]) -> bool {
    if !is_text(bytes) {
        return false;
    }
    let lines = Lines::of(&shown(bytes));
    lines.settings().is_some() || lines.status().is_some() || lines.log().is_some()
}

/// Whether bytes may be text: what begins as DER does is none, and neither is what has control
/// characters that no terminal receives.
#[must_use]
pub fn is_text(bytes: &[u8]) -> bool {
    if certificates::is_utf16(bytes) {
        return true;
    }
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    !matches!(head, [0x30, 0x80..=0xff, ..])
        && !head.iter().any(|byte| matches!(byte, 0..=6 | 0x0e..=0x1a | 0x1c..=0x1f))
}

/// Reads everything that a text holds. Takes about three times its memory.
#[must_use]
pub fn read(bytes: &[u8]) -> Session {
    let shown = shown(bytes);
    let mut certificates = certificates::read(bytes);
    if certificates.certificates.is_empty() && memmem::find(&shown, b"-----BEGIN ").is_some() {
        // A terminal's sequences may stand in it.
        let as_shown = certificates::read(&shown);
        if !as_shown.certificates.is_empty() {
            certificates = as_shown;
        }
    }
    let lines = Lines::of(&shown);
    Session { certificates, settings: lines.settings(), status: lines.status(), log: lines.log() }
}

/// What a terminal showed of it, in whole lines.
fn shown(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let decoded = certificates::of_utf16(bytes);
    let text = decoded.as_ref().map_or(bytes, |text| text.as_slice());
    wrapped::joined(&screen::shown(text))
}

/// The lines of each kind; those of the others are empty there, so that numbers stay.
#[derive(Default)]
struct Lines {
    statements: Zeroizing<Vec<u8>>,
    status: Zeroizing<Vec<u8>>,
    log: Zeroizing<Vec<u8>>,
    greeting: Option<Setting<Release>>,
}

/// What a line is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Statement,
    Status,
    Log,
    Other,
}

impl Lines {
    fn of(text: &[u8]) -> Self {
        let with_room = || Zeroizing::new(Vec::with_capacity(text.len() + 1));
        let mut lines =
            Self { statements: with_room(), status: with_room(), log: with_room(), greeting: None };
        let mut in_status = false;
        for (number, line) in (1..).zip(text.split(|byte| *byte == b'\n')) {
            let kind = kind(line, &mut in_status);
            if kind == Kind::Other && lines.greeting.is_none() {
                lines.greeting = greeting(line, number);
            }
            for (own, kept) in [
                (Kind::Statement, &mut lines.statements),
                (Kind::Status, &mut lines.status),
                (Kind::Log, &mut lines.log),
            ] {
                if kind == own {
                    kept.extend_from_slice(line);
                }
                kept.push(b'\n');
            }
        }
        lines
    }

    fn settings(&self) -> Option<Settings> {
        let settings = settings::read(&mut self.statements.as_slice()).value;
        let says = settings.known() > 0 || !settings.not_understood.is_empty();
        (says || settings.statements > 0 && memmem::find(&self.statements, b"*c x").is_some())
            .then_some(settings)
    }

    fn status(&self) -> Option<Status> {
        let mut status = status::read(&mut self.status.as_slice()).value;
        if let Some(Setting { value, from }) =
            self.greeting.clone().filter(|_| status.release.is_none())
        {
            status.release = Some(Setting { value: Ok(value), from });
            status.values += 1;
        }
        (status.values > 0).then_some(status)
    }

    fn log(&self) -> Option<Log> {
        let log = log::read(&mut self.log.as_slice()).value;
        (log.host.is_some() || !log.failures.is_empty()).then_some(log)
    }
}

/// What a line is of. An answer of xStatus goes on until it ends, or until something else begins.
fn kind(line: &[u8], in_status: &mut bool) -> Kind {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let text = line.trim_ascii();
    let begins =
        |word: &[u8]| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if begins(b"*s") {
        *in_status = !begins(b"*s/end");
        return Kind::Status;
    }
    if is_log_line(text) {
        *in_status = false;
        return Kind::Log;
    }
    if settings::has_command(line) {
        *in_status = false;
        return Kind::Statement;
    }
    let ends = [&b"OK"[..], b"ERROR", b"*c", b"*e", b"*r", b"xstatus", b"xcommand", b"-----"];
    *in_status &= !ends.iter().any(|word| begins(word));
    if *in_status { Kind::Status } else { Kind::Other }
}

/// The release with which the product greets who logs in: `TANDBERG Video Communication Server X15.4.0`.
fn greeting(line: &[u8], number: u64) -> Option<Setting<Release>> {
    let text = std::str::from_utf8(line.get(..line.len().min(LONGEST_GREETING))?).ok()?;
    if !GREETINGS.iter().any(|words| text.contains(words)) {
        return None;
    }
    let release = Release::parse(release_in(text)?).ok()?;
    Some(Setting { value: release, from: Quotation::of(number, text.trim()) })
}

/// How the product calls itself where it greets.
const GREETINGS: [&str; 2] = ["Video Communication Server", "Cisco Expressway"];

/// A longer line is no greeting, in bytes.
const LONGEST_GREETING: usize = 120;

/// So many bytes tell whether something is text.
const HEAD: usize = 4096;

#[cfg(test)]
mod tests;
