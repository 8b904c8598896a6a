//! What is read of every committed capture, held against `tshark` on the same file.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::thread;

use eku_engine::deployment::Role;
use eku_intake::capture::{self, AlertContent, Handshake, Presented, Request};
use eku_tests::captures::{self, Recording};
use eku_tests::tshark::{self, Connection};

#[test]
fn certificates_alerts_names_and_versions_are_those_that_tshark_finds() {
    let recordings = captures::all();
    let (one_half, other_half) = recordings.split_at(recordings.len() / 2);
    thread::scope(|scope| {
        scope.spawn(|| one_half.iter().for_each(compare));
        other_half.iter().for_each(compare);
    });
}

fn compare(recording: &Recording) {
    let path = captures::folder().join(recording.file);
    let mut file = File::open(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    let read = capture::read(&mut file);
    assert!(read.stopped.is_none(), "{}: {:?}", recording.file, read.stopped);
    let found: Vec<Connection> = read.value.handshakes.iter().map(connection).collect();
    let expected = tshark::connections(&path, &[recording.port]);
    assert_eq!(found.len(), recording.client_options.len(), "{}", recording.file);
    assert_eq!(found, expected, "{}", recording.file);
}

#[test]
fn the_folder_holds_the_captures_that_are_listed_and_no_others() {
    let listed: BTreeSet<String> =
        captures::all().iter().map(|recording| recording.file.to_owned()).collect();
    let present: BTreeSet<String> = fs::read_dir(captures::folder())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| name != "README.md")
        .collect();
    assert_eq!(listed, present);
}

fn connection(handshake: &Handshake) -> Connection {
    let certificates = |presented: &Presented| {
        assert_eq!(presented.unread(), 0);
        presented.certificates().map(|one| hexadecimal(one.der())).collect()
    };
    Connection {
        packet: handshake.packet,
        initiator: Some(handshake.initiator.address),
        server_name: handshake.server_name.clone(),
        version: handshake.version.map(|version| version.0),
        initiator_certificates: certificates(&handshake.initiator.presented),
        responder_certificates: certificates(&handshake.responder.presented),
        authorities: match handshake.request {
            Request::Asked { authorities } => Some(authorities),
            _ => None,
        },
        alerts: handshake
            .alerts
            .iter()
            .filter_map(|alert| match alert.content {
                AlertContent::Plain { fatal, description } => {
                    Some((alert.from == Role::Initiator, 1 + u8::from(fatal), description))
                }
                AlertContent::Encrypted => None,
            })
            .collect(),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
