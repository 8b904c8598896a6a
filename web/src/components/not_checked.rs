//! What was not checked, in grey.

use eku_engine::report::NotChecked as Check;
use yew::prelude::*;

use crate::text;

/// Properties of [`NotChecked`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The checks that were not made.
    pub checks: Vec<Check>,
}

/// One line; nothing where everything was checked.
#[component]
pub fn NotChecked(props: &Props) -> Html {
    if props.checks.is_empty() {
        return Html::default();
    }
    html! {
        <p class="not-checked" data-not-checked={text::not_checked_ids(&props.checks)}>
            { text::not_checked_line(&props.checks) }
        </p>
    }
}
