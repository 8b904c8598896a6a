//! Certificates that captures show, and the stores that they may be of.

use std::sync::Arc;

use eku_engine::connection::ConnectionId;
use eku_engine::deployment::{NodeName, Slug, StoreKind};
use eku_engine::report::{EvidenceReport, PresentedReport, TlsRole};
use eku_intake::collection::CertificateFile;

use super::{State, Unplaced};
use crate::place::{Place, Slot};

impl State {
    /// The certificate that one side of a captured handshake presented, with its chain, where no store
    /// holds it.
    #[must_use]
    pub fn captured(
        &self,
        seen: &EvidenceReport,
        one: &PresentedReport,
    ) -> Option<Arc<CertificateFile>> {
        if !one.held_by.is_empty() {
            return None;
        }
        let captures = self.machines.iter().flat_map(|found| &found.machine.captures);
        let of_file = captures.filter(|dump| dump.source == seen.file);
        let mut files = of_file.flat_map(|dump| &dump.value.presented);
        let hex = |sha256: [u8; 32]| sha256.map(|byte| format!("{byte:02x}")).concat();
        let file = files.find(|file| {
            file.certificates.first().is_some_and(|leaf| hex(leaf.sha256()) == one.sha256)
        })?;
        let waits = self.unplaced.iter().any(|waiting| *waiting.held == *file);
        (!waits).then(|| Arc::new(file.clone()))
    }

    /// The place that a side of a connection presents from, where it is one alone.
    #[must_use]
    pub fn place_of(&self, seen: &EvidenceReport, one: &PresentedReport) -> Option<Place> {
        let far_end = |slug: &Slug, ours: TlsRole| {
            let mut far_ends = self.description.far_ends.iter();
            let far_end = far_ends.find(|far_end| self.slug(far_end.id) == Some(slug.as_str()))?;
            match one.role == ours {
                true => self.store_of(far_end.node, one.role),
                false => Some(Place::FarEnd(far_end.id)),
            }
        };
        match seen.connection.as_ref()? {
            ConnectionId::UcTraversalZone
            | ConnectionId::SshTunnels
            | ConnectionId::TraversalZone(_) => match one.role {
                TlsRole::Client => self.store_of(NodeName::Core, one.role),
                TlsRole::Server => self.store_of(NodeName::Edge, one.role),
            },
            ConnectionId::FarEndOut(slug) => far_end(slug, TlsRole::Client),
            ConnectionId::FarEndIn(slug) => far_end(slug, TlsRole::Server),
            ConnectionId::SipServiceMessage | ConnectionId::ClusterDatabase(_) => None,
        }
    }

    /// The store from which the only peer of a node presents in a role.
    fn store_of(&self, node: NodeName, role: TlsRole) -> Option<Place> {
        let [only] = self.description.node(node).peers.as_slice() else { return None };
        let client = Slot::new(node, only.id, StoreKind::Client);
        let server = Slot::new(node, only.id, StoreKind::Server);
        let slot = match role {
            TlsRole::Client if self.has_store(client) => client,
            TlsRole::Client | TlsRole::Server => server,
        };
        Some(Place::Slot(slot))
    }

    /// Puts a certificate that a capture shows into a place that is empty, or lets it wait for one.
    pub(super) fn use_captured(&mut self, held: Arc<CertificateFile>, place: Option<Place>) {
        let id = self.fresh_id();
        self.unplaced.push(Unplaced { id, held });
        let empty =
            place.filter(|place| self.store_mut(*place).is_some_and(|store| store.is_none()));
        if let Some(place) = empty {
            self.put(id, place);
        }
    }
}
