//! The outcome of real TLS handshakes, held against the engine's verdict for the connection.
//!
//! A connection that works is accepted; one that fails is refused, by the side that the engine says
//! verifies the certificate, and where OpenSSL refuses, for a reason that the engine gives.
//! Everything else is a deviation that is listed with its reason. How the settings of an Expressway
//! are modelled is said in [`eku_tests::handshakes::deviations`].

use std::collections::BTreeSet;
use std::path::Path;
use std::thread;

use eku_engine::chain::Links;
use eku_engine::deployment::Role;
use eku_engine::rule;
use eku_engine::time::Timestamp;
use eku_engine::verdict::{ConnectionVerdict, Verdict, judge};
use eku_tests::chains::openssl::rules_of;
use eku_tests::handshakes::cases::{self, Case, World};
use eku_tests::handshakes::deviations::{self, DEVIATIONS};
use eku_tests::handshakes::{Asks, Handshake, Outcome, Side, Stack, Version, far_ends};

#[test]
fn the_conditions_of_the_seed_are_accepted_or_refused_as_the_engine_says() {
    hold(&cases::seed_conditions(&World::new()));
}

#[test]
fn certificates_that_are_wrong_in_one_way_are_refused_as_the_engine_says() {
    hold(&cases::between_nodes_otherwise(&World::new()));
}

#[test]
fn far_ends_that_check_and_that_do_not_answer_as_the_engine_says() {
    let world = World::new();
    hold(&far_ends::outbound(&world));
    hold(&far_ends::outbound_verified(&world));
}

#[test]
fn far_ends_that_call_are_let_in_as_the_engine_says() {
    hold(&far_ends::inbound(&World::new()));
}

#[test]
fn every_known_deviation_belongs_to_a_case() {
    let world = World::new();
    let cases = [
        cases::seed_conditions(&world),
        cases::between_nodes_otherwise(&world),
        far_ends::outbound(&world),
        far_ends::outbound_verified(&world),
        far_ends::inbound(&world),
    ]
    .concat();
    let shown: BTreeSet<&str> =
        cases.iter().flat_map(|case| &case.deviations).map(|deviation| deviation.name).collect();
    let listed: BTreeSet<&str> = DEVIATIONS.iter().map(|deviation| deviation.name).collect();
    assert_eq!(shown, listed);
}

/// Runs every case over both versions of TLS and both stacks on either side, as far as a stack can
/// do what is asked, and compares.
fn hold(cases: &[Case]) {
    let (one_half, other_half) = cases.split_at(cases.len() / 2);
    let complaints_of = |half: &[Case]| half.iter().flat_map(complaints).collect::<Vec<_>>();
    let complaints = thread::scope(|scope| {
        let other = scope.spawn(|| complaints_of(other_half));
        [complaints_of(one_half), other.join().expect("no handshake panics")].concat()
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
    let count: usize = cases.iter().map(|case| pairs(case).len()).sum();
    println!("{} cases, {count} handshakes", cases.len());
}

fn complaints(case: &Case) -> Vec<String> {
    let at = Timestamp::parse("2026-11-23T12:00:00Z").expect("a date");
    let judgement = judge(&case.deployment, &Links::of(&case.deployment), at);
    let verdict = judgement.connection(&case.connection).expect("the connection");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("handshakes");
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (version, client, server) in pairs(case) {
        let handshake = Handshake {
            version,
            at: at.unix_seconds(),
            client: Side {
                stack: client,
                shows: case.client.as_ref(),
                trusts: &case.client_trusts,
                asks: case.client_asks,
            },
            server: Side {
                stack: server,
                shows: Some(&case.server),
                trusts: &case.server_trusts,
                asks: case.server_asks,
            },
        };
        let outcome = handshake.run(&folder);
        let verifier = match case.verifier {
            Role::Initiator => client,
            Role::Responder => server,
        };
        if let Err(what) = compare(case, verdict, verifier, &outcome, &mut seen) {
            let rules = verdict.findings.iter().map(|finding| (finding.rule.id, finding.outcome));
            found.push(format!(
                "{}, {version:?}, {client:?} to {server:?}: {what}\n  engine:    {:?} {:?}\n  \
                 handshake: {outcome:?}\n  model:     {}",
                case.label,
                verdict.verdict,
                rules.collect::<Vec<_>>(),
                model(case.server_asks)
            ));
        }
    }
    let gone = case.deviations.iter().filter(|deviation| !seen.contains(deviation.name));
    found.extend(gone.map(|deviation| {
        format!("{}: {} is no deviation any more: {}", case.label, deviation.name, deviation.why)
    }));
    found
}

/// Whether a handshake ends as the verdict says, or by a listed deviation, which is then noted.
fn compare(
    case: &Case,
    verdict: &ConnectionVerdict,
    verifier: Stack,
    outcome: &Outcome,
    seen: &mut BTreeSet<&'static str>,
) -> Result<(), String> {
    match (verdict.verdict, outcome) {
        (Verdict::Works, Outcome::Accepted) => return Ok(()),
        (Verdict::Fails, Outcome::Refused { by, error, .. }) => {
            let about = match by {
                Role::Initiator => &verdict.responder_certificate,
                Role::Responder => &verdict.initiator_certificate,
            };
            let rules: Vec<&str> = verdict
                .findings
                .iter()
                .filter(|finding| finding.outcome == rule::Outcome::Fails)
                .filter(|finding| finding.certificate == *about)
                .map(|finding| finding.rule.id)
                .collect();
            if rules.is_empty() {
                return Err("the engine says that the other side refuses".into());
            }
            return match error.map(rules_of) {
                Some(reasons) if !rules.iter().any(|rule| reasons.contains(rule)) => {
                    Err(format!("OpenSSL's reason is one of {reasons:?}"))
                }
                _ => Ok(()),
            };
        }
        _ => {}
    }
    let known = case.deviations.iter().find(|deviation| {
        deviation.verdict == verdict.verdict
            && deviation.accepted == (*outcome == Outcome::Accepted)
            && deviation.verifier.is_none_or(|stack| stack == verifier)
    });
    match known {
        Some(deviation) => {
            seen.insert(deviation.name);
            Ok(())
        }
        None => Err("they differ".into()),
    }
}

/// How what the server asks stands for what an Expressway or a far end does.
fn model(asks: Asks) -> &'static str {
    match asks {
        Asks::Purpose => deviations::PURPOSE_IS_ASKED_FOR,
        Asks::AnyPurpose => deviations::CHECK_OFF_IS_ANY_PURPOSE,
        Asks::Nothing => deviations::NOTHING_IS_ASKED_FOR,
    }
}

/// The versions and stacks in which a case can be tried: rustls cannot be told to ignore purposes,
/// and a client of it always verifies.
fn pairs(case: &Case) -> Vec<(Version, Stack, Stack)> {
    let mut pairs = Vec::new();
    for version in [Version::Tls12, Version::Tls13] {
        for client in [Stack::OpenSsl, Stack::Rustls] {
            for server in [Stack::OpenSsl, Stack::Rustls] {
                let client_can = client == Stack::OpenSsl || case.client_asks == Asks::Purpose;
                let server_can = server == Stack::OpenSsl || case.server_asks != Asks::AnyPurpose;
                if client_can && server_can {
                    pairs.push((version, client, server));
                }
            }
        }
    }
    pairs
}
