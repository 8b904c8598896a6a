//! The limits that SECURITY.md states are those of the program: each that the sources have, and no other.

use std::fs;
use std::path::{Path, PathBuf};

use eku_engine::report::thousands;

#[test]
fn the_limits_that_are_documented_are_those_of_the_program() {
    let mut table = table();
    let all = STATED.map(|(file, name, words)| {
        let source = fs::read_to_string(root().join(file)).expect("a source");
        let value = source.lines().find_map(|line| value_of(line, name));
        let value = value.unwrap_or_else(|| panic!("{file} has no number {name}"));
        let shift = [(" KiB", 10), (" MiB", 20), (" GiB", 30)];
        let shift = shift.iter().find(|(unit, _)| words.contains(&format!("{{}}{unit}")));
        let number = thousands(value >> shift.map_or(0, |(_, shift)| *shift));
        let limit = format!(" {}", words.replace("{}", &number));
        assert!(table.contains(&limit), "SECURITY.md does not say {limit:?}");
        limit
    });
    for limit in all {
        table = table.replace(&limit, "");
    }
    for (number, row) in table.lines().enumerate() {
        let row = row.replace("PKCS#7", "").replace("UTF-16", "");
        assert!(!row.contains(|letter: char| letter.is_ascii_digit()), "row {number}: {row}");
    }
}

#[test]
fn every_limit_of_the_sources_is_documented() {
    for file in sources() {
        let shown = file.strip_prefix(root()).expect("a file of the workspace").to_str();
        let shown = shown.expect("a name in ASCII");
        for line in fs::read_to_string(&file).expect("a source").lines() {
            let Some((_, declared)) = line.split_once("const ") else { continue };
            let name = declared.split(':').next().unwrap_or_default();
            let is_limit =
                ["MOST", "LARGEST"].contains(&name.split('_').next().unwrap_or_default());
            // One that has another's value is that one.
            if is_limit && value_of(line, name).is_some() {
                let stated = STATED.iter().any(|(file, one, _)| (*file, *one) == (shown, name));
                assert!(
                    stated || NO_LIMITS.contains(&(shown, name)),
                    "SECURITY.md says nothing of {name} in {shown}"
                );
            }
        }
    }
}

/// The number that a line of a source gives to a name: a constant, or a field of a default.
fn value_of(line: &str, name: &str) -> Option<u64> {
    let (before, behind) = line.trim_end_matches([';', ',']).split_once(name)?;
    if !before.is_empty() && !before.ends_with(' ') || !behind.starts_with(':') {
        return None;
    }
    let value = behind.split_once(" = ").map_or(&behind[1..], |(_, value)| value);
    let mut words = value.split_whitespace();
    let number = |word: &str| word.trim_end_matches(".0").replace('_', "").parse::<u64>().ok();
    let mut value = number(words.next()?)?;
    while let (Some(operator), Some(word)) = (words.next(), words.next()) {
        value = match operator {
            "*" => value * number(word)?,
            "<<" => value << number(word)?,
            _ => return None,
        };
    }
    Some(value)
}

/// The rows of the table of limits, without what happens beyond them.
fn table() -> String {
    let text = fs::read_to_string(root().join("SECURITY.md")).expect("SECURITY.md");
    let rows = text.lines().skip_while(|line| !line.starts_with("|---")).skip(1);
    let rows = rows.take_while(|line| line.starts_with('|'));
    rows.map(|row| row.rsplit_once(" | ").expect("three columns").0.to_owned() + "\n").collect()
}

/// Every source of the program.
fn sources() -> Vec<PathBuf> {
    let mut folders = vec![root().join("crates"), root().join("web")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let is_source = path.extension().is_some_and(|extension| extension == "rs");
            match path.is_dir() {
                true => folders.push(path),
                false if is_source => files.push(path),
                false => {}
            }
        }
    }
    files
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

const ARCHIVE: &str = "crates/eku-intake/src/archive/limits.rs";
const BUNDLE: &str = "crates/eku-engine/src/bundle.rs";
const CHAIN: &str = "crates/eku-engine/src/chain.rs";
const PLAN: &str = "crates/eku-engine/src/plan.rs";
const PROBE: &str = "crates/eku-cli/src/probe.rs";
const FIRST: &str = "web/src/components/first.rs";

/// A source, a limit in it, and how the table states it: `{}` is its number.
const STATED: [(&str, &str, &str); 84] = [
    (ARCHIVE, "entries", "{} members"),
    (ARCHIVE, "expanded", "{} GiB unpacked"),
    (ARCHIVE, "ratio", "{} times its size"),
    (ARCHIVE, "ratio_from", "once {} MiB were unpacked"),
    (ARCHIVE, "depth", "{} archives inside one another"),
    (ARCHIVE, "path", "paths of {} bytes"),
    (ARCHIVE, "buffered", "{} MiB of a zip that cannot seek"),
    ("crates/eku-intake/src/archive/tar.rs", "MOST", "{} KiB of a long name in a tar"),
    ("crates/eku-intake/src/archive/zip/directory.rs", "LARGEST", "{} MiB of a zip's directory"),
    (
        "crates/eku-intake/src/certificates.rs",
        "LARGEST_FILE",
        "{} MiB in an archive or on the page",
    ),
    ("web/src/read.rs", "LARGEST", "{} MiB in an archive or on the page"),
    ("crates/eku-cli/src/input.rs", "LARGEST_FILE", "{} MiB on the command line"),
    (BUNDLE, "MOST_PARTS", "{} certificates or blocks"),
    (BUNDLE, "LARGEST_CERTIFICATE", "{} MiB a certificate"),
    (BUNDLE, "LARGEST_PKCS7", "{} MiB of PKCS#7"),
    ("crates/eku-intake/src/certificates.rs", "LARGEST_UTF16", "{} MiB of UTF-16"),
    (
        "crates/eku-intake/src/certificates.rs",
        "LARGEST_ESCAPED",
        "{} MiB of text from which escapes are undone",
    ),
    (
        "crates/eku-intake/src/certificates/bare/digits.rs",
        "MOST_STEPS",
        "{} steps for each byte of text in which digits are looked for",
    ),
    ("crates/eku-cli/src/deployment_file.rs", "LARGEST", "a deployment file, a case | {} MiB"),
    ("crates/eku-case/src/read.rs", "LARGEST", "a deployment file, a case | {} MiB"),
    ("crates/eku-case/src/checked.rs", "MOST_KEYS", "{} keys in an object of a case"),
    (PROBE, "MOST_PORTS", "{} ports of a run"),
    (PROBE, "MOST_AT_ONCE", "{} ports at a time"),
    ("crates/eku-cli/src/probe/port.rs", "MOST_ADDRESSES", "{} addresses of a host"),
    ("crates/eku-cli/src/probe/wire.rs", "MOST_RECEIVED", "{} MiB of a connection"),
    ("crates/eku-cli/src/probe/wire.rs", "MOST_FIRST", "{} KiB in plain text before TLS"),
    ("crates/eku-cli/src/probe/tls/witness.rs", "MOST_CERTIFICATES", "{} certificates of a chain"),
    ("crates/eku-cli/src/probe/tls/witness.rs", "MOST_AUTHORITIES", "{} names of CAs"),
    ("crates/eku-cli/src/probe/saved.rs", "MOST_NAMES", "{} names of a certificate in a case"),
    ("crates/eku-cli/src/probe/identity.rs", "LARGEST_KEY", "{} MiB of a private key"),
    ("crates/eku-intake/src/log/groups.rs", "MOST_GROUPS", "{} kinds of failure"),
    ("crates/eku-intake/src/log/groups.rs", "MOST_REMOTES", "{} other sides"),
    ("crates/eku-intake/src/log/scan.rs", "MOST_RELEASES", "a log's releases | {}"),
    ("crates/eku-intake/src/capture.rs", "handshakes", "{} handshakes"),
    ("crates/eku-intake/src/capture/file/classic.rs", "LARGEST_RECORD", "packets of {} MiB"),
    ("crates/eku-intake/src/capture/file.rs", "LARGEST_PACKET", "{} KiB are looked at"),
    (
        "crates/eku-intake/src/capture/packet.rs",
        "MOST_LAYERS",
        "{} tags, labels and packets in packets",
    ),
    (
        "crates/eku-intake/src/collection/handshakes.rs",
        "MOST_PRESENTED",
        "{} presented certificates",
    ),
    ("crates/eku-intake/src/collection/handshakes.rs", "MOST_NAMES", "{} names of each"),
    ("crates/eku-intake/src/collection/sent.rs", "MOST_SENDERS", "{} senders of a certificate"),
    ("crates/eku-intake/src/capture/file/blocks.rs", "MOST_INTERFACES", "{} interfaces"),
    ("crates/eku-intake/src/capture/file/blocks.rs", "LARGEST_OPTIONS", "{} KiB of options"),
    ("crates/eku-intake/src/capture/building.rs", "MOST_ALERTS", "{} alerts a handshake"),
    ("crates/eku-intake/src/settings/zones.rs", "MOST_ZONES", "settings | {} zones"),
    ("crates/eku-intake/src/settings/zones.rs", "MOST_PEERS", "{} peers each"),
    ("crates/eku-intake/src/settings/apply.rs", "MOST_PEERS", "{} peers of a cluster"),
    ("crates/eku-intake/src/settings/apply.rs", "MOST_SERVERS", "{} servers"),
    ("crates/eku-intake/src/status/groups.rs", "MOST", "{} zones, tunnels, alarms and peers"),
    ("crates/eku-intake/src/xml.rs", "DEEPEST", "{} levels"),
    (
        "crates/eku-cli/src/audit/seen.rs",
        "MOST_FINGERPRINTS",
        "{} certificates that are told apart",
    ),
    ("crates/eku-cli/src/audit/file/authorities.rs", "MOST", "{} CAs of one file"),
    ("crates/eku-cli/src/audit/file/authorities.rs", "MOST_ALIKE", "{} of one name"),
    ("crates/eku-cli/src/audit.rs", "MOST_JOBS", "{} workers"),
    (
        "crates/eku-engine/src/report/problems.rs",
        "MOST_PROBLEMS",
        "{} about the files that a deployment names",
    ),
    ("crates/eku-engine/src/report/names.rs", "MOST_MARKS", "{} marks at names that can deceive"),
    ("crates/eku-engine/src/advisory.rs", "MOST_OF_A_KIND", "{} advisories of a kind"),
    ("crates/eku-engine/src/report.rs", "MOST_JOINED", "{} names of one kind"),
    ("crates/eku-engine/src/report/problems.rs", "MOST_NAMES", "{} of a request"),
    ("crates/eku-engine/src/report/head.rs", "MOST_HOSTS", "{} hosts of a node"),
    ("crates/eku-engine/src/report/peers.rs", "MOST_NAMED", "{} peers of a node"),
    ("web/src/text.rs", "MOST_NAMES", "{} names on the page"),
    ("crates/eku-engine/src/plan/remedy/names.rs", "MOST_NAMES", "{} names of a certificate"),
    (
        "crates/eku-engine/src/report/actions/request.rs",
        "MOST_NAMES",
        "{} names in what is requested",
    ),
    (
        "crates/eku-engine/src/report/inputs.rs",
        "MOST_FILES",
        "{} files that were read, {} settings that were found",
    ),
    (CHAIN, "MOST_OF_ONE_NAME", "{} CA certificates of one name"),
    (CHAIN, "MOST_INTERMEDIATES", "{} CAs one above the other"),
    (CHAIN, "MOST_VERIFICATIONS", "{} signatures verified"),
    (CHAIN, "MOST_PATH_STEPS", "{} steps a judgement"),
    (PLAN, "MOST_PLANS", "{} shown"),
    (PLAN, "MOST_ACTIONS", "of {} actions"),
    ("crates/eku-engine/src/deployment.rs", "MOST_PAIRS", "{} pairs of a peer and a far end"),
    (PLAN, "MOST_ALONE", "partial ones for {} services"),
    (PLAN, "MOST_REPLAYS", "{} judgements"),
    (PLAN, "MOST_PLAN_STEPS", "{} steps"),
    (PLAN, "MOST_LASTING_STEPS", "{} steps to find out how long they last"),
    ("crates/eku-engine/src/forecast.rs", "MOST_FORECAST_STEPS", "a forecast | {} steps"),
    (FIRST, "MOST_CARDS", "{} entries"),
    (FIRST, "MOST_LINES", "{} of one line each"),
    (FIRST, "MOST_INSIDE", "of a longer list {} are drawn"),
    ("web/src/state/collected.rs", "MOST_ALERTS", "{} messages about archives"),
    ("web/src/state/holders.rs", "MOST_TARGETS", "{} places to move something to"),
    ("crates/eku-intake/src/collection.rs", "MOST_LEADING", "{} certificates of a file in detail"),
    ("web/src/worker/pool.rs", "MOST_WORKERS", "{} workers"),
    ("web/src/read/beside.rs", "LARGEST_WITHOUT_WORKER", "{} MiB of an archive where there is no"),
];

/// What is called like a limit and bounds nothing that is told: numbers of a standard, what is kept to be
/// faster, and where other code begins.
const NO_LIMITS: [(&str, &str); 10] = [
    ("crates/eku-engine/src/plan/remedy/names.rs", "MOST_SLIPS"),
    ("crates/eku-engine/src/report/calendar.rs", "MOST_NAMED"),
    ("crates/eku-engine/src/disguise.rs", "MOST_MARKS"),
    ("crates/eku-engine/src/disguise/punycode.rs", "MOST"),
    ("crates/eku-engine/src/secret/runs.rs", "MOST_APART"),
    ("crates/eku-intake/src/log/events.rs", "MOST_KNOWN"),
    ("web/src/measure.rs", "MOST_LETTERS"),
    ("web/src/read/beside.rs", "LARGEST_ON_THE_PAGE"),
    ("web/src/judge.rs", "MOST_KEPT"),
    ("web/src/state/judging.rs", "MOST_AT_ONCE"),
];
