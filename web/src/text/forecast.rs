//! Texts about what stops when, and about who issued a certificate.

use eku_engine::deployment::StoreId;
use eku_engine::issuer::IssuerKind;

use crate::place::{PeerId, Slot};

/// Heading of the services.
pub const SERVICE: &str = "Service";
/// Heading of the days on which services break where nothing is renewed.
pub const UNRENEWED: &str = "If nothing is renewed";
/// Heading of the days on which services break where everything is renewed.
pub const RENEWED: &str = "If each certificate is renewed with its CA";
/// A service that fails today.
pub const FAILS_ALREADY: &str = "Already failing";
/// A service that is undecided today.
pub const UNDECIDED_NOW: &str = "Unknown today";
/// Leads the day on which a service breaks.
pub const BREAKS: &str = "Stops on";
/// Leads the day from which on a service is undecided.
pub const UNDECIDED_FROM: &str = "Unknown from";
/// No certificate's end is known to break the service.
pub const NO_DAY: &str = "No date known";
/// No renewal is known to break the service.
pub const NO_DAY_RENEWED: &str = "No later problem known (10-year outlook)";
/// A bound left the days of the service out.
pub const CUT: &str = "Not checked: too many certificates";
/// Leads the issuer.
pub const ISSUED_BY: &str = "Issuer type";
/// Leads what shows who issued a certificate.
pub const EVIDENCE: &str = "Evidence";
/// Leads the day on which a CA stops issuing client authentication.
pub const STOPS: &str = "CA ends clientAuth";
/// A day that the CA itself gave.
pub const STOP_KNOWN: &str = "the CA's own date";
/// A day that is taken because no other is known.
pub const STOP_TAKEN: &str = "Chrome's date. This CA has announced none.";
/// A CA that never stops, by its kind.
pub const STOPS_NEVER: &str = "Never";
/// A CA of which no day is known.
pub const STOPS_UNKNOWN: &str = "Unknown. Ask the CA.";
/// Leads the last useful day for a renewal.
pub const LAST_RENEWAL: &str = "Renew by";
/// Leads how far such a renewal carries.
pub const CARRIES_UNTIL: &str =
    "the last day to renew with client authentication. That renewal expires on";
/// Leads the sources.
pub const SOURCES: &str = "Sources";
/// Heading of the advice.
pub const ALSO: &str = "Also worth doing";
/// Heading of what would decide what is undecided.
pub const DECIDES: &str = "How to find out";

/// The kind of an issuer behind its name, where it adds something.
#[must_use]
pub const fn short_kind(kind: IssuerKind) -> Option<&'static str> {
    match kind {
        IssuerKind::Public => Some("public CA"),
        IssuerKind::Private => Some("private CA"),
        IssuerKind::SelfSigned => Some("self-signed"),
        IssuerKind::Unknown => None,
    }
}

/// The certificate of a store.
#[must_use]
pub fn certificate(store: &StoreId) -> String {
    let slot = Slot::new(store.node, PeerId::FIRST, store.kind);
    super::slot_certificate(slot, store.peer.as_deref())
}

/// Opens the notes, of which none changes a verdict.
#[must_use]
pub fn notes(count: usize) -> String {
    match count {
        1 => "1 note that does not affect the result".to_owned(),
        count => format!("{count} notes that do not affect the result"),
    }
}
