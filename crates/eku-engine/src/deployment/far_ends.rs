//! The far ends of a deployment, in their order, and found by their slugs.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::{Deref, DerefMut};
use core::slice;

use super::{FarEnd, Slug};

/// Far ends, in the order in which they were given. The slug of one is not changed once it was added. A
/// copy in which none is changed is the same list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FarEnds {
    list: Arc<Vec<FarEnd>>,
    places: Arc<BTreeMap<Slug, usize>>,
}

impl FarEnds {
    /// Adds one behind the others.
    pub fn push(&mut self, far_end: FarEnd) {
        Arc::make_mut(&mut self.places).entry(far_end.slug.clone()).or_insert(self.list.len());
        Arc::make_mut(&mut self.list).push(far_end);
    }

    /// The first with a slug.
    #[must_use]
    pub fn named(&self, slug: &Slug) -> Option<&FarEnd> {
        self.place(slug).and_then(|place| self.list.get(place))
    }

    /// The same, to be changed.
    pub fn named_mut(&mut self, slug: &Slug) -> Option<&mut FarEnd> {
        self.place(slug).and_then(|place| Arc::make_mut(&mut self.list).get_mut(place))
    }

    fn place(&self, slug: &Slug) -> Option<usize> {
        self.places.get(slug).copied()
    }
}

impl Deref for FarEnds {
    type Target = [FarEnd];

    fn deref(&self) -> &[FarEnd] {
        &self.list
    }
}

impl DerefMut for FarEnds {
    fn deref_mut(&mut self) -> &mut [FarEnd] {
        Arc::make_mut(&mut self.list).as_mut_slice()
    }
}

impl FromIterator<FarEnd> for FarEnds {
    fn from_iter<Ends: IntoIterator<Item = FarEnd>>(far_ends: Ends) -> Self {
        let mut all = Self::default();
        all.extend(far_ends);
        all
    }
}

impl Extend<FarEnd> for FarEnds {
    fn extend<Ends: IntoIterator<Item = FarEnd>>(&mut self, far_ends: Ends) {
        far_ends.into_iter().for_each(|far_end| self.push(far_end));
    }
}

impl<'f> IntoIterator for &'f FarEnds {
    type Item = &'f FarEnd;
    type IntoIter = slice::Iter<'f, FarEnd>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl<'f> IntoIterator for &'f mut FarEnds {
    type Item = &'f mut FarEnd;
    type IntoIter = slice::IterMut<'f, FarEnd>;

    fn into_iter(self) -> Self::IntoIter {
        Arc::make_mut(&mut self.list).iter_mut()
    }
}
