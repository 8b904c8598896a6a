//! The engine judges chains as `openssl verify -purpose` does, but for the differences that are
//! listed with their reasons.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;
use std::thread;

use eku_engine::chain::Links;
use eku_engine::verdict::Verdict;
use eku_tests::chains::{self, Case, DIFFERENCES, engine, openssl};
use eku_tests::maker::Certificate;

#[test]
fn every_chain_is_judged_as_openssl_judges_it_but_for_the_known_differences() {
    let cases = &*CASES;
    assert!(cases.len() >= 120, "only {} chains", cases.len());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chains");
    let (theirs, ours) = thread::scope(|scope| {
        let theirs = scope.spawn(|| openssl::answers(cases, &folder));
        let ours = engine_answers(cases);
        (theirs.join().expect("openssl answers"), ours)
    });
    let complaints: Vec<String> = cases
        .iter()
        .zip(ours.iter().zip(&theirs))
        .filter_map(|(case, (ours, theirs))| {
            let what = complaint(case, ours, theirs)?;
            Some(format!(
                "{}: {what}\n  engine:  {ours:?}\n  openssl: {}",
                case.label, theirs.words
            ))
        })
        .collect();
    assert!(
        complaints.is_empty(),
        "{} of {} chains:\n\n{}",
        complaints.len(),
        cases.len(),
        complaints.join("\n\n")
    );
    let differing = cases.iter().filter(|case| case.known.is_some()).count();
    println!("{} chains, {differing} with a known difference", cases.len());
}

#[test]
fn every_known_difference_is_shown_by_a_case() {
    let cases = &*CASES;
    for difference in DIFFERENCES {
        let shown = cases.iter().any(|case| case.known == Some(difference));
        assert!(shown, "no case shows {}", difference.name);
    }
    let listed = |case: &&Case| case.known.is_none_or(|known| DIFFERENCES.contains(&known));
    assert!(cases.iter().all(|case| listed(&case)), "a difference is not in the list");
}

#[test]
fn where_openssl_accepts_a_chain_nothing_is_said_to_make_it_refuse() {
    // Constraints and the order of issuers may or may not hurt; these do.
    const ALWAYS: [&str; 3] =
        ["critical-extension-unknown", "extension-unreadable", "expired-copy-in-list"];
    let cases = &*CASES;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("advised");
    let ours = engine_answers(cases);
    let theirs = openssl::answers(cases, &folder);
    let mut advised = 0;
    for (case, (ours, theirs)) in cases.iter().zip(ours.iter().zip(&theirs)) {
        let said = ours.advised.iter().any(|advisory| ALWAYS.contains(advisory));
        assert!(!(said && theirs.accepts()), "{}: {:?}", case.label, ours.advised);
        advised += usize::from(said);
    }
    assert!(advised >= 8, "only {advised} chains have one");
}

#[test]
fn whatever_works_here_and_not_with_openssl_is_advised_or_explained() {
    const SILENT: [&str; 2] = ["root-of-unknown-algorithm", "issuer-of-issuer"];
    let works = |one: &&&chains::Difference| one.engine == Verdict::Works && !one.openssl_accepts;
    let silent = DIFFERENCES.iter().filter(works).filter(|one| one.advisory.is_none());
    assert_eq!(Vec::from_iter(silent.map(|one| one.name)), SILENT);
}

static CASES: LazyLock<Vec<Case>> = LazyLock::new(chains::all);

/// Cases with the same trusted CA list share what the engine knows of their signatures, so that
/// each is verified once.
fn engine_answers(cases: &[Case]) -> Vec<engine::Answer> {
    let mut readers: BTreeMap<Vec<String>, engine::Reader> = BTreeMap::new();
    let list = |case: &Case| case.trusted.iter().map(Certificate::sha256).collect::<Vec<_>>();
    let deployments: Vec<_> =
        cases.iter().map(|case| readers.entry(list(case)).or_default().deployment(case)).collect();
    let links: BTreeMap<_, _> =
        readers.iter().map(|(list, reader)| (list, Links::among(reader.certificates()))).collect();
    deployments
        .iter()
        .zip(cases)
        .map(|(deployment, case)| engine::answer(case, deployment, &links[&list(case)]))
        .collect()
}

/// What is not as expected.
fn complaint(case: &Case, ours: &engine::Answer, theirs: &openssl::Answer) -> Option<String> {
    let agree = match ours.verdict {
        Verdict::Works => theirs.accepts(),
        Verdict::Fails => !theirs.accepts(),
        Verdict::Undecided => false,
    };
    match case.known {
        Some(known) if agree => {
            Some(format!("{} is no difference any more: {}", known.name, known.why))
        }
        Some(known) => {
            let same = known.engine == ours.verdict && known.openssl_accepts == theirs.accepts();
            let said = known.advisory.is_none_or(|advisory| ours.advised.contains(&advisory));
            match (same, said) {
                (false, _) => {
                    Some(format!("they differ, but not by {}: {}", known.name, known.why))
                }
                (true, false) => Some(format!("nobody is told of {}: {}", known.name, known.why)),
                (true, true) => None,
            }
        }
        None if !agree => Some("they differ".into()),
        None => theirs.errors.first().and_then(|first| {
            let rules = openssl::rules_of(*first);
            (!ours.fails_by(rules)).then(|| format!("OpenSSL's error {first} is one of {rules:?}"))
        }),
    }
}
