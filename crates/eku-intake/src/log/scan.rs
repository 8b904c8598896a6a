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
    known: BTreeMap<String, TlsFailure>,
    words: TunnelWords,
    /// A line in lower case, kept for its memory.
    lower: Vec<u8>,
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
struct Line<'b> {
    bytes: &'b [u8],
    number: u64,
    start: usize,
    end: usize,
    /// Whether it was looked at for a tunnel.
    tunnel: bool,
}

impl Line<'_> {
    /// The time with which it begins.
    fn time(&self) -> Option<Timestamp> {
        let line = self.bytes.get(self.start..self.end)?;
        fields::line_time(line).map(|(time, _)| time)
    }
}

impl Scan {
    fn new() -> Self {
        Self {
            finders: [
                (Finder::new("TLS Negotiation Error"), Word::Negotiation),
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
            known: BTreeMap::new(),
            words: TunnelWords::new(),
            lower: Vec::new(),
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
        let first = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
        let mut line = Line { bytes, number: self.line, start: 0, end: first, tunnel: false };
        for (at, word) in &hits {
            if *at >= line.end {
                let between = bytes.get(line.end..*at).unwrap_or_default();
                line.number += count_lines(between);
                line.start = memchr::memrchr(b'\n', between).map_or(line.end, |n| line.end + n + 1);
                let rest = bytes.get(*at..).unwrap_or_default();
                line.end = memchr::memchr(b'\n', rest).map_or(bytes.len(), |n| at + n);
                line.tunnel = false;
            }
            self.hit(*at, *word, &mut line);
        }
        self.hits = hits;
        let whole = bytes.get(..end).unwrap_or_default();
        self.line += count_lines(whole);
        self.ended_line = whole.last().map_or(self.ended_line, |byte| *byte == b'\n');
    }

    fn hit(&mut self, at: usize, word: Word, line: &mut Line<'_>) {
        let from = at.saturating_sub(WINDOW / 2).max(line.start);
        let to = (at + WINDOW / 2).min(line.end);
        let before = line.bytes.get(from..at).unwrap_or_default();
        let after = line.bytes.get(at..to).unwrap_or_default();
        let failure = match word {
            Word::Negotiation => self.negotiation(before, after, line),
            Word::Reason => self.developer(before, after, line),
            Word::Tunnel if line.tunnel => None,
            Word::Tunnel => {
                line.tunnel = true;
                self.tunnel(line.bytes.get(from..to).unwrap_or_default(), line)
            }
            Word::Product => {
                if let Some(release) = product_release(after) {
                    self.release(release, line.number);
                }
                None
            }
        };
        if let Some(failure) = failure {
            self.groups.add(failure);
        }
    }

    fn release(&mut self, release: &str, line: u64) {
        if let Some((count, _)) = self.releases.get_mut(release) {
            *count += 1;
        } else if self.releases.len() < MOST_RELEASES {
            self.releases.insert(release.into(), (1, line));
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

    /// Why a connection failed, by its words; the same words are looked at once.
    fn failure_in(&mut self, words: &[u8]) -> (String, TlsFailure) {
        let text = String::from_utf8_lossy(words);
        let failure = match self.known.get(&*text) {
            Some(failure) => *failure,
            None => {
                let failure = failure_in(&text);
                if self.known.len() < MOST_KNOWN {
                    self.known.insert(text.clone().into_owned(), failure);
                }
                failure
            }
        };
        (shortened(&text, DETAIL), failure)
    }

    /// `Event="Inbound TLS Negotiation Error"` and what follows it up to the next event.
    fn negotiation(&mut self, before: &[u8], after: &[u8], line: &Line<'_>) -> Option<Failure> {
        let before = before.trim_ascii_end();
        let (role, of_remote) = if before.ends_with(b"Inbound") {
            (Role::Responder, &b"Src-ip"[..])
        } else if before.ends_with(b"Outbound") {
            (Role::Initiator, &b"Dst-ip"[..])
        } else {
            return None;
        };
        let (mut detail, mut remote, mut port, mut name, mut time) = (None, None, None, None, None);
        fields::each(after, |field, value| {
            let place = match field {
                b"Event" => return false,
                b"Detail" => &mut detail,
                b"Dst-port" => &mut port,
                b"Common-name" => &mut name,
                b"UTCTime" => &mut time,
                field if field == of_remote => &mut remote,
                _ => return true,
            };
            place.get_or_insert(value);
            true
        });
        let (detail, failure) = self.failure_in(detail.unwrap_or_default());
        let remote = remote.and_then(fields::text);
        let time = time.and_then(fields::utc_time).or_else(|| line.time());
        Some(Failure {
            kind: FailureKind::Negotiation,
            role: Some(role),
            remote: remote.map_or(Remote::Unknown, Remote::Known),
            port: port.and_then(fields::port),
            failure,
            detail,
            common_name: name.and_then(fields::text),
            count: 1,
            first: time,
            last: time,
            line: line.number,
        })
    }

    /// `bServer="true" localAddress="…" remoteAddress="…" ssl_error_reason="…"`.
    fn developer(&mut self, before: &[u8], after: &[u8], line: &Line<'_>) -> Option<Failure> {
        let mut reason = None;
        fields::each(after, |_, value| {
            reason = Some(value);
            false
        });
        let (mut server, mut local, mut remote, mut time) = (None, None, None, None);
        fields::each(before, |field, value| {
            let place = match field {
                b"bServer" => &mut server,
                b"localAddress" => &mut local,
                b"remoteAddress" => &mut remote,
                b"UTCTime" => &mut time,
                _ => return true,
            };
            *place = Some(value);
            true
        });
        let role = match server? {
            b"true" => Role::Responder,
            b"false" => Role::Initiator,
            _ => return None,
        };
        let (detail, failure) = self.failure_in(reason.filter(|reason| !reason.is_empty())?);
        let (address, remote_port) = remote.and_then(fields::socket).unzip();
        let port = match role {
            Role::Responder => local.and_then(fields::socket).map(|(_, port)| port),
            Role::Initiator => remote_port,
        };
        let time = time.and_then(fields::utc_time).or_else(|| line.time());
        Some(Failure {
            kind: FailureKind::Developer,
            role: Some(role),
            remote: address.map_or(Remote::Unknown, Remote::Known),
            port,
            failure,
            detail,
            common_name: None,
            count: 1,
            first: time,
            last: time,
            line: line.number,
        })
    }

    /// A line that speaks of SSH and a tunnel, or its port, and of a failure.
    fn tunnel(&mut self, around: &[u8], line: &Line<'_>) -> Option<Failure> {
        let mut lower = std::mem::take(&mut self.lower);
        lower.clear();
        lower.extend_from_slice(around);
        lower.make_ascii_lowercase();
        let is_tunnel = self.words.speaks_of_failing_tunnel(&lower);
        self.lower = lower;
        if !is_tunnel {
            return None;
        }
        let (mut detail, mut remote, mut time) = (None, None, None);
        fields::each(around, |field, value| {
            let place = match field {
                b"Detail" | b"Reason" | b"Message" | b"Msg" => &mut detail,
                b"Dst-ip" | b"Remote-ip" | b"Host" | b"Peer" => &mut remote,
                b"UTCTime" => &mut time,
                _ => return true,
            };
            place.get_or_insert(value);
            true
        });
        let text = String::from_utf8_lossy(around);
        let message = message(&text);
        let (detail, failure) = self.failure_in(detail.unwrap_or(message.as_bytes()));
        let remote = remote.and_then(fields::text).or_else(|| fields::address_in(message));
        let remote = remote.map(|remote| shortened(&remote, DETAIL));
        let time = time.and_then(fields::utc_time).or_else(|| line.time());
        Some(Failure {
            kind: FailureKind::Tunnel,
            role: None,
            remote: remote.map_or(Remote::Unknown, Remote::Known),
            port: Some(TUNNEL_PORT),
            failure,
            detail,
            common_name: None,
            count: 1,
            first: time,
            last: time,
            line: line.number,
        })
    }
}

/// What tells a line about a failing tunnel, in lower case.
struct TunnelWords {
    ssh: Finder<'static>,
    tunnel: Finder<'static>,
    /// Lines that tell of TLS are told by their own words.
    elsewhere: [Finder<'static>; 2],
    failures: [Finder<'static>; 14],
}

impl TunnelWords {
    fn new() -> Self {
        Self {
            ssh: Finder::new("ssh"),
            tunnel: Finder::new("tunnel"),
            elsewhere: ["tls negotiation error", "ssl_error_reason"].map(Finder::new),
            failures: FAILURE_WORDS.map(Finder::new),
        }
    }

    fn speaks_of_failing_tunnel(&self, line: &[u8]) -> bool {
        let has = |word: &Finder<'_>| word.find(line).is_some();
        has(&self.ssh)
            && (has(&self.tunnel) || names_port(line))
            && self.failures.iter().any(has)
            && !self.elsewhere.iter().any(has)
    }
}

/// A line without its time, host and process.
fn message(line: &str) -> &str {
    match line.split_once(": ") {
        Some((before, message)) if before.len() < 120 => message.trim(),
        _ => line.trim(),
    }
}

/// Whether a text names port 2222, and not a longer number.
fn names_port(text: &[u8]) -> bool {
    text.split(|byte| !byte.is_ascii_alphanumeric()).any(|word| word == b"2222")
}

/// The release of `TANDBERG/4135 (X8.10.2-b2bua-1.0)`.
fn product_release(after: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(after.get(..64).unwrap_or(after)).ok()?;
    let text = text.strip_prefix(PRODUCT)?.trim_start_matches(|l: char| l.is_ascii_digit());
    let release = text.trim_start().strip_prefix('(')?.split([')', '-', ' ']).next()?;
    let numbers = release.strip_prefix('X')?;
    let is_release = numbers.starts_with(|letter: char| letter.is_ascii_digit())
        && numbers.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    is_release.then_some(release)
}

fn count_lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

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

/// The most different words about failures that are remembered.
const MOST_KNOWN: usize = 256;

/// In so many lines at the beginning of a block the host name is looked for.
const HOST_LINES: usize = 50;

/// The longest detail, in letters.
const DETAIL: usize = 160;

/// How much of a log is held at once, in bytes.
pub const BLOCK: usize = 256 * 1024;

/// How much is read around a word, in bytes.
pub const WINDOW: usize = 8 * 1024;
