//! One machine of a node: its stores and, in a cluster, its name.

use std::rc::Rc;

use eku_engine::deployment::{NodeName, StoreKind};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::mover::focus;
use super::store::Store;
use crate::place::{PeerId, Place, Slot};
use crate::state::{Action, GivenName, State};
use crate::text;

/// Properties of [`Peer`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Its node.
    pub node: NodeName,
    /// Which machine.
    pub peer: PeerId,
    /// The page's state.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The machine. A node's only one is its stores and nothing else.
#[component]
pub fn Peer(props: &Props) -> Html {
    let Props { node, peer, state, .. } = props;
    let names = state.peer_names(*node);
    let position = state.peers(*node).iter().position(|other| other.id == *peer).unwrap_or(0);
    let stores = Slot::KINDS.map(|kind| store(props, Slot::new(*node, *peer, kind)));
    match names.get(position).filter(|_| state.is_cluster(*node)) {
        None => html! { <>{ for stores }</> },
        Some(given) => html! {
            <section class="peer" role="group" data-peer={given.name.clone()}
                aria-label={text::machines::label(*node, position + 1)}>
                { head(props, position, given) }
                { for stores }
            </section>
        },
    }
}

fn head(props: &Props, position: usize, given: &GivenName) -> Html {
    let (node, peer) = (props.node, props.peer);
    let typed = props.act.reform(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Action::PeerName(node, peer, input.value())
    });
    let remove = {
        let act = props.act.clone();
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
    let value = props.state.peers(node).get(position).map(|peer| peer.name.clone());
    html! {
        <>
            <div class="peer-head">
                <div class="field">
                    <label for={id.clone()}>{ text::machines::label(node, position + 1) }</label>
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

fn store(props: &Props, slot: Slot) -> Html {
    let state = &props.state;
    let there = state.has_store(slot);
    let release = state.node(slot.node).release;
    let only_one = !state.node(slot.node).parsed().has_client_store();
    let held = state.held(slot).cloned();
    let server = state.held(Slot { kind: StoreKind::Server, ..slot });
    let offer = there && slot.kind == StoreKind::Client && held.is_none() && server.is_some();
    let same = props.act.reform(move |_| Action::SameAsServer(slot.node, slot.peer));
    let place = Place::Slot(slot);
    let owner = match state.peer_name(slot.node, slot.peer) {
        Some(peer) => format!("{}, {peer}", slot.node.title()),
        None => slot.node.title().to_owned(),
    };
    html! {
        <Store named={state.named(place)} {owner} {held}
            title={text::store_title(slot.kind, only_one)} want={text::store_want(slot)}
            upload={(slot, state.node(slot.node).parsed())}
            targets={state.targets(place)} same_as_server={offer.then_some(same)}
            disabled={(!there).then(|| AttrValue::from(text::no_client_store(release)))}
            alerts={state.alerts_at(place).cloned().collect::<Vec<_>>()}
            dragging={state.dragging.map(|over| over == place)}
            at={state.at()} act={props.act.clone()} />
    }
}
