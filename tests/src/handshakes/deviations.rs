//! In what a real handshake is known to differ from the engine's verdict, and why; and what stands
//! in these tests for the settings of an Expressway that no TLS library has.

use eku_engine::verdict::Verdict;

use super::Stack;

/// A known deviation.
#[derive(Debug, PartialEq, Eq)]
pub struct Deviation {
    /// A short name.
    pub name: &'static str,
    /// What the engine says of the connection.
    pub verdict: Verdict,
    /// Who verifies the certificate in question; any, where none is named.
    pub verifier: Option<Stack>,
    /// Whether the handshake is accepted.
    pub accepted: bool,
    /// Why.
    pub why: &'static str,
}

/// Every known deviation.
pub static DEVIATIONS: &[&Deviation] = &[
    &NO_EXTENSION,
    &CHECK_OFF_IGNORES_PURPOSES,
    &FAR_END_THAT_CHECKS,
    &FAR_END_THAT_DOES_NOT,
    &ROOT_IS_NOT_READ,
    &KEY_USAGE_IS_NOT_READ,
    &RESTRICTED_COPY_FIRST,
    &ANOTHER_PATH,
];

/// How the EKU check that is On, and the SSH tunnels in both positions of it, are modelled.
pub const PURPOSE_IS_ASKED_FOR: &str = "A TLS server that verifies its clients asks for client authentication unless told otherwise: \
     s_server -Verify and rustls do. The SSH tunnels of an Expressway always ask for it; they stand \
     here as such a server, although SSH and not SIP goes through them.";

/// How the EKU check that is Off is modelled.
pub const CHECK_OFF_IS_ANY_PURPOSE: &str = "The EKU check that is Off is s_server -purpose any: everything but the purpose is verified. \
     Cisco writes that server authentication is still looked for where the extension is there; no \
     TLS library does that for a client, so no handshake shows it. rustls has no such setting.";

/// How a zone with TLS verify mode Off, and a far end that requests no certificate, are modelled.
pub const NOTHING_IS_ASKED_FOR: &str = "A zone with TLS verify mode Off, and a far end that requests no certificate, are a server that \
     does not ask for one. An Expressway may ask and ignore what comes; the outcome is the same.";

/// No extension where client authentication is asked for.
pub static NO_EXTENSION: Deviation = Deviation {
    name: "no-extension",
    verdict: Verdict::Undecided,
    verifier: None,
    accepted: true,
    why: "OpenSSL and rustls take a certificate without extended key usage for unrestricted. Cisco \
          asks that it contains client authentication.",
};

/// A client that names other purposes, with the check Off.
pub static CHECK_OFF_IGNORES_PURPOSES: Deviation = Deviation {
    name: "check-off-ignores-purposes",
    verdict: Verdict::Undecided,
    verifier: Some(Stack::OpenSsl),
    accepted: true,
    why: "With -purpose any OpenSSL takes whatever purposes there are. Cisco writes that with the \
          check Off server authentication is looked for where the extension is there, and not what \
          happens where it is missing.",
};

/// A far end of which it is not known whether it checks, and this one does.
pub static FAR_END_THAT_CHECKS: Deviation = Deviation {
    name: "far-end-that-checks",
    verdict: Verdict::Undecided,
    verifier: None,
    accepted: false,
    why: "What the far end makes of client authentication was not told. This one asks for it.",
};

/// A far end of which it is not known whether it checks, and this one does not.
pub static FAR_END_THAT_DOES_NOT: Deviation = Deviation {
    name: "far-end-that-does-not",
    verdict: Verdict::Undecided,
    verifier: None,
    accepted: true,
    why: "What the far end makes of client authentication was not told. This one does not ask for \
          it.",
};

/// A root that restricts purposes.
pub static ROOT_IS_NOT_READ: Deviation = Deviation {
    name: "root-is-not-read",
    verdict: Verdict::Fails,
    verifier: Some(Stack::Rustls),
    accepted: true,
    why: "rustls reads of a trusted root its name and key alone. OpenSSL, which Expressway uses, \
          holds its extended key usage and its dates against the chain.",
};

/// A key that may not do what the role does.
pub static KEY_USAGE_IS_NOT_READ: Deviation = Deviation {
    name: "key-usage-is-not-read",
    verdict: Verdict::Fails,
    verifier: Some(Stack::Rustls),
    accepted: true,
    why: "rustls reads neither key usage nor the Netscape certificate type of a leaf. OpenSSL, which \
          Expressway uses, refuses it (error 26).",
};

/// Two copies of an intermediate, of which OpenSSL takes the restricted one.
pub static RESTRICTED_COPY_FIRST: Deviation = Deviation {
    name: "restricted-copy-first",
    verdict: Verdict::Undecided,
    verifier: Some(Stack::OpenSsl),
    accepted: false,
    why: "OpenSSL takes the first copy of an intermediate that was sent, and tries no other.",
};

/// Two copies of an intermediate, of which rustls takes the one that is not restricted.
pub static ANOTHER_PATH: Deviation = Deviation {
    name: "another-path",
    verdict: Verdict::Undecided,
    verifier: Some(Stack::Rustls),
    accepted: true,
    why: "rustls tries one path after another until one is right.",
};
