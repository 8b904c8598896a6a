//! The whole case as one file: what the page knows, written and taken up again.
//!
//! A case takes the place of what the page holds; that is kept, so that one click goes back to it.

use std::collections::BTreeMap;
use std::rc::Rc;

use eku_case::{Case, File, Kept, Page};
use eku_deployment::{ClusterTable, FarEndTable, NodeTable, OneOrMany, PeerTable, Word};
use eku_engine::deployment::{Cluster, EkuCheck, NodeName, ReadyMade, Release, VerifyName};
use eku_engine::evidence::Observation;
use eku_engine::report;
use eku_engine::time::Timestamp;

use eku_intake::collection::CertificateFile;

use super::collected::nearest;
use super::{Collected, FarEnd, Held, NodeSettings, Peer, RELEASES, State, Unplaced, deployment};
use crate::place::{FarEndId, PeerId, Place, TrustList};
use crate::text;

/// A case that was opened, and what it took the place of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reopened {
    /// What to say of it, while nobody dismissed it.
    pub notice: Option<Notice>,
    /// What was seen at work, on which machine where that is known.
    pub observations: Vec<(Observation, Option<PeerId>)>,
    /// What the page held before.
    before: Option<Rc<State>>,
}

/// What is said of a case that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The file's name.
    pub name: String,
    /// When it was saved.
    pub saved: Option<Timestamp>,
    /// The version of the page that saved it.
    pub program: String,
    /// The day that it is judged on.
    pub at: Option<Timestamp>,
}

/// What can happen with a case.
#[derive(Debug)]
pub enum CaseAction {
    /// A case was read from a file of this name.
    Open(String, Box<Case>),
    /// What a program that crashed had kept.
    Resume(Box<Case>),
    /// What it took the place of comes back.
    Back,
    /// What was said of it was read.
    Dismiss,
}

impl State {
    /// Whether a case took the place of something.
    #[must_use]
    pub fn can_close_case(&self) -> bool {
        self.reopened.before.is_some()
    }

    pub(super) fn act_on_case(&mut self, action: CaseAction) {
        match action {
            CaseAction::Open(name, case) => self.open(name, *case),
            CaseAction::Resume(case) => self.take_up(*case),
            CaseAction::Back => {
                if let Some(before) = self.reopened.before.take() {
                    self.replace(Self::clone(&before));
                }
            }
            CaseAction::Dismiss => {
                self.reopened = Reopened {
                    observations: std::mem::take(&mut self.reopened.observations),
                    ..Reopened::default()
                }
            }
        }
    }

    fn open(&mut self, name: String, case: Case) {
        let nothing = Self { reading: self.reading.clone(), ..Self::new(self.now) };
        let held = Self { next_id: 0, dragging: None, ..self.clone() };
        let before = (held != nothing).then(|| {
            let reopened = Reopened { before: None, ..self.reopened.clone() };
            Rc::new(Self { reopened, ..self.clone() })
        });
        let notice = Notice { name, saved: case.saved, program: case.program.clone(), at: case.at };
        let mut opened = Self { next_id: self.next_id, ..Self::new(self.now) };
        opened.take_up(case);
        opened.reopened.notice = Some(notice);
        opened.reopened.before = before;
        self.replace(opened);
    }

    fn take_up(&mut self, case: Case) {
        self.date = case.at;
        let both: Vec<File> = {
            let flagged = files(&case.core).filter(|file| file.both_nodes);
            flagged.filter(|file| files(&case.edge).any(|other| other == *file)).cloned().collect()
        };
        for (node, table) in NodeName::ALL.into_iter().zip([&case.core, &case.edge]) {
            self.take_up_node(node, table, &both, case.page.machines[node as usize].as_deref());
        }
        self.trusted[TrustList::Both.index()] = both.iter().filter_map(held).collect();
        for kept in &case.page.kept {
            if let Some(peer) = self.peers[kept.node as usize].get_mut(kept.machine) {
                peer.client = held(&kept.file);
            }
        }
        self.releases_differ = self.nodes[0].release != self.nodes[1].release
            || self.nodes[0].exact != self.nodes[1].exact;
        self.cluster = case
            .cluster
            .map(|table| Cluster { node: table.node.into(), tls_verify: table.tls_verify.into() });
        let ready_made = case.page.ready_made.iter().map(|(name, id)| (name, id));
        let ready_made = BTreeMap::from_iter(ready_made);
        for table in &case.far_ends {
            let ready_made = ready_made.get(&table.name).and_then(|id| ReadyMade::from_id(id));
            self.take_up_far_end(table, ready_made);
        }
        if let Some(cluster) = self.cluster.filter(|cluster| !self.is_cluster(cluster.node)) {
            let (what, remedy) = text::case::cluster_of_one(cluster.node);
            let file = text::case::THE_CASE.to_owned();
            self.alert(
                Place::Anything,
                report::Problem { file, what, place: String::new(), remedy, count: 1 },
            );
        }
        self.show_far_ends_with_problems();
        for file in &case.page.unplaced {
            if let Some(held) = held(file) {
                let id = self.fresh_id();
                self.unplaced.push(Unplaced { id, held });
            }
        }
        self.collected = Collected { input: case.input, ..Collected::default() };
        let of = |one: &Observation| {
            let name = one.peer.as_deref()?;
            let names = self.peer_names(one.node);
            let place = names.iter().position(|given| given.name == name)?;
            self.peers(one.node).get(place).map(|peer| peer.id)
        };
        let seen = case.observations.iter().map(|one| (one.clone(), of(one))).collect();
        self.reopened.observations = seen;
    }

    fn take_up_node(
        &mut self,
        node: NodeName,
        table: &NodeTable<eku_case::Held>,
        both: &[File],
        machine: Option<&str>,
    ) {
        let release = table.release.as_deref().unwrap_or_default();
        let known = RELEASES.into_iter().find(|known| *known == release);
        let exact = Release::parse(release).ok().filter(|_| known.is_none());
        self.nodes[node as usize] = NodeSettings {
            release: known.unwrap_or_else(|| nearest(exact.unwrap_or(Release::X15_5))),
            exact,
            eku_check: table.eku_check.is_none_or(|word| EkuCheck::from(word) == EkuCheck::On),
        };
        self.verify_names[node as usize] = typed(table.verify_name.as_ref());
        let stores = |name: &str, server: Option<&eku_case::Held>, client: Option<&_>| {
            let server = server.and_then(of_store);
            let client = match client {
                Some(eku_case::Held::SameAsServer) => server.clone(),
                other => other.and_then(of_store),
            };
            Peer { name: name.to_owned(), server, client, ..Peer::first() }
        };
        let mut peers: Vec<Peer> = match &table.peer {
            Some(peers) => peers
                .iter()
                .map(|peer| {
                    let PeerTable { name, server_certificate, client_certificate } = peer;
                    stores(name, server_certificate.as_ref(), client_certificate.as_ref())
                })
                .collect(),
            None => vec![stores(
                machine.unwrap_or_default(),
                table.server_certificate.as_ref(),
                table.client_certificate.as_ref(),
            )],
        };
        for peer in peers.iter_mut().skip(1) {
            peer.id = PeerId(self.fresh_id());
        }
        self.peers[node as usize] = peers.into();
        let own = match node {
            NodeName::Core => TrustList::Core,
            NodeName::Edge => TrustList::Edge,
        };
        let of_node = files(table).filter(|file| !both.contains(file));
        self.trusted[own.index()] = of_node.filter_map(held).collect();
    }

    fn take_up_far_end(
        &mut self,
        table: &FarEndTable<eku_case::Held>,
        ready_made: Option<ReadyMade>,
    ) {
        let id = FarEndId(self.fresh_id());
        let plain = FarEnd::of_any_kind(id, table.name.clone());
        self.far_ends.push(FarEnd {
            ready_made,
            node: table.node.into(),
            initiates: table.initiates.into(),
            client_eku_check: table.client_eku_check.map_or(plain.client_eku_check, Into::into),
            tls_verify: table.tls_verify.map_or(plain.tls_verify, Into::into),
            protocol: table.protocol.map_or(plain.protocol, Into::into),
            used_by: table.used_by.iter().flatten().map(|word| (*word).into()).collect(),
            verify_names: typed(table.verify_name.as_ref()),
            certificate: table.certificate.as_ref().and_then(of_store),
            trusted: table.trusted_cas.iter().flatten().filter_map(of_store).collect(),
            ..plain
        });
    }

    /// What was seen at work of a case that was opened, under the names that its machines have now.
    pub(super) fn reopened_observations(&self) -> impl Iterator<Item = Observation> {
        self.reopened.observations.iter().filter_map(|(one, peer)| {
            if let Some(peer) = peer {
                self.peers(one.node).iter().find(|other| other.id == *peer)?;
            }
            let peer = peer.and_then(|peer| self.peer_name(one.node, peer)).map(Into::into);
            Some(Observation { peer, ..one.clone() })
        })
    }

    /// Whether archives brought a machine that nobody called Core or Edge.
    #[must_use]
    pub fn has_machines_without_node(&self) -> bool {
        self.collected.machines.iter().any(|one| one.became.is_none())
    }

    /// What the page knows, as a case that was saved now.
    #[must_use]
    pub fn case(&self) -> Case {
        let mut page = Page::default();
        let [core, edge] = NodeName::ALL.map(|node| self.case_node(node, &mut page));
        page.unplaced.extend(self.unplaced.iter().map(|waiting| file(&waiting.held)));
        // Of a machine that nobody said the node of, its certificates are kept.
        for one in self.collected.machines.iter().filter(|one| one.became.is_none()) {
            let files = one.machine.server.iter().chain(&one.machine.client);
            let held = files.chain(&one.machine.trusted).filter_map(Held::of_file);
            page.unplaced.extend(held.map(|held| file(&held)));
        }
        let far_ends = self.far_ends.iter().zip(self.far_end_names());
        let far_ends = far_ends.map(|(far_end, given)| {
            if let Some(ready_made) = far_end.ready_made {
                page.ready_made.push((given.name.clone(), ready_made.id().to_owned()));
            }
            case_far_end(far_end, given.name.clone())
        });
        Case {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            saved: Some(self.now),
            at: Some(self.at()),
            core,
            edge,
            far_ends: far_ends.collect(),
            cluster: self.cluster.filter(|cluster| self.is_cluster(cluster.node)).and_then(
                |cluster| {
                    Some(ClusterTable {
                        node: Word::of(&cluster.node)?,
                        tls_verify: Word::of(&cluster.tls_verify)?,
                    })
                },
            ),
            observations: self.observations(),
            input: self.collected.input.clone(),
            page,
        }
    }

    fn case_node(&self, node: NodeName, page: &mut Page) -> NodeTable<eku_case::Held> {
        let settings = self.node(node);
        let release = settings.parsed();
        let mut peers: Vec<PeerTable<eku_case::Held>> = Vec::new();
        let named = self.peers(node).iter().zip(self.peer_names(node));
        for (machine, (peer, given)) in named.enumerate() {
            let mut client = peer.client.as_ref();
            if let Some(held) = client.filter(|_| !release.has_client_store()) {
                page.kept.push(Kept { node, machine, file: file(held) });
                client = None;
            }
            let same = client.is_some() && client == peer.server.as_ref();
            peers.push(PeerTable {
                name: given.name.clone(),
                server_certificate: peer.server.as_ref().map(|held| case_held(held)),
                client_certificate: match same {
                    true => Some(eku_case::Held::SameAsServer),
                    false => client.map(|held| case_held(held)),
                },
            });
        }
        let (server_certificate, client_certificate, peer) = match peers.len() {
            1 => match peers.pop() {
                Some(only) => {
                    let name = Some(only.name).filter(|name| !name.is_empty());
                    page.machines[node as usize] = name;
                    (only.server_certificate, only.client_certificate, None)
                }
                None => (None, None, None),
            },
            _ => (None, None, Some(peers)),
        };
        let own = match node {
            NodeName::Core => TrustList::Core,
            NodeName::Edge => TrustList::Edge,
        };
        let own = self.trusted[own.index()].iter().map(|held| file(held));
        let both = self.trusted[TrustList::Both.index()].iter().map(|held| file(held));
        let both = both.map(|file| File { both_nodes: true, ..file });
        let trusted = own.chain(both).map(eku_case::Held::File);
        let check = if settings.eku_check { EkuCheck::On } else { EkuCheck::Off };
        NodeTable {
            release: Some(match settings.exact {
                Some(exact) => exact.to_string(),
                None => settings.release.to_owned(),
            }),
            server_certificate,
            client_certificate,
            eku_check: Word::of(&check).filter(|_| release.has_eku_check()),
            trusted_cas: Some(trusted.collect::<Vec<_>>()).filter(|list| !list.is_empty()),
            verify_name: names(&self.verify_names[node as usize]),
            peer,
        }
    }
}

fn case_far_end(far_end: &FarEnd, name: String) -> FarEndTable<eku_case::Held> {
    let word_of = |service| eku_deployment::UsedByWord::of(service);
    let trusted = far_end.trusted.iter().map(|held| case_held(held));
    FarEndTable {
        name,
        node: Word::of(&far_end.node).unwrap_or(eku_deployment::NodeWord::Edge),
        initiates: Word::of(&far_end.initiates).unwrap_or(eku_deployment::InitiatesWord::Both),
        client_eku_check: Word::of(&far_end.client_eku_check),
        tls_verify: Word::of(&far_end.tls_verify),
        protocol: Word::of(&far_end.protocol),
        certificate: far_end.certificate.as_ref().map(|held| case_held(held)),
        trusted_cas: Some(trusted.collect::<Vec<_>>()).filter(|list| !list.is_empty()),
        verify_name: names(&far_end.verify_names),
        used_by: Some(far_end.used_by.iter().filter_map(word_of).collect::<Vec<_>>())
            .filter(|list| !list.is_empty()),
    }
}

fn files(table: &NodeTable<eku_case::Held>) -> impl Iterator<Item = &File> {
    table.trusted_cas.iter().flatten().filter_map(|held| match held {
        eku_case::Held::File(file) => Some(file),
        eku_case::Held::SameAsServer => None,
    })
}

fn of_store(store: &eku_case::Held) -> Option<Rc<Held>> {
    match store {
        eku_case::Held::File(file) => held(file),
        eku_case::Held::SameAsServer => None,
    }
}

/// `None` where a file holds nothing, which no case has.
fn held(file: &File) -> Option<Rc<Held>> {
    let problem = || report::Problem {
        file: file.name.clone(),
        what: String::new(),
        place: String::new(),
        remedy: String::new(),
        count: 1,
    };
    let file = CertificateFile {
        source: file.name.clone(),
        certificates: file.certificates.clone(),
        first_unreadable: false,
        // That there was one is all that counts.
        problems: file.incomplete.then(problem).into_iter().collect(),
    };
    Held::of_file(&file).map(Rc::new)
}

fn case_held(held: &Held) -> eku_case::Held {
    eku_case::Held::File(file(held))
}

fn file(held: &Held) -> File {
    let presented = held.store.presented();
    let all = presented
        .into_iter()
        .flat_map(|presented| std::iter::once(&presented.leaf).chain(&presented.chain).cloned());
    File {
        name: held.source.clone(),
        certificates: all.collect(),
        incomplete: presented.is_some_and(|presented| presented.incomplete),
        both_nodes: false,
    }
}

fn names(typed: &str) -> Option<OneOrMany> {
    let names: Vec<String> =
        deployment::verify_names(typed).iter().map(VerifyName::to_string).collect();
    (!names.is_empty()).then_some(OneOrMany::Many(names))
}

fn typed(names: Option<&OneOrMany>) -> String {
    match names {
        None => String::new(),
        Some(OneOrMany::One(name)) => name.clone(),
        Some(OneOrMany::Many(names)) => names.join(", "),
    }
}
