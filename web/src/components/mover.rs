//! Moves a certificate to another place, by mouse or keyboard: a button that opens a list.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::first::{MOST_CARDS, Within, first};
use super::fold::use_fold;
use crate::state::{Action, Named, State};
use crate::text;

/// Properties of [`Mover`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is moved.
    pub from: Named,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The button and its list, which is of the state around it.
#[component]
pub fn Mover(props: &Props) -> Html {
    let Props { from, act } = props;
    let state = use_context::<Rc<State>>();
    let (is_open, ontoggle) = use_fold(false);
    let escape = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(list) = list_around(&event)
        {
            close(&list);
            give_focus(list.query_selector("summary").ok().flatten());
        }
    });
    let targets = state.filter(|_| is_open).map(|state| state.targets(from.place));
    let buttons = first(targets.unwrap_or_default(), MOST_CARDS, Within::Block, |target| {
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
        <details class="mover" name="mover" onkeydown={escape} onfocusout={left} {ontoggle}>
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
    if focused().is_none() {
        focus(id);
    }
}

/// Gives the focus back to what could not be used for a while.
#[hook]
pub fn use_focus_kept(is_inert: bool) {
    let kept = use_mut_ref(|| None);
    use_effect_with(is_inert, move |is_inert| {
        let before = if *is_inert { kept.replace(focused()) } else { kept.take() };
        if !is_inert && focused().is_none() {
            give_focus(before);
        }
    });
}

/// Gives the focus to an element where what had it is gone.
#[hook]
pub fn use_focus_found(id: &'static str) {
    let last = use_mut_ref(|| None::<Element>);
    {
        let last = last.clone();
        use_effect_with((), move |()| {
            let document = web_sys::window().and_then(|window| window.document());
            let heard = document.map(|document| {
                EventListener::new(&document, "focusin", move |_| *last.borrow_mut() = focused())
            });
            move || drop(heard)
        });
    }
    use_effect(move || {
        let gone = last.borrow_mut().take_if(|last| !last.is_connected());
        if gone.is_some() && focused().is_none() {
            focus(id);
        }
    });
}

/// What has the focus.
fn focused() -> Option<Element> {
    let active = web_sys::window()?.document()?.active_element()?;
    (active.tag_name() != "BODY").then_some(active)
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
