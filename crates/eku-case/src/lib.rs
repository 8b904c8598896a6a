//! The case file, `eku/case/2`: everything that was given for one deployment, as one JSON object.
//!
//! Entry points: [`read()`] and [`write()`]; [`is_case`] tells a case from other input. A case is an
//! [`eku_deployment::Description`] under the keys of the deployment file, with each certificate as
//! PEM inside; beside it stand the day and what the page alone has a place for. [`CaseTables`] is its
//! shape. A case of the first schema is read as well.
//!
//! A case never holds a private key: certificates are written from what the engine read, and a file
//! with anything else in the place of a certificate is refused. Reading is strict: an unknown key, a
//! word that is not allowed or a damaged certificate is one problem that says what, where and what
//! to do.

#![forbid(unsafe_code)]

mod case;
mod checked;
mod observation;
mod read;
mod tables;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub use case::{Case, ENDING, FIRST_SCHEMA, SCHEMA};
pub use read::{LARGEST, is_case, read};
pub use tables::CaseTables;
pub use write::write;
