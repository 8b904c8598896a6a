//! Far ends, minimality, order and bounds.

use super::super::search::{search, undoes};
use super::*;
use crate::deployment::{ClientEkuCheck, FarEnd, Initiates, Protocol, Slug};
use crate::testing::deployments::{check_off, holds, with_far_end};

fn going_out(deployment: Deployment, check: ClientEkuCheck) -> Deployment {
    with_far_end(deployment, NodeName::Edge, Initiates::Expressway, |far_end| {
        far_end.client_eku_check = check;
    })
}

fn coming_in(deployment: Deployment, describe: impl FnOnce(&mut FarEnd)) -> Deployment {
    with_far_end(deployment, NodeName::Edge, Initiates::FarEnd, describe)
}

/// So many far ends, each of which needs an action of its own.
fn many(count: usize) -> Deployment {
    (0..count).fold(healthy(), |deployment, _| {
        coming_in(deployment, |far_end| {
            far_end.certificate = holds("unreadable");
        })
    })
}

#[test]
fn for_a_far_end_that_checks_we_present_another_certificate_or_ask_it() {
    let install = "complete: install-private-client-certificate edge.client";
    let ask = "complete: ask-far-end-to-ignore-client-eku far-end:far-1";
    let copy = "complete: copy-server-certificate-to-client-store edge";
    let narrow = put(healthy(), NodeName::Edge, StoreKind::Client, encipherment("S C"));
    for (case, deployment, check, expected) in [
        ("it requires", healthy(), ClientEkuCheck::On, &[install, ask][..]),
        // Nobody is asked to verify less because it is not known.
        ("not known", healthy(), ClientEkuCheck::Unknown, &[install]),
        ("it ignores", healthy(), ClientEkuCheck::Off, &[]),
        ("it asks for none", healthy(), ClientEkuCheck::NotRequested, &[]),
        // What needs nobody outside comes first.
        (
            "Edge's server store has both",
            x15_5(["S C", "S"], ["S", "S C"]),
            ClientEkuCheck::On,
            &[install, copy, ask],
        ),
        ("the key may encipher only", narrow, ClientEkuCheck::On, &[install, ask]),
    ] {
        let deployment = going_out(deployment, check);
        assert_eq!(lines(&deployment), expected, "{case}");
        keeps_its_promise(&deployment);
    }
}

#[test]
fn what_is_known_to_fail_of_a_far_end_is_looked_at_otherwise_or_not_at_all() {
    let turn_off = "complete: turn-off-eku-check edge";
    let turn_on = "complete: turn-on-eku-check edge";
    let verify = "complete: turn-off-tls-verify far-end:far-1";
    for (theirs, off, protocol, expected) in [
        ("S", false, Protocol::Sip, &[turn_off, verify][..]),
        ("C", true, Protocol::Sip, &[turn_on]),
        ("S", false, Protocol::Https, &[]),
        ("unreadable", false, Protocol::Sip, &[verify]),
        ("S C", false, Protocol::Sip, &[]),
        ("none", false, Protocol::Sip, &[]),
    ] {
        let deployment = coming_in(healthy(), |far_end| {
            far_end.certificate = holds(theirs);
            far_end.protocol = protocol;
        });
        let deployment = if off { check_off(deployment, NodeName::Edge) } else { deployment };
        assert_eq!(lines(&deployment), expected, "{theirs} {off} {protocol:?}");
        keeps_its_promise(&deployment);
    }
}

#[test]
fn plans_are_ordered_and_none_has_an_action_too_many() {
    // Both the nodes and two far ends are troubled, and Core's server store could help.
    let deployment = x15_5(["S", "S C"], ["S", "S"]);
    let deployment = going_out(going_out(deployment, ClientEkuCheck::On), ClientEkuCheck::On);
    let found = found(&deployment);
    assert!(found.cut, "there are more than are shown");
    let lines = Vec::from_iter(found.plans.iter().map(line));
    let edge = "install-private-client-certificate edge.client";
    let ask = "ask-far-end-to-ignore-client-eku far-end:far-1 + \
               ask-far-end-to-ignore-client-eku far-end:far-2";
    let core = "install-private-client-certificate core.client";
    let copy = "copy-server-certificate-to-client-store core";
    let nodes = "uc-traversal-zone ssh-tunnels mra webrtc-proxy";
    assert_eq!(
        lines,
        [
            format!("complete: {core} + {edge}"),
            format!("complete: {edge} + {copy}"),
            format!("complete: {core} + {ask}"),
            format!("complete: {copy} + {ask}"),
            format!("{nodes}: {core}"),
            format!("{nodes}: {copy}"),
        ]
    );
    keeps_its_promise(&deployment);
}

#[test]
fn at_most_six_plans_of_at_most_six_actions() {
    for (far_ends, complete, partial, cut) in
        [(1, 1, 0, false), (2, 1, 2, false), (5, 1, 5, false), (6, 1, 5, true), (7, 0, 6, true)]
    {
        let found = found(&many(far_ends));
        let completes = found.plans.iter().filter(|plan| plan.complete);
        let lengths = Vec::from_iter(completes.map(|plan| plan.actions.len()));
        assert_eq!(lengths, Vec::from_iter((0..complete).map(|_| far_ends)), "{far_ends}");
        assert_eq!(found.plans.len() - lengths.len(), partial, "{far_ends}");
        assert_eq!(found.cut, cut, "{far_ends}");
    }
}

#[test]
fn a_search_that_met_its_bound_says_so() {
    let deployment = x15_5(["S", "S"], ["S", "S"]);
    let (links, renewed) = (Links::of(&deployment), Renewed::default());
    let judgement = judged(&deployment);
    let troubled = troubled(&judgement);
    let whole = {
        let mut replays = Replays::new(&deployment, &links, &renewed, &judgement, &troubled);
        assert_eq!((search(&mut replays).0.len(), replays.exhausted()), (2, false));
        (replays.made, replays.steps)
    };
    for (made, steps, plans, cut) in [
        (MOST_REPLAYS - whole.0, 0, 2, false),
        (MOST_REPLAYS - whole.0 + 1, 0, 2, true),
        (MOST_REPLAYS - 1, 0, 0, true),
        (MOST_REPLAYS, 0, 0, true),
        (0, MOST_PLAN_STEPS - whole.1 - 1, 2, false),
        (0, MOST_PLAN_STEPS - 1, 0, true),
        (0, MOST_PLAN_STEPS, 0, true),
    ] {
        let replays = Replays::new(&deployment, &links, &renewed, &judgement, &troubled);
        let mut replays = Replays { made, steps, ..replays };
        let (found, was_cut) = search(&mut replays);
        assert_eq!((found.len(), was_cut), (plans, cut), "{made} {steps}");
        assert!(replays.made <= MOST_REPLAYS);
        assert!(replays.steps < MOST_PLAN_STEPS + judgement.steps * 2);
    }
}

#[test]
fn every_replay_is_counted() {
    let deployment = x15_5(["S", "S"], ["S", "S"]);
    let (links, renewed) = (Links::of(&deployment), Renewed::default());
    let before = judged(&deployment);
    let troubled = troubled(&before);
    let mut replays = Replays::new(&deployment, &links, &renewed, &before, &troubled);
    let unchanged = replays.replay(&[]);
    assert_eq!((unchanged.after, unchanged.repairs.len()), (before.clone(), 0));
    let off = replays.replay(&[Action::TurnOffEkuCheck(NodeName::Edge)]);
    assert_eq!(off.repairs, [Service::UcTraversalZone]);
    assert_eq!((replays.made, replays.steps), (2, before.steps + off.after.steps));
}

#[test]
fn an_action_is_not_done_twice_nor_set_back() {
    let store = |node, kind| store_id(node, kind);
    let install = |kind| Action::InstallPrivateClientCertificate(store(NodeName::Core, kind));
    let far_end = |name| Action::TurnOffTlsVerify(Slug::new(name).unwrap());
    let (off, on) = (Action::TurnOffEkuCheck, Action::TurnOnEkuCheck);
    let (core, edge) = (NodeName::Core, NodeName::Edge);
    for (done, next, expected) in [
        (&[][..], off(edge), false),
        (&[off(edge)], off(edge), true),
        (&[off(core)], off(edge), false),
        (&[off(edge)], on(edge), true),
        (&[on(edge)], off(edge), true),
        (&[off(core)], on(edge), false),
        (&[on(core), off(edge)], on(edge), true),
        (&[far_end("a"), far_end("b")], far_end("c"), false),
        (&[far_end("a"), far_end("b")], far_end("b"), true),
        // Only releases with one store have the store that Core's certificate was put into.
        (&[install(StoreKind::Server)], Action::UpgradeToX15_5, true),
        (&[install(StoreKind::Client)], Action::UpgradeToX15_5, false),
        (&[Action::UpgradeToX15_5], install(StoreKind::Server), false),
        (&[Action::UpgradeToX15_5], install(StoreKind::Client), false),
    ] {
        assert_eq!(undoes(&next, done), expected, "{next:?} after {done:?}");
    }
}
