//! Texts about a check that runs beside the page.

use crate::state::{Progress, Size};
use crate::text::number;

/// Asks for the check again.
pub const AGAIN: &str = "Check again";
/// What is shown meanwhile.
pub const OLD: &str = "The answer below is from before your last change.";

/// What is going on.
#[must_use]
pub const fn title(progress: Progress) -> &'static str {
    match progress {
        Progress::Running => "Checking…",
        Progress::Canceled => "Not checked. You canceled the check.",
        Progress::Crashed => "Not checked. The check crashed.",
    }
}

/// Of what, and what to do.
#[must_use]
pub fn what(progress: Progress, size: Size) -> String {
    let counted = counted(size);
    match progress {
        Progress::Running => format!("{counted}. You can continue meanwhile."),
        Progress::Canceled => format!("There is no answer for {counted}."),
        Progress::Crashed => format!(
            "{counted} may need more memory than your browser has. Save the case and check it on the \
             command line: eku check FILE."
        ),
    }
}

fn counted(size: Size) -> String {
    let one = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{} {many}", number(count)),
    };
    let peers = one(size.peers, "peer", "peers");
    let certificates = one(size.certificates, "certificate", "certificates");
    match size.far_ends {
        0 => format!("{peers} and {certificates}"),
        far_ends => {
            format!("{peers}, {certificates} and {}", one(far_ends, "far end", "far ends"))
        }
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_checked_is_counted() {
        for (certificates, peers, far_ends, expected) in [
            (1, 2, 0, "2 peers and 1 certificate"),
            (10_234, 12, 1, "12 peers, 10,234 certificates and 1 far end"),
        ] {
            assert_eq!(
                counted(Size { certificates, peers, far_ends, ..Size::default() }),
                expected
            );
        }
    }
}
