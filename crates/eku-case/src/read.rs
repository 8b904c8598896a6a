//! The bytes of a case's file to a case.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use eku_deployment::{Described, NodeTable, PeerId, Seen};
use eku_engine::deployment::NodeName;
use eku_engine::report::Problem;
use eku_engine::secret::quoted;
use eku_intake::collection::CertificateFile;
use serde_json::{Deserializer, Value};
use serde_path_to_error::{Path, Segment};

use crate::case::{Case, FIRST_SCHEMA, SCHEMA};
use crate::checked::Checked;
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
    let wrong = |what: String, place: String, remedy: String| {
        vec![Problem { file: name.into(), what, place, remedy, count: 1 }]
    };
    let tables =
        tables(bytes).map_err(|Wrong { what, place, remedy }| wrong(what, place, remedy))?;
    case(name, tables)
}

/// What is wrong, where, and what to do.
struct Wrong {
    what: String,
    place: String,
    remedy: String,
}

/// What stands in the file, before it is a description.
fn tables(bytes: &[u8]) -> Result<CaseTables, Wrong> {
    let damaged =
        |what: String, place: String| Wrong { what, place, remedy: words::DAMAGED.into() };
    if bytes.len() > LARGEST {
        let what = format!("is larger than {} MiB, and so no case", LARGEST >> 20);
        return Err(damaged(what, String::new()));
    }
    let text = core::str::from_utf8(without_mark(bytes)).map_err(|error| {
        damaged("is not UTF-8 text".into(), format!("byte {}", error.valid_up_to()))
    })?;
    let value = checked(text)?;
    let schema = value.get("schema").and_then(Value::as_str);
    if let Some(other) = schema.filter(|schema| ![SCHEMA, FIRST_SCHEMA].contains(schema)) {
        let (what, remedy) = words::other_schema(other);
        return Err(Wrong { what, place: "schema".into(), remedy: remedy.into() });
    }
    serde_path_to_error::deserialize(value).map_err(|error| {
        let (what, remedy) = words::refusal(&error.inner().to_string());
        Wrong { what, place: place(error.path()), remedy }
    })
}

/// The values of the file, with nothing in them that may not be kept.
fn checked(text: &str) -> Result<Value, Wrong> {
    let refused = RefCell::new(None);
    let seed = Checked { is_certificate: false, refused: &refused };
    let mut deserializer = Deserializer::from_str(text);
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(&mut deserializer, &mut track);
    let read = serde::de::DeserializeSeed::deserialize(seed, tracked);
    let read = read.and_then(|value| deserializer.end().map(|()| value));
    read.map_err(|error| match refused.take() {
        Some((what, remedy)) => Wrong { what, place: place(&track.path()), remedy: remedy.into() },
        None => {
            let message = error.to_string();
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |both| both.0);
            let place = format!("line {}, column {}", error.line(), error.column());
            Wrong { what: words::damaged(&quoted(message)), place, remedy: words::DAMAGED.into() }
        }
    })
}

/// A place in the file, such as `far_end[0].name`.
fn place(path: &Path) -> String {
    let mut place = String::new();
    for step in path {
        match step {
            Segment::Seq { index } => place.push_str(&format!("[{index}]")),
            Segment::Map { key: name } | Segment::Enum { variant: name } => {
                if !place.is_empty() {
                    place.push('.');
                }
                place.push_str(&quoted(name));
            }
            Segment::Unknown => {}
        }
    }
    place
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
    Ok(Case { program, saved, at, description, waiting })
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
