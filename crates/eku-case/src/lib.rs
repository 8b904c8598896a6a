//! The case file, `eku/case/1`: everything that was given for one deployment, as one JSON object.
//!
//! Entry points: [`read()`] and [`write()`]; [`is_case`] tells a case from other input, and
//! [`Case::deployment`] is what the engine judges. The nodes, far ends and the cluster have the
//! keys of the deployment file, with each certificate as PEM inside; beside them stand the day,
//! what was seen at work, what archives brought, and what the page alone has a place for.
//!
//! A case never holds a private key: certificates are written from what the engine read, and a file
//! with anything else in the place of a certificate is refused. Reading is strict: an unknown key, a
//! word that is not allowed or a damaged certificate is one problem that says what, where and what
//! to do. The JSON is read and written here, because the page carries each byte.

#![forbid(unsafe_code)]

mod deployment;
mod json;
mod observation;
mod read;
#[cfg(feature = "schema")]
pub mod schema;
mod words;
mod write;

use std::sync::Arc;

use eku_deployment::{ClusterTable, FarEndTable, NodeTable};
use eku_engine::certificate::Certificate;
use eku_engine::deployment::NodeName;
use eku_engine::evidence::Observation;
use eku_engine::report::InputReport;
use eku_engine::time::Timestamp;

pub use read::{LARGEST, is_case, read};
pub use write::write;

/// The name of the schema, the first thing in the file.
pub const SCHEMA: &str = "eku/case/1";

/// How the names of case files end.
pub const ENDING: &str = ".json";

/// A case: a deployment and what is known of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The version of the program that saved it; empty where it was written by hand.
    pub program: String,
    /// When it was saved.
    pub saved: Option<Timestamp>,
    /// The instant that was judged.
    pub at: Option<Timestamp>,
    /// Expressway-C.
    pub core: NodeTable<Held>,
    /// Expressway-E.
    pub edge: NodeTable<Held>,
    /// What the two nodes talk to besides each other.
    pub far_ends: Vec<FarEndTable<Held>>,
    /// How a cluster's peers verify each other, if that is to be judged.
    pub cluster: Option<ClusterTable>,
    /// What was seen of it at work.
    pub observations: Vec<Observation>,
    /// The files that were met, and the settings that were taken from them.
    pub input: InputReport,
    /// What the page alone has a place for.
    pub page: Page,
}

/// What the page alone has a place for. It turns no verdict.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What the only machine of Core and of Edge is called.
    pub machines: [Option<String>; 2],
    /// Client certificates that are kept for X15.5, of machines whose release has no store for
    /// them.
    pub kept: Vec<Kept>,
    /// Files that still wait for a store.
    pub unplaced: Vec<File>,
    /// Far ends that were added ready-made: the name, and the identifier of what it was made from.
    pub ready_made: Vec<(String, String)>,
}

/// A client certificate that is kept for X15.5.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The node.
    pub node: NodeName,
    /// The place of the machine among its node's, from 0.
    pub machine: usize,
    /// The certificate.
    pub file: File,
}

/// What stands in a case for the certificate of a store.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// The store holds what the server store holds.
    SameAsServer,
    /// Certificates of its own.
    File(File),
}

impl eku_deployment::Certificate for Held {
    fn is_same_as_server(&self) -> bool {
        *self == Self::SameAsServer
    }
}

/// The certificates of one file.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What was read from it, the leaf first.
    pub certificates: Vec<Arc<Certificate>>,
    /// Whether a part of it could not be read.
    pub incomplete: bool,
    /// Whether it is in the trusted CA lists of both nodes as one.
    pub both_nodes: bool,
}
