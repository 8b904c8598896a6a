//! Puts certificates, and what is none, into the encodings that they reach people in.

use crate::maker::pem;

/// UTF-16 with the lower byte first; with a byte order mark or without.
pub fn utf_16_le(text: &str, mark: bool) -> Vec<u8> {
    units(text, mark).flat_map(u16::to_le_bytes).collect()
}

/// UTF-16 with the higher byte first; with a byte order mark or without.
pub fn utf_16_be(text: &str, mark: bool) -> Vec<u8> {
    units(text, mark).flat_map(u16::to_be_bytes).collect()
}

fn units(text: &str, mark: bool) -> impl Iterator<Item = u16> {
    mark.then_some(0xfeff).into_iter().chain(text.encode_utf16())
}

/// Quoted twice, as in an answer to an answer.
pub fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> > {line}\n")).collect()
}

/// Pairs of hexadecimal digits, with something before each and between them.
pub fn hexadecimal(bytes: &[u8], before: &str, between: &str) -> String {
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{before}{byte:02x}")).collect();
    pairs.join(between)
}

/// Base64 in lines of 64 letters, without armour.
pub fn base64_lines(bytes: &[u8]) -> String {
    let letters = pem::base64(bytes);
    let lines = letters.as_bytes().chunks(64).map(String::from_utf8_lossy);
    lines.map(|line| format!("{line}\n")).collect()
}

/// PEM text and its DER in every encoding that may hide what it is; each with a name.
pub fn every_encoding(text: &str, der: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let single_line = text.trim_end().replace('\n', "\\n");
    vec![
        ("PEM", text.into()),
        ("PEM after a byte order mark", format!("\u{feff}{text}").into()),
        ("PEM with the line ends of Windows", text.replace('\n', "\r\n").into()),
        ("PEM without line ends", text.replace('\n', "").into()),
        ("PEM, indented", text.replace('\n', "\n\t  ").into()),
        ("PEM in quoted mail", quoted(text).into()),
        ("PEM in JSON", format!("{{\"value\": \"{single_line}\"}}").into()),
        ("PEM in UTF-16LE with a mark", utf_16_le(text, true)),
        ("PEM in UTF-16LE without a mark", utf_16_le(text, false)),
        ("PEM in UTF-16BE with a mark", utf_16_be(text, true)),
        ("PEM in UTF-16BE without a mark", utf_16_be(text, false)),
        ("DER", der.to_vec()),
        ("base64 on one line", pem::base64(der).into()),
        ("base64 in lines", base64_lines(der).into()),
        ("base64 in quoted mail", quoted(&base64_lines(der)).into()),
        ("base64 in prose", format!("This is it:\n\n{}\nRegards\n", base64_lines(der)).into()),
        ("base64 in JSON", format!("{{\"x5c\": [\"{}\"]}}", pem::base64(der)).into()),
        (
            "base64 in XML",
            format!("<X509Certificate>{}</X509Certificate>", base64_lines(der)).into(),
        ),
        ("base64 in UTF-16LE", utf_16_le(&base64_lines(der), true)),
        ("base64 of PEM", pem::base64(text.as_bytes()).into()),
        ("base64 of PEM in lines", base64_lines(text.as_bytes()).into()),
        ("hexadecimal", hexadecimal(der, "", "").into()),
        ("hexadecimal with colons", hexadecimal(der, "", ":").to_uppercase().into()),
        ("hexadecimal for C", hexadecimal(der, "0x", ", ").into()),
        ("hexadecimal for a shell", hexadecimal(der, "\\x", "").into()),
    ]
}
