//! What certificates mean, judged and worded.

use std::sync::Arc;

use eku_engine::certificate::Certificate;
use eku_engine::deployment::{
    Deployment, Node, NodeName, Peer, Release, Store, Stores, TrustedCas,
};
use eku_engine::disguise;
use eku_engine::report::{Verdict, markdown, text};
use eku_engine::time::Timestamp;

use super::choice;

/// Puts certificates into the stores of a deployment and judges it. Nothing hides in the report, in
/// whatever form, and a deployment in which everything works has no plan.
pub fn report(bytes: &[u8]) {
    let (kind, bytes) = choice(bytes, 8);
    let certificates: Vec<Arc<Certificate>> = parts(bytes)
        .filter_map(|der| Certificate::from_der(der).ok())
        .map(Arc::new)
        .take(4)
        .collect();
    let Some(deployment) = deployment(kind, &certificates) else { return };
    let at = Timestamp::from_unix_seconds(SUMMER_OF_2026).expect("an instant");
    let report = eku_engine::check(&deployment, at);
    assert!(report.plans.is_empty() || report.verdict != Verdict::Works);
    for shown in [text::report(&report, &text::plain), markdown::report(&report)] {
        let lines: Vec<_> = shown.lines().map(disguise::visible).collect();
        assert_eq!(lines, shown.lines().collect::<Vec<_>>());
    }
    serde_json::to_string(&report).expect("a report is written as JSON");
}

/// The elements of DER that follow one another.
fn parts(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let &[0x30, 0x82, high, low, ..] = rest else { return None };
        let length = 4 + usize::from(u16::from_be_bytes([high, low]));
        let (first, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(first)
    })
}

/// A deployment that presents the first certificate, the others being its chain and trusted.
fn deployment(kind: usize, certificates: &[Arc<Certificate>]) -> Option<Deployment> {
    let release = ["X14.0", "X15.3", "X15.4", "X15.5"][kind % 4];
    let release = Release::parse(release).expect("a release");
    let chain = if kind < 4 { certificates } else { certificates.get(..1)? };
    let node = |name| {
        let store = Store::shared(chain.to_vec(), false);
        let stores = if release.has_client_store() {
            Stores::Two { server: store.clone(), client: store }
        } else {
            Stores::One(store)
        };
        let mut node = Node::new(name, release, vec![Peer::only(stores)]).ok()?;
        node.trusted_cas = certificates.get(1..).map(|cas| TrustedCas::new(cas.to_vec(), false));
        Some(node)
    };
    Deployment::new(node(NodeName::Core)?, node(NodeName::Edge)?).ok()
}

/// 2026-06-09, inside of the usual validity of the fixtures.
const SUMMER_OF_2026: u64 = 1_781_000_000;
