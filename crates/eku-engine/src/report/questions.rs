//! Questions that administrators ask beside a verdict, each statement of an answer with its source.

use alloc::vec::Vec;

use super::KnownReport;
use super::ready_made::{Statement, told};
use crate::citation::authorities::CLIENT_ROOTS_LISTED;
use crate::citation::{
    FN74345_FIX, FN74362_ROOTS, P_ACME, P_NAMES, P_NOT_AFFECTED, P_PRIVATE_CA, P_UNIFIED_CM,
    S_CHECK_MODE, S_TUNNELS, S_UPLOAD_AS_CLIENT, S_WEBEX, WEBEX_CAS,
};
use crate::rule::Confidence::{Documented, Inferred};

/// A question, and what is known of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionReport {
    /// Stable identifier, for example `webex`.
    pub id: &'static str,
    /// The question, as people ask it.
    pub question: &'static str,
    /// What is known, the most important first; never empty.
    pub answer: Vec<KnownReport>,
}

/// The questions, those of most people first.
#[must_use]
pub fn questions() -> Vec<QuestionReport> {
    let told = |&(id, question, answer): &Question| QuestionReport {
        id,
        question,
        answer: answer.iter().map(told).collect(),
    };
    QUESTIONS.iter().map(told).collect()
}

type Question = (&'static str, &'static str, &'static [Statement]);

const QUESTIONS: [Question; 6] = [
    (
        "webex",
        "Does Webex accept a certificate that is server-only or from a private CA?",
        &[
            (
                "Webex asks Edge for a certificate when Edge calls it. Cisco has not published whether Webex \
                 accepts one without client authentication.",
                Documented,
                &S_WEBEX,
            ),
            (
                "Webex accepts only CAs on its own list, so it may refuse a private CA. This rests on a \
                 single source.",
                Inferred,
                &WEBEX_CAS,
            ),
            (
                "One test call decides. Put the new certificate on one Edge peer, call Webex through that peer \
                 and capture the call. The capture shows whether Webex ended the handshake, and with which alert.",
                Inferred,
                &S_WEBEX,
            ),
        ],
    ),
    (
        "acme",
        "May the ACME client of Expressway run again?",
        &[
            (
                "Expressway's ACME client asks for the profile classic of Let's Encrypt, which has carried no \
                 client authentication since 11 Feb 2026. Cisco's advice was to turn its scheduler off.",
                Documented,
                &P_ACME,
            ),
            (
                "No source says whether it may run again on X15.5. The server store takes what it brings. Make \
                 sure that no renewal is copied into the client store.",
                Inferred,
                &S_UPLOAD_AS_CLIENT,
            ),
        ],
    ),
    (
        "check-off",
        "Is the EKU check Off a security hole?",
        &[
            (
                "With the check Off, a node no longer asks what a certificate may be used for when somebody \
                 connects by SIP TLS. Names and trust are still verified.",
                Documented,
                &P_NAMES,
            ),
            (
                "So a server certificate of a trusted CA with the right name is accepted from a TLS client. On \
                 Edge this includes connections from the Internet. Turn the check On again when the certificates \
                 are right.",
                Inferred,
                &S_CHECK_MODE,
            ),
            (
                "The check Off does not bring back the SSH tunnels, Mobile and Remote Access or the WebRTC \
                 proxy.",
                Documented,
                &S_TUNNELS,
            ),
        ],
    ),
    (
        "buy",
        "Where can I buy a certificate with client authentication?",
        &[
            (
                "For Core, Cisco advises a private CA. No rule for public CAs binds it.",
                Documented,
                &P_PRIVATE_CA,
            ),
            (
                "Two public CAs outside Chrome's rule sign both purposes: IdenTrust Public Sector Server CA 1 and \
                 DigiCert Assured ID CA G2. Check with the CA before you order.",
                Documented,
                &FN74362_ROOTS,
            ),
            (
                "Microsoft's store lists public roots made for client authentication, of IdenTrust, emSign, Telia \
                 and GlobalSign. No published test shows one of them on Expressway.",
                Inferred,
                &CLIENT_ROOTS_LISTED,
            ),
        ],
    ),
    (
        "unified-cm",
        "Which release of Unified CM do I need?",
        &[
            (
                "For Expressway X15.4 and X15.5, Cisco names SU3(a) of Unified CM.",
                Documented,
                &P_UNIFIED_CM,
            ),
            (
                "Unified CM has certificates of its own that lose client authentication. Cisco announces the fix \
                 for release 15 SU5, in the fourth quarter of 2026.",
                Documented,
                &FN74345_FIX,
            ),
        ],
    ),
    (
        "smart-licensing",
        "Does the change touch Smart Licensing?",
        &[(
            "No. Smart Licensing and web administration need no client authentication. Where licensing fails, look \
             at the account, the proxy and the trusted CA list.",
            Documented,
            &P_NOT_AFFECTED,
        )],
    ),
];
