//! What the measurements share: the corpus, the record that every reader is asked for, and rounds.

pub mod corpus;
pub mod fleet;
pub mod readers;
pub mod rounds;
