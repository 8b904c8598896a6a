//! What the tests of the whole program stand on: a maker of certificates and the fixtures.

pub mod fixtures;
pub mod maker;
