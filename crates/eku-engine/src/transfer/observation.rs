//! What was seen of a deployment at work.

use super::{enums, structs};
use crate::evidence::{
    Alert, Ending, Observation, Seen, SeenCertificate, State, TlsFailure, ZoneKind,
};

structs! {
    Observation {
        node, peer, file, place, seen, confidence, remote, remote_name, port, first, last, count,
    }
    SeenCertificate { sha256, serial, names }
}

enums! {
    Seen {
        0 TlsFailure { role, failure, detail },
        1 Tunnel { state, failure, detail },
        2 Zone { name, kind, state, detail },
        3 Alarm { id, raised, detail },
        4 Handshake { role, opened_by, initiator, responder, certificate_requested, encrypted, ending },
    }
    TlsFailure {
        0 Purpose, 1 Untrusted, 2 Expired, 3 NotYetValid, 4 Name, 5 NoCertificate, 6 Alert(alert),
        7 Other,
    }
    Alert {
        0 HandshakeFailure, 1 BadCertificate, 2 UnsupportedCertificate, 3 CertificateRevoked,
        4 CertificateExpired, 5 CertificateUnknown, 6 UnknownCa, 7 CertificateRequired,
        8 Other(number),
    }
    State { 0 Up, 1 Down, 2 Unknown }
    ZoneKind { 0 UnifiedCommunications, 1 Other }
    Ending { 0 Completed, 1 RefusedByInitiator(alert), 2 RefusedByResponder(alert), 3 NotSeen }
}
