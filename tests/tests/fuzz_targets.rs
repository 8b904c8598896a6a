//! What the fuzz targets promise holds for what they start from, and for what once broke it.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use eku_engine::certificate::{Certificate, Deviation};
use eku_engine::eku::{ExtendedKeyUsage, Holds, Purpose};
use eku_tests::fuzzing::{TARGETS, certificate, seeds, tree};

#[test]
fn every_seed_and_every_input_that_was_found_keeps_the_promises() {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("found");
    for (target, promise) in TARGETS {
        for folder in [seeds::folder().join(seeds::of(target)), found.join(target)] {
            for path in files(&folder).unwrap_or_default() {
                println!("{}", path.display());
                promise(&fs::read(&path).expect("a seed can be read"));
            }
        }
    }
}

#[test]
fn certificates_whose_elements_are_changed_keep_the_promises() {
    for path in files(&seeds::folder().join("certificate")).expect("seeds") {
        let seed = fs::read(&path).expect("a seed can be read");
        for number in 0..20 {
            let changed = tree::changed(&seed, number).expect("a certificate is DER");
            certificate(&changed);
        }
    }
}

/// The mutator is worth its name: what it makes of one plain certificate is mostly still read, and
/// comes in every state that decides a verdict.
#[test]
fn changes_by_element_are_mostly_read_and_reach_every_state_from_one_certificate() {
    let seed = fs::read(seeds::folder().join("certificate/rsa-pss")).expect("a seed");
    let made = (0..MADE).filter_map(|number| {
        let once = tree::changed(&seed, number)?;
        // A fuzzer goes on from what was new to it.
        if number % 2 == 0 { Some(once) } else { tree::changed(&once, number ^ 0xffff) }
    });
    let read: Vec<Certificate> = made.filter_map(|der| Certificate::from_der(&der).ok()).collect();
    let share = read.len() * 100 / MADE as usize;
    println!("{share} % are read");
    assert!(share >= 20, "{share} % are read");
    let is_there = |what: fn(&Certificate) -> bool| read.iter().any(what);
    let missing: Vec<&str> =
        STATES.iter().filter(|(_, state)| !is_there(*state)).map(|(name, _)| *name).collect();
    assert!(missing.is_empty(), "never made: {missing:?}");
}

/// So many are made.
const MADE: u32 = 6_000;

/// What a certificate can be in that turns a verdict.
type State = fn(&Certificate) -> bool;
const STATES: [(&str, State); 15] = [
    ("no EKU", |one| one.eku == ExtendedKeyUsage::Absent),
    ("empty EKU", |one| matches!(one.eku, ExtendedKeyUsage::Empty { .. })),
    ("unreadable EKU", |one| matches!(one.eku, ExtendedKeyUsage::Unreadable { .. })),
    ("server authentication alone", |one| purposes(one) == (true, false)),
    ("client authentication alone", |one| purposes(one) == (false, true)),
    ("both purposes", |one| purposes(one) == (true, true)),
    ("neither purpose", |one| {
        matches!(one.eku, ExtendedKeyUsage::Present { .. }) && purposes(one) == (false, false)
    }),
    ("no key usage", |one| one.key_usage.is_none()),
    ("a CA", |one| one.basic_constraints.as_ref().is_some_and(|limits| limits.ca)),
    ("no names", |one| one.dns_names.is_empty()),
    ("other names", |one| one.dns_names.len() > 1),
    ("an unknown critical extension", |one| !one.unknown_critical.is_empty()),
    ("a deviation", |one| !one.deviations.is_empty()),
    ("another version", |one| {
        one.deviations.iter().any(|what| matches!(what, Deviation::ExtensionsBeforeVersion3))
    }),
    ("a Netscape type", |one| one.netscape_type.is_some()),
];

/// Whether both purposes are listed: server, client.
fn purposes(certificate: &Certificate) -> (bool, bool) {
    let holds = |purpose| certificate.eku.holds(purpose) == Holds::Yes;
    (holds(Purpose::ServerAuth), holds(Purpose::ClientAuth))
}

#[test]
fn every_target_has_a_program_and_seeds() {
    let folder = seeds::folder().join("../fuzz_targets");
    let programs: BTreeSet<String> = files(&folder)
        .expect("the programs can be listed")
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    let targets: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(programs, targets);
    let manifest = fs::read_to_string(seeds::folder().join("../Cargo.toml")).expect("a manifest");
    for (target, _) in TARGETS {
        assert!(manifest.contains(&format!("name = \"{target}\"\n")), "{target}");
        let seeds = files(&seeds::folder().join(seeds::of(target))).unwrap_or_default();
        assert!(!seeds.is_empty(), "{target} has no seeds");
    }
}

#[test]
fn the_committed_seeds_are_those_that_the_command_names() {
    let folder = seeds::folder();
    let mut committed = BTreeSet::new();
    for target in files(&folder).expect("the seeds can be listed") {
        for path in files(&target).expect("the seeds can be listed") {
            let path = path.strip_prefix(&folder).expect("it stands in the folder");
            committed.insert(path.to_string_lossy().replace('\\', "/"));
        }
    }
    let named: BTreeSet<String> = seeds::all().expect("seeds can be made").into_keys().collect();
    assert_eq!(committed, named);
}

fn files(folder: &Path) -> io::Result<Vec<std::path::PathBuf>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}
