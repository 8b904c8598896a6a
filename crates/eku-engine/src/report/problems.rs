//! Input that could not be used to messages: what, where, what to do.
//!
//! Their number is bounded whatever the input: a bundle holds one problem a kind, which becomes one
//! message with a count, and [`Problems`] lists the messages about several files up to a limit.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Problem, eku_words, joined, thousands};
use crate::bundle::{
    Bundle, InputProblem, InputProblemKind, LARGEST_CERTIFICATE, MOST_PARTS, Place, Recognised,
};
use crate::certificate::{CertificateRequest, ReadError, ReadErrorKind};
use crate::disguise::{LONGEST, cut};
use crate::eku::ExtendedKeyUsage;
use crate::secret::{quoted, shown};

/// The messages about everything that is wrong in `file`. Where it has one block alone, none says
/// which block it is.
#[must_use]
pub fn problems(file: &str, bundle: &Bundle) -> Vec<Problem> {
    let alone = bundle.found() == 1;
    let said = bundle.problems.iter().map(|found| {
        let said = problem(file, found);
        match found.place {
            Place::Block { line, .. } if alone => {
                let place = said.place.strip_prefix(ONLY_BLOCK).unwrap_or(&said.place);
                let first = place.strip_prefix(FIRST_LINE).filter(|_| line == 1);
                let place = first.unwrap_or(place).trim_start_matches(", ").into();
                Problem { place, ..said }
            }
            _ => said,
        }
    });
    said.collect()
}

/// The message about a problem in `file`.
#[must_use]
pub fn problem(file: &str, problem: &InputProblem) -> Problem {
    let (what, remedy) = what_and_remedy(&problem.kind);
    let place = match (problem.place, &problem.kind) {
        (Place::File, InputProblemKind::Certificate(ReadError { position, .. })) => {
            position.map_or_else(String::new, |position| format!("byte {position}"))
        }
        (Place::File, _) => String::new(),
        (Place::Block { number, line }, InputProblemKind::Certificate(error)) => {
            match error.position {
                Some(position) => {
                    format!("block {number}, line {line}, byte {position} of its content")
                }
                None => format!("block {number}, line {line}"),
            }
        }
        (Place::Block { number, line }, _) => format!("block {number}, line {line}"),
        (Place::Part { number, byte }, _) => format!("part {number}, from byte {byte}"),
    };
    let place = times(problem.count, &place);
    let (file, remedy) = (file.into(), remedy.into());
    Problem { file, what, place, remedy, count: problem.count }
}

/// Where something was found: how often and where first, where that is more than once.
#[must_use]
pub fn times(count: usize, first: &str) -> String {
    match (count, first) {
        (0 | 1, first) => first.into(),
        (_, "") => format!("{} times", thousands(count as u64)),
        (_, first) => format!("{} times, first at {first}", thousands(count as u64)),
    }
}

/// The messages about several files: each once, and at most [`MOST_PROBLEMS`]. The others are
/// counted in the last one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    listed: Vec<Problem>,
    /// Where the first stands that is not listed, and how many they are.
    more: Option<(String, usize)>,
}

impl Problems {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Adds a message. A file that is given for several places is read for each.
    pub fn add(&mut self, problem: Problem) {
        if self.listed.contains(&problem) {
            return;
        }
        match &mut self.more {
            None if self.listed.len() < MOST_PROBLEMS => self.listed.push(problem),
            None => self.more = Some((problem.file, problem.count)),
            Some((_, count)) => *count += problem.count,
        }
    }

    /// All of them.
    #[must_use]
    pub fn into_list(self) -> Vec<Problem> {
        let mut list = self.listed;
        if let Some((file, count)) = self.more {
            let what = format!(
                "{} more problems, of this file and others, are not listed",
                thousands(count as u64)
            );
            let remedy = "fix what is listed, then check again".into();
            list.push(Problem { file, what, place: String::new(), remedy, count });
        }
        list
    }
}

impl Extend<Problem> for Problems {
    fn extend<I: IntoIterator<Item = Problem>>(&mut self, problems: I) {
        problems.into_iter().for_each(|problem| self.add(problem));
    }
}

impl FromIterator<Problem> for Problems {
    fn from_iter<I: IntoIterator<Item = Problem>>(problems: I) -> Self {
        let mut list = Self::default();
        list.extend(problems);
        list
    }
}

fn what_and_remedy(kind: &InputProblemKind) -> (String, &'static str) {
    match kind {
        InputProblemKind::Empty => ("is empty".into(), "choose the file again, or export it again"),
        InputProblemKind::NotACertificate(recognised) => {
            let (what, remedy) = recognised_words(*recognised);
            (what.into(), remedy)
        }
        InputProblemKind::NoCertificate => (
            "contains no certificate".into(),
            "add a PEM file (with a line -----BEGIN CERTIFICATE-----) or a DER certificate",
        ),
        InputProblemKind::BlockWithoutEnd => {
            ("a block begins and does not end".into(), "copy it again, with its -----END----- line")
        }
        InputProblemKind::NotBase64 => {
            ("a block is not base64".into(), "copy it again from the source, as plain text")
        }
        InputProblemKind::TooLarge { bytes } => (
            format!("has {bytes} bytes for one certificate (limit {LARGEST_CERTIFICATE})"),
            "check that it is the right file",
        ),
        InputProblemKind::TextTooLarge { bytes, most } => (
            format!("has {bytes} bytes of text (limit {most})"),
            "check that it is the right file, or save it as UTF-8",
        ),
        InputProblemKind::TooMany => (
            format!("has more than {MOST_PARTS} parts, and the rest was not read"),
            "add a file with only the certificates that matter",
        ),
        InputProblemKind::CertificateRequest(request) => {
            (request_words(request), "add the signed certificate")
        }
        InputProblemKind::Pkcs7Broken => (
            "is PKCS#7 that cannot be read to its end".into(),
            "export it again, or convert it: openssl pkcs7 -print_certs -in FILE -out certificates.pem (add -inform DER for a binary file)",
        ),
        InputProblemKind::ThroughEditor => (
            "is a binary file (DER) that was changed by a text editor or a text transfer".into(),
            "copy the original file again as binary, or export the certificate as PEM (Base64)",
        ),
        InputProblemKind::Certificate(error) => {
            let what = match error.kind {
                ReadErrorKind::Truncated => "a certificate is cut off",
                ReadErrorKind::TrailingBytes => "there are bytes after the certificate",
                ReadErrorKind::Structure => "is not a certificate",
            };
            (what.into(), "export the certificate again")
        }
        InputProblemKind::UnknownBlock { label } => (
            match is_label(label) {
                true => format!("a block {:?} is not known", quoted(label)),
                false => "a block of that kind is not known".into(),
            },
            "add only the certificate, as a block CERTIFICATE",
        ),
    }
}

/// Whether a text is a label of PEM as people know it. What is put between the hyphens else may be a
/// piece of a key.
fn is_label(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'.' | b'#' | b'_'))
}

/// What a request is, and what it asks for.
fn request_words(request: &CertificateRequest) -> String {
    let all = request.dns_names.len() + request.ip_addresses.len() + request.other_names.len();
    let dns_names = request.dns_names.iter().map(|name| quoted(name).into_owned());
    let addresses = request.ip_addresses.iter().map(ToString::to_string);
    let others = request.other_names.iter().map(|name| quoted(&name.to_string()).into_owned());
    let names = dns_names.chain(addresses).chain(others);
    let mut names: Vec<String> = names.take(MOST_NAMES).collect();
    let more = all.saturating_sub(MOST_NAMES);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    let names = if names.is_empty() { "no SANs".into() } else { joined(&names) };
    let purposes = match &request.eku {
        ExtendedKeyUsage::Absent => "no EKU".into(),
        eku => eku_words(eku),
    };
    format!(
        "is a CSR, not a certificate (subject {}, {purposes}, {names})",
        cut(&shown(&request.subject.to_string()), LONGEST)
    )
}

fn recognised_words(recognised: Recognised) -> (&'static str, &'static str) {
    match recognised {
        Recognised::PrivateKey => {
            ("contains a private key, which was discarded", "add only the certificate")
        }
        Recognised::CertificateRequest => {
            ("is a CSR, not a certificate", "add the signed certificate")
        }
        Recognised::RevocationList => {
            ("is a certificate revocation list, not a certificate", "add the certificate itself")
        }
        Recognised::Pkcs7 => (
            "is PKCS#7, which is not read here",
            "convert it: openssl pkcs7 -print_certs -in FILE -out certificates.pem (add -inform DER for a binary file)",
        ),
        Recognised::Pkcs7WithoutCertificate => (
            "is PKCS#7 without a certificate in it",
            "add the certificates, because encrypted or signed content is not used",
        ),
        Recognised::OtherCertificate => (
            "contains an attribute certificate or another type that TLS does not use",
            "no action needed, because the others were read",
        ),
        Recognised::Pkcs12 => (
            "is PKCS#12, which contains a private key, and was not read",
            "export only the certificates: openssl pkcs12 -in FILE -nokeys -out certificates.pem",
        ),
        Recognised::JavaKeystore => (
            "is a Java keystore, which is not read",
            "export the certificate: keytool -exportcert -rfc -keystore FILE -alias NAME -file certificate.pem",
        ),
        Recognised::PublicKey => ("is only a public key", "add the certificate"),
        Recognised::Parameters => ("contains only key parameters", "add the certificate"),
        Recognised::Utf16Text => {
            ("is text in UTF-16, which is not read here", "save it again as UTF-8 or ASCII")
        }
        Recognised::WebPage => {
            ("is a web page", "download the certificate itself, not the page about it")
        }
        Recognised::Report => A_REPORT,
        Recognised::DecodedText => (
            "is a certificate as decoded text, without the certificate itself",
            "on Expressway choose Show (PEM file) instead of Show (decoded)",
        ),
        Recognised::Archive => (
            "is an archive, where a certificate is expected",
            "add a diagnostic archive on its own (eku check ARCHIVE), or unpack it",
        ),
        Recognised::Capture => (
            "is a capture of network packets, where a certificate is expected",
            "add the certificates themselves, or the diagnostic archive that contains the capture",
        ),
    }
}

/// What a report is called where a certificate or a case is expected, and what to do.
pub const A_REPORT: (&str, &str) = (
    "is a report of this tool",
    "open the saved case instead, or add the certificates, because a report does not contain them",
);

/// Messages about the files of one deployment that are listed.
pub const MOST_PROBLEMS: usize = 100;

/// Names of a request that are shown.
const MOST_NAMES: usize = 5;

/// What need not be said of the only block of a file.
const ONLY_BLOCK: &str = "block 1, ";

/// What need not be said where nothing stands before it.
const FIRST_LINE: &str = "line 1";
