//! What happens to files and texts once they were read: stored, listed, left to choose, refused.

use std::sync::Arc;

use eku_deployment::Fact;
use eku_engine::bundle::Bundle;
use eku_engine::certificate::ValidityAt;
use eku_engine::deployment::{NodeName, Switch};
use eku_engine::report::Problem;

use super::{Alert, CertificateFile, Receipt, Slot, State, Unplaced};
use crate::examples::Example;
use crate::names;
use crate::place::Place;

/// One file or text after reading: its certificates, and words about problems.
#[derive(Debug)]
pub struct ReadOutcome {
    /// Where it was given.
    pub place: Place,
    /// What was read, with what was wrong in it; `None` where there was nothing to read.
    pub held: Option<CertificateFile>,
    /// What else was wrong.
    pub problems: Vec<Problem>,
}

impl ReadOutcome {
    /// A file or text that the engine read.
    #[must_use]
    pub fn read(place: Place, source: &str, bundle: Bundle) -> Self {
        Self::found(place, CertificateFile::of_bundle(source, bundle))
    }

    /// A file that was read.
    #[must_use]
    pub const fn found(place: Place, held: CertificateFile) -> Self {
        Self { place, held: Some(held), problems: Vec::new() }
    }

    /// A file or text that is not used.
    #[must_use]
    pub const fn unused(place: Place, problems: Vec<Problem>) -> Self {
        Self { place, held: None, problems }
    }

    /// A file or text that was refused unread.
    #[must_use]
    pub fn refused(place: Place, source: &str, (what, remedy): (String, String)) -> Self {
        let (file, nowhere) = (source.to_owned(), String::new());
        Self::unused(place, vec![Problem { file, what, place: nowhere, remedy, count: 1 }])
    }
}

impl State {
    /// Puts what was read where it belongs. What could not be read becomes an alert at the place
    /// where it was given, and changes nothing else.
    pub(super) fn take(&mut self, taken: Vec<ReadOutcome>) {
        self.dragging = None;
        let places: Vec<Place> = taken.iter().map(|taken| taken.place).collect();
        self.alerts.retain(|alert| !places.contains(&alert.place));
        let mut for_stores: Vec<(Place, CertificateFile)> = Vec::new();
        let mut receipt = Receipt::default();
        for ReadOutcome { place, held, problems } in taken {
            problems.into_iter().for_each(|problem| self.alert(place, problem));
            let of_held = held.iter().flat_map(|held| &held.problems);
            for problem in Vec::from_iter(of_held.cloned()) {
                self.alert(place, problem);
            }
            // In a store the first certificate counts.
            let usable = |held: &CertificateFile| match place.is_list() {
                true => !held.certificates.is_empty(),
                false => !held.has_no_leaf(),
            };
            let Some(held) = held.filter(usable) else {
                receipt.refused += 1;
                continue;
            };
            match place {
                Place::Slot(slot) if self.exists(place) && !self.has_store(slot) => {
                    let refused = names::store_not_there(self.release(slot.node));
                    self.alerts_of(ReadOutcome::refused(place, &held.source, refused));
                    receipt.refused += 1;
                }
                Place::Trusted(_) | Place::FarEndTrusted(_) if self.exists(place) => {
                    // What is only taken to be in it goes, whatever is given.
                    if !self.assumes(place) && self.is_there(place, &held, &mut receipt) {
                        continue;
                    }
                    self.went(place, 1, &mut receipt);
                    if let Some(list) = self.list_mut(place) {
                        list.push(held.into());
                    }
                }
                Place::Slot(_) | Place::FarEnd(_) if self.exists(place) => {
                    for_stores.push((place, held));
                }
                // The page, or a machine or far end that was removed while the file was read.
                _ => match self.description.home(&held) {
                    Some(slot) => for_stores.push((Place::Slot(slot), held)),
                    None if self.waits(&held) => {
                        receipt.already.push((held.source, names::WAITS.to_owned()));
                    }
                    None => {
                        receipt.taken += 1;
                        receipt.waiting += 1;
                        let id = self.fresh_id();
                        self.unplaced.push(Unplaced { id, held: held.into() });
                    }
                },
            }
        }
        while let Some((place, _)) = for_stores.first() {
            let place = *place;
            let (mine, others) = for_stores.into_iter().partition(|(other, _)| *other == place);
            for_stores = others;
            let count = mine.len();
            let Some(held) = joined(mine) else { continue };
            if self.is_there(place, &held, &mut receipt) {
                continue;
            }
            self.went(place, count, &mut receipt);
            if let Some(store) = self.store_mut(place) {
                *store = Some(held.into());
            }
        }
        self.receipt = (!receipt.is_empty()).then(|| receipt.into());
    }

    /// Whether a place holds these certificates already, which then is said.
    fn is_there(&self, place: Place, held: &CertificateFile, receipt: &mut Receipt) -> bool {
        let Some(source) = self.holds(place, held) else { return false };
        let other = Some(source).filter(|source| *source != held.source);
        let place = names::is_in(&self.named(place).words, other);
        receipt.already.push((held.source.clone(), place));
        true
    }

    /// So many files went to a place.
    fn went(&self, place: Place, count: usize, receipt: &mut Receipt) {
        receipt.taken += count;
        let name = self.receipt_name(place);
        if !receipt.into.contains(&name) {
            receipt.into.push(name);
        }
    }

    /// Whether the same file waits already: as often as there are stores that it may be for, since one
    /// certificate may be in both stores of a machine.
    fn waits(&self, held: &CertificateFile) -> bool {
        let same = |other: &CertificateFile| {
            other.source == held.source && other.certificates == held.certificates
        };
        let waiting = self.unplaced.iter().filter(|waiting| same(&waiting.held)).count();
        let stores = match held.begins_with_ca() {
            true => 1,
            false => self.description.open_stores(&held.source).0.len().clamp(1, Slot::KINDS.len()),
        };
        waiting >= stores
    }

    /// Puts an unplaced file where it was said to belong.
    pub(super) fn put(&mut self, id: usize, place: Place) {
        let waiting = self.unplaced.iter().position(|unplaced| unplaced.id == id);
        if let Some(waiting) = waiting.filter(|_| self.exists(place)) {
            let held = self.unplaced.remove(waiting).held;
            let mut receipt = Receipt::default();
            if self.is_there(place, &held, &mut receipt) {
                self.receipt = Some(receipt.into());
                return;
            }
            if let Some(list) = self.list_mut(place) {
                list.push(held);
            } else if let Some(store) = self.store_mut(place) {
                *store = Some(held);
            }
        }
    }

    /// The example instead of what the page holds.
    #[must_use]
    pub fn with_example(mut self, example: &'static Example) -> Self {
        for (name, check) in NodeName::ALL.into_iter().zip([true, example.edge_eku_check]) {
            let release = self.release(name);
            let node = self.description.node_mut(name);
            node.release = Some(Fact::said(release));
            node.switches[Switch::EkuCheck] = Some(Fact::said(check));
        }
        for (slot, file) in Slot::FIRST.into_iter().zip(example.stores) {
            let bundle = eku_engine::bundle::read(file.content.as_bytes());
            // The example's point is a purpose, not an expiry: its day is one on which it is valid.
            if let Some(leaf) = bundle.certificates.first()
                && leaf.validity_at(self.at()) != ValidityAt::Valid
            {
                self.date = Some(leaf.not_before.start_of_day().plus_days(DAYS_INTO_VALIDITY));
            }
            if let Some(store) = self.store_mut(Place::Slot(slot)) {
                *store = Some(Arc::new(CertificateFile::of_bundle(file.name, bundle)));
            }
        }
        self
    }

    /// Where a file may belong: the stores that its name leaves open, the far ends, and, where it
    /// begins with a CA, the trusted CA lists.
    #[must_use]
    pub fn choices(&self, held: &CertificateFile) -> Vec<Place> {
        let mut open = self.description.open_stores(&held.source).0;
        if open.is_empty() {
            open = self.slots().filter(|slot| self.has_store(*slot)).collect();
        }
        let is_ca = held.leading().first().is_some_and(|first| first.facts.is_ca);
        open.into_iter().map(Place::Slot).chain(self.others(is_ca)).collect()
    }

    fn alerts_of(&mut self, taken: ReadOutcome) {
        for problem in taken.problems {
            self.alert(taken.place, problem);
        }
    }

    pub(super) fn alert(&mut self, place: Place, problem: Problem) {
        let id = self.fresh_id();
        self.alerts.push(Alert { id, place, problem });
    }
}

/// Several files for one store as one: the first whose first certificate is no CA leads.
fn joined(held: Vec<(Place, CertificateFile)>) -> Option<CertificateFile> {
    let mut held: Vec<CertificateFile> = held.into_iter().map(|(_, held)| held).collect();
    let leads =
        |held: &CertificateFile| held.certificates.first().is_some_and(|first| !first.is_ca());
    let first = held.iter().position(leads).unwrap_or(0);
    if first < held.len() {
        held.swap(0, first);
    }
    if held.len() < 2 {
        return held.pop();
    }
    let source: Vec<&str> = held.iter().map(|held| held.source.as_str()).collect();
    let certificates = held.iter().flat_map(|held| held.certificates.iter().cloned()).collect();
    let mut joined = CertificateFile::of(source.join(", "), certificates);
    joined.incomplete = held.iter().any(|held| held.incomplete);
    joined.problems = held.into_iter().flat_map(|held| held.problems).collect();
    Some(joined)
}

const DAYS_INTO_VALIDITY: u32 = 180;
