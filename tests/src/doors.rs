//! Random deployments in every form in which one can be handed over: as the diagnostic archives of
//! their machines and the case of them, and as a deployment file; each with the report that the
//! command line gives.
//!
//! Entry point: [`write()`]. What is drawn is the same each time.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use eku_case::Case;
use eku_deployment::Description;
use eku_engine::deployment::Release;
use eku_engine::time::Timestamp;
use eku_intake::archive::Limits;
use eku_intake::collection::Collector;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::command::{Eku, Ran};
use crate::fixtures;

/// The instant that is judged: the clock of the page in its tests.
pub const NOW: &str = "2026-11-23T12:00:00Z";

/// The archives of a deployment, in the order of their names.
///
/// # Panics
///
/// Where the folder cannot be listed.
pub fn archives(own: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(own.join("archives")).expect("a folder");
    let mut paths = Vec::from_iter(entries.map(|entry| entry.expect("an entry").path()));
    paths.sort();
    paths
}

/// What the command line says of files in a folder.
fn checked(folder: &Path, files: &[String]) -> Ran {
    let options = ["check", "--format", "json", "--at", NOW].map(str::to_owned);
    Eku::new(options.iter().chain(files)).in_folder(folder).run()
}

/// What archives say.
///
/// # Panics
///
/// Where one cannot be opened, or nothing says which node it belongs to.
pub fn described(archives: &[PathBuf]) -> Description {
    let mut collector = Collector::new(Limits::default());
    for path in archives {
        let name = path.file_name().expect("a name").to_string_lossy();
        let file = File::open(path).expect("an archive");
        collector.add(&name, file, &|_| ControlFlow::Continue(()));
    }
    let mut description = Description::default();
    let sorted = description.take(vec![(collector.finish(), None)]);
    assert!(sorted.machines.iter().all(|one| one.node.is_some()), "{archives:?}");
    description
}

/// Writes this many deployments below a folder, each into one of its own: in every form, and what
/// the command line says of each as `<form>.report.json`.
///
/// # Errors
///
/// Where something cannot be read or written.
///
/// # Panics
///
/// Where the command line gives no report.
pub fn write(folder: &Path, count: usize) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for number in 0..count {
        let mut draw = Draw(0x9e37_79b9_7f4a_7c15 ^ (number as u64 + 1).wrapping_mul(0x0100_0193));
        let deployment = Deployment::drawn(&mut draw);
        let own = folder.join(format!("{number:03}"));
        deployment.write_archives(&own.join("archives"))?;
        deployment.write_file(&own)?;
        let archives = archives(&own);
        let description = described(&archives);
        let case = Case { at: Timestamp::parse(NOW).ok(), description, ..Case::default() };
        fs::write(own.join("case.json"), eku_case::write(&case))?;
        let names = archives.iter().filter_map(|path| path.file_name()?.to_str());
        let names = Vec::from_iter(names.map(str::to_owned));
        for (form, folder, files) in [
            ("archives", own.join("archives"), names),
            ("case", own.clone(), vec!["case.json".to_owned()]),
            ("file", own.clone(), vec!["deployment.toml".to_owned()]),
        ] {
            let ran = checked(&folder, &files);
            assert!(ran.output.starts_with('{'), "{number}, {form}: {}", ran.messages);
            fs::write(own.join(format!("{form}.report.json")), ran.output)?;
        }
    }
    Ok(())
}

/// Numbers that look random and are the same each time (xorshift).
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % most
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

/// A deployment: what its archives show, and what its file says.
struct Deployment {
    nodes: [Node; 2],
}

struct Node {
    name: &'static str,
    /// `None` where no file speaks of it.
    release: Option<&'static str>,
    eku_check: Option<bool>,
    server_eku_upload: bool,
    verify_name: Option<&'static str>,
    cluster: Option<&'static str>,
    peers: Vec<Peer>,
    trusted: Option<&'static str>,
    zones: Vec<Zone>,
    traversal: Option<Traversal>,
    /// Whether no file speaks of the node.
    is_unknown: bool,
}

struct Peer {
    host: String,
    server: Option<&'static str>,
    client: Option<&'static str>,
    /// A release that a second machine says otherwise.
    release: Option<&'static str>,
}

struct Zone {
    name: &'static str,
    kind: &'static str,
    verify: Option<&'static str>,
    peer: &'static str,
}

/// A node's end of a traversal zone that is not for Unified Communications.
#[derive(Clone, Copy)]
struct Traversal {
    name: &'static str,
    port: u16,
    verify: Option<&'static str>,
    /// On Core the peer address, on Edge the TLS verify subject name.
    looked_for: &'static str,
}

impl Deployment {
    fn drawn(draw: &mut Draw) -> Self {
        let release = draw.of(&RELEASES);
        let unknown = if draw.one_in(6) { Some(draw.below(2)) } else { None };
        let mut node = |place: usize| {
            let name = ["core", "edge"][place];
            let is_unknown = unknown == Some(place);
            let release = if draw.one_in(4) { draw.of(&RELEASES) } else { release };
            let release = if draw.one_in(6) { None } else { release };
            let count = draw.of(&[1, 1, 1, 2, 3]);
            let peers = (1..=count).map(|number| Peer {
                host: format!("{name}{number}"),
                server: draw.of(&SERVERS[place]),
                client: draw.of(&CLIENTS[place]),
                release: if number > 1 && draw.one_in(8) { Some("X15.4.0") } else { None },
            });
            let peers = peers.collect();
            let zones = (0..draw.of(&[0, 0, 1, 2])).map(|_| draw.of(&ZONES));
            let zones = zones.map(|(name, kind, verify, peer)| Zone { name, kind, verify, peer });
            let zones = zones.collect();
            Node {
                name,
                release,
                eku_check: draw.of(&[None, Some(true), Some(false), Some(false)]),
                server_eku_upload: draw.one_in(3),
                verify_name: draw.of(&[
                    None,
                    None,
                    Some("edge.example.com"),
                    Some("x.example.com"),
                ]),
                cluster: if draw.one_in(2) { draw.of(&CLUSTERS) } else { None },
                peers,
                trusted: draw.of(&TRUSTED),
                zones,
                traversal: None,
                is_unknown,
            }
        };
        let mut nodes = [node(0), node(1)];
        for (node, looked_for) in nodes.iter_mut().zip(LOOKED_FOR) {
            if draw.one_in(2) {
                node.traversal = Some(Traversal {
                    name: draw.of(&["B2B", "Video"]),
                    port: draw.of(&[7002, 7002, 7003]),
                    verify: draw.of(&[None, Some("On"), Some("Off")]),
                    looked_for: draw.of(&looked_for),
                });
            }
        }
        Self { nodes }
    }

    /// The archive of every machine of which files speak.
    fn write_archives(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        for node in self.nodes.iter().filter(|node| !node.is_unknown) {
            for peer in &node.peers {
                let mut archive =
                    tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
                let mut add = |what: &str, ending: &str, content: &[u8]| {
                    let name = format!("{what}_{}_{STAMP}.{ending}", peer.host);
                    let mut header = tar::Header::new_gnu();
                    header.set_size(content.len() as u64);
                    header.set_mode(0o644);
                    archive.append_data(&mut header, name, content)
                };
                for (what, file) in
                    [("server", peer.server), ("client", peer.client), ("ca", node.trusted)]
                {
                    if let Some(file) = file {
                        add(what, "pem", &content(file)?)?;
                    }
                }
                add("xconf_dump", "txt", node.settings(peer).as_bytes())?;
                let bytes = archive.into_inner()?.finish()?;
                let name = format!("diagnostic_log_{}_{STAMP}.tar.gz", peer.host);
                fs::write(folder.join(name), bytes)?;
            }
        }
        Ok(())
    }

    /// The deployment file, with the certificates that it names beside it.
    fn write_file(&self, folder: &Path) -> io::Result<()> {
        let mut text = String::new();
        for node in &self.nodes {
            node.describe(&mut text, folder)?;
        }
        if let [Some(core), Some(edge)] =
            [&self.nodes[0], &self.nodes[1]].map(|node| node.traversal)
        {
            let _ = writeln!(
                text,
                "[[traversal_zone]]\nname = \"{}\"\nport = {}",
                core.name, core.port
            );
            for (node, end) in [("core", core), ("edge", edge)] {
                let verify = end.verify.unwrap_or("unknown").to_lowercase();
                let _ = writeln!(text, "{node}_tls_verify = \"{verify}\"");
                let _ = writeln!(text, "{node}_verify_name = \"{}\"", end.looked_for);
            }
        }
        fs::write(folder.join("deployment.toml"), text)
    }
}

impl Node {
    /// What its dump says.
    fn settings(&self, peer: &Peer) -> String {
        let mut text = String::new();
        let mut say = |path: &str, value: &str| {
            let _ = writeln!(text, "*c xConfiguration {path}: \"{value}\"");
        };
        say("SystemUnit Name", &peer.host);
        say("DNS Hostname", &peer.host);
        say("DNS Domain Name", "example.com");
        if let Some(release) = peer.release.or(self.release) {
            say("SystemUnit Software Version", release);
        }
        if let Some(on) = self.eku_check {
            let mode = if on { "On" } else { "Off" };
            say("SIP TLS Certificate ExtendedKeyUsage Checking Mode", mode);
        }
        if self.server_eku_upload {
            say("XCP TLS Certificate CVS EnableServerEkuUpload", "On");
        }
        if let Some(mode) = self.cluster {
            say("Alternates Peer 1 Address", "peer1.example.com");
            say("Alternates Peer 2 Address", "peer2.example.com");
            say("Cluster TLS Verify Mode", mode);
        }
        let (kind, zone) = match self.name {
            "core" => ("TraversalClient", 2),
            _ => ("TraversalServer", 7),
        };
        say(&format!("Zones Zone {zone} Name"), "UC");
        say(&format!("Zones Zone {zone} Type"), kind);
        say(&format!("Zones Zone {zone} {kind} Collaboration Edge"), "On");
        if let Some(name) = self.verify_name {
            match self.name {
                "core" => say(&format!("Zones Zone {zone} {kind} Peer 1 Address"), name),
                _ => say(&format!("Zones Zone {zone} {kind} TLS Verify Subject Name"), name),
            }
        }
        if let Some(Traversal { name, port, verify, looked_for }) = self.traversal {
            let path = "Zones Zone 10";
            say(&format!("{path} Name"), name);
            say(&format!("{path} Type"), kind);
            say(&format!("{path} {kind} Collaboration Edge"), "Off");
            say(&format!("{path} {kind} SIP Port"), &port.to_string());
            say(&format!("{path} {kind} SIP Transport"), "TLS");
            if let Some(verify) = verify {
                say(&format!("{path} {kind} SIP TLS Verify Mode"), verify);
            }
            let key =
                if self.name == "core" { "Peer 1 Address" } else { "SIP TLS Verify Subject Name" };
            say(&format!("{path} {kind} {key}"), looked_for);
        }
        for (place, other) in self.zones.iter().enumerate() {
            let path = format!("Zones Zone {}", 20 + place);
            say(&format!("{path} Name"), other.name);
            say(&format!("{path} Type"), other.kind);
            say(&format!("{path} {} SIP Transport", other.kind), "TLS");
            if let Some(verify) = other.verify {
                say(&format!("{path} {} SIP TLS Verify Mode", other.kind), verify);
            }
            if other.kind == "Neighbor" {
                say(&format!("{path} {} Peer 1 Address", other.kind), other.peer);
            }
        }
        text
    }

    /// The same in the deployment file, which says a release of each node.
    fn describe(&self, text: &mut String, folder: &Path) -> io::Result<()> {
        let name = self.name;
        let release = self.release.unwrap_or("X15.5");
        let has_client_store = Release::parse(release).is_ok_and(Release::has_client_store);
        let _ = writeln!(text, "[{name}]\nrelease = \"{release}\"");
        if let Some(on) = self.eku_check.filter(|_| has_client_store) {
            let _ = writeln!(text, "eku_check = \"{}\"", if on { "on" } else { "off" });
        }
        if self.server_eku_upload && name == "edge" && release.starts_with("X15.4") {
            text.push_str("server_eku_upload = true\n");
        }
        if let Some(looked_for) = self.verify_name {
            let _ = writeln!(text, "verify_name = \"{looked_for}\"");
        }
        let copy = |file: &str| -> io::Result<String> {
            let own = file.replace('/', "-");
            fs::write(folder.join(&own), content(file)?)?;
            Ok(own)
        };
        if let Some(file) = self.trusted.filter(|file| !file.starts_with("damaged")) {
            let _ = writeln!(text, "trusted_cas = [\"{}\"]", copy(file)?);
        }
        if let Some(mode) = self.cluster {
            let _ = writeln!(text, "cluster = {{ tls_verify = \"{}\" }}", mode.to_lowercase());
        }
        for peer in &self.peers {
            if self.peers.len() > 1 {
                let _ = writeln!(text, "[[{name}.peer]]\nname = \"{}\"", peer.host);
            }
            if let Some(file) = peer.server {
                let _ = writeln!(text, "server_certificate = \"{}\"", copy(file)?);
            }
            if let Some(file) = peer.client.filter(|_| has_client_store) {
                match peer.server == Some(file) {
                    true => text.push_str("client_certificate = \"same-as-server\"\n"),
                    false => {
                        let _ = writeln!(text, "client_certificate = \"{}\"", copy(file)?);
                    }
                }
            }
        }
        for (place, zone) in self.zones.iter().enumerate() {
            let called = format!("{} {name} {place}", zone.name);
            let _ = writeln!(text, "[[far_end]]\nname = \"{called}\"\nnode = \"{name}\"");
            let _ = writeln!(text, "initiates = \"expressway\"\nverify_name = \"{}\"", zone.peer);
        }
        Ok(())
    }
}

/// The bytes of a fixture; a name that begins with `damaged` is a list whose first certificate
/// cannot be read.
fn content(file: &str) -> io::Result<Vec<u8>> {
    let name = file.strip_prefix("damaged-").unwrap_or(file);
    let text = fs::read_to_string(fixtures::folder().join(name))?;
    if name == file {
        return Ok(text.into_bytes());
    }
    let damaged = "-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n";
    Ok([damaged, &text].concat().into_bytes())
}

const STAMP: &str = "2026-11-20_09_30_00";

const RELEASES: [Option<&str>; 8] = [
    Some("X12.7.1"),
    Some("X14.2.7"),
    Some("X15.3.1"),
    Some("X15.4.0"),
    Some("X15.5.1"),
    Some("X15.5.1"),
    Some("X15.5.2"),
    Some("X15.6.0"),
];

const CLUSTERS: [Option<&str>; 2] = [Some("Enforcing"), Some("Permissive")];

const SERVERS: [[Option<&str>; 4]; 2] = [
    [Some("core-server-only-ca2.pem"), Some("core-both-ca1.pem"), Some("core-both-ca2.pem"), None],
    [Some("edge-server-only-ca2.pem"), Some("edge-both-ca1.pem"), Some("edge-both-ca2.pem"), None],
];

const CLIENTS: [[Option<&str>; 5]; 2] = [
    [
        Some("core-server-only-ca2.pem"),
        Some("core-both-ca1.pem"),
        Some("core-client-only-ca1.pem"),
        Some("core-both-ca2.pem"),
        None,
    ],
    [
        Some("edge-server-only-ca2.pem"),
        Some("edge-both-ca1.pem"),
        Some("edge-client-only-ca1.pem"),
        Some("edge-both-ca2.pem"),
        None,
    ],
];

const TRUSTED: [Option<&str>; 5] = [
    None,
    Some("ca-both-roots.pem"),
    Some("ca-both-roots.pem"),
    Some("ca1-root.pem"),
    Some("damaged-ca-both-roots.pem"),
];

/// What Core and Edge look for on a traversal zone; Core's are peer addresses.
const LOOKED_FOR: [[&str; 3]; 2] = [
    ["edge1.example.com", "edge1.example.com", "elsewhere.example.com"],
    ["core.example.com", "core1.example.com", "x.example.com"],
];

const ZONES: [(&str, &str, Option<&str>, &str); 4] = [
    ("B2B", "DNS", None, "b2b.example.com"),
    ("Webex", "DNS", Some("On"), "webex.example.com"),
    ("Partner", "Neighbor", Some("Off"), "partner.example.com"),
    ("CEtls-cucm1.example.com", "Neighbor", Some("On"), "cucm1.example.com"),
];
