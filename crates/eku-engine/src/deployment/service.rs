//! The services that a verdict is asked for.

use alloc::string::ToString;
use core::fmt;

use super::Slug;

/// A service that people use, by which a verdict is asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// The Unified Communications traversal zone.
    UcTraversalZone,
    /// The SSH tunnels on port 2222.
    SshTunnels,
    /// Mobile and Remote Access.
    Mra,
    /// The WebRTC proxy for CMS.
    WebRtcProxy,
    /// A traversal zone between the nodes that is not for Unified Communications.
    TraversalZone(Slug),
    /// Replication between the peers of one node.
    ClusterDatabase,
    /// The connections with one far end.
    FarEnd(Slug),
}

impl Service {
    /// The services that a deployment may have without any far end or traversal zone of a name, in the order of every report.
    pub const NAMED: [Self; 5] = [
        Self::UcTraversalZone,
        Self::SshTunnels,
        Self::Mra,
        Self::WebRtcProxy,
        Self::ClusterDatabase,
    ];

    /// The service with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        let slug = |slug: &str| Slug::new(slug).filter(|made| made.as_str() == slug);
        if let Some(of) = id.strip_prefix("far-end:") {
            return slug(of).map(Self::FarEnd);
        }
        if let Some(of) = id.strip_prefix("traversal-zone:") {
            return slug(of).map(Self::TraversalZone);
        }
        Self::NAMED.into_iter().find(|service| service.to_string() == id)
    }
}

impl fmt::Display for Service {
    /// The stable identifier.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UcTraversalZone => formatter.write_str("uc-traversal-zone"),
            Self::SshTunnels => formatter.write_str("ssh-tunnels"),
            Self::Mra => formatter.write_str("mra"),
            Self::WebRtcProxy => formatter.write_str("webrtc-proxy"),
            Self::TraversalZone(slug) => write!(formatter, "traversal-zone:{slug}"),
            Self::ClusterDatabase => formatter.write_str("cluster-database"),
            Self::FarEnd(slug) => write!(formatter, "far-end:{slug}"),
        }
    }
}
