//! Certificates that are put into stores, worded.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::request::{self, CLIENT_PAGE, Names, Page, SERVER_PAGE, plays_client};
use super::steps::{
    UNIFIED_CM_RISK, backup, backup_risk, finish, restart, restart_risk, restore, traversal_test,
    trust_in_unified_cm, trust_on_both_nodes,
};
use super::{Words, after_upgrade, signing, target_words};
use crate::advisory::machines::names_differ;
use crate::citation::authorities::CLIENT_ROOTS_LISTED;
use crate::citation::{
    Citation, FN74362_ROOTS, OPENSSL_VALIDITY, P_NAMES, P_PRIVATE_CA, S_SUCCESS, S_UPLOAD_AS_CLIENT,
};
use crate::deployment::{Deployment, NodeName, StoreId, StoreKind, VerifyName};
use crate::plan::{Action, INSTALL_PUBLIC_CLIENT_CERTIFICATE, Target};
use crate::policy::CLIENT_ROOTS;
use crate::renewal::{Basis, Terms};
use crate::report::sentences::{Sentences, capitalised};
use crate::report::words::{counted, machine_words, store_words};
use crate::report::{ActionReport, Step, joined, source};

/// A certificate with both purposes from a private CA.
pub(super) fn install(deployment: &Deployment, store: &StoreId, on: &str) -> Words {
    let deployment = after_upgrade(deployment, store);
    let names = Names::of(&deployment, store);
    let mut risks = Vec::new();
    if store.node == NodeName::Core {
        let cluster = if has_peers(&deployment, store.node) { ", the cluster name" } else { "" };
        risks.push(format!(
            "The new certificate must contain the name that Edge looks for, or the zone stays \
             down. Copy the TLS verify subject name of Edge{cluster} and the phone security \
             profile names."
        ));
        risks.push(
            "Unified CM verifies Core's certificate. Add the CA to tomcat-trust and \
             CallManager-trust before you upload the certificate."
                .into(),
        );
        risks.push(UNIFIED_CM_RISK.into());
    } else {
        let calls = match deployment.far_ends.is_empty() {
            true => "If Edge calls far ends, they",
            false => "Far ends that Edge calls",
        };
        risks.push(format!(
            "{calls} must accept the private CA. Webex accepts only CAs on its own list and may \
             reject a private CA (single source). Make a test call first."
        ));
    }
    if !names.is_empty() && names_differ(&deployment, store) {
        risks.push(format!(
            "The present certificate of this store shares none of its names with {}'s server \
             certificate. Check that the names below belong to this peer.",
            machine_words(store)
        ));
    }
    risks.push(
        "Some CAs sign with their own template and drop an EKU. Check the EKUs before you upload \
         the certificate. Expressway EKU Check shows them."
            .into(),
    );
    risks.extend(overwritten_by_copy(store));
    let mut after = Vec::from([trust_on_both_nodes()]);
    if store.node == NodeName::Core {
        after.extend(trust_in_unified_cm());
    }
    let sign = signing::steps(&request::file(store), &names, store.node == NodeName::Core);
    let citation = match store.node {
        NodeName::Core => &S_SUCCESS,
        NodeName::Edge => &P_PRIVATE_CA,
    };
    replaced(&deployment, store, &names, Replacement { risks, sign, after, citation }, on)
}

/// The same certificate with one more name.
pub(super) fn reissue(
    sentences: &Sentences<'_>,
    store: &StoreId,
    name: &VerifyName,
    on: &str,
) -> Words {
    let deployment = sentences.deployment;
    let mut names = Names::of(deployment, store);
    names.add_looked_for(name);
    let mut risks = Vec::from_iter(loses_client_authentication(sentences, store));
    risks.push(format!(
        "Some CAs drop names. Check that the new certificate has {name} in its subject \
         alternative name."
    ));
    let sign = signed_by_the_same(deployment, store);
    replaced(
        deployment,
        store,
        &names,
        Replacement { risks, sign, after: Vec::new(), citation: &P_NAMES },
        on,
    )
}

/// A certificate for servers from a public CA.
pub(super) fn public_server(deployment: &Deployment, store: &StoreId, on: &str) -> Words {
    let mut risks = Vec::from([
        "Public CAs sign server authentication only. That is correct here: the client certificate \
         has its own store."
            .into(),
    ]);
    risks.extend(copy_box(deployment, store));
    if store.node == NodeName::Edge {
        risks.push(
            "External clients must trust the CA. Choose a CA that browsers and phones know.".into(),
        );
    }
    let file = request::file(store);
    let sign = Vec::from([
        placed_order("Order the certificate from a public CA with the request.", &file),
        signing::look_at_server(&file),
    ]);
    let words = Replacement {
        risks,
        sign,
        after: Vec::from([trust_on_both_nodes()]),
        citation: &S_UPLOAD_AS_CLIENT,
    };
    replaced(deployment, store, &Names::of(deployment, store), words, on)
}

/// The same certificate again from its issuer.
pub(super) fn renew(sentences: &Sentences<'_>, store: &StoreId, on: &str) -> Words {
    let deployment = sentences.deployment;
    let mut risks = Vec::from_iter(loses_client_authentication(sentences, store));
    risks.extend(copy_box(deployment, store));
    let sign = signed_by_the_same(deployment, store);
    let names = Names::of(deployment, store);
    replaced(
        deployment,
        store,
        &names,
        Replacement { risks, sign, after: Vec::new(), citation: &OPENSSL_VALIDITY },
        on,
    )
}

/// The server certificate in the client store, too.
pub(super) fn copy(deployment: &Deployment, node: NodeName) -> Words {
    let title = node.title();
    let mut risks = Vec::from([
        "The copy overwrites the client certificate and its key. It is made once: renewing the \
         server certificate later does not renew the copy."
            .into(),
        "A server-only client certificate works only where every far end ignores the client EKU. \
         Ask their administrators first."
            .into(),
    ]);
    if node == NodeName::Core {
        risks.push(
            "On Core, a server-only client certificate stops the SSH tunnels. It also stops the \
             UC traversal zone while Edge's EKU check is On."
                .into(),
        );
    }
    risks.push(backup_risk(StoreKind::Client));
    risks.push(restart_risk(deployment.node(node)));
    let mut steps = Vec::from([
        backup(title),
        Step::new(format!(
            "On {title}, open {}. Select \"Upload server certificate file as client \
             certificate\", and upload the server certificate again.",
            SERVER_PAGE.path
        ))
        .showing(format!("{} shows the server certificate.", CLIENT_PAGE.path))
        .said_by(&S_UPLOAD_AS_CLIENT),
    ]);
    steps.extend(finish(deployment.node(node)));
    let back = Vec::from([restore(title)]);
    Words { risks, steps, back, citation: &S_UPLOAD_AS_CLIENT }
}

/// What tells one replacement of a certificate from another.
struct Replacement {
    risks: Vec<String>,
    /// From the request to the certificate.
    sign: Vec<Step>,
    /// Whom to make trust it, before it is uploaded.
    after: Vec<Step>,
    citation: &'static Citation,
}

/// The runbook of every certificate that is replaced: backup, request, certificate, trust, upload,
/// restart, test.
fn replaced(
    deployment: &Deployment,
    store: &StoreId,
    names: &Names,
    replacement: Replacement,
    on: &str,
) -> Words {
    let page = Page::of(deployment, store);
    let several = has_peers(deployment, store.node);
    let Replacement { mut risks, sign, after, citation } = replacement;
    if names.left_out > 0 {
        risks.push(format!(
            "Not listed below: {} of the present certificate (not a host name, or over the limit).",
            counted(names.left_out, "name", "names")
        ));
    }
    if several {
        risks.push("Each peer of a cluster needs its own request, key and certificate.".into());
    }
    risks.push(backup_risk(store.kind));
    risks.push(restart_risk(deployment.node(store.node)));
    if store.kind == StoreKind::Client {
        risks.push(
            "Cisco does not document whether a new client certificate needs a restart. Restart to \
             be safe."
                .into(),
        );
    }
    let file = request::file(store);
    // The certificate of one peer is of no use on another.
    let certificate = match store.peer.as_deref().filter(|_| several) {
        Some(peer) => format!("the peer's own certificate ({file}.pem on {peer})"),
        None => format!("{file}.pem"),
    };
    let upload = Step::new(format!(
        "On {on}, open {} again. Upload {certificate}, in PEM format. No key file is needed: the \
         node has the key of the request.",
        page.path
    ))
    .showing("The page shows the new certificate with its expiry date.")
    .said_by(page.upload);
    let mut steps = Vec::from([backup(on)]);
    steps.extend(request::steps(deployment, store, names, page, on));
    steps.extend(sign);
    steps.extend(after);
    steps.push(upload);
    let mut restart = restart(on);
    if several {
        restart.text.push_str(" In a cluster, restart one peer at a time.");
    }
    steps.extend([restart, traversal_test()]);
    Words { risks, steps, back: Vec::from([restore(on)]), citation }
}

/// What a renewal takes away where the certificate needs it; nothing where its issuer renews it as it is.
fn loses_client_authentication(sentences: &Sentences<'_>, store: &StoreId) -> Option<String> {
    let presented = sentences.deployment.store(store).presented();
    let basis = presented.map(|presented| Terms::of(&presented.leaf, sentences.links).basis);
    let is_own = basis == Some(Basis::Own);
    (plays_client(sentences.deployment, store) && !is_own).then(|| {
        "A public CA may renew with server authentication only. Check the EKUs before you upload \
         the certificate."
            .into()
    })
}

/// Whether a node is a cluster.
fn has_peers(deployment: &Deployment, node: NodeName) -> bool {
    deployment.node(node).peers().len() > 1
}

/// The request signed by the CA of the certificate before, and what the new one is looked at for: the one
/// store before X15.5 needs both purposes.
fn signed_by_the_same(deployment: &Deployment, store: &StoreId) -> Vec<Step> {
    let file = request::file(store);
    let needs_client = plays_client(deployment, store);
    let purposes = if needs_client { " with both EKUs" } else { "" };
    let sign = Step::new(format!("Have the same CA sign the request{purposes}."))
        .showing(format!("The CA sends the certificate. Save it as {file}.pem."));
    let look_at =
        if needs_client { signing::look_at(&file) } else { signing::look_at_server(&file) };
    Vec::from([sign, look_at])
}

fn placed_order(text: &str, file: &str) -> Step {
    Step::new(text).showing(format!(
        "The CA sends the certificate and its chain. Save the certificate as {file}.pem."
    ))
}

/// What a later renewal of the server certificate can do to a client certificate.
fn overwritten_by_copy(store: &StoreId) -> Option<String> {
    (store.kind == StoreKind::Client).then(|| {
        format!(
            "{COPY_BOX} overwrites this certificate. Leave the box unchecked whenever you \
            renew the server certificate."
        )
    })
}

/// The same at an upload of a server certificate.
fn copy_box(deployment: &Deployment, store: &StoreId) -> Option<String> {
    let has_client_store = deployment.node(store.node).release().has_client_store();
    (store.kind == StoreKind::Server && has_client_store)
        .then(|| format!("{COPY_BOX} overwrites the client certificate. Leave the box unchecked."))
}

/// Actions that do the same with a certificate from elsewhere.
pub(super) fn alternatives(
    deployment: &Deployment,
    action: &Action,
    on: &str,
) -> Vec<ActionReport> {
    let Action::InstallPrivateClientCertificate(store) = action else { return Vec::new() };
    let whose = store_words(&after_upgrade(deployment, store), store);
    let alternative = |id, title: String, words: Words| ActionReport {
        id,
        target: Target::Store(store.clone()),
        target_words: target_words(deployment, &Target::Store(store.clone())),
        title: capitalised(&title),
        risks: words.risks,
        runbook: words.steps,
        rollback: words.back,
        outside: false,
        is_again: false,
        alternatives: Vec::new(),
        source: source(words.citation),
    };
    let both = combined(deployment, store, on);
    let both = alternative("install-combined-eku-certificate", combined_title(&whose), both);
    // Before X15.5 the one store needs both purposes.
    let client = (store.kind == StoreKind::Client).then(|| {
        let title =
            format!("replace {whose} with one from a public root for client authentication");
        let words = public_client(deployment, store, on);
        alternative(INSTALL_PUBLIC_CLIENT_CERTIFICATE, title, words)
    });
    [both].into_iter().chain(client).collect()
}

/// A certificate for clients from a public root that is made for them.
fn public_client(deployment: &Deployment, store: &StoreId, on: &str) -> Words {
    let names = Vec::from_iter(CLIENT_ROOTS.iter().map(|root| root.name.into()));
    let risks = Vec::from([
        "No published test shows such a certificate on Expressway. Order one certificate, and try \
         it on one peer before you replace the others."
            .into(),
        format!("Public roots for client authentication in Microsoft's store: {}.", joined(&names)),
        "Every system that verifies the certificate must trust that root. Whether Webex does is \
         not documented."
            .into(),
    ]);
    let look_at = signing::look_at_client(&request::file(store));
    ordered(deployment, store, Ordered { risks, look_at, citation: &CLIENT_ROOTS_LISTED }, on)
}

pub(super) fn combined_title(whose: &str) -> String {
    format!("replace {whose} with one that has both EKUs from a public root outside Chrome's store")
}

/// A certificate with both purposes from a public root outside Chrome's store.
pub(super) fn combined(deployment: &Deployment, store: &StoreId, on: &str) -> Words {
    let risks = Vec::from([
        "Two public roots outside Chrome's store still sign both EKUs: IdenTrust Public Sector \
         Root CA 1 (by Public Sector Server CA 1) and DigiCert Assured ID Root G2 (by Assured ID \
         CA G2). Check with the CA before you order."
            .into(),
        "Every system that verifies the certificate must trust that root. Browsers and devices \
         may reject it."
            .into(),
        "Ask the CA which EKUs a renewal will have.".into(),
    ]);
    let look_at = signing::look_at(&request::file(store));
    ordered(deployment, store, Ordered { risks, look_at, citation: &FN74362_ROOTS }, on)
}

/// What tells one order from another.
struct Ordered {
    risks: Vec<String>,
    look_at: Step,
    citation: &'static Citation,
}

/// A certificate that is ordered from a public CA and has client authentication.
fn ordered(deployment: &Deployment, store: &StoreId, order: Ordered, on: &str) -> Words {
    let Ordered { risks, look_at, citation } = order;
    let deployment = after_upgrade(deployment, store);
    let file = request::file(store);
    let sign = Vec::from([placed_order("Order the certificate with the request.", &file), look_at]);
    let after = Vec::from([trust_on_both_nodes()]);
    let names = Names::of(&deployment, store);
    replaced(&deployment, store, &names, Replacement { risks, sign, after, citation }, on)
}

const COPY_BOX: &str = "The box \"Upload server certificate file as client certificate\"";
