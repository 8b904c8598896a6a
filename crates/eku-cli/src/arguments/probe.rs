//! What can be asked of a live system.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use eku_engine::deployment::NodeName;

use super::{InspectFormat, NodeWord};

#[derive(Args, Debug)]
pub(crate) struct Probe {
    /// How to show the result. JSON has one object per port.
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: InspectFormat,
    /// The name to ask for (SNI), if it differs from the host.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// How many seconds to wait for a connection, and for each answer.
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub(crate) timeout: Duration,
    /// Which protocol asks for TLS first. `auto` is XMPP on port 5269.
    #[arg(long, value_enum, default_value = "auto")]
    pub(crate) starttls: StartTls,
    /// A client certificate to present, leaf first, as Expressway would.
    #[arg(long, value_name = "FILE", requires = "client_key")]
    pub(crate) client_certificate: Option<PathBuf>,
    /// Its private key, not encrypted. Used for this handshake only, and not stored or shown.
    #[arg(long, value_name = "FILE", requires = "client_certificate")]
    pub(crate) client_key: Option<PathBuf>,
    /// A case file to save to. Each TLS port becomes a far end. Adds to a case that exists.
    #[arg(long, value_name = "FILE")]
    pub(crate) save_case: Option<PathBuf>,
    /// The node that talks to these far ends, for --save-case.
    #[arg(long, value_enum, default_value = "edge", requires = "save_case")]
    pub(crate) node: NodeWord,
    #[arg(required = true, value_name = "HOST[:PORT]", help = TARGETS)]
    pub(crate) targets: Vec<String>,
}

/// What has to be said before TLS begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StartTls {
    Auto,
    Xmpp,
    Off,
}

impl NodeWord {
    /// The node.
    pub(crate) const fn name(self) -> NodeName {
        match self {
            Self::Core => NodeName::Core,
            Self::Edge => NodeName::Edge,
        }
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(seconds @ 1..=LONGEST) => Ok(Duration::from_secs(seconds)),
        _ => Err(format!("use a number of seconds from 1 to {LONGEST}")),
    }
}

const TARGETS: &str = "Hosts or addresses, such as edge.example.com, 192.0.2.1:5061 or \
    [2001:db8::1]:5061. Without a port: 5061, 5062, 7001, 8443, 443, 2222 and 5269";

/// The longest time to wait, in seconds.
const LONGEST: u64 = 300;
