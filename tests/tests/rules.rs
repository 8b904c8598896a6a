//! Completeness as sets: what exists is listed, what is listed is emitted by some scenario.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use eku_engine::advisory::ADVISORY_IDS;
use eku_engine::citation::authorities::CHROME_ROOTS;
use eku_engine::citation::{CITATIONS, Citation, DOCUMENTS, Document, authorities};
use eku_engine::deployment::ReadyMade;
use eku_engine::plan::ACTION_IDS;
use eku_engine::policy::{AUTHORITIES, CLIENT_ROOTS, RESELLERS};
use eku_engine::report;
use eku_engine::rules::RULES;
use eku_tests::command::Eku;
use eku_tests::scenarios;
use serde_json::Value;

#[test]
fn every_file_of_a_rule_is_listed_and_every_listed_rule_has_a_file() {
    let files: BTreeSet<String> = fs::read_dir(engine().join("rules"))
        .expect("the rules can be read")
        .map(|entry| entry.expect("the rules can be read").path())
        .map(|path| path.file_stem().expect("a name").to_string_lossy().replace('_', "-"))
        .collect();
    assert_eq!(files, listed_rules());
    assert_eq!(RULES.len(), listed_rules().len(), "a rule is listed twice");
}

#[test]
fn every_rule_is_emitted_by_a_scenario_and_no_other_is() {
    let mut emitted = BTreeSet::new();
    for scenario in scenarios::all() {
        collect(&scenario.expected_report(), "rule", &mut emitted);
    }
    assert_eq!(emitted, listed_rules());
}

#[test]
fn every_rule_has_a_scenario_that_turns_on_it() {
    // A verdict of which the rule is the only reason: nothing else hides that it is wrong.
    let mut alone = BTreeSet::new();
    for scenario in scenarios::all() {
        let mut rules = BTreeSet::new();
        let report = scenario.expected_report();
        for connection in report["connections"].as_array().expect("connections") {
            collect(connection, "rule", &mut rules);
        }
        if rules.len() == 1 {
            alone.extend(rules);
        }
    }
    alone.insert("depends-on".into());
    assert_eq!(alone, listed_rules());
}

#[test]
fn every_action_and_every_advisory_is_shown_by_a_scenario_and_no_other_is() {
    let (mut actions, mut advisories) = (BTreeSet::new(), BTreeSet::new());
    for scenario in scenarios::all() {
        let report = scenario.expected_report();
        for part in ["plans", "advice"] {
            collect(&without_sources(&report[part]), "id", &mut actions);
        }
        collect(&without_sources(&report["advisories"]), "id", &mut advisories);
    }
    let listed = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(actions, listed(&ACTION_IDS));
    // A key of 8192 bits takes a test minutes to make.
    advisories.insert("large-key".into());
    assert_eq!(advisories, listed(&ADVISORY_IDS));
}

#[test]
fn every_rule_has_a_test_of_its_own() {
    for rule in listed_rules() {
        let file = engine().join("rules").join(format!("{}.rs", rule.replace('-', "_")));
        let text = fs::read_to_string(&file).expect("the rule can be read");
        let tested_elsewhere = WITHOUT_A_TABLE.contains(&rule.as_str());
        assert!(text.contains("#[test]") || tested_elsewhere, "{rule}");
    }
}

#[test]
fn every_rule_says_what_it_is_about() {
    for rule in RULES {
        assert!(rule.explanation.ends_with('.'), "{}: not a sentence", rule.id);
        assert!(!rule.title.is_empty() && !rule.title.ends_with('.'), "{}: title", rule.id);
        let usual = |letter: char| letter.is_ascii_lowercase() || letter == '-';
        assert!(rule.id.chars().all(usual), "{}", rule.id);
    }
}

#[test]
fn every_citation_is_used_but_for_those_that_are_known_to_be_unused() {
    let mut used = BTreeSet::new();
    for scenario in scenarios::all() {
        sources(&scenario.expected_report(), &mut used);
    }
    used.extend(UPLOADS.iter().map(|options| source_of_upload(options)));
    let place =
        |citation: &Citation| (citation.document.id.to_owned(), citation.section.to_owned());
    // Shown where a public root is met that Chrome's store does not have.
    used.insert(place(&CHROME_ROOTS));
    // A reseller is shown with its CA, and roots for clients are for plans.
    used.extend(RESELLERS.iter().map(|reseller| place(reseller.source)));
    used.extend(CLIENT_ROOTS.iter().map(|root| place(root.source)));
    // A row of the table of CAs shows its source where its CA is met.
    used.extend(AUTHORITIES.iter().map(|authority| place(authority.source)));
    // What is known of a ready-made far end is shown where one is added.
    used.extend(
        ReadyMade::ALL
            .into_iter()
            .flat_map(report::known)
            .map(|known| (known.source.id.to_owned(), known.source.section.to_owned())),
    );
    // Questions are answered in the help.
    used.extend(
        report::questions()
            .into_iter()
            .flat_map(|one| one.answer)
            .map(|known| (known.source.id.to_owned(), known.source.section.to_owned())),
    );
    let listed: BTreeSet<_> = citations().map(place).collect();
    assert_eq!(citations().count(), listed.len(), "a citation is listed twice");
    let unlisted: Vec<_> = used.difference(&listed).collect();
    assert!(unlisted.is_empty(), "not among CITATIONS: {unlisted:?}");
    let unused: BTreeSet<_> = listed.difference(&used).cloned().collect();
    let known: BTreeSet<_> = UNUSED
        .iter()
        .map(|(document, section, _)| ((*document).to_owned(), (*section).to_owned()))
        .collect();
    assert_eq!(unused, known, "left: citations that no scenario shows; right: those known");
}

#[test]
fn every_document_has_an_address_and_a_date() {
    let mut ids = BTreeSet::new();
    for document in documents() {
        assert!(ids.insert(document.id), "{}: listed twice", document.id);
        assert!(document.url.starts_with("https://"), "{}: {}", document.id, document.url);
        assert!(!document.title.is_empty(), "{}", document.id);
        let numbers: Vec<_> = document.date.split('-').map(str::parse::<u16>).collect();
        let [Ok(year), Ok(month), Ok(day)] = numbers[..] else {
            panic!("{}: {} is no date", document.id, document.date);
        };
        let is_date = document.date.len() == 10
            && (1990..2100).contains(&year)
            && (1..=12).contains(&month)
            && (1..=31).contains(&day);
        assert!(is_date, "{}: {}", document.id, document.date);
    }
    for citation in citations() {
        let listed = documents().any(|document| document.id == citation.document.id);
        assert!(listed, "{}: not among DOCUMENTS", citation.document.id);
        assert!(!citation.section.is_empty(), "{}: no section", citation.document.id);
    }
}

/// Citations that no scenario shows, and why: a known failure, which fails when one comes into use.
const UNUSED: &[(&str, &str, &str)] = &[(
    "GUIDE",
    "Certificates with key length of 8192 bits",
    "a key of that size takes a test minutes to make",
)];

/// Rules that only word what the paths, or the verdicts of other connections, came to: what tests
/// those tests them.
const WITHOUT_A_TABLE: &[&str] =
    &["chain-restricts-eku", "depends-on", "issuer-not-trusted", "signature-not-checked"];

/// Uploads, one for each answer that has a source of its own.
const UPLOADS: &[&[&str]] = &[
    &["--node", "core", "--release", "X15.3", "--store", "server"],
    &["--node", "core", "--release", "X15.4", "--store", "server"],
    &["--node", "edge", "--release", "X15.4", "--store", "server", "--server-eku-upload"],
    &["--node", "core", "--release", "X15.5", "--store", "server"],
    &["--node", "core", "--release", "X15.5", "--store", "client"],
];

/// Document and section of what `eku upload` shows: `[documented; S Section, 2026-04-15]`.
fn source_of_upload(options: &[&str]) -> (String, String) {
    let arguments = [&["upload"][..], options, &["certs/rules/expires-after-2050.pem"]].concat();
    let ran = Eku::new(arguments).run();
    let line = ran.output.lines().last().unwrap_or_default();
    let source = line.trim_end_matches(']').split_once("; ").map(|(_, source)| source);
    let source = source.and_then(|source| source.rsplit_once(", "));
    let Some((document, section)) = source.and_then(|(source, _)| source.split_once(' ')) else {
        panic!("{options:?}: no source in {line:?}: {}", ran.messages);
    };
    (document.into(), section.into())
}

fn citations() -> impl Iterator<Item = &'static Citation> {
    CITATIONS.iter().chain(authorities::CITATIONS).copied()
}

fn documents() -> impl Iterator<Item = &'static Document> {
    DOCUMENTS.iter().chain(authorities::DOCUMENTS).copied()
}

fn listed_rules() -> BTreeSet<String> {
    RULES.iter().map(|rule| rule.id.to_owned()).collect()
}

/// A value without the sources in it.
fn without_sources(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, _)| *name != "source" && *name != "sources");
            kept.map(|(name, value)| (name.clone(), without_sources(value))).collect()
        }
        Value::Array(values) => values.iter().map(without_sources).collect(),
        other => other.clone(),
    }
}

/// Every text under a key, anywhere in a report.
fn collect(value: &Value, key: &str, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if let (true, Some(text)) = (name == key, value.as_str()) {
                    into.insert(text.to_owned());
                }
                collect(value, key, into);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, key, into)),
        _ => {}
    }
}

/// Document and section of every source, anywhere in a report.
fn sources(value: &Value, into: &mut BTreeSet<(String, String)>) {
    match value {
        Value::Object(fields) => {
            if let Some(source) = fields.get("source").filter(|source| source.is_object()) {
                let text = |field: &str| source[field].as_str().expect("a text").to_owned();
                into.insert((text("id"), text("section")));
            }
            for source in fields.get("sources").and_then(Value::as_array).into_iter().flatten() {
                let text = |field: &str| source[field].as_str().expect("a text").to_owned();
                into.insert((text("id"), text("section")));
            }
            fields.values().for_each(|value| sources(value, into));
        }
        Value::Array(values) => values.iter().for_each(|value| sources(value, into)),
        _ => {}
    }
}

fn engine() -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace");
    workspace.join("crates/eku-engine/src")
}
