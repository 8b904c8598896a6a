//! A case.

use std::collections::BTreeSet;
use std::sync::Arc;

use eku_deployment::Description;
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
    /// Steps of runbooks that were done, each as `action target number`, from 1.
    pub done: BTreeSet<String>,
}
