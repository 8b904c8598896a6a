//! One peer of a node: its stores and, in a cluster, its name.

use eku_engine::deployment::{NodeName, StoreKind};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::doubt::doubt;
use super::mover::focus;
use super::store::Store;
use crate::place::{Place, Slot};
use crate::state::{Action, GivenName, State};
use crate::text;

/// The peer at a place among its node's. A node's only one is its stores and nothing else.
pub fn peer(node: NodeName, position: usize, state: &State, act: &Callback<Action>) -> Html {
    let Some(id) = state.peers(node).get(position).map(|peer| peer.id) else {
        return Html::default();
    };
    let names = state.peer_names(node);
    let stores = Slot::KINDS.map(|kind| store(Slot::new(node, id, kind), state, act));
    match names.get(position).filter(|_| state.is_cluster(node)) {
        None => html! { <key={id.0}>{ for stores }</> },
        Some(given) => html! {
            <section class="peer" role="group" key={id.0} data-peer={given.name.clone()}
                aria-label={text::machines::label(position + 1) + &text::machines::of_node(node)}>
                { head(node, position, given, state, act) }
                { for stores }
            </section>
        },
    }
}

fn head(
    node: NodeName,
    position: usize,
    given: &GivenName,
    state: &State,
    act: &Callback<Action>,
) -> Html {
    let described = &state.peers(node)[position];
    let peer = described.id;
    let typed = act.reform(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Action::PeerName(node, peer, input.value())
    });
    let remove = {
        let act = act.clone();
        Callback::from(move |_| {
            act.emit(Action::RemovePeer(node, peer));
            focus(&format!("{node}-add-machine"));
        })
    };
    let id = match position {
        0 => format!("{node}-name"),
        further => format!("{node}-name-{}", further + 1),
    };
    let note = format!("{id}-problem");
    let value = described.name.clone();
    html! {
        <>
            <div class="peer-head">
                <div class="field">
                    <label for={id.clone()}>
                        { text::machines::label(position + 1) }
                        <span class="visually-hidden">{ text::machines::of_node(node) }</span>
                    </label>
                    <input class="input" type="text" {id} {value} autocomplete="off"
                        spellcheck="false" oninput={typed}
                        aria-invalid={given.problem.map(|_| "true")}
                        aria-describedby={given.problem.map(|_| note.clone())} />
                </div>
                <button type="button" class="button is-quiet" onclick={remove}>
                    { text::machines::REMOVE }
                    <span class="visually-hidden">{ ": " }{ &given.name }</span>
                </button>
            </div>
            if let Some(problem) = given.problem {
                <p class="field-problem" role="alert" id={note}>
                    { text::machines::name_problem(problem, &given.name) }
                </p>
            }
        </>
    }
}

fn store(slot: Slot, state: &State, act: &Callback<Action>) -> Html {
    let there = state.has_store(slot);
    let release = state.release(slot.node);
    let only_one = !release.has_client_store();
    let held = state.held(slot).cloned();
    let server = state.held(Slot { kind: StoreKind::Server, ..slot });
    let offer = there && slot.kind == StoreKind::Client && held.is_none() && server.is_some();
    let same = act.reform(move |_| Action::SameAsServer(slot.node, slot.peer));
    let place = Place::Slot(slot);
    let owner = match state.peer_name(slot.node, slot.peer) {
        Some(peer) => format!("{}, {peer}", slot.node.title()),
        None => slot.node.title().to_owned(),
    };
    html! {
        <Store named={state.named(place)} {owner} {held}
            title={text::store_title(slot.kind, only_one)} want={text::store_want(slot)}
            upload={state.description.upload(slot)}
            same_as_server={offer.then_some(same)}
            disabled={(!there).then(|| AttrValue::from(text::no_client_store(release)))}
            doubt={doubt(slot, state, act)}
            beside={state.names_beside(slot)}
            alerts={state.alerts_at(place).cloned().collect::<Vec<_>>()}
            dragging={state.dragging.map(|over| over == place)}
            days={state.days()} act={act.clone()} />
    }
}
