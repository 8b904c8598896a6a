//! What is being read beside the page: how far it is, and a way to end it; and machines of which
//! nobody said yet whether they are a Core or an Edge.

use std::rc::Rc;

use eku_engine::deployment::NodeName;
use yew::prelude::*;

use super::first::{MOST_CARDS, Within, first};
use super::value::value;

use crate::read;
use crate::state::{Action, CollectedMachine, Intake, Reading, State};
use crate::text::collected as words;

/// Properties of [`Readings`] and [`CoreOrEdge`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// A bar for each intake that runs.
#[component]
pub fn Readings(props: &Props) -> Html {
    props.state.reading.iter().map(|reading| bar(reading, &props.act)).collect()
}

fn bar(reading: &Reading, act: &Callback<Action>) -> Html {
    let id = reading.id;
    let cancel = {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| read::cancel(id, &act))
    };
    let label = format!("reading-{id}");
    html! {
        <section class="reading" key={id} data-reading="">
            <p id={label.clone()}>{ words::reading(reading) }</p>
            <progress max={reading.total.max(1).to_string()} value={reading.read.to_string()}
                aria-labelledby={label} />
            <button type="button" class="button is-quiet" onclick={cancel}>{ words::CANCEL }</button>
        </section>
    }
}

/// A card for each machine that waits for its node.
#[component]
pub fn CoreOrEdge(props: &Props) -> Html {
    let waiting = props.state.machines.iter().filter(|one| one.became.is_none());
    first(waiting, MOST_CARDS, Within::Block, |one| card(one, &props.act))
}

fn card(one: &CollectedMachine, act: &Callback<Action>) -> Html {
    let id = one.id;
    let buttons = NodeName::ALL.map(|node| {
        let assign = act.reform(move |_| Action::Intake(Intake::Assign(id, node)));
        html! {
            <button type="button" class="button" onclick={assign} data-assign={node.id()}>
                { words::assign(node) }
            </button>
        }
    });
    let discard = act.reform(move |_| Action::Intake(Intake::Discard(id)));
    html! {
        <section class="store unplaced" key={id} role="group" data-machine={one.machine.name()}
            aria-label={words::CORE_OR_EDGE}>
            <div class="store-head"><h2>{ words::CORE_OR_EDGE }</h2></div>
            <p class="store-line">{ value(&one.machine.name()) }{ ". " }
                { words::CORE_OR_EDGE_WHY }</p>
            <div class="choices">
                { for buttons }
                <button type="button" class="button is-quiet" onclick={discard}>
                    { words::DISCARD }
                </button>
            </div>
        </section>
    }
}
