//! What an upload page does, in words.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::sentences::uncapitalised;
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
    /// Another way, where it refuses; else empty.
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
            format!("{page} accepts it, and copies it into the client store.")
        }
        UploadVerdict::Accepted => format!("{page} accepts it."),
        UploadVerdict::Refused => format!("{page} refuses it."),
        UploadVerdict::Undecided => {
            format!("Whether {} accepts it cannot be decided.", uncapitalised(&page))
        }
    };
    let mut because: Vec<String> =
        judged.reasons.iter().map(|reason| reason_words(*reason, leaf)).collect();
    if judged.verdict == UploadVerdict::Accepted && upload.as_client() {
        because.push(
            "The copy is made without a check for client authentication, and overwrites the client \
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
            "Client authentication is required there, and the certificate has {}.",
            eku_words(&leaf.eku)
        ),
        UploadReason::EkuAbsent => "Client authentication is required there, and the certificate \
                                    has no extended key usage; no source says what becomes of that."
            .into(),
        UploadReason::EkuUnreadable => {
            "Its extended key usage cannot be read; no source says what becomes of that.".into()
        }
        UploadReason::ServerAuthMissing => {
            "It lacks server authentication; no source says whether a server store takes that."
                .into()
        }
        UploadReason::IsACa => {
            "It is a CA certificate; no source says whether a store takes one.".into()
        }
        UploadReason::OutsideItsValidity => format!(
            "It is valid from {} to {} only; no source says whether a store takes it outside that.",
            leaf.not_before.date(),
            leaf.not_after.date()
        ),
    }
}

fn workaround_words(way_round: Workaround) -> String {
    match way_round {
        Workaround::AsClientCertificate => {
            "The page of the server store copies it into the client store without that check: tick \
             \"Upload server certificate file as client certificate\". It overwrites the client \
             certificate and key, and on Core it stops the SSH tunnels. Better: a certificate with \
             both purposes from a private CA."
                .into()
        }
        Workaround::EnableServerEkuUpload => format!(
            "Edge accepts it after {} (deprecated in X15.5). Edge then presents it on outbound \
             mutual TLS as well.",
            Switch::ServerEkuUpload.command(true).unwrap_or_default()
        ),
        Workaround::BothPurposes => {
            "There is none in this page: install a certificate with both purposes, or upgrade both \
             nodes to X15.5."
                .into()
        }
    }
}
