//! Days and instants as people write them.

use alloc::format;
use alloc::string::String;

use crate::time::{Date, Timestamp};

/// An instant as people write it: `1 Apr 2027, 12:30:00 UTC`.
pub(super) fn moment(at: Timestamp) -> String {
    let seconds = at.unix_seconds().saturating_sub(at.start_of_day().unix_seconds());
    let [hours, minutes, seconds] = [seconds / 3600, seconds / 60 % 60, seconds % 60];
    format!("{}, {hours:02}:{minutes:02}:{seconds:02} UTC", day(at))
}

/// The day that is checked, and its time where that is not the day's first second.
pub(super) fn check_date(at: Timestamp) -> String {
    if at == at.start_of_day() { day(at) } else { moment(at) }
}

/// A date as people write it: `1 Apr 2027`.
#[must_use]
pub fn day(date: impl Into<Date>) -> String {
    let (year, month, day) = date.into().parts();
    let month = MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default();
    format!("{day} {month} {year}")
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
