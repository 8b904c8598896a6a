//! Texts about what is tried out, compared and taken back.

use crate::state::{Gone, What};

/// Heading of what can be tried.
pub const TITLE: &str = "What if?";
/// What one's own experiment is.
pub const OWN_WANT: &str = "Remember how it is now, then change anything: a switch, the date, the \
    release, a certificate, a far end. Before and after stand side by side, and one button takes \
    everything back.";
/// Begins one's own experiment.
pub const OWN: &str = "Change and compare";
/// What an upgrade does to the stores.
pub const UPGRADE_WANT: &str = "An upgrade to X15.5 copies each node's certificate and key into the \
    new client store, and the EKU check is On.";
/// Tries the upgrade.
pub const UPGRADE: &str = "What if I upgrade to X15.5 now?";
/// Tries a plan.
pub const TRY: &str = "Try it";
/// What is tried becomes the deployment.
pub const KEEP: &str = "Keep";
/// What was before comes back.
pub const TAKE_BACK: &str = "Take back";
/// What was taken away comes back.
pub const UNDO: &str = "Undo";
/// Name of the bar for those who do not see it.
pub const BAR: &str = "What is tried";
/// An imagined certificate in a word.
pub const IMAGINED: &str = "imagined";
/// At a store with one.
pub const IMAGINED_WHY: &str = "No such certificate exists yet: it stands for the one that the plan asks \
    for. Drop the real one here once you have it.";
/// In a list with a CA that is taken to be in it.
pub const ASSUMED: &str = "and the CA that the plan adds (imagined)";
/// Why it cannot be kept.
pub const NOT_KEPT: &str = "Imagined certificates cannot be kept: give the real ones instead.";
/// What the table says.
pub const TABLE: &str = "Each service, as it was and as it is tried";
/// Heading of the verdicts before.
pub const BEFORE: &str = "How it was";
/// A service that one of the two does not have.
pub const NOT_THERE: &str = "not there";
/// Leads what was not checked, as the head of a row.
pub const NOT_CHECKED: &str = "Not checked";
/// Beside the reports to take along.
pub const NOT_TAKEN_ALONG: &str =
    "The files are of your deployment as it was, not of what you are trying.";

/// `plan 1`.
#[must_use]
pub fn plan(place: usize) -> String {
    format!("plan {}", place + 1)
}

/// A certificate's name, where no such certificate exists.
#[must_use]
pub fn is_imagined(name: &str) -> String {
    format!("{name} ({IMAGINED})")
}

/// What is tried, in two words.
#[must_use]
pub fn trying(what: What) -> String {
    match what {
        What::Plan(place) => format!("Trying plan {}", place + 1),
        What::Upgrade => "Trying the upgrade".to_owned(),
        What::Own => "Trying your changes".to_owned(),
    }
}

/// What that does, where it is no plan.
#[must_use]
pub const fn does(what: What) -> &'static str {
    match what {
        What::Upgrade => {
            "Both nodes on X15.5, each with its certificate copied into the client store."
        }
        What::Own | What::Plan(_) => {
            "Change a switch, the date, the release, a certificate or a far end."
        }
    }
}

/// How much comes of it.
#[must_use]
pub fn changed(services: usize) -> String {
    match services {
        0 => "No service changes.".to_owned(),
        1 => "1 service changes.".to_owned(),
        several => format!("{several} services change."),
    }
}

/// Heading of the verdicts after.
#[must_use]
pub fn after(what: What) -> String {
    match what {
        What::Plan(place) => format!("With plan {}", place + 1),
        What::Upgrade => "After the upgrade".to_owned(),
        What::Own => "With your changes".to_owned(),
    }
}

/// What was taken away.
#[must_use]
pub fn gone(gone: &Gone) -> String {
    match gone {
        Gone::Held(what) => format!("{what}: emptied."),
        Gone::Replaced(stores) => format!("{}: replaced.", stores.join(", ")),
        Gone::Whole(what) => format!("{what} was removed, with what it held."),
        Gone::Everything => "Everything was taken away.".to_owned(),
    }
}
