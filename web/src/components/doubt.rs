//! A quiet question where a name contradicts the store that it is in, with the way to mend it.

use eku_engine::disguise;
use yew::prelude::*;

use super::mover::focus;
use super::value::short_prose;
use crate::place::{Place, Slot};
use crate::state::{Action, State};
use crate::text::doubts as words;

/// What speaks against a store.
pub fn doubt(slot: Slot, state: &State, act: &Callback<Action>) -> Html {
    let Some(doubt) = state.doubt(slot) else {
        return Html::default();
    };
    let to = state.named(Place::Slot(doubt.to));
    let name = disguise::cut(doubt.name.as_deref().unwrap_or_default(), LONGEST);
    let mend = words::mend(&to.words, state.held(doubt.to).is_some());
    let (act, there) = (act.clone(), doubt.to);
    let go = Callback::from(move |_: MouseEvent| {
        act.emit(Action::Move(Place::Slot(slot), Place::Slot(there)));
        focus(&to.id);
    });
    question(&words::sentence(&doubt, &name), &to.store, &mend, go)
}

/// What speaks against all stores of both nodes.
pub fn exchanged(state: &State, act: &Callback<Action>) -> Html {
    if !state.exchanged() {
        return Html::default();
    }
    let act = act.clone();
    let go = Callback::from(move |_: MouseEvent| {
        act.emit(Action::ExchangeNodes);
        focus("deployment");
    });
    question(words::EXCHANGED, "both", words::EXCHANGE, go)
}

fn question(sentence: &str, to: &str, mend: &str, go: Callback<MouseEvent>) -> Html {
    html! {
        <div class="doubt" role="note" data-doubt={to.to_owned()}>
            <p>{ short_prose(sentence) }</p>
            <button type="button" class="button" onclick={go}>{ mend }</button>
        </div>
    }
}

/// How many characters of a name are shown.
const LONGEST: usize = 80;
