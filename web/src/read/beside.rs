//! Reading beside the page: what is large, or is no certificate, goes to workers.
//!
//! One pool of workers serves one intake. What it says becomes [`Intake`] actions; [`cancel`] ends
//! it at once. Where the browser refuses a worker, what is small enough is read on the page itself.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;

use eku_engine::report::Problem;
use eku_intake::archive::{self, Limits};
use eku_intake::collection::{Collection, Collector, Fate, FileRecord};
use eku_intake::member::FileKind;
use eku_intake::member::{self, Member};
use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;
use yew::Callback;
use zeroize::Zeroize;

use super::LARGEST;
use crate::place::Place;
use crate::state::{Action, Intake, ReadOutcome, Reading};
use crate::text;
use crate::worker::{Pool, PoolEvent};

thread_local! {
    /// The pools that run, with the number of their intake.
    static RUNNING: RefCell<Vec<(usize, Pool)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<usize> = const { Cell::new(1) };
}

/// Whether these files are for the worker: one of them is by its name no certificate, or it is
/// large. What is too large for a store in particular is refused without it.
#[must_use]
pub(super) fn wanted(place: Place, files: &[File]) -> bool {
    let most = if place == Place::Anything { f64::INFINITY } else { LARGEST };
    let is_large = |file: &File| file.size() > LARGEST_ON_THE_PAGE && file.size() <= most;
    files.iter().any(|file| is_large(file) || is_dump(&file.name(), &[]))
}

/// Whether a file is something else than certificates: an archive, a dump, a log or a capture.
#[must_use]
pub(super) fn is_dump(name: &str, head: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    archive::is_archive(head)
        || ARCHIVES.iter().any(|ending| name.ends_with(ending))
        || matches!(
            member::describe(&name, head).member,
            Member::Settings(_) | Member::Status(_) | Member::Log | Member::Capture
        )
}

/// Reads files in workers, for a place.
pub(super) fn files(place: Place, files: Vec<File>, act: Callback<Action>) {
    let id = NEXT.with(|next| next.replace(next.get() + 1));
    let reading = Reading {
        id,
        files: files.len(),
        read: 0,
        total: files.iter().map(|file| bytes_of(file.size())).sum(),
    };
    act.emit(Action::Intake(Intake::Reading(reading.clone())));
    let tell = {
        let act = act.clone();
        move |said: PoolEvent| match said {
            PoolEvent::Read(read) => {
                let reading = Reading { read, ..reading.clone() };
                act.emit(Action::Intake(Intake::Reading(reading)));
            }
            PoolEvent::Ended(mut collection, crashed) => {
                forget(id);
                crashed.iter().rev().for_each(|name| set_aside(&mut collection, name));
                // Archives and dumps say themselves where they belong.
                if place == Place::Anything || !collection.machines.is_empty() {
                    ended(id, Some(collection), &act);
                } else {
                    act.emit(Action::Intake(Intake::Ended(id, None)));
                    act.emit(Action::Took(taken(place, *collection)));
                }
            }
        }
    };
    match Pool::start(files.clone(), tell) {
        Some(pool) => RUNNING.with_borrow_mut(|running| running.push((id, pool))),
        None => {
            wasm_bindgen_futures::spawn_local(async move {
                let collection = on_the_page(&files).await;
                ended(id, collection.map(Box::new), &act);
            });
        }
    }
}

/// Reads what is in memory already, on the page.
#[must_use]
pub(super) fn bytes(name: &str, bytes: &[u8]) -> Collection {
    let mut collector = Collector::new(Limits::default());
    collector.add(name, std::io::Cursor::new(bytes), &|_| ControlFlow::Continue(()));
    collector.finish()
}

/// Ends an intake that is running.
pub fn cancel(id: usize, act: &Callback<Action>) {
    forget(id);
    act.emit(Action::Intake(Intake::Ended(id, None)));
}

async fn on_the_page(files: &[File]) -> Option<Collection> {
    let mut collector = Collector::new(Limits::default());
    for file in files {
        if file.size() > LARGEST_WITHOUT_WORKER {
            return None;
        }
        let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
        let mut bytes = Uint8Array::new(&buffer).to_vec();
        let source = std::io::Cursor::new(&bytes);
        collector.add(&file.name(), source, &|_| ControlFlow::Continue(()));
        bytes.zeroize();
        super::wipe_stack();
    }
    Some(collector.finish())
}

fn ended(id: usize, collection: Option<Box<Collection>>, act: &Callback<Action>) {
    let failed = collection.is_none();
    act.emit(Action::Intake(Intake::Ended(id, collection)));
    if failed {
        let refused = ReadOutcome::refused(Place::Anything, text::THE_FILES, text::worker_failed());
        act.emit(Action::Took(vec![refused]));
    }
}

/// Certificates that were given for a place.
fn taken(place: Place, collection: Collection) -> Vec<ReadOutcome> {
    let Collection { loose, problems, .. } = collection;
    let said = (!problems.is_empty()).then(|| ReadOutcome::unused(place, problems));
    // What is wrong in them is told with all problems.
    let given = loose.iter().map(|file| ReadOutcome::found(place, file.told()));
    said.into_iter().chain(given).collect()
}

/// A file that crashed its worker: said, and among those that were met.
fn set_aside(collection: &mut Collection, file: &str) {
    let (what, remedy) = text::crashed();
    let fate = Fate::SetAside(what.clone());
    collection.found.push(FileRecord { source: file.to_owned(), kind: FileKind::Other, fate });
    // Ahead of what is counted and not shown.
    let (file, place) = (file.to_owned(), String::new());
    let problem = Problem { file, what, place, remedy, count: 1 };
    collection.problems.insert(0, problem);
}

/// Ends the workers of an intake. Their memory goes with them.
fn forget(id: usize) {
    // Dropped outside the borrow, and not while a worker's own message is being handled.
    let gone = RUNNING.with_borrow_mut(|running| {
        let index = running.iter().position(|(other, _)| *other == id)?;
        Some(running.swap_remove(index))
    });
    wasm_bindgen_futures::spawn_local(async move { drop(gone) });
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn bytes_of(number: f64) -> u64 {
    number.max(0.0) as u64
}

/// What is read on the page at once: well below the time of one frame.
const LARGEST_ON_THE_PAGE: f64 = 1024.0 * 1024.0;

/// What is read on the page where there is no worker.
const LARGEST_WITHOUT_WORKER: f64 = 64.0 * 1024.0 * 1024.0;

/// How names of archives end.
const ARCHIVES: [&str; 5] = [".tar.gz", ".tgz", ".tar", ".gz", ".zip"];
