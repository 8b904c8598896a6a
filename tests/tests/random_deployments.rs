//! A thousand random deployments, up to three peers a node and up to four far ends: none makes the
//! engine panic. The times are printed and not asserted; `--release -- --nocapture` shows those
//! that people wait for.

use std::thread;
use std::time::{Duration, Instant};

use eku_engine::deployment::Deployment;
use eku_tests::random::{date, deployments};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

#[test]
fn a_thousand_random_deployments_are_checked_without_a_panic() {
    let mut runner = TestRunner::deterministic();
    let strategy = deployments();
    let drawn: Vec<Deployment> = (0..COUNT)
        .map(|_| strategy.new_tree(&mut runner).expect("a deployment is drawn").current().build())
        .collect();
    let largest = |count: fn(&Deployment) -> usize| drawn.iter().map(count).max();
    assert_eq!(largest(|one| one.core.peers().len().max(one.edge.peers().len())), Some(3));
    assert_eq!(largest(|one| one.far_ends.len()), Some(4));
    let (one_half, other_half) = drawn.split_at(COUNT / 2);
    let mut times = thread::scope(|scope| {
        let other = scope.spawn(|| times(other_half));
        [times(one_half), other.join().expect("checking does not panic")].concat()
    });
    times.sort();
    println!("{COUNT} deployments: median {:?}, worst {:?}", times[COUNT / 2], times[COUNT - 1]);
}

/// How long each takes, from the deployment to the report, signatures included.
fn times(deployments: &[Deployment]) -> Vec<Duration> {
    deployments
        .iter()
        .map(|deployment| {
            let started = Instant::now();
            let report = eku_engine::check(deployment, date());
            assert!(!report.connections.is_empty());
            started.elapsed()
        })
        .collect()
}

const COUNT: usize = 1_000;
