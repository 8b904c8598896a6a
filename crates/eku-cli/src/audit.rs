//! `eku audit`: many certificates, read on all cores and shown in one order.
//!
//! Three kinds of threads work together. One walks over files and folders ([`walk`]); workers read
//! files, side by side where a file is large, and make lines of them ([`queue`], [`file`](mod@file),
//! [`lines`]); this one takes what the workers made, in the
//! order of the walk, tells what came before ([`seen`]), counts and writes.
//!
//! Memory is bounded whatever is audited: at most so many files are under way, a large file is read
//! in parts, counts are kept by kind, and only so many fingerprints are remembered.

mod file;
mod lines;
mod progress;
mod queue;
mod seen;
mod walk;

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use eku_engine::report::{AuditOptions, AuditSummary, Problem, Tally};
use eku_intake::problems::FileProblems;

use crate::arguments::{Audit, AuditFormat};
use crate::check::now;
use crate::input;
use crate::outcome::Outcome;
use crate::output::Output;

use file::{Helpers, Made, Part, SharedPart, work_on};
use progress::Progress;
use queue::{Next, Queue};
use seen::Seen;
use walk::WalkEntry;

/// Audits files, folders and archives.
pub(crate) fn run(arguments: &Audit, output: &Output) -> Outcome {
    let options = AuditOptions {
        at: arguments.at.unwrap_or_else(now),
        verify: !arguments.no_verify,
        in_full: arguments.format == AuditFormat::Json,
    };
    let jobs = arguments.jobs.or_else(|| thread::available_parallelism().ok());
    let jobs = jobs.map_or(1, |jobs| jobs.get().min(MOST_JOBS));
    let mut totals = Totals::new(arguments.format, output);
    for path in arguments.paths.iter().filter(|path| input::is_waited_for(path)) {
        output.problem(&input::waiting(path));
    }
    if arguments.no_verify {
        output.problem(&not_verified());
    }
    if arguments.format == AuditFormat::Csv {
        output.result(lines::CSV_HEAD);
    }
    let queue = &Queue::of(jobs * 2);
    thread::scope(|scope| {
        let (order, ordered) = sync_channel::<Receiver<Made>>(jobs * UNDER_WAY);
        for _ in 0..jobs {
            scope.spawn(move || work_through(queue, arguments.format, options));
        }
        scope.spawn(move || {
            for found in walk::Walk::of(&arguments.paths) {
                let (parts, made) = sync_channel(PARTS_AHEAD * jobs);
                if !queue.give_file(Task { found, parts }) || order.send(made).is_err() {
                    break;
                }
            }
            queue.end();
        });
        'audit: for made in ordered {
            for part in made {
                let part = match part {
                    Made::Now(part) => part,
                    // A part that nobody made was given up.
                    Made::Later(part) => part.recv().unwrap_or_default(),
                };
                totals.take(part);
                // Whoever waits to give more is told by the end of its channel.
                if output.has_ended() {
                    queue.give_up();
                    break 'audit;
                }
            }
            totals.progress.file();
        }
    });
    totals.finish(options)
}

/// What a worker is given: something found, and where to put what it makes of it.
struct Task {
    found: WalkEntry,
    parts: SyncSender<Made>,
}

type Work = Queue<Task, SharedPart>;

impl Helpers for Work {
    fn give(&self, mut part: SharedPart) {
        while let Err((first, again)) = self.give_part(part) {
            work_on(first);
            part = again;
        }
    }

    fn help(&self) -> bool {
        self.part().map(work_on).is_some()
    }
}

/// Works on one thing after another until there are no more.
fn work_through(queue: &Work, format: AuditFormat, options: AuditOptions) {
    while let Some(next) = queue.next() {
        match next {
            Next::Part(part) => work_on(part),
            Next::File(Task { found, parts }) => {
                let _read = Read(queue);
                // Nobody takes any more where the audit was given up.
                let mut give = |part| match parts.send(part) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                };
                let _ = file::read(&found, format, options, queue, &mut give);
            }
        }
    }
}

/// Says that a file was read, even where reading it panicked.
struct Read<'q>(&'q Work);

impl Drop for Read<'_> {
    fn drop(&mut self) {
        self.0.read();
    }
}

/// What an audit comes to, while it goes on.
struct Totals<'o> {
    output: &'o Output,
    format: AuditFormat,
    tally: Tally,
    seen: Seen,
    files: u64,
    passed_over: u64,
    unreadable: u64,
    /// What is no file at all.
    no_files: FileProblems,
    progress: Progress,
}

impl<'o> Totals<'o> {
    fn new(format: AuditFormat, output: &'o Output) -> Self {
        Self {
            output,
            format,
            tally: Tally::default(),
            seen: Seen::default(),
            files: 0,
            passed_over: 0,
            unreadable: 0,
            no_files: FileProblems::of("eku audit"),
            progress: Progress::start(),
        }
    }

    fn take(&mut self, part: Part) {
        let mut text = String::new();
        for (report, line) in &part.certificates {
            let duplicate = !self.seen.is_new(&report.certificate.facts.sha256);
            if duplicate {
                self.tally.add_duplicate();
            } else {
                self.tally.add(report);
            }
            lines::push(&mut text, line, duplicate, self.format);
        }
        self.files += u64::from(part.end.is_some_and(|end| end.is_file));
        self.passed_over += u64::from(part.end.is_some_and(|end| end.passed_over));
        self.unreadable += u64::from(part.end.is_some_and(|end| end.unreadable));
        if let Some(path) = &part.no_file {
            self.no_files.named("no file", path, || no_file(path));
        }
        self.progress.certificates(self.tally.certificates());
        if text.is_empty() && part.problems.is_empty() {
            return;
        }
        self.progress.suspended(|| {
            match self.format {
                AuditFormat::Text => {}
                AuditFormat::Json => self.output.json(&text),
                AuditFormat::Csv => self.output.result(&text),
            }
            for problem in &part.problems {
                self.output.problem(problem);
            }
        });
    }

    fn finish(self, options: AuditOptions) -> Outcome {
        self.progress.end();
        for problem in self.no_files.into_list() {
            self.output.problem(&problem);
        }
        let summary = AuditSummary {
            files: self.files,
            passed_over: self.passed_over,
            unreadable: self.unreadable,
            duplicates_complete: self.seen.is_complete(),
            signatures_verified: options.verify,
            ..self.tally.summary(options.at)
        };
        match self.format {
            AuditFormat::Text => self.output.result(&summary.text()),
            AuditFormat::Json => match serde_json::to_string(&summary) {
                Ok(line) => self.output.json(&format!("{line}\n")),
                Err(_) => return Outcome::Unreadable,
            },
            AuditFormat::Csv => {}
        }
        if self.unreadable > 0 { Outcome::Unreadable } else { Outcome::Good }
    }
}

/// What is said before an audit that verifies no signature.
fn not_verified() -> Problem {
    Problem {
        file: "eku audit".into(),
        what: "signatures are not verified, so issuers are by name and key ID only".into(),
        place: String::new(),
        remedy: "leave out --no-verify to verify them".into(),
        count: 1,
    }
}

/// What is said of something in a folder that is no file, which is no failure.
fn no_file(path: &str) -> Problem {
    Problem {
        file: path.into(),
        what: "is a pipe, a device or a socket, and was skipped".into(),
        place: String::new(),
        remedy: "no action needed".into(),
        count: 1,
    }
}

/// More would not read faster.
const MOST_JOBS: usize = 256;

/// So many files are under way for each worker: one that takes long does not stop the others soon.
const UNDER_WAY: usize = 32;

/// So many parts of one file are made for each worker before they are taken.
const PARTS_AHEAD: usize = 2;
