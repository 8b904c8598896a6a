//! Servers on the loopback interface, at which `eku probe` looks.
//!
//! [`Server`] is OpenSSL's `s_server` or GnuTLS's `gnutls-serv`; [`small`] is a server of a few lines
//! for what neither of them does, and [`tls`] one with rustls. Each is there before its function
//! returns, and the processes end with their values.

mod processes;

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};

use crate::maker::{Authority, Certificate, Template, oid};

pub use processes::{Asks, Server, Setup, Stack};

/// Certificates for both sides, of a CA that servers trust and of one that they do not.
pub struct World {
    /// The CA that servers trust and name.
    pub trusted: Authority,
    other: Authority,
}

/// The extended key usage of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eku {
    /// Server and client authentication.
    Both,
    /// Server authentication.
    Server,
    /// Client authentication.
    Client,
    /// No extension.
    Absent,
}

impl Eku {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Both, Self::Server, Self::Client, Self::Absent];
}

impl Default for World {
    fn default() -> Self {
        let root = |name: &str| {
            Authority::root(Template::authority(name).valid(FROM, "2049-01-01T00:00:00Z"))
        };
        Self { trusted: root("Live Trusted CA"), other: root("Live Private CA") }
    }
}

impl World {
    /// A certificate of the trusted CA.
    #[must_use]
    pub fn certificate(&self, name: &str, eku: Eku) -> Certificate {
        leaf(&self.trusted, name, eku)
    }

    /// A certificate of the CA that no server trusts.
    #[must_use]
    pub fn untrusted(&self, name: &str, eku: Eku) -> Certificate {
        leaf(&self.other, name, eku)
    }
}

fn leaf(authority: &Authority, name: &str, eku: Eku) -> Certificate {
    let template = Template::leaf(name).dns(&[name]).valid(FROM, "2048-01-01T00:00:00Z");
    let purposes: &[&str] = match eku {
        Eku::Both => &[oid::SERVER_AUTH, oid::CLIENT_AUTH],
        Eku::Server => &[oid::SERVER_AUTH],
        Eku::Client => &[oid::CLIENT_AUTH],
        Eku::Absent => return authority.issue(template),
    };
    authority.issue(template.purposes(purposes))
}

/// A server that does the same for everyone who connects, until the tests end.
///
/// # Panics
///
/// Where the address is taken.
pub fn small(
    address: impl ToSocketAddrs,
    serve: impl Fn(TcpStream) -> io::Result<()> + Send + Sync + 'static,
) -> SocketAddr {
    let listener = TcpListener::bind(address).expect("the address is free");
    let address = listener.local_addr().expect("it listens");
    let serve = Arc::new(serve);
    thread::spawn(move || {
        for socket in listener.incoming().map_while(Result::ok) {
            let serve = Arc::clone(&serve);
            // Clients go away whenever they like.
            thread::spawn(move || drop(serve(bounded(socket))));
        }
    });
    address
}

/// What makes a TLS server of a socket, which calls back with the name that the client asks for.
///
/// # Panics
///
/// Where rustls does not take the certificate.
pub fn tls<Called: Fn(Option<&str>) + Send + Sync>(
    certificate: &Certificate,
    asked_for: Called,
) -> impl Fn(TcpStream) -> io::Result<()> + Send + Sync + use<Called> {
    let chain = vec![CertificateDer::from(certificate.der().to_vec())];
    let key = PrivatePkcs8KeyDer::from(certificate.key().pkcs8());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions of TLS")
        .with_no_client_auth()
        .with_single_cert(chain, key.into())
        .expect("a certificate and its key");
    let config = Arc::new(config);
    move |mut socket| {
        let mut connection = ServerConnection::new(Arc::clone(&config)).expect("a server");
        connection.complete_io(&mut socket)?;
        asked_for(connection.server_name());
        let mut stream = Stream::new(&mut connection, &mut socket);
        stream.read_to_end(&mut Vec::new()).map(|_| ())
    }
}

/// What makes an XMPP server of a socket: it begins TLS where `then` is a server of that, and offers
/// none otherwise.
pub fn xmpp(
    then: Option<impl Fn(TcpStream) -> io::Result<()> + Send + Sync>,
) -> impl Fn(TcpStream) -> io::Result<()> + Send + Sync {
    move |mut socket| {
        read_to(&mut socket, b"streams'>")?;
        let offered = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>";
        let offered = if then.is_some() { offered } else { "" };
        write!(
            socket,
            "<?xml version='1.0'?><stream:stream from='xmpp.example.com' id='1' version='1.0' \
             xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'>\
             <stream:features>{offered}</stream:features>"
        )?;
        let Some(then) = &then else { return Ok(()) };
        read_to(&mut socket, b"/>")?;
        socket.write_all(b"<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")?;
        then(socket)
    }
}

/// Reads to the end of a word.
fn read_to(socket: &mut TcpStream, end: &[u8]) -> io::Result<()> {
    let mut read = Vec::new();
    let mut byte = [0];
    while !read.ends_with(end) {
        socket.read_exact(&mut byte)?;
        read.push(byte[0]);
    }
    Ok(())
}

fn bounded(socket: TcpStream) -> TcpStream {
    socket.set_read_timeout(Some(LIMIT)).expect("a limit");
    socket.set_write_timeout(Some(LIMIT)).expect("a limit");
    socket
}

/// Longer than anything takes, on a machine that is busy with other things.
const LIMIT: Duration = Duration::from_secs(60);

const FROM: &str = "2020-01-01T00:00:00Z";
