use alloc::string::ToString;
use std::string::String;

use super::*;
use crate::certificate::{Certificate, ForumPolicy};
use crate::chain::Links;
use crate::deployment::{Node, Peer, Release, Store, Stores, Switch};
use crate::forecast::forecast;
use crate::plan::plans;
use crate::testing::{at, leaf, name};
use crate::verdict::judge;

/// A leaf of a public CA of this organisation; one word stands for the private kind.
fn issued(by: &str, purposes: &str) -> Certificate {
    let mut certificate = leaf(purposes);
    certificate.issuer = name(&[("O", by), ("CN", "Issuing CA")]);
    certificate.forum_policy = (by != "Private").then_some(ForumPolicy::DomainValidated);
    certificate
}

/// The advice for one release and one certificate on each node: identifier, target and reason.
fn advised(
    release: &str,
    core: Certificate,
    edge: Certificate,
    change: impl Fn(&mut Deployment),
) -> Vec<(&'static str, String, AdviceReason)> {
    let release = Release::parse(release).unwrap();
    let node = |name, leaf: Certificate| {
        let held = || Store::of([leaf.clone()].into(), false);
        let stores = if release.has_client_store() {
            Stores::Two { server: held(), client: held() }
        } else {
            Stores::One(held())
        };
        Node::new(name, release, [Peer::only(stores)].into()).unwrap()
    };
    let core = node(NodeName::Core, core);
    let mut deployment = Deployment::new(core, node(NodeName::Edge, edge)).unwrap();
    change(&mut deployment);
    let links = Links::of(&deployment);
    let judgement = judge(&deployment, &links, at("2026-06-01"));
    let plans = plans(&deployment, &links, &judgement);
    let forecast = forecast(&deployment, &links, &judgement);
    advice(&deployment, &plans, &forecast)
        .into_iter()
        .map(|one| (one.action.id(), one.action.target().to_string(), one.because))
        .collect()
}

fn store(node: NodeName, kind: crate::deployment::StoreKind) -> StoreId {
    StoreId { node, peer: None, kind }
}

#[test]
fn the_upload_switch_is_for_edge_on_x15_4_where_a_server_only_certificate_has_to_go_in() {
    use crate::deployment::StoreKind::Server;
    let edge = || store(NodeName::Edge, Server);
    let is = || Some(AdviceReason::IsServerOnly(edge()));
    let renews = || Some(AdviceReason::RenewsServerOnly(edge()));
    for (release, by, purposes, expected) in [
        ("X15.4", "Example Public", "S", is()),
        ("X15.4.2", "Private", "S", is()),
        // Its CA has stopped by the day on which it expires.
        ("X15.4", "GoDaddy Inc.", "S C", renews()),
        ("X15.4", "GoDaddy Inc.", "absent", renews()),
        ("X15.4", "Private", "S C", None),
        ("X15.4", "Private", "C", None),
        ("X15.4", "Private", "empty", None),
        ("X15.3", "Example Public", "S", None),
        ("X15.5", "Example Public", "S", None),
    ] {
        let core = issued("Private", "S C");
        let found = advised(release, core, issued(by, purposes), |_| {});
        let found = found.into_iter().find(|(id, ..)| *id == "enable-server-eku-upload");
        assert_eq!(found.is_some(), expected.is_some(), "{release} {by} {purposes}");
        if let Some((_, target, because)) = found {
            assert_eq!(target, "edge");
            assert_eq!(Some(because), expected, "{release} {by} {purposes}");
        }
    }
    let on =
        |deployment: &mut Deployment| deployment.edge.set(Switch::ServerEkuUpload, true).unwrap();
    assert_eq!(advised("X15.4", issued("Private", "S C"), issued("Private", "S"), on), []);
    // Core does not have it.
    assert_eq!(advised("X15.4", issued("Private", "S"), issued("Private", "S C"), |_| {}), []);
}

#[test]
fn automatic_renewal_is_stopped_where_it_would_take_something_away() {
    use crate::deployment::StoreKind::{Client, Server};
    let acme = |purposes| issued("Let's Encrypt", purposes);
    let private = || issued("Private", "S C");
    let loses = |node, kind| AdviceReason::LosesClientAuth(store(node, kind));
    let replaced = |node, kind| AdviceReason::IsReplacedByAPlan(store(node, kind));
    let of = |node: NodeName, because| {
        Vec::from([("stop-automatic-renewal", node.to_string(), because)])
    };
    let (core, edge) = (NodeName::Core, NodeName::Edge);
    for (release, on_core, on_edge, expected) in [
        ("X15.3", private(), acme("S C"), of(edge, loses(edge, Server))),
        ("X15.3", acme("S"), private(), of(core, replaced(core, Server))),
        ("X15.5", acme("S"), private(), of(core, replaced(core, Client))),
        ("X15.5", private(), acme("S"), Vec::new()),
        ("X15.5", private(), issued("GoDaddy Inc.", "S C"), Vec::new()),
    ] {
        let label = std::format!("{release} {:?} {:?}", on_core.issuer, on_edge.issuer);
        assert_eq!(advised(release, on_core, on_edge, |_| {}), expected, "{label}");
    }
}

#[test]
fn no_plan_has_an_action_that_changes_no_verdict() {
    for release in ["X14.0", "X15.3", "X15.4", "X15.5"] {
        let release = Release::parse(release).unwrap();
        let held = || Store::of([issued("Let's Encrypt", "S")].into(), false);
        let node = |name| {
            let stores = if release.has_client_store() {
                Stores::Two { server: held(), client: held() }
            } else {
                Stores::One(held())
            };
            Node::new(name, release, [Peer::only(stores)].into()).unwrap()
        };
        let deployment = Deployment::new(node(NodeName::Core), node(NodeName::Edge)).unwrap();
        let links = Links::of(&deployment);
        let found = plans(&deployment, &links, &judge(&deployment, &links, at("2026-06-01")));
        let mut actions = found.plans.iter().flat_map(|plan| &plan.actions);
        assert!(!actions.any(|action| {
            matches!(action, Action::EnableServerEkuUpload | Action::StopAutomaticRenewal(_))
        }));
    }
}
