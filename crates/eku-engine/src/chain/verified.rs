//! Signatures that were verified, kept from one judgement to the next.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use core::cmp::Ordering;

use crate::certificate::Certificate;
use crate::signature::{IssuerKey, SignatureCheck};

/// Signatures that were verified. Whoever judges a deployment again and again hands it over each time:
/// then only what is new is verified. It changes no answer, so that any two are equal.
#[derive(Clone, Debug, Default)]
pub struct Verified {
    /// By the certificate and the issuer.
    signatures: BTreeMap<[Bytes; 2], Signature>,
    /// The keys of the issuers.
    keys: BTreeMap<Bytes, IssuerKey>,
    round: u64,
    count: u64,
    /// Whether nothing is verified, and everything counts as right.
    by_name_only: bool,
}

#[derive(Clone, Debug)]
struct Signature {
    check: SignatureCheck,
    /// The round in which it was asked for last.
    round: u64,
}

/// A certificate, told from others by its bytes alone: whoever judges may have read it anew.
#[derive(Clone, Debug)]
struct Bytes(Arc<Certificate>);

impl Verified {
    /// Verifies nothing: what is asked for counts as right.
    pub(super) fn by_name() -> Self {
        Self { by_name_only: true, ..Self::default() }
    }

    /// So many signatures were verified so far.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Whether a certificate's signature verifies with an issuer's key.
    pub(super) fn check(
        &mut self,
        certificate: &Arc<Certificate>,
        issuer: &Arc<Certificate>,
    ) -> SignatureCheck {
        let Self { signatures, keys, round, count, by_name_only } = self;
        if *by_name_only {
            return SignatureCheck::Verifies;
        }
        let both = [certificate, issuer].map(|one| Bytes(Arc::clone(one)));
        let key = both[1].clone();
        let signature = signatures.entry(both).or_insert_with(|| {
            *count += 1;
            let check = keys.entry(key).or_default().verify(certificate, issuer);
            Signature { check, round: *round }
        });
        signature.round = *round;
        signature.check
    }

    /// Ends a round: what nobody asked for in it is forgotten.
    pub(super) fn end_round(&mut self) {
        self.signatures.retain(|_, signature| signature.round == self.round);
        self.keys.clear();
        self.round += 1;
    }
}

impl PartialEq for Verified {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Verified {}

impl Ord for Bytes {
    fn cmp(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.0, &other.0) {
            return Ordering::Equal;
        }
        // What was signed may be written otherwise than what is kept.
        let [own, others] = [&self.0, &other.0].map(|one| (one.der(), one.signed()));
        own.cmp(&others)
    }
}

impl PartialOrd for Bytes {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Bytes {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Bytes {}
