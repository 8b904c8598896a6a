//! Certificates as base64 or digits without armour.
//!
//! Entry point: [`read`]. The first bytes of DER say how long it is, so base64 ends where the
//! certificate ends, whatever stands behind it; that finds certificates in JSON, in XML and in
//! prose too. Only the first bytes are decoded until it is clear that they begin no private key.

use eku_engine::bundle::{self, Bundle, InputProblemKind, Place, Recognised, recognise_der};
use zeroize::Zeroizing;

use super::{LARGEST_BARE, pkcs7, read_text};

mod base64;
mod digits;
mod hexadecimal;

use base64::Run;
use digits::Digits;

/// Adds what stands outside the PEM blocks of `text`, where there are any; numbers go on after them.
pub(super) fn read(text: &[u8], is_bare: bool, and_inside: bool, bundle: &mut Bundle) {
    if is_bare && hexadecimal::is_der(text) {
        read_hexadecimal(text, bundle);
        return;
    }
    for run in base64::runs(text) {
        let Some(place) = next_place(run.line, bundle) else { return };
        read_run(&run, place, and_inside, bundle);
    }
    let dumps = digits::dumps(text);
    let found = if dumps.is_empty() { digits::runs(text) } else { dumps };
    for Digits { line, bytes } in found {
        let Some(place) = next_place(line, bundle) else { return };
        let head = |most| Zeroizing::new(bytes.get(..most).unwrap_or(&bytes).to_vec());
        match refused(head) {
            Some(kind) => bundle.add_problem(place, InputProblemKind::NotACertificate(kind)),
            None => add_decoded(&bytes, place, bundle),
        }
    }
}

/// The place of what is looked at next; `None` where there is too much of it, which then is said.
fn next_place(line: usize, bundle: &mut Bundle) -> Option<Place> {
    let place = Place::Block { number: bundle.blocks + 1, line };
    if bundle.is_full() {
        bundle.add_problem(place, InputProblemKind::TooMany);
        return None;
    }
    bundle.blocks += 1;
    Some(place)
}

/// Adds the certificate in DER, or those in PKCS#7.
fn add_decoded(der: &[u8], place: Place, bundle: &mut Bundle) {
    match recognise_der(der) {
        Some(Recognised::Pkcs7) => pkcs7::open(der, place, bundle),
        _ => bundle.add_der(place, der),
    }
}

fn read_hexadecimal(text: &[u8], bundle: &mut Bundle) {
    if let Some(kind) = refused(|most| hexadecimal::decode(text, most)) {
        bundle.add_problem(Place::File, InputProblemKind::NotACertificate(kind));
        return;
    }
    let der = hexadecimal::decode(text, LARGEST_BARE);
    *bundle = bundle::read_with(&der, &mut pkcs7::open);
}

fn read_run(run: &Run<'_>, place: Place, and_inside: bool, bundle: &mut Bundle) {
    if let Some(kind) = run.refused {
        bundle.add_problem(place, InputProblemKind::NotACertificate(kind));
        return;
    }
    if let Some(line) = run.broken_at {
        let place = match place {
            Place::Block { number, .. } => Place::Block { number, line },
            other => other,
        };
        bundle.add_problem(place, InputProblemKind::NotBase64);
        return;
    }
    if run.letters > LARGEST_BARE / 3 * 4 {
        bundle.add_problem(place, InputProblemKind::TooLarge { bytes: run.letters / 4 * 3 });
        return;
    }
    let bytes = run.decode();
    if run.is_text {
        if and_inside {
            let mut inner = read_text(&bytes, false);
            for problem in &mut inner.problems {
                problem.place = place;
            }
            bundle.append(inner);
        }
    } else {
        add_decoded(&bytes, place, bundle);
    }
}

/// What is not decoded any further. `decode` gives the first so many bytes: a private key's version
/// stands in the first few, before anything secret, and an encrypted key begins with how it is
/// encrypted.
fn refused(decode: impl Fn(usize) -> Zeroizing<Vec<u8>>) -> Option<Recognised> {
    let first = decode(FIRST);
    let (_, header) = sequence(&first)?;
    match first.get(header..)? {
        [0x02, 0x01, 0x03, 0x30, ..] => Some(Recognised::Pkcs12),
        [0x02, 0x01, _, 0x02 | 0x04 | 0x30, ..] => Some(Recognised::PrivateKey),
        [0x30, ..] => {
            let key = |kind: &Recognised| *kind == Recognised::PrivateKey;
            recognise_der(&decode(HEAD)).filter(key)
        }
        _ => None,
    }
}

/// The length that a SEQUENCE says it has, `None` inside where it is indefinite, and how long its
/// header is.
fn sequence(head: &[u8]) -> Option<(Option<usize>, usize)> {
    let number = |digits: &[u8]| {
        digits.iter().fold(0_usize, |number, digit| number << 8 | usize::from(*digit))
    };
    match head {
        [0x30, 0x80, ..] => Some((None, 2)),
        [0x30, length @ 0..0x80, ..] => Some((Some(usize::from(*length)), 2)),
        [0x30, size @ 0x81..=0x83, digits @ ..] => {
            let size = usize::from(size & 0x7f);
            Some((Some(number(digits.get(..size)?)), 2 + size))
        }
        _ => None,
    }
}

/// Bytes in which a private key's version stands, and those in which an encrypted one says that it
/// is encrypted.
const FIRST: usize = 10;
const HEAD: usize = 128;

/// Bytes of the shortest private key (Ed25519 in PKCS#8).
const FEWEST_BYTES: usize = 40;
