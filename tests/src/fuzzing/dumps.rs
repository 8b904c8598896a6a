//! Settings, status dumps and logs.

use std::io::BufReader;

use eku_engine::deployment::{NodeName, Switch};
use eku_intake::log::{BLOCK, Failure, MOST_GROUPS, MOST_REMOTES, Remote};
use eku_intake::{Partly, log as logs, session as sessions, settings as dumps, status as statuses};

use super::choice;

/// Reads settings, in pieces as well, and with a password put in somewhere, of which nothing is kept.
pub fn settings(bytes: &[u8]) {
    let whole = dumps::read(&mut &*bytes);
    assert!(whole.stopped.is_none());
    if is_told_by_its_beginning(bytes) {
        let pieces = dumps::read(&mut BufReader::with_capacity(512, bytes));
        assert_eq!(pieces.value, whole.value);
    }
    let settings = &whole.value;
    let zones = u64::try_from(settings.zones.len()).expect("a number");
    assert!(zones <= settings.statements && settings.zones.len() <= 1000);
    let known = u64::try_from(settings.known()).expect("a number");
    assert!(known == 0 || settings.statements > 0, "{settings:?}");
    for node in [NodeName::Core, NodeName::Edge] {
        let _ = (
            settings.far_ends(node),
            settings.verify_names(node),
            Switch::ALL.map(|switch| settings.switch(switch).is_some()),
        );
    }
    let _ = (settings.role(), settings.own_name());
    let line_count = lines(bytes);
    for zone in &settings.zones {
        let quotations = zone.name.iter().map(|name| &name.from);
        for from in quotations.chain(zone.peers.iter().map(|peer| &peer.from)) {
            assert!(from.line >= 1 && from.line <= line_count, "{from:?} of {line_count}");
            assert!(from.text.chars().count() <= 201, "{from:?}");
        }
    }
    keeps_no_secret(bytes, |input| format!("{:?}", dumps::read(&mut &*input).value));
}

/// Reads a status dump, in pieces as well, and with a password put in somewhere.
pub fn status(bytes: &[u8]) {
    let whole = statuses::read(&mut &*bytes);
    assert!(whole.stopped.is_none());
    if is_told_by_its_beginning(bytes) {
        let pieces = statuses::read(&mut BufReader::with_capacity(512, bytes));
        assert_eq!(pieces.value, whole.value);
    }
    let status = &whole.value;
    assert!(status.zones.len() <= 1000 && status.tunnels.len() <= 1000);
    let entries = status.zones.len() + status.tunnels.len() + status.alarms.len();
    assert!(u64::try_from(entries).expect("a number") <= status.values, "{status:?}");
    for node in [NodeName::Core, NodeName::Edge] {
        let _ = status.observations(node, None, "file", &[]);
    }
    keeps_no_secret(bytes, |input| format!("{:?}", statuses::read(&mut &*input).value));
}

/// Reads a log, alone and across the end of a block. Failures are counted within bounds, and the
/// same wherever they stand.
pub fn log(bytes: &[u8]) {
    let Partly { value: log, stopped } = logs::read(&mut &*bytes);
    assert!(stopped.is_none());
    let ends = bytes.last() == Some(&b'\n') || bytes.is_empty();
    assert_eq!(log.lines, lines(bytes) - u64::from(ends));
    assert!(log.failures.len() <= MOST_GROUPS * (MOST_REMOTES + 1));
    assert!(log.releases.len() <= 16);
    for failure in &log.failures {
        assert!(failure.count > 0 && failure.line >= 1 && failure.line <= log.lines, "{failure:?}");
        assert!(failure.detail.chars().count() <= 161, "{failure:?}");
        assert!(failure.first <= failure.last, "{failure:?}");
        let remote = match &failure.remote {
            Remote::Known(remote) => Some(remote),
            Remote::Unknown | Remote::Others => None,
        };
        let names = remote.into_iter().chain(&failure.common_name);
        assert!(names.clone().all(|name| name.chars().count() <= 256), "{failure:?}");
    }
    for node in [NodeName::Core, NodeName::Edge] {
        assert!(log.observations(Some(node), None, "file").len() <= log.failures.len());
    }
    let (before_the_end, bytes) = choice(bytes, bytes.len().saturating_sub(1));
    if log.failures.is_empty() && log.releases.is_empty() && before_the_end % 16 != 0 {
        return;
    }
    let (start, expected) = (BLOCK - before_the_end, logs::read(&mut &*bytes).value);
    let mut long = FILLER[..start.min(BLOCK) % FILLER.len()].to_vec();
    if let Some(last) = long.last_mut() {
        *last = b'\n';
    }
    while long.len() < start {
        long.extend_from_slice(FILLER);
    }
    let more = lines(&long) - 1;
    long.extend_from_slice(bytes);
    let found = logs::read(&mut &*long).value;
    assert_eq!(found.lines, expected.lines + more);
    let moved = |failure: &Failure| Failure { line: failure.line + more, ..failure.clone() };
    assert_eq!(found.failures, expected.failures.iter().map(moved).collect::<Vec<_>>());
    assert_eq!(found.releases.len(), expected.releases.len());
}

/// Reads a text that may hold several kinds, and with a password put in somewhere. Lines are those of the
/// text.
pub fn session(bytes: &[u8]) {
    let session = sessions::read(bytes);
    let says_something = sessions::is_text(bytes) && session.says_something();
    assert_eq!(sessions::is_one(bytes), says_something);
    let returns = bytes.iter().filter(|byte| **byte == b'\r').count();
    let most = lines(bytes) + u64::try_from(returns).expect("a number");
    let settings = session.settings.iter();
    let first = settings.flat_map(|settings| &settings.not_understood).map(|one| &one.first);
    let release = session.status.iter().filter_map(|status| status.release.as_ref());
    for from in first.chain(release.map(|release| &release.from)) {
        assert!(from.line >= 1 && from.line <= most, "{from:?} of {most}");
    }
    if !bytes.contains(&0x1b) && !bytes.contains(&0x08) {
        keeps_no_secret(bytes, |input| {
            let session = sessions::read(input);
            format!("{:?} {:?} {:?}", session.settings, session.status, session.log)
        });
    }
}

/// Puts a password between two lines, or after an element, and looks for it in what is kept.
fn keeps_no_secret(bytes: &[u8], kept: impl Fn(&[u8]) -> String) {
    let (place, bytes) = choice(bytes, bytes.len().saturating_sub(1));
    let end = |end: &[u8]| {
        let rest = bytes.get(place..)?;
        let at = rest.windows(end.len()).position(|window| window == end)?;
        Some(place + at + end.len())
    };
    let is_xml = bytes.trim_ascii_start().starts_with(b"<");
    let (place, planted) = if is_xml {
        // Inside of marks, comments and raw text it would be no element.
        let raw = bytes.contains(&b'"') || bytes.contains(&b'\'') || bytes.contains(&b'!');
        match end(b">").filter(|_| !raw) {
            Some(place) => (place, format!("<Password item=\"1\">{SECRET}</Password>")),
            None => return,
        }
    } else {
        let place = end(b"\n").unwrap_or(bytes.len());
        let text = [
            format!(
                "*c xConfiguration Zones Zone 4 TraversalClient Authentication Password: \"{SECRET}\""
            ),
            format!("xConfiguration SNMP CommunityName: {SECRET}"),
            format!("*c xConfiguration Zones Zone 4 Name: \"{{cipher}}{SECRET}\""),
            format!(
                "*s Zones: /\n Zone 4:\n  Password: \"{SECRET}\"\n  Name: \"{{cipher}}{SECRET}\"\n*s/end"
            ),
        ];
        (place, format!("\n{}\n", text.join("\n")))
    };
    let (before, after) = bytes.split_at(place);
    let told = kept(&[before, planted.as_bytes(), after].concat());
    assert!(!told.contains(SECRET), "{told}");
}

/// Whether the first 512 bytes, which every reader gives at once, say that it is XML or text.
fn is_told_by_its_beginning(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(512)];
    !head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().is_empty()
}

fn lines(bytes: &[u8]) -> u64 {
    1 + bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}

const SECRET: &str = "hunter2hunter2";

/// A line without a meaning.
const FILLER: &[u8] = &{
    let mut line = [b'-'; 1024];
    line[1023] = b'\n';
    line
};
