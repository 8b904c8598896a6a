//! A deployment as it is known, and what the engine judges of it.
//!
//! [`Description`] is the one form in which everything outside the engine holds a deployment: what is
//! known, where each fact came from, and what is not known. It is filled by [`build`] from the
//! tables of the deployment file, of a case and of JavaScript ([`Described`], over a type `C` that
//! stands for a certificate), by [`Description::take`] from archives and dumps, and by hand.
//! [`Description::judged`] makes of it what the engine judges, and is the only place that assumes
//! what nobody said.
//!
//! Nothing here opens a file, and nothing here knows TOML, JSON or JavaScript.

#![forbid(unsafe_code)]

mod builder;
mod description;
mod hint;
mod judged;
mod merge;
mod names;
mod reader;
mod refusal;
mod sentences;
mod tables;
#[cfg(test)]
mod testing;
mod words;

pub use builder::{Certificate, SAME_AS_SERVER, build, build_case};
pub use description::{
    Description, Fact, FarEnd, FarEndId, Node, Peer, PeerId, Quoted, Seen, Slot, TraversalZone,
    TraversalZoneId, ZoneEnd,
};
pub use hint::{Hint, node_of_names, speaks_of};
pub use judged::{Judged, verify_names};
pub use merge::{MergeOutcome, Sorted};
pub use names::{GivenName, Listed, NameProblem, far_end_key, free, peer_key, typed};
pub use reader::Reader;
pub use refusal::refusal;
pub use sentences::{UNNAMED_FAR_END, UNNAMED_ZONE};
pub use tables::{
    ClusterModeTable, ClusterTable, Described, FarEndTable, NodeTable, OneOrMany, PeerTable,
    TraversalZoneTable,
};
pub use words::{
    ClientEkuCheckWord, ClusterTlsVerifyWord, InitiatesWord, NodeWord, ProtocolWord, SwitchWord,
    TlsVerifyWord, UsedByWord, Word,
};
