//! The far ends, as they are changed by hand.

use eku_deployment::{FarEnd, FarEndId, GivenName, UNNAMED_FAR_END, far_end_key, typed};
use eku_engine::deployment::{
    ClientEkuCheck, Initiates, NodeName, Protocol, ReadyMade, Service, TlsVerify,
};

use super::State;
use crate::names;
use crate::place::Place;

/// A change of one property of a far end.
#[derive(Debug)]
pub enum FarEndChange {
    /// Its name was typed.
    Name(String),
    /// The node that it talks to was chosen.
    Node(NodeName),
    /// Who opens connections was chosen.
    Initiates(Initiates),
    /// What it makes of our client certificate was chosen.
    ClientEkuCheck(ClientEkuCheck),
    /// What our node makes of its certificate was chosen.
    TlsVerify(TlsVerify),
    /// The protocol was chosen.
    Protocol(Protocol),
    /// A service was said to need it, or not to.
    UsedBy(Service, bool),
    /// The names that our node looks for were typed.
    VerifyNames(String),
}

impl FarEndChange {
    fn apply(self, far_end: &mut FarEnd) {
        match self {
            Self::Name(name) => far_end.name = typed(name),
            Self::Node(node) => far_end.node = node,
            Self::Initiates(initiates) => far_end.initiates = initiates,
            Self::ClientEkuCheck(check) => far_end.client_eku_check = check,
            Self::TlsVerify(mode) => far_end.tls_verify = mode,
            Self::Protocol(protocol) => far_end.protocol = protocol,
            Self::VerifyNames(names) => far_end.verify_names = typed(names),
            Self::UsedBy(service, used) => {
                let wanted = names::SERVICES.into_iter().map(|(.., other)| other);
                let before = std::mem::take(&mut far_end.used_by);
                far_end.used_by = wanted
                    .filter(|other| if *other == service { used } else { before.contains(other) })
                    .collect();
            }
        }
    }
}

impl State {
    /// What the far ends are called.
    #[must_use]
    pub fn far_end_names(&self) -> &[GivenName] {
        self.description.far_end_names()
    }

    /// What one far end is called.
    #[must_use]
    pub fn far_end_name(&self, id: FarEndId) -> Option<String> {
        self.description.far_end_name(id)
    }

    /// The identifier that reports give a far end, without `far-end:`.
    #[must_use]
    pub fn slug(&self, id: FarEndId) -> Option<&str> {
        self.description.slug(id)
    }

    /// The far end that reports call so, and its name.
    #[must_use]
    pub fn far_end_of(&self, slug: &str) -> Option<(&FarEnd, &str)> {
        self.description.far_end_of(slug)
    }

    /// Whether all of a far end is shown at first. What opens for a problem does not close under
    /// the hand that mends it.
    #[must_use]
    pub fn is_in_full(&self, id: FarEndId) -> bool {
        self.in_full.contains(&id)
    }

    pub(super) fn add_far_end(&mut self, ready_made: Option<ReadyMade>) {
        let id = FarEndId(self.fresh_id());
        let base = ready_made.map_or(UNNAMED_FAR_END, ReadyMade::name);
        let names = self.far_end_names();
        let is_taken = |key: String| names.iter().any(|given| given.key == key);
        let (name, _) =
            eku_deployment::free(base, 1, |name| far_end_key(name).is_some_and(is_taken));
        let far_end = match ready_made {
            Some(ready_made) => FarEnd::of_kind(ready_made, id, name),
            None => FarEnd::of_any_kind(id, name),
        };
        if ready_made.is_none() {
            self.in_full.insert(id);
        }
        self.description.far_ends.push(far_end);
    }

    pub(super) fn remove_far_end(&mut self, id: FarEndId) {
        self.description.far_ends.retain(|far_end| far_end.id != id);
        self.forget_alerts_of_what_is_gone();
    }

    pub(super) fn change_far_end(&mut self, id: FarEndId, change: FarEndChange) {
        if let Some(far_end) = self.far_end_mut(id) {
            change.apply(far_end);
        }
        self.show_far_ends_with_problems();
    }

    /// A problem stands in the part that is folded away.
    pub(super) fn show_far_ends_with_problems(&mut self) {
        let names = self.description.far_end_names();
        for (far_end, given) in self.description.far_ends.iter().zip(names) {
            let places = [Place::FarEnd(far_end.id), Place::FarEndTrusted(far_end.id)];
            let alert = self.alerts.iter().any(|alert| places.contains(&alert.place));
            if alert || given.problem.is_some() {
                self.in_full.insert(far_end.id);
            }
        }
    }

    pub(super) fn far_end(&self, id: FarEndId) -> Option<&FarEnd> {
        self.description.far_ends.iter().find(|far_end| far_end.id == id)
    }

    pub(super) fn far_end_mut(&mut self, id: FarEndId) -> Option<&mut FarEnd> {
        self.description.far_ends.iter_mut().find(|far_end| far_end.id == id)
    }
}
