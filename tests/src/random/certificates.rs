//! The certificates of random deployments: every combination that matters, each made once.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use eku_engine::certificate::Certificate;
use eku_engine::chain::Links;
use eku_engine::deployment::{Presented, Store};
use proptest::prelude::*;

use crate::fixtures::Authorities;
use crate::maker::{self, Extension, KeyUsage, Template, oid};

/// A leaf and its chain, drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CertificateDraw {
    eku: u8,
    usage: u8,
    validity: u8,
    issuer: u8,
    named: bool,
    with_chain: bool,
}

/// Certificates, those that serve both roles more often than others.
pub fn draw() -> impl Strategy<Value = CertificateDraw> {
    let eku = prop_oneof![6 => Just(0_u8), 3 => Just(1), 1 => 2..8_u8];
    let usage = prop_oneof![12 => Just(0_u8), 1 => 1..3_u8];
    let validity = prop_oneof![14 => Just(0_u8), 1 => 1..3_u8];
    let issuer = prop_oneof![4 => Just(0_u8), 2 => Just(1_u8), 1 => Just(2_u8)];
    (eku, usage, validity, issuer, prop::bool::weighted(0.9), prop::bool::weighted(0.8)).prop_map(
        |(eku, usage, validity, issuer, named, with_chain)| CertificateDraw {
            eku,
            usage,
            validity,
            issuer,
            named,
            with_chain,
        },
    )
}

/// The CAs' certificates, as the engine reads them.
#[derive(Debug)]
pub struct ReadAuthorities {
    /// The private root.
    pub private_root: Arc<Certificate>,
    /// The public root.
    pub public_root: Arc<Certificate>,
    /// The roots that plans install certificates from, in no random list: of those with both purposes,
    /// and of those for servers.
    pub plan_roots: [Arc<Certificate>; 2],
    issuing: [Arc<Certificate>; 3],
    makers: Authorities,
    plans: [maker::Authority; 2],
}

/// The CAs, made once.
pub fn authorities() -> &'static ReadAuthorities {
    static AUTHORITIES: OnceLock<ReadAuthorities> = OnceLock::new();
    AUTHORITIES.get_or_init(|| {
        let makers = Authorities::new();
        let plans = ["Root of the Plans", "Root of the Plans for Servers"]
            .map(|name| maker::Authority::root(Template::authority(name)));
        ReadAuthorities {
            private_root: read(makers.private_root.certificate()),
            public_root: read(makers.public_root.certificate()),
            plan_roots: plans.each_ref().map(|plan| read(plan.certificate())),
            issuing: [
                read(makers.private_issuing.certificate()),
                read(makers.public_issuing.certificate()),
                read(makers.public_server_only.certificate()),
            ],
            makers,
            plans,
        }
    })
}

impl ReadAuthorities {
    /// Every CA certificate that random deployments may need.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Certificate>> {
        let roots = [&self.private_root, &self.public_root];
        self.issuing.iter().chain(roots).chain(&self.plan_roots)
    }
}

impl CertificateDraw {
    /// The same leaf with its chain.
    #[must_use]
    pub fn with_chain(self) -> CertificateDraw {
        CertificateDraw { with_chain: true, ..self }
    }

    /// A store that holds it.
    pub fn store(self) -> Store {
        let authorities = authorities();
        let chain = if self.with_chain {
            vec![authorities.issuing[usize::from(self.issuer)].clone()]
        } else {
            vec![]
        };
        Store::Holds(Presented { leaf: self.leaf(), chain, incomplete: false })
    }

    fn leaf(self) -> Arc<Certificate> {
        let key = CertificateDraw { with_chain: false, ..self };
        made().get(&key).expect("every combination is made").clone()
    }

    /// Every combination, the chain aside.
    fn all() -> impl Iterator<Item = CertificateDraw> {
        (0..8 * 3 * 3 * 3 * 2_u16).map(|number| {
            let digit = |place: u16, base: u16| u8::try_from(number / place % base).expect("small");
            CertificateDraw {
                eku: digit(1, 8),
                usage: digit(8, 3),
                validity: digit(24, 3),
                issuer: digit(72, 3),
                named: digit(216, 2) == 1,
                with_chain: false,
            }
        })
    }

    fn make(self) -> Arc<Certificate> {
        let leaf = Template::leaf("random");
        let leaf = match self.eku {
            0 => leaf.purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH]),
            1 => leaf.purposes(&[oid::SERVER_AUTH]),
            2 => leaf.purposes(&[oid::CLIENT_AUTH]),
            3 => leaf.purposes(&[oid::ANY_PURPOSE]),
            4 => leaf.purposes(&[oid::CODE_SIGNING]),
            5 => leaf.purposes(&[]),
            6 => leaf.with(Extension::new(oid::EXTENDED_KEY_USAGE, vec![0x30, 0x0a])),
            _ => leaf,
        };
        let leaf = match self.usage {
            0 => leaf,
            1 => leaf.key_usage(&[KeyUsage::KeyEncipherment]),
            _ => leaf.key_usage(&[KeyUsage::KeyCertSign]),
        };
        let leaf = match self.validity {
            0 => leaf,
            1 => leaf.valid("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
            _ => leaf.valid("2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z"),
        };
        let leaf = if self.named { leaf.dns(&[NAME]) } else { leaf };
        let makers = &authorities().makers;
        let issuer = match self.issuer {
            0 => &makers.private_issuing,
            1 => &makers.public_issuing,
            _ => &makers.public_server_only,
        };
        read(&issuer.issue(leaf))
    }
}

/// Every leaf, made once.
fn made() -> &'static BTreeMap<CertificateDraw, Arc<Certificate>> {
    static MADE: OnceLock<BTreeMap<CertificateDraw, Arc<Certificate>>> = OnceLock::new();
    MADE.get_or_init(|| CertificateDraw::all().map(|draw| (draw, draw.make())).collect())
}

/// Who issued whom among all certificates of random deployments and of plans: no signature is
/// verified again.
pub fn links() -> &'static Links {
    static LINKS: OnceLock<Links> = OnceLock::new();
    LINKS.get_or_init(|| {
        let plans = [false, true].map(|named| [false, true].map(|server| installed(named, server)));
        Links::among(made().values().chain(authorities().all()).chain(plans.as_flattened()))
    })
}

/// A certificate as a plan installs it: both purposes or for servers alone, valid at the date of every
/// random deployment, from a CA without restriction; with the usual name or without any.
pub fn installed(named: bool, for_servers: bool) -> Arc<Certificate> {
    static INSTALLED: OnceLock<[Arc<Certificate>; 4]> = OnceLock::new();
    let installed = INSTALLED.get_or_init(|| {
        let both = || Template::leaf("installed").purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH]);
        let server = || Template::leaf("installed").purposes(&[oid::SERVER_AUTH]);
        let [plan, for_servers] = &authorities().plans;
        let of = |plan: &maker::Authority, leaf| read(&plan.issue(leaf));
        [
            of(plan, both()),
            of(plan, both().dns(&[NAME])),
            of(for_servers, server()),
            of(for_servers, server().dns(&[NAME])),
        ]
    });
    installed[usize::from(named) + 2 * usize::from(for_servers)].clone()
}

/// The name in every certificate that has one.
pub const NAME: &str = "expressway.example.com";

fn read(certificate: &maker::Certificate) -> Arc<Certificate> {
    Arc::new(Certificate::from_der(certificate.der()).expect("a certificate"))
}
