//! The ways up from one presented certificate, for one verifier.
//!
//! What may have issued what is known before ([`Links`]); here the question is which ways lead where
//! the verifier's trusted CA list, an instant and a purpose allow.

use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::rc::Rc;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::cell::Cell;

use super::{InvalidCa, Links, MOST_INTERMEDIATES, Paths, Renewed, Restriction, Trust};
use crate::certificate::{Certificate, ValidityAt};
use crate::eku::{Holds, Purpose};
use crate::signature::SignatureCheck;
use crate::time::Timestamp;

/// One presented certificate, on its way up.
pub(super) struct Walk<'l> {
    pub(super) links: &'l Links,
    /// The rest of its file: what the path may go through beside the list.
    pub(super) chain: BTreeSet<usize>,
    /// The trusted CA list, where one was given: what the path may go through, and where it may end.
    pub(super) anchors: Option<Rc<BTreeSet<usize>>>,
    /// Names of CAs that a plan takes to be in the list.
    pub(super) assumed: &'l [Vec<u8>],
    /// What is renewed, in a forecast.
    pub(super) renewed: Option<&'l Renewed>,
    pub(super) leaf: &'l Certificate,
    pub(super) at: Timestamp,
    /// So many issuers may still be looked at.
    pub(super) steps_left: Cell<usize>,
    /// Whether there is more than was looked at.
    pub(super) bound_met: Cell<bool>,
}

/// What was reached: whether a path ends well without, and with, passing a marked CA.
#[derive(Default)]
struct Reached {
    unmarked: bool,
    marked: bool,
    first_marked: Option<usize>,
    any_issuer: bool,
}

impl Walk<'_> {
    /// What the paths come to.
    pub(super) fn paths(&self) -> Paths {
        let invalid = |place| self.validity(place) != ValidityAt::Valid;
        let by_validity = self.climb(false, &invalid, &|_| true);
        let (reached, given) = (by_validity.unmarked || by_validity.marked, by_validity.any_issuer);
        let blindly = || self.climb(true, &|_| false, &|_| true);
        let trust = match (&self.anchors, reached) {
            (Some(_), true) => Trust::Reached,
            (Some(_), false) if blindly().unmarked => Trust::SignatureNotChecked,
            (Some(_), false) => Trust::NotReached,
            (None, _) if !given && blindly().any_issuer => Trust::SignatureNotChecked,
            (None, _) => Trust::NotGiven,
        };
        let only_invalid = by_validity.marked && !by_validity.unmarked;
        let invalid_ca = by_validity.first_marked.filter(|_| only_invalid).map(|place| {
            let ca = &self.links.nodes[place].certificate;
            let expired = self.validity(place) == ValidityAt::Expired;
            let bound = if expired { ca.not_after } else { ca.not_before };
            InvalidCa { subject: ca.subject.in_sentence(), bound, expired }
        });
        let restricted = [Purpose::ServerAuth, Purpose::ClientAuth].map(|purpose| {
            // Where some path has all its CAs in their validity, OpenSSL prefers those.
            let usable = |place| only_invalid || !invalid(place);
            let restricting =
                |place: usize| restricts(&self.links.nodes[place].certificate, purpose);
            let climbed = self.climb(false, &restricting, &usable);
            let Some(place) = climbed.first_marked.filter(|_| climbed.marked) else {
                return Restriction::None;
            };
            let ca = &self.links.nodes[place].certificate;
            let (subject, eku) = (ca.subject.in_sentence(), ca.eku.clone());
            if climbed.unmarked {
                Restriction::SomePaths { subject, eku }
            } else {
                Restriction::EveryPath { subject, eku }
            }
        });
        if self.bound_met.get() {
            return Paths::beyond_the_bound();
        }
        Paths { given, trust, invalid_ca, restricted }
    }

    fn validity(&self, place: usize) -> ValidityAt {
        let certificate = &self.links.nodes[place].certificate;
        match certificate.validity_at(self.at) {
            ValidityAt::Expired => {
                let renewed = self.renewed.and_then(|renewed| renewed.from(place));
                match renewed.filter(|from| *from <= self.at) {
                    Some(_) if self.at < certificate.not_before => ValidityAt::NotYetValid,
                    Some(_) => ValidityAt::Valid,
                    None => ValidityAt::Expired,
                }
            }
            validity => validity,
        }
    }

    /// Whether a path may go through a certificate.
    fn gives(&self, place: usize) -> bool {
        self.chain.contains(&place)
            || self.anchors.as_ref().is_some_and(|anchors| anchors.contains(&place))
    }

    /// Counts one issuer that is looked at; answers whether that is within the bound.
    fn step(&self) -> bool {
        match self.steps_left.get().checked_sub(1) {
            Some(left) => self.steps_left.set(left),
            None => self.bound_met.set(true),
        }
        !self.bound_met.get()
    }

    /// Goes up from the leaf, breadth first, through the CAs that were given and are `usable`.
    fn climb(
        &self,
        blindly: bool,
        marks: &dyn Fn(usize) -> bool,
        usable: &dyn Fn(usize) -> bool,
    ) -> Reached {
        let mut reached = Reached::default();
        let leaf_place = self.links.place(self.leaf);
        if self.ends_at_leaf(leaf_place, blindly) {
            reached.unmarked = true;
        }
        let Some(leaf_place) = leaf_place else {
            return reached;
        };
        let mut seen = BTreeSet::new();
        // The lists of issuers that were looked at, and below how many that count: what finds one again
        // below no fewer finds nothing new.
        let mut looked_at: BTreeMap<(usize, bool, bool), usize> = BTreeMap::new();
        // A certificate, how many stand below it, how many of them count for path lengths, and
        // whether a marked CA was passed.
        let mut open = VecDeque::from([(leaf_place, 0_usize, 0_usize, false)]);
        while let Some((place, steps, below, passed)) = open.pop_front() {
            let lower = &self.links.nodes[place];
            // Above a certificate of the list OpenSSL looks at nothing else (measured, error 2).
            let only_list = self.anchors.as_ref().filter(|list| steps > 0 && list.contains(&place));
            // Nothing stands above a self-signed certificate, not even another one of the same
            // name and key (measured, error 19).
            if lower.self_signed {
                continue;
            }
            if lower.left_out {
                self.bound_met.set(true);
            }
            let before = (lower.issuers, only_list.is_some(), passed);
            let before = looked_at.entry(before).or_insert(usize::MAX);
            if *before <= below {
                continue;
            }
            *before = below;
            for (issuer, check) in self.links.issuers(lower) {
                if !self.step() {
                    return reached;
                }
                let node = &self.links.nodes[*issuer];
                let verified = blindly || *check == SignatureCheck::Verifies;
                let is_given =
                    only_list.map_or_else(|| self.gives(*issuer), |list| list.contains(issuer));
                if !is_given || !verified || steps > MOST_INTERMEDIATES {
                    continue;
                }
                let ca = &node.certificate;
                let length = ca.basic_constraints.and_then(|constraints| constraints.path_length);
                if length.is_some_and(|length| below > usize::from(length)) {
                    continue;
                }
                reached.any_issuer = true;
                if !usable(*issuer) {
                    continue;
                }
                let is_marked = marks(*issuer);
                let passed = passed || is_marked;
                if !seen.insert((*issuer, passed)) {
                    continue;
                }
                if is_marked && reached.first_marked.is_none() {
                    reached.first_marked = Some(*issuer);
                }
                // A CA that a plan imagines would stand above it.
                let imagines = self.assumed.contains(&node.issuer) && steps < MOST_INTERMEDIATES;
                if imagines || self.ends_at(*issuer, blindly) {
                    reached.marked |= passed;
                    reached.unmarked |= !passed;
                }
                let below = below + usize::from(node.subject != node.issuer);
                open.push_back((*issuer, steps + 1, below, passed));
            }
        }
        reached
    }

    /// Whether a path ends at a CA: at a self-signed one of the trusted list; without a list,
    /// where nothing above it was given.
    fn ends_at(&self, place: usize, blindly: bool) -> bool {
        let node = &self.links.nodes[place];
        match &self.anchors {
            Some(anchors) => {
                let is_root = node.self_signed && (blindly || !node.unsure);
                is_root && anchors.contains(&place)
            }
            None => {
                node.self_signed
                    || !self.links.issuers(node).iter().any(|(issuer, check)| {
                        *check == SignatureCheck::Verifies && self.gives(*issuer)
                    })
            }
        }
    }

    /// Whether the path is the leaf alone: self-signed and trusted, or issued by a CA that a plan
    /// takes to be trusted.
    fn ends_at_leaf(&self, place: Option<usize>, blindly: bool) -> bool {
        match place {
            Some(place) => {
                let imagines = self.assumed.contains(&self.links.nodes[place].issuer);
                self.anchors.is_some() && (imagines || self.ends_at(place, blindly))
            }
            None => self.assumed.contains(&self.leaf.issuer.canonical()),
        }
    }
}

/// Whether a CA takes a purpose from what it issues: it has extended key usage that does not list
/// it. Any purpose does not stand for it, an empty one restricts too, and one that cannot be read
/// makes OpenSSL refuse the chain. For servers OpenSSL also takes the two old identifiers of
/// server-gated cryptography (`XKU_SGC`).
fn restricts(ca: &Certificate, purpose: Purpose) -> bool {
    let gated = purpose == Purpose::ServerAuth
        && ca.eku.purposes().iter().any(|id| SERVER_GATED.contains(&id.to_string().as_str()));
    matches!(ca.eku.holds(purpose), Holds::No | Holds::Unreadable) && !gated
}

/// Microsoft's and Netscape's server-gated cryptography.
const SERVER_GATED: [&str; 2] = ["1.3.6.1.4.1.311.10.3.3", "2.16.840.1.113730.4.1"];
