//! What a renewal of a certificate by its own issuer carries, and for how long: the one place that
//! answers it. Plans, the forecast, advice and audits all ask [`Terms::of`].
//!
//! - A private CA, or the certificate itself, renews as it is, for as long as before.
//! - A certificate without server authentication is no TLS server certificate: neither Chrome's rule
//!   nor the days that CAs publish for those bind it.
//! - A public CA past its day in [`crate::policy`] renews with server authentication alone, or issues
//!   nothing any more. Where the nearest name on the path has no day, one above it decides.
//! - A public CA without a day is bound by Chrome's rule, unless its root is known and Chrome's store
//!   does not have it. One that is not known is taken to be bound.
//! - An issuer that is not known is taken for a public one without a day.
//!
//! No cryptography is done here.

use alloc::vec::Vec;
use core::iter::successors;

use crate::certificate::Certificate;
use crate::chain::Links;
use crate::eku::{ExtendedKeyUsage, Holds, Purpose, PurposeId};
use crate::issuer::{ChromeStore, Issuer, IssuerKind};
use crate::policy::{Authority, ClientAuth, SERVER_ONLY_FROM, maximum_days};
use crate::time::Timestamp;

/// What a renewal carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// What the certificate carries.
    Same,
    /// Server authentication alone.
    ServerOnly,
    /// The issuer issues nothing any more.
    Nothing,
    /// It is not known.
    Unknown,
}

impl Renewal {
    /// The stable word.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::ServerOnly => "server-only",
            Self::Nothing => "none",
            Self::Unknown => "unknown",
        }
    }
}

/// From when on an issuer issues no client authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The first day; `None` where nothing stops it.
    pub day: Option<Timestamp>,
    /// Whether the issuer itself is known to stop on that day, or by its kind never does; else the
    /// day is that of Chrome's rule, or an end is not published.
    pub known: bool,
}

/// The terms on which the issuer of one certificate renews it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Who issued it.
    pub issuer: Issuer,
    /// What decides.
    pub basis: Basis,
}

/// What decides what a renewal carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A private CA, or the certificate itself, renews it as it is.
    Own,
    /// It has no server authentication.
    NoServerAuth,
    /// Who issued it is not known.
    NotKnown,
    /// What this CA of the policy table says: the issuer, or one above it.
    Policy(&'static Authority),
    /// Chrome's store does not have the root.
    OutsideChrome,
    /// Chrome's rule: no day of the CA is known.
    Chrome,
}

/// The first renewal that does not carry what the certificate carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// When it is due.
    pub on: Timestamp,
    /// Whether there is none at all; else it has server authentication alone.
    pub ends: bool,
}

impl Terms {
    /// The terms for a certificate among those that `links` knows.
    #[must_use]
    pub fn of(certificate: &Certificate, links: &Links) -> Self {
        Self::by(Issuer::of(certificate, links), certificate)
    }

    /// The terms for a certificate of an issuer.
    pub(crate) fn by(issuer: Issuer, certificate: &Certificate) -> Self {
        let basis = match (issuer.kind, issuer.decides, issuer.chrome) {
            (IssuerKind::Private | IssuerKind::SelfSigned, ..) => Basis::Own,
            _ if lacks_server_auth(certificate) => Basis::NoServerAuth,
            (IssuerKind::Unknown, ..) => Basis::NotKnown,
            (IssuerKind::Public, Some(decides), _) => Basis::Policy(decides),
            (IssuerKind::Public, None, ChromeStore::HasNot) => Basis::OutsideChrome,
            (IssuerKind::Public, None, ChromeStore::Has(_) | ChromeStore::NotKnown) => {
                Basis::Chrome
            }
        };
        Self { issuer, basis }
    }

    /// From when on the issuer issues no client authentication.
    #[must_use]
    pub fn stop(&self) -> Stop {
        match self.basis {
            Basis::Own => Stop { day: None, known: true },
            Basis::NoServerAuth | Basis::OutsideChrome => Stop { day: None, known: false },
            Basis::NotKnown | Basis::Chrome => Stop { day: Some(SERVER_ONLY_FROM), known: false },
            Basis::Policy(authority) => {
                let day = authority.client_auth.ends();
                Stop { day, known: day.is_some() }
            }
        }
    }

    /// What a renewal on that day carries.
    #[must_use]
    pub fn carries(&self, on: Timestamp) -> Renewal {
        let dropped = self.issuer.authority.is_some_and(Authority::dropped_by_default);
        match (self.basis, self.taken(on)) {
            (Basis::NotKnown, _) => Renewal::Unknown,
            // Whether asking for it helps is not known.
            (Basis::Policy(_) | Basis::Chrome, Renewal::Same) if dropped => Renewal::Unknown,
            (_, taken) => taken,
        }
    }

    /// The same where it is not known: until its day an issuer is taken to renew as before.
    fn taken(&self, on: Timestamp) -> Renewal {
        let stopped = self.stop().day.is_some_and(|day| on.start_of_day() >= day);
        match self.basis {
            _ if !stopped => Renewal::Same,
            Basis::Policy(Authority { client_auth: ClientAuth::Ceased { .. }, .. }) => {
                Renewal::Nothing
            }
            _ => Renewal::ServerOnly,
        }
    }

    /// The certificate that its issuer gives for this one on a day; `None` where it gives none. It keeps
    /// the bytes of the one before, by which [`Links`] knows it.
    #[must_use]
    pub fn renewed(&self, before: &Certificate, on: Timestamp) -> Option<Certificate> {
        let renewal = self.taken(on);
        let not_before = on.start_of_day();
        let not_after = self.after(not_before, lifetime(before))?;
        let mut leaf = Certificate { not_before, not_after, is_imagined: true, ..before.clone() };
        match renewal {
            Renewal::Same | Renewal::Unknown => {}
            Renewal::ServerOnly => leaf.eku = server_only(&before.eku),
            Renewal::Nothing => return None,
        }
        Some(leaf)
    }

    /// When a certificate ends, and each of its renewals.
    pub(crate) fn ends(&self, leaf: &Certificate) -> impl Iterator<Item = Timestamp> {
        let mut lifetime = lifetime(leaf);
        successors(Some(leaf.not_after), move |renewed_on| {
            let end = self.after(*renewed_on, lifetime)?;
            lifetime = end.unix_seconds() - renewed_on.unix_seconds();
            Some(end)
        })
    }

    /// The first renewal that carries less than the certificate; `None` where that never comes.
    #[must_use]
    pub fn change(&self, leaf: &Certificate) -> Option<Change> {
        let day = self.stop().day?;
        let ends = self.taken(day) == Renewal::Nothing;
        if !ends && leaf.eku == server_only(&leaf.eku) {
            return None;
        }
        let on = self.ends(leaf).find(|renewed_on| renewed_on.start_of_day() >= day)?;
        Some(Change { on, ends })
    }

    /// The end of a renewal from a day on: a public one is valid for no longer than is then allowed.
    fn after(&self, from: Timestamp, seconds: u64) -> Option<Timestamp> {
        let allowed = maximum_days(from).filter(|_| self.basis != Basis::Own);
        let allowed = allowed.map(|days| u64::from(days) * SECONDS_OF_A_DAY);
        let lifetime = allowed.map_or(seconds, |allowed| seconds.min(allowed));
        Timestamp::from_unix_seconds(from.unix_seconds() + lifetime)
    }
}

/// What a renewal for servers alone has in the place of this.
#[must_use]
pub fn server_only(before: &ExtendedKeyUsage) -> ExtendedKeyUsage {
    let purposes = Vec::from([PurposeId::of(Purpose::ServerAuth)]);
    ExtendedKeyUsage::Present { critical: before.critical(), purposes }
}

/// Whether it lists purposes, and none that a TLS server needs.
fn lacks_server_auth(certificate: &Certificate) -> bool {
    let eku = &certificate.eku;
    let lists = matches!(eku, ExtendedKeyUsage::Present { .. });
    lists && !eku.lists_any() && eku.holds(Purpose::ServerAuth) == Holds::No
}

/// For how many seconds it is valid; a day at least, so that renewals come to an end.
fn lifetime(leaf: &Certificate) -> u64 {
    let seconds = leaf.not_after.unix_seconds().saturating_sub(leaf.not_before.unix_seconds());
    seconds.max(SECONDS_OF_A_DAY)
}

const SECONDS_OF_A_DAY: u64 = 86_400;

#[cfg(test)]
mod tests;
