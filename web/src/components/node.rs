//! One node: its EKU check, its peers, and the name that it looks for.

use std::rc::Rc;

use eku_engine::deployment::{NodeName, Switch};
use eku_engine::report::Report;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::cluster::cluster;
use super::first::{MOST_CARDS, Within, first, use_cards};
use super::matrix::matrix;
use super::peer::peer;
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
    /// The report whose matrix stands for the peers, where these are folded.
    pub folded: Option<Rc<Report>>,
}

/// The node.
#[component]
pub fn Node(props: &Props) -> Html {
    let node = props.node;
    let heading = format!("{node}-node");
    let described = props.state.description.node(node);
    let describes_cluster = described.switches[Switch::ClusterTlsVerify].is_some();
    let (peers, is_growing) = use_cards(props.state.peers(node).len(), props.folded.is_none());
    html! {
        <section class="node" role="group" aria-labelledby={heading.clone()} data-node={node.id()}
            aria-busy={is_growing.then_some("true")}>
            <div class="node-head">
                <h3 id={heading}>
                    { node.title() }{ " " }<span>{ text::node_place(node) }</span>
                </h3>
                { eku_check(props) }
            </div>
            { for Switch::ALL.into_iter().filter(|switch| is_check_box(*switch)).map(|switch| {
                check_box(props, switch)
            }) }
            if let Some(report) = &props.folded {
                { matrix(node, report, &props.state, &props.act) }
            } else {
                { first(0..peers, MOST_CARDS, Within::Block, |position| {
                    peer(node, position, &props.state, &props.act)
                }) }
            }
            if props.state.is_cluster(node) || describes_cluster {
                { cluster(node, &props.state, &props.act) }
            }
            { verify_names(props) }
            if props.folded.is_none() { { add_machine(props) } }
        </section>
    }
}

fn eku_check(props: &Props) -> Html {
    let node = props.node;
    let on = props.state.description.switch(node, Switch::EkuCheck) == Some(true);
    let there = props.state.release(node).has(Switch::EkuCheck, node);
    let switch = props.act.reform(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Action::Switch(node, Switch::EkuCheck, Some(input.checked()))
    });
    let id = format!("{node}-eku-check");
    let note = format!("{id}-note");
    html! {
        <>
            <label class="switch" for={id.clone()}>
                <span class="soft">{ text::EKU_CHECK }</span>
                <span class="visually-hidden">{ text::EKU_CHECK_OF }{ " " }{ node.title() }</span>
                <input type="checkbox" {id} checked={on} disabled={!there}
                    onchange={switch} aria-describedby={(!there).then(|| note.clone())} />
                <span class="switch-state" aria-hidden="true">
                    { if on { text::ON } else { text::OFF } }
                </span>
            </label>
            if !there {
                <p class="node-note" id={note} data-why-disabled="">
                    { text::no_eku_check(props.state.release(node)) }
                </p>
            }
        </>
    }
}

/// Whether a switch is a check box of its own: the EKU check stands in the head of the node, how
/// peers verify each other below them.
fn is_check_box(switch: Switch) -> bool {
    !matches!(switch, Switch::EkuCheck | Switch::ClusterTlsVerify)
}

/// A switch, where the node's release has it.
fn check_box(props: &Props, switch: Switch) -> Html {
    let node = props.node;
    if !props.state.release(node).has(switch, node) {
        return Html::default();
    }
    let on = props.state.description.switch(node, switch) == Some(true);
    let change = props.act.reform(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Action::Switch(node, switch, Some(input.checked()))
    });
    let id = format!("{node}-{}", switch.row().id);
    html! {
        <label class="check" for={id.clone()}>
            <input type="checkbox" {id} checked={on} onchange={change} />
            <span>{ text::is_on(switch) }</span>
        </label>
    }
}

fn verify_names(props: &Props) -> Html {
    let node = props.node;
    let typed = props.act.reform(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Action::VerifyNames(node, input.value())
    });
    let id = format!("{node}-verify-name");
    let names = &props.state.description.node(node).verify_names;
    let value = names.as_ref().map(|fact| fact.value.clone()).unwrap_or_default();
    html! {
        // Closed, what is empty shows where it has the focus.
        <div class={classes!("field", "verify-name",
            (props.folded.is_some() && value.is_empty()).then_some("is-folded"))}>
            <label for={id.clone()}>{ text::verify_names(node) }</label>
            <input class="input" type="text" {id} {value} placeholder={text::OPTIONAL}
                autocomplete="off" spellcheck="false" oninput={typed} />
        </div>
    }
}

fn add_machine(props: &Props) -> Html {
    let node = props.node;
    let add = props.act.reform(move |_| Action::AddPeer(node));
    html! {
        <button type="button" class="button is-quiet add-machine" onclick={add}
            id={format!("{node}-add-machine")}>
            { text::machines::ADD }
            <span class="visually-hidden">{ " " }{ text::machines::add_to(node) }</span>
        </button>
    }
}
