//! Texts of the parts of the page.

use eku_engine::deployment::NodeName;
use eku_engine::report::{CertificateReport, Report, counted};

use crate::dates::day;
use crate::parts::Part;

/// Leads back to the first part.
pub const BACK: &str = "Back to the answer";
/// Opens what the matrix stands for.
pub const CHANGE: &str = "Change";
/// Closes it again.
pub const DONE: &str = "Done";
/// Says what is changed and done.
pub const CHANGE_WHAT: &str = " certificates and settings";
/// Heading of the rows of the matrix.
pub const PEER: &str = "Peer";
/// A store that holds nothing.
pub const EMPTY: &str = "Empty";

/// What the matrix of a node is called.
#[must_use]
pub fn stores_of(node: NodeName) -> String {
    format!("Stores of {}", node.title())
}

/// Until when a certificate is valid, in short.
#[must_use]
pub fn until(certificate: &CertificateReport) -> String {
    format!("until {}", day(certificate.facts.not_after))
}

/// How many far ends there are, in front of their names.
#[must_use]
pub fn far_ends(count: usize) -> String {
    match count {
        0 => "Add far ends".to_owned(),
        count => format!("{}: ", counted(count, "far end", "far ends")),
    }
}

/// What a part is called.
#[must_use]
pub const fn name(part: Part) -> &'static str {
    match part {
        Part::Fix => "Fix",
        Part::Dates => "Dates",
        Part::Evidence => "Evidence",
        Part::Save => "Save or print",
        Part::Inputs => "Certificates and settings",
    }
}

/// What a part holds, in a few words.
#[must_use]
pub fn summary(part: Part, report: &Report) -> String {
    match part {
        Part::Fix => {
            let partial = report.all_plans().iter().filter(|plan| !plan.complete).count();
            let fixes = report.all_plans().len() - partial;
            let some = counted(partial, "partial fix", "partial fixes");
            match (fixes, partial) {
                (0, 0) if report.advice.is_empty() => "Changes to try".to_owned(),
                (0, 0) => counted(report.advice.len(), "thing to do", "things to do"),
                (0, _) => format!("{some}, step by step"),
                (fixes, 0) => counted(fixes, "fix, step by step", "fixes, step by step"),
                (fixes, _) => format!("{} and {some}", counted(fixes, "fix", "fixes")),
            }
        }
        Part::Dates => {
            let first = report.forecast.certificates.iter().map(|one| one.expires).min();
            match first {
                Some(first) => format!("Next expiry: {}", day(first)),
                None => "Expiries and outages".to_owned(),
            }
        }
        Part::Evidence => {
            let connections = counted(report.connections.len(), "connection", "connections");
            let notes = report.advisories.len();
            match notes {
                0 => format!("{connections}, with reasons and sources"),
                notes => format!("{connections} and {}", counted(notes, "note", "notes")),
            }
        }
        Part::Save => "Report, calendar, case".to_owned(),
        Part::Inputs => String::new(),
    }
}
