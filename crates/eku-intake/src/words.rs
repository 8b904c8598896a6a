//! What is said about input that was set aside: the one place of this crate where sentences are
//! built.

use std::io;
use std::net::SocketAddr;

use eku_engine::deployment::Role;
use eku_engine::report::{Problem, thousands};
use eku_engine::secret::quoted;

use crate::archive::{Limit, Limits, Reason, SetAside};
use crate::capture::Hidden;
use crate::certificates::LARGEST_FILE;
use crate::member::FileKind;
use crate::settings::{Misread, NotUnderstood};

/// The message about something that was set aside under these limits: what, and what to do.
#[must_use]
pub fn set_aside(set_aside: &SetAside, limits: &Limits) -> Problem {
    let (what, remedy) = what_and_remedy(&set_aside.reason, limits);
    Problem {
        file: set_aside.path.clone(),
        what,
        place: String::new(),
        remedy: remedy.unwrap_or_else(|| "unpack it and add the files in it".into()),
        count: 1,
    }
}

fn what_and_remedy(reason: &Reason, limits: &Limits) -> (String, Option<String>) {
    let nothing = || Some("no action needed".to_owned());
    let again =
        || Some("download or copy it again, because only the part before was used".to_owned());
    match reason {
        Reason::Link => ("is a link, which is not followed".into(), nothing()),
        Reason::Special => ("is a device, not a file".into(), nothing()),
        Reason::Sparse => ("is a sparse file, which is not read".into(), None),
        Reason::NameLeadsOut => (
            "has a path that leads out of its archive, and was not read".into(),
            Some("check where the archive comes from".into()),
        ),
        Reason::PathTooLong => {
            (format!("has a path of more than {} bytes, and was not read", limits.path), None)
        }
        Reason::Encrypted => (
            "is encrypted, and was not read".into(),
            Some("unpack it with its password and add the files in it".into()),
        ),
        Reason::Method(number) => match method(*number) {
            Some(name) => (format!("is compressed with {name}, which is not read"), None),
            None => (format!("is compressed by method {number}, which is not read"), None),
        },
        Reason::Compression(name) => {
            (format!("is compressed with {name}, which is not read"), unpack(name))
        }
        Reason::TooDeep => {
            (format!("is an archive inside {} others, and was not opened", limits.depth), None)
        }
        Reason::DirectoryTooLarge => ("has a member list that is too large".into(), None),
        Reason::CutOff => ("is cut off".into(), again()),
        Reason::Damaged => ("is damaged".into(), again()),
        Reason::Empty => ("is an empty archive".into(), Some("create the archive again".into())),
        Reason::Unreadable(error) => (format!("cannot be read: {error}"), again()),
        Reason::Limit(limit) => {
            let met = match limit {
                Limit::Entries => format!("more than {} members", limits.entries),
                Limit::Expanded => format!("more than {} MiB once unpacked", limits.expanded >> 20),
                Limit::Ratio => {
                    format!("more than {} times its size once unpacked", limits.ratio)
                }
            };
            (
                format!("has {met}, and the rest was not read"),
                Some("unpack it and add the files that matter".into()),
            )
        }
    }
}

/// Methods of zip that are met in practice, APPNOTE section 4.4.5.
fn method(number: u16) -> Option<&'static str> {
    Some(match number {
        1..=6 => "a method of the 1980s",
        9 => "Deflate64",
        12 => "bzip2",
        14 => "LZMA",
        93 => "Zstandard",
        95 => "xz",
        98 => "PPMd",
        99 => "AES",
        _ => return None,
    })
}

fn unpack(name: &str) -> Option<String> {
    let command = match name {
        "bzip2" => "bunzip2",
        "xz" => "unxz",
        "Zstandard" => "unzstd",
        "7z" => "7z x",
        "RAR" => "unrar x",
        "compress (.Z)" => "uncompress",
        _ => return None,
    };
    Some(format!("unpack it ({command} FILE) and add the files in it"))
}

/// How much of something was found in a file that was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Amount {
    /// The file as a whole.
    Whole,
    /// Certificates.
    Certificates(usize),
    /// Statements of a dump.
    Statements(u64),
    /// Lines of a log, and failures in them.
    Lines {
        /// The lines.
        lines: u64,
        /// The failures.
        failures: u64,
    },
    /// TLS connections, and those of them that are TLS 1.3.
    Handshakes {
        /// All of them.
        all: u64,
        /// Those that encrypt certificates.
        encrypted: u64,
    },
}

/// What a file that was used held, and how much of it was beyond what is kept.
pub(crate) fn used(kind: FileKind, amount: &Amount, left_out: u64) -> String {
    let of = kind_words(kind);
    let used = match *amount {
        Amount::Whole => of.into(),
        Amount::Certificates(count) => format!("{of}, {}", counted(count as u64, "certificate")),
        Amount::Statements(count) => format!("{of}, {}", counted(count, "statement")),
        Amount::Lines { lines, failures } => format!(
            "{of}, {}, {} of TLS or tunnels",
            counted(lines, "line"),
            counted(failures, "failure")
        ),
        Amount::Handshakes { all, encrypted: 0 } => {
            format!("{of}, {}", counted(all, "TLS connection"))
        }
        Amount::Handshakes { all, encrypted } => format!(
            "{of}, {}, {encrypted} of them TLS 1.3, which encrypts certificates",
            counted(all, "TLS connection")
        ),
    };
    match left_out {
        0 => used,
        left_out => format!("{used}, {} more over the limit", thousands(left_out)),
    }
}

/// What a file of several kinds held, each as [`used`] says it.
pub(crate) fn used_as_several(parts: &[String]) -> String {
    format!("{}: {}", kind_words(FileKind::Session), parts.join("; "))
}

/// What a file is, in words.
#[must_use]
pub fn kind_words(kind: FileKind) -> &'static str {
    match kind {
        FileKind::ServerCertificate => "server certificate",
        FileKind::ClientCertificate => "client certificate",
        FileKind::TrustedCas => "trusted CA list",
        FileKind::Certificates => "certificates",
        FileKind::Settings => "settings (xConfiguration)",
        FileKind::Status => "status (xStatus)",
        FileKind::Log => "log",
        FileKind::Session => "terminal session",
        FileKind::Capture => "capture of network packets",
        FileKind::Other => "other file",
    }
}

/// `1 line`, `1,234 lines`.
fn counted(count: u64, what: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {what}{ending}", thousands(count))
}

/// The message about a file of which reading stopped before its end.
#[must_use]
pub fn stopped(path: &str, error: &io::Error) -> Problem {
    Problem {
        file: path.to_owned(),
        what: format!("could not be read to its end ({error})"),
        place: String::new(),
        remedy: "download or copy it again, because only the part before was used".into(),
        count: 1,
    }
}

/// Why connections of a capture, of which so many certificates are shown, show none.
pub(crate) fn without_certificates(path: &str, hidden: Hidden, shown: usize) -> Vec<Problem> {
    let Hidden { all, encrypted, resumed } = hidden;
    let note = |what: String, remedy: &str| Problem {
        file: path.to_owned(),
        what,
        place: String::new(),
        remedy: remedy.into(),
        count: 1,
    };
    let of = |count: usize, what: [&str; 2]| {
        let (count, one) = (thousands(count as u64), count == 1);
        let all = counted(all as u64, "TLS connection");
        format!("{count} of {all} {}", if one { what[0] } else { what[1] })
    };
    let mut notes = Vec::new();
    if all == 0 {
        let remedy = "record the traffic from before the connection is set up";
        notes.push(note("shows no TLS handshake".into(), remedy));
    }
    if encrypted > 0 {
        let what = of(
            encrypted,
            [
                "uses TLS 1.3, which encrypts certificates",
                "use TLS 1.3, which encrypts certificates",
            ],
        );
        notes.push(note(what, "add the certificates themselves"));
    }
    if resumed > 0 {
        let what = of(
            resumed,
            [
                "resumes an earlier session, which sends no certificate",
                "resume an earlier session, which sends no certificate",
            ],
        );
        notes.push(note(what, "record a new connection"));
    }
    if notes.is_empty() && shown == 0 {
        let what = "shows no certificate, because their packets are missing or cut";
        notes.push(note(what.into(), "record whole packets of both directions"));
    }
    notes
}

/// The message about certificates in a capture that cannot be read.
pub(crate) fn unread_certificates(path: &str, count: usize) -> Option<Problem> {
    (count > 0).then(|| Problem {
        file: path.to_owned(),
        what: format!("contains {} that cannot be read", counted(count as u64, "certificate")),
        place: String::new(),
        remedy: "record whole packets, or add the certificates themselves".into(),
        count,
    })
}

/// What a certificate of a capture is called: the side that sent it, and its address.
pub(crate) fn sent_by(role: Role, address: SocketAddr) -> String {
    match role {
        Role::Initiator => format!("TLS client {}, from a capture", address.ip()),
        Role::Responder => format!("TLS server {address}, from a capture"),
    }
}

/// The message about statements that are not understood.
pub(crate) fn not_understood(path: &str, found: &NotUnderstood) -> Problem {
    let text = &found.first.text;
    // What every statement begins with says nothing.
    let begun = text.split_once("onfiguration ").filter(|(before, _)| before.len() <= LONGEST_HEAD);
    let text = quoted(begun.map_or(text.as_str(), |(_, rest)| rest.trim()));
    let what = match found.what {
        Misread::Statement => format!("contains a setting that cannot be read: {text}"),
        Misread::Path => format!("contains a setting that is not known: {text}"),
        Misread::Value => format!("contains a setting with an unknown value: {text}"),
    };
    Problem {
        file: path.to_owned(),
        what,
        place: format!("line {}", found.first.line),
        remedy: "check the setting on the node, and enter its value here".into(),
        count: 1,
    }
}

/// The message about an archive in which no file holds a certificate.
#[must_use]
pub fn no_certificate_inside(path: &str) -> Problem {
    Problem {
        file: path.to_owned(),
        what: "is an archive without certificates".into(),
        place: String::new(),
        remedy: "check that it is the right archive, or add the certificate files".into(),
        count: 1,
    }
}

/// The message about a file that is larger than certificates are.
pub(crate) fn too_large(path: &str) -> Problem {
    Problem {
        file: path.to_owned(),
        what: format!(
            "is larger than {} MiB and not an archive, log or capture",
            LARGEST_FILE >> 20
        ),
        place: String::new(),
        remedy: "check that it is the right file".into(),
        count: 1,
    }
}

/// What a statement begins with before its path, in bytes at most.
const LONGEST_HEAD: usize = 96;

/// Why an older archive of a machine is set aside.
pub(crate) fn older(newer: &str) -> String {
    format!("a newer archive of the same peer was used: {newer}")
}

/// Why an older file of a machine is set aside.
pub(crate) const OLDER_FILE: &str = "a newer file of the same peer was used";
/// Why a file was set aside that is too large.
pub(crate) const TOO_LARGE: &str = "too large for certificates";
/// Why a file was set aside that could not be read.
pub(crate) const UNREADABLE: &str = "could not be read";
/// Why a file was set aside that says nothing about certificates.
pub(crate) const NOT_NEEDED: &str = "not needed: nothing about certificates";
/// Why a dump was set aside that holds no statement.
pub(crate) const NO_STATEMENT: &str = "contains no xConfiguration statement";
/// Why a file was set aside where another of its kind was used, and says something else.
pub(crate) fn another_used(used: &str) -> String {
    format!("another file of the peer was used, which differs: {used}")
}

/// Why a file was set aside where another says the same.
pub(crate) const ANOTHER_OF_ITS_KIND: &str = "another file of the peer has the same content, or \
    more";
