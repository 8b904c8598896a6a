//! Random deployments for properties, built from the engine's own types.
//!
//! [`deployments`] draws a [`Plan`](self) of small numbers; [`DeploymentDraw::build`] makes the
//! deployment of it. Certificates come from the maker, each distinct one once. [`administrator`]
//! does to a deployment what an action of a plan says, without the engine's help.

pub mod administrator;
pub mod certificates;

use eku_engine::deployment::{
    ClientEkuCheck, Deployment, EkuCheck, FarEnd, Initiates, Node, NodeName, Peer, Protocol,
    Release, Service, Store, Stores, Switch, TlsVerify, TraversalZone, TrustedCas, VerifyName,
    ZoneEnd,
};
use eku_engine::time::Timestamp;
use proptest::prelude::*;
use proptest::sample::select;

use certificates::{CertificateDraw, authorities};

/// The date that every random deployment is judged for.
///
/// # Panics
///
/// Never: the date is one.
pub fn date() -> Timestamp {
    Timestamp::parse("2026-11-23").expect("a date")
}

/// A deployment, drawn.
#[derive(Clone, Debug)]
pub struct DeploymentDraw {
    core: NodeDraw,
    edge: NodeDraw,
    zones: Vec<[ZoneEndDraw; 2]>,
    far_ends: Vec<FarEndDraw>,
    clusters: [Option<bool>; 2],
}

#[derive(Clone, Debug)]
struct NodeDraw {
    release: &'static str,
    check_on: bool,
    peers: Vec<(Option<CertificateDraw>, Option<CertificateDraw>)>,
    trusted: TrustedDraw,
    names: Vec<&'static str>,
}

#[derive(Clone, Debug)]
struct FarEndDraw {
    node: NodeName,
    initiates: Initiates,
    client_eku_check: ClientEkuCheck,
    tls_verify: TlsVerify,
    protocol: Protocol,
    certificate: Option<CertificateDraw>,
    trusted: TrustedDraw,
    names: Vec<&'static str>,
    used_by: Vec<Service>,
}

/// A node's end of a traversal zone.
#[derive(Clone, Debug)]
struct ZoneEndDraw {
    tls_verify: TlsVerify,
    names: Vec<&'static str>,
}

/// Which roots a list holds; none where no list was given.
#[derive(Clone, Copy, Debug)]
enum TrustedDraw {
    NotGiven,
    Empty,
    Private,
    Both,
}

/// Deployments with up to three peers a node, up to two traversal zones and up to four far ends. What works is drawn more
/// often than what does not, so that many of them work.
pub fn deployments() -> impl Strategy<Value = DeploymentDraw> {
    let mode = select(vec![false, true]);
    let cluster = prop::option::weighted(0.2, mode);
    let same_release = prop::bool::weighted(0.8);
    let far_ends = prop::collection::vec(far_end(), 0..=4);
    let zones = prop_oneof![
        2 => Just(Vec::new()),
        1 => prop::collection::vec([zone_end(), zone_end()], 1..=2),
    ];
    (node(), node(), same_release, zones, far_ends, [cluster.clone(), cluster]).prop_map(
        |(core, mut edge, same_release, zones, far_ends, clusters)| {
            if same_release {
                edge.release = core.release;
            }
            DeploymentDraw { core, edge, zones, far_ends, clusters }
        },
    )
}

fn node() -> impl Strategy<Value = NodeDraw> {
    let store = || prop::option::weighted(0.93, certificates::draw());
    let peers = prop_oneof![
        4 => prop::collection::vec((store(), store()), 1),
        1 => prop::collection::vec((store(), store()), 2..=3),
    ];
    let release = prop_oneof![
        1 => select(vec!["X14.0.11", "X15.3", "X15.4", "X15.5.1", "X12.7", "X15.6"]),
        2 => Just("X15.5"),
    ];
    (release, prop::bool::weighted(0.7), peers, trusted(), names()).prop_map(
        |(release, check_on, peers, trusted, names)| NodeDraw {
            release,
            check_on,
            peers,
            trusted,
            names,
        },
    )
}

fn zone_end() -> impl Strategy<Value = ZoneEndDraw> {
    let tls_verify = select(vec![TlsVerify::On, TlsVerify::On, TlsVerify::Off, TlsVerify::Unknown]);
    (tls_verify, names()).prop_map(|(tls_verify, names)| ZoneEndDraw { tls_verify, names })
}

fn far_end() -> impl Strategy<Value = FarEndDraw> {
    use ClientEkuCheck as Check;
    let properties = (
        select(NodeName::ALL.to_vec()),
        select(vec![Initiates::Expressway, Initiates::FarEnd, Initiates::Both]),
        select(vec![Check::On, Check::Off, Check::Unknown, Check::NotRequested]),
        select(vec![TlsVerify::On, TlsVerify::Off, TlsVerify::Unknown]),
        select(vec![Protocol::Sip, Protocol::Sip, Protocol::Xmpp, Protocol::Https]),
    );
    let given = (
        prop::option::weighted(0.7, certificates::draw()),
        trusted(),
        names(),
        select(vec![vec![], vec![], vec![Service::Mra], vec![Service::WebRtcProxy]]),
    );
    (properties, given).prop_map(
        |(
            (node, initiates, client_eku_check, tls_verify, protocol),
            (certificate, trusted, names, used_by),
        )| FarEndDraw {
            node,
            initiates,
            client_eku_check,
            tls_verify,
            protocol,
            certificate,
            trusted,
            names,
            used_by,
        },
    )
}

fn trusted() -> impl Strategy<Value = TrustedDraw> {
    prop_oneof![
        4 => Just(TrustedDraw::NotGiven),
        1 => Just(TrustedDraw::Empty),
        1 => Just(TrustedDraw::Private),
        3 => Just(TrustedDraw::Both),
    ]
}

fn names() -> impl Strategy<Value = Vec<&'static str>> {
    prop_oneof![
        4 => Just(vec![]),
        2 => Just(vec![certificates::NAME]),
        1 => Just(vec!["other.example.com"]),
        1 => Just(vec!["other.example.com", certificates::NAME]),
    ]
}

impl DeploymentDraw {
    /// The same deployment, every leaf with its chain: a plan that has a CA trusted of which the
    /// deployment shows only the name cannot know what the CA restricts and what stands above it.
    #[must_use]
    pub fn with_chains(mut self) -> DeploymentDraw {
        let stores = self.core.peers.iter_mut().chain(&mut self.edge.peers);
        let stores = stores.flat_map(|(server, client)| [server, client]);
        let far_ends = self.far_ends.iter_mut().map(|far_end| &mut far_end.certificate);
        for certificate in stores.chain(far_ends).flatten() {
            *certificate = certificate.with_chain();
        }
        self
    }

    /// The deployment.
    pub fn build(&self) -> Deployment {
        let node = |name, draw: &NodeDraw| draw.build(name);
        let (core, edge) = (node(NodeName::Core, &self.core), node(NodeName::Edge, &self.edge));
        let mut deployment = Deployment::new(core, edge).expect("a Core and an Edge");
        for (place, ends) in self.zones.iter().enumerate() {
            let mut zone = TraversalZone::new(format!("zone {place}")).expect("a name");
            zone.port = (place > 0).then_some(7002);
            for (node, draw) in NodeName::ALL.into_iter().zip(ends) {
                *zone.end_mut(node) = draw.build();
            }
            deployment.traversal_zones.push(zone);
        }
        deployment.far_ends =
            self.far_ends.iter().enumerate().map(|(place, draw)| draw.build(place)).collect();
        for node in NodeName::ALL {
            if let Some(on) = self.clusters[node as usize] {
                let switch = Switch::ClusterTlsVerify;
                deployment.node_mut(node).set(switch, on).expect("every release has it");
            }
        }
        deployment
    }
}

impl NodeDraw {
    fn build(&self, name: NodeName) -> Node {
        let release = Release::parse(self.release).expect("a release");
        let store = |draw: &Option<CertificateDraw>| {
            draw.map_or(Store::Empty, |draw: CertificateDraw| draw.store())
        };
        let stores = |(server, client): &(Option<CertificateDraw>, Option<CertificateDraw>)| {
            if release.has_client_store() {
                Stores::Two { server: store(server), client: store(client) }
            } else {
                Stores::One(store(server))
            }
        };
        let peers = match self.peers.as_slice() {
            [only] => vec![Peer::only(stores(only))],
            several => several
                .iter()
                .enumerate()
                .map(|(place, peer)| Peer::named(&format!("{name}{place}"), stores(peer)))
                .collect(),
        };
        let mut node = Node::new(name, release, peers).expect("a node");
        if release.has(Switch::EkuCheck, name) {
            let check = if self.check_on { EkuCheck::On } else { EkuCheck::Off };
            node.set_eku_check(check).expect("a release that has it");
        }
        node.trusted_cas = self.trusted.build();
        node.verify_names = verify_names(&self.names);
        node
    }
}

impl ZoneEndDraw {
    fn build(&self) -> ZoneEnd {
        ZoneEnd { tls_verify: self.tls_verify, verify_names: verify_names(&self.names) }
    }
}

impl FarEndDraw {
    fn build(&self, place: usize) -> FarEnd {
        let name = format!("far end {place}");
        let mut far_end = FarEnd::new(name, self.node, self.initiates).expect("a name");
        far_end.client_eku_check = self.client_eku_check;
        far_end.tls_verify = self.tls_verify;
        far_end.protocol = self.protocol;
        far_end.certificate = self.certificate.map_or(Store::Empty, |draw| draw.store());
        far_end.trusted_cas = self.trusted.build();
        far_end.verify_names = verify_names(&self.names);
        far_end.used_by.clone_from(&self.used_by);
        far_end
    }
}

impl TrustedDraw {
    fn build(self) -> Option<TrustedCas> {
        let authorities = authorities();
        let certificates = match self {
            Self::NotGiven => return None,
            Self::Empty => vec![],
            Self::Private => vec![authorities.private_root.clone()],
            Self::Both => vec![authorities.private_root.clone(), authorities.public_root.clone()],
        };
        Some(TrustedCas::new(certificates, false))
    }
}

fn verify_names(names: &[&str]) -> Vec<VerifyName> {
    names.iter().filter_map(|name| VerifyName::new(name)).collect()
}
