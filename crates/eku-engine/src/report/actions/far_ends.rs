//! Actions on far ends, worded.

use alloc::format;
use alloc::vec::Vec;

use super::Words;
use crate::citation::{P_FAR_ENDS, S_FAR_END};
use crate::deployment::{Deployment, Slug};
use crate::report::words::far_end_name;

pub(super) fn turn_off_tls_verify(deployment: &Deployment, slug: &Slug) -> Words {
    let name = far_end_name(deployment, slug);
    let far_end = deployment.far_ends.named(slug);
    let node = far_end.map_or("Expressway", |far_end| far_end.node.title());
    Words {
        warnings: Vec::from([format!(
            "{node} then no longer verifies who {name} is: anybody who can take its place on the \
             network is accepted."
        )]),
        steps: Vec::from([
            format!(
                "On {node}, open Configuration > Zones > Zones, choose the zone of {name}, and set \
                 TLS verify mode to Off."
            ),
            "Look at Status > Zones, and make a call.".into(),
        ]),
        commands: Vec::new(),
        citation: &P_FAR_ENDS,
    }
}

pub(super) fn ask(deployment: &Deployment, slug: &Slug) -> Words {
    let name = far_end_name(deployment, slug);
    Words {
        warnings: Vec::from([format!(
            "It is out of your hands: the administrators of {name} decide, and a service in a cloud \
             may offer no such setting."
        )]),
        steps: Vec::from([
            format!(
                "Ask the administrators of {name} whether their side checks the extended key usage \
                 of client certificates, and to switch that off for this connection."
            ),
            "Make a call while both sides watch.".into(),
        ]),
        commands: Vec::new(),
        citation: &S_FAR_END,
    }
}
