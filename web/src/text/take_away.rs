//! The texts of the reports to take along.

/// Heading of the section.
pub const TAKE_AWAY: &str = "Take it with you";
/// What is in the reports.
pub const WHAT: &str = "The answer, what to do, the certificates, the reasons and their sources. \
    The files are made here and go nowhere but to your disk.";
/// The buttons: format, what it is for.
pub const FORMATS: [(&str, &str); 3] = [
    ("Markdown", "for a ticket or a wiki"),
    ("JSON", "for a program, schema eku/check/1"),
    ("HTML", "one file to send, without a script"),
];
/// Prints.
pub const PRINT: &str = "Print…";
/// What printing gives.
pub const PRINT_WHAT: &str = "on A4, or as PDF";
/// Leads the buttons.
pub const SAVE: &str = "Save as";

/// The name of a report's file, without its ending.
#[must_use]
pub fn file_name(date: &str) -> String {
    format!("expressway-eku-check-{date}")
}
