//! File by file: what it is, what is in it, and to which machine it belongs.

use std::collections::BTreeMap;
use std::io::{BufRead, Read as _};
use std::mem;
use std::ops::ControlFlow;

use super::belonging::{Key, keys, newest_first};
use super::entry::{Aside, Content, Entry};
use super::{CertificateFile, Collection, Fate, FileRecord, Handshakes, Machine};
use crate::archive::{Limits, SetAside, Visitor};
use crate::certificates::{Ended, beginning, whole};
use crate::member::{self, FileKind, Form, Member};
use crate::name::MEMBER;
use crate::problems::FileProblems;
use crate::{Partly, capture, certificates, log, session, settings, status, words};
use eku_engine::bundle::Bundle;
use eku_engine::report::{self, Problem};
use serde::{Deserialize, Serialize};

/// FileKind was read so far.
#[derive(Serialize, Deserialize)]
pub(super) struct Files {
    #[serde(skip)]
    limits: Limits,
    entries: Vec<Entry>,
    found: Vec<FileRecord>,
    problems: Vec<Problem>,
    /// Of the file that is being read.
    #[serde(skip)]
    reading: FileProblems,
}

impl Files {
    pub(super) fn new(limits: Limits) -> Self {
        let (entries, found, problems, reading) = Default::default();
        Self { limits, entries, found, problems, reading }
    }

    /// Begins with a file that was given; [`Self::end`] follows.
    pub(super) fn begin(&mut self, name: &str) {
        self.reading = FileProblems::of(name);
    }

    /// Ends with the file that was begun.
    pub(super) fn end(&mut self) {
        self.problems.extend(mem::take(&mut self.reading).into_list());
    }

    /// Takes in what was read after it.
    pub(super) fn join(&mut self, other: Self) {
        self.entries.extend(other.entries);
        self.found.extend(other.found);
        self.problems.extend(other.problems);
    }

    fn used(
        &mut self,
        path: &str,
        described: &member::Described,
        kind: FileKind,
        content: Content,
    ) {
        self.used_as(path, described, vec![(kind, content)]);
    }

    /// A file that holds something of each of these kinds.
    fn used_as(
        &mut self,
        path: &str,
        described: &member::Described,
        parts: Vec<(FileKind, Content)>,
    ) {
        let words = parts
            .iter()
            .map(|(kind, content)| words::used(*kind, &content.amount(), content.left_out()));
        let (kind, words) = match (parts.as_slice(), Vec::from_iter(words)) {
            ([(kind, _)], words) => (*kind, words.concat()),
            (_, words) => (FileKind::Session, words::used_as_several(&words)),
        };
        self.found.push(FileRecord { source: path.to_owned(), kind, fate: Fate::Used(words) });
        let is_part = parts.len() > 1;
        for (_, content) in parts {
            if let Content::Settings(settings) = &content {
                for found in &settings.not_understood {
                    self.reading.not_understood(path, found);
                }
            }
            self.entries.push(Entry {
                path: path.to_owned(),
                host: described.host.clone(),
                time: described.time.clone(),
                is_part,
                content,
            });
        }
    }

    fn not_used(&mut self, path: &str, kind: FileKind, why: String) {
        let fate = Fate::SetAside(why);
        self.found.push(FileRecord { source: path.to_owned(), kind, fate });
    }

    fn stopped<T>(&mut self, path: &str, read: Partly<T>) -> T {
        // FileKind the archive's reader met is reported by it; here is what the content itself lacks.
        if let Some(error) = read.stopped
            && !path.contains(MEMBER)
        {
            self.reading.stopped(path, &error);
        }
        read.value
    }

    fn certificates(
        &mut self,
        path: &str,
        described: &member::Described,
        kind: FileKind,
        content: &mut dyn BufRead,
    ) {
        match whole(content) {
            Ok(Some(bytes)) => {
                self.bundle(path, described, kind, certificates::read(&bytes));
            }
            Ok(None) => {
                self.reading.too_large(path);
                self.not_used(path, kind, words::TOO_LARGE.into());
            }
            // Reported where it was met.
            Err(_) => self.not_used(path, kind, words::UNREADABLE.into()),
        }
    }

    /// Text of which the content says what it is, as far as its name does not.
    fn text(&mut self, path: &str, described: &member::Described, content: &mut dyn BufRead) {
        let (bytes, ended) = beginning(content);
        let mut whole = bytes.as_slice();
        match ended {
            Ended::Whole => {}
            Ended::TooLarge => return self.large(path, described, &mut whole.chain(content)),
            Ended::Stopped(_) if bytes.is_empty() => {
                return self.not_used(path, FileKind::Other, words::UNREADABLE.into());
            }
            Ended::Stopped(error) => {
                self.stopped(path, Partly { value: (), stopped: Some(error) });
            }
        }
        let kind = match described.member {
            Member::Other => FileKind::Other,
            _ => FileKind::Certificates,
        };
        if !session::is_text(&bytes) {
            return self.bundle(path, described, kind, certificates::read(&bytes));
        }
        let session = session::read(&bytes);
        let (says_something, bundle) = (session.says_something(), session.certificates);
        if !says_something {
            return match described.member {
                Member::Log | Member::Settings(_) | Member::Status(_)
                    if bundle.certificates.is_empty() =>
                {
                    self.large(path, described, &mut whole);
                }
                _ if bundle.certificates.is_empty()
                    && !bundle.has_private_key()
                    && log::is_in(&bytes) =>
                {
                    let log = log::read(&mut whole).value;
                    self.used(path, described, FileKind::Log, Content::Log(log));
                }
                _ => self.bundle(path, described, kind, bundle),
            };
        }
        let settings = session.settings.map(|read| Content::Settings(read.into()));
        let status = session.status.map(|read| Content::Status(read.into()));
        let mut log = session.log;
        if log.is_some() && settings.is_none() && status.is_none() {
            // Lines between those of a log are the log's.
            log = Some(log::read(&mut whole).value);
        }
        let mut parts = Vec::new();
        parts.extend(settings.map(|content| (FileKind::Settings, content)));
        parts.extend(status.map(|content| (FileKind::Status, content)));
        parts.extend(log.map(|log| (FileKind::Log, Content::Log(log))));
        let has_certificates = !bundle.certificates.is_empty();
        for problem in &bundle.problems {
            // What else is no certificate is of the other kinds.
            if has_certificates || problem.kind.is_key() {
                self.reading.input(path, problem);
            }
        }
        if has_certificates {
            let file = CertificateFile::of_bundle(path, bundle);
            parts.push((
                FileKind::Certificates,
                Content::Certificates(FileKind::Certificates, file),
            ));
        }
        self.used_as(path, described, parts);
    }

    /// Text that is what its name or its first line says, of any size.
    fn large(&mut self, path: &str, described: &member::Described, content: &mut dyn BufRead) {
        match described.member {
            Member::Settings(_) => {
                let settings = self.stopped(path, settings::read(content));
                if settings.statements == 0 && settings.not_understood.is_empty() {
                    return self.not_used(path, FileKind::Settings, words::NO_STATEMENT.into());
                }
                self.used(path, described, FileKind::Settings, Content::Settings(settings.into()));
            }
            Member::Status(_) => {
                let status = self.stopped(path, status::read(content));
                self.used(path, described, FileKind::Status, Content::Status(status.into()));
            }
            Member::Log => {
                let log = self.stopped(path, log::read(content));
                self.used(path, described, FileKind::Log, Content::Log(log));
            }
            _ => {
                self.reading.too_large(path);
                self.not_used(path, FileKind::Other, words::TOO_LARGE.into());
            }
        }
    }

    /// What a file of certificates holds.
    fn bundle(
        &mut self,
        path: &str,
        described: &member::Described,
        kind: FileKind,
        bundle: Bundle,
    ) {
        let inside = path.contains(MEMBER);
        if bundle.certificates.is_empty()
            && kind == FileKind::Other
            && inside
            && !bundle.has_private_key()
        {
            return self.not_used(path, kind, words::NOT_NEEDED.into());
        }
        let problems: Vec<Problem> =
            bundle.problems.iter().map(|problem| report::problem(path, problem)).collect();
        for problem in &bundle.problems {
            self.reading.input(path, problem);
        }
        if bundle.certificates.is_empty() {
            let why = problems.first().map_or_else(String::new, |problem| problem.what.clone());
            self.not_used(path, kind, why);
            let is_store =
                matches!(kind, FileKind::ServerCertificate | FileKind::ClientCertificate);
            if is_store && inside {
                // The store is not empty: what it holds could not be read.
                let file = CertificateFile {
                    source: path.to_owned(),
                    first_unreadable: true,
                    incomplete: true,
                    problems,
                    ..CertificateFile::default()
                };
                self.entries.push(Entry {
                    path: path.to_owned(),
                    host: described.host.clone(),
                    time: described.time.clone(),
                    is_part: false,
                    content: Content::Certificates(kind, file),
                });
            }
            return;
        }
        let kind = if kind == FileKind::Other { FileKind::Certificates } else { kind };
        let file = CertificateFile::of_bundle(path, bundle);
        self.used(path, described, kind, Content::Certificates(kind, file));
    }

    /// FileKind all of it comes to.
    pub(super) fn sorted(self) -> Collection {
        let mut collection =
            Collection { found: self.found, problems: self.problems, ..Collection::default() };
        let mut groups: BTreeMap<Key, usize> = BTreeMap::new();
        let mut aside = Aside::new();
        let keys = keys(&self.entries);
        for (entry, key) in newest_first(self.entries, keys) {
            let Some(key) = key else {
                if let Content::Certificates(_, file) = entry.content
                    && !file.certificates.is_empty()
                {
                    collection.loose.push(file);
                }
                continue;
            };
            let place = *groups.entry(key).or_insert_with(|| {
                collection.machines.push(Machine::default());
                collection.machines.len() - 1
            });
            if let Some(machine) = collection.machines.get_mut(place) {
                entry.join(machine, &mut aside);
            }
        }
        newest_of_each(&mut collection.machines, &mut aside);
        for found in &mut collection.found {
            if let Some(why) = aside.get(&found.source) {
                found.fate = Fate::SetAside(why.clone());
            }
        }
        collection
    }
}

impl Visitor for Files {
    fn file(&mut self, path: &str, content: &mut dyn BufRead) -> ControlFlow<()> {
        let described = match content.fill_buf() {
            Ok(head) => member::describe(path, head),
            Err(_) => member::describe(path, &[]),
        };
        match described.member {
            Member::ServerCertificate => {
                self.certificates(path, &described, FileKind::ServerCertificate, content);
            }
            Member::ClientCertificate => {
                self.certificates(path, &described, FileKind::ClientCertificate, content);
            }
            Member::TrustedCas => {
                self.certificates(path, &described, FileKind::TrustedCas, content);
            }
            Member::Settings(Form::Xml) | Member::Status(Form::Xml) => {
                self.large(path, &described, content);
            }
            Member::Log if member::is_named_log(path) => self.large(path, &described, content),
            Member::Certificates
            | Member::Settings(Form::Text)
            | Member::Status(Form::Text)
            | Member::Log
            | Member::Other => self.text(path, &described, content),
            Member::Capture => {
                let capture = self.stopped(path, capture::read(content));
                let handshakes = Handshakes::of(&capture);
                self.used(path, &described, FileKind::Capture, Content::Capture(handshakes));
            }
        }
        ControlFlow::Continue(())
    }

    fn set_aside(&mut self, set_aside: SetAside) {
        if set_aside.reason.is_problem() {
            self.reading.set_aside(&set_aside, &self.limits);
        }
        // FileKind was used as far as it goes stands there already.
        if self.found.last().is_none_or(|found| found.source != set_aside.path) {
            let why = words::set_aside(&set_aside, &self.limits).what;
            self.not_used(&set_aside.path, FileKind::Other, why);
        }
    }
}

/// Of several archives of one machine the newest counts.
fn newest_of_each(machines: &mut Vec<Machine>, aside: &mut Aside) {
    let mut kept: Vec<Machine> = Vec::new();
    let mut places = BTreeMap::new();
    for machine in mem::take(machines) {
        let key = (machine.host.clone(), machine.has_store());
        let known = machine.host.is_some().then(|| *places.entry(key).or_insert(kept.len()));
        match known.and_then(|place| kept.get_mut(place)) {
            // A log or a capture alone adds to what is known; two full names are two machines.
            Some(other)
                if (machine.has_store() || machine.settings.is_some())
                    && !other.is_named_otherwise(&machine) =>
            {
                let newer = machine.time > other.time;
                let older = if newer { mem::replace(other, machine) } else { machine };
                let why = words::older(&other.source);
                aside.extend(sources(&older).map(|source| (source.to_owned(), why.clone())));
            }
            _ => kept.push(machine),
        }
    }
    *machines = kept;
}

/// The files that a machine was made of.
fn sources(machine: &Machine) -> impl Iterator<Item = &str> {
    let certificates = machine.server.iter().chain(&machine.client).chain(&machine.trusted);
    certificates
        .map(|file| file.source.as_str())
        .chain(machine.settings.iter().map(|dump| dump.source.as_str()))
        .chain(machine.status.iter().map(|dump| dump.source.as_str()))
        .chain(machine.logs.iter().map(|dump| dump.source.as_str()))
        .chain(machine.captures.iter().map(|dump| dump.source.as_str()))
}
