//! Python's `cryptography` (pyca) as a third opinion, where it is installed.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::openssl::Form;

/// A running Python that answers for one certificate after the other.
pub(super) struct Python {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Python {
    /// `None` where there is no Python, or no `cryptography` in it.
    pub(super) fn start() -> Option<Self> {
        let mut process = Command::new("python3")
            .args(["-W", "ignore", "-c", PROGRAM])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let questions = process.stdin.take()?;
        let answers = BufReader::new(process.stdout.take()?);
        let mut python = Self { process, questions, answers };
        (python.answer()? == "ready").then_some(python)
    }

    /// Whether it reads a certificate.
    pub(super) fn reads(&mut self, form: Form, bytes: &[u8]) -> bool {
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let asked = writeln!(self.questions, "{} {digits}", form.name());
        asked.and_then(|()| self.questions.flush()).is_ok()
            && self.answer().as_deref() == Some("read")
    }

    fn answer(&mut self) -> Option<String> {
        let mut line = String::new();
        let length = self.answers.read_line(&mut line).ok()?;
        (length > 0).then(|| line.trim().into())
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Reads a form and hexadecimal digits a line, and answers `read` or `refused`.
const PROGRAM: &str = "
import sys
from cryptography import x509
print('ready', flush=True)
for line in sys.stdin:
    form, digits = line.split()
    load = x509.load_pem_x509_certificate if form == 'PEM' else x509.load_der_x509_certificate
    try:
        certificate = load(bytes.fromhex(digits))
        certificate.subject, certificate.issuer, list(certificate.extensions)
        print('read', flush=True)
    except Exception:
        print('refused', flush=True)
";
