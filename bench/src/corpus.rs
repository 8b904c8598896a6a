//! The certificates that are read: every one that the repository has, and the roots that browsers
//! know.

use std::path::{Path, PathBuf};
use std::{fs, io};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use eku_engine::bundle;
use eku_engine::certificate::Certificate;

/// Certificates for measuring, all different, in one order.
pub struct Corpus {
    /// Their DER.
    pub certificates: Vec<Vec<u8>>,
    /// Where they come from, with how many.
    pub sources: Vec<(&'static str, usize)>,
}

impl Corpus {
    /// Gathers them.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read.
    pub fn gather() -> io::Result<Self> {
        let mut corpus = Self { certificates: Vec::new(), sources: Vec::new() };
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
        corpus.add("fixtures (`tests/certs`)", of_files(&tests.join("certs"))?);
        corpus.add("real chains (`tests/real`)", of_files(&tests.join("real"))?);
        let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
        corpus.add("roots of `webpki-root-certs`", roots.map(|root| root.to_vec()));
        Ok(corpus)
    }

    /// Adds what is not there yet and is a certificate for the engine.
    fn add(&mut self, source: &'static str, found: impl IntoIterator<Item = Vec<u8>>) {
        let before = self.certificates.len();
        for bytes in found {
            if !self.certificates.contains(&bytes) && Certificate::from_der(&bytes).is_ok() {
                self.certificates.push(bytes);
            }
        }
        let count = self.certificates.len() - before;
        if count > 0 {
            self.sources.push((source, count));
        }
    }

    /// How many bytes they have together.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.certificates.iter().map(Vec::len).sum()
    }
}

/// The certificates in the files of a folder and those below it; none where there is no folder.
fn of_files(folder: &Path) -> io::Result<Vec<Vec<u8>>> {
    let mut certificates = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder)? {
            if path.is_dir() {
                folders.push(path);
            } else {
                let found = bundle::read(&fs::read(&path)?).certificates;
                certificates.extend(found.iter().map(|one| one.der().to_vec()));
            }
        }
    }
    Ok(certificates)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    paths.sort();
    Ok(paths)
}

/// A certificate as PEM.
#[must_use]
pub fn armour(der: &[u8]) -> String {
    let body = STANDARD.encode(der);
    let lines = body.as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line) + "\n");
    format!("-----BEGIN CERTIFICATE-----\n{}-----END CERTIFICATE-----\n", lines.collect::<String>())
}
