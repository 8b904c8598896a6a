//! Zones and servers to far ends.

use std::collections::BTreeMap;

use eku_engine::deployment::{
    FarEnd, Initiates, NodeName, Protocol, Service, Slug, TlsVerify, VerifyName,
};

use super::{Quotation, Server, ServerKind, Setting, Settings, Transport, Zone, ZoneKind};

/// A far end as the settings describe it, to be changed by a person who knows more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FarEndDraft {
    /// The far end.
    pub far_end: FarEnd,
    /// The statements that it was made of, its zone's name and type first.
    pub from: Vec<Quotation>,
    /// What pairs it with the other node's end, where it is this node's end of a traversal zone.
    pub traversal: Option<TraversalEnd>,
}

/// What tells which two traversal zones are one connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraversalEnd {
    /// The port on Edge.
    pub port: u16,
    /// What Core's end calls the other side; nothing on Edge's, which does not know.
    pub peers: Vec<VerifyName>,
}

impl FarEndDraft {
    /// The name that it gets where the other node has a far end of its own name: `B2B (Edge)`.
    #[must_use]
    pub fn name_beside_another(&self) -> String {
        format!("{} ({})", self.far_end.name, self.far_end.node.title())
    }
}

impl Settings {
    /// The far ends that the zones and servers of this node describe, each name once.
    ///
    /// Of zones those that speak SIP over TLS, or whose transport the dump does not say: a
    /// neighbour (both sides open connections), a DNS zone and a traversal client (Expressway
    /// does), a traversal server (the other side does). The traversal zone for Unified
    /// Communications is no far end: it is the connection of the two nodes. Neighbour zones that
    /// Expressway makes itself for Mobile and Remote Access, `CEtls-…` and `CEOAuth-…`, are Unified
    /// CM, which Expressway calls and a login needs (inferred). Servers speak HTTPS.
    #[must_use]
    pub fn far_ends(&self, node: NodeName) -> Vec<FarEndDraft> {
        let mut drafts = Vec::new();
        let mut taken = BTreeMap::new();
        let zones = self.zones.iter().filter_map(|zone| of_zone(zone, node));
        let servers = self.servers.iter().filter_map(|server| of_server(self, server, node));
        for draft in zones.chain(servers) {
            drafts.extend(with_own_slug(draft, &mut taken));
        }
        drafts
    }
}

fn of_zone(zone: &Zone, node: NodeName) -> Option<FarEndDraft> {
    let kind = zone.kind.as_ref()?;
    let no_tls = zone.transport.as_ref().is_some_and(|one| one.value == Transport::Plain);
    let no_sip = zone.sip.as_ref().is_some_and(|sip| !sip.value);
    if no_tls || no_sip || zone.is_unified_communications() {
        return None;
    }
    let name = zone.name.as_ref().map(|name| name.value.clone());
    let name = name.unwrap_or_else(|| format!("Zone {}", zone.index));
    let made_for_mra = MADE_FOR_MRA.iter().any(|prefix| name.starts_with(prefix));
    let initiates = match kind.value {
        ZoneKind::Neighbor if made_for_mra => Initiates::Expressway,
        ZoneKind::Neighbor => Initiates::Both,
        ZoneKind::Dns | ZoneKind::TraversalClient => Initiates::Expressway,
        ZoneKind::TraversalServer => Initiates::FarEnd,
        ZoneKind::Enum | ZoneKind::Other => return None,
    };
    let mut far_end = FarEnd::new(&name, node, initiates)
        .or_else(|_| FarEnd::new(format!("Zone {}", zone.index), node, initiates))
        .ok()?;
    far_end.protocol = Protocol::Sip;
    far_end.tls_verify = verify(zone.tls_verify.as_ref());
    far_end.verify_names = match &zone.verify_name {
        Some(name) => VerifyName::new(&name.value).into_iter().collect(),
        None => zone.peers.iter().filter_map(|peer| VerifyName::new(&peer.value)).collect(),
    };
    if made_for_mra && node == NodeName::Core {
        far_end.used_by.push(Service::Mra);
    }
    let mut from = Vec::new();
    let mut quote = |quotation: Option<&Quotation>| from.extend(quotation.cloned());
    quote(zone.name.as_ref().map(|name| &name.from));
    quote(Some(&kind.from));
    quote(zone.transport.as_ref().map(|transport| &transport.from));
    quote(zone.tls_verify.as_ref().map(|verify| &verify.from));
    quote(zone.verify_name.as_ref().map(|name| &name.from));
    for peer in &zone.peers {
        quote(Some(&peer.from));
    }
    let traversal = traversal_end(zone, node);
    far_end.traversal_port = traversal.as_ref().map(|end| end.port);
    Some(FarEndDraft { far_end, from, traversal })
}

/// Core is the client of a traversal zone between the nodes, and Edge the server.
fn traversal_end(zone: &Zone, node: NodeName) -> Option<TraversalEnd> {
    let kind = zone.kind.as_ref()?.value;
    let between_nodes = matches!(
        (kind, node),
        (ZoneKind::TraversalClient, NodeName::Core) | (ZoneKind::TraversalServer, NodeName::Edge)
    );
    let port = zone.port.as_ref().filter(|_| between_nodes)?.value;
    let peers = zone.peers.iter().filter_map(|peer| VerifyName::new(&peer.value));
    Some(TraversalEnd { port, peers: peers.collect() })
}

fn of_server(settings: &Settings, server: &Server, node: NodeName) -> Option<FarEndDraft> {
    let address = &server.address;
    let kind = match server.kind {
        ServerKind::UnifiedCm => "Unified CM",
        ServerKind::ImPresence => "IM and Presence",
        ServerKind::Unity => "Unity Connection",
        ServerKind::MeetingServer => "CMS",
    };
    let name = format!("{kind} {}", address.value);
    let mut far_end = FarEnd::new(name, node, Initiates::Expressway).ok()?;
    far_end.protocol = Protocol::Https;
    far_end.tls_verify = verify(settings.verify_origin_server.as_ref());
    far_end.verify_names = VerifyName::new(&address.value).into_iter().collect();
    far_end.used_by = match server.kind {
        ServerKind::UnifiedCm => [Service::Mra].into(),
        ServerKind::MeetingServer => [Service::WebRtcProxy].into(),
        ServerKind::ImPresence | ServerKind::Unity => Vec::new(),
    };
    let mut from = Vec::from([address.from.clone()]);
    from.extend(settings.verify_origin_server.as_ref().map(|verify| verify.from.clone()));
    Some(FarEndDraft { far_end, from, traversal: None })
}

fn verify(mode: Option<&Setting<bool>>) -> TlsVerify {
    match mode.map(|mode| mode.value) {
        Some(true) => TlsVerify::On,
        Some(false) => TlsVerify::Off,
        None => TlsVerify::Unknown,
    }
}

/// The draft with a slug that no earlier one has: its name gets a number where it needs one.
/// `taken` has for each slug the number that comes next.
fn with_own_slug(mut draft: FarEndDraft, taken: &mut BTreeMap<Slug, u32>) -> Option<FarEndDraft> {
    let FarEnd { name, slug, .. } = draft.far_end.clone();
    while taken.contains_key(&draft.far_end.slug) {
        let number = taken.entry(slug.clone()).or_insert(2);
        draft.far_end.name = format!("{name} {number}");
        draft.far_end.slug = Slug::new(&draft.far_end.name)?;
        *number += 1;
    }
    taken.insert(draft.far_end.slug.clone(), 2);
    Some(draft)
}

/// How the neighbour zones begin that Expressway makes itself for Mobile and Remote Access.
const MADE_FOR_MRA: [&str; 2] = ["CEtls", "CEOAuth"];
