//! File by file: what it is, what is in it, and to which machine it belongs.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::mem;
use std::ops::ControlFlow;

use super::{CertificateFile, Collection, Dump, Fate, Found, Handshakes, Machine, What};
use crate::archive::{Limits, SetAside, Visitor};
use crate::certificates::whole;
use crate::log::Log;
use crate::member::{self, Member};
use crate::name::MEMBER;
use crate::problems::FileProblems;
use crate::settings::Settings;
use crate::status::Status;
use crate::{Partly, capture, certificates, log, settings, status, words};
use eku_engine::report::{self, Problem};
use serde::{Deserialize, Serialize};

/// What was read so far.
#[derive(Serialize, Deserialize)]
pub(super) struct Files {
    #[serde(skip)]
    limits: Limits,
    entries: Vec<Entry>,
    found: Vec<Found>,
    problems: Vec<Problem>,
    /// Of the file that is being read.
    #[serde(skip)]
    reading: FileProblems,
}

/// A file that was used.
#[derive(Serialize, Deserialize)]
struct Entry {
    path: String,
    host: Option<String>,
    time: Option<String>,
    content: Content,
}

#[derive(Serialize, Deserialize)]
enum Content {
    Certificates(What, CertificateFile),
    Settings(Box<Settings>),
    Status(Box<Status>),
    Log(Log),
    Capture(Handshakes),
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

    fn used(&mut self, path: &str, described: &member::Described, what: What, content: Content) {
        let fate = Fate::Used(words::used(what, &content.amount(), content.left_out()));
        self.found.push(Found { source: path.to_owned(), what, fate });
        self.entries.push(Entry {
            path: path.to_owned(),
            host: described.host.clone(),
            time: described.time.clone(),
            content,
        });
    }

    fn not_used(&mut self, path: &str, what: What, why: String) {
        let fate = Fate::SetAside(why);
        self.found.push(Found { source: path.to_owned(), what, fate });
    }

    fn stopped<T>(&mut self, path: &str, read: Partly<T>) -> T {
        // What the archive's reader met is reported by it; here is what the content itself lacks.
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
        what: What,
        content: &mut dyn BufRead,
    ) {
        let bytes = match whole(content) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                self.reading.too_large(path);
                return self.not_used(path, what, words::TOO_LARGE.into());
            }
            // Reported where it was met.
            Err(_) => return self.not_used(path, what, words::UNREADABLE.into()),
        };
        let bundle = certificates::read(&bytes);
        let inside = path.contains(MEMBER);
        if bundle.certificates.is_empty() && what == What::Other {
            if let Some(settings) = pasted_settings(&bytes) {
                return self.used(
                    path,
                    described,
                    What::Settings,
                    Content::Settings(settings.into()),
                );
            }
            if inside && !bundle.has_private_key() {
                return self.not_used(path, what, words::NOT_NEEDED.into());
            }
        }
        let problems: Vec<Problem> =
            bundle.problems.iter().map(|problem| report::problem(path, problem)).collect();
        for problem in &bundle.problems {
            self.reading.input(path, problem);
        }
        if bundle.certificates.is_empty() {
            let why = problems.first().map_or_else(String::new, |problem| problem.what.clone());
            self.not_used(path, what, why);
            let is_store = matches!(what, What::ServerCertificate | What::ClientCertificate);
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
                    content: Content::Certificates(what, file),
                });
            }
            return;
        }
        let what = if what == What::Other { What::Certificates } else { what };
        let file = CertificateFile::of_bundle(path, bundle);
        self.used(path, described, what, Content::Certificates(what, file));
    }

    /// What all of it comes to.
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
                self.certificates(path, &described, What::ServerCertificate, content);
            }
            Member::ClientCertificate => {
                self.certificates(path, &described, What::ClientCertificate, content);
            }
            Member::TrustedCas => self.certificates(path, &described, What::TrustedCas, content),
            Member::Certificates => {
                self.certificates(path, &described, What::Certificates, content);
            }
            Member::Other => self.certificates(path, &described, What::Other, content),
            Member::Settings(_) => {
                let settings = self.stopped(path, settings::read(content));
                if settings.statements == 0 {
                    self.not_used(path, What::Settings, words::NO_STATEMENT.into());
                } else {
                    self.used(path, &described, What::Settings, Content::Settings(settings.into()));
                }
            }
            Member::Status(_) => {
                let status = self.stopped(path, status::read(content));
                self.used(path, &described, What::Status, Content::Status(status.into()));
            }
            Member::Log => {
                let log = self.stopped(path, log::read(content));
                self.used(path, &described, What::Log, Content::Log(log));
            }
            Member::Capture => {
                let capture = self.stopped(path, capture::read(content));
                let handshakes = Handshakes::of(&capture);
                self.used(path, &described, What::Capture, Content::Capture(handshakes));
            }
        }
        ControlFlow::Continue(())
    }

    fn set_aside(&mut self, set_aside: SetAside) {
        if set_aside.reason.is_problem() {
            self.reading.set_aside(&set_aside, &self.limits);
        }
        // What was used as far as it goes stands there already.
        if self.found.last().is_none_or(|found| found.source != set_aside.path) {
            let why = words::set_aside(&set_aside, &self.limits).what;
            self.not_used(&set_aside.path, What::Other, why);
        }
    }
}

impl Content {
    fn amount(&self) -> words::Amount {
        match self {
            Self::Certificates(_, file) => words::Amount::Certificates(file.certificates.len()),
            Self::Settings(settings) => words::Amount::Statements(settings.statements),
            Self::Status(_) => words::Amount::Whole,
            Self::Log(log) => words::Amount::Lines {
                lines: log.lines,
                failures: log.failures.iter().map(|failure| failure.count).sum(),
            },
            Self::Capture(capture) => {
                words::Amount::Handshakes { all: capture.count, encrypted: capture.encrypted }
            }
        }
    }

    /// How much was beyond what is kept.
    fn left_out(&self) -> u64 {
        match self {
            Self::Certificates(..) => 0,
            Self::Settings(settings) => settings.left_out,
            Self::Status(status) => status.left_out,
            Self::Log(log) => log.left_out,
            Self::Capture(capture) => capture.left_out,
        }
    }
}

impl Entry {
    /// Adds the file to the machine that it belongs to.
    fn join(self, machine: &mut Machine, aside: &mut Aside) {
        if machine.source.is_empty() {
            machine.source = match container(&self.path) {
                "" => self.path.clone(),
                container => container.to_owned(),
            };
        }
        // The newest came first.
        let is_older = self.time.is_some() && self.time < machine.time;
        machine.host = machine.host.take().or(self.host);
        machine.time = machine.time.take().max(self.time);
        let source = self.path;
        let mut set_aside = |source: &str| {
            let why = match is_older {
                true => words::OLDER_FILE,
                false => words::ANOTHER_OF_ITS_KIND,
            };
            aside.insert(source.to_owned(), why.into());
        };
        match self.content {
            Content::Certificates(What::ServerCertificate, file) => {
                if machine.server.is_none() {
                    machine.server = Some(file);
                } else {
                    set_aside(&source);
                }
            }
            Content::Certificates(What::ClientCertificate, file) => {
                if machine.client.is_none() {
                    machine.client = Some(file);
                } else {
                    set_aside(&source);
                }
            }
            Content::Certificates(..) if is_older && !machine.trusted.is_empty() => {
                set_aside(&source);
            }
            Content::Certificates(_, file) => machine.trusted.push(file),
            Content::Settings(_) if is_older && machine.settings.is_some() => set_aside(&source),
            Content::Settings(settings) => {
                // The XML is said to be more complete; what counts is what could be read of it.
                let better = machine
                    .settings
                    .as_ref()
                    .is_none_or(|known| settings.known() > known.value.known());
                if better {
                    if let Some(known) = &machine.settings {
                        set_aside(&known.source);
                    }
                    machine.settings = Some(Dump { source, value: *settings });
                } else {
                    set_aside(&source);
                }
            }
            Content::Status(_) if is_older && !machine.status.is_empty() => set_aside(&source),
            Content::Status(status) => machine.status.push(Dump { source, value: *status }),
            Content::Log(log) => machine.logs.push(Dump { source, value: log }),
            Content::Capture(capture) => machine.captures.push(Dump { source, value: capture }),
        }
    }
}

/// Files that are not used after all, by their path, and why.
type Aside = BTreeMap<String, String>;

/// What holds the files of one machine together: where they stand, and the host in their names.
type Key = (String, Option<String>);

/// The entries with their keys: those of one machine from the newest to the oldest, the machines in
/// the order in which they were met.
fn newest_first(entries: Vec<Entry>, keys: Vec<Option<Key>>) -> Vec<(Entry, Option<Key>)> {
    let mut firsts: BTreeMap<Key, usize> = BTreeMap::new();
    let mut placed = Vec::new();
    for (place, (entry, key)) in entries.into_iter().zip(keys).enumerate() {
        let first = key.as_ref().map_or(place, |key| *firsts.entry(key.clone()).or_insert(place));
        placed.push((first, entry, key));
    }
    placed.sort_by(|one, other| one.0.cmp(&other.0).then_with(|| other.1.time.cmp(&one.1.time)));
    placed.into_iter().map(|(_, entry, key)| (entry, key)).collect()
}

/// For each entry the machine that it belongs to; `None` for certificates that belong to none.
///
/// A file whose name has no host belongs to the machine whose other files stand beside it, where
/// that is one only. Certificates alone make no machine unless their name has a host and says
/// which store they are of.
fn keys(entries: &[Entry]) -> Vec<Option<Key>> {
    let own = |entry: &Entry| {
        let of_store = matches!(
            entry.content,
            Content::Certificates(
                What::ServerCertificate | What::ClientCertificate | What::TrustedCas,
                _
            )
        );
        let is_dump = !matches!(entry.content, Content::Certificates(..));
        (is_dump || (of_store && entry.time.is_some()))
            .then(|| (folder(&entry.path).to_owned(), entry.host.clone()))
    };
    // The one host of each folder; nothing inside where there are several.
    let mut hosts: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut dumps = BTreeSet::new();
    for (folder, host) in entries.iter().filter_map(own) {
        if host.is_some() {
            let known = hosts.entry(folder.clone()).or_insert_with(|| host.clone());
            if *known != host {
                *known = None;
            }
        }
        dumps.insert(folder);
    }
    let beside = |place: &str| {
        let host = hosts.get(place)?.clone()?;
        Some((place.to_owned(), Some(host)))
    };
    entries
        .iter()
        .map(|entry| {
            let place = folder(&entry.path);
            match own(entry) {
                Some((_, None)) => beside(place).or_else(|| own(entry)),
                Some(key) => Some(key),
                None => {
                    let has_role = matches!(
                        entry.content,
                        Content::Certificates(
                            What::ServerCertificate | What::ClientCertificate | What::TrustedCas,
                            _
                        )
                    );
                    let in_archive = entry.path.contains(MEMBER);
                    (has_role && in_archive && dumps.contains(place))
                        .then(|| beside(place).unwrap_or((place.to_owned(), None)))
                }
            }
        })
        .collect()
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

/// Settings that stand somewhere in pasted text.
fn pasted_settings(bytes: &[u8]) -> Option<Settings> {
    let mut input = bytes;
    let settings = settings::read(&mut input).value;
    (settings.known() > 0).then_some(settings)
}

/// The archive that a path leads into, or nothing.
fn container(path: &str) -> &str {
    path.rsplit_once(MEMBER).map_or("", |(container, _)| container)
}

/// The folder in which a file stands.
fn folder(path: &str) -> &str {
    let end = path.rfind(['/', MEMBER]).unwrap_or(0);
    path.get(..end).unwrap_or_default()
}
