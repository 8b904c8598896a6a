//! The report as data: what text, Markdown, JSON (`eku/check/1`) and the page all show.
//!
//! Every field that is a sentence was worded in this module's siblings; a reader of the model
//! never has to build one. Field names and order are those of the JSON contract; fields that the
//! contract does not name are additions.

use alloc::string::String;
use alloc::vec::Vec;

use crate::plan::Action;
pub use crate::rule::Confidence;
pub use crate::verdict::Verdict;

/// Where a statement comes from, ready to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source {
    /// Short identifier of the document, for example `S`.
    pub id: &'static str,
    /// Title of the document.
    pub title: &'static str,
    /// The section that says it.
    pub section: &'static str,
    /// Address of the document.
    pub url: &'static str,
    /// Date of the version that was read, as `2026-04-15`.
    pub date: &'static str,
}

/// The whole report of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// `eku/check/1`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = "eku/check/1")))]
    pub schema: &'static str,
    /// The instant that was judged, RFC 3339 in UTC.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    pub at: String,
    /// The two nodes as they were judged.
    pub nodes: Vec<NodeReport>,
    /// The worst verdict of all services.
    pub verdict: Verdict,
    /// The answer in one sentence.
    pub headline: String,
    /// The reason behind the answer in a sentence, and in another that turning the EKU check Off
    /// does not help, where that takes one reason away and leaves another; empty where everything
    /// works.
    pub headline_reason: String,
    /// That OpenSSL may refuse a certificate for what no verdict knows, in one sentence; empty
    /// where nothing says so, and where the answer is that something fails.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "String::is_empty"))]
    pub caution: String,
    /// Identifiers of what was not checked anywhere in the deployment.
    pub not_checked: Vec<&'static str>,
    /// Every service that the deployment has, in the order of the specification.
    pub services: Vec<ServiceReport>,
    /// Services that the certificates' purposes do not touch.
    pub not_affected: Vec<NotAffected>,
    /// Every TLS connection that was judged.
    pub connections: Vec<ConnectionReport>,
    /// What to do, best first; empty where everything works.
    pub plans: Vec<PlanReport>,
    /// Whether plans were left out, because there are too many or the search met its bound.
    pub plans_cut: bool,
    /// Actions that are worth doing and change no verdict.
    pub advice: Vec<AdviceReport>,
    /// What becomes of the certificates and services.
    pub forecast: ForecastReport,
    /// What fails already and until when the rest holds, in a sentence or two.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub when: String,
    /// What is worth knowing and turns no verdict.
    pub advisories: Vec<AdvisoryReport>,
    /// What was seen of the deployment at work, contradictions first. It turns no verdict.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub evidence: Vec<EvidenceReport>,
    /// What the input was, where it was more than named certificates.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "InputReport::is_empty"))]
    pub input: InputReport,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// What was found in archives and dumps, and what was taken from them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InputReport {
    /// Every file that was met.
    pub found: Vec<FoundReport>,
    /// Every setting that was taken from one.
    pub settings: Vec<SettingReport>,
}

impl InputReport {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty() && self.settings.is_empty()
    }
}

/// A file that was met, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FoundReport {
    /// The file, `a.tar.gz!inner/path` inside an archive.
    pub file: String,
    /// Whether it was used.
    pub used: bool,
    /// What it held, or why it was set aside.
    pub text: String,
}

/// A setting that was taken from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingReport {
    /// `core` or `edge`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["core", "edge"])))]
    pub node: &'static str,
    /// What was set.
    pub what: String,
    /// The value.
    pub value: String,
    /// The file.
    pub file: String,
    /// The line, from 1; `None` where it is no line's.
    pub line: Option<u64>,
    /// The statement as it stands there; empty where it is none.
    pub text: String,
}

/// A node as it was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NodeReport {
    /// `core` or `edge`.
    pub node: &'static str,
    /// Its release, for example `X15.5`.
    pub release: String,
    /// `on` or `off`; `None` where the release has no such setting.
    pub eku_check: Option<&'static str>,
    /// How many machines it has.
    pub peers: usize,
    /// As people write it, `Core` or `Edge`.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub title: &'static str,
    /// The hosts that its certificates name, one a machine.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub hosts: Vec<String>,
    /// Release and setting in words: `Core X15.5, EKU check On`.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub words: String,
}

/// One service and its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServiceReport {
    /// Stable identifier, for example `mra`.
    pub id: String,
    /// Name as people write it.
    pub name: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why; empty where it works.
    pub because: Vec<Reason>,
    /// What was not checked for it.
    pub not_checked: Vec<&'static str>,
}

/// One reason of a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reason {
    /// Stable identifier of the rule.
    pub rule: &'static str,
    /// Whether this reason fails the connection or leaves it undecided.
    pub outcome: Verdict,
    /// The certificate it speaks of: a store, or `far-end:<slug>`.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub certificate: Option<String>,
    /// The connection or service that a `depends-on` reason points at.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub on: Option<String>,
    /// How well it is founded.
    pub confidence: Confidence,
    /// Where it comes from.
    pub source: Source,
    /// The reason in one sentence.
    pub text: String,
    /// What would decide it, where it is undecided and something would; else empty.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "String::is_empty"))]
    pub decided_by: String,
}

/// A service that no certificate purpose touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotAffected {
    /// Stable identifier.
    pub id: &'static str,
    /// Name as people write it.
    pub name: &'static str,
    /// Where it comes from.
    pub source: Source,
}

/// One TLS connection and its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConnectionReport {
    /// Stable identifier, for example `ssh-tunnels`.
    pub id: String,
    /// Name as people write it.
    pub name: String,
    /// Who opens it (the TLS client): `core`, `edge` or `far-end:<slug>`.
    pub initiator: String,
    /// Who answers it (the TLS server).
    pub responder: String,
    /// What the initiator presents; `None` where it presents nothing.
    pub initiator_certificate: Option<String>,
    /// What the responder presents.
    pub responder_certificate: Option<String>,
    /// Both sides in words: `Core, which presents its client certificate`.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub sides: [String; 2],
    /// The verdict.
    pub verdict: Verdict,
    /// Why; empty where it works.
    pub because: Vec<Reason>,
    /// What was not checked for it.
    pub not_checked: Vec<&'static str>,
}

/// A set of actions that, applied together, repair what they promise.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanReport {
    /// Whether it repairs every failing service.
    pub complete: bool,
    /// The services it repairs.
    pub repairs: Vec<String>,
    /// What it does, in one line.
    pub title: String,
    /// What it leaves, in one sentence; empty where nothing is left.
    pub remains: String,
    /// Whether services that it repairs are undecided then, which `remains` says.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub open: bool,
    /// What to do, in order.
    pub actions: Vec<ActionReport>,
    /// The same as the engine does it to a deployment: see [`crate::plan::after`].
    #[cfg_attr(feature = "serde", serde(skip))]
    pub moves: Vec<Action>,
}

/// One action of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActionReport {
    /// Stable identifier, for example `turn-off-eku-check`.
    pub id: &'static str,
    /// What it acts on: a store, `core`, `edge`, `deployment` or `far-end:<slug>`.
    pub target: String,
    /// The same in words: `Core, client store`.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub target_words: String,
    /// What to do, in one line.
    pub title: String,
    /// What to know before doing it.
    pub warnings: Vec<String>,
    /// How to do it, step by step.
    pub steps: Vec<String>,
    /// Commands to copy, one an entry; a file's content where its first line is a comment.
    pub commands: Vec<String>,
    /// Whether somebody outside the deployment has to act.
    pub outside: bool,
    /// Other actions with the same effect.
    pub alternatives: Vec<ActionReport>,
    /// Where the remedy comes from.
    pub source: Source,
}

/// An action that is worth doing and changes no verdict, so that it is in no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AdviceReport {
    /// Why, in a sentence.
    pub because: String,
    /// What to do.
    pub action: ActionReport,
}

/// What becomes of the certificates and services.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ForecastReport {
    /// One for each store that holds a certificate.
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
    pub store: String,
    /// The same in words: `Core, server store`.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub store_words: String,
    /// The UTC date of its notAfter, `2027-04-01`.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub expires: String,
    /// `public`, `private`, `self-signed` or `unknown`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["public", "private", "self-signed", "unknown"])))]
    pub issuer_kind: &'static str,
    /// What a renewal on that day carries: `same`, `server-only` or `unknown`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["same", "server-only", "unknown"])))]
    pub renewal: &'static str,
    /// From this day on its issuer issues no client authentication; `None` where nothing stops it.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub stop_date: Option<String>,
    /// Whether that is known of the issuer itself.
    pub stop_date_known: bool,
    /// What people call the issuer, where the table of CAs has it.
    pub issuer_name: Option<&'static str>,
    /// What shows who issued it, in sentences.
    pub evidence: Vec<String>,
    /// The last day for a renewal by the same CA that still carries client authentication, where
    /// that lies ahead and helps.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub last_useful_renewal: Option<String>,
    /// How far such a renewal carries.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub carries_until: Option<String>,
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
    pub id: String,
    /// The date if nothing is renewed; `None` where it never comes.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub breaks_unrenewed: Option<String>,
    /// The date if each certificate is renewed by the same issuer on the day it expires; `None`
    /// where it does not come within ten years.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub breaks_renewed: Option<String>,
    /// The date from which on it is undecided if nothing is renewed, where it works now and that
    /// comes before it breaks.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub undecided_unrenewed: Option<String>,
    /// The same if each certificate is renewed.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub undecided_renewed: Option<String>,
    /// All of it in sentences.
    pub text: String,
}

/// Something worth knowing about a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AdvisoryReport {
    /// Stable identifier, for example `wildcard-name`.
    pub id: &'static str,
    /// The store, the node in whose trusted CA list the certificate stands, or `far-end:<slug>`.
    pub certificate: String,
    /// How well it is founded.
    pub confidence: Confidence,
    /// What it is, in a sentence.
    pub text: String,
    /// Where it comes from.
    pub source: Source,
}

/// Something that was seen of the deployment at work, held against its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EvidenceReport {
    /// The connection that it speaks of; `None` where it speaks of none of the deployment.
    pub connection: Option<String>,
    /// `agrees`, `contradicts` or `unrelated`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["agrees", "contradicts", "unrelated"])))]
    pub agrees: &'static str,
    /// `tls-failure`, `ssh-tunnel`, `zone`, `alarm` or `handshake`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["tls-failure", "ssh-tunnel", "zone", "alarm", "handshake"])))]
    pub kind: &'static str,
    /// The node on which it was seen, `core` or `edge`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["core", "edge"])))]
    pub node: &'static str,
    /// How well it is founded that the file says this.
    pub confidence: Confidence,
    /// What was seen and how it stands to the verdict, in a sentence.
    pub text: String,
    /// How often it was seen.
    pub count: u64,
    /// When it was seen first, RFC 3339; `None` where the file gives no time.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    pub first: Option<String>,
    /// When it was seen last.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    pub last: Option<String>,
    /// The file that says it.
    pub file: String,
    /// Where in the file it stands first; empty where that says nothing.
    #[cfg_attr(feature = "serde", serde(rename = "where"))]
    pub place: String,
}

/// Something in the input that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// The file, or the place on the page.
    pub file: String,
    /// What is wrong.
    pub what: String,
    /// Where in the file; empty where that says nothing.
    #[cfg_attr(feature = "serde", serde(rename = "where"))]
    pub place: String,
    /// What to do.
    #[cfg_attr(feature = "serde", serde(rename = "do"))]
    pub remedy: String,
}

/// One certificate as it is shown (`eku/certificate/1`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertificateReport {
    /// `eku/certificate/1`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = "eku/certificate/1")))]
    pub schema: &'static str,
    /// The file it was read from.
    pub source: String,
    /// Its place among the certificates read from that source, from 0.
    pub index: usize,
    /// SHA-256 of its DER, lower-case hex.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[0-9a-f]{64}$")))]
    pub sha256: String,
    /// Subject, RFC 4514.
    pub subject: String,
    /// Issuer, RFC 4514.
    pub issuer: String,
    /// Serial number, `46:df:76:aa`.
    pub serial: String,
    /// Start of validity, RFC 3339.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    pub not_before: String,
    /// End of validity, RFC 3339.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    pub not_after: String,
    /// SAN dNSNames, in the certificate's order.
    pub dns_names: Vec<String>,
    /// SAN iPAddresses, in the certificate's order.
    pub ip_addresses: Vec<String>,
    /// Whether BasicConstraints say CA.
    pub is_ca: bool,
    /// Whether its signature verifies with its own key; `None` where that cannot be verified.
    pub self_signed: Option<bool>,
    /// Its extended key usage.
    pub eku: EkuReport,
    /// Who issued it.
    pub issuer_kind: IssuerReport,
    /// Deviations from the standard that were read over.
    pub problems: Vec<String>,
    /// What can deceive a reader of its names; not there where nothing can.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub name_marks: Vec<NameMarkReport>,
}

/// A name that can deceive who reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NameMarkReport {
    /// `hidden-characters`, `right-to-left-letters`, `piled-marks`, `look-alike-name`,
    /// `mixed-scripts`, `encoded-name` or `long-name`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["hidden-characters", "right-to-left-letters", "piled-marks", "look-alike-name", "mixed-scripts", "encoded-name", "long-name"])))]
    pub id: &'static str,
    /// The name, as it stands in the certificate.
    pub name: String,
    /// What an encoded name (`xn--`) stands for.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub shown: Option<String>,
    /// The name in ASCII that it looks like.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub looks_like: Option<String>,
    /// All of it in words, without a full stop.
    pub text: String,
}

/// Who issued a certificate, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IssuerReport {
    /// `public`, `private`, `self-signed` or `unknown`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["public", "private", "self-signed", "unknown"])))]
    pub kind: &'static str,
    /// What shows it, in sentences.
    pub evidence: Vec<String>,
}

/// The extended key usage of a certificate, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EkuReport {
    /// `absent`, `present`, `empty` or `unreadable`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["absent", "present", "empty", "unreadable"])))]
    pub state: &'static str,
    /// Whether the extension is critical.
    pub critical: bool,
    /// The purposes as OIDs, in the certificate's order.
    pub purposes: Vec<String>,
    /// Whether serverAuth is among them.
    pub server_auth: bool,
    /// Whether clientAuth is among them.
    pub client_auth: bool,
    /// Whether anyExtendedKeyUsage is among them.
    pub any: bool,
    /// In words, for people: `server and client authentication`.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub words: String,
}
