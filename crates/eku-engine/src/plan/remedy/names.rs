//! A name that is not in a certificate: look for one that is there, or have it issued with that name.

use alloc::vec::Vec;

use crate::certificate::Certificate;
use crate::connection::{CertificateId, Party};
use crate::deployment::{Deployment, Slug, StoreId, VerifyName};
use crate::plan::Action;
use crate::rule::Finding;

/// The ways to make a looked-for name and a certificate agree.
pub(super) fn remedies(
    deployment: &Deployment,
    finding: &Finding,
    wanted: &[VerifyName],
    verifier: &Party,
    zone: Option<&Slug>,
) -> Vec<Action> {
    let mut actions = Vec::new();
    let (leaves, looks) = match &finding.certificate {
        Some(CertificateId::Store(store)) => {
            let reissue = |name: &VerifyName| Action::ReissueWithNames(store.clone(), name.clone());
            actions.extend(wanted.first().map(reissue));
            (same_on_every_peer(deployment, store), verifier.clone())
        }
        Some(CertificateId::FarEnd(slug)) => {
            let far_end = deployment.far_ends.named(slug);
            let presented = far_end.and_then(|far_end| far_end.certificate.presented());
            let leaves = Vec::from_iter(presented.map(|presented| presented.leaf.as_ref()));
            (leaves, Party::FarEnd(slug.clone()))
        }
        None => return actions,
    };
    let meant = meant(&leaves, wanted);
    actions.extend(meant.map(|name| match (looks, zone) {
        (Party::Node(node), Some(zone)) => Action::CorrectZoneVerifyName(node, zone.clone(), name),
        (looks, _) => Action::CorrectVerifyName(looks, name),
    }));
    actions
}

/// What every peer of a node presents in this role, the store's own first.
fn same_on_every_peer<'d>(deployment: &'d Deployment, store: &StoreId) -> Vec<&'d Certificate> {
    let stores = deployment.node(store.node).stores();
    let alike = stores.filter(|(id, _)| id.kind == store.kind);
    let mut alike = Vec::from_iter(alike.filter_map(|(id, held)| Some((id, held.presented()?))));
    alike.sort_by_key(|(id, _)| id != store);
    alike.into_iter().map(|(_, presented)| presented.leaf.as_ref()).collect()
}

/// The name in these certificates that was meant: one that all of them have, and that differs from a
/// looked-for one by a slip or has the same domain.
fn meant(leaves: &[&Certificate], wanted: &[VerifyName]) -> Option<VerifyName> {
    let (first, others) = leaves.split_first()?;
    let in_all = |name: &&str| {
        let other = |leaf: &&Certificate| leaf.dns_names.iter().any(|one| same(one, name));
        others.iter().all(other)
    };
    let names = first.dns_names.iter().map(alloc::string::String::as_str);
    let names = names.take(MOST_NAMES).filter(|name| !name.contains('*')).filter(in_all);
    let wanted = Vec::from_iter(wanted.iter().filter_map(|name| match name {
        VerifyName::Dns(name) => Some(name.as_str()),
        VerifyName::Address(_) => None,
    }));
    let distances = names.filter_map(|name| {
        let close = wanted.iter().filter_map(|wanted| distance(name, wanted));
        Some((close.min()?, name))
    });
    let (_, name) = distances.min()?;
    VerifyName::new(name)
}

/// How far two names are apart, where one may be meant by the other: a slip of up to two letters, or
/// else another host in the same domain.
fn distance(name: &str, wanted: &str) -> Option<usize> {
    let slips = letters_apart(name, wanted);
    if slips <= MOST_SLIPS {
        return Some(slips);
    }
    let domain =
        |name: &'_ str| name.split_once('.').map(|(_, domain)| domain.to_ascii_lowercase());
    let is_domain = |domain: &alloc::string::String| domain.contains('.');
    let same_domain = domain(name).filter(is_domain).is_some_and(|one| domain(wanted) == Some(one));
    same_domain.then_some(slips)
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// The edit distance of two names, whatever their case.
fn letters_apart(one: &str, other: &str) -> usize {
    let other = other.as_bytes();
    let mut row = Vec::from_iter(0..=other.len());
    for (place, letter) in one.bytes().enumerate() {
        let mut diagonal = place;
        if let Some(first) = row.first_mut() {
            *first = place + 1;
        }
        for (column, with) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(!letter.eq_ignore_ascii_case(with));
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

/// Two names that differ in so many letters may be one and a slip.
const MOST_SLIPS: usize = 2;

/// So many names of a certificate are looked at.
const MOST_NAMES: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::leaf;

    fn carrying(names: &[&str]) -> Certificate {
        Certificate { dns_names: names.iter().map(|name| (*name).into()).collect(), ..leaf("S") }
    }

    #[test]
    fn what_was_meant_is_a_slip_the_cluster_or_a_peer() {
        for (peers, wanted, expected) in [
            (&[&["edge.example.com"][..]][..], "egde.example.com", Some("edge.example.com")),
            (&[&["edge.example.com"]], "EDGE.example.con", Some("edge.example.com")),
            (
                &[&["edge1.example.com", "edge.example.com"]],
                "edgf.example.com",
                Some("edge.example.com"),
            ),
            (&[&["edge1.example.com"]], "cluster.example.com", Some("edge1.example.com")),
            (
                &[
                    &["edge1.example.com", "cluster.example.com"],
                    &["edge2.example.com", "cluster.example.com"],
                ],
                "edge1.example.com.au",
                None,
            ),
            (
                &[
                    &["edge2.example.com", "cluster.example.com"],
                    &["edge1.example.com", "cluster.example.com"],
                ],
                "edge1.example.com",
                Some("cluster.example.com"),
            ),
            (&[&["*.example.com"]], "edge.example.com", None),
            (&[&["edge.example.net"]], "edge.example.com", None),
            (&[&["a.com"]], "somebody.com", None),
            (&[&["edge.example.com"]], "192.0.2.1", None),
            (&[&[]], "edge.example.com", None),
            (&[], "edge.example.com", None),
        ] {
            let peers = Vec::from_iter(peers.iter().map(|names| carrying(names)));
            let leaves = Vec::from_iter(peers.iter());
            let found = meant(&leaves, &Vec::from_iter(VerifyName::new(wanted)));
            assert_eq!(found, expected.and_then(VerifyName::new), "{wanted}");
        }
    }
}
