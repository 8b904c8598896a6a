//! Intermediates that are renewed, in a forecast.

use alloc::collections::BTreeMap;

use super::Links;
use crate::deployment::Presented;
use crate::time::Timestamp;

/// Intermediates that are renewed with what they stand above: from when on the end of each counts for
/// nothing. A CA that renews a certificate sends the intermediates that it then has.
#[derive(Debug, Default)]
pub(crate) struct Renewed(BTreeMap<usize, Timestamp>);

impl Renewed {
    /// These and those that were renewed before.
    pub(crate) fn after(mut self, before: &Self) -> Self {
        self.0.extend(&before.0);
        self
    }

    /// From when on the end of a certificate counts for nothing.
    pub(super) fn from(&self, place: usize) -> Option<Timestamp> {
        self.0.get(&place).copied()
    }
}

impl Links {
    /// The intermediates that are renewed where each of these certificates is, on the day it ends. Roots
    /// stay as they are.
    pub(crate) fn renewed<'p>(&self, presented: impl Iterator<Item = &'p Presented>) -> Renewed {
        let mut renewed: BTreeMap<usize, Timestamp> = BTreeMap::new();
        for presented in presented {
            let ends = presented.leaf.not_after;
            for place in presented.chain.iter().filter_map(|ca| self.place(ca)) {
                if !self.nodes[place].self_signed {
                    let from = renewed.entry(place).or_insert(ends);
                    *from = ends.min(*from);
                }
            }
        }
        Renewed(renewed)
    }
}
