//! The handshakes of a capture as evidence: equal ones counted, and which side this machine is.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use eku_engine::certificate::Certificate;
use eku_engine::deployment::{NodeName, Role};
use eku_engine::evidence::{Alert, Ending, Observation, Seen, SeenCertificate};
use eku_engine::report::Confidence;
use eku_engine::secret;
use eku_engine::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::CertificateFile;
use crate::capture::{AlertContent, Capture, Completion, Handshake, Presented, Request};
use crate::words;

/// The TLS connections of a capture, equal ones together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handshakes {
    /// How many there are.
    pub count: u64,
    /// How many of them are TLS 1.3, which encrypts certificates.
    pub encrypted: u64,
    /// How many more there are than are kept.
    pub left_out: u64,
    /// Equal ones, in the order of the first of each.
    pub groups: Vec<Group>,
    /// What was presented, one file for each certificate that leads.
    pub presented: Vec<CertificateFile>,
}

/// Equal connections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The side that opened them.
    pub initiator: IpAddr,
    /// The side that answered, and its port.
    pub responder: SocketAddr,
    /// The name that the initiator asked for.
    pub server_name: Option<String>,
    /// What initiator and responder presented.
    pub presented: [Option<SeenCertificate>; 2],
    /// Whether the responder asked for a certificate, where that can be seen.
    pub certificate_requested: Option<bool>,
    /// Whether TLS 1.3 encrypts the certificates, and how they ended.
    pub encrypted: bool,
    /// How they ended.
    pub ending: Ending,
    /// The packet with which the first begins, from 1.
    pub packet: u64,
    /// When the first began.
    pub first: Option<Timestamp>,
    /// When the last began.
    pub last: Option<Timestamp>,
    /// How many.
    pub count: u64,
}

impl Handshakes {
    /// Those of a capture.
    #[must_use]
    pub fn of(capture: &Capture) -> Self {
        let set_aside = &capture.set_aside;
        let left_out = set_aside.more_handshakes + set_aside.crowded_out;
        let mut handshakes = Self { left_out, ..Self::default() };
        let mut known = BTreeSet::new();
        for handshake in &capture.handshakes {
            for role in [Role::Initiator, Role::Responder] {
                let side = handshake.side(role);
                let Some(leaf) = side.presented.leaf() else { continue };
                if handshakes.presented.len() < MOST_PRESENTED && known.insert(leaf.sha256()) {
                    let source = words::sent_by(role, side.address);
                    let chain = side.presented.certificates().cloned().collect();
                    handshakes.presented.push(CertificateFile::of(source, chain));
                }
            }
            handshakes.count += 1;
            let group = Group::of(handshake);
            handshakes.encrypted += u64::from(group.encrypted);
            match handshakes.groups.iter_mut().find(|known| known.is_like(&group)) {
                Some(known) => {
                    known.count += 1;
                    known.last = known.last.max(group.last);
                }
                None => handshakes.groups.push(group),
            }
        }
        handshakes
    }

    /// What they show, for a machine of this node, where it is known, that holds these certificates.
    #[must_use]
    pub fn observations(
        &self,
        node: Option<NodeName>,
        peer: Option<&Arc<str>>,
        file: &str,
        own: &[&Certificate],
    ) -> Vec<Observation> {
        let own: Vec<[u8; 32]> = own.iter().map(|certificate| certificate.sha256()).collect();
        let address = self.own_address();
        let told = self.groups.iter().map(|group| {
            let role = node.and_then(|_| group.role(&own, address));
            group.observation(role, node, peer, file)
        });
        told.collect()
    }

    /// The address that takes part in most connections, where one does in more than any other.
    fn own_address(&self) -> Option<IpAddr> {
        let mut counts: BTreeMap<IpAddr, u64> = BTreeMap::new();
        for group in &self.groups {
            for address in [group.initiator, group.responder.ip()] {
                *counts.entry(address).or_default() += group.count;
            }
        }
        let (address, most) = counts.iter().max_by_key(|(_, count)| **count)?;
        let alone = counts.values().filter(|count| *count == most).count() == 1;
        alone.then_some(*address)
    }
}

impl Group {
    fn of(handshake: &Handshake) -> Self {
        let presented = |presented: &Presented| {
            let leaf = presented.leaf()?;
            Some(SeenCertificate {
                sha256: leaf.sha256(),
                serial: leaf.serial.to_string(),
                names: names(leaf),
            })
        };
        Self {
            initiator: handshake.initiator.address.ip(),
            responder: handshake.responder.address,
            server_name: handshake.server_name.clone(),
            presented: [
                presented(&handshake.initiator.presented),
                presented(&handshake.responder.presented),
            ],
            certificate_requested: match handshake.request {
                Request::Asked { .. } => Some(true),
                Request::NotAsked => Some(false),
                // An initiator that was not asked says nothing of certificates.
                Request::NotSeen if handshake.initiator.presented.is_message() => Some(true),
                Request::Encrypted | Request::Resumed | Request::NotSeen => None,
            },
            encrypted: matches!(handshake.responder.presented, Presented::Encrypted),
            ending: ending(handshake),
            packet: handshake.packet,
            first: handshake.at,
            last: handshake.at,
            count: 1,
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        self.initiator == other.initiator
            && self.responder == other.responder
            && self.server_name == other.server_name
            && self.presented == other.presented
            && self.certificate_requested == other.certificate_requested
            && self.encrypted == other.encrypted
            && self.ending == other.ending
    }

    /// The side on which the machine stands: by the certificate that it presents, else by its
    /// address.
    fn role(&self, own: &[[u8; 32]], address: Option<IpAddr>) -> Option<Role> {
        let [initiator, responder] = &self.presented;
        let is_own = |seen: &Option<SeenCertificate>| {
            seen.as_ref().is_some_and(|seen| own.contains(&seen.sha256))
        };
        match (is_own(initiator), is_own(responder)) {
            (true, false) => return Some(Role::Initiator),
            (false, true) => return Some(Role::Responder),
            _ => {}
        }
        match (Some(self.initiator) == address, Some(self.responder.ip()) == address) {
            (true, false) => Some(Role::Initiator),
            (false, true) => Some(Role::Responder),
            _ => None,
        }
    }

    fn observation(
        &self,
        role: Option<Role>,
        node: Option<NodeName>,
        peer: Option<&Arc<str>>,
        file: &str,
    ) -> Observation {
        let [initiator, responder] = self.presented.clone();
        let remote = match role {
            Some(Role::Responder) => self.initiator,
            Some(Role::Initiator) | None => self.responder.ip(),
        };
        Observation {
            node,
            peer: peer.cloned(),
            file: file.into(),
            place: format!("packet {}", self.packet),
            seen: Seen::Handshake {
                role,
                opened_by: role.is_none().then(|| self.initiator.to_string()),
                initiator,
                responder,
                certificate_requested: self.certificate_requested,
                encrypted: self.encrypted,
                ending: self.ending,
            },
            confidence: Confidence::Measured,
            remote: Some(remote.to_string()),
            remote_name: self.server_name.clone().filter(|_| role != Some(Role::Responder)),
            port: Some(self.responder.port()),
            first: self.first,
            last: self.last,
            count: self.count,
        }
    }
}

/// The first names of a certificate, of hosts and addresses.
fn names(certificate: &Certificate) -> Vec<String> {
    let addresses = certificate.ip_addresses.iter().map(ToString::to_string);
    let names = certificate.dns_names.iter().map(|name| secret::shown(name).into_owned());
    names.chain(addresses).take(MOST_NAMES).collect()
}

fn ending(handshake: &Handshake) -> Ending {
    if let Some(alert) = handshake.fatal_alert() {
        let AlertContent::Plain { description, .. } = alert.content else {
            return Ending::NotSeen;
        };
        let why = Alert::of_number(description);
        return match alert.from {
            Role::Initiator => Ending::RefusedByInitiator(why),
            Role::Responder => Ending::RefusedByResponder(why),
        };
    }
    match handshake.completion {
        Completion::Completed => Ending::Completed,
        Completion::Encrypted | Completion::NotSeen => Ending::NotSeen,
    }
}

/// The most certificates that lead of which the file is kept.
const MOST_PRESENTED: usize = 256;

/// The most names of one certificate that are kept.
const MOST_NAMES: usize = 20;
