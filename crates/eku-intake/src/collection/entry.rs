//! One file that was used, and how it adds to its machine.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CertificateFile, Dump, Handshakes, Machine};
use crate::log::Log;
use crate::member::FileKind;
use crate::name::MEMBER;
use crate::settings::Settings;
use crate::status::Status;
use crate::words;

/// A file that was used.
#[derive(Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) host: Option<String>,
    pub(super) time: Option<String>,
    /// Whether its file holds something of another kind, too.
    pub(super) is_part: bool,
    pub(super) content: Content,
}

#[derive(Serialize, Deserialize)]
pub(super) enum Content {
    Certificates(FileKind, CertificateFile),
    Settings(Box<Settings>),
    Status(Box<Status>),
    Log(Log),
    Capture(Handshakes),
}

impl Entry {
    /// Adds the file to the machine that it belongs to.
    pub(super) fn join(self, machine: &mut Machine, aside: &mut Aside) {
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
        let is_part = self.is_part;
        let mut set_aside = |source: &str, used: &str, says_same: bool| {
            // The rest of the file was used.
            if is_part {
                return;
            }
            let why = match (is_older, says_same) {
                (true, _) => words::OLDER_FILE.into(),
                (false, true) => words::ANOTHER_OF_ITS_KIND.into(),
                (false, false) => words::another_used(used),
            };
            aside.insert(source.to_owned(), why);
        };
        match self.content {
            Content::Certificates(FileKind::ServerCertificate, file) => match &machine.server {
                None => machine.server = Some(file),
                Some(known) => {
                    let says_same = known.certificates == file.certificates;
                    set_aside(&source, &known.source, says_same);
                }
            },
            Content::Certificates(FileKind::ClientCertificate, file) => match &machine.client {
                None => machine.client = Some(file),
                Some(known) => {
                    let says_same = known.certificates == file.certificates;
                    set_aside(&source, &known.source, says_same);
                }
            },
            Content::Certificates(..) if is_older && !machine.trusted.is_empty() => {
                set_aside(&source, "", true);
            }
            Content::Certificates(_, file) => machine.trusted.push(file),
            Content::Settings(_) if is_older && machine.settings.is_some() => {
                set_aside(&source, "", true);
            }
            Content::Settings(settings) => {
                // The XML is said to be more complete; what counts is what could be read of it.
                let new = Dump { source, value: *settings };
                let Some(known) = machine.settings.take() else {
                    machine.settings = Some(new);
                    return;
                };
                let (used, other) = match new.value.known() > known.value.known() {
                    true => (new, known),
                    false => (known, new),
                };
                set_aside(&other.source, &used.source, other.value.says_no_more(&used.value));
                machine.settings = Some(used);
            }
            Content::Status(_) if is_older && !machine.status.is_empty() => {
                set_aside(&source, "", true);
            }
            Content::Status(status) => machine.status.push(Dump { source, value: *status }),
            Content::Log(log) => machine.logs.push(Dump { source, value: log }),
            Content::Capture(capture) => machine.captures.push(Dump { source, value: capture }),
        }
    }
}

impl Content {
    pub(super) fn amount(&self) -> words::Amount {
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
    pub(super) fn left_out(&self) -> u64 {
        match self {
            Self::Certificates(..) => 0,
            Self::Settings(settings) => settings.left_out,
            Self::Status(status) => status.left_out,
            Self::Log(log) => log.left_out,
            Self::Capture(capture) => capture.left_out,
        }
    }
}

/// Files that are not used after all, by their path, and why.
pub(super) type Aside = BTreeMap<String, String>;

/// The archive that a path leads into, or nothing.
fn container(path: &str) -> &str {
    path.rsplit_once(MEMBER).map_or("", |(container, _)| container)
}
