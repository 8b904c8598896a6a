//! Every folder under `tests/scenarios` through the real binary, against its expected reports.
//!
//! `SNAPSHOTS=overwrite cargo test -p eku-tests --test scenarios` writes the reports anew; read the
//! difference before you commit it.

use eku_tests::scenarios::{self, AUTHORITIES, Scenario};
use snapbox::Data;
use snapbox::data::DataFormat;

#[test]
fn every_scenario_gives_the_expected_reports() {
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
    let mut differences = Vec::new();
    for scenario in scenarios::all() {
        for (format, file) in [("text", "expected.txt"), ("json", "expected.json")] {
            let path = scenario.folder.join(file);
            let ran = scenario.check(format);
            let actual = Data::text(ran.output).raw();
            let expected = Data::read_from(&path, Some(DataFormat::Text)).raw();
            if let Err(difference) = assert.try_eq(Some(&scenario.name), actual, expected) {
                differences.push(format!("{}/{file}\n{difference}", scenario.name));
            }
        }
    }
    assert!(
        differences.is_empty(),
        "{} reports differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

#[test]
fn every_scenario_ends_with_the_verdict_that_its_name_says() {
    for scenario in scenarios::all() {
        let code = match scenario.expected() {
            "works" => 0,
            "fails" => 1,
            "undecided" => 3,
            other => panic!("{}: {other} is no verdict", scenario.name),
        };
        let ran = scenario.check("json");
        let report: serde_json::Value = serde_json::from_str(&ran.output)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", scenario.name, ran.messages));
        assert_eq!(
            (report["verdict"].as_str(), ran.code),
            (Some(scenario.expected()), code),
            "{}",
            scenario.name
        );
        assert_eq!(ran.messages, "", "{}", scenario.name);
    }
}

#[test]
fn every_scenario_names_its_authority() {
    for scenario in scenarios::all() {
        assert!(
            AUTHORITIES.contains(&scenario.authority()),
            "{}: begin the name with one of {AUTHORITIES:?}",
            scenario.name
        );
    }
}

/// The seed's table, typed out. Each row in both positions of the EKU check where the document says
/// that it does not matter.
#[test]
fn the_conditions_of_the_seed_give_the_verdicts_of_its_table() {
    for (name, services) in [
        ("seed-2-test-1-check-on-fails", ["fails", "fails", "fails", "fails"]),
        ("seed-2-test-2-check-off-fails", ["works", "fails", "fails", "fails"]),
        ("seed-2-1-check-on-works", ["works", "works", "works", "works"]),
        ("seed-2-1-check-off-works", ["works", "works", "works", "works"]),
        ("seed-3-check-on-works", ["works", "works", "works", "works"]),
        ("seed-3-check-off-works", ["works", "works", "works", "works"]),
        ("seed-4-check-on-works", ["works", "works", "works", "works"]),
        ("seed-4-check-off-works", ["works", "works", "works", "works"]),
    ] {
        let scenario = Scenario::named(name);
        let report: serde_json::Value =
            serde_json::from_str(&scenario.check("json").output).expect("a report");
        let verdicts = report["services"].as_array().expect("services").iter();
        let verdicts: Vec<_> = verdicts
            .map(|service| {
                let word = |field: &str| service[field].as_str().expect("a word").to_owned();
                (word("id"), word("verdict"))
            })
            .collect();
        let expected: Vec<_> = ["uc-traversal-zone", "ssh-tunnels", "mra", "webrtc-proxy"]
            .into_iter()
            .zip(services)
            .map(|(service, verdict)| (service.to_owned(), verdict.to_owned()))
            .collect();
        assert_eq!(verdicts, expected, "{name}");
    }
}
