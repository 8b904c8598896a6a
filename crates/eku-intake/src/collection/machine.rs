//! One machine, as its files show it.

use std::sync::Arc;

use eku_engine::certificate::Certificate;
use eku_engine::deployment::NodeName;
use eku_engine::evidence::Observation;

use super::{CertificateFile, Handshakes};
use crate::log::Log;
use crate::name;
use crate::settings::Settings;
use crate::status::Status;

/// One machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Machine {
    /// Where its files came from: an archive, a folder in it, or the first of its files.
    pub source: String,
    /// Its host name, as its files have it in their names.
    pub host: Option<String>,
    /// When the files were made, as they have it in their names.
    pub time: Option<String>,
    /// The certificate of its server store.
    pub server: Option<CertificateFile>,
    /// The certificate of its client store.
    pub client: Option<CertificateFile>,
    /// Its trusted CA list.
    pub trusted: Vec<CertificateFile>,
    /// Its settings.
    pub settings: Option<Dump<Settings>>,
    /// What its status dumps say.
    pub status: Vec<Dump<Status>>,
    /// What its logs say.
    pub logs: Vec<Dump<Log>>,
    /// What its captures show.
    pub captures: Vec<Dump<Handshakes>>,
}

/// What was read from a file, and which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dump<T> {
    /// The file.
    pub source: String,
    /// What was read.
    pub value: T,
}

/// Which node a machine seems to be, and what shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeGuess {
    /// The node.
    pub node: NodeName,
    /// What shows it.
    pub sign: NodeSign,
}

/// What shows which node a machine is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeSign {
    /// A statement of its settings: the file and the line.
    Setting {
        /// The file.
        source: String,
        /// The line, from 1.
        line: u64,
        /// The statement.
        text: String,
    },
    /// What its status calls the product: the file.
    Product {
        /// The file.
        source: String,
    },
    /// The traversal zones in its status: the file.
    Zones {
        /// The file.
        source: String,
    },
    /// A name: of the machine, of its archive or of a folder.
    Name(String),
}

impl Machine {
    /// Which node it seems to be; `None` where nothing shows it, or the signs conflict.
    #[must_use]
    pub fn node(&self) -> Option<NodeGuess> {
        if let Some(dump) = &self.settings {
            let role = dump.value.role();
            if let (Some(node), Some(sign)) = (role.node, role.signs.first()) {
                let sign = NodeSign::Setting {
                    source: dump.source.clone(),
                    line: sign.from.line,
                    text: sign.from.text.clone(),
                };
                return Some(NodeGuess { node, sign });
            }
        }
        let product = self.status.iter().find_map(|dump| {
            let sign = NodeSign::Product { source: dump.source.clone() };
            Some(NodeGuess { node: dump.value.node()?, sign })
        });
        let zones = self.status.iter().filter_map(|dump| {
            let sign = NodeSign::Zones { source: dump.source.clone() };
            Some(NodeGuess { node: dump.value.node_of_zones()?, sign })
        });
        product.or_else(|| zones.into_iter().next()).or_else(|| {
            let names = self.host_name().into_iter().chain([self.source.as_str()]);
            let mut named = names.filter_map(|name| Some((name::node(name)?, name)));
            let (node, name) = named.next()?;
            Some(NodeGuess { node, sign: NodeSign::Name(name.to_owned()) })
        })
    }

    /// Whether it brings a certificate of a store, and so is a machine of its own: what brings only
    /// settings, a log or a capture speaks of one that is known.
    #[must_use]
    pub fn has_store(&self) -> bool {
        self.server.is_some() || self.client.is_some()
    }

    /// What people call it: its own full name, its host name, or where its files came from.
    #[must_use]
    pub fn name(&self) -> String {
        let own = self.settings.as_ref().and_then(|dump| dump.value.own_name());
        own.unwrap_or_else(|| self.host_name().unwrap_or(&self.source).to_owned())
    }

    /// Its host name: as its files have it in their names, else as its logs have it.
    #[must_use]
    pub fn host_name(&self) -> Option<&str> {
        let logged = || self.logs.iter().find_map(|dump| dump.value.host.as_deref());
        self.host.as_deref().or_else(logged)
    }

    /// Whether another's files are of the same machine, by the host name.
    #[must_use]
    pub fn is_same_host(&self, other: &Self) -> bool {
        let host = self.host_name();
        host.is_some() && host == other.host_name() || self.name() == other.name()
    }

    /// Whether both have a full name and these differ.
    #[must_use]
    pub(super) fn is_named_otherwise(&self, other: &Self) -> bool {
        let own = |machine: &Self| machine.settings.as_ref().and_then(|dump| dump.value.own_name());
        own(self).zip(own(other)).is_some_and(|(one, other)| one != other)
    }

    /// The files of its stores of which the leaf could not be read.
    pub fn unreadable_stores(&self) -> impl Iterator<Item = &CertificateFile> {
        self.server.iter().chain(&self.client).filter(|file| file.first_unreadable)
    }

    /// Whether nothing but logs and captures is there of it, which show what they say whichever machine
    /// it is.
    #[must_use]
    pub fn is_only_seen(&self) -> bool {
        !self.has_store()
            && self.settings.is_none()
            && self.status.is_empty()
            && self.trusted.is_empty()
    }

    /// Its logs and captures.
    pub fn seen_in(&self) -> impl Iterator<Item = &str> {
        let logs = self.logs.iter().map(|dump| dump.source.as_str());
        logs.chain(self.captures.iter().map(|dump| dump.source.as_str()))
    }

    /// What was seen of it at work, as the engine takes it; of a machine whose node is not known what
    /// its logs and captures say.
    #[must_use]
    pub fn observations(
        &self,
        node: Option<NodeName>,
        peer: Option<&Arc<str>>,
    ) -> Vec<Observation> {
        let stores = [&self.client, &self.server];
        let own: Vec<&Certificate> = stores
            .into_iter()
            .filter_map(|file| file.as_ref()?.certificates.first().map(AsRef::as_ref))
            .collect();
        let logs =
            self.logs.iter().flat_map(|dump| dump.value.observations(node, peer, &dump.source));
        let uc_zones: Vec<&str> = self
            .settings
            .iter()
            .flat_map(|dump| dump.value.uc_zones())
            .filter_map(|zone| Some(zone.name.as_ref()?.value.as_str()))
            .collect();
        let status = node.into_iter().flat_map(|node| {
            let told =
                |dump: &Dump<Status>| dump.value.observations(node, peer, &dump.source, &uc_zones);
            self.status.iter().flat_map(told).collect::<Vec<_>>()
        });
        let captures = self
            .captures
            .iter()
            .flat_map(|dump| dump.value.observations(node, peer, &dump.source, &own));
        logs.chain(status).chain(captures).collect()
    }
}
