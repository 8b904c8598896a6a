//! `eku audit` beside a plain script with pyca/cryptography, and on one large file.
//!
//! Both audit the same bundles of signed certificates in turns, on one core; what counts is their
//! processor time. The script is `bench/python/audit.py`.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::table::{aim, line, list, rate, text};
use super::{BenchTarget, json};
use crate::error::{Error, Outcome};
use crate::process::{self, heading};
use crate::workspace::Workspace;

/// The heading of the part.
pub(super) const HEADING: &str = "## `eku audit`";

/// Measures an audit of so many certificates, and the small ones beside the script.
pub(super) fn measure(
    workspace: &Workspace,
    target: &BenchTarget,
    certificates: usize,
) -> Outcome<Value> {
    heading("pyca/cryptography");
    let python = python(workspace)?;
    heading(&format!("audit of {certificates} certificates"));
    let mut audit = Command::new(target.program("audit"));
    audit.arg(workspace.path("target/release/eku")).arg(python);
    audit.arg(workspace.path("bench/python/audit.py"));
    audit.arg(target.folder.join("fleet")).arg(certificates.to_string());
    json(audit)
}

/// A Python with the library, in an environment of its own.
fn python(workspace: &Workspace) -> Outcome<PathBuf> {
    let folder = workspace.path("target/bench/python");
    let python = folder.join("bin/python");
    if !python.is_file() {
        let mut make = Command::new("python3");
        make.args(["-m", "venv"]).arg(&folder);
        process::run(make)
            .map_err(|cause| Error::new(format!("python3 with venv is needed: {cause}")))?;
    }
    let mut install = Command::new(&python);
    install.args(["-m", "pip", "install", "--quiet", "--requirement"]);
    install.arg(workspace.path("bench/python/requirements.txt"));
    process::run(install)?;
    Ok(python)
}

/// The part of the page; `when` says when it was measured, where that was alone.
pub(super) fn part(measured: &Value, when: &str) -> String {
    let mut page = format!("\n{HEADING}\n\n{when}");
    let mut aims = Vec::new();
    line(
        &mut page,
        &format!(
            "Certificates a second of processor time on one core, beside a plain script with pyca/cryptography {}\n(`bench/python/audit.py`), on the same bundles: parsed, fingerprint, names, validity, EKU, issuer, a table in CSV.\nBoth verify signatures, or both do not (`--no-verify`). \"mixed\": P-256, P-384, RSA-2048 and RSA-4096 alike.\n\n| bundle | signatures | `eku audit` | pyca/cryptography | times |\n|---|---|---:|---:|---:|",
            text(&measured["pyca"])
        ),
    );
    for one in list(&measured["compared"]) {
        let kind = text(&one["kind"]);
        for (place, signatures, least) in [(0, "verified", 3.0), (2, "not verified", 10.0)] {
            let (ours, theirs) = (&one["rows"][place], &one["rows"][place + 1]);
            let number = |row: &Value| row["median"].as_f64().unwrap_or(f64::NAN);
            let times = number(ours) / number(theirs);
            line(
                &mut page,
                &format!(
                    "| {kind} | {signatures} | {} | {} | {times:.1} |",
                    rate(ours, 1.0),
                    rate(theirs, 1.0)
                ),
            );
            if kind != "mixed" {
                let what =
                    format!("{kind}, signatures {signatures}: at least {least} x the script");
                aims.push(aim(&what, times, least, "x"));
            }
        }
    }
    large(&mut page, measured, &mut aims);
    line(&mut page, "\n| aim | measured | |\n|---|---:|---|");
    for aim in aims {
        line(&mut page, &aim);
    }
    page
}

/// One large file, with one worker and with all.
fn large(page: &mut String, measured: &Value, aims: &mut Vec<String>) {
    line(
        page,
        &format!(
            "\nOne bundle of {} certificates (P-256), one run of each. Speed-up over cores is the parallel share, as long as nothing\nelse asks for the cores; the workers' share of the processor time does not depend on that.\n\n| workers | signatures | seconds | processor seconds | workers' share | most memory |\n|---:|---|---:|---:|---:|---:|",
            measured["certificates"]
        ),
    );
    let cores = measured["cores"].as_f64().unwrap_or(1.0);
    let number = |row: &Value, key: &str| row[key].as_f64().unwrap_or(f64::NAN);
    let rows = Vec::from_iter(list(&measured["scale"]));
    for row in &rows {
        line(
            page,
            &format!(
                "| {} | {} | {:.1} | {:.1} | {:.1} % | {:.0} MB |",
                row["jobs"],
                if row["verify"] == Value::Bool(true) { "verified" } else { "not verified" },
                number(row, "seconds"),
                number(row, "processor"),
                number(row, "workers") * 100.0,
                number(row, "peak") / 1000.0
            ),
        );
    }
    let piped = &measured["piped"];
    line(
        page,
        &format!(
            "\n{} more through a pipe, not verified, with {cores} workers: {:.1} seconds, {:.0} MB at most.",
            piped["certificates"],
            number(piped, "seconds"),
            number(piped, "peak") / 1000.0
        ),
    );
    if let [one, all, ..] = rows.as_slice() {
        let share = number(one, "seconds") / number(all, "seconds") / cores;
        aims.push(aim("speed-up over cores, at least 90 %", share * 100.0, 90.0, "%"));
    }
    let all = rows.iter().copied().chain([piped]);
    let peak = all.map(|row| number(row, "peak") / 1000.0).fold(0.0, f64::max);
    let verdict = if peak < 300.0 { "met" } else { "missed" };
    aims.push(format!("| below 300 MB | {peak:.0} MB | {verdict} |"));
}
