//! The ways up from one presented certificate, for one verifier.
//!
//! What may have issued what is known before ([`Links`]); here the question is which ways lead where
//! the verifier's trusted CA list, an instant and a purpose allow.

use alloc::collections::{BTreeSet, VecDeque};
use alloc::string::ToString;
use alloc::vec::Vec;

use super::{InvalidCa, Links, Paths, Restriction, Trust};
use crate::certificate::{Certificate, ValidityAt};
use crate::eku::{Holds, Purpose};
use crate::signature::SignatureCheck;
use crate::time::Timestamp;

/// One presented certificate, on its way up.
pub(super) struct Walk<'l> {
    pub(super) links: &'l Links,
    /// What the path may go through.
    pub(super) pool: BTreeSet<usize>,
    /// Where it may end, where a trusted CA list was given.
    pub(super) anchors: Option<BTreeSet<usize>>,
    /// Names of CAs that a plan takes to be in the list.
    pub(super) assumed: &'l [Vec<u8>],
    pub(super) leaf: &'l Certificate,
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
    /// What the paths come to at an instant.
    pub(super) fn paths(&self, at: Timestamp) -> Paths {
        let invalid = |certificate: &Certificate| certificate.validity_at(at) != ValidityAt::Valid;
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
            let expired = ca.validity_at(at) == ValidityAt::Expired;
            let bound = if expired { ca.not_after } else { ca.not_before };
            InvalidCa { subject: ca.subject.to_string(), bound, expired }
        });
        let restricted = [Purpose::ServerAuth, Purpose::ClientAuth].map(|purpose| {
            // Where some path has all its CAs in their validity, OpenSSL prefers those.
            let usable = |certificate: &Certificate| only_invalid || !invalid(certificate);
            let climbed = self.climb(false, &|ca| restricts(ca, purpose), &usable);
            let Some(place) = climbed.first_marked.filter(|_| climbed.marked) else {
                return Restriction::None;
            };
            let ca = &self.links.nodes[place].certificate;
            let (subject, eku) = (ca.subject.to_string(), ca.eku.clone());
            if climbed.unmarked {
                Restriction::SomePaths { subject, eku }
            } else {
                Restriction::EveryPath { subject, eku }
            }
        });
        Paths { given, trust, invalid_ca, restricted }
    }

    /// Goes up from the leaf, breadth first, through the CAs of the pool that are `usable`.
    fn climb(
        &self,
        blindly: bool,
        marks: &dyn Fn(&Certificate) -> bool,
        usable: &dyn Fn(&Certificate) -> bool,
    ) -> Reached {
        let mut reached = Reached::default();
        let leaf_place = self.links.place(self.leaf);
        if self.ends_at_leaf(leaf_place) {
            reached.unmarked = true;
        }
        let Some(leaf_place) = leaf_place else {
            return reached;
        };
        let mut seen = BTreeSet::new();
        // A certificate, the intermediates below it, and whether a marked CA was passed.
        let mut open = VecDeque::from([(leaf_place, 0_usize, false)]);
        while let Some((place, below, passed)) = open.pop_front() {
            let lower = &self.links.nodes[place];
            // Nothing stands above a self-signed certificate, not even another one of the same
            // name and key (measured, error 19).
            if lower.self_signed {
                continue;
            }
            for (issuer, check) in &lower.issuers {
                let node = &self.links.nodes[*issuer];
                let verified = blindly || *check == SignatureCheck::Verifies;
                if !self.pool.contains(issuer) || !verified {
                    continue;
                }
                let ca = &node.certificate;
                let length = ca.basic_constraints.and_then(|constraints| constraints.path_length);
                if length.is_some_and(|length| below > usize::from(length)) {
                    continue;
                }
                reached.any_issuer = true;
                if !usable(ca) {
                    continue;
                }
                let is_marked = marks(ca);
                let passed = passed || is_marked;
                if !seen.insert((*issuer, passed)) {
                    continue;
                }
                if is_marked && reached.first_marked.is_none() {
                    reached.first_marked = Some(*issuer);
                }
                if self.ends_at(*issuer) {
                    reached.marked |= passed;
                    reached.unmarked |= !passed;
                }
                let below = below + usize::from(node.subject != node.issuer);
                open.push_back((*issuer, below, passed));
            }
        }
        reached
    }

    /// Whether a path ends at a CA: at a self-signed one of the trusted list; without a list,
    /// where nothing above it was given.
    fn ends_at(&self, place: usize) -> bool {
        let node = &self.links.nodes[place];
        match &self.anchors {
            Some(anchors) => {
                (node.self_signed && anchors.contains(&place))
                    || self.assumed.contains(&node.issuer)
            }
            None => {
                node.self_signed
                    || !node.issuers.iter().any(|(issuer, check)| {
                        *check == SignatureCheck::Verifies && self.pool.contains(issuer)
                    })
            }
        }
    }

    /// Whether the path is the leaf alone: self-signed and trusted, or issued by a CA that a plan
    /// takes to be trusted.
    fn ends_at_leaf(&self, place: Option<usize>) -> bool {
        match place {
            Some(place) => self.anchors.is_some() && self.ends_at(place),
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
