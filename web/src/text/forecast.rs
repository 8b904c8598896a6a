//! Texts about when what breaks, and about who issued a certificate.

use eku_engine::deployment::StoreId;
use eku_engine::issuer::IssuerKind;
use eku_engine::renewal::Renewal;

use crate::place::{PeerId, Slot};

/// Heading of the forecast.
pub const WHEN: &str = "When, one by one";
/// What the table below it says.
pub const WHEN_TABLE: &str = "The day on which each service breaks, by its certificates alone";
/// Heading of the services.
pub const SERVICE: &str = "Service";
/// Heading of the days on which services break where nothing is renewed.
pub const UNRENEWED: &str = "If nothing is renewed";
/// Heading of the days on which services break where everything is renewed.
pub const RENEWED: &str = "If each certificate is renewed by its issuer";
/// A service that fails today.
pub const FAILS_ALREADY: &str = "Fails already";
/// A service that is undecided today.
pub const UNDECIDED_NOW: &str = "Undecided already now";
/// Leads the day on which a service breaks.
pub const BREAKS: &str = "Breaks";
/// Leads the day from which on a service is undecided.
pub const UNDECIDED_FROM: &str = "Undecided from";
/// No certificate's end is known to break the service.
pub const NO_DAY: &str = "No day is known";
/// No renewal is known to break the service.
pub const NO_DAY_RENEWED: &str = "No day within ten years is known";
/// A bound left the days of the service out.
pub const CUT: &str = "Not worked out: too many certificates";
/// Heading of the certificates.
pub const CERTIFICATES: &str = "Each certificate";
/// Leads the end of a validity.
pub const EXPIRES: &str = "Expires";
/// Leads an end of a validity that is past.
pub const EXPIRED: &str = "Expired";
/// Leads the issuer.
pub const ISSUED_BY: &str = "Issued by";
/// Leads what shows who issued a certificate.
pub const EVIDENCE: &str = "What shows it";
/// Leads what a renewal carries.
pub const RENEWAL: &str = "A renewal then";
/// Leads the day on which a CA stops issuing client authentication.
pub const STOPS: &str = "CA stops";
/// A day that the CA itself gave.
pub const STOP_KNOWN: &str = "the CA's own day for the end of client authentication";
/// A day that is taken because no other is known.
pub const STOP_TAKEN: &str = "Chrome's rule; no day of this CA is known";
/// A CA that never stops, by its kind.
pub const STOPS_NEVER: &str = "Nothing stops it.";
/// A CA of which no day is known.
pub const STOPS_UNKNOWN: &str = "No day is known: ask the CA.";
/// Leads the last useful day for a renewal.
pub const LAST_RENEWAL: &str = "Renew by";
/// Leads how far such a renewal carries.
pub const CARRIES_UNTIL: &str = "the last day that still gets client authentication; it carries \
    until";
/// Leads the sources.
pub const SOURCES: &str = "Sources";
/// Heading of the advisories.
pub const WORTH_KNOWING: &str = "Worth knowing";
/// What the advisories do to the verdict.
pub const TURNS_NO_VERDICT: &str = "None of this changes a verdict above.";
/// Heading of the advice.
pub const ALSO: &str = "Also worth doing";
/// Heading of what would decide what is undecided.
pub const DECIDES: &str = "What would decide it";

/// What a renewal carries.
#[must_use]
pub const fn renewal(renewal: Renewal) -> &'static str {
    match renewal {
        Renewal::Same => "carries the same purposes",
        Renewal::ServerOnly => "carries server authentication only",
        Renewal::Nothing => "is not possible: the CA issues none any more",
        Renewal::Unknown => "carries what nobody knows yet",
    }
}

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
