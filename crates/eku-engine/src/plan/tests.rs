//! Tables of deployments with the plans that repair them.

mod actions;
mod ahead;
mod releases;
mod remedies;
mod search;
mod situations;

use alloc::format;
use alloc::string::{String, ToString};

use super::*;
use crate::certificate::{Certificate, KeyUsage};
use crate::deployment::{NodeName, Store, StoreId, StoreKind};
use crate::testing::deployments::{judged, x15_5};
use crate::testing::{at, leaf};

fn found(deployment: &Deployment) -> Plans {
    plans(deployment, &Links::of(deployment), &judged(deployment))
}

/// The plans, best first: `complete: upgrade-to-x15.5 deployment + renew-certificate core.client`,
/// `uc-traversal-zone: turn-off-eku-check edge`.
fn lines(deployment: &Deployment) -> Vec<String> {
    found(deployment).plans.iter().map(line).collect()
}

fn line(plan: &Plan) -> String {
    let repairs: Vec<_> = plan.repairs.iter().map(ToString::to_string).collect();
    let what = if plan.complete { "complete".into() } else { repairs.join(" ") };
    format!("{what}: {}", in_words(&plan.actions).join(" + "))
}

/// `renew-certificate core.client`.
fn in_words(actions: &[Action]) -> Vec<String> {
    actions.iter().map(|action| format!("{} {}", action.id(), action.target())).collect()
}

/// The store of a node's only peer.
fn store_id(node: NodeName, kind: StoreKind) -> StoreId {
    StoreId { node, peer: None, kind }
}

/// The same deployment with this leaf alone in a store.
fn put(
    mut deployment: Deployment,
    node: NodeName,
    kind: StoreKind,
    leaf: Certificate,
) -> Deployment {
    let held = Store::of([leaf].into(), false);
    deployment.node_mut(node).replace(&store_id(node, kind), held);
    deployment
}

/// Two X15.5 nodes where everything works.
fn healthy() -> Deployment {
    x15_5(["S C", "S"], ["S", "S"])
}

/// A leaf that is past its end.
fn expired(purposes: &str) -> Certificate {
    Certificate { not_after: at("2026-11-01"), ..leaf(purposes) }
}

/// A leaf whose key may encipher only, which does for a server and not for a client.
fn encipherment(purposes: &str) -> Certificate {
    Certificate { key_usage: Some(KeyUsage::Allows(0x2000)), ..leaf(purposes) }
}

/// What a plan promises is what the engine says of the deployment after the actions.
fn keeps_its_promise(deployment: &Deployment) {
    for plan in found(deployment).plans {
        let after =
            judged(&after(deployment, &Links::of(deployment), &plan.actions, at("2026-11-23")));
        assert_eq!(after, plan.after, "{}", line(&plan));
        let worst = judged(deployment).verdict();
        for service in &plan.repairs {
            let verdict = after.service(service).unwrap().verdict;
            assert!(verdict < worst, "{service} {verdict}");
        }
    }
}
