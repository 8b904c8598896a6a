//! The engine's reader against that of `x509-cert`, over every certificate at hand and what becomes
//! of them when they are damaged.

use std::path::Path;
use std::sync::LazyLock;
use std::{fs, io};

use eku_engine::bundle;
use eku_tests::fuzzing::{seeds, tree};
use eku_tests::reader::judge;
use eku_tests::{fixtures, generated, known_roots};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;

#[test]
fn both_read_every_certificate_at_hand_as_the_same() {
    for bytes in CERTIFICATES.iter() {
        judge(bytes);
    }
}

#[test]
fn both_refuse_what_is_cut_off_or_has_a_byte_too_much() {
    for bytes in SOME.iter() {
        for length in 0..bytes.len() {
            judge(&bytes[..length]);
        }
        judge(&[bytes, &[0][..]].concat());
    }
}

#[test]
fn both_take_or_refuse_alike_whatever_a_byte_is_changed_to() {
    for bytes in SOME.iter() {
        let mut changed = bytes.to_vec();
        for place in 0..bytes.len() {
            for value in [0, 1, 0x80, 0xff, bytes[place] ^ 1, bytes[place] ^ 0x20] {
                changed[place] = value;
                judge(&changed);
            }
            changed[place] = bytes[place];
        }
    }
}

#[test]
fn both_take_or_refuse_alike_whatever_becomes_of_an_element() {
    for (place, bytes) in CERTIFICATES.iter().enumerate() {
        let other = &CERTIFICATES[(place + 1) % CERTIFICATES.len()];
        for seed in 0..40 {
            judge(&tree::changed(bytes, seed).expect("a certificate is DER"));
            judge(&tree::crossed(bytes, other, seed).expect("certificates are DER"));
        }
    }
}

proptest! {
    #![proptest_config(config(4_000))]

    #[test]
    fn both_take_or_refuse_alike_whatever_is_put_in_or_taken_out(
        which in any::<Index>(),
        edits in prop::collection::vec((any::<Index>(), 0..4_usize, any::<[u8; 3]>(), 0..4_usize), 1..5),
    ) {
        let mut bytes = which.get(&CERTIFICATES).clone();
        for (place, removed, given, put_in) in edits {
            let place = place.index(bytes.len() + 1);
            let end = bytes.len().min(place + removed);
            bytes.splice(place..end, given.into_iter().take(put_in));
        }
        judge(&bytes);
    }
}

/// The same edits in every run; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` give others.
fn config(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(509_030);
    }
    config
}

/// Every certificate at hand: the fixtures, what the fuzz targets start from, what the tests of
/// chains make, and the roots that browsers know.
static CERTIFICATES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut found = Vec::new();
    let mut folders = vec![fixtures::folder()];
    while let Some(folder) = folders.pop() {
        for path in files(&folder).expect("the fixtures can be listed") {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bundle = bundle::read(&fs::read(&path).expect("a fixture can be read"));
            found.extend(bundle.certificates.iter().map(|one| one.der().to_vec()));
        }
    }
    for path in files(&seeds::folder().join("certificate")).expect("the seeds can be listed") {
        found.push(fs::read(&path).expect("a seed can be read"));
    }
    found.extend(known_roots::roots().iter().map(|root| root.der().to_vec()));
    found.extend(generated::all().into_iter().map(|made| made.certificate.der().to_vec()));
    found.sort();
    found.dedup();
    found
});

/// Some of them, of every kind and size.
static SOME: LazyLock<Vec<&[u8]>> = LazyLock::new(|| {
    CERTIFICATES.iter().step_by(CERTIFICATES.len() / 16).map(Vec::as_slice).collect()
});

fn files(folder: &Path) -> io::Result<Vec<std::path::PathBuf>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}
