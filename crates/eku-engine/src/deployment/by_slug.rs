//! The far ends or traversal zones of a deployment, in their order, and found by their slugs.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::{Deref, DerefMut};
use core::slice;

use super::Slug;

/// What has a slug.
pub trait HasSlug: Clone {
    /// The slug.
    fn slug(&self) -> &Slug;
}

/// Far ends or traversal zones, in the order in which they were given. The slug of one is not changed once it
/// was added. A copy in which none is changed is the same list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BySlug<T> {
    list: Arc<Vec<T>>,
    places: Arc<BTreeMap<Slug, usize>>,
}

impl<T: HasSlug> BySlug<T> {
    /// Adds one behind the others.
    pub fn push(&mut self, one: T) {
        Arc::make_mut(&mut self.places).entry(one.slug().clone()).or_insert(self.list.len());
        Arc::make_mut(&mut self.list).push(one);
    }

    /// The first with a slug.
    #[must_use]
    pub fn named(&self, slug: &Slug) -> Option<&T> {
        self.place(slug).and_then(|place| self.list.get(place))
    }

    /// The same, to be changed.
    pub fn named_mut(&mut self, slug: &Slug) -> Option<&mut T> {
        self.place(slug).and_then(|place| Arc::make_mut(&mut self.list).get_mut(place))
    }

    fn place(&self, slug: &Slug) -> Option<usize> {
        self.places.get(slug).copied()
    }
}

impl<T> Default for BySlug<T> {
    fn default() -> Self {
        Self { list: Arc::default(), places: Arc::default() }
    }
}

impl<T> Deref for BySlug<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.list
    }
}

impl<T: Clone> DerefMut for BySlug<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        Arc::make_mut(&mut self.list).as_mut_slice()
    }
}

impl<T: HasSlug> FromIterator<T> for BySlug<T> {
    fn from_iter<All: IntoIterator<Item = T>>(given: All) -> Self {
        let mut all = Self::default();
        all.extend(given);
        all
    }
}

impl<T: HasSlug> Extend<T> for BySlug<T> {
    fn extend<All: IntoIterator<Item = T>>(&mut self, given: All) {
        given.into_iter().for_each(|one| self.push(one));
    }
}

impl<'f, T> IntoIterator for &'f BySlug<T> {
    type Item = &'f T;
    type IntoIter = slice::Iter<'f, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl<'f, T: Clone> IntoIterator for &'f mut BySlug<T> {
    type Item = &'f mut T;
    type IntoIter = slice::IterMut<'f, T>;

    fn into_iter(self) -> Self::IntoIter {
        Arc::make_mut(&mut self.list).iter_mut()
    }
}
