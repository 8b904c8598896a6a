//! The engine judges chains as `openssl verify -purpose` does. Where OpenSSL refuses what it says
//! works, at its default level or at level 2, a caution says so; the other differences are listed with
//! their reasons. `tests/chains-against-openssl.txt` is the table of both.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;
use std::thread;

use eku_engine::chain::Links;
use eku_engine::verdict::Verdict;
use eku_tests::chains::table::{self, Row};
use eku_tests::chains::{self, Case, DIFFERENCES, engine, openssl};
use eku_tests::maker::Certificate;
use snapbox::{Data, assert_data_eq};

#[test]
fn every_chain_is_judged_as_openssl_judges_it_but_for_the_known_differences() {
    let rows = rows();
    assert!(rows.len() >= 400, "only {} chains", rows.len());
    let complaints: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let what = complaint(row)?;
            let Row { case, engine, openssl, at_level_2 } = row;
            Some(format!(
                "{}: {what}\n  engine:  {engine:?}\n  openssl: {}\n  level 2: {}",
                case.label, openssl.words, at_level_2.words
            ))
        })
        .collect();
    assert!(
        complaints.is_empty(),
        "{} of {} chains:\n\n{}",
        complaints.len(),
        rows.len(),
        complaints.join("\n\n")
    );
}

#[test]
fn the_table_lists_every_chain_with_a_caution() {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("chains-against-openssl.txt");
    assert_data_eq!(table::text(&rows()), Data::read_from(&table, None).raw());
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
    // Constraints, resources, keys of other kinds and the order of issuers may or may not hurt;
    // these do.
    const ALWAYS: [&str; 5] = [
        "critical-extension-unknown",
        "extension-unreadable",
        "expired-copy-in-list",
        "name-unreadable",
        "proxy-certificate",
    ];
    const AT_LEVEL_2: [&str; 2] = ["weak-key", "weak-signature"];
    let mut advised = 0;
    for Row { case, engine, openssl, at_level_2 } in rows() {
        let says = |ids: &[&str]| engine.cautions.iter().any(|caution| ids.contains(caution));
        let wrong = says(&ALWAYS) && openssl.accepts() || says(&AT_LEVEL_2) && at_level_2.accepts();
        let is_copy = chains::OF_SEVERAL.iter().any(|label| case.label.starts_with(label));
        assert!(is_copy || !wrong, "{}: {:?}", case.label, engine.cautions);
        advised += usize::from(says(&ALWAYS));
    }
    assert!(advised >= 100, "only {advised} chains have one");
}

/// The cases and what both say of them, found out once.
fn rows() -> Vec<Row<'static>> {
    static ANSWERS: LazyLock<(Vec<engine::Answer>, Vec<openssl::Answer>, Vec<openssl::Answer>)> =
        LazyLock::new(|| {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chains");
            let all: Vec<&Case> = CASES.iter().collect();
            thread::scope(|scope| {
                let ours = scope.spawn(|| engine_answers(&CASES));
                let default = openssl::answers(&all, None, &folder);
                // What is refused at the default level is refused at level 2.
                let accepted = all.iter().zip(&default).filter(|(_, answer)| answer.accepts());
                let accepted: Vec<&Case> = accepted.map(|(case, _)| *case).collect();
                let mut again = openssl::answers(&accepted, Some(2), &folder).into_iter();
                let at_level_2 = default.iter().map(|answer| match answer.accepts() {
                    true => again.next().expect("an answer for each"),
                    false => answer.clone(),
                });
                let at_level_2 = at_level_2.collect();
                (ours.join().expect("judging does not panic"), default, at_level_2)
            })
        });
    let (ours, default, at_level_2) = &*ANSWERS;
    let answers = ours.iter().zip(default).zip(at_level_2);
    CASES
        .iter()
        .zip(answers)
        .map(|(case, ((engine, openssl), at_level_2))| Row { case, engine, openssl, at_level_2 })
        .collect()
}

static CASES: LazyLock<Vec<Case>> = LazyLock::new(chains::all);

/// Cases with the same CAs share what the engine knows of their signatures, so that each is verified
/// once.
fn engine_answers(cases: &[Case]) -> Vec<engine::Answer> {
    let mut readers: BTreeMap<[Vec<String>; 2], engine::Reader> = BTreeMap::new();
    let list = |case: &Case| {
        [&case.chain, &case.trusted]
            .map(|certificates| certificates.iter().map(Certificate::sha256).collect())
    };
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
fn complaint(row: &Row<'_>) -> Option<String> {
    let Row { case, engine: ours, openssl: theirs, .. } = row;
    if row.is_silent() {
        return Some("OpenSSL refuses it, and nobody is told".into());
    }
    let agree = match ours.verdict {
        Verdict::Works => true,
        Verdict::Fails => !theirs.accepts(),
        Verdict::Undecided => false,
    };
    match case.known {
        Some(known) if agree => {
            Some(format!("{} is no difference any more: {}", known.name, known.why))
        }
        Some(known) => {
            let same = known.engine == ours.verdict && known.openssl_accepts == theirs.accepts();
            (!same).then(|| format!("they differ, but not by {}: {}", known.name, known.why))
        }
        None if !agree => Some("they differ".into()),
        None if ours.verdict == Verdict::Works => None,
        None => theirs.errors.first().and_then(|first| {
            let rules = openssl::rules_of(*first);
            let fits = *first == openssl::NOT_READ || ours.fails_by(rules);
            (!fits).then(|| format!("OpenSSL's error {first} is one of {rules:?}"))
        }),
    }
}
