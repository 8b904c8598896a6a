//! Actions on far ends, worded.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Words;
use crate::citation::{P_FAR_ENDS, S_FAR_END};
use crate::deployment::{Deployment, Slug};
use crate::report::Step;
use crate::report::words::far_end_name;

/// Nothing of a far end's certificate is verified.
pub(super) fn turn_off_tls_verify(deployment: &Deployment, slug: &Slug) -> Words {
    let name = far_end_name(deployment, slug);
    let far_end = deployment.far_ends.named(slug);
    let node = far_end.map_or("Expressway", |far_end| far_end.node.title());
    let set = |mode: &str| {
        Step::new(format!(
            "On {node}, open Configuration > Zones > Zones and choose the zone for {name}. Set \
             TLS verify mode to {mode}."
        ))
        .said_by(&P_FAR_ENDS)
    };
    Words {
        risks: Vec::from([format!(
            "{node} then no longer verifies the identity of {name}. Any system that can \
             impersonate {name} on the network is accepted. Turn the mode back On once {name} has \
             a correct certificate."
        )]),
        steps: Vec::from([set("Off"), look_and_call()]),
        back: Vec::from([set("On")]),
        citation: &P_FAR_ENDS,
    }
}

/// A far end that ignores client extended key usage.
pub(super) fn ask(deployment: &Deployment, slug: &Slug) -> Words {
    let name = far_end_name(deployment, slug);
    Words {
        risks: Vec::from([
            out_of_your_hands(&name),
            String::from(
                "A cloud service may not offer this setting. Prepare a certificate with client \
             authentication, too.",
            ),
        ]),
        steps: Vec::from([
            Step::new(format!(
                "Ask the administrators of {name} whether {name} checks the EKU of client \
                 certificates. Ask them to turn that check off for this connection."
            ))
            .said_by(&S_FAR_END),
            test_call(),
        ]),
        back: Vec::from([Step::new(format!(
            "Ask the administrators of {name} to turn the check back on."
        ))]),
        citation: &S_FAR_END,
    }
}

/// That others decide.
pub(super) fn out_of_your_hands(name: &str) -> String {
    format!("The administrators of {name} decide, not you. Ask them early.")
}

/// A call that shows whether a far end accepts what is presented.
pub(super) fn test_call() -> Step {
    Step::new("Make a test call while both administrators watch the logs.")
        .showing("The call connects.")
}

fn look_and_call() -> Step {
    Step::new("Open Status > Zones, and make a test call.")
        .showing("The zone shows Active, and the call connects.")
}
