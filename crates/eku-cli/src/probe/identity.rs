//! The client certificate and its private key, for handshakes alone.
//!
//! The key is decoded here and nowhere else in the program. It is never shown, kept or written, no message
//! quotes any of its file, and what it was read into is wiped: by [`Zeroizing`], and for the buffers of
//! libraries by the allocator of the binary.

use std::path::Path;
use std::sync::Arc;

use eku_engine::bundle::{Recognised, recognise_der};
use eku_engine::certificate::Certificate;
use eku_engine::report::Problem;
use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use zeroize::Zeroizing;

use crate::input::{self, Input};
use crate::output::Output;

/// A client certificate that can be presented.
pub(super) struct Identity {
    /// The certificate, and what is sent behind it.
    pub(super) chain: Vec<Arc<Certificate>>,
    /// The same with its key, for the TLS library.
    pub(super) key: Arc<CertifiedKey>,
}

impl Identity {
    /// Reads a client certificate and its key.
    ///
    /// # Errors
    ///
    /// What is wrong with one of the files, or that they do not belong together.
    pub(super) fn read(
        certificate: &Path,
        key: &Path,
        output: &Output,
    ) -> Result<Self, Vec<Problem>> {
        let file = input::read(certificate, output).map_err(|problem| vec![problem])?;
        if file.has_no_leaf() {
            return Err(file.problems);
        }
        // One file may have both; its key is no mistake then.
        if certificate != key {
            file.problems.iter().for_each(|problem| output.problem(problem));
        }
        let shown = input::shown(key);
        let bytes = Input::open(key, output)
            .and_then(|input| input.bytes(LARGEST_KEY))
            .map_err(|problem| vec![problem])?;
        let problem = |(what, remedy): (&str, &str)| vec![super::problem(&shown, what, remedy)];
        let decoded = Zeroizing::new(decoded(&bytes).map_err(problem)?);
        let signing = any_supported_type(&decoded).map_err(|_| problem(NOT_USABLE))?;
        drop(decoded);
        let public = signing.public_key();
        let leaf = &file.certificates[0];
        if public.is_some_and(|public| public.as_ref() != leaf.public_key()) {
            return Err(problem(NO_MATCH));
        }
        let chain = file.certificates.iter();
        let chain = chain.map(|one| CertificateDer::from(one.der().to_vec())).collect();
        let key = Arc::new(CertifiedKey::new(chain, signing));
        Ok(Self { chain: file.certificates, key })
    }
}

/// The key in a file, or what is in it instead.
fn decoded(bytes: &[u8]) -> Result<PrivateKeyDer<'static>, (&'static str, &'static str)> {
    let is_pem = bytes.windows(11).any(|window| window == b"-----BEGIN ");
    if is_pem {
        let has = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
        if has(b"BEGIN ENCRYPTED PRIVATE KEY-") || has(b"Proc-Type: 4,ENCRYPTED") {
            return Err(ENCRYPTED);
        }
        return PrivateKeyDer::from_pem_slice(bytes).map_err(|_| NO_KEY);
    }
    match recognise_der(bytes) {
        Some(Recognised::PrivateKey) => match PrivateKeyDer::try_from(bytes) {
            Ok(key) => Ok(key.clone_key()),
            Err(_) => Err(ENCRYPTED),
        },
        Some(Recognised::Pkcs12) => Err(PKCS12),
        _ => Err(NO_KEY),
    }
}

const ENCRYPTED: (&str, &str) = (
    "is an encrypted private key",
    "decrypt it with openssl pkey -in KEY -out PLAIN, and delete PLAIN after the probe",
);

const PKCS12: (&str, &str) = (
    "is a PKCS#12 file, not a private key",
    "export the key with openssl pkcs12 -in FILE -nocerts -nodes -out PLAIN, and delete PLAIN after \
     the probe",
);

const NO_KEY: (&str, &str) =
    ("contains no private key", "use the private key of the client certificate, in PEM or DER");

const NOT_USABLE: (&str, &str) = (
    "is a private key of a type that eku probe cannot use",
    "use RSA with 2,048 to 4,096 bits, or EC on P-256 or P-384",
);

const NO_MATCH: (&str, &str) = (
    "does not belong to the client certificate",
    "use the key of the first certificate in that file",
);

/// Nothing larger is a private key.
const LARGEST_KEY: u64 = 1 << 20;
