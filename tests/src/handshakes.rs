//! Real TLS handshakes on the loopback interface, with OpenSSL's `s_server` and `s_client` and with
//! rustls.
//!
//! A [`Handshake`] says what each side shows, trusts and asks for; [`Handshake::run`] starts the
//! server, waits until it listens, connects the client, lets it send a line and wait for the
//! answer, and says whether both sides went along or who refused whom. In TLS 1.3 a client believes
//! in the connection before the server has seen its certificate, hence the line.
//!
//! Everything is bounded in time, and every process is ended.

pub mod cases;
pub mod deviations;
pub mod far_ends;

mod openssl;
mod rustls;

use std::path::Path;
use std::time::Duration;

use eku_engine::certificate;
use eku_engine::deployment::{Role, Store};

use crate::maker::{Authority, Certificate};

/// Who speaks TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stack {
    /// The `openssl` command.
    OpenSsl,
    /// rustls with rustls-webpki and ring.
    Rustls,
}

/// The version of TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// TLS 1.2.
    Tls12,
    /// TLS 1.3.
    Tls13,
}

/// What a side asks of the other side's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Everything, and the purpose of the other side's role: what TLS libraries do unless told
    /// otherwise.
    Purpose,
    /// Everything but the purpose: `-purpose any`. rustls cannot be told to.
    AnyPurpose,
    /// Nothing. A server that asks for nothing requests no certificate.
    Nothing,
}

/// A certificate, its chain, and the key that belongs to it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The certificate, with its key.
    pub leaf: Certificate,
    /// What is sent behind it.
    pub chain: Vec<Certificate>,
}

impl Shown {
    /// A certificate that is sent with those of these CAs.
    pub fn new(leaf: Certificate, authorities: &[&Authority]) -> Shown {
        let chain = authorities.iter().map(|authority| authority.certificate().clone()).collect();
        Shown { leaf, chain }
    }

    /// The store of an Expressway that holds it.
    ///
    /// # Panics
    ///
    /// Where the engine cannot read it.
    pub fn store(&self) -> Store {
        let read = |one: &Certificate| {
            certificate::Certificate::from_der(one.der()).unwrap_or_else(|why| panic!("{why}"))
        };
        Store::of([&self.leaf].into_iter().chain(&self.chain).map(read).collect(), false)
    }

    fn chain_pem(&self) -> String {
        self.chain.iter().map(Certificate::pem).collect()
    }
}

/// One side of a handshake.
#[derive(Clone, Copy, Debug)]
pub struct Side<'s> {
    /// What it is.
    pub stack: Stack,
    /// What it shows; a server shows something.
    pub shows: Option<&'s Shown>,
    /// The CAs that it trusts.
    pub trusts: &'s [Certificate],
    /// What it asks of the other.
    pub asks: Asks,
}

/// A handshake.
#[derive(Clone, Copy, Debug)]
pub struct Handshake<'h> {
    /// The version, the only one that both sides speak.
    pub version: Version,
    /// The date on which certificates are judged, in seconds since 1970.
    pub at: u64,
    /// The side that connects.
    pub client: Side<'h>,
    /// The side that listens.
    pub server: Side<'h>,
}

/// What came of a handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A line went to the server and its answer came back.
    Accepted,
    /// One side did not take the other's certificate.
    Refused {
        /// The side that refused.
        by: Role,
        /// The number of OpenSSL's error, where it refused.
        error: Option<u32>,
        /// Its words.
        words: String,
    },
}

/// What one side saw.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// The line came and went.
    answered: bool,
    /// This side refused the other's certificate, or its lack.
    refused: bool,
    /// The number of OpenSSL's error.
    error: Option<u32>,
    words: String,
}

impl Handshake<'_> {
    /// Runs it. Files for the `openssl` command are kept in `folder`.
    ///
    /// # Panics
    ///
    /// Where there is no `openssl`, or a side does not come to an end in time, or ends for another
    /// reason than a certificate.
    pub fn run(&self, folder: &Path) -> Outcome {
        let (client, server) = match self.server.stack {
            Stack::OpenSsl => {
                let server = openssl::Server::start(self, folder);
                (self.connect(server.port, folder), server.finish())
            }
            Stack::Rustls => {
                let server = rustls::Server::start(self);
                (self.connect(server.port, folder), server.finish())
            }
        };
        let refused = |by, seen: &Seen| Outcome::Refused {
            by,
            error: seen.error,
            words: seen.words.trim().into(),
        };
        match (client.refused, server.refused) {
            (true, false) => refused(Role::Initiator, &client),
            (false, true) => refused(Role::Responder, &server),
            (false, false) if client.answered => Outcome::Accepted,
            _ => panic!("neither accepted nor refused: {self:?}\n{client:?}\n{server:?}"),
        }
    }

    fn connect(&self, port: u16, folder: &Path) -> Seen {
        match self.client.stack {
            Stack::OpenSsl => openssl::connect(self, port, folder),
            Stack::Rustls => rustls::connect(self, port),
        }
    }
}

/// The name by which clients know the server; those that verify names look for it.
pub const SERVER_NAME: &str = "server.example.com";

/// Longer than any handshake takes, on a machine that is busy with other things.
const LIMIT: Duration = Duration::from_secs(60);

/// What the client sends, and what the server makes of it.
const LINE: &str = "gnip\n";
const ANSWER: &str = "ping";
