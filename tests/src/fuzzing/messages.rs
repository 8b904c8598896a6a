//! What messages say of their input: no more of it than a name, and nothing of a private key.
//!
//! Each promise reads its input as it is, and once more with a private key put in somewhere: the first
//! bytes choose the form of the key and the place.

use std::ffi::OsString;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::OnceLock;

use eku_cli::deployment_file;
use eku_deployment::Description;
use eku_engine::deployment::NodeName;
use eku_engine::disguise;
use eku_engine::report::{self, Problem, html, markdown, text};
use eku_engine::secret::LONGEST_NAME;
use eku_engine::time::Timestamp;
use eku_intake::archive::Limits;
use eku_intake::certificates;
use eku_intake::collection::Collector;

use super::choice;
use super::deployment_files::open;
use crate::archives::Tar;
use crate::keys::{self, Traces};

/// Reads a deployment file, and words what is wrong or what comes of it.
pub fn message_deployment_file(bytes: &[u8]) {
    for (bytes, has_key) in with_a_key(bytes) {
        match deployment_file::parse("d.toml", &bytes, open) {
            Err(problems) => quote_a_name(&bytes, &problems, LONGEST_NAME),
            Ok(description) if has_key => is_reported(&description),
            Ok(_) => {}
        }
    }
}

/// Reads a case, and words what is wrong or what comes of it.
pub fn message_case(bytes: &[u8]) {
    for (bytes, has_key) in with_a_key(bytes) {
        match eku_case::read("a.json", &bytes) {
            Err(problems) => quote_a_name(&bytes, &problems, LONGEST_NAME),
            Ok(case) if has_key => {
                holds_no_key(&eku_case::write(&case));
                is_reported(&case.description);
            }
            Ok(_) => {}
        }
    }
}

/// Reads a command line, a word a line.
pub fn message_arguments(bytes: &[u8]) {
    for (bytes, _) in with_a_key(bytes) {
        let text = String::from_utf8_lossy(&bytes);
        let words = std::iter::once("eku").chain(text.split('\n')).map(OsString::from);
        if let Some(message) = eku_cli::refusal(&words.collect::<Vec<_>>()) {
            quotes_a_name(&bytes, &message, LONGEST_NAME);
        }
    }
}

/// Reads certificates in any encoding, and words what is wrong.
pub fn message_encodings(bytes: &[u8]) {
    for (bytes, _) in with_a_key(bytes) {
        let problems = report::problems("file", &certificates::read(&bytes));
        // A request says who it is for: a name of several parts.
        quote_a_name(&bytes, &problems, disguise::LONGEST);
    }
}

/// Reads settings.
pub fn message_settings(bytes: &[u8]) {
    dump("xconf_dump_core1_2026-11-20_09_30_00.txt", bytes);
}

/// Reads a status dump.
pub fn message_status(bytes: &[u8]) {
    dump("xstat_dump_core1_2026-11-20_09_30_00.txt", bytes);
}

/// Reads a log.
pub fn message_log(bytes: &[u8]) {
    dump("loggingsnapshot_core1_2026-11-20_09_30_00.txt", bytes);
}

/// Reads an archive, and one whose members are called as the lines of the input.
pub fn message_archive(bytes: &[u8]) {
    for (bytes, _) in with_a_key(bytes) {
        // Where in an archive something stands is told by its path.
        let most = Limits::default().path;
        collect("a.tar.gz", &bytes, most);
        let names = bytes.split(|byte| *byte == b'\n').take(MOST_MEMBERS);
        let tar = names.fold(Tar::default(), |tar, name| {
            let name = String::from_utf8_lossy(name).replace('\0', "");
            tar.pax("path", &name).file("x.pem", b"-----BEGIN CERTIFICATE-----")
        });
        collect("a.tar", &tar.end(), most);
    }
}

fn dump(name: &str, bytes: &[u8]) {
    for (bytes, _) in with_a_key(bytes) {
        collect(name, &bytes, LONGEST_NAME);
    }
}

/// Collects a file. Nothing of a key is in what is kept of it, and messages say no more of it at a
/// time than so many characters.
fn collect(name: &str, bytes: &[u8], most: usize) {
    let limits = Limits {
        entries: 100,
        expanded: 256 << 10,
        ratio_from: 64 << 10,
        buffered: 64 << 10,
        ..Limits::default()
    };
    let mut collector = Collector::new(limits);
    collector.add(name, Cursor::new(bytes), &|_| ControlFlow::Continue(()));
    let collection = collector.finish();
    quote_a_name(bytes, &collection.problems, most);
    holds_no_key(&format!("{:?}{:?}", collection.found, collection.problems));
    for machine in &collection.machines {
        holds_no_key(&format!("{:?}{:?}", machine.settings, machine.status));
        holds_no_key(&format!("{:?}{:?}{:?}", machine.logs, machine.host, machine.source));
    }
    for node in [NodeName::Core, NodeName::Edge] {
        let mut description = Description::default();
        description.take(vec![(collection.clone(), Some(node))]);
        quote_a_name(bytes, &description.problems, most);
        is_reported(&description);
    }
}

/// The input, and the input with a key in it. Nothing where a piece of a key that is known here stands in
/// the input by itself: a fuzzer learns pieces from what they are compared with, and nobody can know 16
/// bytes without the rest.
fn with_a_key(bytes: &[u8]) -> Vec<(Vec<u8>, bool)> {
    if known().1.found_in(bytes).is_some() {
        return Vec::new();
    }
    let (form, rest) = choice(bytes, known().0.len());
    let (place, rest) = choice(rest, rest.len().saturating_sub(1));
    let (before, after) = rest.split_at(place.min(rest.len()));
    let planted = [before, known().0[form].as_bytes(), after].concat();
    vec![(bytes.to_vec(), false), (planted, true)]
}

/// Every format of a report.
fn is_reported(description: &Description) {
    let report = description.report(Timestamp::default()).expect("whatever is described is judged");
    holds_no_key(&text::report(&report, &text::plain));
    holds_no_key(&markdown::report(&report));
    holds_no_key(&html::report(&report));
    holds_no_key(&serde_json::to_string(&report).expect("a report is written as JSON"));
}

fn quote_a_name(input: &[u8], problems: &[Problem], most: usize) {
    for Problem { file, what, place, remedy, .. } in problems {
        holds_no_key(file);
        [what, place, remedy].into_iter().for_each(|told| quotes_a_name(input, told, most));
    }
}

/// No more characters of the input stand in a message than a name has; the blank and the mark before one
/// may stand before it in the input, too.
fn quotes_a_name(input: &[u8], told: &str, most: usize) {
    holds_no_key(told);
    let places: Vec<usize> = told.char_indices().map(|(place, _)| place).collect();
    for (begin, start) in places.iter().enumerate() {
        let Some(end) = places.get(begin + most + 3) else { break };
        let piece = &told.as_bytes()[*start..*end];
        let is_quoted = input.windows(piece.len()).any(|window| window == piece);
        assert!(!is_quoted, "{:?} of {told:?}", String::from_utf8_lossy(piece));
    }
}

fn holds_no_key(told: &str) {
    assert_eq!(known().1.found_in(told.as_bytes()), None, "{told}");
}

/// The forms of keys that are put in, and their traces.
fn known() -> &'static (Vec<String>, Traces) {
    static KNOWN: OnceLock<(Vec<String>, Traces)> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let texts = keys::texts();
        let traces = Traces::of(texts.iter().map(|(_, _, secret)| secret.as_slice()));
        (texts.into_iter().map(|(_, text, _)| text).collect(), traces)
    })
}

/// Members of the archive that is made of an input.
const MOST_MEMBERS: usize = 20;
