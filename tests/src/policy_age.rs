//! How old the sources of the policy data are: what a release checks.
//!
//! [`too_old`] names those that were read more than [`MOST_DAYS`] days before a date; one that may be
//! older stands in `KNOWN` with the reason.

use eku_engine::policy::{self, AUTHORITIES, CLIENT_ROOTS, RESELLERS, chrome_roots};
use eku_engine::time::Timestamp;

/// A source that was read so many days ago may have changed since.
pub const MOST_DAYS: i64 = 90;

/// Sources that may be older: what they are about, and why.
const KNOWN: &[(&str, &str)] = &[];

/// What each source is about, and the day on which it was read.
pub fn sources() -> Vec<(String, Timestamp)> {
    let mut all = vec![
        (
            "Chrome's policy, the Baseline Requirements and Cisco's documents".into(),
            policy::DOCUMENTS_READ,
        ),
        (format!("Chrome Root Store {}", chrome_roots::VERSION), chrome_roots::READ),
    ];
    all.extend(AUTHORITIES.iter().map(|one| (one.name.into(), one.read)));
    all.extend(RESELLERS.iter().map(|one| (one.name.into(), one.read)));
    all.extend(CLIENT_ROOTS.iter().map(|one| (one.name.into(), one.read)));
    all
}

/// A line for each source that is too old on a day, and for each of `KNOWN` that is not.
pub fn too_old(at: Timestamp) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, read) in sources() {
        let days = read.days_until(at);
        let known = KNOWN.iter().find(|(known, _)| *known == name);
        match (days > MOST_DAYS, known) {
            (true, None) => lines.push(format!("{name}: read on {}, {days} days ago", read.date())),
            (false, Some((_, why))) => lines.push(format!("{name}: not old any more ({why})")),
            (true, Some(_)) | (false, None) => {}
        }
    }
    lines
}
