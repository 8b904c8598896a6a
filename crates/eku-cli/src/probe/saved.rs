//! What was seen, as far ends of a case. `eku check` judges them there.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use eku_case::Case;
use eku_deployment::{FarEnd, FarEndId, Seen};
use eku_engine::certificate::Certificate;
use eku_engine::deployment::{ClientEkuCheck, NodeName, Protocol, Role, TlsVerify};
use eku_engine::eku::{Holds, Purpose};
use eku_engine::evidence::{self, Alert, Ending, Observation, PROBE, SeenCertificate};
use eku_engine::report::{HandshakeEnd, Probed, ProbedTls, Problem, Reached, Sign, counted};
use eku_engine::rule::Confidence;
use eku_engine::secret;
use eku_intake::collection::CertificateFile;

use crate::check::now;
use crate::input::{self, Input};
use crate::output::Output;

/// The case in a file, or an empty one where there is no such file.
///
/// # Errors
///
/// What is wrong with a file that is there.
pub(super) fn open(path: &Path, output: &Output) -> Result<Case, Vec<Problem>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if secret::is_key(&name) {
        return Err(vec![Problem {
            file: "--save-case".into(),
            what: "looks like a private key, and was not used".into(),
            place: String::new(),
            remedy: "use a file name, and clear your shell history".into(),
            count: 1,
        }]);
    }
    if matches!(fs::metadata(path), Err(error) if error.kind() == ErrorKind::NotFound) {
        return Ok(Case::default());
    }
    let input = Input::open(path, output).map_err(|problem| vec![problem])?;
    let name = input.name.clone();
    let bytes = input.bytes(eku_case::LARGEST as u64).map_err(|problem| vec![problem])?;
    eku_case::read(&name, &bytes)
}

/// Adds what was seen to a case, and writes it; gives what is to be said of that.
///
/// # Errors
///
/// Why it cannot be written.
pub(super) fn write(
    case: &mut Case,
    path: &Path,
    node: NodeName,
    all: &[Probed],
) -> Result<Problem, Problem> {
    let mut count = 0;
    for probed in all {
        if let Reached::Tls(tls) = &probed.reached
            && !tls.certificates.is_empty()
            && !tls.first_unreadable
        {
            add(case, node, probed, tls);
            count += 1;
        }
    }
    case.program = env!("CARGO_PKG_VERSION").into();
    case.saved = Some(now());
    let shown = input::shown(path);
    let text = eku_case::write(case);
    // A case that exists is whole at any time.
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    fs::write(&beside, text).and_then(|()| fs::rename(&beside, path)).map_err(|error| Problem {
        file: shown.clone(),
        what: format!("cannot be written: {error}"),
        place: String::new(),
        remedy: "choose another place for --save-case".into(),
        count: 1,
    })?;
    Ok(Problem {
        file: shown,
        what: format!("now has {} from this probe", counted(count, "far end", "far ends")),
        place: String::new(),
        remedy:
            "add certificates and run eku check. TLS versions, CA names and what was accepted are not saved"
                .into(),
        count: 1,
    })
}

/// Adds a far end, or brings the one of the same name up to date.
fn add(case: &mut Case, node: NodeName, probed: &Probed, tls: &ProbedTls) {
    let certificate = CertificateFile::of(probed.target.clone(), tls.certificates.clone());
    let description = &mut case.description;
    let known = description.far_ends.iter().position(|one| one.name == probed.target);
    let place = known.unwrap_or_else(|| {
        let id = FarEndId(description.fresh_id());
        description.far_ends.push(FarEnd {
            node,
            tls_verify: TlsVerify::Unknown,
            protocol: protocol(probed.port),
            ..FarEnd::of_any_kind(id, probed.target.clone())
        });
        description.far_ends.len() - 1
    });
    let far_end = &mut description.far_ends[place];
    far_end.certificate = Some(Arc::new(certificate));
    if let Some(check) = check(tls) {
        far_end.client_eku_check = check;
    }
    let is_same = |seen: &Observation| seen.file == PROBE && seen.place == probed.target;
    description.seen.retain(|one| !is_same(&one.observation));
    let observation = rejection(node, probed, tls);
    description.seen.extend(observation.map(|observation| Seen { observation, peer: None }));
}

/// That the server rejected the client certificate, as what was seen of the connection. What it accepted
/// is no evidence: the node may still reject the server, which a probe never does.
fn rejection(node: NodeName, probed: &Probed, tls: &ProbedTls) -> Option<Observation> {
    let attempt = tls.attempt.as_ref().filter(|attempt| attempt.asked && attempt.sent)?;
    let HandshakeEnd::Alert { number, .. } = attempt.end else { return None };
    Some(Observation {
        node: Some(node),
        peer: None,
        file: PROBE.into(),
        place: probed.target.clone(),
        seen: evidence::Seen::Handshake {
            role: Some(Role::Initiator),
            opened_by: None,
            initiator: attempt.chain.first().map(|leaf| seen_certificate(leaf)),
            responder: tls.certificates.first().map(|leaf| seen_certificate(leaf)),
            certificate_requested: Some(true),
            encrypted: false,
            ending: Ending::RefusedByResponder(Alert::of_number(number)),
        },
        confidence: Confidence::Measured,
        remote: None,
        remote_name: Some(probed.target.clone()),
        port: Some(probed.port),
        first: Some(now()),
        last: Some(now()),
        count: 1,
    })
}

fn seen_certificate(leaf: &Certificate) -> SeenCertificate {
    SeenCertificate {
        sha256: leaf.sha256(),
        serial: leaf.serial.to_string(),
        names: leaf.dns_names.iter().take(MOST_NAMES).cloned().collect(),
    }
}

/// What the server makes of client certificates, where the handshakes show it. A server that requires
/// one and accepts one without client authentication does not look at it. The alert is what OpenSSL
/// sends for a certificate that is for something else.
fn check(tls: &ProbedTls) -> Option<ClientEkuCheck> {
    let is_complete = matches!(tls.without, HandshakeEnd::Completed(_));
    if tls.request.is_none() {
        return is_complete.then_some(ClientEkuCheck::NotRequested);
    }
    let attempt = tls.attempt.as_ref().filter(|attempt| attempt.asked && attempt.sent)?;
    let leaf = attempt.chain.first()?;
    if leaf.eku.holds(Purpose::ClientAuth) != Holds::No {
        return None;
    }
    match attempt.end {
        HandshakeEnd::Completed(Sign::Finished | Sign::Ticket | Sign::Data) if !is_complete => {
            Some(ClientEkuCheck::Off)
        }
        HandshakeEnd::Alert { number, .. }
            if Alert::of_number(number) == Alert::UnsupportedCertificate =>
        {
            Some(ClientEkuCheck::On)
        }
        _ => None,
    }
}

const fn protocol(port: u16) -> Protocol {
    match port {
        443 | 8443 => Protocol::Https,
        5269 => Protocol::Xmpp,
        _ => Protocol::Sip,
    }
}

/// Names that are kept of a certificate that was seen.
const MOST_NAMES: usize = 20;
