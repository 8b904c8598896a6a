//! A report as a scene: who stands where, and who calls whom. Nothing but what the report names.

use std::collections::BTreeSet;

use eku_engine::deployment::NodeName;
use eku_engine::report::{ConnectionReport, Report, Verdict};

use crate::components::first::{MOST_CARDS, MOST_INSIDE, worst};
use crate::text;

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// The names of the peers of Core and of Edge, where they have names.
    pub peers: [Vec<String>; 2],
    /// The far ends, in the report's order.
    pub far_ends: Vec<FarEnd>,
    /// The connections, in the report's order.
    pub calls: Vec<Call>,
    /// The place of each of them in the report: of many the first that fail, then others.
    pub places: Vec<usize>,
}

/// A far end and the node that it talks to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FarEnd {
    /// `far-end:<slug>`.
    pub id: String,
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
    /// From a node to a far end, by its place in [`Scene::far_ends`].
    Out(usize),
    /// From a far end to a node.
    In(usize),
}

impl Scene {
    /// The scene of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut far_ends: Vec<FarEnd> = Vec::new();
        let places = worst(report.connections.iter().map(|one| one.verdict), MOST_CARDS);
        let drawn = places.iter().map(|place| &report.connections[*place]);
        let calls = drawn.map(|connection| {
            let course = course(report, connection, &mut far_ends);
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
        Self { peers, far_ends, calls, places }
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
pub fn shown(connection: &ConnectionReport) -> Option<&str> {
    let initiator = connection.initiator_certificate.as_deref();
    let sent = (connection.id == "sip-service-message")
        .then_some(connection.responder_certificate.as_deref())
        .flatten();
    initiator.or(sent)
}

/// The name of a side of a connection.
#[must_use]
pub fn party<'report>(report: &'report Report, id: &'report str) -> &'report str {
    match node(id) {
        Some(node) => node.title(),
        None => far_end_name(report, id),
    }
}

fn node(id: &str) -> Option<NodeName> {
    NodeName::ALL.into_iter().find(|node| node.id() == id)
}

fn course(report: &Report, connection: &ConnectionReport, far_ends: &mut Vec<FarEnd>) -> Course {
    let mut place = |id: &str, node: NodeName| {
        far_ends.iter().position(|far_end| far_end.id == id).unwrap_or_else(|| {
            let name = far_end_name(report, id).to_owned();
            far_ends.push(FarEnd { id: id.to_owned(), name, node });
            far_ends.len() - 1
        })
    };
    match (node(&connection.initiator), node(&connection.responder)) {
        (Some(from), Some(to)) if from == to => Course::Among(from),
        (Some(from), Some(_)) => Course::Across(from),
        (Some(from), None) => Course::Out(place(&connection.responder, from)),
        (None, to) => Course::In(place(&connection.initiator, to.unwrap_or(NodeName::Edge))),
    }
}

/// The name that a far end's service has; where that is not judged, what its connection says.
fn far_end_name<'report>(report: &'report Report, id: &'report str) -> &'report str {
    let service = report.services.iter().find(|service| service.id == id);
    let of_connection = || {
        let connection = report
            .connections
            .iter()
            .find(|connection| connection.initiator == id || connection.responder == id)?;
        let name = &connection.name;
        name.strip_prefix("Calls out to ").or_else(|| name.strip_prefix("Calls in from "))
    };
    service
        .map(|service| service.name.as_str())
        .or_else(of_connection)
        .unwrap_or_else(|| id.strip_prefix("far-end:").unwrap_or(id))
}

/// The first peers that the stores of a node name: `edge[edge1].client`.
fn peers(report: &Report, node: NodeName) -> Vec<String> {
    let held = report.forecast.certificates.iter().map(|certificate| certificate.store.as_str());
    let reasons = report.connections.iter().flat_map(|connection| &connection.because);
    let missing = reasons.filter_map(|reason| reason.certificate.as_deref());
    let start = format!("{}[", node.id());
    let named = held.chain(missing).filter_map(|store| {
        let (peer, _) = store.strip_prefix(start.as_str())?.rsplit_once(']')?;
        Some(peer)
    });
    let mut known = BTreeSet::new();
    named.filter(|peer| known.insert(*peer)).take(MOST_INSIDE).map(ToOwned::to_owned).collect()
}
