//! Findings and verdicts to sentences.

mod purposes;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::peers::{Group, extent};
use super::words::{
    connection_in_sentence, eku_words, party, purpose_words, role_words, verdict_words,
};
use super::{joined, joined_few, thousands};
use crate::chain::{MOST_OF_ONE_NAME, MOST_PATH_STEPS, MOST_VERIFICATIONS};
use crate::connection::ConnectionId;
use crate::deployment::{Deployment, Role, VerifyName};
use crate::rule::{DecidedBy, Evidence, Finding, Outcome};
use crate::rules;
use crate::switch::Switched;
use crate::time::Timestamp;
use crate::verdict::Judgement;

/// Words sentences about one deployment.
pub(super) struct Sentences<'d> {
    pub(super) deployment: &'d Deployment,
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
                        "The {extension} of {subject} cannot be read, so its key cannot serve as that of {role}."
                    )
                } else {
                    format!(
                        "The {extension} of {subject} does not allow its key to serve as that of {role}."
                    )
                }
            }
            Evidence::Missing { role } => {
                let presents = match role {
                    Role::Initiator => "presented as TLS client",
                    Role::Responder => "presented as TLS server",
                };
                format!("{subject}, {presents} here, was not given.")
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
                let (subject, is, becomes) = match ca {
                    Some(_) if cas.len() > 1 => {
                        let cas = joined_few(&Vec::from_iter(cas));
                        let cas = format!("The CAs {cas}, which the paths from {subject} need,");
                        (cas, "are", "become")
                    }
                    Some(ca) => {
                        let ca = format!("The CA {ca}, which every path from {subject} needs,");
                        (ca, "is", "becomes")
                    }
                    None => (subject, "is", "becomes"),
                };
                let [first, last] = [bounds.first(), bounds.last()]
                    .map(|one| one.unwrap_or(bound).date().to_string());
                let expired = *finding.rule == rules::certificate_expired::RULE;
                let no_date = if expired { Timestamp::default() } else { Timestamp::LAST };
                let what = match (expired, first == last) {
                    (true, true) if *bound == no_date => {
                        "ends on no date that OpenSSL reads".into()
                    }
                    (false, true) if *bound == no_date => {
                        "begins on no date that OpenSSL reads".into()
                    }
                    (true, true) => format!("expired on {first}"),
                    (true, false) => format!("expired between {first} and {last}"),
                    (false, true) => format!("{is} not valid before {first}"),
                    (false, false) => format!("{becomes} valid between {first} and {last}"),
                };
                format!("{subject} {what}; the date judged is {}.", at.date())
            }
            Evidence::Chain { purpose, subject: ca, eku, every_path, verifier } => {
                let verifier = party(self.deployment, verifier);
                let purpose = purpose_words(*purpose);
                let path = if *every_path { "Every path" } else { "A path" };
                let ending = if *finding.rule == rules::far_end_check_unknown::RULE {
                    format!("and it is not known whether {verifier} requires it")
                } else if *every_path {
                    format!(
                        "so {verifier} refuses it for {purpose}, whatever the certificate itself \
                         says"
                    )
                } else {
                    format!("and which path {verifier} takes first is not known")
                };
                let cas = group.values(|one| match one {
                    Evidence::Chain { subject, eku, .. } => Some((subject, eku_words(eku))),
                    _ => None,
                });
                let (ca, eku) = if cas.len() == 1 {
                    (format!("the CA {ca}"), format!(" ({})", eku_words(eku)))
                } else {
                    let cas = Vec::from_iter(cas.into_iter().map(|(ca, _)| ca.clone()));
                    (format!("one of the CAs {}", joined_few(&cas)), String::new())
                };
                format!(
                    "{path} from {subject} goes through {ca}, whose own extended key usage does \
                     not list {purpose}{eku}, {ending}."
                )
            }
            Evidence::Trust { verifier, incomplete, .. } => {
                let verifier = party(self.deployment, verifier);
                if *finding.rule == rules::signature_not_checked::RULE {
                    return format!(
                        "The signature of {subject}, or of a CA above it, is of a kind that this \
                         program cannot verify, so its path to a CA that {verifier} trusts is not \
                         certain."
                    );
                }
                let ending = if *incomplete {
                    "; but a part of the chain or of the list could not be read"
                } else {
                    ""
                };
                let issuers = group.values(|one| match one {
                    Evidence::Trust { issuer, .. } => Some(issuer.clone()),
                    _ => None,
                });
                let issuers = joined_few(&Vec::from_iter(issuers));
                format!(
                    "No path from {subject}, issued by {issuers}, ends in a self-signed \
                     certificate of {verifier}'s trusted CA list{ending}."
                )
            }
            Evidence::PathsBeyondBound { verifier } => format!(
                "More certificates may stand above {subject} than this program looks at ({} of one \
                 name, {} signatures and {} steps in all), so its path to a CA that {} trusts is \
                 not certain.",
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
                    "it has no subject alternative name".into()
                } else {
                    let more = (*more_carried > 0).then(|| format!("{more_carried} more"));
                    let names = Vec::from_iter(carried.iter().cloned().chain(more));
                    let count = carried.len() + more_carried;
                    if count == 1 {
                        format!("its subject alternative name is {}", joined(&names))
                    } else {
                        format!("its {count} subject alternative names are {}", joined(&names))
                    }
                };
                format!("{verifier} looks for {wanted} in {subject}; {carried}.")
            }
            Evidence::Releases { core, edge } => {
                format!(
                    "Core runs {core} and Edge runs {edge}; Cisco asks for the same release on both."
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
                "No input decides it: remove the restricted copy of the CA from the file or from \
                 the trusted CA list."
                    .into()
            }
            DecidedBy::ReadableChain if !matches!(evidence, Evidence::Trust { incomplete: false, .. }) => {
                "Give the part of the chain or of the trusted CA list that could not be read."
                    .into()
            }
            DecidedBy::TlsVerify | DecidedBy::UnrestrictedCa | DecidedBy::ReadableChain => {
                "Find out whether TLS verify mode is on, and set tls_verify to on or off.".into()
            }
            DecidedBy::FarEndEkuCheck => {
                "Find out whether the far end checks the client's extended key usage, and say so: on, \
                 off or not requested (client_eku_check)."
                    .into()
            }
            DecidedBy::Certificate => format!("Give {}.", group.certificate(self.deployment)),
            DecidedBy::TestOrClientAuth => {
                "No input decides it: a test of the connection does, or a certificate that lists \
                 client authentication."
                    .into()
            }
            DecidedBy::TestOrEkuCheckOn => {
                "No input decides it: a test of the connection does, or the EKU check On.".into()
            }
            DecidedBy::PathCheck if matches!(evidence, Evidence::PathsBeyondBound { .. }) => {
                "Take what does not belong there out of the file and of the trusted CA list, or \
                 check the path with openssl verify."
                    .into()
            }
            DecidedBy::PathCheck => {
                "No input decides it: check the path with openssl verify.".into()
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
                format!("{}: {}", does.trim_end_matches('.'), uncapitalised(&reason))
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
        let verdict = verdict_words(outcome.into(), *id == ConnectionId::SshTunnels);
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

/// `The` as `the`; names keep their capital.
pub(super) fn uncapitalised(text: &str) -> String {
    match text.strip_prefix("The ") {
        Some(rest) => format!("the {rest}"),
        None => text.into(),
    }
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
