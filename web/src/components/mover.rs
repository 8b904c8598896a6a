//! Moves a certificate to another place, by mouse or keyboard: a button that opens a list.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::first::{MOST_CARDS, Within, first};
use crate::state::{Action, Named, Target};
use crate::text;

/// The button and its list.
pub fn mover(from: &Named, targets: &[Target], act: &Callback<Action>) -> Html {
    let escape = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(list) = list_around(&event)
        {
            close(&list);
            give_focus(list.query_selector("summary").ok().flatten());
        }
    });
    let buttons = first(targets, MOST_CARDS, Within::Block, |target| {
        let (from, to) = (from.place, target.named.place);
        let (act, id) = (act.clone(), target.named.id.clone());
        let go = Callback::from(move |event: MouseEvent| {
            if let Some(list) = list_around(&event) {
                close(&list);
            }
            act.emit(Action::Move(from, to));
            // What was moved is there now, and so is the next thing to do with it.
            focus(&id);
        });
        html! {
            <button type="button" class="button is-quiet" data-move={target.named.store.clone()}
                onclick={go}>
                { text::target(&target.named.words, target.swaps) }
            </button>
        }
    });
    // A click elsewhere takes the focus away too.
    let left = Callback::from(|event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Element>().ok());
        if let Some(list) = list_around(&event).filter(|list| !list.contains(to.as_deref())) {
            close(&list);
        }
    });
    html! {
        <details class="mover" name="mover" onkeydown={escape} onfocusout={left}>
            <summary class="button is-quiet">
                { text::MOVE }
                <span class="visually-hidden">{ " " }{ &from.words }</span>
            </summary>
            // Takes the focus of a click on a button where the browser gives it to none.
            <div class="mover-list" tabindex="-1">{ buttons }</div>
        </details>
    }
}

fn list_around(event: &Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest("details").ok()?
}

fn close(list: &Element) {
    // An element that cannot lose an attribute has none to lose.
    let _ = list.remove_attribute("open");
}

/// Gives the focus to the element with this `id`: for what was focused goes away.
pub fn focus(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    give_focus(document.and_then(|document| document.get_element_by_id(id)));
}

/// The same where the focus is on nothing.
pub fn focus_if_lost(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let active = document.and_then(|document| document.active_element());
    if active.is_none_or(|active| active.tag_name() == "BODY") {
        focus(id);
    }
}

/// The same, once what was done is drawn: it may lie elsewhere then.
pub fn focus_when_drawn(id: String) {
    Timeout::new(0, move || focus(&id)).forget();
}

fn give_focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Where it cannot be focused, the browser's own choice is as good as any.
        let _ = element.focus();
    }
}
