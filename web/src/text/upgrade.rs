//! Texts about an upgrade that is tried out.

/// Heading.
pub const TITLE: &str = "What if I upgrade?";
/// What an upgrade does to the stores.
pub const COPIES: &str = "An upgrade to X15.5 copies each node's certificate and key into the new \
    client store, and the EKU check is On. Nothing that you gave is changed until you take it over.";
/// Shows the judgement after it.
pub const SHOW: &str = "What if I upgrade to X15.5 now?";
/// Hides it.
pub const HIDE: &str = "Close";
/// Makes it the deployment.
pub const TAKE_OVER: &str = "Take it over";
/// The deployment is the upgraded one.
pub const TAKEN_OVER: &str = "This is your deployment after an upgrade of both nodes to X15.5, with \
    copied client certificates.";
/// Makes the deployment what it was.
pub const BACK: &str = "Back to before the upgrade";
/// What the table says.
pub const TABLE: &str = "Each service, now and after the upgrade";
/// Heading of the verdicts now.
pub const NOW: &str = "Now";
/// Heading of the verdicts after it.
pub const AFTER: &str = "After the upgrade";
