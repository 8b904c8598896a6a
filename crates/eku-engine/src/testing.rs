//! Certificates, deployments and cases for the tables of the engine.

pub(crate) mod authority;
pub(crate) mod deployments;

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::certificate::{Certificate, Name};
use crate::chain::Links;
use crate::citation::S_ZONE_CHECK_ON;
use crate::connection::{
    Asked, CertificateId, ConnectionId, Demand, Party, Presentation, PurposeDemand, Severity,
};
use crate::deployment::{NodeName, Role, Store, StoreId, StoreKind, TrustedCas};
use crate::eku::{ExtendedKeyUsage, PurposeId};
use crate::rule::{Check, Confidence, Finding, Outcome, Rule};
use crate::time::Timestamp;
use crate::verdict::Verdict;

/// A presented certificate, what is asked of it, and what the rule should say.
pub(crate) struct Case {
    leaf: Certificate,
    demand: Demand,
    expected: Option<Outcome>,
}

impl Case {
    pub(crate) fn fails(leaf: Certificate, demand: Demand) -> Self {
        Self { leaf, demand, expected: Some(Outcome::Fails) }
    }

    pub(crate) fn undecided(leaf: Certificate, demand: Demand) -> Self {
        Self { leaf, demand, expected: Some(Outcome::Undecided) }
    }

    pub(crate) fn silent(leaf: Certificate, demand: Demand) -> Self {
        Self { leaf, demand, expected: None }
    }
}

/// Holds a rule against a table; a rule that speaks also softens where its severity says so.
pub(crate) fn check_cases<const N: usize>(rule: &'static Rule, cases: [Case; N]) {
    for case in cases {
        let asked = alloc::format!("{:?} asked for {:?}", case.leaf.eku, case.demand);
        let store = store(case.leaf);
        let presented = presentation(&store, case.demand);
        assert_eq!(outcome_of(rule, &presented), case.expected, "{asked}");
        let soft = Presentation { severity: Severity::Undecided, ..presented };
        let softened = case.expected.map(|_| Outcome::Undecided);
        assert_eq!(outcome_of(rule, &soft), softened, "{asked}, softened");
    }
}

pub(crate) fn outcome_of(rule: &'static Rule, presented: &Presentation<'_>) -> Option<Outcome> {
    let Check::Presentation(check) = rule.check else {
        panic!("{} looks at no certificate", rule.id)
    };
    let finding = check(presented)?;
    assert_eq!(finding.rule, rule);
    assert_eq!(finding.certificate.as_ref(), Some(&presented.certificate));
    Some(finding.outcome)
}

/// What a rule says of a presentation, in words: `fails, documented`.
pub(crate) fn said(rule: &'static Rule, presented: &Presentation<'_>) -> Option<String> {
    let Check::Presentation(check) = rule.check else {
        panic!("{} looks at no certificate", rule.id)
    };
    check(presented).as_ref().map(in_words)
}

/// What a rule finds where these certificates, the leaf first, are presented to a verifier with
/// this trusted CA list.
pub(crate) fn found_on_paths(
    rule: &'static Rule,
    demand: Demand,
    files: &[&Arc<Certificate>],
    trusted: Option<&TrustedCas>,
) -> Option<Finding> {
    let presented = deployments::file(files[0], &files[1..]);
    let listed = trusted.iter().flat_map(|list| &list.certificates);
    let links = Links::among(files.iter().copied().chain(listed));
    let at = at("2026-11-23");
    let paths = Some(links.examine(&presented, trusted, at));
    let store = Store::Holds(presented);
    let trust = trusted.map_or(Asked::NotChecked, Asked::Checked);
    let presented = Presentation { paths, trust, ..presentation(&store, demand) };
    let Check::Presentation(check) = rule.check else {
        panic!("{} looks at no certificate", rule.id)
    };
    check(&presented)
}

/// `fails, documented`.
pub(crate) fn in_words(finding: &Finding) -> String {
    format!("{}, {}", Verdict::from(finding.outcome), finding.confidence)
}

/// A certificate valid all through 2026, with the purposes named: `S C`, `any`, `code`, or one of
/// `absent`, `empty`, `unreadable`.
pub(crate) fn leaf(purposes: &str) -> Certificate {
    let critical = false;
    let eku = match purposes {
        "absent" => ExtendedKeyUsage::Absent,
        "empty" => ExtendedKeyUsage::Empty { critical },
        "unreadable" => ExtendedKeyUsage::Unreadable { critical },
        listed => ExtendedKeyUsage::Present {
            critical,
            purposes: Vec::from_iter(
                listed.split(' ').map(|word| PurposeId::from_content(purpose(word))),
            ),
        },
    };
    Certificate::imagined("test", at("2026-01-01"), at("2027-01-01"), eku)
}

/// The content of the object identifier of a purpose; `gated` and `step-up` are the two old ones of
/// server-gated cryptography.
pub(crate) fn purpose(word: &str) -> &'static [u8] {
    match word {
        "S" => &[0x2b, 6, 1, 5, 5, 7, 3, 1],
        "C" => &[0x2b, 6, 1, 5, 5, 7, 3, 2],
        "code" => &[0x2b, 6, 1, 5, 5, 7, 3, 3],
        "any" => &[0x55, 0x1d, 0x25, 0],
        "gated" => &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 10, 3, 3],
        "step-up" => &[0x60, 0x86, 0x48, 1, 0x86, 0xf8, 0x42, 4, 1],
        unknown => panic!("{unknown}"),
    }
}

/// A tag, a length and a content, in DER.
pub(crate) fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let [high, low] = u16::try_from(content.len()).unwrap().to_be_bytes();
    let length = match (high, low) {
        (0, 0..0x80) => Vec::from([low]),
        (0, _) => Vec::from([0x81, low]),
        _ => Vec::from([0x82, high, low]),
    };
    [&[tag], length.as_slice(), content].concat()
}

pub(crate) fn store(leaf: Certificate) -> Store {
    Store::of([leaf].into(), false)
}

/// A distinguished name of attributes such as `("O", "Example")`, in this order.
pub(crate) fn name(attributes: &[(&str, &str)]) -> Name {
    let mut parts = Vec::new();
    for (kind, value) in attributes {
        let kind = match *kind {
            "CN" => 3,
            "C" => 6,
            "O" => 10,
            unknown => panic!("{unknown}"),
        };
        let attribute = [der(6, &[0x55, 4, kind]), der(12, value.as_bytes())].concat();
        parts.extend(der(0x31, &der(0x30, &attribute)));
    }
    Name::from_der(&der(0x30, &parts)).unwrap()
}

pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// Core's client store, presented to Edge on 2026-11-23; validity and purposes are asked for.
pub(crate) fn presentation(store: &Store, demand: Demand) -> Presentation<'_> {
    let purpose = PurposeDemand {
        kind: demand,
        confidence: Confidence::Documented,
        citation: &S_ZONE_CHECK_ON,
    };
    Presentation {
        connection: ConnectionId::UcTraversalZone,
        certificate: CertificateId::Store(StoreId {
            node: NodeName::Core,
            peer: None,
            kind: StoreKind::Client,
        }),
        store,
        role: Role::Initiator,
        verifier: Party::Node(NodeName::Edge),
        purpose: Asked::Checked(purpose),
        validity: Asked::Checked(()),
        names: Asked::NotMade,
        trust: Asked::NotMade,
        looked_at: true,
        paths: None,
        needed: true,
        severity: Severity::Fails,
        unreadable: Severity::Fails,
        at: at("2026-11-23"),
    }
}
