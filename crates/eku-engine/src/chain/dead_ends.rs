//! Where a path is there and OpenSSL may begin another, which leads nowhere.
//!
//! [`Links::examine`] says whether a path is there. OpenSSL takes the first issuer whose name and
//! key identifier fit, those of the trusted CA list before what was sent, looks at everything else
//! later, and goes back for no other (measured). Which is the first is a matter of the order of
//! files, which is not known here; so this names the CAs where the order decides.

use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::Cell;
use core::mem;

use super::lists::Examiner;
use super::{Links, fits};
use crate::certificate::AuthorityKeyId;
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

/// What stands above a certificate.
#[derive(Default)]
struct Above {
    /// Each certificate, itself among them, with the set of its issuers.
    of: BTreeMap<usize, usize>,
    /// The sets: many certificates have one in common.
    sets: Vec<BTreeSet<usize>>,
    /// The sets by the lists that they were made of, whether the trusted CA list alone counted, and how
    /// many CAs count below them.
    known: BTreeMap<(usize, bool, usize), usize>,
}

/// How many steps each stands below the nearest trusted root, where it stands below one.
struct Heights {
    of: BTreeMap<usize, usize>,
    /// The two lowest of each set of issuers, by height and place.
    lowest: Vec<Vec<(usize, usize)>>,
}

/// The name of an issuer, and what else tells it.
type Wanted<'s> = (&'s [u8], Option<&'s AuthorityKeyId>);

impl<'s> Search<'s> {
    /// The names of the CAs; `None` where a bound was met.
    fn names(&self, leaf: usize) -> Option<Vec<String>> {
        let met = self.met(leaf)?;
        let heights = self.heights(&met)?;
        let mut names = Vec::new();
        let mut told = BTreeSet::new();
        let mut candidates: BTreeMap<Wanted<'_>, Rc<[usize]>> = BTreeMap::new();
        // The height of the highest candidate, where all of them are issuers.
        let mut highest: BTreeMap<(Wanted<'_>, usize), Option<usize>> = BTreeMap::new();
        for (place, set) in &met.of {
            let (place, node, issuers) = (*place, &self.links.nodes[*place], &met.sets[*set]);
            if node.self_signed && !(place == leaf && self.list.contains(&place)) {
                continue;
            }
            let wanted = (node.issuer.as_slice(), node.certificate.authority_key_id.as_ref());
            let all = match candidates.get(&wanted) {
                Some(known) => Rc::clone(known),
                None => {
                    let all: Rc<[usize]> = self.candidates(wanted)?.into();
                    candidates.insert(wanted, Rc::clone(&all));
                    all
                }
            };
            self.step(1)?;
            let others = || all.iter().copied().filter(|candidate| *candidate != place);
            if node.self_signed {
                // It has to be the very certificate that is found first in the list.
                let is_other = others().any(|candidate| self.list.contains(&candidate));
                names.extend(is_other.then(|| node.certificate.issuer.in_sentence()));
                continue;
            }
            let highest = highest.entry((wanted, *set)).or_insert_with(|| {
                let height = |candidate: &usize| {
                    heights.of.get(candidate).copied().filter(|_| issuers.contains(candidate))
                };
                all.iter().map(height).try_fold(0, |highest, height| Some(highest.max(height?)))
            });
            let own = heights.of.get(&place).copied().unwrap_or(0);
            if highest.is_some_and(|highest| highest <= own) {
                // All of them lead up.
                continue;
            }
            self.step(all.len())?;
            if others().count() < 2 {
                continue;
            }
            let mut leading = BTreeSet::new();
            for candidate in others().filter(|candidate| issuers.contains(candidate)) {
                if self.reaches_root(candidate, place, &met, &heights)? {
                    leading.insert(candidate);
                }
            }
            let in_list = others().any(|candidate| self.list.contains(&candidate));
            let mut first = others().filter(|one| !in_list || self.list.contains(one));
            let goes_wrong = first.any(|candidate| !leading.contains(&candidate));
            if goes_wrong && !leading.is_empty() && told.insert(node.issuer.as_slice()) {
                names.push(node.certificate.issuer.in_sentence());
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
    fn candidates(&self, (name, key_id): Wanted<'_>) -> Option<Vec<usize>> {
        let named = self.links.by_subject.get(name).map_or(&[][..], Vec::as_slice);
        self.step(named.len())?;
        let fits = |candidate: &usize| {
            self.gives(*candidate) && fits(&self.links.nodes[*candidate].certificate, key_id)
        };
        Some(named.iter().copied().filter(fits).collect())
    }

    /// The certificate and everything above it, by verified signatures, each with its issuers. Those
    /// of a certificate of the list stand in the list, and their path lengths are kept.
    fn met(&self, leaf: usize) -> Option<Above> {
        let mut met = Above::default();
        // A certificate, and how many CAs count below what issued it.
        let mut open = VecDeque::from([(leaf, 0_usize)]);
        while let Some((place, below)) = open.pop_front() {
            if met.of.contains_key(&place) {
                continue;
            }
            let node = &self.links.nodes[place];
            if node.left_out {
                return None;
            }
            self.step(1)?;
            let only_list = place != leaf && self.list.contains(&place);
            let key = (node.issuers, only_list, below);
            if let Some(set) = met.known.get(&key) {
                met.of.insert(place, *set);
                continue;
            }
            let issuers = self.links.issuers(node).iter().filter(|(issuer, check)| {
                let constraints = self.links.nodes[*issuer].certificate.basic_constraints;
                let length = constraints.and_then(|constraints| constraints.path_length);
                *check == SignatureCheck::Verifies
                    && if only_list { self.list.contains(issuer) } else { self.gives(*issuer) }
                    && length.is_none_or(|length| below <= usize::from(length))
            });
            let issuers = BTreeSet::from_iter(issuers.map(|(issuer, _)| *issuer));
            self.step(self.links.issuers(node).len())?;
            open.extend(issuers.iter().map(|issuer| {
                let ca = &self.links.nodes[*issuer];
                (*issuer, below + usize::from(ca.subject != ca.issuer))
            }));
            met.of.insert(place, met.sets.len());
            met.known.insert(key, met.sets.len());
            met.sets.push(issuers);
        }
        Some(met)
    }

    fn heights(&self, met: &Above) -> Option<Heights> {
        let mut issued: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (set, issuers) in met.sets.iter().enumerate() {
            self.step(issuers.len())?;
            issuers.iter().for_each(|issuer| issued.entry(*issuer).or_default().push(set));
        }
        let mut lower: Vec<Vec<usize>> = Vec::new();
        lower.resize_with(met.sets.len(), Vec::new);
        met.of.iter().for_each(|(place, set)| lower[*set].push(*place));
        let is_root =
            |place: &usize| self.links.nodes[*place].self_signed && self.list.contains(place);
        let roots = met.of.keys().copied().filter(is_root);
        let mut of = BTreeMap::from_iter(roots.map(|root| (root, 0)));
        let mut open = VecDeque::from_iter(of.clone());
        while let Some((place, height)) = open.pop_front() {
            for set in issued.get(&place).into_iter().flatten() {
                // The first of the issuers is the lowest.
                for lower in mem::take(&mut lower[*set]) {
                    self.step(1)?;
                    of.entry(lower).or_insert_with(|| {
                        open.push_back((lower, height + 1));
                        height + 1
                    });
                }
            }
        }
        let lowest = met.sets.iter().map(|issuers| {
            let heights = issuers.iter().filter_map(|issuer| Some((*of.get(issuer)?, *issuer)));
            let mut heights = Vec::from_iter(heights);
            heights.sort_unstable();
            heights.truncate(2);
            heights
        });
        let lowest = lowest.collect();
        Some(Heights { of, lowest })
    }

    /// Whether a trusted root is reached from a CA without coming back to `without`, which it issued.
    /// The shortest way up from what does not stand lower than that does not lead over it.
    fn reaches_root(
        &self,
        from: usize,
        without: usize,
        met: &Above,
        heights: &Heights,
    ) -> Option<bool> {
        let limit = heights.of.get(&without).copied().unwrap_or(0);
        let mut seen = BTreeSet::from([without, from]);
        let mut open = Vec::from([from]);
        while let Some(place) = open.pop() {
            self.step(1)?;
            let Some(height) = heights.of.get(&place) else { continue };
            if *height <= limit {
                return Some(true);
            }
            let Some(set) = met.of.get(&place) else { continue };
            let mut lowest = heights.lowest[*set].iter().filter(|(_, place)| *place != without);
            if lowest.next().is_some_and(|(height, _)| *height <= limit) {
                return Some(true);
            }
            let issuers = &met.sets[*set];
            self.step(issuers.len())?;
            open.extend(issuers.iter().copied().filter(|issuer| seen.insert(*issuer)));
        }
        Some(false)
    }
}

#[cfg(test)]
mod tests;
