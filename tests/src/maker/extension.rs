//! Certificate extensions, correct ones and others.

use std::net::Ipv6Addr;

use super::{der, oid};

/// One extension of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// What it is, in dotted form.
    pub kind: String,
    /// Whether it is critical.
    pub critical: bool,
    /// What stands inside of its OCTET STRING.
    pub value: Vec<u8>,
    /// The value for people.
    pub words: String,
}

/// The bits of a key usage extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum KeyUsage {
    /// Signatures other than those on certificates.
    DigitalSignature = 0,
    /// Signatures that commit.
    NonRepudiation = 1,
    /// Encryption of keys (RSA key transport).
    KeyEncipherment = 2,
    /// Encryption of data.
    DataEncipherment = 3,
    /// Agreement of keys (Diffie-Hellman).
    KeyAgreement = 4,
    /// Signatures on certificates.
    KeyCertSign = 5,
    /// Signatures on revocation lists.
    CrlSign = 6,
    /// Only with `KeyAgreement`: to encipher only.
    EncipherOnly = 7,
    /// Only with `KeyAgreement`: to decipher only.
    DecipherOnly = 8,
}

/// The bits of a Netscape certificate type extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum NetscapeType {
    /// TLS client.
    Client = 0,
    /// TLS server.
    Server = 1,
    /// Electronic mail.
    Email = 2,
    /// Signing of objects.
    ObjectSigning = 3,
    /// CA of TLS certificates.
    TlsAuthority = 5,
}

/// One name of a subject alternative name extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlternativeName {
    /// dNSName.
    Dns(String),
    /// iPAddress, 4 or 16 bytes; others deviate.
    Address(Vec<u8>),
    /// rfc822Name.
    Email(String),
    /// uniformResourceIdentifier.
    Uri(String),
    /// Any other choice, as a whole element.
    Raw(Vec<u8>),
}

impl AlternativeName {
    /// otherName of a kind.
    pub fn other(kind: &str, value: Vec<u8>) -> AlternativeName {
        let fields = [der::object_identifier(kind), der::explicit(0, &value)].concat();
        AlternativeName::Raw(der::explicit(0, &fields))
    }

    /// A name of each kind that a SAN can hold (RFC 5280 section 4.2.1.6), and otherNames of the kinds
    /// that are in use.
    pub fn of_every_kind() -> Vec<AlternativeName> {
        let other = AlternativeName::other;
        let common_name =
            der::sequence(&[der::object_identifier("2.5.4.3"), der::utf8_string("core")]);
        let directory = der::sequence(&[der::set(&[common_name])]);
        let party = [
            der::explicit(0, &der::utf8_string("Example")),
            der::explicit(1, &der::utf8_string("core")),
        ];
        vec![
            other("1.3.6.1.5.5.7.8.7", der::ia5_string("_sips._tcp.example.com")),
            other("1.3.6.1.5.5.7.8.5", der::utf8_string("juliet@example.com")),
            other("1.3.6.1.5.5.7.8.8", der::utf8_string("*.example.com")),
            other("1.3.6.1.5.5.7.8.9", der::utf8_string("zażółć@example.com")),
            other("1.3.6.1.4.1.311.20.2.3", der::utf8_string("core@example.com")),
            other("1.3.6.1.5.2.2", der::sequence(&[der::number(1)])),
            AlternativeName::Email("someone@example.com".into()),
            AlternativeName::Dns("core.example.com".into()),
            AlternativeName::Raw(der::explicit(3, &[])),
            AlternativeName::Raw(der::explicit(4, &directory)),
            AlternativeName::Raw(der::explicit(5, &party.concat())),
            AlternativeName::Uri("https://core.example.com/".into()),
            AlternativeName::Address(vec![192, 0, 2, 1]),
            AlternativeName::Address(vec![192, 0, 2, 1, 0]),
            AlternativeName::Raw(der::implicit(8, &der::object_identifier("1.2.3.4")[2..])),
        ]
    }
}

impl Extension {
    /// Any extension, not critical.
    pub fn new(kind: &str, value: Vec<u8>) -> Extension {
        let words = format!("the bytes {}", in_hex(&value));
        Extension { kind: kind.into(), critical: false, value, words }
    }

    /// The same extension, with other words for people.
    #[must_use]
    pub fn in_words(self, words: impl Into<String>) -> Extension {
        Extension { words: words.into(), ..self }
    }

    /// The same extension, critical or not.
    #[must_use]
    pub fn critical(self, critical: bool) -> Extension {
        Extension { critical, ..self }
    }

    /// Extended key usage with these purposes in this order; none makes the empty sequence.
    pub fn extended_key_usage(purposes: &[&str]) -> Extension {
        let encoded: Vec<Vec<u8>> =
            purposes.iter().map(|purpose| der::object_identifier(purpose)).collect();
        let words = if purposes.is_empty() {
            "empty: no purpose at all".into()
        } else {
            list(purposes, |purpose| format!("{} ({purpose})", oid::purpose_in_words(purpose)))
        };
        Extension::new(oid::EXTENDED_KEY_USAGE, der::sequence(&encoded)).in_words(words)
    }

    /// Key usage, critical.
    pub fn key_usage(usages: &[KeyUsage]) -> Extension {
        let bits: Vec<u8> = usages.iter().map(|usage| *usage as u8).collect();
        Extension::new(oid::KEY_USAGE, der::named_bits(&bits))
            .critical(true)
            .in_words(list(usages, |usage| format!("{usage:?}")))
    }

    /// Basic constraints of a CA, critical.
    pub fn authority(path_length: Option<u32>) -> Extension {
        let mut content = vec![der::boolean(true)];
        content.extend(path_length.map(der::number));
        let words = match path_length {
            Some(length) => format!("a CA, path length {length}"),
            None => "a CA".into(),
        };
        Extension::new(oid::BASIC_CONSTRAINTS, der::sequence(&content))
            .critical(true)
            .in_words(words)
    }

    /// Basic constraints of a leaf, critical: the empty sequence.
    pub fn not_an_authority() -> Extension {
        Extension::new(oid::BASIC_CONSTRAINTS, der::sequence::<Vec<u8>>(&[]))
            .critical(true)
            .in_words("not a CA")
    }

    /// Subject alternative name.
    pub fn alternative_names(names: &[AlternativeName]) -> Extension {
        let words = list(names, AlternativeName::in_words);
        let names: Vec<Vec<u8>> = names
            .iter()
            .map(|name| match name {
                AlternativeName::Dns(text) => der::implicit(2, text.as_bytes()),
                AlternativeName::Address(bytes) => der::implicit(7, bytes),
                AlternativeName::Email(text) => der::implicit(1, text.as_bytes()),
                AlternativeName::Uri(text) => der::implicit(6, text.as_bytes()),
                AlternativeName::Raw(bytes) => bytes.clone(),
            })
            .collect();
        Extension::new(oid::SUBJECT_ALTERNATIVE_NAME, der::sequence(&names)).in_words(words)
    }

    /// Netscape certificate type.
    pub fn netscape_type(types: &[NetscapeType]) -> Extension {
        let bits: Vec<u8> = types.iter().map(|one| *one as u8).collect();
        Extension::new(oid::NETSCAPE_CERTIFICATE_TYPE, der::named_bits(&bits))
            .in_words(list(types, |one| format!("{one:?}")))
    }

    /// Certificate policies, without qualifiers.
    pub fn policies(policies: &[&str]) -> Extension {
        let encoded: Vec<Vec<u8>> = policies
            .iter()
            .map(|policy| der::sequence(&[der::object_identifier(policy)]))
            .collect();
        Extension::new(oid::CERTIFICATE_POLICIES, der::sequence(&encoded))
            .in_words(policies.join(", "))
    }

    /// Subject key identifier.
    pub fn subject_key_identifier(identifier: &[u8]) -> Extension {
        Extension::new(oid::SUBJECT_KEY_IDENTIFIER, der::octet_string(identifier))
            .in_words(in_hex(identifier))
    }

    /// Authority key identifier, with the key identifier alone.
    pub fn authority_key_identifier(identifier: &[u8]) -> Extension {
        let value = der::sequence(&[der::implicit(0, identifier)]);
        Extension::new(oid::AUTHORITY_KEY_IDENTIFIER, value).in_words(in_hex(identifier))
    }

    /// The DER bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut content = vec![der::object_identifier(&self.kind)];
        if self.critical {
            content.push(der::boolean(true));
        }
        content.push(der::octet_string(&self.value));
        der::sequence(&content)
    }
}

impl AlternativeName {
    fn in_words(&self) -> String {
        match self {
            AlternativeName::Dns(text) => format!("DNS {text}"),
            AlternativeName::Email(text) => format!("mail {text}"),
            AlternativeName::Uri(text) => format!("URI {text}"),
            AlternativeName::Address(bytes) => match <[u8; 16]>::try_from(bytes.as_slice()) {
                Ok(address) => format!("IP {}", Ipv6Addr::from(address)),
                Err(_) => format!("IP {}", list(bytes, u8::to_string).replace(", ", ".")),
            },
            AlternativeName::Raw(bytes) => format!("the bytes {}", in_hex(bytes)),
        }
    }
}

/// Hexadecimal pairs with colons between them.
pub(crate) fn in_hex(bytes: &[u8]) -> String {
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    pairs.join(":")
}

fn list<Item>(items: &[Item], words: impl Fn(&Item) -> String) -> String {
    items.iter().map(words).collect::<Vec<_>>().join(", ")
}
