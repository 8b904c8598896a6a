//! A certificate's extensions to facts.
//!
//! Each extension is decoded for itself, so that one that cannot be read costs no other. Those
//! that the engine does not use are not looked into.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use der::asn1::{BitStringRef, OctetStringRef, Uint};
use der::{Decode, Reader, SliceReader, Tag};

use super::fields::{Elements, Extension};
use super::{
    AuthorityKeyId, BasicConstraints, Deviation, ForumPolicy, IpAddress, KeyUsage, NetscapeType,
    SerialNumber,
};
use crate::eku::{ExtendedKeyUsage, dotted};

/// What the extensions say.
pub(super) struct Extensions {
    pub(super) eku: ExtendedKeyUsage,
    pub(super) key_usage: Option<KeyUsage>,
    pub(super) netscape_type: Option<NetscapeType>,
    pub(super) basic_constraints: Option<BasicConstraints>,
    pub(super) dns_names: Vec<String>,
    pub(super) ip_addresses: Vec<IpAddress>,
    pub(super) subject_key_id: Option<Box<[u8]>>,
    pub(super) authority_key_id: Option<AuthorityKeyId>,
    pub(super) forum_policy: Option<ForumPolicy>,
    pub(super) log_timestamps: bool,
    pub(super) unknown_critical: Vec<String>,
    pub(super) name_constraints: bool,
}

/// Decodes what the engine uses and notes what is repeated or unreadable.
pub(super) fn read(extensions: &[Extension<'_>], deviations: &mut Vec<Deviation>) -> Extensions {
    let mut facts = Extensions {
        eku: ExtendedKeyUsage::Absent,
        key_usage: None,
        netscape_type: None,
        basic_constraints: None,
        dns_names: Vec::new(),
        ip_addresses: Vec::new(),
        subject_key_id: None,
        authority_key_id: None,
        forum_policy: None,
        log_timestamps: false,
        unknown_critical: Vec::new(),
        name_constraints: false,
    };
    let mut seen = Seen::default();
    for extension in extensions {
        let Extension { id, critical, value } = *extension;
        let times = seen.again(id);
        if critical && !KNOWN_TO_OPENSSL.contains(&id) {
            facts.unknown_critical.push(dotted(id));
        }
        let readable = match times {
            1 => facts.take(id, critical, value),
            2 => {
                deviations.push(Deviation::ExtensionRepeated { id: dotted(id) });
                facts.repeat(id);
                true
            }
            _ => true,
        };
        if !readable {
            deviations.push(Deviation::ExtensionUnreadable { id: dotted(id) });
        }
    }
    facts
}

/// How often each was seen.
struct Seen<Key>(BTreeMap<Key, usize>);

impl<Key> Default for Seen<Key> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<Key: Ord> Seen<Key> {
    /// How often it was seen, this time included.
    fn again(&mut self, key: Key) -> usize {
        let times = self.0.entry(key).or_default();
        *times += 1;
        *times
    }
}

impl Extensions {
    /// Takes one extension in; answers whether it could be read.
    fn take(&mut self, id: &[u8], critical: bool, value: &[u8]) -> bool {
        match id {
            EXT_KEY_USAGE => {
                self.eku = ExtendedKeyUsage::decode(critical, value);
                !matches!(self.eku, ExtendedKeyUsage::Unreadable { .. })
            }
            KEY_USAGE => {
                let key_usage = match bits(value) {
                    Ok(0) | Err(_) => KeyUsage::Unreadable,
                    Ok(bits) => KeyUsage::Allows((bits >> 8) as u8),
                };
                self.key_usage = Some(key_usage);
                key_usage != KeyUsage::Unreadable
            }
            NETSCAPE_CERT_TYPE => {
                let uses = bits(value)
                    .map_or(NetscapeType::Unreadable, |bits| NetscapeType::Uses((bits >> 8) as u8));
                self.netscape_type = Some(uses);
                uses != NetscapeType::Unreadable
            }
            BASIC_CONSTRAINTS => {
                self.basic_constraints = basic_constraints(value).ok();
                self.basic_constraints.is_some()
            }
            SUBJECT_ALT_NAME => self.take_names(value).is_ok(),
            SUBJECT_KEY_IDENTIFIER => {
                let id = <&OctetStringRef>::from_der(value).ok();
                self.subject_key_id = id.map(|id| id.as_bytes().into());
                id.is_some()
            }
            AUTHORITY_KEY_IDENTIFIER => {
                self.authority_key_id = authority_key_id(value).ok();
                self.authority_key_id.is_some()
            }
            CERTIFICATE_POLICIES => match forum_policy(value) {
                Ok(policy) => {
                    self.forum_policy = policy;
                    true
                }
                Err(_) => false,
            },
            LOG_TIMESTAMPS => {
                self.log_timestamps = true;
                true
            }
            NAME_CONSTRAINTS => {
                self.name_constraints = true;
                true
            }
            _ => true,
        }
    }

    /// A second extension of one kind: OpenSSL refuses the certificate as a whole, so what the
    /// first said no longer counts.
    fn repeat(&mut self, id: &[u8]) {
        match id {
            EXT_KEY_USAGE => {
                let critical = self.eku.critical();
                self.eku = ExtendedKeyUsage::Unreadable { critical };
            }
            KEY_USAGE => self.key_usage = Some(KeyUsage::Unreadable),
            NETSCAPE_CERT_TYPE => self.netscape_type = Some(NetscapeType::Unreadable),
            _ => {}
        }
    }

    /// Takes the dNSNames and iPAddresses of a SAN; other kinds of names are passed over.
    fn take_names(&mut self, value: &[u8]) -> der::Result<()> {
        for name in Elements::of_sequence(value)? {
            match name? {
                (DNS_NAME, name) => {
                    self.dns_names.push(String::from_utf8_lossy(name).into_owned());
                }
                (IP_ADDRESS, address) => {
                    self.ip_addresses.extend(IpAddress::from_octets(address));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Whether it is a CA, and its path length; a path length beyond 255 is no limit in practice and is
/// kept as 255.
fn basic_constraints(value: &[u8]) -> der::Result<BasicConstraints> {
    SliceReader::new(value)?.sequence(|reader| {
        let ca = Option::<bool>::decode(reader)?.unwrap_or(false);
        let path_length = Option::<Uint>::decode(reader)?.map(|length| match length.as_bytes() {
            [] => 0,
            [length] => *length,
            _ => u8::MAX,
        });
        Ok(BasicConstraints { ca, path_length })
    })
}

/// The two elements of an authorityKeyIdentifier that name a key and a certificate.
fn authority_key_id(value: &[u8]) -> der::Result<AuthorityKeyId> {
    let mut id = AuthorityKeyId::default();
    for element in Elements::of_sequence(value)? {
        match element? {
            (KEY_IDENTIFIER, key) => id.key = Some(key.into()),
            (CERTIFICATE_SERIAL_NUMBER, serial) => id.serial = Some(SerialNumber::new(serial)),
            _ => {}
        }
    }
    Ok(id)
}

/// The first policy of the CA/Browser Forum in certificatePolicies (RFC 5280 section 4.2.1.4).
fn forum_policy(value: &[u8]) -> der::Result<Option<ForumPolicy>> {
    let mut found = None;
    for information in Elements::of_sequence(value)? {
        let (SEQUENCE, information) = information? else {
            return Err(Tag::Sequence.value_error().into());
        };
        let Some((OBJECT_IDENTIFIER, id)) = Elements(information).next().transpose()? else {
            return Err(Tag::ObjectIdentifier.value_error().into());
        };
        found = found.or(match id {
            [0x67, 0x81, 0x0c, 1, 2, 1] => Some(ForumPolicy::DomainValidated),
            [0x67, 0x81, 0x0c, 1, 2, 2] => Some(ForumPolicy::OrganizationValidated),
            [0x67, 0x81, 0x0c, 1, 2, 3] => Some(ForumPolicy::IndividualValidated),
            [0x67, 0x81, 0x0c, 1, 1] => Some(ForumPolicy::ExtendedValidation),
            _ => None,
        });
    }
    Ok(found)
}

/// The first sixteen bits of a BIT STRING, the first one highest.
fn bits(value: &[u8]) -> der::Result<u16> {
    let bits = BitStringRef::from_der(value)?;
    let mut bytes = bits.raw_bytes().iter().copied();
    Ok(u16::from_be_bytes([bytes.next().unwrap_or(0), bytes.next().unwrap_or(0)]))
}

/// RFC 5280 section 4.2.1, 2.5.29.
const SUBJECT_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1d, 14];
const KEY_USAGE: &[u8] = &[0x55, 0x1d, 15];
const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 17];
const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 19];
const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 30];
const CRL_DISTRIBUTION_POINTS: &[u8] = &[0x55, 0x1d, 31];
const CERTIFICATE_POLICIES: &[u8] = &[0x55, 0x1d, 32];
const POLICY_MAPPINGS: &[u8] = &[0x55, 0x1d, 33];
const AUTHORITY_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1d, 35];
const POLICY_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 36];
const EXT_KEY_USAGE: &[u8] = &[0x55, 0x1d, 37];
const INHIBIT_ANY_POLICY: &[u8] = &[0x55, 0x1d, 54];

/// 2.16.840.1.113730.1.1.
const NETSCAPE_CERT_TYPE: &[u8] = &[0x60, 0x86, 0x48, 1, 0x86, 0xf8, 0x42, 1, 1];

/// The list of signed certificate timestamps, RFC 6962 section 3.3: 1.3.6.1.4.1.11129.2.4.2.
const LOG_TIMESTAMPS: &[u8] = &[0x2b, 6, 1, 4, 1, 0xd6, 0x79, 2, 4, 2];

/// The extensions that OpenSSL 3.0 takes where they are critical (its `X509_supported_extension`);
/// key identifiers are not among them.
const KNOWN_TO_OPENSSL: [&[u8]; 15] = [
    NETSCAPE_CERT_TYPE,
    KEY_USAGE,
    SUBJECT_ALT_NAME,
    BASIC_CONSTRAINTS,
    CERTIFICATE_POLICIES,
    CRL_DISTRIBUTION_POINTS,
    EXT_KEY_USAGE,
    POLICY_CONSTRAINTS,
    NAME_CONSTRAINTS,
    POLICY_MAPPINGS,
    INHIBIT_ANY_POLICY,
    // Addresses and autonomous systems, RFC 3779: 1.3.6.1.5.5.7.1.7 and .8.
    &[0x2b, 6, 1, 5, 5, 7, 1, 7],
    &[0x2b, 6, 1, 5, 5, 7, 1, 8],
    // Proxy certificates, RFC 3820: 1.3.6.1.5.5.7.1.14; no revocation check of an OCSP responder,
    // RFC 6960: 1.3.6.1.5.5.7.48.1.5.
    &[0x2b, 6, 1, 5, 5, 7, 1, 14],
    &[0x2b, 6, 1, 5, 5, 7, 48, 1, 5],
];

/// `GeneralName` choices, RFC 5280 section 4.2.1.6.
const DNS_NAME: u8 = 0x82;
const IP_ADDRESS: u8 = 0x87;

/// Elements of an authorityKeyIdentifier, RFC 5280 section 4.2.1.1.
const KEY_IDENTIFIER: u8 = 0x80;
const CERTIFICATE_SERIAL_NUMBER: u8 = 0x82;

const OBJECT_IDENTIFIER: u8 = 6;
const SEQUENCE: u8 = 0x30;
