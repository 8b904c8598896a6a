//! Where a path is there and OpenSSL may begin another, which leads nowhere.
//!
//! [`Links::examine`] says whether a path is there. OpenSSL takes the first issuer whose name and
//! key identifier fit, those of the trusted CA list before what was sent, looks at everything else
//! later, and goes back for no other (measured). Which is the first is a matter of the order of
//! files, which is not known here; so this names the CAs where the order decides.

use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;

use super::lists::Examiner;
use super::{Links, is_named_by};
use crate::deployment::{Presented, TrustedCas};
use crate::signature::SignatureCheck;

/// Where the order of certificates decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DeadEnds {
    /// The subjects of CAs of which, for a verifier with a trusted CA list, one certificate leads to
    /// a trusted root and another one, which OpenSSL may take first, does not.
    pub(crate) names: Vec<String>,
    /// Whether there is more above the certificate than was looked at.
    pub(crate) bound_met: bool,
}

impl<'d> Examiner<'d> {
    /// The dead ends above what is presented to a verifier with this trusted CA list.
    pub(crate) fn dead_ends(
        &mut self,
        presented: &'d Presented,
        trusted: &'d TrustedCas,
    ) -> DeadEnds {
        let links = self.links;
        let Some(leaf) = links.place(&presented.leaf) else {
            return DeadEnds::default();
        };
        let (list, chain) = (self.list(trusted), links.places(&presented.chain));
        let steps_left = Cell::new(self.most.saturating_sub(self.steps));
        let search = Search { links, list: &list, chain: &chain, steps_left: &steps_left };
        let names = search.names(leaf);
        self.steps = self.most - steps_left.get();
        let bound_met = names.is_none();
        DeadEnds { names: names.unwrap_or_default(), bound_met }
    }
}

struct Search<'s> {
    links: &'s Links,
    list: &'s BTreeSet<usize>,
    chain: &'s BTreeSet<usize>,
    steps_left: &'s Cell<usize>,
}

impl Search<'_> {
    /// The names of the CAs; `None` where a bound was met.
    fn names(&self, leaf: usize) -> Option<Vec<String>> {
        let met = self.met(leaf)?;
        let heights = self.heights(&met)?;
        let mut names = Vec::new();
        for place in met.keys().copied() {
            let node = &self.links.nodes[place];
            if node.self_signed && !(place == leaf && self.list.contains(&place)) {
                continue;
            }
            let candidates = self.candidates(place)?;
            if node.self_signed {
                // It has to be the very certificate that is found first in the list.
                let others = candidates.iter().any(|candidate| self.list.contains(candidate));
                names.extend(others.then(|| node.certificate.issuer.to_string()));
                continue;
            }
            if candidates.len() < 2 {
                continue;
            }
            let issuers = &met[&place];
            let mut leading = BTreeSet::new();
            for candidate in &candidates {
                if issuers.contains(candidate)
                    && self.reaches_root(*candidate, place, &met, &heights)?
                {
                    leading.insert(*candidate);
                }
            }
            let in_list = candidates.iter().any(|candidate| self.list.contains(candidate));
            let mut first = candidates.iter().filter(|one| !in_list || self.list.contains(one));
            let goes_wrong = first.any(|candidate| !leading.contains(candidate));
            let name = node.certificate.issuer.to_string();
            if goes_wrong && !leading.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
        Some(names)
    }

    /// Counts so many certificates that are looked at; `None` beyond the bound.
    fn step(&self, count: usize) -> Option<()> {
        let left = self.steps_left.get().checked_sub(count);
        self.steps_left.set(left.unwrap_or(0));
        left.map(|_| ())
    }

    fn gives(&self, place: usize) -> bool {
        self.list.contains(&place) || self.chain.contains(&place)
    }

    /// What OpenSSL would look at as the issuer of a certificate: name and key identifier fit.
    fn candidates(&self, place: usize) -> Option<Vec<usize>> {
        let node = &self.links.nodes[place];
        let named = self.links.by_subject.get(&node.issuer).map_or(&[][..], Vec::as_slice);
        self.step(named.len())?;
        let fits = |candidate: &usize| {
            let other = &self.links.nodes[*candidate].certificate;
            *candidate != place && self.gives(*candidate) && is_named_by(other, &node.certificate)
        };
        Some(named.iter().copied().filter(fits).collect())
    }

    /// The certificate and everything above it, by verified signatures, each with its issuers. Those
    /// of a certificate of the list stand in the list, and their path lengths are kept.
    fn met(&self, leaf: usize) -> Option<BTreeMap<usize, BTreeSet<usize>>> {
        let mut met = BTreeMap::new();
        // A certificate, and how many CAs count below what issued it.
        let mut open = VecDeque::from([(leaf, 0_usize)]);
        while let Some((place, below)) = open.pop_front() {
            if met.contains_key(&place) {
                continue;
            }
            let node = &self.links.nodes[place];
            if node.left_out {
                return None;
            }
            self.step(node.issuers.len())?;
            let only_list = place != leaf && self.list.contains(&place);
            let issuers = node.issuers.iter().filter(|(issuer, check)| {
                let constraints = self.links.nodes[*issuer].certificate.basic_constraints;
                let length = constraints.and_then(|constraints| constraints.path_length);
                *check == SignatureCheck::Verifies
                    && if only_list { self.list.contains(issuer) } else { self.gives(*issuer) }
                    && length.is_none_or(|length| below <= usize::from(length))
            });
            let issuers = BTreeSet::from_iter(issuers.map(|(issuer, _)| *issuer));
            open.extend(issuers.iter().map(|issuer| {
                let ca = &self.links.nodes[*issuer];
                (*issuer, below + usize::from(ca.subject != ca.issuer))
            }));
            met.insert(place, issuers);
        }
        Some(met)
    }

    /// How many steps each stands below the nearest trusted root, where it stands below one.
    fn heights(&self, met: &BTreeMap<usize, BTreeSet<usize>>) -> Option<BTreeMap<usize, usize>> {
        let mut below: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, issuers) in met {
            self.step(issuers.len())?;
            issuers.iter().for_each(|issuer| below.entry(*issuer).or_default().push(*place));
        }
        let is_root =
            |place: &usize| self.links.nodes[*place].self_signed && self.list.contains(place);
        let roots = met.keys().copied().filter(is_root);
        let mut heights = BTreeMap::from_iter(roots.map(|root| (root, 0)));
        let mut open = VecDeque::from_iter(heights.clone());
        while let Some((place, height)) = open.pop_front() {
            for lower in below.get(&place).into_iter().flatten() {
                self.step(1)?;
                heights.entry(*lower).or_insert_with(|| {
                    open.push_back((*lower, height + 1));
                    height + 1
                });
            }
        }
        Some(heights)
    }

    /// Whether a trusted root is reached from a CA without coming back to `without`, which it issued.
    /// The shortest way up from what does not stand lower than that does not lead over it.
    fn reaches_root(
        &self,
        from: usize,
        without: usize,
        met: &BTreeMap<usize, BTreeSet<usize>>,
        heights: &BTreeMap<usize, usize>,
    ) -> Option<bool> {
        let limit = heights.get(&without).copied().unwrap_or(0);
        let mut seen = BTreeSet::from([without, from]);
        let mut open = Vec::from([from]);
        while let Some(place) = open.pop() {
            self.step(1)?;
            let Some(height) = heights.get(&place) else { continue };
            if *height <= limit {
                return Some(true);
            }
            let issuers = met.get(&place).into_iter().flatten().copied();
            open.extend(issuers.filter(|issuer| seen.insert(*issuer)));
        }
        Some(false)
    }
}

#[cfg(test)]
mod tests;
