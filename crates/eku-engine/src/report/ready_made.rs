//! What is known of a ready-made far end, each statement with its source.

use alloc::vec::Vec;

use super::{Confidence, Source, source};
use crate::citation::{
    Citation, FN74350_EKU, P_FAR_ENDS, P_PRIVATE_CA, PORTS_MUTUAL_TLS, S_NEIGHBOUR, S_UNIFIED_CM,
    S_WEBEX, WEBEX_CAS,
};
use crate::deployment::{Initiates, ReadyMade};
use crate::rule::Confidence::{Documented, Inferred};

/// A statement about a far end, or in answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct KnownReport {
    /// The statement, one sentence or two.
    pub text: &'static str,
    /// How well it is founded.
    pub confidence: Confidence,
    /// Where it comes from.
    pub source: Source,
}

/// What is known of a ready-made far end, the most important first; never empty.
#[must_use]
pub fn known(ready_made: ReadyMade) -> Vec<KnownReport> {
    let statements = statements(ready_made).iter();
    let calls_in = (ready_made.far_end().initiates == Initiates::Both).then_some(&CALLS_IN);
    statements.chain(calls_in).map(told).collect()
}

/// A sentence, how well it is founded, and where it is said.
pub(super) type Statement = (&'static str, Confidence, &'static Citation);

pub(super) fn told(&(text, confidence, citation): &Statement) -> KnownReport {
    KnownReport { text, confidence, source: source(citation) }
}

const fn statements(ready_made: ReadyMade) -> &'static [Statement] {
    match ready_made {
        ReadyMade::Webex => WEBEX,
        ReadyMade::UnifiedCm => UNIFIED_CM,
        ReadyMade::Cube => CUBE,
        ReadyMade::XmppFederation => XMPP_FEDERATION,
        ReadyMade::SipB2b => SIP_B2B,
        ReadyMade::SipImpFederation => SIP_IMP_FEDERATION,
        ReadyMade::CloudOnboarding => CLOUD_ONBOARDING,
        ReadyMade::Unity => UNITY,
        ReadyMade::Cms => CMS,
        ReadyMade::NeighbourZone => NEIGHBOUR_ZONE,
    }
}

const CALLS_IN: Statement = (
    "If it also connects to you, add its certificate to check that direction.",
    Documented,
    &S_NEIGHBOUR,
);

const WEBEX: &[Statement] = &[
    (
        "Webex asks for a client certificate when Edge calls Webex on port 5061. Edge sends its \
         client certificate.",
        Documented,
        &S_WEBEX,
    ),
    (
        "Whether Webex accepts a certificate without client authentication is not published.",
        Inferred,
        &S_WEBEX,
    ),
    (
        "Webex accepts only CAs on its own list and may reject a private CA. There is only one \
         source for this.",
        Inferred,
        &WEBEX_CAS,
    ),
    (
        "Webex calls in on port 5062. To check that direction, choose both directions and add \
         Webex's certificate.",
        Documented,
        &PORTS_MUTUAL_TLS,
    ),
];

const UNIFIED_CM: &[Statement] = &[
    (
        "Core connects to Unified CM on port 6972 during an MRA login, and sends its client \
         certificate.",
        Documented,
        &S_UNIFIED_CM,
    ),
    ("Core does the same on port 8443.", Inferred, &S_UNIFIED_CM),
    (
        "The CA chain of that certificate must be in Unified CM's tomcat-trust and \
         callmanager-trust.",
        Documented,
        &P_PRIVATE_CA,
    ),
];

const CUBE: &[Statement] = &[(
    "Before IOS XE 26.1.1, CUBE does not enforce client authentication unless match eku \
     client-auth or cc-mode is set. From 26.1.1 on, or with either setting, choose that CUBE \
     requires client authentication.",
    Documented,
    &FN74350_EKU,
)];

const XMPP_FEDERATION: &[Statement] = &[
    (
        "Cisco lists XMPP federation, on port 5269, among the connections that need client \
         authentication.",
        Documented,
        &P_FAR_ENDS,
    ),
    (
        "The EKU check of Expressway applies to SIP only. What happens to inbound XMPP without \
         client authentication is not published.",
        Inferred,
        &P_FAR_ENDS,
    ),
];

const SIP_B2B: &[Statement] = &[(
    "Cisco lists business-to-business SIP with mutual TLS among the connections that need client \
     authentication. Ask the partner whether their system enforces it.",
    Documented,
    &P_FAR_ENDS,
)];

const SIP_IMP_FEDERATION: &[Statement] = &[(
    "Cisco lists IM and Presence SIP federation with mutual TLS among the connections that need \
     client authentication. Ask the partner whether their system enforces it.",
    Documented,
    &P_FAR_ENDS,
)];

const CLOUD_ONBOARDING: &[Statement] = &[(
    "Cisco lists MRA onboarding among the connections that need client authentication. Edge or \
     Core connects to the Cisco cloud.",
    Documented,
    &P_FAR_ENDS,
)];

const UNITY: &[Statement] = &[(
    "Cisco lists a neighbor zone with mutual TLS to Unity among the connections that need client \
     authentication.",
    Documented,
    &P_FAR_ENDS,
)];

const CMS: &[Statement] = &[(
    "Cisco lists a neighbor zone with mutual TLS to CMS among the connections that need client \
     authentication. If the WebRTC proxy depends on this zone, select that.",
    Documented,
    &P_FAR_ENDS,
)];

const NEIGHBOUR_ZONE: &[Statement] = &[(
    "Cisco lists a neighbor zone with mutual TLS among the connections that need client \
     authentication.",
    Documented,
    &P_FAR_ENDS,
)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ready_made_far_end_says_what_is_known_of_it() {
        for ready_made in ReadyMade::ALL {
            let known = known(ready_made);
            assert!(!known.is_empty(), "{ready_made:?}");
            for statement in known {
                assert!(statement.text.ends_with('.'), "{}", statement.text);
                assert!(!statement.text.contains("  "), "{}", statement.text);
            }
        }
    }
}
