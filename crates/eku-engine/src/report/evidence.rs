//! Evidence, in sentences.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::certificates::hex;
use super::days::moment;
use super::sentences::capitalised;
use super::words::{certificate, connection_in_sentence};
use super::{EvidenceReport, PresentedReport, not_checked_words};
use crate::connection::ConnectionId;
use crate::deployment::{Deployment, NodeName, Role};
use crate::evidence::{
    Agreement, Alert, Ending, Evidence, Observation, PROBE, Presented, Seen, State, TlsFailure,
    Unrelated,
};

/// A piece of evidence as it is shown.
pub(super) fn evidence(deployment: &Deployment, evidence: &Evidence<'_>) -> EvidenceReport {
    let seen = evidence.observation;
    EvidenceReport {
        connection: evidence.connection.clone(),
        agrees: evidence.agreement.standing(),
        kind: seen.seen.kind(),
        node: seen.node,
        confidence: seen.confidence,
        text: format!(
            "{}{}",
            capitalised(&what(deployment, evidence)),
            ending(seen, evidence.connection.as_ref(), &evidence.agreement)
        ),
        presented: evidence.presented.iter().map(presented_report).collect(),
        count: seen.count,
        first: seen.first,
        last: seen.last,
        file: seen.file.clone(),
        place: seen.place.clone(),
    }
}

/// What was seen, as a clause without its full stop.
fn what(deployment: &Deployment, evidence: &Evidence<'_>) -> String {
    let seen = evidence.observation;
    let node = observer(seen);
    let how_often = how_often(seen);
    match &seen.seen {
        Seen::TlsFailure { role, failure, detail } => {
            let whom = match &evidence.connection {
                Some(id) => {
                    let with = seen.remote.as_ref().map(|_| other_side(seen, *role));
                    let with = with.map(|with| format!(" {with}")).unwrap_or_default();
                    format!("for {}{with}", connection_in_sentence(deployment, id))
                }
                None => format!("for a connection {}", other_side(seen, *role)),
            };
            format!("{node} logged {} {whom}{how_often}", failure_words(*failure, detail))
        }
        Seen::Tunnel { state, failure, detail } => {
            let state = match state {
                State::Up => "up",
                State::Down => "down",
                State::Unknown => "in an unknown state",
            };
            let to = seen.remote.as_ref().map(|remote| format!(" with {remote}"));
            let why = match failure {
                Some(failure) => format!(", {}", failure_words(*failure, detail)),
                None if detail.is_empty() => String::new(),
                None => format!(", \"{detail}\""),
            };
            let to = to.unwrap_or_default();
            format!("{node} has an SSH tunnel{to} that is {state}{why}{how_often}")
        }
        Seen::Zone { name, detail, .. } => {
            format!("{node} shows the zone {name} as \"{detail}\"{how_often}")
        }
        Seen::Alarm { id, raised, detail } => {
            let verb = if *raised { "raises" } else { "lowered" };
            format!("{node} {verb} alarm {id}, \"{detail}\"{how_often}")
        }
        Seen::Handshake { role, opened_by, certificate_requested, encrypted, ending, .. } => {
            let whom = match (&evidence.connection, role) {
                (Some(id), _) => format!("of {}", connection_in_sentence(deployment, id)),
                (None, Some(role)) => format!("of a connection {}", other_side(seen, *role)),
                (None, None) => {
                    let from = opened_by.as_deref().unwrap_or("somebody");
                    format!("of a connection from {from} {}", other_side(seen, Role::Initiator))
                }
            };
            let mut clauses =
                Vec::from_iter(evidence.presented.iter().map(|one| presented(deployment, one)));
            if *certificate_requested == Some(false) {
                clauses.push("the TLS server asked for no certificate".into());
            }
            clauses.push(match ending {
                Ending::NotSeen if *encrypted => {
                    "TLS 1.3 hides the certificates and the result".into()
                }
                _ => ending_words(*ending),
            });
            let (what, on) =
                if seen.file == PROBE { ("a probe", "for") } else { ("a capture", "on") };
            let on = seen.node.map(|_| format!(" {on} {node}")).unwrap_or_default();
            let clauses = clauses.iter().map(|clause| capitalised(clause));
            let clauses = Vec::from_iter(clauses).join(". ");
            format!("{what}{on} shows a handshake {whom}{how_often}. {clauses}")
        }
    }
}

/// How it stands to the verdict, and the full stop.
fn ending(seen: &Observation, connection: Option<&ConnectionId>, agreement: &Agreement) -> String {
    let plural = connection == Some(&ConnectionId::SshTunnels);
    let fails = if plural { "they fail" } else { "it fails" };
    match agreement {
        Agreement::AgreesItFails => ". This matches the verdict (Fails).".into(),
        Agreement::AgreesForAnotherReason => {
            ". The verdict is also Fails, but for another reason.".into()
        }
        Agreement::AgreesItWorks => ". This matches the verdict (Works).".into(),
        Agreement::WorksAgainstVerdict => {
            ". This contradicts the verdict (Fails). Either other certificates are in use, an old \
             connection is still open, or the verdict is wrong."
                .into()
        }
        Agreement::FailsAgainstVerdict { not_checked: None } => {
            ". This contradicts the verdict (Works). Either other certificates are in use, or the \
             verdict is wrong."
                .into()
        }
        Agreement::FailsAgainstVerdict { not_checked: Some(check) } => format!(
            ". This contradicts the verdict (Works). Not checked: {}.",
            not_checked_words(*check)
        ),
        Agreement::OtherCertificate => ". But a different certificate was checked here.".into(),
        Agreement::Unrelated(Unrelated::NotJoined) => match (seen.node, &seen.seen) {
            (None, _) => {
                ". Not matched to a connection: it is not known whether this is Core or Edge."
                    .into()
            }
            (Some(node), Seen::Handshake { role: None, .. }) => format!(
                ". Not matched to a connection: the capture does not show whether {} is TLS \
                 client or TLS server.",
                node.title()
            ),
            _ => ". Not matched to a connection of this deployment.".into(),
        },
        Agreement::Unrelated(Unrelated::OtherDirection) => {
            ". It was opened in the opposite direction, which the input does not describe.".into()
        }
        Agreement::Unrelated(Unrelated::Undecided { works }) => {
            let sign = match (works, plural) {
                (false, _) => fails,
                (true, false) => "it works",
                (true, true) => "they work",
            };
            format!(". The verdict is Unknown. This suggests that {sign}.")
        }
        Agreement::Unrelated(Unrelated::OlderThanCertificates) => {
            ". That was before the checked certificates were valid.".into()
        }
        Agreement::Unrelated(Unrelated::NotAboutCertificates) => {
            ". The cause may not be a certificate.".into()
        }
        Agreement::Unrelated(Unrelated::MayBeAnother) => {
            ". Any system that can reach this port may have caused that.".into()
        }
        Agreement::Unrelated(Unrelated::NoState) => ".".into(),
    }
}

fn observer(seen: &Observation) -> String {
    let Some(node) = seen.node.map(NodeName::title) else {
        return "an unknown node".into();
    };
    match &seen.peer {
        Some(peer) => format!("{node} (peer {peer})"),
        None => node.into(),
    }
}

/// `, 214 times between … and …`; empty where it was seen once and the time is not known.
fn how_often(seen: &Observation) -> String {
    let often = match seen.count {
        0 | 1 => String::new(),
        count => format!(" {count} times"),
    };
    match (seen.first, seen.last) {
        (Some(first), Some(last)) if first != last => {
            format!("{often} between {} and {}", moment(first), moment(last))
        }
        (Some(at), _) | (None, Some(at)) => format!("{often} on {}", moment(at)),
        (None, None) => often,
    }
}

fn other_side(seen: &Observation, role: Role) -> String {
    let remote = match (&seen.remote_name, &seen.remote) {
        (Some(name), Some(remote)) if name != remote => format!("{name} ({remote})"),
        (_, Some(one)) | (Some(one), None) => one.clone(),
        (None, None) => "somebody".into(),
    };
    let port = seen.port.map(|port| format!(" on port {port}")).unwrap_or_default();
    match role {
        Role::Initiator => format!("to {remote}{port}"),
        Role::Responder => format!("from {remote}{port}"),
    }
}

/// The words of the file, or what they were taken to mean where there are none.
fn failure_words(failure: TlsFailure, detail: &str) -> String {
    if !detail.is_empty() {
        return format!("\"{detail}\"");
    }
    match failure {
        TlsFailure::Purpose => "that a certificate has an unsuitable EKU or key usage".into(),
        TlsFailure::Untrusted => "that a certificate is not trusted".into(),
        TlsFailure::Expired => "that a certificate is expired".into(),
        TlsFailure::NotYetValid => "that a certificate is not valid yet".into(),
        TlsFailure::Name => "that a certificate does not have the expected name".into(),
        TlsFailure::NoCertificate => "that no certificate was sent".into(),
        TlsFailure::Alert(alert) => format!("the alert {}", alert_words(alert)),
        TlsFailure::Other => "a failure without a reason".into(),
    }
}

pub(super) fn alert_words(alert: Alert) -> String {
    match alert {
        Alert::HandshakeFailure => "handshake failure".into(),
        Alert::BadCertificate => "bad certificate".into(),
        Alert::UnsupportedCertificate => "unsupported certificate".into(),
        Alert::CertificateRevoked => "certificate revoked".into(),
        Alert::CertificateExpired => "certificate expired".into(),
        Alert::CertificateUnknown => "certificate unknown".into(),
        Alert::UnknownCa => "unknown CA".into(),
        Alert::CertificateRequired => "certificate required".into(),
        Alert::Other(Some(number)) => format!("{number}"),
        Alert::Other(None) => "of an unknown kind".into(),
    }
}

fn ending_words(ending: Ending) -> String {
    match ending {
        Ending::Completed => "the handshake completed".into(),
        Ending::RefusedByInitiator(alert) => {
            format!("the TLS client ended the handshake with the alert {}", alert_words(alert))
        }
        Ending::RefusedByResponder(alert) => {
            format!("the TLS server ended the handshake with the alert {}", alert_words(alert))
        }
        Ending::NotSeen => "the end of the handshake is not in the capture".into(),
    }
}

fn presented_report(one: &Presented) -> PresentedReport {
    PresentedReport {
        role: one.role.into(),
        sha256: hex(&one.certificate.sha256),
        serial: one.certificate.serial.clone(),
        names: one.certificate.names.clone(),
        held_by: one.held_by.to_vec(),
    }
}

fn presented(deployment: &Deployment, one: &Presented) -> String {
    let side = match one.role {
        Role::Initiator => "the TLS client",
        Role::Responder => "the TLS server",
    };
    let serial = &one.certificate.serial;
    if one.held_by.is_empty() {
        let whose = one.certificate.names.first();
        let whose = whose.map(|name| format!(" of {name}")).unwrap_or_default();
        return format!(
            "{side} presented a certificate{whose} that is not in the input (serial {serial})"
        );
    }
    let first = one.held_by.first().map(|id| certificate(deployment, id)).unwrap_or_default();
    let more = match one.held_by.len() {
        0 | 1 => String::new(),
        2 => ", also in 1 other store".into(),
        several => format!(", also in {} other stores", several - 1),
    };
    format!("{side} presented {first} ({serial}{more})")
}
