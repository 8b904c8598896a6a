//! The bytes of a case's file to a case.

use std::collections::BTreeMap;
use std::sync::Arc;

use eku_deployment::{Described, NodeTable, PeerId, Seen};
use eku_engine::deployment::NodeName;
use eku_engine::report::Problem;
use eku_engine::secret::quoted;
use eku_intake::collection::CertificateFile;
use serde::Deserialize;
use serde::de::DeserializeSeed;
use serde_json::Deserializer;

use crate::case::{Case, FIRST_SCHEMA, SCHEMA};
use crate::checked::{self, Checked};
use crate::tables::{CaseCertificate, CaseFile, CaseTables, certificates_of};
use crate::words;

/// Nothing larger is a case.
pub const LARGEST: usize = 16 << 20;

/// Whether bytes are a case or another of this program's JSON objects: no other input begins
/// like one.
#[must_use]
pub fn is_case(bytes: &[u8]) -> bool {
    let head = without_mark(bytes).trim_ascii_start();
    let head = head.get(..HEAD).unwrap_or(head);
    head.starts_with(b"{") && head.windows(NAMES.len()).any(|window| window == NAMES)
}

/// Reads a case; `name` is what its file is called. The bytes stay the caller's to wipe.
///
/// # Errors
///
/// The first thing that is wrong: what, where and what to do.
pub fn read(name: &str, bytes: &[u8]) -> Result<Case, Vec<Problem>> {
    match tables(bytes) {
        Ok(tables) => case(name, tables),
        Err(problem) => Err(vec![Problem { file: name.into(), ..problem }]),
    }
}

/// A file of another schema.
fn another(schema: &str) -> Problem {
    let (what, remedy) = words::other_schema(schema);
    problem(what, "schema".into(), remedy)
}

/// What is wrong somewhere, in a file that the caller names.
fn problem(what: String, place: String, remedy: &str) -> Problem {
    Problem { file: String::new(), what, place, remedy: remedy.to_owned(), count: 1 }
}

/// What stands in the file, before it is a description.
fn tables(bytes: &[u8]) -> Result<CaseTables, Problem> {
    let damaged = |what: String, place: String| problem(what, place, words::DAMAGED);
    if bytes.len() > LARGEST {
        let what = format!("is larger than {} MiB and cannot be a case", LARGEST >> 20);
        return Err(damaged(what, String::new()));
    }
    let text = core::str::from_utf8(without_mark(bytes)).map_err(|error| {
        damaged("is not UTF-8 text".into(), format!("byte {}", error.valid_up_to()))
    })?;
    // What a report holds is no case's: it is told for what it is before anything in it is looked at.
    if let Ok(Schema { schema: Some(other) }) = serde_json::from_str(text)
        && words::is_report(&other)
    {
        return Err(another(&other));
    }
    let text = checked(text)?;
    let refused = |error: &serde_json::Error| {
        let (what, remedy) = words::refusal(&message(error));
        // The text that was checked is one line.
        problem(what, checked::place(&text, error.column()), &remedy)
    };
    let Schema { schema } = serde_json::from_str(&text).map_err(|error| refused(&error))?;
    if let Some(other) = schema.filter(|schema| ![SCHEMA, FIRST_SCHEMA].contains(&schema.as_str()))
    {
        return Err(another(&other));
    }
    serde_json::from_str(&text).map_err(|error| refused(&error))
}

/// The name of the schema alone, which says whether the rest can be read.
#[derive(Deserialize)]
struct Schema {
    schema: Option<String>,
}

/// The text of the file, with nothing in it that may not be kept.
fn checked(text: &str) -> Result<String, Problem> {
    let checked = Checked::default();
    let mut deserializer = Deserializer::from_str(text);
    let read = checked.deserialize(&mut deserializer).and_then(|_| deserializer.end());
    let Err(error) = read else { return Ok(checked.text.into_inner()) };
    let line = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let place = checked::place(text, line.map(str::len).sum::<usize>() + error.column());
    Err(match checked.refused.into_inner() {
        Some((what, remedy)) => problem(what, place, remedy),
        None => {
            let line = format!("line {}, column {}", error.line(), error.column());
            problem(words::damaged(&quoted(&message(&error))), line, words::DAMAGED)
        }
    })
}

/// What an error says, without where.
fn message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.as_str(), |(words, _)| words).to_owned()
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Makes a case of what stands in the file.
fn case(name: &str, tables: CaseTables) -> Result<Case, Vec<Problem>> {
    let CaseTables { program, saved, at, observations, found, settings, problems, page, .. } =
        tables;
    let mut tables = Described {
        release: None,
        services: tables.services,
        core: tables.core,
        edge: tables.edge,
        traversal_zone: tables.traversal_zone,
        far_end: tables.far_end,
        cluster: tables.cluster,
    };
    let of_both = of_both(&mut tables);
    let read = |file: &CaseFile| {
        let mut read = file.read();
        // The case says what could not be read, or, of the first schema, that something could not.
        if file.incomplete && problems.is_empty() {
            read.problems = vec![words::incomplete(&file.file)];
        }
        read
    };
    let held = |held: &CaseCertificate| {
        Ok(match held {
            CaseCertificate::File(file) => read(file),
            CaseCertificate::Text(pem) => CertificateFile::of("certificate", certificates_of(pem)),
        })
    };
    let mut description = eku_deployment::build_case(name, &tables, held)?;
    description.trusted_by_both = of_both.iter().map(|file| Arc::new(read(file))).collect();
    for (node, machine) in description.nodes.iter_mut().zip([page.core_machine, page.edge_machine])
    {
        if let (Some(machine), [only]) = (machine, node.peers.as_mut_slice()) {
            only.name = machine;
        }
    }
    for kept in page.kept {
        if let Some(peer) = description.node_mut(kept.node).peers.get_mut(kept.machine) {
            peer.client = Some(Arc::new(read(&kept.file())));
        }
    }
    let named = description.far_ends.iter().enumerate().rev();
    let named = named.map(|(place, far_end)| (far_end.name.clone(), place));
    let named: BTreeMap<String, usize> = named.collect();
    for ready_made in &page.ready_made {
        if let Some(place) = named.get(&ready_made.far_end) {
            description.far_ends[*place].ready_made = ready_made.kind();
        }
    }
    let called = NodeName::ALL.map(|node| {
        let names = description.peer_names(node).iter().map(|given| given.name.clone());
        let ids = description.node(node).peers.iter().map(|peer| peer.id);
        names.zip(ids).rev().collect::<BTreeMap<String, PeerId>>()
    });
    let seen = observations.into_iter().map(|observed| {
        let observation = observed.0;
        let on = observation.node.zip(observation.peer.as_deref());
        let peer = on.and_then(|(node, name)| called[node as usize].get(name)).copied();
        Seen { observation, peer }
    });
    description.seen = seen.collect();
    description.found = found;
    for setting in settings {
        description.found_setting(setting);
    }
    let waiting = page.unplaced.iter().map(|file| Arc::new(read(file))).collect();
    description.problems = problems;
    Ok(Case { program, saved, at, description, waiting, done: page.done })
}

/// Takes the files that stand in both trusted CA lists as one out of these.
fn of_both(tables: &mut Described<CaseCertificate>) -> Vec<CaseFile> {
    let flagged = |table: &NodeTable<CaseCertificate>| {
        let files = table.trusted_cas.iter().flatten().filter_map(|held| match held {
            CaseCertificate::File(file) if file.both_nodes => Some(file.clone()),
            _ => None,
        });
        files.collect::<Vec<CaseFile>>()
    };
    let edge = flagged(&tables.edge);
    let both: Vec<CaseFile> =
        flagged(&tables.core).into_iter().filter(|file| edge.contains(file)).collect();
    for table in [&mut tables.core, &mut tables.edge] {
        let is_one = |held: &CaseCertificate| matches!(held, CaseCertificate::File(file) if both.contains(file));
        if let Some(list) = &mut table.trusted_cas {
            list.retain(|held| !is_one(held));
        }
        table.trusted_cas.take_if(|list| list.is_empty() && !both.is_empty());
    }
    both
}

/// How much of a file tells what it is.
const HEAD: usize = 4096;

/// How the names of this program's schemas begin.
const NAMES: &[u8] = b"\"eku/";
