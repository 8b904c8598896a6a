//! Actions of a plan to titles, steps, warnings and commands.

mod advice;
mod far_ends;
mod machines;
#[cfg(test)]
mod tests;
mod trust;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::sentences::{Sentences, capitalised};
use super::words::{
    far_end_name, kind_words, machine_words, party, service_in_sentence, store_title, store_words,
};
use super::{ActionReport, joined, source};
use crate::advisory::machines::names_differ;
use crate::citation::{
    Citation, FN74362_ROOTS, OPENSSL_VALIDITY, P_PRIVATE_CA, S_CHECK_MODE, S_SUCCESS, S_TUNNELS,
    S_UPGRADE, S_UPLOAD_AS_CLIENT,
};
use crate::connection::Party;
use crate::deployment::{Deployment, Node, NodeName, Release, StoreId, StoreKind};
use crate::plan::{Action, Plan, Target};

pub(super) use advice::advice;
pub(super) use machines::of_plan;

/// What a plan does and what it repairs, in one line.
pub(super) fn plan_title(sentences: &Sentences<'_>, plan: &Plan) -> String {
    let mut actions: Vec<String> = Vec::new();
    for action in &plan.actions {
        let peers = same_on_every_peer(plan, action);
        let words = match action {
            Action::InstallPrivateClientCertificate(store) if peers > 1 => {
                let any_peer = StoreId { peer: None, ..store.clone() };
                let whose = store_words(&after_upgrade(sentences.deployment, store), &any_peer);
                format!(
                    "replace {whose} on {peers} peers by ones from a private CA with both purposes"
                )
            }
            _ => title(sentences, action),
        };
        if !actions.contains(&words) {
            actions.push(words);
        }
    }
    let mut title = capitalised(&joined(&actions));
    if !plan.complete {
        let repairs =
            plan.repairs.iter().map(|service| service_in_sentence(sentences.deployment, service));
        title.push_str(": repairs ");
        title.push_str(&joined(&Vec::from_iter(repairs)));
        title.push_str(" only");
    }
    title
}

/// On how many peers of its node a plan installs a certificate in the same store.
fn same_on_every_peer(plan: &Plan, action: &Action) -> usize {
    let Action::InstallPrivateClientCertificate(store) = action else { return 0 };
    let same = |other: &&Action| match other {
        Action::InstallPrivateClientCertificate(other) => {
            other.node == store.node && other.kind == store.kind
        }
        _ => false,
    };
    plan.actions.iter().filter(same).count()
}

/// One action, worded.
pub(super) fn action(sentences: &Sentences<'_>, action: &Action) -> ActionReport {
    let machines = match action.target() {
        Target::Store(store) => machines::of(&[store]),
        _ => String::new(),
    };
    on_machines(sentences, action, &machines)
}

/// One action that is done on these machines.
fn on_machines(sentences: &Sentences<'_>, action: &Action, on: &str) -> ActionReport {
    let words = match action {
        Action::InstallPrivateClientCertificate(store) => install(sentences.deployment, store, on),
        Action::InstallCombinedEkuCertificate(store) => combined(sentences.deployment, store, on),
        Action::TurnOffEkuCheck(node) => turn_off(*node),
        Action::TurnOnEkuCheck(node) => turn_on(*node),
        Action::TurnOffTlsVerify(slug) => far_ends::turn_off_tls_verify(sentences.deployment, slug),
        Action::CopyServerCertificateToClientStore(node) => copy(sentences.deployment, *node),
        Action::AskFarEndToIgnoreClientEku(slug) => far_ends::ask(sentences.deployment, slug),
        Action::UpgradeToX15_5 => upgrade(sentences.deployment),
        Action::EnableServerEkuUpload => advice::enable_upload(sentences.deployment),
        Action::AddTrustedCa(Party::Node(node), ca) => {
            trust::add_to_node(sentences.deployment, *node, ca)
        }
        Action::AddTrustedCa(Party::FarEnd(slug), ca) => {
            trust::add_to_far_end(sentences.deployment, slug, ca)
        }
        Action::RenewCertificate(store) => renew(sentences.deployment, store, on),
        Action::StopAutomaticRenewal(node) => advice::stop_renewal(sentences.deployment, *node),
    };
    ActionReport {
        id: action.id(),
        target: action.target().to_string(),
        target_words: target_words(sentences.deployment, &action.target()),
        title: capitalised(&title(sentences, action)),
        warnings: words.warnings,
        steps: words.steps,
        commands: words.commands,
        outside: action.is_outside(),
        alternatives: alternatives(sentences.deployment, action, on),
        source: source(words.citation),
    }
}

fn target_words(deployment: &Deployment, target: &Target) -> String {
    match target {
        Target::Store(store) => store_title(&after_upgrade(deployment, store), store),
        Target::Node(node) => node.title().into(),
        Target::FarEnd(slug) => far_end_name(deployment, slug),
        Target::Deployment => "Core and Edge".into(),
    }
}

struct Words {
    warnings: Vec<String>,
    steps: Vec<String>,
    commands: Vec<String>,
    citation: &'static Citation,
}

fn title(sentences: &Sentences<'_>, action: &Action) -> String {
    match action {
        Action::InstallPrivateClientCertificate(store) => {
            let whose = store_words(&after_upgrade(sentences.deployment, store), store);
            format!("replace {whose} by one from a private CA with both purposes")
        }
        Action::InstallCombinedEkuCertificate(store) => {
            let whose = store_words(&after_upgrade(sentences.deployment, store), store);
            combined_title(&whose)
        }
        Action::TurnOffEkuCheck(node) => format!("turn the EKU check Off on {}", node.title()),
        Action::TurnOnEkuCheck(node) => format!("turn the EKU check On on {}", node.title()),
        Action::TurnOffTlsVerify(slug) => {
            format!("turn TLS verify mode off for {}", far_end_name(sentences.deployment, slug))
        }
        Action::CopyServerCertificateToClientStore(node) => {
            format!("copy {}'s server certificate into its client store", node.title())
        }
        Action::AskFarEndToIgnoreClientEku(slug) => format!(
            "ask {} to ignore client extended key usage",
            far_end_name(sentences.deployment, slug)
        ),
        Action::UpgradeToX15_5 => {
            let target = upgrade_target(sentences.deployment);
            let moves = NodeName::ALL
                .into_iter()
                .filter(|node| sentences.deployment.node(*node).release() != target)
                .map(|node| node.title().to_string());
            format!("upgrade {} to {target}", joined(&Vec::from_iter(moves)))
        }
        Action::EnableServerEkuUpload => {
            "let Edge's upload page take server-only certificates".into()
        }
        Action::StopAutomaticRenewal(node) => {
            format!("stop the automatic renewal of {}'s certificate", node.title())
        }
        Action::AddTrustedCa(verifier, ca) => {
            let whose = party(sentences.deployment, verifier);
            format!("add the CA {ca} to the trusted CA list of {whose}")
        }
        Action::RenewCertificate(store) => {
            format!("renew {}", store_words(sentences.deployment, store))
        }
    }
}

/// The deployment in which a store's words are chosen: a client store exists only from X15.5 on,
/// so an action on one follows the upgrade.
fn after_upgrade(deployment: &Deployment, store: &StoreId) -> Deployment {
    let mut deployment = deployment.clone();
    if store.kind == StoreKind::Client {
        let upgraded = deployment.node(store.node).upgraded(Release::X15_5);
        *deployment.node_mut(store.node) = upgraded;
    }
    deployment
}

fn install(deployment: &Deployment, store: &StoreId, on: &str) -> Words {
    let deployment = after_upgrade(deployment, store);
    let page = page(&deployment, store);
    let file = format!("{}-client{}", store.node.id(), machines::in_file_name(store));
    let (names, left_out) = names(&deployment, store);
    let mut warnings = Vec::new();
    if store.node == NodeName::Core {
        warnings.push(
            "Carry over every subject alternative name that this role needs: the name in Edge's \
             TLS verify subject name, the cluster name, phone security profile names."
                .into(),
        );
        warnings.push(
            "Unified CM verifies what Core presents: its CA has to be in tomcat-trust and \
             callmanager-trust there."
                .into(),
        );
    } else {
        warnings.push(
            "Far ends that Edge calls must accept the private CA. Webex accepts only CAs on its \
             own list, so it may refuse one (single source)."
                .into(),
        );
    }
    if !names.is_empty() && names_differ(&deployment, store) {
        warnings.push(format!(
            "The names in the extension file below are those of the present certificate, which \
             shares none with {}'s server certificate: see that they are the machine's own.",
            machine_words(store)
        ));
    }
    if left_out > 0 {
        warnings.push(format!(
            "{left_out} name(s) of the present certificate hold characters that do not belong in a \
             host name. They are not in the extension file below."
        ));
    }
    warnings.push(
        "Check that the CA kept both purposes before you upload the certificate: some sign with \
         their own template. Expressway EKU Check shows them."
            .into(),
    );
    warnings.extend(restart_warning(store));
    let request = match store.kind {
        StoreKind::Client => "The request asks for client authentication.",
        StoreKind::Server => "The request asks for both purposes.",
    };
    let mut steps = Vec::from([
        backup(&deployment, store, on),
        format!(
            "On {on}, open {page}, choose Generate CSR, fill it in and download the request. \
             {request}"
        ),
        format!(
            "Have your private CA sign it with both server and client authentication. With \
             OpenSSL, use the extension file and the openssl command below. With Microsoft AD CS, \
             duplicate the template Web Server and name the copy {TEMPLATE}, add Client \
             Authentication to its application policies, let the CA issue it, and submit the \
             request with the certreq command below."
        ),
        "Upload the CA's root and intermediate certificates on Core and on Edge: Maintenance > \
         Security > Trusted CA certificate, Append CA certificate."
            .into(),
    ]);
    if store.node == NodeName::Core {
        steps.push(
            "Upload the same CA certificates in Unified CM as tomcat-trust and callmanager-trust \
             (Cisco Unified OS Administration > Security > Certificate Management), and restart \
             the services that it names."
                .into(),
        );
    }
    steps.push(format!("On {on}, open {page} again and upload the signed certificate."));
    steps.extend(finish(deployment.node(store.node)));
    let subject_names = if names.is_empty() { "DNS:FQDN-OF-THE-PEER".into() } else { names };
    let commands = Vec::from([
        format!(
            "# {file}.ext\nkeyUsage = critical, digitalSignature, keyEncipherment\n\
             extendedKeyUsage = serverAuth, clientAuth\nsubjectAltName = {subject_names}"
        ),
        format!(
            "openssl x509 -req -in {file}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 730 \
             -sha256 -extfile {file}.ext -out {file}.pem"
        ),
        format!("certreq -submit -attrib \"CertificateTemplate:{TEMPLATE}\" {file}.csr {file}.cer"),
    ]);
    let citation = match store.node {
        NodeName::Core => &S_SUCCESS,
        NodeName::Edge => &P_PRIVATE_CA,
    };
    Words { warnings, steps, commands, citation }
}

fn turn_off(node: NodeName) -> Words {
    let title = node.title();
    let reach = match node {
        NodeName::Core => "",
        NodeName::Edge => ", connections from the Internet among them",
    };
    Words {
        warnings: Vec::from([
            format!(
                "{title} then verifies extended key usage for no inbound SIP TLS connection{reach}. \
                 Names and trust are still verified."
            ),
            "It does not repair the SSH tunnels: these require client authentication whatever it \
             says."
                .into(),
            "Turn it On again as soon as those who call in present client authentication.".into(),
            "No source says whether the setting needs a restart.".into(),
        ]),
        steps: Vec::from([
            format!("Log in to {title} on the command line, as admin, and run the command below."),
            "Look at Status > Zones: the zone should become active. If it does not, restart the \
             node (Maintenance > Restart options), each peer of a cluster in turn; that interrupts \
             the calls and registrations through it."
                .into(),
        ]),
        commands: Vec::from([format!("{CHECK_MODE}: Off")]),
        citation: &S_TUNNELS,
    }
}

fn turn_on(node: NodeName) -> Words {
    let title = node.title();
    Words {
        warnings: Vec::from([
            format!(
                "{title} then refuses every inbound SIP TLS connection whose certificate lists \
                 purposes without client authentication."
            ),
            "No source says whether the setting needs a restart.".into(),
        ]),
        steps: Vec::from([
            format!("Log in to {title} on the command line, as admin, and run the command below."),
            "Look at Status > Zones: the zones should stay active.".into(),
        ]),
        commands: Vec::from([format!("{CHECK_MODE}: On")]),
        citation: &S_CHECK_MODE,
    }
}

/// The release that both nodes run after an upgrade: X15.5, or the higher of the two.
fn upgrade_target(deployment: &Deployment) -> Release {
    Release::X15_5.max(deployment.core.release()).max(deployment.edge.release())
}

fn upgrade(deployment: &Deployment) -> Words {
    let target = upgrade_target(deployment);
    let nodes = [&deployment.core, &deployment.edge];
    let from = nodes
        .iter()
        .filter(|node| node.release() != target)
        .map(|node| format!("{} from {}", node.name().title(), node.release()));
    let from = joined(&Vec::from_iter(from));
    let mut warnings = Vec::from([
        "Upgrade in a maintenance window, both nodes together where both move: Core and Edge have \
         to run the same release."
            .into(),
        format!("Check the supported upgrade path in the release notes ({from})."),
    ]);
    if nodes.iter().any(|node| !node.release().has_client_store()) {
        warnings.push(
            "The upgrade copies the server certificate and key into the new client store, once: \
             renewing the server certificate later does not renew the copy."
                .into(),
        );
    }
    Words {
        warnings,
        steps: Vec::from([
            "Back up both nodes: Maintenance > Backup and restore, each peer of a cluster.".into(),
            "Upgrade each node: Maintenance > Upgrade, the primary peer of a cluster first.".into(),
            "Check Maintenance > Security > Server certificate and Client certificate on each peer."
                .into(),
            TRAVERSAL_TEST.into(),
        ]),
        commands: Vec::new(),
        citation: &S_UPGRADE,
    }
}

fn renew(deployment: &Deployment, store: &StoreId, on: &str) -> Words {
    let page = page(deployment, store);
    let mut warnings = Vec::from([
        "A public CA that has stopped issuing client authentication will renew it for server \
         authentication only. Check the purposes before you upload it."
            .into(),
    ]);
    warnings.extend(restart_warning(store));
    let mut steps = Vec::from([
        backup(deployment, store, on),
        format!("On {on}, open {page}, choose Generate CSR and have it signed, by the same CA."),
        format!("Upload the new certificate on the same page of {on}."),
    ]);
    steps.extend(finish(deployment.node(store.node)));
    Words { warnings, steps, commands: Vec::new(), citation: &OPENSSL_VALIDITY }
}

fn copy(deployment: &Deployment, node: NodeName) -> Words {
    let title = node.title();
    let mut warnings = Vec::from([
        "It overwrites the client certificate and its key, and is made once: renewing the server \
         certificate later does not renew the copy."
            .into(),
        "A server-only certificate works as TLS client only where every far end ignores client \
         extended key usage."
            .into(),
    ]);
    if node == NodeName::Core {
        warnings.push(
            "On Core a server-only client certificate stops the UC traversal zone and the SSH \
             tunnels."
                .into(),
        );
    }
    let mut steps = Vec::from([
        backup_of_store(&format!("{title}'s client certificate")),
        format!(
            "On {title}, open Maintenance > Security > Server certificate, tick Upload server \
             certificate file as client certificate, and upload the server certificate again."
        ),
    ]);
    steps.extend(finish(deployment.node(node)));
    Words { warnings, steps, commands: Vec::new(), citation: &S_UPLOAD_AS_CLIENT }
}

/// Actions that do the same with a certificate from elsewhere.
fn alternatives(deployment: &Deployment, action: &Action, on: &str) -> Vec<ActionReport> {
    let Action::InstallPrivateClientCertificate(store) = action else { return Vec::new() };
    let words = combined(deployment, store, on);
    let whose = store_words(&after_upgrade(deployment, store), store);
    Vec::from([ActionReport {
        id: "install-combined-eku-certificate",
        target: store.to_string(),
        target_words: target_words(deployment, &Target::Store(store.clone())),
        title: capitalised(&combined_title(&whose)),
        warnings: words.warnings,
        steps: words.steps,
        commands: words.commands,
        outside: false,
        alternatives: Vec::new(),
        source: source(words.citation),
    }])
}

fn combined_title(whose: &str) -> String {
    format!("replace {whose} by one with both purposes from a public root outside Chrome's store")
}

fn combined(deployment: &Deployment, store: &StoreId, on: &str) -> Words {
    let deployment = after_upgrade(deployment, store);
    let page = page(&deployment, store);
    let mut steps = Vec::from([
        backup(&deployment, store, on),
        format!("On {on}, open {page}, choose Generate CSR and order the certificate with it."),
        "Upload the root and intermediate certificates of that CA on Core and on Edge: \
         Maintenance > Security > Trusted CA certificate."
            .into(),
        format!("On {on}, open {page} again and upload the certificate."),
    ]);
    steps.extend(finish(deployment.node(store.node)));
    let mut warnings = Vec::from([
        "Public roots outside Chrome's store still sign both purposes: IdenTrust Public Sector Root \
         CA 1 (by Public Sector Server CA 1) and DigiCert Assured ID Root G2 (by Assured ID CA G2). \
         Check with the CA before you order."
            .into(),
        "Every peer that verifies it must trust that root; browsers and devices may refuse it. It \
         expires, and what a renewal will carry is for the CA to say."
            .into(),
    ]);
    warnings.extend(restart_warning(store));
    Words { warnings, steps, commands: Vec::new(), citation: &FN74362_ROOTS }
}

fn page(deployment: &Deployment, store: &StoreId) -> &'static str {
    let has_client_store = deployment.node(store.node).release().has_client_store();
    match store.kind {
        StoreKind::Client if has_client_store => "Maintenance > Security > Client certificate",
        _ => "Maintenance > Security > Server certificate",
    }
}

fn backup(deployment: &Deployment, store: &StoreId, on: &str) -> String {
    match store.peer {
        None => backup_of_store(&store_words(deployment, store)),
        Some(_) => {
            let kind = kind_words(deployment, store);
            format!("Back up the {kind} and its private key on {on}, {BACKUP}.")
        }
    }
}

fn backup_of_store(whose: &str) -> String {
    format!("Back up {whose} and its private key, {BACKUP}.")
}

/// How every change of a certificate ends. What a restart takes down is said before it.
fn finish(node: &Node) -> [String; 2] {
    let title = node.name().title();
    let peers = if node.peers().len() > 1 { ", each peer of the cluster in turn" } else { "" };
    [
        format!(
            "A restart interrupts the calls and registrations through {title}: choose the time, \
             then restart {title}{peers}: Maintenance > Restart options."
        ),
        TRAVERSAL_TEST.into(),
    ]
}

fn restart_warning(store: &StoreId) -> Option<String> {
    (store.kind == StoreKind::Client).then(|| {
        "No source says whether a change of the client store needs a restart; the steps take the \
         safe way and restart."
            .into()
    })
}

/// The names of the present certificate for an extension file, and how many were left out. Only
/// letters, digits, dots and hyphens get into what people copy into a shell.
fn names(deployment: &Deployment, store: &StoreId) -> (String, usize) {
    let Some(presented) = deployment.store(store).presented() else {
        return (String::new(), 0);
    };
    let is_host_name = |name: &&String| {
        !name.is_empty()
            && name.len() <= 253
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
    };
    let dns_names = &presented.leaf.dns_names;
    let safe = dns_names.iter().filter(is_host_name).map(|name| format!("DNS:{name}"));
    let addresses = presented.leaf.ip_addresses.iter().map(|address| format!("IP:{address}"));
    let left_out = dns_names.len() - dns_names.iter().filter(is_host_name).count();
    (Vec::from_iter(safe.chain(addresses)).join(", "), left_out)
}

const CHECK_MODE: &str = "xConfiguration SIP TLS Certificate ExtendedKeyUsage Checking Mode";

/// No document that was read names a page that saves one certificate and its key.
const BACKUP: &str = "as your backup procedure says";

/// What the certificate template is called that the steps have made and the command names.
const TEMPLATE: &str = "ExpresswayClientServer";

const TRAVERSAL_TEST: &str = "Run Maintenance > Security > Secure traversal test on Core, and look \
                              at Status > Zones and Status > Unified Communications.";
