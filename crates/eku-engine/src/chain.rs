//! Paths from a certificate through what was given to what its verifier trusts.
//!
//! Entry points: [`Links::of`] verifies the signatures of a deployment, each once for a
//! certificate and an issuer's key, before anything is judged; [`Links::examine`] then answers
//! about the paths of one presented certificate without any cryptography.
//!
//! A path is built from the rest of the certificate's own file and the verifier's trusted CA list,
//! and goes only through issuers that OpenSSL accepts: names match, key identifiers do not
//! contradict, the signature verifies, BasicConstraints say CA, key usage (where there is one)
//! allows signing certificates, and the path length is kept. It goes no further than a self-signed
//! certificate. With a trusted CA list it has to end in a self-signed certificate of that list;
//! without one it goes as far as it can be built.
//!
//! Bounds: at most [`MOST_VERIFICATIONS`] signatures are verified for a deployment; links beyond
//! are [`SignatureCheck::NotChecked`]. Examining visits each certificate at most twice.

mod above;
mod dead_ends;
#[cfg(test)]
mod tests;
mod walk;

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::certificate::{Certificate, KeyUsage};
use crate::deployment::{Deployment, NodeName, Presented, TrustedCas};
use crate::eku::{ExtendedKeyUsage, Purpose};
use crate::signature::{SignatureCheck, verify};
use crate::time::Timestamp;
use walk::Walk;

/// Who issued whom, among all certificates of a deployment.
#[derive(Clone, Debug, Default)]
pub struct Links {
    nodes: Vec<Node>,
    /// Where a certificate stands in `nodes`, by the address of its bytes.
    places: BTreeMap<usize, usize>,
    /// Every certificate looked at, so that no address is given to other bytes.
    kept: Vec<Arc<Certificate>>,
}

#[derive(Clone, Debug)]
struct Node {
    certificate: Arc<Certificate>,
    subject: Vec<u8>,
    issuer: Vec<u8>,
    /// Its issuers: their places, and whether the signature verifies. Those that it does not
    /// verify with are left out.
    issuers: Vec<(usize, SignatureCheck)>,
    /// Whether it is its own issuer.
    self_signed: bool,
}

/// What the paths of a presented certificate come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// Whether anything above the certificate was given.
    pub given: bool,
    /// Whether a path reaches the trusted CA list.
    pub trust: Trust,
    /// A CA outside its validity, where every path needs one that is.
    pub invalid_ca: Option<InvalidCa>,
    /// CAs on the paths that restrict the purposes, for server and client authentication.
    restricted: [Restriction; 2],
}

/// Whether a path reaches the verifier's trusted CA list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// No list was given.
    NotGiven,
    /// A path reaches it.
    Reached,
    /// None does.
    NotReached,
    /// One would, if links that could not be verified are as they say; or, without a list, every
    /// link above the certificate is of that kind.
    SignatureNotChecked,
}

/// A CA outside its validity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidCa {
    /// Its subject.
    pub subject: String,
    /// The bound that is missed.
    pub bound: Timestamp,
    /// Whether the date lies after its end; else before its beginning.
    pub expired: bool,
}

/// Whether the CAs above a certificate leave it a purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restriction {
    /// Every path leaves it.
    None,
    /// Some paths do, and some go through this CA, which does not.
    SomePaths {
        /// Its subject.
        subject: String,
        /// Its extended key usage.
        eku: ExtendedKeyUsage,
    },
    /// Every path goes through a CA that does not; this is one.
    EveryPath {
        /// Its subject.
        subject: String,
        /// Its extended key usage.
        eku: ExtendedKeyUsage,
    },
}

impl Paths {
    /// Whether the CAs leave the certificate a purpose.
    #[must_use]
    pub fn restriction(&self, purpose: Purpose) -> &Restriction {
        match purpose {
            Purpose::ServerAuth => &self.restricted[0],
            Purpose::ClientAuth => &self.restricted[1],
        }
    }
}

impl Links {
    /// Verifies who issued whom among the certificates of a deployment.
    #[must_use]
    pub fn of(deployment: &Deployment) -> Self {
        let mut certificates: Vec<&Arc<Certificate>> = Vec::new();
        for name in NodeName::ALL {
            let node = deployment.node(name);
            for (_, store) in node.stores() {
                certificates.extend(store.presented().into_iter().flat_map(Presented::all));
            }
            certificates.extend(node.trusted_cas.iter().flat_map(|list| &list.certificates));
        }
        for far_end in &deployment.far_ends {
            let presented = far_end.certificate.presented();
            certificates.extend(presented.into_iter().flat_map(Presented::all));
            certificates.extend(far_end.trusted_cas.iter().flat_map(|list| &list.certificates));
        }
        Self::among(certificates)
    }

    /// Verifies who issued whom among some certificates.
    #[must_use]
    pub fn among<'c>(certificates: impl IntoIterator<Item = &'c Arc<Certificate>>) -> Self {
        let mut links = Self::default();
        let mut known: BTreeMap<Box<[u8]>, usize> = BTreeMap::new();
        for certificate in certificates {
            if certificate.der().is_empty() || links.place(certificate).is_some() {
                continue;
            }
            // The same certificate in several files is one node.
            let place = *known.entry(certificate.der().into()).or_insert_with(|| {
                links.nodes.push(Node {
                    certificate: Arc::clone(certificate),
                    subject: certificate.subject.canonical(),
                    issuer: certificate.issuer.canonical(),
                    issuers: Vec::new(),
                    self_signed: false,
                });
                links.nodes.len() - 1
            });
            links.places.insert(address(certificate), place);
            links.kept.push(Arc::clone(certificate));
        }
        links.connect();
        links
    }

    /// Finds the issuers of every certificate: candidates by name and key identifier first, then
    /// the signature.
    fn connect(&mut self) {
        let mut by_subject: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
        for (place, node) in self.nodes.iter().enumerate() {
            by_subject.entry(&node.subject).or_default().push(place);
        }
        let mut verified = 0;
        let mut found = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let candidates = by_subject.get(node.issuer.as_slice()).map_or(&[][..], Vec::as_slice);
            let mut issuers = Vec::new();
            // Several certificates of one CA share its key: one verification serves them.
            let mut keys: BTreeMap<&[u8], SignatureCheck> = BTreeMap::new();
            for place in candidates {
                let issuer = &self.nodes[*place].certificate;
                if !may_have_issued(issuer, &node.certificate) {
                    continue;
                }
                let check = *keys.entry(issuer.public_key()).or_insert_with(|| {
                    verified += 1;
                    if verified > MOST_VERIFICATIONS {
                        SignatureCheck::NotChecked
                    } else {
                        verify(&node.certificate, issuer)
                    }
                });
                if check != SignatureCheck::DoesNotVerify {
                    issuers.push((*place, check));
                }
            }
            found.push(issuers);
        }
        for (place, (node, issuers)) in self.nodes.iter_mut().zip(found).enumerate() {
            node.self_signed = issuers.iter().any(|(issuer, _)| *issuer == place);
            node.issuers = issuers;
        }
    }

    /// What the paths of a presented certificate come to, for a verifier with this trusted CA list
    /// at an instant.
    #[must_use]
    pub fn examine(
        &self,
        presented: &Presented,
        trusted: Option<&TrustedCas>,
        at: Timestamp,
    ) -> Paths {
        let places = |certificates: &[Arc<Certificate>]| {
            BTreeSet::from_iter(
                certificates.iter().filter_map(|certificate| self.place(certificate)),
            )
        };
        let anchors = trusted.map(|list| places(&list.certificates));
        let mut pool = places(&presented.chain);
        pool.extend(anchors.iter().flatten());
        let assumed = trusted.map_or(&[][..], |list| &list.assumed);
        let walk = Walk { links: self, pool, anchors, assumed, leaf: &presented.leaf };
        walk.paths(at)
    }

    /// The issuers of a certificate, among all that were given.
    pub(crate) fn issuers_of(&self, certificate: &Certificate) -> Vec<&Arc<Certificate>> {
        let node = self.place(certificate).and_then(|place| self.nodes.get(place));
        node.into_iter()
            .flat_map(|node| &node.issuers)
            .filter(|(_, check)| *check == SignatureCheck::Verifies)
            .map(|(issuer, _)| &self.nodes[*issuer].certificate)
            .collect()
    }

    fn place(&self, certificate: &Certificate) -> Option<usize> {
        self.places.get(&address(certificate)).copied()
    }
}

/// Whether OpenSSL would take one certificate for the issuer of another, the signature aside.
fn may_have_issued(issuer: &Certificate, certificate: &Certificate) -> bool {
    let may_sign = issuer.key_usage.is_none_or(KeyUsage::allows_certificate_signing);
    // A certificate may be its own issuer without being a CA.
    let itself = core::ptr::eq(issuer, certificate);
    (itself || (issuer.is_ca() && may_sign)) && is_named_by(issuer, certificate)
}

/// Whether the authority key identifier of a certificate, where it has one, fits an issuer.
fn is_named_by(issuer: &Certificate, certificate: &Certificate) -> bool {
    let Some(wanted) = &certificate.authority_key_id else {
        return true;
    };
    let other_key = match (&wanted.key, &issuer.subject_key_id) {
        (Some(wanted), Some(carried)) => wanted != carried,
        _ => false,
    };
    let other_serial = wanted.serial.as_ref().is_some_and(|serial| *serial != issuer.serial);
    !other_key && !other_serial
}

fn address(certificate: &Certificate) -> usize {
    certificate.der().as_ptr().addr()
}

/// So many signatures are verified for one deployment: far more than two nodes, their peers and
/// full trusted CA lists need, and a few seconds at the most.
pub const MOST_VERIFICATIONS: usize = 1_000;
