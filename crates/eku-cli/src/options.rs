//! Options of `eku check` that say what a deployment is: they win over files, which then is said.

use std::fmt::Display;
use std::path::PathBuf;

use eku_deployment::{Description, Fact, Reader, Slot};
use eku_engine::deployment::{NodeName, StoreKind, Switch};
use eku_engine::report::Problem;
use eku_intake::collection::CertificateFile;

use crate::arguments::{Check, NodeOptions, switches};
use crate::check::usage;
use crate::input;
use crate::output::Output;

/// Puts what the options say into a description.
///
/// # Errors
///
/// What stops the check: a file that cannot be read, and what the release does not have.
pub(crate) fn apply(
    arguments: &Check,
    description: &mut Description,
    output: &Output,
) -> Result<(), Vec<Problem>> {
    let read = |path: &PathBuf| input::read(path, output);
    let mut reader = Reader::default();
    let mut notes = Vec::new();
    let mut refused = Vec::new();
    for node in NodeName::ALL {
        let options = arguments.of_node(node);
        settings(node, &options, description, &mut notes);
        refused.extend(not_there(node, &options, description));
        for (kind, path) in
            [(StoreKind::Server, options.server), (StoreKind::Client, options.client)]
        {
            if let Some(path) = path {
                let put = store(node, kind, read(path), &mut reader, description, &mut notes);
                refused.extend(put.err());
            }
        }
        let files = arguments.trusted.iter().chain(options.trusted);
        if let Some(list) = reader.trusted(files.map(|path| input::read(path, output))) {
            description.node_mut(node).trusted.get_or_insert_default().extend(list);
        }
    }
    description.problems.extend(notes);
    match refused.is_empty() {
        true => reader.finish(Ok(())),
        false => Err(refused),
    }
}

fn settings(
    node: NodeName,
    options: &NodeOptions<'_>,
    description: &mut Description,
    notes: &mut Vec<Problem>,
) {
    let described = description.node_mut(node);
    let release = options.release.map(|release| (release, release.to_string()));
    say(&mut described.release, release, node, "release", notes);
    for switch in Switch::ALL {
        let said = options.switches[switch].map(|on| (on, switches::value(switch, on)));
        say(&mut described.switches[switch], said, node, switch.row().id, notes);
    }
    let names = (!options.verify_names.is_empty()).then(|| options.verify_names.join(", "));
    let names = names.map(|names| (names.clone(), names));
    say(&mut described.verify_names, names, node, "verify-name", notes);
}

/// Says a fact. Where a file says something else, that is noted.
fn say<T: PartialEq>(
    known: &mut Option<Fact<T>>,
    said: Option<(T, String)>,
    node: NodeName,
    option: &str,
    notes: &mut Vec<Problem>,
) {
    let Some((value, shown)) = said else { return };
    if let Some(fact) = known.as_ref().filter(|fact| fact.value != value) {
        let found = fact.from.first().map(|from| format!("{}: {}", from.file, from.value));
        let found = found.unwrap_or_else(|| "the file says otherwise".into());
        notes.push(wins(&format!("--{node}-{option} {shown}"), &found));
    }
    *known = Some(Fact::said(value));
}

fn wins(option: &str, found: &dyn Display) -> Problem {
    Problem {
        file: "eku check".into(),
        what: format!("{option} wins over what was read ({found})"),
        place: String::new(),
        remedy: "leave the option out to judge what the files say".into(),
        count: 1,
    }
}

/// What the options name and the release does not have.
fn not_there(
    node: NodeName,
    options: &NodeOptions<'_>,
    description: &Description,
) -> Option<Problem> {
    let release = description.release(node);
    let leave_out = "leave it out, or give another --release";
    let mut switches = Switch::ALL.into_iter();
    let missing =
        switches.find(|switch| options.switches[*switch].is_some() && !release.has(*switch, node));
    if let Some(switch) = missing {
        let option = switches::name(node, switch);
        let what = format!("--{option}: {release} has no {}", switch.row().name);
        return Some(usage(&what, leave_out));
    }
    if options.client.is_some() && !release.has_client_store() {
        return Some(usage(
            &format!("--{node}-client: {release} has no client store"),
            &format!("give the one certificate as --{node}-server, or --release X15.5"),
        ));
    }
    None
}

/// Puts a file into the store of a node's only machine.
fn store(
    node: NodeName,
    kind: StoreKind,
    read: Result<CertificateFile, Problem>,
    reader: &mut Reader,
    description: &mut Description,
    notes: &mut Vec<Problem>,
) -> Result<(), Problem> {
    let option = match kind {
        StoreKind::Server => format!("--{node}-server"),
        StoreKind::Client => format!("--{node}-client"),
    };
    let [only] = description.node(node).peers.as_slice() else {
        let what = format!("{option}: {} has several machines", node.title());
        return Err(usage(&what, "describe them in a deployment file, each with its certificates"));
    };
    let slot = Slot::new(node, only.id, kind);
    let file = reader.store(read);
    if let (Some(known), Some(file)) = (description.held(slot), &file)
        && known.certificates != file.certificates
    {
        notes.push(wins(&format!("{option} {}", file.source), &known.source));
    }
    if let (Some(store), Some(file)) = (description.store_mut(slot), file) {
        *store = Some(file);
    }
    Ok(())
}
