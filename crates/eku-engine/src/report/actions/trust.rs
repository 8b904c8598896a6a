//! Additions to trusted CA lists, worded.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Words, finish};
use crate::certificate::Name;
use crate::citation::{OPENSSL_TRUST, S_STORES};
use crate::deployment::{Deployment, NodeName, Presented, Slug};
use crate::plan::PRIVATE_CA;
use crate::report::words::far_end_name;

pub(super) fn add_to_node(deployment: &Deployment, node: NodeName, ca: &Name) -> Words {
    let title = node.title();
    let mut warnings = Vec::from([format!(
        "{title} then trusts every certificate that this CA issues. Both stores of a node use the \
         same list."
    )]);
    warnings.extend(known_by_name(deployment, ca));
    let mut steps = Vec::from([
        format!("Back up {title}: Maintenance > Backup and restore."),
        format!("Get the certificate of the root CA {ca}, and of the intermediates below it."),
        format!(
            "On {title}, open Maintenance > Security > Trusted CA certificate and choose Append CA \
             certificate for each. An intermediate alone does not do."
        ),
    ]);
    steps.extend(finish(deployment.node(node)));
    Words { warnings, steps, commands: Vec::new(), citation: &S_STORES }
}

pub(super) fn add_to_far_end(deployment: &Deployment, slug: &Slug, ca: &Name) -> Words {
    let name = far_end_name(deployment, slug);
    let mut warnings =
        Vec::from([format!("It is out of your hands: the administrators of {name} decide.")]);
    warnings.extend(known_by_name(deployment, ca));
    Words {
        warnings,
        steps: Vec::from([
            format!("Send the certificate of the root CA {ca} to the administrators of {name}."),
            "Ask them to add it to what their side trusts for this connection.".into(),
            "Make a call while both sides watch.".into(),
        ]),
        commands: Vec::new(),
        citation: &OPENSSL_TRUST,
    }
}

/// What a plan takes for granted of a CA whose certificate was sent by nobody.
fn known_by_name(deployment: &Deployment, ca: &Name) -> Option<String> {
    let named = ca.canonical();
    if named == Name::imagined(PRIVATE_CA).canonical() {
        return Some(
            "Take a CA whose root has no extended key usage, or one that lists both purposes."
                .into(),
        );
    }
    let stores = NodeName::ALL.into_iter().flat_map(|node| deployment.node(node).stores());
    let stores = stores.map(|(_, store)| store);
    let far_ends = deployment.far_ends.iter().map(|far_end| &far_end.certificate);
    let presented = stores.chain(far_ends).filter_map(|store| store.presented());
    let known = presented.flat_map(Presented::all).any(|one| one.subject.canonical() == named);
    (!known).then(|| {
        format!(
            "Only the name of {ca} is known here. The plan takes its root to be valid and to \
             restrict no purpose: look at its extended key usage, or add its certificate to the \
             chain that is judged."
        )
    })
}
