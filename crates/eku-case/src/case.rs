//! A case, and what stands in one for certificates.

use std::sync::Arc;

use eku_deployment::Description;
use eku_engine::certificate::Certificate;
use eku_engine::time::Timestamp;
use eku_intake::collection::CertificateFile;

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
pub(crate) enum StoreContent {
    /// The store holds what the server store holds.
    SameAsServer,
    /// Certificates of its own.
    File(File),
}

impl eku_deployment::Certificate for StoreContent {
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
    pub(crate) fn of(file: &CertificateFile) -> Self {
        Self {
            name: file.source.clone(),
            certificates: file.certificates.clone(),
            incomplete: file.incomplete,
            both_nodes: false,
        }
    }

    pub(crate) fn read(&self) -> CertificateFile {
        let mut file = CertificateFile::of(&self.name, self.certificates.clone());
        file.incomplete = self.incomplete;
        file
    }
}
