//! Chains for the comparison of the engine with `openssl verify -purpose`.
//!
//! A [`Case`] is a leaf, what stands beside it in its file, the trusted CA list of the side that
//! verifies, and the purpose that this side asks for. [`all`] gives every case; [`engine`] and
//! [`openssl`] answer each. Where the two are known to differ, the case names a [`Difference`],
//! with the reason in words; where the engine cautions, [`table`] lists it.

pub mod differences;
pub mod engine;
pub mod openssl;
pub mod table;

mod algorithms;
mod ends;
mod extensions;
mod issuers;
mod keys;
mod levels;
mod loose;
mod matrix;
mod names;
mod paths;
mod states;
mod usages;

pub use differences::{DIFFERENCES, Difference};
pub use eku_engine::eku::Purpose;

use crate::maker::Certificate;

/// One chain and what is asked of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is, for messages.
    pub label: String,
    /// The purpose that is asked for: client authentication of a certificate that a TLS client
    /// presents, server authentication of one that a TLS server presents.
    pub purpose: Purpose,
    /// The certificate that is judged.
    pub leaf: Certificate,
    /// The rest of its file.
    pub chain: Vec<Certificate>,
    /// The trusted CA list.
    pub trusted: Vec<Certificate>,
    /// The instant.
    pub at: &'static str,
    /// How the engine and OpenSSL differ here, where they do.
    pub known: Option<&'static Difference>,
}

impl Case {
    /// A case that is judged on the usual date, with no known difference.
    pub fn new(
        label: impl Into<String>,
        purpose: Purpose,
        leaf: &Certificate,
        chain: &[&Certificate],
        trusted: &[&Certificate],
    ) -> Case {
        let copied = |certificates: &[&Certificate]| {
            certificates.iter().map(|certificate| (*certificate).clone()).collect()
        };
        Case {
            label: label.into(),
            purpose,
            leaf: leaf.clone(),
            chain: copied(chain),
            trusted: copied(trusted),
            at: USUAL_DATE,
            known: None,
        }
    }

    /// A case about client authentication.
    pub fn client(
        label: impl Into<String>,
        leaf: &Certificate,
        chain: &[&Certificate],
        trusted: &[&Certificate],
    ) -> Case {
        Case::new(label, Purpose::ClientAuth, leaf, chain, trusted)
    }

    /// The same case at another instant.
    #[must_use]
    pub fn at(self, at: &'static str) -> Case {
        Case { at, ..self }
    }

    /// The same case with a known difference.
    #[must_use]
    pub fn differs(self, known: &'static Difference) -> Case {
        Case { known: Some(known), ..self }
    }

    /// The same case with a known difference where a condition holds.
    #[must_use]
    pub fn differs_if(self, condition: bool, known: &'static Difference) -> Case {
        if condition { self.differs(known) } else { self }
    }
}

/// Every case.
pub fn all() -> Vec<Case> {
    [
        matrix::cases(),
        usages::cases(),
        issuers::cases(),
        algorithms::cases(),
        names::cases(),
        paths::cases(),
        extensions::cases(),
        keys::cases(),
        ends::cases(),
        loose::cases(),
    ]
    .concat()
}

/// The date that is judged unless a case names another.
pub const USUAL_DATE: &str = "2026-11-23T12:00:00Z";

/// How the labels of cases begin in which a certificate that does not do stands beside one that does.
pub const OF_SEVERAL: [&str; 2] = ["a second certificate", "copies of an intermediate"];
