//! Which certificates may be the issuers of one, before any signature is looked at.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::{MOST_OF_ONE_NAME, Node, may_issue};

/// Certificates by name and key identifier.
pub(super) struct Candidates<'n> {
    by_name: BTreeMap<&'n [u8], OfOneName<'n>>,
}

/// Certificates of one name by the identifiers of their keys, those without one apart.
type OfOneName<'n> = BTreeMap<Option<&'n [u8]>, Vec<usize>>;

impl<'n> Candidates<'n> {
    /// Of these, those that may be the issuers of others.
    pub(super) fn among(nodes: &'n [Node]) -> Self {
        let mut by_name: BTreeMap<&[u8], OfOneName<'n>> = BTreeMap::new();
        for (place, node) in nodes.iter().enumerate().filter(|(_, node)| may_issue(node)) {
            let id = node.certificate.subject_key_id.as_deref();
            by_name.entry(&node.subject).or_default().entry(id).or_default().push(place);
        }
        Self { by_name }
    }

    /// The places of those that a certificate may name as its issuer, itself among them, in
    /// ascending order, and whether there are more than [`MOST_OF_ONE_NAME`].
    pub(super) fn of(&self, place: usize, node: &Node) -> (Vec<usize>, bool) {
        let itself = (node.subject == node.issuer).then_some(place);
        let of_name = self.by_name.get(node.issuer.as_slice());
        let wanted = node.certificate.authority_key_id.as_ref().and_then(|id| id.key.as_deref());
        let of_key = |id| of_name.and_then(|of_name| of_name.get(&id)).into_iter().flatten();
        let any_key = of_name.filter(|_| wanted.is_none()).into_iter();
        let any_key = any_key.flat_map(|of_name| of_name.values().flatten());
        let fitting = wanted.into_iter().flat_map(|id| of_key(Some(id)).chain(of_key(None)));
        let others = fitting.chain(any_key).copied().filter(|candidate| *candidate != place);
        let mut found = Vec::from_iter(itself.into_iter().chain(others).take(MOST_OF_ONE_NAME + 1));
        let left_out = found.len() > MOST_OF_ONE_NAME;
        found.truncate(MOST_OF_ONE_NAME);
        found.sort_unstable();
        (found, left_out)
    }
}
