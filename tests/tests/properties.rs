//! Properties of every verdict, over random deployments.

use std::collections::BTreeMap;
use std::sync::Arc;

use eku_engine::connection::ConnectionId;
use eku_engine::deployment::{
    ClientEkuCheck, ClusterTlsVerify, Deployment, EkuCheck, NodeName, Service, Store, StoreId,
    Switch, TlsVerify, VerifyName,
};
use eku_engine::eku::{ExtendedKeyUsage, Purpose, PurposeId};
use eku_engine::forecast::{Lasting, OutlookState, forecast, outlook};
use eku_engine::plan::{self, Plan, plans, plans_ahead};
use eku_engine::report::{markdown, text};
use eku_engine::verdict::{ConnectionVerdict, Judgement, Verdict, judge};
use eku_tests::random::administrator::act;
use eku_tests::random::certificates::links;
use eku_tests::random::{date, deployments};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn the_same_deployment_has_the_same_verdicts(draw in deployments()) {
        prop_assert_eq!(judged(&draw.build()), judged(&draw.build()));
    }

    #[test]
    fn adding_a_purpose_to_a_leaf_with_the_extension_never_makes_a_working_service_fail(
        draw in deployments(), which in any::<Index>(), client in any::<bool>(),
    ) {
        let before = draw.build();
        let purpose = if client { Purpose::ClientAuth } else { Purpose::ServerAuth };
        let mut after = before.clone();
        let ids = store_ids(&before);
        let id = which.get(&ids);
        let store = with_purpose(before.store(id), purpose);
        after.node_mut(id.node).replace(id, store);
        for far_end in &mut after.far_ends {
            far_end.certificate = with_purpose(&far_end.certificate, purpose);
        }
        no_working_service_fails(&judged(&before), &judged(&after))?;
    }

    #[test]
    fn turning_a_check_off_never_makes_a_working_service_fail(draw in deployments()) {
        let before = draw.build();
        let working = judged(&before);
        for node in NodeName::ALL {
            let mut after = before.clone();
            if after.node_mut(node).set_eku_check(EkuCheck::Off).is_ok() {
                no_working_service_fails(&working, &judged(&after))?;
            }
        }
        for place in 0..before.far_ends.len() {
            let mut after = before.clone();
            if after.far_ends[place].client_eku_check == ClientEkuCheck::On {
                after.far_ends[place].client_eku_check = ClientEkuCheck::Off;
            }
            no_working_service_fails(&working, &judged(&after))?;
            after.far_ends[place].tls_verify = TlsVerify::Off;
            no_working_service_fails(&working, &judged(&after))?;
        }
    }

    #[test]
    fn verdicts_do_not_depend_on_the_order_of_peers_and_far_ends(draw in deployments()) {
        let before = draw.build();
        let mut after = before.clone();
        after.far_ends.reverse();
        for name in NodeName::ALL {
            let node = before.node(name);
            let peers = node.peers().iter().rev().cloned().collect();
            let mut turned = eku_engine::deployment::Node::new(name, node.release(), peers)
                .expect("the same peers");
            for switch in Switch::ALL {
                if let Some(on) = node.switches()[switch] {
                    turned.set(switch, on).expect("the same release");
                }
            }
            turned.trusted_cas.clone_from(&node.trusted_cas);
            turned.verify_names.clone_from(&node.verify_names);
            *after.node_mut(name) = turned;
        }
        let verdicts = |judgement: Judgement| {
            let services = judgement.services.into_iter();
            services.map(|one| (one.service, one.verdict)).collect::<BTreeMap<_, _>>()
        };
        prop_assert_eq!(verdicts(judged(&before)), verdicts(judged(&after)));
    }

    #[test]
    fn verdicts_do_not_depend_on_the_order_of_cas(draw in deployments()) {
        let before = draw.with_chains().build();
        let mut after = before.clone();
        for id in store_ids(&before) {
            if let Store::Holds(mut presented) = before.store(&id).clone() {
                presented.chain.reverse();
                after.node_mut(id.node).replace(&id, Store::Holds(presented));
            }
        }
        for node in NodeName::ALL {
            if let Some(list) = &mut after.node_mut(node).trusted_cas {
                list.certificates.reverse();
            }
        }
        for far_end in &mut after.far_ends {
            if let Some(list) = &mut far_end.trusted_cas {
                list.certificates.reverse();
            }
        }
        let verdicts = |judgement: Judgement| {
            let services = judgement.services.into_iter();
            services.map(|one| (one.service, one.verdict)).collect::<BTreeMap<_, _>>()
        };
        prop_assert_eq!(verdicts(judged(&before)), verdicts(judged(&after)));
    }

    #[test]
    fn no_connection_works_while_a_certificate_that_it_presents_is_missing(
        draw in deployments(), which in any::<Index>(),
    ) {
        let mut deployment = draw.build();
        let ids = store_ids(&deployment);
        let id = which.get(&ids).clone();
        let of_node = |judgement: &Judgement| judgement.connections.iter().filter_map(|one| {
            let certificates = [&one.initiator_certificate, &one.responder_certificate];
            let presents = certificates.into_iter().flatten().any(|certificate| {
                let (certificate, kind) = (certificate.to_string(), id.to_string());
                let ending = kind.rsplit('.').next().unwrap_or_default();
                certificate.starts_with(id.node.id()) && certificate.ends_with(ending)
            });
            (presents && !looks_at_nothing(&deployment, one, id.node)).then(|| one.id.clone())
        }).collect::<Vec<_>>();
        let presenting = of_node(&judged(&deployment));
        deployment.node_mut(id.node).replace(&id, Store::Empty);
        let after = judged(&deployment);
        for connection in presenting {
            let verdict = after.connection(&connection).map(|one| one.verdict);
            prop_assert_ne!(verdict, Some(Verdict::Works), "{} without {}", connection, id);
        }
    }

    #[test]
    fn asking_for_a_name_or_for_trust_never_makes_a_failing_service_work(
        draw in deployments(), name in "[a-z]{1,8}\\.example\\.com",
    ) {
        let strict = draw.build();
        let mut lax = strict.clone();
        for node in NodeName::ALL {
            lax.node_mut(node).verify_names.clear();
            lax.node_mut(node).trusted_cas = None;
        }
        for far_end in &mut lax.far_ends {
            far_end.verify_names.clear();
            far_end.trusted_cas = None;
        }
        no_failing_service_works(&judged(&lax), &judged(&strict))?;
        let mut named = lax.clone();
        for node in NodeName::ALL {
            named.node_mut(node).verify_names = VerifyName::new(&name).into_iter().collect();
        }
        no_failing_service_works(&judged(&lax), &judged(&named))?;
    }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn every_deployment_is_judged_and_shown(draw in deployments()) {
        let report = eku_engine::check(&draw.build(), date());
        prop_assert!(!text::report(&report, &text::plain).is_empty());
        prop_assert!(!markdown::report(&report).is_empty());
        prop_assert_eq!(report.headline_reason.is_empty(), report.verdict == Verdict::Works);
    }

    #[test]
    fn every_plan_keeps_its_promise_and_no_part_of_it_does_as_much(draw in deployments()) {
        let deployment = draw.with_chains().build();
        let before = judged(&deployment);
        let found = plans(&deployment, links(), &before);
        if before.verdict() == Verdict::Works {
            prop_assert!(found.plans.is_empty(), "a plan for what works");
        }
        for plan in &found.plans {
            let after = judged(&done(&deployment, plan, |_| true));
            for service in &plan.repairs {
                let verdict = |judgement: &Judgement| judgement.service(service).map(|one| one.verdict);
                prop_assert!(repaired(&before, &after, service), "{:?}: {}", plan.actions, service);
                prop_assert_eq!(verdict(&after), verdict(&plan.after), "{:?}", plan.actions);
            }
            prop_assert_eq!(broken(&before, &after), None, "{:?}", plan.actions);
            let troubled: Vec<_> = before.services.iter()
                .filter(|one| one.verdict == before.verdict()).map(|one| &one.service).collect();
            let all = troubled.iter().all(|service| plan.repairs.contains(service));
            prop_assert_eq!(plan.complete, all, "{:?}", plan.actions);
            for subset in 0..(1_usize << plan.actions.len()) - 1 {
                let part = judged(&done(&deployment, plan, |place| subset & (1 << place) != 0));
                // What breaks another service does not do as much.
                let as_much = plan.repairs.iter().all(|service| repaired(&before, &part, service))
                    && broken(&before, &part).is_none();
                prop_assert!(!as_much, "part {subset:b} of {:?} does as much", plan.actions);
            }
        }
    }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn no_plan_promises_what_the_forecast_denies_and_no_failure_is_left_without_one(
        draw in deployments(),
        days in 0..900_u32,
    ) {
        let deployment = draw.with_chains().build();
        let at = date().plus_days(days);
        let before = judge(&deployment, links(), at);
        let found = plans(&deployment, links(), &before);
        if before.verdict() == Verdict::Fails {
            prop_assert!(found.cut || !found.plans.is_empty(), "no plan");
        }
        let mut put_off = false;
        for plan in &found.plans {
            let repaired = plan::after(&deployment, links(), &plan.actions, at);
            let after = judge(&repaired, links(), at);
            prop_assert_eq!(&after, &plan.after, "{:?}", plan.actions);
            let forecast = forecast(&repaired, links(), &after);
            let services = forecast.services.iter();
            let services = services.filter(|one| plan.repairs.contains(&one.service));
            let denied = services.filter_map(|one| one.renewed.fails).min();
            let promised = match plan.lasting {
                Lasting::Until(day) => Some(day),
                Lasting::Holds | Lasting::NotFollowed => None,
            };
            prop_assert!(denied == promised || plan.lasting == Lasting::NotFollowed, "{:?}", plan.actions);
            prop_assert!(!plan.complete || promised.is_some() || !put_off, "order: {:?}", plan.actions);
            put_off |= plan.complete && promised.is_some();
        }
        let forecast = forecast(&deployment, links(), &before);
        let outlook = outlook(&forecast, at);
        let ahead = plans_ahead(&deployment, links(), at, &outlook);
        prop_assert_eq!(outlook.first_break.is_some(), outlook.state == OutlookState::AtRisk);
        if outlook.first_break.is_some() {
            prop_assert!(ahead.cut || !ahead.plans.is_empty(), "no plan ahead");
        } else {
            prop_assert!(ahead.plans.is_empty());
        }
        for plan in &ahead.plans {
            let works = |service| plan.after.service(service).is_some_and(|is| is.verdict != Verdict::Fails);
            prop_assert!(plan.repairs.iter().all(works), "{:?}", plan.actions);
        }
    }
}

/// A service that fails afterwards and did not before.
fn broken(before: &Judgement, after: &Judgement) -> Option<String> {
    let fails = |judgement: &Judgement, service| {
        judgement.service(service).is_some_and(|one| one.verdict == Verdict::Fails)
    };
    let mut services = before.services.iter().map(|one| &one.service);
    services
        .find(|service| !fails(before, service) && fails(after, service))
        .map(|service| format!("{service:?}"))
}

/// The same deployments in every run; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` give others.
fn config(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(225_693);
    }
    config
}

fn judged(deployment: &Deployment) -> Judgement {
    judge(deployment, links(), date())
}

/// The deployment after those actions of a plan whose places are chosen.
fn done(deployment: &Deployment, plan: &Plan, chosen: impl Fn(usize) -> bool) -> Deployment {
    let mut deployment = deployment.clone();
    for (place, action) in plan.actions.iter().enumerate() {
        // Without the upgrade of a plan, there may be no store that its other actions fill.
        if chosen(place) && fits(action, &deployment) {
            act(action, &mut deployment, date());
        }
    }
    deployment
}

fn fits(action: &plan::Action, deployment: &Deployment) -> bool {
    use eku_engine::plan::Action;
    match action {
        Action::TurnOffEkuCheck(node) | Action::TurnOnEkuCheck(node) => {
            deployment.node(*node).release().has(Switch::EkuCheck, *node)
        }
        Action::RenewCertificate(id) | Action::ReissueWithNames(id, _) => {
            deployment.store(id).presented().is_some()
        }
        _ => true,
    }
}

/// Whether a service works, or failed and is undecided for nothing but what it was before.
fn repaired(before: &Judgement, after: &Judgement, service: &Service) -> bool {
    let (Some(was), Some(is)) = (before.service(service), after.service(service)) else {
        return false;
    };
    let old = || {
        is.needs.iter().filter_map(|id| after.connection(id)).all(|connection| {
            let earlier = before.connection(&connection.id);
            connection
                .findings
                .iter()
                .all(|found| earlier.is_some_and(|earlier| earlier.findings.contains(found)))
        })
    };
    match (was.verdict, is.verdict) {
        (_, Verdict::Works) => true,
        (Verdict::Fails, Verdict::Undecided) => old(),
        _ => false,
    }
}

fn no_working_service_fails(before: &Judgement, after: &Judgement) -> Result<(), TestCaseError> {
    never(before, after, Verdict::Works, Verdict::Fails)
}

fn no_failing_service_works(before: &Judgement, after: &Judgement) -> Result<(), TestCaseError> {
    never(before, after, Verdict::Fails, Verdict::Works)
}

fn never(
    before: &Judgement,
    after: &Judgement,
    from: Verdict,
    to: Verdict,
) -> Result<(), TestCaseError> {
    for was in before.services.iter().filter(|service| service.verdict == from) {
        let is = after.service(&was.service).expect("the same services");
        prop_assert_ne!(is.verdict, to, "{}: {:?}", was.service, is.findings);
    }
    Ok(())
}

/// Whether nothing of what the node presents there is looked at: between permissive peers, and where the
/// other node verifies nothing.
fn looks_at_nothing(
    deployment: &Deployment,
    of: &ConnectionVerdict,
    presented_by: NodeName,
) -> bool {
    match &of.id {
        ConnectionId::ClusterDatabase(node) => {
            deployment.clusters().any(|(cluster, tls_verify)| {
                node.is_none_or(|node| node == cluster.name())
                    && tls_verify == ClusterTlsVerify::Permissive
            })
        }
        ConnectionId::TraversalZone(slug) => deployment
            .traversal_zones
            .named(slug)
            .is_some_and(|zone| zone.end(presented_by.other()).tls_verify == TlsVerify::Off),
        _ => false,
    }
}

fn store_ids(deployment: &Deployment) -> Vec<StoreId> {
    NodeName::ALL
        .into_iter()
        .flat_map(|node| deployment.node(node).stores().map(|(id, _)| id).collect::<Vec<_>>())
        .collect()
}

/// The same store, its leaf with one purpose more where the extension is there.
fn with_purpose(store: &Store, purpose: Purpose) -> Store {
    let Store::Holds(presented) = store else {
        return Store::Empty;
    };
    let mut leaf = presented.leaf.as_ref().clone();
    leaf.eku = match leaf.eku {
        ExtendedKeyUsage::Empty { critical } => {
            ExtendedKeyUsage::Present { critical, purposes: vec![PurposeId::of(purpose)] }
        }
        ExtendedKeyUsage::Present { critical, mut purposes } => {
            purposes.push(PurposeId::of(purpose));
            ExtendedKeyUsage::Present { critical, purposes }
        }
        unchanged => unchanged,
    };
    let mut presented = presented.clone();
    presented.leaf = Arc::new(leaf);
    Store::Holds(presented)
}
