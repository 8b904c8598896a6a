//! Where the engine does not say what `openssl verify` says, and why.
//!
//! A case that names one of these must show exactly it, and each must be named by a case: a
//! difference that is gone fails the test. Where the engine says that it works, OpenSSL refuses and an
//! advisory says so, nothing is named: such a case stands in the table with its caution.

use eku_engine::verdict::Verdict;

/// A known difference.
#[derive(Debug, PartialEq, Eq)]
pub struct Difference {
    /// A short name.
    pub name: &'static str,
    /// What the engine says.
    pub engine: Verdict,
    /// Whether OpenSSL accepts the chain.
    pub openssl_accepts: bool,
    /// Why they differ.
    pub why: &'static str,
}

/// Every known difference.
pub static DIFFERENCES: &[&Difference] = &[
    &EXTENSION_ABSENT,
    &SERVER_GATED,
    &UNRESTRICTED_PATH_FIRST,
    &RESTRICTED_PATH_FIRST,
    &SIGNATURE_NOT_CHECKED,
    &WEAK_SIGNATURE_NOT_CHECKED,
];

/// No extended key usage where client authentication is asked for.
pub static EXTENSION_ABSENT: Difference = Difference {
    name: "extension-absent",
    engine: Verdict::Undecided,
    openssl_accepts: true,
    why: "OpenSSL takes a certificate without the extension for unrestricted. Cisco asks that the \
          certificate contains client authentication, and no published test decides it.",
};

/// Server-gated cryptography in a leaf.
pub static SERVER_GATED: Difference = Difference {
    name: "server-gated",
    engine: Verdict::Fails,
    openssl_accepts: true,
    why: "OpenSSL takes the old identifiers of server-gated cryptography for server \
          authentication. Cisco asks for server authentication by its own identifier.",
};

/// Some paths restricted, and OpenSSL takes one that is not.
pub static UNRESTRICTED_PATH_FIRST: Difference = Difference {
    name: "unrestricted-path-first",
    engine: Verdict::Undecided,
    openssl_accepts: true,
    why: "Only some of the paths are restricted. Which of them a verifier takes depends on the \
          order of its list and of what is sent, so the engine does not decide.",
};

/// Some paths restricted, and OpenSSL takes one of them.
pub static RESTRICTED_PATH_FIRST: Difference = Difference {
    name: "restricted-path-first",
    engine: Verdict::Undecided,
    openssl_accepts: false,
    why: "Only some of the paths are restricted. Which of them a verifier takes depends on the \
          order of its list and of what is sent, so the engine does not decide.",
};

/// A signature of a kind that this program cannot verify.
pub static SIGNATURE_NOT_CHECKED: Difference = Difference {
    name: "signature-not-checked",
    engine: Verdict::Undecided,
    openssl_accepts: false,
    why: "Nobody knows this algorithm. The engine cannot tell it from one that OpenSSL knows and \
          the engine does not.",
};

/// A signature by MD5.
pub static WEAK_SIGNATURE_NOT_CHECKED: Difference = Difference {
    name: "weak-signature-not-checked",
    engine: Verdict::Undecided,
    openssl_accepts: true,
    why: "OpenSSL verifies signatures by MD5 at its security level 0 and at no other. The engine \
          does not verify them, and an advisory says that they are weak.",
};
