//! What `eku` makes of the files that it is given: certificates, and what is none.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eku_tests::command::{Eku, Ran};
use eku_tests::maker::{AlternativeName, Authority, Name, Template, oid};
use serde_json::Value;

#[test]
fn inspect_shows_the_example_of_the_document() {
    let ran = inspect(&["--format", "json", "certs/seed-cluster-s-com.pem"]);
    assert_eq!((ran.code, ran.messages.as_str()), (0, ""));
    let certificates = objects(&ran);
    let leaf = &certificates[0];
    for (field, value) in [
        ("schema", "eku/certificate/1"),
        ("source", "certs/seed-cluster-s-com.pem"),
        ("serial", "46:df:76:aa:00:00:00:00:00:29"),
        ("subject", "CN=cluster.s.com,OU=TAc,O=Cisco,L=KA,ST=KA,C=IN"),
        ("issuer", "CN=Example Private Issuing CA,O=Example Private CA,C=US"),
        ("not_before", "2026-03-14T02:37:40Z"),
        ("not_after", "2028-03-14T02:47:40Z"),
    ] {
        assert_eq!(leaf[field], value, "{field}");
    }
    assert_eq!(leaf["dns_names"], serde_json::json!(["cluster.s.com"]));
    assert_eq!((&leaf["is_ca"], &leaf["index"]), (&Value::from(false), &Value::from(0)));
    assert_eq!(leaf["eku"]["server_auth"], true);
    assert_eq!(leaf["eku"]["client_auth"], true);
    assert_eq!(certificates[1]["index"], 1);
}

#[test]
fn inspect_in_json_is_one_object_a_line_with_the_fields_of_the_contract() {
    let files = ["certs/core-both-ca1.pem", "certs/forms/certificate.der", "certs/ca2-root.pem"];
    let ran = inspect(&[&["--format", "json"][..], &files].concat());
    assert_eq!(ran.code, 0, "{}", ran.messages);
    let certificates = objects(&ran);
    let places: Vec<_> = certificates
        .iter()
        .map(|object| (object["source"].as_str().expect("a text"), object["index"].as_u64()))
        .collect();
    let expected =
        [(files[0], Some(0)), (files[0], Some(1)), (files[1], Some(0)), (files[2], Some(0))];
    assert_eq!(places, expected);
    for object in &certificates {
        let fields: Vec<_> = object.as_object().expect("an object").keys().collect();
        for field in FIELDS {
            assert!(fields.iter().any(|has| *has == field), "{field} is not in {object}");
        }
        let eku: Vec<_> = object["eku"].as_object().expect("an object").keys().collect();
        let mut expected =
            vec!["state", "critical", "purposes", "server_auth", "client_auth", "any"];
        expected.sort_unstable();
        let mut eku: Vec<_> = eku.into_iter().map(String::as_str).collect();
        eku.sort_unstable();
        assert_eq!(eku, expected);
    }
}

#[test]
fn the_four_states_of_extended_key_usage_are_shown() {
    for (file, state, purposes) in [
        ("eku-absent", "absent", &[][..]),
        ("eku-empty", "empty", &[]),
        ("eku-unreadable", "unreadable", &[]),
        ("eku-twice", "unreadable", &[]),
        ("eku-any", "present", &[oid::ANY_PURPOSE]),
        ("eku-any-and-server", "present", &[oid::ANY_PURPOSE, oid::SERVER_AUTH]),
        ("eku-both-critical", "present", &[oid::SERVER_AUTH, oid::CLIENT_AUTH]),
    ] {
        let file = format!("certs/rules/{file}.pem");
        let leaf = objects(&inspect(&["--format", "json", &file])).remove(0);
        assert_eq!(leaf["eku"]["state"], state, "{file}");
        assert_eq!(leaf["eku"]["purposes"], serde_json::json!(purposes), "{file}");
        let has = |purpose: &&str| Value::from(purposes.contains(purpose));
        assert_eq!(leaf["eku"]["server_auth"], has(&oid::SERVER_AUTH), "{file}");
        assert_eq!(leaf["eku"]["client_auth"], has(&oid::CLIENT_AUTH), "{file}");
        assert_eq!(leaf["eku"]["any"], has(&oid::ANY_PURPOSE), "{file}");
    }
}

#[test]
fn standard_input_is_a_file_called_minus() {
    let bytes = fs::read(certs("core-both-ca1.pem")).expect("a fixture");
    let ran = Eku::new(["inspect", "--format", "json", "-"]).input(bytes).run();
    assert_eq!((ran.code, objects(&ran)[0]["source"].as_str()), (0, Some("-")));
    let ran = Eku::new(["inspect", "-"]).input("no certificate").run();
    assert_eq!((ran.code, ran.output.as_str()), (2, ""));
    assert!(ran.messages.starts_with("-: "), "{}", ran.messages);
}

#[test]
fn inspect_shows_the_rest_where_something_could_not_be_read() {
    let files = ["no-such-file.pem", "certs/bad/empty.pem", "certs/ca1-root.pem", "certs"];
    let ran = inspect(&files);
    assert_eq!(ran.code, 2);
    assert!(ran.output.starts_with("certs/ca1-root.pem [0]\n"), "{}", ran.output);
    let beginnings =
        ["no-such-file.pem: not found", "certs/bad/empty.pem: is empty", "certs: is a"];
    let lines = ran.message_lines();
    assert_eq!(lines.len(), beginnings.len(), "{lines:?}");
    for (line, beginning) in lines.iter().zip(beginnings) {
        assert!(line.starts_with(beginning), "{line}");
    }
}

#[test]
fn every_form_of_a_certificate_is_read_without_a_message() {
    for file in files_in("forms") {
        let ran = inspect(&["--format", "json", &file]);
        assert_eq!((ran.code, ran.messages.as_str()), (0, ""), "{file}");
        assert!(!objects(&ran).is_empty(), "{file}");
    }
}

#[test]
fn every_bad_file_gives_one_clear_message() {
    for file in files_in("bad") {
        let ran = inspect(&[&file]);
        if ran.code == 0 {
            // Containers that are read are none that is bad.
            assert!(!ran.output.is_empty() && ran.messages.is_empty(), "{file}");
            continue;
        }
        assert_eq!(ran.code, 2, "{file}");
        let lines = ran.message_lines();
        assert_eq!(lines.len(), 1, "{file}: {lines:?}");
        let parts: Vec<_> = lines[0].split(": ").collect();
        assert_eq!(parts[0], file, "{}", lines[0]);
        assert!(parts.len() >= 3, "{}: no advice", lines[0]);
        for jargon in ["Error", "panicked", "unwrap", "ASN.1", "Err("] {
            assert!(!lines[0].contains(jargon), "{}", lines[0]);
        }
    }
}

#[test]
fn the_bytes_of_a_private_key_never_reach_the_output() {
    for file in files_in("bad").into_iter().filter(|file| file.contains("/key-")) {
        let text = fs::read(certs(file.strip_prefix("certs/").expect("below certs")));
        let text = String::from_utf8_lossy(&text.expect("a fixture")).into_owned();
        for arguments in [&["inspect", &file][..], &["check", "--core-server", &file]] {
            let ran = Eku::new(arguments).run();
            let shown = format!("{}{}", ran.output, ran.messages);
            assert!(ran.messages.contains("private key"), "{file}: {}", ran.messages);
            for line in key_lines(&text) {
                assert!(!shown.contains(line), "{file}: {line} is shown");
            }
        }
    }
}

/// The base64 of the first block, which is the key.
fn key_lines(text: &str) -> Vec<&str> {
    let block = text.split("-----BEGIN").nth(1).unwrap_or_default();
    let block = block.split("-----END").next().unwrap_or_default();
    block.lines().skip(1).filter(|line| line.len() >= 16).collect()
}

#[test]
fn thirty_megabytes_of_one_letter_give_one_message_soon() {
    let mut text = b"-----BEGIN CERTIFICATE-----\n".to_vec();
    text.resize(30 << 20, b'A');
    text.extend(b"\n-----END CERTIFICATE-----\n");
    let started = Instant::now();
    let ran = Eku::new(["inspect", "-"]).input(text).run();
    assert_eq!((ran.code, ran.output.as_str()), (2, ""));
    assert_eq!(ran.message_lines().len(), 1, "{}", ran.messages);
    assert!(ran.messages.len() < 300, "{}", ran.messages);
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn two_hundred_far_ends_are_judged_soon_and_the_plan_for_all_of_them_is_found() {
    let mut text = String::from("release = \"X15.5\"\n");
    for node in ["core", "edge"] {
        let file = certs(&format!("{node}-server-only-ca2.pem"));
        let file = file.display();
        text += &format!("[{node}]\nserver_certificate = '{file}'\n");
        text += "client_certificate = \"same-as-server\"\n";
    }
    for number in 0..200 {
        text += &format!("[[far_end]]\nname = \"partner {number}\"\nnode = \"edge\"\n");
        text += "initiates = \"both\"\nclient_eku_check = \"on\"\n";
    }
    let file = written("many-far-ends.toml", &text);
    let started = Instant::now();
    let options = ["check", "--at", "2026-11-23", "--format", "json"];
    let ran = Eku::new(options.into_iter().chain([&*file.to_string_lossy()])).run();
    let report: Value = serde_json::from_str(&ran.output).expect("a report");
    assert_eq!((ran.code, &report["plans"][0]["complete"]), (1, &Value::Bool(true)));
    assert_eq!(report["plans_cut"], true);
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn what_a_certificate_says_cannot_steer_a_terminal_or_reorder_text() {
    let root = Authority::root(Template::authority("Hostile Root"));
    let leaf = root.issue(
        Template::leaf("hostile")
            .subject(Name::empty().and("O", HOSTILE).and("CN", HOSTILE))
            .names(&[AlternativeName::Dns(HOSTILE.into())])
            .purposes(&[oid::SERVER_AUTH]),
    );
    let file = written("hostile.pem", &leaf.pem());
    let file = file.to_string_lossy();
    let options = ["--core-client", &file, "--edge-server", &file];
    let deployment = format!(
        "release = \"X15.5\"\n[core]\nclient_certificate = \"hostile.pem\"\nverify_name = \"other\"\n\
         [edge]\nserver_certificate = \"hostile.pem\"\nverify_name = '''{}'''\n",
        HOSTILE.replace(['\u{1b}', '\u{7}', '\u{9b}', '\r'], "")
    );
    let deployment = written("hostile.toml", &deployment);
    let deployment = deployment.to_string_lossy();
    let shown = objects(&inspect(&["--format", "json", &file])).remove(0);
    assert_eq!(shown["dns_names"], serde_json::json!([HOSTILE]), "JSON keeps what it escapes");
    let mut runs = Vec::new();
    for format in ["text", "json"] {
        runs.push(inspect(&["--format", format, &file]));
    }
    for format in ["text", "json", "markdown"] {
        runs.push(Eku::new([&["check", "--format", format][..], &options].concat()).run());
        runs.push(Eku::new(["check", "--format", format, &deployment]).run());
    }
    for ran in runs {
        assert!(!ran.output.is_empty(), "{}", ran.messages);
        for letter in ran.output.chars().chain(ran.messages.chars()) {
            let allowed = letter == '\n' || !(letter.is_control() || REORDERING.contains(&letter));
            assert!(allowed, "{letter:?} is shown raw:\n{:?}", ran.output);
        }
    }
}

/// Escapes of seven and of eight bits, a bell, a return, and characters that reorder or hide text.
const HOSTILE: &str =
    "evil\u{1b}[31m\u{9b}2J\u{7}\r\u{202e}moc.elpmaxe\u{2066}\u{200b}\u{feff}\u{200f}end";

const REORDERING: [char; 6] =
    ['\u{202e}', '\u{2066}', '\u{200b}', '\u{feff}', '\u{200f}', '\u{9b}'];

/// The fields of `eku/certificate/1`; others may be added.
const FIELDS: [&str; 15] = [
    "schema",
    "source",
    "index",
    "sha256",
    "subject",
    "issuer",
    "serial",
    "not_before",
    "not_after",
    "dns_names",
    "is_ca",
    "self_signed",
    "eku",
    "issuer_kind",
    "problems",
];

fn inspect(arguments: &[&str]) -> Ran {
    Eku::new([&["inspect"][..], arguments].concat()).run()
}

fn objects(ran: &Ran) -> Vec<Value> {
    let object =
        |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    ran.output.lines().map(object).collect()
}

/// The fixtures of a folder, as they are named in the folder of the tests.
fn files_in(folder: &str) -> Vec<String> {
    let mut files: Vec<_> = fs::read_dir(certs(folder))
        .expect("the fixtures can be read")
        .map(|entry| entry.expect("the fixtures can be read").file_name())
        .map(|name| format!("certs/{folder}/{}", name.to_string_lossy()))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{folder}");
    files
}

fn certs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("certs").join(name)
}

fn written(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).expect("a file can be written");
    path
}
