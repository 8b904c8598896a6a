//! Signatures that were verified, kept from one judgement to the next.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;

use super::address;
use crate::certificate::Certificate;
use crate::signature::{IssuerKey, SignatureCheck};

/// Signatures that were verified. Whoever judges a deployment again and again hands it over each time:
/// then only what is new is verified. It changes no answer, so that any two are equal.
#[derive(Clone, Debug, Default)]
pub struct Verified {
    /// By the addresses of the certificate's and the issuer's bytes.
    signatures: BTreeMap<(usize, usize), Signature>,
    /// The keys of the issuers, by the addresses of their bytes.
    keys: BTreeMap<usize, IssuerKey>,
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
    /// The certificate and the issuer, so that no address is given to other bytes.
    _kept: [Arc<Certificate>; 2],
}

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
        let addresses = (address(certificate), address(issuer));
        let signature = signatures.entry(addresses).or_insert_with(|| {
            *count += 1;
            let key = keys.entry(addresses.1).or_default();
            let check = key.verify(certificate, issuer);
            let _kept = [certificate, issuer].map(Arc::clone);
            Signature { check, round: *round, _kept }
        });
        signature.round = *round;
        signature.check
    }

    /// Ends a round: what nobody asked for in it is forgotten.
    pub(super) fn end_round(&mut self) {
        self.signatures.retain(|_, signature| signature.round == self.round);
        // An address may have other bytes from now on.
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
