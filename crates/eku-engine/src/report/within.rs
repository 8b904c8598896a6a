//! What of a report lies within a number of days from the check date: what a watcher asks.

use alloc::vec::Vec;

use super::{HeldCertificateReport, Report};
use crate::time::{Date, Timestamp};

/// Whether the first break that renewals do not prevent is within so many days.
#[must_use]
pub fn breaks_within(report: &Report, days: u32) -> bool {
    report.outlook.first_break.is_some_and(|first| first <= last_day(report, days))
}

/// The certificates that have expired or expire within so many days, the first to expire first.
pub(super) fn expiring(report: &Report, days: u32) -> Vec<&HeldCertificateReport> {
    let last = last_day(report, days);
    let all = report.certificates.iter();
    let mut expiring = Vec::from_iter(all.filter(|one| one.facts.not_after.date() <= last));
    expiring.sort_by_key(|one| one.facts.not_after);
    expiring
}

/// The end of the certificate that expires first.
pub(super) fn first_expiry(report: &Report) -> Option<Timestamp> {
    report.certificates.iter().map(|one| one.facts.not_after).min()
}

fn last_day(report: &Report, days: u32) -> Date {
    report.at.plus_days(days).date()
}
