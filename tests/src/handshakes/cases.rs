//! Connections of deployments, and the handshakes that stand for them.

use eku_engine::connection::ConnectionId;
use eku_engine::deployment::{
    Deployment, EkuCheck, Node, NodeName, Peer, Release, Role, Store, Stores, TrustedCas,
};

use super::deviations::{self, Deviation};
use super::{Asks, SERVER_NAME, Shown};
use crate::maker::{Authority, Certificate, Extension, KeyUsage, NetscapeType, Template, oid};

/// A connection of a deployment, and what its two sides do.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is, for messages.
    pub label: String,
    /// The deployment that the engine judges.
    pub deployment: Deployment,
    /// The connection in question.
    pub connection: ConnectionId,
    /// What the client shows.
    pub client: Option<Shown>,
    /// What the server shows.
    pub server: Shown,
    /// The CAs that the client trusts.
    pub client_trusts: Vec<Certificate>,
    /// The CAs that the server trusts.
    pub server_trusts: Vec<Certificate>,
    /// What the client asks of the server.
    pub client_asks: Asks,
    /// What the server asks of the client.
    pub server_asks: Asks,
    /// The side whose verifying is in question where there is a deviation.
    pub verifier: Role,
    /// The known deviations.
    pub deviations: Vec<&'static Deviation>,
}

impl Case {
    /// The same case with a known deviation.
    #[must_use]
    pub fn deviates(mut self, deviation: &'static Deviation) -> Case {
        self.deviations.push(deviation);
        self
    }
}

/// A private and a public CA, as in the vendor's conditions.
#[derive(Clone, Debug)]
pub struct World {
    /// The roots that everybody trusts.
    pub roots: Vec<Certificate>,
    private_root: Authority,
    private: Authority,
    public: Authority,
    restricted: Authority,
}

impl Default for World {
    fn default() -> World {
        World::new()
    }
}

impl World {
    /// The same CAs each time.
    pub fn new() -> World {
        let private_root = Authority::root(Template::authority("Handshake Private Root"));
        let public_root = Authority::root(Template::authority("Handshake Public Root"));
        let restricted =
            Template::authority("Handshake Server Issuing").purposes(&[oid::SERVER_AUTH]);
        World {
            roots: vec![private_root.certificate().clone(), public_root.certificate().clone()],
            private: private_root.intermediate(Template::authority("Handshake Private Issuing")),
            public: public_root.intermediate(Template::authority("Handshake Public Issuing")),
            restricted: public_root.intermediate(restricted),
            private_root,
        }
    }

    /// A certificate of the private CA.
    pub fn private(&self, template: Template) -> Shown {
        Shown::new(self.private.issue(template), &[&self.private])
    }

    /// A server-only certificate of the public CA.
    pub fn server_only(&self) -> Shown {
        Shown::new(self.public.issue(leaf().purposes(&[oid::SERVER_AUTH])), &[&self.public])
    }

    /// A certificate of the private CA with both purposes.
    pub fn both(&self) -> Shown {
        self.private(both_purposes())
    }

    /// A certificate of the private CA with client authentication alone.
    pub fn client_only(&self) -> Shown {
        self.private(leaf().purposes(&[oid::CLIENT_AUTH]))
    }

    /// A certificate with both purposes below an intermediate that has server authentication alone.
    pub fn restricted(&self) -> Shown {
        Shown::new(self.restricted.issue(both_purposes()), &[&self.restricted])
    }

    /// A deployment of X15.5; both nodes trust both roots.
    pub fn deployment(&self, core: [&Shown; 2], edge: [&Shown; 2], check: EkuCheck) -> Deployment {
        let mut deployment = bare(core.map(Shown::store), edge.map(Shown::store));
        deployment.edge.set_eku_check(check).expect("X15.5 has the check");
        for node in NodeName::ALL {
            deployment.node_mut(node).trusted_cas = Some(list(&self.roots));
        }
        deployment
    }
}

/// The vendor's conditions, with both positions of the check, over the traversal zone and the SSH
/// tunnels.
pub fn seed_conditions(world: &World) -> Vec<Case> {
    let (public, private) = (world.server_only(), world.both());
    let mut cases = Vec::new();
    // Of Core and of Edge, the server store and the client store.
    for (label, core, edge) in [
        ("condition 2, server-only everywhere", [&public, &public], [&public, &public]),
        (
            "condition 2.1, both purposes in Core's client store",
            [&public, &private],
            [&public, &public],
        ),
        ("condition 3, private everywhere", [&private, &private], [&private, &private]),
        ("condition 4, private on Core, a copy on Edge", [&private, &private], [&public, &public]),
    ] {
        for check in [EkuCheck::On, EkuCheck::Off] {
            let deployment = world.deployment(core, edge, check);
            let label = format!("{label}, check {check:?}");
            cases.extend(between_nodes(world, &label, &deployment, core[1], edge[0]));
        }
    }
    cases
}

/// Certificates that are wrong in one way, on either side.
pub fn between_nodes_otherwise(world: &World) -> Vec<Case> {
    let good = world.both();
    let client = |label: &str, shown: &Shown, check| {
        let deployment = world.deployment([&good, shown], [&good, &good], check);
        between_nodes(world, label, &deployment, shown, &good)
    };
    let server = |label: &str, shown: &Shown| {
        let deployment = world.deployment([&good, &good], [shown, &good], EkuCheck::On);
        between_nodes(world, label, &deployment, &good, shown)
    };
    let on = |label: &str, shown: &Shown| {
        let [zone, tunnels] = client(label, shown, EkuCheck::On);
        // With the check On both are the same handshake.
        assert_eq!(zone.server_asks, tunnels.server_asks);
        [tunnels]
    };
    let odd = |template: Template| world.private(template);
    let usage = |usages| odd(both_purposes().key_usage(usages));
    let copies = |first: &Authority, second: &Authority| {
        Shown::new(first.issue(both_purposes()), &[first, second])
    };
    let copy = world.private_root.intermediate(
        Template::authority("Handshake Private Issuing").purposes(&[oid::SERVER_AUTH]),
    );
    let expired = world.private_root.intermediate(
        Template::authority("Handshake Old Issuing")
            .valid("2015-01-01T00:00:00Z", "2025-01-01T00:00:00Z"),
    );
    let stranger = Authority::root(Template::authority("Handshake Stranger"));
    let netscape = Extension::netscape_type(&[NetscapeType::Server]);
    let unreadable = Extension::new(oid::EXTENDED_KEY_USAGE, vec![0x30, 0x01]);
    let mut cases: Vec<Case> = [
        on("client authentication alone", &world.client_only()),
        on("any purpose alone", &odd(leaf().purposes(&[oid::ANY_PURPOSE]))),
        on("an empty list of purposes", &odd(leaf().purposes(&[]))),
        on("unreadable purposes", &odd(leaf().with(unreadable.clone()))),
        on("below a restricted intermediate", &world.restricted()),
        on("expired", &odd(both_purposes().valid("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"))),
        on(
            "not yet valid",
            &odd(both_purposes().valid("2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z")),
        ),
        on(
            "below an expired intermediate",
            &Shown::new(expired.issue(both_purposes()), &[&expired]),
        ),
        on(
            "from a CA that nobody trusts",
            &Shown::new(stranger.issue(both_purposes()), &[&stranger]),
        ),
        on("without its intermediate", &Shown { chain: Vec::new(), ..good.clone() }),
        on("a damaged signature", &odd(both_purposes().damaged())),
    ]
    .concat();
    cases.extend(
        on("no extended key usage", &odd(leaf()))
            .map(|case| case.deviates(&deviations::NO_EXTENSION)),
    );
    for shown in [usage(&[KeyUsage::KeyEncipherment]), odd(both_purposes().with(netscape))] {
        cases.extend(
            on("a key that may not serve a client", &shown)
                .map(|case| case.deviates(&deviations::KEY_USAGE_IS_NOT_READ)),
        );
    }
    cases.extend(
        on(
            "two copies of the intermediate, the restricted one first",
            &copies(&copy, &world.private),
        )
        .map(|case| {
            case.deviates(&deviations::RESTRICTED_COPY_FIRST).deviates(&deviations::ANOTHER_PATH)
        }),
    );
    for (label, shown, deviates) in [
        ("client authentication alone", world.client_only(), true),
        ("an empty list of purposes", odd(leaf().purposes(&[])), true),
        ("no extended key usage", odd(leaf()), false),
        ("below a restricted intermediate", world.restricted(), false),
        ("a key that may not serve a client", usage(&[KeyUsage::KeyEncipherment]), false),
        ("unreadable purposes", odd(leaf().with(unreadable)), false),
        (
            "from a CA that nobody trusts",
            Shown::new(stranger.issue(both_purposes()), &[&stranger]),
            false,
        ),
    ] {
        let [zone, _] = client(&format!("{label}, check Off"), &shown, EkuCheck::Off);
        cases.push(match deviates {
            true => zone.deviates(&deviations::CHECK_OFF_IGNORES_PURPOSES),
            false => zone,
        });
    }
    for (label, shown) in [
        ("client authentication alone", world.client_only()),
        ("no extended key usage", odd(leaf())),
        ("any purpose alone", odd(leaf().purposes(&[oid::ANY_PURPOSE]))),
        ("below a restricted intermediate", world.restricted()),
        ("expired", odd(both_purposes().valid("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"))),
        ("from a CA that nobody trusts", Shown::new(stranger.issue(both_purposes()), &[&stranger])),
    ] {
        let [zone, _] = server(&format!("Edge's server store: {label}"), &shown);
        cases.push(zone);
    }
    cases.extend(restricted_root());
    cases
}

/// A root that has server authentication alone.
fn restricted_root() -> [Case; 1] {
    let root = Template::authority("Handshake Server Root").purposes(&[oid::SERVER_AUTH]);
    let root = Authority::root(root);
    let world = World { roots: vec![root.certificate().clone()], ..World::new() };
    let issuing = root.intermediate(Template::authority("Handshake Issuing"));
    let shown = Shown::new(issuing.issue(both_purposes()), &[&issuing]);
    let deployment = world.deployment([&shown; 2], [&shown; 2], EkuCheck::On);
    let [_, tunnels] =
        between_nodes(&world, "below a restricted root", &deployment, &shown, &shown);
    [tunnels.deviates(&deviations::ROOT_IS_NOT_READ)]
}

/// The traversal zone and the SSH tunnels, over which Core shows its client store and Edge its
/// server store.
fn between_nodes(
    world: &World,
    label: &str,
    deployment: &Deployment,
    core: &Shown,
    edge: &Shown,
) -> [Case; 2] {
    let zone = match deployment.edge.eku_check() {
        Some(EkuCheck::Off) => Asks::AnyPurpose,
        _ => Asks::Purpose,
    };
    [(ConnectionId::UcTraversalZone, zone), (ConnectionId::SshTunnels, Asks::Purpose)].map(
        |(connection, server_asks)| Case {
            label: format!("{label}, {connection}"),
            deployment: deployment.clone(),
            connection,
            client: Some(core.clone()),
            server: edge.clone(),
            client_trusts: world.roots.clone(),
            server_trusts: world.roots.clone(),
            client_asks: Asks::Purpose,
            server_asks,
            verifier: Role::Responder,
            deviations: Vec::new(),
        },
    )
}

/// Two nodes of X15.5; of each the server store, then the client store.
fn bare(core: [Store; 2], edge: [Store; 2]) -> Deployment {
    let node = |name, [server, client]: [Store; 2]| {
        let peer = Peer::only(Stores::Two { server, client });
        Node::new(name, Release::X15_5, vec![peer]).expect("a node of X15.5")
    };
    Deployment::new(node(NodeName::Core, core), node(NodeName::Edge, edge))
        .expect("a Core and an Edge")
}

/// A trusted CA list.
pub(super) fn list(certificates: &[Certificate]) -> TrustedCas {
    let read = |one: &Certificate| {
        eku_engine::certificate::Certificate::from_der(one.der()).expect("the engine reads it")
    };
    TrustedCas::new(certificates.iter().map(|one| read(one).into()).collect(), false)
}

/// A leaf of either side, without extended key usage.
pub(super) fn leaf() -> Template {
    Template::leaf(SERVER_NAME).dns(&[SERVER_NAME])
}

fn both_purposes() -> Template {
    leaf().purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH])
}
