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
        Evidence::IsKnownRoot => "Name and key match a root in Mozilla's or Chrome's store.".into(),
        Evidence::KnownRoot { subject } => {
            format!("Verified signatures lead to {subject}, a root in Mozilla's or Chrome's store.")
        }
        Evidence::NamesLeadToKnownRoot { subject } => {
            format!("Names and key IDs lead to {subject}, a root in Mozilla's or Chrome's store.")
        }
        Evidence::NamesKnownRoot { subject } => format!(
            "The chain names {subject}, a root in Mozilla's or Chrome's store. The root was not \
             supplied, so its key was not compared."
        ),
        Evidence::ForumPolicy(policy) => {
            let words = match policy {
                ForumPolicy::DomainValidated => "domain validation",
                ForumPolicy::OrganizationValidated => "organization validation",
                ForumPolicy::IndividualValidated => "individual validation",
                ForumPolicy::ExtendedValidation => "extended validation",
            };
            format!(
                "The certificate states the CA/Browser Forum's policy for {words}, {}.",
                policy.id()
            )
        }
        Evidence::LogTimestamps => "The certificate has timestamps of certificate transparency \
            logs."
            .into(),
        Evidence::Named { authority } => format!("The chain has a name of {authority}."),
        Evidence::NamesItself => {
            "The certificate names itself as issuer. Its signature was not verified.".into()
        }
        Evidence::OwnSignature => "The signature verifies with the certificate's own key.".into(),
        Evidence::SignatureNotChecked => {
            "The certificate names itself as issuer. This tool cannot verify its signature.".into()
        }
        Evidence::OtherRoot { subject } => {
            format!("The chain ends in {subject}, which is not in Mozilla's or Chrome's store.")
        }
        Evidence::TooLong { days, allowed } => format!(
            "The certificate is valid for {days} days. A public CA could issue at most {allowed} \
             days."
        ),
        Evidence::NoForumPolicy => "The certificate is for TLS servers but states no CA/Browser \
            Forum policy, unlike every public certificate."
            .into(),
    }
}
