//! TLS records to handshake messages (RFC 5246 and RFC 8446, sections 5 and 6.2 there).
//!
//! [`Records`] takes the bytes of one direction as they come and tells a [`Building`] of what is in
//! them. Only handshake messages are put together, across records where need be; all else is
//! skipped. [`super::message`] reads what the messages say.

use eku_engine::deployment::Role;

use super::building::Building;
use super::cache::Cache;
use super::message::{self, CLIENT_HELLO};
use super::{Limits, ReadStop};

/// How a connection begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// With a client hello.
    ClientHello,
    /// With a client hello in the format of SSL 2.
    Ssl2Hello,
    /// With text after which TLS may follow.
    Text,
    /// With something else.
    Other,
    /// More bytes are needed to tell.
    TooShort,
}

/// The record layer of one direction.
#[derive(Default)]
pub(super) struct Records {
    /// The head of a record as far as it came.
    head: Vec<u8>,
    /// What the current record holds.
    kind: u8,
    /// How much of it is still to come.
    left: usize,
    /// How long it is.
    length: usize,
    /// Handshake messages, or an alert, as far as they came.
    pending: Vec<u8>,
    /// The handshake's bytes are encrypted from the next record on (unless this is TLS 1.3).
    changed: bool,
}

impl Records {
    /// How much it keeps.
    pub(super) fn kept_bytes(&self) -> usize {
        self.pending.capacity()
    }

    /// Whether a record or a message is begun and not ended.
    pub(super) fn is_inside(&self) -> bool {
        self.left > 0 || !self.head.is_empty() || !self.pending.is_empty()
    }

    /// Takes the next bytes that `role` sent.
    ///
    /// # Errors
    ///
    /// Why no more can be read.
    pub(super) fn read(
        &mut self,
        mut bytes: &[u8],
        role: Role,
        building: &mut Building,
        cache: &mut Cache,
        limits: &Limits,
    ) -> Result<(), ReadStop> {
        while !bytes.is_empty() {
            if self.left == 0 {
                let missing = HEAD.saturating_sub(self.head.len());
                let (head, rest) = bytes.split_at(missing.min(bytes.len()));
                self.head.extend_from_slice(head);
                bytes = rest;
                if let [kind, major, minor, high, low] = *self.head.as_slice() {
                    self.head.clear();
                    self.begin([kind, major, minor], u16::from_be_bytes([high, low]))?;
                    if self.left == 0 {
                        self.end(role, building);
                    }
                }
                continue;
            }
            let (part, rest) = bytes.split_at(self.left.min(bytes.len()));
            bytes = rest;
            self.left = self.left.saturating_sub(part.len());
            if self.is_kept(building) {
                self.pending.extend_from_slice(part);
            }
            if self.kind == HANDSHAKE && !self.is_protected(building) {
                self.messages(role, building, cache, limits)?;
            }
            if self.left == 0 {
                self.end(role, building);
            }
        }
        Ok(())
    }

    /// Begins a record.
    fn begin(&mut self, [kind, major, minor]: [u8; 3], length: u16) -> Result<(), ReadStop> {
        let is_record = (CHANGE_CIPHER_SPEC..=HEARTBEAT).contains(&kind)
            && major == 3
            && minor <= 4
            && usize::from(length) <= LARGEST_RECORD;
        if !is_record {
            return Err(ReadStop::NotTls);
        }
        if kind != HANDSHAKE && kind != CHANGE_CIPHER_SPEC {
            // A message may not be interrupted by records of another kind.
            self.pending.clear();
        }
        (self.kind, self.length, self.left) = (kind, length.into(), length.into());
        Ok(())
    }

    /// Ends a record.
    fn end(&mut self, role: Role, building: &mut Building) {
        match self.kind {
            CHANGE_CIPHER_SPEC => {
                self.changed = true;
                building.cipher_changed(role);
            }
            ALERT => {
                match *self.pending.as_slice() {
                    [level, description] => building.alert(role, Some((level, description))),
                    _ => building.alert(role, None),
                }
                self.pending.clear();
            }
            APPLICATION_DATA => building.encrypted(role),
            HANDSHAKE if self.is_protected(building) => building.encrypted(role),
            _ => {}
        }
    }

    /// Hands on every message that is complete.
    fn messages(
        &mut self,
        role: Role,
        building: &mut Building,
        cache: &mut Cache,
        limits: &Limits,
    ) -> Result<(), ReadStop> {
        let mut rest = self.pending.as_slice();
        while let Some(([kind, high, middle, low], body)) = rest.split_first_chunk::<4>() {
            let length = u32::from_be_bytes([0, *high, *middle, *low]) as usize;
            if length > limits.message {
                self.pending = Vec::new();
                return Err(ReadStop::LongMessage);
            }
            let Some((body, behind)) = body.split_at_checked(length) else { break };
            building.message(role, *kind, body, cache, limits);
            rest = behind;
        }
        let done = self.pending.len() - rest.len();
        if done == self.pending.len() {
            self.pending = Vec::new();
        } else {
            self.pending.drain(..done);
        }
        Ok(())
    }

    /// Whether the current record's bytes are needed.
    fn is_kept(&self, building: &Building) -> bool {
        match self.kind {
            HANDSHAKE => !self.is_protected(building),
            // An encrypted alert is longer.
            ALERT => self.length == 2 && !self.is_protected(building),
            _ => false,
        }
    }

    /// In TLS 1.3 the change of the cipher is for show: what is encrypted there says that it is
    /// application data.
    fn is_protected(&self, building: &Building) -> bool {
        self.changed && !building.is_tls_1_3()
    }
}

/// How a connection whose initiator sends this begins.
pub(super) fn beginning(bytes: &[u8]) -> Beginning {
    if is_client_hello(bytes) {
        return Beginning::ClientHello;
    }
    match *bytes {
        [] => Beginning::TooShort,
        [HANDSHAKE] | [HANDSHAKE, 3] | [HANDSHAKE, 3, 0..=4] => Beginning::TooShort,
        [HANDSHAKE, 3, 0..=4, _] | [HANDSHAKE, 3, 0..=4, _, _] => Beginning::TooShort,
        [0x80..=0xff, _, CLIENT_HELLO, 3, ..] | [0x80..=0xff, _, CLIENT_HELLO, 0, 2, ..] => {
            Beginning::Ssl2Hello
        }
        [0x80..=0xff]
        | [0x80..=0xff, _]
        | [0x80..=0xff, _, CLIENT_HELLO]
        | [0x80..=0xff, _, CLIENT_HELLO, 0] => Beginning::TooShort,
        _ if TEXTS.iter().any(|text| bytes.starts_with(text)) => Beginning::Text,
        _ if TEXTS.iter().any(|text| text.starts_with(bytes)) => Beginning::TooShort,
        _ => Beginning::Other,
    }
}

/// Whether bytes are those with which an initiator begins TLS, of any age.
pub(super) fn is_first(bytes: &[u8]) -> bool {
    matches!(beginning(bytes), Beginning::ClientHello | Beginning::Ssl2Hello)
}

/// Whether bytes begin with a client hello.
pub(super) fn is_client_hello(bytes: &[u8]) -> bool {
    is_hello(bytes, CLIENT_HELLO)
}

/// Whether bytes begin with a server hello.
pub(super) fn is_server_hello(bytes: &[u8]) -> bool {
    is_hello(bytes, message::SERVER_HELLO)
}

/// Whether the first bytes of a responder may be TLS.
pub(super) fn may_answer(bytes: &[u8]) -> bool {
    matches!(bytes, [] | [HANDSHAKE | ALERT] | [HANDSHAKE | ALERT, 3, ..])
}

/// Whether a UDP payload is a client hello of DTLS (RFC 6347 section 4.1).
pub(super) fn is_dtls_hello(payload: &[u8]) -> bool {
    matches!(payload, [HANDSHAKE, 0xfe, 0xfc..=0xff, ..]) && payload.get(13) == Some(&CLIENT_HELLO)
}

/// Whether a UDP payload begins a QUIC connection: an Initial packet of version 1 or 2 that fills
/// its datagram as the first must (RFC 9000 sections 14.1 and 17.2.2, RFC 9369 section 3).
pub(super) fn is_quic_hello(payload: &[u8]) -> bool {
    payload.len() >= 1200
        && match payload {
            [head, 0, 0, 0, 1, ..] => head & 0xf0 == 0xc0,
            [head, 0x6b, 0x33, 0x43, 0xcf, ..] => head & 0xf0 == 0xd0,
            _ => false,
        }
}

fn is_hello(bytes: &[u8], hello: u8) -> bool {
    matches!(bytes, [HANDSHAKE, 3, 0..=4, _, _, kind, ..] if *kind == hello)
}

const HEAD: usize = 5;

/// How many bytes tell what a first record is.
pub(super) const HELLO_BEGINS: usize = HEAD + 1;

const CHANGE_CIPHER_SPEC: u8 = 20;
const ALERT: u8 = 21;
const HANDSHAKE: u8 = 22;
const APPLICATION_DATA: u8 = 23;
const HEARTBEAT: u8 = 24;

/// RFC 5246 section 6.2.3: what encryption may add at most.
const LARGEST_RECORD: usize = 16384 + 2048;

/// XMPP, which changes to TLS when both have agreed to, and proxies.
const TEXTS: [&[u8]; 3] = [b"<?xml", b"<stream:", b"CONNECT "];
