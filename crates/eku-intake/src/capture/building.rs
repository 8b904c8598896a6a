//! Messages and signs of one TLS connection to a [`Handshake`].

use std::net::SocketAddr;

use eku_engine::deployment::Role;
use eku_engine::time::Timestamp;

use super::Limits;
use super::cache::Cache;
use super::handshake::{
    Alert, AlertContent, Completion, Entry, Handshake, Presented, ReadStop, Request, Side, Version,
};
use super::message;

/// A handshake that is being seen.
pub(super) struct Building {
    packet: u64,
    /// The client hello came.
    has_client_hello: bool,
    at: Option<Timestamp>,
    server_name: Option<String>,
    offered: Option<Version>,
    version: Option<Version>,
    resumed: bool,
    /// How many CAs the request for a certificate named.
    request: Option<usize>,
    /// The responder said all that it says before the initiator's certificate.
    hello_done: bool,
    initiator: Signs,
    responder: Signs,
    alerts: Vec<Alert>,
}

/// What was seen of one side.
#[derive(Default)]
struct Signs {
    /// Its certificate message.
    list: Option<Vec<Entry>>,
    /// It announced that it goes on encrypted.
    changed: bool,
    /// It went on encrypted.
    encrypted: bool,
    given_up: Option<ReadStop>,
}

impl Building {
    /// A connection whose client hello, or its answer where there is none, begins in this packet.
    pub(super) fn new(packet: u64, at: Option<Timestamp>) -> Self {
        Self {
            packet,
            has_client_hello: false,
            at,
            server_name: None,
            offered: None,
            version: None,
            resumed: false,
            request: None,
            hello_done: false,
            initiator: Signs::default(),
            responder: Signs::default(),
            alerts: Vec::new(),
        }
    }

    /// Says in which packet the client hello begins, where it came late.
    pub(super) fn begins(&mut self, packet: u64, at: Option<Timestamp>) {
        (self.packet, self.at) = (packet, at);
    }

    pub(super) fn has_client_hello(&self) -> bool {
        self.has_client_hello
    }

    pub(super) fn is_tls_1_3(&self) -> bool {
        self.version.is_some_and(|version| version >= Version::TLS_1_3)
    }

    /// Takes a handshake message that can be read.
    pub(super) fn message(
        &mut self,
        role: Role,
        kind: u8,
        body: &[u8],
        cache: &mut Cache,
        limits: &Limits,
    ) {
        match (role, kind) {
            (Role::Initiator, message::CLIENT_HELLO) => {
                self.has_client_hello = true;
                if let Some(hello) = message::client_hello(body) {
                    self.server_name = hello.server_name;
                    self.offered = hello.offered;
                }
            }
            (Role::Responder, message::SERVER_HELLO) => {
                if let Some(hello) = message::server_hello(body) {
                    self.version = Some(hello.version);
                    self.resumed = hello.resumes && self.is_tls_1_3() && !hello.retries;
                }
            }
            (Role::Responder, message::CERTIFICATE_REQUEST) if !self.is_tls_1_3() => {
                // Asked all the same where the names cannot be read.
                self.request =
                    Some(message::acceptable_authorities(body, self.version).unwrap_or(0));
            }
            (Role::Responder, message::SERVER_HELLO_DONE) => self.hello_done = true,
            (_, message::CERTIFICATE) if !self.is_tls_1_3() => {
                if let Some(list) = message::certificates(body) {
                    let list = list.take(limits.chain).map(|der| cache.read(der)).collect();
                    self.signs(role).list.get_or_insert(list);
                }
            }
            _ => {}
        }
    }

    /// Takes a message that says that its sender goes on encrypted.
    pub(super) fn cipher_changed(&mut self, role: Role) {
        self.signs(role).changed = true;
        // In a full handshake the responder first says what it presents and that it is done.
        if role == Role::Responder
            && !self.is_tls_1_3()
            && self.version.is_some()
            && !self.hello_done
            && self.responder.list.is_none()
        {
            self.resumed = true;
        }
    }

    /// Takes a record that is encrypted.
    pub(super) fn encrypted(&mut self, role: Role) {
        let is_tls_1_3 = self.is_tls_1_3();
        let signs = self.signs(role);
        signs.encrypted |= signs.changed || is_tls_1_3;
    }

    /// Takes an alert: level and description where they can be read.
    pub(super) fn alert(&mut self, role: Role, plain: Option<(u8, u8)>) {
        let content = match plain {
            Some((level, description)) => AlertContent::Plain { fatal: level != 1, description },
            None => AlertContent::Encrypted,
        };
        if self.alerts.len() < MOST_ALERTS {
            self.alerts.push(Alert { from: role, content });
        }
    }

    /// Says that nothing more of a side will be read. The first reason counts, and none where the
    /// side had come to its end.
    pub(super) fn give_up(&mut self, role: Role, why: ReadStop) {
        let signs = self.signs(role);
        if !signs.encrypted {
            signs.given_up.get_or_insert(why);
        }
    }

    /// Whether nothing more is to be learnt.
    pub(super) fn is_done(&self) -> bool {
        let done = |signs: &Signs| signs.encrypted || signs.given_up.is_some();
        done(&self.initiator) && done(&self.responder)
    }

    /// What is told of it.
    pub(super) fn finish(self, initiator: SocketAddr, responder: SocketAddr) -> Handshake {
        let is_tls_1_3 = self.is_tls_1_3();
        let both_encrypted = self.initiator.encrypted && self.responder.encrypted;
        let request = match self.request {
            Some(authorities) => Request::Asked { authorities },
            None if self.resumed => Request::Resumed,
            None if is_tls_1_3 => Request::Encrypted,
            None if self.hello_done => Request::NotAsked,
            None => Request::NotSeen,
        };
        let side = |signs: Signs, address, otherwise| {
            let presented = match signs.list {
                Some(list) if list.is_empty() => Presented::Empty,
                Some(list) => Presented::Certificates(list),
                None if self.resumed => Presented::Resumed,
                None if is_tls_1_3 => Presented::Encrypted,
                None => otherwise,
            };
            Side { address, presented, given_up: signs.given_up }
        };
        let unasked = match request {
            Request::NotAsked => Presented::NotAsked,
            _ => Presented::NotSeen,
        };
        Handshake {
            packet: self.packet,
            at: self.at,
            initiator: side(self.initiator, initiator, unasked),
            responder: side(self.responder, responder, Presented::NotSeen),
            server_name: self.server_name,
            offered: self.offered,
            version: self.version,
            request,
            completion: match both_encrypted {
                true if is_tls_1_3 => Completion::Encrypted,
                true => Completion::Completed,
                false => Completion::NotSeen,
            },
            alerts: self.alerts,
        }
    }

    fn signs(&mut self, role: Role) -> &mut Signs {
        match role {
            Role::Initiator => &mut self.initiator,
            Role::Responder => &mut self.responder,
        }
    }
}

const MOST_ALERTS: usize = 8;
