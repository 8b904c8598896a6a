//! A command, a file's content or a field of a certificate, with a button that copies it.

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

/// The command and its button.
#[component]
pub fn Command(props: &Props) -> Html {
    let shown = use_node_ref();
    html! {
        <div class="command">
            <pre><code ref={shown.clone()}>{ props.text.clone() }</code></pre>
            <CopyButton text={props.text.clone()} {shown} what={first_line(&props.text)} />
        </div>
    }
}

/// Properties of [`Copyable`].
#[derive(PartialEq, Properties)]
pub struct CopyableProps {
    /// What is copied.
    pub text: AttrValue,
    /// What it is, for those who do not see where the button stands.
    pub what: AttrValue,
    /// How it is shown.
    pub children: Html,
}

/// A value in a line of text, and the button that copies it.
#[component]
pub fn Copyable(props: &CopyableProps) -> Html {
    let CopyableProps { text, what, children } = props;
    let shown = use_node_ref();
    html! {
        <span class="copyable">
            <span ref={shown.clone()}>{ children.clone() }</span>{ " " }
            <CopyButton text={text.clone()} {shown} what={what.clone()} />
        </span>
    }
}

/// Properties of [`CopyButton`].
#[derive(PartialEq, Properties)]
struct ButtonProps {
    text: AttrValue,
    /// Where the text is shown: it is selected where the browser lends no clipboard.
    shown: NodeRef,
    what: AttrValue,
}

#[derive(Clone, Copy, PartialEq)]
enum Copied {
    NotYet,
    Yes,
    Refused,
}

#[component]
fn CopyButton(props: &ButtonProps) -> Html {
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
        let (shown, text, copied) = (props.shown.clone(), props.text.clone(), copied.setter());
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
        <button type="button" {class} onclick={copy}>
            <span aria-live="polite">{ label }</span>
            <span class="visually-hidden">{ ": " }{ props.what.clone() }</span>
        </button>
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
