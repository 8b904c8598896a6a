//! Settings from xConfiguration dumps and pasted commands.
//!
//! Entry point: [`read`], for text (`*c xConfiguration Zones Zone 7 Type: "TraversalServer"`, one
//! statement a line or several run together, or commands as they are pasted) and for XML, whose
//! shape is not documented: elements are taken for the words of the same paths. Every setting keeps
//! the line that it came from. Passwords and `{cipher}` values are dropped while reading.
//!
//! Keys are those of the command reference in the administrator guide (X15.0); where a key is not
//! documented its field says that it is inferred, and it is matched generously. A setting that is
//! missing is unknown: no default is put in its place.

mod apply;
mod compared;
mod far_ends;
mod role;
mod statements;
#[cfg(test)]
mod tests;
mod values;
mod zones;

use std::io::BufRead;

use eku_engine::deployment::{NodeName, Release, ReleaseError, Switch, Switches, VerifyName};
use serde::{Deserialize, Serialize};

use crate::Partly;
use crate::key::shortened;
use crate::pieces::is_xml;

pub(crate) use apply::release_in;
pub use far_ends::{FarEndDraft, TraversalEnd};
pub(crate) use role::of_product as node_of_product;
pub use role::{RoleFound, RoleSign, RoleSignKind};
pub(crate) use statements::has_command;
pub use zones::{Transport, Zone, ZoneKind};

/// Reads the settings of one machine. What is no setting is read over; of a setting that stands
/// there twice the last counts.
pub fn read(input: &mut dyn BufRead) -> Partly<Settings> {
    let mut draft = apply::Draft::default();
    let stopped = match is_xml(input) {
        Ok(true) => statements::of_xml(input, &mut |found| draft.take(&found)),
        Ok(false) => statements::of_text(input, &mut |found| draft.take(&found)),
        Err(error) => Some(error),
    };
    Partly { value: draft.settings(), stopped }
}

/// A value, the line that it came from, and a short quotation of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub from: Quotation,
}

/// A statement as it stands in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// The number of the line, from 1.
    pub line: u64,
    /// The statement, shortened: of text as it stands there, of XML its path and value.
    pub text: String,
}

impl Quotation {
    /// What stands in a line, shortened.
    pub(crate) fn of(line: u64, text: &str) -> Self {
        Self { line, text: shortened(text, QUOTED) }
    }
}

/// Statements of one kind that say something and are not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotUnderstood {
    /// What is not understood.
    pub what: Misread,
    /// How many.
    pub count: u64,
    /// The first of them.
    pub first: Quotation,
}

/// What of a statement is not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Misread {
    /// Where its path or its value ends.
    Statement,
    /// The path: it is close to that of a switch.
    Path,
    /// The value: the setting has no such one.
    Value,
}

/// The settings of one machine, as far as they matter here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// How many statements were read, of whatever kind; 0 where the file is no dump.
    pub statements: u64,
    /// `SystemUnit Name`.
    pub system_name: Option<Setting<String>>,
    /// `IP DNS Hostname`: the first label of the machine's own name.
    pub host_name: Option<Setting<String>>,
    /// `IP DNS Domain Name`.
    pub domain: Option<Setting<String>>,
    /// The release, or that it is none. No key is documented: software versions are
    /// taken wherever they stand, and the `version` of the XML's outermost element (inferred).
    pub release: Option<Setting<Result<Release, ReleaseError>>>,
    /// What the dump calls the product (inferred).
    pub product: Option<Setting<String>>,
    /// The switches. No key is documented for the TLS verify mode of a cluster: any of the cluster's
    /// that speaks of verification is taken (inferred).
    pub switches: Switches<Setting<bool>>,
    /// `SIP TLS Port`.
    pub sip_tls_port: Option<Setting<u16>>,
    /// `CollaborationEdge Enabled`: Mobile and Remote Access.
    pub collaboration_edge: Option<Setting<bool>>,
    /// `EdgeConfigServer VerifyOriginServer`: whether the certificates of Unified CM and of the
    /// other servers inside are verified.
    pub verify_origin_server: Option<Setting<bool>>,
    /// `Alternates Cluster Name`.
    pub cluster_name: Option<Setting<String>>,
    /// `Alternates Peer n Address`, this machine among them, in the order of their numbers.
    pub cluster_peers: Vec<Setting<String>>,
    /// The zones, in the order of their numbers.
    pub zones: Vec<Zone>,
    /// Servers that Mobile and Remote Access uses. No keys are documented (inferred).
    pub servers: Vec<Server>,
    /// How many zones, peers or servers were left out because there are too many.
    pub left_out: u64,
    /// Statements that are not understood, one entry a kind.
    pub not_understood: Vec<NotUnderstood>,
}

/// A server inside that Mobile and Remote Access uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// What it is.
    pub kind: ServerKind,
    /// Its address or host name.
    pub address: Setting<String>,
}

/// What a server inside is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ServerKind {
    /// Unified CM.
    UnifiedCm,
    /// IM and Presence.
    ImPresence,
    /// Unity Connection.
    Unity,
    /// Meeting Server, behind the WebRTC proxy.
    MeetingServer,
}

impl Settings {
    /// The machine's own fully qualified name, of host name and domain.
    #[must_use]
    pub fn own_name(&self) -> Option<String> {
        let host = &self.host_name.as_ref()?.value;
        let domain = self.domain.as_ref().map(|domain| domain.value.as_str());
        match domain {
            Some(domain) if !host.contains('.') => Some(format!("{host}.{domain}")),
            _ => Some(host.clone()),
        }
    }

    /// How many of the settings that matter here are known: of two dumps of one machine the one
    /// that says more is used.
    #[must_use]
    pub fn known(&self) -> usize {
        let single = [
            self.system_name.is_some(),
            self.host_name.is_some(),
            self.domain.is_some(),
            self.release.is_some(),
            self.product.is_some(),
            self.sip_tls_port.is_some(),
            self.collaboration_edge.is_some(),
            self.verify_origin_server.is_some(),
            self.cluster_name.is_some(),
        ];
        let switches = Switch::ALL.map(|switch| self.switches[switch].is_some());
        let zones: usize = self.zones.iter().map(Zone::known).sum();
        single.into_iter().chain(switches).filter(|known| *known).count()
            + self.cluster_peers.len()
            + self.servers.len()
            + zones
    }

    /// The traversal zones for Unified Communications.
    pub fn uc_zones(&self) -> impl Iterator<Item = &Zone> {
        self.zones.iter().filter(|zone| zone.is_unified_communications())
    }

    /// The names that this node looks for in the other's certificate over the traversal zone for
    /// Unified Communications: Edge its TLS verify subject name, Core the addresses of its peers, which
    /// may be IP addresses. The zone always verifies, so the TLS verify mode says nothing here.
    #[must_use]
    pub fn verify_names(&self, node: NodeName) -> Vec<Setting<VerifyName>> {
        let zones = self.uc_zones();
        let settings: Vec<_> = match node {
            NodeName::Edge => zones.filter_map(|zone| zone.verify_name.as_ref()).collect(),
            NodeName::Core => zones.flat_map(|zone| &zone.peers).collect(),
        };
        let named = settings.into_iter().filter_map(|setting| {
            let name = VerifyName::new(&setting.value)?;
            Some(Setting { value: name, from: setting.from.clone() })
        });
        named.collect()
    }

    /// What this machine and its cluster are called: host names and addresses.
    pub fn own_names(&self) -> impl Iterator<Item = VerifyName> {
        let host = self.host_name.iter().chain(&self.cluster_name).chain(&self.cluster_peers);
        let names = host.map(|setting| setting.value.clone()).chain(self.own_name());
        names.filter_map(|name| VerifyName::new(&name))
    }

    /// What this node calls the other one: the peers of its traversal client zones for Unified
    /// Communications.
    pub fn names_of_the_other(&self) -> impl Iterator<Item = VerifyName> {
        self.uc_zones().flat_map(|zone| &zone.peers).filter_map(|peer| VerifyName::new(&peer.value))
    }

    /// How a switch stands, where that is known. How peers verify each other says nothing where
    /// there is no other peer.
    #[must_use]
    pub fn switch(&self, switch: Switch) -> Option<&Setting<bool>> {
        let alone = switch == Switch::ClusterTlsVerify && self.cluster_peers.len() < 2;
        self.switches[switch].as_ref().filter(|_| !alone)
    }
}

/// The longest quotation, in letters.
const QUOTED: usize = 200;
