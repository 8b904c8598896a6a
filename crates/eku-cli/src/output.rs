//! Standard output and standard error, and their colours.
//!
//! Nothing leaves the program that could steer a terminal or reorder text: whatever certificates,
//! file names and deployment files say is made visible here, at the one way out. What cannot be
//! written is no success: [`Output::end`] says so once, and the command ends with exit code 2.

mod stream;

use std::cell::RefCell;
use std::io::{self, IsTerminal};

use anstyle::{AnsiColor, Reset, Style};
use clap::builder::StyledStr;
use eku_engine::report::text::visible;
use eku_engine::report::{Problem, Verdict, problem_line};

use crate::arguments::Color;
use crate::outcome::Outcome;

use stream::{Standard, Stream};

/// Where results and messages go.
pub(crate) struct Output {
    colored: bool,
    results: RefCell<Stream>,
    messages: RefCell<Stream>,
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
        let results = RefCell::new(Stream::to(Standard::of(io::stdout())));
        let messages = RefCell::new(Stream::to(Standard::of(io::stderr())));
        Self { colored, results, messages }
    }

    /// How the command ended once all of its output has arrived, or is said not to have.
    pub(crate) fn end(&self, outcome: Outcome) -> Outcome {
        let lost = self.results.borrow_mut().end().map(lost);
        if let Some(problem) = &lost {
            self.problem(problem);
        }
        let is_silent = self.messages.borrow_mut().end().is_some();
        if lost.is_some() || is_silent { Outcome::Unreadable } else { outcome }
    }

    /// Writes help or the version: nothing in it comes from outside.
    pub(crate) fn help(&self, help: &StyledStr) {
        let text = if self.colored { help.ansi().to_string() } else { help.to_string() };
        self.write(&text);
    }

    /// Writes what is wrong with the command line, which quotes what was given.
    pub(crate) fn usage(&self, text: &str) {
        self.messages.borrow_mut().write(&lines(text));
    }

    /// Writes a result as text.
    pub(crate) fn result(&self, text: &str) {
        if !self.colored {
            self.write(&lines(text));
            return;
        }
        // What a report holds of others has no marks: they are made visible in it.
        let mut shown = String::with_capacity(text.len());
        for piece in text.split_inclusive(is_mark) {
            let (words, mark) = match piece.char_indices().next_back() {
                Some((end, last)) if is_mark(last) => (&piece[..end], Some(last)),
                _ => (piece, None),
            };
            shown.push_str(&lines(words));
            match mark.map(verdict_of) {
                Some(Some(verdict)) => shown.push_str(&style(verdict).to_string()),
                Some(None) => shown.push_str(&Reset.render().to_string()),
                None => {}
            }
        }
        self.write(&shown);
    }

    /// Writes a result in which nothing hides as it is.
    pub(crate) fn visible(&self, text: &str) {
        self.write(text);
    }

    /// Writes a result as JSON, in which any character may be escaped.
    pub(crate) fn json(&self, json: &str) {
        let mut shown = String::with_capacity(json.len());
        for letter in json.chars() {
            if matches!(letter, '\n' | ' '..='~') || is_visible(letter) {
                shown.push(letter);
            } else {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    shown.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
        self.write(&shown);
    }

    /// Whether no result that is written arrives any more, so that there is no use in going on.
    pub(crate) fn has_ended(&self) -> bool {
        self.results.borrow().has_ended()
    }

    /// Writes a message about input: `FILE: what: where: what to do`, one line.
    pub(crate) fn problem(&self, problem: &Problem) {
        self.messages.borrow_mut().write(&format!("{}\n", problem_line(problem)));
    }

    /// The words of a verdict, marked for [`Output::result`] to colour.
    pub(crate) fn paint(&self, verdict: Verdict, words: &str) -> String {
        if !self.colored {
            return words.to_owned();
        }
        format!("{}{words}{END_OF_MARK}", mark(verdict))
    }

    fn write(&self, text: &str) {
        self.results.borrow_mut().write(text);
    }
}

/// The message about a result that was not written to its end.
fn lost(error: &io::Error) -> Problem {
    Problem {
        file: "standard output".into(),
        what: format!("the result is incomplete, because it cannot be written: {error}"),
        place: String::new(),
        remedy: "free some space or choose another place, then run the command again".into(),
        count: 1,
    }
}

/// Whether a character is shown as it is.
fn is_visible(letter: char) -> bool {
    visible(letter.encode_utf8(&mut [0; 4])).len() == letter.len_utf8()
}

fn style(verdict: Verdict) -> Style {
    let color = match verdict {
        Verdict::Works => AnsiColor::Green,
        Verdict::Undecided => AnsiColor::Yellow,
        Verdict::Fails => AnsiColor::Red,
    };
    Style::new().bold().fg_color(Some(color.into()))
}

/// Lines in which nothing hides.
fn lines(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let words = line.strip_suffix('\n');
        shown.push_str(&visible(words.unwrap_or(line)));
        shown.push_str(if words.is_some() { "\n" } else { "" });
    }
    shown
}

/// Characters that are not for interchange (Unicode 23.7) stand for colours until the text leaves.
fn mark(verdict: Verdict) -> char {
    match verdict {
        Verdict::Works => '\u{fdd0}',
        Verdict::Undecided => '\u{fdd1}',
        Verdict::Fails => '\u{fdd2}',
    }
}

/// The verdict whose colour begins with a mark; none where a colour ends.
fn verdict_of(letter: char) -> Option<Verdict> {
    [Verdict::Works, Verdict::Undecided, Verdict::Fails]
        .into_iter()
        .find(|verdict| mark(*verdict) == letter)
}

fn is_mark(letter: char) -> bool {
    letter == END_OF_MARK || verdict_of(letter).is_some()
}

const END_OF_MARK: char = '\u{fdd3}';
