//! What the engine says of the cases.
//!
//! A case becomes a deployment whose SSH tunnels ask for the purpose, whatever the settings are:
//! for client authentication the leaf is what Core presents to Edge, for server authentication
//! what Edge presents to Core. The answer is the findings about that certificate on that connection.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eku_engine::advisory::{AdvisedPlace, advisories};
use eku_engine::certificate;
use eku_engine::chain::Links;
use eku_engine::connection::{CertificateId, ConnectionId};
use eku_engine::deployment::{
    Deployment, Node, NodeName, Peer, Presented, Release, Store, StoreId, StoreKind, Stores,
    TrustedCas,
};
use eku_engine::rule::Outcome;
use eku_engine::time::Timestamp;
use eku_engine::verdict::{Verdict, judge};

use super::{Case, Purpose};
use crate::maker::Certificate;

/// The engine's answer about one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The worst of the findings.
    pub verdict: Verdict,
    /// The rules that spoke, in their order.
    pub rules: Vec<(&'static str, Outcome)>,
    /// What OpenSSL may refuse it for, as it is advised.
    pub cautions: Vec<&'static str>,
}

impl Answer {
    /// Whether a rule says that it fails.
    pub fn fails_by(&self, rules: &[&str]) -> bool {
        self.rules.iter().any(|(rule, outcome)| *outcome == Outcome::Fails && rules.contains(rule))
    }
}

/// Certificates that the engine has read, each once.
#[derive(Debug, Default)]
pub struct Reader {
    read: BTreeMap<String, Arc<certificate::Certificate>>,
}

impl Reader {
    /// The deployment of a case.
    ///
    /// # Panics
    ///
    /// Where the engine cannot read a certificate.
    pub fn deployment(&mut self, case: &Case) -> Deployment {
        let presented = Store::Holds(Presented {
            leaf: self.read(&case.leaf),
            chain: case.chain.iter().map(|one| self.read(one)).collect(),
            incomplete: false,
        });
        let trusted = case.trusted.iter().map(|one| self.read(one)).collect();
        let trusted = Some(TrustedCas::new(trusted, false));
        let node = |name, server, client| {
            let peer = Peer::only(Stores::Two { server, client });
            Node::new(name, Release::X15_5, vec![peer]).expect("a node of X15.5")
        };
        let (mut core, mut edge) = match case.purpose {
            Purpose::ClientAuth => (
                node(NodeName::Core, Store::Empty, presented),
                node(NodeName::Edge, Store::Empty, Store::Empty),
            ),
            Purpose::ServerAuth => (
                node(NodeName::Core, Store::Empty, Store::Empty),
                node(NodeName::Edge, presented, Store::Empty),
            ),
        };
        match case.purpose {
            Purpose::ClientAuth => edge.trusted_cas = trusted,
            Purpose::ServerAuth => core.trusted_cas = trusted,
        }
        Deployment::new(core, edge).expect("a Core and an Edge")
    }

    /// Everything that was read so far.
    pub fn certificates(&self) -> impl Iterator<Item = &Arc<certificate::Certificate>> {
        self.read.values()
    }

    fn read(&mut self, certificate: &Certificate) -> Arc<certificate::Certificate> {
        let read = self.read.entry(certificate.sha256()).or_insert_with(|| {
            Arc::new(
                certificate::Certificate::from_der(certificate.der())
                    .unwrap_or_else(|error| panic!("{}: {error}", certificate.pem())),
            )
        });
        Arc::clone(read)
    }
}

/// The engine's answer about the certificate of a case.
///
/// # Panics
///
/// Where the connection is not there.
pub fn answer(case: &Case, deployment: &Deployment, links: &Links) -> Answer {
    let at = Timestamp::parse(case.at).expect("a date");
    let judgement = judge(deployment, links, at);
    let connection = judgement.connection(&ConnectionId::SshTunnels).expect("the SSH tunnels");
    let (node, kind) = match case.purpose {
        Purpose::ClientAuth => (NodeName::Core, StoreKind::Client),
        Purpose::ServerAuth => (NodeName::Edge, StoreKind::Server),
    };
    let store = CertificateId::Store(StoreId { node, peer: None, kind });
    let about_it: Vec<_> = connection
        .findings
        .iter()
        .filter(|finding| finding.certificate.as_ref() == Some(&store))
        .cloned()
        .collect();
    let CertificateId::Store(place) = store else { unreachable!("a store was made") };
    let advisories = advisories(deployment, links, at).into_iter();
    let refusing = advisories
        .filter(|one| one.kind.may_refuse() && one.place == AdvisedPlace::Store(place.clone()));
    let cautions: BTreeSet<&'static str> = refusing.map(|one| one.kind.id()).collect();
    Answer {
        cautions: cautions.into_iter().collect(),
        verdict: Verdict::of(&about_it),
        rules: about_it.iter().map(|finding| (finding.rule.id, finding.outcome)).collect(),
    }
}
