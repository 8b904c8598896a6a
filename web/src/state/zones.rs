//! Traversal zones beside the one for Unified Communications, as they are changed by hand.

use eku_deployment::{GivenName, TraversalZone, TraversalZoneId, UNNAMED_ZONE, far_end_key, typed};
use eku_engine::deployment::{NodeName, TlsVerify};

use super::State;

/// A change of one property of a traversal zone.
#[derive(Debug)]
pub enum ZoneChange {
    /// Its name was typed.
    Name(String),
    /// Its port was typed.
    Port(String),
    /// What a node makes of the other's certificate was chosen.
    TlsVerify(NodeName, TlsVerify),
    /// The names that a node looks for were typed.
    VerifyNames(NodeName, String),
}

impl State {
    /// What the traversal zones are called.
    #[must_use]
    pub fn zone_names(&self) -> &[GivenName] {
        self.description.zone_names()
    }

    pub(super) fn add_zone(&mut self) {
        let id = TraversalZoneId(self.fresh_id());
        let names = self.zone_names();
        let is_taken = |key: String| names.iter().any(|given| given.key == key);
        let taken = |name: &str| far_end_key(name).is_some_and(is_taken);
        let (name, _) = eku_deployment::free(UNNAMED_ZONE, 1, taken);
        self.description.traversal_zones.push(TraversalZone::of_name(id, name));
    }

    pub(super) fn remove_zone(&mut self, id: TraversalZoneId) {
        self.description.traversal_zones.retain(|zone| zone.id != id);
    }

    pub(super) fn change_zone(&mut self, id: TraversalZoneId, change: ZoneChange) {
        let mut zones = self.description.traversal_zones.iter_mut();
        let Some(zone) = zones.find(|zone| zone.id == id) else { return };
        match change {
            ZoneChange::Name(name) => zone.name = typed(name),
            ZoneChange::Port(port) => zone.port = port.trim().parse().ok(),
            ZoneChange::TlsVerify(node, mode) => zone.end_mut(node).tls_verify = mode,
            ZoneChange::VerifyNames(node, names) => zone.end_mut(node).verify_names = typed(names),
        }
    }

    /// What one traversal zone is called.
    pub(super) fn zone_name(&self, id: TraversalZoneId) -> Option<String> {
        let place = self.description.traversal_zones.iter().position(|zone| zone.id == id)?;
        self.zone_names().get(place).map(|given| given.name.clone())
    }
}
