//! The dates of a certificate, as OpenSSL reads them.
//!
//! OpenSSL compares dates that are written as RFC 5280 section 4.1.2.5 asks: UTCTime `YYMMDDHHMMSSZ`,
//! whose years are 1950 to 2049, and GeneralizedTime `YYYYMMDDHHMMSSZ`. It reads a certificate with any
//! other text in that place, and refuses it when it verifies (errors 13 and 14).

use der::DateTime;

use crate::time::Timestamp;

/// A date as it stands in a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateField<'c> {
    /// Whether it is a GeneralizedTime; else it is a UTCTime.
    pub is_generalized: bool,
    /// Its content.
    pub text: &'c [u8],
}

/// What a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateRead {
    /// An instant.
    Instant(Timestamp),
    /// A second before 1970, the first that this program counts.
    Before1970,
    /// Nothing that is a date.
    NoDate,
}

impl DateField<'_> {
    /// What it says.
    #[must_use]
    pub fn read(&self) -> DateRead {
        self.instant().unwrap_or(DateRead::NoDate)
    }

    fn instant(&self) -> Option<DateRead> {
        let digits = self.text.strip_suffix(b"Z")?;
        let (year, rest) = digits.split_at_checked(if self.is_generalized { 4 } else { 2 })?;
        let year = match number(year)? {
            year if self.is_generalized => year,
            year @ 50.. => year + 1900,
            year => year + 2000,
        };
        let (pairs, []) = rest.as_chunks::<2>() else { return None };
        let &[month, day, hour, minute, second] = pairs else { return None };
        let part = |pair: [u8; 2]| number(&pair).and_then(|part| u8::try_from(part).ok());
        let of_year = |year| {
            DateTime::new(year, part(month)?, part(day)?, part(hour)?, part(minute)?, part(second)?)
                .ok()
        };
        if year < 1970 {
            // The days of a year are those of 2,000 years later.
            return of_year(year + 2000).map(|_| DateRead::Before1970);
        }
        Some(DateRead::Instant(Timestamp::from(of_year(year)?)))
    }
}

fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0_u16, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| u16::from(digit - b'0'))?;
        Some(number * 10 + digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::at;

    #[test]
    fn a_date_is_what_openssl_compares() {
        for (is_generalized, text, expected) in [
            (false, "260601123456Z", DateRead::Instant(at("2026-06-01T12:34:56Z"))),
            (false, "491231235959Z", DateRead::Instant(at("2049-12-31T23:59:59Z"))),
            (false, "500101000000Z", DateRead::Before1970),
            (false, "700101000000Z", DateRead::Instant(at("1970-01-01"))),
            (true, "20500101000000Z", DateRead::Instant(at("2050-01-01"))),
            (true, "19690229000000Z", DateRead::NoDate),
            (true, "19680229000000Z", DateRead::Before1970),
            (true, "00000101000000Z", DateRead::Before1970),
            (false, "2606010000Z", DateRead::NoDate),
            (false, "260601000000+0100", DateRead::NoDate),
            (false, "260601000000", DateRead::NoDate),
            (false, "260631000000Z", DateRead::NoDate),
            (false, "260601240000Z", DateRead::NoDate),
            (false, "260630235960Z", DateRead::NoDate),
            (false, "26060100000XZ", DateRead::NoDate),
            (true, "260601000000Z", DateRead::NoDate),
            (true, "20260601000000.5Z", DateRead::NoDate),
            (true, "", DateRead::NoDate),
            (true, "Z", DateRead::NoDate),
        ] {
            let field = DateField { is_generalized, text: text.as_bytes() };
            assert_eq!(field.read(), expected, "{text}");
        }
    }
}
