//! What the files that were read last came to: said in a line, until something else is done.

use super::{Action, CertificateFile, State};
use crate::names;
use crate::place::Place;

/// What the files that were read last came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// How many were taken.
    pub taken: usize,
    /// What the places are called that took them, each once.
    pub into: Vec<String>,
    /// How many of them wait until somebody says where they belong.
    pub waiting: usize,
    /// Those whose certificates are already where they go, and where that is.
    pub already: Vec<(String, String)>,
    /// How many could not be read.
    pub refused: usize,
}

impl Receipt {
    /// Whether there is nothing to say that is not said elsewhere: what could not be read alone has
    /// an alert.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.taken == 0 && self.already.is_empty()
    }
}

impl State {
    /// Forgets what was said of the last files, where an action changes something else.
    pub(super) fn forget_receipt(&mut self, action: &Action) {
        let says_nothing =
            matches!(action, Action::Drag(_) | Action::Dismiss(_) | Action::Judgement(_));
        let still_reading = matches!(action, Action::Intake(super::Intake::Reading(_)));
        if !says_nothing && !still_reading {
            self.receipt = None;
        }
    }

    /// The source of what a place holds, where that is these certificates already.
    pub(super) fn holds(&self, place: Place, held: &CertificateFile) -> Option<&str> {
        let there =
            self.held_in(place).iter().find(|there| there.certificates == held.certificates)?;
        Some(&there.source)
    }

    /// What a place is called in a receipt, shortly.
    pub(super) fn receipt_name(&self, place: Place) -> String {
        match place {
            Place::Slot(slot) => names::short_name(&self.store_id(slot)),
            _ => self.named(place).words,
        }
    }
}
