//! What a certificate signing request asks for (PKCS#10, RFC 2986).
//!
//! Entry point: [`CertificateRequest::from_der`]. Nothing is verified: a request decides nothing,
//! it is only shown beside the advice to give the certificate that came of it.

use alloc::string::String;
use alloc::vec::Vec;

use der::asn1::AnyRef;
use der::{Decode, Reader, SliceReader, Tag, TagNumber, Tagged};

use super::fields::{Extension, Extensions, NameField};
use super::{IpAddress, Name, OtherName, ReadError, extensions};
use crate::eku::ExtendedKeyUsage;

/// A certificate signing request, as far as people ask what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateRequest {
    /// Who it is about.
    pub subject: Name,
    /// The purposes that it asks for.
    pub eku: ExtendedKeyUsage,
    /// The dNSNames that it asks for, in its order.
    pub dns_names: Vec<String>,
    /// The iPAddresses that it asks for, in its order.
    pub ip_addresses: Vec<IpAddress>,
    /// The names of every other kind that it asks for, in its order.
    pub other_names: Vec<OtherName>,
}

impl CertificateRequest {
    /// Reads one DER request.
    ///
    /// # Errors
    ///
    /// [`ReadError`] with the kind and the byte where reading stopped.
    pub fn from_der(bytes: &[u8]) -> Result<Self, ReadError> {
        let request = AnyRef::from_der(bytes)?;
        request.tag().assert_eq(Tag::Sequence)?;
        let information = AnyRef::decode(&mut SliceReader::new(request.value())?)?;
        information.tag().assert_eq(Tag::Sequence)?;
        let mut fields = SliceReader::new(information.value())?;
        let _version = AnyRef::decode(&mut fields)?;
        let subject = NameField::read(information.value(), &mut fields)?;
        let _key = AnyRef::decode(&mut fields)?;
        let mut asked = Vec::new();
        while !fields.is_finished() {
            let field = AnyRef::decode(&mut fields)?;
            if field.tag() == ATTRIBUTES {
                asked.extend(extensions_in(field.value())?);
            }
        }
        let asked = extensions::read(&asked, &mut Vec::new());
        Ok(Self {
            subject: Name::new(&subject, &information.value().into()),
            eku: asked.eku,
            dns_names: asked.dns_names,
            ip_addresses: asked.ip_addresses,
            other_names: asked.other_names,
        })
    }
}

/// The extensions in the attributes that ask for them; other attributes are passed over.
fn extensions_in(attributes: &[u8]) -> der::Result<Vec<Extension<'_>>> {
    let mut reader = SliceReader::new(attributes)?;
    let mut found = Vec::new();
    while !reader.is_finished() {
        let attribute = AnyRef::decode(&mut reader)?;
        let mut parts = SliceReader::new(attribute.value())?;
        let kind = AnyRef::decode(&mut parts)?;
        let values = AnyRef::decode(&mut parts)?;
        if EXTENSION_REQUESTS.contains(&kind.value()) {
            found.extend(Extensions::from_der(values.value())?.0);
        }
    }
    Ok(found)
}

/// RFC 2986 section 4.1.
const ATTRIBUTES: Tag = Tag::ContextSpecific { constructed: true, number: TagNumber(0) };

/// `extensionRequest`, 1.2.840.113549.1.9.14 (RFC 2985 section 5.4.2), and Microsoft's older
/// 1.3.6.1.4.1.311.2.1.14.
const EXTENSION_REQUESTS: [&[u8]; 2] =
    [&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 14], &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 2, 1, 14]];
