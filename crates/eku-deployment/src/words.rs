//! Words of the tables for values of the engine, one list a type.

use eku_engine::deployment::{ClientEkuCheck, Initiates, NodeName, Protocol, Service, TlsVerify};
use serde::{Deserialize, Serialize};

/// A word of the tables: one text, one value.
pub trait Word: Copy + PartialEq + Into<Self::Value> + 'static {
    /// What it means.
    type Value: PartialEq;

    /// Every text and its word.
    const ALL: &'static [(&'static str, Self)];

    /// The word for a value; `None` where the tables have none.
    #[must_use]
    fn of(value: &Self::Value) -> Option<Self> {
        Self::ALL.iter().map(|(_, word)| *word).find(|word| (*word).into() == *value)
    }

    /// Its text.
    #[must_use]
    fn text(self) -> &'static str {
        Self::ALL.iter().find(|(_, word)| *word == self).map_or("", |(text, _)| text)
    }
}

/// An enumeration of words, their texts, and the conversion to what they mean.
macro_rules! words {
    ($($(#[$what:meta])* $word:ident => $value:ty {
        $($(#[$note:meta])* $name:ident $text:literal = $means:expr),* $(,)?
    })*) => {
        $(
            $(#[$what])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
            #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
            pub enum $word { $($(#[$note])* #[serde(rename = $text)] $name),* }

            impl Word for $word {
                type Value = $value;
                const ALL: &'static [(&'static str, Self)] = &[$(($text, Self::$name)),*];
            }

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
    SwitchWord => bool {
        /// On.
        On "on" = true,
        /// Off.
        Off "off" = false,
    }
    /// One of the two nodes.
    NodeWord => NodeName {
        /// Expressway-C.
        Core "core" = NodeName::Core,
        /// Expressway-E.
        Edge "edge" = NodeName::Edge,
    }
    /// Who opens the connections with a far end.
    InitiatesWord => Initiates {
        /// The node.
        Expressway "expressway" = Initiates::Expressway,
        /// The far end.
        FarEnd "far-end" = Initiates::FarEnd,
        /// Either.
        Both "both" = Initiates::Both,
    }
    /// What a far end makes of the node's client role.
    ClientEkuCheckWord => ClientEkuCheck {
        /// It requires client authentication.
        On "on" = ClientEkuCheck::On,
        /// It ignores extended key usage.
        Off "off" = ClientEkuCheck::Off,
        /// Not known.
        Unknown "unknown" = ClientEkuCheck::Unknown,
        /// It asks for no certificate at all.
        NotRequested "not-requested" = ClientEkuCheck::NotRequested,
    }
    /// What a node makes of the certificate of a far end, or of the other node on a traversal zone.
    TlsVerifyWord => TlsVerify {
        /// It verifies it.
        On "on" = TlsVerify::On,
        /// It checks nothing of it.
        Off "off" = TlsVerify::Off,
        /// Not known.
        Unknown "unknown" = TlsVerify::Unknown,
    }
    /// What is spoken with a far end.
    ProtocolWord => Protocol {
        /// SIP.
        Sip "sip" = Protocol::Sip,
        /// XMPP.
        Xmpp "xmpp" = Protocol::Xmpp,
        /// HTTPS.
        Https "https" = Protocol::Https,
    }
    /// A service that can need a far end.
    UsedByWord => Service {
        /// Mobile and Remote Access.
        Mra "mra" = Service::Mra,
        /// The WebRTC proxy.
        WebRtcProxy "webrtc-proxy" = Service::WebRtcProxy,
    }
    /// Whether the peers of a cluster verify each other.
    ClusterTlsVerifyWord => bool {
        /// They do.
        Enforcing "enforcing" = true,
        /// They do not.
        Permissive "permissive" = false,
    }
}
