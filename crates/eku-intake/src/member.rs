//! What a file inside an Expressway diagnostic archive is.
//!
//! Entry point: [`describe`]. The names are those of Cisco's administrator guide for X15.5
//! (Diagnostics and troubleshooting): `server_<host>_<time>.pem`, `ca_<host>_<time>.pem`,
//! `xconf_dump_<host>_<time>.txt`, `xstat_dump_<host>_<time>.xml`, `loggingsnapshot_<host>_<time>.txt`
//! and `eth<n>_diagnostic_logging_tcpdump<x>_<host>_<time>.pcap`. The client certificate that X15.5
//! adds has no documented name; any name of a PEM file that begins with `client` is taken for it.
//! Where the name says nothing, or says something that the content plainly is not, the content
//! decides.

use serde::{Deserialize, Serialize};

use crate::certificates::contains;
use crate::{capture, log, name};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Member {
    /// The server certificate.
    ServerCertificate,
    /// The client certificate.
    ClientCertificate,
    /// The trusted CA list.
    TrustedCas,
    /// PEM of which the name does not say whose it is.
    Certificates,
    /// An xConfiguration dump.
    Settings(Form),
    /// An xStatus dump.
    Status(Form),
    /// A log.
    Log,
    /// A capture of network packets.
    Capture,
    /// Something else.
    Other,
}

/// How a dump is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `*c xConfiguration ...` or `*s ...` lines.
    Text,
    /// The same as XML.
    Xml,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FileKind {
    /// The certificate of a machine's server store.
    ServerCertificate,
    /// The certificate of a machine's client store.
    ClientCertificate,
    /// A machine's trusted CA list.
    TrustedCas,
    /// Certificates that do not say where they belong.
    Certificates,
    /// An xConfiguration dump.
    Settings,
    /// An xStatus dump.
    Status,
    /// A log.
    Log,
    /// A capture of network packets.
    Capture,
    /// Several of these in one text, as the recording of a terminal session.
    Session,
    /// Something else.
    Other,
}

/// A file, and what its name says of its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// What it is.
    pub member: Member,
    /// The host name in its name.
    pub host: Option<String>,
    /// The digits of the time in its name: they order as times do, however a system wrote the rest.
    pub time: Option<String>,
}

/// Says what a file is, by its path (`a.tar.gz!inner/path`) and its first bytes, of which 512 are
/// enough; fewer, or none, make the name decide more.
#[must_use]
pub fn describe(path: &str, head: &[u8]) -> Described {
    let name = path.rsplit(['/', '\\', '!']).next().unwrap_or(path);
    if is_beside(path, name) {
        return Described { member: Member::Other, host: None, time: None };
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem = name::as_made(stem);
    let lower = stem.to_ascii_lowercase();
    let ending = ending.to_ascii_lowercase();
    let named = by_name(&lower, &ending);
    let origin = named.and_then(|(_, prefix)| stem.get(prefix..)).unwrap_or_default();
    let (host, time) = host_and_time(origin.trim_start_matches('_'));
    let member = match (by_content(head), named) {
        (Some(Member::Certificates), Some((certificates, _))) if is_certificate(certificates) => {
            certificates
        }
        // A log may begin with anything, PEM and commands included.
        (Some(found), Some((Member::Log, _))) if found != Member::Capture => Member::Log,
        (Some(found), _) => found,
        (None, Some((member, _))) => member,
        (None, None) => Member::Other,
    };
    Described { member, host, time }
}

/// Whether a name says that a file is a log of a diagnostic archive, whatever stands in it.
#[must_use]
pub fn is_named_log(path: &str) -> bool {
    let name = path.rsplit(['/', '\\', '!']).next().unwrap_or(path).to_ascii_lowercase();
    LOGS.iter().any(|prefix| name.starts_with(prefix))
}

/// What a name says, and how long the part of it is that says so.
fn by_name(stem: &str, ending: &str) -> Option<(Member, usize)> {
    let form = if ending == "xml" { Form::Xml } else { Form::Text };
    let is_text = matches!(ending, "txt" | "xml" | "log" | "");
    let is_pem = matches!(ending, "pem" | "crt" | "cer" | "der" | "p7b" | "p7c");
    let starts = |prefix: &str| stem.starts_with(prefix).then_some(prefix.len());
    let first = |prefixes: &[&str]| prefixes.iter().find_map(|prefix| starts(prefix));
    let named = |member: Member, length: Option<usize>| length.map(|length| (member, length));
    if is_pem {
        return named(Member::ServerCertificate, first(&["servercert", "server"]))
            .or_else(|| named(Member::ClientCertificate, first(&["clientcert", "client"])))
            .or_else(|| named(Member::TrustedCas, first(&["ca_", "cacert", "trusted", "trust_"])))
            .or_else(|| (stem == "ca").then_some((Member::TrustedCas, 2)))
            .or(Some((Member::Certificates, stem.len())));
    }
    if matches!(ending, "pcap" | "pcapng" | "cap" | "snoop") {
        let length = stem.find(TCPDUMP).map_or(0, |place| place + TCPDUMP.len());
        let number = stem.get(length..).map_or(0, |rest| {
            rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len()
        });
        return Some((Member::Capture, length + number));
    }
    if !is_text {
        return None;
    }
    named(Member::Settings(form), first(&["xconf_dump", "xconfig_dump", "xconf"]))
        .or_else(|| named(Member::Status(form), first(&["xstat_dump", "xstatus_dump", "xstat"])))
        .or_else(|| named(Member::Log, first(&LOGS)))
        .or_else(|| (ending == "log").then_some((Member::Log, stem.len())))
}

fn is_certificate(member: Member) -> bool {
    matches!(
        member,
        Member::ServerCertificate
            | Member::ClientCertificate
            | Member::TrustedCas
            | Member::Certificates
    )
}

/// What content plainly is.
fn by_content(head: &[u8]) -> Option<Member> {
    if capture::is_capture(head) {
        return Some(Member::Capture);
    }
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let head = head.get(..head.len().min(512)).unwrap_or_default();
    let has = |word: &[u8]| contains(head, word);
    let starts =
        |text: &[u8]| head.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text));
    if has(b"-----BEGIN CERTIFICATE") || has(b"-----BEGIN TRUSTED CERT") || has(b"-----BEGIN PKCS7")
    {
        return Some(Member::Certificates);
    }
    if starts(b"*c x") || starts(b"xConfiguration ") {
        return Some(Member::Settings(Form::Text));
    }
    if starts(b"*s ") {
        return Some(Member::Status(Form::Text));
    }
    if starts(b"<?xml") || starts(b"<Configuration") || starts(b"<Status") {
        let settings = has(b"<Configuration");
        let status = has(b"<Status");
        return match (settings, status) {
            (true, _) => Some(Member::Settings(Form::Xml)),
            (_, true) => Some(Member::Status(Form::Xml)),
            _ => None,
        };
    }
    (is_log_line(head) || log::is_in(head)).then_some(Member::Log)
}

/// `2017-09-19T14:16:15.836-04:00 host tvcs: ...`.
pub(crate) fn is_log_line(head: &[u8]) -> bool {
    let shape = b"0000-00-00T00:00:00";
    let is_time = head.len() > shape.len()
        && head.iter().zip(shape).all(|(byte, like)| match like {
            b'0' => byte.is_ascii_digit(),
            other => byte == other,
        });
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    is_time && line.iter().filter(|byte| **byte == b' ').count() >= 2
}

/// Whether a file is what macOS keeps beside another: its name is the other's, its content is not.
fn is_beside(path: &str, name: &str) -> bool {
    name.starts_with("._") || path.split(['/', '\\', '!']).any(|folder| folder == "__MACOSX")
}

/// `<host>_<time>`: the time is the longest end of digits and what stands between them, of eight
/// digits or more.
fn host_and_time(origin: &str) -> (Option<String>, Option<String>) {
    let is_time = |text: &str| {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let between = |byte: u8| {
            byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b':' | b'.' | b'T' | b' ')
        };
        digits >= 8 && text.bytes().all(between) && text.starts_with(|c: char| c.is_ascii_digit())
    };
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let digits = |text: &str| some(&text.replace(|letter: char| !letter.is_ascii_digit(), ""));
    let places = origin.match_indices('_').map(|(place, _)| place);
    for place in places {
        let (host, time) = (origin.get(..place), origin.get(place + 1..));
        if let (Some(host), Some(time)) = (host, time)
            && is_time(time)
        {
            return (some(host), digits(time));
        }
    }
    if is_time(origin) { (None, digits(origin)) } else { (some(origin), None) }
}

/// How the names of logs in a diagnostic archive begin.
const LOGS: [&str; 2] = ["loggingsnapshot", "diagnostic_log"];

const TCPDUMP: &str = "tcpdump";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_diagnostic_archive_say_what_is_in_them() {
        let pem: &[u8] = b"-----BEGIN CERTIFICATE-----\n";
        let pcap: &[u8] = &[0xd4, 0xc3, 0xb2, 0xa1, 2, 0];
        let time = "2026-04-15_09_12_44";
        for (name, head, member) in [
            ("server_core1_T.pem", pem, Member::ServerCertificate),
            ("client_core1_T.pem", pem, Member::ClientCertificate),
            ("clientcert_core1_T.pem", pem, Member::ClientCertificate),
            ("ca_core1_T.pem", b"", Member::TrustedCas),
            ("xconf_dump_core1_T.txt", b"", Member::Settings(Form::Text)),
            ("xconf_dump_core1_T.xml", b"<?xml?>", Member::Settings(Form::Xml)),
            ("xstat_dump_core1_T.txt", b"*s SystemUnit: /", Member::Status(Form::Text)),
            ("xstat_dump_core1_T.xml", b"", Member::Status(Form::Xml)),
            ("loggingsnapshot_core1_T.txt", b"-----BEGIN CERTIFICATE-----", Member::Log),
            ("eth0_diagnostic_logging_tcpdump0_core1_T.pcap", pcap, Member::Capture),
            ("server_core1_T.pem", pcap, Member::Capture),
        ] {
            let path = format!("a.tar.gz!folder/{}", name.replace('T', time));
            let described = describe(&path, head);
            assert_eq!(described.member, member, "{path}");
            assert_eq!(described.host.as_deref(), Some("core1"), "{path}");
            assert_eq!(described.time.as_deref(), Some("20260415091244"), "{path}");
        }
    }

    #[test]
    fn content_decides_where_the_name_says_nothing() {
        for (name, head, member) in [
            ("x", b"*c xConfiguration Zones" as &[u8], Member::Settings(Form::Text)),
            ("x", b"\n*C XConfiguration Zones", Member::Settings(Form::Text)),
            ("x.xml", b"<?xml version=\"1.0\"?><Configuration>", Member::Settings(Form::Xml)),
            ("x.xml", b"<Status product=\"x\">", Member::Status(Form::Xml)),
            ("x.txt", b"2017-09-19T14:16:15.836-04:00 host tvcs: UTCTime", Member::Log),
            ("x", b"vcsc traffic_server[1]: ERROR: SSL connection failed for 'a': x", Member::Log),
            ("x", b"Event=\"Inbound TLS Negotiation Error\" Src-ip=\"192.0.2.1\"", Member::Log),
            ("x.txt", b"words\n-----BEGIN CERTIFICATE-----", Member::Certificates),
            ("x.pem", b"", Member::Certificates),
            ("x.log", b"", Member::Log),
            ("x.bin", b"\0\x01", Member::Other),
            ("", b"", Member::Other),
        ] {
            assert_eq!(describe(name, head).member, member, "{name} {head:?}");
        }
    }

    #[test]
    fn what_macos_keeps_beside_a_file_is_not_that_file() {
        for path in ["a.zip!__MACOSX/._server_e1_20260415.pem", "a.tgz!./._server_e1_20260415.pem"]
        {
            let described = describe(path, b"\0\x05\x16\x07");
            assert_eq!((described.member, described.host), (Member::Other, None), "{path}");
        }
    }

    #[test]
    fn hosts_and_times_are_taken_from_names_of_several_shapes() {
        for (name, host, time) in [
            (
                "server_a-b.example.com_20260415091244.pem",
                Some("a-b.example.com"),
                Some("20260415091244"),
            ),
            ("server_a_b_2026-04-15T09:12:44.pem", Some("a_b"), Some("20260415091244")),
            ("server_2026-04-15.pem", None, Some("20260415")),
            ("server_core2.pem", Some("core2"), None),
            ("server.pem", None, None),
            ("Server_Core_20260415.PEM", Some("Core"), Some("20260415")),
            // As browsers, Windows and macOS write a colon, and mark a copy.
            ("server_e1_2026-04-15_09%3A12%3A44.pem", Some("e1"), Some("20260415091244")),
            ("server_e1_2026-04-15_09 12 44.pem", Some("e1"), Some("20260415091244")),
            ("server_e1_2026-04-15_09\u{a789}12\u{a789}44.pem", Some("e1"), Some("20260415091244")),
            ("server_e1_2026-04-15_09_12_44 (1).pem", Some("e1"), Some("20260415091244")),
            ("server_e1_2026-04-15_09_12_44(2).pem", Some("e1"), Some("20260415091244")),
            ("server_e1_20260415091244 - Copy.pem", Some("e1"), Some("20260415091244")),
            ("server_e1_20260415091244 copy 2.pem", Some("e1"), Some("20260415091244")),
        ] {
            let described = describe(name, b"");
            assert_eq!(described.host.as_deref(), host, "{name}");
            assert_eq!(described.time.as_deref(), time, "{name}");
        }
    }
}
