//! How much room a drawing has: one shape is drawn, the one that fits the window.

use gloo_events::EventListener;
use yew::prelude::*;

/// The shape of a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// As wide as a desk's screen has it.
    Wide,
    /// For a phone.
    Narrow,
}

impl Shape {
    /// The class of a drawing of this shape.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Wide => "drawing is-wide",
            Self::Narrow => "drawing is-narrow",
        }
    }
}

/// The shape that fits the window, and again where that changes.
#[hook]
pub fn use_shape() -> Shape {
    let query = use_memo((), |()| web_sys::window()?.match_media(NARROW).ok()?);
    let update = use_force_update();
    use_effect_with((), {
        let query = query.clone();
        move |()| {
            let listener = query
                .as_ref()
                .as_ref()
                .map(|query| EventListener::new(query, "change", move |_| update.force_update()));
            move || drop(listener)
        }
    });
    match &*query {
        Some(query) if query.matches() => Shape::Narrow,
        _ => Shape::Wide,
    }
}

/// Windows that are too narrow for names beside a drawing.
const NARROW: &str = "(max-width: 46rem)";
