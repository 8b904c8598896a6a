//! The case file: what the page saved, judged as it was.
//!
//! Entry points: [`is_one`] and [`read`]. What a case is and means is known by `eku_case`.

use std::path::Path;

use eku_engine::report::Problem;

use crate::check::Described;
use crate::input;

/// Whether a file is JSON: no deployment file begins like it.
pub(crate) fn is_one(path: &Path) -> bool {
    let begins = |head: Vec<u8>| {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
        head.trim_ascii_start().starts_with(b"{")
    };
    input::head(path).is_ok_and(begins)
}

/// Reads a case.
///
/// # Errors
///
/// What stops the check, one problem for each thing that is wrong.
pub(crate) fn read(path: &Path) -> Result<Described, Vec<Problem>> {
    let name = input::shown(path);
    let bytes = input::bytes(path).map_err(|error| vec![input::unreadable(&name, &error)])?;
    let case = eku_case::read(&name, &bytes).map_err(|problem| vec![problem])?;
    let read = case.deployment(&name)?;
    Ok(Described {
        at: case.at,
        observations: case.observations,
        input: case.input,
        ..Described::from(read)
    })
}
