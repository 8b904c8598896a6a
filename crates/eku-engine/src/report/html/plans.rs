//! Plans and their runbooks as HTML.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::writer::Writer;
use crate::report::{ActionReport, PlanReport, Step};

/// The best plan in full, the others by their titles: a reader follows one.
pub(super) fn shown(page: &mut Writer, heading: &str, plans: &[PlanReport], cut: bool) {
    let Some((first, others)) = plans.split_first() else { return };
    page.line("h2", "", heading);
    page.line("h3", "", &titled(first));
    page.line("p", "", &first.remains);
    let several = first.actions.len() > 1;
    for action in &first.actions {
        self::action(page, action, several);
    }
    if !others.is_empty() {
        page.line("h3", "", "Alternatives");
        page.open("ul", "");
        for plan in others {
            page.line("li", "", &[titled(plan).as_str(), &plan.remains].join(" "));
        }
        page.close("ul");
    }
    if cut {
        page.line("p", "fine", "More fixes exist than are listed.");
    }
}

fn titled(plan: &PlanReport) -> String {
    let scope = match (plan.complete, plan.open) {
        (true, true) => "",
        (true, false) if plan.by.is_some() => " Keeps everything working.",
        (true, false) => " Fixes all failures.",
        (false, _) => " Partial fix.",
    };
    format!("{}.{scope}", plan.title)
}

/// A runbook: the risks, the steps, and how to go back.
pub(super) fn action(page: &mut Writer, action: &ActionReport, titled: bool) {
    if titled {
        page.line("h4", "", &action.title);
    }
    if action.outside {
        page.line("p", "fine", "The far end's administrators must do this.");
    }
    if !action.risks.is_empty() {
        page.line("p", "lead", "Before you start:");
        page.list("ul", "runbook", &action.risks);
    }
    page.open("ol", "runbook");
    action.runbook.iter().for_each(|one| step(page, one));
    page.close("ol");
    if !action.rollback.is_empty() {
        page.line("p", "lead", "Rollback:");
        page.open("ul", "runbook");
        action.rollback.iter().for_each(|one| step(page, one));
        page.close("ul");
    }
    for other in &action.alternatives {
        page.line("p", "", &format!("Or: {}.", other.title));
    }
    page.open("p", "fine");
    page.source(&action.source);
    page.close("p");
}

/// A step in as few lines as it takes: the report is one to two pages on paper.
fn step(page: &mut Writer, step: &Step) {
    page.open("li", "");
    let result = step.result.as_ref().map(|result| format!(" Result: {result}"));
    let result = result.unwrap_or_default();
    page.line("p", "", &format!("{} [{}]{result}", step.text, step.basis()));
    let fields = step.fields.iter().map(|field| format!("{}: {}", field.name, field.value));
    page.line("p", "fine", &Vec::from_iter(fields).join(" \u{b7} "));
    if let Some(command) = &step.command {
        page.block("pre", &command.lines().collect::<Vec<_>>());
    }
    page.close("li");
}
