//! Where a path is there and OpenSSL may begin another, which leads nowhere.
//!
//! [`Links::examine`] says whether a path is there. OpenSSL takes the first issuer whose name and
//! key identifier fit, those of the trusted CA list before what was sent, looks at everything else
//! later, and goes back for no other (measured). Which is the first is a matter of the order of
//! files, which is not known here; so this names the CAs where the order decides.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Links, is_named_by};
use crate::deployment::{Presented, TrustedCas};
use crate::signature::SignatureCheck;

impl Links {
    /// The subjects of CAs of which, for a verifier with this trusted CA list, one certificate
    /// leads to a trusted root and another one, which OpenSSL may take first, does not.
    #[must_use]
    pub fn dead_ends(&self, presented: &Presented, trusted: &TrustedCas) -> Vec<String> {
        let Some(leaf) = self.place(&presented.leaf) else {
            return Vec::new();
        };
        let places = |certificates: &[alloc::sync::Arc<crate::certificate::Certificate>]| {
            BTreeSet::from_iter(certificates.iter().filter_map(|one| self.place(one)))
        };
        let list = places(&trusted.certificates);
        let pool = BTreeSet::from_iter(list.iter().copied().chain(places(&presented.chain)));
        let search = Search { links: self, list: &list, pool: &pool };
        let mut names = Vec::new();
        for place in search.met(leaf) {
            let node = &self.nodes[place];
            let candidates = Vec::from_iter(search.candidates(place));
            if node.self_signed || candidates.len() < 2 {
                continue;
            }
            let leads = |candidate: usize| {
                search.issuers(place).any(|issuer| issuer == candidate)
                    && search.reaches_root(candidate, place)
            };
            let in_list = candidates.iter().any(|candidate| list.contains(candidate));
            let first = candidates.iter().filter(|one| !in_list || list.contains(one));
            let goes_wrong = first.copied().any(|candidate| !leads(candidate));
            let name = node.certificate.issuer.to_string();
            if goes_wrong && candidates.iter().any(|one| leads(*one)) && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

struct Search<'s> {
    links: &'s Links,
    list: &'s BTreeSet<usize>,
    pool: &'s BTreeSet<usize>,
}

impl Search<'_> {
    /// The issuers of a certificate that may be used, by verified signatures.
    fn issuers(&self, place: usize) -> impl Iterator<Item = usize> {
        let issuers = self.links.nodes[place].issuers.iter();
        issuers
            .filter(|(issuer, check)| {
                *check == SignatureCheck::Verifies && self.pool.contains(issuer)
            })
            .map(|(issuer, _)| *issuer)
    }

    /// What OpenSSL would look at as the issuer of a certificate: name and key identifier fit.
    fn candidates(&self, place: usize) -> impl Iterator<Item = usize> {
        let node = &self.links.nodes[place];
        self.pool.iter().copied().filter(move |candidate| {
            let other = &self.links.nodes[*candidate];
            *candidate != place
                && other.subject == node.issuer
                && is_named_by(&other.certificate, &node.certificate)
        })
    }

    /// The certificate and everything above it, by verified signatures.
    fn met(&self, leaf: usize) -> BTreeSet<usize> {
        self.climbed(leaf, None)
    }

    /// Whether a trusted root is reached from a CA without coming back to `without`.
    fn reaches_root(&self, from: usize, without: usize) -> bool {
        let climbed = self.climbed(from, Some(without));
        climbed
            .iter()
            .any(|place| self.links.nodes[*place].self_signed && self.list.contains(place))
    }

    fn climbed(&self, from: usize, without: Option<usize>) -> BTreeSet<usize> {
        let mut seen = BTreeSet::from([from]);
        let mut open = Vec::from([from]);
        while let Some(place) = open.pop() {
            for issuer in self.issuers(place) {
                if Some(issuer) != without && seen.insert(issuer) {
                    open.push(issuer);
                }
            }
        }
        seen
    }
}

#[cfg(test)]
mod tests;
