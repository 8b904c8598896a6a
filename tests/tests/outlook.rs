//! What lies ahead, through the command line: `--within`, exit code 4 and the calendar.

use eku_tests::command::{Eku, Ran};
use icalendar::{Calendar, CalendarComponent, Component};
use serde_json::Value;

/// Everything works on the day, and breaks on 2027-06-01 when a public CA renews.
const AT_RISK: &str = "scenarios/seed-1-upgraded-both-purposes-works/deployment.toml";
const STABLE: &str = "scenarios/seed-2-1-check-on-works/deployment.toml";
const FAILS: &str = "scenarios/seed-2-test-1-check-on-fails/deployment.toml";

fn check(options: &[&str]) -> Ran {
    Eku::new([&["check", "--at", "2026-11-23"], options].concat()).run()
}

fn outlook(file: &str) -> Value {
    let report: Value = serde_json::from_str(&check(&["--format", "json", file]).output).unwrap();
    report["outlook"].clone()
}

#[test]
fn exit_code_4_warns_before_a_service_stops_that_works_today() {
    let first = outlook(AT_RISK)["first_break"].as_str().unwrap().to_owned();
    assert_eq!(first, "2027-06-01");
    for (file, within, code) in [
        (AT_RISK, None, 0),
        (AT_RISK, Some("189d"), 0),
        (AT_RISK, Some("190d"), 4),
        (AT_RISK, Some("365"), 4),
        (STABLE, Some("3650d"), 0),
        (FAILS, Some("365d"), 1),
        (AT_RISK, Some("soon"), 2),
        (AT_RISK, Some("99999999d"), 2),
    ] {
        let within = within.map(|days| ["--within", days]);
        let options = within.iter().flatten().copied().chain([file]);
        assert_eq!(check(&Vec::from_iter(options)).code, code, "{file} {within:?}");
    }
}

#[test]
fn the_calendar_has_the_days_to_act_and_is_always_the_same() {
    let ics = check(&["--format", "ics", AT_RISK]);
    assert_eq!((ics.code, ics.messages.as_str()), (0, ""));
    assert_eq!(check(&["--format", "ics", AT_RISK]), ics);
    for line in ics.output.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains('\n'), "{line:?}");
    }
    let read: Calendar = ics.output.parse().expect("iCalendar");
    let events = read.components.iter().filter_map(CalendarComponent::as_event);
    let told = events.map(|event| {
        let day = event.property_value("DTSTART").expect("a day");
        assert_eq!(
            event.get_timestamp().expect("an instant").to_rfc3339(),
            "2026-11-23T00:00:00+00:00"
        );
        assert_eq!(event.get_uid().map(|id| id.ends_with("@expressway-eku-check")), Some(true));
        (day.to_owned(), event.get_summary().expect("a summary").to_owned())
    });
    let expected = [
        ("20270314", "Expressway: last day to renew with client authentication"),
        ("20270531", "Expressway: last day to act"),
        ("20270601", "Expressway: 4 certificates expire"),
    ];
    assert_eq!(Vec::from_iter(told), expected.map(|(day, what)| (day.to_owned(), what.to_owned())));
}

#[test]
fn a_deployment_that_fails_has_the_days_of_its_certificates_alone() {
    let ics = check(&["--format", "ics", FAILS]);
    assert_eq!(ics.code, 1);
    assert!(!ics.output.contains("last day to act") && ics.output.contains("expire"));
}
