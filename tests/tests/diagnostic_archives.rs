//! Diagnostic archives on the command line: `eku check ARCHIVE...` and `eku inspect ARCHIVE`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use eku_tests::archives::Tar;
use eku_tests::command::{Eku, Ran};
use eku_tests::diagnostics;
use serde_json::Value;

const LOG_BYTES: u64 = 200_000;

#[test]
fn four_archives_are_a_deployment_with_its_settings_and_its_evidence() {
    let report = judged(&names());
    assert_eq!(report["verdict"], "fails");
    let machines: Vec<&str> = report["forecast"]["certificates"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|certificate| certificate["store"].as_str())
        .collect();
    assert_eq!(
        machines,
        [
            "core[core1.example.com].server",
            "core[core1.example.com].client",
            "core[core2.example.com].server",
            "core[core2.example.com].client",
            "edge[edge1.example.com].server",
            "edge[edge1.example.com].client",
            "edge[edge2.example.com].server",
            "edge[edge2.example.com].client",
        ]
    );
    let services: Vec<&str> =
        list(&report["services"]).filter_map(|service| service["id"].as_str()).collect();
    assert!(services.contains(&"far-end:webex"), "{services:?}");
    let failures: Vec<(&str, u64)> = list(&report["evidence"])
        .filter(|seen| seen["kind"] == "tls-failure" && seen["agrees"] == "agrees")
        .filter_map(|seen| Some((seen["connection"].as_str()?, seen["count"].as_u64()?)))
        .collect();
    assert_eq!(
        failures,
        [214, 214, 107, 107].map(|count| ("uc-traversal-zone", count)),
        "as often as the logs say"
    );
    let settings: Vec<String> = list(&report["input"]["settings"])
        .map(|setting| {
            let word = |key: &str| setting[key].as_str().unwrap_or_default().to_owned();
            format!("{} {} {}: {}", word("node"), word("what"), word("value"), setting["line"])
        })
        .collect();
    assert_eq!(
        settings,
        [
            "core release X15.5: 6",
            "core EKU check On: 4",
            "core TLS verify name edge.example.com: 14",
            "core far end CEtls-cucm1.example.com: 19",
            "edge release X15.5: 6",
            "edge EKU check On: 4",
            "edge TLS verify name core.example.com: 16",
            "edge far end Webex: 17",
        ]
    );
    let set_aside: Vec<&str> = list(&report["input"]["found"])
        .filter(|found| found["used"] == false)
        .filter_map(|found| found["text"].as_str())
        .collect();
    assert_eq!(set_aside, ["another file of the peer has the same content, or more"; 4]);
}

#[test]
fn captures_in_an_archive_show_what_was_presented_and_from_which_store() {
    let report = judged(&names());
    let seen: Vec<&str> = list(&report["evidence"])
        .filter(|seen| seen["kind"] == "handshake" && seen["agrees"] == "agrees")
        .filter_map(|seen| seen["text"].as_str())
        .collect();
    assert!(!seen.is_empty(), "{:#}", report["evidence"]);
    assert!(seen.iter().any(|text| text.contains("core")), "{seen:#?}");
}

#[test]
fn the_nodes_can_be_said_and_the_answer_is_the_same() {
    let names = names();
    let (core, edge) = names.split_at(2);
    let said = [&["--core"][..], &refs(core), &["--edge"], &refs(edge)].concat();
    let with_words = judged(&said);
    let without = judged(&names);
    for key in ["verdict", "services", "connections", "plans"] {
        assert_eq!(with_words[key], without[key], "{key}");
    }
}

#[test]
fn options_win_over_what_the_archives_say() {
    let mut arguments = vec!["--edge-eku-check".to_owned(), "off".to_owned()];
    arguments.extend(names());
    let report = judged(&arguments);
    let zone = list(&report["services"]).next().expect("a service");
    assert_eq!(
        (zone["id"].as_str(), zone["verdict"].as_str()),
        (Some("uc-traversal-zone"), Some("works"))
    );
}

#[test]
fn what_a_dump_keeps_secret_stays_out_of_every_report() {
    for format in ["text", "json", "markdown", "html"] {
        let mut arguments = vec!["--format".to_owned(), format.to_owned()];
        arguments.extend(names());
        let ran = check(&arguments);
        assert!(!ran.output.contains("secret") && !ran.messages.contains("secret"), "{format}");
    }
}

#[test]
fn a_machine_that_nothing_tells_core_from_edge_is_asked_about() {
    let folder = std::env::temp_dir().join(format!("eku-machine-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let log = folder.join("loggingsnapshot_m1_20261120093000.txt");
    let certificate = folder.join("server_m1_20261120093000.pem");
    fs::write(&log, "2026-11-20T09:30:00.000+00:00 m1 tvcs: Event=\"Started\"\n").expect("a file");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("certs/core-both-ca1.pem");
    fs::copy(fixture, &certificate).expect("a file");
    let files = [&certificate, &log].map(|path| path.display().to_string());
    let ran = check(&files);
    assert_eq!((ran.code, ran.output.as_str()), (2, ""));
    assert!(ran.messages.contains("--core FILE or --edge FILE"), "{}", ran.messages);
    let mut said = vec!["--core".to_owned()];
    said.extend(files);
    let report = judged(&said);
    assert_eq!(report["verdict"], "undecided", "three stores are missing");
    fs::remove_dir_all(folder).expect("the folder goes");
}

#[test]
fn a_damaged_archive_is_named_and_what_came_before_is_used() {
    let [first, ..] = archives();
    let cut = first.with_extension("cut.gz");
    let bytes = fs::read(first).expect("an archive");
    fs::write(&cut, &bytes[..bytes.len() / 2]).expect("a file");
    let ran = check(&["--core".to_owned(), cut.display().to_string()]);
    assert!(ran.messages.contains("cut off"), "{}", ran.messages);
    assert_ne!(ran.code, 2, "{}", ran.messages);
    assert!(ran.output.contains("client certificate, 2 certificates"), "{}", ran.output);
    fs::remove_file(cut).expect("the file goes");
}

#[test]
fn inspect_shows_every_certificate_in_an_archive() {
    let [.., last] = archives();
    let name = last.display().to_string();
    let ran = Eku::new(["inspect", "--format", "json", &name]).run();
    assert_eq!(ran.code, 0);
    let [note] = ran.message_lines()[..] else { panic!("{}", ran.messages) };
    assert!(note.contains("1 of 1 TLS connection uses TLS 1.3"), "{note}");
    let mut sources: Vec<String> = ran
        .output
        .lines()
        .map(|line| {
            let certificate: Value = serde_json::from_str(line).expect("JSON");
            let source = certificate["source"].as_str().expect("a source").to_owned();
            source.strip_prefix(&format!("{name}!")).expect("a path inside").to_owned()
        })
        .collect();
    sources.retain(|source| !source.contains("tcpdump"));
    let expected = ["server", "server", "client", "client", "ca", "ca"]
        .map(|kind| format!("{kind}_edge2_2026-11-20_09_30_00.pem"));
    assert_eq!(sources, expected);
}

#[test]
fn inspect_names_a_certificate_file_of_an_archive_that_is_too_large_to_be_read() {
    let folder = std::env::temp_dir().join(format!("eku-too-large-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let archive = folder.join("a.tar");
    let large = "-----BEGIN CERTIFICATE-----\n".repeat(700_000);
    let tar = Tar::default().file("server_a.pem", large.as_bytes()).file("core.dump", &[7; 64]);
    fs::write(&archive, tar.end()).expect("an archive");
    let name = archive.display().to_string();
    let ran = Eku::new(["inspect", &name]).run();
    assert_eq!(ran.code, 2);
    assert!(ran.messages.contains("a.tar!server_a.pem: is larger than 16 MiB"), "{}", ran.messages);
    fs::remove_dir_all(folder).expect("the folder goes");
}

fn check<Argument: AsRef<str>>(arguments: &[Argument]) -> Ran {
    let fixed = ["check", "--at", "2026-11-23"].into_iter();
    Eku::new(fixed.chain(arguments.iter().map(AsRef::as_ref))).run()
}

fn judged<Argument: AsRef<str>>(arguments: &[Argument]) -> Value {
    let fixed = ["--format", "json"].into_iter();
    let all: Vec<&str> = fixed.chain(arguments.iter().map(AsRef::as_ref)).collect();
    json(&check(&all))
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.output)
        .unwrap_or_else(|_| panic!("not JSON ({}):\n{}\n{}", ran.code, ran.messages, ran.output))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn refs(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

fn names() -> Vec<String> {
    archives().iter().map(|path| path.display().to_string()).collect()
}

/// The archives of the four machines, written once.
fn archives() -> &'static [PathBuf; 4] {
    static ARCHIVES: OnceLock<[PathBuf; 4]> = OnceLock::new();
    ARCHIVES.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diagnostic-archives");
        fs::create_dir_all(&folder).expect("a folder");
        let captures = diagnostics::captures().expect("the captures are there");
        diagnostics::deployment().map(|machine| {
            let path = folder.join(machine.file_name());
            let captures = if machine.is_core { &[][..] } else { &captures[..] };
            let file = fs::File::create(&path).expect("a file");
            machine.write(file, LOG_BYTES, captures).expect("an archive");
            path
        })
    })
}

#[test]
fn a_zone_of_one_name_on_both_nodes_is_judged_on_both() {
    let zone = "*c xConfiguration Zones Zone 3 Name: \"B2B\"\n*c xConfiguration Zones Zone 3 Type: \"DNS\"\n\
                *c xConfiguration Zones Zone 3 DNS SIP TLS Verify Mode: \"Off\"\n";
    let core = made("zone-core", &machine("core1", "20261101", "both-ca1", zone));
    let edge = made("zone-edge", &machine("edge1", "20261101", "server-only-ca2", zone));
    let report = judged(&["--core", &core, "--edge", &edge]);
    let connections: Vec<(&str, &str)> = list(&report["connections"])
        .filter_map(|one| Some((one["id"].as_str()?, one["verdict"].as_str()?)))
        .filter(|(id, _)| id.starts_with("far-end:"))
        .collect();
    assert_eq!(connections, [("far-end:b2b:out", "works"), ("far-end:b2b-edge-:out", "undecided")]);
}

#[test]
fn of_two_sets_of_files_of_one_machine_the_newest_is_judged() {
    let old = machine("core1", "20261001", "both-ca1", "");
    let new = machine("core1", "20261101", "server-only-ca2", "");
    let edge = made("newest-edge", &machine("edge1", "20261101", "server-only-ca2", ""));
    let together = made("newest-together", &[old.clone(), new.clone()].concat());
    let apart = [made("newest-new", &new), made("newest-old", &old)];
    for core in [vec![together.as_str()], apart.iter().map(String::as_str).collect()] {
        let report = judged(&[&["--core"][..], &core, &["--edge", &edge]].concat());
        assert_eq!(report["verdict"], "fails", "{core:?}");
        let stores = list(&report["forecast"]["certificates"])
            .filter(|one| one["store"].as_str().is_some_and(|store| store.starts_with("core")));
        assert_eq!(stores.count(), 2, "one machine, {core:?}");
        let older: Vec<&Value> = list(&report["input"]["found"])
            .filter(|found| found["file"].as_str().is_some_and(|file| file.contains("20261001")))
            .collect();
        assert_eq!(older.len(), 3);
        assert!(older.iter().all(|found| found["used"] == false), "{core:?}");
    }
}

#[test]
fn the_release_is_taken_where_it_is_known_best_and_a_build_is_better_than_nothing() {
    let version =
        |release: &str| format!("*c xConfiguration SystemUnit Software Version: \"{release}\"\n");
    for (settings, build, release) in [
        (version("X15.4.2"), "oak_v15.5.1_rc_2", "X15.4.2"),
        (String::new(), "oak_v15.5.1_rc_2", "X15.5.1"),
        (String::new(), "oak_v20.1.0", "X20.1"),
        (version("X12.7.1"), "", "X12.7.1"),
    ] {
        let mut files = machine("core1", "20261101", "both-ca1", &settings);
        let status = format!("*s SystemUnit: /\n  Software:\n    Build: \"{build}\"\n*s/end\n");
        files.push(("xstat_dump_core1_20261101000000.txt".into(), status.into_bytes()));
        let core = made("release-core", &files);
        let edge = made("release-edge", &machine("edge1", "20261101", "server-only-ca2", ""));
        let report = judged(&["--core", &core, "--edge", &edge]);
        for node in list(&report["nodes"]) {
            assert_eq!(node["release"], release, "{settings} {build}");
        }
        let cautioned = report["caution"].as_str().unwrap_or_default().contains(release);
        assert_eq!(cautioned, ["X20.1", "X12.7.1"].contains(&release), "{release}");
    }
}

#[test]
fn a_store_whose_leaf_cannot_be_read_is_no_empty_store() {
    let mut files = machine("edge1", "20261101", "server-only-ca2", "");
    for (name, bytes) in &mut files {
        if name.starts_with("client") {
            bytes.truncate(bytes.len() / 4);
        }
    }
    let edge = made("unreadable-edge", &files);
    let core = made("unreadable-core", &machine("core1", "20261101", "both-ca1", ""));
    let ran = check(&["--core", &core, "--edge", &edge]);
    assert_eq!((ran.code, ran.output.as_str()), (2, ""), "{}", ran.messages);
    assert!(ran.messages.contains("client_edge1_20261101000000.pem"), "{}", ran.messages);
}

/// The files of a machine with one fixture in both stores, and what else its settings say.
fn machine(host: &str, day: &str, certificate: &str, settings: &str) -> Vec<(String, Vec<u8>)> {
    let node = host.trim_end_matches('1');
    let path = format!("certs/{node}-{certificate}.pem");
    let pem = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a fixture");
    let named = |what: &str, ending: &str| format!("{what}_{host}_{day}000000.{ending}");
    let dump = format!("*c xConfiguration SystemUnit Name: \"{host}\"\n{settings}");
    vec![
        (named("server", "pem"), pem.clone()),
        (named("client", "pem"), pem),
        (named("xconf_dump", "txt"), dump.into_bytes()),
    ]
}

/// An archive of these files, and its path.
fn made(name: &str, files: &[(String, Vec<u8>)]) -> String {
    let tar = files.iter().fold(Tar::default(), |tar, (name, bytes)| tar.file(name, bytes)).end();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.tar"));
    fs::write(&path, tar).expect("an archive");
    path.display().to_string()
}
