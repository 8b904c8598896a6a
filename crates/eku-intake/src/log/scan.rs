//! One pass over a log: words that matter are looked for in whole blocks, and only what stands
//! around them is read.

use std::collections::BTreeMap;
use std::io::{BufRead, ErrorKind};

use memchr::memmem::Finder;

use super::events::{Events, Line};
use super::groups::Groups;
use super::{Log, ReleaseSeen, fields, traffic};
use crate::Partly;

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

/// Whether a text holds a word that only lines about TLS have.
pub(super) fn speaks_of_tls(text: &[u8]) -> bool {
    let own =
        [NEGOTIATION, REASON, traffic::NOT_VERIFIED, traffic::WRONG_NAME, traffic::NOT_CONNECTED];
    own.iter().any(|word| memchr::memmem::find(text, word.as_bytes()).is_some())
}

struct Scan {
    finders: [(Finder<'static>, Word); 9],
    hits: Vec<(usize, Word)>,
    /// The number of the line in which the next block begins.
    line: u64,
    /// Whether the last byte ended a line.
    ended_line: bool,
    host: Option<String>,
    releases: BTreeMap<String, (u64, u64)>,
    groups: Groups,
    events: Events,
}

/// A word that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    Negotiation,
    Reason,
    Tunnel,
    Product,
    NotVerified,
    WrongName,
    NotConnected,
}

impl Word {
    /// Whether it is of the traffic server.
    fn is_of_traffic(self) -> bool {
        matches!(self, Self::NotVerified | Self::WrongName | Self::NotConnected)
    }
}

impl Scan {
    fn new() -> Self {
        Self {
            finders: [
                (Finder::new(NEGOTIATION), Word::Negotiation),
                (Finder::new(REASON), Word::Reason),
                (Finder::new("unnel"), Word::Tunnel),
                (Finder::new("2222"), Word::Tunnel),
                (Finder::new("portforwarding"), Word::Tunnel),
                (Finder::new(traffic::NOT_VERIFIED), Word::NotVerified),
                (Finder::new(traffic::WRONG_NAME), Word::WrongName),
                (Finder::new(traffic::NOT_CONNECTED), Word::NotConnected),
                (Finder::new(PRODUCT), Word::Product),
            ],
            hits: Vec::new(),
            line: 1,
            ended_line: true,
            host: None,
            releases: BTreeMap::new(),
            groups: Groups::default(),
            events: Events::new(),
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
        let mut line =
            Line { bytes, number: self.line, start: 0, end: first, told: 0, tunnel: false };
        for (place, (at, word)) in hits.iter().enumerate() {
            if *at >= line.end {
                let between = bytes.get(line.end..*at).unwrap_or_default();
                line.number += count_lines(between);
                line.start = memchr::memrchr(b'\n', between).map_or(line.end, |n| line.end + n + 1);
                let rest = bytes.get(*at..).unwrap_or_default();
                line.end = memchr::memchr(b'\n', rest).map_or(bytes.len(), |n| at + n);
                line.tunnel = false;
            }
            let following = hits.get(place + 1..).unwrap_or_default();
            self.hit(*at, *word, following, &mut line);
        }
        self.hits = hits;
        let whole = bytes.get(..end).unwrap_or_default();
        self.line += count_lines(whole);
        self.ended_line = whole.last().map_or(self.ended_line, |byte| *byte == b'\n');
    }

    /// Reads what stands around a word. Of a line that tells of several failures each is read up to
    /// the next, so that a line full of words costs no more than one without.
    fn hit(&mut self, at: usize, word: Word, following: &[(usize, Word)], line: &mut Line<'_>) {
        let mut from = at.saturating_sub(WINDOW / 2).max(line.start);
        let mut to = (at + WINDOW / 2).min(line.end);
        match word {
            Word::Negotiation => {
                let mut near = following.iter().take_while(|(next, _)| *next < to);
                to = near.find(|(_, next)| *next == word).map_or(to, |(next, _)| *next);
            }
            Word::Reason => from = from.max(std::mem::replace(&mut line.told, at)),
            Word::NotVerified | Word::WrongName | Word::NotConnected => {
                let mut near = following.iter().take_while(|(next, _)| *next < to);
                to = near.find(|(_, next)| next.is_of_traffic()).map_or(to, |(next, _)| *next);
                from = from.max(std::mem::replace(&mut line.told, at));
            }
            Word::Tunnel | Word::Product => {}
        }
        let before = line.bytes.get(from..at).unwrap_or_default();
        let after = line.bytes.get(at..to).unwrap_or_default();
        let failure = match word {
            Word::Negotiation => self.events.negotiation(before, after, line),
            Word::Reason => self.events.developer(before, after, line),
            Word::NotVerified => self.events.not_verified(after, line),
            Word::WrongName => self.events.wrong_name(before, after, line),
            Word::NotConnected => self.events.not_connected(after, line),
            Word::Tunnel if line.tunnel => None,
            Word::Tunnel => {
                line.tunnel = true;
                self.events.tunnel(line.bytes.get(from..to).unwrap_or_default(), line)
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
}

/// The release of `TANDBERG/4135 (X8.10.2-b2bua-1.0)`.
fn product_release(after: &[u8]) -> Option<&str> {
    let text = after.get(..64).unwrap_or(after).utf8_chunks().next()?.valid();
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

/// What stands in the lines of failed negotiations, and in those of the developer about them.
const NEGOTIATION: &str = "TLS Negotiation Error";
const REASON: &str = "ssl_error_reason";

/// How the product calls itself in SIP messages.
const PRODUCT: &str = "TANDBERG/";

/// The most releases that are told apart.
const MOST_RELEASES: usize = 16;

/// In so many lines at the beginning of a block the host name is looked for.
const HOST_LINES: usize = 50;

/// How much of a log is held at once, in bytes.
pub const BLOCK: usize = 256 * 1024;

/// How much is read around a word, in bytes.
pub const WINDOW: usize = 8 * 1024;
