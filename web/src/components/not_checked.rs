//! What was not checked, in grey.

use yew::prelude::*;

use crate::text;

/// Properties of [`NotChecked`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The identifiers.
    pub ids: Vec<&'static str>,
}

/// One line; nothing where everything was checked.
#[component]
pub fn NotChecked(props: &Props) -> Html {
    if props.ids.is_empty() {
        return Html::default();
    }
    html! {
        <p class="not-checked" data-not-checked={props.ids.join(" ")}>
            { text::not_checked_line(&props.ids) }
        </p>
    }
}
