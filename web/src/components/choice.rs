//! A labelled list of which one is chosen.

use wasm_bindgen::JsValue;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// A field with a list: each entry an identifier, its words and what is chosen by it.
pub fn choice<T: Clone + PartialEq + 'static>(
    id: String,
    name: &'static str,
    label: String,
    entries: &[(&'static str, &'static str, T)],
    chosen: &T,
    choose: Callback<T>,
) -> Html {
    let change = {
        let entries = entries.to_vec();
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            if let Some((.., entry)) = entries.iter().find(|(identifier, ..)| *identifier == value)
            {
                choose.emit(entry.clone());
            }
        })
    };
    let options = entries.iter().map(|(identifier, words, entry)| {
        html! { <option value={*identifier} selected={entry == chosen}>{ *words }</option> }
    });
    // The property as well: the attribute no longer counts once somebody has chosen.
    let value = entries.iter().find(|(.., entry)| entry == chosen).map_or("", |(value, ..)| value);
    html! {
        <div class="field">
            <label for={id.clone()}>{ label }</label>
            <select class="input" {id} {name} ~value={JsValue::from_str(value)}
                onchange={change}>{ for options }</select>
        </div>
    }
}
