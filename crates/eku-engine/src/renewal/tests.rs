//! Tables of certificates by their issuers.

use super::*;
use crate::certificate::ForumPolicy;
use crate::testing::{at, leaf, name};
use std::string::{String, ToString};
use std::vec::Vec;

/// A certificate with these purposes and without a chain; the issuer is `O`, or `CN` behind a slash.
/// `private` is a private CA, everything else states a policy of the forum.
fn certificate(purposes: &str, by: &str) -> Certificate {
    let mut certificate = leaf(purposes);
    certificate.not_before = at("2026-06-01");
    certificate.not_after = at("2026-12-01");
    certificate.issuer = match by.split_once('/') {
        Some((organization, common)) => name(&[("O", organization), ("CN", common)]),
        None => name(&[("O", by)]),
    };
    certificate.forum_policy = (by != "private").then_some(ForumPolicy::DomainValidated);
    certificate
}

fn carried(purposes: &str, by: &str, on: &str) -> &'static str {
    Terms::of(&certificate(purposes, by), &Links::default()).carries(at(on)).id()
}

#[test]
fn a_renewal_carries_what_the_issuer_issues_on_that_day() {
    for (purposes, by, on, expected) in [
        ("S C", "private", "2030-01-01", "same"),
        ("S C", "DigiCert Inc", "2027-02-28", "same"),
        ("S C", "DigiCert Inc", "2027-03-01", "server-only"),
        // No day is known of it: Chrome's.
        ("S C", "Example", "2027-03-14", "same"),
        ("S C", "Example", "2027-03-15", "server-only"),
        ("absent", "Example", "2027-03-15", "server-only"),
        ("any", "Example", "2027-03-15", "server-only"),
        // No TLS server certificate: neither rule nor day binds it.
        ("C", "DigiCert Inc", "2027-03-15", "same"),
        ("C", "Sectigo Limited", "2028-01-01", "same"),
        ("C", "Example", "2028-01-01", "same"),
        // It issues nothing any more, whatever the certificate is for.
        ("S C", "Buypass AS-983163327", "2025-10-31", "same"),
        ("S C", "Buypass AS-983163327", "2025-11-01", "none"),
        ("S", "Buypass AS-983163327", "2026-12-01", "none"),
        // Outside Chrome's rule.
        ("S C", "DigiCert Inc/DigiCert Assured ID CA G2", "2028-01-01", "same"),
        ("S C", "IdenTrust/IdenTrust Public Sector Server CA 1", "2028-01-01", "same"),
        // Whether asking helps is not known.
        ("S C", "ZeroSSL", "2027-01-01", "unknown"),
        ("S C", "ZeroSSL", "2027-03-15", "server-only"),
    ] {
        assert_eq!(carried(purposes, by, on), expected, "{purposes} by {by} on {on}");
    }
}

#[test]
fn chromes_store_and_not_mozillas_decides_who_is_bound_by_chromes_rule() {
    // Both name a root of Mozilla's store; Chrome's store has the first alone.
    let by = |root: &[(&'static str, &'static str)]| {
        let mut certificate = certificate("S C", "Example");
        certificate.issuer = name(root);
        let terms = Terms::of(&certificate, &Links::default());
        let day = terms.stop().day.map(|day| day.date().to_string());
        (terms.basis, day, terms.carries(at("2027-06-01")))
    };
    let has = by(&[("C", "FI"), ("O", "Telia Finland Oyj"), ("CN", "Telia Root CA v2")]);
    assert_eq!(has, (Basis::Chrome, Some("2027-03-15".into()), Renewal::ServerOnly));
    let has_not = by(&[("C", "SE"), ("O", "Telia Company AB"), ("CN", "Telia RSA TLS Root CA v3")]);
    assert_eq!(has_not, (Basis::OutsideChrome, None, Renewal::Same));
}

#[test]
fn a_name_without_a_day_yields_to_one_above_it() {
    use crate::policy::authorities;
    for (path, expected) in [
        (&["Entrust Limited", "Sectigo Limited"][..], ("Entrust", Some("Sectigo"))),
        (&["Entrust Limited", "SSL Corporation"], ("Entrust", Some("SSL.com"))),
        (&["ZeroSSL", "The USERTRUST Network"], ("ZeroSSL", Some("Sectigo"))),
        (
            &["Google Trust Services", "GlobalSign nv-sa"],
            ("Google Trust Services", Some("Google Trust Services")),
        ),
        (&["SwissSign AG"], ("SwissSign", None)),
    ] {
        let names = Vec::from_iter(path.iter().map(|one| name(&[("O", one)])));
        let [nearest, decides] = authorities(&Vec::from_iter(&names));
        let found = (nearest.unwrap().name, decides.map(|one| one.name));
        assert_eq!(found, expected, "{path:?}");
    }
}

#[test]
fn the_first_renewal_that_carries_less_is_found_and_what_it_carries_done() {
    for (purposes, by, expected) in [
        // 183 days again and again: 2027-06-02 is the first after the stop.
        ("S C", "DigiCert Inc", "2027-06-02 server-only"),
        ("S C", "Buypass AS", "2026-12-01 none"),
        ("S", "Buypass AS", "2026-12-01 none"),
        ("S", "DigiCert Inc", "never"),
        ("C", "DigiCert Inc", "never"),
        ("S C", "private", "never"),
    ] {
        let certificate = certificate(purposes, by);
        let terms = Terms::of(&certificate, &Links::default());
        let change = terms.change(&certificate);
        let shown = change.map_or_else(
            || String::from("never"),
            |change| {
                let id = if change.ends { "none" } else { "server-only" };
                std::format!("{} {id}", change.on.date())
            },
        );
        assert_eq!(shown, expected, "{purposes} by {by}");
        let Some(change) = change else { continue };
        let renewed = terms.renewed(&certificate, change.on);
        assert_eq!(renewed.is_none(), change.ends, "{purposes} by {by}");
        if let Some(renewed) = renewed {
            assert_eq!(renewed.eku, server_only(&certificate.eku));
            assert_eq!(renewed.not_before, change.on.start_of_day());
            assert_eq!(renewed.not_before.days_until(renewed.not_after), 100, "{by}");
        }
    }
}
