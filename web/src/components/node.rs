//! One node: its EKU check, its stores, and the name that it looks for.

use std::rc::Rc;

use eku_engine::deployment::{NodeName, StoreKind};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::store::Store;
use crate::place::{Place, Slot};
use crate::state::{Action, State};
use crate::text;

/// Properties of [`Node`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Which node.
    pub node: NodeName,
    /// The page's state.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The node.
#[component]
pub fn Node(props: &Props) -> Html {
    let node = props.node;
    let heading = format!("{node}-node");
    html! {
        <section class="node" role="group" aria-labelledby={heading.clone()} data-node={node.id()}>
            <div class="node-head">
                <h3 id={heading}>
                    { node.title() }{ " " }<span>{ text::node_place(node) }</span>
                </h3>
                { eku_check(props) }
            </div>
            { for [StoreKind::Client, StoreKind::Server].map(|kind| {
                store(props, Slot::new(node, kind))
            }) }
            { verify_names(props) }
        </section>
    }
}

fn eku_check(props: &Props) -> Html {
    let node = props.node;
    let settings = props.state.node(node);
    let there = settings.parsed().has_eku_check();
    let switch = props.act.reform(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Action::EkuCheck(node, input.checked())
    });
    let id = format!("{node}-eku-check");
    let note = format!("{id}-note");
    html! {
        <>
            <label class="switch" for={id.clone()}>
                <span class="soft">{ text::EKU_CHECK }</span>
                <span class="visually-hidden">{ text::EKU_CHECK_OF }{ " " }{ node.title() }</span>
                <input type="checkbox" {id} checked={settings.eku_check} disabled={!there}
                    onchange={switch} aria-describedby={(!there).then(|| note.clone())} />
                <span class="switch-state" aria-hidden="true">
                    { if settings.eku_check { text::ON } else { text::OFF } }
                </span>
            </label>
            if !there {
                <p class="node-note" id={note} data-why-disabled="">
                    { text::no_eku_check(settings.release) }
                </p>
            }
        </>
    }
}

fn verify_names(props: &Props) -> Html {
    let node = props.node;
    let typed = props.act.reform(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Action::VerifyNames(node, input.value())
    });
    let id = format!("{node}-verify-name");
    let value = props.state.verify_names[node as usize].clone();
    html! {
        <div class="field verify-name">
            <label for={id.clone()}>{ text::verify_names(node) }</label>
            <input class="input" type="text" {id} {value} placeholder={text::OPTIONAL}
                autocomplete="off" spellcheck="false" oninput={typed} />
        </div>
    }
}

fn store(props: &Props, slot: Slot) -> Html {
    let state = &props.state;
    let there = state.has_store(slot);
    let release = state.node(slot.node).release;
    let only_one = !state.node(slot.node).parsed().has_client_store();
    let held = state.stores[slot.index()].clone();
    let server = &state.stores[Slot::new(slot.node, StoreKind::Server).index()];
    let same_as_server =
        there && slot.kind == StoreKind::Client && held.is_none() && server.is_some();
    let place = Place::Slot(slot);
    html! {
        <Store {slot} release={state.node(slot.node).parsed()} {only_one} {held} {same_as_server}
            disabled={(!there).then(|| AttrValue::from(text::no_client_store(release)))}
            alerts={state.alerts_at(place).cloned().collect::<Vec<_>>()}
            dragging={state.dragging.map(|over| over == place)}
            at={state.at()} act={props.act.clone()} />
    }
}
