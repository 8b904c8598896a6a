//! The end of the page: what it does not look at, privacy, how a verdict is made, the version.

use yew::prelude::*;

use super::welcome::where_files;
use crate::text;

/// The colophon.
#[component]
pub fn Colophon() -> Html {
    html! {
        <footer class="colophon" id="help">
            { for text::COLOPHON.iter().map(|(heading, paragraphs)| html! {
                <section>
                    <h2>{ *heading }</h2>
                    { for paragraphs.iter().map(|paragraph| html! { <p>{ *paragraph }</p> }) }
                </section>
            }) }
            <section class="colophon-where">
                <h2>{ text::WHERE }</h2>
                { where_files() }
            </section>
            <p class="colophon-version">
                { text::NAME }{ " " }{ env!("CARGO_PKG_VERSION") }{ ". " }{ env!("CARGO_PKG_LICENSE") }
                { "." }
            </p>
        </footer>
    }
}
