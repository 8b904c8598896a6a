//! The connections with far ends, in both directions.

use alloc::vec::Vec;

use super::Connection;
use crate::deployment::Deployment;
use crate::time::Timestamp;

/// The connections of every far end.
pub(super) fn connections(_deployment: &Deployment, _at: Timestamp) -> Vec<Connection<'_>> {
    Vec::new()
}
