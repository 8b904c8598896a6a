//! Purposes that a certificate lacks, in a sentence.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Sentences, capitalised};
use crate::connection::{ConnectionId, Demand};
use crate::deployment::{EkuCheck, NodeName, Role};
use crate::eku::{ExtendedKeyUsage, Holds, Purpose};
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
            Some(ExtendedKeyUsage::Unreadable { .. }) => {
                return format!(
                    "The EKU extension of {subject} is unreadable or appears twice. OpenSSL rejects \
                     the whole certificate."
                );
            }
            Some(eku) => format!("{subject} has {}", eku_words(eku)),
            None => {
                let lacks = match demand {
                    Demand::Both => "server or client authentication",
                    Demand::ServerAuth | Demand::EkuCheckOff => purpose_words(Purpose::ServerAuth),
                    Demand::ClientAuth | Demand::Unknown | Demand::Ignored | Demand::Readable => {
                        purpose_words(Purpose::ClientAuth)
                    }
                };
                format!("{subject} does not list {lacks}")
            }
        };
        let lists_any = eku.is_some_and(ExtendedKeyUsage::lists_any);
        let any = |purpose| match lists_any {
            true => {
                format!(
                    " Expressway does not accept anyExtendedKeyUsage as {}.",
                    purpose_words(purpose)
                )
            }
            false => String::new(),
        };
        let requires = |purpose| capitalised(&self.requirement(connection, verifier, purpose));
        match demand {
            Demand::ClientAuth if eku == Some(&ExtendedKeyUsage::Absent) => format!(
                "{has}. RFC 5280 and OpenSSL treat that as no restriction. {}. Cisco asks that the \
                 certificate contains client authentication.",
                requires(Purpose::ClientAuth)
            ),
            Demand::ClientAuth => {
                let purpose = Purpose::ClientAuth;
                format!("{has}. {}.{}", requires(purpose), any(purpose))
            }
            Demand::ServerAuth => {
                let purpose = Purpose::ServerAuth;
                format!("{has}. {}.{}", requires(purpose), any(purpose))
            }
            Demand::Both => {
                let lacking = [Purpose::ServerAuth, Purpose::ClientAuth]
                    .into_iter()
                    .filter(|purpose| eku.is_some_and(|eku| eku.holds(*purpose) != Holds::Yes));
                let lacking = match &Vec::from_iter(lacking)[..] {
                    [] => String::new(),
                    [only] => {
                        format!(" {} is missing.{}", capitalised(purpose_words(*only)), any(*only))
                    }
                    [..] => " Both are missing.".into(),
                };
                format!(
                    "{has}. Before X15.4, Core requires server and client authentication in the \
                     certificate that Edge sends in the SIP SERVICE message.{lacking}"
                )
            }
            Demand::EkuCheckOff => format!(
                "{has}. With the EKU check Off, {verifier} does not require client authentication. \
                 Cisco writes that server authentication is checked if the EKU extension is \
                 present. No published test shows what happens."
            ),
            Demand::Unknown => {
                format!("{has}. It is not known whether {verifier} requires client authentication.")
            }
            Demand::Ignored | Demand::Readable => {
                let role = role_words(role);
                format!(
                    "{has}. {verifier} does not check the EKU, but must be able to read the \
                     certificate as that of {role}."
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
                    Some(_) => format!(
                        "the SSH tunnels always require {purpose}, even with the EKU check Off"
                    ),
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
