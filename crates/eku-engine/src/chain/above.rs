//! What stands above a certificate, whoever verifies it, and what is left of it later.
//!
//! [`Links::examine`] asks what one verifier makes of a path; here the question is only who issued
//! whom among all that was given.

use alloc::collections::{BTreeSet, VecDeque};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::Links;
use crate::certificate::Certificate;
use crate::signature::SignatureCheck;
use crate::time::Timestamp;

impl Links {
    /// Every certificate that issued another on a way up from this one, by verified signatures,
    /// nearest first; itself left out.
    #[must_use]
    pub fn above(&self, certificate: &Certificate) -> Vec<&Certificate> {
        let found = self.climbed(certificate, |check| check == SignatureCheck::Verifies);
        Vec::from_iter(
            found
                .into_iter()
                .filter_map(|place| self.nodes.get(place).map(|node| node.certificate.as_ref())),
        )
    }

    /// Whether its signature verifies with its own key; `None` where that could not be verified,
    /// or where it is not among the certificates.
    #[must_use]
    pub fn self_signed(&self, certificate: &Certificate) -> Option<bool> {
        let place = self.place(certificate)?;
        let node = self.nodes.get(place)?;
        match node.issuers.iter().find(|(issuer, _)| *issuer == place) {
            Some((_, SignatureCheck::NotChecked)) => None,
            found => Some(found.is_some()),
        }
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

    /// The same links, with the intermediates among some certificates valid until an instant: a CA
    /// that renews a certificate sends the intermediates that it then has. Roots stay as they are.
    #[must_use]
    pub fn with_renewed_intermediates<'c>(
        &self,
        certificates: impl IntoIterator<Item = &'c Certificate>,
        until: Timestamp,
    ) -> Self {
        let mut links = self.clone();
        for certificate in certificates {
            let node = self.place(certificate).and_then(|place| links.nodes.get_mut(place));
            let Some(node) = node.filter(|node| !node.self_signed) else {
                continue;
            };
            if node.certificate.not_after < until {
                let renewed = Certificate { not_after: until, ..node.certificate.as_ref().clone() };
                node.certificate = Arc::new(renewed);
            }
        }
        links
    }

    /// The places above a certificate, nearest first.
    fn climbed(&self, from: &Certificate, takes: impl Fn(SignatureCheck) -> bool) -> Vec<usize> {
        let mut found = Vec::new();
        let Some(start) = self.place(from) else {
            return found;
        };
        let mut seen = BTreeSet::from([start]);
        let mut open = VecDeque::from([start]);
        while let Some(node) = open.pop_front().and_then(|place| self.nodes.get(place)) {
            for (issuer, check) in &node.issuers {
                if takes(*check) && seen.insert(*issuer) {
                    found.push(*issuer);
                    open.push_back(*issuer);
                }
            }
        }
        found
    }
}
