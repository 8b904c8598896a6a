//! `eku check`: a deployment, judged.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use eku_deployment::{Read, Reader};
use eku_engine::deployment::{
    Deployment, DeploymentError, Node, NodeName, Peer, Release, Store, Stores,
};
use eku_engine::evidence::Observation;
use eku_engine::report::{InputReport, Problem, Report, Verdict, html, markdown, text};
use eku_engine::time::Timestamp;

use crate::Outcome;
use crate::archives;
use crate::arguments::{Check, CheckFormat, Switch};
use crate::case_file;
use crate::deployment_file;
use crate::input::{self, Input};
use crate::output::Output;

/// Judges the deployment that a file or the options describe.
pub(crate) fn run(arguments: &Check, output: &Output) -> Outcome {
    let described = match arguments.inputs.as_slice() {
        [path] if arguments.of_deployment_file() => described_by_file(arguments, path, output),
        [] if arguments.core.is_empty() && arguments.edge.is_empty() => {
            described_by_options(arguments, output).map(Described::from)
        }
        _ => archives::read(arguments, None, output),
    };
    let Described { deployment, problems, observations, input, at } = match described {
        Ok(described) => described,
        Err(problems) => {
            for problem in &problems {
                output.problem(problem);
            }
            return Outcome::Unreadable;
        }
    };
    let at = arguments.at.or(at).unwrap_or_else(now);
    let report = eku_engine::check_with_evidence(&deployment, &observations, at);
    let report = Report { problems, input, ..report };
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

/// A deployment, and what in its files could not be used and did not stop it.
#[derive(Debug)]
pub(crate) struct Described {
    pub(crate) deployment: Deployment,
    pub(crate) problems: Vec<Problem>,
    /// What was seen of it at work.
    pub(crate) observations: Vec<Observation>,
    /// What was read, where it was more than named certificates.
    pub(crate) input: InputReport,
    /// The instant that it names itself.
    pub(crate) at: Option<Timestamp>,
}

impl From<Read> for Described {
    /// Nothing but certificates was named.
    fn from(read: Read) -> Self {
        let Read { deployment, problems } = read;
        let (observations, input) = Default::default();
        Self { deployment, problems, observations, input, at: None }
    }
}

/// By one file: a case, a deployment file or an archive.
fn described_by_file(
    arguments: &Check,
    path: &Path,
    output: &Output,
) -> Result<Described, Vec<Problem>> {
    let input = Input::open(path, output).map_err(|problem| vec![problem])?;
    let is_case = case_file::is_one(&input);
    if !is_case && archives::is_one(path, &input) {
        return archives::read(arguments, Some(input), output);
    }
    match arguments.overriding() {
        Some(option) => Err(vec![usage(
            &format!("{option} does not go with a deployment file"),
            "write it into the file",
        )]),
        None if is_case => case_file::read(input),
        None => deployment_file::read(path, input, output).map(Described::from),
    }
}

fn described_by_options(arguments: &Check, output: &Output) -> Result<Read, Vec<Problem>> {
    let given = [
        &arguments.core_server,
        &arguments.core_client,
        &arguments.edge_server,
        &arguments.edge_client,
    ];
    if given.iter().all(|path| path.is_none()) {
        return Err(vec![usage(
            "nothing to check",
            "give a deployment file, or at least one of --core-server, --core-client, \
             --edge-server, --edge-client",
        )]);
    }
    let release = arguments.release.unwrap_or(Release::X15_5);
    let mut reader = Reader::default();
    let node = |reader: &mut Reader, name: NodeName| -> Result<Node, Problem> {
        let (server, client, check, own_trusted) = match name {
            NodeName::Core => (
                &arguments.core_server,
                &arguments.core_client,
                arguments.core_eku_check,
                &arguments.core_trusted,
            ),
            NodeName::Edge => (
                &arguments.edge_server,
                &arguments.edge_client,
                arguments.edge_eku_check,
                &arguments.edge_trusted,
            ),
        };
        let mut store = |path: &Option<PathBuf>| {
            path.as_ref().map_or(Store::Empty, |path| reader.store(input::read(path, output)))
        };
        let server = store(server);
        let stores = match (release.has_client_store(), client) {
            (true, client) => Stores::Two { server, client: store(client) },
            (false, None) => Stores::One(server),
            (false, Some(_)) => {
                return Err(usage(
                    &format!("--{name}-client: {release} has no client store"),
                    &format!("give the one certificate as --{name}-server, or --release X15.5"),
                ));
            }
        };
        let mut node = Node::new(name, release, vec![Peer::only(stores)]).map_err(of_options)?;
        node.trusted_cas = reader.trusted_cas(
            arguments.trusted.iter().chain(own_trusted).map(|path| input::read(path, output)),
        );
        set_check(&mut node, check)?;
        Ok(node)
    };
    let core = node(&mut reader, NodeName::Core);
    let edge = node(&mut reader, NodeName::Edge);
    let deployment =
        core.and_then(|core| edge.and_then(|edge| Deployment::new(core, edge).map_err(of_options)));
    reader.finish(deployment)
}

pub(crate) fn set_check(node: &mut Node, check: Option<Switch>) -> Result<(), Problem> {
    let (name, release) = (node.name(), node.release());
    check.map_or(Ok(()), |check| node.set_eku_check(check.into())).map_err(|_| {
        usage(
            &format!("--{name}-eku-check: {release} has no EKU check setting"),
            "leave it out, or give --release X15.5",
        )
    })
}

pub(crate) fn of_options(error: DeploymentError) -> Problem {
    usage(&error.to_string(), "see eku check --help")
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
