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
                "Webex asks for a client certificate when Edge calls Webex. Cisco has not \
                 published whether Webex accepts one without client authentication.",
                Documented,
                &S_WEBEX,
            ),
            (
                "Webex accepts only CAs on its own list and may reject a private CA. There is \
                 only one source for this.",
                Inferred,
                &WEBEX_CAS,
            ),
            (
                "Make a test call. Install the new certificate on one Edge peer, call Webex \
                 through that peer and capture the call. The capture shows whether Webex ended \
                 the handshake, and with which alert.",
                Inferred,
                &S_WEBEX,
            ),
        ],
    ),
    (
        "acme",
        "Can I turn Expressway's ACME client back on?",
        &[
            (
                "Expressway's ACME client uses the classic profile of Let's Encrypt. That profile \
                 has had no client authentication since 11 Feb 2026. Cisco's advice was to turn \
                 off the scheduler.",
                Documented,
                &P_ACME,
            ),
            (
                "Cisco does not document whether the ACME client may run again on X15.5. The \
                 server store accepts its certificates. Make sure that no renewal is copied into \
                 the client store.",
                Inferred,
                &S_UPLOAD_AS_CLIENT,
            ),
        ],
    ),
    (
        "check-off",
        "Is turning off the EKU check a security risk?",
        &[
            (
                "With the EKU check Off, a node does not check the EKU of inbound SIP TLS \
                 connections. Names and trust are still verified.",
                Documented,
                &P_NAMES,
            ),
            (
                "So a TLS client is accepted with a server certificate, if the CA is trusted and \
                 the name is right. On Edge, this includes connections from the Internet. Turn \
                 the EKU check back on once the certificates are correct.",
                Inferred,
                &S_CHECK_MODE,
            ),
            (
                "Turning off the EKU check does not fix the SSH tunnels, Mobile and Remote Access \
                 or the WebRTC proxy.",
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
                "For Core, Cisco recommends a private CA. The rules for public CAs do not apply \
                 to a private CA.",
                Documented,
                &P_PRIVATE_CA,
            ),
            (
                "Two public CAs outside Chrome's rule sign both EKUs: IdenTrust Public Sector \
                 Server CA 1 and DigiCert Assured ID CA G2. Check with the CA before you order.",
                Documented,
                &FN74362_ROOTS,
            ),
            (
                "Microsoft's store lists public roots for client authentication from IdenTrust, \
                 emSign, Telia and GlobalSign. No published test shows these on Expressway.",
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
                "Unified CM has its own certificates that lose client authentication. Cisco has \
                 announced the fix for release 15 SU5, in the fourth quarter of 2026.",
                Documented,
                &FN74345_FIX,
            ),
        ],
    ),
    (
        "smart-licensing",
        "Is Smart Licensing affected?",
        &[(
            "No. Smart Licensing and web administration need no client authentication. If \
             licensing fails, check the account, the proxy and the trusted CA list.",
            Documented,
            &P_NOT_AFFECTED,
        )],
    ),
];
