//! A probe of a port as text.

use alloc::format;
use alloc::string::String;

use super::{Lines, certificate};
use crate::report::{ClientRequestReport, ProbeReport, capitalised, joined_few, thousands};

/// Lays out what a live system presents on a port. Nothing in it hides.
#[must_use]
pub fn probe(report: &ProbeReport) -> String {
    let mut text = Lines::default();
    let address = report.address.as_deref().filter(|address| !report.target.starts_with(address));
    let used_for = report.used_for.unwrap_or_default();
    let about = match (address, used_for) {
        (Some(address), "") => format!(" ({address})"),
        (Some(address), _) => format!(" ({address}; {used_for})"),
        (None, "") => String::new(),
        (None, _) => format!(" ({used_for})"),
    };
    text.line(0, &format!("{}{about}: {}", report.target, report.text));
    for sentence in &report.means {
        text.line(2, &capitalised(sentence));
    }
    if let Some(request) = &report.client_certificate {
        text.line(2, &authorities(request));
    }
    for one in &report.certificates {
        for line in certificate(one).lines() {
            text.line(2, line);
        }
    }
    if report.unreadable > 0 {
        text.line(2, &format!("{} more were not read", thousands(report.unreadable as u64)));
    }
    text.text
}

/// The CAs that the server names in its request.
fn authorities(request: &ClientRequestReport) -> String {
    if matches!(request.request, "none")
        || (request.request == "unknown" && request.authorities.is_empty())
    {
        return String::new();
    }
    match (request.authorities.as_slice(), request.authorities_left_out) {
        ([], _) => "Names no CAs.".into(),
        (names, 0) => format!("Names these CAs: {}.", joined_few(names)),
        (names, more) => {
            format!("Names these CAs: {}, and {} more.", joined_few(names), thousands(more as u64))
        }
    }
}
