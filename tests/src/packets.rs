//! Made-up captures: what two sides say to each other, in segments of any size and order, over any
//! link layer, in any format of file.
//!
//! [`tls`] makes what is said, [`Conversation`] the segments, [`Link`] the packets, [`Format`] the
//! file.

mod conversation;
mod format;
mod link;
pub mod tls;

pub use conversation::{Conversation, Segment, datagram};
pub use format::{FIRST, Format, Recorded};
pub use link::Link;
