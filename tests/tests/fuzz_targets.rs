//! What the fuzz targets promise holds for what they start from, and for what once broke it.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

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
