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
    let words: Vec<_> = entries.iter().map(|(value, words, _)| (*value, *words)).collect();
    let index = entries.iter().position(|(.., entry)| entry == chosen);
    let entries: Vec<T> = entries.iter().map(|(.., entry)| entry.clone()).collect();
    let choose = Callback::from(move |index: usize| {
        if let Some(entry) = entries.get(index) {
            choose.emit(entry.clone());
        }
    });
    list(id, name, label, words, index, choose)
}

/// The same by index: compiled once for all kinds of entries.
fn list(
    id: String,
    name: &'static str,
    label: String,
    entries: Vec<(&'static str, &'static str)>,
    chosen: Option<usize>,
    choose: Callback<usize>,
) -> Html {
    // The property as well: the attribute no longer counts once somebody has chosen.
    let value = chosen.and_then(|index| entries.get(index)).map_or("", |(value, _)| value);
    let value = JsValue::from_str(value);
    let options: Vec<Html> = entries
        .iter()
        .enumerate()
        .map(|(index, (value, words))| {
            html! { <option value={*value} selected={chosen == Some(index)}>{ *words }</option> }
        })
        .collect();
    let change = Callback::from(move |event: Event| {
        let value = event.target_unchecked_into::<HtmlSelectElement>().value();
        if let Some(index) = entries.iter().position(|(identifier, _)| *identifier == value) {
            choose.emit(index);
        }
    });
    html! {
        <div class="field">
            <label for={id.clone()}>{ label }</label>
            <select class="input" {id} {name} ~value={value} onchange={change}>{ options }</select>
        </div>
    }
}
