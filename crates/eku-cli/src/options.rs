//! Options of `eku check` that say what a deployment is: they win over files, which then is said.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::path::PathBuf;
use std::sync::Arc;

use eku_deployment::{Description, Fact, PeerId, Reader, Slot, speaks_of};
use eku_engine::deployment::{NodeName, StoreKind, Switch};
use eku_engine::report::Problem;
use eku_intake::collection::CertificateFile;

use crate::arguments::{Check, NodeOptions, switches};
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
        for (kind, paths) in
            [(StoreKind::Server, options.server), (StoreKind::Client, options.client)]
        {
            let mut filled = Vec::new();
            for path in paths {
                match store(node, kind, read(path), &mut reader, description, &mut notes) {
                    Ok(Some(slot)) if filled.contains(&slot) => {
                        let option = option(node, kind);
                        let what = format!("{option} names two files for one store");
                        refused.push(usage(&what, "use one of them"));
                    }
                    Ok(slot) => filled.extend(slot),
                    Err(problem) => refused.push(problem),
                }
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

/// Keeps what a person's file says where archives say something else, which then is said. Of stores it
/// is kept before what came in these files of archives.
pub(crate) fn keep(
    said: &Description,
    description: &mut Description,
    of_archives: &BTreeSet<&str>,
) {
    let mut notes = Vec::new();
    for node in NodeName::ALL {
        let (known, found) = (said.node(node), description.node_mut(node));
        keep_fact(&known.release, &mut found.release, node, "release", &mut notes);
        for switch in Switch::ALL {
            let id = switch.row().id;
            let fact = &known.switches[switch];
            keep_fact(fact, &mut found.switches[switch], node, id, &mut notes);
        }
        let names = &mut found.verify_names;
        keep_fact(&known.verify_names, names, node, "verify_name", &mut notes);
    }
    for slot in said.slots() {
        let (Some(known), Some(store)) = (said.held(slot), description.store_mut(slot)) else {
            continue;
        };
        let differs = store.as_ref().is_some_and(|found| {
            found.certificates != known.certificates && of_archives.contains(found.source.as_str())
        });
        if !differs {
            continue;
        }
        if let Some(found) = store.replace(Arc::clone(known)) {
            notes.push(wins(&known.source, &found.source));
        }
    }
    description.problems.extend(notes);
}

fn keep_fact<T: Clone + PartialEq>(
    said: &Option<Fact<T>>,
    found: &mut Option<Fact<T>>,
    node: NodeName,
    what: &str,
    notes: &mut Vec<Problem>,
) {
    let Some(said) = said else { return };
    let differs = found.as_ref().filter(|found| found.value != said.value);
    if let Some(other) = differs {
        let shown = other.from.first().map(|from| format!("{}: {}", from.file, from.value));
        notes.push(wins(&format!("{what} of [{node}]"), &shown.unwrap_or_default()));
        *found = Some(said.clone());
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
    say(&mut described.release, release, options.release_option, notes);
    for switch in Switch::ALL {
        let said = options.switches[switch].map(|on| (on, switches::value(switch, on)));
        let option = format!("--{node}-{}", switch.row().id);
        say(&mut described.switches[switch], said, &option, notes);
    }
    let names = (!options.verify_names.is_empty()).then(|| options.verify_names.join(", "));
    let names = names.map(|names| (names.clone(), names));
    say(&mut described.verify_names, names, &format!("--{node}-verify-name"), notes);
}

/// Says a fact. Where a file says something else, that is noted.
fn say<T: PartialEq>(
    known: &mut Option<Fact<T>>,
    said: Option<(T, String)>,
    option: &str,
    notes: &mut Vec<Problem>,
) {
    let Some((value, shown)) = said else { return };
    if let Some(fact) = known.as_ref().filter(|fact| fact.value != value) {
        let found = fact.from.first().map(|from| format!("{}: {}", from.file, from.value));
        let found = found.unwrap_or_else(|| "the file has a different value".into());
        notes.push(wins(&format!("{option} {shown}"), &found));
    }
    *known = Some(Fact::said(value));
}

fn wins(option: &str, found: &dyn Display) -> Problem {
    Problem {
        file: "eku check".into(),
        what: format!("{option} overrides the files ({found})"),
        place: String::new(),
        remedy: "leave it out to use the files".into(),
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
    let leave_out = "leave it out, or use another --release";
    let mut switches = Switch::ALL.into_iter();
    let missing =
        switches.find(|switch| options.switches[*switch].is_some() && !release.has(*switch, node));
    if let Some(switch) = missing {
        let option = switches::name(node, switch);
        let what = format!("--{option}: {release} has no {}", switch.row().name);
        return Some(usage(&what, leave_out));
    }
    if !options.client.is_empty() && !release.has_client_store() {
        return Some(usage(
            &format!("--{node}-client: {release} has no client store"),
            &format!("use --{node}-server for the only certificate, or --release X15.5"),
        ));
    }
    None
}

fn option(node: NodeName, kind: StoreKind) -> String {
    match kind {
        StoreKind::Server => format!("--{node}-server"),
        StoreKind::Client => format!("--{node}-client"),
    }
}

/// Puts a file into a store of the node's only machine, or of the machine that its name speaks of.
fn store(
    node: NodeName,
    kind: StoreKind,
    read: Result<CertificateFile, Problem>,
    reader: &mut Reader,
    description: &mut Description,
    notes: &mut Vec<Problem>,
) -> Result<Option<Slot>, Problem> {
    let option = option(node, kind);
    let Some(file) = reader.store(read) else { return Ok(None) };
    let peer = match description.node(node).peers.as_slice() {
        [only] => only.id,
        several => {
            let named = several.iter().filter(|peer| speaks_of(&file.source, &peer.name));
            let mut named: Vec<PeerId> = named.map(|peer| peer.id).collect();
            named.truncate(2);
            let [one] = named[..] else {
                let what = format!(
                    "{option} {}: {} has several peers, and the file name does not show which one",
                    file.source,
                    node.title()
                );
                let first = several.first().map(|peer| peer.name.as_str()).unwrap_or_default();
                let host = first.split('.').next().unwrap_or_default();
                let remedy = format!("name the file after its peer, such as {host}.pem");
                return Err(usage(&what, &remedy));
            };
            one
        }
    };
    let slot = Slot::new(node, peer, kind);
    if let Some(known) = description.held(slot)
        && known.certificates != file.certificates
    {
        notes.push(wins(&format!("{option} {}", file.source), &known.source));
    }
    if let Some(store) = description.store_mut(slot) {
        *store = Some(file);
    }
    Ok(Some(slot))
}

/// What is wrong with the usage, and what to do.
pub(crate) fn usage(what: &str, remedy: &str) -> Problem {
    Problem {
        file: "eku check".into(),
        what: what.into(),
        place: String::new(),
        remedy: remedy.into(),
        count: 1,
    }
}
