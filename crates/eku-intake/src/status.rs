//! Zones, tunnels and alarms from xStatus dumps.
//!
//! Entry point: [`read`], for text (blocks from `*s SystemUnit: /` to `*s/end`, with indented
//! `Key: value` and `Group:` lines) and for XML of the same. The shape of the blocks is documented;
//! which keys stand in them for zones, tunnels and alarms is not, so they are matched generously
//! (inferred): a zone by its number, name, type and status, a tunnel by any group whose name says
//! SSH and tunnel, an alarm by a group with an id. The administrator guide says that the page of
//! Unified Communications is not part of xStatus; alarms 35013 and 35014 are what tells of tunnels.

mod groups;
#[cfg(test)]
mod tests;

use std::io::BufRead;
use std::sync::Arc;

use eku_engine::deployment::{NodeName, Release, ReleaseError};
use eku_engine::evidence::{Observation, Seen, State, TlsFailure, ZoneKind as SeenZoneKind};
use eku_engine::report::Confidence;
use serde::{Deserialize, Serialize};

use crate::Partly;
use crate::log::failure_in;
use crate::settings::{Quotation, Setting, ZoneKind, node_of_product};

/// Reads the status of one machine. What is no status is read over.
pub fn read(input: &mut dyn BufRead) -> Partly<Status> {
    groups::read(input)
}

/// The status of one machine, as far as it matters here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// How many values were read, of whatever kind; 0 where the file is no status dump.
    pub values: u64,
    /// What it calls the product.
    pub product: Option<Setting<String>>,
    /// The release, or that it is none.
    pub release: Option<Setting<Result<Release, ReleaseError>>>,
    /// The build of the software, which names the release too.
    pub build: Option<Setting<String>>,
    /// The zones, in the order of their numbers.
    pub zones: Vec<ZoneStatus>,
    /// The SSH tunnels, in the order of their numbers.
    pub tunnels: Vec<TunnelStatus>,
    /// The alarms, in the order of their numbers.
    pub alarms: Vec<AlarmStatus>,
    /// How many zones, tunnels or alarms were left out because there are too many.
    pub left_out: u64,
}

/// The status of a zone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneStatus {
    /// Its number.
    pub index: u32,
    /// Its name.
    pub name: Option<Setting<String>>,
    /// What it is.
    pub kind: Option<Setting<ZoneKind>>,
    /// Its status as it stands there: `Active`, `Failed`, ….
    pub status: Option<Setting<String>>,
    /// Why, where it says so.
    pub cause: Option<Setting<String>>,
    /// Its peers, in the order of their numbers.
    pub peers: Vec<PeerStatus>,
}

/// The status of one peer of a zone, or of one tunnel's other side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerStatus {
    /// Its address or name.
    pub address: Option<Setting<String>>,
    /// The port.
    pub port: Option<Setting<u16>>,
    /// Its status as it stands there; that of SIP where protocols differ.
    pub status: Option<Setting<String>>,
}

/// The status of an SSH tunnel.
pub type TunnelStatus = PeerStatus;

/// An alarm.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlarmStatus {
    /// Its number in Cisco's list.
    pub id: Option<Setting<u32>>,
    /// How severe it is.
    pub severity: Option<Setting<String>>,
    /// Its state as it stands there: `Raised`, `Lowered`, `Acknowledged`, ….
    pub state: Option<Setting<String>>,
    /// Its title, reason or description, whichever stands there first.
    pub reason: Option<Setting<String>>,
}

impl Status {
    /// The node that the product's name says it is.
    #[must_use]
    pub fn node(&self) -> Option<NodeName> {
        node_of_product(&self.product.as_ref()?.value)
    }

    /// The node that its traversal zones say it is, where they agree.
    #[must_use]
    pub fn node_of_zones(&self) -> Option<NodeName> {
        let kinds = self.zones.iter().filter_map(|zone| zone.kind.as_ref());
        let mut nodes = kinds.filter_map(|kind| match kind.value {
            ZoneKind::TraversalClient => Some(NodeName::Core),
            ZoneKind::TraversalServer => Some(NodeName::Edge),
            _ => None,
        });
        let first = nodes.next()?;
        nodes.all(|node| node == first).then_some(first)
    }

    /// The status as the engine takes it. `uc_zones` are the names of the traversal zones for
    /// Unified Communications, from the settings; where it is empty, the only traversal zone counts
    /// as one.
    #[must_use]
    pub fn observations(
        &self,
        node: NodeName,
        peer: Option<&Arc<str>>,
        file: &str,
        uc_zones: &[&str],
    ) -> Vec<Observation> {
        let observation =
            |seen, from: &Quotation, remote: Option<&Setting<String>>, port| Observation {
                node: Some(node),
                peer: peer.cloned(),
                file: file.into(),
                place: format!("line {}", from.line),
                seen,
                confidence: Confidence::Inferred,
                remote: remote.map(|remote| remote.value.clone()),
                remote_name: None,
                port,
                first: None,
                last: None,
                count: 1,
            };
        let zones = self.zones.iter().filter_map(|zone| {
            let status = zone.status.as_ref()?;
            let name = zone.name.as_ref().map(|name| name.value.clone());
            let kind = self.kind_of(zone, node, uc_zones);
            let name = name.unwrap_or_else(|| format!("{}", zone.index));
            let detail = match &zone.cause {
                Some(cause) => format!("{}: {}", status.value, cause.value),
                None => status.value.clone(),
            };
            let seen = Seen::Zone { name, kind, state: state(&status.value), detail };
            Some(observation(seen, &status.from, None, None))
        });
        let tunnels = self.tunnels.iter().filter_map(|tunnel| {
            let status = tunnel.status.as_ref()?;
            let failure = Some(failure_in(&status.value)).filter(|why| *why != TlsFailure::Other);
            let detail = status.value.clone();
            let seen = Seen::Tunnel { state: state(&status.value), failure, detail };
            Some(observation(seen, &status.from, tunnel.address.as_ref(), None))
        });
        let alarms = self.alarms.iter().filter_map(|alarm| {
            let id = alarm.id.as_ref()?;
            let lowered = alarm.state.as_ref().is_some_and(|state| {
                LOWERED.iter().any(|word| state.value.eq_ignore_ascii_case(word))
            });
            let detail = alarm.reason.as_ref().map(|reason| reason.value.clone());
            let detail = detail.unwrap_or_default();
            let seen = Seen::Alarm { id: id.value, raised: !lowered, detail };
            let mut observation = observation(seen, &id.from, None, None);
            observation.confidence = Confidence::Documented;
            Some(observation)
        });
        zones.chain(tunnels).chain(alarms).collect()
    }

    fn kind_of(&self, zone: &ZoneStatus, node: NodeName, uc_zones: &[&str]) -> SeenZoneKind {
        let expected = match node {
            NodeName::Core => ZoneKind::TraversalClient,
            NodeName::Edge => ZoneKind::TraversalServer,
        };
        let is_traversal =
            |zone: &ZoneStatus| zone.kind.as_ref().is_some_and(|kind| kind.value == expected);
        let named = |name: &Setting<String>| uc_zones.contains(&name.value.as_str());
        let is_uc = if uc_zones.is_empty() {
            is_traversal(zone) && self.zones.iter().filter(|zone| is_traversal(zone)).count() == 1
        } else {
            zone.name.as_ref().is_some_and(named)
        };
        if is_uc { SeenZoneKind::UnifiedCommunications } else { SeenZoneKind::Other }
    }
}

/// Whether a status says that something is up.
fn state(status: &str) -> State {
    let status = status.to_ascii_lowercase();
    let mut words = status.split(|letter: char| !letter.is_ascii_alphanumeric());
    if DOWN.iter().any(|word| status.contains(word)) {
        State::Down
    } else if words.any(|word| UP.contains(&word)) {
        State::Up
    } else {
        State::Unknown
    }
}

/// What stands in the status of something that is down.
const DOWN: [&str; 7] =
    ["inactive", "not active", "fail", "down", "unreachable", "disconnected", "error"];

/// Words of the status of something that is up.
const UP: [&str; 4] = ["active", "up", "connected", "established"];

/// States of an alarm that is not raised any more.
const LOWERED: [&str; 4] = ["lowered", "cleared", "inactive", "off"];
