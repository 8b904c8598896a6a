//! Certificates that were sent in a capture, for whoever asks for the certificates of a file.
//!
//! TLS 1.2 and older send them in the clear. Each is given once, with who sent it; what a capture does not
//! show is said.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use eku_engine::certificate::Certificate;
use eku_engine::deployment::Role;
use eku_engine::report::{self, CertificateReport, Problem, SenderReport};

use crate::capture::{self, Capture};
use crate::{Partly, words};

/// The certificates of a capture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentCertificates {
    /// Each once, in the order of the first handshake that shows it.
    pub certificates: Vec<CertificateReport>,
    /// What of the capture could not be read.
    pub problems: Vec<Problem>,
    /// Why some connections, or all, show no certificate.
    pub notes: Vec<Problem>,
}

impl SentCertificates {
    /// Reads a capture. One that cannot be read at all is among the problems; `stopped` is given where
    /// reading broke off.
    #[must_use]
    pub fn read(path: &str, input: &mut dyn Read) -> (Self, Option<io::Error>) {
        let Partly { value, stopped } = capture::read(input);
        (Self::of(path, &value), stopped)
    }

    /// Those of a capture.
    #[must_use]
    pub fn of(path: &str, capture: &Capture) -> Self {
        let mut sent = Sent::default();
        let mut unread = 0;
        for handshake in &capture.handshakes {
            for role in [Role::Initiator, Role::Responder] {
                let side = handshake.side(role);
                unread += side.presented.unread();
                for certificate in side.presented.certificates() {
                    sent.add(certificate, role, side.address, handshake.packet);
                }
            }
        }
        let (all, senders) = sent.finish();
        let mut certificates = report::certificates(&all, path);
        for (certificate, senders) in certificates.iter_mut().zip(senders) {
            certificate.sent_by_left_out = senders.len().saturating_sub(MOST_SENDERS);
            certificate.sent_by = senders.into_iter().take(MOST_SENDERS).collect();
        }
        let problems = words::unread_certificates(path, unread).into_iter().collect();
        let shown = certificates.len();
        Self {
            certificates,
            problems,
            notes: words::without_certificates(path, capture.hidden(), shown),
        }
    }
}

/// Certificates while a capture is gone through.
#[derive(Default)]
struct Sent {
    places: BTreeMap<[u8; 32], usize>,
    all: Vec<Arc<Certificate>>,
    senders: Vec<BTreeMap<Sender, (usize, SenderReport)>>,
}

/// What tells senders apart: a client has another port for each connection.
type Sender = (bool, IpAddr, u16);

impl Sent {
    fn add(
        &mut self,
        certificate: &Arc<Certificate>,
        role: Role,
        address: SocketAddr,
        packet: u64,
    ) {
        let place = *self.places.entry(certificate.sha256()).or_insert_with(|| {
            self.all.push(Arc::clone(certificate));
            self.senders.push(BTreeMap::new());
            self.all.len() - 1
        });
        let Some(senders) = self.senders.get_mut(place) else { return };
        let port = if role == Role::Responder { address.port() } else { 0 };
        let key = (role == Role::Initiator, address.ip(), port);
        let order = senders.len();
        senders.entry(key).or_insert_with(|| {
            let address = address.to_string();
            (order, SenderReport { role: role.into(), address, packet })
        });
    }

    /// The certificates, and of each the senders in the order of the capture.
    fn finish(self) -> (Vec<Arc<Certificate>>, Vec<Vec<SenderReport>>) {
        let in_order = |senders: BTreeMap<Sender, (usize, SenderReport)>| {
            let mut senders: Vec<_> = senders.into_values().collect();
            senders.sort_by_key(|(order, _)| *order);
            senders.into_iter().map(|(_, sender)| sender).collect()
        };
        (self.all, self.senders.into_iter().map(in_order).collect())
    }
}

/// The most senders of one certificate that are named.
const MOST_SENDERS: usize = 16;
