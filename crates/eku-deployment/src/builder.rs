//! Tables to a description, and back.
//!
//! A value that is not allowed, and what the release does not have, are errors that name the key
//! and what is allowed.

#[cfg(test)]
mod tests;

use std::marker::PhantomData;
use std::path::PathBuf;
use std::sync::Arc;

use eku_engine::deployment::{
    self as engine, DeploymentError, NodeName, Release, Service, Switch, SwitchForm, Switches,
};
use eku_engine::report::Problem;
use eku_engine::secret::{self, quoted};
use eku_intake::collection::CertificateFile;

use crate::description::{
    Description, Fact, FarEnd, FarEndId, Node, Peer, PeerId, TraversalZone, TraversalZoneId,
};
use crate::judged::verify_names;
use crate::names;
use crate::reader::Reader;
use crate::tables::{Described, FarEndTable, NodeTable, OneOrMany, PeerTable, TraversalZoneTable};
use crate::words::{UsedByWord, Word};

/// What stands for a certificate in the tables.
pub trait Certificate {
    /// Whether it is the word `same-as-server`, which stands for no certificate of its own.
    fn is_same_as_server(&self) -> bool;
}

impl Certificate for PathBuf {
    fn is_same_as_server(&self) -> bool {
        self.as_os_str() == SAME_AS_SERVER
    }
}

impl Certificate for String {
    fn is_same_as_server(&self) -> bool {
        self == SAME_AS_SERVER
    }
}

/// Makes a description of what the tables of the file or object called `name` say. Each certificate
/// that they name is read by `read`.
///
/// # Errors
///
/// What stops a check, one problem for each thing that is wrong.
pub fn build<C, R>(name: &str, tables: &Described<C>, read: R) -> Result<Description, Vec<Problem>>
where
    C: Certificate,
    R: FnMut(&C) -> Result<CertificateFile, Problem>,
{
    build_tables(name, tables, read, false)
}

/// The same of a case, which may leave open which release a node runs, and keeps what that does not
/// have.
///
/// # Errors
///
/// What stops a check, one problem for each thing that is wrong.
pub fn build_case<C, R>(
    name: &str,
    tables: &Described<C>,
    read: R,
) -> Result<Description, Vec<Problem>>
where
    C: Certificate,
    R: FnMut(&C) -> Result<CertificateFile, Problem>,
{
    build_tables(name, tables, read, true)
}

fn build_tables<C, R>(
    name: &str,
    tables: &Described<C>,
    read: R,
    is_case: bool,
) -> Result<Description, Vec<Problem>>
where
    C: Certificate,
    R: FnMut(&C) -> Result<CertificateFile, Problem>,
{
    let reader = Reader::default();
    let mut builder = Builder { name, read, reader, is_case, certificate: PhantomData };
    let description = builder.description(tables);
    builder.reader.finish(description)
}

struct Builder<'n, C, R> {
    name: &'n str,
    read: R,
    reader: Reader,
    /// Whether they are of a case, which keeps what was known, and not written by hand.
    is_case: bool,
    certificate: PhantomData<C>,
}

impl<C, R> Builder<'_, C, R>
where
    C: Certificate,
    R: FnMut(&C) -> Result<CertificateFile, Problem>,
{
    fn description(&mut self, tables: &Described<C>) -> Result<Description, Problem> {
        let mut description = Description::default();
        for (name, table) in NodeName::ALL.into_iter().zip([&tables.core, &tables.edge]) {
            let node = self.node(&mut description, name, table, tables.release.as_deref())?;
            *description.node_mut(name) = node;
        }
        if let Some(cluster) = &tables.cluster {
            let node = description.node_mut(cluster.node.into());
            let on = Fact::said(cluster.tls_verify.into());
            node.switches[Switch::ClusterTlsVerify].get_or_insert(on);
        }
        let mut slugs = std::collections::BTreeSet::new();
        for table in tables.traversal_zone.iter().flatten() {
            let id = TraversalZoneId(description.fresh_id());
            let zone = self.traversal_zone(id, table)?;
            if let Some(slug) = names::far_end_key(&zone.name)
                && !slugs.insert(slug.clone())
            {
                let what = format!("two traversal zones are called {}", quoted(&slug));
                let remedy = "use a different name for each";
                return Err(self.error(what, "traversal_zone.name".into(), remedy));
            }
            description.traversal_zones.push(zone);
        }
        let mut slugs = std::collections::BTreeSet::new();
        for table in tables.far_end.iter().flatten() {
            let id = FarEndId(description.fresh_id());
            let far_end = self.far_end(id, table)?;
            if let Some(slug) = names::far_end_key(&far_end.name)
                && !slugs.insert(slug.clone())
            {
                let what = format!("two far ends are called {}", quoted(&slug));
                return Err(self.error(
                    what,
                    "far_end.name".into(),
                    "use a different name for each",
                ));
            }
            description.far_ends.push(far_end);
        }
        description.services = match &tables.services {
            None => None,
            Some(ids) => Some(self.services(&description, ids)?),
        };
        Ok(description)
    }

    fn services(&self, description: &Description, ids: &[String]) -> Result<Vec<Service>, Problem> {
        let far_ends = description.far_ends.iter();
        let far_ends = far_ends.filter_map(|far_end| names::far_end_key(&far_end.name));
        let far_ends = std::collections::BTreeSet::from_iter(far_ends);
        let zones = description.traversal_zones.iter();
        let zones = zones.filter_map(|zone| names::far_end_key(&zone.name));
        let zones = std::collections::BTreeSet::from_iter(zones);
        let has = |service: &Service| match service {
            Service::TraversalZone(slug) => zones.contains(slug.as_str()),
            Service::FarEnd(slug) => far_ends.contains(slug.as_str()),
            Service::ClusterDatabase => {
                let mut nodes = description.nodes.iter();
                nodes.any(|node| node.switches[Switch::ClusterTlsVerify].is_some())
            }
            _ => true,
        };
        let refused = |what: String| {
            let named = Service::NAMED.iter().map(ToString::to_string);
            let allowed = named.collect::<Vec<_>>().join(", ");
            let remedy = format!(
                "choose among {allowed}, far-end:NAME and traversal-zone:NAME from the file, or \
                 remove the key to check all services"
            );
            self.error(what, "services".into(), &remedy)
        };
        if ids.is_empty() {
            return Err(refused("no service is named, so there is nothing to check".into()));
        }
        ids.iter()
            .map(|id| {
                let service = Service::from_id(id).filter(has);
                let what = || format!("the deployment has no service {:?}", quoted(id));
                service.ok_or_else(|| refused(what()))
            })
            .collect()
    }

    fn node(
        &mut self,
        description: &mut Description,
        name: NodeName,
        table: &NodeTable<C>,
        common: Option<&str>,
    ) -> Result<Node, Problem> {
        let said = match (&table.release, common) {
            (Some(own), _) => Some((format!("{name}.release"), own.as_str())),
            (None, Some(common)) => Some(("release".to_owned(), common)),
            (None, None) if self.is_case => None,
            (None, None) => {
                let what = format!("{name} has no release");
                let remedy = "write release = \"X15.5\" at the top, or under the node";
                return Err(self.error(what, format!("{name}.release"), remedy));
            }
        };
        let release = said.map(|(key, text)| {
            Release::parse(text).map_err(|error| {
                let what = format!("release {:?} is {error}", quoted(text));
                self.error(what, key, "write a release such as X15.5")
            })
        });
        let release = release.transpose()?;
        // What the release does not have is kept in a case, and wrong where it was written by hand.
        let strict = release.filter(|_| !self.is_case);
        let peers = self.peers(description, name, table, strict)?;
        let mut switches = Switches::default();
        for switch in Switch::ALL {
            let Some(on) = table.switch(switch) else { continue };
            // That something is off that is not there is true.
            let needed = on || switch.row().form != SwitchForm::Truth;
            if let Some(release) = strict.filter(|release| needed && !release.has(switch, name)) {
                let error = DeploymentError::NoSwitch { node: name, release, switch };
                return Err(self.of_node(&format!("{name}.{}", switch.row().key()), &error));
            }
            switches[switch] = Some(Fact::said(on));
        }
        let key = format!("{name}.verify_name");
        Ok(Node {
            release: release.map(Fact::said),
            switches,
            verify_names: self.verify_names(&key, table.verify_name.as_ref())?.map(Fact::said),
            peers: peers.into(),
            trusted: self.trusted(table.trusted_cas.as_deref()),
            assumed: Vec::new(),
        })
    }

    fn peers(
        &mut self,
        description: &mut Description,
        name: NodeName,
        table: &NodeTable<C>,
        release: Option<Release>,
    ) -> Result<Vec<Peer>, Problem> {
        let tables = table.peer.as_deref().unwrap_or_default();
        if tables.is_empty() {
            let (server, client) = (&table.server_certificate, &table.client_certificate);
            return Ok(vec![self.stores(name.id(), Peer::first(), release, server, client)?]);
        }
        if table.server_certificate.is_some() || table.client_certificate.is_some() {
            let what = format!("{name} has both its own certificates and peers");
            let remedy = format!("set the certificates only under [[{name}.peer]]");
            return Err(self.error(what, name.id().into(), &remedy));
        }
        let mut peers: Vec<Peer> = Vec::new();
        for table in tables {
            if table.name.trim().is_empty() {
                let key = format!("{name}.peer.name");
                return Err(self.error("a peer's name is empty".into(), key, "add a name"));
            }
            let same = |peer: &Peer| names::peer_key(&peer.name) == names::peer_key(&table.name);
            if peers.iter().any(same) {
                let error = DeploymentError::PeerName { node: name, name: table.name.clone() };
                return Err(self.of_node(name.id(), &error));
            }
            if secret::is_key(&table.name) {
                return Err(self.of_node(name.id(), &DeploymentError::PeerNameIsKey { node: name }));
            }
            let id = match peers.len() {
                0 => PeerId::FIRST,
                _ => PeerId(description.fresh_id()),
            };
            let peer = Peer { id, name: table.name.clone(), ..Peer::first() };
            let key = format!("{name}.peer {:?}", quoted(&table.name));
            let (server, client) = (&table.server_certificate, &table.client_certificate);
            peers.push(self.stores(&key, peer, release, server, client)?);
        }
        Ok(peers)
    }

    fn stores(
        &mut self,
        key: &str,
        mut peer: Peer,
        release: Option<Release>,
        server: &Option<C>,
        client: &Option<C>,
    ) -> Result<Peer, Problem> {
        if server.as_ref().is_some_and(C::is_same_as_server) {
            let key = format!("{key}.server_certificate");
            let what = format!("{SAME_AS_SERVER:?} is for a client certificate");
            return Err(self.error(what, key, "name a file"));
        }
        if let Some(release) = release.filter(|release| !release.has_client_store())
            && client.is_some()
        {
            return Err(self.error(
                format!("{release} has no client store"),
                format!("{key}.client_certificate"),
                "remove the key, or use release X15.5",
            ));
        }
        peer.server = self.store(server.as_ref());
        peer.client = match client {
            Some(given) if given.is_same_as_server() => peer.server.clone(),
            given => self.store(given.as_ref()),
        };
        Ok(peer)
    }

    fn far_end(&mut self, id: FarEndId, table: &FarEndTable<C>) -> Result<FarEnd, Problem> {
        let (node, initiates) = (table.node.into(), table.initiates.into());
        if let Err(error) = engine::FarEnd::new(table.name.clone(), node, initiates) {
            let what = error.to_string();
            return Err(self.error(what, "far_end.name".into(), "add a name such as Webex"));
        }
        let plain = FarEnd::of_any_kind(id, table.name.clone());
        let key = format!("far_end {:?}.verify_name", quoted(&table.name));
        Ok(FarEnd {
            node,
            initiates,
            client_eku_check: table.client_eku_check.map_or(plain.client_eku_check, Into::into),
            tls_verify: table.tls_verify.map_or(plain.tls_verify, Into::into),
            protocol: table.protocol.map_or(plain.protocol, Into::into),
            certificate: self.store(table.certificate.as_ref()),
            trusted: self.trusted(table.trusted_cas.as_deref()),
            verify_names: self.verify_names(&key, table.verify_name.as_ref())?.unwrap_or_default(),
            used_by: table.used_by.iter().flatten().map(|word| (*word).into()).collect(),
            traversal_port: table.traversal_port,
            ..plain
        })
    }

    fn traversal_zone(
        &self,
        id: TraversalZoneId,
        table: &TraversalZoneTable,
    ) -> Result<TraversalZone, Problem> {
        if let Err(error) = engine::TraversalZone::new(table.name.clone()) {
            let (what, place) = (error.to_string(), "traversal_zone.name".into());
            return Err(self.error(what, place, "add a name such as B2B"));
        }
        let mut zone = TraversalZone::of_name(id, table.name.clone());
        zone.port = table.port;
        for (node, tls_verify, names) in [
            (NodeName::Core, table.core_tls_verify, &table.core_verify_name),
            (NodeName::Edge, table.edge_tls_verify, &table.edge_verify_name),
        ] {
            let key = format!("traversal_zone {:?}.{node}_verify_name", quoted(&table.name));
            let names = self.verify_names(&key, names.as_ref())?;
            let end = zone.end_mut(node);
            end.tls_verify = tls_verify.map_or(end.tls_verify, Into::into);
            end.verify_names = names.unwrap_or_default();
        }
        Ok(zone)
    }

    fn store(&mut self, certificate: Option<&C>) -> Option<Arc<CertificateFile>> {
        let read = (self.read)(certificate?);
        self.reader.store(read)
    }

    fn trusted(&mut self, list: Option<&[C]>) -> Option<Vec<Arc<CertificateFile>>> {
        let read = &mut self.read;
        let files = list?.iter().map(read);
        Some(self.reader.trusted(files).unwrap_or_default())
    }

    fn verify_names(
        &self,
        key: &str,
        names: Option<&OneOrMany>,
    ) -> Result<Option<String>, Problem> {
        let names = match names {
            None => return Ok(None),
            Some(OneOrMany::One(name)) => std::slice::from_ref(name),
            Some(OneOrMany::Many(names)) => names,
        };
        if let Some(name) = names.iter().find(|name| verify_names(name).is_empty()) {
            let what = match secret::is_key(name) {
                true => "a name looks like a private key",
                false => "a name is empty",
            };
            return Err(self.error(what.into(), key.into(), "remove it or write a name"));
        }
        Ok(Some(names.join(", ")))
    }

    fn of_node(&self, key: &str, error: &DeploymentError) -> Problem {
        let remedy = match error {
            DeploymentError::NoSwitch { node, switch, .. } => {
                match Release::having(*switch, *node).last() {
                    Some(release) => &format!("remove the key, or use it with {release}"),
                    None => "remove the key",
                }
            }
            DeploymentError::PeerName { .. } | DeploymentError::PeerNameIsKey { .. } => {
                "use a different name for each peer"
            }
            _ => "see the documentation of the deployment file",
        };
        self.error(error.to_string(), key.into(), remedy)
    }

    fn error(&self, what: String, place: String, remedy: &str) -> Problem {
        Problem { file: self.name.into(), what, place, remedy: remedy.into(), count: 1 }
    }
}

impl Description {
    /// The tables of the description; each certificate file as `file` makes it, and `copy` for a
    /// client store that holds what the server store holds. What a release does not have is not in
    /// them.
    pub fn tables<C: Clone>(
        &self,
        mut file: impl FnMut(&CertificateFile) -> C,
        copy: &C,
    ) -> Described<C> {
        let [core, edge] = NodeName::ALL.map(|name| self.node_table(name, &mut file, copy));
        let far_ends = self.far_ends.iter().zip(self.far_end_names());
        let far_ends = far_ends.map(|(far_end, given)| FarEndTable {
            name: given.name.clone(),
            node: of_word(&far_end.node),
            initiates: of_word(&far_end.initiates),
            client_eku_check: Word::of(&far_end.client_eku_check),
            tls_verify: Word::of(&far_end.tls_verify),
            protocol: Word::of(&far_end.protocol),
            certificate: far_end.certificate.as_deref().map(&mut file),
            trusted_cas: far_end
                .trusted
                .as_ref()
                .map(|list| list.iter().map(|held| file(held)).collect()),
            verify_name: names_table(&far_end.verify_names),
            used_by: Some(far_end.used_by.iter().filter_map(UsedByWord::of).collect::<Vec<_>>())
                .filter(|list| !list.is_empty()),
            traversal_port: far_end.traversal_port,
        });
        let far_ends: Vec<_> = far_ends.collect();
        let zones = self.traversal_zones.iter().zip(self.zone_names());
        let zones = zones.map(|(zone, given)| {
            let [core, edge] = &zone.ends;
            TraversalZoneTable {
                name: given.name.clone(),
                port: zone.port,
                core_verify_name: names_table(&core.verify_names),
                edge_verify_name: names_table(&edge.verify_names),
                core_tls_verify: Word::of(&core.tls_verify),
                edge_tls_verify: Word::of(&edge.tls_verify),
            }
        });
        let zones: Vec<_> = zones.collect();
        let services = self.services.as_ref();
        Described {
            release: None,
            services: services.map(|list| list.iter().map(ToString::to_string).collect()),
            core,
            edge,
            traversal_zone: Some(zones).filter(|list| !list.is_empty()),
            far_end: Some(far_ends).filter(|list| !list.is_empty()),
            cluster: None,
        }
    }

    fn node_table<C: Clone>(
        &self,
        name: NodeName,
        file: &mut impl FnMut(&CertificateFile) -> C,
        copy: &C,
    ) -> NodeTable<C> {
        let node = self.node(name);
        let release = self.release(name);
        let mut peers: Vec<PeerTable<C>> = Vec::new();
        for (peer, given) in node.peers.iter().zip(self.peer_names(name)) {
            let client = peer.client.as_ref().filter(|_| release.has_client_store());
            let is_copy = client.is_some() && client == peer.server.as_ref();
            peers.push(PeerTable {
                name: given.name.clone(),
                server_certificate: peer.server.as_deref().map(&mut *file),
                client_certificate: match is_copy {
                    true => Some(copy.clone()),
                    false => client.map(|held| file(held)),
                },
            });
        }
        // The short form has no place for a name.
        let is_only = matches!(peers.as_slice(), [only] if only.name.is_empty());
        let only = if is_only { peers.pop() } else { None };
        let (server_certificate, client_certificate) =
            only.map(|only| (only.server_certificate, only.client_certificate)).unwrap_or_default();
        let own = node.trusted.iter().flatten();
        let own: Vec<C> = own.map(|held| file(held)).collect();
        let mut table = NodeTable {
            release: node.release.as_ref().map(|fact| fact.value.to_string()),
            server_certificate,
            client_certificate,
            trusted_cas: node.trusted.is_some().then_some(own),
            verify_name: node.verify_names.as_ref().and_then(|fact| names_table(&fact.value)),
            peer: (!is_only).then_some(peers),
            ..NodeTable::default()
        };
        for switch in Switch::ALL {
            let on = node.switches[switch].as_ref().map(|fact| fact.value);
            table.set_switch(switch, on);
        }
        table
    }
}

fn names_table(typed: &str) -> Option<OneOrMany> {
    let names: Vec<String> = verify_names(typed).iter().map(ToString::to_string).collect();
    (!names.is_empty()).then_some(OneOrMany::Many(names))
}

/// The word of a value; every value of these types has one, which a test holds.
fn of_word<W: Word>(value: &W::Value) -> W {
    W::of(value).unwrap_or(W::ALL[0].1)
}

/// The word for a copied store.
pub const SAME_AS_SERVER: &str = "same-as-server";
