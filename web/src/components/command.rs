//! A command or a file's content, with a button that copies it.

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Window};
use yew::prelude::*;

use crate::text;

/// Properties of [`Command`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is copied.
    pub text: AttrValue,
}

#[derive(Clone, Copy, PartialEq)]
enum Copied {
    NotYet,
    Yes,
    Refused,
}

/// The command and its button.
#[component]
pub fn Command(props: &Props) -> Html {
    let shown = use_node_ref();
    let copied = use_state(|| Copied::NotYet);
    {
        let reset = copied.setter();
        use_effect_with(*copied, move |copied| {
            let timer = (*copied != Copied::NotYet)
                .then(|| Timeout::new(SHOWN_FOR, move || reset.set(Copied::NotYet)));
            move || drop(timer)
        });
    }
    let copy = {
        let (shown, text, copied) = (shown.clone(), props.text.clone(), copied.setter());
        Callback::from(move |_: MouseEvent| {
            let (shown, text, copied) = (shown.clone(), text.clone(), copied.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let done = by_clipboard(&text).await || by_selection(&shown);
                copied.set(if done { Copied::Yes } else { Copied::Refused });
            });
        })
    };
    let (label, class) = match *copied {
        Copied::NotYet => (text::COPY, "button"),
        Copied::Yes => (text::COPIED, "button is-done"),
        Copied::Refused => (text::NOT_COPIED, "button"),
    };
    html! {
        <div class="command">
            <pre><code ref={shown}>{ props.text.clone() }</code></pre>
            <button type="button" {class} onclick={copy}>
                <span aria-live="polite">{ label }</span>
                <span class="visually-hidden">{ ": " }{ first_line(&props.text) }</span>
            </button>
        </div>
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

async fn by_clipboard(text: &str) -> bool {
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else {
        return false;
    };
    // Absent where the page was served over plain HTTP.
    let there = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"))
        .is_ok_and(|clipboard| clipboard.is_object());
    there && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

fn by_selection(shown: &NodeRef) -> bool {
    let copy = |window: Window| {
        let document = window.document()?;
        let selection = window.get_selection().ok()??;
        let shown = shown.cast::<Element>()?;
        selection.select_all_children(&shown).ok()?;
        let command = js_sys::Reflect::get(&document, &JsValue::from_str("execCommand")).ok()?;
        let command: js_sys::Function = command.dyn_into().ok()?;
        command.call1(&document, &JsValue::from_str("copy")).ok()?.as_bool()
    };
    web_sys::window().and_then(copy).unwrap_or(false)
}

/// How long the button says what it did, in milliseconds.
const SHOWN_FOR: u32 = 4000;
