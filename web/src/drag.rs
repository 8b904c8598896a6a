//! Certificates that are dragged from one store to another. Files from outside are not these.

use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, Element, Event};

use crate::place::Place;

/// Says what is dragged, when it begins.
pub fn begin(event: &DragEvent, place: Place) {
    if let Some(data) = event.data_transfer() {
        // A browser that refuses leaves the buttons, which move it as well.
        let _ = data.set_data(KIND, &place.key());
        data.set_effect_allowed("move");
    }
}

/// Whether an event is about files, or about a certificate of the page.
#[must_use]
pub fn is_ours(event: &Event) -> bool {
    transfer(event).is_some_and(|data| {
        [KIND, "Files"].iter().any(|kind| data.types().includes(&(*kind).into(), 0))
    })
}

/// Where a dragged certificate comes from; `None` for anything else.
#[must_use]
pub fn origin(event: &Event) -> Option<Place> {
    Place::from_key(&transfer(event)?.get_data(KIND).ok()?)
}

/// The place below an event.
#[must_use]
pub fn below(event: &Event) -> Place {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("[data-place]").ok()?)
        .and_then(|element| Place::from_key(&element.get_attribute("data-place")?))
        .unwrap_or(Place::Anything)
}

/// What an event carries.
#[must_use]
pub fn transfer(event: &Event) -> Option<DataTransfer> {
    event.dyn_ref::<DragEvent>()?.data_transfer()
}

/// Browsers let a page see the kind while something is dragged, its content only at the drop.
const KIND: &str = "application/x-eku-place";
