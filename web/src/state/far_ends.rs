//! The far ends: what was described of each.

use std::rc::Rc;

use eku_engine::deployment::{
    ClientEkuCheck, Initiates, NodeName, Protocol, ReadyMade, Service, Slug, TlsVerify,
};

use super::names::{self, GivenName};
use super::{Held, State};
use crate::place::{FarEndId, Place};
use crate::text;

/// A far end, as it is described on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct FarEnd {
    /// Tells it from others.
    pub id: FarEndId,
    /// What it was made from.
    pub ready_made: Option<ReadyMade>,
    /// Its name, as it was typed.
    pub name: String,
    /// The node that it talks to.
    pub node: NodeName,
    /// Who opens connections.
    pub initiates: Initiates,
    /// What it makes of our client certificate.
    pub client_eku_check: ClientEkuCheck,
    /// What our node makes of its certificate.
    pub tls_verify: TlsVerify,
    /// The protocol inside TLS.
    pub protocol: Protocol,
    /// The services that need it.
    pub used_by: Vec<Service>,
    /// The names that our node looks for in its certificate, as they were typed.
    pub verify_names: String,
    /// Its own certificate.
    pub certificate: Option<Rc<Held>>,
    /// Its trusted CA list.
    pub trusted: Vec<Rc<Held>>,
    /// Canonical names of CAs that what is tried takes to be in it.
    pub assumed: Vec<Vec<u8>>,
    /// Whether all of it is shown at first. What opens for a problem does not close under the
    /// hand that mends it.
    pub in_full: bool,
}

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

impl FarEnd {
    fn change(&mut self, change: FarEndChange) {
        match change {
            FarEndChange::Name(name) => self.name = name,
            FarEndChange::Node(node) => self.node = node,
            FarEndChange::Initiates(initiates) => self.initiates = initiates,
            FarEndChange::ClientEkuCheck(check) => self.client_eku_check = check,
            FarEndChange::TlsVerify(mode) => self.tls_verify = mode,
            FarEndChange::Protocol(protocol) => self.protocol = protocol,
            FarEndChange::VerifyNames(names) => self.verify_names = names,
            FarEndChange::UsedBy(service, used) => {
                let wanted = text::far_ends::SERVICES.into_iter().map(|(.., other)| other);
                let before = std::mem::take(&mut self.used_by);
                self.used_by = wanted
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
        self.far_ends.given(|all| {
            let typed: Vec<&str> = all.iter().map(|far_end| far_end.name.as_str()).collect();
            names::distinct(&typed, key, |_| text::far_ends::UNNAMED.to_owned())
        })
    }

    /// What one far end is called.
    #[must_use]
    pub fn far_end_name(&self, id: FarEndId) -> Option<String> {
        let place = self.far_ends.iter().position(|far_end| far_end.id == id)?;
        self.far_end_names().get(place).map(|given| given.name.clone())
    }

    /// The identifier that reports give a far end, without `far-end:`.
    #[must_use]
    pub fn slug(&self, id: FarEndId) -> Option<&str> {
        let place = self.far_ends.iter().position(|far_end| far_end.id == id)?;
        self.far_end_names().get(place).map(|given| given.key.as_str())
    }

    /// The far end that reports call so, and its name.
    #[must_use]
    pub fn far_end_of(&self, slug: &str) -> Option<(&FarEnd, &str)> {
        let names = self.far_end_names();
        let place = names.iter().position(|given| given.key == slug)?;
        Some((self.far_ends.get(place)?, &names[place].name))
    }

    pub(super) fn add_far_end(&mut self, ready_made: Option<ReadyMade>) {
        let id = FarEndId(self.fresh_id());
        let base = ready_made.map_or(text::far_ends::UNNAMED, ReadyMade::name);
        let names = self.far_end_names();
        let is_taken = |key: String| names.iter().any(|given| given.key == key);
        let (name, _) = names::free(base, 1, |name| key(name).is_some_and(is_taken));
        let far_end = match ready_made {
            Some(ready_made) => {
                let known = ready_made.far_end();
                FarEnd {
                    node: known.node,
                    initiates: known.initiates,
                    client_eku_check: known.client_eku_check,
                    tls_verify: known.tls_verify,
                    protocol: known.protocol,
                    used_by: known.used_by,
                    ..FarEnd::of_any_kind(id, name)
                }
            }
            None => FarEnd::of_any_kind(id, name),
        };
        self.far_ends.push(FarEnd { ready_made, in_full: ready_made.is_none(), ..far_end });
    }

    pub(super) fn remove_far_end(&mut self, id: FarEndId) {
        self.far_ends.retain(|far_end| far_end.id != id);
        self.forget_alerts_of_what_is_gone();
    }

    pub(super) fn change_far_end(&mut self, id: FarEndId, change: FarEndChange) {
        if let Some(far_end) = self.far_ends.iter_mut().find(|far_end| far_end.id == id) {
            far_end.change(change);
        }
        self.show_far_ends_with_problems();
    }

    /// A problem stands in the part that is folded away.
    pub(super) fn show_far_ends_with_problems(&mut self) {
        let wrong = self.far_end_names().iter().map(|given| given.problem.is_some());
        let wrong = Vec::from_iter(wrong);
        for (far_end, wrong) in self.far_ends.iter_mut().zip(wrong) {
            let places = [Place::FarEnd(far_end.id), Place::FarEndTrusted(far_end.id)];
            let alert = self.alerts.iter().any(|alert| places.contains(&alert.place));
            far_end.in_full |= alert || wrong;
        }
    }
}

impl FarEnd {
    /// A far end of which nothing is known.
    pub(super) const fn of_any_kind(id: FarEndId, name: String) -> Self {
        Self {
            id,
            ready_made: None,
            name,
            node: NodeName::Edge,
            initiates: Initiates::Expressway,
            client_eku_check: ClientEkuCheck::Unknown,
            tls_verify: TlsVerify::On,
            protocol: Protocol::Sip,
            used_by: Vec::new(),
            verify_names: String::new(),
            certificate: None,
            trusted: Vec::new(),
            assumed: Vec::new(),
            in_full: false,
        }
    }
}

/// Two far ends share a name where this is equal.
fn key(name: &str) -> Option<String> {
    Slug::new(name).map(|slug| slug.as_str().to_owned())
}
