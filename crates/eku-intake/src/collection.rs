//! Everything that was given, sorted: machines, loose certificates, and an account of every file.
//!
//! Entry point: [`Collector`]. Files are added one after the other, each an archive or not; what
//! belongs to one machine by the archive and the host name in its files becomes a [`Machine`], and
//! certificates that belong to none are loose. Every file is accounted for as a [`FileRecord`]: what
//! it is, and whether it was used or set aside and why. Files can be read by several collectors at
//! once, one each, and joined in the order in which they were given ([`Collector::join`]): the same
//! comes of it. What a collector has read can be written to bytes and read again
//! ([`Collector::to_bytes`]), which is how it leaves a web worker.
//!
//! Nothing is decided here that a person may want to decide otherwise: which node a machine is, is
//! a guess with its reason.

mod belonging;
mod der;
mod entry;
mod files;
mod handshakes;
mod machine;
mod sent;

use std::io::{Read, Seek};
use std::sync::{Arc, OnceLock};

use eku_engine::bundle::Bundle;
use eku_engine::certificate::Certificate;
use eku_engine::deployment::Store;
use eku_engine::report::{self, CertificateReport, FoundReport, Problem};
use eku_engine::secret;
use serde::{Deserialize, Serialize};

use crate::archive::{self, Ended, Limits, Progress};
use crate::member::FileKind;

pub use handshakes::{Group, Handshakes};
pub use machine::{Dump, Machine, NodeGuess, NodeSign};
pub use sent::SentCertificates;

use files::Files;

/// Takes files one after the other.
pub struct Collector {
    limits: Limits,
    files: Files,
}

impl Collector {
    /// A collector that has nothing yet.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { limits, files: Files::new(limits) }
    }

    /// Reads a file, archive or not. Answers how it ended: a file that could not be read to its
    /// end is among the problems.
    pub fn add<R: Read + Seek>(&mut self, name: &str, source: R, progress: &Progress<'_>) -> Ended {
        let name = secret::shown(name);
        self.files.begin(&name);
        let walked = archive::walk(&name, source, &self.limits, progress, &mut self.files);
        self.files.end();
        walked.ended
    }

    /// Reads a stream that cannot seek, archive or not.
    pub fn add_stream(
        &mut self,
        name: &str,
        source: &mut dyn Read,
        progress: &Progress<'_>,
    ) -> Ended {
        let name = secret::shown(name);
        self.files.begin(&name);
        let walked = archive::walk_stream(&name, source, &self.limits, progress, &mut self.files);
        self.files.end();
        walked.ended
    }

    /// Takes in what another collector read, as if its files had been added here.
    pub fn join(&mut self, other: Self) {
        self.files.join(other.files);
    }

    /// What was read so far as bytes, for [`Collector::from_bytes`] of the same program.
    ///
    /// # Errors
    ///
    /// Never in practice: where the encoder fails.
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_allocvec(&self.files)
    }

    /// A collector that has read what these bytes say, with the default limits for more.
    ///
    /// # Errors
    ///
    /// Where they were not written by this program.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, postcard::Error> {
        Ok(Self { limits: Limits::default(), files: postcard::from_bytes(bytes)? })
    }

    /// What all of it comes to.
    #[must_use]
    pub fn finish(self) -> Collection {
        self.files.sorted()
    }
}

/// What all files come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collection {
    /// The machines, in the order in which they were met.
    pub machines: Vec<Machine>,
    /// Certificates that belong to no machine, a file an entry, in the order of the input.
    pub loose: Vec<CertificateFile>,
    /// Every file that was met, and what became of it.
    pub found: Vec<FileRecord>,
    /// What could not be read: of each file that was given, one message a kind.
    pub problems: Vec<Problem>,
}

impl Collection {
    /// Every file that was met, for a report.
    #[must_use]
    pub fn found_reports(&self) -> Vec<FoundReport> {
        let report = |found: &FileRecord| {
            let (used, text) = match &found.fate {
                Fate::Used(text) => (true, text),
                Fate::SetAside(text) => (false, text),
            };
            FoundReport { file: found.source.clone(), used, text: text.clone() }
        };
        self.found.iter().map(report).collect()
    }
}

/// The certificates of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateFile {
    /// The file's path, `a.tar.gz!inner/path` inside an archive.
    pub source: String,
    /// The certificates that could be read, in the file's order.
    #[serde(with = "der")]
    pub certificates: Vec<Arc<Certificate>>,
    /// Whether the first certificate of the file is among what could not be read.
    pub first_unreadable: bool,
    /// Whether a part of it could not be read.
    pub incomplete: bool,
    /// What could not be used; none where that is told with what else the file came in.
    pub problems: Vec<Problem>,
    /// The certificates as people are shown them, once somebody asks.
    #[serde(skip)]
    shown: Shown,
}

impl CertificateFile {
    /// What `bytes` hold, whatever the certificates in them are wrapped in. The bytes stay the
    /// caller's to wipe.
    #[must_use]
    pub fn read(source: impl Into<String>, bytes: &[u8]) -> Self {
        Self::of_bundle(source, crate::certificates::read(bytes))
    }

    /// A file of which a bundle was read.
    #[must_use]
    pub fn of_bundle(source: impl Into<String>, bundle: Bundle) -> Self {
        let source = source.into();
        let problems = report::problems(&source, &bundle);
        Self {
            certificates: bundle.certificates.into_iter().map(Arc::new).collect(),
            first_unreadable: bundle.first_unreadable,
            incomplete: !problems.is_empty(),
            problems,
            ..Self::of(source, Vec::new())
        }
    }

    /// A file of these certificates, in which nothing else was.
    #[must_use]
    pub fn of(source: impl Into<String>, certificates: Vec<Arc<Certificate>>) -> Self {
        Self { source: source.into(), certificates, ..Self::default() }
    }

    /// The certificates as reports show them, the leaf first.
    #[must_use]
    pub fn reports(&self) -> Vec<CertificateReport> {
        report::certificates(&self.certificates, &self.source)
    }

    /// The same of the first of them, made once: who issued each is looked for among these. Each costs a
    /// signature.
    #[must_use]
    pub fn leading(&self) -> &[CertificateReport] {
        let leading = &self.certificates[..self.certificates.len().min(MOST_LEADING)];
        self.shown.0.get_or_init(|| report::certificates(leading, &self.source))
    }

    /// The same file where its problems are told elsewhere.
    #[must_use]
    pub fn told(&self) -> Self {
        Self { problems: Vec::new(), ..self.clone() }
    }

    /// Whether it holds no certificate that a store could present.
    #[must_use]
    pub fn has_no_leaf(&self) -> bool {
        self.certificates.is_empty() || self.first_unreadable
    }

    /// Whether its first certificate is that of a CA.
    #[must_use]
    pub fn begins_with_ca(&self) -> bool {
        self.certificates.first().is_some_and(|first| first.is_ca())
    }

    /// Whether it stands for a certificate that is still to be issued.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        self.certificates.first().is_some_and(|leaf| leaf.is_imagined)
    }

    /// What a store holds that is given this file.
    #[must_use]
    pub fn store(&self) -> Store {
        if self.first_unreadable {
            return Store::Empty;
        }
        Store::shared(self.certificates.clone(), self.incomplete)
    }
}

/// A leaf, and more behind it than any chain has.
pub const MOST_LEADING: usize = 21;

/// What was made of a file's first certificates to be shown. It says nothing that they do not.
#[derive(Clone, Debug, Default)]
struct Shown(OnceLock<Vec<CertificateReport>>);

impl PartialEq for Shown {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Shown {}

/// A file that was met, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Its path, `a.tar.gz!inner/path` inside an archive.
    pub source: String,
    /// What it is.
    pub kind: FileKind,
    /// What became of it, in words; how much it held where it was used.
    pub fate: Fate,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// It was used; what it held, in words.
    Used(String),
    /// It was set aside; why, in words.
    SetAside(String),
}
