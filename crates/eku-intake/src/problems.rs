//! What is wrong in one file that was given, archive or not: one message a kind.
//!
//! Memory: one message for each of a few dozen kinds, however much is wrong.

use std::io;

use eku_engine::bundle::{InputProblem, InputProblemKind};
use eku_engine::report::{self, Problem, times};

use crate::archive::{Limits, Reason, SetAside};
use crate::settings::{Misread, NotUnderstood};
use crate::words;

/// What is wrong in one file, and in the files in it where it is an archive.
#[derive(Debug, Default)]
pub struct FileProblems {
    file: String,
    found: Vec<KindOfProblem>,
}

#[derive(Debug)]
struct KindOfProblem {
    kind: Kind,
    first: Problem,
    count: usize,
    /// Whether it was found in several files of an archive.
    in_several: bool,
}

/// What kind of problem it is.
#[derive(Clone, Debug)]
enum Kind {
    Input(InputProblemKind),
    SetAside(Reason),
    Named(&'static str),
}

impl Kind {
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Input(one), Self::Input(other)) => one.is_like(other),
            (Self::SetAside(one), Self::SetAside(other)) => one.is_like(other),
            (Self::Named(one), Self::Named(other)) => one == other,
            _ => false,
        }
    }
}

impl FileProblems {
    /// Nothing so far is wrong in the file of this name.
    #[must_use]
    pub fn of(file: &str) -> Self {
        Self { file: file.to_owned(), found: Vec::new() }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Adds what could not be used of the content of the file at `path`.
    pub fn input(&mut self, path: &str, problem: &InputProblem) {
        let first = || report::problem(path, &InputProblem { count: 1, ..problem.clone() });
        self.add(&Kind::Input(problem.kind.clone()), path, problem.count, first);
    }

    /// Adds what was set aside under these limits.
    pub fn set_aside(&mut self, set_aside: &SetAside, limits: &Limits) {
        let first = || words::set_aside(set_aside, limits);
        self.add(&Kind::SetAside(set_aside.reason.clone()), &set_aside.path, 1, first);
    }

    /// Adds that the file at `path` is larger than certificates are.
    pub fn too_large(&mut self, path: &str) {
        self.named("too large", path, || words::too_large(path));
    }

    /// Adds that reading the file at `path` stopped before its end.
    pub(crate) fn stopped(&mut self, path: &str, error: &io::Error) {
        self.named("stopped", path, || words::stopped(path, error));
    }

    /// Adds a message of a kind that goes by a name of its own.
    pub fn named(&mut self, name: &'static str, path: &str, first: impl FnOnce() -> Problem) {
        self.add(&Kind::Named(name), path, 1, first);
    }

    /// Adds what of the settings at `path` is not understood.
    pub(crate) fn not_understood(&mut self, path: &str, found: &NotUnderstood) {
        let name = match found.what {
            Misread::Statement => "statement not understood",
            Misread::Path => "path not understood",
            Misread::Value => "value not understood",
        };
        let count = usize::try_from(found.count).unwrap_or(usize::MAX);
        self.add(&Kind::Named(name), path, count, || words::not_understood(path, found));
    }

    fn add(&mut self, kind: &Kind, path: &str, count: usize, first: impl FnOnce() -> Problem) {
        match self.found.iter_mut().find(|found| found.kind.is_like(kind)) {
            Some(found) => {
                found.count += count;
                found.in_several |= found.first.file != path;
            }
            None => {
                let (kind, first) = (kind.clone(), first());
                self.found.push(KindOfProblem { kind, first, count, in_several: false });
            }
        }
    }

    /// Adds what is wrong in a file of the archive.
    pub fn join(&mut self, inner: Self) {
        for found in inner.found {
            let KindOfProblem { kind, first, count, in_several } = found;
            let path = first.file.clone();
            self.add(&kind, &path, count, || first);
            if let Some(known) = self.found.iter_mut().find(|known| known.kind.is_like(&kind)) {
                known.in_several |= in_several;
            }
        }
    }

    /// The messages, in the order in which the kinds were met.
    #[must_use]
    pub fn into_list(self) -> Vec<Problem> {
        let file = self.file;
        self.found.into_iter().map(|found| found.message(&file)).collect()
    }
}

impl KindOfProblem {
    fn message(self, file: &str) -> Problem {
        let Self { first, count, in_several, .. } = self;
        if !in_several {
            return Problem { place: times(count, &first.place), count, ..first };
        }
        let place = match first.place.as_str() {
            "" => first.file,
            place => format!("{}, {place}", first.file),
        };
        Problem { file: file.to_owned(), place: times(count, &place), count, ..first }
    }
}

#[cfg(test)]
mod tests {
    use eku_engine::bundle::Place;

    use super::*;

    #[test]
    fn one_message_a_kind_says_how_often_and_where_first() {
        let at = |line, kind, count| InputProblem {
            kind,
            place: Place::Block { number: 1, line },
            count,
        };
        let label = |label: &str| InputProblemKind::UnknownBlock { label: label.into() };
        let aside = |path: &str, reason| SetAside { path: path.into(), reason };
        let limits = Limits::default();
        let mut problems = FileProblems::of("a.zip");
        problems.input("a.zip!1.pem", &at(3, InputProblemKind::NotBase64, 1));
        problems.input("a.zip!1.pem", &at(9, label("ONE"), 2_000));
        problems.set_aside(&aside("a.zip!2", Reason::Method(77)), &limits);
        problems.set_aside(&aside("a.zip!3", Reason::Method(78)), &limits);
        problems.set_aside(&aside("a.zip!3", Reason::CutOff), &limits);
        let mut inner = FileProblems::of("a.zip!4.pem");
        inner.input("a.zip!4.pem", &at(5, label("TWO"), 1));
        inner.input("a.zip!4.pem", &at(7, InputProblemKind::BlockWithoutEnd, 2));
        problems.join(inner);
        let shown = problems.into_list();
        let shown = shown.iter().map(|one| (&*one.file, &*one.place, one.count));
        assert_eq!(
            shown.collect::<Vec<_>>(),
            [
                ("a.zip!1.pem", "block 1, line 3", 1),
                ("a.zip", "2,001 times, first at a.zip!1.pem, block 1, line 9", 2_001),
                ("a.zip", "2 times, first at a.zip!2", 2),
                ("a.zip!3", "", 1),
                ("a.zip!4.pem", "2 times, first at block 1, line 7", 2),
            ]
        );
    }
}
