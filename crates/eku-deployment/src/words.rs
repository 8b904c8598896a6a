//! Words of the tables for values of the engine, one list a type.

use eku_engine::deployment::{
    ClientEkuCheck, ClusterTlsVerify, EkuCheck, Initiates, NodeName, Protocol, Service, TlsVerify,
};
use serde::Deserialize;

/// An enumeration of words and the conversion to what they mean.
macro_rules! words {
    ($($(#[$what:meta])* $word:ident => $value:ty {
        $($(#[$note:meta])* $name:ident = $means:expr),* $(,)?
    })*) => {
        $(
            $(#[$what])*
            #[derive(Clone, Copy, Debug, Deserialize)]
            #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
            #[serde(rename_all = "kebab-case")]
            pub enum $word { $($(#[$note])* $name),* }

            impl From<$word> for $value {
                fn from(word: $word) -> Self {
                    match word { $($word::$name => $means),* }
                }
            }
        )*
    };
}

words! {
    /// A setting that is on or off.
    SwitchWord => EkuCheck {
        /// On.
        On = EkuCheck::On,
        /// Off.
        Off = EkuCheck::Off,
    }
    /// One of the two nodes.
    NodeWord => NodeName {
        /// Expressway-C.
        Core = NodeName::Core,
        /// Expressway-E.
        Edge = NodeName::Edge,
    }
    /// Who opens the connections with a far end.
    InitiatesWord => Initiates {
        /// The node.
        Expressway = Initiates::Expressway,
        /// The far end.
        FarEnd = Initiates::FarEnd,
        /// Either.
        Both = Initiates::Both,
    }
    /// What a far end makes of the node's client role.
    ClientEkuCheckWord => ClientEkuCheck {
        /// It requires client authentication.
        On = ClientEkuCheck::On,
        /// It ignores extended key usage.
        Off = ClientEkuCheck::Off,
        /// Not known.
        Unknown = ClientEkuCheck::Unknown,
        /// It asks for no certificate at all.
        NotRequested = ClientEkuCheck::NotRequested,
    }
    /// What the node makes of a far end's certificate.
    TlsVerifyWord => TlsVerify {
        /// It verifies it.
        On = TlsVerify::On,
        /// It checks nothing of it.
        Off = TlsVerify::Off,
        /// Not known.
        Unknown = TlsVerify::Unknown,
    }
    /// What is spoken with a far end.
    ProtocolWord => Protocol {
        /// SIP.
        Sip = Protocol::Sip,
        /// XMPP.
        Xmpp = Protocol::Xmpp,
        /// HTTPS.
        Https = Protocol::Https,
    }
    /// A service that can need a far end.
    UsedByWord => Service {
        /// Mobile and Remote Access.
        Mra = Service::Mra,
        /// The WebRTC proxy.
        #[serde(rename = "webrtc-proxy")]
        WebRtcProxy = Service::WebRtcProxy,
    }
    /// Whether the peers of a cluster verify each other.
    ClusterTlsVerifyWord => ClusterTlsVerify {
        /// They do.
        Enforcing = ClusterTlsVerify::Enforcing,
        /// They do not.
        Permissive = ClusterTlsVerify::Permissive,
    }
}
