//! The line that says what became of a file that was handed to the browser.

use yew::prelude::*;

use crate::save::{self, Document};
use crate::text::take_away as words;

/// Hands files to the browser, and shows the line about the last of them.
#[derive(Clone, PartialEq)]
pub struct Saving {
    told: UseStateHandle<Option<SaveStatus>>,
}

/// What is known of a file that was handed over.
#[derive(Clone, PartialEq)]
struct SaveStatus {
    name: String,
    refused: bool,
}

/// Nothing was saved yet.
#[hook]
pub fn use_saving() -> Saving {
    Saving { told: use_state(|| None) }
}

impl Saving {
    /// Saves a file.
    pub fn save(&self, document: &Document) {
        let told = self.told.setter();
        let name = document.name.clone();
        let tell = move |refused| told.set(Some(SaveStatus { name: name.clone(), refused }));
        tell(false);
        let failed = tell.clone();
        if save::download(document, move || failed(true)).is_err() {
            tell(true);
        }
    }

    /// The line, empty before anything was saved: what stands in it later is read out.
    pub fn line(&self) -> Html {
        let told = self.told.as_ref();
        let class =
            classes!("small", "saved", told.is_some_and(|told| told.refused).then_some("is-fails"));
        html! {
            <p {class} role="status">
                if let Some(SaveStatus { name, refused }) = told {
                    { if *refused { words::not_saved(name) } else { words::handed_over(name) } }
                }
            </p>
        }
    }
}
