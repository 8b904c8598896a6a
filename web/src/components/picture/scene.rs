//! A report as a scene: who stands where, and who calls whom. Nothing but what the report names.

use std::collections::BTreeSet;

use eku_engine::connection::{CertificateId, ConnectionId, Party};
use eku_engine::deployment::{NodeName, Slug, StoreId};
use eku_engine::report::{ConnectionReport, Report, Verdict};

use crate::components::first::{MOST_CARDS, MOST_INSIDE, worst};
use crate::components::mark;
use crate::place::Slot;
use crate::text;

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// The peers of Core and of Edge, where they have names.
    pub peers: [Vec<Peer>; 2],
    /// The far ends, in the report's order.
    pub far_ends: Vec<FarEnd>,
    /// The connections, in the report's order.
    pub calls: Vec<Call>,
    /// The index of each of them in the report: of many the first that fail, then others.
    pub indices: Vec<usize>,
}

/// A peer of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Its name.
    pub name: String,
    /// What the worst reason that speaks of one of its certificates does.
    pub verdict: Option<Verdict>,
}

/// A far end and the node that it talks to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FarEnd {
    /// Which one.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// The node.
    pub node: NodeName,
}

/// A connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Where it runs.
    pub course: Course,
    /// Its verdict.
    pub verdict: Verdict,
    /// What it is called, in a few words.
    pub title: String,
    /// What its initiator presents, in a few words.
    pub presents: &'static str,
    /// The same, shorter.
    pub presents_shortly: &'static str,
}

/// Where a connection runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// From this node to the other one.
    Across(NodeName),
    /// Among the peers of a node.
    Among(NodeName),
    /// From a node to a far end, by its index in [`Scene::far_ends`].
    Out(usize),
    /// From a far end to a node.
    In(usize),
}

impl Scene {
    /// The scene of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut far_ends: Vec<FarEnd> = Vec::new();
        let indices = worst(report.connections.iter().map(|one| one.verdict), MOST_CARDS);
        let drawn = indices.iter().map(|index| &report.connections[*index]);
        let calls = drawn.map(|connection| {
            let course = course(connection, &mut far_ends);
            let shown = shown(connection);
            Call {
                course,
                verdict: connection.verdict,
                title: text::picture::title(connection),
                presents: text::picture::presents(shown),
                presents_shortly: text::picture::presents_shortly(shown),
            }
        });
        let calls = calls.collect();
        let peers = NodeName::ALL.map(|node| peers(report, node));
        Self { peers, far_ends, calls, indices }
    }

    /// The connections of one course.
    pub fn calls_on(
        &self,
        wanted: impl Fn(Course) -> bool,
    ) -> impl Iterator<Item = (usize, &Call)> {
        self.calls.iter().enumerate().filter(move |(_, call)| wanted(call.course))
    }
}

/// The certificate that the arrow carries: the initiator's, or the one that is shown instead.
#[must_use]
pub fn shown(connection: &ConnectionReport) -> Option<&CertificateId> {
    let sent = connection.responder_certificate.as_ref();
    let sent = sent.filter(|_| connection.id == ConnectionId::SipServiceMessage);
    connection.initiator_certificate.as_ref().or(sent)
}

fn course(connection: &ConnectionReport, far_ends: &mut Vec<FarEnd>) -> Course {
    let mut index_of = |slug: &Slug, name: &String, node: NodeName| {
        far_ends.iter().position(|far_end| far_end.slug == *slug).unwrap_or_else(|| {
            far_ends.push(FarEnd { slug: slug.clone(), name: name.clone(), node });
            far_ends.len() - 1
        })
    };
    let [initiator, responder] = &connection.parties;
    match (&connection.initiator, &connection.responder) {
        (Party::Node(from), Party::Node(to)) if from == to => Course::Among(*from),
        (Party::Node(from), Party::Node(_)) => Course::Across(*from),
        (Party::Node(from), Party::FarEnd(slug)) => Course::Out(index_of(slug, responder, *from)),
        (Party::FarEnd(slug), Party::Node(to)) => Course::In(index_of(slug, initiator, *to)),
        // No deployment has such a connection.
        (Party::FarEnd(slug), Party::FarEnd(_)) => {
            Course::In(index_of(slug, initiator, NodeName::Edge))
        }
    }
}

/// The first peers of a node that the stores of the report name.
fn peers(report: &Report, node: NodeName) -> Vec<Peer> {
    let held = report.forecast.certificates.iter().map(|certificate| &certificate.store);
    let held = held.filter(|store| store.node == node).filter_map(|store| store.peer.as_deref());
    let reasons = || report.connections.iter().flat_map(|connection| &connection.because);
    let missing = reasons().filter_map(|reason| match &reason.certificate {
        Some(CertificateId::Store(store)) if store.node == node => Some((store, reason)),
        Some(_) | None => None,
    });
    let missing = missing.flat_map(|(store, reason)| {
        store.peer.as_deref().into_iter().chain(reason.peers.iter().map(String::as_str))
    });
    let mut known = BTreeSet::new();
    let named = held.chain(missing).filter(|peer| known.insert(*peer));
    let verdict = |peer: &str| {
        let stores = Slot::KINDS.map(|kind| StoreId { node, peer: Some(peer.into()), kind });
        let marks = stores.map(|store| mark::of_reasons(reasons(), &CertificateId::Store(store)));
        marks.into_iter().flatten().max()
    };
    let peer = |name: &str| Peer { name: name.to_owned(), verdict: verdict(name) };
    named.take(MOST_INSIDE).map(peer).collect()
}
