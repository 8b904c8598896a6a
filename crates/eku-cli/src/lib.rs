//! The command line: `eku inspect`, `eku check`, `eku upload` and `eku audit`.
//!
//! Results go to standard output, messages about input to standard error, one line each. The exit
//! code is the answer: see `Outcome`. What is asked for is parsed in `arguments`, input is read
//! in `input` and `deployment_file`, and everything else is the engine's.

#![forbid(unsafe_code)]

mod archives;
mod arguments;
mod audit;
mod case_file;
mod check;
pub mod deployment_file;
mod input;
mod inspect;
mod output;
mod upload;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser};

use arguments::{Arguments, Color, Command};
use eku_engine::report::text::visible;
use output::Output;

/// How a command ended, as an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Everything was read; every service works; the upload is accepted.
    Good,
    /// A service fails; the upload is refused.
    Fails,
    /// Something that was named could not be read, the output could not be written, or the usage
    /// is wrong.
    Unreadable,
    /// No service fails, and one or more are undecided; the upload is undecided.
    Undecided,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Good => 0,
            Outcome::Fails => 1,
            Outcome::Unreadable => 2,
            Outcome::Undecided => 3,
        })
    }
}

/// Does what the command line of this process asks for.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return without_command(&error).into(),
    };
    let output = Output::new(arguments.color);
    let outcome = match &arguments.command {
        Command::Inspect(inspect) => inspect::run(inspect, &output),
        Command::Check(check) => check::run(check, &output),
        Command::Upload(upload) => upload::run(upload, &output),
        Command::Audit(audit) => audit::run(audit, &output),
    };
    output.end(outcome).into()
}

/// Shows the help or the version, or what is wrong with the command line.
fn without_command(error: &clap::Error) -> Outcome {
    let output = Output::new(Color::Auto);
    if error.use_stderr() {
        output.usage(&of_visible_words().as_ref().unwrap_or(error).to_string());
        return output.end(Outcome::Unreadable);
    }
    output.help(&error.render());
    output.end(Outcome::Good)
}

/// What is wrong with the command line once nothing in its words hides, so that the message, which
/// quotes them, has no lines but its own.
fn of_visible_words() -> Option<clap::Error> {
    let words = std::env::args_os().map(|word| visible(&word.to_string_lossy()));
    Arguments::try_parse_from(words).err().filter(clap::Error::use_stderr)
}

/// The definition of the command line, for what is made of it: man pages and completions.
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}
