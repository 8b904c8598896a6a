//! Equal failures counted, within bounds.

use std::collections::BTreeMap;

use eku_engine::deployment::Role;
use eku_engine::evidence::TlsFailure;

use super::{Failure, Remote};

/// Failures while a log is read.
#[derive(Debug, Default)]
pub(super) struct Groups {
    groups: BTreeMap<Key, BTreeMap<Remote, Failure>>,
    left_out: u64,
}

/// What failures have in common that are counted together; the other side apart.
type Key = (super::FailureKind, Option<Role>, Option<u16>, TlsFailure);

impl Groups {
    /// Counts a failure.
    pub(super) fn add(&mut self, mut failure: Failure) {
        let key = (failure.kind, failure.role, failure.port, failure.failure);
        if self.groups.len() >= MOST_GROUPS && !self.groups.contains_key(&key) {
            self.left_out += failure.count;
            return;
        }
        let remotes = self.groups.entry(key).or_default();
        if remotes.len() >= MOST_REMOTES && !remotes.contains_key(&failure.remote) {
            failure.remote = Remote::Others;
        }
        match remotes.get_mut(&failure.remote) {
            Some(known) => {
                known.count += failure.count;
                known.first = earlier(known.first, failure.first);
                known.last = known.last.max(failure.last);
            }
            None => {
                remotes.insert(failure.remote.clone(), failure);
            }
        }
    }

    /// The groups, the most frequent first, and how many failures were left out.
    pub(super) fn finish(self) -> (Vec<Failure>, u64) {
        let mut failures: Vec<_> =
            self.groups.into_values().flat_map(BTreeMap::into_values).collect();
        failures.sort_by_key(|failure| (std::cmp::Reverse(failure.count), failure.line));
        (failures, self.left_out)
    }
}

/// The earlier of two times, of which either may not be known.
fn earlier<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The most kinds of failure on one port each.
pub const MOST_GROUPS: usize = 256;

/// The most other sides that are told apart for each of them.
pub const MOST_REMOTES: usize = 32;
