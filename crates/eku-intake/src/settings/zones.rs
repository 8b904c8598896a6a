//! Zones, and what a dump says of one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::statements::Statement;
use super::values::{flag, number, text, understood, with};
use super::{Misread, Setting};

/// A zone, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// Its number.
    pub index: u32,
    /// Its name.
    pub name: Option<Setting<String>>,
    /// What it is.
    pub kind: Option<Setting<ZoneKind>>,
    /// `SIP Mode`: whether SIP goes over it.
    pub sip: Option<Setting<bool>>,
    /// Addresses or names of the other side, in the order of their numbers.
    pub peers: Vec<Setting<String>>,
    /// The port: on a traversal server zone its own, else the other side's.
    pub port: Option<Setting<u16>>,
    /// The transport; for a DNS zone its default.
    pub transport: Option<Setting<Transport>>,
    /// TLS verify mode.
    pub tls_verify: Option<Setting<bool>>,
    /// TLS verify subject name.
    pub verify_name: Option<Setting<String>>,
    /// `Collaboration Edge`: whether the zone is for Unified Communications.
    pub unified_communications: Option<Setting<bool>>,
    /// Authentication mode, as it stands there.
    pub authentication: Option<Setting<String>>,
    /// The zone profile, such as `CiscoUnifiedCommunicationsManager`.
    pub profile: Option<Setting<String>>,
}

impl Zone {
    /// How much is known of it.
    pub(super) fn known(&self) -> usize {
        let single = [
            self.name.is_some(),
            self.kind.is_some(),
            self.sip.is_some(),
            self.port.is_some(),
            self.transport.is_some(),
            self.tls_verify.is_some(),
            self.verify_name.is_some(),
            self.unified_communications.is_some(),
            self.authentication.is_some(),
            self.profile.is_some(),
        ];
        single.into_iter().filter(|known| *known).count() + self.peers.len()
    }

    /// Whether it is a traversal zone for Unified Communications.
    #[must_use]
    pub fn is_unified_communications(&self) -> bool {
        let traversal = self.kind.as_ref().is_some_and(|kind| {
            matches!(kind.value, ZoneKind::TraversalClient | ZoneKind::TraversalServer)
        });
        traversal && self.unified_communications.as_ref().is_some_and(|on| on.value)
    }
}

/// What a zone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ZoneKind {
    /// A traversal client: this node opens the connection.
    TraversalClient,
    /// A traversal server: the other side opens the connection.
    TraversalServer,
    /// A neighbour.
    Neighbor,
    /// Found by DNS. Webex zones count as such (inferred).
    Dns,
    /// Found by ENUM.
    Enum,
    /// Any other.
    Other,
}

/// The transport of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Transport {
    /// TLS.
    Tls,
    /// TCP or UDP, without TLS.
    Plain,
}

/// Zones while a dump is read. A dump has settings of every kind for one zone; only at the end is
/// it known which kind it is.
#[derive(Debug, Default)]
pub(super) struct ZoneDrafts {
    zones: BTreeMap<u32, Draft>,
}

#[derive(Debug, Default)]
struct Draft {
    zone: Zone,
    kinds: BTreeMap<ZoneKind, Details>,
}

#[derive(Debug, Default)]
struct Details {
    zone: Zone,
    peers: BTreeMap<u32, Setting<String>>,
}

impl ZoneDrafts {
    /// Takes what a statement says of a zone; `path` is what follows `Zones Zone` in its key.
    pub(super) fn apply(&mut self, path: &str, statement: &Statement) -> Applied {
        let Some(index) = statement.key.number("zone") else { return Applied::Understood };
        if self.zones.len() >= MOST_ZONES && !self.zones.contains_key(&index) {
            return Applied::NoRoom;
        }
        let draft = self.zones.entry(index).or_default();
        match path {
            "name" => draft.zone.name = Some(text(statement)),
            "type" => draft.zone.kind = Some(with(statement, ZoneKind::of(&statement.value))),
            "sipmode" => {
                let mode = flag(statement).or(draft.zone.sip.take());
                return Applied::of(understood(&mut draft.zone.sip, mode));
            }
            _ => {
                for (word, kind) in KINDS {
                    if let Some(path) = path.strip_prefix(word) {
                        return draft.kinds.entry(kind).or_default().apply(path, statement);
                    }
                }
            }
        }
        Applied::Understood
    }

    /// The zones, each with the settings of its own kind.
    pub(super) fn zones(self) -> Vec<Zone> {
        self.zones.into_iter().map(|(index, draft)| draft.zone(index)).collect()
    }
}

impl Draft {
    fn zone(self, index: u32) -> Zone {
        let Zone { name, kind, sip, .. } = self.zone;
        let mut kinds = self.kinds;
        let details = match &kind {
            Some(kind) => kinds.remove(&kind.value),
            None if kinds.len() == 1 => kinds.pop_first().map(|(_, details)| details),
            None => None,
        };
        let details = details.unwrap_or_default();
        let peers = details.peers.into_values().collect();
        Zone { index, name, kind, sip, peers, ..details.zone }
    }
}

impl Details {
    fn apply(&mut self, path: &str, statement: &Statement) -> Applied {
        let zone = &mut self.zone;
        match path {
            "peeraddress" => {
                let number = statement.key.number("peer").unwrap_or(1);
                if self.peers.len() >= MOST_PEERS && !self.peers.contains_key(&number) {
                    return Applied::NoRoom;
                }
                self.peers.insert(number, text(statement));
            }
            "sipport" => return Applied::of(understood(&mut zone.port, number(statement))),
            "siptransport" | "sipdefaulttransport" => {
                let transport = match statement.value.to_ascii_lowercase().as_str() {
                    "tls" => Some(Transport::Tls),
                    "tcp" | "udp" => Some(Transport::Plain),
                    _ => None,
                };
                let transport = transport.map(|transport| with(statement, transport));
                return Applied::of(understood(&mut zone.transport, transport));
            }
            "siptlsverifymode" => {
                return Applied::of(understood(&mut zone.tls_verify, flag(statement)));
            }
            "siptlsverifysubjectname" => zone.verify_name = Some(text(statement)),
            "collaborationedge" => {
                let on = flag(statement);
                return Applied::of(understood(&mut zone.unified_communications, on));
            }
            "authenticationmode" => zone.authentication = Some(text(statement)),
            "zoneprofile" => zone.profile = Some(text(statement)),
            _ => {}
        }
        Applied::Understood
    }
}

/// What became of a statement about a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Applied {
    /// It was taken, or says nothing that matters.
    Understood,
    /// Its value is not one that the setting has.
    NotUnderstood,
    /// There are too many zones or peers.
    NoRoom,
}

impl Applied {
    fn of(misread: Option<Misread>) -> Self {
        misread.map_or(Self::Understood, |_| Self::NotUnderstood)
    }
}

impl ZoneKind {
    /// The kind that a type is.
    pub(crate) fn of(text: &str) -> Self {
        let text = text.to_ascii_lowercase();
        KINDS.iter().find(|(word, _)| text == *word).map_or(Self::Other, |(_, kind)| *kind)
    }

    /// The kind with whose name the path of a zone's value begins.
    pub(crate) fn of_path(path: &str) -> Option<Self> {
        KINDS.iter().find(|(word, _)| path.starts_with(word)).map(|(_, kind)| *kind)
    }
}

/// How the kinds are written, as a zone's type and within the paths of its settings.
const KINDS: [(&str, ZoneKind); 7] = [
    ("traversalclient", ZoneKind::TraversalClient),
    ("traversalserver", ZoneKind::TraversalServer),
    ("neighbor", ZoneKind::Neighbor),
    ("neighbour", ZoneKind::Neighbor),
    ("dns", ZoneKind::Dns),
    ("webex", ZoneKind::Dns),
    ("enum", ZoneKind::Enum),
];

/// The command reference numbers zones from 1 to 1000.
const MOST_ZONES: usize = 1000;

/// The command reference allows 6 peers, and 30 found by DNS.
const MOST_PEERS: usize = 30;
