//! Options of `eku check` that say what a deployment is: they win over files, which then is said.

use std::fmt::Display;
use std::path::PathBuf;

use eku_deployment::{Description, Fact, Reader, Slot};
use eku_engine::deployment::{EkuCheck, NodeName, StoreKind, Switch};
use eku_engine::report::Problem;
use eku_intake::collection::CertificateFile;

use crate::arguments::{Check, NodeOptions};
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
    let check = options.eku_check.map(EkuCheck::from);
    let check = check.map(|check| (check, on_off(check == EkuCheck::On)));
    say(&mut described.eku_check, check, node, "eku-check", notes);
    let upload = options.server_eku_upload.map(|switch| EkuCheck::from(switch) == EkuCheck::On);
    let upload = upload.map(|on| (on, on_off(on)));
    say(&mut described.server_eku_upload, upload, node, "server-eku-upload", notes);
    let cluster = options.cluster.map(|verify| (verify.into(), verify.to_string()));
    say(&mut described.cluster, cluster, node, "cluster", notes);
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
    if options.eku_check.is_some() && !release.has(Switch::EkuCheck, node) {
        let what = format!("--{node}-eku-check: {release} has no EKU check setting");
        return Some(usage(&what, leave_out));
    }
    if options.server_eku_upload.is_some() && !release.has(Switch::ServerEkuUpload, node) {
        let what = format!("--{node}-server-eku-upload: {release} has no EnableServerEkuUpload");
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

fn on_off(on: bool) -> String {
    if on { "on" } else { "off" }.into()
}
