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
            "{} has server authentication only. Edge's upload page on X15.4 refuses such a \
             certificate, and so it would the next one like it.",
            words(store)
        ),
        AdviceReason::RenewsServerOnly(store) => format!(
            "{} will be renewed with server authentication only, and Edge's upload page on X15.4 \
             refuses such a certificate.",
            words(store)
        ),
        AdviceReason::LosesClientAuth(store) => format!(
            "{} is from Let's Encrypt and still has client authentication; an automatic renewal \
             takes it away.",
            words(store)
        ),
        AdviceReason::IsReplacedByAPlan(store) => format!(
            "{} is from Let's Encrypt, and a plan replaces it; an automatic renewal would put \
             another one with server authentication only in its place.",
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
            "The command changes what the upload page takes, and no verdict here.".into(),
            "Edge has one certificate on X15.4. It then presents one without client authentication on \
             outbound mutual TLS as well, where a far end may refuse it. Make a test call to each."
                .into(),
            "The command is a stopgap, deprecated in X15.5, and Core does not have it. Plan the upgrade."
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
            "Expressway's ACME client asks for the profile classic of Let's Encrypt, which carries no client \
             authentication any more. Whether it may run again on X15.5 is not published."
                .into(),
            "Nobody renews the certificate then. Note the day on which it expires, and renew it by hand."
                .into(),
            "It changes no verdict here. Where another ACME client made the certificate, stop that one."
                .into(),
        ]),
        steps: Vec::from([
            Step::new(format!(
                "{open} Where the ACME certificate service is on, turn its automatic scheduler off."
            ))
            .showing("The page shows the scheduler as off.")
            .said_by(&P_ACME),
        ]),
        back: Vec::from([Step::new(format!("{open} Turn the automatic scheduler on."))]),
        citation: &P_ACME,
    }
}
