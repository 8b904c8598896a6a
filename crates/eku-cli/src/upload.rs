//! `eku upload`: what the upload page of a store does with a certificate.

use eku_engine::deployment::{NodeName, StoreKind};
use eku_engine::report::{self, Problem, text};
use eku_engine::upload::{Upload, UploadVerdict};

use crate::arguments::{self, NodeWord, StoreWord};
use crate::check::now;
use crate::input;
use crate::outcome::Outcome;
use crate::output::Output;

/// Judges an upload.
pub(crate) fn run(arguments: &arguments::Upload, output: &Output) -> Outcome {
    let node = match arguments.node {
        NodeWord::Core => NodeName::Core,
        NodeWord::Edge => NodeName::Edge,
    };
    let store = match arguments.store {
        StoreWord::Server => StoreKind::Server,
        StoreWord::Client => StoreKind::Client,
    };
    let (as_client, switch) = (arguments.as_client, arguments.server_eku_upload);
    let upload = match Upload::new(node, arguments.release, store, as_client, switch) {
        Ok(upload) => upload,
        Err(error) => {
            output.problem(&Problem {
                file: "eku upload".into(),
                what: error.to_string(),
                place: String::new(),
                remedy: "see eku upload --help".into(),
                count: 1,
            });
            return Outcome::Unreadable;
        }
    };
    let file = match input::read(&arguments.file, output) {
        Ok(file) => file,
        Err(problem) => {
            output.problem(&problem);
            return Outcome::Unreadable;
        }
    };
    for problem in &file.problems {
        output.problem(problem);
    }
    let leaf = file.certificates.first().filter(|_| !file.first_unreadable);
    let Some(leaf) = leaf else { return Outcome::Unreadable };
    let report = report::upload(&upload, leaf, arguments.at.unwrap_or_else(now));
    output.result(&text::upload(&report));
    match report.verdict {
        UploadVerdict::Accepted => Outcome::Good,
        UploadVerdict::Refused => Outcome::Fails,
        UploadVerdict::Undecided => Outcome::Undecided,
    }
}
