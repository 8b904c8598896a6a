//! From what the page knows to what the engine judges.

use std::rc::Rc;

use eku_engine::deployment::{
    Deployment, EkuCheck, FarEnd, FarEnds, Node, NodeName, Peer, Store, Stores, TrustedCas,
    VerifyName,
};

use super::{Held, State};
use crate::place::TrustList;

impl State {
    /// What the page describes, as the engine takes it.
    #[must_use]
    pub fn deployment(&self) -> Option<Deployment> {
        let nodes = [NodeName::Core, NodeName::Edge].map(|node| self.engine_node(node));
        let [core, edge] = nodes;
        let mut deployment = Deployment::new(core?, edge?).ok()?;
        deployment.cluster = self.cluster.filter(|cluster| self.is_cluster(cluster.node));
        deployment.far_ends = self.engine_far_ends();
        Some(deployment)
    }

    fn engine_node(&self, name: NodeName) -> Option<Node> {
        let settings = self.node(name);
        let release = settings.parsed();
        let peers = self.peers(name).iter().zip(self.peer_names(name)).map(|(peer, given)| {
            let server = store(peer.server.as_ref());
            let stores = if release.has_client_store() {
                Stores::Two { server, client: store(peer.client.as_ref()) }
            } else {
                Stores::One(server)
            };
            if self.is_cluster(name) {
                Peer::named(&given.name, stores)
            } else {
                Peer::only(stores)
            }
        });
        let mut node = Node::new(name, release, peers.collect()).ok()?;
        if release.has_eku_check() {
            let check = if settings.eku_check { EkuCheck::On } else { EkuCheck::Off };
            node.set_eku_check(check).ok()?;
        }
        let own = match name {
            NodeName::Core => TrustList::Core,
            NodeName::Edge => TrustList::Edge,
        };
        let lists = [own, TrustList::Both].map(|list| &self.trusted[list.index()]);
        let assumed = &self.assumed[name as usize];
        node.trusted_cas = trusted_cas(lists.into_iter().flatten(), assumed);
        node.verify_names = verify_names(&self.verify_names[name as usize]);
        Some(node)
    }

    fn engine_far_ends(&self) -> FarEnds {
        let far_ends = self.far_ends.iter().zip(self.far_end_names());
        far_ends
            .filter_map(|(described, given)| {
                let mut far_end =
                    FarEnd::new(given.name.as_str(), described.node, described.initiates).ok()?;
                far_end.client_eku_check = described.client_eku_check;
                far_end.tls_verify = described.tls_verify;
                far_end.protocol = described.protocol;
                far_end.certificate = store(described.certificate.as_ref());
                far_end.trusted_cas = trusted_cas(described.trusted.iter(), &described.assumed);
                far_end.verify_names = verify_names(&described.verify_names);
                far_end.used_by.clone_from(&described.used_by);
                Some(far_end)
            })
            .collect()
    }
}

fn store(held: Option<&Rc<Held>>) -> Store {
    held.map_or(Store::Empty, |held| held.store.clone())
}

pub(super) fn verify_names(typed: &str) -> Vec<VerifyName> {
    typed.split([',', ';', ' ']).filter_map(VerifyName::new).collect()
}

fn trusted_cas<'h>(
    lists: impl Iterator<Item = &'h Rc<Held>>,
    assumed: &[Vec<u8>],
) -> Option<TrustedCas> {
    let mut list = TrustedCas { assumed: assumed.to_vec(), ..TrustedCas::default() };
    for presented in lists.filter_map(|held| held.store.presented()) {
        list.certificates.push(presented.leaf.clone());
        list.certificates.extend(presented.chain.iter().cloned());
        list.incomplete |= presented.incomplete;
    }
    (!list.certificates.is_empty()).then_some(list)
}
