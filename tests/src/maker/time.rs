//! Points in time as certificates write them: UTCTime and GeneralizedTime.

use super::der;

/// One of the two dates of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    text: String,
    encoded: Vec<u8>,
}

impl Time {
    /// A time such as `2026-06-01T00:00:00Z`, in the type that RFC 5280 demands: UTCTime from 1950
    /// to 2049, GeneralizedTime otherwise.
    ///
    /// # Panics
    ///
    /// Where the text has another form.
    pub fn new(text: &str) -> Time {
        let year: u32 = text
            .get(..4)
            .and_then(|year| year.parse().ok())
            .unwrap_or_else(|| panic!("not a time: {text}"));
        if (1950..2050).contains(&year) { Time::utc(text) } else { Time::generalized(text) }
    }

    /// A UTCTime, whatever the year: the century is dropped.
    pub fn utc(text: &str) -> Time {
        Time { text: text.into(), encoded: der::element(0x17, &digits(text).as_bytes()[2..]) }
    }

    /// A GeneralizedTime, whatever the year.
    pub fn generalized(text: &str) -> Time {
        Time { text: text.into(), encoded: der::element(0x18, digits(text).as_bytes()) }
    }

    /// A time that is encoded as `encoded`, a whole element, and read by people as `text`.
    pub fn raw(text: &str, encoded: Vec<u8>) -> Time {
        Time { text: text.into(), encoded }
    }

    /// The DER bytes.
    pub fn encode(&self) -> &[u8] {
        &self.encoded
    }

    /// For people: `2026-06-01T00:00:00Z`.
    pub fn in_words(&self) -> &str {
        &self.text
    }
}

fn digits(text: &str) -> String {
    let digits: String =
        text.chars().filter(|character| !matches!(character, '-' | ':' | 'T')).collect();
    assert!(digits.len() == 15 && digits.ends_with('Z'), "not a time: {text}");
    digits
}
