//! The end of the page: its promise, its version, how old its data is, and the way to the help.

use eku_engine::time::Timestamp;
use yew::prelude::*;

use super::help;
use crate::text;

/// Properties of [`Colophon`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// When the page was loaded.
    pub now: Timestamp,
    /// Whether there is an answer to go back to.
    pub answers: bool,
}

/// The colophon.
#[component]
pub fn Colophon(props: &Props) -> Html {
    html! {
        <footer class="colophon">
            <p>
                { text::NAME }{ " " }{ env!("CARGO_PKG_VERSION") }{ ", " }
                { env!("CARGO_PKG_LICENSE") }{ ". " }{ text::PROMISE }
            </p>
            <p>{ text::help::policy_age(props.now) }</p>
            { help::policy_is_old(props.now) }
            <ul>
                if props.answers {
                    <li><a href="#answer" data-open-part="answer">{ text::parts::BACK }</a></li>
                }
                { for text::help::SECTIONS.iter().map(|(id, title, _)| html! {
                    <li>
                        <button type="button" class="link" aria-haspopup="dialog"
                            onclick={help::open(id)}>
                            { *title }
                        </button>
                    </li>
                }) }
            </ul>
        </footer>
    }
}
