//! Punycode (RFC 3492), as far as names of the domain name system are decoded.

use alloc::string::String;
use alloc::vec::Vec;

/// What stands behind `xn--`, decoded. `None` where it is no such encoding, or longer than a label
/// may be.
pub(super) fn decode(encoded: &str) -> Option<String> {
    if encoded.len() > LONGEST_LABEL || !encoded.is_ascii() {
        return None;
    }
    let (basic, extended) = encoded.rsplit_once('-').unwrap_or(("", encoded));
    let mut letters = Vec::from_iter(basic.chars());
    let (mut code, mut bias, mut place) = (FIRST_CODE, FIRST_BIAS, 0u32);
    let mut digits = extended.bytes();
    let mut first = true;
    while digits.len() > 0 {
        let before = place;
        let mut weight = 1u32;
        for step in 1u32.. {
            let digit = value(digits.next()?)?;
            place = place.checked_add(digit.checked_mul(weight)?)?;
            let threshold = (step * BASE).saturating_sub(bias).clamp(LEAST, MOST);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
        }
        let count = u32::try_from(letters.len()).ok()? + 1;
        bias = adapt(place - before, count, core::mem::take(&mut first));
        code = code.checked_add(place / count)?;
        place %= count;
        letters.insert(place as usize, char::from_u32(code)?);
        place += 1;
    }
    // A label without anything to decode is not encoded (RFC 5891 section 4.2.3.1).
    letters.iter().any(|letter| !letter.is_ascii()).then(|| letters.into_iter().collect())
}

/// Section 6.1: how the next number is expected to be.
fn adapt(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / count;
    let mut steps = 0;
    while delta > (BASE - LEAST) * MOST / 2 {
        delta /= BASE - LEAST;
        steps += BASE;
    }
    steps + (BASE - LEAST + 1) * delta / (delta + SKEW)
}

/// Section 5: a to z and 0 to 9.
fn value(digit: u8) -> Option<u32> {
    char::from(digit).to_digit(36).map(|value| if value < 10 { value + 26 } else { value - 10 })
}

/// Section 5.
const BASE: u32 = 36;
const LEAST: u32 = 1;
const MOST: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST_BIAS: u32 = 72;
const FIRST_CODE: u32 = 0x80;

/// RFC 1035 section 2.3.4, less the prefix.
const LONGEST_LABEL: usize = 59;

#[cfg(test)]
mod tests {
    use super::decode;

    /// The samples are those of RFC 3492 section 7.1, and names that exist.
    #[test]
    fn what_is_encoded_is_decoded_and_nothing_else() {
        for (encoded, expected) in [
            ("bcher-kva", Some("bücher")),
            ("zrich-kva", Some("zürich")),
            ("ihqwcrb4cv8a8dqg056pqjye", Some("他们为什么不说中文")),
            ("Proprostnemluvesky-uyb24dma41a", Some("Pročprostěnemluvíčesky")),
            ("b1abfaaepdrnnbgefbadotcwatmq2g4l", Some("почемужеонинеговорятпорусски")),
            ("-", None),
            ("", None),
            ("abc", Some("\u{82}\u{81}\u{80}")),
            ("abc-", None),
            ("99999999999", None),
            ("b_cher-kva!", None),
            ("bücher", None),
        ] {
            assert_eq!(decode(encoded).as_deref(), expected, "{encoded}");
        }
        assert_eq!(decode(&"a".repeat(10_000)), None);
    }
}
