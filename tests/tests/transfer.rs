//! A question to the engine and its answer come over as bytes what they were, so that a worker's
//! report is the page's own.

use std::sync::Arc;

use eku_engine::chain::{Links, Verified};
use eku_engine::deployment::{Deployment, Store};
use eku_engine::evidence::Observation;
use eku_engine::plan;
use eku_engine::renewal::server_only;
use eku_engine::transfer::{Answer, Question};
use eku_tests::cases;
use eku_tests::random::{date, deployments};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

#[test]
fn random_deployments_their_reports_and_what_their_plans_lead_to_come_over_whole() {
    let mut runner = TestRunner::deterministic();
    let strategy = deployments();
    let (mut plans, mut imagined) = (0, 0);
    for _ in 0..40 {
        let drawn =
            strategy.new_tree(&mut runner).expect("a deployment is drawn").current().build();
        let answer = comes_over(&drawn, &[]);
        for plan in &answer.report.plans {
            let after = plan::after(&drawn, &Links::of(&drawn), &plan.moves, date());
            plans += 1;
            imagined += usize::from(imagines(&after));
            let question = question(&after, &[]);
            assert_eq!(Question::from_bytes(&question.to_bytes()), Some(question));
        }
    }
    assert!(plans > 30 && imagined > 10, "{plans} plans, {imagined} of them with a placeholder");
}

#[test]
fn everything_that_a_case_can_hold_comes_over_with_what_was_seen() {
    let case = cases::full();
    let deployment = case.description.judged().expect("a deployment").deployment;
    let seen = cases::observations();
    let answer = comes_over(&deployment, &seen);
    assert_eq!(answer.report.evidence.len(), seen.len());
}

#[test]
fn a_certificate_that_is_renewed_for_servers_alone_comes_over_as_that() {
    let case = cases::full();
    let mut deployment = case.description.judged().expect("a deployment").deployment;
    let stores = Vec::from_iter(deployment.core.stores().map(|(id, store)| (id, store.clone())));
    let mut renewed = 0;
    for (id, store) in stores {
        let Store::Holds(mut presented) = store else { continue };
        let mut leaf = presented.leaf.as_ref().clone();
        leaf.eku = server_only(&leaf.eku);
        renewed += usize::from(leaf.eku != presented.leaf.eku);
        presented.leaf = leaf.into();
        deployment.core.replace(&id, Store::Holds(presented));
    }
    assert!(renewed > 0, "the case has client authentication in no store of Core");
    let question = question(&deployment, &[]);
    assert_eq!(Question::from_bytes(&question.to_bytes()), Some(question));
}

#[test]
fn a_certificate_is_written_once_however_often_it_is_held() {
    let mut runner = TestRunner::deterministic();
    let mut drawn = deployments().new_tree(&mut runner).expect("a deployment").current().build();
    let held = drawn.core.trusted_cas.get_or_insert_default();
    let full = cases::full().description;
    let file = full.nodes[0].peers[0].server.clone().expect("a certificate");
    held.certificates = vec![Arc::clone(&file.certificates[0])];
    let one = question(&drawn, &[]).to_bytes().len();
    let list = drawn.core.trusted_cas.as_mut().expect("a list");
    list.certificates = vec![Arc::clone(&file.certificates[0]); 1000];
    let many = question(&drawn, &[]).to_bytes().len();
    assert!(many < one + 4000, "{one} bytes of one, {many} of a thousand");
    comes_over(&drawn, &[]);
}

#[test]
fn signatures_are_verified_once_though_a_question_is_read_again() {
    let deployment = cases::full().description.judged().expect("a deployment").deployment;
    let asked = question(&deployment, &[]).to_bytes();
    let mut verified = Verified::default();
    let counts = [(); 2].map(|()| {
        let question = Question::from_bytes(&asked).expect("its own bytes");
        let answer = question.answer_again(&mut verified);
        assert_eq!(answer, question.answer());
        verified.count()
    });
    assert!(counts[0] > 0 && counts[0] == counts[1], "{counts:?}");
}

#[test]
fn bytes_that_this_program_did_not_write_are_none() {
    let case = cases::full();
    let question = question(
        &case.description.judged().expect("a deployment").deployment,
        &cases::observations(),
    );
    let asked = question.to_bytes();
    let answered = question.answer().to_bytes();
    for length in (0..asked.len()).step_by(97) {
        assert_eq!(Question::from_bytes(&asked[..length]), None, "{length}");
    }
    for length in (0..answered.len()).step_by(997) {
        assert_eq!(read(&answered[..length]), None, "{length}");
    }
    assert_eq!(Question::from_bytes(&[asked.as_slice(), &[0]].concat()), None);
    // Nothing is taken to be longer than what is there.
    assert_eq!(Question::from_bytes(&[0xff; 64]), None);
    assert_eq!(Answer::from_bytes(&answered, &mut |_| None), None, "an unknown constant");
}

fn comes_over(deployment: &Deployment, seen: &[Observation]) -> Answer {
    let question = question(deployment, seen);
    let other = Question::from_bytes(&question.to_bytes()).expect("its own bytes");
    assert_eq!(other, question);
    let answer = other.answer();
    assert_eq!(read(&answer.to_bytes()), Some(answer.clone()));
    answer
}

fn question(deployment: &Deployment, seen: &[Observation]) -> Question {
    Question {
        deployment: deployment.clone(),
        observations: seen.to_vec(),
        at: date().plus_days(200),
        today: Some(date()),
    }
}

/// An answer; its constants live as long as the test.
fn read(bytes: &[u8]) -> Option<Answer> {
    Answer::from_bytes(bytes, &mut |text| Some(Box::leak(text.into())))
}

fn imagines(deployment: &Deployment) -> bool {
    let nodes = [&deployment.core, &deployment.edge];
    let mut stores = nodes.iter().flat_map(|node| node.stores());
    stores.any(|(_, store)| store.presented().is_some_and(|one| one.leaf.der().is_empty()))
}
