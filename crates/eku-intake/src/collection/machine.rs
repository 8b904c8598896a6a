//! One machine, as its files show it.

use std::sync::Arc;

use eku_engine::certificate::Certificate;
use eku_engine::deployment::NodeName;
use eku_engine::evidence::Observation;

use super::{CertificateFile, Handshakes};
use crate::log::Log;
use crate::settings::Settings;
use crate::status::Status;

/// One machine.
#[derive(Clone, Debug, Default, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
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
        product.or_else(|| {
            let name = self.host.as_deref().into_iter().chain([self.source.as_str()]);
            let mut named = name.filter_map(|name| Some((node_in_name(name)?, name)));
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
        own.or_else(|| self.host.clone()).unwrap_or_else(|| self.source.clone())
    }

    /// Whether another's files are of the same machine, by the host name.
    #[must_use]
    pub fn is_same_host(&self, other: &Self) -> bool {
        self.host.is_some() && self.host == other.host || self.name() == other.name()
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

    /// What was seen of it at work, as the engine takes it.
    #[must_use]
    pub fn observations(&self, node: NodeName, peer: Option<&Arc<str>>) -> Vec<Observation> {
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
        let status = self
            .status
            .iter()
            .flat_map(|dump| dump.value.observations(node, peer, &dump.source, &uc_zones));
        let captures = self
            .captures
            .iter()
            .flat_map(|dump| dump.value.observations(node, peer, &dump.source, &own));
        logs.chain(status).chain(captures).collect()
    }
}

/// The node that a name speaks of, where it speaks of one only: a word of it is `core`, `expc` or
/// the like, maybe with a number behind it.
#[must_use]
pub fn node_in_name(name: &str) -> Option<NodeName> {
    let name = name.to_ascii_lowercase();
    let words = || {
        let words = name.split(|letter: char| !letter.is_ascii_alphanumeric());
        words.map(|word| word.trim_end_matches(|letter: char| letter.is_ascii_digit()))
    };
    let says = |parts: &[&str], short: &[&str]| {
        parts.iter().any(|part| name.contains(part)) || words().any(|word| short.contains(&word))
    };
    let core = says(&["expressway-c", "expressway_c", "expresswayc"], &["core", "expc", "c"]);
    let edge = says(&["expressway-e", "expressway_e", "expresswaye"], &["edge", "expe", "e"]);
    match (core, edge) {
        (true, false) => Some(NodeName::Core),
        (false, true) => Some(NodeName::Edge),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_speaks_of_one_node_is_taken_at_its_word() {
        for (name, expected) in [
            ("core1", Some(NodeName::Core)),
            ("edge2.example.com", Some(NodeName::Edge)),
            ("diagnostic_log_expe01_2026.tar.gz", Some(NodeName::Edge)),
            ("case/Expressway-C/server.pem", Some(NodeName::Core)),
            ("vcs-c.example.com", Some(NodeName::Core)),
            ("core-to-edge", None),
            ("scoreboard", None),
            ("", None),
        ] {
            assert_eq!(node_in_name(name), expected, "{name}");
        }
    }
}
