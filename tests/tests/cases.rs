//! The case file: what is saved gives the same report again, on the command line too, and what is
//! damaged is refused in one message.

use std::fs;
use std::path::PathBuf;

use eku_case::Case;
use eku_tests::command::{Eku, Ran};
use eku_tests::{cases, fixtures, fuzzing, scenarios, schemas};
use serde_json::Value;

#[test]
fn the_case_of_every_scenario_gives_its_report() {
    let folder = folder("scenarios");
    let mut count = 0;
    for scenario in scenarios::all() {
        let case = cases::of_scenario(&scenario);
        let ran = check(&folder, &scenario.name, &case, &[]);
        let report: Value = serde_json::from_str(&ran.output)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", scenario.name, ran.messages));
        assert_eq!(report, scenario.expected_report(), "{}", scenario.name);
        count += 1;
    }
    assert!(count > 140, "{count} cases");
}

#[test]
fn what_is_written_is_read_again_as_the_same_and_is_valid() {
    let schema = schemas::all().into_iter().find(|document| document.file == "eku-case-2.json");
    let validator = jsonschema::validator_for(&schema.expect("a schema").schema).expect("a schema");
    let of_scenarios = scenarios::all().into_iter().map(|one| cases::of_scenario(&one));
    for case in of_scenarios.chain([cases::full()]) {
        let text = eku_case::write(&case);
        let again = eku_case::read("a.json", text.as_bytes()).expect("it is a case");
        assert_eq!(eku_case::write(&again), text);
        assert_eq!(again.description.judged(), case.description.judged());
        let value: Value = serde_json::from_str(&text).expect("it is JSON");
        let errors: Vec<String> =
            validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

/// So that every key of the schema is one that is written and read.
#[test]
fn every_key_of_the_schema_is_in_the_full_case() {
    let schema = schemas::all().into_iter().find(|document| document.file == "eku-case-2.json");
    let schema = schema.expect("a schema").schema;
    let text = eku_case::write(&cases::full());
    let mut missing = Vec::new();
    let parts = schema["$defs"].as_object().expect("parts").values().chain([&schema]);
    for part in parts {
        let keys = part["properties"].as_object();
        for key in keys.into_iter().flat_map(|keys| keys.keys()) {
            if !text.contains(&format!("\"{key}\": ")) {
                missing.push(key.clone());
            }
        }
    }
    // The full case has the like of these at another place.
    missing.retain(|key| !["client_eku_check", "protocol", "tls_verify"].contains(&key.as_str()));
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn a_case_says_its_day_and_an_option_says_another() {
    let folder = folder("days");
    let case = cases::of_scenario(&scenarios::Scenario::named(cases::COMMITTED[0]));
    let day = |ran: &Ran| {
        let report: Value = serde_json::from_str(&ran.output).expect("JSON");
        report["at"].as_str().map(str::to_owned)
    };
    assert_eq!(day(&check(&folder, "a", &case, &[])).as_deref(), Some("2026-11-23T00:00:00Z"));
    let later = check(&folder, "a", &case, &["--at", "2027-01-01"]);
    assert_eq!(day(&later).as_deref(), Some("2027-01-01T00:00:00Z"));
    let won = check(&folder, "a", &case, &["--edge-eku-check", "off"]);
    let report: Value = serde_json::from_str(&won.output).expect("JSON");
    assert_eq!(report["nodes"][1]["eku_check"], "off");
}

#[test]
fn only_what_names_a_schema_of_this_program_is_taken_for_a_case() {
    let case = eku_case::write(&cases::full());
    for (bytes, is_case) in [
        (case.as_str(), true),
        (&format!("\u{feff} \n{case}"), true),
        (r#"{"schema": "eku/check/1"}"#, true),
        (r#"{"certificates": []}"#, false),
        (r#"{"schema": "another/1"}"#, false),
        (r#"["eku/case/2"]"#, false),
        ("-----BEGIN CERTIFICATE-----", false),
        ("", false),
    ] {
        assert_eq!(eku_case::is_case(bytes.as_bytes()), is_case, "{bytes:.40}");
    }
}

#[test]
fn what_is_damaged_is_refused_in_one_message() {
    let folder = folder("damaged");
    let good = eku_case::write(&cases::full());
    let leaf = fs::read_to_string(fixtures::folder().join("bad/key-and-certificate.pem"))
        .expect("a fixture can be read");
    let key = serde_json::to_string(&leaf).expect("a text");
    let with = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replacen(from, to, 1)
    };
    for (name, text, words) in [
        ("empty", String::from("{}"), "is a damaged case: missing field `schema`: add it"),
        ("cut", good[..good.len() / 2].to_owned(), "EOF while parsing"),
        ("other", with("eku/case/2", "eku/check/1"), "is a report of this tool"),
        ("newer", with("eku/case/2", "eku/case/3"), "open it with the version that saved it"),
        ("key", with("\"program\"", "\"progam\""), "progam"),
        (
            "word",
            with("\"off\"", "\"of\""),
            "edge.eku_check: is a damaged case: unknown variant `of`",
        ),
        ("release", with("X15.5.1", "X155"), "edge.release"),
        ("unknown", with("  \"edge\": {", "  \"edgy\": {"), "edgy: has a key"),
        ("missing", with("\"confidence\": \"documented\",", ""), "missing field `confidence`"),
        ("twice", with("  \"edge\": {", "  \"core\": {"), "a key appears twice in one object"),
        ("empty-pem", with("\"pem\": \"", "\"pem\": \"\", \"pen\": \""), ".pem: "),
        ("negative", with("\"line\": 12", "\"line\": -12"), "expected a value of a case"),
        ("typed", with("\"line\": 12", "\"line\": \"12\""), "invalid type"),
        ("day", with("2026-11-23T12:00:00Z", "yesterday"), "saved: is a damaged case: not a date"),
        (
            "damaged",
            with("-----BEGIN CERTIFICATE-----\\nM", "-----BEGIN CERTIFICATE-----\\nN"),
            "pem",
        ),
        (
            "none",
            with("-----BEGIN CERTIFICATE", "-----BEGIN NOTHING"),
            "core.peer[0].server_certificate.pem",
        ),
        (
            "private",
            with("\"same-as-server\"", &key),
            "edge.peer[0].client_certificate: contains a private key",
        ),
    ] {
        let file = folder.join(format!("{name}.json"));
        fs::write(&file, text).expect("it can be written");
        let ran = Eku::new(["check", &format!("{name}.json")]).in_folder(&folder).run();
        let told = &ran.messages;
        let place_first = words.split_once(": ").map_or((words, ""), |both| both);
        assert!(told.starts_with(&format!("{name}.json: ")), "{name}: {told}");
        assert!(told.contains(place_first.0) && told.contains(place_first.1), "{name}: {told}");
        assert_eq!((ran.code, told.lines().count(), ran.output.as_str()), (2, 1, ""), "{told}");
        assert!(!told.contains("MII"), "{name}: {told}");
    }
}

#[test]
fn every_cut_and_every_changed_byte_is_a_case_or_one_message() {
    let small = cases::of_scenario(&scenarios::Scenario::named(cases::COMMITTED[4]));
    let text = eku_case::write(&small).into_bytes();
    for end in (0..text.len()).step_by(97) {
        fuzzing::case(&text[..end]);
    }
    for place in (0..text.len()).step_by(61) {
        for byte in *b"\0\"{}[],:\\e9" {
            let mut changed = text.clone();
            changed[place] = byte;
            fuzzing::case(&changed);
        }
    }
}

fn check(folder: &std::path::Path, name: &str, case: &Case, more: &[&str]) -> Ran {
    let name = format!("{name}.json");
    fs::write(folder.join(&name), eku_case::write(case)).expect("it can be written");
    let arguments = ["check", "--format", "json"].into_iter().chain(more.iter().copied());
    Eku::new(arguments.chain([name.as_str()])).in_folder(folder).run()
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cases").join(name);
    fs::create_dir_all(&folder).expect("it can be made");
    folder
}
