//! The readers, each asked for the same record as owned values.
//!
//! A reader that reads what another refuses gains nothing by it: what each takes is counted, and
//! what they find is compared before anything is timed.

mod engine;
mod openssl;
mod x509_cert;
mod x509_parser;

/// What every reader is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The subject: text, or its DER.
    pub subject: Vec<u8>,
    /// The issuer, likewise.
    pub issuer: Vec<u8>,
    /// The serial number's bytes without leading zeroes.
    pub serial: Vec<u8>,
    /// The first second of its validity, since 1970.
    pub not_before: i64,
    /// The last one.
    pub not_after: i64,
    /// dNSNames.
    pub dns_names: Vec<String>,
    /// iPAddresses.
    pub addresses: Vec<Vec<u8>>,
    /// The purposes: the content of their object identifiers, in any order.
    pub purposes: Vec<Vec<u8>>,
    /// Whether it is a CA.
    pub is_ca: bool,
    /// The identifier of its key.
    pub subject_key_id: Option<Vec<u8>>,
    /// That of its issuer's key.
    pub authority_key_id: Option<Vec<u8>>,
}

/// In what form names are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// As text.
    Text,
    /// As the bytes that stand there.
    Der,
}

/// A reader of certificates.
pub struct Reader {
    /// Its name and version.
    pub name: &'static str,
    /// Reads a certificate to what the reader itself makes of it, and drops that; whether it could.
    pub pass: fn(&[u8], Names) -> bool,
    /// Reads a certificate to the record, for comparison.
    pub record: fn(&[u8]) -> Option<Record>,
}

/// All of them; the engine is the first.
pub const READERS: [Reader; 4] =
    [engine::READER, x509_parser::READER, x509_cert::READER, openssl::READER];

/// A reader whose own values are the record.
fn pass(record: Option<Record>) -> bool {
    std::hint::black_box(record).is_some()
}

/// A serial number without leading zeroes.
fn without_zeroes(bytes: &[u8]) -> Vec<u8> {
    let first = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
    bytes[first..].to_vec()
}
