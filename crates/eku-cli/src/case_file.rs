//! The case file: what the page saved, judged as it was.
//!
//! Entry points: [`is_one`] and [`read`]. What a case is and means is known by `eku_case`.

use eku_deployment::Description;
use eku_engine::report::Problem;
use eku_engine::time::Timestamp;

use crate::input::Input;

/// Whether a file is JSON: no deployment file begins like it.
pub(crate) fn is_one(input: &Input) -> bool {
    let head = input.head();
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.trim_ascii_start().starts_with(b"{")
}

/// Reads a case: what it describes, and the instant that it names.
///
/// # Errors
///
/// What stops the check, one problem for each thing that is wrong.
pub(crate) fn read(input: Input) -> Result<(Description, Option<Timestamp>), Vec<Problem>> {
    let name = input.name.clone();
    let bytes = input.bytes(eku_case::LARGEST as u64).map_err(|problem| vec![problem])?;
    let case = eku_case::read(&name, &bytes)?;
    Ok((case.description, case.at))
}
