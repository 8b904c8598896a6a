//! Texts about what is tried out, compared and taken back.

use eku_engine::forecast::OutlookState;

pub use crate::names::IMAGINED;
use crate::state::{Removed, TrialKind};

/// Heading of what can be tried.
pub const TITLE: &str = "What if?";
/// What one's own experiment is.
pub const OWN_WANT: &str = "Change a setting, a date, a certificate or a far end, and compare before \
    and after. One button undoes everything.";
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

/// What lies ahead, as the head of a row.
pub const OUTLOOK: &str = "Outlook";

/// What lies ahead, in a word or two.
#[must_use]
pub const fn outlook(state: OutlookState) -> &'static str {
    match state {
        OutlookState::Failing => "Fails",
        OutlookState::AtRisk => "At risk",
        OutlookState::Unknown => "Unknown",
        OutlookState::Stable => "Works, nothing known ahead",
    }
}

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
pub fn trying(what: TrialKind) -> String {
    match what {
        TrialKind::Plan(place) => format!("Trying plan {}", place + 1),
        TrialKind::Upgrade => "Trying the upgrade".to_owned(),
        TrialKind::Own => "Trying your changes".to_owned(),
    }
}

/// What that does, where it is no plan.
#[must_use]
pub const fn does(what: TrialKind) -> &'static str {
    match what {
        TrialKind::Upgrade => {
            "Both nodes on X15.5, each with its certificate copied into the client store."
        }
        TrialKind::Own | TrialKind::Plan(_) => {
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
pub fn after(what: TrialKind) -> String {
    match what {
        TrialKind::Plan(place) => format!("With plan {}", place + 1),
        TrialKind::Upgrade => "After the upgrade".to_owned(),
        TrialKind::Own => "With your changes".to_owned(),
    }
}

/// What was taken away.
#[must_use]
pub fn gone(gone: &Removed) -> String {
    match gone {
        Removed::Content(what) => format!("{what}: emptied."),
        Removed::Replaced(stores) => format!("{}: replaced.", stores.join(", ")),
        Removed::Whole(what) => format!("{what} was removed, with what it held."),
        Removed::Everything => "Everything was taken away.".to_owned(),
    }
}
