use super::*;
use crate::deployment::{Deployment, NodeName, Store, StoreId, StoreKind};
use crate::testing::deployments::x15_5;
use crate::testing::{at, leaf};

fn of(deployment: &Deployment, within: Option<u32>) -> (State, String) {
    report(&crate::check(deployment, at("2026-11-23")), within)
}

fn ending(mut deployment: Deployment, ends: &[(NodeName, StoreKind, &str)]) -> Deployment {
    for (node, kind, end) in ends {
        let mut leaf = leaf("S C");
        leaf.not_after = at(end);
        let store = StoreId { node: *node, peer: None, kind: *kind };
        let peers = match node {
            NodeName::Core => &mut deployment.core,
            NodeName::Edge => &mut deployment.edge,
        };
        peers.replace(&store, Store::of([leaf].into(), false));
    }
    deployment
}

#[test]
fn each_state_has_its_sentence() {
    let works = || x15_5(["S C", "S C"], ["S C", "S C"]);
    let one = ending(works(), &[(NodeName::Core, StoreKind::Client, "2026-11-24")]);
    let two = ending(
        works(),
        &[
            (NodeName::Core, StoreKind::Client, "2026-12-24"),
            (NodeName::Edge, StoreKind::Server, "2026-12-23T12:00:00Z"),
        ],
    );
    let past = ending(works(), &[(NodeName::Edge, StoreKind::Client, "2026-11-22")]);
    for (deployment, within, state, sentence) in [
        (works(), None, State::Ok, "EKU OK - No certificate problems found."),
        (works(), Some(1), State::Ok, "EKU OK - No certificate problems found."),
        (one.clone(), None, State::Ok, "EKU OK - No certificate problems found."),
        (one.clone(), Some(0), State::Ok, "EKU OK - No certificate problems found."),
        (
            one,
            Some(1),
            State::Warning,
            "EKU WARNING - Core's client certificate expires on 24 Nov 2026 (1 day).",
        ),
        (
            two,
            Some(31),
            State::Warning,
            "EKU WARNING - Edge's server certificate expires on 23 Dec 2026 (30 days). 1 more \
             certificate expires within 31 days.",
        ),
        (
            past,
            Some(1),
            State::Warning,
            "EKU WARNING - Edge's client certificate expired on 22 Nov 2026.",
        ),
    ] {
        let (found, line) = of(&deployment, within);
        assert_eq!((found, line.split(" | ").next()), (state, Some(sentence)), "{within:?}");
    }
    for (stores, state, sentence) in [
        (["S", "S"], State::Critical, "EKU CRITICAL - Mobile and Remote Access fails. Core's "),
        (["absent", "S"], State::Warning, "EKU WARNING - Mobile and Remote Access: cannot tell "),
    ] {
        let (found, line) = of(&x15_5(stores, ["S", "S"]), Some(3650));
        assert_eq!((found, line.starts_with(sentence)), (state, true), "{line}");
    }
}

#[test]
fn a_report_without_services_is_no_good_news() {
    let mut empty = crate::check(&x15_5(["S C", "S"], ["S", "S"]), at("2026-11-23"));
    empty.services.clear();
    empty.headline = "Nothing to check.".into();
    assert_eq!(report(&empty, None).0, State::Unknown);
}

#[test]
fn figures_are_days_and_say_from_when_on_they_warn() {
    let works = || x15_5(["S C", "S C"], ["S C", "S C"]);
    let soon = ending(works(), &[(NodeName::Core, StoreKind::Client, "2026-12-24T23:59:59Z")]);
    let past = ending(works(), &[(NodeName::Edge, StoreKind::Client, "2026-11-20")]);
    for (deployment, within, figures) in [
        (soon.clone(), None, "first_break=U first_expiry=31\n"),
        (soon, Some(30), "first_break=U;@~:30 first_expiry=31;@~:30\n"),
        (past, None, "first_break=U first_expiry=-3\n"),
        (x15_5(["none", "none"], ["none", "none"]), None, "first_break=U first_expiry=U\n"),
    ] {
        let (_, line) = of(&deployment, within);
        assert_eq!(line.split(" | ").nth(1), Some(figures), "{line}");
    }
}

#[test]
fn what_a_name_holds_ends_neither_the_line_nor_the_sentence() {
    let mut hostile = crate::check(&x15_5(["S", "S"], ["S", "S"]), at("2026-11-23"));
    hostile.headline = "a | b=1\nEKU OK\r\u{202e}\u{2028}".into();
    hostile.headline_reason = String::new();
    let (_, line) = report(&hostile, None);
    let expected =
        "EKU CRITICAL - a \\u{7c} b=1\\u{a}EKU OK\\u{d}\\u{202e}\\u{2028} | first_break=";
    assert!(line.starts_with(expected), "{line}");
    assert_eq!((line.matches('\n').count(), line.matches('|').count()), (1, 1));
    assert_eq!(unknown("a|b\nc"), "EKU UNKNOWN - a\\u{7c}b\\u{a}c\n");
}
