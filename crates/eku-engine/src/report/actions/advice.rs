//! Actions that change no verdict, and why they are worth doing.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Words;
use super::steps::{backup, finish, on_command_line, restart_risk};
use crate::advice::{Advice, AdviceReason};
use crate::citation::{P_ACME, P_UPLOAD_SWITCH};
use crate::deployment::{Deployment, NodeName, Switch};
use crate::report::sentences::{Sentences, capitalised};
use crate::report::words::store_words;
use crate::report::{AdviceReport, Step};

/// An advice as it is shown.
pub(in crate::report) fn advice(sentences: &Sentences<'_>, advice: &Advice) -> AdviceReport {
    AdviceReport {
        because: because(sentences.deployment, &advice.because),
        action: super::action(sentences, &advice.action),
    }
}

fn because(deployment: &Deployment, reason: &AdviceReason) -> String {
    let words = |store| capitalised(&store_words(deployment, store));
    match reason {
        AdviceReason::IsServerOnly(store) => format!(
            "{} has server authentication only. Edge's upload page on X15.4 rejects such \
             certificates, also at the next renewal.",
            words(store)
        ),
        AdviceReason::RenewsServerOnly(store) => format!(
            "{} will be renewed with server authentication only. Edge's upload page on X15.4 \
             rejects such certificates.",
            words(store)
        ),
        AdviceReason::LosesClientAuth(store) => format!(
            "{} is from Let's Encrypt and still has client authentication. An automatic renewal \
             removes client authentication.",
            words(store)
        ),
        AdviceReason::IsReplacedByAPlan(store) => format!(
            "{} is from Let's Encrypt, and a fix replaces it. An automatic renewal would then \
             install another certificate with server authentication only.",
            words(store)
        ),
    }
}

pub(super) fn enable_upload(deployment: &Deployment) -> Words {
    let command = |on| Switch::ServerEkuUpload.command(on).unwrap_or_default();
    let mut steps = Vec::from([
        backup("Edge"),
        on_command_line("Edge", command(true)).said_by(&P_UPLOAD_SWITCH),
        Step::new("Upload the certificate: Maintenance > Security > Server certificate.")
            .showing("The page shows the new certificate with its expiry date."),
    ]);
    steps.extend(finish(&deployment.edge));
    Words {
        risks: Vec::from([
            "The command changes only what the upload page accepts. The result here stays the \
             same."
                .into(),
            "Edge has one certificate on X15.4, also for outbound mutual TLS. A far end may \
             reject a certificate without client authentication. Make a test call to each far \
             end."
                .into(),
            "The command is a stopgap and deprecated in X15.5. Core does not have the command. \
             Schedule the upgrade."
                .into(),
            restart_risk(&deployment.edge),
        ]),
        steps,
        back: Vec::from([on_command_line("Edge", command(false)).said_by(&P_UPLOAD_SWITCH)]),
        citation: &P_UPLOAD_SWITCH,
    }
}

pub(super) fn stop_renewal(deployment: &Deployment, node: NodeName) -> Words {
    let title = node.title();
    let peers = if deployment.node(node).peers().len() > 1 { ", on each peer" } else { "" };
    let open = format!("On {title}, open Maintenance > Security > Server certificate{peers}.");
    Words {
        risks: Vec::from([
            "Expressway's ACME client uses the classic profile of Let's Encrypt, which no longer \
             includes client authentication. Whether the ACME client may run again on X15.5 is \
             not published."
                .into(),
            "Nothing renews the certificate then. Note the expiry date, and renew the certificate \
             manually."
                .into(),
            "The result here stays the same. If another ACME client requested the certificate, \
             stop that client."
                .into(),
        ]),
        steps: Vec::from([Step::new(format!(
            "{open} If the ACME certificate service is on, turn off its automatic scheduler."
        ))
        .showing("The page shows the scheduler as off.")
        .said_by(&P_ACME)]),
        back: Vec::from([Step::new(format!("{open} Turn on the automatic scheduler."))]),
        citation: &P_ACME,
    }
}
