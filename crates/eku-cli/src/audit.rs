//! `eku audit`: many certificates, read on all cores and shown in one order.
//!
//! Three kinds of threads work together. One walks over files and folders ([`walk`]); workers read
//! files and make lines of them ([`file`](mod@file), [`lines`]); this one takes what the workers made, in the
//! order of the walk, tells what came before ([`seen`]), counts and writes.
//!
//! Memory is bounded whatever is audited: at most so many files are under way, a large file is read
//! in parts, counts are kept by kind, and only so many fingerprints are remembered.

mod file;
mod lines;
mod progress;
mod seen;
mod walk;

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use eku_engine::report::{AuditSummary, Tally};
use eku_engine::time::Timestamp;

use crate::Outcome;
use crate::arguments::{Audit, AuditFormat};
use crate::check::now;
use crate::output::Output;

use file::Part;
use progress::Progress;
use seen::Seen;
use walk::Found;

/// Audits files, folders and archives.
pub(crate) fn run(arguments: &Audit, output: &Output) -> Outcome {
    let at = arguments.at.unwrap_or_else(now);
    let jobs = arguments.jobs.or_else(|| thread::available_parallelism().ok());
    let jobs = jobs.map_or(1, |jobs| jobs.get().min(MOST_JOBS));
    let mut totals = Totals::new(arguments.format, output);
    if arguments.format == AuditFormat::Csv {
        output.result(lines::CSV_HEAD);
    }
    let (give, work) = sync_channel::<Task>(jobs);
    let work = &Mutex::new(work);
    thread::scope(|scope| {
        let (order, ordered) = sync_channel::<Receiver<Part>>(jobs * UNDER_WAY);
        for _ in 0..jobs {
            scope.spawn(move || work_through(work, arguments.format, at));
        }
        scope.spawn(move || {
            for found in walk::Walk::of(&arguments.paths) {
                let (parts, made) = sync_channel(PARTS_AHEAD);
                if give.send(Task { found, parts }).is_err() || order.send(made).is_err() {
                    break;
                }
            }
        });
        'audit: for made in ordered {
            for part in made {
                totals.take(part);
                // Whoever waits to give more is told by the end of its channel.
                if output.is_closed() {
                    break 'audit;
                }
            }
            totals.progress.file();
        }
    });
    totals.finish(at)
}

/// What a worker is given: something found, and where to put what it makes of it.
struct Task {
    found: Found,
    parts: SyncSender<Part>,
}

/// Reads one thing after another until there are no more.
fn work_through(work: &Mutex<Receiver<Task>>, format: AuditFormat, at: Timestamp) {
    loop {
        // A worker that panicked left the queue as it was.
        let next = work.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).recv();
        let Ok(Task { found, parts }) = next else { return };
        // Nobody takes any more where the audit was given up.
        let _ = file::read(&found, format, at, &mut |part| match parts.send(part) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        });
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
            progress: Progress::start(),
        }
    }

    fn take(&mut self, part: Part) {
        let mut text = String::new();
        for (report, line) in &part.certificates {
            let duplicate = !self.seen.is_new(&report.certificate.sha256);
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

    fn finish(self, at: Timestamp) -> Outcome {
        self.progress.end();
        let summary = AuditSummary {
            files: self.files,
            passed_over: self.passed_over,
            unreadable: self.unreadable,
            duplicates_complete: self.seen.is_complete(),
            ..self.tally.summary(at)
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

/// More would not read faster.
const MOST_JOBS: usize = 256;

/// So many files are under way for each worker: one that takes long does not stop the others soon.
const UNDER_WAY: usize = 32;

/// So many parts of one file are made before they are taken.
const PARTS_AHEAD: usize = 2;
