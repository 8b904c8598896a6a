//! A certificate's extensions to facts.
//!
//! Each extension is decoded for itself, so that one that cannot be read costs no other. Those
//! that the engine does not use are not looked into.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use der::Tag;

use super::fields::{Elements, Extension};
use super::template::{DecodedPart, Item, decode, decodes, extensions as templates};
use super::{
    AuthorityKeyId, BasicConstraints, Deviation, ForumPolicy, IpAddress, KeyUsage, NetscapeType,
    OtherName, SerialNumber, canonical, other_names,
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
    pub(super) other_names: Vec<OtherName>,
    pub(super) subject_key_id: Option<Box<[u8]>>,
    pub(super) authority_key_id: Option<AuthorityKeyId>,
    pub(super) forum_policy: Option<ForumPolicy>,
    pub(super) log_timestamps: bool,
    pub(super) unknown_critical: Vec<String>,
    pub(super) name_constraints: bool,
    pub(super) is_proxy: bool,
    pub(super) internet_resources: bool,
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
        other_names: Vec::new(),
        subject_key_id: None,
        authority_key_id: None,
        forum_policy: None,
        log_timestamps: false,
        unknown_critical: Vec::new(),
        name_constraints: false,
        is_proxy: false,
        internet_resources: false,
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
                    None | Some(0) => KeyUsage::Unreadable,
                    Some(bits) => KeyUsage::Allows(bits),
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
                let constraints = basic_constraints(value);
                self.basic_constraints =
                    constraints.or(Some(BasicConstraints { ca: false, path_length: None }));
                constraints.is_some()
            }
            SUBJECT_ALT_NAME => self.take_names(value),
            SUBJECT_KEY_IDENTIFIER => {
                let mut id = None;
                let read = decode(&templates::OCTET_STRING, value, &mut |found| {
                    id = Some(found.content.into());
                });
                self.subject_key_id = id;
                read.is_ok()
            }
            AUTHORITY_KEY_IDENTIFIER => {
                self.authority_key_id = authority_key_id(value);
                self.authority_key_id.is_some()
            }
            CRL_DISTRIBUTION_POINTS => distribution_points(value),
            PROXY_CERT_INFO => {
                self.is_proxy = true;
                decodes(&templates::PROXY_CERT_INFO, value)
            }
            ADDRESS_BLOCKS => {
                self.internet_resources = true;
                decodes(&templates::ADDRESS_BLOCKS, value)
            }
            AUTONOMOUS_SYSTEMS => {
                self.internet_resources = true;
                decodes(&templates::AUTONOMOUS_SYSTEMS, value)
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
                decodes(&templates::NAME_CONSTRAINTS, value)
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

    /// Takes the names of a SAN, up to one that cannot be read.
    fn take_names(&mut self, value: &[u8]) -> bool {
        let mut others = other_names::Reading::default();
        let read = decode(&templates::GENERAL_NAMES, value, &mut |found| match found {
            DecodedPart { item: Item::Ia5String, tag: Some(DNS_NAME), content } => {
                self.dns_names.push(String::from_utf8_lossy(content).into_owned());
            }
            DecodedPart { item: Item::OctetString, content, .. }
                if matches!(content.len(), 4 | 16) =>
            {
                self.ip_addresses.extend(IpAddress::from_octets(content));
            }
            other => others.take(&other),
        });
        self.other_names.append(&mut others.names);
        read.is_ok()
    }
}

/// Hands over the contents of the object identifiers in a list of them; answers whether it could be
/// read.
pub(crate) fn listed_identifiers(value: &[u8], take: &mut dyn FnMut(&[u8])) -> bool {
    let read = decode(&templates::EXTENDED_KEY_USAGE, value, &mut |found| {
        if matches!(found.item, Item::ObjectIdentifier) {
            take(found.content);
        }
    });
    read.is_ok()
}

/// Whether it is a CA, and its path length; a path length beyond 255 is no limit in practice and is
/// kept as 255. OpenSSL takes no negative one.
fn basic_constraints(value: &[u8]) -> Option<BasicConstraints> {
    let mut constraints = BasicConstraints { ca: false, path_length: None };
    let mut is_negative = false;
    let read = decode(&templates::BASIC_CONSTRAINTS, value, &mut |found| match found.item {
        Item::Boolean => constraints.ca = found.content != [0],
        Item::Integer => {
            is_negative = found.content.first().is_some_and(|first| first & 0x80 != 0);
            constraints.path_length = Some(match found.content {
                [length] | [0, length] => *length,
                _ => u8::MAX,
            });
        }
        _ => {}
    });
    (read.is_ok() && !is_negative).then_some(constraints)
}

/// The elements of an authorityKeyIdentifier by which OpenSSL tells issuers apart. Of the issuer's
/// names it takes the first that is a distinguished name.
fn authority_key_id(value: &[u8]) -> Option<AuthorityKeyId> {
    let mut id = AuthorityKeyId::default();
    let read = decode(&templates::AUTHORITY_KEY_ID, value, &mut |found| match found {
        DecodedPart { item: Item::OctetString, tag: Some(KEY_IDENTIFIER), content } => {
            id.key = Some(content.into());
        }
        DecodedPart { item: Item::Integer, content, .. } => {
            id.serial = Some(SerialNumber::new(content));
        }
        DecodedPart { item: Item::Name, content, .. } if id.issuer.is_none() => {
            id.issuer = canonical::form(content).ok();
        }
        _ => {}
    });
    read.is_ok().then_some(id)
}

/// Whether OpenSSL takes these CRL distribution points: each has to say where it is or whose list
/// is there.
fn distribution_points(value: &[u8]) -> bool {
    let mut says_something = true;
    let mut all_say_something = true;
    let read = decode(&templates::DISTRIBUTION_POINTS, value, &mut |found| {
        if core::ptr::eq(found.item, &raw const templates::DISTRIBUTION_POINT) {
            all_say_something &= says_something;
            says_something = false;
        }
        says_something |= [&templates::DISTRIBUTION_POINT_NAME, &templates::GENERAL_NAME]
            .iter()
            .any(|one| core::ptr::eq(found.item, *one));
    });
    read.is_ok() && all_say_something && says_something
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

/// The first sixteen bits of a BIT STRING, the first one highest; unused ones count as zero.
fn bits(value: &[u8]) -> Option<u16> {
    let mut bits = 0;
    let read = decode(&templates::BIT_STRING, value, &mut |found| {
        let Some((unused, bytes)) = found.content.split_first() else { return };
        let mask = 0xff_u8.checked_shl(u32::from(*unused)).unwrap_or(0);
        bits = match bytes {
            [] => 0,
            [only] => u16::from_be_bytes([only & mask, 0]),
            [first, last] => u16::from_be_bytes([*first, last & mask]),
            [first, second, ..] => u16::from_be_bytes([*first, *second]),
        };
    });
    read.is_ok().then_some(bits)
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

/// Addresses and autonomous systems, RFC 3779: 1.3.6.1.5.5.7.1.7 and .8; proxy certificates, RFC
/// 3820: 1.3.6.1.5.5.7.1.14.
const ADDRESS_BLOCKS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 7];
const AUTONOMOUS_SYSTEMS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 8];
const PROXY_CERT_INFO: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 14];

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
    ADDRESS_BLOCKS,
    AUTONOMOUS_SYSTEMS,
    PROXY_CERT_INFO,
    // No revocation check of an OCSP responder, RFC 6960: 1.3.6.1.5.5.7.48.1.5.
    &[0x2b, 6, 1, 5, 5, 7, 48, 1, 5],
];

/// A `GeneralName` choice, RFC 5280 section 4.2.1.6.
const DNS_NAME: u8 = 2;

/// An element of an authorityKeyIdentifier, RFC 5280 section 4.2.1.1.
const KEY_IDENTIFIER: u8 = 0;

const OBJECT_IDENTIFIER: u8 = 6;
const SEQUENCE: u8 = 0x30;
