//! `eku inspect`: every certificate in the files.

use eku_engine::report::{self, text};

use crate::Outcome;
use crate::arguments::{Inspect, InspectFormat};
use crate::input;
use crate::output::Output;

/// Shows the certificates of every file, in input order.
pub(crate) fn run(arguments: &Inspect, output: &Output) -> Outcome {
    let mut outcome = Outcome::Good;
    let mut first = true;
    for path in &arguments.files {
        let source = match input::read(path) {
            Ok(source) => source,
            Err(problem) => {
                output.problem(&problem);
                outcome = Outcome::Unreadable;
                continue;
            }
        };
        for certificate in report::certificates(&source.bundle.certificates, &source.name) {
            match arguments.format {
                InspectFormat::Text => {
                    let separator = if first { "" } else { "\n" };
                    output.result(&format!("{separator}{}", text::certificate(&certificate)));
                }
                InspectFormat::Json => match serde_json::to_string(&certificate) {
                    Ok(line) => output.json(&format!("{line}\n")),
                    Err(_) => outcome = Outcome::Unreadable,
                },
            }
            first = false;
        }
        for problem in &source.problems {
            output.problem(problem);
            outcome = Outcome::Unreadable;
        }
    }
    outcome
}
