//! Certificates that stand in the store of another machine, and copies that are in the way.

#[cfg(test)]
mod tests;

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
    for (id, presented) in held.iter().filter(|(id, _)| id.kind == StoreKind::Client) {
        let beside = |(other, _): &&(StoreId, &Presented)| {
            *other == StoreId { kind: StoreKind::Server, ..id.clone() }
        };
        let Some((_, server)) = held.iter().find(beside) else { continue };
        if is_same(&presented.leaf, &server.leaf) {
            if presented.leaf.eku.holds(Purpose::ClientAuth) == Holds::No {
                add(id, AdvisoryKind::ClientStoreIsCopy);
            }
        } else if let Some([name, server_name]) = apart(&presented.leaf, &server.leaf) {
            let others =
                held.iter().filter(|(other, _)| (other.node, &other.peer) != (id.node, &id.peer));
            let of_others = |of: &Certificate, name: &String| {
                let mut others = others.clone();
                let (store, other) = others.find(|(_, other)| shares_name(of, &other.leaf))?;
                let shared = names(&other.leaf).into_iter().find(|name| has(of, name));
                Some((store.clone(), shared.unwrap_or_else(|| name.clone())))
            };
            let elsewhere =
                of_others(&presented.leaf, &name).or_else(|| of_others(&server.leaf, &server_name));
            add(id, AdvisoryKind::NamesOfAnotherMachine { name, server_name, elsewhere });
        }
    }
    let mut said: Vec<&Arc<Certificate>> = Vec::new();
    for (id, presented) in held.iter().filter(|(id, _)| id.node == NodeName::Core) {
        let same = |(other, held): &&(StoreId, &Presented)| {
            other.node == NodeName::Edge && is_same(&held.leaf, &presented.leaf)
        };
        let Some((elsewhere, _)) = held.iter().find(same) else { continue };
        if !said.iter().any(|leaf| is_same(leaf, &presented.leaf)) {
            said.push(&presented.leaf);
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
    names(one).iter().any(|name| has(other, name))
}

fn has(certificate: &Certificate, name: &str) -> bool {
    names(certificate).iter().any(|own| covers(own, name))
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

/// Whether two names are one, or one is a wildcard that stands for the other.
fn covers(one: &str, other: &str) -> bool {
    let stands_for = |wildcard: &str, name: &str| {
        let below = wildcard.strip_prefix("*.").zip(name.split_once('.'));
        below.is_some_and(|(parent, (_, of))| parent.eq_ignore_ascii_case(of))
    };
    one.eq_ignore_ascii_case(other) || stands_for(one, other) || stands_for(other, one)
}
