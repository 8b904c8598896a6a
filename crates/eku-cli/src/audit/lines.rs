//! One certificate as one line of JSON or CSV.
//!
//! A line is made by a worker, before it is known whether the certificate came before: what says so
//! stands at its end, and is put there last.

use std::fmt::{Display, Write};

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
    let mut line = Line(String::with_capacity(USUAL_LINE));
    line.text(&certificate.source);
    line.number(certificate.index);
    line.text(&facts.sha256);
    line.text(&facts.subject);
    line.text(&facts.issuer);
    line.text(&facts.serial);
    line.number(facts.not_before);
    line.number(facts.not_after);
    line.text(&facts.dns_names.join(" "));
    line.text(yes_or_no(facts.is_ca));
    line.text(facts.self_signed.map_or("", yes_or_no));
    line.text(eku.state.id());
    line.text(&eku.purposes.join(" "));
    line.text(yes_or_no(eku.server_auth));
    line.text(yes_or_no(eku.client_auth));
    line.text(facts.issuer_kind.kind.id());
    line.text(report.validity);
    line.text(report.renewal);
    match report.stop_date {
        Some(day) => line.number(day),
        None => line.text(""),
    }
    line.number(report.breaks_unrenewed);
    match report.breaks_renewed {
        Some(day) => line.number(day),
        None => line.text(""),
    }
    line.text(yes_or_no(report.duplicate));
    line.0.pop();
    line.0
}

/// Cells, a comma after each.
struct Line(String);

impl Line {
    fn text(&mut self, text: &str) {
        match is_plain(text) {
            true if text.contains(',') => self.0.extend(["\"", text, "\""]),
            true => self.0.push_str(text),
            false => self.0.push_str(&cell(text)),
        }
        self.0.push(',');
    }

    /// A number or a date, which needs no quotation marks.
    fn number(&mut self, number: impl Display) {
        // Writing to a String does not fail.
        let _ = write!(self.0, "{number},");
    }
}

fn yes_or_no(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// Whether a cell stands there as it is, but for quotation marks around it where it has a comma.
fn is_plain(text: &str) -> bool {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b';');
    let begins = text.bytes().next();
    !matches!(begins, Some(b' ' | b'=' | b'+' | b'-' | b'@')) && text.bytes().all(is_plain)
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

/// Most lines are shorter.
const USUAL_LINE: usize = 512;

/// The first line of CSV.
pub(super) const CSV_HEAD: &str = "source,index,sha256,subject,issuer,serial,not_before,not_after,\
dns_names,is_ca,self_signed,eku_state,eku_purposes,server_auth,client_auth,issuer_kind,validity,\
renewal,stop_date,breaks_unrenewed,breaks_renewed,duplicate\n";

#[cfg(test)]
mod tests {
    use super::{AuditFormat, Line, cell, push};

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
            let mut line = Line(String::new());
            line.text(text);
            assert_eq!(line.0, format!("{expected},"), "{text:?}");
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
