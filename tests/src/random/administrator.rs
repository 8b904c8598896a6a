//! What an administrator does who follows a plan, written down a second time and with real
//! certificates, so that the engine's own idea of its actions is not what proves them.

use std::sync::Arc;

use eku_engine::certificate::{Certificate, Name};
use eku_engine::connection::Party;
use eku_engine::deployment::{
    ClientEkuCheck, Deployment, EkuCheck, FarEnd, NodeName, Presented, Release, Slug, Store,
    StoreId, StoreKind, TlsVerify, TrustedCas, VerifyName,
};
use eku_engine::plan::Action;
use eku_engine::time::Timestamp;

use super::certificates::{authorities, installed};

/// Does one action.
///
/// # Panics
///
/// Where the action does not fit the deployment: a plan must not name such a one.
pub fn act(action: &Action, deployment: &mut Deployment, at: Timestamp) {
    match action {
        Action::InstallPrivateClientCertificate(id)
        | Action::InstallCombinedEkuCertificate(id)
        | Action::InstallPublicServerCertificate(id) => {
            let for_servers = matches!(action, Action::InstallPublicServerCertificate(_));
            let before = deployment.store(id).presented();
            let named = before.is_some_and(|presented| !presented.leaf.dns_names.is_empty());
            let leaf = installed(named, for_servers);
            deployment.node_mut(id.node).replace(id, holding(leaf));
            for node in NodeName::ALL {
                let root = &authorities().plan_roots[usize::from(for_servers)];
                trust(deployment.node_mut(node).trusted_cas.as_mut(), root);
            }
        }
        Action::TurnOffEkuCheck(node) => switch(deployment, *node, EkuCheck::Off),
        Action::TurnOnEkuCheck(node) => switch(deployment, *node, EkuCheck::On),
        Action::TurnOffTlsVerify(slug) => far_end(deployment, slug).tls_verify = TlsVerify::Off,
        Action::AskFarEndToIgnoreClientEku(slug) => {
            far_end(deployment, slug).client_eku_check = ClientEkuCheck::Off;
        }
        Action::CopyServerCertificateToClientStore(name) => {
            let node = deployment.node_mut(*name);
            for (id, store) in stores(node, StoreKind::Server) {
                node.replace(&StoreId { kind: StoreKind::Client, ..id }, store);
            }
        }
        Action::UpgradeToX15_5 => {
            let newest = deployment.core.release().max(deployment.edge.release());
            for name in NodeName::ALL {
                let upgraded = deployment.node(name).upgraded(newest.max(Release::X15_5));
                *deployment.node_mut(name) = upgraded;
            }
        }
        Action::AddTrustedCa(Party::Node(node), name) => {
            trust_by_name(deployment.node_mut(*node).trusted_cas.as_mut(), name);
        }
        Action::AddTrustedCa(Party::FarEnd(slug), name) => {
            trust_by_name(far_end(deployment, slug).trusted_cas.as_mut(), name);
        }
        Action::EnableServerEkuUpload | Action::StopAutomaticRenewal(_) => {
            panic!("a plan does without {}", action.id())
        }
        Action::CorrectVerifyName(Party::Node(node), name) => {
            deployment.node_mut(*node).verify_names = vec![name.clone()];
        }
        Action::CorrectVerifyName(Party::FarEnd(slug), name) => {
            far_end(deployment, slug).verify_names = vec![name.clone()];
        }
        Action::CorrectZoneVerifyName(node, slug, name) => {
            let zone =
                deployment.traversal_zones.named_mut(slug).expect("a zone of the deployment");
            zone.end_mut(*node).verify_names = vec![name.clone()];
        }
        Action::RenewCertificate(id) | Action::ReissueWithNames(id, _) => {
            let store = deployment.store(id).clone();
            let presented = store.presented().expect("something to renew");
            let mut leaf = presented.leaf.as_ref().clone();
            (leaf.not_before, leaf.not_after) = (at, at.plus_days(90));
            if let Action::ReissueWithNames(_, VerifyName::Dns(name)) = action {
                leaf.dns_names.push(name.clone());
            }
            let renewed = Presented { leaf: Arc::new(leaf), ..presented.clone() };
            deployment.node_mut(id.node).replace(id, Store::Holds(renewed));
        }
    }
}

fn stores(node: &eku_engine::deployment::Node, kind: StoreKind) -> Vec<(StoreId, Store)> {
    node.stores().filter(|(id, _)| id.kind == kind).map(|(id, store)| (id, store.clone())).collect()
}

fn switch(deployment: &mut Deployment, node: NodeName, check: EkuCheck) {
    deployment.node_mut(node).set_eku_check(check).expect("a release that has the setting");
}

fn far_end<'d>(deployment: &'d mut Deployment, slug: &Slug) -> &'d mut FarEnd {
    let mut far_ends = deployment.far_ends.iter_mut();
    far_ends.find(|far_end| far_end.slug == *slug).expect("a far end of the deployment")
}

fn holding(leaf: Arc<Certificate>) -> Store {
    Store::Holds(Presented { leaf, chain: vec![], incomplete: false })
}

fn trust(list: Option<&mut TrustedCas>, root: &Arc<Certificate>) {
    if let Some(list) = list {
        list.certificates.push(Arc::clone(root));
    }
}

/// Adds the CA of this name and what stands above it; where no certificate has the name, it is that
/// of the CA which the plan installs a certificate from.
fn trust_by_name(mut list: Option<&mut TrustedCas>, name: &Name) {
    let mut wanted = name.canonical();
    let of_name = |name: &[u8]| authorities().all().find(|ca| ca.subject.canonical() == name);
    if of_name(&wanted).is_none() {
        let for_servers = name.to_string() == "public CA";
        trust(list.as_deref_mut(), &authorities().plan_roots[usize::from(for_servers)]);
    }
    while let Some(ca) = of_name(&wanted) {
        trust(list.as_deref_mut(), ca);
        if ca.issuer.canonical() == wanted {
            return;
        }
        wanted = ca.issuer.canonical();
    }
}
