//! From what is known to what the engine judges: the only place where something is assumed.
//!
//! Entry points: [`Description::judged`], and [`Description::report`] for the report of it. The
//! page, the command line and the JavaScript package have no other way to a report.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use eku_engine::deployment::{
    self as engine, Deployment, DeploymentError, NodeName, Release, Store, Stores, Switch,
    TrustedCas, VerifyName,
};
use eku_engine::evidence::Observation;
use eku_engine::report::{
    Assumption, InputReport, Problem, Problems, Report, SettingId, SettingReport,
};
use eku_engine::secret;
use eku_engine::time::Timestamp;
use eku_engine::upload::Upload;
use eku_intake::collection::CertificateFile;

use crate::description::{
    Description, FarEnd, FarEndId, Node, Peer, PeerId, Quoted, Slot, TraversalZone, ZoneEnd,
};
use crate::names::{self, GivenName};
use crate::sentences;

/// What the engine judges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The deployment.
    pub deployment: Deployment,
    /// What was seen of it at work.
    pub observations: Vec<Observation>,
}

impl Description {
    /// What the engine judges.
    ///
    /// # Errors
    ///
    /// [`DeploymentError::TooLarge`]; nothing else in practice: names are made to differ, and stores are
    /// those of the release.
    pub fn judged(&self) -> Result<Judged, DeploymentError> {
        let node = |name| self.engine_node(name);
        let mut deployment = Deployment::new(node(NodeName::Core)?, node(NodeName::Edge)?)?;
        let zones = self.traversal_zones.iter().zip(self.zone_names());
        deployment.traversal_zones =
            zones.filter_map(|(zone, given)| engine_zone(zone, given)).collect();
        let far_ends = self.far_ends.iter().zip(self.far_end_names());
        deployment.far_ends =
            far_ends.filter_map(|(far_end, given)| engine_far_end(far_end, given)).collect();
        deployment.services.clone_from(&self.services);
        deployment.check_size()?;
        Ok(Judged { deployment, observations: self.observations() })
    }

    /// The report of an instant.
    ///
    /// # Errors
    ///
    /// Those of [`Description::judged`].
    pub fn report(&self, at: Timestamp) -> Result<Report, DeploymentError> {
        let Judged { deployment, observations } = self.judged()?;
        Ok(self.told(eku_engine::check_with_evidence(&deployment, &observations, at)))
    }

    /// The report of what the engine found, with what was assumed, what was read, and what could not
    /// be.
    #[must_use]
    pub fn told(&self, report: Report) -> Report {
        let assumed = NodeName::ALL.into_iter().flat_map(|name| self.assumed_of(name));
        let assumed = Vec::from_iter(assumed);
        Report {
            assumed: eku_engine::report::assumed(&assumed),
            input: InputReport { found: self.found.clone(), settings: self.settings() },
            problems: self.all_problems(),
            ..report
        }
    }

    /// The release that a node is judged by: what is known, else what the other node runs, since two
    /// releases are never supported, else the newest.
    #[must_use]
    pub fn release(&self, name: NodeName) -> Release {
        let known = |name| self.node(name).release.as_ref().map(|fact| fact.value);
        known(name).or(known(name.other())).unwrap_or_else(Release::newest)
    }

    /// How a switch stands by which a node is judged, if its release has it: as is known, else as a
    /// new system has it; `None` where nothing is assumed.
    #[must_use]
    pub fn switch(&self, name: NodeName, switch: Switch) -> Option<bool> {
        let known = self.node(name).switches[switch].as_ref();
        known.map(|fact| fact.value).or(switch.row().assumed)
    }

    /// The upload page of a store; `None` where the release has no such store.
    #[must_use]
    pub fn upload(&self, slot: Slot) -> Option<Upload> {
        let release = self.release(slot.node);
        let on = self.switch(slot.node, Switch::ServerEkuUpload) == Some(true);
        let switch = on && release.has(Switch::ServerEkuUpload, slot.node);
        Upload::new(slot.node, release, slot.kind, false, switch).ok()
    }

    /// What the node's machines are called; nothing is wrong with the name of an only one.
    #[must_use]
    pub fn peer_names(&self, node: NodeName) -> &[GivenName] {
        self.node(node).peers.given(|all| {
            let typed: Vec<&str> = all.iter().map(|peer| peer.name.as_str()).collect();
            if let [only] = typed[..] {
                let (name, key) = (only.trim().to_owned(), String::new());
                return vec![GivenName { name, key, problem: None }];
            }
            names::distinct(&typed, names::peer_key, |place| format!("{node}{place}"))
        })
    }

    /// What one machine of a cluster is called; `None` for a node's only machine.
    #[must_use]
    pub fn peer_name(&self, node: NodeName, peer: PeerId) -> Option<String> {
        let peers = &self.node(node).peers;
        let given = self.peer_names(node).get(peers.place(peer.0)?)?;
        (peers.len() > 1).then(|| given.name.clone())
    }

    /// What the far ends are called.
    #[must_use]
    pub fn far_end_names(&self) -> &[GivenName] {
        self.far_ends.given(|all| {
            let typed: Vec<&str> = all.iter().map(|far_end| far_end.name.as_str()).collect();
            let unnamed = |_| sentences::UNNAMED_FAR_END.to_owned();
            names::distinct(&typed, names::far_end_key, unnamed)
        })
    }

    /// What the traversal zones are called.
    #[must_use]
    pub fn zone_names(&self) -> &[GivenName] {
        self.traversal_zones.given(|all| {
            let typed: Vec<&str> = all.iter().map(|zone| zone.name.as_str()).collect();
            names::distinct(&typed, names::far_end_key, |_| sentences::UNNAMED_ZONE.to_owned())
        })
    }

    /// What one far end is called.
    #[must_use]
    pub fn far_end_name(&self, id: FarEndId) -> Option<String> {
        self.far_end_names().get(self.far_ends.place(id.0)?).map(|given| given.name.clone())
    }

    /// The identifier of a far end, without `far-end:`.
    #[must_use]
    pub fn slug(&self, id: FarEndId) -> Option<&str> {
        self.far_end_names().get(self.far_ends.place(id.0)?).map(|given| given.key.as_str())
    }

    /// The far end that reports call so, and its name.
    #[must_use]
    pub fn far_end_of(&self, slug: &str) -> Option<(&FarEnd, &str)> {
        let names = self.far_end_names();
        let place = names.iter().position(|given| given.key == slug)?;
        Some((self.far_ends.get(place)?, &names[place].name))
    }

    /// Where each setting came from that a file says, for a report.
    #[must_use]
    pub fn settings(&self) -> Vec<SettingReport> {
        let mut settings = Vec::new();
        for name in NodeName::ALL {
            let mut add = |id: SettingId, from: &[Quoted]| {
                settings.extend(from.iter().map(|quoted| quoted.report(name, id)));
            };
            let node = self.node(name);
            add(SettingId::Release, quoted(&node.release));
            for switch in Switch::ALL {
                add(SettingId::Switch(switch), quoted(&node.switches[switch]));
            }
            add(SettingId::VerifyName, quoted(&node.verify_names));
            let ends = self.traversal_zones.iter().map(|zone| zone.end(name));
            for from in ends.filter_map(|end| end.from.as_ref()) {
                add(SettingId::TraversalZone, std::slice::from_ref(from));
            }
            let own = self.far_ends.iter().filter(|far_end| far_end.node == name);
            for from in own.filter_map(|far_end| far_end.from.as_ref()) {
                add(SettingId::FarEnd, std::slice::from_ref(from));
            }
            let further = self.further_settings.iter().filter(|other| other.node == name);
            settings.extend(further.cloned());
        }
        settings
    }

    fn engine_node(&self, name: NodeName) -> Result<engine::Node, DeploymentError> {
        let node = self.node(name);
        let release = self.release(name);
        let several = node.peers.len() > 1;
        let peers = node.peers.iter().zip(self.peer_names(name)).map(|(peer, given)| {
            let stores = stores(peer, release);
            match several {
                true => engine::Peer::named(&given.name, stores),
                false => engine::Peer::only(stores),
            }
        });
        let mut made = engine::Node::new(name, release, peers.collect())?;
        // A dump may name what the release does not have any more.
        for switch in Switch::ALL.into_iter().filter(|switch| release.has(*switch, name)) {
            if let Some(on) = self.switch(name, switch) {
                made.set(switch, on)?;
            }
        }
        let own = node.trusted.as_deref();
        made.trusted_cas = trusted_cas(own, &self.trusted_by_both, &node.assumed);
        made.verify_names = node.typed_names();
        Ok(made)
    }

    fn assumed_of(&self, node: NodeName) -> Vec<Assumption> {
        let known = self.node(node);
        let release = self.release(node);
        let mut assumed = Vec::new();
        if known.release.is_none() {
            let as_the_other = self.node(node.other()).release.is_some();
            assumed.push(Assumption::Release { node, release, as_the_other });
        }
        let unknown = Switch::ALL
            .into_iter()
            .filter(|switch| known.switches[*switch].is_none() && release.has(*switch, node));
        assumed.extend(unknown.filter_map(|switch| {
            Some(Assumption::Switch { node, switch, on: switch.row().assumed? })
        }));
        assumed
    }

    /// What was seen, under the names that the machines have now. What was seen on a machine that is
    /// gone is left out.
    #[must_use]
    pub fn observations(&self) -> Vec<Observation> {
        let observation = |seen: &crate::Seen| {
            let on = seen.observation.node.zip(seen.peer);
            if let Some((node, id)) = on {
                self.node(node).peers.place(id.0)?;
            }
            let peer = on.and_then(|(node, id)| self.peer_name(node, id)).map(Arc::from);
            Some(Observation { peer, ..seen.observation.clone() })
        };
        // By node and machine, in whatever order their files came; what is of no node last.
        let place = |seen: &&crate::Seen| {
            let node = seen.observation.node;
            let on = node.zip(seen.peer);
            let place = on.and_then(|(node, id)| self.node(node).peers.place(id.0));
            (node.is_none(), node, place.unwrap_or(usize::MAX))
        };
        let mut seen: Vec<&crate::Seen> = self.seen.iter().collect();
        seen.sort_by_cached_key(place);
        seen.into_iter().filter_map(observation).collect()
    }

    /// What could not be read or used, that of the files in stores and lists too, each once.
    #[must_use]
    pub fn all_problems(&self) -> Vec<Problem> {
        let files = self.nodes.iter().flat_map(|node| {
            let peers = node.peers.iter();
            let stores = peers.flat_map(|peer| peer.server.iter().chain(&peer.client));
            stores.chain(node.trusted.iter().flatten())
        });
        let of_far_ends = self
            .far_ends
            .iter()
            .flat_map(|far_end| far_end.certificate.iter().chain(far_end.trusted.iter().flatten()));
        let files = files.chain(&self.trusted_by_both).chain(of_far_ends);
        let of_files = files.flat_map(|file| &file.problems);
        let all: Problems = self.problems.iter().chain(of_files).cloned().collect();
        all.into_list()
    }
}

impl Node {
    /// The names that it looks for in the other node's certificate.
    #[must_use]
    pub fn typed_names(&self) -> Vec<VerifyName> {
        self.verify_names.as_ref().map(|fact| verify_names(&fact.value)).unwrap_or_default()
    }
}

impl Quoted {
    fn report(&self, node: NodeName, id: SettingId) -> SettingReport {
        SettingReport {
            node,
            id: Some(id),
            what: id.words().to_owned(),
            value: self.value.clone(),
            file: self.file.clone(),
            line: self.line,
            text: self.text.clone(),
        }
    }
}

/// The names in a text: separated by commas, semicolons or blanks. What may be a private key is none.
#[must_use]
pub fn verify_names(typed: &str) -> Vec<VerifyName> {
    if secret::is_key(typed) {
        return Vec::new();
    }
    typed.split([',', ';', ' ']).filter_map(VerifyName::new).collect()
}

fn quoted<T>(fact: &Option<crate::Fact<T>>) -> &[Quoted] {
    fact.as_ref().map_or(&[], |fact| &fact.from)
}

fn stores(peer: &Peer, release: Release) -> Stores {
    let server = store(peer.server.as_deref());
    match release.has_client_store() {
        true => Stores::Two { server, client: store(peer.client.as_deref()) },
        false => Stores::One(server),
    }
}

fn store(file: Option<&CertificateFile>) -> Store {
    file.map_or(Store::Empty, CertificateFile::store)
}

fn engine_far_end(described: &FarEnd, given: &GivenName) -> Option<engine::FarEnd> {
    let mut far_end =
        engine::FarEnd::new(given.name.as_str(), described.node, described.initiates).ok()?;
    far_end.client_eku_check = described.client_eku_check;
    far_end.tls_verify = described.tls_verify;
    far_end.protocol = described.protocol;
    far_end.certificate = store(described.certificate.as_deref());
    far_end.trusted_cas = trusted_cas(described.trusted.as_deref(), &[], &described.assumed);
    far_end.verify_names = verify_names(&described.verify_names);
    far_end.used_by.clone_from(&described.used_by);
    far_end.traversal_port = described.traversal_port;
    Some(far_end)
}

fn engine_zone(described: &TraversalZone, given: &GivenName) -> Option<engine::TraversalZone> {
    let mut zone = engine::TraversalZone::new(given.name.as_str()).ok()?;
    zone.port = described.port;
    for node in NodeName::ALL {
        let ZoneEnd { tls_verify, verify_names: names, .. } = described.end(node);
        let verify_names = verify_names(names);
        *zone.end_mut(node) = engine::ZoneEnd { tls_verify: *tls_verify, verify_names };
    }
    Some(zone)
}

/// A list of its own files and of those that both nodes trust; `None` where neither was given and no
/// plan takes a CA to be in it.
fn trusted_cas(
    own: Option<&[Arc<CertificateFile>]>,
    of_both: &[Arc<CertificateFile>],
    assumed: &[Vec<u8>],
) -> Option<TrustedCas> {
    if own.is_none() && of_both.is_empty() {
        return None;
    }
    let files = || own.into_iter().flatten().chain(of_both);
    let certificates = files().flat_map(|file| file.certificates.iter().cloned()).collect();
    let incomplete = files().any(|file| file.incomplete);
    Some(TrustedCas { assumed: assumed.to_vec(), ..TrustedCas::new(certificates, incomplete) })
}
