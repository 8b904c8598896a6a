//! Several workers at once, each reading one file after the other.
//!
//! Files are read alone and what came of them is joined in their order, so that the same comes of
//! them whatever the number of workers and whichever ends first. The largest begin. A file that
//! crashes its worker is named, and another worker goes on with the rest.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use eku_engine::secret;
use eku_intake::archive::Limits;
use eku_intake::collection::{Collection, Collector};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

use super::Worker;
use crate::started;

/// Workers that read files; they end when this is dropped, whatever they are doing.
pub struct Pool {
    _shared: Rc<Shared>,
}

/// What a pool says.
#[derive(Debug)]
pub enum PoolEvent {
    /// So many bytes of all files were read.
    Read(u64),
    /// Everything was read but these files, which crashed their workers.
    Ended(Box<Collection>, Vec<String>),
}

struct Shared {
    tell: Box<dyn Fn(PoolEvent)>,
    files: Vec<File>,
    work: RefCell<Work>,
    workers: RefCell<Vec<Worker>>,
}

struct Work {
    /// The files that nobody reads yet, the largest last.
    waiting: Vec<usize>,
    /// The file that each worker reads.
    reading: Vec<Option<usize>>,
    /// How many bytes of each file were read.
    read: Vec<u64>,
    /// What came of each file.
    parts: Vec<Part>,
}

/// What came of a file.
enum Part {
    Waits,
    Read(Box<Collector>),
    Crashed,
}

impl Pool {
    /// Starts to read these files; `None` where the browser refuses a worker.
    ///
    /// `tell` is never called before this returns.
    #[must_use]
    pub fn start(files: Vec<File>, tell: impl Fn(PoolEvent) + 'static) -> Option<Self> {
        let mut waiting: Vec<usize> = (0..files.len()).collect();
        waiting.sort_by(|one, other| {
            let size = |place: &usize| files.get(*place).map_or(0.0, |file| file.size());
            size(one).total_cmp(&size(other)).then(other.cmp(one))
        });
        let many = files.iter().filter(|file| file.size() > WORTH_A_WORKER).count();
        let many = many.clamp(1, processors());
        let work = Work {
            waiting,
            reading: vec![None; many],
            read: vec![0; files.len()],
            parts: files.iter().map(|_| Part::Waits).collect(),
        };
        let shared = Rc::new(Shared {
            tell: Box::new(tell),
            files,
            work: RefCell::new(work),
            workers: RefCell::default(),
        });
        for place in 0..many {
            match Shared::hire(&shared, place) {
                Some(worker) => shared.workers.borrow_mut().push(worker),
                None if place == 0 => return None,
                None => break,
            }
            if !shared.give(place) {
                return None;
            }
        }
        Some(Self { _shared: shared })
    }
}

/// Does something unless the pool is gone.
fn with(shared: &Weak<Shared>, act: impl FnOnce(&Shared)) {
    if let Some(shared) = shared.upgrade() {
        act(&shared);
    }
}

impl Shared {
    /// Starts a worker.
    fn hire(shared: &Rc<Self>, place: usize) -> Option<Worker> {
        let (heard, failed) = (Rc::downgrade(shared), Rc::downgrade(shared));
        Worker::start(
            move |said| with(&heard, |shared| shared.hear(place, &said)),
            move || {
                if let Some(shared) = failed.upgrade() {
                    Self::replace(&shared, place);
                }
            },
        )
    }

    /// Another worker in the place of one that crashed: its file is read no further.
    fn replace(shared: &Rc<Self>, place: usize) {
        shared.done(place, Part::Crashed);
        let worker = Self::hire(shared, place);
        let hired = worker.is_some();
        // The old one is dropped once its own message was handled.
        let old = worker.and_then(|worker| {
            let mut workers = shared.workers.borrow_mut();
            workers.get_mut(place).map(|old| std::mem::replace(old, worker))
        });
        wasm_bindgen_futures::spawn_local(async move { drop(old) });
        if !hired {
            shared.give_up();
        }
        shared.go_on(place);
    }

    /// The files that nobody reads yet are read by nobody.
    fn give_up(&self) {
        let mut work = self.work.borrow_mut();
        for file in std::mem::take(&mut work.waiting) {
            if let Some(part) = work.parts.get_mut(file) {
                *part = Part::Crashed;
            }
        }
    }

    /// What came of the file that a worker read.
    fn done(&self, worker: usize, part: Part) {
        let mut work = self.work.borrow_mut();
        let file = work.reading.get_mut(worker).and_then(Option::take);
        if let Some(place) = file.and_then(|file| work.parts.get_mut(file)) {
            *place = part;
        }
    }

    /// Gives a worker the next file, or ends.
    fn go_on(&self, worker: usize) {
        if !self.give(worker) {
            self.done(worker, Part::Crashed);
            self.give_up();
        }
        if let Some((all, crashed)) = self.all() {
            (self.tell)(PoolEvent::Ended(Box::new(all.finish()), crashed));
        }
    }

    /// Gives a worker the next file, if there is one. Answers whether it takes it.
    fn give(&self, worker: usize) -> bool {
        let file = {
            let mut work = self.work.borrow_mut();
            let next = work.waiting.pop();
            if let Some(reading) = work.reading.get_mut(worker) {
                *reading = next;
            }
            next.and_then(|next| self.files.get(next))
        };
        file.is_none_or(|file| {
            let workers = self.workers.borrow();
            workers.get(worker).is_some_and(|worker| worker.say(file))
        })
    }

    fn hear(&self, worker: usize, said: &JsValue) {
        let Some(file) = self.work.borrow().reading.get(worker).copied().flatten() else {
            return;
        };
        if let Some(bytes) = said.as_f64() {
            self.progress(file, bytes);
        } else if let Some(bytes) = said.dyn_ref::<Uint8Array>() {
            if let Some(file) = self.files.get(file) {
                started::working_on(&[file.name()]);
            }
            let part = Collector::from_bytes(&bytes.to_vec());
            self.done(worker, part.map_or(Part::Crashed, |part| Part::Read(Box::new(part))));
            self.go_on(worker);
        }
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn progress(&self, file: usize, bytes: f64) {
        let read = {
            let mut work = self.work.borrow_mut();
            if let Some(read) = work.read.get_mut(file) {
                *read = bytes.max(0.0) as u64;
            }
            work.read.iter().sum()
        };
        (self.tell)(PoolEvent::Read(read));
    }

    /// What came of all files, in their order, and which crashed their workers, once the last is
    /// read.
    fn all(&self) -> Option<(Collector, Vec<String>)> {
        let mut work = self.work.borrow_mut();
        if work.parts.is_empty() || work.parts.iter().any(|part| matches!(part, Part::Waits)) {
            return None;
        }
        let mut all = Collector::new(Limits::default());
        let mut crashed = Vec::new();
        for (part, file) in std::mem::take(&mut work.parts).into_iter().zip(&self.files) {
            match part {
                Part::Read(part) => all.join(*part),
                Part::Waits | Part::Crashed => {
                    crashed.push(secret::shown(&file.name()).into_owned());
                }
            }
        }
        Some((all, crashed))
    }
}

/// How many workers at once: as many as there are processors, in reason.
fn processors() -> usize {
    let navigator = web_sys::window().map(|window| window.navigator());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let processors = navigator.map_or(1, |navigator| navigator.hardware_concurrency() as usize);
    processors.clamp(1, MOST_WORKERS)
}

/// Each worker has a memory of its own, of a few megabytes for logs, of tens for zips in archives.
const MOST_WORKERS: usize = 4;

/// A smaller file is read sooner than a worker starts.
const WORTH_A_WORKER: f64 = 1024.0 * 1024.0;
