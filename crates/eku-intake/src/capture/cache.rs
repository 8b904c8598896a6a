//! Every certificate of a capture is read once, however often it is presented.

use std::collections::BTreeMap;
use std::sync::Arc;

use eku_engine::certificate::Certificate;
use sha2::{Digest, Sha256};

use super::handshake::{Entry, Unread};

/// Certificates by SHA-256 of their bytes.
pub(super) struct Cache {
    entries: BTreeMap<[u8; 32], Entry>,
    limit: usize,
}

impl Cache {
    /// Keeps so many.
    pub(super) fn new(limit: usize) -> Self {
        Self { entries: BTreeMap::new(), limit }
    }

    /// Reads one, or remembers what was read.
    pub(super) fn read(&mut self, der: &[u8]) -> Entry {
        let key = Sha256::digest(der).into();
        if let Some(known) = self.entries.get(&key) {
            return known.clone();
        }
        if self.entries.len() >= self.limit {
            return Err(Unread::TooMany);
        }
        let entry = Certificate::from_der(der).map(Arc::new).map_err(Unread::Malformed);
        self.entries.insert(key, entry.clone());
        entry
    }
}
