//! The file button and the text area of a place.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::state::{Action, Named};
use crate::{read, text};

/// Properties of [`Intake`] and [`FileButton`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Where what is given belongs.
    pub named: Named,
    /// What the button says.
    pub label: AttrValue,
    /// Takes actions.
    pub act: Callback<Action>,
    /// Whether nothing can be given.
    #[prop_or_default]
    pub disabled: bool,
    /// Whether the button is the main thing on the page.
    #[prop_or_default]
    pub primary: bool,
    /// What the text area says while it is empty.
    #[prop_or(AttrValue::Static(text::PASTE))]
    pub paste: AttrValue,
    /// What stands after the text area.
    #[prop_or_default]
    pub children: Html,
}

/// A button that opens the file picker.
#[component]
pub fn FileButton(props: &Props) -> Html {
    let chosen = {
        let (place, act) = (props.named.place, props.act.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let files = read::listed(input.files());
            // The same file can be chosen again.
            input.set_value("");
            read::files(place, files, act.clone());
        })
    };
    let id = props.named.id.clone();
    html! {
        <span class="file">
            <input type="file" multiple=true class="visually-hidden" id={id.clone()} onchange={chosen}
                disabled={props.disabled} />
            <label for={id} class={classes!("button", props.primary.then_some("is-primary"))}>
                { props.label.clone() }
                <span class="visually-hidden">
                    { " (" }{ &props.named.words }{ ")" }
                </span>
            </label>
        </span>
    }
}

/// A file button, a text area that reads what is pasted into it, and what is put after them.
#[component]
pub fn Intake(props: &Props) -> Html {
    let last_length = use_mut_ref(|| 0);
    let paste = {
        let (place, act) = (props.named.place, props.act.clone());
        Callback::from(move |event: Event| {
            // Taken before it reaches the text area, so that it is in no undo history either.
            let Some(data) = read::clipboard(&event) else {
                return;
            };
            event.prevent_default();
            event.stop_propagation();
            read::pasted(place, &data, &act);
        })
    };
    let input = {
        let (place, act) = (props.named.place, props.act.clone());
        let last_length = last_length.clone();
        Callback::from(move |event: InputEvent| {
            let area: HtmlTextAreaElement = event.target_unchecked_into();
            let length = read::length(&area);
            // More than one letter at once was pasted, dropped or filled in, not typed.
            let typed = length <= *last_length.borrow() + 1;
            *last_length.borrow_mut() = if typed { length } else { 0 };
            if !typed {
                read::text_area(place, &area, &act);
            }
        })
    };
    let change = {
        let (place, act) = (props.named.place, props.act.clone());
        Callback::from(move |event: Event| {
            *last_length.borrow_mut() = 0;
            read::text_area(place, &event.target_unchecked_into(), &act);
        })
    };
    let label = format!("{}: {}", props.named.words, text::PASTE);
    html! {
        <div class="intake">
            <FileButton named={props.named.clone()} label={props.label.clone()} act={props.act.clone()}
                disabled={props.disabled} />
            <textarea rows="1" placeholder={props.paste.clone()} aria-label={label} spellcheck="false"
                autocomplete="off" autocapitalize="off" disabled={props.disabled}
                onpaste={paste} oninput={input} onchange={change} />
            { props.children.clone() }
        </div>
    }
}
