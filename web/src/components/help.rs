//! The help: a dialog that opens at the place that answers the question.

use eku_engine::citation;
use eku_engine::deployment::StoreKind;
use eku_engine::report::{QuestionReport, questions};
use eku_engine::time::Timestamp;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::case::page_buttons;
use super::command::Command;
use super::reasons::short_source;
use super::saving::{Saving, use_saving};
use crate::place::{Place, Slot};
use crate::state::Action;
use crate::text;
use crate::text::help as words;

/// Properties of [`Help`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// When the page was loaded.
    pub now: Timestamp,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The dialog; it is closed until somebody opens it.
#[component]
pub fn Help(props: &Props) -> Html {
    let outside = Callback::from(|event: MouseEvent| {
        // A click beside the sheet meets the dialog itself.
        let target = event.target().and_then(|target| target.dyn_into::<HtmlDialogElement>().ok());
        if let Some(dialog) = target {
            dialog.close();
        }
    });
    let close = Callback::from(|_: MouseEvent| {
        if let Some(dialog) = dialog() {
            dialog.close();
        }
    });
    let saving = use_saving();
    let sections = words::SECTIONS.iter().map(|(id, title, _)| (*id, *title));
    let all = [(words::FILES, text::WHERE)].into_iter().chain(sections);
    let all =
        all.chain([(words::QUESTIONS, words::QUESTIONS_TITLE), (words::ABOUT, words::ABOUT_TITLE)]);
    html! {
        <dialog id={DIALOG} class="help" aria-labelledby="help-title" onclick={outside}>
            <div class="help-sheet">
                <div class="help-head">
                    <h2 id={TITLE} tabindex="-1">{ words::TITLE }</h2>
                    <button type="button" class="button" onclick={close}>{ words::CLOSE }</button>
                </div>
                <nav aria-label={words::CONTENTS}>
                    <ul>
                        { for all.map(|(id, title)| html! {
                            <li><a href={format!("#{id}")} onclick={to(id)}>{ title }</a></li>
                        }) }
                    </ul>
                </nav>
                <section>
                    { heading(words::FILES, text::WHERE) }
                    <dl>{ for words::WHERE_FILES.iter().map(entry) }</dl>
                </section>
                { for words::SECTIONS.iter().map(|(id, title, paragraphs)| html! {
                    <section>
                        { heading(id, title) }
                        { for paragraphs.iter().map(|paragraph| html! { <p>{ *paragraph }</p> }) }
                    </section>
                }) }
                <section>
                    { heading(words::QUESTIONS, words::QUESTIONS_TITLE) }
                    <dl>{ for questions().iter().map(question) }</dl>
                </section>
                { about(props.now, &props.act, &saving) }
            </div>
        </dialog>
    }
}

fn heading(id: &'static str, title: &'static str) -> Html {
    html! { <h3 {id} tabindex="-1">{ title }</h3> }
}

fn entry(
    (id, what, how, command): &(&'static str, &'static str, &'static str, &'static str),
) -> Html {
    html! {
        <>
            <dt id={*id} tabindex="-1">{ *what }</dt>
            <dd>
                <p>{ *how }</p>
                if !command.is_empty() {
                    <Command text={*command} />
                }
            </dd>
        </>
    }
}

fn question(one: &QuestionReport) -> Html {
    html! {
        <>
            <dt data-question={one.id}>{ one.question }</dt>
            <dd>
                { for one.answer.iter().map(|known| html! {
                    <p>
                        { known.text }{ " " }
                        <span class="step-basis">
                            { known.confidence.to_string() }{ ", " }{ short_source(&known.source) }
                        </span>
                    </p>
                }) }
            </dd>
        </>
    }
}

fn about(now: Timestamp, act: &Callback<Action>, saving: &Saving) -> Html {
    let documents = citation::DOCUMENTS.iter().chain(citation::authorities::DOCUMENTS);
    let documents = documents.map(|document| {
        let date = Timestamp::parse(document.date).map(crate::dates::day).unwrap_or_default();
        html! {
            <li>
                <a href={document.url} target="_blank" rel="noopener noreferrer">
                    { document.title }
                </a>
                { ", " }{ date }
                <br /><span class="is-code">{ document.url }</span>
            </li>
        }
    });
    html! {
        <section>
            { heading(words::ABOUT, words::ABOUT_TITLE) }
            <p>
                { text::NAME }{ " " }{ env!("CARGO_PKG_VERSION") }{ ", " }
                { env!("CARGO_PKG_LICENSE") }{ ". " }{ words::NOT_CISCO }
            </p>
            <p data-policy-age="">{ words::policy_age(now) }</p>
            { policy_is_old(now) }
            { page_buttons(None, act, saving) }
            { saving.line() }
            <details class="disclosure">
                <summary>{ words::SOURCES }</summary>
                <p>{ words::SOURCES_WHY }</p>
                <ul class="help-sources">{ for documents }</ul>
            </details>
            <details class="disclosure">
                <summary>{ words::LICENCES }</summary>
                { for words::LIBRARIES.lines().map(|line| html! { <p>{ line }</p> }) }
            </details>
        </section>
    }
}

/// A warning where the policy data is old.
pub fn policy_is_old(now: Timestamp) -> Html {
    words::policy_is_old(now).map_or_else(Html::default, |warning| {
        html! { <p class="policy-is-old" data-policy-is-old="">{ warning }</p> }
    })
}

/// Opens the help at one of its places.
pub fn open(id: &'static str) -> Callback<MouseEvent> {
    Callback::from(move |_: MouseEvent| {
        if let Some(dialog) = dialog() {
            // It fails only where it is open already.
            let _ = dialog.show_modal();
            dialog.set_scroll_top(0);
            show(id);
        }
    })
}

/// The place that says where what a place wants is found.
#[must_use]
pub const fn about_place(place: Place) -> &'static str {
    match place {
        Place::Slot(Slot { kind: StoreKind::Server, .. }) => "help-server",
        Place::Slot(Slot { kind: StoreKind::Client, .. }) => "help-client",
        Place::Trusted(_) => "help-trusted",
        Place::FarEnd(_) | Place::FarEndTrusted(_) => "help-far-end",
        Place::Anything => words::FILES,
    }
}

/// A link inside the help leaves the address as it is: it would open nothing when it is loaded.
fn to(id: &'static str) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        show(id);
    })
}

fn show(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let place = document.and_then(|document| document.get_element_by_id(id));
    if let Some(place) = place.and_then(|place| place.dyn_into::<HtmlElement>().ok()) {
        if id != TITLE {
            place.scroll_into_view();
        }
        let _ = place.focus();
    }
}

fn dialog() -> Option<HtmlDialogElement> {
    web_sys::window()?.document()?.get_element_by_id(DIALOG)?.dyn_into().ok()
}

/// The `id` of the dialog.
const DIALOG: &str = "help";

/// The `id` of its heading, which is always in sight.
pub const TITLE: &str = "help-title";
