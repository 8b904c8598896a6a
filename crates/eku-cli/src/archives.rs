//! Diagnostic archives to a deployment, for `eku check ARCHIVE...`.
//!
//! Files of every kind are taken, archives and what was unpacked from them alike. Which node a
//! machine is follows from its settings, or is said with `--core` and `--edge`.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use eku_deployment::Description;
use eku_engine::deployment::NodeName;
use eku_engine::report::{Problem, Problems};
use eku_intake::archive::Limits;
use eku_intake::collection::{CertificateFile, Collection, Collector};
use eku_intake::member::{self, Member};
use eku_intake::session;

use crate::arguments::Check;
use crate::input::{Content, Input};
use crate::options;
use crate::output::Output;

/// Reads archives and takes the machines in them, and single files beside them, into a description.
/// Inputs that were looked at come opened.
///
/// # Errors
///
/// What stops the check: a file that cannot be opened, a store whose certificate cannot be read, and
/// a machine of which nobody says whether it is a Core or an Edge.
pub(crate) fn read(
    arguments: &Check,
    inputs: Vec<(&PathBuf, Option<Input>)>,
    mut description: Description,
    output: &Output,
) -> Result<Description, Vec<Problem>> {
    let mut errors = Problems::default();
    let [core, edge] = [&arguments.core, &arguments.edge]
        .map(|paths| paths.iter().map(|path| (path, None)).collect::<Vec<_>>());
    let groups = [(inputs, None), (core, Some(NodeName::Core)), (edge, Some(NodeName::Edge))];
    let collections = groups.map(|(inputs, node)| (collect(inputs, output, &mut errors), node));
    let said = description.clone();
    let sorted = description.take(collections.into());
    let stores = sorted.machines.iter().map(|one| &one.machine);
    let stores = stores.flat_map(|machine| machine.server.iter().chain(&machine.client));
    options::keep(&said, &mut description, &stores.map(|file| file.source.as_str()).collect());
    let told = std::mem::take(&mut description.problems).into_iter();
    let waiting = sorted.waiting.iter().map(unplaced);
    description.problems = told.chain(waiting).collect::<Problems>().into_list();
    for one in &sorted.machines {
        let unreadable = one.machine.unreadable_stores();
        errors.extend(unreadable.flat_map(|file| file.problems.clone()));
        match one.node {
            Some(_) => {}
            None if one.machine.is_only_seen() => output.problem(&unknown(&one.machine.source)),
            None => errors.add(unknown(&one.machine.source)),
        }
    }
    if errors.is_empty() {
        return Ok(description);
    }
    errors.extend(description.problems);
    Err(errors.into_list())
}

/// Whether a file is an archive, a capture, a dump, a log or a certificate: no deployment file.
pub(crate) fn is_one(path: &Path, input: &Input) -> bool {
    let member = || member::describe(&input.name, input.head()).member;
    !is_toml(path) && (input.is_archive() || member() != Member::Other)
}

/// Whether what looks like nothing by its name and first bytes is the text of a machine: a terminal
/// session, or settings that were pasted.
pub(crate) fn is_text_of_one(path: &Path, bytes: &[u8]) -> bool {
    let is_table = || {
        let text = core::str::from_utf8(bytes).ok();
        text.is_some_and(|text| toml::from_str::<toml::Table>(text).is_ok())
    };
    !is_toml(path) && session::is_one(bytes) && !is_table()
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

fn collect(
    inputs: Vec<(&PathBuf, Option<Input>)>,
    output: &Output,
    errors: &mut Problems,
) -> Collection {
    let mut collector = Collector::new(Limits::default());
    let go_on = |_| ControlFlow::Continue(());
    let mut taken = BTreeSet::new();
    for (path, opened) in inputs {
        // A file that is named twice is read once.
        if !taken.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
            continue;
        }
        match opened.map_or_else(|| Input::open(path, output), Ok) {
            Ok(input) => {
                let name = input.name.clone();
                match input.content() {
                    Content::File(file) => collector.add(&name, file, &go_on),
                    Content::Stream(mut stream) => collector.add_stream(&name, &mut stream, &go_on),
                };
            }
            Err(problem) => errors.add(problem),
        }
    }
    collector.finish()
}

fn unplaced(file: &CertificateFile) -> Problem {
    let (what, remedy) = match file.begins_with_ca() {
        true => (
            "contains a CA certificate of an unknown trusted CA list, and was not used",
            "name its list: --trusted for both nodes, --core-trusted or --edge-trusted",
        ),
        false => (
            "does not show which peer and store it is from, and was not used",
            "name its store: --core-client, --core-server, --edge-client or --edge-server",
        ),
    };
    Problem {
        file: file.source.clone(),
        what: what.into(),
        place: String::new(),
        remedy: remedy.into(),
        count: 1,
    }
}

fn unknown(file: &str) -> Problem {
    Problem {
        file: file.into(),
        what: "does not show whether this is Core or Edge".into(),
        place: String::new(),
        remedy: "use --core FILE or --edge FILE".into(),
        count: 1,
    }
}
