//! Moves a certificate to another place, by mouse or keyboard: a button that opens a list.

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::state::{Action, Named, Target};
use crate::text;

/// Properties of [`Mover`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Where the certificate is.
    pub from: Named,
    /// Where it can go.
    pub targets: Vec<Target>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The button and its list.
#[component]
pub fn Mover(props: &Props) -> Html {
    let list = use_node_ref();
    let escape = {
        let list = list.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                close(&list);
                focus_within(&list);
            }
        })
    };
    let targets = props.targets.iter().map(|target| {
        let (from, to) = (props.from.place, target.named.place);
        let (act, list, id) = (props.act.clone(), list.clone(), target.named.id.clone());
        let go = Callback::from(move |_| {
            close(&list);
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
    html! {
        <details class="mover" name="mover" ref={list.clone()} onkeydown={escape}>
            <summary class="button is-quiet">
                { text::MOVE }
                <span class="visually-hidden">{ " " }{ &props.from.words }</span>
            </summary>
            <div class="mover-list">{ for targets }</div>
        </details>
    }
}

fn close(list: &NodeRef) {
    if let Some(list) = list.cast::<Element>() {
        // An element that cannot lose an attribute has none to lose.
        let _ = list.remove_attribute("open");
    }
}

fn focus_within(list: &NodeRef) {
    let summary = list.cast::<Element>().and_then(|list| list.query_selector("summary").ok()?);
    give_focus(summary);
}

/// Gives the focus to the element with this `id`: for what was focused goes away.
pub fn focus(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    give_focus(document.and_then(|document| document.get_element_by_id(id)));
}

fn give_focus(element: Option<Element>) {
    use wasm_bindgen::JsCast;
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Where it cannot be focused, the browser's own choice is as good as any.
        let _ = element.focus();
    }
}
