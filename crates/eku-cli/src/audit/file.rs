//! One file to parts: certificates with their lines, and what could not be read.
//!
//! A small file is one part. A large one is cut after the ends of PEM blocks, so that it is never
//! in memory as a whole; issuers are then looked for within a part. An archive has members with
//! names of their own (`a.tar.gz!inner/path`): once they can be read, each is one more source here.

mod cut;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use eku_deployment::Source;
use eku_engine::bundle::{InputProblem, InputProblemKind, Place, Recognised};
use eku_engine::report::{AuditReport, Problem, audit, problem};
use eku_engine::time::Timestamp;

use super::lines;
use super::walk::{Found, shown};
use crate::arguments::AuditFormat;
use crate::input;

use cut::Pieces;

/// A part of what was made of a file.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// Certificates, each with its line.
    pub(super) certificates: Vec<(AuditReport, String)>,
    /// What could not be read.
    pub(super) problems: Vec<Problem>,
    /// With the last part: what the file was.
    pub(super) end: Option<End>,
}

/// What a file was.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct End {
    /// Whether it is a file at all.
    pub(super) is_file: bool,
    /// Whether it holds nothing like a certificate.
    pub(super) passed_over: bool,
    /// Whether something in it could not be read.
    pub(super) unreadable: bool,
}

/// Reads what was found, part by part.
pub(super) fn read(found: &Found, format: AuditFormat, at: Timestamp, give: &mut dyn FnMut(Part)) {
    let (path, given) = match found {
        Found::File { path, given } => (path.as_path(), *given),
        Found::NoFile => {
            let end = End { is_file: true, passed_over: true, unreadable: false };
            return give(Part { end: Some(end), ..Part::default() });
        }
        Found::Unreadable(problem) => {
            let end = End { unreadable: true, ..End::default() };
            return give(Part {
                problems: vec![problem.clone()],
                end: Some(end),
                ..Part::default()
            });
        }
    };
    let mut reading = Reading { name: shown(path), given, format, at, ..Reading::new() };
    let last = match open(path) {
        Ok(reader) => reading.pieces(Pieces::of(reader), give),
        Err(error) => Some(input::unreadable(&reading.name, &error)),
    };
    give(reading.end(last));
}

fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    Ok(Box::new(File::open(path)?))
}

/// A file that is being read.
struct Reading {
    name: String,
    given: bool,
    format: AuditFormat,
    at: Timestamp,
    /// Certificates so far.
    certificates: usize,
    /// PEM blocks so far.
    blocks: usize,
    /// Whether something could not be read.
    unreadable: bool,
    /// What the beginning is instead, where it holds no PEM block.
    instead: Option<InputProblem>,
}

impl Reading {
    fn new() -> Self {
        Self {
            name: String::new(),
            given: false,
            format: AuditFormat::Text,
            at: Timestamp::default(),
            certificates: 0,
            blocks: 0,
            unreadable: false,
            instead: None,
        }
    }

    /// Gives the parts of a file; what is wrong where it cannot be read to its end.
    fn pieces(
        &mut self,
        mut pieces: Pieces<Box<dyn Read>>,
        give: &mut dyn FnMut(Part),
    ) -> Option<Problem> {
        loop {
            match pieces.next() {
                Ok(Some(piece)) => {
                    let part = self.piece(piece.bytes, piece.lines_before);
                    if !part.certificates.is_empty() || !part.problems.is_empty() {
                        give(part);
                    }
                }
                Ok(None) => return None,
                Err(error) => return Some(input::unreadable(&self.name, &error)),
            }
        }
    }

    fn piece(&mut self, bytes: &[u8], lines_before: usize) -> Part {
        let Source { bundle, .. } = Source::of(String::new(), bytes);
        let in_blocks = |problem: &&InputProblem| matches!(problem.place, Place::Block { .. });
        let blocks = bundle.problems.iter().filter(in_blocks).count();
        let mut problems = Vec::new();
        for found in bundle.problems {
            match found.place {
                Place::File => {
                    self.instead.get_or_insert(found);
                }
                Place::Block { number, line } => {
                    if !self.given && is_no_certificate(&found.kind) {
                        continue;
                    }
                    let place =
                        Place::Block { number: number + self.blocks, line: line + lines_before };
                    problems.push(problem(&self.name, &InputProblem { place, ..found }));
                }
            }
        }
        self.unreadable |= !problems.is_empty();
        let first = self.certificates;
        self.certificates += bundle.certificates.len();
        self.blocks += blocks + bundle.certificates.len();
        let reports = audit(bundle.certificates, &self.name, first, self.at);
        let certificates = reports.into_iter().map(|report| {
            let line = lines::of(&report, self.format);
            (report, line)
        });
        Part { certificates: certificates.collect(), problems, end: None }
    }

    /// The last part.
    fn end(mut self, last: Option<Problem>) -> Part {
        let mut problems = Vec::from_iter(last);
        let nothing = self.certificates == 0 && self.blocks == 0 && problems.is_empty();
        let mut passed_over = self.certificates == 0 && !self.unreadable && problems.is_empty();
        if let Some(instead) = self.instead.take().filter(|_| nothing)
            && (self.given || !is_no_certificate(&instead.kind))
        {
            problems.push(problem(&self.name, &instead));
            passed_over = false;
        }
        let unreadable = self.unreadable || !problems.is_empty();
        let end = Some(End { is_file: true, passed_over, unreadable });
        Part { problems, end, ..Part::default() }
    }
}

/// Whether there is no certificate that was missed: so much stands beside certificates in a folder.
/// What may hold one and is not read is another matter.
fn is_no_certificate(kind: &InputProblemKind) -> bool {
    match kind {
        InputProblemKind::Empty
        | InputProblemKind::NoCertificate
        | InputProblemKind::UnknownBlock { .. } => true,
        InputProblemKind::NotACertificate(recognised) => matches!(
            recognised,
            Recognised::PrivateKey
                | Recognised::CertificateRequest
                | Recognised::RevocationList
                | Recognised::PublicKey
                | Recognised::Parameters
                | Recognised::WebPage
        ),
        _ => false,
    }
}
