//! `eku check`: a deployment, judged.
//!
//! What files say is read first, whatever they are; options then say the rest, or something else.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use eku_deployment::Description;
use eku_engine::report::{
    Problem, Report, Verdict, breaks_within, calendar, html, markdown, nagios, problem_line,
    prometheus, text,
};
use eku_engine::time::Timestamp;

use crate::archives;
use crate::arguments::{Check, CheckFormat};
use crate::case_file;
use crate::deployment_file;
use crate::input::{Input, shown};
use crate::options::{self, usage};
use crate::outcome::Outcome;
use crate::output::Output;

/// Judges the deployment that files and options describe.
pub(crate) fn run(arguments: &Check, output: &Output) -> Outcome {
    let report = match report(arguments, output) {
        Ok(report) => report,
        Err(problems) => {
            for problem in &problems {
                output.problem(problem);
            }
            if let (CheckFormat::Nagios, Some(first)) = (arguments.format, problems.first()) {
                output.visible(&nagios::unknown(&problem_line(first)));
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
        // Nothing hides in it, and its lines end as RFC 5545 says.
        CheckFormat::Ics => output.visible(&calendar::report(&report)),
        CheckFormat::Nagios => {
            let (state, line) = nagios::report(&report, arguments.within);
            output.visible(&line);
            return match state {
                nagios::State::Ok => Outcome::Good,
                nagios::State::Warning => Outcome::AtRisk,
                nagios::State::Critical => Outcome::Fails,
                nagios::State::Unknown => Outcome::Unreadable,
            };
        }
        CheckFormat::Prometheus => {
            let name = arguments.deployment_name.as_deref();
            output.visible(&prometheus::report(&report, name));
        }
        CheckFormat::Json => match serde_json::to_string_pretty(&report) {
            Ok(json) => output.json(&format!("{json}\n")),
            Err(_) => return Outcome::Unreadable,
        },
    }
    match report.verdict {
        Verdict::Works if arguments.within.is_some_and(|days| breaks_within(&report, days)) => {
            Outcome::AtRisk
        }
        Verdict::Works => Outcome::Good,
        Verdict::Fails => Outcome::Fails,
        Verdict::Undecided => Outcome::Undecided,
    }
}

/// The report of what files and options describe, or what stops the check.
fn report(arguments: &Check, output: &Output) -> Result<Report, Vec<Problem>> {
    if arguments.deployment_name.is_some() && arguments.format != CheckFormat::Prometheus {
        let what = "--deployment-name is for the metrics of Prometheus";
        return Err(vec![usage(what, "add --format prometheus")]);
    }
    let Described { mut description, at, is_whole } = described(arguments, output)?;
    options::apply(arguments, &mut description, output)?;
    if !is_whole && !description.says_something() {
        let remedy = "add a deployment file, diagnostic archives, or at least one of \
            --core-server, --core-client, --edge-server, --edge-client";
        let what = match arguments.names_a_file() {
            true => {
                "nothing to check: the files contain no certificates and no settings that matter"
            }
            false => "nothing to check",
        };
        let nothing = usage(what, remedy);
        return Err(description.problems.into_iter().chain([nothing]).collect());
    }
    let at = arguments.at.or(at).unwrap_or_else(now);
    description.report(at).map_err(|error| {
        vec![usage(&error.to_string(), error.remedy().unwrap_or("see eku check --help"))]
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

/// One deployment file or case, and archives and single files beside it. What the file of a person says
/// wins, as options do.
fn described(arguments: &Check, output: &Output) -> Result<Described, Vec<Problem>> {
    let mut whole: Option<(&Path, Described)> = None;
    let mut others = Vec::new();
    for path in &arguments.inputs {
        if !arguments.of_one_file() && !is_whole_by_name(path) {
            others.push((path, None));
            continue;
        }
        let input = Input::open(path, output).map_err(|problem| vec![problem])?;
        let described = if case_file::is_one(&input) {
            let (description, at) = case_file::read(input)?;
            Described { description, at, is_whole: true }
        } else if archives::is_one(path, &input) {
            others.push((path, Some(input)));
            continue;
        } else {
            let input =
                input.in_memory(deployment_file::LARGEST).map_err(|problem| vec![problem])?;
            if archives::is_text_of_one(path, input.head()) {
                others.push((path, Some(input)));
                continue;
            }
            let description = deployment_file::read(path, input, output)?;
            Described { description, at: None, is_whole: true }
        };
        if let Some((other, _)) = whole.as_ref().filter(|(other, _)| other != path) {
            let what = format!("{} and {} each describe a deployment", shown(other), shown(path));
            return Err(vec![usage(&what, "use one of them, and add archives to it")]);
        }
        whole = Some((path, described));
    }
    let nothing = Described { description: Description::default(), at: None, is_whole: false };
    let described = whole.map_or(nothing, |(_, described)| described);
    if others.is_empty() && arguments.core.is_empty() && arguments.edge.is_empty() {
        return Ok(described);
    }
    let description = archives::read(arguments, others, described.description, output)?;
    Ok(Described { description, ..described })
}

/// Whether a file among several describes a whole deployment, as its name has it.
fn is_whole_by_name(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ["toml", "json"].iter().any(|whole| ending.eq_ignore_ascii_case(whole))
}

/// The present instant.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_unix_seconds(since.as_secs()).unwrap_or_default()
}
