//! How an observation stands to the verdict about its connection.

use alloc::vec::Vec;

use super::known::Known;
use super::place::connection;
use super::{
    Agreement, Alert, Ending, Evidence, Observation, Presented, Seen, State, TlsFailure, Unrelated,
};
use crate::deployment::{NodeName, Role};
use crate::rule::{Finding, Outcome, Rule};
use crate::rules::{
    both_purposes_required, certificate_expired, certificate_missing, certificate_not_yet_valid,
    chain_restricts_eku, client_auth_required, eku_unreadable, issuer_not_trusted,
    key_usage_forbids, name_mismatch, server_auth_required,
};
use crate::time::Timestamp;
use crate::verdict::{ConnectionVerdict, Judgement, NotChecked, Verdict};

/// An observation with its connection and how it stands to the verdict.
pub(super) fn evidence<'o>(
    known: &Known<'_>,
    judgement: &Judgement,
    seen: &'o Observation,
) -> Evidence<'o> {
    let joined = connection(known, seen);
    let verdict = joined.as_ref().and_then(|joined| judgement.connection(&joined.id));
    let as_described = verdict.filter(|_| joined.as_ref().is_some_and(|one| one.as_described));
    let presented = presented(known, as_described, seen);
    let agreement = match (as_described, verdict) {
        (Some(verdict), _) => agreement(known, verdict, &presented, seen),
        (None, Some(_)) => Agreement::Unrelated(Unrelated::OtherDirection),
        (None, None) => Agreement::Unrelated(Unrelated::NotJoined),
    };
    // A connection that is not judged, because its service was not asked for, is none to speak of.
    let connection = verdict.and(joined).map(|joined| joined.id);
    Evidence { observation: seen, connection, presented, agreement }
}

fn agreement(
    known: &Known<'_>,
    verdict: &ConnectionVerdict,
    presented: &[Presented],
    seen: &Observation,
) -> Agreement {
    let failure = match outcome(&seen.seen) {
        Some(Observed::Works) => None,
        Some(Observed::Fails(failure)) => Some(failure),
        None => return Agreement::Unrelated(Unrelated::NoState),
    };
    let before = |from: Timestamp| seen.last.is_some_and(|last| last < from);
    if known.sides(&verdict.id).valid_from.is_some_and(before) {
        return Agreement::Unrelated(Unrelated::OlderThanCertificates);
    }
    if presented.iter().any(|one| one.as_judged == Some(false)) {
        return Agreement::OtherCertificate;
    }
    match (verdict.verdict, failure) {
        (Verdict::Undecided, failure) => {
            Agreement::Unrelated(Unrelated::Undecided { works: failure.is_none() })
        }
        (Verdict::Works, None) => Agreement::AgreesItWorks,
        (Verdict::Fails, None) => Agreement::WorksAgainstVerdict,
        (Verdict::Works, Some(None)) => Agreement::FailsAgainstVerdict { not_checked: None },
        (Verdict::Works, Some(Some(failure))) if !is_about_certificates(failure) => {
            Agreement::Unrelated(Unrelated::NotAboutCertificates)
        }
        (Verdict::Works, Some(Some(failure))) if may_be_another(seen, failure) => {
            Agreement::Unrelated(Unrelated::MayBeAnother)
        }
        (Verdict::Works, Some(Some(failure))) => Agreement::FailsAgainstVerdict {
            not_checked: check_of(failure).filter(|check| verdict.not_checked.contains(check)),
        },
        (Verdict::Fails, Some(Some(failure))) if !is_about_certificates(failure) => {
            Agreement::Unrelated(Unrelated::NotAboutCertificates)
        }
        (Verdict::Fails, Some(failure)) => {
            let mut failing =
                verdict.findings.iter().filter(|finding| finding.outcome == Outcome::Fails);
            if failure.is_none_or(|failure| failing.any(|finding| explains(finding, failure))) {
                Agreement::AgreesItFails
            } else {
                Agreement::AgreesForAnotherReason
            }
        }
    }
}

/// Whether it may be anybody's: Edge stands on the Internet and answers there, and strangers bring
/// no certificate or break off. One for the wrong purpose, expired, or of another name is not what
/// they bring.
fn may_be_another(seen: &Observation, failure: TlsFailure) -> bool {
    seen.node == Some(NodeName::Edge)
        && matches!(seen.seen, Seen::TlsFailure { role: Role::Responder, .. })
        && matches!(failure, TlsFailure::NoCertificate | TlsFailure::Alert(_))
}

/// What was met: it works, or it fails, with why where that was seen.
enum Observed {
    Works,
    Fails(Option<TlsFailure>),
}

fn outcome(seen: &Seen) -> Option<Observed> {
    match seen {
        Seen::TlsFailure { failure, .. } => Some(Observed::Fails(Some(*failure))),
        Seen::Tunnel { state: State::Down, failure, .. } => Some(Observed::Fails(*failure)),
        Seen::Zone { state: State::Down, .. } | Seen::Alarm { raised: true, .. } => {
            Some(Observed::Fails(None))
        }
        Seen::Tunnel { state: State::Up, .. } | Seen::Zone { state: State::Up, .. } => {
            Some(Observed::Works)
        }
        Seen::Handshake { ending, .. } => match ending {
            Ending::Completed => Some(Observed::Works),
            Ending::RefusedByInitiator(alert) | Ending::RefusedByResponder(alert) => {
                Some(Observed::Fails(Some(TlsFailure::Alert(*alert))))
            }
            Ending::NotSeen => None,
        },
        Seen::Tunnel { .. } | Seen::Zone { .. } | Seen::Alarm { .. } => None,
    }
}

/// Whether a failure says that certificates are the reason. A closed connection, or an alert that
/// gives no reason, does not.
fn is_about_certificates(failure: TlsFailure) -> bool {
    !matches!(
        failure,
        TlsFailure::Other | TlsFailure::Alert(Alert::HandshakeFailure | Alert::Other(_))
    )
}

/// Whether a finding is what a failure looks like from outside.
fn explains(finding: &Finding, failure: TlsFailure) -> bool {
    let is = |rules: &[&Rule]| rules.contains(&finding.rule);
    match failure {
        TlsFailure::Purpose | TlsFailure::Alert(Alert::UnsupportedCertificate) => is(&PURPOSE),
        TlsFailure::Untrusted | TlsFailure::Alert(Alert::UnknownCa) => {
            is(&[&issuer_not_trusted::RULE])
        }
        TlsFailure::Expired => is(&[&certificate_expired::RULE]),
        TlsFailure::NotYetValid => is(&[&certificate_not_yet_valid::RULE]),
        TlsFailure::Alert(Alert::CertificateExpired) => {
            is(&[&certificate_expired::RULE, &certificate_not_yet_valid::RULE])
        }
        TlsFailure::Name => is(&[&name_mismatch::RULE]),
        TlsFailure::NoCertificate | TlsFailure::Alert(Alert::CertificateRequired) => {
            is(&[&certificate_missing::RULE])
        }
        TlsFailure::Alert(Alert::CertificateRevoked) => false,
        // These say that the certificate was refused, or nothing, and not why.
        TlsFailure::Other
        | TlsFailure::Alert(
            Alert::BadCertificate
            | Alert::CertificateUnknown
            | Alert::HandshakeFailure
            | Alert::Other(_),
        ) => true,
    }
}

/// The check that would have spoken of a failure and may not have been made.
fn check_of(failure: TlsFailure) -> Option<NotChecked> {
    match failure {
        TlsFailure::Purpose | TlsFailure::Alert(Alert::UnsupportedCertificate) => {
            Some(NotChecked::ChainPurposes)
        }
        TlsFailure::Untrusted | TlsFailure::Alert(Alert::UnknownCa) => Some(NotChecked::Trust),
        TlsFailure::Expired
        | TlsFailure::NotYetValid
        | TlsFailure::Alert(Alert::CertificateExpired) => Some(NotChecked::Validity),
        TlsFailure::Name => Some(NotChecked::Names),
        TlsFailure::NoCertificate
        | TlsFailure::Other
        | TlsFailure::Alert(
            Alert::CertificateRequired
            | Alert::CertificateRevoked
            | Alert::BadCertificate
            | Alert::CertificateUnknown
            | Alert::HandshakeFailure
            | Alert::Other(_),
        ) => None,
    }
}

/// What was presented in a handshake, and which places of the deployment hold it.
fn presented(
    known: &Known<'_>,
    verdict: Option<&ConnectionVerdict>,
    seen: &Observation,
) -> Vec<Presented> {
    let Seen::Handshake { initiator, responder, .. } = &seen.seen else {
        return Vec::new();
    };
    let sides = verdict.map(|verdict| known.sides(&verdict.id));
    [(Role::Initiator, initiator), (Role::Responder, responder)]
        .into_iter()
        .filter_map(|(role, certificate)| Some((role, certificate.as_ref()?)))
        .map(|(role, certificate)| {
            let held_by = known.holders(&certificate.sha256);
            let as_judged = sides.as_ref().and_then(|sides| sides.present(role, &held_by));
            Presented { role, certificate: certificate.clone(), held_by, as_judged }
        })
        .collect()
}

/// The rules behind OpenSSL's error 26 and its alert 43.
static PURPOSE: [&Rule; 6] = [
    &client_auth_required::RULE,
    &server_auth_required::RULE,
    &both_purposes_required::RULE,
    &eku_unreadable::RULE,
    &key_usage_forbids::RULE,
    &chain_restricts_eku::RULE,
];
