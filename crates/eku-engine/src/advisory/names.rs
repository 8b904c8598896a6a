//! Names that can deceive who reads them, by themselves and beside the others of the deployment.

use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{AdvisedPlace, Advisory, AdvisoryKind};
use crate::certificate::Certificate;
use crate::deployment::{Deployment, NodeName, VerifyName};
use crate::disguise::{self, Disguise};

/// What is to be said of the names of every certificate of the deployment.
pub(super) fn advisories(deployment: &Deployment) -> Vec<Advisory> {
    let mut found: Vec<Advisory> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut last: Option<AdvisedPlace> = None;
    each_certificate(deployment, &mut |place, certificate, _| {
        if last.as_ref() != Some(place) {
            last = Some(place.clone());
            seen.clear();
        }
        for name in certificate.names() {
            for (shown, kind) in by_itself(&name) {
                if seen.insert((kind.id(), shown)) {
                    found.push(Advisory { place: place.clone(), kind });
                }
            }
        }
    });
    found.extend(beside_others(deployment));
    found
}

/// Every certificate, where it stands, and whether it is the leaf there.
fn each_certificate(
    deployment: &Deployment,
    take: &mut dyn FnMut(&AdvisedPlace, &Certificate, bool),
) {
    for name in NodeName::ALL {
        let node = deployment.node(name);
        for (id, store) in node.stores() {
            let place = AdvisedPlace::Store(id);
            if let Some(presented) = store.presented() {
                take(&place, &presented.leaf, true);
                presented.chain.iter().for_each(|ca| take(&place, ca, false));
            }
        }
        let place = AdvisedPlace::TrustedCas(name);
        let trusted = node.trusted_cas.iter().flat_map(|list| &list.certificates);
        trusted.for_each(|ca| take(&place, ca, false));
    }
    for far_end in &deployment.far_ends {
        let place = AdvisedPlace::FarEnd(far_end.slug.clone());
        if let Some(presented) = far_end.certificate.presented() {
            take(&place, &presented.leaf, true);
            presented.chain.iter().for_each(|ca| take(&place, ca, false));
        }
    }
}

/// What a name shows without knowing any other, and how it reads.
fn by_itself(name: &str) -> Vec<(String, AdvisoryKind)> {
    let shown = disguise::decode(name).unwrap_or_else(|| name.to_owned());
    let kinds = disguise::disguises(name).into_iter().filter_map(|kind| match kind {
        Disguise::Hidden | Disguise::PiledMarks => {
            Some(AdvisoryKind::HiddenCharacters { name: shown.clone() })
        }
        Disguise::LooksLike { plain, scripts } => {
            Some(AdvisoryKind::LookAlikeName { name: shown.clone(), plain, scripts })
        }
        Disguise::MixedScripts { word, scripts } => {
            Some(AdvisoryKind::MixedScripts { name: shown.clone(), word, scripts })
        }
        // Honest names have these; they are marked at the certificate.
        Disguise::RightToLeft | Disguise::Encoded { .. } | Disguise::Long { .. } => None,
    });
    kinds.map(|kind| (shown.clone(), kind)).collect()
}

/// A name of a machine: how it reads, and where it stands.
struct Machine {
    name: String,
    /// `None` for a name that a node looks for.
    places: Vec<Option<AdvisedPlace>>,
}

/// Names of machines that look like other names of machines. Of two names in ASCII the one that
/// fewer certificates have is spoken of, or both where that does not tell them apart.
fn beside_others(deployment: &Deployment) -> Vec<Advisory> {
    // The machines of each reading, and their places there by their names in lower case.
    let mut by_reading: BTreeMap<String, (Vec<Machine>, BTreeMap<String, usize>)> = BTreeMap::new();
    let mut add = |name: &str, place: Option<AdvisedPlace>| {
        if !name.contains('.') || name.len() > disguise::LONGEST * 4 {
            return;
        }
        let (machines, places) = by_reading.entry(disguise::reading_key(name)).or_default();
        let at = *places.entry(name.to_ascii_lowercase()).or_insert(machines.len());
        match machines.get_mut(at) {
            Some(machine) => machine.places.push(place),
            None => machines.push(Machine { name: name.to_owned(), places: [place].into() }),
        }
    };
    each_certificate(deployment, &mut |place, certificate, is_leaf| {
        if is_leaf {
            let common_name = certificate.subject.common_name();
            let names = certificate.dns_names.iter();
            let others = common_name.iter().filter(|name| !certificate.dns_names.contains(name));
            names.chain(others).for_each(|name| add(name, Some(place.clone())));
        }
    });
    let nodes = NodeName::ALL.map(|name| &deployment.node(name).verify_names);
    let far_ends = deployment.far_ends.iter().map(|far_end| &far_end.verify_names);
    let zones = deployment.traversal_zones.iter().flat_map(|zone| [&zone.core, &zone.edge]);
    let zones = zones.map(|end| &end.verify_names);
    for name in nodes.into_iter().chain(zones).chain(far_ends).flatten() {
        if let VerifyName::Dns(name) = name {
            add(name, None);
        }
    }
    let mut found: Vec<Advisory> = Vec::new();
    for (machines, _) in by_reading.values().filter(|(machines, _)| machines.len() > 1) {
        // The two in ASCII that most certificates have, those that were met first before others.
        let mut plain = Vec::from_iter(machines.iter().filter(|machine| is_plain(&machine.name)));
        plain.sort_by_key(|machine| core::cmp::Reverse(machine.places.len()));
        plain.truncate(2);
        // A name and its encoded form read alike, so that the same may be said of both.
        let mut said = BTreeSet::new();
        for machine in machines {
            // One that looks like ASCII and is none was spoken of already, if only by itself.
            let is_other = |other: &&Machine| other.name != machine.name;
            let other = if is_plain(&machine.name) {
                let mut plain = plain.iter().copied().filter(is_other);
                plain.find(|other| other.places.len() >= machine.places.len())
            } else {
                machines.iter().find(is_other)
            };
            let Some(other) = other else { continue };
            let shown = disguise::decode(&machine.name).unwrap_or_else(|| machine.name.clone());
            for place in machine.places.iter().flatten() {
                if !said.insert((place.to_string(), shown.clone(), &other.name)) {
                    continue;
                }
                let kind = AdvisoryKind::NamesLookAlike {
                    name: shown.clone(),
                    other: other.name.clone(),
                    elsewhere: other.places.iter().flatten().next().cloned(),
                };
                found.push(Advisory { place: place.clone(), kind });
            }
        }
    }
    found
}

fn is_plain(name: &str) -> bool {
    name.is_ascii() && disguise::decode(name).is_none()
}
