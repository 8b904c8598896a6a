//! The crate's only place for sentences.

use eku_engine::report::{A_REPORT, Problem};
use eku_engine::secret::quoted;

use crate::case::SCHEMA;

/// What to do with a case that is damaged.
pub(crate) const DAMAGED: &str = "save the case again in the tool, or undo the change to the file";

/// What to do with a case that a newer program may have written.
pub(crate) const NEWER: &str =
    "open it with the version that saved it or a newer one, or undo the change to the file";

/// A file that was a case.
pub(crate) fn damaged(what: &str) -> String {
    ["is a damaged case: ", what].concat()
}

/// What is wrong with a value, and what to do.
pub(crate) fn refusal(message: &str) -> (String, String) {
    let (what, remedy) = eku_deployment::refusal(message, DAMAGED);
    if what.starts_with("unknown field") {
        return ("has a key that this version does not know".to_owned(), NEWER.to_owned());
    }
    (damaged(&what), remedy)
}

/// A text of a case is a private key.
pub(crate) const KEY: &str = "contains a private key, which was discarded";

/// What to do with it.
pub(crate) const WITHOUT_KEY: &str = "remove the key from the file";

/// What the schema of every case begins with.
const CASES: &str = "eku/case/";

/// Whether a schema is that of a report of this program.
pub(crate) fn is_report(schema: &str) -> bool {
    schema.starts_with("eku/") && !schema.starts_with(CASES)
}

/// The schema is another.
pub(crate) fn other_schema(found: &str) -> (String, &'static str) {
    if is_report(found) {
        let (what, remedy) = A_REPORT;
        return (what.into(), remedy);
    }
    let remedy = if found.starts_with(CASES) { NEWER } else { "open the saved case instead" };
    (format!("is {:?}, not {SCHEMA:?}", quoted(found)), remedy)
}

/// A certificate of which a part could not be read when the case was made.
pub(crate) fn incomplete(file: &str) -> Problem {
    Problem {
        file: file.into(),
        what: "a part of it could not be read when it was added".into(),
        place: String::new(),
        remedy: "add the file again to check all of it".into(),
        count: 1,
    }
}
