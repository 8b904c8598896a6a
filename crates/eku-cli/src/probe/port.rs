//! One port: a few short connections, and what they show together.

use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use eku_engine::certificate::Certificate;
use eku_engine::report::{HandshakeEnd, Probed, ProbedTls, Reached, TlsAttempt, TlsVersion};
use rustls::pki_types::ServerName;
use rustls::sign::CertifiedKey;

use super::identity::Identity;
use super::plain;
use super::target::Target;
use super::tls::{Seen, handshake};
use super::wire::Wire;
use crate::arguments::StartTls;

/// What is asked of every port.
pub(super) struct Question<'i> {
    /// The name to ask for, where it is not the host.
    pub(super) name: Option<ServerName<'static>>,
    pub(super) timeout: Duration,
    pub(super) start_tls: StartTls,
    pub(super) identity: Option<&'i Identity>,
}

/// Looks at one port.
pub(super) fn look(target: &Target, question: &Question<'_>) -> Probed {
    let host = || ServerName::try_from(target.host.clone()).ok();
    let name = question.name.clone().or_else(host);
    let mut probed = Probed {
        target: target.shown(),
        port: target.port,
        address: None,
        name: name.as_ref().and_then(|name| match name {
            ServerName::DnsName(name) => Some(name.as_ref().to_owned()),
            _ => None,
        }),
        is_named: target.is_named,
        reached: Reached::NameNotFound,
    };
    let addresses = addresses(target, question.timeout);
    let Some(name) = name.filter(|_| !addresses.is_empty()) else { return probed };
    let mut port = Port { target, question, name, addresses };
    probed.reached = port.reached();
    // Of several addresses, the one that answered is the only one left.
    probed.address = port.addresses.first().map(SocketAddr::to_string);
    probed
}

struct Port<'t> {
    target: &'t Target,
    question: &'t Question<'t>,
    name: ServerName<'static>,
    addresses: Vec<SocketAddr>,
}

impl Port<'_> {
    fn reached(&mut self) -> Reached {
        self.look().unwrap_or_else(|other| other)
    }

    fn look(&mut self) -> Result<Reached, Reached> {
        if self.target.port == SSH
            && let Some(banner) = plain::ssh_banner(&mut self.connect()?)
        {
            return Ok(Reached::Ssh(banner));
        }
        let first = self.handshake(&[TlsVersion::Tls13, TlsVersion::Tls12], None)?;
        let Some(version) = first.version else {
            return Ok(match first.end {
                HandshakeEnd::TimedOut => self.silent(),
                _ => Reached::Tls(Box::new(tls(first, Vec::new(), None))),
            });
        };
        let mut versions = vec![version];
        let other = match version {
            TlsVersion::Tls12 => TlsVersion::Tls13,
            TlsVersion::Tls13 => TlsVersion::Tls12,
        };
        // It chose the newest that it speaks.
        if other == TlsVersion::Tls12
            && self.handshake(&[other], None).is_ok_and(|seen| seen.version.is_some())
        {
            versions.push(other);
        }
        let attempt = self.question.identity.map(|identity| self.attempt(identity));
        Ok(Reached::Tls(Box::new(tls(first, versions, attempt))))
    }

    /// A handshake as Expressway would make it.
    fn attempt(&mut self, identity: &Identity) -> TlsAttempt {
        let key = Some(Arc::clone(&identity.key));
        let chain = identity.chain.clone();
        match self.handshake(&[TlsVersion::Tls13, TlsVersion::Tls12], key) {
            Ok(Seen { presented, end, .. }) => {
                TlsAttempt { chain, asked: presented.request.is_some(), sent: presented.sent, end }
            }
            // It answered a moment before.
            Err(_) => {
                let end = HandshakeEnd::Failed("no further connection was possible".into());
                TlsAttempt { chain, asked: false, sent: false, end }
            }
        }
    }

    fn handshake(
        &mut self,
        versions: &[TlsVersion],
        identity: Option<Arc<CertifiedKey>>,
    ) -> Result<Seen, Reached> {
        let mut wire = self.connect()?;
        let is_xmpp = match self.question.start_tls {
            StartTls::Auto => self.target.port == XMPP,
            StartTls::Xmpp => true,
            StartTls::Off => false,
        };
        if is_xmpp {
            plain::start_xmpp(&mut wire, &self.name.to_str(), self.question.timeout.as_secs())?;
        }
        let seen = handshake(&mut wire, &self.name, versions, identity);
        match plain::is_tls(wire.first()) {
            true => Ok(seen),
            false => Err(plain::protocol(&mut wire)),
        }
    }

    fn connect(&mut self) -> Result<Wire, Reached> {
        let (wire, address) = Wire::connect(&self.addresses, self.question.timeout)?;
        self.addresses = vec![address];
        Ok(wire)
    }

    const fn silent(&self) -> Reached {
        Reached::Silent { seconds: self.question.timeout.as_secs(), connected: true }
    }
}

/// What the first handshake and the others show.
fn tls(first: Seen, versions: Vec<TlsVersion>, attempt: Option<TlsAttempt>) -> ProbedTls {
    let presented = first.presented;
    let read = presented.certificates.iter().map(|der| Certificate::from_der(der));
    let read: Vec<_> = read.map(Result::ok).collect();
    ProbedTls {
        versions,
        unreadable: read.iter().filter(|one| one.is_none()).count()
            + presented.certificates_left_out,
        first_unreadable: matches!(read.first(), Some(None)),
        certificates: read.into_iter().flatten().map(Arc::new).collect(),
        request: presented.request,
        names_left_out: presented.names_left_out,
        without: first.end,
        attempt,
    }
}

/// The addresses of a host. A system that is slow to find them is not waited for.
fn addresses(target: &Target, timeout: Duration) -> Vec<SocketAddr> {
    if let Some(address) = target.address() {
        return vec![SocketAddr::new(address, target.port)];
    }
    let (sender, receiver) = mpsc::channel();
    let (host, port) = (target.host.clone(), target.port);
    thread::spawn(move || {
        let found = (host.as_str(), port).to_socket_addrs();
        let found = found.map(|found| found.take(MOST_ADDRESSES).collect()).unwrap_or_default();
        // Whoever asked may have gone on.
        let _ = sender.send(found);
    });
    receiver.recv_timeout(timeout).unwrap_or_default()
}

/// The SSH tunnels of Expressway.
const SSH: u16 = 2222;

/// XMPP between servers.
const XMPP: u16 = 5269;

/// Addresses of one host that are tried.
const MOST_ADDRESSES: usize = 8;
