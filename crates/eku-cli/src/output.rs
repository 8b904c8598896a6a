//! Standard output and standard error, and their colours.

use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use eku_engine::report::text::visible;
use eku_engine::report::{Problem, Verdict};

use crate::arguments::Color;

/// Where results and messages go.
pub(crate) struct Output {
    colored: bool,
}

impl Output {
    /// Options win over `NO_COLOR`; a pipe gets no colour.
    pub(crate) fn new(color: Color) -> Self {
        let colored = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                !refused && io::stdout().is_terminal()
            }
        };
        Self { colored }
    }

    /// Writes a result. A reader that has gone away is no error.
    pub(crate) fn result(&self, text: &str) {
        let mut standard_output = io::stdout().lock();
        let _ = standard_output.write_all(text.as_bytes()).and_then(|()| standard_output.flush());
    }

    /// Writes a message about input: `FILE: what: where: what to do`, one line.
    pub(crate) fn problem(&self, problem: &Problem) {
        let parts = [&problem.file, &problem.what, &problem.place, &problem.remedy];
        let parts = parts.into_iter().filter(|part| !part.is_empty()).map(|part| visible(part));
        let _ = writeln!(io::stderr().lock(), "{}", parts.collect::<Vec<_>>().join(": "));
    }

    /// The words of a verdict in its colour.
    pub(crate) fn paint(&self, verdict: Verdict, words: &str) -> String {
        if !self.colored {
            return words.to_owned();
        }
        let color = match verdict {
            Verdict::Works => AnsiColor::Green,
            Verdict::Undecided => AnsiColor::Yellow,
            Verdict::Fails => AnsiColor::Red,
        };
        let style = Style::new().bold().fg_color(Some(color.into()));
        format!("{style}{words}{style:#}")
    }
}
