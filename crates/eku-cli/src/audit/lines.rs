//! One certificate as one line of JSON or CSV.
//!
//! A line is made by a worker, before it is known whether the certificate came before: what says so
//! stands at its end, and is put there last.

use eku_engine::report::AuditReport;
use eku_engine::report::text::visible;

use crate::arguments::AuditFormat;

/// The line of a certificate that did not come before; empty where none is shown.
pub(super) fn of(report: &AuditReport, format: AuditFormat) -> String {
    match format {
        AuditFormat::Text => String::new(),
        // A report has nothing that could not be written.
        AuditFormat::Json => serde_json::to_string(report).unwrap_or_default(),
        AuditFormat::Csv => csv(report),
    }
}

/// Adds a line to others.
pub(super) fn push(text: &mut String, line: &str, duplicate: bool, format: AuditFormat) {
    let end = match format {
        AuditFormat::Text => return,
        AuditFormat::Json => "false}",
        AuditFormat::Csv => "false",
    };
    match line.strip_suffix(end).filter(|_| duplicate) {
        Some(start) => {
            text.push_str(start);
            text.push_str("true");
            text.push_str(end.trim_start_matches("false"));
        }
        None => text.push_str(line),
    }
    text.push('\n');
}

fn csv(report: &AuditReport) -> String {
    let certificate = &report.certificate;
    let facts = &certificate.facts;
    let eku = &facts.eku;
    let self_signed = facts.self_signed.map_or("", yes_or_no);
    let cells = [
        &certificate.source,
        &certificate.index.to_string(),
        &facts.sha256,
        &facts.subject,
        &facts.issuer,
        &facts.serial,
        &facts.not_before.to_string(),
        &facts.not_after.to_string(),
        &facts.dns_names.join(" "),
        yes_or_no(facts.is_ca),
        self_signed,
        eku.state.id(),
        &eku.purposes.join(" "),
        yes_or_no(eku.server_auth),
        yes_or_no(eku.client_auth),
        facts.issuer_kind.kind.id(),
        report.validity,
        report.renewal,
        &report.stop_date.map_or_else(String::new, |day| day.to_string()),
        &report.breaks_unrenewed.to_string(),
        &report.breaks_renewed.map_or_else(String::new, |day| day.to_string()),
        yes_or_no(report.duplicate),
    ];
    cells.map(cell).join(",")
}

fn yes_or_no(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// A cell as RFC 4180 asks. What a spreadsheet would take for a formula is given an apostrophe, also
/// where one whose separator is the semicolon would begin another cell.
fn cell(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut begins = true;
    for letter in visible(text).chars() {
        if begins && FORMULAS.contains(&letter) {
            shown.push('\'');
        }
        begins = letter == ';' || begins && matches!(letter, ' ' | '\u{a0}' | '"');
        shown.push(letter);
    }
    if shown.contains([',', '"', ';']) {
        return format!("\"{}\"", shown.replace('"', "\"\""));
    }
    shown
}

/// What begins a formula, in both widths.
const FORMULAS: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// The first line of CSV.
pub(super) const CSV_HEAD: &str = "source,index,sha256,subject,issuer,serial,not_before,not_after,\
dns_names,is_ca,self_signed,eku_state,eku_purposes,server_auth,client_auth,issuer_kind,validity,\
renewal,stop_date,breaks_unrenewed,breaks_renewed,duplicate\n";

#[cfg(test)]
mod tests {
    use super::{AuditFormat, cell, push};

    #[test]
    fn a_cell_is_quoted_where_it_has_to_be_and_never_a_formula() {
        for (text, expected) in [
            ("CN=a", "CN=a"),
            ("CN=a,O=b", "\"CN=a,O=b\""),
            ("a \"b\"", "\"a \"\"b\"\"\""),
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("@a,b", "\"'@a,b\""),
            (" -1", " '-1"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("CN=a;=1", "\"CN=a;'=1\""),
            ("a; \"=1", "\"a; \"\"'=1\""),
            ("a-b;c=d", "\"a-b;c=d\""),
            ("a\nb", "a\\u{a}b"),
            ("", ""),
        ] {
            assert_eq!(cell(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_came_before_is_said_at_the_end_of_the_line() {
        for (line, duplicate, format, expected) in [
            ("{\"duplicate\":false}", true, AuditFormat::Json, "{\"duplicate\":true}\n"),
            ("{\"duplicate\":false}", false, AuditFormat::Json, "{\"duplicate\":false}\n"),
            ("a,false,false", true, AuditFormat::Csv, "a,false,true\n"),
            ("", true, AuditFormat::Text, ""),
        ] {
            let mut text = String::new();
            push(&mut text, line, duplicate, format);
            assert_eq!(text, expected);
        }
    }
}
