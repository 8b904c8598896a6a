//! Texts about the case file and the page as one file.

use crate::dates;
use crate::state::Notice;
use crate::text;

/// Heading of what is said of a case that was opened.
pub const OPENED: &str = "A saved case is open";
/// It took the place of what was there.
pub const REPLACED: &str = "The previous content was replaced.";
/// Brings back what it took the place of.
pub const BACK: &str = "Restore the previous content";
/// Goes to the present day instead.
pub const TODAY: &str = "Use today’s date";
/// The button that saves the case.
pub const CASE: &str = "Case";
/// What the case is for.
pub const CASE_FOR: &str = "certificates and settings, no keys. Drop the file here to continue";
/// What it is for where a server waits to be called Core or Edge: of that one it keeps less.
pub const CASE_FOR_SOME: &str = "certificates and settings, no keys. Choose Core or Edge for each server \
    first, or its settings and logs are not saved. Drop the file here to continue";
/// Heading of the page as one file.
pub const PAGE_FILE: &str = "This page as one file, for use offline:";
/// The button that saves the page.
pub const PAGE: &str = "This page";
/// What the page is for.
pub const PAGE_FOR: &str = "without your data";
/// The button that saves the page with the case.
pub const PAGE_WITH_CASE: &str = "This page with this case";
/// What that is for.
pub const PAGE_WITH_CASE_FOR: &str = "with your data, to share with a colleague";
/// What a case in the page is called.
pub const INSIDE: &str = "the case in this page";
/// What the file of the page is called.
pub const PAGE_NAME: &str = "expressway-eku.html";

/// What was opened: the file, when and by what it was saved, and the check date.
#[must_use]
pub fn opened(notice: &Notice) -> String {
    let name = text::shown(&notice.name);
    let saved = notice.saved.map(|day| format!(", saved {}", dates::day(day)));
    let program = match notice.program.as_str() {
        "" => String::new(),
        program => format!(" by version {}", text::shown(program)),
    };
    let at = notice.at.map(|day| format!(" The check date is {}, as saved.", dates::day(day)));
    format!("{name}{}{program}.{}", saved.unwrap_or_default(), at.unwrap_or_default())
}

/// The name of a case's file, without its ending.
#[must_use]
pub fn file_name(date: &str) -> String {
    format!("expressway-eku-case-{date}")
}

/// The problem of a page that was not started as the site or the single file is.
#[must_use]
pub fn no_page() -> (String, String) {
    (
        "cannot be saved, because this copy of the page is incomplete".to_owned(),
        "open the page as published and save it there".to_owned(),
    )
}

/// The problem of a second case.
#[must_use]
pub fn one_at_a_time() -> (String, String) {
    (
        "is a second case and was not opened".to_owned(),
        "drop only this file to open it instead".to_owned(),
    )
}
