//! What was read and what could not be, line by line.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::words::counted;
use super::{InputReport, Problem, SettingReport};
use crate::disguise::visible;

/// A problem of the input on one line, in which nothing hides.
#[must_use]
pub fn problem_line(problem: &Problem) -> String {
    let parts = [&problem.file, &problem.what, &problem.place, &problem.remedy];
    let parts = parts.into_iter().filter(|part| !part.is_empty()).map(|part| visible(part));
    parts.collect::<Vec<_>>().join(": ")
}

/// A setting, its value, and where it was found.
pub(super) fn setting_words(setting: &SettingReport) -> String {
    let place = match setting.line {
        Some(line) => format!("{}, line {line}", visible(&setting.file)),
        None => visible(&setting.file),
    };
    let quoted = match setting.text.as_str() {
        "" => String::new(),
        text => format!(": {}", visible(text)),
    };
    format!("{} {} [{place}{quoted}]", setting.what, visible(&setting.value))
}

/// How many files are not listed; `None` where all are.
pub(super) fn more_files(input: &InputReport) -> Option<String> {
    let rest = input.found.get(MOST_FILES..).filter(|rest| !rest.is_empty())?;
    let used = rest.iter().filter(|found| found.used).count();
    let used = counted(used, "was used", "were used");
    Some(format!("And {}, of which {used}.", counted(rest.len(), "more file", "more files")))
}

/// How many settings are not listed; `None` where all are.
pub(super) fn more_settings(input: &InputReport) -> Option<String> {
    let more = input.settings.len().checked_sub(MOST_FILES).filter(|more| *more > 0)?;
    Some(format!("And {}.", counted(more, "more setting", "more settings")))
}

/// Files, and settings, that a report lists.
pub const MOST_FILES: usize = 100;
