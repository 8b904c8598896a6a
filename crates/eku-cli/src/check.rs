//! `eku check`: a deployment, judged.
//!
//! What files say is read first, whatever they are; options then say the rest, or something else.

use std::time::{SystemTime, UNIX_EPOCH};

use eku_deployment::Description;
use eku_engine::deployment::DeploymentError;
use eku_engine::report::{Problem, Report, Verdict, html, markdown, text};
use eku_engine::time::Timestamp;

use crate::Outcome;
use crate::archives;
use crate::arguments::{Check, CheckFormat};
use crate::case_file;
use crate::deployment_file;
use crate::input::Input;
use crate::options;
use crate::output::Output;

/// Judges the deployment that files and options describe.
pub(crate) fn run(arguments: &Check, output: &Output) -> Outcome {
    let report = match report(arguments, output) {
        Ok(report) => report,
        Err(problems) => {
            for problem in &problems {
                output.problem(problem);
            }
            return Outcome::Unreadable;
        }
    };
    for problem in &report.problems {
        output.problem(problem);
    }
    match arguments.format {
        CheckFormat::Text => {
            let paint = |verdict: Verdict, words: &str| output.paint(verdict, words);
            output.result(&text::report(&report, &paint));
        }
        CheckFormat::Markdown => output.result(&markdown::report(&report)),
        CheckFormat::Html => output.result(&html::report(&report)),
        CheckFormat::Json => match serde_json::to_string_pretty(&report) {
            Ok(json) => output.json(&format!("{json}\n")),
            Err(_) => return Outcome::Unreadable,
        },
    }
    match report.verdict {
        Verdict::Works => Outcome::Good,
        Verdict::Fails => Outcome::Fails,
        Verdict::Undecided => Outcome::Undecided,
    }
}

/// The report of what files and options describe, or what stops the check.
fn report(arguments: &Check, output: &Output) -> Result<Report, Vec<Problem>> {
    let Described { mut description, at, is_whole } = described(arguments, output)?;
    options::apply(arguments, &mut description, output)?;
    if !is_whole && !description.says_something() {
        let remedy = "give a deployment file, diagnostic archives, or at least one of \
                      --core-server, --core-client, --edge-server, --edge-client";
        let nothing = usage("nothing to check", remedy);
        return Err(description.problems.into_iter().chain([nothing]).collect());
    }
    let at = arguments.at.or(at).unwrap_or_else(now);
    description.report(at).map_err(|error| {
        let remedy = match error {
            DeploymentError::TooLarge { .. } => "describe the far ends in several deployments",
            _ => "see eku check --help",
        };
        vec![usage(&error.to_string(), remedy)]
    })
}

/// What files describe.
struct Described {
    description: Description,
    /// The instant that a case names itself.
    at: Option<Timestamp>,
    /// Whether a person described a deployment, and not archives that may hold nothing of one.
    is_whole: bool,
}

fn described(arguments: &Check, output: &Output) -> Result<Described, Vec<Problem>> {
    let mut opened = None;
    if let [path] = arguments.inputs.as_slice()
        && arguments.of_one_file()
    {
        let input = Input::open(path, output).map_err(|problem| vec![problem])?;
        if case_file::is_one(&input) {
            let (description, at) = case_file::read(input)?;
            return Ok(Described { description, at, is_whole: true });
        }
        if !archives::is_one(path, &input) {
            let description = deployment_file::read(path, input, output)?;
            return Ok(Described { description, at: None, is_whole: true });
        }
        opened = Some(input);
    }
    let description = archives::read(arguments, opened, output)?;
    Ok(Described { description, at: None, is_whole: false })
}

pub(crate) fn usage(what: &str, remedy: &str) -> Problem {
    Problem {
        file: "eku check".into(),
        what: what.into(),
        place: String::new(),
        remedy: remedy.into(),
        count: 1,
    }
}

/// The present instant.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_unix_seconds(since.as_secs()).unwrap_or_default()
}
