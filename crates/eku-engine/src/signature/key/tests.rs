use super::*;
use alloc::vec::Vec;

/// An element of DER.
fn wrap(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let head = match length {
        0..=0x7f => [tag, length as u8].to_vec(),
        0x80..=0xff => [tag, 0x81, length as u8].to_vec(),
        _ => [tag, 0x82, (length >> 8) as u8, length as u8].to_vec(),
    };
    [head, content.to_vec()].concat()
}

/// A subjectPublicKeyInfo.
fn info(algorithm: &[u8], parameters: &[u8], key: &[u8]) -> Vec<u8> {
    let algorithm = wrap(0x30, &[&wrap(6, algorithm), parameters].concat());
    wrap(0x30, &[algorithm, wrap(3, &[&[0], key].concat())].concat())
}

fn rsa(modulus: &[u8]) -> Vec<u8> {
    let numbers = [wrap(2, modulus), [2, 3, 1, 0, 1].into()].concat();
    info(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1], &[5, 0], &wrap(0x30, &numbers))
}

fn curve(parameters: &[u8], key: &[u8]) -> Vec<u8> {
    info(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1], parameters, key)
}

/// The base point of P-256, compressed (SEC 2 section 2.4.2).
const POINT: [u8; 33] = [
    3, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40,
    0xf2, 0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2,
    0x96,
];
const NAMED: [u8; 10] = [6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];

#[test]
fn the_size_of_an_rsa_key_is_read_and_no_other() {
    let modulus = |bytes: usize| [&[0, 0x80][..], &alloc::vec![1; bytes - 1]].concat();
    for (bytes, weak) in [(1024, None), (256, None), (128, Some(WeakKey::Rsa { bits: 1024 }))] {
        let key = rsa(&modulus(bytes));
        assert_eq!(rsa_bits(&key), Some(bytes * 8));
        assert_eq!((weakness(&key), trouble(&key)), (weak, None));
    }
    assert_eq!(rsa_bits(&rsa(&[&[0x40][..], &[1; 255]].concat())), Some(2047));
    assert_eq!(rsa_bits(&curve(&NAMED, &POINT)), None);
    assert_eq!(rsa_bits(&[]), None);
}

#[test]
fn what_is_refused_or_weak_of_a_key_is_told() {
    let other_curve = [6, 5, 0x2b, 0x81, 4, 0, 31];
    let off_the_curve = [&[2, 0xff][..], &[0xff; 31]].concat();
    let (whole, part) = ([&[4][..], &[1; 48]].concat(), [&[2][..], &[1; 24]].concat());
    let weak = Some(WeakKey::EllipticCurve { bits: 192 });
    let (written, not_read) = (Some(KeyTrouble::CurveWrittenOut), Some(KeyTrouble::NotRead));
    for (key, expected) in [
        (curve(&NAMED, &POINT), (None, None)),
        (curve(&[0x30, 0], &POINT), (written, None)),
        (curve(&[5, 0], &POINT), (not_read, None)),
        (curve(&[], &POINT), (not_read, None)),
        (curve(&NAMED, &off_the_curve), (not_read, None)),
        (curve(&other_curve, &[&[4][..], &[1; 64]].concat()), (not_read, None)),
        (curve(&other_curve, &whole), (not_read, weak)),
        (curve(&other_curve, &part), (not_read, weak)),
        (curve(&NAMED, &[4, 1, 2]), (not_read, None)),
        (info(&[0x2b, 0x65, 0x70], &[], &[0; 32]), (None, None)),
        (info(&[0x2b, 0x65, 0x70], &[5, 0], &[0; 32]), (not_read, None)),
        (info(&[0x2a, 3], &[], &[0; 32]), (not_read, None)),
        ([].into(), (not_read, None)),
    ] {
        assert_eq!((trouble(&key), weakness(&key)), expected, "{key:02x?}");
    }
}
