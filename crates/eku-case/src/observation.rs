//! Observations as JSON.

use std::fmt::Write as _;

use eku_engine::deployment::Role;
use eku_engine::evidence::{
    Alert, Ending, Observation, Seen, SeenCertificate, State, TlsFailure, ZoneKind,
};
use eku_engine::rule::Confidence;

use crate::fields::{Fields, NODES};
use crate::json::Json;
use crate::object::Object;

/// One observation from its object.
pub(crate) fn read(mut fields: Fields<'_>) -> Observation {
    let observation = Observation {
        node: fields.maybe_word("node", NODES),
        peer: fields.text("peer").map(Into::into),
        file: fields.needed("file"),
        place: fields.text("where").unwrap_or_default(),
        seen: seen(&mut fields),
        confidence: fields.word("confidence", CONFIDENCES),
        remote: fields.text("remote"),
        remote_name: fields.text("remote_name"),
        port: fields.port("port"),
        first: fields.instant("first"),
        last: fields.instant("last"),
        count: fields.number("count", u64::MAX).unwrap_or(1),
    };
    fields.end();
    observation
}

fn seen(fields: &mut Fields<'_>) -> Seen {
    let kind = fields.word("kind", KINDS);
    let detail = fields.text("text").unwrap_or_default();
    match kind {
        Kind::TlsFailure => {
            Seen::TlsFailure { role: fields.word("role", ROLES), failure: failure(fields), detail }
        }
        Kind::Tunnel => Seen::Tunnel {
            state: fields.word("state", STATES),
            failure: fields.has("failure").then(|| failure(fields)),
            detail,
        },
        Kind::Zone => Seen::Zone {
            name: fields.needed("zone"),
            kind: fields.word("zone_kind", ZONES),
            state: fields.word("state", STATES),
            detail,
        },
        Kind::Alarm => {
            let id = fields.number("alarm", u64::from(u32::MAX)).unwrap_or_default();
            let id = u32::try_from(id).unwrap_or_default();
            Seen::Alarm { id, raised: fields.truth("raised"), detail }
        }
        Kind::Handshake => Seen::Handshake {
            role: fields.maybe_word("role", ROLES),
            opened_by: fields.text("opened_by"),
            initiator: fields.object("initiator").map(certificate),
            responder: fields.object("responder").map(certificate),
            certificate_requested: fields.maybe("certificate_requested"),
            encrypted: fields.maybe("encrypted").unwrap_or_default(),
            ending: match fields.word("ending", ENDINGS) {
                EndOfHandshake::Completed => Ending::Completed,
                EndOfHandshake::ByInitiator => Ending::RefusedByInitiator(alert(fields)),
                EndOfHandshake::ByResponder => Ending::RefusedByResponder(alert(fields)),
                EndOfHandshake::NotSeen => Ending::NotSeen,
            },
        },
    }
}

fn failure(fields: &mut Fields<'_>) -> TlsFailure {
    match fields.word("failure", FAILURES) {
        TlsFailure::Alert(_) => TlsFailure::Alert(alert(fields)),
        other => other,
    }
}

fn alert(fields: &mut Fields<'_>) -> Alert {
    let number = fields.number("alert", u64::from(u8::MAX));
    let number = number.and_then(|number| u8::try_from(number).ok());
    number.map_or(Alert::Other(None), Alert::of_number)
}

fn certificate(mut fields: Fields<'_>) -> SeenCertificate {
    let hex = fields.needed("sha256");
    let digit = |letter: u8| char::from(letter).to_digit(16).and_then(|one| u8::try_from(one).ok());
    let mut sha256 = [0; 32];
    let mut right = hex.len() == 64;
    for (byte, pair) in sha256.iter_mut().zip(hex.as_bytes().chunks(2)) {
        match pair {
            [high, low] => match digit(*high).zip(digit(*low)) {
                Some((high, low)) => *byte = high << 4 | low,
                None => right = false,
            },
            _ => right = false,
        }
    }
    if !right {
        fields.damaged("sha256", "64 hexadecimal digits are expected");
    }
    let serial = fields.needed("serial");
    let names = fields.certificate_names();
    fields.end();
    SeenCertificate { sha256, serial, names }
}

/// One observation as an object.
pub(crate) fn written(observation: &Observation) -> Json {
    let mut object = Object::default();
    if let Some(node) = &observation.node {
        object.word("node", NODES, node);
    }
    object.maybe("peer", observation.peer.as_deref());
    object.text("file", &observation.file);
    object.unless_empty("where", &observation.place);
    seen_written(&observation.seen, &mut object);
    object.word("confidence", CONFIDENCES, &observation.confidence);
    object.maybe("remote", observation.remote.as_deref());
    object.maybe("remote_name", observation.remote_name.as_deref());
    object.number("port", observation.port.map(u64::from));
    object.instant("first", observation.first);
    object.instant("last", observation.last);
    object.number("count", Some(observation.count));
    object.done()
}

fn seen_written(seen: &Seen, object: &mut Object) {
    let mut kind = |kind: Kind| object.word("kind", KINDS, &kind);
    match seen {
        Seen::TlsFailure { role, failure, detail } => {
            kind(Kind::TlsFailure);
            object.word("role", ROLES, role);
            failure_written(*failure, object);
            object.unless_empty("text", detail);
        }
        Seen::Tunnel { state, failure, detail } => {
            kind(Kind::Tunnel);
            object.word("state", STATES, state);
            if let Some(failure) = failure {
                failure_written(*failure, object);
            }
            object.unless_empty("text", detail);
        }
        Seen::Zone { name, kind: zone, state, detail } => {
            kind(Kind::Zone);
            object.text("zone", name);
            object.word("zone_kind", ZONES, zone);
            object.word("state", STATES, state);
            object.unless_empty("text", detail);
        }
        Seen::Alarm { id, raised, detail } => {
            kind(Kind::Alarm);
            object.number("alarm", Some(u64::from(*id)));
            object.truth("raised", *raised);
            object.unless_empty("text", detail);
        }
        Seen::Handshake {
            role,
            opened_by,
            initiator,
            responder,
            certificate_requested,
            encrypted,
            ending,
        } => {
            kind(Kind::Handshake);
            if let Some(role) = role {
                object.word("role", ROLES, role);
            }
            object.maybe("opened_by", opened_by.as_deref());
            for (key, seen) in [("initiator", initiator), ("responder", responder)] {
                if let Some(seen) = seen {
                    object.add(key, certificate_written(seen));
                }
            }
            if let Some(requested) = certificate_requested {
                object.truth("certificate_requested", *requested);
            }
            if *encrypted {
                object.truth("encrypted", true);
            }
            let (how, alert) = match ending {
                Ending::Completed => (EndOfHandshake::Completed, None),
                Ending::RefusedByInitiator(alert) => (EndOfHandshake::ByInitiator, Some(*alert)),
                Ending::RefusedByResponder(alert) => (EndOfHandshake::ByResponder, Some(*alert)),
                Ending::NotSeen => (EndOfHandshake::NotSeen, None),
            };
            object.word("ending", ENDINGS, &how);
            object.number("alert", alert.and_then(number));
        }
    }
}

fn failure_written(failure: TlsFailure, object: &mut Object) {
    match failure {
        TlsFailure::Alert(alert) => {
            object.text("failure", "alert");
            object.number("alert", number(alert));
        }
        other => object.word("failure", FAILURES, &other),
    }
}

fn certificate_written(seen: &SeenCertificate) -> Json {
    let mut sha256 = String::with_capacity(64);
    for byte in seen.sha256 {
        let _ = write!(sha256, "{byte:02x}");
    }
    let mut object = Object::default();
    object.text("sha256", &sha256);
    object.text("serial", &seen.serial);
    object.list("names", seen.names.iter().map(Json::text));
    object.done()
}

/// The number of an alert, where it is known.
fn number(alert: Alert) -> Option<u64> {
    match alert {
        Alert::Other(number) => number.map(u64::from),
        named => (0..=u8::MAX).find(|number| Alert::of_number(*number) == named).map(u64::from),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    TlsFailure,
    Tunnel,
    Zone,
    Alarm,
    Handshake,
}

#[derive(Clone, Copy, PartialEq)]
enum EndOfHandshake {
    Completed,
    ByInitiator,
    ByResponder,
    NotSeen,
}

const KINDS: &[(&str, Kind)] = &[
    ("tls-failure", Kind::TlsFailure),
    ("ssh-tunnel", Kind::Tunnel),
    ("zone", Kind::Zone),
    ("alarm", Kind::Alarm),
    ("handshake", Kind::Handshake),
];

const ROLES: &[(&str, Role)] = &[("initiator", Role::Initiator), ("responder", Role::Responder)];

const STATES: &[(&str, State)] =
    &[("up", State::Up), ("down", State::Down), ("unknown", State::Unknown)];

const ZONES: &[(&str, ZoneKind)] =
    &[("unified-communications", ZoneKind::UnifiedCommunications), ("other", ZoneKind::Other)];

const CONFIDENCES: &[(&str, Confidence)] = &[
    ("documented", Confidence::Documented),
    ("measured", Confidence::Measured),
    ("inferred", Confidence::Inferred),
];

const FAILURES: &[(&str, TlsFailure)] = &[
    ("purpose", TlsFailure::Purpose),
    ("untrusted", TlsFailure::Untrusted),
    ("expired", TlsFailure::Expired),
    ("not-yet-valid", TlsFailure::NotYetValid),
    ("name", TlsFailure::Name),
    ("no-certificate", TlsFailure::NoCertificate),
    ("alert", TlsFailure::Alert(Alert::Other(None))),
    ("other", TlsFailure::Other),
];

const ENDINGS: &[(&str, EndOfHandshake)] = &[
    ("completed", EndOfHandshake::Completed),
    ("refused-by-initiator", EndOfHandshake::ByInitiator),
    ("refused-by-responder", EndOfHandshake::ByResponder),
    ("not-seen", EndOfHandshake::NotSeen),
];
