//! To which machine each file belongs.
//!
//! Entry point: [`keys`]. Files of diagnostic archives have the host in their names. Of other dumps
//! and recordings the content tells machines apart: what a machine calls itself, and which node it is.

use std::collections::{BTreeMap, BTreeSet};

use eku_engine::deployment::NodeName;

use super::entry::{Content, Entry};
use crate::member::FileKind;
use crate::name::{self, MEMBER};

/// What holds the files of one machine together: where they stand, and whose they are.
pub(super) type Key = (String, Whose);

/// Whose files are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whose {
    /// Those of the host in their names.
    Host(String),
    /// Those of the machine that calls itself so.
    Named(String),
    /// Those of the only machine of a node.
    Node(NodeName),
    /// Those of the only machine there.
    Only,
    /// One alone, whose path stands in the place of a folder.
    File,
}

/// The entries with their keys: those of one machine from the newest to the oldest, the machines in
/// the order in which they were met.
pub(super) fn newest_first(
    entries: Vec<Entry>,
    keys: Vec<Option<Key>>,
) -> Vec<(Entry, Option<Key>)> {
    let mut firsts: BTreeMap<Key, usize> = BTreeMap::new();
    let mut placed = Vec::new();
    for (place, (entry, key)) in entries.into_iter().zip(keys).enumerate() {
        let first = key.as_ref().map_or(place, |key| *firsts.entry(key.clone()).or_insert(place));
        placed.push((first, entry, key));
    }
    placed.sort_by(|one, other| one.0.cmp(&other.0).then_with(|| other.1.time.cmp(&one.1.time)));
    placed.into_iter().map(|(_, entry, key)| (entry, key)).collect()
}

/// For each entry the machine that it belongs to; `None` for certificates that belong to none.
///
/// A file whose name has no host belongs to the machine whose other files stand beside it, where
/// that is one only. Certificates alone make no machine unless their name has a host and says
/// which store they are of.
pub(super) fn keys(entries: &[Entry]) -> Vec<Option<Key>> {
    let mut files: BTreeMap<&str, Signs> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.host.is_none() && is_own(entry)) {
        files.entry(&entry.path).or_default().learn(entry);
    }
    let folders = Folders::of(entries, &files);
    entries.iter().map(|entry| folders.key(entry)).collect()
}

/// What is known of the files of each folder.
struct Folders<'e> {
    folders: BTreeMap<&'e str, Folder<'e>>,
    /// What the parts of each file without a host say together.
    files: &'e BTreeMap<&'e str, Signs>,
}

/// What is known of the files of a folder.
#[derive(Default)]
struct Folder<'e> {
    /// The hosts in their names.
    hosts: BTreeSet<&'e str>,
    /// What the machines call themselves of which those without one speak: where that says no node, and
    /// for each node.
    names: [BTreeSet<&'e str>; 3],
    /// The nodes of those that do not call themselves anything.
    nodes: BTreeSet<NodeName>,
}

/// What a file says of its machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Signs {
    node: Option<NodeName>,
    name: Option<String>,
    has_settings: bool,
}

impl<'e> Folders<'e> {
    fn of(entries: &'e [Entry], files: &'e BTreeMap<&'e str, Signs>) -> Self {
        let mut folders: BTreeMap<&str, Folder<'_>> = BTreeMap::new();
        for entry in entries.iter().filter(|entry| is_own(entry)) {
            let folder = folders.entry(folder(&entry.path)).or_default();
            folder.hosts.extend(entry.host.as_deref());
        }
        for (path, signs) in files {
            let folder = folders.entry(folder(path)).or_default();
            match (&signs.name, signs.node) {
                (Some(name), node) => {
                    folder.names[node.map_or(0, |node| node as usize + 1)].insert(name);
                }
                (None, Some(node)) => {
                    folder.nodes.insert(node);
                }
                (None, None) => {}
            }
        }
        Self { folders, files }
    }

    fn key(&self, entry: &Entry) -> Option<Key> {
        let place = folder(&entry.path);
        let known = self.folders.get(place)?;
        let within = |whose| Some((place.to_owned(), whose));
        let only_host = match Vec::from_iter(known.hosts.iter().take(2))[..] {
            [host] => Some(Whose::Host((*host).to_owned())),
            _ => None,
        };
        match &entry.host {
            Some(host) if is_own(entry) => return within(Whose::Host(host.clone())),
            _ if only_host.is_some() => {}
            _ if is_own(entry) && !known.hosts.is_empty() => return within(Whose::Only),
            _ if is_own(entry) => {
                let signs = self.files.get(entry.path.as_str())?;
                return match known.whose(signs) {
                    Whose::File => Some((entry.path.clone(), Whose::File)),
                    whose => within(whose),
                };
            }
            _ => {}
        }
        let belongs = is_own(entry) || (has_role(entry) && entry.path.contains(MEMBER));
        belongs.then_some(())?;
        match only_host {
            Some(host) => within(host),
            None if !known.hosts.is_empty() => within(Whose::Only),
            None => {
                let own = entry.path.rsplit(['/', MEMBER]).next().unwrap_or_default();
                let signs = Signs { node: name::node(own), ..Signs::default() };
                Some(known.whose(&signs)).filter(|whose| *whose != Whose::File).and_then(within)
            }
        }
    }
}

impl Folder<'_> {
    /// Whose a file is that says so much.
    fn whose(&self, signs: &Signs) -> Whose {
        if let Some(name) = &signs.name {
            return Whose::Named(name.clone());
        }
        // Those of no node may be of any.
        let names = match signs.node {
            Some(node) => &[&self.names[0], &self.names[node as usize + 1]][..],
            None => &[&self.names[0], &self.names[1], &self.names[2]],
        };
        let named: BTreeSet<&str> =
            names.iter().flat_map(|names| names.iter().take(2).copied()).collect();
        match (named.first(), named.last().filter(|_| named.len() > 1), signs.node) {
            (Some(name), None, _) => Whose::Named((*name).to_owned()),
            (Some(_), Some(_), _) => Whose::File,
            (None, _, Some(_)) if signs.has_settings => Whose::File,
            (None, _, Some(node)) => Whose::Node(node),
            (None, _, None) => match (self.nodes.first(), self.nodes.len()) {
                (None, _) => Whose::Only,
                (Some(node), 1) => Whose::Node(*node),
                _ => Whose::File,
            },
        }
    }
}

impl Signs {
    fn learn(&mut self, entry: &Entry) {
        let (node, name) = match &entry.content {
            Content::Settings(settings) => {
                self.has_settings = true;
                let system = settings.system_name.as_ref().map(|name| name.value.clone());
                (settings.role().node, settings.own_name().or(system))
            }
            Content::Status(status) => (status.node().or_else(|| status.node_of_zones()), None),
            Content::Log(log) => (None, log.host.clone()),
            Content::Certificates(..) | Content::Capture(_) => (None, None),
        };
        let in_name = || name::node(entry.path.rsplit(['/', MEMBER]).next().unwrap_or_default());
        self.node = self.node.or(node).or_else(in_name);
        // Logs have the host alone.
        let host = name.map(|name| name.split('.').next().unwrap_or_default().to_ascii_lowercase());
        self.name = self.name.take().or(host.filter(|host| !host.is_empty()));
    }
}

/// Whether a file by itself shows a machine.
fn is_own(entry: &Entry) -> bool {
    match entry.content {
        Content::Certificates(..) => has_role(entry) && entry.time.is_some(),
        _ => true,
    }
}

/// Whether a file's name says which store or list it is of.
fn has_role(entry: &Entry) -> bool {
    matches!(
        entry.content,
        Content::Certificates(
            FileKind::ServerCertificate | FileKind::ClientCertificate | FileKind::TrustedCas,
            _
        )
    )
}

/// The folder in which a file stands.
fn folder(path: &str) -> &str {
    let end = path.rfind(['/', MEMBER]).unwrap_or(0);
    path.get(..end).unwrap_or_default()
}
