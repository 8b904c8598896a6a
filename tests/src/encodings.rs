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
    .into_iter()
    .chain(escaped(text))
    .chain(in_digits(der))
    .collect()
}

/// PEM that was escaped, quoted or numbered on its way.
fn escaped(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let each = |before: &str, behind: &str| {
        let line = |line: &str| format!("{before}{line}{behind}\n");
        text.lines().map(line).collect::<String>()
    };
    let numbered = |write: &dyn Fn(usize, &str) -> String| {
        (9..).zip(text.lines()).map(|(number, line)| write(number, line)).collect::<String>()
    };
    let in_url = escape(text, "+/=\n -", |byte| format!("%{byte:02X}"));
    let in_form = in_url.replace("%20", "+").replace("%2D", "-");
    let mut in_mail = String::new();
    for (place, letter) in text.trim_end().chars().enumerate() {
        match letter {
            '=' => in_mail.push_str("=3D"),
            '\n' => in_mail.push(' '),
            other => in_mail.push(other),
        }
        if place % 70 == 69 {
            in_mail.push_str("=\n");
        }
    }
    let in_page = escape(text, "+/=", |byte| format!("&#{byte};")).replace('\n', "<br>\n");
    let in_json = escape(text, "+", |byte| format!("\\u{byte:04X}")).replace('/', "\\/");
    let in_json = in_json.replace('\n', "\\n");
    vec![
        ("PEM in a URL", format!("certificate={in_url}&name=core").into()),
        ("PEM in a form", format!("certificate={in_form}&name=core").into()),
        ("PEM in quoted-printable mail", in_mail.into()),
        ("PEM in a web page", format!("<html><body><p>{in_page}</p></body></html>").into()),
        (
            "PEM in a web page, in hexadecimal entities",
            escape(text, "+/=\n", |byte| format!("&#x{byte:X};")).into(),
        ),
        ("PEM in JSON, with escapes", format!("{{\"value\": \"{in_json}\"}}").into()),
        (
            "PEM in JSON in JSON",
            format!(
                "{{\"value\": \"{{\\\"value\\\": \\\"{}\\\"}}\"}}",
                text.replace('\n', "\\\\n")
            )
            .into(),
        ),
        ("PEM with characters that do not show", text.replace("A", "A\u{200b}").into()),
        ("PEM with no-break spaces", text.replace(' ', "\u{a0}").into()),
        ("PEM with dashes", text.replace("-----", "\u{2014}\u{2013}").into()),
        ("PEM with four hyphens", text.replace("-----", "----").into()),
        ("PEM in source code", format!("const char pem[] =\n{};", each("    \"", "\\n\"")).into()),
        ("PEM in source code, joined", each("    '", "\\n' +").into()),
        ("PEM in a list", each("  \"", "\",").into()),
        ("PEM in a comment", each("# ", "").into()),
        ("PEM in a block comment", each(" * ", "").into()),
        ("PEM in a patch", each("+", "").into()),
        (
            "PEM in a log",
            numbered(&|number, line| format!("Nov 29 12:00:{:02} core app: {line}\n", number % 60))
                .into(),
        ),
        ("PEM with line numbers", numbered(&|number, line| format!("{number:6}\t{line}\n")).into()),
        (
            "PEM with line numbers and colons",
            numbered(&|number, line| format!("{number}:{line}\n")).into(),
        ),
        (
            "PEM with line numbers and bars",
            numbered(&|number, line| format!("{number:3} | {line}\n")).into(),
        ),
    ]
}

/// The text with some characters written otherwise.
fn escape(text: &str, which: &str, write: impl Fn(u8) -> String) -> String {
    let one = |letter: char| match which.contains(letter) {
        true => write(u8::try_from(letter).expect("ASCII")),
        false => letter.to_string(),
    };
    text.chars().map(one).collect()
}

/// DER as digits inside something else.
fn in_digits(der: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let words = |bytes: &[u8], width: usize| {
        let words = bytes.chunks(width).map(|word| hexadecimal(word, "", ""));
        words.collect::<Vec<_>>().join(" ")
    };
    let shown = |bytes: &[u8]| -> String {
        let shown = |byte: &u8| if byte.is_ascii_graphic() { char::from(*byte) } else { '.' };
        bytes.iter().map(shown).collect()
    };
    let dump = |write: &dyn Fn(usize, &[u8]) -> String| {
        let lines = (0..).step_by(16).zip(der.chunks(16));
        lines.map(|(offset, bytes)| write(offset, bytes) + "\n").collect::<String>()
    };
    let swapped = |bytes: &[u8]| {
        let pairs = bytes.chunks(2).map(|pair| match pair {
            [first, second] => format!("{second:02x}{first:02x}"),
            odd => format!("00{:02x}", odd[0]),
        });
        pairs.collect::<Vec<_>>().join(" ")
    };
    let configuration: String =
        der.chunks(32).map(|line| format!("  {} \n", words(line, 4).to_uppercase())).collect();
    let signed = der.iter().map(|byte| byte.cast_signed().to_string());
    let numbers = der.iter().map(u8::to_string).collect::<Vec<_>>();
    vec![
        (
            "the configuration of a router",
            format!(
                "!\ncrypto pki certificate chain CORE\n certificate 3082\n{configuration}  \tquit\n!\nend\n"
            )
            .into(),
        ),
        ("a dump of xxd", dump(&|offset, bytes| format!("{offset:08x}: {:<39}  {}", words(bytes, 2), shown(bytes))).into()),
        ("a dump of hexdump -C", dump(&|offset, bytes| format!("{offset:08x}  {:<47}  |{}|", words(bytes, 1), shown(bytes))).into()),
        ("a dump of hexdump", dump(&|offset, bytes| format!("{offset:07x} {}", swapped(bytes))).into()),
        ("a dump of od", dump(&|offset, bytes| format!("{offset:07o} {}", words(bytes, 1))).into()),
        ("a dump of OpenSSL", dump(&|offset, bytes| format!("{offset:04x} - {}   {}", words(bytes, 1), shown(bytes))).into()),
        ("an array of C", format!("static const unsigned char der[] = {{\n{}\n}};\n", hexadecimal(der, "0x", ", ")).into()),
        ("an array of Java", format!("byte[] der = {{ {} }};\n", signed.collect::<Vec<_>>().join(", ")).into()),
        ("an array of numbers", format!("der := []byte{{{}}}\n", numbers.join(", ")).into()),
        ("a string of C", format!("char der[] = \"{}\";\n", hexadecimal(der, "\\x", "")).into()),
    ]
}
