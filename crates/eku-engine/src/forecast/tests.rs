//! Tables of certificates over time.

use super::*;
use crate::certificate::ForumPolicy;
use crate::deployment::{Node, Peer, Release, Store, Stores};
use crate::testing::{at, leaf, name};
use crate::verdict::judge;
use std::string::{String, ToString};

/// Both purposes, from a CA with this organisation: `private` from a private one.
fn issued(purposes: &str, by: &str, from: &str, to: &str) -> Certificate {
    let mut certificate = leaf(purposes);
    certificate.not_before = at(from);
    certificate.not_after = at(to);
    certificate.issuer = name(&[("O", by)]);
    certificate.forum_policy = (by != "private").then_some(ForumPolicy::DomainValidated);
    certificate
}

/// Two X15.5 nodes; Core's client store holds this, every other store what a public CA issued
/// for servers until 2027-02-01.
fn deployment(client: Certificate) -> Deployment {
    let server = || issued("S", "Example", "2026-08-01", "2027-02-01");
    let node = |name, client: Certificate| {
        let store = |leaf: Certificate| Store::of([leaf].into(), false);
        let stores = Stores::Two { server: store(server()), client: store(client) };
        Node::new(name, Release::X15_5, [Peer::only(stores)].into()).unwrap()
    };
    Deployment::new(node(NodeName::Core, client), node(NodeName::Edge, server())).unwrap()
}

fn forecast_of(client: Certificate, on: &str) -> Forecast {
    let deployment = deployment(client);
    let links = Links::of(&deployment);
    forecast(&deployment, &links, &judge(&deployment, &links, at(on)))
}

fn date(instant: Option<Timestamp>) -> String {
    instant.map_or_else(|| "never".into(), |instant| instant.date().to_string())
}

#[test]
fn mobile_access_breaks_when_a_certificate_ends_or_loses_client_authentication() {
    let both = |by, from, to| issued("S C", by, from, to);
    for (client, on, unrenewed, renewed) in [
        // A private CA renews for ever; the server certificates end first if nobody renews.
        (both("private", "2026-06-01", "2028-06-01"), "2026-11-23", "2027-02-01", "never"),
        (both("private", "2026-06-01", "2026-12-01"), "2026-11-23", "2026-12-01", "never"),
        // The first renewal falls behind DigiCert's end.
        (
            both("DigiCert Inc", "2026-06-01", "2027-03-01"),
            "2026-11-23",
            "2027-02-01",
            "2027-03-01",
        ),
        // One renewal before it still carries both purposes, for 200 days.
        (
            both("DigiCert Inc", "2026-02-01", "2027-02-28"),
            "2026-11-23",
            "2027-02-01",
            "2027-09-16",
        ),
        // Shorter certificates are renewed more often, and the last one before the end counts.
        (
            both("DigiCert Inc", "2026-10-20", "2026-12-19"),
            "2026-11-23",
            "2026-12-19",
            "2027-04-18",
        ),
        // A CA without a date is taken to stop when Chrome's rule begins.
        (both("Example", "2026-08-27", "2027-03-15"), "2026-11-23", "2027-02-01", "2027-03-15"),
        (both("Example", "2026-08-26", "2027-03-14"), "2026-11-23", "2027-02-01", "2027-09-30"),
        // What already fails breaks on the day that is judged.
        (
            issued("S", "Example", "2026-06-01", "2027-06-01"),
            "2026-11-23",
            "2026-11-23",
            "2026-11-23",
        ),
        (both("private", "2026-06-01", "2026-11-01"), "2026-11-23", "2026-11-23", "2026-11-23"),
    ] {
        let issuer = client.issuer.to_string();
        let expires = client.not_after.date();
        let services = forecast_of(client, on).services;
        let mra = services.iter().find(|one| one.service == Service::Mra).unwrap();
        assert_eq!(
            (date(mra.unrenewed.fails), date(mra.renewed.fails)),
            (unrenewed.into(), renewed.into()),
            "{issuer} until {expires}"
        );
    }
}

#[test]
fn undecided_is_not_broken() {
    // Client-only in Core's client store, and Edge's check Off: undecided, until it expires.
    let mut deployment = deployment(issued("C", "private", "2026-06-01", "2026-12-01"));
    deployment.edge.set_eku_check(crate::deployment::EkuCheck::Off).unwrap();
    let links = Links::of(&deployment);
    let judged = judge(&deployment, &links, at("2026-11-23"));
    assert_eq!(judged.service(&Service::UcTraversalZone).unwrap().verdict, Verdict::Undecided);
    let services = forecast(&deployment, &links, &judged).services;
    let zone = services.iter().find(|one| one.service == Service::UcTraversalZone).unwrap();
    assert_eq!(date(zone.unrenewed.fails), "2026-12-01");
    assert_eq!((zone.now, zone.renewed), (Verdict::Undecided, Course::default()));
}

#[test]
fn what_turns_undecided_has_that_day_beside_the_one_on_which_it_breaks() {
    // A far end of which nothing is known is asked for client authentication, or not.
    let both = || issued("S C", "DigiCert Inc", "2026-09-01", "2027-03-19");
    let mut deployment = deployment(both());
    let far_end = crate::deployment::FarEnd::new(
        "Partner",
        NodeName::Core,
        crate::deployment::Initiates::Expressway,
    );
    deployment.far_ends.push(far_end.unwrap());
    let links = Links::of(&deployment);
    let judged = judge(&deployment, &links, at("2026-11-23"));
    let services = forecast(&deployment, &links, &judged).services;
    let partner = services.last().unwrap();
    assert_eq!((partner.now, date(partner.unrenewed.fails)), (Verdict::Works, "2027-03-19".into()));
    assert_eq!(
        (date(partner.renewed.undecided), partner.renewed.fails),
        ("2027-03-19".into(), None)
    );
}

#[test]
fn a_renewal_carries_what_its_ca_issues_on_the_day_the_certificate_expires() {
    use Renewal::{Same, ServerOnly, Unknown};
    for (by, purposes, to, expected, stop, known) in [
        ("private", "S C", "2027-12-01", Same, "never", true),
        ("DigiCert Inc", "S C", "2027-02-28", Same, "2027-03-01", true),
        ("DigiCert Inc", "S C", "2027-03-01", ServerOnly, "2027-03-01", true),
        ("Sectigo Limited", "S C", "2027-02-10", ServerOnly, "2027-02-10", true),
        ("Let's Encrypt", "S C", "2026-12-01", ServerOnly, "2026-07-08", true),
        ("Example", "S C", "2027-03-14", Same, "2027-03-15", false),
        ("Example", "S C", "2027-03-15", ServerOnly, "2027-03-15", false),
        ("Amazon", "S C", "2027-03-15", ServerOnly, "2025-06-11", true),
        ("SwissSign AG", "S C", "2027-03-15", ServerOnly, "2027-03-15", false),
        // It stopped by default; whether asking helps is not known.
        ("ZeroSSL", "S C", "2027-01-01", Unknown, "2027-03-15", false),
    ] {
        let forecast = forecast_of(issued(purposes, by, "2026-06-01", to), "2026-11-23");
        let client = &forecast.certificates[1];
        assert_eq!(client.store.to_string(), "core.client");
        assert_eq!(client.renewal, expected, "{by} {to}");
        assert_eq!((date(client.stop.day), client.stop.known), (stop.into(), known), "{by}");
    }
}

#[test]
fn an_unknown_issuer_is_taken_for_a_public_one_without_a_date() {
    let mut client = issued("absent", "private", "2026-10-01", "2027-01-01");
    client.issuer = name(&[("O", "Nobody")]);
    let forecast = forecast_of(client, "2026-11-23");
    let client = &forecast.certificates[1];
    assert_eq!(client.terms.issuer.kind, crate::issuer::IssuerKind::Unknown);
    assert_eq!(client.renewal, Renewal::Unknown);
    assert_eq!((date(client.stop.day), client.stop.known), ("2027-03-15".into(), false));
}

#[test]
fn the_last_useful_renewal_is_the_day_before_the_end_and_carries_200_days() {
    for (by, purposes, on, expected) in [
        ("DigiCert Inc", "S C", "2026-11-23", Some(("2027-02-28", 200, "2027-09-16"))),
        ("Example", "S C", "2026-11-23", Some(("2027-03-14", 200, "2027-09-30"))),
        ("Example", "absent", "2026-11-23", Some(("2027-03-14", 200, "2027-09-30"))),
        // Nothing to keep, nothing to fear, or too late.
        ("DigiCert Inc", "S", "2026-11-23", None),
        ("private", "S C", "2026-11-23", None),
        ("DigiCert Inc", "S C", "2027-03-01", None),
        ("Let's Encrypt", "S C", "2026-11-23", None),
    ] {
        let forecast = forecast_of(issued(purposes, by, "2026-06-01", "2027-06-01"), on);
        let last = forecast.certificates[1].last_useful;
        let last = last
            .map(|last| (last.day.date().to_string(), last.days, last.until.date().to_string()));
        let expected = expected.map(|(day, days, until)| (day.into(), days, until.into()));
        assert_eq!(last, expected, "{by} {purposes}");
    }
}
