use std::string::ToString;

use super::*;
use crate::certificate::Certificate;
use crate::deployment::{Deployment, NodeName, Store, StoreId, StoreKind};
use crate::report::{html, markdown};
use crate::testing::deployments::{nodes, older, x15_5};
use crate::testing::{at, leaf, name};

#[test]
fn the_head_names_the_machines_and_the_day() {
    let of = |common_name: &str, names: &[&str]| {
        let mut certificate = leaf("S C");
        certificate.subject = name(&[("CN", common_name)]);
        certificate.dns_names = names.iter().map(ToString::to_string).collect();
        certificate
    };
    for (certificate, expected) in [
        (of("core.example.com", &["a.example.com", "CORE.example.com"]), "Core core.example.com. "),
        (of("Example", &["a.example.com"]), "Core a.example.com. "),
        (of("core.example.com", &[]), "Core core.example.com. "),
    ] {
        let mut deployment = x15_5(["S C", "none"], ["none", "none"]);
        let client = StoreId { node: NodeName::Core, peer: None, kind: StoreKind::Client };
        deployment.core.replace(&client, Store::of([certificate].into(), false));
        let report = crate::check(&deployment, at("2026-11-23"));
        let head = about(&report);
        assert_eq!(head, alloc::format!("{expected}23 Nov 2026"));
        let [page, text] = [html::body(&report), markdown::report(&report)];
        assert!(page.contains(&head) && text.contains(&head), "{text}");
    }
    let machines = |count: usize| {
        let mut deployment = nodes("X15.5", &[["S C", "S"]; 3], "X15.5", &[["S", "S"]]);
        for (place, peer) in ["one", "two", "three"].into_iter().enumerate().take(count) {
            let host = alloc::format!("core{place}.example.com");
            let certificate = Certificate { dns_names: [host].into(), ..leaf("S") };
            let store =
                StoreId { node: NodeName::Core, peer: Some(peer.into()), kind: StoreKind::Server };
            deployment.core.replace(&store, Store::of([certificate].into(), false));
        }
        hosts(&deployment.core)
    };
    assert_eq!(machines(3), ["core0.example.com", "core1.example.com", "core2.example.com"]);
}

#[test]
fn the_fix_is_the_first_plan_that_repairs_everything() {
    let head = |deployment: &Deployment| {
        let report = crate::check(deployment, at("2026-11-23"));
        Vec::from_iter(lines(&report).iter().map(|(label, text)| alloc::format!("{label}: {text}")))
    };
    let fails = head(&x15_5(["S", "S"], ["S", "S"]));
    assert_eq!(fails.len(), 3);
    assert!(fails[0].starts_with("Cause: Core's client certificate has"), "{}", fails[0]);
    assert!(fails[1].starts_with("Fix: Replace Core's client certificate"), "{}", fails[1]);
    assert!(fails[2].starts_with("When: All checked services"), "{}", fails[2]);
    let undecided = head(&x15_5(["absent", "S"], ["S", "S"]));
    assert!(undecided[0].starts_with("Why: "), "{}", undecided[0]);
    let works = head(&older("X15.4", "S C", "S C"));
    assert!(works.len() == 1 && works[0].starts_with("When: If you renew on time"), "{works:?}");
}

#[test]
fn reports_call_stores_by_their_words() {
    let report = crate::check(&x15_5(["S", "S"], ["S", "S"]), at("2026-11-23"));
    for text in [html::body(&report), markdown::report(&report)] {
        for id in ["core.server", "core.client", "edge.server", "edge.client"] {
            assert!(!text.contains(id), "{id} in {text}");
        }
        assert!(text.contains("Core, client store") && text.contains("its client certificate"));
    }
}
