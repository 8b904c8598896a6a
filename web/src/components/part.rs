//! One part of the page: its name, which opens and closes it, and what it holds.

use yew::prelude::*;

use crate::parts::{Open, Part};
use crate::text::parts as words;

/// Properties of [`Section`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Which part it is.
    pub part: Part,
    /// What it holds, in a few words.
    pub summary: AttrValue,
    /// The parts that are open.
    pub open: UseStateHandle<Open>,
    /// What is drawn once it is open.
    pub children: Html,
}

/// The name of a part, which opens and closes it, and what it holds. The content is empty
/// where the part is closed.
#[component]
pub fn Section(props: &Props) -> Html {
    let Props { part, open, .. } = props;
    let is_open = open.has(*part);
    let toggle = {
        let (part, open) = (*part, open.clone());
        Callback::from(move |_: MouseEvent| open.set((*open).clone().with(part, !open.has(part))))
    };
    let content = format!("{}-content", part.id());
    html! {
        <section class="part" id={part.id()} data-part={part.is_numbered().then(|| part.id())}>
            <h2 class="part-title">
                <button type="button" class="part-button" id={format!("{}-part-button", part.id())}
                    data-open-part={part.is_numbered().then(|| part.id())}
                    aria-expanded={is_open.to_string()} aria-controls={content.clone()} onclick={toggle}>
                    <span class="part-name">{ words::name(*part) }</span>
                    <span class="part-summary">{ props.summary.clone() }</span>
                </button>
            </h2>
            <div id={content} class="part-content" hidden={!is_open}>
                { props.children.clone() }
            </div>
        </section>
    }
}
