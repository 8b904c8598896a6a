//! What was assumed, overruled, set aside or not found is said: on the command line, and by what the page
//! shares with it.

use std::fs;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use eku_deployment::{Description, Fact};
use eku_engine::deployment::{NodeName, Release};
use eku_intake::archive::Limits;
use eku_intake::collection::Collector;
use eku_tests::archives::Tar;
use eku_tests::command::{Eku, Ran};
use serde_json::Value;

const ZONE: &str = "*c xConfiguration Zones Zone 1 Type: \"TraversalClient\"\n\
                    *c xConfiguration Zones Zone 1 TraversalClient Collaboration Edge: \"On\"\n\
                    *c xConfiguration Zones Zone 1 TraversalClient Peer 2 Address: \"e.example.com\"\n";

#[test]
fn an_assumed_release_is_said_until_somebody_says_one() {
    let plain = made("plain", &[("xconf_dump_core1_2026-11-01_10:00:00.txt", ZONE.into())]);
    let version = format!("{ZONE}*c xConfiguration SystemUnit Software Version: \"X15.4\"\n");
    let own = made("own", &[("xconf_dump_core1_2026-11-01_10:00:00.txt", version.into())]);
    let both = "Core and Edge run X15.5 (the newest release).";
    let edge = "Edge runs X15.4 (the release of Core).";
    for (archive, options, release, assumed, overruled) in [
        (&plain, &[][..], "X15.5", both, None),
        (&plain, &["--release", "X15.4"], "X15.4", "", None),
        (&own, &[], "X15.4", edge, None),
        (&own, &["--release", "X15.4"], "X15.4", "", None),
        (&own, &["--release", "X15.5"], "X15.5", "", Some("--release X15.5 overrides")),
        (&own, &["--core-release", "X15.5"], "X15.5", "", Some("--core-release X15.5 overrides")),
    ] {
        let ran = check(&[options, &[archive.as_str()]].concat());
        let report = parsed(&ran);
        assert_eq!(report["nodes"][0]["release"], release, "{options:?}");
        let said = list(&report["assumed"]).find(|one| one["id"] == "release");
        let said = said.and_then(|one| one["text"].as_str()).unwrap_or_default();
        if options != ["--core-release", "X15.5"] {
            assert_eq!(said, assumed, "{options:?}");
        }
        let messages = ran.messages.lines().count();
        assert_eq!(messages, usize::from(overruled.is_some()), "{options:?}: {}", ran.messages);
        assert!(ran.messages.contains(overruled.unwrap_or_default()), "{}", ran.messages);
    }
}

#[test]
fn a_release_that_was_chosen_is_not_changed_in_silence() {
    let version = format!("{ZONE}*c xConfiguration SystemUnit Software Version: \"X15.4\"\n");
    for (chosen, said) in [("X15.5", 1), ("X15.4", 0)] {
        let mut collector = Collector::new(Limits::default());
        let name = "xconf_dump_core1_20261101.txt";
        collector.add(name, Cursor::new(version.as_bytes()), &|_| ControlFlow::Continue(()));
        let mut description = Description::default();
        let chosen = Release::parse(chosen).expect("a release");
        description.node_mut(NodeName::Core).release = Some(Fact::said(chosen));
        description.take(vec![(collector.finish(), None)]);
        let what = "shows X15.4 for Core, but X15.5 was chosen before";
        let found = description.problems.iter().filter(|one| one.what == what && one.file == name);
        assert_eq!(found.count(), said, "{:?}", description.problems);
    }
}

#[test]
fn an_archive_without_a_certificate_says_so() {
    let archive = made("without", &[("readme.txt", "words".into())]);
    let ran = Eku::new(["inspect", &archive]).run();
    assert_eq!((ran.code, ran.output.as_str()), (2, ""));
    let said = "without.tar: is an archive without certificates: check that it is the right archive, or add the certificate files\n";
    assert!(ran.messages.ends_with(said), "{}", ran.messages);
    let ran = check(&[&archive]);
    assert_eq!(ran.code, 2);
    let said = "nothing to check: the files contain no certificates and no settings that matter";
    assert!(ran.messages.contains(said), "{}", ran.messages);
}

#[test]
fn a_peer_address_that_is_an_ip_address_is_advised_against() {
    let zone =
        |more: &str| format!("{ZONE}*c xConfiguration Zones Zone 1 TraversalClient {more}\n");
    for (peer, advised) in [("10.48.36.171", 1), ("edge.example.com", 0)] {
        let dump = zone(&format!("Peer 1 Address: \"{peer}\""));
        let archive = made("peer", &[("xconf_dump_core1_20261101.txt", dump.into())]);
        let report = parsed(&check(&[&archive]));
        let kinds = list(&report["advisories"]).filter(|one| one["id"] == "peer-address-is-ip");
        assert_eq!(kinds.count(), advised, "{peer}: {:#}", report["advisories"]);
    }
}

#[test]
fn machines_stay_apart_whatever_a_system_made_of_their_names() {
    let beside = "__MACOSX/._server_core1_2026-11-01_10:00:00.pem";
    for (colon, copy) in [(":", ""), ("%3A", ""), (" ", ""), ("_", " (1)"), ("\u{a789}", " copy")] {
        let name = |what: &str, host: &str, second: u32, ending: &str| {
            format!("{what}_{host}_2026-11-01_10{colon}00{colon}{second:02}{copy}.{ending}")
        };
        let mut files = vec![(beside.to_owned(), b"\0\x05\x16\x07\0\x02\0\0".to_vec())];
        for (host, node) in [("core1", "core"), ("edge1", "edge")] {
            let pem = fixture(&format!("{node}-both-ca1.pem"));
            files.push((name("server", host, 1, "pem"), pem.clone()));
            files.push((name("client", host, 2, "pem"), pem));
        }
        let files: Vec<_> = files.iter().map(|(name, bytes)| (&**name, bytes.clone())).collect();
        let ran = check(&[&made("names", &files)]);
        let report = parsed(&ran);
        let stores: Vec<&str> = list(&report["forecast"]["certificates"])
            .filter_map(|certificate| certificate["store"].as_str())
            .collect();
        let four = ["core.server", "core.client", "edge.server", "edge.client"];
        assert_eq!(stores, four, "{colon:?}: {}", ran.messages);
        assert_eq!(ran.messages, "", "{colon:?}");
    }
}

#[test]
fn a_file_is_set_aside_as_the_same_only_where_it_is() {
    let same = "another file of the peer has the same content, or more";
    let other = "another file of the peer was used, which differs: ";
    let [one, two] = ["core-both-ca1.pem", "core-server-only-ca2.pem"].map(fixture);
    let port =
        |port: u16| format!("{ZONE}*c xConfiguration SIP TLS Port: \"{port}\"\n").into_bytes();
    for (first, second, why) in [
        (("server", "pem", one.clone()), ("server", "crt", one.clone()), same),
        (("server", "pem", one), ("server", "crt", two), other),
        (("xconf_dump", "txt", port(5061)), ("xconf", "txt", ZONE.into()), same),
        (("xconf_dump", "txt", port(5061)), ("xconf", "txt", port(5062)), other),
    ] {
        let named = |(what, ending, bytes): (&str, &str, Vec<u8>)| {
            (format!("{what}_core1_20261101000000.{ending}"), bytes)
        };
        let files = [named(first), named(second)];
        let files = files.each_ref().map(|(name, bytes)| (&**name, bytes.clone()));
        let report = parsed(&check(&[&made("aside", &files)]));
        let aside = list(&report["input"]["found"]).find(|found| found["used"] == false);
        let said = aside.and_then(|found| found["text"].as_str()).unwrap_or_default();
        assert!(said.starts_with(why), "{said}, expected {why}");
    }
}

#[test]
fn loose_certificates_go_where_their_names_say() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("loose-names");
    fs::create_dir_all(&folder).expect("a folder");
    let file = |name: &str, fixed: &str| {
        let path = folder.join(name);
        fs::write(&path, fixture(fixed)).expect("a file");
        path.display().to_string()
    };
    let files = [
        file("expc01_client.pem", "core-both-ca1.pem"),
        file("server-exp-c-1.pem", "core-both-ca1.pem"),
        file("vcse.client.pem", "edge-both-ca1.pem"),
        file("expe01 server.pem", "edge-both-ca1.pem"),
        file("our-ca.pem", "ca-both-roots.pem"),
    ];
    let ran = check(&files.each_ref().map(String::as_str));
    let report = parsed(&ran);
    let stores = list(&report["forecast"]["certificates"]).filter_map(|one| one["store"].as_str());
    let four = ["core.server", "core.client", "edge.server", "edge.client"];
    assert_eq!(Vec::from_iter(stores), four);
    assert_eq!(ran.messages.lines().count(), 1, "{}", ran.messages);
    assert!(ran.messages.contains("our-ca.pem: contains a CA certificate"), "{}", ran.messages);
    assert!(ran.messages.contains("--core-trusted"), "{}", ran.messages);
}

fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("certs").join(name);
    fs::read(path).expect("a fixture")
}

/// An archive of these files, and its path.
fn made(name: &str, files: &[(&str, Vec<u8>)]) -> String {
    let tar = files.iter().fold(Tar::default(), |tar, (name, bytes)| tar.file(name, bytes)).end();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nothing-in-silence");
    fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(format!("{name}.tar"));
    fs::write(&path, tar).expect("an archive");
    path.display().to_string()
}

fn check(arguments: &[&str]) -> Ran {
    let first = ["check", "--at", "2026-11-20", "--format", "json"];
    Eku::new(first.iter().chain(arguments)).run()
}

fn parsed(ran: &Ran) -> Value {
    serde_json::from_str(&ran.output).unwrap_or_else(|_| panic!("no JSON: {}", ran.messages))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
