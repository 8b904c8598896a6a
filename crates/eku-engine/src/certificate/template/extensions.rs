//! The templates of the extensions that OpenSSL 3.0 decodes before it uses a certificate
//! (`ossl_x509v3_cache_extensions`), named as in its sources (`crypto/x509/v3_*.c`).

use super::{Field, Item};

/// basicConstraints.
pub(in crate::certificate) static BASIC_CONSTRAINTS: Item =
    Item::Sequence(&[Field::of(&Item::Boolean).optional(), Field::of(&Item::Integer).optional()]);

/// keyUsage, and the Netscape certificate type.
pub(in crate::certificate) static BIT_STRING: Item = Item::BitString;

/// subjectKeyIdentifier.
pub(in crate::certificate) static OCTET_STRING: Item = Item::OctetString;

/// extKeyUsage.
pub(in crate::certificate) static EXTENDED_KEY_USAGE: Item =
    Item::SequenceOf(&Item::ObjectIdentifier);

/// authorityKeyIdentifier.
pub(in crate::certificate) static AUTHORITY_KEY_ID: Item = Item::Sequence(&[
    Field::of(&Item::OctetString).implicit(0).optional(),
    Field::of(&GENERAL_NAMES).implicit(1).optional(),
    Field::of(&Item::Integer).implicit(2).optional(),
]);

/// subjectAltName.
pub(in crate::certificate) static GENERAL_NAMES: Item = Item::SequenceOf(&GENERAL_NAME);

/// One of them.
pub(in crate::certificate) static GENERAL_NAME: Item = Item::Choice(&[
    Field::of(&OTHER_NAME).implicit(0),
    Field::of(&Item::Ia5String).implicit(1),
    Field::of(&Item::Ia5String).implicit(2),
    Field::of(&Item::AnySequence).implicit(3),
    Field::of(&NAME).explicit(4),
    Field::of(&EDI_PARTY_NAME).implicit(5),
    Field::of(&Item::Ia5String).implicit(6),
    Field::of(&Item::OctetString).implicit(7),
    Field::of(&Item::ObjectIdentifier).implicit(8),
]);

static OTHER_NAME: Item =
    Item::Sequence(&[Field::of(&Item::ObjectIdentifier), Field::of(&Item::Any).explicit(0)]);

static EDI_PARTY_NAME: Item = Item::Sequence(&[
    Field::of(&Item::DirectoryString).explicit(0).optional(),
    Field::of(&Item::DirectoryString).explicit(1),
]);

/// A distinguished name.
pub(in crate::certificate) static NAME: Item = Item::Name;

pub(super) static RELATIVE_NAME: Item = Item::SetOf(&ATTRIBUTE);

static ATTRIBUTE: Item =
    Item::Sequence(&[Field::of(&Item::ObjectIdentifier), Field::of(&Item::AttributeValue)]);

/// nameConstraints.
pub(in crate::certificate) static NAME_CONSTRAINTS: Item = Item::Sequence(&[
    Field::of(&GENERAL_SUBTREES).implicit(0).optional(),
    Field::of(&GENERAL_SUBTREES).implicit(1).optional(),
]);

static GENERAL_SUBTREES: Item = Item::SequenceOf(&GENERAL_SUBTREE);

static GENERAL_SUBTREE: Item = Item::Sequence(&[
    Field::of(&GENERAL_NAME),
    Field::of(&Item::Integer).implicit(0).optional(),
    Field::of(&Item::Integer).implicit(1).optional(),
]);

/// cRLDistributionPoints.
pub(in crate::certificate) static DISTRIBUTION_POINTS: Item = Item::SequenceOf(&DISTRIBUTION_POINT);

/// One of them.
pub(in crate::certificate) static DISTRIBUTION_POINT: Item = Item::Sequence(&[
    Field::of(&DISTRIBUTION_POINT_NAME).explicit(0).optional(),
    Field::of(&Item::BitString).implicit(1).optional(),
    Field::of(&GENERAL_NAMES).implicit(2).optional(),
]);

/// Where it is.
pub(in crate::certificate) static DISTRIBUTION_POINT_NAME: Item =
    Item::Choice(&[Field::of(&GENERAL_NAMES).implicit(0), Field::of(&RELATIVE_NAME).implicit(1)]);

/// proxyCertInfo (RFC 3820).
pub(in crate::certificate) static PROXY_CERT_INFO: Item =
    Item::Sequence(&[Field::of(&Item::Integer).optional(), Field::of(&PROXY_POLICY)]);

static PROXY_POLICY: Item =
    Item::Sequence(&[Field::of(&Item::ObjectIdentifier), Field::of(&Item::OctetString).optional()]);

/// ipAddrBlocks (RFC 3779).
pub(in crate::certificate) static ADDRESS_BLOCKS: Item = Item::SequenceOf(&ADDRESS_FAMILY);

static ADDRESS_FAMILY: Item =
    Item::Sequence(&[Field::of(&Item::OctetString), Field::of(&ADDRESS_CHOICE)]);

static ADDRESS_CHOICE: Item =
    Item::Choice(&[Field::of(&Item::Null), Field::of(&Item::SequenceOf(&ADDRESS_OR_RANGE))]);

static ADDRESS_OR_RANGE: Item =
    Item::Choice(&[Field::of(&Item::BitString), Field::of(&ADDRESS_RANGE)]);

static ADDRESS_RANGE: Item =
    Item::Sequence(&[Field::of(&Item::BitString), Field::of(&Item::BitString)]);

/// autonomousSysIds (RFC 3779).
pub(in crate::certificate) static AUTONOMOUS_SYSTEMS: Item = Item::Sequence(&[
    Field::of(&SYSTEM_CHOICE).explicit(0).optional(),
    Field::of(&SYSTEM_CHOICE).explicit(1).optional(),
]);

static SYSTEM_CHOICE: Item =
    Item::Choice(&[Field::of(&Item::Null), Field::of(&Item::SequenceOf(&SYSTEM_OR_RANGE))]);

static SYSTEM_OR_RANGE: Item = Item::Choice(&[Field::of(&Item::Integer), Field::of(&SYSTEM_RANGE)]);

static SYSTEM_RANGE: Item = Item::Sequence(&[Field::of(&Item::Integer), Field::of(&Item::Integer)]);
