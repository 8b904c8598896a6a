//! rustls on both sides: certificates are verified by rustls-webpki, on a given date.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use ::rustls::crypto::{CryptoProvider, ring};
use ::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use ::rustls::server::WebPkiClientVerifier;
use ::rustls::sign::{CertifiedKey, SingleCertAndKey};
use ::rustls::time_provider::TimeProvider;
use ::rustls::version::{TLS12, TLS13};
use ::rustls::{
    ClientConfig, ClientConnection, Error, RootCertStore, ServerConfig, ServerConnection, Stream,
    SupportedProtocolVersion,
};

use super::{ANSWER, Asks, Handshake, LIMIT, LINE, SERVER_NAME, Seen, Shown, Version};
use crate::maker::Certificate;

/// A server that listens.
pub(super) struct Server {
    pub(super) port: u16,
    thread: JoinHandle<Seen>,
}

impl Server {
    /// Starts a server for one connection.
    pub(super) fn start(handshake: &Handshake<'_>) -> Server {
        let config = Arc::new(server_config(handshake));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let port = listener.local_addr().expect("it listens").port();
        let thread = thread::spawn(move || {
            let (socket, _) = listener.accept().expect("the client connects");
            let connection = ServerConnection::new(config).expect("a server");
            seen(answer(connection, bounded(socket)))
        });
        Server { port, thread }
    }

    pub(super) fn finish(self) -> Seen {
        self.thread.join().expect("the server does not panic")
    }
}

/// Connects, sends a line and waits for the answer.
pub(super) fn connect(handshake: &Handshake<'_>, port: u16) -> Seen {
    let config = Arc::new(client_config(handshake));
    let name = ServerName::try_from(SERVER_NAME).expect("a name");
    let mut connection = ClientConnection::new(config, name).expect("a client");
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut socket = bounded(TcpStream::connect_timeout(&address, LIMIT).expect("it listens"));
    let mut stream = Stream::new(&mut connection, &mut socket);
    let asked = stream.write_all(LINE.as_bytes()).and_then(|()| {
        let mut answer = [0; ANSWER.len()];
        stream.read_exact(&mut answer).map(|()| answer == *ANSWER.as_bytes())
    });
    seen(asked)
}

/// Answers one line with its letters in reverse.
fn answer(mut connection: ServerConnection, mut socket: TcpStream) -> io::Result<bool> {
    let mut stream = Stream::new(&mut connection, &mut socket);
    let mut line = [0; LINE.len()];
    stream.read_exact(&mut line)?;
    let mut answer: Vec<u8> = line[..LINE.len() - 1].iter().rev().copied().collect();
    answer.push(b'\n');
    stream.write_all(&answer).map(|()| true)
}

fn bounded(socket: TcpStream) -> TcpStream {
    socket.set_read_timeout(Some(LIMIT)).expect("a limit");
    socket.set_write_timeout(Some(LIMIT)).expect("a limit");
    socket
}

fn seen(result: io::Result<bool>) -> Seen {
    match result {
        Ok(answered) => Seen { answered, ..Seen::default() },
        Err(error) => {
            let cause = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
            let refused = matches!(
                cause,
                Some(Error::InvalidCertificate(_) | Error::NoCertificatesPresented)
            );
            Seen { refused, words: error.to_string(), ..Seen::default() }
        }
    }
}

fn server_config(handshake: &Handshake<'_>) -> ServerConfig {
    let side = &handshake.server;
    let builder = ServerConfig::builder_with_details(provider(), clock(handshake))
        .with_protocol_versions(versions(handshake))
        .expect("a version that ring supports");
    let builder = match side.asks {
        Asks::Purpose => {
            let roots = Arc::new(roots(side.trusts));
            let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider());
            builder.with_client_cert_verifier(verifier.build().expect("a verifier"))
        }
        Asks::Nothing => builder.with_no_client_auth(),
        Asks::AnyPurpose => panic!("rustls cannot be told to ignore purposes"),
    };
    builder.with_cert_resolver(identity(side.shows.expect("a server shows a certificate")))
}

fn client_config(handshake: &Handshake<'_>) -> ClientConfig {
    let side = &handshake.client;
    assert_eq!(side.asks, Asks::Purpose, "rustls cannot be told to ignore purposes");
    let builder = ClientConfig::builder_with_details(provider(), clock(handshake))
        .with_protocol_versions(versions(handshake))
        .expect("a version that ring supports")
        .with_root_certificates(roots(side.trusts));
    match side.shows {
        Some(shown) => builder.with_client_cert_resolver(identity(shown)),
        None => builder.with_no_client_auth(),
    }
}

/// Shows this certificate, whatever is wrong with it.
fn identity(shown: &Shown) -> Arc<SingleCertAndKey> {
    let chain = [&shown.leaf].into_iter().chain(&shown.chain).map(in_der).collect();
    let key = PrivatePkcs8KeyDer::from(shown.leaf.key().pkcs8());
    let key = provider().key_provider.load_private_key(key.into()).expect("a key that ring reads");
    Arc::new(CertifiedKey::new(chain, key).into())
}

fn roots(certificates: &[Certificate]) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    for certificate in certificates {
        roots.add(in_der(certificate)).expect("a root");
    }
    roots
}

fn in_der(certificate: &Certificate) -> CertificateDer<'static> {
    certificate.der().to_vec().into()
}

fn versions(handshake: &Handshake<'_>) -> &'static [&'static SupportedProtocolVersion] {
    match handshake.version {
        Version::Tls12 => &ONLY_TLS12,
        Version::Tls13 => &ONLY_TLS13,
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

fn clock(handshake: &Handshake<'_>) -> Arc<dyn TimeProvider> {
    Arc::new(Stopped(UnixTime::since_unix_epoch(Duration::from_secs(handshake.at))))
}

/// A clock that stands still.
#[derive(Debug)]
struct Stopped(UnixTime);

impl TimeProvider for Stopped {
    fn current_time(&self) -> Option<UnixTime> {
        Some(self.0)
    }
}

static ONLY_TLS12: [&SupportedProtocolVersion; 1] = [&TLS12];
static ONLY_TLS13: [&SupportedProtocolVersion; 1] = [&TLS13];
