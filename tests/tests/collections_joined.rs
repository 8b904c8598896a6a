//! Files that are read alone, by several workers, and joined come to what they come to when one
//! collector reads them one after the other.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

use eku_intake::archive::Limits;
use eku_intake::collection::{Collection, Collector};
use eku_tests::diagnostics;

#[test]
fn files_read_alone_and_joined_in_their_order_come_to_the_same() {
    let files = given();
    let mut one = Collector::new(Limits::default());
    for (name, content) in &files {
        read(&mut one, name, content);
    }
    // The last file is read first: what was read travels as bytes and waits for its turn.
    let mut parts: Vec<Vec<u8>> = Vec::new();
    for (name, content) in files.iter().rev() {
        let mut part = Collector::new(Limits::default());
        read(&mut part, name, content);
        parts.push(part.to_bytes().expect("what was read is written"));
    }
    let mut joined = Collector::new(Limits::default());
    for part in parts.iter().rev() {
        joined.join(Collector::from_bytes(part).expect("what was written is read"));
    }
    let (one, joined) = (one.finish(), joined.finish());
    assert_eq!(joined, one);
    assert_eq!(machines(&one), ["core1", "core2", "edge1", "edge2", "m1"]);
    assert_eq!(one.loose.len(), 1, "a certificate that belongs to no machine");
    assert_eq!(one.problems.len(), 1, "an archive that is cut off: {:?}", one.problems);
}

#[test]
fn bytes_of_another_program_are_no_collector() {
    for bytes in [&b""[..], b"\xff\xff\xff\xff", b"-----BEGIN CERTIFICATE-----"] {
        assert!(Collector::from_bytes(bytes).is_err(), "{bytes:?}");
    }
}

/// Archives of four machines, one of them cut off, the files of a fifth, and one that is nobody's.
fn given() -> Vec<(String, Vec<u8>)> {
    let captures = diagnostics::captures().expect("captures");
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for machine in diagnostics::deployment() {
        let mut archive = Vec::new();
        machine.write(&mut archive, 100_000, &captures).expect("an archive");
        if machine.host == "edge2" {
            archive.truncate(archive.len() / 2);
        }
        files.push((machine.file_name(), archive));
    }
    let log = b"2026-11-20T09:30:00.000+00:00 m1 tvcs: Event=\"Started\"\n".to_vec();
    let certificate = fixture("edge-server-only-ca2.pem");
    files.insert(1, ("loggingsnapshot_m1_20261120093000.txt".into(), log));
    files.insert(3, ("server_m1_20261120093000.pem".into(), certificate));
    files.push(("whose.pem".into(), fixture("core-both-ca1.pem")));
    files
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("certs").join(name))
        .expect("a fixture")
}

fn read(collector: &mut Collector, name: &str, content: &[u8]) {
    collector.add(name, Cursor::new(content), &|_| ControlFlow::Continue(()));
}

fn machines(collection: &Collection) -> Vec<&str> {
    let mut hosts: Vec<&str> =
        collection.machines.iter().filter_map(|machine| machine.host.as_deref()).collect();
    hosts.sort_unstable();
    hosts
}
