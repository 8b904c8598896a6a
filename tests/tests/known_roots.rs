//! The engine's table of known public roots, and what the engine says of the roots themselves.

use std::sync::Arc;

use eku_engine::chain::Links;
use eku_engine::issuer::{ChromeStore, Evidence, Issuer, IssuerKind};
use eku_engine::policy::{AUTHORITIES, CaName, ClientAuth, SERVER_ONLY_FROM};
use eku_tests::fixtures::Authorities;
use eku_tests::known_roots;

#[test]
fn the_table_is_what_the_crate_gives() {
    let present = std::fs::read_to_string(known_roots::file()).expect("the table can be read");
    assert!(present == known_roots::source(), "run `cargo xtask known-roots`");
}

#[test]
fn every_root_of_the_crate_is_known_and_public() {
    for root in known_roots::roots() {
        let issuer = Issuer::of(&root, &Links::default());
        assert_eq!(issuer.kind, IssuerKind::Public, "{}", root.subject);
        assert_eq!(issuer.evidence.first(), Some(&Evidence::IsKnownRoot), "{}", root.subject);
    }
}

#[test]
fn a_root_with_a_known_name_and_another_key_is_not_known() {
    let root = &known_roots::roots()[0];
    let mut pretender = eku_engine::certificate::Certificate::from_der(
        Authorities::new().private_root.certificate().der(),
    )
    .expect("a certificate");
    pretender.subject = root.subject.clone();
    pretender.issuer = root.subject.clone();
    let pretender = Arc::new(pretender);
    let issuer = Issuer::of(&pretender, &Links::among([&pretender]));
    assert_eq!(issuer.kind, IssuerKind::SelfSigned);
}

/// Both stand in Mozilla's store. Chrome's has them not, or trusts nothing newer since before its rule.
#[test]
fn the_two_alternate_roots_are_known_and_outside_of_chromes_rule() {
    let roots = known_roots::roots();
    for authority in AUTHORITIES {
        if !matches!(authority.client_auth, ClientAuth::Outside) {
            continue;
        }
        let has_a_root = roots.iter().any(|root| {
            let left = |store| match store {
                ChromeStore::Has(root) => {
                    root.distrusted_from.is_some_and(|day| day < SERVER_ONLY_FROM)
                }
                ChromeStore::HasNot => true,
                ChromeStore::NotKnown => false,
            };
            let issuer = Issuer::of(root, &Links::default());
            let common = root.subject.common_name();
            authority.names.iter().any(
                |name| matches!(name, CaName::Common(name) if common.as_deref() == Some(*name)),
            ) && issuer.authority == Some(authority)
                && left(issuer.chrome)
        });
        assert!(has_a_root, "{}", authority.name);
    }
}
