//! Texts about the case file and the page as one file.

use crate::dates;
use crate::state::Notice;
use crate::text;

/// Heading of what is said of a case that was opened.
pub const OPENED: &str = "A saved case is open";
/// It took the place of what was there.
pub const REPLACED: &str = "It took the place of what was on the page.";
/// Brings back what it took the place of.
pub const BACK: &str = "Back to what was here";
/// Judges the present day instead.
pub const TODAY: &str = "Judge today instead";
/// The button that saves the case.
pub const CASE: &str = "Case";
/// What the case is for.
pub const CASE_FOR: &str = "everything on this page: certificates and settings, never a key. Drop \
    the file here to go on";
/// What it is for where a machine waits to be called Core or Edge: of that one it keeps less.
pub const CASE_FOR_SOME: &str = "everything on this page: certificates and settings, never a key. Of a \
    machine that you have not called Core or Edge yet it keeps the certificates, not its settings and \
    logs. Drop the file here to go on";
/// Heading of the page as one file.
pub const PAGE_FILE: &str = "The page itself, as one file that works without a network:";
/// The button that saves the page.
pub const PAGE: &str = "This page";
/// What the page is for.
pub const PAGE_FOR: &str = "empty, to use anywhere";
/// The button that saves the page with the case.
pub const PAGE_WITH_CASE: &str = "This page with this case";
/// What that is for.
pub const PAGE_WITH_CASE_FOR: &str = "opens with everything that is here: to show to a colleague";
/// What a case in the page is called.
pub const INSIDE: &str = "the case in this page";
/// What the file of the page is called.
pub const PAGE_NAME: &str = "expressway-eku.html";

/// What was opened: the file, when and by what it was saved, and the day that is judged.
#[must_use]
pub fn opened(notice: &Notice) -> String {
    let name = text::shown(&notice.name);
    let saved = notice.saved.map(|day| format!(", saved on {}", dates::day(day)));
    let program = match notice.program.as_str() {
        "" => String::new(),
        program => format!(" by version {}", text::shown(program)),
    };
    let at = notice.at.map(|day| format!(" It is judged on {}, as it was then.", dates::day(day)));
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
        "this copy of the page cannot be saved: it was not started from its own files".to_owned(),
        "open the page as its authors publish it".to_owned(),
    )
}

/// The problem of a second case.
#[must_use]
pub fn one_at_a_time() -> (String, String) {
    (
        "is a second case; one can be open at a time, and the first was opened".to_owned(),
        "drop it alone to open it instead".to_owned(),
    )
}
