//! What stands at the head of a report that is handed on: of which deployment it is, what the cause
//! is, what fixes it, and when.

#[cfg(test)]
mod tests;

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::days::day;
use super::words::counted;
use super::{Report, Verdict, joined};
use crate::certificate::Certificate;
use crate::deployment::{Node, StoreId};
use crate::disguise::cut;
use crate::plan::Target;
use crate::time::Date;

/// The hosts that the certificates of a node name, one a machine: the server certificate's, or the
/// client certificate's where that was not given.
pub(super) fn hosts(node: &Node) -> Vec<String> {
    let of_peer = |peer: &crate::deployment::Peer| {
        let stores = [peer.stores.server(), peer.stores.client()];
        stores.into_iter().find_map(|store| host(&store.presented()?.leaf))
    };
    let mut seen = BTreeSet::new();
    let hosts = node.peers().iter().filter_map(of_peer);
    hosts.filter(|host| seen.insert(host.clone())).collect()
}

/// The common name where it is in the subject alternative name or there is none, else the first
/// name there.
fn host(leaf: &Certificate) -> Option<String> {
    let common_name = leaf.subject.common_name().filter(|name| {
        leaf.dns_names.is_empty()
            || leaf.dns_names.iter().any(|other| other.eq_ignore_ascii_case(name))
    });
    let address = || leaf.ip_addresses.first().map(|address| format!("{address}"));
    let name = common_name.or_else(|| leaf.dns_names.first().cloned()).or_else(address)?;
    Some(cut(&name, LONGEST_HOST).into())
}

/// Of which deployment a report is, and of which day.
pub(super) fn about(report: &Report) -> String {
    let node = |node: &super::NodeReport| {
        let shown = node.hosts.iter().take(MOST_HOSTS).cloned();
        let mut shown = Vec::from_iter(shown);
        match node.hosts.len().saturating_sub(MOST_HOSTS) {
            0 => {}
            more => shown.push(format!("{more} more")),
        }
        (!shown.is_empty()).then(|| format!("{} {}", node.node.title(), joined(&shown)))
    };
    let parts = report.nodes.iter().filter_map(node).chain([day(report.at)]);
    Vec::from_iter(parts).join(". ")
}

/// The first day on which certificates expire that the first plan leaves where they are, and their stores,
/// where that plan repairs everything: what to know next. `None` where no such day is known.
#[must_use]
pub fn next_expiry(report: &Report) -> Option<(Date, Vec<&StoreId>)> {
    let plan = report.plans.first().filter(|plan| plan.complete)?;
    let judged = report.at.date();
    let stays = |store: &StoreId| {
        let changes = |target: &Target| matches!(target, Target::Store(one) if one == store);
        !plan.actions.iter().any(|action| changes(&action.target))
    };
    let certificates = report.forecast.certificates.iter();
    let certificates = certificates.filter(|one| stays(&one.store) && one.expires > judged);
    let first = certificates.clone().map(|one| one.expires).min()?;
    let stores = certificates.filter(|one| one.expires == first).map(|one| &one.store);
    Some((first, stores.collect()))
}

/// The lines that say the most, with their labels.
pub(super) fn lines(report: &Report) -> Vec<(&'static str, String)> {
    let fix = report.plans.iter().find(|plan| plan.complete).or(report.plans.first());
    let fix = fix.map_or_else(String::new, |plan| format!("{}.", plan.title));
    let cause = if report.verdict == Verdict::Fails { "Cause" } else { "Why" };
    let next = next_expiry(report).filter(|_| report.verdict == Verdict::Fails);
    let next = next.map(|(next, stores)| {
        let certificates = counted(stores.len(), "certificate", "certificates");
        format!("After the fix, the next expiry is {} ({certificates}).", day(next))
    });
    let when = Some(report.outlook.text.clone()).filter(|when| !when.is_empty());
    let when = [when, next];
    let when = Vec::from_iter(when.into_iter().flatten()).join(" ");
    let lines = [(cause, &report.headline_reason), ("Fix", &fix), ("When", &when)];
    let told = lines.into_iter().filter(|(_, text)| !text.is_empty());
    told.map(|(label, text)| (label, text.clone())).collect()
}

/// How many machines of a node are named.
const MOST_HOSTS: usize = 3;

/// How many letters of a host's name are shown.
const LONGEST_HOST: usize = 64;
