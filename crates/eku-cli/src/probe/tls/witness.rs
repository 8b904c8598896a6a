//! What a server presents and asks for, as the TLS library hands it over.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{
    ClientSessionStore, ResolvesClientCert, Tls12ClientSessionValue, Tls13ClientSessionValue,
};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::sign::CertifiedKey;
use rustls::{DigitallySignedStruct, Error, NamedGroup, SignatureScheme};

/// What was presented in one handshake.
#[derive(Clone, Debug, Default)]
pub(in crate::probe) struct Presented {
    /// The certificates, as DER.
    pub(in crate::probe) certificates: Vec<Vec<u8>>,
    /// So many more were presented.
    pub(in crate::probe) certificates_left_out: usize,
    /// The names of CAs in the request for a client certificate; `None` where there was none.
    pub(in crate::probe) request: Option<Vec<Vec<u8>>>,
    /// So many more were named.
    pub(in crate::probe) names_left_out: usize,
    /// Whether a client certificate was sent.
    pub(in crate::probe) sent: bool,
    has_ticket: bool,
}

/// Keeps what a server presents, accepts all of it, and shows the client certificate whoever asks.
#[derive(Debug)]
pub(super) struct Witness {
    identity: Option<Arc<CertifiedKey>>,
    presented: Mutex<Presented>,
}

impl Witness {
    pub(super) fn of(identity: Option<Arc<CertifiedKey>>) -> Self {
        Self { identity, presented: Mutex::default() }
    }

    pub(super) fn presented(&self) -> Presented {
        self.kept().clone()
    }

    pub(super) fn was_asked(&self) -> bool {
        self.kept().request.is_some()
    }

    pub(super) fn has_ticket(&self) -> bool {
        self.kept().has_ticket
    }

    fn kept(&self) -> MutexGuard<'_, Presented> {
        self.presented.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ServerCertVerifier for Witness {
    /// Accepts any chain: it is shown, and not relied on.
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let all = [leaf].into_iter().chain(others).take(MOST_CERTIFICATES);
        let mut kept = self.kept();
        kept.certificates = all.map(|one| one.to_vec()).collect();
        kept.certificates_left_out = (others.len() + 1).saturating_sub(MOST_CERTIFICATES);
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    /// Nothing is verified, so every one will do.
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        use SignatureScheme as Scheme;
        vec![
            Scheme::ECDSA_NISTP256_SHA256,
            Scheme::ECDSA_NISTP384_SHA384,
            Scheme::ECDSA_NISTP521_SHA512,
            Scheme::ED25519,
            Scheme::ED448,
            Scheme::RSA_PSS_SHA256,
            Scheme::RSA_PSS_SHA384,
            Scheme::RSA_PSS_SHA512,
            Scheme::RSA_PKCS1_SHA256,
            Scheme::RSA_PKCS1_SHA384,
            Scheme::RSA_PKCS1_SHA512,
            Scheme::ECDSA_SHA1_Legacy,
            Scheme::RSA_PKCS1_SHA1,
        ]
    }
}

impl ResolvesClientCert for Witness {
    fn resolve(&self, names: &[&[u8]], schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        let identity = self.identity.as_ref();
        let identity = identity.filter(|one| one.key.choose_scheme(schemes).is_some());
        let mut kept = self.kept();
        let few = names.iter().take(MOST_AUTHORITIES);
        kept.request = Some(few.map(|name| name.to_vec()).collect());
        kept.names_left_out = names.len().saturating_sub(MOST_AUTHORITIES);
        kept.sent = identity.is_some();
        identity.cloned()
    }

    /// Only so is a request handed over.
    fn has_certs(&self) -> bool {
        true
    }
}

/// Keeps no session: each handshake is a whole one. That a ticket came is a sign.
impl ClientSessionStore for Witness {
    fn set_kx_hint(&self, _: ServerName<'static>, _: NamedGroup) {}

    fn kx_hint(&self, _: &ServerName<'_>) -> Option<NamedGroup> {
        None
    }

    fn set_tls12_session(&self, _: ServerName<'static>, _: Tls12ClientSessionValue) {}

    fn tls12_session(&self, _: &ServerName<'_>) -> Option<Tls12ClientSessionValue> {
        None
    }

    fn remove_tls12_session(&self, _: &ServerName<'static>) {}

    fn insert_tls13_ticket(&self, _: ServerName<'static>, _: Tls13ClientSessionValue) {
        self.kept().has_ticket = true;
    }

    fn take_tls13_ticket(&self, _: &ServerName<'static>) -> Option<Tls13ClientSessionValue> {
        None
    }
}

/// Certificates that are looked at of one chain.
const MOST_CERTIFICATES: usize = 32;

/// Names of CAs that are shown of one request.
const MOST_AUTHORITIES: usize = 500;
