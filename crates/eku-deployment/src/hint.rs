//! Which store a file belongs to, by its name.
//!
//! A name that speaks of one node and one role decides; anything else is left to the person.

use eku_engine::deployment::{NodeName, StoreKind};
use eku_intake::collection::CertificateFile;
use eku_intake::name;

use crate::description::{Description, Slot};

/// What a file's name says about where it belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// The node that it names.
    pub node: Option<NodeName>,
    /// The store that it names.
    pub kind: Option<StoreKind>,
}

impl Hint {
    /// Reads a file's name.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        let says = |kind: &str| name.contains(kind);
        // `coreclient.pem` has no end of a word between the two.
        let apart = name.replace("client", " client ").replace("server", " server ");
        Self {
            node: name::node(&apart),
            kind: one_of((says("client"), StoreKind::Client), (says("server"), StoreKind::Server)),
        }
    }

    /// What a file's name says plainly: in whole words that mean nothing else there. It is held
    /// against a place that somebody chose, so it is slower to say something than
    /// [`Hint::from_name`].
    #[must_use]
    pub fn plainly(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        let words = words(&name);
        let says = |kind: &str| {
            words.iter().enumerate().any(|(place, (word, rest))| {
                // `server-only` is a purpose, and `server.example.com` a machine.
                let purpose = words.get(place + 1).is_some_and(|next| PURPOSES.contains(&next.0));
                let host = rest.strip_prefix('.').is_some_and(|rest| rest.contains('.'));
                *word == kind && !purpose && !host
            })
        };
        Self {
            node: name::node(&name),
            kind: one_of((says("client"), StoreKind::Client), (says("server"), StoreKind::Server)),
        }
    }

    /// Whether a store agrees with what the name says.
    #[must_use]
    pub fn allows(self, slot: Slot) -> bool {
        self.node.is_none_or(|node| node == slot.node)
            && self.kind.is_none_or(|kind| kind == slot.kind)
    }
}

impl Description {
    /// The one store that a file's name leaves open, where it speaks of the node or the machine. A CA
    /// has none: it belongs into a trusted CA list.
    #[must_use]
    pub fn home(&self, file: &CertificateFile) -> Option<Slot> {
        self.home_on(file, None)
    }

    /// The same, where somebody may have said of which node it is.
    pub(crate) fn home_on(&self, file: &CertificateFile, said: Option<NodeName>) -> Option<Slot> {
        if file.has_no_leaf() || file.begins_with_ca() {
            return None;
        }
        let (mut open, named) = self.open_stores(&file.source);
        open.retain(|slot| said.is_none_or(|node| node == slot.node));
        let one = <[Slot; 1]>::try_from(open).ok().map(|[slot]| slot);
        one.filter(|_| named || said.is_some())
    }

    /// The stores that a file's name leaves open, and whether it speaks of a node or a machine.
    #[must_use]
    pub fn open_stores(&self, source: &str) -> (Vec<Slot>, bool) {
        let hint = Hint::from_name(source);
        let open = self.slots().filter(|slot| self.has_store(*slot) && hint.allows(*slot));
        let open: Vec<Slot> = open.collect();
        let named = open.iter().copied().filter(|slot| {
            let name = self.peer_name(slot.node, slot.peer);
            name.is_some_and(|name| speaks_of(source, &name))
        });
        let named: Vec<Slot> = named.collect();
        if named.is_empty() { (open, hint.node.is_some()) } else { (named, true) }
    }
}

/// Whether a file's name speaks of a machine: by its name up to the first dot, in whole words.
#[must_use]
pub fn speaks_of(source: &str, machine: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        // Of other scripts every character is taken for a letter: none ends a word.
        let ends = |letter: char| letter.is_ascii() && !letter.is_ascii_alphanumeric();
        let words = text.split(ends);
        words.filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect()
    };
    let host = machine.split('.').next().unwrap_or_default();
    // The first part of an address says nothing.
    let host =
        if host.contains(|letter: char| letter.is_ascii_alphabetic()) { host } else { machine };
    let (source, host) = (words(source), words(host));
    !host.is_empty() && source.windows(host.len()).any(|part| part == host)
}

/// The node of which the names of a machine speak, each up to its first dot, where they speak of
/// one alone.
#[must_use]
pub fn node_of_names<'name>(names: impl Iterator<Item = &'name str>) -> Option<NodeName> {
    let mut speaks = [false; 2];
    for name in names {
        let host = name.split('.').next().unwrap_or_default();
        if let Some(node) = name::node(host) {
            speaks[node as usize] = true;
        }
    }
    one_of((speaks[0], NodeName::Core), (speaks[1], NodeName::Edge))
}

/// The words of a text, and what follows each.
fn words(text: &str) -> Vec<(&str, &str)> {
    let ends = |letter: char| letter.is_ascii() && !letter.is_ascii_alphanumeric();
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(begin) = rest.find(|letter| !ends(letter)) {
        let word = &rest[begin..];
        let (word, after) = word.split_at(word.find(ends).unwrap_or(word.len()));
        found.push((word, after));
        rest = after;
    }
    found
}

/// Words that make a purpose or a CA of the kind before them.
const PURPOSES: [&str; 5] = ["only", "auth", "authentication", "eku", "ca"];

fn one_of<T>(first: (bool, T), second: (bool, T)) -> Option<T> {
    match (first.0, second.0) {
        (true, false) => Some(first.1),
        (false, true) => Some(second.1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use eku_engine::deployment::Release;

    use super::*;
    use crate::description::{Fact, Peer, PeerId};
    use crate::testing::{CORE, ROOT, file};

    #[test]
    fn a_name_that_speaks_of_one_node_and_one_role_decides() {
        use NodeName::{Core, Edge};
        use StoreKind::{Client, Server};
        for (name, expected) in [
            ("core-client.pem", Some((Core, Client))),
            ("Core_Server.crt", Some((Core, Server))),
            ("expressway-e.server.pem", Some((Edge, Server))),
            ("ExpE client 2026.cer", Some((Edge, Client))),
            ("client_core.example.com_2026-11-23.pem", Some((Core, Client))),
            ("server.pem", None),
            ("core.pem", None),
            ("core-to-edge-client.pem", None),
            ("client-server-core.pem", None),
            ("expc01_client.pem", Some((Core, Client))),
            ("server-expe01.cer", Some((Edge, Server))),
            ("exp-c-1 server.pem", Some((Core, Server))),
            ("client.vcs-c.pem", Some((Core, Client))),
            ("vcse_server.crt", Some((Edge, Server))),
            ("edgeclient.pem", Some((Edge, Client))),
            ("servercore2.pem", Some((Core, Server))),
            ("scoreboard-client.pem", None),
            ("certificate.pem", None),
            ("", None),
        ] {
            let hint = Hint::from_name(name);
            assert_eq!(hint.node.zip(hint.kind), expected, "{name}");
        }
    }

    #[test]
    fn plain_is_what_a_whole_word_says() {
        use NodeName::{Core, Edge};
        use StoreKind::{Client, Server};
        for (name, node, kind) in [
            ("expressway-c-client.pem", Some(Core), Some(Client)),
            ("expressway-e.server.pem", Some(Edge), Some(Server)),
            ("ExpE01_client.cer", Some(Edge), Some(Client)),
            ("edge1.example.com.pem", Some(Edge), None),
            ("core-server-only-ca2.pem", Some(Core), None),
            ("server.example.com.pem", None, None),
            ("client_auth.pem", None, None),
            ("core-to-edge.pem", None, None),
            ("client-and-server.pem", None, None),
            ("fileserver-c.pem", None, None),
            ("score.pem", None, None),
            ("knowledge-e.pem", None, None),
            ("éclient.pem", None, None),
            ("", None, None),
        ] {
            assert_eq!(Hint::plainly(name), Hint { node, kind }, "{name}");
        }
    }

    #[test]
    fn names_of_a_machine_speak_of_one_node_or_of_none() {
        for (names, expected) in [
            (&["edge.example.com"][..], Some(NodeName::Edge)),
            (&["expc01.example.com", "cluster.example.com"], Some(NodeName::Core)),
            (&["core.example.com", "edge.example.com"], None),
            (&["vcs.edge.example.com"], None),
            (&["www.example.com"], None),
            (&[], None),
        ] {
            assert_eq!(node_of_names(names.iter().copied()), expected, "{names:?}");
        }
    }

    #[test]
    fn a_machine_is_named_as_a_word() {
        for (source, machine, expected) in [
            ("edge1-client.pem", "edge1", true),
            ("server_EDGE1_2026.pem", "Edge1", true),
            ("edge10-client.pem", "edge1", false),
            ("edge10-client.pem edge1", "edge1", true),
            ("server_vcs7.pem", "vcs7.example.com", true),
            ("vcs7.example.com.pem", "vcs7.example.com", true),
            ("édge1.pem", "dge1", false),
            ("certificate.pem", "e", false),
            ("server_2026-11-10.pem", "10.0.0.5", false),
            ("server_10.0.0.5.pem", "10.0.0.5", true),
            ("edge.pem", "", false),
        ] {
            assert_eq!(speaks_of(source, machine), expected, "{machine} in {source}");
        }
    }

    #[test]
    fn a_file_has_a_home_where_its_name_leaves_one_store() {
        use NodeName::{Core, Edge};
        use StoreKind::{Client, Server};
        let of_release = |release: &str| {
            let peer = |id: usize, name: &str| Peer {
                id: PeerId(id),
                name: name.to_owned(),
                ..Peer::first()
            };
            let mut description = Description::default();
            description.nodes[1].release = Some(Fact::said(Release::parse(release).unwrap()));
            description.nodes[1].peers = vec![peer(1, "alpha.example.com"), peer(2, "beta")].into();
            description
        };
        for (release, name, pem, expected) in [
            ("X15.5", "core-client.pem", CORE, Some((Core, 0, Client))),
            ("X15.5", "core.pem", CORE, None),
            ("X15.5", "client.pem", CORE, None),
            ("X15.5", "alpha-client.pem", CORE, Some((Edge, 1, Client))),
            ("X15.5", "server_beta.pem", CORE, Some((Edge, 2, Server))),
            ("X15.5", "alpha-beta-client.pem", CORE, None),
            ("X15.5", "edge-client.pem", CORE, None),
            ("X15.5", "beta.pem", CORE, None),
            // The one store of an older release.
            ("X15.4", "beta.pem", CORE, Some((Edge, 2, Server))),
            ("X15.4", "beta-client.pem", CORE, None),
            ("X15.4", "core.pem", CORE, Some((Core, 0, Server))),
            ("X15.4", "server.pem", CORE, None),
            // A CA, and nothing.
            ("X15.5", "core-client.pem", ROOT, None),
            ("X15.5", "core-client.pem", "", None),
        ] {
            let home = of_release(release).home(&file(name, pem));
            let home = home.map(|slot| (slot.node, slot.peer.0, slot.kind));
            assert_eq!(home, expected, "{release} {name}");
        }
        let (open, named) = of_release("X15.5").open_stores("certificate.pem");
        assert_eq!((open.len(), named), (6, false));
        let (open, named) = of_release("X15.5").open_stores("edge.pem");
        assert_eq!((open.len(), named), (4, true));
    }

    #[test]
    fn half_a_hint_narrows_the_choice() {
        let hint = Hint::from_name("edge.pem");
        assert_eq!(Slot::FIRST.map(|slot| hint.allows(slot)), [false, false, true, true]);
    }
}
