//! Every file below a folder, read by `eku inspect`'s reader and by OpenSSL.
//!
//! Entry point: [`folder`]. OpenSSL is asked for the file as DER, for each PEM block in it, and for the
//! certificates of PKCS#7. What it reads and this program does not is lost; what both read is held
//! together field by field ([`Facts::differences`]). Archives are no input of OpenSSL's and are counted
//! alone. Where Python's `cryptography` is installed, it says of each certificate whether it reads it,
//! too. The result depends on the files alone, not on the order in which they are done.

mod python;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use eku_intake::{archive, certificates};

use crate::facts::Facts;
use crate::{engine, openssl};
use python::Python;

/// What became of all files.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Regular files.
    pub files: usize,
    /// Those that are archives or compressed.
    pub archives: usize,
    /// Files that are larger than what is read as certificates, or that could not be opened.
    pub left_out: usize,
    /// Certificates that OpenSSL reads.
    pub by_openssl: usize,
    /// Certificates that this program reads.
    pub by_us: usize,
    /// Of those that OpenSSL reads, those that Python's `cryptography` reads; `None` where it is not
    /// installed.
    pub by_python: Option<usize>,
    /// Certificates that only this program reads, in forms of which OpenSSL knows nothing.
    pub only_by_us: usize,
    /// What is lost or different, by file.
    pub findings: Vec<Finding>,
}

/// One certificate that OpenSSL reads and this program does not, or reads differently.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, as seen from the folder.
    pub path: PathBuf,
    /// Which of the certificates that OpenSSL reads there, from 1.
    pub number: usize,
    /// The fields that differ; none where it is lost.
    pub fields: Vec<&'static str>,
    /// Why it is lost, or both values of the first field that differs.
    pub detail: String,
}

impl Comparison {
    /// How many certificates are lost.
    #[must_use]
    pub fn lost(&self) -> usize {
        self.findings.iter().filter(|finding| finding.fields.is_empty()).count()
    }

    /// How many certificates differ.
    #[must_use]
    pub fn different(&self) -> usize {
        self.findings.len() - self.lost()
    }

    fn add(&mut self, one: Self) {
        self.files += one.files;
        self.archives += one.archives;
        self.left_out += one.left_out;
        self.by_openssl += one.by_openssl;
        self.by_us += one.by_us;
        self.by_python = self.by_python.zip(one.by_python).map(|(all, one)| all + one);
        self.only_by_us += one.only_by_us;
        self.findings.extend(one.findings);
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            let Finding { path, number, fields, detail } = finding;
            let what = if fields.is_empty() { "lost".into() } else { fields.join(", ") };
            writeln!(formatter, "{}, certificate {number}: {what}: {detail}", path.display())?;
        }
        let mut by_field = BTreeMap::<&str, usize>::new();
        for field in self.findings.iter().flat_map(|finding| &finding.fields) {
            *by_field.entry(field).or_default() += 1;
        }
        let mut row = |what: &str, count: usize| writeln!(formatter, "{count:>7}  {what}");
        row("files", self.files)?;
        row("archives, which OpenSSL does not open", self.archives)?;
        row("files left out: not readable, or larger than certificates are", self.left_out)?;
        row("certificates that OpenSSL reads", self.by_openssl)?;
        row("of these lost", self.lost())?;
        row("of these different", self.different())?;
        for (field, count) in by_field {
            row(&format!("  in {field}"), count)?;
        }
        match self.by_python {
            Some(count) => row("of these read by Python's cryptography", count)?,
            None => row("(Python's cryptography is not installed)", 0)?,
        }
        row("certificates that this program reads", self.by_us)?;
        row("of these in forms that OpenSSL does not read", self.only_by_us)
    }
}

/// Compares every file below a folder.
///
/// # Errors
///
/// Where the folder cannot be listed.
///
/// # Panics
///
/// Where there is no `openssl`.
pub fn folder(folder: &Path) -> std::io::Result<Comparison> {
    let mut paths = Vec::new();
    list(folder, &mut paths)?;
    paths.sort();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut python = Python::start();
        let mut done = Vec::new();
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(file(path, folder, python.as_mut()));
        }
        done
    };
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let done = thread::scope(|scope| {
        let threads = Vec::from_iter((0..threads).map(|_| scope.spawn(work)));
        Vec::from_iter(threads.into_iter().map(|one| one.join().expect("a thread ended")))
    });
    let mut all = Comparison { by_python: Some(0), ..Comparison::default() };
    done.into_iter().flatten().for_each(|one| all.add(one));
    all.findings.sort();
    Ok(all)
}

/// The regular files below a folder; links are not followed.
fn list(folder: &Path, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            list(&entry.path(), paths)?;
        } else if kind.is_file() {
            paths.push(entry.path());
        }
    }
    Ok(())
}

fn file(path: &Path, folder: &Path, mut python: Option<&mut Python>) -> Comparison {
    let mut result = Comparison { files: 1, ..Comparison::default() };
    result.by_python = python.is_some().then_some(0);
    let size = fs::metadata(path).map_or(u64::MAX, |metadata| metadata.len());
    let bytes = match fs::read(path) {
        Ok(bytes) if size <= certificates::LARGEST_FILE as u64 => bytes,
        _ => {
            result.left_out = 1;
            return result;
        }
    };
    if archive::is_archive(&bytes) {
        result.archives = 1;
        return result;
    }
    let bundle = certificates::read(&bytes);
    let mut ours = Vec::from_iter(bundle.certificates.iter().map(|one| Some(engine::shown(one))));
    result.by_us = ours.len();
    let name = path.strip_prefix(folder).unwrap_or(path);
    let theirs = openssl::certificates(&bytes);
    result.by_openssl = theirs.len();
    let mut unmatched = Vec::new();
    for (index, (form, encoded, facts)) in theirs.iter().enumerate() {
        if let Some(python) = &mut python
            && python.reads(*form, encoded)
        {
            result.by_python = result.by_python.map(|count| count + 1);
        }
        let same =
            ours.iter_mut().find(|one| one.as_ref().is_some_and(|one| one.sha256 == facts.sha256));
        match same.and_then(Option::take) {
            Some(own) => result.findings.extend(different(name, index, facts, &own)),
            None => unmatched.push((index, facts)),
        }
    }
    // What has another fingerprint is the same certificate where it has the same number and names.
    for (index, facts) in unmatched {
        let same = ours.iter_mut().find(|one| {
            one.as_ref()
                .is_some_and(|one| one.serial == facts.serial && one.subject == facts.subject)
        });
        match same.and_then(Option::take) {
            Some(own) => result.findings.extend(different(name, index, facts, &own)),
            None => {
                let problem = bundle.problems.first();
                let detail = problem.map_or("nothing is said".into(), |one| {
                    let said = eku_engine::report::problem("", one);
                    eku_engine::report::problem_line(&said)
                });
                let finding =
                    Finding { path: name.into(), number: index + 1, fields: vec![], detail };
                result.findings.push(finding);
            }
        }
    }
    result.only_by_us = ours.iter().flatten().count();
    result
}

fn different(path: &Path, index: usize, theirs: &Facts, ours: &Facts) -> Option<Finding> {
    let fields = theirs.differences(ours);
    let first = fields.first()?;
    let detail = format!("OpenSSL {}, here {}", theirs.shown(first), ours.shown(first));
    Some(Finding { path: path.into(), number: index + 1, fields, detail })
}
