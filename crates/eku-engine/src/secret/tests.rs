//! What is taken for a key, and what is not.

use std::format;
use std::string::{String, ToString};

use super::{LONGEST_NAME, MARKS, NOT_SHOWN, begins_key, is_key, quoted, shown};

#[test]
fn a_key_is_known_however_it_is_written() {
    let bytes = b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20abababab";
    let pairs = bytes.map(|byte| format!("{byte:02x}"));
    let digits = |between: &str| pairs.join(between);
    for key in [
        BASE64.to_string(),
        BASE64.replace('+', "-").replace('/', "_"),
        format!("key={BASE64}"),
        format!("my-key_{}", BASE64.replace('/', "_")),
        format!("{}\n{}", &BASE64[..32], &BASE64[32..]),
        "-----BEGIN PRIVATE KEY-----".into(),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII".into(),
        "PuTTY-User-Key-File-3: ssh-rsa".into(),
        // The first letters are enough where they say what it is.
        "MC4CAQAwBQYDK2VwBCIE".into(),
        "MIIFHDBOBgkqhkiG9w0BBQ0w".into(),
        "b3BlbnNzaC1rZXktdjEAAAAA".into(),
        "/u3+7QAAAAIAAAABAAAA".into(),
        digits(""),
        digits("").to_uppercase(),
        digits(":"),
        digits(" "),
        digits("-"),
        digits(":\n    "),
        format!("0x{}", digits(", 0x")),
        format!("\\x{}", digits("\\x")),
        format!("hex_{}", digits("")),
        format!("key{}", digits("")),
        format!("ab{}cd", digits("").repeat(2)),
        format!("name{BASE64}"),
        FROM_THE_MIDDLE[0].into(),
        FROM_THE_MIDDLE[1].into(),
    ] {
        assert!(is_key(&key), "{key}");
        assert_eq!(begins_key(&key), !FROM_THE_MIDDLE.contains(&key.as_str()), "{key}");
        let shown = shown(&key);
        if !MARKS.iter().any(|mark| key.contains(mark)) {
            assert!(shown.contains(NOT_SHOWN), "{key}");
            assert!((0..=key.len() - 20).all(|at| !shown.contains(&key[at..at + 20])), "{shown}");
        }
    }
}

#[test]
fn a_key_in_digits_that_are_set_apart_is_known() {
    for piece in [
        "  30820241 308201AA A0030201 02020101 300D0609",
        "00000010: 0201 0030 0d06 092a 8648 86f7 0d01 0101  ...0...*.H......",
        "00000010  02 01 00 30 0d 06 09 2a  86 48 86 f7 0d 01 01 01  |...0...*.H......|",
        "0000020 02 01 00 30 0d 06 09 2a 86 48 86 f7 0d 01 01 01",
        "0010 - 02 01 00 30 0d 06 09 2a-86 48 86 f7 0d 01 01 01   ...0...*.H......",
        "{ 48, -126, 2, 65, 48, -126, 1, -86, 2, 1, 0, 48, 13, 6, 9, 42, -122, 72, -122, -9 }",
        "-----BEGIN+PRIVATE+KEY-----",
        "-----BEGIN PRIVA\u{200b}TE KEY-----",
    ] {
        assert!(is_key(piece), "{piece}");
        assert!(shown(piece).contains(NOT_SHOWN), "{piece}");
    }
}

#[test]
fn every_piece_of_a_key_is_known_that_a_line_holds() {
    let line = "UPzZJ8Kc2HRuEKrYxmZ0dSmZFxjPQ7xvBkDN6bXcVW3t9gLiOa1sTeGqRyIwMnUh";
    for start in 0..line.len() - 30 {
        let piece = &line[start..start + 30];
        assert!(is_key(piece), "{piece}");
    }
}

#[test]
fn names_are_no_keys() {
    for name in [
        "",
        "core.example.com",
        "MobileAndRemoteAccessEndpoints27",
        "Acme-Expressway-E1-X15.5-Rm3-Bld4-Flr5-A1b2C3",
        "/tmp/tmp.aB3xY9kQzP/Expressway-C1/Core1.pem",
        "/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T/core_server_certificate.pem",
        "diagnostic_log_expe01_2026-11-20_09_30_00.tar.gz",
        "550e8400-e29b-41d4-a716-446655440000",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.pem",
        "E3:B0:C4:42:98:FC:1C:14:9A:FB:F4:C8:99:6F:B9:24:27:AE:41:E4:64:9B:93:4C:A4:95:99:1B:78:52:B8:55",
        "03:9f:1e:46:df:76:aa:03:9f:1e:46:df:76:aa:03:9f:1e:46:df:76",
        "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
        "CN=ISRG Root X1,O=Internet Security Research Group,C=US",
        "xConfiguration Zones Zone 7 TraversalServer TLS Verify Subject Name",
        "antidisestablishmentarianism",
        "THE_NAME_OF_A_VARIABLE_IN_CAPITALS",
        "my private key.pem",
        "2026-11-20 09:30:00, 2026-11-21 09:30:00, 2026-11-22 09:30:00, 2026-11-23 09:30:00",
        "ports 5060, 5061, 5062, 7001, 7002 and 2222",
        "10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4, 10.0.0.5, 10.0.0.6",
        "zürich-büro-straße-größer-übermäßig.example.com",
    ] {
        assert!(!is_key(name) && !begins_key(name), "{name}");
        assert_eq!(shown(name), name);
    }
}

#[test]
fn a_message_quotes_no_more_than_a_name() {
    let long = "a name, ".repeat(100);
    for (text, expected) in [
        ("X15.5", "X15.5".to_string()),
        (&long, format!("{}\u{2026}", &long[..LONGEST_NAME - 1])),
        (&"ü".repeat(40), "ü".repeat(40)),
        (&"ü".repeat(64), format!("{}\u{2026}", "ü".repeat(LONGEST_NAME - 1))),
        (&format!("release {BASE64}"), format!("release {NOT_SHOWN}")),
        // Cut first, too little would be left to know it by.
        (&format!("{}{BASE64}", " ".repeat(50)), format!("{}(looks like \u{2026}", " ".repeat(50))),
    ] {
        assert_eq!(quoted(text), expected, "{text}");
    }
}

#[test]
fn what_takes_long_takes_no_longer_than_it_is() {
    for text in ["30-", "ab:", "a/", "0x3", "-", "=_", "MII", "aB3", "\\x30"] {
        let long = text.repeat(1 << 14);
        let _ = is_key(&long);
        assert!(quoted(&long).chars().count() <= LONGEST_NAME);
    }
    assert_eq!(shown(&[BASE64; 3].join(" ")), [NOT_SHOWN; 3].join(" "));
    let _: String = shown(&"\u{10ffff}".repeat(9)).into();
}

/// Ed25519 in PKCS#8, of a key that protects nothing.
const BASE64: &str = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK+0PqjHQu8UKZ9BXG1XbDkN5mYwTc";

/// What tells no more than that it looks random.
const FROM_THE_MIDDLE: [&str; 2] =
    ["7VJTUt9Us8cKjMzEfYyjiWA4R4Mw2k3", "5e8a1f3b9c7d20465e8a1f3b9c7d20465e8a1f3b9c7d2046ab"];
