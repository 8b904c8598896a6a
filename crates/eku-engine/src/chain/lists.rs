//! The questions of one judgement, each answered once, and their steps counted.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::rc::Rc;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::walk::Walk;
use super::{Links, MOST_PATH_STEPS, Paths, Renewed};
use crate::certificate::Certificate;
use crate::deployment::{Presented, TrustedCas};
use crate::time::Timestamp;

/// Answers what the paths of presented certificates come to. What is asked twice is looked at once.
pub(crate) struct Examiner<'d> {
    pub(super) links: &'d Links,
    renewed: Option<&'d Renewed>,
    /// Trusted CA lists as places, by where the lists stand in memory.
    lists: BTreeMap<usize, Rc<BTreeSet<usize>>>,
    /// The places in these lists by the CA that they are of.
    copies: BTreeMap<usize, BTreeMap<usize, Vec<usize>>>,
    /// Answers, by where what is presented and the list stand in memory, and the instant.
    known: BTreeMap<(usize, Option<usize>, Timestamp), Paths>,
    pub(super) steps: usize,
    pub(super) most: usize,
}

impl<'d> Examiner<'d> {
    /// For one judgement.
    pub(crate) fn new(links: &'d Links) -> Self {
        Self {
            links,
            renewed: None,
            lists: BTreeMap::new(),
            copies: BTreeMap::new(),
            known: BTreeMap::new(),
            steps: 0,
            most: MOST_PATH_STEPS,
        }
    }

    /// Takes intermediates for renewed.
    pub(crate) fn with(self, renewed: &'d Renewed) -> Self {
        Self { renewed: Some(renewed), ..self }
    }

    /// Takes another bound than that of a judgement.
    pub(crate) fn with_bound(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// So many issuers were looked at.
    pub(crate) fn steps(&self) -> usize {
        self.steps
    }

    /// What the paths of a presented certificate come to, for a verifier with this trusted CA list
    /// at an instant.
    pub(crate) fn examine(
        &mut self,
        presented: &'d Presented,
        trusted: Option<&'d TrustedCas>,
        at: Timestamp,
    ) -> Paths {
        let key = (core::ptr::from_ref(presented).addr(), trusted.map(address), at);
        if let Some(paths) = self.known.get(&key) {
            return paths.clone();
        }
        let walk = Walk {
            links: self.links,
            chain: self.links.places(&presented.chain),
            anchors: trusted.map(|list| self.list(list)),
            assumed: trusted.map_or(&[][..], |list| &list.assumed),
            renewed: self.renewed,
            leaf: &presented.leaf,
            at,
            steps_left: self.most.saturating_sub(self.steps).into(),
            bound_met: false.into(),
        };
        let paths = walk.paths();
        self.steps = self.most - walk.steps_left.get();
        self.known.insert(key, paths.clone());
        paths
    }

    /// The certificates in a list that are of the same CA as this one: its name and its key.
    pub(crate) fn copies(
        &mut self,
        list: &'d TrustedCas,
        ca: &Certificate,
    ) -> impl Iterator<Item = &'d Certificate> {
        let nodes = &self.links.nodes;
        let places = self.list(list);
        let copies = self.copies.entry(address(list)).or_insert_with(|| {
            let mut copies: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            places
                .iter()
                .for_each(|place| copies.entry(nodes[*place].ca).or_default().push(*place));
            copies
        });
        let ca = self.links.place(ca).map(|place| nodes[place].ca);
        let found = ca.and_then(|ca| copies.get(&ca)).cloned().unwrap_or_default();
        found.into_iter().map(|place| nodes[place].certificate.as_ref())
    }

    /// The CAs above a presented certificate, by verified signatures, nearest first, that came with it
    /// or stand in one of these lists.
    pub(crate) fn given_above(
        &mut self,
        presented: &Presented,
        lists: &[&'d TrustedCas],
    ) -> Vec<&'d Certificate> {
        let chain = self.links.places(&presented.chain);
        let lists = Vec::from_iter(lists.iter().map(|list| self.list(list)));
        let gives =
            |place: &usize| chain.contains(place) || lists.iter().any(|list| list.contains(place));
        let above = self.links.verified_above(&presented.leaf).into_iter().filter(gives);
        above.map(|place| self.links.nodes[place].certificate.as_ref()).collect()
    }

    pub(super) fn list(&mut self, list: &'d TrustedCas) -> Rc<BTreeSet<usize>> {
        let places = || Rc::new(self.links.places(&list.certificates));
        Rc::clone(self.lists.entry(address(list)).or_insert_with(places))
    }
}

fn address(list: &TrustedCas) -> usize {
    core::ptr::from_ref(list).addr()
}

impl Links {
    pub(super) fn places(&self, certificates: &[Arc<Certificate>]) -> BTreeSet<usize> {
        certificates.iter().filter_map(|certificate| self.place(certificate)).collect()
    }
}
