//! What the tests of the whole program stand on: a maker of certificates, the fixtures, and the
//! `openssl` command as a second opinion.

pub mod archives;
pub mod ber;
pub mod captures;
pub mod cases;
pub mod chains;
pub mod chrome_roots;
pub mod command;
pub mod compare;
pub mod diagnostics;
pub mod documentation;
pub mod doors;
pub mod encodings;
pub mod engine;
pub mod facts;
pub mod files;
pub mod fixtures;
pub mod fuzzing;
pub mod generated;
pub mod growth;
pub mod handshakes;
pub mod keys;
pub mod known_roots;
pub mod layers;
pub mod licences;
pub mod look_alikes;
pub mod maker;
pub mod openssl;
pub mod packets;
pub mod policy_age;
pub mod random;
pub mod reader;
pub mod scenarios;
pub mod schemas;
pub mod tshark;
pub mod typescript;
