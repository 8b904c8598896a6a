//! Findings and verdicts to sentences.

mod purposes;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::days::day;
use super::peers::{Group, extent};
use super::words::{
    connection_in_sentence, eku_words, far_end_name, outcome_words, party, purpose_words,
    role_words,
};
use super::{joined, joined_few, thousands};
use crate::chain::{Links, MOST_OF_ONE_NAME, MOST_PATH_STEPS, MOST_VERIFICATIONS};
use crate::connection::{CertificateId, ConnectionId};
use crate::deployment::{Deployment, Role, VerifyName};
use crate::rule::{DecidedBy, Evidence, Finding, Outcome};
use crate::rules;
use crate::switch::Switched;
use crate::time::Timestamp;
use crate::verdict::Judgement;

/// Words sentences about one deployment.
pub(super) struct Sentences<'d> {
    pub(super) deployment: &'d Deployment,
    pub(super) links: &'d Links,
    pub(super) switched: &'d [Switched],
}

impl Sentences<'_> {
    /// Findings of one kind as a sentence. The connection is that which they were found on; `None`
    /// for a service's.
    pub(super) fn findings(
        &self,
        connection: Option<&ConnectionId>,
        group: &Group<'_>,
        judgement: &Judgement,
    ) -> String {
        let finding = group.first;
        let subject = group.certificate(self.deployment);
        match &finding.evidence {
            Evidence::Purposes { eku, demand, role, verifier } => {
                let verifier = party(self.deployment, verifier);
                let seen = group.values(|one| match one {
                    Evidence::Purposes { eku, .. } => Some(eku_words(eku)),
                    _ => None,
                });
                let eku = (seen.len() == 1).then_some(eku);
                self.purposes(&subject, eku, *demand, *role, &verifier, connection)
            }
            Evidence::KeyUsage { role, netscape, unreadable } => {
                let extension = if *netscape { "Netscape certificate type" } else { "key usage" };
                let role = role_words(*role);
                if *unreadable {
                    format!(
                        "The {extension} of {subject} is unreadable, so the certificate cannot \
                         act as {role}."
                    )
                } else {
                    format!("The {extension} of {subject} does not allow use as {role}.")
                }
            }
            Evidence::Missing { role } => {
                let kind = match role {
                    Role::Initiator => "client",
                    Role::Responder => "server",
                };
                match &finding.certificate {
                    Some(CertificateId::FarEnd(slug)) => {
                        let name = far_end_name(self.deployment, slug);
                        format!("{name}'s {kind} certificate is missing.")
                    }
                    Some(CertificateId::Store(_)) | None => format!("{subject} is missing."),
                }
            }
            Evidence::Validity { bound, at, ca } => {
                let bounds = group.values(|one| match one {
                    Evidence::Validity { bound, .. } => Some(*bound),
                    _ => None,
                });
                let cas = group.values(|one| match one {
                    Evidence::Validity { ca, .. } => ca.clone(),
                    _ => None,
                });
                let (subject, [is, becomes, has]) = match ca {
                    Some(_) if cas.len() > 1 => {
                        let cas = joined_few(&Vec::from_iter(cas));
                        let cas = format!("The CAs {cas} in the chains of {subject}");
                        (cas, ["are", "become", "have"])
                    }
                    Some(ca) => {
                        let ca = format!("The CA {ca} in every chain of {subject}");
                        (ca, ["is", "becomes", "has"])
                    }
                    None => (subject, ["is", "becomes", "has"]),
                };
                let [first, last] =
                    [bounds.first(), bounds.last()].map(|one| day(*one.unwrap_or(bound)));
                let expired = *finding.rule == rules::certificate_expired::RULE;
                let no_date = if expired { Timestamp::default() } else { Timestamp::LAST };
                let what = match (expired, first == last) {
                    (true, true) if *bound == no_date => {
                        format!("{has} an end date that OpenSSL cannot read")
                    }
                    (false, true) if *bound == no_date => {
                        format!("{has} a start date that OpenSSL cannot read")
                    }
                    (true, true) => format!("expired on {first}"),
                    (true, false) => format!("expired between {first} and {last}"),
                    (false, true) => format!("{is} not valid before {first}"),
                    (false, false) => format!("{becomes} valid between {first} and {last}"),
                };
                format!("{subject} {what}. The check date is {}.", day(*at))
            }
            Evidence::Chain { purpose, subject: ca, eku, every_path, verifier } => {
                let verifier = party(self.deployment, verifier);
                let purpose = purpose_words(*purpose);
                let path = if *every_path { "every path" } else { "a path" };
                let ending = if *finding.rule == rules::far_end_check_unknown::RULE {
                    format!("It is not known whether {verifier} requires {purpose}")
                } else if *every_path {
                    format!("So {verifier} rejects the certificate for {purpose}")
                } else {
                    format!("It is not known which path {verifier} takes first")
                };
                let cas = group.values(|one| match one {
                    Evidence::Chain { subject, eku, .. } => Some((subject, eku_words(eku))),
                    _ => None,
                });
                if cas.len() == 1 {
                    let eku = eku_words(eku);
                    format!("The CA {ca} is on {path} from {subject} and has {eku}. {ending}.")
                } else {
                    let cas = Vec::from_iter(cas.into_iter().map(|(ca, _)| ca.clone()));
                    let cas = joined_few(&cas);
                    format!(
                        "One of the CAs {cas} is on {path} from {subject}. These CAs do not list \
                         {purpose}. {ending}."
                    )
                }
            }
            Evidence::Trust { verifier, incomplete, .. } => {
                let verifier = party(self.deployment, verifier);
                if *finding.rule == rules::signature_not_checked::RULE {
                    return format!(
                        "This tool cannot verify the signature of {subject} or of a CA above it. It \
                         is not certain that {verifier} trusts the certificate."
                    );
                }
                let (answer, ending) = match incomplete {
                    true => (
                        format!("It is not certain that {verifier} trusts {subject}"),
                        " A part of the chain or of the list could not be read.",
                    ),
                    false => (format!("{verifier} does not trust {subject}"), ""),
                };
                let issuers = group.values(|one| match one {
                    Evidence::Trust { issuer, .. } => Some(issuer.clone()),
                    _ => None,
                });
                let issuers = joined_few(&Vec::from_iter(issuers));
                format!(
                    "{answer}. No chain from the issuer, {issuers}, reaches a root in its trusted \
                     CA list.{ending}"
                )
            }
            Evidence::PathsBeyondBound { verifier } => format!(
                "More CA certificates may be above {subject} than this tool checks. The limits are {} \
                 of one name, {} signatures and {} steps. It is not certain that {} trusts the \
                 certificate.",
                thousands(MOST_OF_ONE_NAME as u64),
                thousands(MOST_VERIFICATIONS as u64),
                thousands(MOST_PATH_STEPS as u64),
                party(self.deployment, verifier)
            ),
            Evidence::Names { wanted, more, carried, more_carried, verifier, zone: _ } => {
                let verifier = party(self.deployment, verifier);
                let sought = group.values(|one| match one {
                    Evidence::Names { wanted, more, .. } => Some((wanted, more)),
                    _ => None,
                });
                let wanted = if sought.len() == 1 {
                    joined_names(wanted, *more)
                } else {
                    "the peer's own name".into()
                };
                if !group.agrees() {
                    return format!(
                        "{verifier} looks for {wanted} in {subject} and finds no match."
                    );
                }
                let carried = if carried.is_empty() {
                    "The certificate has no subject alternative name".into()
                } else {
                    let more = (*more_carried > 0).then(|| format!("{more_carried} more"));
                    let names = Vec::from_iter(carried.iter().cloned().chain(more));
                    let count = carried.len() + more_carried;
                    if count == 1 {
                        format!("Its subject alternative name is {}", joined(&names))
                    } else {
                        format!("Its {count} subject alternative names are {}", joined(&names))
                    }
                };
                format!("{verifier} looks for {wanted} in {subject} and finds no match. {carried}.")
            }
            Evidence::Releases { core, edge } => {
                format!(
                    "Core runs {core} and Edge runs {edge}. Cisco asks for the same release on both nodes."
                )
            }
            Evidence::Needed(needed) => self.needed(&needed.connection, finding.outcome, judgement),
        }
    }

    /// What would decide an undecided finding: the input that is missing, or a test where no input
    /// decides it. Empty for what fails and for what follows from something else.
    pub(super) fn decided_by(&self, group: &Group<'_>) -> String {
        let finding = group.first;
        if finding.outcome == Outcome::Fails {
            return String::new();
        }
        let evidence = &finding.evidence;
        match finding.rule.decided_by {
            DecidedBy::UnrestrictedCa if !matches!(evidence, Evidence::Chain { every_path: true, .. }) => {
                "Remove the restricted copy of the CA from the file or from the trusted CA list."
                    .into()
            }
            DecidedBy::ReadableChain if !matches!(evidence, Evidence::Trust { incomplete: false, .. }) => {
                "Add the part of the chain or of the trusted CA list that could not be read."
                    .into()
            }
            DecidedBy::TlsVerify | DecidedBy::UnrestrictedCa | DecidedBy::ReadableChain => {
                "Look up TLS verify mode of the zone on Expressway, and enter On or Off here.".into()
            }
            DecidedBy::FarEndEkuCheck => {
                "Ask the far end's administrators whether the far end requires client authentication, \
                 then enter the answer here."
                    .into()
            }
            DecidedBy::Certificate => format!("Add {}.", group.certificate(self.deployment)),
            DecidedBy::TestOrClientAuth => {
                "Test the connection, or use a certificate that lists client authentication."
                    .into()
            }
            DecidedBy::TestOrEkuCheckOn => {
                "Test the connection, or turn on the EKU check.".into()
            }
            DecidedBy::PathCheck if matches!(evidence, Evidence::PathsBeyondBound { .. }) => {
                "Remove unneeded certificates from the file and from the trusted CA list, or check \
                 the path with openssl verify."
                    .into()
            }
            DecidedBy::PathCheck => {
                "Check the path with openssl verify.".into()
            }
            DecidedBy::SameRelease => "Run the same release on Core and Edge.".into(),
            DecidedBy::WhatItNeeds => String::new(),
        }
    }

    /// Why a service suffers from a connection: what the connection does, and the reason to lead with.
    fn needed(&self, id: &ConnectionId, outcome: Outcome, judgement: &Judgement) -> String {
        let reasons = judgement
            .connection(id)
            .into_iter()
            .flat_map(|connection| connection.findings.iter().map(|found| (&connection.id, found)))
            .filter(|(_, finding)| finding.outcome == outcome);
        let does = self.does(id, outcome, judgement);
        match self.leading(&Vec::from_iter(reasons)) {
            Some((id, finding)) => {
                let reason = self.finding_among(id, finding, judgement);
                format!("{does} {reason}")
            }
            None => does,
        }
    }

    /// A finding on a connection as a sentence, with all of its kind there.
    pub(super) fn finding_among(
        &self,
        id: &ConnectionId,
        finding: &Finding,
        judgement: &Judgement,
    ) -> String {
        let findings = judgement.connection(id).map(|connection| &connection.findings[..]);
        let group = Group::of(finding, findings.unwrap_or_default());
        self.findings(Some(id), &group, judgement)
    }

    /// What a connection does, as a sentence.
    pub(super) fn does(
        &self,
        id: &ConnectionId,
        outcome: Outcome,
        judgement: &Judgement,
    ) -> String {
        let name = connection_in_sentence(self.deployment, id);
        let verdict = outcome_words(outcome, *id == ConnectionId::SshTunnels);
        let extent = extent(self.deployment, judgement.connection(id).into_iter(), outcome);
        format!("{} {verdict}{extent}.", capitalised(&name))
    }
}

/// A sentence with its first letter in upper case, where it is one of a to z.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut text = String::from(text);
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

fn joined_names(names: &[VerifyName], more: usize) -> String {
    let mut names = Vec::from_iter(names.iter().map(ToString::to_string));
    match more {
        0 => {}
        1 => names.push("one more name".into()),
        more => names.push(format!("{more} more names")),
    }
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
