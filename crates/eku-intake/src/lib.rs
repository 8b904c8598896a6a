//! Files of every kind to certificates, settings and evidence.
//!
//! What an administrator has at hand is seldom four clean PEM files. This crate reads certificates
//! in any encoding ([`certificates`]), archives of archives ([`archive`]; what their members are
//! says [`member`]), the settings in an
//! xConfiguration dump ([`settings`]), what logs and status dumps say ([`log`], [`status`]), and
//! the handshakes in a capture ([`capture`]). Everything reads from blocking `Read`, streams, and
//! keeps to stated limits, so that a gigabyte of logs needs a few megabytes of memory.
//!
//! Nothing here judges: the engine does. Private keys and passwords are never kept.
#![forbid(unsafe_code)]

pub mod archive;
pub mod capture;
pub mod certificates;
pub mod collection;
mod key;
pub mod log;
pub mod member;
pub mod name;
mod pieces;
pub mod problems;
pub mod session;
pub mod settings;
pub mod status;
pub mod words;
mod xml;

use std::io;

/// What was read, and what stopped reading before the end, if anything did. What was read until
/// then is good.
#[derive(Debug, Default)]
pub struct Partly<T> {
    /// What was read.
    pub value: T,
    /// What stopped reading: the stream failed, or a limit was met.
    pub stopped: Option<io::Error>,
}
