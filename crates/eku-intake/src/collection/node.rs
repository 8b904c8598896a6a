//! The machines of one node, taken together: what the deployment has of it, and where each setting
//! came from.
//!
//! Entry point: [`NodeDraft::of`]. Settings and the trusted CA list are the node's, certificates the
//! peers'; where the machines of a node disagree, the first counts and the others are named.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::sync::Arc;

use eku_engine::deployment::{
    Cluster, DeploymentError, EkuCheck, Node, NodeName, Peer, Release, Store, Stores, TrustedCas,
    VerifyName,
};
use eku_engine::evidence::Observation;
use eku_engine::report::{Problem, Problems, SettingReport};

use super::{CertificateFile, Machine};
use crate::settings::{FarEndDraft, Quotation};
use crate::words;

/// A node, as its machines show it.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeDraft<'m> {
    /// Which node.
    pub node: NodeName,
    /// Its machines, in the order in which they were given: those that bring a certificate.
    pub peers: Vec<PeerDraft<'m>>,
    /// What brings no certificate, such as a log alone: it speaks of the node, or of the peer of
    /// its host name.
    pub others: Vec<&'m Machine>,
    /// Its release; `None` where no file says it.
    pub release: Option<Release>,
    /// The EKU check of inbound SIP TLS.
    pub eku_check: Option<EkuCheck>,
    /// `EnableServerEkuUpload`.
    pub server_eku_upload: Option<bool>,
    /// The names that it looks for in the other node's certificate.
    pub verify_names: Vec<VerifyName>,
    /// Its trusted CA list: every certificate once.
    pub trusted: Vec<&'m CertificateFile>,
    /// What else it talks to.
    pub far_ends: Vec<FarEndDraft>,
    /// How its peers verify each other.
    pub cluster: Option<Cluster>,
    /// Where each setting came from.
    pub notes: Vec<Note>,
    /// Where its machines disagree, or what none of them says.
    pub problems: Vec<Problem>,
    /// The same while they are being collected.
    told: Problems,
}

/// A machine of the node.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerDraft<'m> {
    /// Its name: unique among the node's peers.
    pub name: String,
    /// The machine.
    pub machine: &'m Machine,
}

/// A setting that was taken from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What was set, in words.
    pub what: String,
    /// The value, in words.
    pub value: String,
    /// The file.
    pub source: String,
    /// The line and the statement, where it is one.
    pub from: Option<Quotation>,
}

impl<'m> NodeDraft<'m> {
    /// What these machines of a node come to.
    #[must_use]
    pub fn of(node: NodeName, machines: &[&'m Machine]) -> Self {
        let mut draft = Self {
            node,
            peers: peers(machines.iter().copied().filter(|machine| machine.has_store())),
            others: machines.iter().copied().filter(|machine| !machine.has_store()).collect(),
            release: None,
            eku_check: None,
            server_eku_upload: None,
            verify_names: Vec::new(),
            trusted: trusted(machines),
            far_ends: Vec::new(),
            cluster: None,
            notes: Vec::new(),
            problems: Vec::new(),
            told: Problems::default(),
        };
        for machine in machines {
            draft.release_of(machine);
            draft.settings_of(machine);
        }
        if let (None, Some(first)) = (draft.release, draft.peers.first()) {
            let problem = words::no_release(node, &first.machine.source);
            draft.told.add(problem);
        }
        draft.problems = mem::take(&mut draft.told).into_list();
        draft
    }

    /// The release that is judged: what the files say, or X15.5.
    #[must_use]
    pub fn judged_release(&self) -> Release {
        self.release.unwrap_or(Release::X15_5)
    }

    fn release_of(&mut self, machine: &Machine) {
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
        if let (Some((Ok(one), ..)), Some((Ok(other), source, _))) = (&of_settings, &of_status)
            && one != other
        {
            self.told.add(words::differs(source, words::RELEASE, other, one));
        }
        let Some((release, source, from)) = of_settings.or(of_status).or(of_log) else {
            return;
        };
        match (release, self.release) {
            (Err(error), _) => self.told.add(words::release(&source, from.as_ref(), error)),
            (Ok(release), None) => {
                self.release = Some(release);
                self.note(words::RELEASE, release.to_string(), &source, from.as_ref());
            }
            (Ok(release), Some(known)) if release != known => {
                self.told.add(words::differs(&source, words::RELEASE, &release, &known));
            }
            _ => {}
        }
    }

    fn settings_of(&mut self, machine: &Machine) {
        let Some(dump) = &machine.settings else { return };
        let (settings, source) = (&dump.value, dump.source.as_str());
        if let Some(check) = &settings.eku_check {
            let shown = words::eku_check(check.value);
            match self.eku_check {
                None => {
                    self.eku_check = Some(check.value);
                    self.note(words::EKU_CHECK, shown.into(), source, Some(&check.from));
                }
                Some(known) if known != check.value => {
                    let known = words::eku_check(known);
                    self.told.add(words::differs(source, words::EKU_CHECK, &shown, &known));
                }
                Some(_) => {}
            }
        }
        if let (Some(upload), Some(known)) = (&settings.server_eku_upload, self.server_eku_upload)
            && upload.value != known
        {
            let (this, used) = (words::on_off(upload.value), words::on_off(known));
            self.told.add(words::differs(source, words::SERVER_EKU_UPLOAD, &this, &used));
        }
        if let Some(upload) = settings.server_eku_upload.as_ref()
            && self.server_eku_upload.is_none()
        {
            self.server_eku_upload = Some(upload.value);
            let shown = words::on_off(upload.value);
            self.note(words::SERVER_EKU_UPLOAD, shown.into(), source, Some(&upload.from));
        }
        let names = settings.verify_names(self.node);
        if !self.verify_names.is_empty()
            && !names.is_empty()
            && names.iter().any(|name| !self.verify_names.contains(&name.value))
        {
            let shown = |names: Vec<String>| names.join(", ");
            let these = shown(names.iter().map(|name| name.value.to_string()).collect());
            let used = shown(self.verify_names.iter().map(ToString::to_string).collect());
            self.told.add(words::differs(source, words::VERIFY_NAME, &these, &used));
        }
        if self.verify_names.is_empty() {
            for name in names {
                let shown = name.value.to_string();
                self.note(words::VERIFY_NAME, shown, source, Some(&name.from));
                self.verify_names.push(name.value);
            }
        }
        if self.cluster.is_none() {
            self.cluster = settings.cluster(self.node);
        }
        for far_end in settings.far_ends(self.node) {
            if self.far_ends.iter().any(|known| known.far_end.slug == far_end.far_end.slug) {
                continue;
            }
            let name = far_end.far_end.name.clone();
            self.note(words::FAR_END, name, source, far_end.from.first());
            self.far_ends.push(far_end);
        }
    }

    fn note(&mut self, what: &str, value: String, source: &str, from: Option<&Quotation>) {
        self.notes.push(Note {
            what: what.to_owned(),
            value,
            source: source.to_owned(),
            from: from.cloned(),
        });
    }
}

/// Each machine with a name of its own.
fn peers<'m>(machines: impl Iterator<Item = &'m Machine>) -> Vec<PeerDraft<'m>> {
    // For each name that is taken the number that comes next.
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    let mut peers = Vec::new();
    for machine in machines {
        let first = machine.name();
        let mut name = first.clone();
        while taken.contains_key(&name) {
            let number = taken.entry(first.clone()).or_insert(2);
            name = format!("{first} {number}");
            *number += 1;
        }
        taken.insert(name.clone(), 2);
        peers.push(PeerDraft { name, machine });
    }
    peers
}

/// The trusted CA files of all machines; one whose certificates all stand in earlier ones is left
/// out.
fn trusted<'m>(machines: &[&'m Machine]) -> Vec<&'m CertificateFile> {
    let mut known: BTreeSet<&[u8]> = BTreeSet::new();
    let mut files = Vec::new();
    for file in machines.iter().flat_map(|machine| &machine.trusted) {
        let before = known.len();
        known.extend(file.certificates.iter().map(|certificate| certificate.der()));
        if known.len() > before || !file.problems.is_empty() {
            files.push(file);
        }
    }
    files
}

impl NodeDraft<'_> {
    /// The node as the engine takes it, of this release. A node of one machine has a peer without
    /// a name, and one of no machine an empty one.
    ///
    /// # Errors
    ///
    /// Never in practice: where the draft describes what cannot exist.
    pub fn engine_node(&self, release: Release) -> Result<Node, DeploymentError> {
        let stores = |machine: Option<&Machine>| {
            let store =
                |file: Option<&CertificateFile>| file.map_or(Store::Empty, CertificateFile::store);
            let server = store(machine.and_then(|machine| machine.server.as_ref()));
            if release.has_client_store() {
                let client = store(machine.and_then(|machine| machine.client.as_ref()));
                Stores::Two { server, client }
            } else {
                Stores::One(server)
            }
        };
        let peers = match self.peers.as_slice() {
            [] => vec![Peer::only(stores(None))],
            [only] => vec![Peer::only(stores(Some(only.machine)))],
            several => several
                .iter()
                .map(|peer| Peer::named(&peer.name, stores(Some(peer.machine))))
                .collect(),
        };
        let mut node = Node::new(self.node, release, peers)?;
        if let Some(check) = self.eku_check.filter(|_| release.has_eku_check()) {
            node.set_eku_check(check)?;
        }
        if self.server_eku_upload == Some(true) {
            // Deprecated on X15.5 and unknown on Core: a dump may still name it.
            let _ = node.set_server_eku_upload(true);
        }
        if !self.trusted.is_empty() {
            let files = self.trusted.iter();
            let certificates = files.clone().flat_map(|file| file.certificates.iter().cloned());
            let incomplete = files.clone().any(|file| !file.problems.is_empty());
            node.trusted_cas = Some(TrustedCas::new(certificates.collect(), incomplete));
        }
        node.verify_names.clone_from(&self.verify_names);
        Ok(node)
    }

    /// Where each setting came from, for a report.
    #[must_use]
    pub fn setting_reports(&self) -> Vec<SettingReport> {
        let report = |note: &Note| SettingReport {
            node: self.node.id(),
            what: note.what.clone(),
            value: note.value.clone(),
            file: note.source.clone(),
            line: note.from.as_ref().map(|from| from.line),
            text: note.from.as_ref().map_or_else(String::new, |from| from.text.clone()),
        };
        self.notes.iter().map(report).collect()
    }

    /// What was seen of its machines at work.
    #[must_use]
    pub fn observations(&self) -> Vec<Observation> {
        let named = self.peers.len() > 1;
        let name = |peer: &PeerDraft<'_>| named.then(|| Arc::from(peer.name.as_str()));
        let of_peers = self.peers.iter().map(|peer| (peer.machine, name(peer)));
        let of_others = self.others.iter().map(|machine| {
            let same = self.peers.iter().find(|peer| peer.machine.is_same_host(machine));
            (*machine, same.and_then(&name))
        });
        of_peers
            .chain(of_others)
            .flat_map(|(machine, name)| machine.observations(self.node, name.as_ref()))
            .collect()
    }
}
