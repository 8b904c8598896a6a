//! Far ends that many deployments have, set as far as is known of them.
//!
//! What is known, and where that is said, is worded in the report. What was never published stays
//! [`ClientEkuCheck::Unknown`].

use alloc::vec::Vec;

use super::{ClientEkuCheck, FarEnd, Initiates, Protocol};
use crate::deployment::{NodeName, Service, Slug, Store, TlsVerify};

/// A far end that need not be described by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadyMade {
    /// Webex, called by Edge on 5061.
    Webex,
    /// Unified CM, called by Core for every MRA login.
    UnifiedCm,
    /// CUBE before IOS XE 26.1.1.
    Cube,
    /// XMPP federation on 5269.
    XmppFederation,
    /// A business partner over SIP.
    SipB2b,
    /// Federation of IM and Presence over SIP.
    SipImpFederation,
    /// The Cisco cloud that devices are onboarded through.
    CloudOnboarding,
    /// Unity Connection.
    Unity,
    /// Cisco Meeting Server.
    Cms,
    /// Any other neighbour zone with mutual TLS.
    NeighbourZone,
}

impl ReadyMade {
    /// All of them, the most common first.
    pub const ALL: [Self; 10] = [
        Self::Webex,
        Self::UnifiedCm,
        Self::Cube,
        Self::XmppFederation,
        Self::SipB2b,
        Self::SipImpFederation,
        Self::CloudOnboarding,
        Self::Unity,
        Self::Cms,
        Self::NeighbourZone,
    ];

    /// Its stable identifier.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Webex => "webex",
            Self::UnifiedCm => "unified-cm",
            Self::Cube => "cube",
            Self::XmppFederation => "xmpp-federation",
            Self::SipB2b => "sip-b2b",
            Self::SipImpFederation => "sip-im-p-federation",
            Self::CloudOnboarding => "cisco-cloud-onboarding",
            Self::Unity => "unity",
            Self::Cms => "cms",
            Self::NeighbourZone => "neighbour-zone",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ready_made| ready_made.id() == id)
    }

    /// Its name as people write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Webex => "Webex",
            Self::UnifiedCm => "Unified CM",
            Self::Cube => "CUBE",
            Self::XmppFederation => "XMPP federation",
            Self::SipB2b => "SIP B2B",
            Self::SipImpFederation => "SIP IM&P federation",
            Self::CloudOnboarding => "Cisco cloud onboarding",
            Self::Unity => "Unity",
            Self::Cms => "CMS",
            Self::NeighbourZone => "Neighbor zone",
        }
    }

    /// The far end, to be added to a deployment. Of its own certificate and of what it trusts
    /// nothing is known.
    #[must_use]
    pub fn far_end(self) -> FarEnd {
        let used_by = match self {
            Self::UnifiedCm => Vec::from([Service::Mra]),
            _ => Vec::new(),
        };
        FarEnd {
            name: self.name().into(),
            slug: Slug::new(self.name()).unwrap_or_else(|| Slug(self.id().into())),
            node: self.node(),
            initiates: self.initiates(),
            client_eku_check: match self {
                Self::Cube => ClientEkuCheck::Off,
                _ => ClientEkuCheck::Unknown,
            },
            tls_verify: TlsVerify::On,
            protocol: self.protocol(),
            certificate: Store::Empty,
            trusted_cas: None,
            verify_names: Vec::new(),
            used_by,
            traversal_port: None,
        }
    }

    const fn node(self) -> NodeName {
        match self {
            Self::Webex
            | Self::XmppFederation
            | Self::SipB2b
            | Self::SipImpFederation
            | Self::CloudOnboarding => NodeName::Edge,
            Self::UnifiedCm | Self::Cube | Self::Unity | Self::Cms | Self::NeighbourZone => {
                NodeName::Core
            }
        }
    }

    /// Webex calls in too; what is documented of its certificate checks is the call out.
    const fn initiates(self) -> Initiates {
        match self {
            Self::Webex | Self::UnifiedCm | Self::CloudOnboarding => Initiates::Expressway,
            _ => Initiates::Both,
        }
    }

    const fn protocol(self) -> Protocol {
        match self {
            Self::XmppFederation => Protocol::Xmpp,
            Self::UnifiedCm | Self::CloudOnboarding => Protocol::Https,
            _ => Protocol::Sip,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ready_made_far_end_could_have_been_described_by_hand() {
        for ready_made in ReadyMade::ALL {
            let far_end = ready_made.far_end();
            let by_hand = FarEnd::new(far_end.name.clone(), far_end.node, far_end.initiates);
            assert_eq!(by_hand.map(|by_hand| by_hand.slug), Ok(far_end.slug), "{ready_made:?}");
            assert_eq!(ReadyMade::from_id(ready_made.id()), Some(ready_made));
        }
        assert_eq!(ReadyMade::from_id("jabber"), None);
    }

    #[test]
    fn what_is_known_of_a_far_end_is_set_and_the_rest_is_not_known() {
        use ClientEkuCheck::{Off, Unknown};
        use Initiates::{Both, Expressway};
        for (ready_made, node, initiates, check, protocol) in [
            (ReadyMade::Webex, NodeName::Edge, Expressway, Unknown, Protocol::Sip),
            (ReadyMade::UnifiedCm, NodeName::Core, Expressway, Unknown, Protocol::Https),
            (ReadyMade::Cube, NodeName::Core, Both, Off, Protocol::Sip),
            (ReadyMade::XmppFederation, NodeName::Edge, Both, Unknown, Protocol::Xmpp),
            (ReadyMade::SipB2b, NodeName::Edge, Both, Unknown, Protocol::Sip),
            (ReadyMade::SipImpFederation, NodeName::Edge, Both, Unknown, Protocol::Sip),
            (ReadyMade::CloudOnboarding, NodeName::Edge, Expressway, Unknown, Protocol::Https),
            (ReadyMade::Unity, NodeName::Core, Both, Unknown, Protocol::Sip),
            (ReadyMade::Cms, NodeName::Core, Both, Unknown, Protocol::Sip),
            (ReadyMade::NeighbourZone, NodeName::Core, Both, Unknown, Protocol::Sip),
        ] {
            let far_end = ready_made.far_end();
            let set = (far_end.node, far_end.initiates, far_end.client_eku_check, far_end.protocol);
            assert_eq!(set, (node, initiates, check, protocol), "{ready_made:?}");
            assert_eq!(far_end.tls_verify, TlsVerify::On, "{ready_made:?}");
            let needed_by_mra = far_end.used_by == [Service::Mra];
            assert_eq!(needed_by_mra, ready_made == ReadyMade::UnifiedCm, "{ready_made:?}");
        }
    }
}
