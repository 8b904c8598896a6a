//! The command line: `eku inspect`, `eku check`, `eku upload`, `eku audit` and `eku probe`.
//!
//! Results go to standard output, messages about input to standard error, one line each. The exit
//! code is the answer: see `outcome`. What is asked for is parsed in `arguments`, input is read
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
mod options;
mod outcome;
mod output;
mod probe;
mod upload;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser};

use arguments::{Arguments, CheckFormat, Color, Command};
use eku_engine::report::nagios;
use eku_engine::report::text::visible;
use eku_engine::secret;
use outcome::Outcome;
use output::Output;

/// Does what the command line of this process asks for.
#[must_use]
pub fn run() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let arguments = match parsed(&words) {
        Ok(arguments) => arguments,
        Err(Otherwise::Refused(message)) => {
            let output = Output::new(Color::Auto);
            output.usage(&message);
            if !asks_for_a_plugin(&words) {
                return output.end(Outcome::Unreadable).into();
            }
            let first = message.lines().next().unwrap_or_default();
            output.visible(&nagios::unknown(first.strip_prefix("error: ").unwrap_or(first)));
            return output.end(Outcome::Unreadable).plugin_code();
        }
        Err(Otherwise::Shown(help)) => {
            let output = Output::new(Color::Auto);
            output.help(&help.render());
            return output.end(Outcome::Good).into();
        }
    };
    let output = Output::new(arguments.color);
    let outcome = match &arguments.command {
        Command::Inspect(inspect) => inspect::run(inspect, &output),
        Command::Check(check) => check::run(check, &output),
        Command::Upload(upload) => upload::run(upload, &output),
        Command::Audit(audit) => audit::run(audit, &output),
        Command::Probe(probe) => probe::run(probe, &output),
    };
    let outcome = output.end(outcome);
    match &arguments.command {
        Command::Check(check) if check.format == CheckFormat::Nagios => outcome.plugin_code(),
        _ => outcome.into(),
    }
}

/// Whether a command line that cannot be parsed asks for the answer of a monitoring plugin, which reads
/// its exit code 2 as a failing service.
fn asks_for_a_plugin(words: &[OsString]) -> bool {
    words.iter().any(|word| word == "check")
        && (words.iter().any(|word| word == "--format=nagios")
            || words.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "nagios"))
}

/// What is said of a command line that asks for nothing that can be done; its first word is the
/// program's name.
#[must_use]
pub fn refusal(words: &[OsString]) -> Option<String> {
    match parsed(words) {
        Err(Otherwise::Refused(message)) => Some(message),
        Err(Otherwise::Shown(_)) | Ok(_) => None,
    }
}

/// What a command line gives instead of something to do.
enum Otherwise {
    /// The help or the version.
    Shown(clap::Error),
    /// What is wrong with it.
    Refused(String),
}

fn parsed(words: &[OsString]) -> Result<Arguments, Otherwise> {
    // Its other words are of no use then: they may be the other lines of the key.
    if words.iter().skip(1).any(|word| secret::begins_key(&word.to_string_lossy())) {
        return Err(Otherwise::Refused(KEY_GIVEN.into()));
    }
    Arguments::try_parse_from(words).map_err(|error| match error.use_stderr() {
        true => Otherwise::Refused(of_shown_words(words, &error).to_string()),
        false => Otherwise::Shown(error),
    })
}

/// What is wrong with the command line in words that may be shown: the message quotes what was given,
/// so it is made anew with nothing in it that hides, no more of each word than a name, and nothing
/// of a private key. Where that changes what is wrong, it is said without a quotation.
fn of_shown_words(words: &[OsString], error: &clap::Error) -> clap::Error {
    let words = words.iter().map(|word| shown_word(&word.to_string_lossy()));
    let again = Arguments::try_parse_from(words).err().filter(clap::Error::use_stderr);
    again.unwrap_or_else(|| Arguments::command().error(error.kind(), WRONG_USAGE))
}

/// A word of the command line as it may be shown; an option and its value each for itself.
fn shown_word(word: &str) -> String {
    let shown = |text: &str| visible(&secret::quoted(text));
    match word.split_once('=') {
        Some((option, value)) if option.starts_with("--") => {
            format!("{}={}", shown(option), shown(value))
        }
        _ => shown(word),
    }
}

/// The definition of the command line, for what is made of it: man pages and completions.
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}

/// What is said of a command line where nothing of it may be quoted.
const WRONG_USAGE: &str = "the command line cannot be read";

/// What is said of a private key on the command line.
const KEY_GIVEN: &str = "eku: the command line contains a private key, which was discarded: \
    use file names, and clear your shell history\n";
