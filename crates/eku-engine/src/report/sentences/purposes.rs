//! Purposes that a certificate lacks, in a sentence.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::Sentences;
use crate::connection::{ConnectionId, Demand};
use crate::deployment::{EkuCheck, NodeName, Role};
use crate::eku::{ExtendedKeyUsage, Holds, Purpose};
use crate::report::joined;
use crate::report::words::{eku_words, purpose_words, role_words};

impl Sentences<'_> {
    /// What the certificate's extended key usage, `None` where it differs from peer to peer, lacks.
    pub(super) fn purposes(
        &self,
        subject: &str,
        eku: Option<&ExtendedKeyUsage>,
        demand: Demand,
        role: Role,
        verifier: &str,
        connection: Option<&ConnectionId>,
    ) -> String {
        let has = match eku {
            Some(ExtendedKeyUsage::Absent) => format!("{subject} has no extended key usage"),
            Some(ExtendedKeyUsage::Empty { .. }) => {
                format!("{subject} has an empty extended key usage, which allows no purpose")
            }
            Some(ExtendedKeyUsage::Unreadable { .. }) => {
                return format!(
                    "The extended key usage of {subject} cannot be read or stands there twice; \
                     OpenSSL refuses such a certificate as a whole."
                );
            }
            Some(eku) => format!("{subject} is for {}", eku_words(eku)),
            None => {
                let lacks = match demand {
                    Demand::Both => "both purposes",
                    Demand::ServerAuth | Demand::EkuCheckOff => purpose_words(Purpose::ServerAuth),
                    Demand::ClientAuth | Demand::Unknown | Demand::Ignored | Demand::Readable => {
                        purpose_words(Purpose::ClientAuth)
                    }
                };
                format!("{subject} does not list {lacks}")
            }
        };
        let lists_any = eku.is_some_and(ExtendedKeyUsage::lists_any);
        let any = if lists_any { "; any purpose does not stand for it" } else { "" };
        let requires = |purpose| self.requirement(connection, verifier, purpose);
        match demand {
            Demand::ClientAuth if eku == Some(&ExtendedKeyUsage::Absent) => format!(
                "{has}. RFC 5280 and OpenSSL take that for no restriction, but {}, and Cisco asks \
                 that the certificate contains it.",
                requires(Purpose::ClientAuth)
            ),
            Demand::ClientAuth => format!("{has}; {}{any}.", requires(Purpose::ClientAuth)),
            Demand::ServerAuth => format!("{has}; {}{any}.", requires(Purpose::ServerAuth)),
            Demand::Both => {
                let lacking = [Purpose::ServerAuth, Purpose::ClientAuth]
                    .into_iter()
                    .filter(|purpose| eku.is_some_and(|eku| eku.holds(*purpose) != Holds::Yes))
                    .map(|purpose| purpose_words(purpose).to_string());
                let lacking = match &Vec::from_iter(lacking)[..] {
                    [] => String::new(),
                    lacking => format!(", and {} is missing", joined(lacking)),
                };
                format!(
                    "{has}; before X15.4, Core requires both purposes of the certificate that Edge \
                     sends in the SIP SERVICE message{lacking}{any}."
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
            Some(ConnectionId::UcTraversalZone | ConnectionId::TraversalZone(_)) if is_client => {
                match self.deployment.node(NodeName::Edge).eku_check() {
                    Some(EkuCheck::On) => {
                        format!("{verifier} requires {purpose} while its EKU check is On")
                    }
                    Some(EkuCheck::Off) | None => format!("{verifier} requires {purpose}"),
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
            Some(
                ConnectionId::UcTraversalZone
                | ConnectionId::SshTunnels
                | ConnectionId::SipServiceMessage
                | ConnectionId::TraversalZone(_)
                | ConnectionId::FarEndOut(_)
                | ConnectionId::FarEndIn(_),
            )
            | None => format!("{verifier} requires {purpose}"),
        }
    }
}
