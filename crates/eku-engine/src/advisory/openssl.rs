//! What OpenSSL looks at and no rule does, so that it may refuse what the verdict says works.
//!
//! Each was measured (`openssl verify`), and the tests hold each against it. The certificates that
//! are looked at are those that are presented and the CAs above them that came with them or stand in
//! a verifier's trusted CA list, by verified signatures.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{AdvisedPlace, Advisory, AdvisoryKind};
use crate::certificate::{Certificate, Deviation, ValidityAt};
use crate::chain::{Examiner, Links};
use crate::connection::Party;
use crate::deployment::{Deployment, NodeName, Presented, TrustedCas};
use crate::signature::key::{self, KeyTrouble, WeakKey};
use crate::signature::weak_digest;
use crate::time::Timestamp;

/// Everything that OpenSSL may refuse, by what presents it, and then what is weak anywhere.
pub(super) fn advisories(deployment: &Deployment, links: &Links, at: Timestamp) -> Vec<Advisory> {
    let mut found = Vec::new();
    let mut examiner = Examiner::new(links);
    let (mut keys, mut signatures) = (Weak::default(), Weak::default());
    let mut known = Known::default();
    for (place, presented) in presented(deployment) {
        let lists = lists_for(deployment, &place);
        let trusted = Vec::from_iter(lists.iter().map(|(_, list)| *list));
        let above = examiner.given_above(presented, &trusted);
        let mut kinds = of_certificates(&presented.leaf, &above, &mut known);
        // Where a list was given, a rule says that it leads nowhere.
        if lists.is_empty() {
            kinds.extend(of_signatures(&presented.leaf, &above, links));
        }
        for (verifier, list) in &lists {
            kinds.extend(of_list(presented, &mut examiner, &above, verifier, list, at));
        }
        found.extend(kinds.into_iter().map(|kind| Advisory { place: place.clone(), kind }));
        for one in [&*presented.leaf].into_iter().chain(above) {
            let facts = known.of(one);
            keys.add(&place, one, facts.weak_key);
            // Nobody verifies what a root says of itself.
            signatures.add(&place, one, facts.weak_digest.filter(|_| !links.ends_paths(one)));
        }
    }
    found.extend(keys.advisory(|places, keys| AdvisoryKind::WeakKeys { places, keys }));
    found.extend(
        signatures
            .advisory(|places, signatures| AdvisoryKind::WeakSignatures { places, signatures }),
    );
    found
}

/// What is found out of a certificate's key and signature.
#[derive(Clone, Copy)]
struct Facts {
    trouble: Option<KeyTrouble>,
    weak_key: Option<WeakKey>,
    weak_digest: Option<&'static str>,
}

/// Facts, found out once for each certificate, by the address of its bytes.
#[derive(Default)]
struct Known(BTreeMap<usize, Facts>);

impl Known {
    fn of(&mut self, certificate: &Certificate) -> Facts {
        let address = certificate.der().as_ptr().addr();
        *self.0.entry(address).or_insert_with(|| {
            let info = certificate.public_key();
            Facts {
                // What a plan imagines has no key.
                trouble: key::trouble(info).filter(|_| !certificate.der().is_empty()),
                weak_key: key::weakness(info),
                weak_digest: weak_digest(certificate),
            }
        })
    }
}

/// Certificates with a weakness of one kind, and where they are presented or stand above what is.
struct Weak<Weakness> {
    places: Vec<AdvisedPlace>,
    certificates: Vec<(String, Weakness)>,
    seen: BTreeSet<[u8; 32]>,
}

impl<Weakness> Default for Weak<Weakness> {
    fn default() -> Self {
        Self { places: Vec::new(), certificates: Vec::new(), seen: BTreeSet::new() }
    }
}

impl<Weakness> Weak<Weakness> {
    fn add(&mut self, place: &AdvisedPlace, certificate: &Certificate, what: Option<Weakness>) {
        let Some(what) = what else { return };
        if !self.places.contains(place) {
            self.places.push(place.clone());
        }
        if self.seen.insert(certificate.sha256()) {
            self.certificates.push((certificate.subject.in_sentence(), what));
        }
    }

    fn advisory(
        self,
        kind: impl Fn(Vec<AdvisedPlace>, Vec<(String, Weakness)>) -> AdvisoryKind,
    ) -> Option<Advisory> {
        let place = match self.places.as_slice() {
            [] => return None,
            [only] => only.clone(),
            _ => AdvisedPlace::Deployment,
        };
        Some(Advisory { place, kind: kind(self.places, self.certificates) })
    }
}

fn presented(deployment: &Deployment) -> impl Iterator<Item = (AdvisedPlace, &Presented)> {
    let stores = NodeName::ALL.into_iter().flat_map(|name| deployment.node(name).stores());
    let stores = stores.map(|(id, store)| (AdvisedPlace::Store(id), store));
    let far_ends = deployment.far_ends.iter();
    let far_ends = far_ends.map(|one| (AdvisedPlace::FarEnd(one.slug.clone()), &one.certificate));
    stores.chain(far_ends).filter_map(|(place, store)| Some((place, store.presented()?)))
}

/// The trusted CA lists that what stands at a place is verified against: the other node's and the
/// far ends' for a store, the node's for a far end.
fn lists_for<'d>(deployment: &'d Deployment, place: &AdvisedPlace) -> Vec<(Party, &'d TrustedCas)> {
    let of_node = |name: NodeName| {
        let list = deployment.node(name).trusted_cas.as_ref()?;
        Some((Party::Node(name), list))
    };
    match place {
        AdvisedPlace::Store(store) => {
            let mut lists = Vec::from_iter(of_node(store.node.other()));
            let far_ends = deployment.far_ends.iter().filter(|one| one.node == store.node);
            lists.extend(far_ends.filter_map(|one| {
                Some((Party::FarEnd(one.slug.clone()), one.trusted_cas.as_ref()?))
            }));
            lists
        }
        AdvisedPlace::FarEnd(slug) => {
            let far_end = deployment.far_ends.named(slug);
            Vec::from_iter(far_end.and_then(|one| of_node(one.node)))
        }
        AdvisedPlace::TrustedCas(_) | AdvisedPlace::Deployment => Vec::new(),
    }
}

/// What a certificate and the CAs above it show.
fn of_certificates(
    leaf: &Certificate,
    above: &[&Certificate],
    known: &mut Known,
) -> Vec<AdvisoryKind> {
    let mut kinds = of_one(leaf, None, known);
    kinds.extend(leaf.internet_resources.then_some(AdvisoryKind::InternetResources));
    for ca in above {
        let subject = ca.subject.in_sentence();
        kinds.extend(of_one(ca, Some(&subject), known));
        kinds.extend(ca.name_constraints.then_some(AdvisoryKind::NameConstraints { ca: subject }));
    }
    kinds
}

fn of_one(certificate: &Certificate, ca: Option<&str>, known: &mut Known) -> Vec<AdvisoryKind> {
    let named = || ca.map(String::from);
    let critical = certificate.unknown_critical.first().cloned();
    let critical = critical.map(|id| AdvisoryKind::CriticalExtensionUnknown { ca: named(), id });
    let unreadable = certificate.deviations.iter().find_map(|one| unreadable(one, ca.is_none()));
    let unreadable =
        unreadable.map(|id| AdvisoryKind::ExtensionUnreadable { ca: named(), id: id.into() });
    let name = certificate.deviations.iter().find_map(|deviation| match deviation {
        Deviation::NameUnreadable { of_issuer } => Some(*of_issuer),
        _ => None,
    });
    let name = name.map(|of_issuer| AdvisoryKind::NameUnreadable { ca: named(), of_issuer });
    let proxy = certificate.is_proxy.then(|| AdvisoryKind::ProxyCertificate { ca: named() });
    let key = known
        .of(certificate)
        .trouble
        .map(|trouble| AdvisoryKind::KeyRefused { ca: named(), trouble });
    critical.into_iter().chain(unreadable).chain(name).chain(proxy).chain(key).collect()
}

/// Signatures that count for nothing, whoever the issuer is. Nobody verifies a root's own.
fn of_signatures(leaf: &Certificate, above: &[&Certificate], links: &Links) -> Vec<AdvisoryKind> {
    let cas = above.iter().map(|ca| (*ca, Some(ca.subject.in_sentence())));
    let void = [(leaf, None)].into_iter().chain(cas).filter(|(one, _)| {
        one.deviations.contains(&Deviation::SignatureAlgorithmsDiffer) && !links.ends_paths(one)
    });
    void.map(|(_, ca)| AdvisoryKind::SignatureAlgorithmsDiffer { ca }).collect()
}

/// The extension that cannot be read, where OpenSSL reads it before it uses a certificate. Of a
/// leaf's purposes a rule speaks wherever it is verified.
fn unreadable(deviation: &Deviation, of_leaf: bool) -> Option<&str> {
    match deviation {
        Deviation::ExtensionUnreadable { id } | Deviation::ExtensionRepeated { id } => {
            let is_read = READ_BEFORE_USE.contains(&id.as_str());
            (is_read && !(of_leaf && id == EXTENDED_KEY_USAGE)).then_some(id.as_str())
        }
        _ => None,
    }
}

/// What a verifier's trusted CA list makes of the way up.
fn of_list<'d>(
    presented: &'d Presented,
    examiner: &mut Examiner<'d>,
    above: &[&Certificate],
    verifier: &Party,
    list: &'d TrustedCas,
    at: Timestamp,
) -> Vec<AdvisoryKind> {
    let valid = |ca: &Certificate| ca.validity_at(at) == ValidityAt::Valid;
    let above = BTreeSet::from_iter(above.iter().map(|ca| ca.der()));
    let on_the_way = |ca: &&Arc<Certificate>| valid(ca) && above.contains(ca.der());
    let expired = presented.chain.iter().filter(on_the_way).find(|ca| {
        let mut copies = examiner.copies(list, ca).peekable();
        copies.peek().is_some() && !copies.any(valid)
    });
    let expired = expired.map(|ca| AdvisoryKind::ExpiredCopyInList {
        verifier: verifier.clone(),
        ca: ca.subject.in_sentence(),
    });
    let found = examiner.dead_ends(presented, list);
    let several = found.names.into_iter().map(Some).chain(found.bound_met.then_some(None));
    let several =
        several.map(|ca| AdvisoryKind::IssuersOfOneName { verifier: verifier.clone(), ca });
    expired.into_iter().chain(several).collect()
}

/// The extensions that OpenSSL reads before it uses a certificate for anything
/// (`ossl_x509v3_cache_extensions`): basic constraints, key usage, purposes, names, key identifiers,
/// name constraints, CRL distribution points, addresses, autonomous systems, proxy certificates, and
/// the Netscape certificate type.
const READ_BEFORE_USE: [&str; 12] = [
    "2.5.29.19",
    "2.5.29.15",
    EXTENDED_KEY_USAGE,
    "2.5.29.17",
    "2.5.29.14",
    "2.5.29.35",
    "2.5.29.30",
    "2.5.29.31",
    "1.3.6.1.5.5.7.1.7",
    "1.3.6.1.5.5.7.1.8",
    "1.3.6.1.5.5.7.1.14",
    "2.16.840.1.113730.1.1",
];

const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
