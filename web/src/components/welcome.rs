//! The page before any input: one large drop area, three steps, the way to the files, examples.

use std::rc::Rc;

use yew::prelude::*;

use super::help;
use super::intake::FileButton;
use crate::examples::EXAMPLES;
use crate::place::Place;
use crate::state::{Action, State};
use crate::text;

/// Properties of [`Welcome`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The welcome.
#[component]
pub fn Welcome(props: &Props) -> Html {
    let Props { state, act } = props;
    let class = classes!("drop", (state.dragging == Some(Place::Anything)).then_some("is-over"));
    html! {
        <>
            <div {class} data-store="anything" data-place="anything">
                <h2>
                    <span class="by-pointer">{ text::DROP_TITLE }</span>
                    <span class="by-touch">{ text::CHOOSE_TITLE }</span>
                </h2>
                <p class="soft">{ text::DROP_WANT }</p>
                <FileButton named={state.named(Place::Anything)} label={text::CHOOSE_FILES} primary=true
                    act={act.clone()} />
            </div>
            <ol class="three-steps">
                { for text::THREE_STEPS.iter().map(|(word, sentence)| html! {
                    <li><b>{ *word }</b><p>{ *sentence }</p></li>
                }) }
            </ol>
            <p class="where">
                <button type="button" class="link" aria-haspopup="dialog"
                    onclick={help::open(text::help::FILES)}>
                    { text::WHERE }
                </button>
            </p>
            <p class="verify soft">
                { text::VERIFY }{ " " }
                <button type="button" class="link" aria-haspopup="dialog"
                    onclick={help::open(text::help::PRIVACY)}>
                    { text::VERIFY_HOW }
                </button>
            </p>
            <section class="examples" aria-labelledby="examples">
                <h2 class="section-title" id="examples">{ text::EXAMPLES }</h2>
                { examples(act) }
            </section>
        </>
    }
}

/// The buttons that load examples.
pub fn examples(act: &Callback<Action>) -> Html {
    let examples = EXAMPLES.iter().map(|example| {
        let load = act.reform(move |_| Action::Example(example));
        html! {
            <li>
                <button type="button" class="example" data-example={example.id} onclick={load}>
                    <b>{ example.title }</b>
                    <span>{ example.made_of }</span>
                </button>
            </li>
        }
    });
    html! { <ul class="example-list">{ for examples }</ul> }
}
