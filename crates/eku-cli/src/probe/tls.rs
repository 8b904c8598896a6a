//! One TLS handshake, and what it shows. Any chain is accepted, and nothing of it is verified: it is
//! looked at and not relied on, and no data is sent.

mod witness;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use eku_engine::report::{HandshakeEnd, Sign, TlsVersion};
use eku_engine::secret;
use rustls::client::Resumption;
use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use rustls::sign::CertifiedKey;
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, ClientConnection, Error, ProtocolVersion, SupportedProtocolVersion};

use super::wire::Wire;
pub(super) use witness::Presented;
use witness::Witness;

/// What one handshake shows.
pub(super) struct Seen {
    /// The version that the server chose.
    pub(super) version: Option<TlsVersion>,
    pub(super) presented: Presented,
    pub(super) end: HandshakeEnd,
}

/// Makes a handshake in one of the versions; with a client certificate where one was added.
pub(super) fn handshake(
    wire: &mut Wire,
    name: &ServerName<'static>,
    versions: &[TlsVersion],
    identity: Option<Arc<CertifiedKey>>,
) -> Seen {
    let witness = Arc::new(Witness::of(identity));
    let mut version = None;
    let end = match connection(name, versions, &witness) {
        Ok(mut connection) => {
            let end = run(&mut connection, wire, &witness);
            version = match connection.protocol_version() {
                Some(ProtocolVersion::TLSv1_2) => Some(TlsVersion::Tls12),
                Some(ProtocolVersion::TLSv1_3) => Some(TlsVersion::Tls13),
                _ => None,
            };
            end
        }
        Err(error) => failed(&error),
    };
    Seen { version, presented: witness.presented(), end }
}

fn connection(
    name: &ServerName<'static>,
    versions: &[TlsVersion],
    witness: &Arc<Witness>,
) -> Result<ClientConnection, Error> {
    let versions: Vec<&'static SupportedProtocolVersion> = versions
        .iter()
        .map(|version| match version {
            TlsVersion::Tls12 => &TLS12,
            TlsVersion::Tls13 => &TLS13,
        })
        .collect();
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&versions)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(witness) as _)
        .with_client_cert_resolver(Arc::clone(witness) as _);
    config.resumption = Resumption::store(Arc::clone(witness) as _);
    ClientConnection::new(Arc::new(config), name.clone())
}

fn run(connection: &mut ClientConnection, wire: &mut Wire, witness: &Witness) -> HandshakeEnd {
    let mut sign: Option<Sign> = None;
    let mut is_done = false;
    loop {
        while connection.wants_write() {
            if let Err(error) = connection.write_tls(wire) {
                // A server that closed may have said why before.
                if let Some(end) = alert_behind(connection, wire, is_done) {
                    return end;
                }
                return interrupted(&error, is_done, sign);
            }
        }
        if !is_done && !connection.is_handshaking() {
            is_done = true;
            let is_old = connection.protocol_version() == Some(ProtocolVersion::TLSv1_2);
            sign = is_old.then_some(Sign::Finished);
            if !witness.was_asked() {
                return HandshakeEnd::Completed(Sign::Finished);
            }
            wire.wait_for(if is_old { AFTER_SIGN } else { QUIET });
        }
        match connection.read_tls(wire) {
            Ok(0) => return closed(is_done, sign),
            Ok(_) => {}
            Err(error) => return interrupted(&error, is_done, sign),
        }
        match connection.process_new_packets() {
            Ok(state) if is_done && state.plaintext_bytes_to_read() > 0 => {
                return HandshakeEnd::Completed(sign.unwrap_or(Sign::Data));
            }
            Ok(state) if state.peer_has_closed() => return closed(is_done, sign),
            Ok(_) => {}
            Err(error) => {
                // The server hears why, where it still listens.
                let _ = connection.write_tls(wire);
                return ended(&error, is_done);
            }
        }
        if is_done && sign.is_none() && witness.has_ticket() {
            sign = Some(Sign::Ticket);
            wire.wait_for(AFTER_SIGN);
        }
    }
}

/// The alert that a server sent before it closed.
fn alert_behind(
    connection: &mut ClientConnection,
    wire: &mut Wire,
    is_late: bool,
) -> Option<HandshakeEnd> {
    while matches!(connection.read_tls(wire), Ok(1..)) {
        if let Err(error) = connection.process_new_packets() {
            return Some(ended(&error, is_late));
        }
    }
    None
}

fn ended(error: &Error, is_late: bool) -> HandshakeEnd {
    match error {
        Error::AlertReceived(alert) => {
            HandshakeEnd::Alert { number: u8::from(*alert), late: is_late }
        }
        other => failed(other),
    }
}

fn failed(error: &Error) -> HandshakeEnd {
    HandshakeEnd::Failed(secret::quoted(&error.to_string()).into_owned())
}

fn closed(is_late: bool, sign: Option<Sign>) -> HandshakeEnd {
    sign.map_or(HandshakeEnd::Closed { late: is_late }, HandshakeEnd::Completed)
}

/// What it means that no more can be read or written.
fn interrupted(error: &io::Error, is_done: bool, sign: Option<Sign>) -> HandshakeEnd {
    match error.kind() {
        io::ErrorKind::TimedOut if is_done => HandshakeEnd::Completed(sign.unwrap_or(Sign::Quiet)),
        io::ErrorKind::TimedOut => HandshakeEnd::TimedOut,
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::UnexpectedEof => closed(is_done, sign),
        io::ErrorKind::FileTooLarge => HandshakeEnd::Failed("the server sends too much".into()),
        _ => HandshakeEnd::Failed(secret::quoted(&error.to_string()).into_owned()),
    }
}

/// So long an alert is waited for after a handshake of TLS 1.3.
const QUIET: Duration = Duration::from_secs(3);

/// So long where something has shown already that the server completed it.
const AFTER_SIGN: Duration = Duration::from_millis(500);
