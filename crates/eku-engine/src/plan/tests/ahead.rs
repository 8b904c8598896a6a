//! What lies ahead, and what to do before.

use super::*;
use crate::certificate::ForumPolicy;
use crate::forecast::{OutlookState, forecast, later, outlook};
use crate::report::Report;
use crate::testing::name;

/// What a CA with this organisation issued on a day, for 198 days; `private` is a private one.
fn issued(purposes: &str, by: &str, on: &str) -> Certificate {
    Certificate {
        not_before: at(on),
        not_after: at(on).plus_days(198),
        issuer: name(&[("O", by)]),
        forum_policy: (by != "private").then_some(ForumPolicy::DomainValidated),
        ..leaf(purposes)
    }
}

/// Both nodes on X15.5 with the same in each store.
fn everywhere(certificate: &Certificate) -> Deployment {
    let mut deployment = healthy();
    for node in NodeName::ALL {
        for kind in [StoreKind::Server, StoreKind::Client] {
            deployment = put(deployment, node, kind, certificate.clone());
        }
    }
    deployment
}

fn report(deployment: &Deployment, on: &str) -> Report {
    crate::check(deployment, at(on))
}

#[test]
fn certificates_with_both_purposes_of_a_public_ca_are_never_simply_fine() {
    // Issued on 2026-09-01, they end on 2027-03-18, after DigiCert's last day.
    let deployment = everywhere(&issued("S C", "DigiCert Inc", "2026-09-01"));
    let report = report(&deployment, "2026-11-28");
    let outlook = &report.outlook;
    assert_eq!((report.verdict, outlook.state), (Verdict::Works, OutlookState::AtRisk));
    assert_eq!(outlook.first_break, Some(at("2027-03-18").date()));
    assert_eq!(outlook.first_break_unrenewed, Some(at("2027-03-18").date()));
    assert_eq!(outlook.act_by, Some(at("2027-03-17").date()));
    assert_eq!(
        report.headline,
        "Works today. Mobile and Remote Access and 3 more services stop on 18 Mar 2027."
    );
    assert_eq!(
        outlook.text,
        "Mobile and Remote Access and 3 more services stop on 18 Mar 2027 (110 days). Renewing \
         with the same CAs does not prevent this. Act by 17 Mar 2027."
    );
    let first = &report.plans_ahead[0];
    let actions = first.actions.iter().map(|one| format!("{} {}", one.id, one.target));
    assert_eq!(actions.collect::<Vec<_>>(), ["install-private-client-certificate core.client"]);
    assert_eq!(
        (first.complete, first.by, first.until),
        (true, Some(at("2027-03-17").date()), None)
    );
    assert!(report.plans.is_empty());
}

#[test]
fn the_outlook_tells_what_fails_what_lies_ahead_and_what_nobody_knows() {
    use OutlookState::{AtRisk, Failing, Stable, Unknown};
    let public = |on| issued("S C", "DigiCert Inc", on);
    for (deployment, on, state, by, ahead) in [
        (everywhere(&issued("S C", "private", "2026-09-01")), "2026-11-28", Stable, None, false),
        (everywhere(&public("2026-09-01")), "2026-11-28", AtRisk, Some("2027-03-17"), true),
        // The last day is the judged one at the latest.
        (everywhere(&public("2026-09-01")), "2027-03-18", Failing, None, false),
        (everywhere(&public("2026-09-01")), "2027-03-17", AtRisk, Some("2027-03-17"), true),
        (x15_5(["S", "S"], ["S", "S"]), "2026-11-28", Failing, None, false),
        (x15_5(["none", "S"], ["S", "S"]), "2026-11-28", Unknown, None, false),
    ] {
        let report = report(&deployment, on);
        let outlook = &report.outlook;
        assert_eq!(
            (outlook.state, outlook.act_by),
            (state, by.map(|day| at(day).date())),
            "{}",
            report.headline
        );
        assert_eq!(outlook.first_break.is_some(), state == AtRisk);
        assert_eq!(!report.plans_ahead.is_empty(), ahead, "{}", report.headline);
    }
}

#[test]
fn no_plan_promises_what_its_own_forecast_denies() {
    // Core's client certificate breaks first, and the far end's access by Edge's later.
    let mut deployment = everywhere(&issued("S C", "DigiCert Inc", "2026-09-01"));
    let newer = issued("S C", "DigiCert Inc", "2027-02-01");
    deployment = put(deployment, NodeName::Core, StoreKind::Client, newer);
    for (deployment, on) in
        [(deployment, "2027-02-15"), (x15_5(["S", "S"], ["S", "S"]), "2026-11-28")]
    {
        let links = Links::of(&deployment);
        let day = at(on);
        let judgement = crate::verdict::judge(&deployment, &links, day);
        let outlook = outlook(&forecast(&deployment, &links, &judgement), day);
        let now = plans(&deployment, &links, &judgement);
        let ahead = plans_ahead(&deployment, &links, day, &outlook);
        let begins = outlook.first_break.unwrap_or(day);
        let all = now.plans.iter().map(|plan| (plan, day, deployment.clone()));
        let then = later(&deployment, &links, day, begins).deployment;
        let all = all.chain(ahead.plans.iter().map(|plan| (plan, begins, then.clone())));
        let mut put_off = false;
        for (plan, day, before) in all {
            let repaired = after(&before, &links, &plan.actions, day);
            let judged = crate::verdict::judge(&repaired, &links, day);
            assert_eq!(judged, plan.after, "{}", line(plan));
            let foreseen = forecast(&repaired, &links, &judged);
            let breaks = foreseen.services.iter().filter(|one| plan.repairs.contains(&one.service));
            let breaks = breaks.filter_map(|one| one.renewed.fails).min();
            let promised = match plan.lasting {
                Lasting::Until(day) => Some(day),
                Lasting::Holds | Lasting::NotFollowed => None,
            };
            assert_eq!(breaks, promised, "{}", line(plan));
            assert!(!plan.complete || promised.is_some() || !put_off, "{}", line(plan));
            put_off |= plan.complete && promised.is_some();
        }
    }
}

#[test]
fn after_its_ca_stopped_a_renewal_repairs_no_client_role() {
    for (by, on, expected) in [
        // Issued on 2026-09-01, they ended on 2027-03-18.
        ("private", "2027-06-01", true),
        ("DigiCert Inc", "2027-06-01", false),
        ("Example", "2027-06-01", false),
        // It issues nothing any more.
        ("Buypass AS", "2027-06-01", false),
    ] {
        let deployment = everywhere(&issued("S C", by, "2026-09-01"));
        let links = Links::of(&deployment);
        let judgement = crate::verdict::judge(&deployment, &links, at(on));
        let found = plans(&deployment, &links, &judgement).plans;
        let renews = |plan: &Plan| {
            let client = store_id(NodeName::Core, StoreKind::Client);
            plan.complete && plan.actions.contains(&Action::RenewCertificate(client))
        };
        assert_eq!(found.iter().any(renews), expected, "{by}");
    }
}
