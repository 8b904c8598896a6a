//! Names that must be there and differ, as they are typed.
//!
//! A name that is missing or taken is an input error beside its field. So that nothing drops out
//! of the judgement while somebody types, it is judged under a name of its own until then.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};

use eku_engine::deployment::Slug;
use eku_engine::secret;

/// Machines, far ends or traversal zones. What they are called, and where each stands, is worked out once, until one of them
/// changes.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    all: Vec<T>,
    given: OnceCell<Vec<GivenName>>,
    /// Their places by their numbers.
    places: OnceCell<BTreeMap<usize, usize>>,
}

/// What is told from others by a number.
pub trait Numbered {
    /// The number.
    fn number(&self) -> usize;
}

impl<T> Listed<T> {
    /// What they are called, one name each.
    pub(crate) fn given(&self, given: impl FnOnce(&[T]) -> Vec<GivenName>) -> &[GivenName] {
        self.given.get_or_init(|| given(&self.all))
    }
}

impl<T: Numbered> Listed<T> {
    /// Where the one with a number stands.
    pub(crate) fn place(&self, number: usize) -> Option<usize> {
        let numbers = || self.all.iter().map(Numbered::number).zip(0..).collect();
        self.places.get_or_init(numbers).get(&number).copied()
    }
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> From<Vec<T>> for Listed<T> {
    fn from(all: Vec<T>) -> Self {
        Self { all, given: OnceCell::new(), places: OnceCell::new() }
    }
}

impl<T: PartialEq> PartialEq for Listed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl<T: Eq> Eq for Listed<T> {}

impl<T> Deref for Listed<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.all
    }
}

impl<T> DerefMut for Listed<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        self.given.take();
        self.places.take();
        &mut self.all
    }
}

/// What a machine, far end or traversal zone is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenName {
    /// The name by which it is judged and shown.
    pub name: String,
    /// What makes it differ from others.
    pub key: String,
    /// Why that is not what was typed.
    pub problem: Option<NameProblem>,
}

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// Nothing is left of it.
    Empty,
    /// An earlier one has it.
    Repeated,
}

/// A text as it was typed; nothing of one that may be a private key.
#[must_use]
pub fn typed(text: String) -> String {
    if secret::is_key(&text) { String::new() } else { text }
}

/// Names that differ, one for each that was typed. `key` is what makes two names equal, and
/// `None` for a name that says nothing; `fallback` is what the one at a place, counted from 1, is
/// called then.
pub(crate) fn distinct(
    typed: &[&str],
    key: impl Fn(&str) -> Option<String>,
    fallback: impl Fn(usize) -> String,
) -> Vec<GivenName> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let problems: Vec<Option<NameProblem>> = typed
        .iter()
        .map(|name| match key(name.trim()) {
            None => Some(NameProblem::Empty),
            Some(key) if taken.contains(&key) => Some(NameProblem::Repeated),
            Some(key) => {
                taken.insert(key);
                None
            }
        })
        .collect();
    // The number to try first for a name: the earlier ones stay taken.
    let mut next: BTreeMap<String, u32> = BTreeMap::new();
    let mut names = Vec::new();
    for (place, (typed, problem)) in typed.iter().zip(problems).enumerate() {
        let base = match problem {
            Some(NameProblem::Empty) => fallback(place + 1),
            _ => typed.trim().to_owned(),
        };
        let name = match problem {
            None => base,
            Some(_) => {
                let from = next.entry(base.clone()).or_insert(1);
                let is_taken = |name: &str| key(name).is_some_and(|key| taken.contains(&key));
                let (name, number) = free(&base, *from, is_taken);
                *from = number;
                taken.extend(key(&name));
                name
            }
        };
        names.push(GivenName { key: key(&name).unwrap_or_default(), name, problem });
    }
    names
}

/// The name, or with the first number from `from` on behind it that makes it a new one, and that number.
#[must_use]
pub fn free(base: &str, from: u32, is_taken: impl Fn(&str) -> bool) -> (String, u32) {
    let numbered = |number| match number {
        ..2 => base.to_owned(),
        number => format!("{base} {number}"),
    };
    let free = (from..).find(|number| !is_taken(&numbered(*number)));
    let number = free.unwrap_or(u32::MAX);
    (numbered(number), number)
}

/// Two machines of a node share a name where this is equal.
#[must_use]
pub fn peer_key(name: &str) -> Option<String> {
    let name = name.trim();
    (!name.is_empty() && !secret::is_key(name)).then(|| name.to_ascii_lowercase())
}

/// Two far ends, or two traversal zones, share a name where this is equal.
#[must_use]
pub fn far_end_key(name: &str) -> Option<String> {
    Slug::new(name).map(|slug| slug.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_key_that_was_typed_is_kept() {
        let key = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK+0PqjHQu8UKZ9BXG1XbDkN5mYwTc";
        for (text, kept) in [("core1.example.com", "core1.example.com"), (key, "")] {
            assert_eq!(typed(text.to_owned()), kept);
        }
    }

    #[test]
    fn peers_share_a_name_that_differs_in_case_alone() {
        let key = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK+0PqjHQu8UKZ9BXG1XbDkN5mYwTc";
        for (name, expected) in [(" Edge1 ", Some("edge1")), (" ", None), (key, None)] {
            assert_eq!(peer_key(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn names_differ_whatever_is_typed() {
        for (typed, expected) in [
            (&["a", "b"][..], &[("a", None), ("b", None)][..]),
            (&[" a ", "A"], &[("a", None), ("A 2", Some(NameProblem::Repeated))]),
            (
                &["", "x2", ""],
                &[("x1", Some(NameProblem::Empty)), ("x2", None), ("x3", Some(NameProblem::Empty))],
            ),
            // A later name that is its own keeps it.
            (&["", "x1"], &[("x1 2", Some(NameProblem::Empty)), ("x1", None)]),
            (
                &["a", "a", "a 2"],
                &[("a", None), ("a 3", Some(NameProblem::Repeated)), ("a 2", None)],
            ),
        ] {
            let key = |name: &str| (!name.is_empty()).then(|| name.to_lowercase());
            let given = distinct(typed, key, |place| format!("x{place}"));
            let given: Vec<_> =
                given.iter().map(|given| (given.name.as_str(), given.problem)).collect();
            assert_eq!(given, expected, "{typed:?}");
        }
    }
}
