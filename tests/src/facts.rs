//! What two readers of certificates can be compared by, in one notation.
//!
//! [`crate::openssl::facts`] and [`crate::engine::facts`] fill it. Where notations differ without
//! saying something else (escapes, order inside of a set, names of attributes), both are brought
//! to one form here; nothing else is smoothed over.

use std::collections::BTreeSet;
use std::net::IpAddr;

use crate::maker::oid;

/// The facts of one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Facts {
    pub subject: DistinguishedName,
    pub issuer: DistinguishedName,
    /// Lower-case hexadecimal pairs of the INTEGER with colons, without a zero for the sign.
    pub serial: String,
    /// `2026-06-01T00:00:00Z`.
    pub not_before: String,
    pub not_after: String,
    pub dns_names: Vec<String>,
    pub addresses: Vec<IpAddr>,
    pub uses: Uses,
    /// The size of an RSA key, or of the curve of an EC key, where that is told.
    pub key_bits: Option<usize>,
    /// By OpenSSL's name.
    pub signature_algorithm: String,
    pub sha256: String,
    /// Whether the certificate, looked at alone, serves a TLS client.
    pub client: Allowed,
    /// Whether the certificate, looked at alone, serves a TLS server.
    pub server: Allowed,
}

/// What a certificate may be used for, and for how many names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uses {
    /// The extended key usage.
    pub purposes: Purposes,
    /// The operations by their names in RFC 5280; none where the extension cannot be used.
    pub key_usage: Option<Vec<String>>,
    /// Whether it is a CA.
    pub is_ca: bool,
    /// How many names the SAN has, of whatever kind.
    pub names: usize,
}

/// The extended key usage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purposes {
    /// No extension.
    Absent,
    /// It cannot be decoded, or there are two.
    Unreadable,
    /// Whether it is critical, and the purposes in dotted form and in order; perhaps none.
    Listed(bool, Vec<String>),
}

/// An answer to "does this certificate serve this role?".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// An extension is broken, so the certificate is not used at all.
    Broken,
}

/// A name: the most specific part first, each part a set of kinds (dotted) and values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistinguishedName(Vec<BTreeSet<(String, String)>>);

impl Facts {
    /// The names of the fields in which `other` says something else.
    pub fn differences(&self, other: &Facts) -> Vec<&'static str> {
        let mut fields = Vec::new();
        let mut compare = |field, same: bool| {
            if !same {
                fields.push(field);
            }
        };
        compare("subject", self.subject == other.subject);
        compare("issuer", self.issuer == other.issuer);
        compare("serial", self.serial == other.serial);
        compare("not before", self.not_before == other.not_before);
        compare("not after", self.not_after == other.not_after);
        compare("DNS names", self.dns_names == other.dns_names);
        compare("addresses", self.addresses == other.addresses);
        compare("names", self.uses.names == other.uses.names);
        compare("key usage", self.uses.key_usage == other.uses.key_usage);
        // One may know more curves than the other.
        let sizes = self.key_bits.zip(other.key_bits);
        compare("key size", sizes.is_none_or(|(one, other)| one == other));
        compare("signature algorithm", self.signature_algorithm == other.signature_algorithm);
        compare("purposes", self.uses.purposes == other.uses.purposes);
        compare("CA", self.uses.is_ca == other.uses.is_ca);
        compare("SHA-256", self.sha256 == other.sha256);
        compare("client", self.client == other.client);
        compare("server", self.server == other.server);
        fields
    }
}

impl Facts {
    /// The value of a field that [`Facts::differences`] names.
    pub fn shown(&self, field: &str) -> String {
        match field {
            "subject" => format!("{:?}", self.subject),
            "issuer" => format!("{:?}", self.issuer),
            "serial" => self.serial.clone(),
            "not before" => self.not_before.clone(),
            "not after" => self.not_after.clone(),
            "DNS names" => format!("{:?}", self.dns_names),
            "addresses" => format!("{:?}", self.addresses),
            "names" => self.uses.names.to_string(),
            "key usage" => format!("{:?}", self.uses.key_usage),
            "key size" => format!("{:?}", self.key_bits),
            "signature algorithm" => self.signature_algorithm.clone(),
            "purposes" => format!("{:?}", self.uses.purposes),
            "CA" => self.uses.is_ca.to_string(),
            "SHA-256" => self.sha256.clone(),
            "client" => format!("{:?}", self.client),
            "server" => format!("{:?}", self.server),
            other => unreachable!("no field {other}"),
        }
    }
}

impl DistinguishedName {
    /// Reads RFC 4514 text.
    pub fn parse(text: &str) -> Result<DistinguishedName, String> {
        let mut parts = Vec::new();
        if text.is_empty() {
            return Ok(DistinguishedName(parts));
        }
        for part in split(text, ',') {
            let attributes = split(&part, '+');
            let attributes = attributes.iter().map(|attribute| attribute_of(attribute));
            parts.push(attributes.collect::<Result<_, _>>()?);
        }
        Ok(DistinguishedName(parts))
    }
}

/// Cuts at a separator that no backslash precedes; escapes stay as they are.
fn split(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for character in text.chars() {
        if character == separator && !escaped {
            parts.push(String::new());
        } else {
            parts.last_mut().expect("never empty").push(character);
        }
        escaped = character == '\\' && !escaped;
    }
    parts
}

fn attribute_of(text: &str) -> Result<(String, String), String> {
    let (kind, value) = text.split_once('=').ok_or(format!("no kind: {text:?}"))?;
    let kind = if kind.starts_with(|first: char| first.is_ascii_digit()) {
        kind
    } else {
        SHORT_NAMES
            .iter()
            .chain(oid::NAME_ATTRIBUTES)
            .find(|(short, _)| *short == kind)
            .map(|(_, dotted)| *dotted)
            .ok_or(format!("no known kind: {text:?}"))?
    };
    let value = match value.strip_prefix('#') {
        Some(digits) => text_of_element(digits).unwrap_or_else(|| value.to_lowercase()),
        None => unescape(value),
    };
    Ok((kind.into(), value))
}

fn unescape(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'\\' {
            bytes.push(*first);
            continue;
        }
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        if let Some(byte) = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            bytes.push(byte);
            rest = &after[2..];
        } else if let [escaped, after @ ..] = after {
            bytes.push(*escaped);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The text of a whole string element in hexadecimal; nothing where it is no string.
fn text_of_element(digits: &str) -> Option<String> {
    let bytes: Vec<u8> = (0..digits.len() / 2)
        .map(|place| u8::from_str_radix(&digits[2 * place..2 * place + 2], 16).ok())
        .collect::<Option<_>>()?;
    let [tag, length, content @ ..] = bytes.as_slice() else {
        return None;
    };
    if usize::from(*length) != content.len() {
        return None;
    }
    match tag {
        0x0c | 0x12 | 0x13 | 0x16 | 0x1a => String::from_utf8(content.to_vec()).ok(),
        0x14 => Some(content.iter().map(|byte| char::from(*byte)).collect()),
        0x1e => {
            let units = content.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).collect::<Result<_, _>>().ok()
        }
        0x1c => content
            .chunks_exact(4)
            .map(|four| char::from_u32(u32::from_be_bytes([four[0], four[1], four[2], four[3]])))
            .collect(),
        _ => None,
    }
}

/// Short names beyond those that the maker writes.
const SHORT_NAMES: &[(&str, &str)] = &[
    ("EMAILADDRESS", "1.2.840.113549.1.9.1"),
    ("ORGANIZATIONIDENTIFIER", "2.5.4.97"),
    ("POSTALCODE", "2.5.4.17"),
    ("BUSINESSCATEGORY", "2.5.4.15"),
    ("T", "2.5.4.12"),
    ("TITLE", "2.5.4.12"),
    ("GN", "2.5.4.42"),
    ("GIVENNAME", "2.5.4.42"),
    ("DESCRIPTION", "2.5.4.13"),
    ("PSEUDONYM", "2.5.4.65"),
    ("DNQUALIFIER", "2.5.4.46"),
    ("GENERATIONQUALIFIER", "2.5.4.44"),
    ("INITIALS", "2.5.4.43"),
    ("NAME", "2.5.4.41"),
    ("SN", "2.5.4.4"),
    ("SURNAME", "2.5.4.4"),
    ("TELEPHONENUMBER", "2.5.4.20"),
    ("X500UNIQUEIDENTIFIER", "2.5.4.45"),
    ("STREET", "2.5.4.9"),
    ("UNSTRUCTUREDNAME", "1.2.840.113549.1.9.2"),
    ("UNSTRUCTUREDADDRESS", "1.2.840.113549.1.9.8"),
    ("JURISDICTIONLOCALITYNAME", "1.3.6.1.4.1.311.60.2.1.1"),
    ("JURISDICTIONSTATEORPROVINCENAME", "1.3.6.1.4.1.311.60.2.1.2"),
    ("JURISDICTIONCOUNTRYNAME", "1.3.6.1.4.1.311.60.2.1.3"),
];

#[cfg(test)]
mod tests {
    use super::DistinguishedName;

    #[test]
    fn one_name_in_two_notations_is_the_same_name() {
        let same = |one, other| {
            assert_eq!(DistinguishedName::parse(one), DistinguishedName::parse(other));
            assert!(DistinguishedName::parse(one).is_ok());
        };
        same("CN=a\\,b,O=c", "2.5.4.3=a\\2Cb,2.5.4.10=c");
        same("CN=a+O=c", "O=c+CN=a");
        same("2.5.4.3=#0c0161", "CN=a");
        same("CN=\\#a\\ ", "CN=\\23a\\20");
        assert_ne!(DistinguishedName::parse("CN=a,O=c"), DistinguishedName::parse("O=c,CN=a"));
    }
}
