//! Texts about what is tried out, compared and discarded.

use eku_engine::forecast::OutlookState;

pub use crate::names::IMAGINED;
use crate::state::{Removed, TrialKind};

/// Heading of what can be tried.
pub const TITLE: &str = "What if?";
/// What one's own experiment is.
pub const OWN_WANT: &str = "Change any setting and compare the result with your current deployment. \
    Nothing changes until you choose Keep.";
/// Begins one's own experiment.
pub const OWN: &str = "Change and compare";
/// What an upgrade does to the stores.
pub const UPGRADE_WANT: &str = "An upgrade to X15.5 copies each certificate and key to the new client \
    store. The EKU check is On.";
/// Tries the upgrade.
pub const UPGRADE: &str = "What if I upgrade to X15.5 now?";
/// Tries a fix.
pub const TRY: &str = "Try it";
/// What is tried becomes the deployment.
pub const KEEP: &str = "Keep";
/// What was before comes back.
pub const TAKE_BACK: &str = "Discard";
/// What was taken away comes back.
pub const UNDO: &str = "Undo";
/// Name of the bar for those who do not see it.
pub const BAR: &str = "What you are trying";
/// At a store with one.
pub const IMAGINED_WHY: &str = "Placeholder for the certificate that the fix requires. Drop the real \
    certificate here once issued.";
/// In a list with a CA that is taken to be in it.
pub const ASSUMED: &str = "and the CA that the fix adds (placeholder)";
/// Why it cannot be kept.
pub const NOT_KEPT: &str = "New certificates here are placeholders. Add the real ones once issued.";
/// What the table says.
pub const TABLE: &str = "Services before and after the change";
/// Heading of the verdicts before.
pub const BEFORE: &str = "Before";
/// A service that one of the two does not have.
pub const NOT_THERE: &str = "none";
/// Leads what was not checked, as the head of a row.
pub const NOT_CHECKED: &str = "Not checked";
/// Beside the reports to take along.
pub const NOT_TAKEN_ALONG: &str =
    "Files describe your current deployment, not the changes you are trying.";

/// What lies ahead, as the head of a row.
pub const OUTLOOK: &str = "Outlook";

/// What lies ahead, in a word or two.
#[must_use]
pub const fn outlook(state: OutlookState) -> &'static str {
    match state {
        OutlookState::Failing => "Fails",
        OutlookState::AtRisk => "At risk",
        OutlookState::Unknown => "Unknown",
        OutlookState::Stable => "Works, no later problem known",
    }
}

/// `fix 1`.
#[must_use]
pub fn plan(place: usize) -> String {
    format!("fix {}", place + 1)
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
        TrialKind::Plan(place) => format!("Trying fix {}", place + 1),
        TrialKind::Upgrade => "Trying the upgrade".to_owned(),
        TrialKind::Own => "Trying your changes".to_owned(),
    }
}

/// What that does, where it is no fix.
#[must_use]
pub const fn does(what: TrialKind) -> &'static str {
    match what {
        TrialKind::Upgrade => {
            "Both nodes run X15.5, with their certificates copied to the client stores."
        }
        TrialKind::Own | TrialKind::Plan(_) => {
            "Change a setting, the check date, a certificate or a far end."
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
        TrialKind::Plan(place) => format!("With fix {}", place + 1),
        TrialKind::Upgrade => "After the upgrade".to_owned(),
        TrialKind::Own => "With your changes".to_owned(),
    }
}

/// What was removed.
#[must_use]
pub fn gone(gone: &Removed) -> String {
    match gone {
        Removed::Content(what) => format!("Emptied: {what}."),
        Removed::Replaced(stores) => format!("Replaced: {}.", stores.join(", ")),
        Removed::Whole(what) => format!("Removed: {what}."),
        Removed::Everything => "Cleared.".to_owned(),
    }
}
