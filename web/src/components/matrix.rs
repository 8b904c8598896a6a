//! Every store at a glance: a row for each peer, a column for each store. Files are dropped on its
//! cells.

use eku_engine::connection::CertificateId;
use eku_engine::deployment::NodeName;
use eku_engine::report::{Report, Verdict};
use yew::prelude::*;

use super::certificate::{Plate, imagined, validity};
use super::first::{MOST_CARDS, Within, first};
use super::mark::{self, Mark};
use super::value::short;
use crate::place::{Place, Slot};
use crate::state::State;
use crate::text::{self, common_name, parts as words};

/// The stores of one node.
pub fn matrix(node: NodeName, report: &Report, state: &State) -> Html {
    let heading = format!("{node}-matrix");
    let described = report.nodes.iter().find(|one| one.node == node);
    let kinds = Slot::KINDS.map(|kind| (kind, state.has_store(first_of(node, kind, state))));
    let kinds = Vec::from_iter(kinds.into_iter().filter(|(_, there)| *there).map(|(kind, _)| kind));
    let is_cluster = state.is_cluster(node);
    let peers = state.peers(node).iter().zip(state.peer_names(node));
    html! {
        <section class="matrix" aria-labelledby={heading.clone()} data-matrix={node.id()}>
            <h3 id={heading}>
                { node.title() }{ " " }<span>{ text::node_place(node) }</span>
            </h3>
            if let Some(described) = described {
                <p class="soft small">{ words::of_node(described) }</p>
            }
            <table class="matrix-table">
                <thead>
                    <tr>
                        if is_cluster { <th scope="col">{ words::PEER }</th> }
                        { for kinds.iter().map(|kind| html! {
                            <th scope="col">{ text::store_title(*kind, kinds.len() == 1) }</th>
                        }) }
                    </tr>
                </thead>
                <tbody>
                    { first(peers, MOST_CARDS, Within::Table(kinds.len() + 1), |(peer, given)| html! {
                        <tr key={peer.id.0}>
                            if is_cluster {
                                <th scope="row">{ short(&given.name) }</th>
                            }
                            { for kinds.iter().map(|kind| {
                                cell(Slot::new(node, peer.id, *kind), &given.name, report, state)
                            }) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </section>
    }
}

/// One store.
fn cell(slot: Slot, peer: &str, report: &Report, state: &State) -> Html {
    let place = Place::Slot(slot);
    let named = state.named(place);
    let held = state.held(slot);
    let leaf = held.and_then(|held| held.leading().first());
    let verdict = held.and_then(|_| verdict(slot, peer, report, state));
    let asks = state.doubt(slot).is_some() || state.alerts_at(place).next().is_some();
    let verdict = verdict.or(asks.then_some(Verdict::Undecided));
    let class = classes!(
        "cell",
        leaf.is_none().then_some("is-empty"),
        verdict.map(mark::class),
        (state.dragging == Some(place)).then_some("is-over"),
    );
    html! {
        <td {class} data-place={place.key()} data-cell={named.store.clone()}
            data-verdict={verdict.map(text::verdict_id)}>
            <a href={format!("#{}-store", named.id)}>
                <span class="visually-hidden">{ &named.words }{ ": " }</span>
                if let Some(leaf) = leaf {
                    <span class="cell-name">
                        if let Some(verdict) = verdict {
                            <Mark {verdict} />
                            <span class="visually-hidden">{ text::verdict(verdict) }{ ": " }</span>
                        }
                        { short(common_name(&leaf.facts.subject)) }
                        if held.is_some_and(|held| held.is_placeholder()) { { " " }{ imagined() } }
                    </span>
                    <Plate eku={leaf.facts.eku.clone()} />
                    { validity(leaf, state.days()) }
                } else {
                    { words::EMPTY }
                }
            </a>
        </td>
    }
}

/// What the worst reason that speaks of a store's certificate does.
fn verdict(slot: Slot, peer: &str, report: &Report, state: &State) -> Option<Verdict> {
    let id = state.store_id(slot);
    let reasons = report.connections.iter().flat_map(|connection| &connection.because);
    let of_store = reasons.filter(|reason| match &reason.certificate {
        Some(CertificateId::Store(store)) if reason.peers.is_empty() => *store == id,
        Some(CertificateId::Store(store)) => {
            (store.node, store.kind) == (slot.node, slot.kind)
                && reason.peers.iter().any(|name| name == peer)
        }
        _ => false,
    });
    of_store.map(|reason| reason.outcome).max()
}

/// The store of a node's first peer.
fn first_of(node: NodeName, kind: eku_engine::deployment::StoreKind, state: &State) -> Slot {
    Slot::new(
        node,
        state.peers(node).first().map_or(crate::place::PeerId::FIRST, |one| one.id),
        kind,
    )
}
