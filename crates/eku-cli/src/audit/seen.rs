//! Which certificates came before, by fingerprint, in bounded memory.
//!
//! Half of the SHA-256 of each different certificate is remembered, as a number of 128 bits: two
//! certificates that share it are not found by chance, nor by less than 2^64 tries. A table of so
//! many takes about 70 MB and no more. Once it is full, what came before is still known; what comes
//! new from then on cannot be known again, and the audit says that there may be more.

use std::collections::HashSet;

/// The fingerprints of certificates that came before.
#[derive(Debug, Default)]
pub(super) struct Seen {
    fingerprints: HashSet<u128>,
    full: bool,
}

impl Seen {
    /// Whether a certificate did not come before, from its SHA-256 in hex.
    pub(super) fn is_new(&mut self, sha256: &str) -> bool {
        self.is_new_below(sha256, MOST_FINGERPRINTS)
    }

    /// Whether every certificate that came before is known.
    pub(super) fn is_complete(&self) -> bool {
        !self.full
    }

    fn is_new_below(&mut self, sha256: &str, most: usize) -> bool {
        let half = sha256.get(..32).unwrap_or(sha256);
        let fingerprint = u128::from_str_radix(half, 16).unwrap_or_default();
        if self.fingerprints.contains(&fingerprint) {
            return false;
        }
        if self.fingerprints.len() < most {
            self.fingerprints.insert(fingerprint);
        } else {
            self.full = true;
        }
        true
    }
}

/// Seven eighths of 2^22: what a table of that size takes before it would double.
const MOST_FINGERPRINTS: usize = 3_670_016;

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn what_came_before_is_known_until_the_table_is_full_and_then_it_is_said() {
        let name = |number: u32| format!("{number:032x}{:032x}", 7);
        let mut seen = Seen::default();
        for (number, new, complete) in
            [(1, true, true), (2, true, true), (1, false, true), (3, true, false), (3, true, false)]
        {
            assert_eq!(seen.is_new_below(&name(number), 2), new, "{number}");
            assert_eq!(seen.is_complete(), complete, "{number}");
        }
        assert!(!seen.is_new_below(&name(2), 2));
    }
}
