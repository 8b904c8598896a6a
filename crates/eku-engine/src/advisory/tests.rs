use super::*;
use crate::certificate::{Deviation, ForumPolicy};
use crate::connection::Party;
use crate::deployment::{Node, Peer, Release, Store, Stores, TrustedCas};
use crate::testing::{at, leaf, name};
use alloc::sync::Arc;
use std::string::ToString;

/// A certificate with nothing to advise about, in a store of its own.
fn quiet(purposes: &str) -> Certificate {
    let mut certificate = leaf(purposes);
    certificate.subject = name(&[("O", "Example"), ("CN", "core.example.com")]);
    certificate.issuer = name(&[("O", "Example"), ("CN", "Example CA")]);
    certificate.dns_names = ["core.example.com".into(), "cluster.example.com".into()].into();
    certificate.forum_policy = Some(ForumPolicy::OrganizationValidated);
    certificate
}

type Change = fn(&mut Certificate);

/// A deployment of quiet certificates of which one is changed: store and identifier of what is
/// advised.
fn advised(store: &str, change: Change) -> Vec<(String, &'static str)> {
    let held = |id: &str| {
        let mut certificate = quiet("S C");
        if id.starts_with("edge") {
            certificate.subject = name(&[("O", "Example"), ("CN", "edge.example.com")]);
            certificate.dns_names =
                ["edge.example.com".into(), "cluster.example.com".into()].into();
        }
        if id == store {
            change(&mut certificate);
        }
        Store::of([certificate].into(), false)
    };
    let node = |node: NodeName| {
        let [server, client] =
            ["server", "client"].map(|kind| held(&alloc::format!("{node}.{kind}")));
        let stores = Stores::Two { server, client };
        Node::new(node, Release::X15_5, [Peer::only(stores)].into()).unwrap()
    };
    let deployment = Deployment::new(node(NodeName::Core), node(NodeName::Edge)).unwrap();
    let found = advisories(&deployment, &Links::of(&deployment), at("2026-11-23"));
    found.iter().map(|one| (one.place.to_string(), one.kind.id())).collect()
}

/// The name of a root of which Chrome trusts nothing that is issued from 2027-06-15 on.
fn swiss() -> crate::certificate::Name {
    name(&[("C", "CH"), ("O", "SwissSign AG"), ("CN", "SwissSign RSA TLS Root CA 2022 - 1")])
}

#[test]
fn what_chrome_does_not_trust_of_a_root_is_told_of_edges_server_certificate() {
    use ChromeDistrust::{IssuedFrom, RenewedFrom};
    let telia = name(&[("C", "FI"), ("O", "Telia Finland Oyj"), ("CN", "Telia Root CA v2")]);
    let unknown = name(&[("C", "CH"), ("O", "SwissSign AG"), ("CN", "Another Root")]);
    let from = at("2027-06-15");
    for (issuer, not_before, not_after, expected) in [
        (swiss(), "2027-06-15", "2027-09-01", Some(IssuedFrom(from))),
        (swiss(), "2027-06-14", "2027-09-01", Some(RenewedFrom(from))),
        (swiss(), "2027-03-01", "2027-06-14", None),
        (telia, "2027-06-15", "2027-09-01", None),
        (unknown, "2027-06-15", "2027-09-01", None),
    ] {
        let mut leaf = quiet("S");
        (leaf.not_before, leaf.not_after) = (at(not_before), at(not_after));
        leaf.issuer = issuer;
        let chrome = Issuer::of(&leaf, &Links::default()).chrome;
        assert_eq!(chrome_distrust(&leaf, chrome), expected, "{} {not_before}", leaf.issuer);
    }
    assert_eq!(chrome_distrust(&quiet("S"), ChromeStore::HasNot), Some(ChromeDistrust::Root));
}

#[test]
fn each_trouble_is_advised_where_it_stands() {
    let nothing: Change = |_| {};
    let wildcard: Change = |leaf| leaf.dns_names.push("*.example.com".into());
    let no_names: Change = |leaf| leaf.dns_names.clear();
    let other_name: Change = |leaf| leaf.subject = name(&[("CN", "other.example.com")]);
    let late: Change = |leaf| leaf.not_after = at("2050-01-01");
    let in_time: Change = |leaf| leaf.not_after = at("2049-12-31");
    let fewer: Change = |leaf| leaf.dns_names.truncate(1);
    let private: Change = |leaf| leaf.forum_policy = None;
    let left_chrome: Change = |leaf| {
        (leaf.issuer, leaf.not_after) = (swiss(), at("2027-06-15"));
    };
    let client_only: Change = |leaf| leaf.eku = crate::testing::leaf("C").eku;
    let automatic: Change = |leaf| leaf.issuer = name(&[("O", "Let's Encrypt"), ("CN", "R12")]);
    let critical: Change = |leaf| leaf.unknown_critical = ["1.2.3".into()].into();
    let unreadable: Change =
        |leaf| leaf.deviations.push(Deviation::ExtensionUnreadable { id: "2.5.29.17".into() });
    let repeated: Change =
        |leaf| leaf.deviations.push(Deviation::ExtensionRepeated { id: "2.5.29.35".into() });
    let unreadable_purposes: Change =
        |leaf| leaf.deviations.push(Deviation::ExtensionUnreadable { id: "2.5.29.37".into() });
    let repeated_points: Change =
        |leaf| leaf.deviations.push(Deviation::ExtensionRepeated { id: "2.5.29.31".into() });
    let no_text: Change =
        |leaf| leaf.deviations.push(Deviation::NameUnreadable { of_issuer: true });
    let proxy: Change = |leaf| leaf.is_proxy = true;
    let resources: Change = |leaf| leaf.internet_resources = true;
    let differ: Change = |leaf| leaf.deviations.push(Deviation::SignatureAlgorithmsDiffer);
    let policies: Change =
        |leaf| leaf.deviations.push(Deviation::ExtensionUnreadable { id: "2.5.29.32".into() });
    let constraining: Change = |leaf| leaf.name_constraints = true;
    for (store, change, expected) in [
        ("edge.server", nothing, &[][..]),
        ("edge.server", wildcard, &["wildcard-name"]),
        ("edge.server", no_names, &["name-not-in-san"]),
        ("edge.client", other_name, &["name-not-in-san"]),
        ("core.server", late, &["expires-after-2050"]),
        ("core.server", in_time, &[]),
        ("core.client", fewer, &["client-lacks-names"]),
        ("edge.client", fewer, &[]),
        ("edge.server", private, &["private-edge-server-certificate"]),
        ("core.server", private, &[]),
        ("edge.server", left_chrome, &["chrome-distrusts-root"]),
        ("core.server", left_chrome, &[]),
        ("edge.client", left_chrome, &[]),
        ("edge.client", client_only, &["client-only-certificate"]),
        ("core.server", client_only, &[]),
        ("edge.server", automatic, &["automatic-renewal"]),
        ("core.client", critical, &["critical-extension-unknown"]),
        ("edge.server", unreadable, &["extension-unreadable"]),
        ("edge.client", repeated, &["extension-unreadable"]),
        ("edge.client", repeated_points, &["extension-unreadable"]),
        ("core.client", no_text, &["name-unreadable"]),
        ("core.client", proxy, &["proxy-certificate"]),
        ("core.client", resources, &["internet-resources"]),
        ("core.client", differ, &["signature-algorithms-differ"]),
        // OpenSSL does not look into policies.
        ("core.client", policies, &[]),
        // The rules speak of these.
        ("core.client", unreadable_purposes, &[]),
        // A leaf constrains nobody's names.
        ("core.client", constraining, &[]),
    ] {
        let expected = Vec::from_iter(expected.iter().map(|id| (store.to_string(), *id)));
        assert_eq!(advised(store, change), expected, "{store}");
    }
}

#[test]
fn ca_certificates_need_basic_constraints_in_trusted_lists_too() {
    let node = |name| {
        let stores = Stores::Two { server: Store::Empty, client: Store::Empty };
        Node::new(name, Release::X15_5, [Peer::only(stores)].into())
    };
    let mut edge = node(NodeName::Edge).unwrap();
    edge.trusted_cas = Some(TrustedCas::new([Arc::new(quiet("absent"))].into(), false));
    let deployment = Deployment::new(node(NodeName::Core).unwrap(), edge).unwrap();
    let found = advisories(&deployment, &Links::of(&deployment), at("2026-11-23"));
    let [only] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        (only.place.to_string().as_str(), only.kind.id()),
        ("edge", "ca-without-basic-constraints")
    );
}

#[test]
fn attributes_outside_of_the_usual_ones_are_not_known() {
    assert!(is_known_attribute("2.5.4.3") && is_known_attribute("1.3.6.1.4.1.311.60.2.1.3"));
    assert!(!is_known_attribute("1.3.6.1.4.1.55555.1") && !is_known_attribute("2.5.40.1"));
}

#[test]
fn every_identifier_is_listed_once_and_those_of_openssl_may_refuse() {
    let named = || String::from("CN=CA");
    let verifier = || Party::Node(NodeName::Edge);
    let refusing = [
        AdvisoryKind::CriticalExtensionUnknown { ca: None, id: named() },
        AdvisoryKind::ExtensionUnreadable { ca: None, id: named() },
        AdvisoryKind::NameUnreadable { ca: None, of_issuer: false },
        AdvisoryKind::ProxyCertificate { ca: None },
        AdvisoryKind::SignatureAlgorithmsDiffer { ca: None },
        AdvisoryKind::KeyRefused { ca: None, trouble: key::KeyTrouble::NotRead },
        AdvisoryKind::InternetResources,
        AdvisoryKind::WeakKeys { places: Vec::new(), keys: Vec::new() },
        AdvisoryKind::WeakSignatures { places: Vec::new(), signatures: Vec::new() },
        AdvisoryKind::NameConstraints { ca: named() },
        AdvisoryKind::ExpiredCopyInList { verifier: verifier(), ca: named() },
        AdvisoryKind::IssuersOfOneName { verifier: verifier(), ca: Some(named()) },
    ];
    let others = [
        AdvisoryKind::WildcardName { name: named() },
        AdvisoryKind::NameNotInSan { common_name: None },
        AdvisoryKind::UnknownNameAttribute { kind: named(), of_issuer: false },
        AdvisoryKind::LargeKey { bits: 8192 },
        AdvisoryKind::ExpiresLate,
        AdvisoryKind::CaWithoutBasicConstraints { subject: named() },
        AdvisoryKind::ClientLacksNames { names: Vec::new() },
        AdvisoryKind::PrivateEdgeServer,
        AdvisoryKind::ChromeDistrusts(ChromeDistrust::Root),
        AdvisoryKind::ClientOnly,
        AdvisoryKind::AutomaticRenewal,
        AdvisoryKind::HiddenCharacters { name: named() },
        AdvisoryKind::LookAlikeName { name: named(), plain: named(), scripts: Vec::new() },
        AdvisoryKind::MixedScripts { name: named(), word: named(), scripts: Vec::new() },
        AdvisoryKind::NamesLookAlike { name: named(), other: named(), elsewhere: None },
        AdvisoryKind::NamesOfAnotherMachine {
            name: named(),
            server_name: named(),
            elsewhere: None,
        },
        AdvisoryKind::OnBothNodes {
            elsewhere: StoreId { node: NodeName::Edge, peer: None, kind: StoreKind::Server },
        },
        AdvisoryKind::ClientStoreIsCopy,
        AdvisoryKind::EdgeClientServerOnly,
        AdvisoryKind::PeerAddressIsIp { address: named() },
        AdvisoryKind::CasOfOneCommonName { name: named(), count: 2 },
        AdvisoryKind::NoCommonName,
    ];
    assert!(refusing.iter().all(AdvisoryKind::may_refuse));
    assert!(!others.iter().any(AdvisoryKind::may_refuse));
    let ids = refusing.iter().chain(&others).map(AdvisoryKind::id);
    assert_eq!(Vec::from_iter(ids), ADVISORY_IDS);
}

const COPY: &str = include_str!("../../../../tests/certs/refused/valid-copy.pem");
const COPIES: &str = include_str!("../../../../tests/certs/refused/expired-copy-in-list.pem");
const CONSTRAINED: &str = include_str!("../../../../tests/certs/refused/name-constraints.pem");
const TWINS: &str = include_str!("../../../../tests/certs/refused/twins.pem");
const TWIN_ROOTS: &str = include_str!("../../../../tests/certs/refused/twin-roots.pem");
const ROOTS: &str = include_str!("../../../../tests/certs/ca-both-roots.pem");

#[test]
fn what_openssl_may_refuse_depends_on_the_list_and_the_day() {
    let read = |text: &str| crate::bundle::read(text.as_bytes()).certificates;
    let trusted = |text: &str| {
        let certificates = read(text).into_iter().map(Arc::new).collect();
        Some(TrustedCas::new(certificates, false))
    };
    for (what, file, core_list, edge_list, day, expected) in [
        ("expired in Edge's list", COPY, "", COPIES, "2026-11-23", &["expired-copy-in-list"][..]),
        ("while it was valid", COPY, "", COPIES, "2024-06-01", &[]),
        ("when what was sent is not valid", COPY, "", COPIES, "2046-01-01", &[]),
        ("in Core's own list", COPY, COPIES, "", "2026-11-23", &[]),
        ("a list without a copy", COPY, "", ROOTS, "2026-11-23", &[]),
        ("a list with both copies", COPY, "", &[COPIES, COPY].concat(), "2026-11-23", &[]),
        ("constraints", CONSTRAINED, "", ROOTS, "2026-11-23", &["name-constraints"]),
        ("two roots of one name", TWINS, "", TWIN_ROOTS, "2026-11-23", &["issuers-of-one-name"]),
        ("in a list that does not look", TWINS, TWIN_ROOTS, "", "2026-11-23", &[]),
    ] {
        let node = |name, client: Store, list: &str| {
            let stores = Stores::Two { server: Store::Empty, client };
            let mut node = Node::new(name, Release::X15_5, [Peer::only(stores)].into()).unwrap();
            node.trusted_cas = if list.is_empty() { None } else { trusted(list) };
            node
        };
        let core = node(NodeName::Core, Store::of(read(file), false), core_list);
        let edge = node(NodeName::Edge, Store::Empty, edge_list);
        let deployment = Deployment::new(core, edge).unwrap();
        let found = advisories(&deployment, &Links::of(&deployment), at(day)).into_iter();
        let refusing = found.filter(|one| one.kind.may_refuse());
        let ids = Vec::from_iter(refusing.map(|one| {
            assert_eq!(one.place.to_string(), "core.client", "{what}");
            one.kind.id()
        }));
        assert_eq!(ids, expected, "{what}");
    }
}
