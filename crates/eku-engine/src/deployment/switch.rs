//! The switches of a node that decide something here.
//!
//! Which releases and nodes have one is in [`super::Capabilities`].

/// A switch of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Switch {
    /// The EKU check of inbound SIP TLS.
    EkuCheck,
    /// `EnableServerEkuUpload`.
    ServerEkuUpload,
    /// How the peers of a cluster verify each other.
    ClusterTlsVerify,
}
