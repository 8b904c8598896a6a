//! The options for the switches of the nodes: one for each that a node has on some release, such as
//! `--edge-eku-check on`. What they are called and take follows from the switch's row.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};
use eku_engine::deployment::{NodeName, Release, Switch, Switches};

/// What the options say.
#[derive(Debug)]
pub(crate) struct SwitchOptions([Switches<bool>; 2]);

impl SwitchOptions {
    /// What they say of a node.
    pub(crate) fn of(&self, node: NodeName) -> Switches<bool> {
        self.0[node as usize]
    }
}

/// The value of an option for a state.
pub(crate) fn value(switch: Switch, on: bool) -> String {
    switch.state(on).to_lowercase()
}

/// What an option is called, without its dashes.
pub(crate) fn name(node: NodeName, switch: Switch) -> String {
    format!("{node}-{}", switch.row().id)
}

fn options() -> impl Iterator<Item = (NodeName, Switch)> {
    let of_node = |node| Switch::ALL.into_iter().map(move |switch| (node, switch));
    let all = NodeName::ALL.into_iter().flat_map(of_node);
    all.filter(|(node, switch)| Release::having(*switch, *node).next().is_some())
}

fn help(node: NodeName, switch: Switch) -> String {
    let having = Vec::from_iter(Release::having(switch, node));
    let only = match having.len() == Release::groups().len() {
        true => String::new(),
        false => format!(" ({})", having.join(", ")),
    };
    format!("{}: {}{only}", node.title(), switch.row().about)
}

impl Args for SwitchOptions {
    fn augment_args(command: Command) -> Command {
        command.args(options().map(|(node, switch)| {
            let values = [true, false].map(|on| value(switch, on));
            Arg::new(name(node, switch))
                .long(name(node, switch))
                .value_name(values.join("|"))
                .value_parser(PossibleValuesParser::new(values))
                .help(help(node, switch))
                .help_heading(super::NOT_SAID)
        }))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for SwitchOptions {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut options = Self([Switches::default(); 2]);
        options.update_from_arg_matches(matches)?;
        Ok(options)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        for (node, switch) in options() {
            if let Some(given) = matches.get_one::<String>(&name(node, switch)) {
                self.0[node as usize][switch] = Some(*given == value(switch, true));
            }
        }
        Ok(())
    }
}
