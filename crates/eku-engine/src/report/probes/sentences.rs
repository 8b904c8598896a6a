//! The sentences about a probe.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{HandshakeEnd, ProbedTls, Reached, Sign, TlsAttempt};
use crate::certificate::{Certificate, Name, ValidityAt};
use crate::eku::{Holds, Purpose};
use crate::evidence::Alert;
use crate::report::day;
use crate::report::evidence::alert_words;
use crate::report::words::{counted, eku_words};
use crate::time::Timestamp;

/// What Expressway uses a port for.
pub(super) const fn used_for(port: u16) -> Option<&'static str> {
    Some(match port {
        443 => "HTTPS, web administration",
        2222 => "SSH tunnels",
        5061 => "SIP over TLS",
        5062 => "SIP over TLS with client certificates",
        5269 => "XMPP federation",
        7001..=7099 => "SIP over TLS of a traversal zone",
        8443 => "HTTPS, Mobile and Remote Access",
        _ => return None,
    })
}

/// What was behind a port.
pub(super) fn state(reached: &Reached) -> String {
    match reached {
        Reached::NameNotFound => "the name was not found".into(),
        Reached::Closed => "the port is closed".into(),
        Reached::Silent { seconds, connected: true } => {
            format!("connected, but no answer within {}", in_seconds(*seconds))
        }
        Reached::Silent { seconds, connected: false } => {
            format!("no connection within {}", in_seconds(*seconds))
        }
        Reached::Unreachable(why) => format!("cannot be reached: {why}"),
        Reached::Ssh(banner) => format!("SSH, not TLS: \"{banner}\""),
        Reached::NotTls(Some(protocol)) => format!("answers with {protocol}, not with TLS"),
        Reached::NotTls(None) => "answers, but not with TLS".into(),
        Reached::NoStartTls => "XMPP does not offer TLS here".into(),
        Reached::Tls(tls) => match tls.versions.as_slice() {
            [] => format!("the TLS handshake failed: {}", end_words(&tls.without)),
            [only] => format!("{} only", only.name()),
            [first, others @ ..] => {
                let others = others.iter().map(|version| version.name());
                format!("{}, also {}", first.name(), Vec::from_iter(others).join(", "))
            }
        },
    }
}

/// What it means for the roles.
pub(super) fn means(
    reached: &Reached,
    leaf: Option<&Arc<Certificate>>,
    at: Timestamp,
) -> Vec<String> {
    match reached {
        Reached::Ssh(_) => vec_of("Certificates inside SSH are not visible here."),
        Reached::Tls(tls) => of_tls(tls, leaf, at),
        _ => Vec::new(),
    }
}

fn of_tls(tls: &ProbedTls, leaf: Option<&Arc<Certificate>>, at: Timestamp) -> Vec<String> {
    let mut means = Vec::new();
    if let Some(leaf) = leaf {
        means.extend(validity(leaf, at));
        means.push(as_server(leaf));
        means.extend(as_client(leaf));
    } else if !tls.versions.is_empty() {
        means.push("The certificate of the server cannot be read.".into());
    }
    if !tls.versions.is_empty() {
        means.push(asked(tls));
    }
    if let Some(attempt) = &tls.attempt {
        means.extend(of_attempt(tls, attempt));
    }
    means
}

fn validity(leaf: &Certificate, at: Timestamp) -> Option<String> {
    match leaf.validity_at(at) {
        ValidityAt::Valid => None,
        ValidityAt::Expired => {
            Some(format!("The certificate expired on {}.", day(leaf.not_after.date())))
        }
        ValidityAt::NotYetValid => {
            Some(format!("The certificate is not valid before {}.", day(leaf.not_before.date())))
        }
    }
}

/// What a TLS client makes of the certificate.
fn as_server(leaf: &Certificate) -> String {
    let eku = eku_words(&leaf.eku);
    match leaf.eku.holds(Purpose::ServerAuth) {
        Holds::Yes => "The certificate allows server authentication.".into(),
        Holds::Unrestricted => {
            "The certificate has no EKU extension, which allows server and client authentication."
                .into()
        }
        Holds::No => format!(
            "The certificate does not allow server authentication: it has {eku}. A node that connects \
             here and checks the EKU rejects it."
        ),
        Holds::Unreadable => "The EKU extension of the certificate is unreadable.".into(),
    }
}

/// What a TLS server makes of it, where the system also connects with it.
fn as_client(leaf: &Certificate) -> Option<String> {
    match leaf.eku.holds(Purpose::ClientAuth) {
        Holds::Yes => Some("The certificate also allows client authentication.".into()),
        Holds::No => Some(
            "The certificate does not allow client authentication. If this system also connects with it, \
             servers that check the EKU reject it."
                .into(),
        ),
        Holds::Unrestricted | Holds::Unreadable => None,
    }
}

fn asked(tls: &ProbedTls) -> String {
    match tls.asks() {
        "none" => "The port does not ask for a client certificate.".into(),
        "optional" => "The port asks for a client certificate, and continues without one.".into(),
        "required" => "The port requires a client certificate.".into(),
        _ if tls.request.is_some() => {
            "The port asks for a client certificate. Whether it requires one is unknown.".into()
        }
        _ => format!("The handshake did not complete: {}.", end_words(&tls.without)),
    }
}

/// What came of the client certificate, and what may be the cause.
fn of_attempt(tls: &ProbedTls, attempt: &TlsAttempt) -> Vec<String> {
    let is_complete = matches!(attempt.end, HandshakeEnd::Completed(_));
    if !attempt.asked && tls.request.is_none() && is_complete {
        return Vec::new();
    }
    let mut means = vec_of(&self::attempt(attempt));
    let Some(leaf) = attempt.chain.first().filter(|_| attempt.asked && attempt.sent) else {
        return means;
    };
    let lacks_client = leaf.eku.holds(Purpose::ClientAuth) == Holds::No;
    match &attempt.end {
        HandshakeEnd::Completed(sign) => {
            if *sign == Sign::Quiet {
                means.push("The server sent nothing after the handshake, and no alert.".into());
            }
            if tls.asks() == "optional" {
                means.push(
                    "The server may have ignored the client certificate: it does not require one."
                        .into(),
                );
            } else if lacks_client {
                means.push("The server does not check client authentication.".into());
            }
        }
        HandshakeEnd::Alert { number, .. } => match Alert::of_number(*number) {
            Alert::UnsupportedCertificate if lacks_client => {
                means.push("The alert matches the missing client authentication.".into());
            }
            Alert::UnknownCa => {
                means.push("The server does not trust the CA of the client certificate.".into());
            }
            _ if lacks_client => {
                means.push("The missing client authentication may be the cause.".into());
            }
            _ => {}
        },
        _ => {}
    }
    means.extend(issuer_not_named(tls, attempt));
    means
}

/// That no CA of the chain is among those that the server names.
fn issuer_not_named(tls: &ProbedTls, attempt: &TlsAttempt) -> Option<String> {
    let names = tls.request.as_ref().filter(|names| !names.is_empty())?;
    let named = Vec::from_iter(
        names.iter().filter_map(|name| Some(Name::from_der(name).ok()?.canonical())),
    );
    let is_named = |one: &Arc<Certificate>| named.contains(&one.issuer.canonical());
    let complete = tls.names_left_out == 0 && named.len() == names.len();
    (complete && !attempt.chain.iter().any(is_named)).then(|| {
        "The CA of the client certificate is not among the CAs that the server names.".into()
    })
}

/// What came of the client certificate.
pub(super) fn attempt(attempt: &TlsAttempt) -> String {
    let eku = attempt.chain.first().map(|leaf| eku_words(&leaf.eku)).unwrap_or_default();
    let when = if attempt.end.is_late() { " after the handshake" } else { "" };
    match &attempt.end {
        HandshakeEnd::TimedOut => {
            "The server did not answer to the client certificate in time.".into()
        }
        HandshakeEnd::Failed(why) => {
            format!("The handshake with the client certificate failed: {why}.")
        }
        _ if !attempt.asked => "The server did not ask for the client certificate.".into(),
        _ if !attempt.sent => {
            "Not sent: the server accepts no signature that this key can make.".into()
        }
        HandshakeEnd::Completed(_) => {
            format!("The server accepted the client certificate ({eku}).")
        }
        HandshakeEnd::Alert { .. } => {
            format!(
                "The server rejected the client certificate ({eku}){when}: {}.",
                end_words(&attempt.end)
            )
        }
        HandshakeEnd::Closed { .. } => {
            format!(
                "The server closed the connection{when} without an alert. That may be a rejection."
            )
        }
    }
}

/// How a handshake ended, inside a sentence.
fn end_words(end: &HandshakeEnd) -> String {
    match end {
        HandshakeEnd::Completed(_) => "completed".into(),
        HandshakeEnd::Alert { number, .. } => format!("alert {} ({number})", alert_name(*number)),
        HandshakeEnd::Closed { .. } => "the server closed the connection".into(),
        HandshakeEnd::TimedOut => "the server did not answer in time".into(),
        HandshakeEnd::Failed(why) => why.clone(),
    }
}

/// An alert by its name in RFC 8446, section 6, or by its number.
pub(super) fn alert_name(number: u8) -> String {
    let name = match number {
        0 => "close notify",
        10 => "unexpected message",
        20 => "bad record MAC",
        22 => "record overflow",
        47 => "illegal parameter",
        49 => "access denied",
        50 => "decode error",
        51 => "decrypt error",
        70 => "protocol version",
        71 => "insufficient security",
        80 => "internal error",
        86 => "inappropriate fallback",
        90 => "user canceled",
        109 => "missing extension",
        110 => "unsupported extension",
        112 => "unrecognized name",
        115 => "unknown PSK identity",
        120 => "no application protocol",
        other => return alert_words(Alert::of_number(other)),
    };
    name.to_string()
}

fn in_seconds(seconds: u64) -> String {
    counted(usize::try_from(seconds).unwrap_or(usize::MAX), "second", "seconds")
}

fn vec_of(sentence: &str) -> Vec<String> {
    Vec::from([sentence.to_string()])
}
