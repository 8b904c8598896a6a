//! One pass over a log: words that matter are looked for in whole blocks, and only what stands
//! around them is read.

use std::collections::BTreeMap;
use std::io::{BufRead, ErrorKind};

use eku_engine::deployment::Role;
use eku_engine::evidence::TlsFailure;
use eku_engine::time::Timestamp;
use memchr::memmem::Finder;

use super::classes::failure_in;
use super::groups::Groups;
use super::{Failure, FailureKind, Log, ReleaseSeen, Remote, fields};
use crate::Partly;
use crate::key::shortened;

/// Reads a log.
pub(super) fn read(input: &mut dyn BufRead) -> Partly<Log> {
    let mut scan = Scan::new();
    let mut block = vec![0; BLOCK];
    let mut filled = 0;
    let mut stopped = None;
    loop {
        let room = block.get_mut(filled..).unwrap_or_default();
        let ended = match input.read(room) {
            Ok(read) => {
                filled += read;
                read == 0
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => {
                stopped = Some(error);
                true
            }
        };
        if !ended && filled < BLOCK {
            continue;
        }
        let bytes = block.get(..filled).unwrap_or_default();
        // Up to the last line's end; of a line that is longer than the block, all but what has to
        // be read together with what follows.
        let end = match memchr::memrchr(b'\n', bytes) {
            _ if ended => filled,
            Some(newline) => newline + 1,
            None => filled.saturating_sub(WINDOW),
        };
        scan.block(bytes, end);
        if ended {
            break;
        }
        block.copy_within(end..filled, 0);
        filled -= end;
    }
    Partly { value: scan.finish(), stopped }
}

struct Scan {
    finders: [(Finder<'static>, Word); 5],
    hits: Vec<(usize, Word)>,
    /// The number of the line in which the next block begins.
    line: u64,
    /// Whether the last byte ended a line.
    ended_line: bool,
    host: Option<String>,
    releases: BTreeMap<String, (u64, u64)>,
    groups: Groups,
}

/// A word that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    Negotiation,
    Reason,
    Tunnel,
    Product,
}

/// A line within a block.
#[derive(Clone, Copy, Default)]
struct Line {
    number: u64,
    start: usize,
    end: usize,
    /// Whether it was looked at for a tunnel.
    tunnel: bool,
}

impl Scan {
    fn new() -> Self {
        Self {
            finders: [
                (Finder::new(NEGOTIATION), Word::Negotiation),
                (Finder::new("ssl_error_reason"), Word::Reason),
                (Finder::new("unnel"), Word::Tunnel),
                (Finder::new("2222"), Word::Tunnel),
                (Finder::new(PRODUCT), Word::Product),
            ],
            hits: Vec::new(),
            line: 1,
            ended_line: true,
            host: None,
            releases: BTreeMap::new(),
            groups: Groups::default(),
        }
    }

    /// Looks at a block up to `end`; what stands behind it belongs to the next.
    fn block(&mut self, bytes: &[u8], end: usize) {
        if self.host.is_none() {
            let lines = bytes.split(|byte| *byte == b'\n').take(HOST_LINES);
            self.host = lines.filter_map(fields::host).next();
        }
        let mut hits = std::mem::take(&mut self.hits);
        hits.clear();
        for (finder, word) in &self.finders {
            let found = finder.find_iter(bytes).take_while(|at| *at < end);
            hits.extend(found.map(|at| (at, *word)));
        }
        hits.sort_unstable();
        let mut line = Line { number: self.line, ..Line::default() };
        line.end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
        for (at, word) in &hits {
            if *at >= line.end {
                let between = bytes.get(line.end..*at).unwrap_or_default();
                line.number += count_lines(between);
                line.start = memchr::memrchr(b'\n', between).map_or(line.end, |n| line.end + n + 1);
                let rest = bytes.get(*at..).unwrap_or_default();
                line.end = memchr::memchr(b'\n', rest).map_or(bytes.len(), |n| at + n);
                line.tunnel = false;
            }
            self.hit(bytes, *at, *word, &mut line);
        }
        self.hits = hits;
        let whole = bytes.get(..end).unwrap_or_default();
        self.line += count_lines(whole);
        self.ended_line = whole.last().map_or(self.ended_line, |byte| *byte == b'\n');
    }

    fn hit(&mut self, bytes: &[u8], at: usize, word: Word, line: &mut Line) {
        let from = at.saturating_sub(WINDOW / 2).max(line.start);
        let to = (at + WINDOW / 2).min(line.end);
        let before = bytes.get(from..at).unwrap_or_default();
        let after = bytes.get(at..to).unwrap_or_default();
        let of_line = || {
            let begin = bytes.get(line.start..line.end).unwrap_or_default();
            fields::line_time(begin).map(|(time, _)| time)
        };
        match word {
            Word::Negotiation => {
                if let Some(failure) = negotiation(before, after, of_line, line.number) {
                    self.groups.add(failure);
                }
            }
            Word::Reason => {
                if let Some(failure) = developer(before, after, of_line, line.number) {
                    self.groups.add(failure);
                }
            }
            Word::Tunnel if !line.tunnel => {
                line.tunnel = true;
                let around = bytes.get(from..to).unwrap_or_default();
                if let Some(failure) = tunnel(around, of_line, line.number) {
                    self.groups.add(failure);
                }
            }
            Word::Tunnel => {}
            Word::Product => {
                let release = product_release(after);
                if let Some(release) = release {
                    let room = self.releases.len() < MOST_RELEASES;
                    if room || self.releases.contains_key(&release) {
                        self.releases.entry(release).or_insert((0, line.number)).0 += 1;
                    }
                }
            }
        }
    }

    fn finish(self) -> Log {
        let (failures, left_out) = self.groups.finish();
        let mut releases: Vec<_> = self
            .releases
            .into_iter()
            .map(|(text, (count, line))| ReleaseSeen { text, count, line })
            .collect();
        releases.sort_by_key(|release| (std::cmp::Reverse(release.count), release.line));
        let lines = if self.ended_line { self.line - 1 } else { self.line };
        Log { lines, host: self.host, releases, failures, left_out }
    }
}

/// `Event="Inbound TLS Negotiation Error"` and what follows it up to the next event.
fn negotiation(
    before: &[u8],
    after: &[u8],
    of_line: impl Fn() -> Option<Timestamp>,
    line: u64,
) -> Option<Failure> {
    let before = before.trim_ascii_end();
    let (role, of_remote) = if before.ends_with(b"Inbound") {
        (Role::Responder, "Src-ip")
    } else if before.ends_with(b"Outbound") {
        (Role::Initiator, "Dst-ip")
    } else {
        return None;
    };
    let next = memchr::memmem::find(after, b"Event=").unwrap_or(after.len());
    let event = after.get(..next)?;
    let detail = fields::first(event, "Detail").and_then(fields::text).unwrap_or_default();
    let remote = fields::first(event, of_remote).and_then(fields::text);
    let time = fields::first(event, "UTCTime").and_then(fields::utc_time).or_else(of_line);
    Some(Failure {
        kind: FailureKind::Negotiation,
        role: Some(role),
        remote: remote.map_or(Remote::Unknown, Remote::Known),
        port: fields::first(event, "Dst-port").and_then(fields::port),
        failure: failure_in(&detail),
        detail: shortened(&detail, DETAIL),
        common_name: fields::first(event, "Common-name").and_then(fields::text),
        count: 1,
        first: time,
        last: time,
        line,
    })
}

/// `bServer="true" localAddress="…" remoteAddress="…" ssl_error_reason="…"`.
fn developer(
    before: &[u8],
    after: &[u8],
    of_line: impl Fn() -> Option<Timestamp>,
    line: u64,
) -> Option<Failure> {
    let reason = fields::first(after, "ssl_error_reason").and_then(fields::text)?;
    let role = match fields::last(before, "bServer")? {
        b"true" => Role::Responder,
        b"false" => Role::Initiator,
        _ => return None,
    };
    let local = fields::last(before, "localAddress").and_then(fields::socket);
    let remote = fields::last(before, "remoteAddress").and_then(fields::socket);
    let (address, remote_port) = remote.unzip();
    let port = match role {
        Role::Responder => local.map(|(_, port)| port),
        Role::Initiator => remote_port,
    };
    let time = fields::last(before, "UTCTime").and_then(fields::utc_time).or_else(of_line);
    Some(Failure {
        kind: FailureKind::Developer,
        role: Some(role),
        remote: address.map_or(Remote::Unknown, Remote::Known),
        port,
        failure: failure_in(&reason),
        detail: shortened(&reason, DETAIL),
        common_name: None,
        count: 1,
        first: time,
        last: time,
        line,
    })
}

/// A line that speaks of SSH and a tunnel, or its port, and of a failure.
fn tunnel(around: &[u8], of_line: impl Fn() -> Option<Timestamp>, line: u64) -> Option<Failure> {
    let text = String::from_utf8_lossy(around);
    let lower = text.to_ascii_lowercase();
    let is_tunnel = lower.contains("ssh") && (lower.contains("tunnel") || names_port(&lower));
    let is_failure = FAILURE_WORDS.iter().any(|word| lower.contains(word));
    let told_elsewhere = text.contains(NEGOTIATION) || text.contains("ssl_error_reason");
    if !is_tunnel || !is_failure || told_elsewhere {
        return None;
    }
    let words = ["Detail", "Reason", "Message", "msg"];
    let detail = words.iter().find_map(|word| fields::first(around, word)).and_then(fields::text);
    let detail = detail.unwrap_or_else(|| message(&text).into());
    let named = ["Dst-ip", "Remote-ip", "remote", "Host", "Peer", "Src-ip"];
    let remote = named
        .iter()
        .find_map(|name| fields::first(around, name).and_then(fields::text))
        .or_else(|| fields::address_in(message(&text)));
    let time = fields::first(around, "UTCTime").and_then(fields::utc_time).or_else(of_line);
    Some(Failure {
        kind: FailureKind::Tunnel,
        role: None,
        remote: remote.map_or(Remote::Unknown, |remote| Remote::Known(shortened(&remote, DETAIL))),
        port: Some(TUNNEL_PORT),
        failure: match failure_in(&lower) {
            // A refused connection is no refused certificate.
            TlsFailure::Alert(_) if !lower.contains("alert") => TlsFailure::Other,
            failure => failure,
        },
        detail: shortened(&detail, DETAIL),
        common_name: None,
        count: 1,
        first: time,
        last: time,
        line,
    })
}

/// A line without its time, host and process.
fn message(line: &str) -> &str {
    match line.split_once(": ") {
        Some((before, message)) if before.len() < 120 => message.trim(),
        _ => line.trim(),
    }
}

/// Whether a text names port 2222, and not a longer number.
fn names_port(text: &str) -> bool {
    text.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| word == "2222")
}

/// The release of `TANDBERG/4135 (X8.10.2-b2bua-1.0)`.
fn product_release(after: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(after.get(..64).unwrap_or(after)).ok()?;
    let text = text.strip_prefix(PRODUCT)?.trim_start_matches(|l: char| l.is_ascii_digit());
    let release = text.trim_start().strip_prefix('(')?.split([')', '-', ' ']).next()?;
    let numbers = release.strip_prefix('X')?;
    let is_release = numbers.starts_with(|letter: char| letter.is_ascii_digit())
        && numbers.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    is_release.then(|| release.into())
}

fn count_lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

const NEGOTIATION: &str = "TLS Negotiation Error";

/// How the product calls itself in SIP messages.
const PRODUCT: &str = "TANDBERG/";

const TUNNEL_PORT: u16 = 2222;

/// Words that speak of a failure, in lower case.
const FAILURE_WORDS: [&str; 14] = [
    "fail",
    "error",
    "refus",
    "reject",
    "denied",
    "timed out",
    "timeout",
    "unable",
    "cannot",
    "could not",
    "lost",
    "invalid",
    "unsupported",
    "unsuitable",
];

/// The most releases that are told apart.
const MOST_RELEASES: usize = 16;

/// In so many lines at the beginning of a block the host name is looked for.
const HOST_LINES: usize = 50;

/// The longest detail, in letters.
const DETAIL: usize = 160;

/// How much of a log is held at once, in bytes.
pub const BLOCK: usize = 256 * 1024;

/// How much is read around a word, in bytes.
pub const WINDOW: usize = 8 * 1024;
