//! The bytes of a case's file to a case.
//!
//! The readers below go through an object key by key and remember the first thing that is wrong;
//! what they give is used only where nothing is. That keeps them short, and light for the page.

mod fields;

use eku_deployment::{ClusterTable, FarEndTable, NodeTable, PeerTable, Word};
use eku_engine::deployment::{NodeName, Release};
use eku_engine::report::{FoundReport, InputReport, Problem, SettingReport};
use eku_engine::secret::quoted;

use crate::json;
use crate::{Case, File, Held, Kept, Page, SCHEMA, observation, words};

pub(crate) use fields::Fields;
use fields::Wrongs;

/// The words for the nodes.
pub(crate) const NODES: &[(&str, NodeName)] = &[("core", NodeName::Core), ("edge", NodeName::Edge)];

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
pub fn read(name: &str, bytes: &[u8]) -> Result<Case, Problem> {
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
                    let wrongs = Wrongs::default();
                    let case = case(Fields::of(value, String::new(), &wrongs));
                    return match wrongs.first() {
                        None => Ok(case),
                        Some(wrong) => Err(Problem { file: name.into(), ..wrong }),
                    };
                }
            },
        }
    };
    Err(Problem { file: name.into(), what, place, remedy: words::DAMAGED.into(), count: 1 })
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

fn case(mut fields: Fields<'_>) -> Case {
    let schema = fields.needed("schema");
    if schema != SCHEMA {
        let (what, remedy) = words::other_schema(&schema);
        fields.wrong("schema", what, remedy);
    }
    let case = Case {
        program: fields.text("program").unwrap_or_default(),
        saved: fields.instant("saved"),
        at: fields.instant("at"),
        core: node(fields.needed_object("core")),
        edge: node(fields.needed_object("edge")),
        far_ends: fields.each("far_end", far_end),
        cluster: fields.object("cluster").map(cluster),
        observations: fields.each("observations", observation::read),
        input: InputReport {
            found: fields.each("found", found),
            settings: fields.each("settings", setting),
        },
        page: fields.object("page").map(page).unwrap_or_default(),
    };
    fields.end();
    case
}

fn node(mut fields: Fields<'_>) -> NodeTable<Held> {
    let release = fields.needed("release");
    if let Err(error) = Release::parse(&release) {
        fields.damaged("release", &format!("{:?} is {error}", quoted(&release)));
    }
    let peers = fields.each("peer", peer);
    let trusted = fields.trusted();
    let table = NodeTable {
        release: Some(release),
        server_certificate: fields.held("server_certificate", false),
        client_certificate: fields.held("client_certificate", true),
        eku_check: fields.setting("eku_check"),
        trusted_cas: Some(trusted).filter(|list| !list.is_empty()),
        verify_name: fields.names(),
        peer: Some(peers).filter(|peers| !peers.is_empty()),
    };
    let own = table.server_certificate.is_some() || table.client_certificate.is_some();
    if own && table.peer.is_some() {
        fields.damaged("peer", "peers stand beside certificates of the node's own");
    }
    fields.end();
    table
}

fn peer(mut fields: Fields<'_>) -> PeerTable<Held> {
    let table = PeerTable {
        name: fields.needed("name"),
        server_certificate: fields.held("server_certificate", false),
        client_certificate: fields.held("client_certificate", true),
    };
    fields.end();
    table
}

fn far_end(mut fields: Fields<'_>) -> FarEndTable<Held> {
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
        verify_name: fields.names(),
        used_by: Some(used_by).filter(|list| !list.is_empty()),
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
    let setting = SettingReport {
        node: fields.word("node", NODES).id(),
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

fn whole_file(mut fields: Fields<'_>) -> File {
    let file = File {
        name: fields.needed("file"),
        certificates: fields.certificates(),
        incomplete: fields.maybe("incomplete") == Some(true),
        both_nodes: fields.maybe("both_nodes") == Some(true),
    };
    fields.end();
    file
}

/// How much of a file tells what it is.
const HEAD: usize = 4096;

/// How the names of this program's schemas begin.
const NAMES: &[u8] = b"\"eku/";
