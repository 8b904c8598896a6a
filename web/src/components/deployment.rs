//! The deployment: settings, the two nodes, trusted CA lists.

use std::rc::Rc;

use eku_engine::deployment::{NodeName, Release};
use eku_engine::time::Timestamp;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::alert::Alerts;
use super::doubt::exchanged;
use super::far_ends::FarEnds;
use super::first::{MOST_CARDS, Within, first};
use super::intake::FileButton;
use super::node::Node;
use super::trust::Trust;
use super::value::short;
use crate::parts::{Open, Part};
use crate::place::Place;
use crate::state::{Action, Alert, State};
use crate::text::{self, parts as words};

/// Properties of [`Deployment`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
    /// The parts that are open.
    pub open: UseStateHandle<Open>,
}

/// The deployment: the matrix, or everything that can be changed of it.
#[component]
pub fn Deployment(props: &Props) -> Html {
    let Props { state, act, open } = props;
    let started = !state.is_fresh();
    let start_again = act.reform(|_| Action::StartAgain);
    let is_open = open.has(Part::Inputs);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set((*open).clone().with(Part::Inputs, !is_open)))
    };
    let report = state.report.clone();
    let folded = report.clone().filter(|_| !is_open);
    html! {
        <section class="deployment" aria-labelledby="deployment">
            <div class="section-head">
                <h2 class="section-title" id="deployment" tabindex="-1">{ text::DEPLOYMENT }</h2>
                if report.is_some() {
                    <button type="button" class="button" id="inputs" onclick={toggle}
                        aria-expanded={is_open.to_string()}>
                        { if is_open { words::DONE } else { words::CHANGE } }
                        <span class="visually-hidden">{ words::CHANGE_WHAT }</span>
                    </button>
                }
                // Last, so that it does not come under the finger where the other one changes.
                if started {
                    <button type="button" class="button is-quiet" onclick={start_again}>
                        { text::START_AGAIN }
                    </button>
                }
            </div>
            { exchanged(state, act) }
            { settings(props) }
            { for NodeName::ALL.map(|node| html! {
                <Node {node} state={state.clone()} act={act.clone()} folded={folded.clone()} />
            }) }
            if folded.is_some() {
                <Alerts alerts={elsewhere(state)} act={act.clone()} />
                { far_ends_in_brief(state) }
            } else {
                <FarEnds state={state.clone()} act={act.clone()} />
            }
            if report.is_some() {
                <div data-store="anything" data-place="anything"
                    class={classes!("drop", "is-slim",
                        (state.dragging == Some(Place::Anything)).then_some("is-over"))}>
                    <p class="store-line">
                        <b>{ text::DROP_SLIM_TITLE }</b>{ " " }{ text::DROP_SLIM }
                    </p>
                    <FileButton named={state.named(Place::Anything)} label={text::CHOOSE_FILES}
                        act={act.clone()} />
                </div>
            }
            <Trust state={state.clone()} act={act.clone()} />
        </section>
    }
}

/// The alerts of everything that the matrix stands for.
fn elsewhere(state: &State) -> Vec<Alert> {
    let has_own = |place| matches!(place, Place::Anything | Place::Trusted(_));
    state.alerts.iter().filter(|alert| !has_own(alert.place)).cloned().collect()
}

/// The far ends by their names, which lead to all of them.
fn far_ends_in_brief(state: &State) -> Html {
    let far_ends = state.description.far_ends.iter().zip(state.far_end_names());
    html! {
        <p class="far-ends-in-brief">
            <a href="#far-ends">{ words::far_ends(state.description.far_ends.len()) }</a>
            { first(far_ends, MOST_CARDS, Within::Block, |(far_end, given)| html! {
                <span class="far-end-name" data-far-end={state.slug(far_end.id).map(ToOwned::to_owned)}>
                    { short(&given.name) }
                </span>
            }) }
        </p>
    }
}

fn settings(props: &Props) -> Html {
    let Props { state, act, .. } = props;
    let date = act.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Action::Date(Timestamp::parse(&input.value()).ok())
    });
    let differ = act.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Action::ReleasesDiffer(input.checked())
    });
    html! {
        <div class="settings">
            if state.releases_differ {
                { release(props, Some(NodeName::Core), "core-release") }
                { release(props, Some(NodeName::Edge), "edge-release") }
            } else {
                { release(props, None, "release") }
            }
            <div class="field">
                <label for="at">{ text::DATE }</label>
                <input class="input" type="date" id="at" onchange={date}
                    value={state.at().date().to_string()} />
            </div>
            <label class="check">
                <input type="checkbox" id="releases-differ" checked={state.releases_differ}
                    onchange={differ} />
                <span>{ text::RELEASES_DIFFER }</span>
            </label>
        </div>
    }
}

/// Properties of [`ReleaseField`].
#[derive(PartialEq, Properties)]
struct ReleaseProps {
    /// The node, where it is chosen for one alone.
    node: Option<NodeName>,
    /// The `id` of the field.
    id: &'static str,
    /// The releases that can be chosen.
    offered: Vec<Release>,
    /// The release that is chosen.
    chosen: Release,
    /// Takes actions.
    act: Callback<Action>,
}

#[component]
fn ReleaseField(props: &ReleaseProps) -> Html {
    let ReleaseProps { node, id, offered, chosen, act } = props;
    let (node, id) = (*node, *id);
    let field = use_node_ref();
    {
        // Once somebody chose, a browser no longer follows the options' attribute.
        let field = field.clone();
        use_effect_with(*chosen, move |chosen| {
            if let Some(select) = field.cast::<HtmlSelectElement>() {
                select.set_value(&text::menu_release(*chosen));
            }
        });
    }
    let act = act.clone();
    let choose = Callback::from(move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        if let Ok(release) = Release::parse(&select.value()) {
            act.emit(Action::Release(node, release));
        }
    });
    let options = offered.iter().map(|release| {
        let shown = text::menu_release(*release);
        html! { <option value={shown.clone()} selected={release == chosen}>{ shown }</option> }
    });
    html! {
        <div class="field">
            <label for={id}>
                { text::RELEASE }
                if let Some(node) = node {
                    { " of " }{ node.title() }
                }
            </label>
            <select class="input" {id} ref={field} onchange={choose}>{ for options }</select>
        </div>
    }
}

fn release(props: &Props, node: Option<NodeName>, id: &'static str) -> Html {
    let chosen = props.state.release(node.unwrap_or(NodeName::Core));
    let offered = Vec::from_iter(props.state.releases());
    html! { <ReleaseField key={id} {node} {id} {offered} {chosen} act={props.act.clone()} /> }
}
