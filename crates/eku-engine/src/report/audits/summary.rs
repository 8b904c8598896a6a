//! The counts of an audit, as data and as text.
//!
//! Counts are kept under words and months, of which there are few, so that their size does not
//! depend on how many certificates there are.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use super::AuditReport;
use crate::report::{EkuReport, EkuState};
use crate::time::{Date, Timestamp};

/// The end of an audit: what was read, and how many certificates are of which kind.
///
/// The counts by kind are of different certificates that are no CA certificates.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditSummary {
    /// `eku/audit/1`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = "eku/audit/1")))]
    pub schema: &'static str,
    /// The audited date, RFC 3339 in UTC.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    pub at: Timestamp,
    /// Files that were looked at.
    pub files: u64,
    /// Files in folders that hold no certificate and nothing like one.
    pub passed_over: u64,
    /// Files and folders of which something could not be read.
    pub unreadable: u64,
    /// Certificates that were read.
    pub certificates: u64,
    /// Those that came before, by fingerprint.
    pub duplicates: u64,
    /// Whether every duplicate was found; `false` where there were more different certificates than
    /// fingerprints are remembered.
    pub duplicates_complete: bool,
    /// Whether signatures were verified; `false` where issuers are by name and key identifier only.
    pub signatures_verified: bool,
    /// CA certificates among the different ones.
    pub ca_certificates: u64,
    /// By extended key usage.
    pub eku: Vec<Count>,
    /// By who issued them.
    pub issuer_kind: Vec<Count>,
    /// By what a renewal carries.
    pub renewal: Vec<Count>,
    /// By whether they are valid at the audited date.
    pub validity: Vec<Count>,
    /// By the month in which they break if nothing is renewed, `2027-03`.
    pub breaks_unrenewed: Vec<Count>,
    /// By the month in which a renewal takes client authentication away.
    pub breaks_renewed: Vec<Count>,
}

/// How many certificates are of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Count {
    /// The kind.
    pub kind: String,
    /// How many.
    pub certificates: u64,
}

/// Counts while an audit goes on.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    certificates: u64,
    duplicates: u64,
    ca_certificates: u64,
    eku: BTreeMap<&'static str, u64>,
    issuer_kind: BTreeMap<&'static str, u64>,
    renewal: BTreeMap<&'static str, u64>,
    validity: BTreeMap<&'static str, u64>,
    breaks_unrenewed: BTreeMap<Month, u64>,
    breaks_renewed: BTreeMap<Month, u64>,
}

impl Tally {
    /// How many certificates were counted.
    #[must_use]
    pub fn certificates(&self) -> u64 {
        self.certificates
    }

    /// Counts a certificate that came before.
    pub fn add_duplicate(&mut self) {
        self.certificates += 1;
        self.duplicates += 1;
    }

    /// Counts a certificate.
    pub fn add(&mut self, report: &AuditReport) {
        self.certificates += 1;
        if report.certificate.facts.is_ca {
            self.ca_certificates += 1;
            return;
        }
        let certificate = &report.certificate;
        *self.eku.entry(kind_of(&certificate.facts.eku)).or_default() += 1;
        *self.issuer_kind.entry(certificate.facts.issuer_kind.kind.id()).or_default() += 1;
        *self.renewal.entry(report.renewal).or_default() += 1;
        *self.validity.entry(report.validity).or_default() += 1;
        *self.breaks_unrenewed.entry(report.breaks_unrenewed.into()).or_default() += 1;
        if let Some(date) = report.breaks_renewed {
            *self.breaks_renewed.entry(date.into()).or_default() += 1;
        }
    }

    /// The summary; what was read is the caller's to fill in.
    #[must_use]
    pub fn summary(&self, at: Timestamp) -> AuditSummary {
        AuditSummary {
            schema: "eku/audit/1",
            at,
            files: 0,
            passed_over: 0,
            unreadable: 0,
            certificates: self.certificates,
            duplicates: self.duplicates,
            duplicates_complete: true,
            signatures_verified: true,
            ca_certificates: self.ca_certificates,
            eku: counts(&self.eku),
            issuer_kind: counts(&self.issuer_kind),
            renewal: counts(&self.renewal),
            validity: counts(&self.validity),
            breaks_unrenewed: counts(&self.breaks_unrenewed),
            breaks_renewed: counts(&self.breaks_renewed),
        }
    }
}

impl AuditSummary {
    /// The summary as text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!(
            "{} checked, {} without a certificate, {} with unreadable content\n{}, {} of them \
             duplicates{}, {} of the others CA certificates\n",
            many(self.files, "file"),
            self.passed_over,
            self.unreadable,
            many(self.certificates, "certificate"),
            self.duplicates,
            if self.duplicates_complete { "" } else { " (or more: over the limit)" },
            self.ca_certificates
        );
        if !self.signatures_verified {
            text.push_str("Signatures were not verified. Issuers are by name and key ID only.\n");
        }
        for (title, counts) in [
            ("EKU", &self.eku),
            ("Issuer", &self.issuer_kind),
            ("EKU at renewal", &self.renewal),
            ("Validity", &self.validity),
            ("Expiry, by month", &self.breaks_unrenewed),
            ("Renewal without client authentication, by month", &self.breaks_renewed),
        ] {
            if counts.is_empty() {
                continue;
            }
            text.push_str(&format!("\n{title}\n"));
            for count in counts {
                text.push_str(&format!("  {:<28}{:>12}\n", count.kind, count.certificates));
            }
        }
        text
    }
}

/// The one word for an extended key usage.
fn kind_of(eku: &EkuReport) -> &'static str {
    match (eku.state, eku.server_auth, eku.client_auth, eku.any) {
        (EkuState::Present, true, true, _) => "server-and-client",
        (EkuState::Present, true, false, _) => "server-only",
        (EkuState::Present, false, true, _) => "client-only",
        (EkuState::Present, false, false, true) => "any",
        (EkuState::Present, false, false, false) => "other",
        (EkuState::Absent | EkuState::Empty | EkuState::Unreadable, ..) => eku.state.id(),
    }
}

/// The month of a date, displayed as `2027-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Month {
    year: u16,
    month: u8,
}

impl From<Date> for Month {
    fn from(date: Date) -> Self {
        let (year, month, _) = date.parts();
        Self { year, month }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year, self.month)
    }
}

fn counts<K: ToString>(counts: &BTreeMap<K, u64>) -> Vec<Count> {
    let count =
        |(kind, number): (&K, &u64)| Count { kind: kind.to_string(), certificates: *number };
    counts.iter().map(count).collect()
}

fn many(number: u64, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
