//! The contract of `eku check`: exit codes, options, the deployment file, streams and colours.

use std::fs;
use std::path::PathBuf;

use eku_tests::command::{Eku, Ran};
use serde_json::Value;

const WORKS: &str = "scenarios/seed-2-1-check-on-works/deployment.toml";
const FAILS: &str = "scenarios/seed-2-test-1-check-on-fails/deployment.toml";
const UNDECIDED: &str = "scenarios/seed-scenario-1-webex-undecided/deployment.toml";
const AT: [&str; 3] = ["check", "--at", "2026-11-23"];

#[test]
fn the_exit_code_is_the_verdict() {
    for (file, code) in [(WORKS, 0), (FAILS, 1), (UNDECIDED, 3), ("no-such-file.toml", 2)] {
        for format in ["text", "json", "markdown", "html"] {
            let ran = check(&["--format", format, file]);
            assert_eq!(ran.code, code, "{file} as {format}: {}", ran.messages);
            assert_eq!(ran.output.is_empty(), code == 2, "{file} as {format}");
            assert_eq!(ran.messages.is_empty(), code != 2, "{file} as {format}");
        }
    }
}

#[test]
fn options_describe_a_deployment_without_a_file() {
    let core = ["--core-server", "certs/core-server-only-ca2.pem"];
    let edge = ["--edge-server", "certs/edge-server-only-ca2.pem"];
    let private = ["--core-client", "certs/core-both-ca1.pem"];
    let public = ["--core-client", "certs/core-server-only-ca2.pem"];
    let off = ["--edge-eku-check", "off"];
    let both = ["--trusted", "certs/ca-both-roots.pem"];
    let one_each = ["--core-trusted", "certs/ca2-root.pem", "--edge-trusted", "certs/ca1-root.pem"];
    let two = ["--trusted", "certs/ca1-root.pem", "--trusted", "certs/ca2-root.pem"];
    let swapped = ["--core-trusted", "certs/ca1-root.pem", "--edge-trusted", "certs/ca2-root.pem"];
    let cases: &[(&[&[&str]], i32, &str)] = &[
        (&[&core, &edge, &private], 0, "works"),
        (&[&core, &edge, &private, &["--release", "x15.5.1"]], 0, "works"),
        (&[&core, &edge, &public], 1, "fails"),
        (&[&core, &edge, &public, &off], 1, "fails"),
        (&[&core, &edge], 3, "undecided"),
        (&[&core, &edge, &private, &both], 0, "works"),
        (&[&core, &edge, &private, &one_each], 0, "works"),
        (&[&core, &edge, &private, &two], 0, "works"),
        (&[&core, &edge, &private, &swapped], 1, "fails"),
        (
            &[&["--core-server", "certs/core-both-ca1.pem"], &edge, &["--release", "15.4"]],
            0,
            "works",
        ),
        (&[&core, &edge, &["--release", "X14.0.11"]], 1, "fails"),
    ];
    for (options, code, verdict) in cases {
        let options = options.concat();
        let ran = check(&[&options[..], &["--format", "json"]].concat());
        let report: Value = serde_json::from_str(&ran.output).expect("a report");
        assert_eq!((ran.code, report["verdict"].as_str()), (*code, Some(*verdict)), "{options:?}");
        assert_eq!(ran.messages, "", "{options:?}");
    }
}

#[test]
fn a_release_that_no_document_describes_is_checked_as_the_nearest_and_said_to_be() {
    let server = ["--core-server", "certs/core-both-ca1.pem"];
    for (release, caution) in [
        ("X20.1", "Core and Edge run X20.1, which is newer than any release that this tool knows."),
        ("oak_v20.1.0_rc_2", "Core and Edge run X20.1, which is newer"),
        ("x8.11.4", "They are checked as a release before X15.4."),
        ("X12.7", "Core and Edge run X12.7, which is older than any release that this tool knows."),
    ] {
        let ran = check(&[&server[..], &["--release", release]].concat());
        assert_eq!(ran.messages, "", "{release}");
        assert!(ran.output.contains(caution), "{release}: {}", ran.output);
    }
    let ran = check(&[&server[..], &["--release", "X15.5", "--edge-release", "X20.1"]].concat());
    assert!(ran.output.contains("Edge runs X20.1"), "{}", ran.output);
    assert!(ran.output.contains("Edge is checked as X15.5."), "{}", ran.output);
}

#[test]
fn what_a_release_does_not_have_is_wrong_usage() {
    let server = ["--core-server", "certs/core-both-ca1.pem"];
    for (options, words) in [
        (&["--release", "X15.4", "--core-client", "certs/core-both-ca1.pem"][..], "--core-client"),
        (&["--release", "X14", "--edge-client", "certs/core-both-ca1.pem"], "--edge-client"),
        (&["--release", "X15.4", "--core-eku-check", "on"], "--core-eku-check"),
        (&["--release", "X15.3", "--edge-eku-check", "off"], "--edge-eku-check"),
        (&["--release", "X12.7", "--core-eku-check", "on"], "X12.7 has no EKU check"),
        (&["--release", "X155"], "not a release"),
        (&["--release", "banana"], "not a release"),
    ] {
        let ran = check(&[&server[..], options].concat());
        assert_eq!((ran.code, ran.output.as_str()), (2, ""), "{options:?}");
        assert!(ran.messages.contains(words), "{options:?}: {}", ran.messages);
    }
}

#[test]
fn wrong_usage_exits_with_2_and_shows_no_result() {
    for arguments in [
        &[][..],
        &["check"],
        &["check", "--release", "X15.5"],
        &["check", "--format", "xml", WORKS],
        &["check", WORKS, FAILS],
        &["check", "--color", "sometimes", WORKS],
        &["inspect"],
        &["inspect", "--format", "markdown", "certs/ca1-root.pem"],
        &["no-such-command"],
    ] {
        let ran = Eku::new(arguments).run();
        assert_eq!((ran.code, ran.output.as_str()), (2, ""), "{arguments:?}");
        assert!(!ran.messages.is_empty(), "{arguments:?}");
    }
}

#[test]
fn an_option_wins_over_what_a_file_says_and_that_is_said() {
    let on = |options: &[&str]| {
        let ran = Eku::new([&["check", "--format", "json", WORKS], options].concat()).run();
        let report: Value = serde_json::from_str(&ran.output).expect("a report");
        (report, ran.messages)
    };
    let (report, messages) = on(&["--core-client", "certs/core-server-only-ca2.pem"]);
    assert_eq!(report["verdict"], "fails");
    assert!(
        messages.contains("--core-client certs/core-server-only-ca2.pem overrides"),
        "{messages}"
    );
    let (report, messages) = on(&["--edge-eku-check", "off"]);
    assert_eq!(report["nodes"][1]["eku_check"], "off");
    assert!(report["assumed"][0]["nodes"] == serde_json::json!(["core"]), "{}", report["assumed"]);
    assert!(messages.contains("--edge-eku-check off overrides"), "{messages}");
    // What agrees with the file is not worth a word.
    let (_, quiet) = on(&["--release", "X15.5"]);
    assert_eq!(quiet, "");
}

#[test]
fn a_date_is_a_day_or_an_instant() {
    for (date, shown) in [
        ("2027-03-15", "2027-03-15T00:00:00Z"),
        ("2027-03-15T12:00:00Z", "2027-03-15T12:00:00Z"),
        ("2027-03-15T12:00:00+02:00", "2027-03-15T10:00:00Z"),
        ("2028-02-29", "2028-02-29T00:00:00Z"),
    ] {
        let ran = Eku::new(["check", "--at", date, "--format", "json", WORKS]).run();
        let report: Value = serde_json::from_str(&ran.output).expect("a report");
        assert_eq!(report["at"], shown, "{date}");
    }
    for date in ["2027-02-29", "2027-13-01", "15.03.2027", "2027-3-15", "tomorrow", "", "2027"] {
        let ran = Eku::new(["check", "--at", date, WORKS]).run();
        assert_eq!((ran.code, ran.output.as_str()), (2, ""), "{date:?}");
        assert!(ran.messages.contains("2027-03-15"), "{date:?}: {}", ran.messages);
    }
}

#[test]
fn without_a_date_it_judges_now() {
    let ran = Eku::new(["check", "--format", "json", WORKS]).run();
    let report: Value = serde_json::from_str(&ran.output).expect("a report");
    let at = report["at"].as_str().expect("a date");
    assert!(at > "2026-11-01T00:00:00Z" && at.ends_with('Z'), "{at}");
}

/// What stands in the file, and the parts that the one message has to have: the key, and what is
/// allowed.
const WRONG_FILES: &[(&str, &[&str])] = &[
    ("release = \"X15.5\"\nservces = []\n[core]\n[edge]\n", &["`servces`", "line 2", "`services`"]),
    ("release = \"X15.5\"\n[core]\neku_chek = \"on\"\n[edge]\n", &["`eku_chek`", "`eku_check`"]),
    (
        "release = \"X15.5\"\n[core]\neku_check = \"maybe\"\n[edge]\n",
        &["eku_check", "maybe", "`on`"],
    ),
    ("release = \"X15.5\"\n[core]\nverify_name = 3\n[edge]\n", &["verify_name", "list of names"]),
    ("release = 15.5\n[core]\n[edge]\n", &["release", "line 1", "string"]),
    ("release = \"X155\"\n[core]\n[edge]\n", &["X155", "not a release such as X15.5"]),
    ("release = \"soon\"\n[core]\n[edge]\n", &["soon", "release: write a release such as X15.5"]),
    ("[core]\n[edge]\n", &["core.release", "X15.5"]),
    ("release = \"X15.5\"\n[core]\n", &["`edge`"]),
    ("release = \"X15.4\"\n[core]\neku_check = \"on\"\n[edge]\n", &["core.eku_check", "X15.5"]),
    (
        "release = \"X15.3\"\n[core]\n[edge]\nclient_certificate = \"a.pem\"\n",
        &["edge.client_certificate", "X15.5"],
    ),
    (
        "release = \"X15.5\"\n[core]\nserver_certificate = \"same-as-server\"\n[edge]\n",
        &["core.server_certificate", "same-as-server"],
    ),
    ("release = \"X15.5\"\nservices = []\n[core]\n[edge]\n", &["services", "mra"]),
    ("release = \"X15.5\"\nservices = [\"mraa\"]\n[core]\n[edge]\n", &["mraa", "services", "mra,"]),
    (
        "release = \"X15.5\"\nservices = [\"cluster-database\"]\n[core]\n[edge]\n",
        &["cluster-database", "services"],
    ),
    ("release = \"X15.5\"\n[core]\nverify_name = \"\"\n[edge]\n", &["core.verify_name", "empty"]),
    ("release = \"X15.5\"\n[core]\n[edge]\n[cluster]\nnode = \"edge\"\n", &["`tls_verify`"]),
    (
        "release = \"X15.5\"\n[core]\n[edge]\n[cluster]\nnode = \"west\"\ntls_verify = \"enforcing\"\n",
        &["node", "west", "`core`"],
    ),
    (
        "release = \"X15.5\"\n[core]\n[edge]\n[[far_end]]\nname = \"--\"\nnode = \"edge\"\ninitiates = \"both\"\n",
        &["far_end.name"],
    ),
    (
        "release = \"X15.5\"\n[core]\n[edge]\n[[far_end]]\nname = \"a b\"\nnode = \"edge\"\ninitiates = \"both\"\n\
         [[far_end]]\nname = \"A-B\"\nnode = \"core\"\ninitiates = \"both\"\n",
        &["a-b", "far_end.name"],
    ),
    (
        "release = \"X15.5\"\n[core]\n[edge]\n[[far_end]]\nname = \"a\"\nnode = \"edge\"\n",
        &["`initiates`"],
    ),
    (
        "release = \"X15.5\"\n[core]\nserver_certificate = \"a.pem\"\n[[core.peer]]\nname = \"a\"\n[edge]\n",
        &["core", "[[core.peer]]"],
    ),
    (
        "release = \"X15.5\"\n[core]\n[[core.peer]]\nname = \"a\"\n[[core.peer]]\nname = \"a\"\n[edge]\n",
        &["core", "\"a\"", "a different name for each peer"],
    ),
    ("release = \"X15.5\n", &["line 1"]),
];

#[test]
fn a_wrong_deployment_file_gives_one_message_with_the_file_the_key_and_what_is_allowed() {
    for (text, parts) in WRONG_FILES {
        let file = written("wrong.toml", text);
        let ran = check(&[&file.to_string_lossy()]);
        assert_eq!((ran.code, ran.output.as_str()), (2, ""), "{text}");
        let lines = ran.message_lines();
        assert_eq!(lines.len(), 1, "{text}: {lines:?}");
        assert!(lines[0].contains("wrong.toml: "), "{text}: {}", lines[0]);
        for part in *parts {
            assert!(lines[0].contains(part), "{text}: {part:?} is not in {}", lines[0]);
        }
    }
}

#[test]
fn every_file_that_cannot_be_read_is_named_at_once() {
    let text = "release = \"X15.5\"\n[core]\nserver_certificate = \"one.pem\"\ntrusted_cas = [\"two.pem\"]\n\
                [edge]\nclient_certificate = \"three.pem\"\n";
    let file = written("missing.toml", text);
    let ran = check(&[&file.to_string_lossy()]);
    assert_eq!((ran.code, ran.output.as_str()), (2, ""));
    for name in ["one.pem", "two.pem", "three.pem"] {
        let of_it = |line: &&&str| line.contains(&format!("{name}: not found: "));
        assert_eq!(ran.message_lines().iter().filter(of_it).count(), 1, "{}", ran.messages);
    }
}

#[test]
fn a_store_whose_leaf_cannot_be_read_exits_with_2() {
    let whole = fs::read_to_string(certs("core-both-ca1.pem")).expect("a fixture");
    let broken_first = format!("{BROKEN_BLOCK}{whole}");
    let broken_first = written("broken-first.pem", &broken_first);
    let files = ["certs/bad/truncated-inside.pem", "certs/bad/empty.pem", "certs/bad/request.pem"];
    for file in files.into_iter().chain([&*broken_first.to_string_lossy()]) {
        let ran = check(&["--core-client", file, "--edge-server", "certs/edge-both-ca1.pem"]);
        assert_eq!((ran.code, ran.output.as_str()), (2, ""), "{file}");
        assert_eq!(ran.message_lines().len(), 1, "{file}: {}", ran.messages);
        assert!(ran.messages.starts_with(&format!("{file}: ")), "{}", ran.messages);
    }
}

#[test]
fn a_bad_certificate_further_down_a_chain_is_a_problem_and_the_rest_is_judged() {
    let whole = fs::read_to_string(certs("core-both-ca1-leaf.pem")).expect("a fixture");
    let file = written("broken-second.pem", &format!("{whole}{BROKEN_BLOCK}"));
    let file = file.to_string_lossy();
    let options = ["--core-client", &file, "--edge-server", "certs/edge-server-only-ca2.pem"];
    let ran = check(&[&options[..], &["--format", "json"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.messages);
    assert_eq!(ran.message_lines().len(), 1, "{}", ran.messages);
    let report: Value = serde_json::from_str(&ran.output).expect("a report");
    let problems = report["problems"].as_array().expect("problems");
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0]["file"], *file);
    let fields = ["file", "what", "where", "do"];
    let line = fields.map(|field| problems[0][field].as_str().expect("a text")).join(": ");
    assert_eq!(line, ran.message_lines()[0]);
}

#[test]
fn a_bad_certificate_of_a_trusted_list_leaves_trust_undecided_and_not_refused() {
    let root = fs::read_to_string(certs("ca2-root.pem")).expect("a fixture");
    let list = written("broken-list.pem", &format!("{root}{BROKEN_BLOCK}"));
    let ran = check(&[
        "--core-client",
        "certs/core-both-ca1.pem",
        "--edge-server",
        "certs/edge-server-only-ca2.pem",
        "--trusted",
        &list.to_string_lossy(),
    ]);
    assert_eq!(ran.code, 3, "{}", ran.messages);
    assert_eq!(ran.message_lines().len(), 1, "{}", ran.messages);
    assert!(ran.output.contains("issuer-not-trusted"));
}

#[test]
fn colour_follows_the_option_then_the_environment_then_the_terminal() {
    let none: &[(&str, &str)] = &[];
    let refused: &[(&str, &str)] = &[("NO_COLOR", "1")];
    for (options, environment, coloured) in [
        (&[][..], none, false),
        (&["--color", "always"], none, true),
        (&["--color", "never"], none, false),
        (&["--color", "always"], refused, true),
        (&[], refused, false),
    ] {
        let arguments = [&AT[..], options, &[FAILS]].concat();
        let eku = Eku::new(&arguments);
        let eku = environment.iter().fold(eku, |eku, (name, value)| eku.environment(name, value));
        assert_eq!(eku.run().output.contains('\u{1b}'), coloured, "{options:?} {environment:?}");
    }
}

#[test]
fn a_report_in_json_has_the_fields_of_the_contract() {
    let ran = check(&["--format", "json", FAILS]);
    let report: Value = serde_json::from_str(&ran.output).expect("a report");
    let has = |value: &Value, fields: &[&str]| {
        let object = value.as_object().expect("an object");
        for field in fields {
            assert!(object.contains_key(*field), "{field} is not in {value}");
        }
    };
    has(
        &report,
        &["schema", "at", "verdict", "not_checked", "services", "not_affected", "connections"],
    );
    has(&report, &["plans", "problems"]);
    assert_eq!(report["schema"], "eku/check/1");
    has(&report["services"][2], &["id", "name", "verdict", "because", "not_checked"]);
    let reason = &report["services"][2]["because"][0];
    has(reason, &["rule", "confidence", "on", "source", "text"]);
    has(&reason["source"], &["id", "title", "section", "url", "date"]);
    let connection = &report["connections"][0];
    has(connection, &["id", "initiator", "responder", "initiator_certificate", "verdict"]);
    has(connection, &["responder_certificate", "because", "not_checked"]);
    has(&connection["because"][0], &["rule", "certificate", "confidence", "source", "text"]);
    has(&report["plans"][0], &["complete", "repairs", "actions"]);
    let action = &report["plans"][0]["actions"][0];
    has(action, &["id", "target", "warnings", "steps", "commands", "outside", "alternatives"]);
    has(&report["not_affected"][0], &["id", "name", "source"]);
}

/// A block that is PEM and no certificate.
const BROKEN_BLOCK: &str = "-----BEGIN CERTIFICATE-----\nMIIBBB==\n-----END CERTIFICATE-----\n";

fn check(options: &[&str]) -> Ran {
    Eku::new([&AT[..], options].concat()).run()
}

fn certs(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("certs").join(name)
}

/// A file of this test alone; tests run beside each other, so each gives its own name.
fn written(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).expect("a file can be written");
    path
}
