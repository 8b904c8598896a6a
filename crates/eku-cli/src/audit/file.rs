//! One file to parts: certificates with their lines, and what could not be read.
//!
//! A small file is one part. A large one is cut after the ends of PEM blocks, so that it is never
//! in memory as a whole, and its parts are worked on side by side ([`shared`]); issuers are then
//! looked for within a part and among the CA certificates that came before it ([`authorities`]). An
//! archive is a file whose members are sources of their own ([`members`]).

mod authorities;
mod cut;
mod members;
mod shared;

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use eku_engine::bundle::{Bundle, InputProblem, InputProblemKind, Place, Recognised};
use eku_engine::certificate::Certificate;
use eku_engine::report::{AuditOptions, AuditReport, Problem, audit_with};
use eku_intake::problems::FileProblems;

use super::lines;
use super::walk::WalkEntry;
use crate::arguments::AuditFormat;
use crate::input::{self, Input};

use authorities::{Authorities, Named};
use cut::{LARGEST_BLOCK, Pieces};

/// A part of what was made of a file.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// Certificates, each with its line.
    pub(super) certificates: Vec<(AuditReport, String)>,
    /// What could not be read.
    pub(super) problems: Vec<Problem>,
    /// The path of what is no file at all.
    pub(super) no_file: Option<String>,
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

pub(super) use shared::{Helpers, SharedPart, work_on};

/// A part that was made, or that somebody makes.
pub(super) enum Made {
    /// It is there.
    Now(Part),
    /// It will be.
    Later(Receiver<Part>),
}

/// Takes a part; breaks where nobody takes any more.
pub(super) type Sink<'g> = dyn FnMut(Made) -> ControlFlow<()> + 'g;

/// Reads what was found, part by part.
pub(super) fn read(
    found: &WalkEntry,
    format: AuditFormat,
    options: AuditOptions,
    queue: &dyn Helpers,
    give: &mut Sink<'_>,
) -> ControlFlow<()> {
    let (path, given) = match found {
        WalkEntry::File { path, given } => (path.as_path(), *given),
        WalkEntry::NoFile(path) => {
            let end = End { is_file: true, passed_over: true, unreadable: false };
            let no_file = Some(input::shown(path));
            return give(Made::Now(Part { end: Some(end), no_file, ..Part::default() }));
        }
        WalkEntry::Unreadable(problem) => {
            let end = End { unreadable: true, ..End::default() };
            let problems = vec![problem.clone()];
            return give(Made::Now(Part { problems, end: Some(end), ..Part::default() }));
        }
    };
    let mut reading = Reading::of(input::shown(path), given, format, options);
    let error = match Input::open_quietly(path) {
        Ok(input) if input.is_archive() => {
            members::read(input.content(), &mut reading, give)?;
            None
        }
        Ok(input) => {
            let pieces = Pieces::of(input.content().stream());
            let (read, error) = shared::pieces(reading, pieces, queue, give)?;
            reading = read;
            error
        }
        Err(error) => Some(error),
    };
    let last = error.map(|error| input::unreadable(&reading.name, &error));
    give(Made::Now(reading.end(last)))
}

/// A file, or a member of an archive, that is being read.
struct Reading {
    name: String,
    given: bool,
    format: AuditFormat,
    options: AuditOptions,
    /// Certificates so far.
    certificates: usize,
    /// PEM blocks so far.
    blocks: usize,
    /// What could not be read.
    problems: FileProblems,
    /// What the beginning is instead, where it holds no PEM block.
    instead: Option<InputProblem>,
    /// The CA certificates so far, where there is more than one piece.
    authorities: Authorities,
}

/// What was taken in of a piece: certificates whose place is known.
struct PieceCertificates {
    certificates: Vec<Certificate>,
    /// The place of the first.
    first: usize,
}

impl Reading {
    fn of(name: String, given: bool, format: AuditFormat, options: AuditOptions) -> Self {
        Self {
            problems: FileProblems::of(&name),
            name,
            given,
            format,
            options,
            certificates: 0,
            blocks: 0,
            instead: None,
            authorities: Authorities::default(),
        }
    }

    /// Gives the parts of a file; the error where it cannot be read to its end.
    fn pieces(
        &mut self,
        mut pieces: Pieces<impl Read>,
        give: &mut Sink<'_>,
    ) -> ControlFlow<(), Option<io::Error>> {
        loop {
            match pieces.next() {
                Ok(Some(piece)) => {
                    let bundle = parsed(piece.bytes);
                    let part = self.piece(bundle, piece.lines_before, piece.is_cut);
                    if !part.certificates.is_empty() {
                        give(Made::Now(part))?;
                    }
                }
                Ok(None) => return ControlFlow::Continue(None),
                Err(error) => return ControlFlow::Continue(Some(error)),
            }
        }
    }

    /// A piece that is worked on alone.
    fn piece(&mut self, bundle: Bundle, lines_before: usize, is_cut: bool) -> Part {
        let named = Named::of(&bundle.certificates);
        let taken = self.take(bundle, lines_before, is_cut);
        let above = self.authorities.take(named);
        taken.part(&self.name, &above, self.format, self.options)
    }

    /// Takes the piece that follows in: what its certificates and problems are counted from.
    fn take(&mut self, bundle: Bundle, lines_before: usize, is_cut: bool) -> PieceCertificates {
        let alone = bundle.certificates.is_empty() && bundle.problems.len() == 1;
        for found in bundle.problems {
            let place = match found.place {
                Place::File if alone => {
                    self.instead.get_or_insert(found);
                    continue;
                }
                Place::Block { number, line } => {
                    Place::Block { number: number + self.blocks, line: line + lines_before }
                }
                place => place,
            };
            if self.given || !is_no_certificate(&found.kind) {
                self.problems.input(&self.name, &InputProblem { place, ..found });
            }
        }
        if is_cut && !bundle.certificates.is_empty() {
            self.problems.named("cut inside", &self.name, || cut_inside(&self.name));
        }
        let first = self.certificates;
        self.certificates += bundle.certificates.len();
        self.blocks += bundle.blocks;
        PieceCertificates { certificates: bundle.certificates, first }
    }

    /// What could not be read of all of it.
    fn into_problems(mut self) -> FileProblems {
        let nothing = self.certificates == 0 && self.problems.is_empty() && self.blocks == 0;
        if let Some(instead) = self.instead.take().filter(|_| nothing)
            && (self.given || !is_no_certificate(&instead.kind))
        {
            self.problems.input(&self.name, &instead);
        }
        self.problems
    }

    /// The last part; with the problem that ended the file, where it was not read to its end.
    fn end(mut self, last: Option<Problem>) -> Part {
        let has_certificates = self.certificates > 0;
        if last.is_some() {
            self.instead = None;
        }
        let mut problems = self.into_problems().into_list();
        problems.extend(last);
        let unreadable = !problems.is_empty();
        let passed_over = !has_certificates && !unreadable;
        let end = Some(End { is_file: true, passed_over, unreadable });
        Part { problems, end, ..Part::default() }
    }
}

impl PieceCertificates {
    /// The part with its lines.
    fn part(
        self,
        name: &str,
        above: &[Arc<Certificate>],
        format: AuditFormat,
        options: AuditOptions,
    ) -> Part {
        let reports = audit_with(self.certificates, above, name, self.first, options);
        let certificates = reports.into_iter().map(|report| {
            let line = lines::of(&report, format);
            (report, line)
        });
        Part { certificates: certificates.collect(), ..Part::default() }
    }
}

/// What stands in a piece.
fn parsed(bytes: &[u8]) -> Bundle {
    eku_intake::certificates::read(bytes)
}

/// What is said of a file in which no PEM block ends for long, and in which there are certificates.
fn cut_inside(name: &str) -> Problem {
    Problem {
        file: name.into(),
        what: format!(
            "is not PEM and larger than {} MiB, so later certificates may be missing",
            LARGEST_BLOCK >> 20
        ),
        place: String::new(),
        remedy: "add the certificates as PEM".into(),
        count: 1,
    }
}

/// Whether there is no certificate that was missed: so much stands beside certificates in a folder.
/// What may hold one and is not read is another matter.
fn is_no_certificate(kind: &InputProblemKind) -> bool {
    match kind {
        InputProblemKind::Empty
        | InputProblemKind::NoCertificate
        | InputProblemKind::CertificateRequest(_)
        | InputProblemKind::UnknownBlock { .. } => true,
        InputProblemKind::NotACertificate(recognised) => matches!(
            recognised,
            Recognised::PrivateKey
                | Recognised::CertificateRequest
                | Recognised::RevocationList
                | Recognised::Pkcs7WithoutCertificate
                | Recognised::OtherCertificate
                | Recognised::PublicKey
                | Recognised::Parameters
                | Recognised::WebPage
                | Recognised::Report
                | Recognised::Capture
        ),
        _ => false,
    }
}
