//! A report as plain text, for a terminal or a ticket.
//!
//! Entry points: [`report`] and [`certificate`]. Colour is the caller's: it passes a function that
//! paints a verdict's words. Text from certificates is shown with control and bidirectional
//! characters made visible.

mod probes;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

pub use crate::disguise::visible;
pub use probes::probe;

use super::inputs::{MOST_FILES, more_files, more_settings, problem_line, setting_words};
use super::sources::sources;
use super::words::{counted, verdict_word};
use super::{
    ActionReport, AdviceReport, CertificateReport, EvidenceReport, NotChecked, PlanReport, Reason,
    Report, SenderReport, Step, UploadReport, Verdict, capitalised, certificates, not_checked_list,
};

/// The heading above what stands in the certificates of the stores.
pub(super) const HELD: &str = "Certificates in the stores";

/// Paints the words of a verdict.
pub type Paint<'p> = &'p dyn Fn(Verdict, &str) -> String;

/// No colour.
#[must_use]
pub fn plain(_verdict: Verdict, words: &str) -> String {
    words.to_string()
}

/// Lays a report out.
#[must_use]
pub fn report(report: &Report, paint: Paint<'_>) -> String {
    let mut text = Lines::default();
    text.painted(0, &paint(report.verdict, &visible(&report.headline)), "");
    text.line(0, &report.headline_reason);
    text.line(0, &report.outlook.text);
    text.line(0, &report.caution);
    text.not_checked(0, &report.not_checked);
    text.line(0, &super::assumed_line(&report.assumed).unwrap_or_default());
    text.line(0, &super::check_date_line(report));
    text.heading("Services");
    for service in &report.services {
        let mark = paint(service.verdict, &format!("{:<9}", verdict_word(service.verdict)));
        text.painted(2, &mark, &format!("  {}", service.name));
        text.line(13, &report.why(service));
        text.not_checked(13, &service.not_checked);
    }
    for service in &report.not_affected {
        text.line(2, &format!("{:<9}  {}", "-", format_args!("{}: not affected", service.name)));
    }
    text.evidence(report);
    text.plans("What to do", &report.plans);
    if report.plans.is_empty() && report.verdict == Verdict::Fails {
        text.heading("What to do");
        text.line(2, NO_PLAN);
    }
    if report.plans_cut {
        text.line(2, "More fixes may exist: the list and the search are limited.");
    }
    text.plans(&super::ahead_heading(report), &report.plans_ahead);
    text.advice(report);
    text.forecast(report);
    text.heading("Connections");
    for connection in &report.connections {
        let mark = paint(connection.verdict, &format!("{:<9}", verdict_word(connection.verdict)));
        let (from, to) = (&connection.initiator, &connection.responder);
        text.painted(2, &mark, &format!("  {from} -> {to}  {}", connection.name));
        let certificates = [&connection.initiator_certificate, &connection.responder_certificate];
        for (certificate, role) in certificates.into_iter().zip(["client", "server"]) {
            if let Some(certificate) = certificate {
                text.line(13, &format!("TLS {role} presents {certificate}"));
            }
        }
        text.reasons(13, &connection.because);
        text.not_checked(13, &connection.not_checked);
    }
    text.certificates(report);
    text.input(report);
    if !report.problems.is_empty() {
        text.heading("Problems with the input");
    }
    for problem in &report.problems {
        text.line(2, &problem_line(problem));
    }
    let sources = sources(report);
    if !sources.is_empty() {
        text.heading("Sources");
    }
    for source in sources {
        text.line(2, &format!("{}: {}, {}", source.id, source.title, source.url));
    }
    text.text
}

/// Where evidence stands, and how well it is founded.
pub(super) fn place_words(seen: &EvidenceReport) -> String {
    let separator = if seen.place.is_empty() { "" } else { ", " };
    format!("[{}, {}, {}{separator}{}]", seen.kind.id(), seen.confidence, seen.file, seen.place)
}

/// How many pieces of evidence are shown before those that were not joined to a connection are cut: on a
/// machine that stands in the Internet strangers fail all day.
pub(super) const UNRELATED_SHOWN: usize = 20;

/// How far a plan goes.
pub(super) fn scope(plan: &PlanReport) -> &'static str {
    match (plan.complete, plan.open) {
        (true, false) if plan.by.is_some() => "keeps everything working",
        (true, false) => "fixes all failures",
        (true, true) => "fixes every known fault",
        (false, _) => "partial fix",
    }
}

/// Ends an alternative, of which only what differs is told.
pub(super) const AS_ABOVE: &str =
    "Use these steps instead of those for your own CA. All other risks and steps are as above.";

/// What is said where something fails and no plan was found.
pub(super) const NO_PLAN: &str = "This tool knows no action that fixes this. The reasons below \
    name the certificate to replace or the setting to change.";

/// Lays out what an upload page does. Nothing in it hides.
#[must_use]
pub fn upload(report: &UploadReport) -> String {
    let mut text = Lines::default();
    text.line(0, &report.headline);
    text.line(0, &report.caution);
    for reason in &report.because {
        text.line(2, reason);
    }
    text.line(2, &report.way_round);
    let source = &report.source;
    text.line(
        2,
        &format!("[{}; {} {}, {}]", report.confidence, source.id, source.section, source.date),
    );
    text.text
}

/// Lays one certificate out. Nothing in it hides.
#[must_use]
pub fn certificate(certificate: &CertificateReport) -> String {
    let mut text = Lines::default();
    text.line(0, &format!("{} [{}]", certificate.source, certificate.index));
    let mut fields = certificates::fields(&certificate.facts);
    let senders = senders(certificate);
    fields.extend((!senders.is_empty()).then_some(("sent by", senders)));
    for (label, value) in fields {
        text.line(2, &format!("{label:<11} {value}"));
    }
    for problem in &certificate.problems {
        text.line(2, &format!("{:<11} {problem}", "note"));
    }
    for mark in &certificate.name_marks {
        text.line(2, &visible(&format!("{:<11} {}", "beware", mark.text)));
    }
    if certificate.name_marks_left_out > 0 {
        let more = counted(certificate.name_marks_left_out, "more mark", "more marks");
        text.line(2, &format!("{:<11} {more} like these", "beware"));
    }
    text.text
}

/// Who sent a certificate in a capture.
fn senders(certificate: &CertificateReport) -> String {
    let one = |sender: &SenderReport| {
        format!("TLS {} {} (packet {})", sender.role, sender.address, sender.packet)
    };
    let mut senders: Vec<String> = certificate.sent_by.iter().map(one).collect();
    if certificate.sent_by_left_out > 0 {
        senders.push(format!("{} more", certificate.sent_by_left_out));
    }
    senders.join(", ")
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// A line, unless it is empty. Whatever stands in it, it is one line and nothing in it hides.
    fn line(&mut self, indent: usize, line: &str) {
        if !line.is_empty() {
            self.painted(indent, "", line);
        }
    }

    /// A line that begins with words as they were painted.
    fn painted(&mut self, indent: usize, painted: &str, rest: &str) {
        self.text.extend(core::iter::repeat_n(' ', indent));
        self.text.push_str(painted);
        self.text.push_str(&visible(rest));
        self.text.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        self.text.push('\n');
        self.line(0, heading);
    }

    /// Plans under a heading; nothing where there are none.
    fn plans(&mut self, heading: &str, plans: &[PlanReport]) {
        if !plans.is_empty() {
            self.heading(heading);
        }
        for (place, plan) in plans.iter().enumerate() {
            let scope = scope(plan);
            self.line(2, &format!("{}. {} ({scope})", place + 1, plan.title));
            self.line(5, &plan.remains);
            for action in &plan.actions {
                let named = format!("[{} on {}]", action.id, action.target);
                // The plan of one action is called after it.
                let alone = plan.actions.len() == 1;
                let line = if alone { named } else { format!("{} {named}", action.title) };
                self.line(5, &line);
                self.action(7, action);
                for alternative in &action.alternatives {
                    self.line(5, &format!("Or: {} [{}]", alternative.title, alternative.id));
                    let (risks, steps) = alternative.beside(action);
                    self.runbook(7, risks, steps);
                    self.line(7, AS_ABOVE);
                }
            }
        }
    }

    /// The risks, the steps, and how to go back.
    fn action(&mut self, indent: usize, action: &ActionReport) {
        let steps = (1..).zip(&action.runbook);
        self.runbook(indent, action.risks.iter().map(String::as_str), steps);
        for step in &action.rollback {
            self.step(indent, "Rollback:", step);
        }
    }

    fn runbook<'report>(
        &mut self,
        indent: usize,
        risks: impl IntoIterator<Item = &'report str>,
        steps: impl IntoIterator<Item = (usize, &'report Step)>,
    ) {
        for risk in risks {
            self.line(indent, &format!("! {risk}"));
        }
        for (number, step) in steps {
            self.step(indent, &format!("{number})"), step);
        }
    }

    fn step(&mut self, indent: usize, before: &str, step: &Step) {
        self.line(indent, &format!("{before} {} [{}]", step.text, step.basis()));
        for field in &step.fields {
            self.line(indent + 3, &format!("{}: {}", field.name, field.value));
        }
        for line in step.command.iter().flat_map(|command| command.lines()) {
            self.line(indent + 3, line);
        }
        if let Some(result) = &step.result {
            self.line(indent + 3, &format!("-> {result}"));
        }
    }

    /// What is worth doing beside the plans.
    fn advice(&mut self, report: &Report) {
        if !report.advice.is_empty() {
            self.heading("Also worth doing");
        }
        for AdviceReport { because, action } in &report.advice {
            self.line(2, &format!("{} [{} on {}]", action.title, action.id, action.target));
            self.line(5, because);
            self.action(7, action);
        }
    }

    /// When what breaks, and what else is worth knowing.
    fn forecast(&mut self, report: &Report) {
        let forecast = &report.forecast;
        self.heading("When");
        for service in &forecast.services {
            self.line(2, &service.text);
        }
        for certificate in &forecast.certificates {
            self.line(2, &certificate.text);
            let (kind, evidence) = (certificate.issuer_kind, certificate.evidence.join(" "));
            let separator = if evidence.is_empty() { "." } else { ": " };
            self.line(4, &format!("Issuer {kind}{separator}{evidence}"));
            for source in &certificate.sources {
                self.line(6, &format!("[{} {}, {}]", source.id, source.section, source.date));
            }
        }
        if !report.advisories.is_empty() {
            self.heading("Worth knowing");
        }
        for advisory in &report.advisories {
            self.line(2, &advisory.text);
            let source = &advisory.source;
            self.line(
                4,
                &format!(
                    "[{}, {}; {} {}, {}]",
                    advisory.id, advisory.confidence, source.id, source.section, source.date
                ),
            );
        }
    }

    /// What was read, and what was taken from it.
    fn certificates(&mut self, report: &Report) {
        if !report.certificates.is_empty() {
            self.heading(HELD);
        }
        for held in &report.certificates {
            self.line(2, &capitalised(&held.stores_words));
            for (label, value) in certificates::fields(&held.facts) {
                self.line(4, &format!("{label:<11} {value}"));
            }
        }
    }

    fn input(&mut self, report: &Report) {
        if report.input.is_empty() {
            return;
        }
        self.heading("Read from");
        for found in report.input.found.iter().take(MOST_FILES) {
            let mark = if found.used { "used     " } else { "set aside" };
            self.line(2, &format!("{mark}  {}: {}", found.file, found.text));
        }
        let more = more_files(&report.input);
        more.into_iter().for_each(|more| self.line(2, &more));
        self.heading("Settings found");
        for setting in report.input.settings.iter().take(MOST_FILES) {
            self.line(2, &format!("{}: {}", setting.node, setting_words(setting)));
        }
        let more = more_settings(&report.input);
        more.into_iter().for_each(|more| self.line(2, &more));
    }

    /// What was seen at work; what speaks of no connection is cut, and says so.
    fn evidence(&mut self, report: &Report) {
        if report.evidence.is_empty() {
            return;
        }
        self.heading("What was seen");
        for (place, seen) in report.evidence.iter().enumerate() {
            if place >= UNRELATED_SHOWN && seen.connection.is_none() {
                let more = report.evidence.len() - place;
                self.line(2, &format!("And {more} more, not matched to a connection."));
                break;
            }
            self.line(2, &format!("{:<11}  {}", seen.agrees.id(), seen.text));
            self.line(15, &place_words(seen));
        }
    }

    fn reasons(&mut self, indent: usize, reasons: &[Reason]) {
        for reason in reasons {
            self.line(indent, &reason.text);
            self.line(indent, &reason.decided_by);
            let source = &reason.source;
            self.line(
                indent + 2,
                &format!(
                    "[{}, {}; {} {}, {}]",
                    reason.rule, reason.confidence, source.id, source.section, source.date
                ),
            );
        }
    }

    fn not_checked(&mut self, indent: usize, checks: &[NotChecked]) {
        if !checks.is_empty() {
            self.line(indent, &format!("Not checked: {}.", not_checked_list(checks)));
        }
    }
}
