//! Every store of a node at a glance: a row for each peer, a column for each store. Files are dropped
//! on its cells, or chosen in them.

use eku_engine::connection::CertificateId;
use eku_engine::deployment::NodeName;
use eku_engine::report::{CertificateReport, Report, Verdict};
use yew::prelude::*;

use super::certificate::{Plate, imagined, validity};
use super::first::{MOST_CARDS, Within, first};
use super::intake::FileButton;
use super::mark::{self, Mark};
use super::value::narrow;
use crate::place::{Place, Slot};
use crate::state::{Action, State};
use crate::text::{self, common_name, parts as words};

/// The stores of one node.
pub fn matrix(node: NodeName, report: &Report, state: &State, act: &Callback<Action>) -> Html {
    let only_one = !state.release(node).has_client_store();
    let is_cluster = state.is_cluster(node);
    let peers = state.peers(node).iter().zip(state.peer_names(node));
    let columns = Slot::KINDS.len() + usize::from(is_cluster);
    html! {
        <table class={classes!("matrix", is_cluster.then_some("has-peers"))} data-matrix={node.id()} aria-label={words::stores_of(node)}>
            <thead>
                <tr>
                    if is_cluster { <th scope="col">{ words::PEER }</th> }
                    { for Slot::KINDS.map(|kind| html! {
                        <th scope="col">{ text::store_title(kind, only_one) }</th>
                    }) }
                </tr>
            </thead>
            <tbody>
                { first(peers, MOST_CARDS, Within::Table(columns), |(peer, given)| html! {
                    <tr key={peer.id.0} data-peer={is_cluster.then(|| given.name.clone())}>
                        if is_cluster { <th scope="row">{ narrow(&given.name) }</th> }
                        { for Slot::KINDS.map(|kind| {
                            cell(Slot::new(node, peer.id, kind), report, state, act)
                        }) }
                    </tr>
                }) }
            </tbody>
        </table>
    }
}

/// One store.
fn cell(slot: Slot, report: &Report, state: &State, act: &Callback<Action>) -> Html {
    let place = Place::Slot(slot);
    let named = state.named(place);
    let there = state.has_store(slot);
    let held = state.held(slot);
    let is_cluster = state.is_cluster(slot.node);
    let leaf = held.and_then(|held| held.leading().first());
    let reasons = report.connections.iter().flat_map(|connection| &connection.because);
    let verdict = held
        .filter(|_| there)
        .and_then(|_| mark::of_reasons(reasons, &CertificateId::Store(state.store_id(slot))));
    let asks = state.doubt(slot).is_some() || state.alerts_at(place).next().is_some();
    let verdict = verdict.or(asks.then_some(Verdict::Undecided));
    let class = classes!(
        "cell",
        leaf.is_none().then_some("is-empty"),
        (!there).then_some("is-disabled"),
        verdict.map(mark::class),
        (there && state.dragging == Some(place)).then_some("is-over"),
    );
    html! {
        <td {class} data-place={place.key()} data-store={named.store.clone()}
            data-verdict={verdict.map(text::verdict_id)}>
            <a href={format!("#{}-store", named.id)}>
                <span class="visually-hidden">{ &named.words }{ ": " }</span>
                if let Some(leaf) = leaf {
                    <span class="cell-name">
                        if let Some(verdict) = verdict {
                            <Mark {verdict} />
                            <span class="visually-hidden">{ text::verdict(verdict) }{ ": " }</span>
                        }
                        <span class="store-name">{ narrow(common_name(&leaf.facts.subject)) }</span>
                        if held.is_some_and(|held| held.is_placeholder()) { { imagined() } }
                    </span>
                    <Plate eku={leaf.facts.eku.clone()} />
                    if is_cluster && is_valid(leaf, state) {
                        <span class="store-line">{ words::until(leaf) }</span>
                    } else {
                        { validity(leaf, state.days()) }
                    }
                } else if there {
                    { words::EMPTY }
                }
                if !there {
                    <span data-why-disabled="">{ text::no_client_store(state.release(slot.node)) }</span>
                }
            </a>
            // A cluster's rows are many: a file is chosen where all of a peer is shown.
            <div hidden={is_cluster}>
                <FileButton named={named.clone()} act={act.clone()} disabled={!there}
                    label={if leaf.is_some() { text::REPLACE } else { text::CHOOSE }} />
            </div>
        </td>
    }
}

/// Whether a certificate is valid on the check date.
fn is_valid(certificate: &CertificateReport, state: &State) -> bool {
    (certificate.facts.not_before..certificate.facts.not_after).contains(&state.at())
}
