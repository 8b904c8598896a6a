//! What OpenSSL looks at and no rule does, so that it may refuse what the verdict says works.
//!
//! Each was measured (`openssl verify`), and the tests hold each against it. The certificates that
//! are looked at are those that are presented and the CAs above them that came with them or stand in
//! a verifier's trusted CA list, by verified signatures.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{AdvisedPlace, Advisory, AdvisoryKind};
use crate::certificate::{Certificate, Deviation, ValidityAt};
use crate::chain::{Examiner, Links};
use crate::connection::Party;
use crate::deployment::{Deployment, NodeName, Presented, TrustedCas};
use crate::time::Timestamp;

/// Everything that OpenSSL may refuse, by what presents it.
pub(super) fn advisories(deployment: &Deployment, links: &Links, at: Timestamp) -> Vec<Advisory> {
    let mut found = Vec::new();
    let mut examiner = Examiner::new(links);
    for (place, presented) in presented(deployment) {
        let lists = lists_for(deployment, &place);
        let trusted = Vec::from_iter(lists.iter().map(|(_, list)| *list));
        let above = examiner.given_above(presented, &trusted);
        let mut kinds = of_extensions(&presented.leaf, &above);
        for (verifier, list) in &lists {
            kinds.extend(of_list(presented, &mut examiner, &above, verifier, list, at));
        }
        found.extend(kinds.into_iter().map(|kind| Advisory { place: place.clone(), kind }));
    }
    found
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
        AdvisedPlace::TrustedCas(_) => Vec::new(),
    }
}

/// What the extensions of a certificate and of the CAs above it show.
fn of_extensions(leaf: &Certificate, above: &[&Certificate]) -> Vec<AdvisoryKind> {
    let mut kinds = of_one(leaf, None);
    for ca in above {
        let subject = ca.subject.to_string();
        kinds.extend(of_one(ca, Some(&subject)));
        kinds.extend(ca.name_constraints.then_some(AdvisoryKind::NameConstraints { ca: subject }));
    }
    kinds
}

fn of_one(certificate: &Certificate, ca: Option<&str>) -> Vec<AdvisoryKind> {
    let ca = || ca.map(String::from);
    let critical = certificate.unknown_critical.first().cloned();
    let critical = critical.map(|id| AdvisoryKind::CriticalExtensionUnknown { ca: ca(), id });
    let unreadable = certificate.deviations.iter().find_map(unreadable).map(String::from);
    let unreadable = unreadable.map(|id| AdvisoryKind::ExtensionUnreadable { ca: ca(), id });
    critical.into_iter().chain(unreadable).collect()
}

/// The extension that cannot be read, where OpenSSL reads it before it uses a certificate and no
/// rule speaks of it.
fn unreadable(deviation: &Deviation) -> Option<&str> {
    match deviation {
        Deviation::ExtensionUnreadable { id } | Deviation::ExtensionRepeated { id } => {
            Some(id.as_str()).filter(|id| READ_BEFORE_USE.contains(id))
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
        ca: ca.subject.to_string(),
    });
    let found = examiner.dead_ends(presented, list);
    let several = found.names.into_iter().map(Some).chain(found.bound_met.then_some(None));
    let several =
        several.map(|ca| AdvisoryKind::IssuersOfOneName { verifier: verifier.clone(), ca });
    expired.into_iter().chain(several).collect()
}

/// The extensions that OpenSSL reads before it uses a certificate for anything, but for the
/// purposes and usages, of which rules speak: basic constraints, names and key identifiers.
const READ_BEFORE_USE: [&str; 4] = ["2.5.29.19", "2.5.29.17", "2.5.29.14", "2.5.29.35"];
