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
use eku_intake::collection::{Collection, Collector};
use eku_intake::member::{self, Member};

use crate::arguments::Check;
use crate::input::{Content, Input};
use crate::output::Output;

/// Reads archives and takes the machines in them into a description. Where one file alone was given
/// it is `opened`.
///
/// # Errors
///
/// What stops the check: a file that cannot be opened, a store whose certificate cannot be read, and
/// a machine of which nobody says whether it is a Core or an Edge.
pub(crate) fn read(
    arguments: &Check,
    mut opened: Option<Input>,
    output: &Output,
) -> Result<Description, Vec<Problem>> {
    let mut errors = Problems::default();
    let groups: [(&[PathBuf], Option<NodeName>); 3] = [
        (&arguments.inputs, None),
        (&arguments.core, Some(NodeName::Core)),
        (&arguments.edge, Some(NodeName::Edge)),
    ];
    let collections = groups.map(|(paths, node)| {
        // What was opened is the only file of the first group.
        let opened = opened.take();
        (collect(paths, opened, output, &mut errors), node)
    });
    let mut description = Description::default();
    let sorted = description.take(collections.into());
    let told = std::mem::take(&mut description.problems).into_iter();
    let waiting = sorted.waiting.iter().map(|file| unplaced(&file.source));
    description.problems = told.chain(waiting).collect::<Problems>().into_list();
    for one in &sorted.machines {
        let unreadable = one.machine.unreadable_stores();
        errors.extend(unreadable.flat_map(|file| file.problems.clone()));
        if one.node.is_none() {
            errors.add(unknown(&one.machine.source));
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
    let is_toml = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let member = || member::describe(&input.name, input.head()).member;
    !is_toml && (input.is_archive() || member() != Member::Other)
}

fn collect(
    paths: &[PathBuf],
    mut opened: Option<Input>,
    output: &Output,
    errors: &mut Problems,
) -> Collection {
    let mut collector = Collector::new(Limits::default());
    let go_on = |_| ControlFlow::Continue(());
    let mut taken = BTreeSet::new();
    for path in paths {
        // A file that is named twice is read once.
        if !taken.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
            continue;
        }
        match opened.take().map_or_else(|| Input::open(path, output), Ok) {
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

fn unplaced(file: &str) -> Problem {
    Problem {
        file: file.into(),
        what: "does not say which store of which machine it is of, so it was not used".into(),
        place: String::new(),
        remedy: "name its store: --core-client, --core-server, --edge-client or --edge-server"
            .into(),
        count: 1,
    }
}

fn unknown(file: &str) -> Problem {
    Problem {
        file: file.into(),
        what: "nothing in it says whether the machine is a Core or an Edge".into(),
        place: String::new(),
        remedy: "give it as --core FILE or --edge FILE".into(),
        count: 1,
    }
}
