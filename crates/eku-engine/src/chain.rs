//! Paths from a certificate through what was given to what its verifier trusts.
//!
//! Entry points: [`Links::of`] verifies the signatures of a deployment, each once for a
//! certificate and an issuer's key ([`Verified`] keeps them), before anything is judged; [`Links::examine`] then answers
//! about the paths of one presented certificate without any cryptography.
//!
//! A path is built from the rest of the certificate's own file and the verifier's trusted CA list,
//! and goes only through issuers that OpenSSL accepts: names match, key identifiers do not
//! contradict, the signature verifies, BasicConstraints say CA, key usage (where there is one)
//! allows signing certificates, and the path length is kept; a root may be of version 1 or without
//! BasicConstraints, and its own signature counts for nothing. Above a certificate of the list only
//! the list is looked at. A path goes no further than a self-signed certificate, and over
//! [`MOST_INTERMEDIATES`] at most. With a trusted CA list it has to end in a self-signed certificate of
//! that list; without one it goes as far as it can be built.
//!
//! Bounds: of the CAs with one name [`MOST_OF_ONE_NAME`] are looked at for a certificate,
//! [`MOST_VERIFICATIONS`] signatures are verified for a deployment, what is presented and stands above
//! it first, and one judgement looks [`MOST_PATH_STEPS`] times at who issued what. Where a path
//! meets one of them, that is all that is said of it ([`Trust::BoundMet`]).

mod above;
mod candidates;
mod dead_ends;
mod lists;
mod renewed;
#[cfg(test)]
mod tests;
mod verified;
mod walk;

use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::certificate::{AuthorityKeyId, Certificate, KeyUsage};
use crate::deployment::{Deployment, NodeName, Presented, TrustedCas};
use crate::eku::{ExtendedKeyUsage, Purpose};
use crate::signature::{SignatureCheck, fits_own_key};
use crate::time::Timestamp;
use candidates::Candidates;
pub(crate) use lists::Examiner;
pub(crate) use renewed::Renewed;
pub use verified::Verified;

/// Who issued whom, among all certificates of a deployment.
#[derive(Clone, Debug, Default)]
pub struct Links {
    nodes: Vec<Node>,
    /// Where a certificate stands in `nodes`, by the address of its bytes.
    places: BTreeMap<usize, usize>,
    /// Every certificate looked at, so that no address is given to other bytes.
    kept: Vec<Arc<Certificate>>,
    /// The certificates with a subject, by its canonical form.
    by_subject: BTreeMap<Vec<u8>, Vec<usize>>,
    /// The issuers of certificates, each list once: one CA may issue many.
    lists: Vec<Issuers>,
    /// So many times a CA was looked at as the issuer of a certificate.
    steps: usize,
    /// Whether names and key identifiers alone say who issued whom.
    by_name_only: bool,
}

/// Issuers: their places, and whether the signature verifies. Those that it does not verify with are left
/// out.
type Issuers = Vec<(usize, SignatureCheck)>;

#[derive(Clone, Debug)]
struct Node {
    certificate: Arc<Certificate>,
    subject: Vec<u8>,
    issuer: Vec<u8>,
    /// The list of its issuers.
    issuers: usize,
    /// Whether OpenSSL takes it for self-signed, so that a path ends at it: it names itself as its
    /// issuer, and its algorithm is one of its own key.
    self_signed: bool,
    /// Whether that hangs on an algorithm that is not known here.
    unsure: bool,
    /// Whether a bound left out certificates that may be its issuers.
    left_out: bool,
    /// The CA that it is of, or would be: one number for each name and key.
    ca: usize,
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
    /// There are more ways up than are followed: nothing is known of the paths.
    BoundMet,
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
    /// Of paths that are more than are followed nothing is said.
    fn beyond_the_bound() -> Self {
        let restricted = [Restriction::None, Restriction::None];
        Self { given: true, trust: Trust::BoundMet, invalid_ca: None, restricted }
    }

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
        Self::again(deployment, &mut Verified::default())
    }

    /// The same, where some of it was verified before.
    #[must_use]
    pub fn again(deployment: &Deployment, verified: &mut Verified) -> Self {
        let mut certificates: Vec<&Arc<Certificate>> = Vec::new();
        let mut leaves = Vec::new();
        for name in NodeName::ALL {
            let node = deployment.node(name);
            for presented in node.stores().filter_map(|(_, store)| store.presented()) {
                leaves.push(&presented.leaf);
                certificates.extend(presented.all());
            }
            certificates.extend(node.trusted_cas.iter().flat_map(|list| &list.certificates));
        }
        for far_end in &deployment.far_ends {
            if let Some(presented) = far_end.certificate.presented() {
                leaves.push(&presented.leaf);
                certificates.extend(presented.all());
            }
            certificates.extend(far_end.trusted_cas.iter().flat_map(|list| &list.certificates));
        }
        let mut links = Self::unconnected(certificates);
        links.connect(&leaves, verified);
        verified.end_round();
        links
    }

    /// Verifies who issued whom among some certificates.
    #[must_use]
    pub fn among<'c>(certificates: impl IntoIterator<Item = &'c Arc<Certificate>>) -> Self {
        let mut links = Self::unconnected(certificates);
        links.connect(&[], &mut Verified::default());
        links
    }

    /// Who issued whom among some certificates by names and key identifiers alone: no signature is
    /// verified, and each counts as if it were right.
    #[must_use]
    pub fn by_name<'c>(certificates: impl IntoIterator<Item = &'c Arc<Certificate>>) -> Self {
        let mut links = Self::unconnected(certificates);
        links.by_name_only = true;
        links.connect(&[], &mut Verified::by_name());
        links
    }

    /// Whether signatures say who issued whom, not names and key identifiers alone.
    #[must_use]
    pub const fn are_verified(&self) -> bool {
        !self.by_name_only
    }

    /// The number of the list of a certificate's issuers, where it is among the certificates.
    pub(crate) fn list_of(&self, certificate: &Certificate) -> Option<usize> {
        self.place(certificate).and_then(|place| self.nodes.get(place)).map(|node| node.issuers)
    }

    fn unconnected<'c>(certificates: impl IntoIterator<Item = &'c Arc<Certificate>>) -> Self {
        let mut links = Self::default();
        let mut known: BTreeMap<&[u8], usize> = BTreeMap::new();
        let mut cas: BTreeMap<(Vec<u8>, &[u8]), usize> = BTreeMap::new();
        for certificate in certificates {
            if certificate.der().is_empty() || links.place(certificate).is_some() {
                continue;
            }
            // The same certificate in several files is one node.
            let place = *known.entry(certificate.der()).or_insert_with(|| {
                let subject = certificate.subject.canonical();
                let issuer = certificate.issuer.canonical();
                let names_itself = subject == issuer && is_named_by(certificate, certificate);
                let fits = names_itself.then(|| fits_own_key(certificate));
                let count = cas.len();
                let ca = *cas.entry((subject.clone(), certificate.public_key())).or_insert(count);
                links.nodes.push(Node {
                    certificate: Arc::clone(certificate),
                    subject,
                    issuer,
                    issuers: 0,
                    self_signed: fits.is_some_and(|fits| fits.unwrap_or(true)),
                    unsure: fits == Some(None),
                    left_out: false,
                    ca,
                });
                links.nodes.len() - 1
            });
            links.places.insert(address(certificate), place);
            links.kept.push(Arc::clone(certificate));
        }
        for (place, node) in links.nodes.iter().enumerate() {
            links.by_subject.entry(node.subject.clone()).or_default().push(place);
        }
        links
    }

    /// Finds the issuers of every certificate. `first` and what stands above them come before all
    /// others, so that a bound is met by what nobody presents.
    fn connect(&mut self, first: &[&Arc<Certificate>], verified: &mut Verified) {
        let mut found = Vec::new();
        found.resize_with(self.nodes.len(), || None);
        let mut candidates = Candidates::among(&self.nodes, verified);
        let mut opened = BTreeSet::new();
        let first = first.iter().filter_map(|certificate| self.place(certificate));
        for start in first.chain(0..self.nodes.len()) {
            let mut open = VecDeque::from([start]);
            while let Some(place) = open.pop_front() {
                if let Some(entry @ None) = found.get_mut(place) {
                    let (list, left_out) = candidates.of(place);
                    if opened.insert(list) {
                        open.extend(candidates.lists[list].iter().map(|(issuer, _)| *issuer));
                    }
                    *entry = Some((list, left_out));
                }
            }
        }
        let Candidates { lists, steps, .. } = candidates;
        for (node, found) in self.nodes.iter_mut().zip(found) {
            (node.issuers, node.left_out) = found.unwrap_or_default();
        }
        self.lists = lists;
        self.steps = steps;
    }

    /// So many times a CA was looked at as the issuer of a certificate.
    #[must_use]
    pub const fn steps(&self) -> usize {
        self.steps
    }

    /// The issuers of a certificate.
    fn issuers(&self, node: &Node) -> &[(usize, SignatureCheck)] {
        self.lists.get(node.issuers).map_or(&[], Vec::as_slice)
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
        Examiner::new(self).examine(presented, trusted, at)
    }

    /// The issuers of a certificate, among all that were given.
    pub(crate) fn issuers_of(&self, certificate: &Certificate) -> Vec<&Arc<Certificate>> {
        let node = self.place(certificate).and_then(|place| self.nodes.get(place));
        node.into_iter()
            .flat_map(|node| self.issuers(node))
            .filter(|(_, check)| *check == SignatureCheck::Verifies)
            .map(|(issuer, _)| &self.nodes[*issuer].certificate)
            .collect()
    }

    fn place(&self, certificate: &Certificate) -> Option<usize> {
        self.places.get(&address(certificate)).copied()
    }
}

/// Whether OpenSSL would take a certificate for the issuer of any other. What it takes for
/// self-signed may be a root without saying that it is a CA.
fn may_issue(issuer: &Node) -> bool {
    let certificate = &issuer.certificate;
    let may_sign = certificate.key_usage.is_none_or(KeyUsage::allows_certificate_signing);
    let is_ca = certificate.is_ca() || (issuer.self_signed && certificate.may_be_old_root());
    is_ca && may_sign
}

/// Whether the authority key identifier of a certificate, where it has one, fits an issuer.
fn is_named_by(issuer: &Certificate, certificate: &Certificate) -> bool {
    fits(issuer, certificate.authority_key_id.as_ref())
}

fn fits(issuer: &Certificate, wanted: Option<&AuthorityKeyId>) -> bool {
    let Some(wanted) = wanted else {
        return true;
    };
    let other_key = match (&wanted.key, &issuer.subject_key_id) {
        (Some(wanted), Some(carried)) => wanted != carried,
        _ => false,
    };
    let other_serial = wanted.serial.as_ref().is_some_and(|serial| *serial != issuer.serial);
    let other_issuer =
        wanted.issuer.as_ref().is_some_and(|name| *name != issuer.issuer.canonical());
    !other_key && !other_serial && !other_issuer
}

fn address(certificate: &Certificate) -> usize {
    certificate.der().as_ptr().addr()
}

/// So many signatures are verified for one deployment: far more than two nodes, their peers and
/// full trusted CA lists need, and a few seconds at the most.
pub const MOST_VERIFICATIONS: usize = 1_000;

/// So many CAs may stand between a certificate and a root: the depth at which OpenSSL stops (error
/// 22).
pub const MOST_INTERMEDIATES: usize = 100;

/// So many certificates with the name of its issuer, and no other key identifier than it asks for, are
/// looked at for a certificate.
pub const MOST_OF_ONE_NAME: usize = 100;

/// So many times one judgement looks, on the ways up from what is presented, at an issuer.
pub const MOST_PATH_STEPS: usize = 1_000_000;
