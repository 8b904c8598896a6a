//! What to do, as runbooks.

use alloc::string::String;
use alloc::vec::Vec;

use super::Source;
use crate::deployment::Service;
use crate::plan::{Action, Target};
use crate::time::Date;

/// A set of actions that together fix what they promise.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanReport {
    /// Whether it fixes every failing service.
    pub complete: bool,
    /// The services it fixes.
    pub repairs: Vec<Service>,
    /// What it does, in one line.
    pub title: String,
    /// The last day to do it, for a fix of a later failure.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub by: Option<Date>,
    /// The day on which what it fixes breaks again although each certificate is renewed by its
    /// issuer,
    /// where it only puts that off.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    pub until: Option<Date>,
    /// What it leaves, and how long it lasts where that is not for good, in sentences;
    /// empty where nothing is left.
    pub remains: String,
    /// Whether services that it repairs are undecided then, which `remains` says.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub open: bool,
    /// What to do, in order.
    pub actions: Vec<ActionReport>,
    /// The same as the engine does it to a deployment: see [`crate::plan::after`].
    #[cfg_attr(feature = "serde", serde(skip))]
    pub moves: Vec<Action>,
}

/// One action of a fix: a runbook.
///
/// JSON has its texts and commands once more as `warnings`, `steps` and `commands`, for readers that knew
/// these before there was a runbook.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(into = "ActionJson"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActionReport {
    /// Stable identifier, for example `turn-off-eku-check`.
    pub id: &'static str,
    /// What it acts on: a store, `core`, `edge`, `deployment` or `far-end:<slug>`.
    pub target: Target,
    /// The same in words: `Core, client store`.
    pub target_words: String,
    /// What to do, in one line.
    pub title: String,
    /// What can go wrong or is interrupted, and what to do about it: to be read before the first step.
    pub risks: Vec<String>,
    /// What to do, in order.
    pub runbook: Vec<Step>,
    /// How to go back.
    pub rollback: Vec<Step>,
    /// Whether somebody outside the deployment has to act.
    pub outside: bool,
    /// Whether the steps were told for another peer before, so that its peer is all that tells it apart.
    pub is_again: bool,
    /// Other actions with the same effect.
    pub alternatives: Vec<ActionReport>,
    /// Where the remedy comes from.
    pub source: Source,
}

impl ActionReport {
    /// The commands of its steps, in order.
    pub fn commands(&self) -> impl Iterator<Item = &str> {
        self.runbook.iter().filter_map(|step| step.command.as_deref())
    }

    /// What is left of an alternative once the action itself was told: the risks and the steps, by their
    /// numbers, in which the two differ.
    #[must_use]
    pub fn beside(&self, told: &Self) -> (Vec<&str>, Vec<(usize, &Step)>) {
        let risks = self.risks.iter().filter(|risk| !told.risks.contains(risk));
        let steps = self.runbook.iter().enumerate();
        let steps = steps.filter(|(_, step)| !told.runbook.contains(step));
        (
            risks.map(String::as_str).collect(),
            steps.map(|(index, step)| (index + 1, step)).collect(),
        )
    }
}

/// One step of a runbook: a verb, a place and a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// What to do, in a sentence or two.
    pub text: String,
    /// What to copy: a command, or a file's content where its first line is a comment.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub command: Option<String>,
    /// What to enter on the page, field by field.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub fields: Vec<Field>,
    /// What is seen when the step has worked.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub result: Option<String>,
    /// Where it says so. Without one the step is inferred from how such systems work.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub source: Option<Source>,
}

impl Step {
    /// The document that says it, by its short identifier; `inferred` where none does.
    #[must_use]
    pub fn basis(&self) -> &'static str {
        self.source.map_or("inferred", |source| source.id)
    }
}

/// A field of a page, and what to enter there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Field {
    /// What the page calls it.
    pub name: String,
    /// What to enter.
    pub value: String,
}

/// An action as JSON shows it.
#[cfg(feature = "serde")]
#[derive(serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ActionReport"))]
struct ActionJson {
    /// Stable identifier, for example `turn-off-eku-check`.
    id: &'static str,
    /// What it acts on: a store, `core`, `edge`, `deployment` or `far-end:<slug>`.
    target: Target,
    /// What to do, in one line.
    title: String,
    /// What can go wrong or is interrupted, and what to do about it: to be read before the first step.
    risks: Vec<String>,
    /// What to do, in order.
    runbook: Vec<Step>,
    /// How to go back.
    rollback: Vec<Step>,
    /// The same as `risks`.
    warnings: Vec<String>,
    /// The texts of the runbook.
    steps: Vec<String>,
    /// The commands of the runbook; a file's content where its first line is a comment.
    commands: Vec<String>,
    /// Whether somebody outside the deployment has to act.
    outside: bool,
    /// Other actions with the same effect.
    alternatives: Vec<ActionReport>,
    /// Where the remedy comes from.
    source: Source,
}

#[cfg(feature = "serde")]
impl From<ActionReport> for ActionJson {
    fn from(action: ActionReport) -> Self {
        Self {
            warnings: action.risks.clone(),
            steps: action.runbook.iter().map(|step| step.text.clone()).collect(),
            commands: action.commands().map(Into::into).collect(),
            id: action.id,
            target: action.target,
            title: action.title,
            risks: action.risks,
            runbook: action.runbook,
            rollback: action.rollback,
            outside: action.outside,
            alternatives: action.alternatives,
            source: action.source,
        }
    }
}

/// An action that is worth doing but changes no verdict, so it is in no fix.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AdviceReport {
    /// Why, in a sentence.
    pub because: String,
    /// What to do.
    pub action: ActionReport,
}
