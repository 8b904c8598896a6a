//! A deployment as people write it down: the deployment file of the command line, and the object
//! of the JavaScript package, which mirrors it.
//!
//! [`Described`] and what is in it are the tables, over a type `C` that stands for a certificate:
//! a path in the file, bytes or text in JavaScript. [`build`] makes a deployment of them, given
//! a way to read such a certificate; [`Reader`] collects what is wrong with what was read, and
//! tells what stops a check from what does not.
//!
//! Nothing here opens a file, and nothing here knows TOML or JavaScript.

#![forbid(unsafe_code)]

mod builder;
mod reader;
mod refusal;
mod tables;
mod words;

pub use builder::{Certificate, build};
pub use reader::{Read, Reader, Source};
pub use refusal::refusal;
pub use tables::{ClusterTable, Described, FarEndTable, NodeTable, OneOrMany, PeerTable};
pub use words::{
    ClientEkuCheckWord, ClusterTlsVerifyWord, InitiatesWord, NodeWord, ProtocolWord, SwitchWord,
    TlsVerifyWord, UsedByWord, Word,
};
