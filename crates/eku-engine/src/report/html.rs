//! A report as one HTML file that needs nothing else: to keep, to send, to print on A4.
//!
//! Entry points: [`report`] for the file, [`body`] for what stands in it, which the page prints.
//! Text from certificates is shown with hidden characters made visible and escaped; the file holds
//! no script, and its content security policy allows none.

mod plans;
mod writer;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::days::day;
use super::sources::sources;
use super::text::{HELD, NO_PLAN, UNRELATED_SHOWN, place_words};
use super::words::verdict_word;
use super::{
    ConnectionReport, NotChecked, Reason, Report, Verdict, capitalised, certificates, head,
    not_checked_list,
};
use crate::bundle::REPORT_MARK;
use crate::policy;
use writer::Writer;

/// The whole file.
#[must_use]
pub fn report(report: &Report) -> String {
    let mut page = Writer::default();
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw(REPORT_MARK);
    page.raw(POLICY);
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.title(&format!("{} {NAME}", report.headline));
    page.raw("<style>\n");
    page.raw(STYLE);
    page.raw("</style>\n</head>\n<body>\n<main class=\"report\">\n");
    page.raw(&body(report));
    page.raw("</main>\n</body>\n</html>\n");
    page.text
}

/// What stands in the file: the answer, what to do, what becomes of it, why, and the sources.
#[must_use]
pub fn body(report: &Report) -> String {
    let mut page = Writer::default();
    answer(&mut page, report);
    services(&mut page, report);
    plans(&mut page, report);
    advice(&mut page, report);
    seen(&mut page, report);
    when(&mut page, report);
    why(&mut page, report);
    held(&mut page, report);
    rest(&mut page, report);
    page.text
}

fn answer(page: &mut Writer, report: &Report) {
    page.open("header", "");
    page.open("h1", verdict_class(report.verdict));
    page.raw(mark(report.verdict));
    page.text(&report.headline);
    page.close("h1");
    page.line("p", "about", &format!("{}.", head::about(report)));
    for (label, text) in head::lines(report) {
        page.open("p", "reason");
        page.line("span", "lead", &format!("{label}:"));
        page.text(&text);
        page.close("p");
    }
    page.line("p", "reason", &report.caution);
    not_checked(page, &report.not_checked);
    page.line("p", "fine", &super::assumed_line(&report.assumed).unwrap_or_default());
    page.line("p", "fine", OUTSIDE);
    let made = format!(
        "{} {NAME} {}, policy data of {}, Chrome Root Store {}.",
        super::check_date_line(report),
        env!("CARGO_PKG_VERSION"),
        day(policy::read()),
        policy::chrome_roots::VERSION
    );
    page.line("p", "fine", &made);
    page.close("header");
}

fn services(page: &mut Writer, report: &Report) {
    page.line("h2", "", "Services");
    page.open("table", "");
    page.head(&["Service", "Verdict", "Why, and what was not checked"]);
    for service in &report.services {
        page.open("tr", "");
        page.line("th scope=\"row\"", "", &service.name);
        verdict_cell(page, service.verdict);
        page.open("td", "");
        page.text(&report.why(service));
        if !service.not_checked.is_empty() {
            page.line(
                "span",
                "fine",
                &format!(" Not checked: {}.", not_checked_list(&service.not_checked)),
            );
        }
        page.close("td");
        page.close("tr");
    }
    page.close("tbody");
    page.close("table");
    if !report.not_affected.is_empty() {
        let names = Vec::from_iter(report.not_affected.iter().map(|service| service.name));
        page.line("p", "fine", &format!("Not affected: {}.", names.join(", ")));
    }
}

/// What repairs it, and what to do before it breaks.
fn plans(page: &mut Writer, report: &Report) {
    if report.plans.is_empty() && report.verdict == Verdict::Fails {
        page.line("h2", "", "What to do");
        page.line("p", "", NO_PLAN);
    }
    plans::shown(page, "What to do", &report.plans, report.plans_cut);
    plans::shown(page, &super::ahead_heading(report), &report.plans_ahead, false);
}

/// What is worth doing and repairs nothing.
fn advice(page: &mut Writer, report: &Report) {
    if report.advice.is_empty() {
        return;
    }
    page.line("h2", "", "Also worth doing");
    for one in &report.advice {
        page.line("h3", "", &one.action.title);
        page.line("p", "", &one.because);
        plans::action(page, &one.action, false);
    }
}

/// What was seen at work of the connections; the rest is counted.
fn seen(page: &mut Writer, report: &Report) {
    if report.evidence.is_empty() {
        return;
    }
    page.line("h2", "", "What was seen");
    let (joined, others): (Vec<_>, Vec<_>) =
        report.evidence.iter().partition(|seen| seen.connection.is_some());
    // A log or capture alone is shown for what it says.
    let shown = if joined.is_empty() { UNRELATED_SHOWN } else { 0 };
    let (told, counted) = others.split_at(shown.min(others.len()));
    page.open("ul", "");
    for seen in joined.iter().chain(told) {
        page.line("li", "", &format!("{} {}", seen.text, place_words(seen)));
    }
    page.close("ul");
    if !counted.is_empty() {
        let more = format!("And {} more, not matched to a connection.", counted.len());
        page.line("p", "fine", &more);
    }
}

fn when(page: &mut Writer, report: &Report) {
    let forecast = &report.forecast;
    page.line("h2", "", "When");
    page.open("ul", "");
    for service in &forecast.services {
        page.line("li", "", &service.text);
    }
    page.close("ul");
    if forecast.certificates.is_empty() {
        return;
    }
    page.line("h2", "", "Certificates");
    page.open("table", "");
    page.head(&["Store", "Expires", "Issuer", "At renewal"]);
    for certificate in &forecast.certificates {
        page.open("tr", "");
        page.line("th scope=\"row\"", "", &certificate.store_words);
        page.line("td", "date", &day(certificate.expires));
        let name = certificate.issuer_name.map_or_else(String::new, |name| format!(", {name}"));
        page.line("td", "", &format!("{}{name}", certificate.issuer_kind));
        page.line("td", "", &certificate.becomes);
        page.close("tr");
    }
    page.close("tbody");
    page.close("table");
}

/// What works takes a line, together with what works like it; what does not its route and its
/// reasons.
fn why(page: &mut Writer, report: &Report) {
    page.line("h2", "", "Why");
    let (works, others): (Vec<_>, Vec<_>) =
        report.connections.iter().partition(|one| one.verdict == Verdict::Works);
    others.iter().for_each(|connection| self::connection(page, connection));
    let mut groups: Vec<(&[NotChecked], Vec<&str>)> = Vec::new();
    for connection in works {
        let name = connection.name.as_str();
        match groups.iter_mut().find(|(checks, _)| *checks == connection.not_checked) {
            Some((_, names)) => names.push(name),
            None => groups.push((&connection.not_checked, Vec::from([name]))),
        }
    }
    for (checks, names) in groups {
        page.open("p", "");
        page.open("span", verdict_class(Verdict::Works));
        page.raw(mark(Verdict::Works));
        page.text(&format!("{}: {}", names.join(" \u{b7} "), verdict_word(Verdict::Works)));
        page.close("span");
        if !checks.is_empty() {
            page.line("span", "fine", &format!("Not checked: {}.", not_checked_list(checks)));
        }
        page.close("p");
    }
}

fn connection(page: &mut Writer, connection: &ConnectionReport) {
    let verdict = connection.verdict;
    let titled = format!("{}: {}", connection.name, verdict_word(verdict));
    page.open("section", "connection");
    page.open("h3", verdict_class(verdict));
    page.raw(mark(verdict));
    page.text(&titled);
    page.close("h3");
    let [initiator, responder] = &connection.sides;
    page.line("p", "fine", &format!("From {initiator}, to {responder}."));
    if !connection.because.is_empty() {
        page.open("ul", "");
        for reason in &connection.because {
            self::reason(page, reason);
        }
        page.close("ul");
    }
    not_checked(page, &connection.not_checked);
    page.close("section");
}

fn reason(page: &mut Writer, reason: &Reason) {
    page.open("li", "");
    page.text(&reason.text);
    if !reason.decided_by.is_empty() {
        page.raw(" ");
        page.text(&reason.decided_by);
    }
    page.open("span", "fine");
    let source = &reason.source;
    page.text(&format!(
        " {}, {}: {} {}, {}.",
        reason.rule, reason.confidence, source.id, source.section, source.date
    ));
    page.close("span");
    page.close("li");
}

/// What stands in the certificates of the stores.
fn held(page: &mut Writer, report: &Report) {
    if !report.certificates.is_empty() {
        page.line("h2", "", HELD);
    }
    page.open("div", "all-held");
    for held in &report.certificates {
        page.open("section", "");
        page.line("h3", "", &capitalised(&held.stores_words));
        page.open("dl", "fine held");
        for (label, value) in certificates::fields(&held.facts) {
            page.line("dt", "", label);
            page.line("dd", "", &value);
        }
        page.close("dl");
        page.close("section");
    }
    page.close("div");
}

/// What else is worth knowing, what could not be read, and the sources.
fn rest(page: &mut Writer, report: &Report) {
    if !report.advisories.is_empty() {
        page.line("h2", "", "Worth knowing");
        page.list("ul", "", report.advisories.iter().map(|advisory| &advisory.text));
    }
    if !report.problems.is_empty() {
        page.line("h2", "", "What could not be read");
        let problem = |problem: &super::Problem| {
            let parts = [&problem.file, &problem.what, &problem.place, &problem.remedy];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            parts.map(String::as_str).collect::<Vec<_>>().join(": ")
        };
        page.list("ul", "", report.problems.iter().map(problem));
    }
    let sources = sources(report);
    if !sources.is_empty() {
        page.line("h2", "", "Sources");
        page.open("ul", "fine runbook");
        for source in &sources {
            page.open("li", "");
            page.text(&format!("{}: ", source.id));
            page.source(source);
            page.close("li");
        }
        page.close("ul");
    }
}

fn not_checked(page: &mut Writer, checks: &[NotChecked]) {
    if !checks.is_empty() {
        page.line("p", "fine", &format!("Not checked: {}.", not_checked_list(checks)));
    }
}

fn verdict_cell(page: &mut Writer, verdict: Verdict) {
    page.open("td", verdict_class(verdict));
    page.raw(mark(verdict));
    page.text(verdict_word(verdict));
    page.close("td");
}

fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Works => "works",
        Verdict::Undecided => "undecided",
        Verdict::Fails => "fails",
    }
}

/// A shape beside every colour. Screen readers have the word.
fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Works => "<span class=\"mark\" aria-hidden=\"true\">\u{2713}</span>",
        Verdict::Undecided => "<span class=\"mark\" aria-hidden=\"true\">?</span>",
        Verdict::Fails => "<span class=\"mark\" aria-hidden=\"true\">\u{2717}</span>",
    }
}

const NAME: &str = "Expressway EKU Check";

/// What a certificate cannot tell.
const OUTSIDE: &str = "\u{201c}Works\u{201d} means that no certificate problems were found. This \
    tool does not check DNS, firewalls, ports, licenses, revocation or accounts.";

const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
                      style-src 'unsafe-inline'\">\n";

const STYLE: &str = include_str!("html/style.css");

#[cfg(test)]
mod tests;
