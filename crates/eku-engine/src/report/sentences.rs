//! Findings and verdicts to sentences.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{joined, thousands};

use super::words::{
    certificate, connection_in_sentence, eku_words, party, purpose_words, role_words, verdict_words,
};
use crate::chain::{MOST_OF_ONE_NAME, MOST_PATH_STEPS, MOST_VERIFICATIONS};
use crate::connection::{ConnectionId, Demand};
use crate::deployment::{Deployment, EkuCheck, NodeName, Role, VerifyName};
use crate::eku::{ExtendedKeyUsage, Holds, Purpose};
use crate::rule::{Evidence, Finding, Outcome};
use crate::rules;
use crate::switch::Switched;
use crate::verdict::Judgement;

/// Words sentences about one deployment.
pub(super) struct Sentences<'d> {
    pub(super) deployment: &'d Deployment,
    pub(super) switched: &'d [Switched],
}

impl Sentences<'_> {
    /// A finding as a sentence. The connection is that which it was found on; `None` for a
    /// service's.
    pub(super) fn finding(
        &self,
        connection: Option<&ConnectionId>,
        finding: &Finding,
        judgement: &Judgement,
    ) -> String {
        let subject = finding
            .certificate
            .as_ref()
            .map_or_else(String::new, |id| certificate(self.deployment, id));
        match &finding.evidence {
            Evidence::Purposes { eku, demand, role, verifier } => {
                let verifier = party(self.deployment, verifier);
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
                let (bound, at) = (bound.date(), at.date());
                let subject = match ca {
                    Some(ca) => format!("The CA {ca}, which every path from {subject} needs,"),
                    None => subject,
                };
                if *finding.rule == rules::certificate_expired::RULE {
                    format!("{subject} expired on {bound}; the date judged is {at}.")
                } else {
                    format!("{subject} is not valid before {bound}; the date judged is {at}.")
                }
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
                format!(
                    "{path} from {subject} goes through the CA {ca}, whose own extended key usage \
                     does not list {purpose} ({}), {ending}.",
                    eku_words(eku)
                )
            }
            Evidence::Trust { issuer, verifier, incomplete } => {
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
                format!(
                    "No path from {subject}, issued by {issuer}, ends in a self-signed certificate \
                     of {verifier}'s trusted CA list{ending}."
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
            Evidence::Names { wanted, more, carried, verifier } => {
                let verifier = party(self.deployment, verifier);
                let wanted = joined_names(wanted, *more);
                let carried = if carried.is_empty() {
                    "it has no subject alternative name".into()
                } else {
                    format!("its subject alternative names are {}", joined(carried))
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
    pub(super) fn decided_by(&self, finding: &Finding) -> String {
        if finding.outcome == Outcome::Fails {
            return String::new();
        }
        let is_bound = matches!(finding.evidence, Evidence::PathsBeyondBound { .. });
        match finding.rule.id {
            "certificate-missing" => finding.certificate.as_ref().map_or_else(String::new, |id| {
                format!("Give {}.", certificate(self.deployment, id))
            }),
            "eku-extension-absent" => {
                "No input decides it: a test of the connection does, or a certificate that lists \
                 client authentication."
                    .into()
            }
            "off-mode-server-auth" => {
                "No input decides it: a test of the connection does, or the EKU check On.".into()
            }
            "far-end-check-unknown" | "eku-unreadable" => {
                "Find out whether the far end checks the client's extended key usage, and say so: on, \
                 off or not requested (client_eku_check)."
                    .into()
            }
            "releases-differ" => "Run the same release on Core and Edge.".into(),
            "chain-restricts-eku" => {
                "No input decides it: remove the restricted copy of the CA from the file or from \
                 the trusted CA list."
                    .into()
            }
            "issuer-not-trusted" => {
                "Give the part of the chain or of the trusted CA list that could not be read."
                    .into()
            }
            "signature-not-checked" if is_bound => {
                "Take what does not belong there out of the file and of the trusted CA list, or \
                 check the path with openssl verify."
                    .into()
            }
            "signature-not-checked" => {
                "No input decides it: check the path with openssl verify.".into()
            }
            "depends-on" => String::new(),
            _ => "Find out whether TLS verify mode is on, and set tls_verify to on or off.".into(),
        }
    }

    fn purposes(
        &self,
        subject: &str,
        eku: &ExtendedKeyUsage,
        demand: Demand,
        role: Role,
        verifier: &str,
        connection: Option<&ConnectionId>,
    ) -> String {
        let has = match eku {
            ExtendedKeyUsage::Absent => format!("{subject} has no extended key usage"),
            ExtendedKeyUsage::Empty { .. } => {
                format!("{subject} has an empty extended key usage, which allows no purpose")
            }
            ExtendedKeyUsage::Unreadable { .. } => {
                return format!(
                    "The extended key usage of {subject} cannot be read or stands there twice; \
                     OpenSSL refuses such a certificate as a whole."
                );
            }
            eku => format!("{subject} is for {}", eku_words(eku)),
        };
        let any = if eku.lists_any() { "; any purpose does not stand for it" } else { "" };
        let requires = |purpose| self.requirement(connection, verifier, purpose);
        match demand {
            Demand::ClientAuth if *eku == ExtendedKeyUsage::Absent => format!(
                "{has}. RFC 5280 and OpenSSL take that for no restriction, but {}, and Cisco asks \
                 that the certificate contains it.",
                requires(Purpose::ClientAuth)
            ),
            Demand::ClientAuth => format!("{has}; {}{any}.", requires(Purpose::ClientAuth)),
            Demand::ServerAuth => format!("{has}; {}{any}.", requires(Purpose::ServerAuth)),
            Demand::Both => {
                let lacking = [Purpose::ServerAuth, Purpose::ClientAuth]
                    .into_iter()
                    .filter(|purpose| eku.holds(*purpose) != Holds::Yes)
                    .map(|purpose| purpose_words(purpose).to_string());
                let lacking = joined(&Vec::from_iter(lacking));
                format!(
                    "{has}; before X15.4, Core requires both purposes of the certificate that Edge \
                     sends in the SIP SERVICE message, and {lacking} is missing{any}."
                )
            }
            Demand::EkuCheckOff => format!(
                "{has}. With its EKU check Off, {verifier} does not require client authentication, \
                 but Cisco writes that server authentication is checked if extended key usage is \
                 present; no published test shows what happens."
            ),
            Demand::Unknown => format!(
                "{has}, and it is not known whether {verifier} requires client authentication."
            ),
            Demand::Ignored | Demand::Readable => {
                let role = role_words(role);
                format!(
                    "{has}; {verifier} only has to be able to read it as the certificate of {role}."
                )
            }
        }
    }

    /// Who requires a purpose on a connection, as a clause.
    fn requirement(
        &self,
        connection: Option<&ConnectionId>,
        verifier: &str,
        purpose: Purpose,
    ) -> String {
        let is_client = purpose == Purpose::ClientAuth;
        let purpose = purpose_words(purpose);
        match connection {
            Some(ConnectionId::UcTraversalZone) if is_client => {
                match self.deployment.node(NodeName::Edge).eku_check() {
                    Some(EkuCheck::On) => {
                        format!("{verifier} requires {purpose} while its EKU check is On")
                    }
                    _ => format!("{verifier} requires {purpose}"),
                }
            }
            Some(ConnectionId::SshTunnels) if is_client => {
                match self.deployment.node(NodeName::Edge).eku_check() {
                    Some(_) => {
                        format!("the SSH tunnels require {purpose} whatever the EKU check says")
                    }
                    None => format!("the SSH tunnels require {purpose}"),
                }
            }
            Some(ConnectionId::ClusterDatabase(_)) => format!("the other peers require {purpose}"),
            _ => format!("{verifier} requires {purpose}"),
        }
    }

    /// Why a service suffers from a connection: what the connection does, and the reason to lead with.
    fn needed(&self, id: &ConnectionId, outcome: Outcome, judgement: &Judgement) -> String {
        let reasons = judgement
            .connection(id)
            .into_iter()
            .flat_map(|connection| connection.findings.iter().map(|found| (&connection.id, found)))
            .filter(|(_, finding)| finding.outcome == outcome);
        let reason = self
            .leading(&Vec::from_iter(reasons))
            .map(|(id, finding)| self.finding(Some(id), finding, judgement));
        match reason {
            Some(reason) => {
                let does = self.does(id, outcome);
                format!("{}: {}", does.trim_end_matches('.'), uncapitalised(&reason))
            }
            None => self.does(id, outcome),
        }
    }

    /// What a connection does, as a sentence.
    pub(super) fn does(&self, id: &ConnectionId, outcome: Outcome) -> String {
        let name = connection_in_sentence(self.deployment, id);
        let verdict = verdict_words(outcome.into(), *id == ConnectionId::SshTunnels);
        format!("{} {verdict}.", capitalised(&name))
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
