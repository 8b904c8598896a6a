//! Values of statements as settings.

use super::statements::{Statement, on_off};
use super::{Misread, Setting};

/// A statement's value as text.
pub(super) fn text(statement: &Statement) -> Setting<String> {
    with(statement, statement.value.clone())
}

/// A statement's value as a number; `None` where it is none.
pub(super) fn number(statement: &Statement) -> Option<Setting<u16>> {
    Some(with(statement, statement.value.parse().ok()?))
}

/// A statement's value as On or Off; `None` where it is neither.
pub(super) fn flag(statement: &Statement) -> Option<Setting<bool>> {
    Some(with(statement, on_off(&statement.value)?))
}

/// Takes a value for what is known. Answers that it is not understood where there is none: then nothing
/// is known.
pub(super) fn understood<T>(known: &mut Option<T>, value: Option<T>) -> Option<Misread> {
    *known = value;
    known.is_none().then_some(Misread::Value)
}

/// Another value with a statement's place.
pub(super) fn with<T>(statement: &Statement, value: T) -> Setting<T> {
    Setting { value, from: statement.from.clone() }
}
