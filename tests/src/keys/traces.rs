//! Whether 16 bytes of a secret stand in a text, however they are written there.

use std::collections::HashSet;

use crate::maker::pem;

/// Every 16 bytes of a secret: as they are, as base64 at each of its three alignments, as
/// hexadecimal digits.
pub struct Traces {
    raw: Needles,
    base64: Needles,
    hexadecimal: Needles,
}

/// Texts of one length.
struct Needles {
    length: usize,
    all: HashSet<Vec<u8>>,
    /// By a hash of the first bytes: most places of a text are passed over by a look at this.
    begins: Vec<bool>,
}

impl Traces {
    /// The traces of these secrets.
    ///
    /// # Panics
    ///
    /// Where one is too short to leave any.
    #[must_use]
    pub fn of<'s>(secrets: impl IntoIterator<Item = &'s [u8]>) -> Self {
        let mut traces = Self {
            raw: Needles::of(BYTES),
            base64: Needles::of(LETTERS),
            hexadecimal: Needles::of(BYTES * 2),
        };
        for secret in secrets {
            assert!(secret.len() >= BYTES, "{} bytes", secret.len());
            traces.raw.add(secret);
            let digits: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
            traces.hexadecimal.add(digits.as_bytes());
            for skipped in 0..3 {
                let letters = pem::base64(&secret[skipped..]);
                // The last letters hold bits of what fills up.
                let letters = letters.trim_end_matches('=').as_bytes();
                traces.base64.add(&letters[..letters.len().saturating_sub(1)]);
            }
        }
        traces
    }

    /// A trace that stands in `text`, whatever separates its letters.
    #[must_use]
    pub fn found_in(&self, text: &[u8]) -> Option<String> {
        let lower = text.to_ascii_lowercase();
        let digits: Vec<u8> = lower.iter().copied().filter(u8::is_ascii_alphanumeric).collect();
        let letters: Vec<u8> = text
            .iter()
            .map(|byte| match byte {
                b'-' => b'+',
                b'_' => b'/',
                other => *other,
            })
            .collect();
        let on_end = |letters: &[u8]| -> Vec<u8> {
            let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
            letters.iter().copied().filter(is_letter).collect()
        };
        let lines_joined = on_end(text);
        let found = [
            self.raw.first_in(text),
            self.hexadecimal.first_in(&digits),
            self.base64.first_in(&letters),
            self.base64.first_in(&lines_joined),
        ];
        found.into_iter().flatten().next().map(|trace| String::from_utf8_lossy(trace).into_owned())
    }
}

impl Needles {
    fn of(length: usize) -> Self {
        Self { length, all: HashSet::new(), begins: vec![false; 1 << 20] }
    }

    fn add(&mut self, text: &[u8]) {
        for needle in text.windows(self.length) {
            self.begins[begin(needle)] = true;
            self.all.insert(needle.to_vec());
        }
    }

    fn first_in<'s>(&'s self, text: &[u8]) -> Option<&'s [u8]> {
        let mut windows = text.windows(self.length).filter(|window| self.begins[begin(window)]);
        windows.find_map(|window| self.all.get(window)).map(Vec::as_slice)
    }
}

fn begin(text: &[u8]) -> usize {
    let first = text.iter().take(5).fold(0_u32, |sum, byte| sum << 6 ^ u32::from(*byte));
    (first.wrapping_mul(2_654_435_761) >> 12) as usize
}

/// So many bytes of a secret are a trace of it.
const BYTES: usize = 16;

/// Letters of base64 that hold no more than so many bytes.
const LETTERS: usize = 21;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encodings;

    #[test]
    fn a_trace_is_found_however_it_is_written() {
        let secret: Vec<u8> = (0_u8..60).map(|byte| byte.wrapping_mul(151)).collect();
        let traces = Traces::of([secret.as_slice()]);
        for skipped in 0..40 {
            let part = &secret[skipped..skipped + 18];
            let base64 = pem::base64(part);
            for text in [
                part.to_vec(),
                base64.clone().into_bytes(),
                base64.replace('+', "-").replace('/', "_").into_bytes(),
                [&base64[..9], "\\n", &base64[9..]].concat().replace("\\n", "\n").into_bytes(),
                encodings::hexadecimal(part, "", ":").into_bytes(),
                encodings::hexadecimal(part, "", "").to_uppercase().into_bytes(),
            ] {
                let around = [b"before ", text.as_slice(), b" after"].concat();
                assert!(traces.found_in(&around).is_some(), "{skipped}: {text:?}");
            }
        }
        assert_eq!(traces.found_in(&secret[..15]), None);
        assert_eq!(traces.found_in(pem::base64(&secret[..15]).as_bytes()), None);
    }
}
