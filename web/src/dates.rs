//! Dates as the page writes them: `12 Apr 2027 (140 days)`.
//!
//! Distances are counted from the present day, whatever day is judged: see [`Days`].

pub use eku_engine::report::day;
use eku_engine::time::{Date, Timestamp};

/// The two instants that a page speaks of: a distance counts from the present, and whether a
/// certificate is valid is said of the check date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The present: when the page was loaded.
    pub now: Timestamp,
    /// The instant that is judged.
    pub at: Timestamp,
}

impl Days {
    /// Whether another day than the present one is judged.
    #[must_use]
    pub fn differ(self) -> bool {
        self.now.date() != self.at.date()
    }

    /// Whether a day after the present one is judged.
    #[must_use]
    pub fn ahead(self) -> bool {
        self.differ() && self.at > self.now
    }

    /// `12 Apr 2027 (140 days)`, counted from the present day.
    #[must_use]
    pub fn day_and_distance(self, date: impl Into<Date>) -> String {
        day_and_distance(self.now, date)
    }
}

/// What happens on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happening {
    /// A service breaks, if nothing is renewed or if everything is.
    Breaks(Renewed),
    /// A service becomes undecided.
    Undecided(Renewed),
    /// A service fails from the first day on.
    FailsAlready,
    /// A certificate expires.
    Expires,
    /// The last day for a renewal that keeps client authentication.
    LastRenewal,
    /// Until when such a renewal carries.
    CarriesUntil,
    /// From this day on the CA issues no client authentication.
    CaStops,
}

/// Under which assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Renewed {
    /// Nothing is renewed.
    No,
    /// Every certificate is, by its own issuer, as it expires.
    Yes,
    /// Either.
    Either,
}

/// `140 days`, `today`, `3 days ago`, counted from the present day.
#[must_use]
pub fn distance(now: Timestamp, date: impl Into<Date>) -> String {
    match now.days_until(date.into().midnight()) {
        0 => "today".to_owned(),
        1 => "1 day".to_owned(),
        -1 => "1 day ago".to_owned(),
        days if days > 0 => format!("{days} days"),
        days => format!("{} days ago", days.unsigned_abs()),
    }
}

/// `12 Apr 2027 (140 days)`, counted from the present day.
#[must_use]
pub fn day_and_distance(now: Timestamp, date: impl Into<Date>) -> String {
    let date = date.into();
    format!("{} ({})", day(date), distance(now, date))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_date_says_how_far_away_it_is() {
        let instant = |text| Timestamp::parse(text).unwrap();
        let at = instant("2026-11-23T18:00:00Z");
        for (date, expected) in [
            ("2027-04-12", "12 Apr 2027 (140 days)"),
            ("2026-11-24", "24 Nov 2026 (1 day)"),
            ("2026-11-23", "23 Nov 2026 (today)"),
            ("2026-11-22", "22 Nov 2026 (1 day ago)"),
            ("2026-01-01", "1 Jan 2026 (326 days ago)"),
        ] {
            assert_eq!(day_and_distance(at, instant(date)), expected);
        }
    }
}
