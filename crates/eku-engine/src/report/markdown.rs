//! A report as Markdown, for a ticket or a wiki.
//!
//! Entry point: [`report`]. Text from certificates is shown with hidden characters made visible
//! and with what Markdown would take for markup escaped.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::inputs::{MOST_FILES, more_files, more_settings, problem_line, setting_words};
use super::sources::sources;
use super::text::{AS_ABOVE, HELD, NO_PLAN, UNRELATED_SHOWN, place_words, scope};
use super::words::verdict_word;
use super::{
    ActionReport, AdviceReport, Reason, Report, Step, Verdict, capitalised, certificates, head,
    not_checked_list,
};
use crate::disguise::visible;

/// Lays a report out.
#[must_use]
pub fn report(report: &Report) -> String {
    let mut text = String::new();
    let mut line = |line: &str| {
        text.push_str(line);
        text.push('\n');
    };
    line(&format!("# {}", escaped(&report.headline)));
    line("");
    line(&format!("{}.", escaped(&head::about(report))));
    line("");
    let head = head::lines(report);
    for (label, text) in &head {
        line(&format!("- **{label}**: {}", escaped(text)));
    }
    if !head.is_empty() {
        line("");
    }
    if !report.caution.is_empty() {
        line(&escaped(&report.caution));
        line("");
    }
    if !report.not_checked.is_empty() {
        line(&format!("Not checked: {}.", not_checked_list(&report.not_checked)));
        line("");
    }
    if let Some(assumed) = super::assumed_line(&report.assumed) {
        line(&assumed);
        line("");
    }
    line(&super::check_date_line(report));
    line("");
    line("## Services");
    line("");
    line("| service | verdict | why | not checked |");
    line("|---|---|---|---|");
    for service in &report.services {
        line(&format!(
            "| {} | **{}** | {} | {} |",
            escaped(&service.name),
            verdict_word(service.verdict),
            escaped(&report.why(service)),
            not_checked_list(&service.not_checked)
        ));
    }
    for service in &report.not_affected {
        line(&format!("| {} | not affected | | |", service.name));
    }
    if !report.evidence.is_empty() {
        line("");
        line("## What was seen");
        line("");
    }
    for (place, seen) in report.evidence.iter().enumerate() {
        if place >= UNRELATED_SHOWN && seen.connection.is_none() {
            let more = report.evidence.len() - place;
            line(&format!("- And {more} more, not matched to a connection."));
            break;
        }
        let (text, place) = (escaped(&seen.text), escaped(&place_words(seen)));
        line(&format!("- **{}**: {text} {place}", seen.agrees));
    }
    if report.plans.is_empty() && report.verdict == Verdict::Fails {
        line("");
        line("## What to do");
        line("");
        line(NO_PLAN);
    }
    for (heading, plans) in
        [("What to do", &report.plans), (&super::ahead_heading(report), &report.plans_ahead)]
    {
        if !plans.is_empty() {
            line("");
            line(&format!("## {heading}"));
        }
        for (place, plan) in plans.iter().enumerate() {
            line("");
            let scope = scope(plan);
            line(&format!("### {}. {} ({scope})", place + 1, escaped(&plan.title)));
            if !plan.remains.is_empty() {
                line("");
                line(&escaped(&plan.remains));
            }
            for action in &plan.actions {
                line("");
                line(&format!(
                    "**{}** (`{}`: {})",
                    escaped(&action.title),
                    action.id,
                    escaped(&action.target_words)
                ));
                line(&action_body(action));
                for alternative in &action.alternatives {
                    line(&format!(
                        "Or: **{}** (`{}`)",
                        escaped(&alternative.title),
                        alternative.id
                    ));
                    let (risks, steps) = alternative.beside(action);
                    line(&runbook(risks, steps));
                    line(AS_ABOVE);
                }
            }
        }
    }
    if !report.advice.is_empty() {
        line("");
        line("## Also worth doing");
    }
    for AdviceReport { because, action } in &report.advice {
        line("");
        line(&format!(
            "**{}** (`{}`: {}): {}",
            escaped(&action.title),
            action.id,
            escaped(&action.target_words),
            escaped(because)
        ));
        line(&action_body(action));
    }
    line("");
    line("## When");
    line("");
    for service in &report.forecast.services {
        line(&format!("- {}", escaped(&service.text)));
    }
    line("");
    for certificate in &report.forecast.certificates {
        line(&format!("- {}", escaped(&certificate.text)));
        if !certificate.evidence.is_empty() {
            let evidence = escaped(&certificate.evidence.join(" "));
            line(&format!("  Issuer {}: {evidence}", certificate.issuer_kind));
        }
        if !certificate.sources.is_empty() {
            let sources = certificate.sources.iter();
            let sources = sources.map(|source| format!("{}: {}", source.id, source.section));
            line(&format!("  ({})", Vec::from_iter(sources).join(", ")));
        }
    }
    if !report.advisories.is_empty() {
        line("");
        line("## Worth knowing");
        line("");
    }
    for advisory in &report.advisories {
        let source = &advisory.source;
        line(&format!(
            "- {} (`{}`, {}, {}: {})",
            escaped(&advisory.text),
            advisory.id,
            advisory.confidence,
            source.id,
            source.section
        ));
    }
    line("");
    line("## Connections");
    line("");
    line("| connection | from | to | verdict | why | not checked |");
    line("|---|---|---|---|---|---|");
    for connection in &report.connections {
        line(&format!(
            "| {} | {} | {} | **{}** | {} | {} |",
            escaped(&connection.name),
            escaped(&connection.sides[0]),
            escaped(&connection.sides[1]),
            verdict_word(connection.verdict),
            reasons(&connection.because),
            not_checked_list(&connection.not_checked)
        ));
    }
    if !report.certificates.is_empty() {
        line("");
        line(&format!("## {HELD}"));
    }
    for held in &report.certificates {
        line("");
        line(&format!("### {}", escaped(&capitalised(&held.stores_words))));
        line("");
        line("| | |");
        line("|---|---|");
        for (label, value) in certificates::fields(&held.facts) {
            line(&format!("| {label} | {} |", escaped(&value)));
        }
    }
    if !report.problems.is_empty() {
        line("");
        line("## Problems with the input");
        line("");
    }
    for problem in &report.problems {
        line(&format!("- {}", escaped(&problem_line(problem))));
    }
    if !report.input.is_empty() {
        line("");
        line("## Read from");
        line("");
    }
    for found in report.input.found.iter().take(MOST_FILES) {
        let fate = if found.used { "used" } else { "set aside" };
        line(&format!("- {}: {fate}: {}", escaped(&found.file), escaped(&found.text)));
    }
    more_files(&report.input).into_iter().for_each(|more| line(&format!("- {more}")));
    for setting in report.input.settings.iter().take(MOST_FILES) {
        line(&format!("- {}: {}", setting.node, escaped(&setting_words(setting))));
    }
    more_settings(&report.input).into_iter().for_each(|more| line(&format!("- {more}")));
    let sources = sources(report);
    if !sources.is_empty() {
        line("");
        line("## Sources");
        line("");
        for source in sources {
            line(&format!(
                "- **{}**: [{}]({}), {}",
                source.id, source.title, source.url, source.date
            ));
        }
    }
    text
}

/// The risks of an action, its steps, and how to go back.
fn action_body(action: &ActionReport) -> String {
    let steps = (1..).zip(&action.runbook);
    let mut text = runbook(action.risks.iter().map(String::as_str), steps);
    if !action.rollback.is_empty() {
        text.push_str("\nRollback:\n\n");
    }
    for one in &action.rollback {
        step(&mut text, "- ", one);
    }
    text
}

fn runbook<'report>(
    risks: impl IntoIterator<Item = &'report str>,
    steps: impl IntoIterator<Item = (usize, &'report Step)>,
) -> String {
    let mut text = String::from("\n");
    for risk in risks {
        text.push_str(&format!("- {}\n", escaped(risk)));
    }
    text.push('\n');
    for (number, one) in steps {
        step(&mut text, &format!("{number}. "), one);
    }
    text
}

/// A step as an item of a list: what belongs to it is indented below it.
fn step(text: &mut String, marker: &str, step: &Step) {
    let indent = " ".repeat(marker.len());
    text.push_str(&format!("{marker}{} ({})\n", escaped(&step.text), step.basis()));
    for field in &step.fields {
        text.push_str(&format!("{indent}- {}: {}\n", escaped(&field.name), escaped(&field.value)));
    }
    if let Some(command) = &step.command {
        text.push_str(&format!("\n{indent}```\n"));
        for line in command.lines() {
            text.push_str(&format!("{indent}{}\n", visible(line)));
        }
        text.push_str(&format!("{indent}```\n"));
    }
    if let Some(result) = &step.result {
        text.push_str(&format!("\n{indent}Result: {}\n", escaped(result)));
    }
}

fn reasons(reasons: &[Reason]) -> String {
    let worded = reasons.iter().map(|reason| {
        let decided_by = match reason.decided_by.as_str() {
            "" => String::new(),
            decided_by => format!(" {}", escaped(decided_by)),
        };
        format!(
            "{}{decided_by} (`{}`, {}, {}: {})",
            escaped(&reason.text),
            reason.rule,
            reason.confidence,
            reason.source.id,
            reason.source.section
        )
    });
    Vec::from_iter(worded).join("<br>")
}

/// A text of which nothing becomes markup or a link.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    // Neither a blank nor what would end a cell or code stands in an address.
    for piece in visible(text).split_inclusive([' ', '|', '`']) {
        let word = piece.trim_matches(AROUND_ADDRESS);
        match piece.find(word) {
            Some(start) if is_address(word) => {
                escape(&piece[..start], &mut shown);
                // As code: an escape keeps no renderer from making a link.
                shown.push('`');
                shown.push_str(word);
                shown.push('`');
                escape(&piece[start + word.len()..], &mut shown);
            }
            _ => escape(piece, &mut shown),
        }
    }
    shown
}

fn escape(text: &str, shown: &mut String) {
    for letter in text.chars() {
        // The ampersand too: a reference such as `&#x202e;` would bring a hidden character back.
        if matches!(
            letter,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~' | '$' | '!'
        ) {
            shown.push('\\');
        }
        shown.push(letter);
    }
}

/// Whether a renderer may make a link of a word: GitHub's do of addresses of the web, of mail and of
/// XMPP, others of any scheme.
fn is_address(word: &str) -> bool {
    let holds = |part: &str| {
        let all = word.as_bytes().windows(part.len());
        all.into_iter().any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
    };
    word.contains('@') || ["://", "www.", "mailto:", "xmpp:"].into_iter().any(holds)
}

/// What stands around an address and is no part of it.
const AROUND_ADDRESS: [char; 12] = [' ', '|', '`', '(', ')', '"', '\'', ',', ';', '.', '!', '?'];
