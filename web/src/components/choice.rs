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
    let place = entries.iter().position(|(.., entry)| entry == chosen);
    let entries: Vec<T> = entries.iter().map(|(.., entry)| entry.clone()).collect();
    let choose = Callback::from(move |place: usize| {
        if let Some(entry) = entries.get(place) {
            choose.emit(entry.clone());
        }
    });
    list(id, name, label, words, place, choose)
}

/// The same by places: compiled once for all kinds of entries.
fn list(
    id: String,
    name: &'static str,
    label: String,
    entries: Vec<(&'static str, &'static str)>,
    chosen: Option<usize>,
    choose: Callback<usize>,
) -> Html {
    // The property as well: the attribute no longer counts once somebody has chosen.
    let value = chosen.and_then(|place| entries.get(place)).map_or("", |(value, _)| value);
    let value = JsValue::from_str(value);
    let options: Vec<Html> = entries
        .iter()
        .enumerate()
        .map(|(place, (value, words))| {
            html! { <option value={*value} selected={chosen == Some(place)}>{ *words }</option> }
        })
        .collect();
    let change = Callback::from(move |event: Event| {
        let value = event.target_unchecked_into::<HtmlSelectElement>().value();
        if let Some(place) = entries.iter().position(|(identifier, _)| *identifier == value) {
            choose.emit(place);
        }
    });
    html! {
        <div class="field">
            <label for={id.clone()}>{ label }</label>
            <select class="input" {id} {name} ~value={value} onchange={change}>{ options }</select>
        </div>
    }
}
