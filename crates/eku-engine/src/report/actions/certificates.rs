//! Certificates that are put into stores, worded.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{BACKUP, Words, after_upgrade, backup_of_store, finish, machines, target_words};
use crate::advisory::machines::names_differ;
use crate::citation::{
    FN74362_ROOTS, OPENSSL_VALIDITY, P_PRIVATE_CA, S_SUCCESS, S_UPLOAD_AS_CLIENT,
};
use crate::deployment::{Deployment, NodeName, StoreId, StoreKind};
use crate::plan::{Action, Target};
use crate::report::sentences::capitalised;
use crate::report::words::{kind_words, machine_words, store_words};
use crate::report::{ActionReport, source};

pub(super) fn install(deployment: &Deployment, store: &StoreId, on: &str) -> Words {
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
    if store.kind == StoreKind::Client {
        warnings.push(
            "At each renewal of the server certificate, leave the box \"Upload server certificate file as \
             client certificate\" alone: it overwrites this certificate."
                .into(),
        );
    }
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

pub(super) fn renew(deployment: &Deployment, store: &StoreId, on: &str) -> Words {
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

pub(super) fn copy(deployment: &Deployment, node: NodeName) -> Words {
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
pub(super) fn alternatives(
    deployment: &Deployment,
    action: &Action,
    on: &str,
) -> Vec<ActionReport> {
    let Action::InstallPrivateClientCertificate(store) = action else { return Vec::new() };
    let words = combined(deployment, store, on);
    let whose = store_words(&after_upgrade(deployment, store), store);
    Vec::from([ActionReport {
        id: "install-combined-eku-certificate",
        target: Target::Store(store.clone()),
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

pub(super) fn combined_title(whose: &str) -> String {
    format!("replace {whose} by one with both purposes from a public root outside Chrome's store")
}

pub(super) fn combined(deployment: &Deployment, store: &StoreId, on: &str) -> Words {
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

/// What the certificate template is called that the steps have made and the command names.
const TEMPLATE: &str = "ExpresswayClientServer";
