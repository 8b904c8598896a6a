//! Deployments and files that grow: so many of one thing, and little of everything else.
//!
//! Entry point: [`files`], which makes a deployment file and what it names, or archives. The tests count the steps
//! that the engine takes over them; `cargo run -p eku-tests --bin growth` writes them to a folder, to be
//! measured by hand. Everything is made by the maker and the same on every machine.

mod chains;
mod dumps;
mod places;

use std::collections::BTreeSet;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

use eku_case::Case;
use eku_deployment::Description;
use eku_engine::report::Problem;
use eku_intake::archive::Limits;
use eku_intake::collection::{CertificateFile, Collector};

use crate::maker::{Authority, Certificate, Key, Template, oid};

/// What there is much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Extensions of one certificate, each of another kind.
    Extensions,
    /// Extensions of one certificate, all of one kind.
    RepeatedExtensions,
    /// Subject alternative names of one certificate.
    Names,
    /// Names that a node looks for.
    WantedNames,
    /// Roots in the trusted CA list, each of its own name.
    TrustedCas,
    /// Roots in the trusted CA list that have one name and keys of their own.
    OneName,
    /// Certificates of one CA, with one name and one key, in the trusted CA list.
    OneCa,
    /// Certificates by which CAs certify one another, each every other one.
    CrossSigned,
    /// Certificates in twelve layers, each of which is one CA.
    Layers,
    /// Certificates in one path.
    Path,
    /// Far ends of which nothing was given.
    FarEnds,
    /// Far ends with a certificate and a trusted CA list of their own, each of which ends on its own day.
    FarEndCertificates,
    /// Peers of both nodes, each with its own certificates.
    Peers,
    /// Zones in the settings of one machine.
    Zones,
    /// Archives of machines of Core, each with its certificate, its settings and a log of its own.
    Machines,
    /// Blocks that are no certificates, in the trusted CA list.
    Problems,
}

impl Kind {
    /// Each of them.
    pub const ALL: [Self; 16] = [
        Self::Extensions,
        Self::RepeatedExtensions,
        Self::Names,
        Self::WantedNames,
        Self::TrustedCas,
        Self::OneName,
        Self::OneCa,
        Self::CrossSigned,
        Self::Layers,
        Self::Path,
        Self::FarEnds,
        Self::FarEndCertificates,
        Self::Peers,
        Self::Zones,
        Self::Machines,
        Self::Problems,
    ];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Extensions => "extensions",
            Self::RepeatedExtensions => "repeated-extensions",
            Self::Names => "names",
            Self::WantedNames => "wanted-names",
            Self::TrustedCas => "trusted-cas",
            Self::OneName => "one-name",
            Self::OneCa => "one-ca",
            Self::CrossSigned => "cross-signed",
            Self::Layers => "layers",
            Self::Path => "path",
            Self::FarEnds => "far-ends",
            Self::FarEndCertificates => "far-end-certificates",
            Self::Peers => "peers",
            Self::Zones => "zones",
            Self::Machines => "machines",
            Self::Problems => "problems",
        }
    }
}

/// The deployment file: its name among the files.
pub const DEPLOYMENT: &str = "deployment.toml";

/// A deployment file and every file that it names, or dumps and archives alone, with about so many of a
/// kind.
#[must_use]
pub fn files(kind: Kind, count: usize) -> Vec<(String, String)> {
    let mut given = Given::usual();
    match kind {
        Kind::Zones => return dumps::zones(count),
        Kind::Machines => return dumps::machines(&given.root, count),
        Kind::Extensions | Kind::RepeatedExtensions | Kind::Names | Kind::WantedNames => {
            places::one_certificate(&mut given, kind, count);
        }
        Kind::TrustedCas | Kind::OneName | Kind::OneCa => chains::list(&mut given, kind, count),
        Kind::CrossSigned => chains::cross_signed(&mut given, count),
        Kind::Layers => chains::layers(&mut given, count),
        Kind::Path => chains::path(&mut given, count),
        Kind::FarEnds => places::far_ends(&mut given, count),
        Kind::FarEndCertificates => places::far_end_certificates(&mut given, count),
        Kind::Peers => places::peers(&mut given, count),
        Kind::Problems => {
            given.trusted +=
                &"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n".repeat(count);
        }
    }
    given.files()
}

/// The deployment that [`files`] describe.
///
/// # Errors
///
/// What stops it.
pub fn read(files: &[(String, String)]) -> Result<Description, Vec<Problem>> {
    if files.iter().all(|(name, _)| name != DEPLOYMENT) {
        let mut collector = Collector::new(Limits::default());
        for (name, text) in files {
            collector.add(name, Cursor::new(text), &|_| ControlFlow::Continue(()));
        }
        let mut description = Description::default();
        description.take(vec![(collector.finish(), None)]);
        return Ok(description);
    }
    let find = |name: &Path| files.iter().find(|(other, _)| Path::new(other) == name);
    let text = files.iter().find(|(name, _)| name == DEPLOYMENT).expect("a deployment file");
    eku_cli::deployment_file::parse(DEPLOYMENT, text.1.as_bytes(), |name| {
        let (name, text) = find(name).expect("a file of the deployment");
        Ok(CertificateFile::read(name.clone(), text.as_bytes()))
    })
}

/// The same as a case.
///
/// # Panics
///
/// Where the files are not those of a deployment.
#[must_use]
pub fn case(files: &[(String, String)]) -> Case {
    Case {
        program: "0.1.0".into(),
        saved: None,
        at: None,
        description: read(files).expect("a deployment"),
        waiting: Vec::new(),
        done: BTreeSet::new(),
    }
}

/// A deployment to which much of one thing is added: X15.5, one private root, and a client
/// certificate of Core that lacks client authentication, so that there is something to repair.
struct Given {
    root: Authority,
    stores: [(&'static str, String); 4],
    /// Added to both trusted CA lists.
    trusted: String,
    /// Added to the tables of the nodes.
    core: String,
    edge: String,
    /// Added to the end of the deployment file.
    rest: String,
    /// Whether the nodes have peers, so that the four stores are not given.
    has_peers: bool,
    more: Vec<(String, String)>,
}

impl Given {
    fn usual() -> Self {
        let root = Authority::root(authority("Growth Root"));
        let both = [oid::SERVER_AUTH, oid::CLIENT_AUTH];
        let store = |host: &str, purposes: &[&str]| {
            root.issue(leaf(host).dns(&[host]).purposes(purposes)).pem()
        };
        let stores = [
            ("core-server", store("core.example.com", &both)),
            ("core-client", store("core.example.com", &both[..1])),
            ("edge-server", store("edge.example.com", &both)),
            ("edge-client", store("edge.example.com", &both)),
        ];
        let trusted = root.certificate().pem();
        let [core, edge, rest] = Default::default();
        Self { root, stores, trusted, core, edge, rest, has_peers: false, more: Vec::new() }
    }

    /// Puts a certificate, and what follows it, into a store.
    fn put(&mut self, store: &str, leaf: &Certificate, chain: &str) {
        let place = self.stores.iter_mut().find(|(name, _)| *name == store).expect("a store");
        place.1 = format!("{}{chain}", leaf.pem());
    }

    fn files(self) -> Vec<(String, String)> {
        let node = |name: &str, more: &str| {
            let stores = match self.has_peers {
                true => String::new(),
                false => format!(
                    "server_certificate = \"{name}-server.pem\"\n\
                     client_certificate = \"{name}-client.pem\"\n"
                ),
            };
            format!("[{name}]\ntrusted_cas = [\"trusted.pem\"]\n{stores}{more}\n")
        };
        let (core, edge) = (node("core", &self.core), node("edge", &self.edge));
        let text = format!("release = \"X15.5\"\n\n{core}{edge}{}", self.rest);
        let mut files = vec![(DEPLOYMENT.to_owned(), text), ("trusted.pem".into(), self.trusted)];
        let stores = self.stores.into_iter().filter(|_| !self.has_peers);
        files.extend(stores.map(|(name, pem)| (format!("{name}.pem"), pem)));
        files.extend(self.more);
        files
    }
}

fn leaf(name: &str) -> Template {
    Template::leaf(name).key(Key::ed25519("growth leaf"))
}

fn authority(name: &str) -> Template {
    Template::authority(name).key(Key::ed25519(name))
}
