//! The texts of the reports to take along.

/// Heading of the section.
pub const TAKE_AWAY: &str = "Save or share";
/// Leads there from the head of the page.
pub const SAVE_OR_PRINT: &str = "Save or print";
/// What is in the reports.
pub const WHAT: &str = "The answer, the fixes, the certificates, the reasons and their sources. \
    Files are created in your browser.";
/// The buttons: format, what it is for.
pub const FORMATS: [(&str, &str); 4] = [
    ("Report (HTML)", "self-contained, no scripts"),
    ("Text (Markdown)", "for a ticket or a wiki"),
    ("Data (JSON)", "for a program, schema eku/check/1"),
    ("Calendar (iCalendar)", "the dates to act, each with a reminder"),
];
/// Prints.
pub const PRINT: &str = "Print or PDF…";
/// What printing gives.
pub const PRINT_WHAT: &str = "the report on A4";
/// Leads the buttons.
pub const SAVE: &str = "Save as";

/// The name of a report's file, without its ending.
#[must_use]
pub fn file_name(date: &str) -> String {
    format!("expressway-eku-check-{date}")
}

/// What was handed to the browser to be saved: whether it reached the disk, only the browser knows.
#[must_use]
pub fn handed_over(name: &str) -> String {
    format!("{name} was passed to your browser. Check your downloads.")
}

/// What the browser refused to save.
#[must_use]
pub fn not_saved(name: &str) -> String {
    format!(
        "{name} was not saved, because your browser is out of space. Free some memory or disk space and \
         save again."
    )
}
