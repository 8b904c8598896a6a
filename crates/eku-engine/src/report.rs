//! Typed reasons to sentences and data.

mod model;

pub use model::*;
