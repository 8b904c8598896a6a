//! What a rule is: its metadata, its check, and the [`Finding`] with evidence that the check gives.
//! The sentence is made of it by the report. [`crate::rules`] has every rule.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::certificate::Certificate;
use crate::citation::Citation;
pub use crate::citation::Confidence;
use crate::connection::{CertificateId, Connection, Demand, Party, Presentation, Severity};
use crate::deployment::{Release, Role, Slug, VerifyName};
use crate::eku::{ExtendedKeyUsage, Holds, Purpose};
use crate::listed::listed;
use crate::service::Needed;
use crate::time::Timestamp;

/// A rule: metadata that the page and the documentation show, and its check.
#[derive(Debug)]
pub struct Rule {
    /// The stable identifier, and the name of its file.
    pub id: &'static str,
    /// What the rule is about, in a few words.
    pub title: &'static str,
    /// When it speaks, in a sentence or two.
    pub explanation: &'static str,
    /// Where the rule itself comes from.
    pub citation: &'static Citation,
    /// What in the store may remove what it finds of one of our certificates.
    pub remedy: Remedy,
    /// What it asks about, by which a report lists it where that was not checked.
    pub aspect: Aspect,
    /// What decides what it leaves undecided.
    pub decided_by: DecidedBy,
    /// What it looks at.
    pub check: Check,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id)
    }
}

/// What in a store may remove what a rule finds of the certificate there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Nothing that a plan proposes: a certificate is asked for, or issued again with other names.
    Nothing,
    /// Another certificate, of another issuer or the server store's.
    Replace,
    /// The same, or a renewal by its own issuer.
    ReplaceOrRenew,
}

listed! {
    /// What a rule asks about. Where the input gives nothing for it, a report lists it as not checked.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Aspect {
        /// The purposes of the certificate.
        Purposes,
        /// The purposes of the CAs above it.
        ChainPurposes,
        /// The validity of the certificate and of the CAs above it.
        Validity,
        /// Whether a trusted CA stands above it.
        Trust,
        /// Its names.
        Names,
        /// What every deployment has, so that it is always checked.
        Given,
    }
}

/// What decides a finding that leaves a connection or service undecided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecidedBy {
    /// Whether the certificate is verified at all.
    TlsVerify,
    /// Whether the far end checks the client's extended key usage.
    FarEndEkuCheck,
    /// The certificate, which was not given.
    Certificate,
    /// A test of the connection, or a certificate with client authentication.
    TestOrClientAuth,
    /// A test of the connection, or the EKU check On.
    TestOrEkuCheckOn,
    /// A CA without its restricted copy; whether the certificate is verified, where every path has one.
    UnrestrictedCa,
    /// What could not be read of the chain or of the list; whether the certificate is verified, where
    /// all was read.
    ReadableChain,
    /// A look at the path with another program, or fewer certificates.
    PathCheck,
    /// The same release on both nodes.
    SameRelease,
    /// What decides the connection that is needed.
    WhatItNeeds,
}

/// What a rule looks at.
#[derive(Debug)]
pub enum Check {
    /// One certificate that one side shows the other.
    Presentation(fn(&Presentation<'_>) -> Option<Finding>),
    /// A connection as a whole.
    Connection(fn(&Connection<'_>) -> Option<Finding>),
    /// What a service needs.
    Service(fn(&Needed, Outcome) -> Finding),
}

impl Finding {
    /// What a service needs, where that is what was found.
    #[must_use]
    pub const fn needed(&self) -> Option<&Needed> {
        match &self.evidence {
            Evidence::Needed(needed) => Some(needed),
            _ => None,
        }
    }
}

/// What a finding does to its connection or service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It leaves it undecided.
    Undecided,
    /// It fails it.
    Fails,
}

/// That a rule spoke: about what, with which outcome, and on which evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// What it does.
    pub outcome: Outcome,
    /// The certificate that it is about.
    pub certificate: Option<CertificateId>,
    /// How well it is founded.
    pub confidence: Confidence,
    /// Where it comes from.
    pub citation: &'static Citation,
    /// What was seen.
    pub evidence: Evidence,
}

/// What a rule saw. The report makes the sentence of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Purposes, and what was asked of them.
    Purposes {
        /// The certificate's extended key usage.
        eku: ExtendedKeyUsage,
        /// What was asked.
        demand: Demand,
        /// The side that presents the certificate.
        role: Role,
        /// The side that asks.
        verifier: Party,
    },
    /// Key usage or certificate type that does not allow a role.
    KeyUsage {
        /// The side that presents the certificate.
        role: Role,
        /// Whether it is the Netscape certificate type that does not allow it.
        netscape: bool,
        /// Whether the extension could not be decoded.
        unreadable: bool,
    },
    /// Nothing was given for a store that the connection needs.
    Missing {
        /// The side that would present it.
        role: Role,
    },
    /// A validity that does not hold.
    Validity {
        /// The bound that is missed: notAfter or notBefore.
        bound: Timestamp,
        /// The instant that was asked for.
        at: Timestamp,
        /// The CA above the certificate that it is about, where it is not the certificate itself.
        ca: Option<String>,
    },
    /// A CA above the certificate that does not leave it a purpose.
    Chain {
        /// The purpose.
        purpose: Purpose,
        /// The CA's subject.
        subject: String,
        /// Its extended key usage.
        eku: ExtendedKeyUsage,
        /// Whether every path goes through such a CA.
        every_path: bool,
        /// The side that asks.
        verifier: Party,
    },
    /// A path to a trusted CA list that does not reach it, or not for certain.
    Trust {
        /// The certificate's issuer.
        issuer: String,
        /// The side whose list it is.
        verifier: Party,
        /// Whether a part of the chain or of the list could not be read.
        incomplete: bool,
    },
    /// More certificates above the certificate than are looked at.
    PathsBeyondBound {
        /// The side that verifies it.
        verifier: Party,
    },
    /// Names that are not in the certificate.
    Names {
        /// The names that were looked for, at most the first few.
        wanted: Vec<VerifyName>,
        /// So many more were looked for.
        more: usize,
        /// The certificate's own names, at most the first few.
        carried: Vec<String>,
        /// So many more it has.
        more_carried: usize,
        /// The side that looks for them.
        verifier: Party,
        /// The traversal zone whose names they are, where it is not the one for Unified Communications.
        zone: Option<Slug>,
    },
    /// Two releases that differ.
    Releases {
        /// Core's.
        core: Release,
        /// Edge's.
        edge: Release,
    },
    /// Something that is needed does not work.
    Needed(Needed),
}

/// The finding of `rule` about a presentation: it fails, unless the presentation's severity makes
/// it undecided.
pub(crate) fn finding(
    rule: &'static Rule,
    presentation: &Presentation<'_>,
    evidence: Evidence,
) -> Finding {
    let outcome = match presentation.severity {
        Severity::Fails => Outcome::Fails,
        Severity::Undecided => Outcome::Undecided,
    };
    Finding {
        rule,
        outcome,
        certificate: Some(presentation.certificate.clone()),
        confidence: Confidence::Measured,
        citation: rule.citation,
        evidence,
    }
}

/// The finding of `rule` about a presentation's purposes.
pub(crate) fn purpose_finding(
    rule: &'static Rule,
    presentation: &Presentation<'_>,
    leaf: &Certificate,
    demand: Demand,
) -> Finding {
    let evidence = Evidence::Purposes {
        eku: leaf.eku.clone(),
        demand,
        role: presentation.role,
        verifier: presentation.verifier.clone(),
    };
    finding(rule, presentation, evidence)
}

/// The finding of `rule` where `demand` is asked for and one of the purposes is listed among others
/// only. That an empty list, or any purpose, lacks one is known by measurement.
pub(crate) fn lacking(
    rule: &'static Rule,
    presentation: &Presentation<'_>,
    demand: Demand,
    wanted: &[Purpose],
) -> Option<Finding> {
    let (leaf, asked) = purposes(presentation)?;
    let lacks = wanted.iter().any(|purpose| leaf.eku.holds(*purpose) == Holds::No);
    if asked.kind != demand || !lacks {
        return None;
    }
    let lack = match &leaf.eku {
        ExtendedKeyUsage::Empty { .. } => Confidence::Measured,
        eku if eku.lists_any() => Confidence::Measured,
        _ => Confidence::Documented,
    };
    let finding = purpose_finding(rule, presentation, leaf, demand);
    let confidence = asked.confidence.max(lack);
    Some(Finding { confidence, citation: asked.citation, ..finding })
}

/// The presented certificate and what is asked of its purposes, where there are both.
pub(crate) fn purposes<'p>(
    presentation: &Presentation<'p>,
) -> Option<(&'p Certificate, crate::connection::PurposeDemand)> {
    let leaf = &presentation.store.presented()?.leaf;
    presentation.purpose.checked().map(|demand| (leaf.as_ref(), demand))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::{S_TUNNELS, S_ZONE_CHECK_ON};
    use crate::connection::{Asked, PurposeDemand};
    use crate::rules::client_auth_required;
    use crate::testing::{leaf, presentation, store};

    #[test]
    fn the_least_founded_part_of_a_reason_says_how_well_it_is_founded() {
        use Confidence::{Documented, Inferred, Measured};
        for (purposes, asked, expected) in [
            ("S", Documented, Documented),
            ("code", Documented, Documented),
            ("empty", Documented, Measured),
            ("any", Documented, Measured),
            ("S any", Documented, Measured),
            ("S", Inferred, Inferred),
            ("any", Inferred, Inferred),
            ("empty", Inferred, Inferred),
        ] {
            let store = store(leaf(purposes));
            let purpose =
                PurposeDemand { kind: Demand::ClientAuth, confidence: asked, citation: &S_TUNNELS };
            let presented = Presentation {
                purpose: Asked::Checked(purpose),
                ..presentation(&store, Demand::ClientAuth)
            };
            let rule = &client_auth_required::RULE;
            let wanted = [Purpose::ClientAuth];
            let finding = lacking(rule, &presented, Demand::ClientAuth, &wanted).unwrap();
            assert_eq!(finding.confidence, expected, "{purposes}");
            assert_eq!(finding.citation, &S_TUNNELS, "the demand's own source");
            assert_ne!(rule.citation, &S_TUNNELS);
            assert_eq!(rule.citation, &S_ZONE_CHECK_ON);
        }
    }
}
