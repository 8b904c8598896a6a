//! Machines that were found in archives and dumps become peers of a description, and what their
//! files say becomes its facts.
//!
//! Entry points: [`Description::take`] for everything that was collected, [`Description::merge`]
//! for machines of a node. Settings and the trusted CA list are the node's, certificates the
//! peers'. Where machines that are taken together disagree, the first counts and the others are
//! named; what is taken later takes the place of what was known.

mod loose;
#[cfg(test)]
mod tests;
mod zones;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::sync::Arc;

use eku_engine::deployment::{NodeName, Release, Slug, Switch, Switches, VerifyName};
use eku_engine::report::{Problems, SettingId};
use eku_intake::collection::{CertificateFile, Collection, Dump, Machine};
use eku_intake::name;
use eku_intake::settings::{FarEndDraft, Quotation, Setting, Settings};

use crate::description::{Description, Fact, FarEnd, FarEndId, Peer, PeerId, Quoted, Seen};
use crate::sentences;

/// What became of everything that was collected.
#[derive(Clone, Debug, Default)]
pub struct Sorted {
    /// The machines, in the order of the input.
    pub machines: Vec<MergeOutcome>,
    /// Certificates that do not say where they belong.
    pub waiting: Vec<CertificateFile>,
}

/// What became of a machine.
#[derive(Clone, Debug)]
pub struct MergeOutcome {
    /// The machine.
    pub machine: Arc<Machine>,
    /// The node that it is of; `None` where nothing says so.
    pub node: Option<NodeName>,
    /// The peer that it became or speaks of; `None` where it speaks of the node as a whole.
    pub peer: Option<PeerId>,
}

impl Description {
    /// Takes in what was collected, each collection with the node that its machines were said to be
    /// of. A machine of which nobody said it is of the node that its files show; loose certificates
    /// go to the store that their names leave open.
    pub fn take(&mut self, collections: Vec<(Collection, Option<NodeName>)>) -> Sorted {
        let mut sorted = Sorted::default();
        let mut loose = Vec::new();
        let mut problems = Vec::new();
        let mut otherwise = Problems::default();
        for (collection, said) in collections {
            self.found.extend(collection.found_reports());
            problems.extend(collection.problems);
            loose.extend(collection.loose.into_iter().map(|file| (file, said)));
            for machine in collection.machines {
                let shown = machine.node().map(|guess| guess.node);
                if let Some((said, shown)) = said.zip(shown).filter(|(said, shown)| said != shown) {
                    otherwise.add(sentences::said_otherwise(&machine.source, said, shown));
                }
                let (machine, node) = (Arc::new(machine), said.or(shown));
                sorted.machines.push(MergeOutcome { machine, node, peer: None });
            }
        }
        // Archives that are given in another order describe nothing else.
        self.found.sort_by(|one, other| name::given(&one.file).cmp(name::given(&other.file)));
        problems.sort_by(|one, other| name::given(&one.file).cmp(name::given(&other.file)));
        self.problems.extend(problems);
        self.problems.extend(otherwise.into_list());
        sorted.machines.sort_by(|one, other| {
            let (one, other) = (&one.machine, &other.machine);
            (&one.host, &one.source).cmp(&(&other.host, &other.source))
        });
        for node in NodeName::ALL {
            let of_node = sorted.machines.iter_mut().filter(|one| one.node == Some(node));
            let mut of_node: Vec<&mut MergeOutcome> = of_node.collect();
            let machines: Vec<Arc<Machine>> =
                of_node.iter().map(|one| Arc::clone(&one.machine)).collect();
            let peers = self.merge(node, &machines);
            for (one, peer) in of_node.iter_mut().zip(peers) {
                one.peer = peer;
            }
        }
        for one in sorted.machines.iter().filter(|one| one.node.is_none()) {
            if one.machine.is_only_seen() {
                self.see(&one.machine);
            }
        }
        for (file, said) in loose {
            sorted.waiting.extend(self.take_loose(file, said).err());
        }
        sorted
    }

    /// Takes machines for peers of a node, and what their files say for its facts. For each machine
    /// the peer that it became, or of which it speaks.
    pub fn merge(&mut self, node: NodeName, machines: &[Arc<Machine>]) -> Vec<Option<PeerId>> {
        let mut names = names(machines.iter().filter(|machine| machine.has_store())).into_iter();
        let mut known = Known::default();
        let before = self.node(node).peers.iter().enumerate();
        before.for_each(|(place, peer)| known.learn(place, peer));
        if let [only] = self.node(node).peers.as_slice() {
            let alone = machines.iter().filter(|machine| machine.has_store()).count() == 1;
            known.unnamed = (alone && only.name.is_empty()).then_some(0);
        }
        let mut peers: Vec<Option<PeerId>> = Vec::new();
        for machine in machines {
            let name = if machine.has_store() { names.next() } else { None };
            peers.push(name.map(|name| self.become_peer(node, &mut known, name, machine)));
        }
        // A newer archive of the same machine takes its place.
        let renewed = BTreeSet::from_iter(peers.iter().flatten());
        self.seen.retain(|seen| {
            seen.observation.node != Some(node) || seen.peer.is_none_or(|id| !renewed.contains(&id))
        });
        let hosts = self.peers_of_hosts(node);
        for (peer, machine) in peers.iter_mut().zip(machines) {
            if !machine.has_store() {
                let name = machine.name();
                let names = [Some(name.as_str()), machine.host_name()];
                let found = names.into_iter().flatten().filter_map(|name| hosts.get(name));
                *peer = found.min().map(|(_, id)| *id);
            }
        }
        let mut problems = Problems::default();
        let facts = Facts::of(node, machines, &mut problems);
        self.problems.extend(problems.into_list());
        self.learn(node, facts);
        self.pair_zones();
        machines.iter().for_each(|machine| self.forget_seen(machine, None));
        // Machines with certificates first: what else there is adds to them.
        for with_store in [true, false] {
            let of_kind = machines.iter().zip(&peers);
            for (machine, peer) in of_kind.filter(|(one, _)| one.has_store() == with_store) {
                let seen = machine.observations(Some(node), None).into_iter();
                self.seen.extend(seen.map(|observation| Seen { observation, peer: *peer }));
            }
        }
        peers
    }

    /// The peer that a machine becomes: one of its name, one that is empty, or a new one.
    fn become_peer(
        &mut self,
        node: NodeName,
        known: &mut Known,
        name: String,
        machine: &Machine,
    ) -> PeerId {
        let fresh = PeerId(self.fresh_id());
        let peers = &mut self.node_mut(node).peers;
        let place = known.place(&name).unwrap_or_else(|| {
            peers.push(Peer { id: fresh, ..Peer::first() });
            peers.len() - 1
        });
        let peer = &mut peers[place];
        known.forget(place, peer);
        peer.name = name;
        for (store, file) in
            [(&mut peer.server, &machine.server), (&mut peer.client, &machine.client)]
        {
            if let Some(file) = file {
                *store = (!file.has_no_leaf()).then(|| Arc::new(file.told()));
            }
        }
        known.learn(place, peer);
        peer.id
    }

    /// The peers of which machines without certificates speak, such as a log alone: by their names and
    /// the hosts in them. Of several of one name it is the first.
    fn peers_of_hosts(&self, node: NodeName) -> BTreeMap<&str, (usize, PeerId)> {
        let mut hosts = BTreeMap::new();
        for (place, peer) in self.node(node).peers.iter().enumerate() {
            let host = peer.name.split('.').next().unwrap_or_default();
            for name in [peer.name.as_str(), host] {
                hosts.entry(name).or_insert((place, peer.id));
            }
        }
        hosts
    }

    /// Takes what files say for what is known.
    fn learn(&mut self, name: NodeName, facts: Facts) {
        let node = self.node_mut(name);
        let Facts { release, switches, verify_names, .. } = facts;
        // What a person said before is not changed in silence.
        let said = node.release.as_ref().filter(|known| known.from.is_empty()).map(|one| one.value);
        let differs = release.as_ref().zip(said).filter(|(found, said)| found.value != *said);
        let differs = differs.map(|(found, said)| {
            let file = found.from.first().map_or("", |from| from.file.as_str());
            sentences::release_was_said(file, name, found.value, said)
        });
        node.release = release.or(node.release.take());
        node.switches.learn(switches);
        node.verify_names = verify_names.or(node.verify_names.take());
        for file in facts.trusted {
            let list = node.trusted.get_or_insert_default();
            if !list.iter().any(|known| known.certificates == file.certificates) {
                list.push(file);
            }
        }
        self.problems.extend(differs);
        let Facts { own_names, names_of_the_other, .. } = facts;
        self.loose_ends.names[name as usize].extend(own_names);
        self.loose_ends.names[name.other() as usize].extend(names_of_the_other);
        let known = self.far_ends.iter().map(|known| (known.name.clone(), known.node));
        let mut known = BTreeSet::from_iter(known);
        // One that was given another name is known by what its file calls it.
        let ends = self.traversal_zones.iter().filter_map(|zone| zone.end(name).from.as_ref());
        let own = self.far_ends.iter().filter(|far_end| far_end.node == name);
        let ends = ends.chain(own.filter_map(|far_end| far_end.from.as_ref()));
        known.extend(ends.map(|from| (from.value.clone(), name)));
        for draft in facts.far_ends {
            let described = &draft.far_end;
            let has = |node| known.contains(&(described.name.clone(), node));
            if has(name) {
                continue;
            }
            let beside = match has(name.other()) {
                true => draft.name_beside_another(),
                false => described.name.clone(),
            };
            known.insert((beside.clone(), name));
            let id = FarEndId(self.fresh_id());
            let traversal = draft.traversal.clone();
            self.loose_ends.ends.extend(traversal.map(|end| (id, end)));
            self.far_ends.push(of_draft(id, beside, draft));
        }
    }
}

/// The places of a node's peers: by their names, and of those that are empty.
#[derive(Default)]
struct Known {
    named: BTreeMap<String, BTreeSet<usize>>,
    empty: BTreeSet<usize>,
    /// The only one, where nobody gave it a name and one machine comes.
    unnamed: Option<usize>,
}

impl Known {
    /// The first peer of a name, or the first that is empty, or the only one.
    fn place(&self, name: &str) -> Option<usize> {
        let named = self.named.get(name).and_then(BTreeSet::first);
        named.or(self.empty.first()).copied().or(self.unnamed)
    }

    fn learn(&mut self, place: usize, peer: &Peer) {
        self.named.entry(peer.name.clone()).or_default().insert(place);
        if peer.client.is_none() && peer.server.is_none() {
            self.empty.insert(place);
        }
    }

    fn forget(&mut self, place: usize, peer: &Peer) {
        self.named.get_mut(&peer.name).map(|places| places.remove(&place));
        self.empty.remove(&place);
    }
}

/// What the files of machines of a node say.
#[derive(Default)]
struct Facts {
    release: Option<Fact<Release>>,
    switches: Switches<Fact<bool>>,
    verify_names: Option<Fact<String>>,
    trusted: Vec<Arc<CertificateFile>>,
    far_ends: Vec<SourcedFarEnd>,
    /// What the machines are called.
    own_names: BTreeSet<VerifyName>,
    /// What they call the other node.
    names_of_the_other: BTreeSet<VerifyName>,
    /// Those that are known.
    slugs: BTreeSet<Slug>,
}

/// A far end and the file that describes it.
struct SourcedFarEnd {
    draft: FarEndDraft,
    file: String,
}

impl std::ops::Deref for SourcedFarEnd {
    type Target = FarEndDraft;

    fn deref(&self) -> &FarEndDraft {
        &self.draft
    }
}

impl Facts {
    fn of(node: NodeName, machines: &[Arc<Machine>], problems: &mut Problems) -> Self {
        let mut facts = Self { trusted: trusted(machines), ..Self::default() };
        for machine in machines {
            facts.release_of(machine, problems);
            if let Some(dump) = &machine.settings {
                facts.settings_of(node, dump, problems);
            }
        }
        facts
    }

    fn release_of(&mut self, machine: &Machine, problems: &mut Problems) {
        let of_settings = machine.settings.as_ref().and_then(|dump| {
            let setting = dump.value.release.as_ref()?;
            Some((setting.value, dump.source.clone(), Some(setting.from.clone())))
        });
        let of_status = machine.status.iter().find_map(|dump| {
            let setting = dump.value.release.as_ref()?;
            Some((setting.value, dump.source.clone(), Some(setting.from.clone())))
        });
        let of_log = machine
            .logs
            .iter()
            .find_map(|dump| Some((Ok(dump.value.release()?), dump.source.clone(), None)));
        let of_build = machine.status.iter().find_map(|dump| {
            let build = dump.value.build.as_ref()?;
            let release = Release::parse(&build.value).ok()?;
            Some((Ok(release), dump.source.clone(), Some(build.from.clone())))
        });
        if let (Some((Ok(one), ..)), Some((Ok(other), source, _))) = (&of_settings, &of_status)
            && one != other
        {
            problems.add(sentences::differs(source, SettingId::Release, other, one));
        }
        let Some((release, source, from)) = of_settings.or(of_status).or(of_log).or(of_build)
        else {
            return;
        };
        match release {
            Err(_) => problems.add(sentences::no_release(&source, from.as_ref())),
            Ok(release) => {
                let from = quoted(&release, &source, from.as_ref());
                settle(&mut self.release, release, from, SettingId::Release, problems);
            }
        }
    }

    fn settings_of(&mut self, node: NodeName, dump: &Dump<Settings>, problems: &mut Problems) {
        let (settings, source) = (&dump.value, dump.source.as_str());
        for switch in Switch::ALL {
            if let Some(Setting { value, from }) = settings.switch(switch) {
                let from = quoted(&switch.state(*value), source, Some(from));
                let id = SettingId::Switch(switch);
                settle(&mut self.switches[switch], *value, from, id, problems);
            }
        }
        let names = settings.verify_names(node);
        let quoted_names = names.iter().map(|name| quoted(&name.value, source, Some(&name.from)));
        let quoted_names: Vec<Quoted> = quoted_names.collect();
        match &self.verify_names {
            _ if names.is_empty() => {}
            None => {
                let value = joined(&quoted_names);
                self.verify_names = Some(Fact { value, from: quoted_names });
            }
            Some(known) => {
                let is_known = |name: &Quoted| known.from.iter().any(|one| one.value == name.value);
                if !quoted_names.iter().all(is_known) {
                    let these = joined(&quoted_names);
                    let what = SettingId::VerifyName;
                    problems.add(sentences::differs(source, what, &these, &known.value));
                }
            }
        }
        self.own_names.extend(settings.own_names().map(|name| name.key()));
        self.names_of_the_other.extend(settings.names_of_the_other().map(|name| name.key()));
        for draft in settings.far_ends(node) {
            if self.slugs.insert(draft.far_end.slug.clone()) {
                self.far_ends.push(SourcedFarEnd { draft, file: source.to_owned() });
            }
        }
    }
}

/// Takes a value where none is known yet, and names a file that says something else.
fn settle<T: PartialEq>(
    known: &mut Option<Fact<T>>,
    value: T,
    from: Quoted,
    setting: SettingId,
    problems: &mut Problems,
) {
    match known {
        None => *known = Some(Fact { value, from: vec![from] }),
        Some(known) if known.value != value => {
            let used = known.from.first().map_or("", |from| from.value.as_str());
            problems.add(sentences::differs(&from.file, setting, &from.value, &used));
        }
        Some(_) => {}
    }
}

fn quoted(value: &dyn Display, file: &str, from: Option<&Quotation>) -> Quoted {
    Quoted {
        value: value.to_string(),
        file: file.to_owned(),
        line: from.map(|from| from.line),
        text: from.map_or_else(String::new, |from| from.text.clone()),
    }
}

fn joined(names: &[Quoted]) -> String {
    names.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(", ")
}

fn of_draft(id: FarEndId, name: String, SourcedFarEnd { draft, file }: SourcedFarEnd) -> FarEnd {
    let FarEndDraft { far_end, from, .. } = draft;
    let names: Vec<String> = far_end.verify_names.iter().map(ToString::to_string).collect();
    FarEnd {
        node: far_end.node,
        initiates: far_end.initiates,
        client_eku_check: far_end.client_eku_check,
        tls_verify: far_end.tls_verify,
        protocol: far_end.protocol,
        used_by: far_end.used_by,
        traversal_port: far_end.traversal_port,
        verify_names: names.join(", "),
        from: Some(quoted(&far_end.name, &file, from.first())),
        ..FarEnd::of_any_kind(id, name)
    }
}

/// What each machine is called: names that differ.
fn names<'m>(machines: impl Iterator<Item = &'m Arc<Machine>>) -> Vec<String> {
    // For each name that is taken the number that comes next.
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    let mut names = Vec::new();
    for machine in machines {
        let first = machine.name();
        let mut name = first.clone();
        while taken.contains_key(&name) {
            let number = taken.entry(first.clone()).or_insert(2);
            name = format!("{first} {number}");
            *number += 1;
        }
        taken.insert(name.clone(), 2);
        names.push(name);
    }
    names
}

/// The trusted CA files of all machines; one whose certificates all stand in earlier ones is left
/// out.
fn trusted(machines: &[Arc<Machine>]) -> Vec<Arc<CertificateFile>> {
    let mut known: BTreeSet<&[u8]> = BTreeSet::new();
    let mut files = Vec::new();
    for file in machines.iter().flat_map(|machine| &machine.trusted) {
        let before = known.len();
        known.extend(file.certificates.iter().map(|certificate| certificate.der()));
        let says_more = known.len() > before || file.incomplete;
        if says_more && !file.certificates.is_empty() {
            files.push(Arc::new(file.told()));
        }
    }
    files
}
