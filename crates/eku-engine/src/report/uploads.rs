//! What an upload page does, in words.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::days::day;
use super::{Confidence, Source, eku_words, releases, source};
use crate::certificate::Certificate;
use crate::deployment::{StoreKind, Switch};
use crate::time::Timestamp;
use crate::upload::{Upload, UploadReason, UploadVerdict, Workaround};

/// What an upload page does with a certificate, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UploadReport {
    /// `eku/upload/1`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = "eku/upload/1")))]
    pub schema: &'static str,
    /// What it does.
    pub verdict: UploadVerdict,
    /// The answer in one sentence.
    pub headline: String,
    /// That no document describes the release; empty where one does.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "String::is_empty"))]
    pub caution: String,
    /// Why, a sentence each; empty where it accepts without more.
    pub because: Vec<String>,
    /// Another way, where the page rejects the certificate. Empty otherwise.
    pub way_round: String,
    /// How well the requirement is founded.
    pub confidence: Confidence,
    /// Where the requirement comes from.
    pub source: Source,
}

/// The report of an upload.
#[must_use]
pub fn upload(upload: &Upload, leaf: &Certificate, at: Timestamp) -> UploadReport {
    let judged = upload.judge(leaf, at);
    let (node, release) = (upload.node().title(), upload.release());
    let store = match upload.store() {
        _ if !release.has_client_store() => "certificate store",
        StoreKind::Server => "server store",
        StoreKind::Client => "client store",
    };
    let page = format!("The {store} of {node} on {release}");
    let headline = match judged.verdict {
        UploadVerdict::Accepted if upload.as_client() => {
            format!("{page} accepts this certificate and copies it into the client store.")
        }
        UploadVerdict::Accepted => format!("{page} accepts this certificate."),
        UploadVerdict::Refused => format!("{page} rejects this certificate."),
        UploadVerdict::Undecided => {
            format!("{page} may reject this certificate.")
        }
    };
    let mut because: Vec<String> =
        judged.reasons.iter().map(|reason| reason_words(*reason, leaf)).collect();
    if judged.verdict == UploadVerdict::Accepted && upload.as_client() {
        because.push(
            "The copy skips the check for client authentication. It overwrites the client \
             certificate and its key."
                .into(),
        );
    }
    let way_round = judged.way_round.map(workaround_words).unwrap_or_default();
    UploadReport {
        schema: "eku/upload/1",
        verdict: judged.verdict,
        headline,
        caution: releases::caution(&[(upload.node(), release)]),
        because,
        way_round,
        confidence: judged.confidence,
        source: source(judged.citation),
    }
}

fn reason_words(reason: UploadReason, leaf: &Certificate) -> String {
    match reason {
        UploadReason::ClientAuthMissing => format!(
            "That store requires client authentication. The certificate has {}.",
            eku_words(&leaf.eku)
        ),
        UploadReason::EkuAbsent => "That store requires client authentication. The certificate \
            has no EKU extension. Cisco does not document this case."
            .into(),
        UploadReason::EkuUnreadable => {
            "The EKU extension is unreadable. Cisco does not document this case.".into()
        }
        UploadReason::ServerAuthMissing => {
            "The certificate has no server authentication. Cisco does not document whether a \
             server store accepts that."
                .into()
        }
        UploadReason::IsACa => {
            "This is a CA certificate. Cisco does not document whether a store accepts one.".into()
        }
        UploadReason::OutsideItsValidity => format!(
            "The certificate is valid from {} to {}. Cisco does not document whether a store \
             accepts it outside these dates.",
            day(leaf.not_before),
            day(leaf.not_after)
        ),
    }
}

fn workaround_words(way_round: Workaround) -> String {
    match way_round {
        Workaround::AsClientCertificate => {
            "To bypass this check, select \"Upload server certificate file as client certificate\" \
             on the Server certificate page. This overwrites the client certificate and key. On \
             Core, it stops the SSH tunnels. A certificate from a private CA with both EKUs is \
             better."
                .into()
        }
        Workaround::EnableServerEkuUpload => format!(
            "Edge accepts this certificate after {} (deprecated in X15.5). Edge then also sends \
             it on outbound mutual TLS.",
            Switch::ServerEkuUpload.command(true).unwrap_or_default()
        ),
        Workaround::BothPurposes => {
            "This page has no bypass. Install a certificate with both EKUs, or upgrade both nodes \
             to X15.5."
                .into()
        }
    }
}
