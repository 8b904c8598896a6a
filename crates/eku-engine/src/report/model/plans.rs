//! What to do.

use alloc::string::String;
use alloc::vec::Vec;

use super::Source;
use crate::deployment::Service;
use crate::plan::{Action, Target};

/// A set of actions that, applied together, repair what they promise.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanReport {
    /// Whether it repairs every failing service.
    pub complete: bool,
    /// The services it repairs.
    pub repairs: Vec<Service>,
    /// What it does, in one line.
    pub title: String,
    /// What it leaves, in one sentence; empty where nothing is left.
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

/// One action of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActionReport {
    /// Stable identifier, for example `turn-off-eku-check`.
    pub id: &'static str,
    /// What it acts on: a store, `core`, `edge`, `deployment` or `far-end:<slug>`.
    pub target: Target,
    /// The same in words: `Core, client store`.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub target_words: String,
    /// What to do, in one line.
    pub title: String,
    /// What to know before doing it.
    pub warnings: Vec<String>,
    /// How to do it, step by step.
    pub steps: Vec<String>,
    /// Commands to copy, one an entry; a file's content where its first line is a comment.
    pub commands: Vec<String>,
    /// Whether somebody outside the deployment has to act.
    pub outside: bool,
    /// Other actions with the same effect.
    pub alternatives: Vec<ActionReport>,
    /// Where the remedy comes from.
    pub source: Source,
}

/// An action that is worth doing and changes no verdict, so that it is in no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AdviceReport {
    /// Why, in a sentence.
    pub because: String,
    /// What to do.
    pub action: ActionReport,
}
