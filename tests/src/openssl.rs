//! The `openssl` command, as a second opinion that nobody of this project wrote.
//!
//! Tests that need it fail where it is missing; they never pass by skipping.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use crate::facts::{Allowed, DistinguishedName, Facts, Purposes, Uses};

/// Runs `openssl` with these arguments and this standard input.
///
/// # Panics
///
/// Where there is no `openssl`, with what to do.
pub fn run<Argument: AsRef<OsStr>>(arguments: &[Argument], input: &[u8]) -> Output {
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            panic!(
                "these tests compare with the openssl command, which could not be started \
                 ({error}): install OpenSSL 3 (on Debian: apt-get install openssl)"
            )
        });
    let mut standard_input = child.stdin.take().expect("piped");
    // A command that refuses its input early closes the pipe; what it says then is its output.
    let _ = standard_input.write_all(input);
    drop(standard_input);
    child.wait_with_output().expect("openssl ran")
}

/// How a certificate is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// DER, or BER.
    Der,
    /// One PEM block.
    Pem,
}

impl Form {
    /// What OpenSSL's `-inform` calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Der => "DER",
            Self::Pem => "PEM",
        }
    }
}

/// The certificates that OpenSSL reads in a file: the file itself, its PEM blocks, and those in PKCS#7.
///
/// # Panics
///
/// Where there is no `openssl`.
pub fn certificates(file: &[u8]) -> Vec<(Form, Vec<u8>, Facts)> {
    let mut found = Vec::new();
    let mut take = |form, bytes: &[u8]| {
        found.extend(facts_in(form, bytes).ok().map(|facts| (form, bytes.to_vec(), facts)));
    };
    let mut in_pkcs7 = Vec::new();
    if let [0x30 | 0xa0, ..] = file {
        take(Form::Der, file);
        in_pkcs7.extend(pkcs7(Form::Der, file));
    }
    for (label, block) in blocks(file) {
        match label {
            b"CERTIFICATE" | b"X509 CERTIFICATE" | b"TRUSTED CERTIFICATE" => take(Form::Pem, block),
            b"PKCS7" | b"CMS" | b"PKCS #7 SIGNED DATA" => in_pkcs7.extend(pkcs7(Form::Pem, block)),
            _ => {}
        }
    }
    for bytes in &in_pkcs7 {
        blocks(bytes).iter().for_each(|(_, block)| take(Form::Pem, block));
    }
    found
}

/// What `openssl pkcs7 -print_certs` writes; nothing where it refuses.
fn pkcs7(form: Form, bytes: &[u8]) -> Option<Vec<u8>> {
    let output = run(&["pkcs7", "-print_certs", "-inform", form.name()], bytes);
    output.status.success().then_some(output.stdout)
}

/// The PEM blocks of a text with their labels: from a line that begins one to the line that ends it.
fn blocks(text: &[u8]) -> Vec<(&[u8], &[u8])> {
    let mut found = Vec::new();
    let mut open: Option<(&[u8], usize)> = None;
    let mut position = 0;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let trimmed = line.trim_ascii_end();
        let label = |start: &[u8]| trimmed.strip_prefix(start)?.strip_suffix(b"-----");
        if let Some(label) = label(b"-----BEGIN ") {
            open = Some((label, position));
        }
        position += line.len();
        if let (Some((label, from)), Some(_)) = (open, label(b"-----END ")) {
            found.extend(text.get(from..position).map(|block| (label, block)));
            open = None;
        }
    }
    found
}

/// What `openssl x509` reads in a DER certificate, or what it says where it refuses.
pub fn facts(certificate: &[u8]) -> Result<Facts, String> {
    facts_in(Form::Der, certificate)
}

fn facts_in(form: Form, certificate: &[u8]) -> Result<Facts, String> {
    let text = printed(form, certificate)?;
    Report { text: &text }.facts().map_err(|missing| format!("{missing} in\n{text}"))
}

/// What `openssl x509` says of the uses of a DER certificate; `None` where it refuses it.
///
/// # Panics
///
/// Where it says what is not known here.
pub fn uses(certificate: &[u8]) -> Option<Uses> {
    let text = printed(Form::Der, certificate).ok()?;
    let uses = Report { text: &text }.uses();
    Some(uses.unwrap_or_else(|unknown| panic!("{unknown} in\n{text}")))
}

/// What `openssl x509` prints, or what it says where it refuses.
fn printed(form: Form, certificate: &[u8]) -> Result<String, String> {
    let arguments = [
        "x509",
        "-inform",
        form.name(),
        "-noout",
        "-subject",
        "-issuer",
        "-serial",
        "-startdate",
        "-enddate",
        "-dateopt",
        "iso_8601",
        "-fingerprint",
        "-sha256",
        "-nameopt",
        NAME_OPTIONS,
        "-purpose",
        "-text",
        "-certopt",
        TEXT_OPTIONS,
    ];
    let output = run(&arguments, certificate);
    // Long numbers are broken into lines with a backslash.
    let text = String::from_utf8_lossy(&output.stdout).replace("\\\n", "");
    match output.status.success() && !text.is_empty() {
        true => Ok(text),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

struct Report<'text> {
    text: &'text str,
}

impl Report<'_> {
    fn facts(&self) -> Result<Facts, String> {
        let alternative_names = self.alternative_names();
        let names: Vec<&str> =
            alternative_names.iter().flat_map(|names| names.split(", ")).collect();
        let addresses = names.iter().filter_map(|name| name.strip_prefix("IP Address:"));
        Ok(Facts {
            subject: DistinguishedName::parse(self.value("subject=")?)?,
            issuer: DistinguishedName::parse(self.value("issuer=")?)?,
            serial: serial(self.value("serial=")?),
            not_before: self.date("notBefore=")?,
            not_after: self.date("notAfter=")?,
            dns_names: names
                .iter()
                .filter_map(|name| name.strip_prefix("DNS:"))
                .map(Into::into)
                .collect(),
            addresses: addresses
                .filter(|address| !address.starts_with("<invalid"))
                .map(|address| address.parse().map_err(|_| format!("no address: {address}")))
                .collect::<Result<_, _>>()?,
            uses: self.uses()?,
            key_bits: self.key_bits(),
            signature_algorithm: self.signature_algorithm(),
            sha256: self.value("sha256 Fingerprint=")?.replace(':', "").to_lowercase(),
            client: self.allowed("SSL client : ")?,
            server: self.allowed("SSL server : ")?,
        })
    }

    fn alternative_names(&self) -> Vec<&str> {
        let names = self.extensions("X509v3 Subject Alternative Name");
        names.into_iter().map(|(_, names)| names).collect()
    }

    fn uses(&self) -> Result<Uses, String> {
        let names = self.alternative_names();
        let names = names.iter().flat_map(|names| names.split(", "));
        let is_name = |name: &&str| KINDS_OF_NAMES.iter().any(|kind| name.starts_with(kind));
        let constraints = self.extensions("X509v3 Basic Constraints");
        Ok(Uses {
            names: names.filter(is_name).count(),
            key_usage: self.key_usage()?,
            purposes: self.purposes()?,
            is_ca: constraints.iter().any(|(_, value)| value.starts_with("CA:TRUE")),
        })
    }

    fn value(&self, start: &str) -> Result<&str, String> {
        self.text
            .lines()
            .find_map(|line| line.strip_prefix(start))
            .ok_or(format!("no line {start:?}"))
    }

    fn date(&self, start: &str) -> Result<String, String> {
        Ok(self.value(start)?.replacen(' ', "T", 1))
    }

    fn allowed(&self, start: &str) -> Result<Allowed, String> {
        match self.value(start)? {
            "Yes" => Ok(Allowed::Yes),
            "No" => Ok(Allowed::No),
            "Yes (WARNING code=-1)" => Ok(Allowed::Broken),
            other => Err(format!("unknown answer {other:?}")),
        }
    }

    /// Every extension of this title: whether it is critical, and its value.
    fn extensions(&self, title: &str) -> Vec<(bool, &str)> {
        let lines: Vec<&str> = self.text.lines().collect();
        let values = lines.windows(2).filter_map(|pair| {
            let rest = pair[0].trim_start().strip_prefix(title)?.strip_prefix(':')?;
            Some((rest.trim() == "critical", pair[1].trim()))
        });
        values.collect()
    }

    /// What stands behind the beginning of a line that is set in.
    fn line(&self, start: &str) -> Option<&str> {
        self.text.lines().find_map(|line| line.trim_start().strip_prefix(start))
    }

    /// That of the signature itself, which stands behind the one that is signed.
    fn signature_algorithm(&self) -> String {
        let behind =
            |line: &'_ str| line.trim_start().strip_prefix("Signature Algorithm: ").map(Into::into);
        self.text.lines().rev().find_map(behind).unwrap_or_default()
    }

    fn key_bits(&self) -> Option<usize> {
        let size = self.line("Public-Key: (").or_else(|| self.line("RSA Public-Key: ("))?;
        size.split(' ').next()?.parse().ok()
    }

    fn key_usage(&self) -> Result<Option<Vec<String>>, String> {
        match self.extensions("X509v3 Key Usage").as_slice() {
            [] => Ok(None),
            [(_, "<Parse Error>" | "<EMPTY>")] | [_, _, ..] => Ok(Some(Vec::new())),
            // Where no operation is named, the bytes are printed as they are.
            [(_, words)] if words.starts_with('.') => Ok(Some(Vec::new())),
            [(_, words)] => {
                let operation = |word: &str| {
                    let known = OPERATIONS.iter().find(|(name, _)| *name == word);
                    known.map(|(_, name)| (*name).into()).ok_or(format!("no operation: {word:?}"))
                };
                words.split(", ").map(operation).collect::<Result<_, _>>().map(Some)
            }
        }
    }

    fn purposes(&self) -> Result<Purposes, String> {
        match self.extensions("X509v3 Extended Key Usage").as_slice() {
            [] => Ok(Purposes::Absent),
            [(_, "<Parse Error>")] | [_, _, ..] => Ok(Purposes::Unreadable),
            // An empty list has no notation: the two bytes 30 00 are printed as they are.
            [(critical, "0.")] => Ok(Purposes::Listed(*critical, Vec::new())),
            [(critical, words)] => Ok(Purposes::Listed(
                *critical,
                words.split(", ").map(purpose).collect::<Result<_, _>>()?,
            )),
        }
    }
}

/// From `-7AFEFE` to `85:01:02`: signed hexadecimal to the bytes of the INTEGER, without the zero
/// byte that shows that a number is not negative.
fn serial(signed: &str) -> String {
    let digits = signed.trim_start_matches('-');
    let mut bytes: Vec<u8> = (0..digits.len() / 2)
        .map(|place| u8::from_str_radix(&digits[2 * place..2 * place + 2], 16).expect("digits"))
        .collect();
    if signed.starts_with('-') {
        let mut carry = true;
        for byte in bytes.iter_mut().rev() {
            let (sum, overflow) = (!*byte).overflowing_add(u8::from(carry));
            (*byte, carry) = (sum, overflow);
        }
        if bytes[0] & 0x80 == 0 {
            bytes.insert(0, 0xff);
        }
    }
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    pairs.join(":")
}

fn purpose(words: &str) -> Result<String, String> {
    if words.split('.').all(|arc| !arc.is_empty() && arc.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Ok(words.into());
    }
    OBJECTS.get(words).cloned().ok_or(format!("no known purpose: {words:?}"))
}

/// The long names of OpenSSL's objects and their identifiers in dotted form: by these it prints purposes.
static OBJECTS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let output = run(&["list", "-objects"], &[]);
    let list = String::from_utf8_lossy(&output.stdout);
    let object = |line: &str| {
        let (short, rest) = line.split_once(" = ")?;
        let (long, dotted) = rest.rsplit_once(", ").unwrap_or((short, rest));
        Some((long.to_owned(), dotted.to_owned()))
    };
    list.lines().filter_map(object).collect()
});

/// RFC 2253 with UTF-8 as it is and kinds in dotted form.
const NAME_OPTIONS: &str = "esc_2253,esc_ctrl,utf8,dump_nostr,dump_der,sep_comma_plus,dn_rev,oid";

/// Of the text, the algorithms, the key and the extensions; an unreadable one is called `<Parse Error>`.
const TEXT_OPTIONS: &str = "no_header,no_version,no_serial,no_validity,no_subject,no_issuer,\
                            ext_error";

/// How OpenSSL begins each kind of name.
const KINDS_OF_NAMES: [&str; 9] = [
    "DNS:",
    "IP Address:",
    "email:",
    "URI:",
    "othername:",
    "DirName:",
    "Registered ID:",
    "X400Name:",
    "EdiPartyName:",
];

/// The words by which OpenSSL prints operations.
const OPERATIONS: [(&str, &str); 9] = [
    ("Digital Signature", "digitalSignature"),
    ("Non Repudiation", "nonRepudiation"),
    ("Key Encipherment", "keyEncipherment"),
    ("Data Encipherment", "dataEncipherment"),
    ("Key Agreement", "keyAgreement"),
    ("Certificate Sign", "keyCertSign"),
    ("CRL Sign", "cRLSign"),
    ("Encipher Only", "encipherOnly"),
    ("Decipher Only", "decipherOnly"),
];

#[cfg(test)]
mod tests {
    #[test]
    fn signed_numbers_become_the_bytes_of_an_integer() {
        assert_eq!(super::serial("-7AFEFE"), "85:01:02");
        assert_eq!(super::serial("-01"), "ff");
        assert_eq!(super::serial("-80"), "80");
        assert_eq!(super::serial("-0100"), "ff:00");
        assert_eq!(super::serial("46DF"), "46:df");
    }
}
