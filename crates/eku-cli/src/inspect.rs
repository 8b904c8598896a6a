//! `eku inspect`: every certificate in the files, archives among them.

use std::io::BufRead;
use std::mem;
use std::ops::ControlFlow;

use eku_engine::report::{CertificateReport, Problem, text};
use eku_intake::archive::{self, Limits, SetAside, Visitor};
use eku_intake::collection::{CertificateFile, SentCertificates};
use eku_intake::member::{self, Member};
use eku_intake::problems::FileProblems;
use eku_intake::{capture, certificates, words};

use crate::arguments::{Inspect, InspectFormat};
use crate::input::{Content, Input, LARGEST_FILE};
use crate::outcome::Outcome;
use crate::output::Output;

/// Shows the certificates of every file, in input order.
pub(crate) fn run(arguments: &Inspect, output: &Output) -> Outcome {
    let mut show = Show {
        format: arguments.format,
        output,
        outcome: Outcome::Good,
        first: true,
        limits: Limits::default(),
        problems: FileProblems::default(),
        shown: 0,
    };
    for path in &arguments.files {
        if output.has_ended() {
            break;
        }
        match Input::open(path, output) {
            Ok(input) => show.input(input),
            Err(problem) => show.problem(&problem),
        }
    }
    show.outcome
}

/// Shows what it is handed, one source after the other.
struct Show<'o> {
    format: InspectFormat,
    output: &'o Output,
    outcome: Outcome,
    first: bool,
    limits: Limits,
    /// Of the archive that is being read.
    problems: FileProblems,
    /// How many certificates were shown.
    shown: usize,
}

impl Show<'_> {
    fn input(&mut self, input: Input) {
        let name = input.name.clone();
        if input.is_archive() {
            return self.archive(&name, input.content());
        }
        if capture::is_capture(input.head()) {
            let (sent, stopped) = SentCertificates::read(&name, &mut input.content().stream());
            self.sent(&sent);
            if sent.certificates.is_empty() {
                self.outcome = Outcome::Unreadable;
            }
            sent.problems.iter().for_each(|problem| self.problem(problem));
            if let Some(error) = stopped {
                self.problem(&words::stopped(&name, &error));
            }
            return;
        }
        match input.bytes(LARGEST_FILE) {
            Ok(bytes) => {
                let file = CertificateFile::read(name, &bytes);
                self.certificates(&file.reports());
                file.problems.iter().for_each(|problem| self.problem(problem));
            }
            Err(problem) => self.problem(&problem),
        }
    }

    fn archive(&mut self, name: &str, content: Content) {
        let limits = self.limits;
        let go_on = |_| ControlFlow::Continue(());
        self.problems = FileProblems::of(name);
        let before = self.shown;
        match content {
            Content::File(file) => archive::walk(name, file, &limits, &go_on, self),
            Content::Stream(mut stream) => {
                archive::walk_stream(name, &mut stream, &limits, &go_on, self)
            }
        };
        let mut problems = mem::take(&mut self.problems);
        if self.shown == before && problems.is_empty() && !self.output.has_ended() {
            problems.named("no certificate", name, || words::no_certificate_inside(name));
        }
        for problem in problems.into_list() {
            self.problem(&problem);
        }
    }

    fn certificates(&mut self, certificates: &[CertificateReport]) {
        for certificate in certificates {
            match self.format {
                InspectFormat::Text => {
                    let separator = if self.first { "" } else { "\n" };
                    self.output.result(&format!("{separator}{}", text::certificate(certificate)));
                }
                InspectFormat::Json => match serde_json::to_string(certificate) {
                    Ok(line) => self.output.json(&format!("{line}\n")),
                    Err(_) => self.outcome = Outcome::Unreadable,
                },
            }
            self.first = false;
            self.shown += 1;
        }
    }

    fn go_on(&self) -> ControlFlow<()> {
        match self.output.has_ended() {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }

    /// What a capture shows, and why it does not show more.
    fn sent(&mut self, sent: &SentCertificates) {
        self.certificates(&sent.certificates);
        sent.notes.iter().for_each(|note| self.output.problem(note));
    }

    fn problem(&mut self, problem: &Problem) {
        self.output.problem(problem);
        self.outcome = Outcome::Unreadable;
    }
}

impl Visitor for Show<'_> {
    /// Certificates are shown; of what is none, only what was meant to be one is a problem.
    fn file(&mut self, path: &str, content: &mut dyn BufRead) -> ControlFlow<()> {
        let member = match content.fill_buf() {
            Ok(head) => member::describe(path, head).member,
            Err(_) => Member::Other,
        };
        let named = match member {
            Member::ServerCertificate
            | Member::ClientCertificate
            | Member::TrustedCas
            | Member::Certificates => true,
            Member::Other => false,
            Member::Capture => {
                // Where reading breaks off the walk says so.
                let (sent, _) = SentCertificates::read(path, content);
                self.sent(&sent);
                for problem in sent.problems {
                    self.problems.named("certificates in a capture", path, || problem);
                }
                return self.go_on();
            }
            Member::Settings(_) | Member::Status(_) | Member::Log => {
                return ControlFlow::Continue(());
            }
        };
        match certificates::read_from(content) {
            Ok(Some(bundle))
                if named || !bundle.certificates.is_empty() || bundle.has_private_key() =>
            {
                for problem in &bundle.problems {
                    self.problems.input(path, problem);
                }
                self.certificates(&CertificateFile::of_bundle(path, bundle).reports());
            }
            Ok(None) if named => {
                self.problems.too_large(path);
            }
            // What cannot be read is reported by the walk.
            Ok(_) | Err(_) => {}
        }
        self.go_on()
    }

    fn set_aside(&mut self, set_aside: SetAside) {
        if set_aside.reason.is_problem() {
            self.problems.set_aside(&set_aside, &self.limits);
        }
    }
}
