//! Tables to a deployment.
//!
//! A value that is not allowed, and what the release does not have, are errors that name the key
//! and what is allowed.

use std::marker::PhantomData;
use std::path::PathBuf;

use eku_engine::deployment::{
    Cluster, Deployment, DeploymentError, FarEnd, Node, NodeName, Peer, Release, Service, Store,
    Stores, TrustedCas, VerifyName,
};
use eku_engine::report::Problem;
use eku_engine::secret::{self, quoted};

use crate::reader::{Read, Reader, Source};
use crate::tables::{Described, FarEndTable, NodeTable, OneOrMany};

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

/// Makes a deployment of what was `described` in the file or object called `name`. Each certificate
/// that it names is read by `read`.
///
/// # Errors
///
/// What stops a check, one problem for each thing that is wrong.
pub fn build<C, R>(name: &str, described: &Described<C>, read: R) -> Result<Read, Vec<Problem>>
where
    C: Certificate,
    R: FnMut(&C) -> Result<Source, Problem>,
{
    let mut builder = Builder { name, read, reader: Reader::default(), certificate: PhantomData };
    let deployment = builder.deployment(described);
    builder.reader.finish(deployment)
}

struct Builder<'n, C, R> {
    name: &'n str,
    read: R,
    reader: Reader,
    certificate: PhantomData<C>,
}

impl<C, R> Builder<'_, C, R>
where
    C: Certificate,
    R: FnMut(&C) -> Result<Source, Problem>,
{
    fn deployment(&mut self, file: &Described<C>) -> Result<Deployment, Problem> {
        let core = self.node(NodeName::Core, &file.core, file.release.as_deref())?;
        let edge = self.node(NodeName::Edge, &file.edge, file.release.as_deref())?;
        let mut deployment =
            Deployment::new(core, edge).map_err(|error| self.of_node("", &error))?;
        for table in file.far_end.iter().flatten() {
            let far_end = self.far_end(table)?;
            if deployment.far_ends.iter().any(|other| other.slug == far_end.slug) {
                let what = format!("two far ends are called {}", quoted(far_end.slug.as_str()));
                return Err(self.error(what, "far_end.name".into(), "give each its own name"));
            }
            deployment.far_ends.push(far_end);
        }
        deployment.cluster = file.cluster.as_ref().map(|cluster| Cluster {
            node: cluster.node.into(),
            tls_verify: cluster.tls_verify.into(),
        });
        deployment.services = match &file.services {
            None => None,
            Some(ids) => Some(self.services(&deployment, ids)?),
        };
        Ok(deployment)
    }

    fn services(&self, deployment: &Deployment, ids: &[String]) -> Result<Vec<Service>, Problem> {
        let has = |service: &Service| match service {
            Service::FarEnd(slug) => deployment.far_ends.iter().any(|end| end.slug == *slug),
            Service::ClusterDatabase => deployment.cluster.is_some(),
            _ => true,
        };
        let refused = |what: String| {
            let named = Service::NAMED.iter().map(ToString::to_string);
            let allowed = named.collect::<Vec<_>>().join(", ");
            let remedy = format!(
                "choose among {allowed} and far-end:NAME of a far end in the file, or remove the \
                 key to judge all"
            );
            self.error(what, "services".into(), &remedy)
        };
        if ids.is_empty() {
            return Err(refused("no service is named, so nothing would be judged".into()));
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
        name: NodeName,
        table: &NodeTable<C>,
        common: Option<&str>,
    ) -> Result<Node, Problem> {
        let (key, text) = match (&table.release, common) {
            (Some(own), _) => (format!("{name}.release"), own.as_str()),
            (None, Some(common)) => ("release".to_owned(), common),
            (None, None) => {
                let what = format!("{name} has no release");
                let remedy = "write release = \"X15.5\" at the top, or under the node";
                return Err(self.error(what, format!("{name}.release"), remedy));
            }
        };
        let release = Release::parse(text).map_err(|error| {
            let what = format!("release {:?} is {error}", quoted(text));
            self.error(what, key, "use X14.0 to X15.5.x")
        })?;
        let peers = self.peers(name, table, release)?;
        let mut node =
            Node::new(name, release, peers).map_err(|error| self.of_node(name.id(), &error))?;
        if let Some(word) = table.eku_check {
            node.set_eku_check(word.into())
                .map_err(|error| self.of_node(&format!("{name}.eku_check"), &error))?;
        }
        node.trusted_cas = self.trusted_cas(table.trusted_cas.as_deref());
        let key = format!("{name}.verify_name");
        node.verify_names = self.verify_names(&key, table.verify_name.as_ref())?;
        Ok(node)
    }

    fn peers(
        &mut self,
        name: NodeName,
        table: &NodeTable<C>,
        release: Release,
    ) -> Result<Vec<Peer>, Problem> {
        let peers = table.peer.as_deref().unwrap_or_default();
        if peers.is_empty() {
            let (server, client) = (&table.server_certificate, &table.client_certificate);
            return Ok(vec![Peer::only(self.stores(name.id(), release, server, client)?)]);
        }
        if table.server_certificate.is_some() || table.client_certificate.is_some() {
            let what = format!("{name} has certificates of its own and peers");
            let remedy = format!("give the certificates under [[{name}.peer]] only");
            return Err(self.error(what, name.id().into(), &remedy));
        }
        peers
            .iter()
            .map(|peer| {
                if peer.name.trim().is_empty() {
                    let key = format!("{name}.peer.name");
                    return Err(self.error("a peer's name is empty".into(), key, "give it a name"));
                }
                let key = format!("{name}.peer {:?}", quoted(&peer.name));
                let (server, client) = (&peer.server_certificate, &peer.client_certificate);
                Ok(Peer::named(&peer.name, self.stores(&key, release, server, client)?))
            })
            .collect()
    }

    fn stores(
        &mut self,
        key: &str,
        release: Release,
        server: &Option<C>,
        client: &Option<C>,
    ) -> Result<Stores, Problem> {
        if server.as_ref().is_some_and(C::is_same_as_server) {
            let key = format!("{key}.server_certificate");
            let what = format!("{SAME_AS_SERVER:?} is for a client certificate");
            return Err(self.error(what, key, "name a file"));
        }
        let server = self.store(server.as_ref());
        match (release.has_client_store(), client) {
            (true, Some(given)) if given.is_same_as_server() => {
                Ok(Stores::Two { client: server.clone(), server })
            }
            (true, given) => Ok(Stores::Two { server, client: self.store(given.as_ref()) }),
            (false, None) => Ok(Stores::One(server)),
            (false, Some(_)) => Err(self.error(
                format!("{release} has no client store"),
                format!("{key}.client_certificate"),
                "remove the key, or use release X15.5",
            )),
        }
    }

    fn far_end(&mut self, table: &FarEndTable<C>) -> Result<FarEnd, Problem> {
        let key = format!("far_end {:?}", quoted(&table.name));
        let (node, initiates) = (table.node.into(), table.initiates.into());
        let mut far_end = FarEnd::new(table.name.clone(), node, initiates).map_err(|error| {
            self.error(error.to_string(), "far_end.name".into(), "give it a name such as Webex")
        })?;
        if let Some(word) = table.client_eku_check {
            far_end.client_eku_check = word.into();
        }
        if let Some(word) = table.tls_verify {
            far_end.tls_verify = word.into();
        }
        if let Some(word) = table.protocol {
            far_end.protocol = word.into();
        }
        far_end.certificate = self.store(table.certificate.as_ref());
        far_end.trusted_cas = self.trusted_cas(table.trusted_cas.as_deref());
        let key = format!("{key}.verify_name");
        far_end.verify_names = self.verify_names(&key, table.verify_name.as_ref())?;
        far_end.used_by = table.used_by.iter().flatten().map(|word| (*word).into()).collect();
        Ok(far_end)
    }

    fn store(&mut self, certificate: Option<&C>) -> Store {
        certificate.map_or(Store::Empty, |certificate| {
            let read = (self.read)(certificate);
            self.reader.store(read)
        })
    }

    fn trusted_cas(&mut self, list: Option<&[C]>) -> Option<TrustedCas> {
        let read = &mut self.read;
        let files = list?.iter().map(read);
        Some(self.reader.trusted_cas(files).unwrap_or_default())
    }

    fn verify_names(
        &self,
        key: &str,
        names: Option<&OneOrMany>,
    ) -> Result<Vec<VerifyName>, Problem> {
        let names = match names {
            None => return Ok(Vec::new()),
            Some(OneOrMany::One(name)) => std::slice::from_ref(name),
            Some(OneOrMany::Many(names)) => names,
        };
        names
            .iter()
            .map(|name| {
                VerifyName::new(name).ok_or_else(|| {
                    let what = if secret::is_key(name) {
                        "a name looks like a private key"
                    } else {
                        "a name is empty"
                    };
                    self.error(what.into(), key.into(), "remove it or write a name")
                })
            })
            .collect()
    }

    fn of_node(&self, key: &str, error: &DeploymentError) -> Problem {
        let remedy = match error {
            DeploymentError::NoEkuCheck { .. } => "remove the key, or use release X15.5",
            DeploymentError::PeerName { .. } | DeploymentError::PeerNameIsKey { .. } => {
                "give each peer its own name"
            }
            _ => "see the documentation of the deployment file",
        };
        self.error(error.to_string(), key.into(), remedy)
    }

    fn error(&self, what: String, place: String, remedy: &str) -> Problem {
        Problem { file: self.name.into(), what, place, remedy: remedy.into(), count: 1 }
    }
}

/// The word for a copied store.
const SAME_AS_SERVER: &str = "same-as-server";
