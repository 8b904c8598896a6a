//! What grows no faster than the input: the steps that are counted, and the memory that is asked for.
#![allow(unsafe_code, reason = "what counts memory is an allocator")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use eku_engine::chain::Links;
use eku_engine::report::Results;
use eku_engine::time::Timestamp;
use eku_engine::{advice, advisory, forecast, plan, report, switch, verdict};
use eku_tests::growth::{self, Kind};

/// How many of each kind come first: few enough to be quick and to meet no bound on the way, enough that
/// what grows with them stands out.
const FIRST: [(Kind, usize); 16] = [
    (Kind::Extensions, 400),
    (Kind::RepeatedExtensions, 400),
    (Kind::Names, 400),
    (Kind::WantedNames, 200),
    (Kind::TrustedCas, 100),
    (Kind::OneName, 25),
    (Kind::OneCa, 25),
    (Kind::CrossSigned, 100),
    (Kind::Layers, 120),
    (Kind::Path, 25),
    (Kind::FarEnds, 120),
    (Kind::FarEndCertificates, 40),
    (Kind::Peers, 30),
    (Kind::Zones, 100),
    (Kind::Machines, 40),
    (Kind::Problems, 500),
];

#[test]
fn twice_as_much_takes_at_most_about_twice_the_steps_the_memory_and_the_text() {
    for (kind, first) in FIRST {
        let grown = [1, 2, 4].map(|times| took(kind, first * times));
        for (place, (what, _)) in grown[0].iter().enumerate() {
            let [one, two, four] = grown.each_ref().map(|took| took[place].1);
            let is_linear = two * 2 <= one * 5 && four * 2 <= two * 5;
            assert!(is_linear, "{what} of {}: {one}, {two}, {four}", kind.name());
        }
    }
}

#[test]
fn every_kind_is_measured() {
    assert_eq!(FIRST.map(|(kind, _)| kind), Kind::ALL);
}

/// What reading, judging and telling of so many take.
fn took(kind: Kind, count: usize) -> Vec<(&'static str, usize)> {
    let files = growth::files(kind, count);
    let begin = ASKED.get();
    let description = growth::read(&files).expect("a deployment");
    let reading = ASKED.get() - begin;
    let at = Timestamp::parse("2026-11-23").expect("a date");
    let begin = ASKED.get();
    let deployment = &description.judged().expect("a deployment").deployment;
    let links = &Links::of(deployment);
    let judgement = &verdict::judge(deployment, links, at);
    let plans = &plan::plans(deployment, links, judgement);
    assert!(plans.steps < plan::MOST_PLAN_STEPS + 2 * judgement.steps, "{}", kind.name());
    let forecast = &forecast::forecast(deployment, links, judgement);
    let outlook = &forecast::outlook(forecast, at);
    let plans_ahead = &plan::plans_ahead(deployment, links, at, outlook);
    let advice = &advice::advice(deployment, plans, forecast);
    let advisories = advisory::advisories(deployment, links, at);
    let advisories = &advisory::worth_knowing(advisories, judgement);
    let switched = &switch::switched(deployment, links, judgement);
    let found = Results {
        links,
        judgement,
        plans,
        advice,
        forecast,
        outlook,
        plans_ahead,
        advisories,
        switched,
    };
    let told = description.told(report::report(deployment, &found));
    let text = report::text::report(&told, &|_, word| word.into());
    vec![
        ("the memory of reading", reading),
        ("the memory of judging and telling", ASKED.get() - begin),
        ("the length of the report", text.len()),
        ("the steps from certificates to issuers", links.steps()),
        ("the steps of the judgement", judgement.steps),
        ("the steps of the plans", plans.steps),
        ("the steps of the forecast", forecast.steps),
        ("the steps of the plans ahead", plans_ahead.steps),
    ]
}

thread_local! {
    /// The bytes that this thread asked for so far.
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: the system's allocator does all of it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ASKED.try_with(|asked| asked.set(asked.get() + layout.size()));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;
