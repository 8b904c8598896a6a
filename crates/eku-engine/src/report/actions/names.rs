//! The names that are looked for, worded.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::Words;
use crate::citation::P_NAMES;
use crate::deployment::{Deployment, NodeName, Slug, VerifyName};
use crate::report::words::{far_end_name, zone_name};
use crate::report::{Step, joined_few};

/// Another name for the UC traversal zone.
pub(super) fn correct(deployment: &Deployment, node: NodeName, name: &VerifyName) -> Words {
    let before = &deployment.node(node).verify_names;
    words(node.title(), "the Unified Communications traversal zone", name, before)
}

/// Another name for another traversal zone.
pub(super) fn correct_on_zone(
    deployment: &Deployment,
    node: NodeName,
    slug: &Slug,
    name: &VerifyName,
) -> Words {
    let zone = deployment.traversal_zones.named(slug);
    let before = zone.map_or(&[][..], |zone| &zone.end(node).verify_names);
    words(node.title(), &zone_name(deployment, slug), name, before)
}

/// Another name for the zone of a far end.
pub(super) fn correct_for_far_end(
    deployment: &Deployment,
    slug: &Slug,
    name: &VerifyName,
) -> Words {
    let far_end = deployment.far_ends.named(slug);
    let node = far_end.map_or("Expressway", |one| one.node.title());
    let before = far_end.map_or(&[][..], |one| &one.verify_names);
    words(node, &format!("the zone for {}", far_end_name(deployment, slug)), name, before)
}

fn words(node: &str, zone: &str, name: &VerifyName, before: &[VerifyName]) -> Words {
    let set = |name: &str| {
        Step::new(format!(
            "On {node}, open Configuration > Zones > Zones and choose {zone}. Set TLS verify subject name, \
             or the peer address where that is the name, to {name}."
        ))
        .said_by(&P_NAMES)
        .showing("Status > Zones shows the zone as Active.")
    };
    let before = Vec::<String>::from_iter(before.iter().map(ToString::to_string));
    Words {
        risks: Vec::from([format!(
            "This name decides which system {node} trusts. Change it only if {name} is the system \
             you want to reach."
        )]),
        steps: Vec::from([set(&name.to_string())]),
        back: Vec::from([set(&joined_few(&before))]),
        citation: &P_NAMES,
    }
}
