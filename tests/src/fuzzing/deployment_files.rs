//! The deployment file: TOML to a deployment, judged.

use std::path::Path;

use eku_cli::deployment_file;
use eku_engine::disguise;
use eku_engine::report::{Problem, Report, html, markdown, text};
use eku_engine::secret;
use eku_engine::time::Timestamp;
use eku_intake::collection::CertificateFile;

/// Reads a deployment file whose certificates are fixtures, and judges what it describes. What is
/// wrong with it is said, with a line that there is; and nothing that is written in it hides in a
/// report, in whatever form.
pub fn deployment_file(bytes: &[u8]) {
    let Ok(written) = std::str::from_utf8(bytes) else { return };
    match deployment_file::parse(NAME, written.as_bytes(), open) {
        Ok(description) => {
            let at = Timestamp::from_unix_seconds(AUTUMN_OF_2026).expect("an instant");
            let report = description.report(at).expect("what is described can be judged");
            are_told(written, &report.problems);
            is_shown(&report);
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "it is refused, and nothing is said");
            are_told(written, &problems);
        }
    }
}

/// Every problem says what is wrong and what to do, and names a line that there is.
fn are_told(written: &str, problems: &[Problem]) {
    let lines = 1 + written.matches('\n').count();
    for problem in problems {
        assert!(!problem.what.is_empty() && !problem.remedy.is_empty(), "{problem:?}");
        if problem.file != NAME {
            continue;
        }
        let line = problem.place.rsplit_once("line ").and_then(|(_, line)| line.parse().ok());
        assert!(line.is_none_or(|line: usize| (1..=lines).contains(&line)), "{problem:?}");
    }
}

/// Nothing hides in what is laid out.
fn is_shown(report: &Report) {
    for shown in
        [text::report(report, &text::plain), markdown::report(report), html::report(report)]
    {
        let lines: Vec<_> = shown.lines().map(disguise::visible).collect();
        assert_eq!(lines, shown.lines().collect::<Vec<_>>());
    }
    let page = html::report(report);
    assert!(!page.contains("<script") && !page.contains("<img"), "markup got through");
    serde_json::to_string(report).expect("a report is written as JSON");
}

/// The fixture of a name. What is none is no certificate, or not there.
pub(super) fn open(path: &Path) -> Result<CertificateFile, Problem> {
    let name = secret::shown(&path.to_string_lossy()).into_owned();
    let known = FILES.iter().find(|(known, _)| *known == name);
    match known {
        Some((_, bytes)) => Ok(CertificateFile::read(name, bytes)),
        None if name.len().is_multiple_of(2) => {
            Ok(CertificateFile::read(name.clone(), name.as_bytes()))
        }
        None => Err(Problem {
            file: name,
            what: "not found".into(),
            place: String::new(),
            remedy: "check the name".into(),
            count: 1,
        }),
    }
}

/// What the deployment file is called.
const NAME: &str = "deployment.toml";

/// 2026-11-23, as in the scenarios.
const AUTUMN_OF_2026: u64 = 1_795_392_000;

/// Short names, which a fuzzer puts together soon.
const FILES: [(&str, &[u8]); 6] = [
    ("both.pem", include_bytes!("../../certs/core-both-ca1.pem")),
    ("server.pem", include_bytes!("../../certs/core-server-only-ca2.pem")),
    ("edge.pem", include_bytes!("../../certs/edge-server-only-ca2.pem")),
    ("ca1.pem", include_bytes!("../../certs/ca1-root.pem")),
    ("ca2.pem", include_bytes!("../../certs/ca2-root.pem")),
    ("bad.pem", include_bytes!("../../certs/bad/truncated-inside.pem")),
];
