//! What is said of a new version of the site.

/// A new version waits.
pub const READY: &str = "A new version is ready. Reload to use it.";
/// Uses it.
pub const RELOAD: &str = "Reload";
