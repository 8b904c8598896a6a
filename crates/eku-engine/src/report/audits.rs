//! Many certificates, each with what becomes of it: what an audit shows.
//!
//! Entry points: [`audit`] and [`audit_with`] for the certificates of one source, [`Tally`] for the counts of all.

mod summary;

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::CertificateReport;
use super::certificates::{one_by, row};
use crate::certificate::{Certificate, ValidityAt};
use crate::chain::Links;
use crate::forecast::prospect_of;
use crate::issuer::Issuers;
use crate::renewal::Terms;
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

/// How an audit is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditOptions {
    /// The audited date.
    pub at: Timestamp,
    /// Whether signatures are verified; else issuers are found by name and key identifier only.
    pub verify: bool,
    /// Whether everything is shown; else only what tables have columns for, and all else is empty.
    pub in_full: bool,
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
    let options = AuditOptions { at, verify: true, in_full: true };
    audit_with(certificates, others, source, first, options)
}

/// The same, with options.
#[must_use]
pub fn audit_with(
    certificates: Vec<Certificate>,
    others: &[Arc<Certificate>],
    source: &str,
    first: usize,
    options: AuditOptions,
) -> Vec<AuditReport> {
    let shared = Vec::from_iter(certificates.into_iter().map(Arc::new));
    let all = shared.iter().chain(others);
    let links = if options.verify { Links::among(all) } else { Links::by_name(all) };
    let mut issuers = Issuers::among(&links);
    let numbered = shared.iter().enumerate();
    numbered
        .map(|(place, certificate)| {
            let terms = Terms::by(issuers.of(certificate), certificate);
            let show = if options.in_full { one_by } else { row };
            let report = show(&terms.issuer, certificate, &links, source, first + place);
            with_prospect(report, certificate, &terms, options.at)
        })
        .collect()
}

fn with_prospect(
    report: CertificateReport,
    certificate: &Certificate,
    terms: &Terms,
    at: Timestamp,
) -> AuditReport {
    let prospect = prospect_of(terms, certificate, at);
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
