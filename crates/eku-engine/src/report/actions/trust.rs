//! Additions to trusted CA lists, worded.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Words;
use super::far_ends::{out_of_your_hands, test_call};
use super::steps::{backup, finish, restart_risk};
use crate::certificate::Name;
use crate::citation::{OPENSSL_TRUST, S_STORES};
use crate::deployment::{Deployment, NodeName, Presented, Slug};
use crate::plan::PRIVATE_CA;
use crate::report::Step;
use crate::report::words::far_end_name;

/// A CA inside a title: by its common name, where it has one.
pub(super) fn in_title(ca: &Name) -> String {
    match is_placeholder(ca) {
        true => "your private CA".into(),
        false => format!("the CA {}", ca.in_sentence()),
    }
}

/// A root inside a sentence.
fn root(ca: &Name) -> String {
    match is_placeholder(ca) {
        true => "the root CA of your private CA".into(),
        false => format!("the root CA {ca}"),
    }
}

/// Whether this stands for a private CA that is still to be chosen.
fn is_placeholder(ca: &Name) -> bool {
    ca.canonical() == Name::imagined(PRIVATE_CA).canonical()
}

/// A CA that a node trusts.
pub(super) fn add_to_node(deployment: &Deployment, node: NodeName, ca: &Name) -> Words {
    let (title, root) = (node.title(), root(ca));
    let mut risks = Vec::from([format!(
        "{title} then trusts every certificate that this CA issues. Add a CA only if you know who \
         runs it."
    )]);
    risks.extend(known_by_name(deployment, ca));
    risks.push(restart_risk(deployment.node(node)));
    let mut steps = Vec::from([
        backup(title),
        Step::new(format!(
            "Get the certificate of {root} from its administrators, in PEM format. Get the \
             intermediates below it, too. An intermediate alone is not enough."
        ))
        .said_by(&OPENSSL_TRUST),
        Step::new(format!("On {title}, open {PAGE} and choose Append CA certificate for each."))
            .showing("The list shows each CA certificate. Both stores of a node use this list.")
            .said_by(&S_STORES),
    ]);
    steps.extend(finish(deployment.node(node)));
    let back =
        Vec::from([Step::new(format!("On {title}, open {PAGE} and delete the CA certificate."))]);
    Words { risks, steps, back, citation: &S_STORES }
}

/// A CA that a far end trusts.
pub(super) fn add_to_far_end(deployment: &Deployment, slug: &Slug, ca: &Name) -> Words {
    let (name, root) = (far_end_name(deployment, slug), root(ca));
    let mut risks = Vec::from([out_of_your_hands(&name)]);
    risks.extend(known_by_name(deployment, ca));
    Words {
        risks,
        steps: Vec::from([
            Step::new(format!(
                "Send the certificate of {root} to the administrators of {name}. Ask them to \
                 trust it for this connection."
            ))
            .said_by(&OPENSSL_TRUST),
            test_call(),
        ]),
        back: Vec::from([Step::new(format!("Ask the administrators of {name} to remove the CA."))]),
        citation: &OPENSSL_TRUST,
    }
}

/// What a plan takes for granted of a CA whose certificate was sent by nobody.
fn known_by_name(deployment: &Deployment, ca: &Name) -> Option<String> {
    let named = ca.canonical();
    if is_placeholder(ca) {
        return Some("Use a CA whose root has no EKU extension, or one with both EKUs.".into());
    }
    let stores = NodeName::ALL.into_iter().flat_map(|node| deployment.node(node).stores());
    let stores = stores.map(|(_, store)| store);
    let far_ends = deployment.far_ends.iter().map(|far_end| &far_end.certificate);
    let presented = stores.chain(far_ends).filter_map(|store| store.presented());
    let known = presented.flat_map(Presented::all).any(|one| one.subject.canonical() == named);
    (!known).then(|| {
        format!(
            "Only the name of {} is known. This fix assumes that its root is valid and has no \
             EKU restriction. Check its EKU, or add its certificate to the chain.",
            ca.in_sentence()
        )
    })
}

const PAGE: &str = "Maintenance > Security > Trusted CA certificate";
