//! What becomes of the certificates and services.

use alloc::string::String;
use alloc::vec::Vec;

use super::Source;
use crate::deployment::{Service, StoreId};
use crate::forecast::OutlookState;
use crate::issuer::IssuerKind;
use crate::renewal::Renewal;
use crate::time::Date;

/// What lies ahead of the whole deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutlookReport {
    /// `failing`, `at-risk`, `stable` or `unknown`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["failing", "at-risk", "stable", "unknown"])))]
    pub state: OutlookState,
    /// The day on which a service breaks that works now, although each certificate is renewed by its
    /// issuer in time; `None` unless it is at risk.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub first_break: Option<Date>,
    /// The day on which a service breaks that works now, if nothing is renewed.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub first_break_unrenewed: Option<Date>,
    /// The last day on which acting is in time; `None` unless it is at risk.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub act_by: Option<Date>,
    /// The services that fail, that break on the first day, or of which nothing is known.
    pub services: Vec<Service>,
    /// All of it in a sentence or two.
    pub text: String,
}

/// What becomes of the certificates and services.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ForecastReport {
    /// One for each store that has a certificate.
    pub certificates: Vec<CertificateForecastReport>,
    /// One for each service.
    pub services: Vec<ServiceForecastReport>,
}

/// What becomes of one store's certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertificateForecastReport {
    /// The store.
    pub store: StoreId,
    /// The same in words: `Core, server store`.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub store_words: String,
    /// The UTC date of its notAfter, `2027-04-01`.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub expires: Date,
    /// `public`, `private`, `self-signed` or `unknown`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["public", "private", "self-signed", "unknown"])))]
    pub issuer_kind: IssuerKind,
    /// What a renewal on that day carries: `same`, `server-only`, `none` (no renewal) or `unknown`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["same", "server-only", "none", "unknown"])))]
    pub renewal: Renewal,
    /// From this day on its issuer issues no client authentication; `None` where nothing stops it.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub stop_date: Option<Date>,
    /// Whether that is known of the issuer itself.
    pub stop_date_known: bool,
    /// What people call the issuer, where the table of CAs has it.
    pub issuer_name: Option<&'static str>,
    /// What shows who issued it, in sentences.
    pub evidence: Vec<String>,
    /// The last day for a renewal by the same CA that still carries client authentication, where
    /// that lies ahead and helps.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub last_useful_renewal: Option<Date>,
    /// How far such a renewal carries.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub carries_until: Option<Date>,
    /// Where the dates and the evidence come from.
    pub sources: Vec<Source>,
    /// What becomes of it, in sentences, where its day stands beside it.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub becomes: String,
    /// All of it in sentences.
    pub text: String,
}

/// When a service breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServiceForecastReport {
    /// Stable identifier of the service.
    pub id: Service,
    /// The date if nothing is renewed; `None` where it never comes.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub breaks_unrenewed: Option<Date>,
    /// The date if each certificate is renewed by the same issuer on the day it expires; `None`
    /// where it does not come within ten years.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub breaks_renewed: Option<Date>,
    /// The date from which it is unknown without renewals, where it works now and that
    /// comes before it breaks.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub undecided_unrenewed: Option<Date>,
    /// The same if each certificate is renewed.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub undecided_renewed: Option<Date>,
    /// Whether a bound left its dates out; then all of them are `None`. Absent where it did not.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "core::ops::Not::not"))]
    pub cut: bool,
    /// All of it in sentences.
    pub text: String,
}
