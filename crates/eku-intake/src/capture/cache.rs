//! Every certificate of a capture is read once, however often it is presented.

use std::collections::BTreeMap;
use std::sync::Arc;

use eku_engine::certificate::Certificate;
use sha2::{Digest, Sha256};

use super::Limits;
use super::handshake::{Entry, Unread};

/// Certificates by SHA-256 of their bytes.
pub(super) struct Cache {
    entries: BTreeMap<[u8; 32], Entry>,
    /// How many more may be kept.
    left: usize,
    /// How many bytes of them.
    bytes_left: usize,
}

impl Cache {
    /// None yet.
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            entries: BTreeMap::new(),
            left: limits.certificates,
            bytes_left: limits.certificate_bytes,
        }
    }

    /// Reads one, or remembers what was read.
    pub(super) fn read(&mut self, der: &[u8]) -> Entry {
        let key = Sha256::digest(der).into();
        if let Some(known) = self.entries.get(&key) {
            return known.clone();
        }
        let (Some(left), Some(bytes_left)) =
            (self.left.checked_sub(1), self.bytes_left.checked_sub(der.len()))
        else {
            return Err(Unread::TooMany);
        };
        (self.left, self.bytes_left) = (left, bytes_left);
        let entry = Certificate::from_der(der).map(Arc::new).map_err(Unread::Malformed);
        self.entries.insert(key, entry.clone());
        entry
    }
}
