//! What stands above a certificate, whoever verifies it, and what is left of it later.
//!
//! [`Links::examine`] asks what one verifier makes of a path; here the question is only who issued
//! whom among all that was given.

use alloc::collections::{BTreeSet, VecDeque};
use alloc::vec::Vec;

use super::{Links, Renewed};
use crate::certificate::Certificate;
use crate::signature::SignatureCheck;
use crate::time::Timestamp;

impl Links {
    /// Every certificate that issued another on a way up from this one, by verified signatures,
    /// nearest first; itself left out.
    #[must_use]
    pub fn above(&self, certificate: &Certificate) -> Vec<&Certificate> {
        let found = self.verified_above(certificate).into_iter();
        found.map(|place| self.nodes[place].certificate.as_ref()).collect()
    }

    pub(super) fn verified_above(&self, certificate: &Certificate) -> Vec<usize> {
        self.climbed(certificate, |check| check == SignatureCheck::Verifies)
    }

    /// Whether its signature verifies with its own key; `None` where that could not be verified,
    /// or where it is not among the certificates.
    #[must_use]
    pub fn self_signed(&self, certificate: &Certificate) -> Option<bool> {
        let place = self.place(certificate)?;
        let node = self.nodes.get(place)?;
        match self.issuers(node).iter().find(|(issuer, _)| *issuer == place) {
            Some((_, SignatureCheck::NotChecked)) => None,
            found => Some(found.is_some()),
        }
    }

    /// Whether OpenSSL takes it for self-signed, so that it ends a path and its own signature counts
    /// for nothing.
    #[must_use]
    pub fn ends_paths(&self, certificate: &Certificate) -> bool {
        let node = self.place(certificate).and_then(|place| self.nodes.get(place));
        node.is_some_and(|node| node.self_signed)
    }

    /// The instants at which the validity of this certificate, or of one that may stand above it,
    /// begins or ends.
    #[must_use]
    pub fn turns(&self, certificate: &Certificate) -> Vec<Timestamp> {
        let above = self.climbed(certificate, |_| true);
        let above = above.into_iter().filter_map(|place| self.nodes.get(place));
        above
            .map(|node| node.certificate.as_ref())
            .chain([certificate])
            .flat_map(|certificate| [certificate.not_before, certificate.not_after])
            .collect()
    }

    /// From when on the ends of the CAs above a certificate count for nothing, where they do.
    pub(crate) fn renewed_above(
        &self,
        certificate: &Certificate,
        renewed: &Renewed,
    ) -> impl Iterator<Item = Timestamp> {
        self.climbed(certificate, |_| true).into_iter().filter_map(|place| renewed.from(place))
    }

    /// The places above a certificate, nearest first.
    fn climbed(&self, from: &Certificate, takes: impl Fn(SignatureCheck) -> bool) -> Vec<usize> {
        let mut found = Vec::new();
        let Some(start) = self.place(from) else {
            return found;
        };
        let mut seen = BTreeSet::from([start]);
        let mut lists = BTreeSet::new();
        let mut open = VecDeque::from([start]);
        while let Some(node) = open.pop_front().and_then(|place| self.nodes.get(place)) {
            if !lists.insert(node.issuers) {
                continue;
            }
            for (issuer, check) in self.issuers(node) {
                if takes(*check) && seen.insert(*issuer) {
                    found.push(*issuer);
                    open.push_back(*issuer);
                }
            }
        }
        found
    }
}
