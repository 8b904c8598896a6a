//! What is said of a description: the crate's only place for sentences.

use std::fmt::Display;

use eku_engine::deployment::{NodeName, Release};
use eku_engine::report::{Problem, SettingId};
use eku_engine::secret::quoted;
use eku_intake::settings::Quotation;

/// What a far end is called that has no name.
pub const UNNAMED_FAR_END: &str = "Far end";

/// What a traversal zone is called that has no name.
pub const UNNAMED_ZONE: &str = "Traversal zone";

/// What a file gives as the release and is none.
pub(crate) fn no_release(file: &str, from: Option<&Quotation>) -> Problem {
    Problem {
        file: file.to_owned(),
        what: "has an unreadable release".into(),
        place: from.map_or_else(String::new, |from| format!("line {}", from.line)),
        remedy: "choose the release of the node, such as X15.5".into(),
        count: 1,
    }
}

/// Machines of one node that disagree.
pub(crate) fn differs(
    file: &str,
    setting: SettingId,
    value: &dyn Display,
    used: &dyn Display,
) -> Problem {
    let what = setting.words();
    let (value, used) = (value.to_string(), used.to_string());
    let (value, used) = (quoted(&value), quoted(&used));
    Problem {
        file: file.to_owned(),
        what: format!("has {value} for the {what}, and another file of the node has {used}"),
        place: String::new(),
        remedy: format!(
            "{used} is used, so make the peers of the node the same, or change the \
            setting here"
        ),
        count: 1,
    }
}

/// A single file that is used in the place of another.
pub(crate) fn instead_of(file: &str, other: &str) -> Problem {
    Problem {
        file: file.to_owned(),
        what: format!("is used instead of {other}"),
        place: String::new(),
        remedy: "remove it to use the other file".into(),
        count: 1,
    }
}

/// A file whose release takes the place of one that was said.
pub(crate) fn release_was_said(
    file: &str,
    node: NodeName,
    found: Release,
    said: Release,
) -> Problem {
    Problem {
        file: file.to_owned(),
        what: format!("shows {found} for {}, but {said} was chosen before", node.title()),
        place: String::new(),
        remedy: format!("{found} is used, so choose {said} again if the file is older"),
        count: 1,
    }
}

/// A machine that was said to be of another node than its files show.
pub(crate) fn said_otherwise(file: &str, said: NodeName, shown: NodeName) -> Problem {
    Problem {
        file: file.to_owned(),
        what: format!(
            "is used as {}, as you chose, but its own files say {}",
            said.title(),
            shown.title()
        ),
        place: String::new(),
        remedy: format!("add it as {} if that is a mistake", shown.title()),
        count: 1,
    }
}
