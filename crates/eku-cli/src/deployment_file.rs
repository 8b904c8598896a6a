//! The deployment file: TOML to a deployment.
//!
//! Entry point: [`read`]. File names in it are relative to it. An unknown key, a value that is not
//! allowed, and what the release does not have are errors that name the file, the key and what is
//! allowed.

use std::path::{Path, PathBuf};

use eku_engine::deployment::{
    ClientEkuCheck, Cluster, ClusterTlsVerify, Deployment, DeploymentError, FarEnd, Initiates,
    Node, NodeName, Peer, Protocol, Release, Service, Store, Stores, TlsVerify, TrustedCas,
    VerifyName,
};
use eku_engine::report::Problem;
use serde::Deserialize;

use crate::arguments::Switch;
use crate::check::{Described, Reader};
use crate::input;

/// Reads a deployment file and every certificate that it names.
///
/// # Errors
///
/// What stops the check, one problem for each thing that is wrong.
pub(crate) fn read(path: &Path) -> Result<Described, Vec<Problem>> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        let mut problem = input::unreadable(&name, &error);
        if error.kind() == std::io::ErrorKind::InvalidData {
            problem.what = "is not a deployment file: it is not UTF-8 text".into();
            problem.remedy =
                "give a deployment file in TOML, or certificates by --core-server and the like"
                    .into();
        }
        vec![problem]
    })?;
    let file: File = toml::from_str(&text).map_err(|error| vec![of_toml(&name, &text, &error)])?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut builder = Builder { name: &name, folder, reader: Reader::default() };
    let deployment = builder.deployment(&file);
    builder.reader.finish(deployment)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    release: Option<String>,
    services: Option<Vec<String>>,
    core: NodeTable,
    edge: NodeTable,
    #[serde(default)]
    far_end: Vec<FarEndTable>,
    cluster: Option<ClusterTable>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NodeTable {
    release: Option<String>,
    server_certificate: Option<PathBuf>,
    client_certificate: Option<PathBuf>,
    eku_check: Option<SwitchWord>,
    trusted_cas: Option<Vec<PathBuf>>,
    verify_name: Option<OneOrMany>,
    #[serde(default)]
    peer: Vec<PeerTable>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PeerTable {
    name: String,
    server_certificate: Option<PathBuf>,
    client_certificate: Option<PathBuf>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FarEndTable {
    name: String,
    node: NodeWord,
    initiates: InitiatesWord,
    client_eku_check: Option<ClientEkuCheckWord>,
    tls_verify: Option<TlsVerifyWord>,
    protocol: Option<ProtocolWord>,
    certificate: Option<PathBuf>,
    trusted_cas: Option<Vec<PathBuf>>,
    verify_name: Option<OneOrMany>,
    #[serde(default)]
    used_by: Vec<UsedByWord>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClusterTable {
    node: NodeWord,
    tls_verify: ClusterTlsVerifyWord,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "invalid type, expected a name or a list of names")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// Words of the file for values of the engine, one list a type.
macro_rules! words {
    ($($word:ident => $value:ty { $($(#[$rename:meta])? $name:ident = $means:expr),* $(,)? })*) => {
        $(
            #[derive(Clone, Copy, Debug, Deserialize)]
            #[serde(rename_all = "kebab-case")]
            enum $word { $($(#[$rename])? $name),* }

            impl From<$word> for $value {
                fn from(word: $word) -> Self {
                    match word { $($word::$name => $means),* }
                }
            }
        )*
    };
}

words! {
    SwitchWord => Switch { On = Switch::On, Off = Switch::Off }
    NodeWord => NodeName { Core = NodeName::Core, Edge = NodeName::Edge }
    InitiatesWord => Initiates {
        Expressway = Initiates::Expressway,
        FarEnd = Initiates::FarEnd,
        Both = Initiates::Both,
    }
    ClientEkuCheckWord => ClientEkuCheck {
        On = ClientEkuCheck::On,
        Off = ClientEkuCheck::Off,
        Unknown = ClientEkuCheck::Unknown,
        NotRequested = ClientEkuCheck::NotRequested,
    }
    TlsVerifyWord => TlsVerify {
        On = TlsVerify::On,
        Off = TlsVerify::Off,
        Unknown = TlsVerify::Unknown,
    }
    ProtocolWord => Protocol { Sip = Protocol::Sip, Xmpp = Protocol::Xmpp, Https = Protocol::Https }
    UsedByWord => Service {
        Mra = Service::Mra,
        #[serde(rename = "webrtc-proxy")] WebRtcProxy = Service::WebRtcProxy,
    }
    ClusterTlsVerifyWord => ClusterTlsVerify {
        Enforcing = ClusterTlsVerify::Enforcing,
        Permissive = ClusterTlsVerify::Permissive,
    }
}

struct Builder<'f> {
    name: &'f str,
    folder: &'f Path,
    reader: Reader,
}

impl Builder<'_> {
    fn deployment(&mut self, file: &File) -> Result<Deployment, Problem> {
        let core = self.node(NodeName::Core, &file.core, file.release.as_deref())?;
        let edge = self.node(NodeName::Edge, &file.edge, file.release.as_deref())?;
        let mut deployment =
            Deployment::new(core, edge).map_err(|error| self.of_node("", &error))?;
        for table in &file.far_end {
            let far_end = self.far_end(table)?;
            if deployment.far_ends.iter().any(|other| other.slug == far_end.slug) {
                let what = format!("two far ends are called {}", far_end.slug);
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
                service.ok_or_else(|| refused(format!("the deployment has no service {id:?}")))
            })
            .collect()
    }

    fn node(
        &mut self,
        name: NodeName,
        table: &NodeTable,
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
            self.error(format!("release {text:?} is {error}"), key, "use X14.0 to X15.5.x")
        })?;
        let peers = self.peers(name, table, release)?;
        let mut node =
            Node::new(name, release, peers).map_err(|error| self.of_node(name.id(), &error))?;
        if let Some(word) = table.eku_check {
            node.set_eku_check(Switch::from(word).into())
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
        table: &NodeTable,
        release: Release,
    ) -> Result<Vec<Peer>, Problem> {
        if table.peer.is_empty() {
            let (server, client) = (&table.server_certificate, &table.client_certificate);
            return Ok(vec![Peer::only(self.stores(name.id(), release, server, client)?)]);
        }
        if table.server_certificate.is_some() || table.client_certificate.is_some() {
            let what = format!("{name} has certificates of its own and peers");
            let remedy = format!("give the certificates under [[{name}.peer]] only");
            return Err(self.error(what, name.id().into(), &remedy));
        }
        table
            .peer
            .iter()
            .map(|peer| {
                if peer.name.trim().is_empty() {
                    let key = format!("{name}.peer.name");
                    return Err(self.error("a peer's name is empty".into(), key, "give it a name"));
                }
                let key = format!("{name}.peer {:?}", peer.name);
                let (server, client) = (&peer.server_certificate, &peer.client_certificate);
                Ok(Peer::named(&peer.name, self.stores(&key, release, server, client)?))
            })
            .collect()
    }

    fn stores(
        &mut self,
        key: &str,
        release: Release,
        server: &Option<PathBuf>,
        client: &Option<PathBuf>,
    ) -> Result<Stores, Problem> {
        if let Some(path) = server
            && path.as_os_str() == SAME_AS_SERVER
        {
            let key = format!("{key}.server_certificate");
            let what = format!("{SAME_AS_SERVER:?} is for a client certificate");
            return Err(self.error(what, key, "name a file"));
        }
        let server = self.store(server.as_deref());
        match (release.has_client_store(), client) {
            (true, Some(path)) if path.as_os_str() == SAME_AS_SERVER => {
                Ok(Stores::Two { client: server.clone(), server })
            }
            (true, path) => Ok(Stores::Two { server, client: self.store(path.as_deref()) }),
            (false, None) => Ok(Stores::One(server)),
            (false, Some(_)) => Err(self.error(
                format!("{release} has no client store"),
                format!("{key}.client_certificate"),
                "remove the key, or use release X15.5",
            )),
        }
    }

    fn far_end(&mut self, table: &FarEndTable) -> Result<FarEnd, Problem> {
        let key = format!("far_end {:?}", table.name);
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
        far_end.certificate = self.store(table.certificate.as_deref());
        far_end.trusted_cas = self.trusted_cas(table.trusted_cas.as_deref());
        let key = format!("{key}.verify_name");
        far_end.verify_names = self.verify_names(&key, table.verify_name.as_ref())?;
        far_end.used_by = table.used_by.iter().map(|word| (*word).into()).collect();
        Ok(far_end)
    }

    fn store(&mut self, path: Option<&Path>) -> Store {
        path.map_or(Store::Empty, |path| self.reader.store(&self.folder.join(path)))
    }

    fn trusted_cas(&mut self, paths: Option<&[PathBuf]>) -> Option<TrustedCas> {
        let paths: Vec<_> = paths?.iter().map(|path| self.folder.join(path)).collect();
        Some(self.reader.trusted_cas(&paths).unwrap_or_default())
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
                    self.error("a name is empty".into(), key.into(), "remove it or write a name")
                })
            })
            .collect()
    }

    fn of_node(&self, key: &str, error: &DeploymentError) -> Problem {
        let remedy = match error {
            DeploymentError::NoEkuCheck { .. } => "remove the key, or use release X15.5",
            DeploymentError::PeerName { .. } => "give each peer its own name",
            _ => "see the documentation of the deployment file",
        };
        self.error(error.to_string(), key.into(), remedy)
    }

    fn error(&self, what: String, place: String, remedy: &str) -> Problem {
        Problem { file: self.name.into(), what, place, remedy: remedy.into() }
    }
}

/// What the TOML reader says, with the key and the line it speaks of.
fn of_toml(name: &str, text: &str, error: &toml::de::Error) -> Problem {
    let place = error.span().map(|span| place(text, span.start)).unwrap_or_default();
    let message = error.message().trim().replace('\n', " ");
    let (what, remedy) = match message.split_once(", expected ") {
        Some((what, expected)) => (what.to_owned(), format!("use {expected}")),
        None if message.starts_with("missing field") => (message, "add it".to_owned()),
        None => (message, "see the documentation of the deployment file".to_owned()),
    };
    Problem { file: name.into(), what, place, remedy }
}

/// The line of a byte, and the key where the byte stands in its value: `core.eku_check, line 3`.
fn place(text: &str, byte: usize) -> String {
    let before = text.get(..byte).unwrap_or(text);
    let number = before.matches('\n').count() + 1;
    let line = before.rsplit('\n').next().unwrap_or_default();
    let Some((key, _)) = line.split_once('=') else {
        return format!("line {number}");
    };
    let table = before.lines().rev().find_map(|line| line.trim_start().strip_prefix('['));
    let table = table.and_then(|table| table.trim_start_matches('[').split(']').next());
    match table {
        Some(table) => format!("{}.{}, line {number}", table.trim(), key.trim()),
        None => format!("{}, line {number}", key.trim()),
    }
}

const SAME_AS_SERVER: &str = "same-as-server";
