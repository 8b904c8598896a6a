//! What nobody said and what was assumed in its place, in words.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::deployment::{NodeName, Release, Switch};

/// Something that was not known and had to be, to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// Which release a node runs.
    Release {
        /// The node.
        node: NodeName,
        /// What is judged.
        release: Release,
        /// Whether that is what the other node runs; else it is the newest.
        as_the_other: bool,
    },
    /// How a switch of a node stands: as on a new system.
    Switch {
        /// The node.
        node: NodeName,
        /// The switch.
        switch: Switch,
        /// What is judged.
        on: bool,
    },
}

/// Something that was assumed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AssumedReport {
    /// What it is: `release`, or the identifier of a switch.
    pub id: &'static str,
    /// Of which nodes: `core`, `edge` or both.
    pub nodes: Vec<&'static str>,
    /// What was assumed, `X15.5` or `On`.
    pub value: String,
    /// The same in a sentence.
    pub text: String,
}

/// What was assumed, for a report: the same of both nodes once.
#[must_use]
pub fn assumed(assumptions: &[Assumption]) -> Vec<AssumedReport> {
    let releases = assumptions.iter().filter_map(|one| match one {
        Assumption::Release { node, release, as_the_other } => {
            Some((*node, *release, *as_the_other))
        }
        Assumption::Switch { .. } => None,
    });
    let releases = match *Vec::from_iter(releases) {
        [] => None,
        [(node, release, as_the_other)] => {
            let why = match as_the_other {
                true => format!("the release of {}", node.other().title()),
                false => "the newest release".into(),
            };
            let text = format!("{} runs {release} ({why}).", node.title());
            Some((Vec::from([node.id()]), release, text))
        }
        [(_, release, _), ..] => {
            let text = format!("Core and Edge run {release} (the newest release).");
            Some((NodeName::ALL.map(NodeName::id).into(), release, text))
        }
    };
    let releases = releases.map(|(nodes, release, text)| AssumedReport {
        id: "release",
        nodes,
        value: release.to_string(),
        text,
    });
    let switches = Switch::ALL.into_iter().filter_map(|switch| of_switch(assumptions, switch));
    releases.into_iter().chain(switches).collect()
}

/// What was assumed of a switch: it has one default, on either node.
fn of_switch(assumptions: &[Assumption], sought: Switch) -> Option<AssumedReport> {
    let of_switch = assumptions.iter().filter_map(|one| match one {
        Assumption::Switch { node, switch, on } if *switch == sought => Some((*node, *on)),
        Assumption::Switch { .. } | Assumption::Release { .. } => None,
    });
    let (nodes, states): (Vec<NodeName>, Vec<bool>) = of_switch.unzip();
    let (row, state) = (sought.row(), sought.state(*states.first()?));
    let titles = Vec::from_iter(nodes.iter().map(|node| node.title()));
    Some(AssumedReport {
        id: row.id,
        nodes: nodes.iter().map(|node| node.id()).collect(),
        value: state.into(),
        text: format!("The {} of {} is {state} (the default).", row.name, titles.join(" and ")),
    })
}

/// What was assumed in a line; `None` where nothing was.
#[must_use]
pub fn assumed_line(assumed: &[AssumedReport]) -> Option<String> {
    let texts = Vec::from_iter(assumed.iter().map(|one| one.text.as_str()));
    (!texts.is_empty()).then(|| format!("Assumed: {}", texts.join(" ")))
}
