//! Watching: `docs/watching.md` shows what happens, in cron, for Nagios and Icinga, and for Prometheus.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use eku_engine::time::Timestamp;
use eku_tests::command::{Eku, Ran, binary};
use eku_tests::exposition::{self, Sample};
use eku_tests::scenarios::{self, Scenario};
use serde_json::Value;

/// Everything works on the day, and breaks on 2027-06-01 when a public CA renews.
const AT_RISK: &str = "seed-1-upgraded-both-purposes-works";
/// Everything works as long as certificates are renewed, the first of them by 2027-06-01.
const STABLE: &str = "seed-2-1-check-on-works";
const FAILS: &str = "seed-2-test-1-check-on-fails";
const UNDECIDED: &str = "rfc5280-core-client-without-eku-undecided";
/// A file that is not there.
const MISSING: &str = "missing";

const TODAY: &str = "2026-11-23";
/// The first day of those within 90 days of the break.
const SOON: &str = "2027-03-03";

#[test]
fn the_job_for_cron_prints_only_what_needs_somebody() {
    let script = blocks("sh").swap_remove(0);
    let [line] = blocks("crontab").try_into().expect("a line");
    let mail = blocks("text").swap_remove(0);
    let (times, job) = line.trim_end().split_once(" /").expect("a path");
    assert_eq!(times.split(' ').count(), 5);
    for (scenario, at, code, printed) in [
        (STABLE, TODAY, 0, String::new()),
        (STABLE, SOON, 0, String::new()),
        (AT_RISK, TODAY, 0, String::new()),
        (AT_RISK, SOON, 4, mail),
        (FAILS, TODAY, 1, "A service fails.\n  \"headline\": \"Mobile and ".into()),
        (UNDECIDED, TODAY, 3, "A result is unknown.\n  \"headline\": \"Mobile and ".into()),
        (MISSING, TODAY, 2, "Something could not be read, or ".into()),
    ] {
        let place = Place::new(&format!("cron-{scenario}-{at}"), scenario, at);
        place.executable("bin/eku-watch", &place.here(&script));
        let ran = place.run(&place.here(&format!("/{job}")));
        assert_eq!(ran.code, code, "{scenario}: {ran:?}");
        assert!(ran.output.starts_with(&printed), "{scenario}: {}", ran.output);
        assert_eq!(ran.output.is_empty(), code == 0, "{scenario}");
        assert_eq!(ran.messages.is_empty(), code != 2, "{scenario}: {}", ran.messages);
        let report = fs::read_to_string(place.folder.join("etc/report.json")).expect("a file");
        assert_eq!(serde_json::from_str::<Value>(&report).is_ok(), code != 2, "{scenario}");
    }
}

#[test]
fn the_lines_for_nagios_are_those_of_the_page() {
    let [definition] = blocks("nagios").try_into().expect("a command");
    let command = definition.lines().find_map(|line| line.trim().strip_prefix("command_line"));
    let command = command.expect("a command line").trim();
    let shown = blocks("text").swap_remove(1);
    let shown = Vec::from_iter(shown.lines());
    let cases = [
        (AT_RISK, TODAY, 0),
        (AT_RISK, SOON, 1),
        (STABLE, SOON, 1),
        (UNDECIDED, TODAY, 1),
        (FAILS, TODAY, 2),
        (MISSING, TODAY, 3),
    ];
    assert_eq!(shown.len(), cases.len());
    for ((scenario, at, code), shown) in cases.into_iter().zip(shown) {
        let place = Place::new(&format!("nagios-{scenario}-{at}"), scenario, at);
        let ran = place.run(&place.here(command));
        assert_eq!(
            (ran.code, ran.output),
            (code, format!("{}\n", place.here(shown))),
            "{scenario}"
        );
    }
}

#[test]
fn icinga_runs_what_nagios_runs() {
    let [definition] = blocks("icinga").try_into().expect("a command");
    let [nagios] = blocks("nagios").try_into().expect("a command");
    let value = |name: &str| {
        let line =
            definition.lines().find(|line| line.trim().starts_with(&format!("vars.{name} ")));
        quoted(line.unwrap_or_else(|| panic!("no {name}"))).concat()
    };
    let mut words = Vec::new();
    for line in definition.lines().map(str::trim) {
        let quoted = quoted(line);
        if line.starts_with("command = ") {
            words.extend(quoted);
        } else if let ([key, variable], true) = (quoted.as_slice(), line.starts_with('"')) {
            words.extend(key.starts_with("--").then(|| key.clone()));
            words.push(value(variable.trim_matches('$')));
        }
    }
    assert!(nagios.contains(&format!(" {}\n", words.join(" "))), "{words:?}");
}

#[test]
fn every_scenario_has_a_line_and_metrics_that_say_what_its_report_says() {
    for scenario in scenarios::all() {
        let report = scenario.expected_report();
        let name = &scenario.name;
        let ran = scenario.check("nagios");
        let (word, code) = match report["verdict"].as_str() {
            Some("works") => ("OK", 0),
            Some("undecided") => ("WARNING", 1),
            _ => ("CRITICAL", 2),
        };
        assert_eq!(ran.code, code, "{name}");
        let line = ran.output.strip_suffix('\n').expect("a line");
        let (sentence, figures) = line.split_once(" | ").expect("figures");
        let headline = report["headline"].as_str().expect("a headline");
        assert!(sentence.starts_with(&format!("EKU {word} - {headline}")), "{name}: {line}");
        assert!(!line.contains('\n') && !figures.contains('|'), "{name}: {line}");
        let labels = figures.split(' ').filter_map(|figure| {
            let (label, value) = figure.split_once('=')?;
            (value == "U" || value.parse::<i64>().is_ok()).then_some(label)
        });
        assert_eq!(Vec::from_iter(labels), ["first_break", "first_expiry"], "{name}: {line}");
        metrics_are_those_of(&scenario, &report);
    }
}

fn metrics_are_those_of(scenario: &Scenario, report: &Value) {
    let name = &scenario.name;
    let ran = scenario.check("prometheus");
    let code = match report["verdict"].as_str() {
        Some("works") => 0,
        Some("undecided") => 3,
        _ => 1,
    };
    assert_eq!(ran.code, code, "{name}");
    let samples = exposition::read(&ran.output).unwrap_or_else(|error| panic!("{name}: {error}"));
    let of = |metric: &'static str| samples.iter().filter(move |one| one.name == metric);
    let at = of("eku_check_timestamp_seconds").map(|one| one.value);
    assert_eq!(Vec::from_iter(at), [seconds(&report["at"]).unwrap()], "{name}");
    let services = report["services"].as_array().expect("services");
    let verdicts = of("eku_service_verdict").filter(|one| one.value == 1.0);
    assert!(
        verdicts.map(|one| [one.label("service"), one.label("verdict")]).eq(services
            .iter()
            .map(|one| [&one["id"], &one["verdict"]].map(|one| one.as_str().unwrap()))),
        "{name}"
    );
    assert_eq!(of("eku_service_verdict").count(), services.len() * 3, "{name}");
    let fails =
        |id: &Value| services.iter().any(|one| one["id"] == *id && one["verdict"] == "fails");
    let forecast = report["forecast"]["services"].as_array().expect("services");
    let expected = forecast.iter().filter(|one| !fails(&one["id"])).flat_map(|one| {
        [("none", "breaks_unrenewed"), ("same-ca", "breaks_renewed")].map(|(renewals, key)| {
            seconds(&one[key]).map(|day| (one["id"].as_str().unwrap(), renewals, day))
        })
    });
    let breaks = of("eku_service_breaks_timestamp_seconds")
        .map(|one| (one.label("service"), one.label("renewals"), one.value));
    assert!(breaks.eq(expected.flatten()), "{name}");
    let ends = report["certificates"].as_array().expect("certificates").iter().flat_map(|one| {
        let end = seconds(&one["not_after"]).unwrap();
        one["stores"].as_array().unwrap().iter().map(move |store| format!("{store} {end}"))
    });
    let expires = of("eku_store_expires_timestamp_seconds").map(|one| {
        let [node, store, peer] = ["node", "store", "peer"].map(|label| one.label(label));
        let peer = if peer.is_empty() { String::new() } else { format!("[{peer}]") };
        format!("\"{node}{peer}.{store}\" {}", one.value)
    });
    assert_eq!(BTreeSet::from_iter(expires), BTreeSet::from_iter(ends), "{name}");
}

/// The seconds of a day or an instant of a report.
fn seconds(value: &Value) -> Option<f64> {
    let instant = Timestamp::parse(value.as_str()?).expect("a date");
    Some(instant.unix_seconds() as f64)
}

#[test]
fn the_script_for_prometheus_leaves_a_whole_file_or_the_old_one() {
    let script = blocks("sh").swap_remove(1);
    for (scenario, code) in [(AT_RISK, 0), (FAILS, 0), (UNDECIDED, 0), (MISSING, 2)] {
        let place = Place::new(&format!("prometheus-{scenario}"), scenario, TODAY);
        let file = place.folder.join("textfile/eku.prom");
        fs::write(&file, "old").expect("a file");
        let ran = place.run(&place.here(&script));
        assert_eq!((ran.code, ran.output.as_str()), (code, ""), "{scenario}: {ran:?}");
        let text = fs::read_to_string(&file).expect("a file");
        match code {
            0 => {
                let samples = exposition::read(&text).expect("metrics");
                assert!(samples.iter().all(|one| one.label("deployment") == "example"));
            }
            _ => assert_eq!(text, "old"),
        }
    }
}

#[test]
fn every_metric_of_an_alert_and_of_the_table_is_there() {
    let samples = samples(&["check", "--format", "prometheus", "--at", TODAY], AT_RISK);
    let names: BTreeSet<&str> = samples.iter().map(|one| one.name.as_str()).collect();
    let page = page();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `eku_"));
    let rows = rows.map(|row| row.split('`').next().unwrap_or_default());
    let rows: BTreeSet<_> = rows.map(|name| format!("eku_{name}")).collect();
    assert!(rows.iter().map(String::as_str).eq(names.iter().copied()), "{rows:?}");
    let [rules] = blocks("yaml").try_into().expect("rules");
    let expressions =
        Vec::from_iter(rules.lines().filter_map(|line| line.trim().strip_prefix("expr: ")));
    assert_eq!(expressions.len(), 5);
    for expression in expressions {
        let word = expression.split(' ').find(|word| word.starts_with("eku_")).expect("a metric");
        let (name, chosen) = word.trim_end_matches('}').split_once('{').unwrap_or((word, ""));
        assert!(names.contains(name), "{expression}");
        if let Some((label, value)) = chosen.split_once('=') {
            let value = value.trim_matches('"');
            let has = |one: &Sample| one.name == name && one.label(label) == value;
            assert!(samples.iter().any(has), "{expression}");
        }
    }
}

#[test]
fn the_name_of_a_deployment_is_a_label_and_ends_none() {
    let name = "a\"} 1\nb\\c|";
    let options = ["check", "--format", "prometheus", "--at", TODAY, "--deployment-name", name];
    let samples = samples(&options, AT_RISK);
    assert!(samples.iter().all(|one| one.label("deployment") == "a\"} 1\\u{a}b\\c|"));
    let file = format!("scenarios/{AT_RISK}/deployment.toml");
    let ran = Eku::new(["check", "--deployment-name", "a", &file]).run();
    assert_eq!((ran.code, ran.output.as_str()), (2, ""));
    assert!(ran.messages.ends_with("add --format prometheus\n"), "{}", ran.messages);
}

#[test]
fn what_keeps_a_check_from_being_made_is_unknown_to_nagios() {
    let file = format!("scenarios/{AT_RISK}/deployment.toml");
    for (words, line) in [
        (vec!["check", "--format", "nagios"], "EKU UNKNOWN - eku check: nothing to check: "),
        (vec!["check", "--format", "nagios", "a|b.toml"], "EKU UNKNOWN - a\\u{7c}b.toml: "),
        (
            vec!["check", "--format=nagios", "--within", "soon", &file],
            "EKU UNKNOWN - invalid value ",
        ),
        (
            vec!["check", "--what", "--format", "nagios", &file],
            "EKU UNKNOWN - unexpected argument ",
        ),
        (
            vec!["check", "--format", "nagios", "-----BEGIN PRIVATE KEY-----"],
            "EKU UNKNOWN - eku: the command line contains a private key, ",
        ),
    ] {
        let ran = Eku::new(&words).run();
        assert_eq!((ran.code, ran.output.lines().count()), (3, 1), "{words:?}: {ran:?}");
        assert!(ran.output.starts_with(line), "{words:?}: {}", ran.output);
        assert!(!ran.output.contains('|') && !ran.messages.is_empty(), "{words:?}: {ran:?}");
    }
    let usual = Eku::new(["check", "--format", "json", "--within", "soon", &file]).run();
    assert_eq!((usual.code, usual.output.as_str()), (2, ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_line_that_is_not_written_is_unknown_to_nagios() {
    let file = format!("scenarios/{AT_RISK}/deployment.toml");
    let eku = Eku::new(["check", "--format", "nagios", "--at", TODAY, &file]);
    assert_eq!(eku.output_to(Path::new("/dev/full")).run().code, 3);
}

#[test]
fn the_format_of_metrics_is_read_strictly() {
    let good = "# HELP a b\n# TYPE a gauge\na{b=\"\\\"\\\\\"} 1\na 2\n";
    assert_eq!(exposition::read(good).expect("metrics").len(), 2);
    for (part, instead) in [
        ("a 2\n", "a 2"),
        ("a 2", "a 2\n"),
        ("a 2", "a"),
        ("a 2", "c 2"),
        ("a 2", "a two"),
        ("a 2", "a{} 2"),
        ("a 2", "a{b=\"\\\"\\\\\"} 2"),
        ("a{b=", "a{1="),
        ("a{b=", "a{c=\"\",c="),
        ("\\\\", "\\a"),
        ("gauge", "number"),
        ("# HELP a b\n", ""),
        ("# TYPE a gauge\n", ""),
    ] {
        let bad = good.replacen(part, instead, 1);
        assert!(exposition::read(&bad).is_err(), "{bad}");
    }
}

fn samples(options: &[&str], scenario: &str) -> Vec<Sample> {
    let file = format!("scenarios/{scenario}/deployment.toml");
    let ran = Eku::new(options.iter().copied().chain([file.as_str()])).run();
    exposition::read(&ran.output).expect("metrics")
}

/// What stands between quotation marks.
fn quoted(line: &str) -> Vec<String> {
    line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

fn page() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/watching.md");
    fs::read_to_string(file).expect("the page")
}

/// The blocks of code of the page in a language.
fn blocks(language: &str) -> Vec<String> {
    let page = page();
    let blocks = page.split("\n```").skip(1).step_by(2);
    let code = blocks.filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'));
    code.map(|code| format!("{code}\n")).collect()
}

/// The folders that the page speaks of, with a deployment and `eku` on a day.
struct Place {
    folder: PathBuf,
}

impl Place {
    fn new(name: &str, scenario: &str, at: &str) -> Place {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("watching").join(name);
        let place = Place { folder };
        for inner in ["etc", "bin", "textfile"] {
            let _ = fs::remove_dir_all(place.folder.join(inner));
            fs::create_dir_all(place.folder.join(inner)).expect("a folder");
        }
        if scenario != MISSING {
            let text = fs::read_to_string(Scenario::named(scenario).folder.join("deployment.toml"));
            let certificates = concat!(env!("CARGO_MANIFEST_DIR"), "/certs");
            let text = text.expect("a deployment").replace("../../certs", certificates);
            fs::write(place.folder.join("etc/deployment.toml"), text).expect("a file");
        }
        let eku = binary().display();
        place.executable(
            "bin/eku",
            &format!("#!/bin/sh\nword=$1\nshift\nexec '{eku}' \"$word\" --at {at} \"$@\"\n"),
        );
        place
    }

    fn executable(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::write(&path, text).expect("a file");
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("permissions");
    }

    /// A text with the page's folders being those of this place.
    fn here(&self, text: &str) -> String {
        let folder = self.folder.display();
        text.replace("/etc/eku", &format!("{folder}/etc"))
            .replace("/usr/local/bin", &format!("{folder}/bin"))
            .replace("/var/lib/node_exporter/textfile", &format!("{folder}/textfile"))
    }

    fn run(&self, script: &str) -> Ran {
        let path = std::env::var("PATH").expect("a path");
        let path = format!("{}:{path}", self.folder.join("bin").display());
        let output = Command::new("sh").args(["-c", script]).env("PATH", path).output();
        let output = output.expect("sh");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Ran {
            code: output.status.code().expect("it ended by itself"),
            output: text(output.stdout),
            messages: text(output.stderr),
        }
    }
}
