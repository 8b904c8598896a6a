//! The HTML report of a few scenarios through the real binary, against the files that stand beside
//! their other reports.
//!
//! `SNAPSHOTS=overwrite cargo test -p eku-tests --test html_report` writes them anew; look at them
//! in a browser before you commit them.

use eku_tests::scenarios::Scenario;
use snapbox::Data;
use snapbox::data::DataFormat;

#[test]
fn a_few_scenarios_give_the_expected_html_report() {
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
    for name in SCENARIOS {
        let scenario = Scenario::named(name);
        let actual = Data::text(scenario.check("html").output).raw();
        let path = scenario.folder.join("expected.html");
        let expected = Data::read_from(&path, Some(DataFormat::Text)).raw();
        if let Err(difference) = assert.try_eq(Some(&name), actual, expected) {
            panic!("{name}/expected.html\n{difference}");
        }
    }
}

/// One that works, one that fails, one that is undecided, one with several far ends, one cluster.
const SCENARIOS: [&str; 5] = [
    "seed-2-1-check-on-works",
    "seed-2-test-1-check-on-fails",
    "seed-scenario-1-webex-undecided",
    "spec-four-far-ends-fails",
    "spec-cluster-one-peer-expired-fails",
];
