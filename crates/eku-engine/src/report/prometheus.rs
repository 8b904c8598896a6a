//! A report as metrics of Prometheus, for the textfile collector of `node_exporter`.
//!
//! Entry point: [`report`]. The layout is the
//! [text format 0.0.4](https://prometheus.io/docs/instrumenting/exposition_formats/). The same report
//! gives the same bytes. An alert compares the dates with the time.

#[cfg(test)]
mod tests;

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::text::visible;
use super::{Report, Verdict};
use crate::connection::CertificateId;
use crate::deployment::{Service, StoreKind};
use crate::time::Timestamp;

/// The metrics of a report. A deployment that has a name has it as a label of each: the files of one
/// folder may not repeat a metric with the same labels.
#[must_use]
pub fn report(report: &Report, deployment: Option<&str>) -> String {
    let mut metrics = Metrics { deployment, text: String::new() };
    metrics.add(
        "eku_check_timestamp_seconds",
        "The check date.",
        [(Vec::new(), report.at.unix_seconds())],
    );
    metrics.add(
        "eku_service_verdict",
        "1 for the verdict of the service, 0 for the other two.",
        report.services.iter().flat_map(|service| {
            [Verdict::Works, Verdict::Undecided, Verdict::Fails].map(|verdict| {
                let id = service.id.to_string();
                let labels = [("service", id), ("verdict", verdict.id().to_owned())];
                (labels.to_vec(), u64::from(service.verdict == verdict))
            })
        }),
    );
    metrics.add(
        "eku_service_breaks_timestamp_seconds",
        "The day on which the service stops, without renewals or with renewals from the same CAs.",
        breaks(report),
    );
    metrics.add(
        "eku_store_expires_timestamp_seconds",
        "When the certificate in the store expires.",
        expiries(report),
    );
    metrics.add(
        "eku_input_problems",
        "How many problems the input has.",
        [(Vec::new(), report.problems.iter().map(|problem| problem.count as u64).sum())],
    );
    metrics.text
}

/// A label and its value.
type Label = (&'static str, String);

/// When each service breaks of which that is known. One that fails today has no such day.
fn breaks(report: &Report) -> impl Iterator<Item = (Vec<Label>, u64)> {
    let fails = |id: &Service| {
        report.services.iter().any(|one| one.id == *id && one.verdict == Verdict::Fails)
    };
    let services = report.forecast.services.iter().filter(move |one| !fails(&one.id));
    services.flat_map(|one| {
        let days = [("none", one.breaks_unrenewed), ("same-ca", one.breaks_renewed)];
        let known = days.into_iter().filter_map(|(renewals, day)| Some((renewals, day?)));
        known.map(|(renewals, day)| {
            let labels = [("service", one.id.to_string()), ("renewals", renewals.to_owned())];
            (labels.to_vec(), day.midnight().unix_seconds())
        })
    })
}

/// When the certificate of each store expires, in the order of the nodes and their peers.
fn expiries(report: &Report) -> Vec<(Vec<Label>, u64)> {
    let held = report.certificates.iter();
    let stores = held.flat_map(|one| one.stores.iter().map(|store| (store, one.facts.not_after)));
    let mut stores = Vec::from_iter(stores);
    stores.sort();
    let sample = |(store, end): (&CertificateId, Timestamp)| {
        let CertificateId::Store(store) = store else { return None };
        let kind = match store.kind {
            StoreKind::Server => "server",
            StoreKind::Client => "client",
        };
        let peer = store.peer.as_ref().map_or_else(String::new, ToString::to_string);
        let labels =
            [("node", store.node.id().to_owned()), ("store", kind.to_owned()), ("peer", peer)];
        Some((labels.to_vec(), end.unix_seconds()))
    };
    stores.into_iter().filter_map(sample).collect()
}

struct Metrics<'d> {
    deployment: Option<&'d str>,
    text: String,
}

impl Metrics<'_> {
    /// A gauge and its samples; nothing where it has none.
    fn add(
        &mut self,
        name: &str,
        help: &str,
        samples: impl IntoIterator<Item = (Vec<Label>, u64)>,
    ) {
        let mut samples = samples.into_iter().peekable();
        if samples.peek().is_none() {
            return;
        }
        self.text.push_str(&format!("# HELP {name} {help}\n# TYPE {name} gauge\n"));
        for (labels, value) in samples {
            let deployment = self.deployment.map(|name| ("deployment", name.to_owned()));
            let labels = deployment.into_iter().chain(labels);
            let labels = labels.map(|(label, value)| format!("{label}=\"{}\"", escaped(&value)));
            let labels = Vec::from_iter(labels).join(",");
            let braced = if labels.is_empty() { labels } else { format!("{{{labels}}}") };
            self.text.push_str(&format!("{name}{braced} {value}\n"));
        }
    }
}

/// The value of a label. Line breaks are made visible like whatever else hides.
fn escaped(value: &str) -> String {
    visible(value).replace('\\', "\\\\").replace('"', "\\\"")
}
