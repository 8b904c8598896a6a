//! One answer: random deployments give the same report as archives, and as the case that is saved of
//! them and opened again, on the command line and to a program that reads them itself.
//!
//! `tests/browser/doors.test.mjs` hands the same deployments to the page, and
//! `tests/browser/package/doors.test.mjs` to the JavaScript package.

use std::fs;
use std::path::Path;

use eku_engine::time::Timestamp;
use eku_tests::doors;
use serde_json::{Value, json};

#[test]
fn archives_and_the_case_of_them_give_one_report() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("doors");
    doors::write(&folder, 120).expect("deployments");
    let at = Timestamp::parse(doors::NOW).expect("an instant");
    for number in 0..120 {
        let own = folder.join(format!("{number:03}"));
        let said = |form: &str| -> Value {
            let path = own.join(format!("{form}.report.json"));
            let text = fs::read_to_string(path).expect("a report");
            serde_json::from_str(&text).expect("JSON")
        };
        let archives = said("archives");
        let mut files = doors::archives(&own);
        for order in ["in order", "in reverse"] {
            let report = doors::described(&files).report(at).expect("a report");
            assert_eq!(differences(&json!(report), &archives), [""; 0], "{number}: {order}");
            files.reverse();
        }
        assert_eq!(differences(&said("case"), &archives), [""; 0], "{number}: the case");
    }
}

/// Where two values differ, and how.
fn differences(one: &Value, other: &Value) -> Vec<String> {
    let within = |name: &str, one: Option<&Value>, other: Option<&Value>| match (one, other) {
        (Some(one), Some(other)) => {
            let inner = differences(one, other).into_iter();
            inner.map(|difference| format!("{name}.{difference}")).collect()
        }
        (one, other) => vec![format!("{name}: {one:?} and {other:?}")],
    };
    match (one, other) {
        (one, other) if one == other => Vec::new(),
        (Value::Object(one), Value::Object(other)) => {
            let names = one.keys().chain(other.keys().filter(|name| !one.contains_key(*name)));
            names.flat_map(|name| within(name, one.get(name), other.get(name))).collect()
        }
        (Value::Array(one), Value::Array(other)) => (0..one.len().max(other.len()))
            .flat_map(|index| within(&index.to_string(), one.get(index), other.get(index)))
            .collect(),
        _ => vec![format!(": {one} and {other}")],
    }
}
