//! How far an audit is, on a terminal only.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A line on standard error that goes when the audit ends; nothing where that is no terminal.
pub(super) struct Progress {
    line: Option<ProgressBar>,
}

impl Progress {
    pub(super) fn start() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { line: None };
        }
        let style = ProgressStyle::with_template("{spinner} {human_pos} files, {msg}, {elapsed}");
        let line = ProgressBar::new_spinner();
        if let Ok(style) = style {
            line.set_style(style);
        }
        line.set_message("0 certificates");
        line.enable_steady_tick(Duration::from_millis(100));
        Self { line: Some(line) }
    }

    /// One more file is done.
    pub(super) fn file(&self) {
        if let Some(line) = &self.line {
            line.inc(1);
        }
    }

    /// So many certificates were read by now.
    pub(super) fn certificates(&self, number: u64) {
        if let Some(line) = &self.line {
            line.set_message(format!("{number} certificates"));
        }
    }

    /// Does something that writes to the terminal, without the line in its way.
    pub(super) fn suspended(&self, write: impl FnOnce()) {
        match &self.line {
            Some(line) => line.suspend(write),
            None => write(),
        }
    }

    /// Takes the line away.
    pub(super) fn end(&self) {
        if let Some(line) = &self.line {
            line.finish_and_clear();
        }
    }
}
