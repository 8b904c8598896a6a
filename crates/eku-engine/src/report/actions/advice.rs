//! Actions that change no verdict, and why they are worth doing.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Words, backup_of_store, finish};
use crate::advice::{Advice, AdviceReason};
use crate::citation::{P_ACME, P_UPLOAD_SWITCH};
use crate::deployment::{Deployment, NodeName, Switch};
use crate::report::AdviceReport;
use crate::report::sentences::{Sentences, capitalised};
use crate::report::words::store_words;

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
    let mut steps = Vec::from([
        backup_of_store("Edge's certificate"),
        "Log in to Edge on the command line, as admin, and run the command below.".into(),
        "Upload the certificate: Maintenance > Security > Server certificate.".into(),
    ]);
    steps.extend(finish(&deployment.edge));
    Words {
        warnings: Vec::from([
            "It changes what the upload page takes, and no verdict here.".into(),
            "Edge has one certificate on X15.4: it then presents one without client authentication \
             on outbound mutual TLS as well, where a far end may refuse it."
                .into(),
            "It is a stopgap, deprecated in X15.5. Core does not have the command.".into(),
        ]),
        steps,
        commands: Switch::ServerEkuUpload.command(true).into_iter().collect(),
        citation: &P_UPLOAD_SWITCH,
    }
}

pub(super) fn stop_renewal(deployment: &Deployment, node: NodeName) -> Words {
    let title = node.title();
    let peers = if deployment.node(node).peers().len() > 1 { ", on each peer" } else { "" };
    Words {
        warnings: Vec::from([
            "Expressway's ACME client asks for Let's Encrypt's profile classic, which carries no \
             client authentication any more."
                .into(),
            "Nobody renews the certificate then: note the day on which it expires, and renew it by \
             hand."
                .into(),
            "It changes no verdict here. Where another ACME client made the certificate, stop that \
             one."
                .into(),
        ]),
        steps: Vec::from([
            format!(
                "On {title}, open Maintenance > Security > Server certificate{peers}, and look \
                 whether the ACME certificate service is on."
            ),
            "Turn its automatic scheduler off.".into(),
        ]),
        commands: Vec::new(),
        citation: &P_ACME,
    }
}
