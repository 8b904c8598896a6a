//! Whatever bytes come in, nothing panics, something is said, and limits hold.

use std::sync::LazyLock;

use eku_tests::archives::{Tar, gzip};
use eku_tests::encodings::every_encoding;
use eku_tests::{fixtures, fuzzing};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn certificates_are_read_or_refused(seed in any::<Index>(), changes in changes()) {
        fuzzing::certificates(&changed(seed.get::<Vec<u8>>(&CERTIFICATES), &changes));
    }

    #[test]
    fn archives_are_walked_or_set_aside(seed in any::<Index>(), changes in changes()) {
        fuzzing::archive(&changed(seed.get::<Vec<u8>>(&ARCHIVES), &changes));
    }

    #[test]
    fn archives_whose_checksums_are_right_are_walked(
        seed in any::<Index>(), changes in changes(), packed in any::<bool>(),
    ) {
        let mut bytes = changed(seed.get::<Vec<u8>>(&ARCHIVES), &changes);
        Tar::repair(&mut bytes);
        fuzzing::archive(&if packed { gzip(&bytes) } else { bytes });
    }

    #[test]
    fn members_are_described(name in any::<String>(), head in any::<Vec<u8>>(), seed in any::<Index>()) {
        fuzzing::member(&[name.as_bytes(), &head].concat());
        fuzzing::member(seed.get::<Vec<u8>>(&CERTIFICATES));
        fuzzing::member(format!("server_{name}_2026-04-15.pem{name}").as_bytes());
    }

    #[test]
    fn bytes_without_any_meaning_are_refused(bytes in any::<Vec<u8>>()) {
        fuzzing::certificates(&bytes);
        fuzzing::archive(&bytes);
    }
}

#[test]
fn seeds_keep_the_promises_as_they_are() {
    CERTIFICATES.iter().for_each(|seed| fuzzing::certificates(seed));
    ARCHIVES.iter().for_each(|seed| fuzzing::archive(seed));
}

static CERTIFICATES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(certificate_seeds);
static ARCHIVES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(archive_seeds);

/// What is done to a seed.
#[derive(Clone, Debug)]
enum Change {
    Set(Index, u8),
    Cut(Index),
    Remove(Index, usize),
    Repeat(Index, usize),
    Number(Index, u32),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        4 => (any::<Index>(), any::<u8>()).prop_map(|(place, byte)| Change::Set(place, byte)),
        1 => any::<Index>().prop_map(Change::Cut),
        1 => (any::<Index>(), 1..100_usize).prop_map(|(place, count)| Change::Remove(place, count)),
        1 => (any::<Index>(), 1..600_usize).prop_map(|(place, count)| Change::Repeat(place, count)),
        2 => (any::<Index>(), prop_oneof![Just(0), Just(1), Just(u32::MAX), any::<u32>()])
            .prop_map(|(place, number)| Change::Number(place, number)),
    ];
    prop::collection::vec(change, 1..6)
}

fn changed(seed: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for change in changes {
        if bytes.is_empty() {
            break;
        }
        let length = bytes.len();
        match change {
            Change::Set(place, byte) => bytes[place.index(length)] = *byte,
            Change::Cut(place) => bytes.truncate(place.index(length)),
            Change::Remove(place, count) => {
                let start = place.index(length);
                bytes.drain(start..length.min(start + count));
            }
            Change::Repeat(place, count) => {
                let start = place.index(length);
                let part = bytes[start..length.min(start + count)].to_vec();
                bytes.splice(start..start, part);
            }
            Change::Number(place, number) => {
                let start = place.index(length);
                let digits = number.to_le_bytes();
                let end = length.min(start + 4);
                bytes[start..end].copy_from_slice(&digits[..end - start]);
            }
        }
    }
    bytes
}

fn certificate_seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> =
        ["bad/", "forms/"].iter().flat_map(|start| files(start)).collect();
    let folder = fixtures::folder();
    let read = |name: &str| std::fs::read(folder.join(name)).expect("a fixture");
    let text = String::from_utf8(read("bad/pkcs7.pem")).expect("text");
    seeds.extend(every_encoding(&text, &read("bad/pkcs7.p7b")).into_iter().map(|(_, bytes)| bytes));
    let text = String::from_utf8(read("bad/request.pem")).expect("text");
    seeds.extend(
        every_encoding(&text, &read("bad/request.der")).into_iter().map(|(_, bytes)| bytes),
    );
    seeds
}

fn files(folder: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = std::fs::read_dir(fixtures::folder().join(folder))
        .expect("the fixtures can be read")
        .map(|entry| entry.expect("the fixtures can be read").path())
        .collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).expect("a fixture")).collect()
}

fn archive_seeds() -> Vec<Vec<u8>> {
    let small = Tar::default()
        .member(b"folder/", b'5', b"")
        .pax("path", "folder/a.pem")
        .file("a", b"-----BEGIN CERTIFICATE-----\n")
        .member(b"long", b'L', b"folder/b.txt\0")
        .file("b", &b"a line\n".repeat(100))
        .end();
    let nested = Tar::default().file("b.tar.gz", &gzip(&small)).file("c.zip", ZIP).end();
    vec![small.clone(), gzip(&small), nested.clone(), gzip(&nested), ZIP.to_vec(), gzip(ZIP)]
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x0c0a_7500),
        ..ProptestConfig::default()
    }
}

/// `zip` of `a.pem` ("content", stored) and `b.txt` (twenty lines, deflated), to a pipe.
const ZIP: &[u8] = include_bytes!("any_bytes.zip");
