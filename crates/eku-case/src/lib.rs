//! The case file, `eku/case/2`: everything that was given for one deployment, as one JSON object.
//!
//! Entry points: [`read()`] and [`write()`]; [`is_case`] tells a case from other input. A case is an
//! [`eku_deployment::Description`] under the keys of the deployment file, with each certificate as
//! PEM inside; beside it stand the day and what the page alone has a place for. A case of the first
//! schema is read as well.
//!
//! A case never holds a private key: certificates are written from what the engine read, and a file
//! with anything else in the place of a certificate is refused. Reading is strict: an unknown key, a
//! word that is not allowed or a damaged certificate is one problem that says what, where and what
//! to do. The JSON is read and written here, because the page carries each byte.

#![forbid(unsafe_code)]

mod json;
mod observation;
mod read;
#[cfg(feature = "schema")]
pub mod schema;
mod words;
mod write;

use std::sync::Arc;

use eku_deployment::Description;
use eku_engine::certificate::Certificate;
use eku_engine::time::Timestamp;
use eku_intake::collection::CertificateFile;

pub use read::{LARGEST, is_case, read};
pub use write::write;

/// The name of the schema, the first thing in the file.
pub const SCHEMA: &str = "eku/case/2";

/// The name of the schema before it, which is read as well.
pub const FIRST_SCHEMA: &str = "eku/case/1";

/// How the names of case files end.
pub const ENDING: &str = ".json";

/// A case: what is known of a deployment, and what was asked of it.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The version of the program that saved it; empty where it was written by hand.
    pub program: String,
    /// When it was saved.
    pub saved: Option<Timestamp>,
    /// The instant that was judged.
    pub at: Option<Timestamp>,
    /// The deployment.
    pub description: Description,
    /// Files that still wait for a store.
    pub waiting: Vec<Arc<CertificateFile>>,
}

/// What stands in a case for the certificates of a store or list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Held {
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
pub(crate) struct File {
    /// Its name.
    pub(crate) name: String,
    /// What was read from it, the leaf first.
    pub(crate) certificates: Vec<Arc<Certificate>>,
    /// Whether a part of it could not be read.
    pub(crate) incomplete: bool,
    /// Whether it is in the trusted CA lists of both nodes as one.
    pub(crate) both_nodes: bool,
}

impl File {
    fn of(file: &CertificateFile) -> Self {
        Self {
            name: file.source.clone(),
            certificates: file.certificates.clone(),
            incomplete: file.incomplete,
            both_nodes: false,
        }
    }

    fn read(&self) -> CertificateFile {
        let mut file = CertificateFile::of(&self.name, self.certificates.clone());
        file.incomplete = self.incomplete;
        file
    }
}
