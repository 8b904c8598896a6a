//! Which certificates are the issuers of others: candidates by name and key identifier first, then the
//! signature. What many have in common is kept once.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::{
    Issuers, MOST_OF_ONE_NAME, MOST_VERIFICATIONS, Node, Verified, is_named_by, may_issue,
};
use crate::certificate::AuthorityKeyId;
use crate::signature::SignatureCheck;

/// Finds the issuers of certificates, and counts.
pub(super) struct Candidates<'n> {
    nodes: &'n [Node],
    by_name: BTreeMap<&'n [u8], OfOneName<'n>>,
    groups: BTreeMap<Wanted<'n>, Group>,
    /// The issuers that were found: each list once.
    pub(super) lists: Vec<Issuers>,
    /// What was verified before, and is now.
    verified: &'n mut Verified,
    /// So many signatures were asked for.
    asked: usize,
    /// So many times a CA was looked at as the issuer of a certificate.
    pub(super) steps: usize,
}

/// Certificates of one name by the identifiers of their keys, those without one apart.
type OfOneName<'n> = BTreeMap<Option<&'n [u8]>, Vec<usize>>;

/// The name of an issuer, and what else tells it.
type Wanted<'n> = (&'n [u8], Option<&'n AuthorityKeyId>);

/// The candidates of all certificates that name their issuer alike.
struct Group {
    /// Their places, in ascending order.
    candidates: Vec<usize>,
    /// The CAs that they are of, each with the first of its certificates: one verification serves them.
    cas: BTreeMap<usize, usize>,
    /// Whether there are more than [`MOST_OF_ONE_NAME`].
    left_out: bool,
    /// Which of them are the issuers, by what came of verifying with each of the CAs.
    lists: BTreeMap<Vec<Option<SignatureCheck>>, usize>,
}

impl<'n> Candidates<'n> {
    /// Of these, those that may be the issuers of others.
    pub(super) fn among(nodes: &'n [Node], verified: &'n mut Verified) -> Self {
        let mut by_name: BTreeMap<&[u8], OfOneName<'n>> = BTreeMap::new();
        for (place, node) in nodes.iter().enumerate().filter(|(_, node)| may_issue(node)) {
            let id = node.certificate.subject_key_id.as_deref();
            by_name.entry(&node.subject).or_default().entry(id).or_default().push(place);
        }
        let (groups, lists) = (BTreeMap::new(), Vec::new());
        Self { nodes, by_name, groups, lists, verified, asked: 0, steps: 0 }
    }

    /// The list of those that issued the certificate at a place, and whether a bound left some out. Above
    /// one that is self-signed nothing else is looked for.
    pub(super) fn of(&mut self, place: usize) -> (usize, bool) {
        let node = &self.nodes[place];
        let mut verified_with = |issuer: usize| {
            self.steps += 1;
            let is_possible = self.asked < MOST_VERIFICATIONS;
            self.asked += usize::from(is_possible);
            let issuer = &self.nodes[issuer].certificate;
            is_possible.then(|| self.verified.check(&node.certificate, issuer))
        };
        if node.self_signed {
            let check = verified_with(place).unwrap_or(SignatureCheck::NotChecked);
            if check != SignatureCheck::DoesNotVerify {
                self.lists.push(Vec::from([(place, check)]));
                return (self.lists.len() - 1, false);
            }
        }
        let wanted = (node.issuer.as_slice(), node.certificate.authority_key_id.as_ref());
        let group = self.groups.entry(wanted);
        let group = group.or_insert_with(|| group_of(&self.by_name, self.nodes, node));
        let checks = Vec::from_iter(group.cas.values().map(|first| verified_with(*first)));
        let left_out = group.left_out || checks.contains(&None);
        let list = *group.lists.entry(checks).or_insert_with_key(|checks| {
            let cas = BTreeMap::from_iter(group.cas.keys().zip(checks));
            let issuers = group.candidates.iter().filter_map(|candidate| {
                let check = cas.get(&self.nodes[*candidate].ca).copied().copied().flatten()?;
                (check != SignatureCheck::DoesNotVerify).then_some((*candidate, check))
            });
            self.lists.push(issuers.collect());
            self.lists.len() - 1
        });
        (list, left_out)
    }
}

/// The candidates of a certificate: of its issuer's name, and of no other key than it asks for.
fn group_of(by_name: &BTreeMap<&[u8], OfOneName<'_>>, nodes: &[Node], node: &Node) -> Group {
    let of_name = by_name.get(node.issuer.as_slice());
    let wanted = node.certificate.authority_key_id.as_ref().and_then(|id| id.key.as_deref());
    let of_key = |id| of_name.and_then(|of_name| of_name.get(&id)).into_iter().flatten();
    let any_key = of_name.filter(|_| wanted.is_none()).into_iter();
    let any_key = any_key.flat_map(|of_name| of_name.values().flatten());
    let fitting = wanted.into_iter().flat_map(|id| of_key(Some(id)).chain(of_key(None)));
    let all = fitting.chain(any_key).copied();
    let mut candidates = Vec::from_iter(all.take(MOST_OF_ONE_NAME + 1));
    let left_out = candidates.len() > MOST_OF_ONE_NAME;
    candidates.truncate(MOST_OF_ONE_NAME);
    candidates.retain(|candidate| is_named_by(&nodes[*candidate].certificate, &node.certificate));
    candidates.sort_unstable();
    let mut cas: BTreeMap<usize, usize> = BTreeMap::new();
    for candidate in &candidates {
        cas.entry(nodes[*candidate].ca).or_insert(*candidate);
    }
    Group { candidates, cas, left_out, lists: BTreeMap::new() }
}
