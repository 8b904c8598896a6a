//! Many certificates, each with what becomes of it: what an audit shows.
//!
//! Entry points: [`audit`] for the certificates of one source, [`Tally`] for the counts of all.

mod summary;

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::CertificateReport;
use super::certificates::one;
use crate::certificate::{Certificate, ValidityAt};
use crate::chain::Links;
use crate::forecast::prospect;
use crate::time::{Date, Timestamp};

pub use summary::{AuditSummary, Count, Tally};

/// One certificate of an audit: `eku/certificate/1`, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditReport {
    /// The certificate.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub certificate: CertificateReport,
    /// At the audited date: `valid`, `expired` or `not-yet-valid`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["valid", "expired", "not-yet-valid"])))]
    pub validity: &'static str,
    /// What a renewal on the day it expires carries: `same`, `server-only`, `none` (no
    /// renewal) or `unknown`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["same", "server-only", "none", "unknown"])))]
    pub renewal: &'static str,
    /// From this day on its issuer issues no client authentication; `None` where nothing stops it.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub stop_date: Option<Date>,
    /// Whether that is known of the issuer itself.
    pub stop_date_known: bool,
    /// The UTC date on which it breaks if nothing is renewed, that of its notAfter.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub breaks_unrenewed: Date,
    /// The date of the renewal that takes client authentication away, if the same issuer renews it
    /// on the day it expires; `None` where it has none, is a CA certificate, or keeps it.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub breaks_renewed: Option<Date>,
    /// Whether the same certificate came before in the audit.
    pub duplicate: bool,
}

/// What an audit shows of the certificates read from `source`, in its order; the one at the front
/// has the place `first` in it. Who issued them is looked for among them and `others`. Duplicates
/// are the caller's to mark.
#[must_use]
pub fn audit(
    certificates: Vec<Certificate>,
    others: &[Arc<Certificate>],
    source: &str,
    first: usize,
    at: Timestamp,
) -> Vec<AuditReport> {
    let shared = Vec::from_iter(certificates.into_iter().map(Arc::new));
    let links = Links::among(shared.iter().chain(others));
    let numbered = shared.iter().enumerate();
    numbered
        .map(|(place, certificate)| {
            let report = one(certificate, &links, source, first + place);
            with_prospect(report, certificate, &links, at)
        })
        .collect()
}

fn with_prospect(
    report: CertificateReport,
    certificate: &Certificate,
    links: &Links,
    at: Timestamp,
) -> AuditReport {
    let prospect = prospect(certificate, links, at);
    AuditReport {
        validity: match certificate.validity_at(at) {
            ValidityAt::Valid => "valid",
            ValidityAt::Expired => "expired",
            ValidityAt::NotYetValid => "not-yet-valid",
        },
        renewal: prospect.renewal.id(),
        stop_date: prospect.stop.day.map(Timestamp::date),
        stop_date_known: prospect.stop.known,
        breaks_unrenewed: certificate.not_after.date(),
        breaks_renewed: prospect
            .loses_client_auth
            .filter(|_| !report.facts.is_ca)
            .map(Timestamp::date),
        duplicate: false,
        certificate: report,
    }
}
