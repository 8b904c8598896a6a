//! Certificates that stand in the store of another machine, and copies that are in the way.

#[cfg(test)]
mod tests;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::net::IpAddr;

use super::{AdvisedPlace, Advisory, AdvisoryKind};
use crate::certificate::Certificate;
use crate::deployment::{Deployment, NodeName, Presented, StoreId, StoreKind, Stores};
use crate::eku::{Holds, Purpose};

/// What is to be said of whose certificates these are.
pub(super) fn advisories(deployment: &Deployment) -> Vec<Advisory> {
    let stores = || NodeName::ALL.into_iter().flat_map(|name| deployment.node(name).stores());
    let held = stores().filter_map(|(id, store)| Some((id, store.presented()?)));
    let held: Vec<(StoreId, &Presented)> = held.collect();
    let mut found = Vec::new();
    let mut add = |id: &StoreId, kind| {
        found.push(Advisory { place: AdvisedPlace::Store(id.clone()), kind });
    };
    // Made where a name is of another machine: of everything that is held.
    let mut holders: Option<Holders<'_>> = None;
    for (id, presented) in held.iter().filter(|(id, _)| id.kind == StoreKind::Client) {
        let server = StoreId { kind: StoreKind::Server, ..id.clone() };
        let Some(server) = deployment.store(&server).presented() else { continue };
        if is_same(&presented.leaf, &server.leaf) {
            if presented.leaf.eku.holds(Purpose::ClientAuth) == Holds::No {
                add(id, AdvisoryKind::ClientStoreIsCopy);
            }
        } else if let Some([name, server_name]) = apart(&presented.leaf, &server.leaf) {
            let holders = holders.get_or_insert_with(|| Holders::of(&held));
            let of_others = |of: &Certificate, name: &String| {
                let (store, other) = holders.another(of, id)?;
                let own = Hosts::of(of);
                let shared = names(&other.leaf).into_iter().find(|name| own.have(name));
                Some((store.clone(), shared.unwrap_or_else(|| name.clone())))
            };
            let elsewhere =
                of_others(&presented.leaf, &name).or_else(|| of_others(&server.leaf, &server_name));
            add(id, AdvisoryKind::NamesOfAnotherMachine { name, server_name, elsewhere });
        }
    }
    let mut of_edge: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    for (place, (id, presented)) in held.iter().enumerate() {
        if id.node == NodeName::Edge {
            of_edge.entry(presented.leaf.der()).or_default().push(place);
        }
    }
    let mut said: Vec<&Arc<Certificate>> = Vec::new();
    let mut said_of = BTreeSet::new();
    for (id, presented) in held.iter().filter(|(id, _)| id.node == NodeName::Core) {
        let alike = of_edge.get(presented.leaf.der()).into_iter().flatten();
        let mut alike = alike.map(|place| &held[*place]);
        let Some((elsewhere, _)) = alike.find(|(_, held)| is_same(&held.leaf, &presented.leaf))
        else {
            continue;
        };
        // What is imagined has no bytes, and there is little of it.
        let imagined = presented.leaf.der().is_empty();
        let is_new = match imagined {
            true => !said.iter().any(|leaf| is_same(leaf, &presented.leaf)),
            false => said_of.insert(presented.leaf.der()),
        };
        if is_new {
            said.extend(imagined.then_some(&presented.leaf));
            add(id, AdvisoryKind::OnBothNodes { elsewhere: elsewhere.clone() });
        }
    }
    found
}

/// Whether the client certificate of a machine shares no name with its server certificate, so that
/// the names of one of them are of another machine.
pub(crate) fn names_differ(deployment: &Deployment, id: &StoreId) -> bool {
    let peer = deployment.node(id.node).peer(&id.peer);
    let Some(Stores::Two { server, client }) = peer.map(|peer| &peer.stores) else {
        return false;
    };
    match (client.presented(), server.presented()) {
        (Some(client), Some(server)) => apart(&client.leaf, &server.leaf).is_some(),
        _ => false,
    }
}

fn is_same(one: &Arc<Certificate>, other: &Arc<Certificate>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}

/// A name of each of two certificates that both have names and share none.
fn apart(one: &Certificate, other: &Certificate) -> Option<[String; 2]> {
    let [first, second] = [one, other].map(|of| names(of).into_iter().next());
    (!shares_name(one, other)).then_some([first?, second?])
}

fn shares_name(one: &Certificate, other: &Certificate) -> bool {
    let own = Hosts::of(one);
    names(other).iter().any(|name| own.have(name))
}

/// The host names of a certificate: the common name first, where it is one, then those of the
/// subject alternative name. One with addresses alone has none.
fn names(certificate: &Certificate) -> Vec<String> {
    if certificate.dns_names.is_empty() && !certificate.ip_addresses.is_empty() {
        return Vec::new();
    }
    let common_name = certificate.subject.common_name().filter(|name| is_host_name(name));
    common_name.into_iter().chain(certificate.dns_names.iter().cloned()).collect()
}

fn is_host_name(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b".-*_".contains(&byte);
    text.contains('.') && text.bytes().all(is_letter) && text.parse::<IpAddr>().is_err()
}

/// The host names of a certificate, to be compared with others. Two are one where they differ in case
/// alone, or where one is a wildcard that stands for the other.
struct Hosts(BTreeSet<Host>);

/// How a name can be met by another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Host {
    /// As the same name.
    Name(String),
    /// As a wildcard, by what stands behind its asterisk.
    Wildcard(String),
    /// As what a wildcard stands for, by what stands behind its first label.
    Below(String),
}

impl Host {
    /// The ways in which a name can be met.
    fn of(name: &str) -> impl Iterator<Item = Self> {
        let name = name.to_ascii_lowercase();
        let wildcard = name.strip_prefix("*.").map(|parent| Self::Wildcard(parent.into()));
        let below = name.split_once('.').map(|(_, parent)| Self::Below(parent.into()));
        [Some(Self::Name(name)), wildcard, below].into_iter().flatten()
    }

    /// What meets it.
    fn meeting(self) -> Self {
        match self {
            Self::Name(name) => Self::Name(name),
            Self::Wildcard(parent) => Self::Below(parent),
            Self::Below(parent) => Self::Wildcard(parent),
        }
    }
}

impl Hosts {
    fn of(certificate: &Certificate) -> Self {
        Self(names(certificate).iter().flat_map(|name| Host::of(name)).collect())
    }

    fn have(&self, name: &str) -> bool {
        Host::of(name).any(|host| self.0.contains(&host.meeting()))
    }
}

/// Which certificates have a name, by how it can be met: the first of each of two machines, in the order
/// of what is held.
struct Holders<'h> {
    held: &'h [(StoreId, &'h Presented)],
    places: BTreeMap<Host, Vec<usize>>,
}

impl<'h> Holders<'h> {
    fn of(held: &'h [(StoreId, &'h Presented)]) -> Self {
        let mut places: BTreeMap<Host, Vec<usize>> = BTreeMap::new();
        for (place, (id, presented)) in held.iter().enumerate() {
            for host in Hosts::of(&presented.leaf).0 {
                let known = places.entry(host).or_default();
                if known.len() < 2 && known.iter().all(|one| machine(&held[*one].0) != machine(id))
                {
                    known.push(place);
                }
            }
        }
        Self { held, places }
    }

    /// The first certificate on another machine that shares a name with this one.
    fn another(
        &self,
        certificate: &Certificate,
        id: &StoreId,
    ) -> Option<&'h (StoreId, &'h Presented)> {
        let hosts = Hosts::of(certificate).0.into_iter();
        let places = hosts.filter_map(|host| self.places.get(&host.meeting())).flatten();
        let others = places.filter(|place| machine(&self.held[**place].0) != machine(id));
        others.min().map(|place| &self.held[*place])
    }
}

fn machine(id: &StoreId) -> (NodeName, &Option<Arc<str>>) {
    (id.node, &id.peer)
}
