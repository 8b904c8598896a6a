//! Who issued a certificate, in sentences.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::IssuerReport;
use crate::certificate::ForumPolicy;
use crate::issuer::{Evidence, Issuer};

/// Who issued a certificate, as it is shown.
pub(super) fn issuer_kind(issuer: &Issuer) -> IssuerReport {
    IssuerReport { kind: issuer.kind, evidence: evidence(issuer) }
}

/// What shows who issued a certificate, a sentence each.
pub(super) fn evidence(issuer: &Issuer) -> Vec<String> {
    issuer.evidence.iter().map(sentence).collect()
}

fn sentence(evidence: &Evidence) -> String {
    match evidence {
        Evidence::IsKnownRoot => {
            "It is a root of Mozilla's or Chrome's store, by name and key.".into()
        }
        Evidence::KnownRoot { subject } => {
            format!("Verified signatures lead to {subject}, a root of Mozilla's or Chrome's store.")
        }
        Evidence::NamesKnownRoot { subject } => format!(
            "Its path names {subject}, a root of Mozilla's or Chrome's store; the root itself was not given, so \
             its key was not compared."
        ),
        Evidence::ForumPolicy(policy) => {
            let words = match policy {
                ForumPolicy::DomainValidated => "domain validation",
                ForumPolicy::OrganizationValidated => "organization validation",
                ForumPolicy::IndividualValidated => "individual validation",
                ForumPolicy::ExtendedValidation => "extended validation",
            };
            format!("It states the CA/Browser Forum's policy for {words}, {}.", policy.id())
        }
        Evidence::LogTimestamps => "It carries timestamps of certificate transparency logs.".into(),
        Evidence::Named { authority } => format!("A name on its path is one of {authority}."),
        Evidence::OwnSignature => "Its signature verifies with its own key.".into(),
        Evidence::SignatureNotChecked => {
            "It names itself as its issuer, and its signature cannot be verified here.".into()
        }
        Evidence::OtherRoot { subject } => {
            format!("Its path ends in {subject}, which is no root of Mozilla's or Chrome's store.")
        }
        Evidence::TooLong { days, allowed } => format!(
            "It is valid for {days} days, and a public CA could issue for {allowed} at most."
        ),
        Evidence::NoForumPolicy => "It serves TLS servers and states no policy of the CA/Browser \
             Forum, as every public certificate for them does."
            .into(),
    }
}
