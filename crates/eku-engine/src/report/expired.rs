//! Expired certificates that turn no verdict, in words: no connection that was described depends on
//! them, and whoever reads "works" would not expect them.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::days::day;
use super::joined_few;
use super::sentences::capitalised;
use super::words::{counted, store_words};
use crate::certificate::ValidityAt;
use crate::connection::CertificateId;
use crate::deployment::{Deployment, NodeName};
use crate::rules;
use crate::verdict::Judgement;

/// Which certificates of stores have expired and are no reason of any verdict; empty where none are.
pub(super) fn caution(deployment: &Deployment, judgement: &Judgement) -> String {
    let findings = judgement.connections.iter().flat_map(|connection| &connection.findings);
    let expired = findings.filter(|one| *one.rule == rules::certificate_expired::RULE);
    let told = BTreeSet::from_iter(expired.filter_map(|finding| finding.certificate.as_ref()));
    let stores = NodeName::ALL.into_iter().flat_map(|node| deployment.node(node).stores());
    let silent = stores.filter_map(|(id, store)| {
        let leaf = &store.presented()?.leaf;
        let expired = leaf.validity_at(judgement.at) == ValidityAt::Expired;
        let silent = expired && !told.contains(&CertificateId::Store(id.clone()));
        silent.then(|| (store_words(deployment, &id), day(leaf.not_after)))
    });
    match &Vec::from_iter(silent)[..] {
        [] => String::new(),
        [(one, day)] => {
            format!("{} expired on {day}. No checked connection uses it.", capitalised(one))
        }
        several => {
            let listed = several.iter().map(|(one, day)| format!("{one} ({day})"));
            format!(
                "{} have expired: {}. No checked connection uses them.",
                counted(several.len(), "certificate", "certificates"),
                joined_few(&Vec::from_iter(listed))
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::certificate::Certificate;
    use crate::deployment::{NodeName, StoreId, StoreKind};
    use crate::testing::deployments::x15_5;
    use crate::testing::{at, leaf, store};

    #[test]
    fn an_expired_certificate_that_no_connection_depends_on_is_named_beside_the_answer() {
        let expired = || Certificate { not_after: at("2026-03-15T00:00:00Z"), ..leaf("S C") };
        for (stores, headline, caution) in [
            (&[][..], "No certificate problems found.", ""),
            (
                &[(NodeName::Edge, StoreKind::Client)],
                "All checked services work.",
                "Edge's client certificate expired on 15 Mar 2026. No checked connection uses it.",
            ),
            (
                &[(NodeName::Core, StoreKind::Server), (NodeName::Edge, StoreKind::Client)],
                "All checked services work.",
                "2 certificates have expired: Core's server certificate (15 Mar 2026) and Edge's \
                 client certificate (15 Mar 2026). No checked connection uses them.",
            ),
            // Where a verdict says it, it stands there.
            (&[(NodeName::Core, StoreKind::Client)], "Mobile and Remote Access fails.", ""),
        ] {
            let mut deployment = x15_5(["S C", "S C"], ["S C", "S C"]);
            for (node, kind) in stores {
                let id = StoreId { node: *node, peer: None, kind: *kind };
                let store = store(expired());
                deployment.node_mut(*node).replace(&id, store);
            }
            let report = crate::check(&deployment, at("2026-11-23"));
            assert_eq!(report.headline, headline, "{stores:?}");
            assert_eq!(report.caution, caution, "{stores:?}");
        }
    }
}
