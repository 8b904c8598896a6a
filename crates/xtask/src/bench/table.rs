//! What was measured as a page of Markdown: medians with their spread, ratios, and the aims that are
//! missed with by how much.

use std::fmt::Write;
use std::process::Command;

use serde_json::Value;

use super::Measured;
use crate::process;
use crate::workspace::Workspace;

/// The machine and the state of the repository.
pub(super) struct Machine {
    processor: String,
    cores: usize,
    load: String,
    compiler: String,
    openssl: String,
    commit: String,
}

impl Machine {
    /// This machine, now.
    pub(super) fn of(workspace: &Workspace) -> Self {
        let told = |program: &str, arguments: &[&str]| {
            let mut command = Command::new(program);
            command.args(arguments).current_dir(&workspace.root);
            process::output(command).unwrap_or_else(|| "unknown".into())
        };
        let file = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let processor = file("/proc/cpuinfo");
        let processor = processor.lines().find_map(|line| line.strip_prefix("model name"));
        Self {
            processor: processor.unwrap_or("unknown").trim_start_matches([' ', '\t', ':']).into(),
            cores: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            load: file("/proc/loadavg").split(' ').take(3).collect::<Vec<_>>().join(", "),
            compiler: told("rustc", &["--version"]),
            openssl: told("openssl", &["version"]),
            commit: told("git", &["log", "-1", "--format=%h of %cs"]),
        }
    }
}

/// The whole page.
pub(super) fn write(measured: &Measured, machine: &Machine) -> String {
    let mut page = String::from(HEAD);
    let native = &measured.native;
    let corpus = &native["corpus"];
    let sources = corpus["sources"].as_array().into_iter().flatten();
    let sources = sources.map(|source| format!("{} {}", source[1], text(&source[0])));
    line(
        &mut page,
        &format!(
            "\n- Machine: {}, {} cores; load over 1, 5 and 15 minutes at the end: {}\n- {}; {}; Chromium {}\n- Commit {}\n- Corpus: {} certificates, {} bytes: {}",
            machine.processor,
            machine.cores,
            machine.load,
            machine.compiler,
            machine.openssl,
            text(&measured.browser["browser"]),
            machine.commit,
            corpus["certificates"],
            corpus["bytes"],
            sources.collect::<Vec<_>>().join(", "),
        ),
    );

    let mut aims = Vec::new();
    line(
        &mut page,
        &format!(
            "\n## Reading, natively, on one thread\n\nCertificates a second of processor time, over the {} that all readers take: subject, issuer, serial number,\nvalidity, SAN, EKU, CA flag and key identifiers as owned values. \"Differs\": certificates of which a reader finds\nsomething other than the engine.\n",
            corpus["common"]
        ),
    );
    line(
        &mut page,
        "| reader | takes | differs | names as text | to the engine | names as bytes | to the engine |\n|---|---:|---:|---:|---:|---:|---:|",
    );
    for (place, reader) in list(&native["readers"]).enumerate() {
        let (text_row, der_row) = (&native["text"][place], &native["der"][place]);
        line(
            &mut page,
            &format!(
                "| {} | {} | {} | {} | {} | {} | {} |",
                text(&reader["name"]),
                reader["takes"],
                reader["differs"],
                rate(text_row, 1.0),
                ratio(text_row, &native["text"][0]),
                rate(der_row, 1.0),
                ratio(der_row, &native["der"][0]),
            ),
        );
    }
    for (key, what) in [("text", "text"), ("der", "bytes")] {
        let times = median(&native[key][0]) / median(&native[key][1]);
        aims.push(aim(
            &format!("natively, names as {what}: at least 1.2 x x509-parser"),
            times,
            1.2,
            "x",
        ));
    }

    line(
        &mut page,
        "\n## PEM bundles, natively, on one thread\n\nThe same certificates as one bundle.\n\n| reader | MB/s of text | to the engine |\n|---|---:|---:|",
    );
    for row in list(&native["bundles"]) {
        let engine = &native["bundles"][0];
        line(
            &mut page,
            &format!("| {} | {} | {} |", text(&row["name"]), rate(row, 1e-6), ratio(row, engine)),
        );
    }

    let rivals = &measured.browser["rivals"];
    line(
        &mut page,
        &format!(
            "\n## Reading in Chromium, in one page\n\nCertificates a second, {} rounds; the engine is built as the page's is, and its records stay in WebAssembly, as the\npage's do. \"Takes\": of {} certificates. A reader is measured on what it takes.\n\n| reader | takes | serials that differ | certificates/s | to the engine |\n|---|---:|---:|---:|---:|",
            measured.browser["rounds"], measured.browser["certificates"]
        ),
    );
    for row in list(rivals) {
        line(
            &mut page,
            &format!(
                "| {} | {} | {} | {} | {} |",
                text(&row["name"]),
                row["takes"],
                row["differs"],
                rate(row, 1.0),
                ratio(row, &rivals[0])
            ),
        );
    }
    let rival = |start: &str| list(rivals).find(|row| text(&row["name"]).starts_with(start));
    for (name, least) in [("PKI.js 3.4", 40.0), ("node-forge", 6.0)] {
        let Some(row) = rival(name) else { continue };
        let own = rival(&format!("the engine, names as text, on what {}", text(&row["name"])));
        let times = median(own.unwrap_or(&rivals[0])) / median(row);
        aims.push(aim(
            &format!("in Chromium, on what {name} takes: at least {least} x {name}"),
            times,
            least,
            "x",
        ));
    }

    page.push_str(&measured.audit);
    page_part(&mut page, measured);
    page.push_str(AIMS);
    line(&mut page, "\n| aim | measured | |\n|---|---:|---|");
    for aim in aims {
        line(&mut page, &aim);
    }
    page
}

fn page_part(page: &mut String, measured: &Measured) {
    line(page, "\n## The page\n");
    match measured.weight {
        Some(weight) => line(
            page,
            &format!(
                "Script, style sheet and WebAssembly weigh {weight} bytes after brotli; the smallest Yew page weighs about 47,000."
            ),
        ),
        None => line(page, "Not weighed: `cargo xtask build` was not run before."),
    }
    for (title, text) in &measured.page {
        page.push_str(&part(title, text, ""));
    }
}

/// What one measurement of the page printed.
fn part(title: &str, text: &str, when: &str) -> String {
    // The last line is for programs.
    let shown = text.trim_end().rsplit_once('\n').map_or("", |(shown, _)| shown);
    format!("\n### {title}\n\n{when}```text\n{shown}\n```\n")
}

/// The same of a measurement that was made alone, at another time than the rest.
pub(super) fn part_alone(title: &str, text: &str, machine: &Machine) -> String {
    part(title, text, &when_alone(machine))
}

/// When and where something was measured alone.
pub(super) fn when_alone(machine: &Machine) -> String {
    format!("Measured alone, at commit {}; load {}.\n\n", machine.commit, machine.load)
}

/// A page with a part in the place of the one that has its heading, or before the aims.
pub(super) fn with_part(page: &str, heading: &str, part: &str) -> String {
    let (before, after) = match page.split_once(&format!("\n{heading}\n")) {
        Some((before, rest)) => (before, rest.find("\n##").map_or("", |end| &rest[end..])),
        None => page.find(AIMS).map_or((page, ""), |place| page.split_at(place)),
    };
    [before, part, after].concat()
}

pub(super) fn aim(what: &str, measured: f64, least: f64, unit: &str) -> String {
    let verdict = match measured / least {
        share if share >= 1.0 => "met".to_owned(),
        share => format!("missed by {:.0} %", (1.0 - share) * 100.0),
    };
    format!("| {what} | {measured:.2} {unit} | {verdict} |")
}

pub(super) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("unknown")
}

pub(super) fn median(row: &Value) -> f64 {
    row["median"].as_f64().unwrap_or(f64::NAN)
}

/// A rate with its quartiles.
pub(super) fn rate(row: &Value, scale: f64) -> String {
    let number = |key: &str| whole(row[key].as_f64().unwrap_or(0.0) * scale);
    format!("{} ({} to {})", number("median"), number("low"), number("high"))
}

fn ratio(row: &Value, engine: &Value) -> String {
    format!("{:.2}", median(row) / median(engine))
}

/// A whole number with its thousands apart.
pub(super) fn whole(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut shown = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

pub(super) fn line(page: &mut String, text: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(page, "{text}");
}

const AIMS: &str = "\n## Aims\n";

const HEAD: &str = "# Benchmarks

Made by `cargo xtask bench`; nothing here is written by hand. Rivals work in turns in one run; a figure is the median of the
rounds, with the lower and upper quartile behind it.
";

#[cfg(test)]
mod tests {
    use super::{aim, part, whole, with_part};

    #[test]
    fn thousands_stand_apart() {
        for (number, shown) in
            [(0.4, "0"), (999.0, "999"), (1_000.0, "1,000"), (1_234_567.0, "1,234,567")]
        {
            assert_eq!(whole(number), shown);
        }
    }

    #[test]
    fn a_part_takes_the_place_of_its_like_or_stands_before_the_aims() {
        let new = part("B", "2 ms\n[]\n", "now\n\n");
        assert_eq!(new, "\n### B\n\nnow\n\n```text\n2 ms\n```\n");
        let page = "# A\n\n### B\n\n```text\n1 ms\n```\n\n### C\n\n## Aims\n";
        assert_eq!(with_part(page, "### B", &new), format!("# A\n{new}\n### C\n\n## Aims\n"));
        assert_eq!(with_part("# A\n\n## Aims\n", "### B", &new), format!("# A\n{new}\n## Aims\n"));
    }

    #[test]
    fn an_aim_that_is_missed_says_by_how_much() {
        assert_eq!(aim("a", 1.5, 1.2, "x"), "| a | 1.50 x | met |");
        assert_eq!(aim("a", 0.9, 1.2, "x"), "| a | 0.90 x | missed by 25 % |");
    }
}
