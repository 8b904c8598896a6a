//! What setup tells the person who waits for it.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::error::Outcome;
use crate::process::show_duration;

/// Collects the steps that did something. Shared by the lines of work.
pub(crate) struct Report {
    started: Instant,
    steps: Mutex<Vec<(String, Duration)>>,
}

impl Report {
    /// An empty report; its clock starts now.
    pub(crate) fn start() -> Self {
        Self { started: Instant::now(), steps: Mutex::new(Vec::new()) }
    }

    /// Does one step that is worth telling about, and tells how long it took.
    pub(crate) fn step<T>(&self, what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        println!("setup: {what} ...");
        let started = Instant::now();
        let result = work();
        let took = started.elapsed();
        let word = if result.is_ok() { "done" } else { "failed" };
        println!("setup: {what}: {word} in {}", show_duration(took));
        if result.is_ok()
            && let Ok(mut steps) = self.steps.lock()
        {
            steps.push((what.to_owned(), took));
        }
        result
    }

    /// The closing table; nothing where nothing was done.
    pub(crate) fn finish(&self) {
        let Ok(steps) = self.steps.lock() else { return };
        if steps.is_empty() {
            return;
        }
        println!(
            "setup: all in {}; steps, some side by side:",
            show_duration(self.started.elapsed())
        );
        for (what, took) in steps.iter() {
            println!("setup:   {:>12}  {what}", show_duration(*took));
        }
    }
}
