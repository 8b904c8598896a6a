//! Fleets: many different certificates, each signed by one of a few CAs.
//!
//! A leaf is made once for each CA; the others differ from it in their numbers, which stand in the
//! serial number and the names, and are signed anew.

use std::error::Error;
use std::io::{BufWriter, Write};

use eku_engine::certificate::Fields;
use openssl::asn1::{Asn1Integer, Asn1Time};
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::sign::Signer;
use openssl::x509::extension::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAlternativeName,
    SubjectKeyIdentifier,
};
use openssl::x509::{X509, X509Name, X509NameBuilder};

use crate::corpus::armour;

/// The keys of a fleet and of its CAs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// P-256.
    Ec,
    /// RSA of 2048 bits.
    Rsa,
    /// P-256, P-384, RSA of 2048 and of 4096 bits.
    Mixed,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Ec, Self::Rsa, Self::Mixed];

    /// Its name, also that of its file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ec => "ec",
            Self::Rsa => "rsa",
            Self::Mixed => "mixed",
        }
    }

    fn keys(self) -> Result<Vec<PKey<Private>>, Box<dyn Error>> {
        let ec = |curve| {
            let group = EcGroup::from_curve_name(curve)?;
            PKey::from_ec_key(EcKey::generate(&group)?)
        };
        let rsa = |bits| PKey::from_rsa(Rsa::generate(bits)?);
        let p256 = Nid::X9_62_PRIME256V1;
        Ok(match self {
            Self::Ec => vec![ec(p256)?, ec(p256)?, ec(p256)?, ec(p256)?],
            Self::Rsa => vec![rsa(2048)?, rsa(2048)?, rsa(2048)?, rsa(2048)?],
            Self::Mixed => vec![ec(p256)?, ec(Nid::SECP384R1)?, rsa(2048)?, rsa(4096)?],
        })
    }
}

/// Writes a bundle of so many certificates, those of the CAs first. Where leaves are not signed anew, each
/// has the signature of its model, which is wrong.
///
/// # Errors
///
/// Where OpenSSL or the file fails.
pub fn write(
    file: impl Write,
    kind: Kind,
    count: usize,
    signed: bool,
) -> Result<(), Box<dyn Error>> {
    let mut file = BufWriter::new(file);
    let keys = kind.keys()?;
    let mut models = Vec::new();
    for (number, key) in keys.iter().enumerate() {
        let issuer = made(&format!("Fleet CA {number}"), key, None)?;
        file.write_all(&issuer.to_pem()?)?;
        models.push(Model::of(&made("exp00000000.example.com", &keys[0], Some((&issuer, key)))?)?);
    }
    let models = models.iter().zip(&keys).cycle();
    for (number, (model, key)) in (keys.len()..count).zip(models) {
        let der = model.numbered(number, signed.then_some(key))?;
        file.write_all(armour(&der).as_bytes())?;
    }
    Ok(file.flush()?)
}

/// A certificate with a number in it.
struct Model {
    body: Vec<u8>,
    algorithm: Vec<u8>,
    signature: Vec<u8>,
    /// Where its number stands in the body.
    places: Vec<usize>,
}

impl Model {
    fn of(certificate: &X509) -> Result<Self, Box<dyn Error>> {
        let bytes = certificate.to_der()?;
        let fields = Fields::from_der(&bytes)?;
        let windows = fields.body.windows(NUMBER.len()).enumerate();
        Ok(Self {
            places: windows.filter(|(_, bytes)| *bytes == NUMBER).map(|(place, _)| place).collect(),
            body: fields.body.to_vec(),
            algorithm: fields.signature_algorithm.to_vec(),
            signature: fields.signature.to_vec(),
        })
    }

    /// The same with another number, signed by a key where there is one.
    fn numbered(
        &self,
        number: usize,
        key: Option<&PKey<Private>>,
    ) -> Result<Vec<u8>, Box<dyn Error>> {
        let (mut body, digits) = (self.body.clone(), format!("{number:08}"));
        for place in &self.places {
            body[*place..place + NUMBER.len()].copy_from_slice(digits.as_bytes());
        }
        let signature = match key {
            Some(key) => Signer::new(MessageDigest::sha256(), key)?.sign_oneshot_to_vec(&body)?,
            None => self.signature.clone(),
        };
        let signature = element(0x03, &[&[0], &*signature].concat());
        Ok(element(0x30, &[&*body, &self.algorithm, &signature].concat()))
    }
}

/// A root, or a leaf below an issuer.
fn made(
    name: &str,
    key: &PKey<Private>,
    issuer: Option<(&X509, &PKey<Private>)>,
) -> Result<X509, Box<dyn Error>> {
    let subject = named(name)?;
    let mut made = X509::builder()?;
    made.set_version(2)?;
    made.set_subject_name(&subject)?;
    made.set_issuer_name(issuer.map_or(&*subject, |(issuer, _)| issuer.subject_name()))?;
    made.set_pubkey(key)?;
    let serial = BigNum::from_slice(&[b"@", NUMBER, b"."].concat())?;
    made.set_serial_number(&*Asn1Integer::from_bn(&serial)?)?;
    let days = if issuer.is_some() { "20270501000000Z" } else { "20360101000000Z" };
    made.set_not_before(&*Asn1Time::from_str("20261101000000Z")?)?;
    made.set_not_after(&*Asn1Time::from_str(days)?)?;
    let mut constraints = BasicConstraints::new();
    let mut usage = KeyUsage::new();
    if issuer.is_none() {
        constraints.ca();
        usage.key_cert_sign().crl_sign();
    } else {
        usage.digital_signature();
    }
    made.append_extension(constraints.critical().build()?)?;
    made.append_extension(usage.critical().build()?)?;
    let context = made.x509v3_context(issuer.map(|(issuer, _)| &**issuer), None);
    let mut extensions = vec![SubjectKeyIdentifier::new().build(&context)?];
    if issuer.is_some() {
        extensions.push(AuthorityKeyIdentifier::new().keyid(true).build(&context)?);
        extensions.push(ExtendedKeyUsage::new().server_auth().client_auth().build()?);
        let mut names = SubjectAlternativeName::new();
        names.dns(name).dns("cluster00000000.example.com");
        extensions.push(names.build(&context)?);
    }
    for extension in extensions {
        made.append_extension(extension)?;
    }
    made.sign(issuer.map_or(key, |(_, key)| key), MessageDigest::sha256())?;
    Ok(made.build())
}

fn named(common: &str) -> Result<X509Name, Box<dyn Error>> {
    let mut name = X509NameBuilder::new()?;
    name.append_entry_by_text("C", "US")?;
    name.append_entry_by_text("O", "Example Fleet")?;
    name.append_entry_by_text("CN", common)?;
    Ok(name.build())
}

/// An element of DER, of any length that two bytes can tell.
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut bytes = match length {
        0..0x80 => vec![tag, length as u8],
        0x80..0x100 => vec![tag, 0x81, length as u8],
        _ => vec![tag, 0x82, (length >> 8) as u8, length as u8],
    };
    bytes.extend_from_slice(content);
    bytes
}

/// Stands where a certificate's number comes.
const NUMBER: &[u8] = b"00000000";
