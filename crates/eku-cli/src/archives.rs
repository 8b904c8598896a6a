//! Diagnostic archives to a deployment, for `eku check ARCHIVE...`.
//!
//! Files of every kind are taken, archives and what was unpacked from them alike. Which node a
//! machine is follows from its settings, or is said with `--core` and `--edge`.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use eku_engine::deployment::{Deployment, EkuCheck, NodeName, Slug};
use eku_engine::report::{InputReport, Problem, Problems};
use eku_intake::archive::Limits;
use eku_intake::collection::{Collection, Collector, Machine, NodeDraft};
use eku_intake::member::{self, Member};

use crate::arguments::Check;
use crate::check::{Described, usage};
use crate::input::{Content, Input};
use crate::output::Output;

/// Reads archives and makes a deployment of the machines in them. Where one file alone was given it
/// is `opened`.
///
/// # Errors
///
/// What stops the check: a file that cannot be opened, a machine of which nobody says whether it
/// is a Core or an Edge, no machine at all.
pub(crate) fn read(
    arguments: &Check,
    mut opened: Option<Input>,
    output: &Output,
) -> Result<Described, Vec<Problem>> {
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
    let mut machines: [Vec<&Machine>; 2] = Default::default();
    let mut problems = Problems::default();
    for (collection, node) in &collections {
        problems.extend(collection.problems.iter().cloned());
        problems.extend(collection.loose.iter().map(|file| unplaced(&file.source)));
        for machine in &collection.machines {
            let guess = machine.node().map(|guess| guess.node);
            if let (Some(said), Some(shown)) = (node, guess)
                && *said != shown
            {
                problems.add(otherwise(&machine.source, *said, shown));
            }
            errors.extend(machine.unreadable_stores().flat_map(|file| file.problems.clone()));
            match node.or(guess) {
                Some(node) => machines[node as usize].push(machine),
                None => errors.add(unknown(&machine.source)),
            }
        }
    }
    if machines.iter().all(Vec::is_empty) && errors.is_empty() {
        problems.add(usage(
            "nothing to check: no machine was found in what was given",
            "give the diagnostic archive of each machine, or a deployment file",
        ));
        return Err(problems.into_list());
    }
    let [core, edge] = NodeName::ALL.map(|node| NodeDraft::of(node, &machines[node as usize]));
    problems.extend(core.problems.iter().chain(&edge.problems).cloned());
    if !errors.is_empty() {
        errors.extend(problems.into_list());
        return Err(errors.into_list());
    }
    if core.cluster.is_some() && edge.cluster.is_some() {
        problems.add(Problem {
            file: "eku check".into(),
            what:
                "both nodes are clusters that verify their peers; Edge's is judged, Core's is not"
                    .into(),
            place: String::new(),
            remedy: "judge Core's by a deployment file with [cluster] node = \"core\"".into(),
            count: 1,
        });
    }
    problems.extend(overridden(arguments, &core, &edge));
    let deployment = deployment(arguments, &core, &edge).map_err(|problem| vec![problem])?;
    let observations = core.observations().into_iter().chain(edge.observations()).collect();
    let input = InputReport {
        found: collections.iter().flat_map(|(all, _)| all.found_reports()).collect(),
        settings: [core.setting_reports(), edge.setting_reports()].concat(),
    };
    let problems = problems.into_list();
    Ok(Described { deployment, problems, observations, input, at: None })
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

fn deployment(
    arguments: &Check,
    core: &NodeDraft<'_>,
    edge: &NodeDraft<'_>,
) -> Result<Deployment, Problem> {
    // A node that no file speaks of runs what the other runs: two releases are never supported.
    let other = core.release.or(edge.release);
    let node = |draft: &NodeDraft<'_>, check| {
        let release = arguments.release.or(draft.release).or(other);
        let mut node = draft
            .engine_node(release.unwrap_or_else(|| draft.judged_release()))
            .map_err(crate::check::of_options)?;
        crate::check::set_check(&mut node, check)?;
        Ok(node)
    };
    let nodes = (node(core, arguments.core_eku_check)?, node(edge, arguments.edge_eku_check)?);
    let mut deployment = Deployment::new(nodes.0, nodes.1).map_err(crate::check::of_options)?;
    for draft in core.far_ends.iter().chain(&edge.far_ends) {
        let mut far_end = draft.far_end.clone();
        if deployment.far_ends.iter().any(|known| known.slug == far_end.slug) {
            // Both nodes have a zone of this name.
            far_end.name = draft.name_beside_another();
            far_end.slug = Slug::new(&far_end.name).unwrap_or(far_end.slug);
        }
        deployment.far_ends.push(far_end);
    }
    deployment.cluster = edge.cluster.or(core.cluster);
    Ok(deployment)
}

/// What options set in the place of what the archives say.
fn overridden(arguments: &Check, core: &NodeDraft<'_>, edge: &NodeDraft<'_>) -> Vec<Problem> {
    let problem = |option: &str, node: NodeName, found: String| Problem {
        file: "eku check".into(),
        what: format!("{option} is judged for {}, whose archives say {found}", node.title()),
        place: String::new(),
        remedy: "leave it out to judge what the archives say".into(),
        count: 1,
    };
    let mut problems = Vec::new();
    let nodes = [(core, arguments.core_eku_check), (edge, arguments.edge_eku_check)];
    for (draft, check) in nodes {
        if let (Some(said), Some(found)) = (arguments.release, draft.release)
            && said != found
        {
            problems.push(problem("--release", draft.node, found.to_string()));
        }
        if let (Some(said), Some(found)) = (check.map(EkuCheck::from), draft.eku_check)
            && said != found
        {
            let option = format!("--{}-eku-check", draft.node);
            let found = if found == EkuCheck::On { "On" } else { "Off" };
            problems.push(problem(&option, draft.node, found.into()));
        }
    }
    problems
}

fn otherwise(file: &str, said: NodeName, shown: NodeName) -> Problem {
    Problem {
        file: file.into(),
        what: format!(
            "is judged as {}, as was said; its own files say that it is {}",
            said.title(),
            shown.title()
        ),
        place: String::new(),
        remedy: format!("give it as --{} if that is a mistake", shown.id()),
        count: 1,
    }
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
