//! The head of the page: name, promise, help and theme.

use yew::prelude::*;

use super::help;
use crate::text::{self, take_away};

/// Properties of [`Masthead`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Whether there is something to take along.
    pub answers: bool,
}

/// The masthead.
#[component]
pub fn Masthead(props: &Props) -> Html {
    let dark = use_state(system_is_dark);
    let toggle = {
        let dark = dark.clone();
        Callback::from(move |_: MouseEvent| {
            let theme = if *dark { "light" } else { "dark" };
            let root = web_sys::window()
                .and_then(|window| window.document())
                .and_then(|document| document.document_element());
            if let Some(root) = root {
                // Only this page view: nothing is stored.
                let _ = root.set_attribute("data-theme", theme);
            }
            dark.set(!*dark);
        })
    };
    html! {
        <header class={classes!("masthead", props.answers.then_some("has-answer"))}>
            <div>
                <div class="masthead-line">
                    <h1>{ text::NAME }</h1>
                    <p class="soft masthead-question">{ text::QUESTION }</p>
                </div>
                <p class="promise">{ text::PROMISE }</p>
            </div>
            <nav aria-label="Page">
                if props.answers {
                    <a class="button is-quiet" href="#take-away">{ take_away::SAVE_OR_PRINT }</a>
                }
                <button type="button" class="button is-quiet" onclick={help::open(help::TITLE)}
                    aria-haspopup="dialog">
                    { text::HELP }
                </button>
                <button type="button" class="button" id="theme" onclick={toggle}>
                    { if *dark { text::TO_LIGHT } else { text::TO_DARK } }
                    <span class="visually-hidden">{ " theme" }</span>
                </button>
            </nav>
        </header>
    }
}

fn system_is_dark() -> bool {
    web_sys::window()
        .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok()?)
        .is_some_and(|query| query.matches())
}
