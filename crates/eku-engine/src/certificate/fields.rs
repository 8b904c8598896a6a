//! The fields of a certificate, borrowed from its DER.
//!
//! Entry point: [`Fields::from_der`]. It goes through the bytes in the order in which `x509-cert`
//! does, with `der`'s reader and the types of `x509-cert` and `spki` that copy nothing, and takes
//! what [`x509_cert::certificate::CertificateInner`] takes. What that type copies (names, extensions,
//! keys) is borrowed here. A test holds the two equal over every certificate at hand, and a fuzz
//! target over any bytes.
//!
//! The measure is OpenSSL, so more is read than that type takes: bytes after the certificate, object
//! identifiers of any size, any text in the place of a date, any version, a critical TRUE of any byte but
//! zero, and UniversalString in names.
//!
//! The usual forms of names, algorithms and extensions are followed without a general reader ([`usual`]).
//! Nothing is decoded that is not asked for: names are bytes whose structure was followed,
//! extensions are identifiers and values.

pub(crate) mod usual;

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::ops::Range;

use der::asn1::{AnyRef, BitStringRef, ContextSpecific, IntRef, OctetStringRef};
use der::{
    Decode, DecodeValue, Error, ErrorKind, FixedTag, Header, Length, Reader, Result, SliceReader,
    Tag, TagNumber, Tagged,
};
use x509_cert::certificate::Version;

use super::date::DateField;

/// The fields of a certificate (RFC 5280 section 4.1), as they stand in its DER.
#[derive(Clone, Debug)]
pub struct Fields<'c> {
    /// The certificate alone, without the bytes that follow it.
    pub whole: &'c [u8],
    /// What is signed: tbsCertificate.
    pub body: &'c [u8],
    /// The version; version 3 where its number is unknown.
    pub version: Version,
    /// Whether the number of the version is unknown.
    pub is_version_unknown: bool,
    /// The content of the serial number's INTEGER.
    pub serial: &'c [u8],
    /// The algorithm that the signed part names.
    pub named_algorithm: &'c [u8],
    /// Who issued it.
    pub issuer: NameField<'c>,
    /// From when it is valid.
    pub not_before: DateField<'c>,
    /// Until when it is valid.
    pub not_after: DateField<'c>,
    /// Who it is about.
    pub subject: NameField<'c>,
    /// subjectPublicKeyInfo.
    pub public_key: &'c [u8],
    /// Its extensions, in its order; `None` where the field is absent.
    pub extensions: Option<Vec<Extension<'c>>>,
    /// The algorithm of the signature.
    pub signature_algorithm: &'c [u8],
    /// The signature: the content of its BIT STRING.
    pub signature: &'c [u8],
}

/// A distinguished name in the DER that it was read from.
#[derive(Clone, Debug)]
pub struct NameField<'c> {
    der: &'c [u8],
    start: usize,
    is_sorted: bool,
}

/// One extension (RFC 5280 section 4.1.2.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extension<'c> {
    /// The content of its object identifier.
    pub id: &'c [u8],
    /// Whether it is critical.
    pub critical: bool,
    /// Its value: the content of the OCTET STRING.
    pub value: &'c [u8],
}

impl<'c> Fields<'c> {
    /// Reads one DER certificate.
    ///
    /// # Errors
    ///
    /// Those of `x509-cert`.
    pub fn from_der(bytes: &'c [u8]) -> Result<Self> {
        let mut reader = SliceReader::new(bytes)?;
        let mut fields = reader.sequence(|reader| Self::read(bytes, reader))?;
        fields.whole = since(bytes, Length::ZERO, &reader);
        Ok(fields)
    }

    fn read(bytes: &'c [u8], reader: &mut SliceReader<'c>) -> Result<Self> {
        let from = reader.position();
        let mut fields = reader.sequence(|reader| Self::read_body(bytes, reader))?;
        fields.body = since(bytes, from, reader);
        fields.signature_algorithm = algorithm(bytes, reader)?;
        fields.signature = BitStringRef::decode(reader)?.raw_bytes();
        Ok(fields)
    }

    fn read_body(bytes: &'c [u8], reader: &mut SliceReader<'c>) -> Result<Self> {
        let version = ContextSpecific::<IntRef<'_>>::decode_explicit(reader, TagNumber(0))?;
        let version = match version.map_or(&[0][..], |field| field.value.as_bytes()) {
            [0] => Some(Version::V1),
            [1] => Some(Version::V2),
            [2] => Some(Version::V3),
            _ => None,
        };
        let serial = IntRef::decode(reader)?.as_bytes();
        let named_algorithm = algorithm(bytes, reader)?;
        let issuer = NameField::read(bytes, reader)?;
        let [not_before, not_after] =
            reader.sequence(|reader| Ok::<_, Error>([date(reader)?, date(reader)?]))?;
        let subject = NameField::read(bytes, reader)?;
        let from = reader.position();
        reader.sequence(|reader| {
            algorithm(bytes, reader)?;
            BitStringRef::decode(reader)
        })?;
        let public_key = since(bytes, from, reader);
        for number in [TagNumber(1), TagNumber(2)] {
            ContextSpecific::<BitStringRef<'_>>::decode_implicit(reader, number)?;
        }
        let extensions = ContextSpecific::<Extensions<'_>>::decode_explicit(reader, TagNumber(3))?;
        Ok(Self {
            whole: &[],
            body: &[],
            version: version.unwrap_or(Version::V3),
            is_version_unknown: version.is_none(),
            serial,
            named_algorithm,
            issuer,
            not_before,
            not_after,
            subject,
            public_key,
            extensions: extensions.map(|field| field.value.0),
            signature_algorithm: &[],
            signature: &[],
        })
    }
}

impl<'c> NameField<'c> {
    pub(super) fn read(bytes: &'c [u8], reader: &mut SliceReader<'c>) -> Result<Self> {
        let from = reader.position();
        if let Some((name, is_sorted)) = usual::name(rest(bytes, reader)) {
            let start = usize::try_from(from)?;
            return Ok(Self { der: pass(reader, name)?, start, is_sorted });
        }
        let mut is_sorted = true;
        reader.sequence(|reader| {
            while !reader.is_finished() {
                let header = header(reader, Tag::Set)?;
                reader.read_nested(header.length(), |reader| {
                    let mut last: &[u8] = &[];
                    while !reader.is_finished() {
                        let from = reader.position();
                        reader.sequence(|reader| {
                            object_identifier(reader)?;
                            element(reader)
                        })?;
                        let attribute = since(bytes, from, reader);
                        is_sorted &= last <= attribute;
                        last = attribute;
                    }
                    Ok::<_, Error>(())
                })?;
            }
            Ok::<_, Error>(())
        })?;
        Ok(Self { der: since(bytes, from, reader), start: usize::try_from(from)?, is_sorted })
    }

    /// The name's DER: as it stands there, but for sets whose members have another order than DER
    /// asks.
    #[must_use]
    pub fn der(&self) -> Cow<'c, [u8]> {
        match self.is_sorted {
            true => Cow::Borrowed(self.der),
            false => Cow::Owned(sorted(self.der).unwrap_or_else(|_| self.der.into())),
        }
    }

    /// Where it stands; `None` where its DER is not what stands there.
    pub(super) fn place(&self) -> Option<Range<usize>> {
        self.is_sorted.then_some(self.start..self.start + self.der.len())
    }
}

/// A name's DER with the members of its sets in DER's order. What is there keeps its length.
fn sorted(name: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = name.to_vec();
    let mut reader = SliceReader::new(name)?;
    reader.sequence(|reader| {
        while !reader.is_finished() {
            let header = Header::decode(reader)?;
            let from = usize::try_from(reader.position())?;
            let content = reader.read_slice(header.length())?;
            let mut members = Vec::new();
            let mut set = SliceReader::new(content)?;
            while !set.is_finished() {
                members.push(set.tlv_bytes()?);
            }
            members.sort_unstable();
            if let Some(place) = bytes.get_mut(from..from + content.len()) {
                place.copy_from_slice(&members.concat());
            }
        }
        Ok::<_, Error>(())
    })?;
    Ok(bytes)
}

/// A list of extensions.
pub(super) struct Extensions<'c>(pub(super) Vec<Extension<'c>>);

impl<'c> DecodeValue<'c> for Extensions<'c> {
    type Error = Error;

    fn decode_value<R: Reader<'c>>(reader: &mut R, header: Header) -> Result<Self> {
        let mut extensions = Vec::with_capacity(USUAL_EXTENSIONS);
        if let Some(content) = reader.clone().read_slice(header.length()).ok()
            && usual::extensions(content, &mut extensions).is_some()
        {
            reader.read_slice(header.length())?;
            return Ok(Self(extensions));
        }
        extensions.clear();
        while !reader.is_finished() {
            extensions.push(reader.sequence(|reader| {
                let id = object_identifier(reader)?;
                let critical = critical(reader)?;
                let value = <&OctetStringRef>::decode(reader)?.as_bytes();
                Ok::<_, Error>(Extension { id, critical, value })
            })?);
        }
        Ok(Self(extensions))
    }
}

impl FixedTag for Extensions<'_> {
    const TAG: Tag = Tag::Sequence;
}

/// Follows an `AlgorithmIdentifier` and gives its DER.
fn algorithm<'c>(bytes: &'c [u8], reader: &mut SliceReader<'c>) -> Result<&'c [u8]> {
    if let Some(algorithm) = usual::algorithm(rest(bytes, reader)) {
        return pass(reader, algorithm);
    }
    let from = reader.position();
    reader.sequence(|reader| {
        object_identifier(reader)?;
        if !reader.is_finished() {
            element(reader)?;
        }
        Ok::<_, Error>(())
    })?;
    Ok(since(bytes, from, reader))
}

/// The content of an object identifier, as OpenSSL takes it (`ossl_c2i_ASN1_OBJECT`): of any size.
fn object_identifier<'c, R: Reader<'c>>(reader: &mut R) -> Result<&'c [u8]> {
    let header = header(reader, Tag::ObjectIdentifier)?;
    let content = content(reader, header)?;
    if !usual::is_object_identifier(content) {
        return Err(reader.error(ErrorKind::OidMalformed));
    }
    Ok(content)
}

/// Passes over one element of any kind.
fn element<'c, R: Reader<'c>>(reader: &mut R) -> Result<()> {
    if reader.peek_byte() == Some(UNIVERSAL_STRING) {
        reader.read_byte()?;
        let length = Length::decode(reader)?;
        reader.read_slice(length)?;
        return Ok(());
    }
    let header = Header::decode(reader)?;
    content(reader, header)?;
    Ok(())
}

/// A date, whatever its text.
fn date<'c>(reader: &mut SliceReader<'c>) -> Result<DateField<'c>> {
    let header = Header::decode(reader)?;
    let is_generalized = header.tag() == Tag::GeneralizedTime;
    if !is_generalized {
        header.tag().assert_eq(Tag::UtcTime)?;
    }
    Ok(DateField { is_generalized, text: content(reader, header)? })
}

/// Whether an extension is critical: every byte but zero is TRUE.
fn critical<'c, R: Reader<'c>>(reader: &mut R) -> Result<bool> {
    if reader.peek_byte() != Some(BOOLEAN) {
        return Ok(false);
    }
    let header = Header::decode(reader)?;
    match content(reader, header)? {
        [value] => Ok(*value != 0),
        _ => Err(reader.error(Tag::Boolean.length_error())),
    }
}

fn header<'c, R: Reader<'c>>(reader: &mut R, tag: Tag) -> Result<Header> {
    let header = Header::decode(reader)?;
    header.tag().assert_eq(tag)?;
    Ok(header)
}

fn content<'c, R: Reader<'c>>(reader: &mut R, header: Header) -> Result<&'c [u8]> {
    reader.read_nested(header.length(), |reader| reader.read_slice(header.length()))
}

/// Passes over bytes that the reader stands before.
fn pass<'c>(reader: &mut SliceReader<'c>, bytes: &[u8]) -> Result<&'c [u8]> {
    reader.read_slice(Length::try_from(bytes.len())?)
}

/// What is left for a reader to read.
fn rest<'c>(bytes: &'c [u8], reader: &SliceReader<'c>) -> &'c [u8] {
    let from = usize::try_from(reader.position()).ok();
    let length = usize::try_from(reader.remaining_len()).ok();
    let place =
        from.zip(length).and_then(|(from, length)| bytes.get(from..from.checked_add(length)?));
    place.unwrap_or_default()
}

/// The bytes from a position up to where a reader stands.
fn since<'c>(bytes: &'c [u8], from: Length, reader: &SliceReader<'c>) -> &'c [u8] {
    let place = usize::try_from(from).ok().zip(usize::try_from(reader.position()).ok());
    place.and_then(|(from, to)| bytes.get(from..to)).unwrap_or_default()
}

/// Elements that follow one another: the first byte of each one's tag, and its content.
pub(super) struct Elements<'v>(pub(super) &'v [u8]);

impl<'v> Elements<'v> {
    /// Those in a SEQUENCE that is all of the value.
    pub(super) fn of_sequence(value: &'v [u8]) -> Result<Self> {
        match usual::element(value) {
            Some((0x30, content, [])) => Ok(Self(content)),
            _ => {
                let sequence = AnyRef::from_der(value)?;
                sequence.tag().assert_eq(Tag::Sequence)?;
                Ok(Self(sequence.value()))
            }
        }
    }
}

impl<'v> Iterator for Elements<'v> {
    type Item = Result<(u8, &'v [u8])>;

    fn next(&mut self) -> Option<Self::Item> {
        let tag = *self.0.first()?;
        if let Some((tag, content, rest)) = usual::element(self.0) {
            self.0 = rest;
            return Some(Ok((tag, content)));
        }
        let found = AnyRef::from_der_partial(self.0);
        self.0 = found.as_ref().map(|(_, rest)| *rest).unwrap_or_default();
        Some(found.map(|(element, _)| (tag, element.value())))
    }
}

pub(super) const OBJECT_IDENTIFIER: u8 = 6;
const BOOLEAN: u8 = 1;
const UNIVERSAL_STRING: u8 = 0x1c;

/// What most certificates have at the most.
const USUAL_EXTENSIONS: usize = 12;
