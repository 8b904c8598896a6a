//! The members of an archive, each a source of its own (`a.tar.gz!inner/path`).
//!
//! An archive is read as a folder is: what is no certificate is passed over. So are settings, status
//! dumps, logs and captures, unread.

use std::io::BufRead;
use std::ops::ControlFlow;

use eku_engine::bundle::{InputProblem, InputProblemKind, Place};
use eku_intake::archive::{self, Limits, SetAside, Visitor};
use eku_intake::member::{self, Member};

use super::cut::Pieces;
use super::{Reading, Sink};
use crate::input::Content;

/// Reads the members of an archive.
pub(super) fn read(
    content: Content,
    archive: &mut Reading,
    give: &mut Sink<'_>,
) -> ControlFlow<()> {
    let limits = Limits::default();
    let name = archive.name.clone();
    let go_on = |_| ControlFlow::Continue(());
    // What it is where no member holds a certificate.
    let kind = InputProblemKind::NoCertificate;
    archive.instead = Some(InputProblem { kind, place: Place::File, count: 1 });
    let mut members = Members { archive, give, limits, goes_on: ControlFlow::Continue(()) };
    match content {
        Content::File(file) => archive::walk(&name, file, &limits, &go_on, &mut members),
        Content::Stream(mut stream) => {
            archive::walk_stream(&name, &mut stream, &limits, &go_on, &mut members)
        }
    };
    members.goes_on
}

struct Members<'r, 'g> {
    /// What the members come to.
    archive: &'r mut Reading,
    give: &'r mut Sink<'g>,
    limits: Limits,
    /// Break where nobody takes any more.
    goes_on: ControlFlow<()>,
}

impl Members<'_, '_> {
    fn member(&mut self, path: &str, content: &mut dyn BufRead) -> ControlFlow<()> {
        let (format, options) = (self.archive.format, self.archive.options);
        let mut reading = Reading::of(path.into(), false, format, options);
        // What cannot be read to its end is set aside by the walk.
        let _ = reading.pieces(Pieces::of(content), self.give)?;
        self.archive.certificates += reading.certificates;
        self.archive.problems.join(reading.into_problems());
        ControlFlow::Continue(())
    }
}

impl Visitor for Members<'_, '_> {
    fn file(&mut self, path: &str, content: &mut dyn BufRead) -> ControlFlow<()> {
        let head = content.fill_buf().unwrap_or_default();
        match member::describe(path, head).member {
            Member::Settings(_) | Member::Status(_) | Member::Log | Member::Capture => {}
            Member::ServerCertificate
            | Member::ClientCertificate
            | Member::TrustedCas
            | Member::Certificates
            | Member::Other => self.goes_on = self.member(path, content),
        }
        self.goes_on
    }

    fn set_aside(&mut self, set_aside: SetAside) {
        if set_aside.reason.is_problem() {
            self.archive.problems.set_aside(&set_aside, &self.limits);
        }
    }
}
