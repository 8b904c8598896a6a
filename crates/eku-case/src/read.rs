//! The bytes of a case's file to a case.
//!
//! The readers below go through an object key by key and remember the first thing that is wrong;
//! what they give is used only where nothing is. That keeps them short, and light for the page.

use std::collections::BTreeMap;
use std::sync::Arc;

use eku_deployment::{
    ClusterTable, ClusterTlsVerifyWord, Described, FarEndTable, NodeTable, PeerId, PeerTable, Seen,
    SwitchWord, TraversalZoneTable, Word,
};
use eku_engine::deployment::{NodeName, ReadyMade, Release, Switch, SwitchForm};
use eku_engine::evidence::Observation;
use eku_engine::report::{FoundReport, Problem, SettingId, SettingReport};
use eku_engine::secret::quoted;
use eku_engine::time::Timestamp;
use eku_intake::collection::CertificateFile;

use crate::case::{Case, FIRST_SCHEMA, File, SCHEMA, StoreContent};
use crate::fields::{Fields, FirstProblem, NODES, whole_file};
use crate::{json, observation, words};

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
    let (what, place) = if bytes.len() > LARGEST {
        (format!("is larger than {} MiB, and so no case", LARGEST >> 20), String::new())
    } else {
        match core::str::from_utf8(without_mark(bytes)) {
            Err(error) => ("is not UTF-8 text".into(), format!("byte {}", error.valid_up_to())),
            Ok(text) => match json::read(text) {
                Err(broken) => {
                    let before = text.get(..broken.at).unwrap_or(text);
                    let line = before.matches('\n').count() + 1;
                    let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
                    (words::damaged(broken.what), format!("line {line}, column {}", column + 1))
                }
                Ok(value) => {
                    let wrongs = FirstProblem::default();
                    let parts = parts(Fields::of(value, String::new(), &wrongs));
                    return match wrongs.first() {
                        None => case(name, parts),
                        Some(wrong) => Err(vec![Problem { file: name.into(), ..wrong }]),
                    };
                }
            },
        }
    };
    Err(vec![Problem { file: name.into(), what, place, remedy: words::DAMAGED.into(), count: 1 }])
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// What stands in the file, before it is a description.
struct Parts {
    program: String,
    saved: Option<Timestamp>,
    at: Option<Timestamp>,
    tables: Described<StoreContent>,
    observations: Vec<Observation>,
    found: Vec<FoundReport>,
    settings: Vec<SettingReport>,
    problems: Vec<Problem>,
    page: Page,
}

/// What the page alone has a place for. It turns no verdict.
#[derive(Default)]
struct Page {
    machines: [Option<String>; 2],
    kept: Vec<Kept>,
    unplaced: Vec<File>,
    ready_made: Vec<(String, String)>,
}

/// A client certificate that is kept for X15.5, of the machine at a place of a node.
struct Kept {
    node: NodeName,
    machine: usize,
    file: File,
}

/// Makes a case of what stands in the file.
fn case(name: &str, mut parts: Parts) -> Result<Case, Vec<Problem>> {
    let of_both = of_both(&mut parts.tables);
    let files = |held: &StoreContent| match held {
        StoreContent::File(file) => Ok(read_file(file, &parts.problems)),
        // Never asked for: the server store is copied.
        StoreContent::SameAsServer => Ok(CertificateFile::default()),
    };
    let mut description = eku_deployment::build_case(name, &parts.tables, files)?;
    let read = |file: &File| Arc::new(read_file(file, &parts.problems));
    description.trusted_by_both = of_both.iter().map(read).collect();
    for (node, machine) in description.nodes.iter_mut().zip(parts.page.machines) {
        if let (Some(machine), [only]) = (machine, node.peers.as_mut_slice()) {
            only.name = machine;
        }
    }
    for Kept { node, machine, file } in &parts.page.kept {
        if let Some(peer) = description.node_mut(*node).peers.get_mut(*machine) {
            peer.client = Some(read(file));
        }
    }
    let named = description.far_ends.iter().enumerate().rev();
    let named = named.map(|(place, far_end)| (far_end.name.clone(), place));
    let named: BTreeMap<String, usize> = named.collect();
    for (name, id) in &parts.page.ready_made {
        if let Some(place) = named.get(name) {
            description.far_ends[*place].ready_made = ReadyMade::from_id(id);
        }
    }
    let called = NodeName::ALL.map(|node| {
        let names = description.peer_names(node).iter().map(|given| given.name.clone());
        let ids = description.node(node).peers.iter().map(|peer| peer.id);
        names.zip(ids).rev().collect::<BTreeMap<String, PeerId>>()
    });
    let seen = parts.observations.into_iter().map(|observation| {
        let on = observation.node.zip(observation.peer.as_deref());
        let peer = on.and_then(|(node, name)| called[node as usize].get(name)).copied();
        Seen { observation, peer }
    });
    description.seen = seen.collect();
    description.found = parts.found;
    for setting in parts.settings {
        description.found_setting(setting);
    }
    let waiting = parts.page.unplaced.iter().map(read).collect();
    description.problems = parts.problems.clone();
    let Parts { program, saved, at, .. } = parts;
    Ok(Case { program, saved, at, description, waiting })
}

/// A file of the case: where a part of it could not be read, the case says what, or, of the first
/// schema, that alone.
fn read_file(file: &File, problems: &[Problem]) -> CertificateFile {
    let mut read = file.read();
    if file.incomplete && problems.is_empty() {
        read.problems = vec![words::incomplete(&file.name)];
    }
    read
}

/// Takes the files that stand in both trusted CA lists as one out of these.
fn of_both(tables: &mut Described<StoreContent>) -> Vec<File> {
    let flagged = |table: &NodeTable<StoreContent>| {
        let files = table.trusted_cas.iter().flatten().filter_map(|held| match held {
            StoreContent::File(file) if file.both_nodes => Some(file.clone()),
            _ => None,
        });
        files.collect::<Vec<File>>()
    };
    let edge = flagged(&tables.edge);
    let both: Vec<File> =
        flagged(&tables.core).into_iter().filter(|file| edge.contains(file)).collect();
    for table in [&mut tables.core, &mut tables.edge] {
        let is_one =
            |held: &StoreContent| matches!(held, StoreContent::File(file) if both.contains(file));
        if let Some(list) = &mut table.trusted_cas {
            list.retain(|held| !is_one(held));
        }
        table.trusted_cas.take_if(|list| list.is_empty() && !both.is_empty());
    }
    both
}

fn parts(mut fields: Fields<'_>) -> Parts {
    let schema = fields.needed("schema");
    if ![SCHEMA, FIRST_SCHEMA].contains(&schema.as_str()) {
        let (what, remedy) = words::other_schema(&schema);
        fields.wrong("schema", what, remedy);
    }
    let parts = Parts {
        program: fields.text("program").unwrap_or_default(),
        saved: fields.instant("saved"),
        at: fields.instant("at"),
        tables: Described {
            release: None,
            services: fields.has("services").then(|| fields.services()),
            core: node(fields.needed_object("core")),
            edge: node(fields.needed_object("edge")),
            traversal_zone: Some(fields.each("traversal_zone", traversal_zone)),
            far_end: Some(fields.each("far_end", far_end)),
            cluster: fields.object("cluster").map(cluster),
        },
        observations: fields.each("observations", observation::read),
        found: fields.each("found", found),
        settings: fields.each("settings", setting),
        problems: fields.each("problems", problem),
        page: fields.object("page").map(page).unwrap_or_default(),
    };
    fields.end();
    parts
}

fn node(mut fields: Fields<'_>) -> NodeTable<StoreContent> {
    let release = fields.text("release");
    if let Some(text) = &release
        && let Err(error) = Release::parse(text)
    {
        fields.damaged("release", &format!("{:?} is {error}", quoted(text)));
    }
    let peers = fields.each("peer", peer);
    let trusted = fields.trusted();
    let mut table = NodeTable {
        release,
        server_certificate: fields.held("server_certificate", false),
        client_certificate: fields.held("client_certificate", true),
        trusted_cas: Some(trusted).filter(|list| !list.is_empty()),
        verify_name: fields.names("verify_name"),
        peer: Some(peers).filter(|peers| !peers.is_empty()),
        ..NodeTable::default()
    };
    for switch in Switch::ALL {
        let key = &switch.row().key();
        let on = match switch.row().form {
            SwitchForm::Word => fields.setting::<SwitchWord>(key).map(Into::into),
            SwitchForm::Truth => fields.maybe(key),
            SwitchForm::TlsVerify => fields.object(key).map(tls_verify),
        };
        table.set_switch(switch, on);
    }
    let own = table.server_certificate.is_some() || table.client_certificate.is_some();
    if own && table.peer.is_some() {
        fields.damaged("peer", "peers stand beside certificates of the node's own");
    }
    fields.end();
    table
}

fn peer(mut fields: Fields<'_>) -> PeerTable<StoreContent> {
    let table = PeerTable {
        name: fields.needed("name"),
        server_certificate: fields.held("server_certificate", false),
        client_certificate: fields.held("client_certificate", true),
    };
    fields.end();
    table
}

fn far_end(mut fields: Fields<'_>) -> FarEndTable<StoreContent> {
    let trusted = fields.trusted();
    let used_by: Vec<_> =
        fields.used_by().iter().map(|text| fields.chosen("used_by", text, Word::ALL)).collect();
    let table = FarEndTable {
        name: fields.needed("name"),
        node: fields.word("node", Word::ALL),
        initiates: fields.word("initiates", Word::ALL),
        client_eku_check: fields.setting("client_eku_check"),
        tls_verify: fields.setting("tls_verify"),
        protocol: fields.setting("protocol"),
        certificate: fields.held("certificate", false),
        trusted_cas: Some(trusted).filter(|list| !list.is_empty()),
        verify_name: fields.names("verify_name"),
        used_by: Some(used_by).filter(|list| !list.is_empty()),
        traversal_port: fields.port("traversal_port"),
    };
    fields.end();
    table
}

fn traversal_zone(mut fields: Fields<'_>) -> TraversalZoneTable {
    let table = TraversalZoneTable {
        name: fields.needed("name"),
        port: fields.port("port"),
        core_verify_name: fields.names("core_verify_name"),
        edge_verify_name: fields.names("edge_verify_name"),
        core_tls_verify: fields.setting("core_tls_verify"),
        edge_tls_verify: fields.setting("edge_tls_verify"),
    };
    fields.end();
    table
}

fn cluster(mut fields: Fields<'_>) -> ClusterTable {
    let table = ClusterTable {
        node: fields.word("node", Word::ALL),
        tls_verify: fields.word("tls_verify", Word::ALL),
    };
    fields.end();
    table
}

fn tls_verify(mut fields: Fields<'_>) -> bool {
    let word = fields.word("tls_verify", ClusterTlsVerifyWord::ALL);
    fields.end();
    word.into()
}

fn problem(mut fields: Fields<'_>) -> Problem {
    let problem = Problem {
        file: fields.text("file").unwrap_or_default(),
        what: fields.needed("what"),
        place: fields.text("where").unwrap_or_default(),
        remedy: fields.text("do").unwrap_or_default(),
        count: fields.number("count", u64::from(u32::MAX)).map_or(1, |count| count as usize),
    };
    fields.end();
    problem
}

fn found(mut fields: Fields<'_>) -> FoundReport {
    let found = FoundReport {
        file: fields.needed("file"),
        used: fields.truth("used"),
        text: fields.needed("text"),
    };
    fields.end();
    found
}

fn setting(mut fields: Fields<'_>) -> SettingReport {
    let ids = Vec::from_iter(SettingId::all().map(|id| (id.id(), id)));
    let setting = SettingReport {
        node: fields.word("node", NODES).id(),
        id: fields.has("id").then(|| fields.word("id", &ids)),
        what: fields.needed("what"),
        value: fields.needed("value"),
        file: fields.needed("file"),
        line: fields.number("line", u64::MAX),
        text: fields.text("text").unwrap_or_default(),
    };
    fields.end();
    setting
}

fn page(mut fields: Fields<'_>) -> Page {
    let page = Page {
        machines: [fields.text("core_machine"), fields.text("edge_machine")],
        kept: fields.each("kept", kept),
        unplaced: fields.each("unplaced", whole_file),
        ready_made: fields.each("ready_made", ready_made),
    };
    fields.end();
    page
}

fn kept(mut fields: Fields<'_>) -> Kept {
    let node = fields.word("node", NODES);
    let machine = fields.number("machine", u64::from(u16::MAX)).unwrap_or_default();
    let machine = usize::try_from(machine).unwrap_or_default();
    Kept { node, machine, file: whole_file(fields) }
}

fn ready_made(mut fields: Fields<'_>) -> (String, String) {
    let pair = (fields.needed("far_end"), fields.needed("id"));
    fields.end();
    pair
}

/// How much of a file tells what it is.
const HEAD: usize = 4096;

/// How the names of this program's schemas begin.
const NAMES: &[u8] = b"\"eku/";
