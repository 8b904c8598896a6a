//! Instants: what a validity period, a date on the command line and a forecast are made of.
//!
//! Entry points: [`Timestamp::parse`], [`Timestamp::from_unix_seconds`]. An instant is UTC, to the
//! second, from 1970 to 9999. This module reads no clock: the caller always brings the date.

use core::fmt;
use core::time::Duration;

use der::DateTime;

/// One second of UTC between 1970-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
/// The default is the first of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(u64);

impl Timestamp {
    /// The last second that is counted.
    pub(crate) const LAST: Self = Self(LAST_SECOND);

    /// Reads `2027-03-15` (00:00:00Z of that day) or RFC 3339 (`2027-03-15T12:00:00Z`, an offset
    /// and a fraction of a second allowed; the fraction is dropped).
    ///
    /// # Errors
    ///
    /// [`TimestampError`] where the text is neither, or names a day or second that does not exist.
    pub fn parse(text: &str) -> Result<Self, TimestampError> {
        let (date, rest) = text.split_at_checked(10).ok_or(TimestampError)?;
        let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
        let (seconds_of_day, offset) = match rest.as_bytes().first() {
            None => ([0, 0, 0], 0),
            Some(b'T' | b't' | b' ') => {
                let (clock, zone) = rest[1..].split_at_checked(8).ok_or(TimestampError)?;
                (numbers(clock, ':', [2, 2, 2])?, offset(fraction(zone)?)?)
            }
            Some(_) => return Err(TimestampError),
        };
        let [hour, minute, second] = seconds_of_day;
        let narrow = |number: u16| u8::try_from(number).map_err(|_| TimestampError);
        let local = DateTime::new(
            year,
            narrow(month)?,
            narrow(day)?,
            narrow(hour)?,
            narrow(minute)?,
            narrow(second)?,
        )
        .map_err(|_| TimestampError)?;
        local
            .unix_duration()
            .as_secs()
            .checked_add_signed(-offset)
            .and_then(Self::from_unix_seconds)
            .ok_or(TimestampError)
    }

    /// Midnight of a day from 1970 on, for tables of dates. What is no day is the nearest count of
    /// days to it, and a test of the table finds it.
    pub(crate) const fn of_date(year: u64, month: u64, day: u64) -> Self {
        // Years are counted from March, so that a leap day ends one (Howard Hinnant,
        // "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
        let year = if month <= 2 { year - 1 } else { year };
        let era = year / 400;
        let year_of_era = year % 400;
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self((era * 146_097 + day_of_era - 719_468) * SECONDS_OF_A_DAY)
    }

    /// The instant so many seconds after 1970-01-01T00:00:00Z; `None` after the year 9999.
    #[must_use]
    pub fn from_unix_seconds(seconds: u64) -> Option<Self> {
        (seconds <= LAST_SECOND).then_some(Self(seconds))
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix_seconds(self) -> u64 {
        self.0
    }

    /// The instant so many days later, kept within the years that can be written.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        Self((self.0 + u64::from(days) * SECONDS_OF_A_DAY).min(LAST_SECOND))
    }

    /// The instant so many days earlier, kept within the years that can be written.
    #[must_use]
    pub fn minus_days(self, days: u32) -> Self {
        Self(self.0.saturating_sub(u64::from(days) * SECONDS_OF_A_DAY))
    }

    /// Whole days from `self` to `later`, rounded towards the past; negative where `later` is
    /// earlier.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        let day = |instant: Self| i64::try_from(instant.0 / SECONDS_OF_A_DAY).unwrap_or(i64::MAX);
        day(later) - day(self)
    }

    /// Midnight, at which this instant's UTC day began.
    #[must_use]
    pub fn start_of_day(self) -> Self {
        Self(self.0 - self.0 % SECONDS_OF_A_DAY)
    }

    /// The UTC date alone, displayed as `2027-03-15`.
    #[must_use]
    pub fn date(self) -> Date {
        Date(self.start_of_day())
    }

    fn calendar(self) -> Option<DateTime> {
        DateTime::from_unix_duration(Duration::from_secs(self.0)).ok()
    }
}

impl From<DateTime> for Timestamp {
    fn from(value: DateTime) -> Self {
        Self(value.unix_duration().as_secs())
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC, `2027-03-15T00:00:00Z`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.calendar() {
            Some(calendar) => write!(
                formatter,
                "{}T{:02}:{:02}:{:02}Z",
                self.date(),
                calendar.hour(),
                calendar.minutes(),
                calendar.seconds()
            ),
            None => formatter.write_str("?"),
        }
    }
}

/// As text in formats for people, as a number in others.
#[cfg(feature = "serde")]
impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_u64(self.0)
        }
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        if deserializer.is_human_readable() {
            let text = alloc::string::String::deserialize(deserializer)?;
            Self::parse(&text).map_err(D::Error::custom)
        } else {
            let seconds = u64::deserialize(deserializer)?;
            Self::from_unix_seconds(seconds).ok_or_else(|| D::Error::custom(TimestampError))
        }
    }
}

/// The UTC date of an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(/* Its midnight. */ Timestamp);

impl Date {
    /// The midnight with which it begins.
    #[must_use]
    pub const fn midnight(self) -> Timestamp {
        self.0
    }

    /// Year, month (1 to 12) and day of the month.
    #[must_use]
    pub fn parts(self) -> (u16, u8, u8) {
        self.0
            .calendar()
            .map_or((1970, 1, 1), |calendar| (calendar.year(), calendar.month(), calendar.day()))
    }
}

impl From<Timestamp> for Date {
    fn from(instant: Timestamp) -> Self {
        instant.date()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

/// The text is not a date or an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimestampError;

impl fmt::Display for TimestampError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a date such as 2027-03-15 or 2027-03-15T12:00:00Z")
    }
}

impl core::error::Error for TimestampError {}

fn numbers(text: &str, separator: char, widths: [usize; 3]) -> Result<[u16; 3], TimestampError> {
    let mut numbers = [0; 3];
    let mut parts = text.split(separator);
    for (number, width) in numbers.iter_mut().zip(widths) {
        let part = parts.next().ok_or(TimestampError)?;
        if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(TimestampError);
        }
        *number = part.parse().map_err(|_| TimestampError)?;
    }
    match parts.next() {
        None => Ok(numbers),
        Some(_) => Err(TimestampError),
    }
}

/// What follows a fraction of a second, or the whole text where there is none.
fn fraction(text: &str) -> Result<&str, TimestampError> {
    let Some(digits) = text.strip_prefix('.') else {
        return Ok(text);
    };
    let rest = digits.trim_start_matches(|letter: char| letter.is_ascii_digit());
    if rest.len() == digits.len() { Err(TimestampError) } else { Ok(rest) }
}

/// Seconds that local time is ahead of UTC.
fn offset(zone: &str) -> Result<i64, TimestampError> {
    let (sign, clock) = match zone.as_bytes().first() {
        Some(b'Z' | b'z') if zone.len() == 1 => return Ok(0),
        Some(b'+') => (1, &zone[1..]),
        Some(b'-') => (-1, &zone[1..]),
        _ => return Err(TimestampError),
    };
    let digits = |part: Option<&str>, limit: i64| match part {
        Some(part) if part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()) => {
            part.parse::<i64>().ok().filter(|number| *number < limit).ok_or(TimestampError)
        }
        _ => Err(TimestampError),
    };
    let mut parts = clock.split(':');
    let hours = digits(parts.next(), 24)?;
    let minutes = digits(parts.next(), 60)?;
    if parts.next().is_some() {
        return Err(TimestampError);
    }
    Ok(sign * (hours * 3600 + minutes * 60))
}

const SECONDS_OF_A_DAY: u64 = 86_400;

/// 9999-12-31T23:59:59Z, the last instant that a certificate can name.
const LAST_SECOND: u64 = 253_402_300_799;

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn a_bare_date_is_midnight_utc_and_offsets_are_honoured() {
        for (text, expected) in [
            ("2027-03-15", "2027-03-15T00:00:00Z"),
            ("2027-03-15T12:30:59Z", "2027-03-15T12:30:59Z"),
            ("2027-03-15t12:30:59z", "2027-03-15T12:30:59Z"),
            ("2027-03-15T00:30:00+02:00", "2027-03-14T22:30:00Z"),
            ("2027-03-14T22:30:00.125-02:00", "2027-03-15T00:30:00Z"),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(Timestamp::parse(text).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn all_instants_of_a_day_have_one_date() {
        let date = |text| Timestamp::parse(text).unwrap().date();
        for (one, other, same) in [
            ("2027-03-15", "2027-03-15T23:59:59Z", true),
            ("2027-03-15T12:00:00Z", "2027-03-15T12:00:01Z", true),
            ("2027-03-15T23:59:59Z", "2027-03-16", false),
        ] {
            assert_eq!(date(one) == date(other), same, "{one} and {other}");
            assert_eq!(date(one).to_string() == date(other).to_string(), same);
        }
    }

    #[test]
    fn a_date_of_numbers_is_the_same_as_one_of_text() {
        for (date, text) in [
            ((1970, 1, 1), "1970-01-01"),
            ((2024, 2, 29), "2024-02-29"),
            ((2026, 12, 31), "2026-12-31"),
            ((2027, 3, 1), "2027-03-01"),
            ((2100, 2, 28), "2100-02-28"),
        ] {
            let (year, month, day) = date;
            assert_eq!(Timestamp::of_date(year, month, day), Timestamp::parse(text).unwrap());
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "today",
            "2027",
            "2027-3-15",
            "2027-02-30",
            "15.03.2027",
            "2027-03-15T",
            "2027-03-15T12:00",
            "2027-03-15T12:00:00",
            "2027-03-15T25:00:00Z",
            "2027-03-15T12:00:00+2",
            "1969-12-31",
            "1970-01-01T00:00:00+01:00",
            "2027-03-15T12:00:00.Z",
            "+027-03-15",
            "2027-03-15Z",
            "²027-03-15",
        ] {
            assert_eq!(Timestamp::parse(text), Err(TimestampError), "{text}");
        }
    }

    #[test]
    fn days_are_counted_from_midnight_to_midnight() {
        let late = Timestamp::parse("2026-11-23T23:59:59Z").unwrap();
        let early = Timestamp::parse("2026-11-24T00:00:00Z").unwrap();
        assert_eq!(late.days_until(early), 1);
        assert_eq!(early.days_until(late), -1);
        assert_eq!(early.days_until(early.plus_days(140)), 140);
        assert_eq!(late.start_of_day().to_string(), "2026-11-23T00:00:00Z");
    }
}
