//! In what the engine and `openssl verify` are known to differ, and why.
//!
//! A case that names one of these must show exactly it, and each must be named by a case: a
//! difference that is gone fails the test.

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
    /// The advisory that tells people, where the engine says works and OpenSSL refuses.
    pub advisory: Option<&'static str>,
    /// Why they differ.
    pub why: &'static str,
}

/// Every known difference.
pub static DIFFERENCES: &[&Difference] = &[
    &EXTENSION_ABSENT,
    &SERVER_GATED,
    &UNRESTRICTED_PATH_FIRST,
    &RESTRICTED_PATH_FIRST,
    &WRONG_ISSUER_FIRST,
    &EXPIRED_COPY_IN_LIST,
    &NO_BASIC_CONSTRAINTS,
    &ROOT_NOT_VERIFIED,
    &ROOT_OF_UNKNOWN_ALGORITHM,
    &SIGNATURE_NOT_CHECKED,
    &ISSUER_OF_ISSUER,
    &UNREADABLE_EXTENSION,
    &CRITICAL_EXTENSION,
    &NAME_CONSTRAINTS,
];

/// No extended key usage where client authentication is asked for.
pub static EXTENSION_ABSENT: Difference = Difference {
    name: "extension-absent",
    engine: Verdict::Undecided,
    openssl_accepts: true,
    advisory: None,
    why: "OpenSSL takes a certificate without the extension for unrestricted. Cisco asks that the \
          certificate contains client authentication, and no published test decides it.",
};

/// Server-gated cryptography in a leaf.
pub static SERVER_GATED: Difference = Difference {
    name: "server-gated",
    engine: Verdict::Fails,
    openssl_accepts: true,
    advisory: None,
    why: "OpenSSL takes the old identifiers of server-gated cryptography for server \
          authentication. Cisco asks for server authentication by its own identifier.",
};

/// Some paths restricted, and OpenSSL takes one that is not.
pub static UNRESTRICTED_PATH_FIRST: Difference = Difference {
    name: "unrestricted-path-first",
    engine: Verdict::Undecided,
    openssl_accepts: true,
    advisory: None,
    why: "Only some of the paths are restricted. Which of them a verifier takes depends on the \
          order of its list and of what is sent, so the engine does not decide.",
};

/// Some paths restricted, and OpenSSL takes one of them.
pub static RESTRICTED_PATH_FIRST: Difference = Difference {
    name: "restricted-path-first",
    engine: Verdict::Undecided,
    openssl_accepts: false,
    advisory: None,
    why: "Only some of the paths are restricted. Which of them a verifier takes depends on the \
          order of its list and of what is sent, so the engine does not decide.",
};

/// A path is there, and OpenSSL begins another that leads nowhere.
pub static WRONG_ISSUER_FIRST: Difference = Difference {
    name: "wrong-issuer-first",
    engine: Verdict::Works,
    openssl_accepts: false,
    advisory: Some("issuers-of-one-name"),
    why: "OpenSSL takes the first issuer whose name, key identifier and kind of key fit, before it \
          looks at the signature, at BasicConstraints, at key usage or at where the way ends, and \
          tries no other. The engine says that a path is there. In another order OpenSSL takes it.",
};

/// The trusted CA list holds an expired copy of a CA whose valid copy was sent.
pub static EXPIRED_COPY_IN_LIST: Difference = Difference {
    name: "expired-copy-in-list",
    engine: Verdict::Works,
    openssl_accepts: false,
    advisory: Some("expired-copy-in-list"),
    why: "OpenSSL prefers the trusted CA list's own certificates to what was sent, and among those \
          of one CA the valid to the expired. Where the list has only an expired one it takes that \
          (error 10). The engine says that a valid path is there.",
};

/// A root that only old rules make a CA.
pub static NO_BASIC_CONSTRAINTS: Difference = Difference {
    name: "no-basic-constraints",
    engine: Verdict::Fails,
    openssl_accepts: true,
    advisory: None,
    why: "OpenSSL still takes a trusted root for a CA that is of version 1, or whose key usage \
          allows signing certificates; of intermediates it asks for BasicConstraints. RFC 5280 and \
          Cisco ask for them everywhere.",
};

/// A root whose signature on itself is wrong.
pub static ROOT_NOT_VERIFIED: Difference = Difference {
    name: "root-not-verified",
    engine: Verdict::Fails,
    openssl_accepts: true,
    advisory: None,
    why: "OpenSSL does not verify the signature of a trusted root on itself. For the engine a root \
          is what its own key has signed.",
};

/// A root that signs itself with an algorithm that nobody knows.
pub static ROOT_OF_UNKNOWN_ALGORITHM: Difference = Difference {
    name: "root-of-unknown-algorithm",
    engine: Verdict::Works,
    openssl_accepts: false,
    advisory: None,
    why: "OpenSSL takes a certificate for self-signed only where it knows that its algorithm is one \
          of its kind of key. The engine does not doubt a trusted root whose signature it cannot \
          verify, because OpenSSL verifies no root's own signature.",
};

/// A signature of a kind that this program cannot verify.
pub static SIGNATURE_NOT_CHECKED: Difference = Difference {
    name: "signature-not-checked",
    engine: Verdict::Undecided,
    openssl_accepts: false,
    advisory: None,
    why: "Nobody knows this algorithm. The engine cannot tell it from one that OpenSSL knows and \
          the engine does not.",
};

/// An authority key identifier that names the issuer's issuer.
pub static ISSUER_OF_ISSUER: Difference = Difference {
    name: "issuer-of-issuer",
    engine: Verdict::Works,
    openssl_accepts: false,
    advisory: None,
    why: "OpenSSL compares the issuer's name in an authority key identifier. The engine reads the \
          key and the serial number in it and no name.",
};

/// An extension beside the purposes that cannot be read.
pub static UNREADABLE_EXTENSION: Difference = Difference {
    name: "unreadable-extension",
    engine: Verdict::Works,
    openssl_accepts: false,
    advisory: Some("extension-unreadable"),
    why: "OpenSSL uses no certificate of which it cannot read an extension that it knows. The \
          engine reports the extension as unreadable and goes on with the others.",
};

/// A critical extension that OpenSSL does not know.
pub static CRITICAL_EXTENSION: Difference = Difference {
    name: "critical-extension",
    engine: Verdict::Works,
    openssl_accepts: false,
    advisory: Some("critical-extension-unknown"),
    why: "OpenSSL refuses a certificate with a critical extension that it does not know (error \
          34). The engine looks into no extension that it does not use.",
};

/// Constraints on names.
pub static NAME_CONSTRAINTS: Difference = Difference {
    name: "name-constraints",
    engine: Verdict::Works,
    openssl_accepts: false,
    advisory: Some("name-constraints"),
    why: "OpenSSL holds the names of a certificate against the constraints of the CAs above it \
          (error 47). The engine does not read such constraints.",
};
