//! What fuzzing starts from: small files of every kind that a target reads.
//!
//! [`all`] makes them of the fixtures, the recorded captures and the generated archives; they are
//! committed under `fuzz/seeds`, a folder for each target, so that a fuzzer needs nothing else.

mod deployment_files;

use std::collections::BTreeMap;
use std::io::BufRead;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::{fs, io};

use eku_engine::bundle;
use eku_intake::archive::{self, Limits, SetAside, Visitor};

use crate::archives::{Tar, gzip, zip};
use crate::encodings::every_encoding;
use crate::scenarios::Scenario;
use crate::{cases, diagnostics, fixtures};

/// `fuzz/seeds` of this repository.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds")
}

/// The folder of a target's seeds: two targets may have the same, as those that read and those that
/// hold what is said of it.
pub fn of(target: &str) -> &str {
    match target.strip_prefix("message_").unwrap_or(target) {
        "certificate_openssl" | "certificate_tree" => "certificate",
        other => other,
    }
}

/// Every seed by its path below [`folder`], `target/name`.
///
/// # Errors
///
/// Where a fixture or a capture cannot be read.
pub fn all() -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut seeds = Seeds::default();
    certificates(&mut seeds)?;
    encodings(&mut seeds)?;
    captures(&mut seeds)?;
    cases(&mut seeds);
    dumps(&mut seeds)?;
    archives(&mut seeds)?;
    for (name, text) in deployment_files::SEEDS {
        seeds.add("deployment_file", name, text);
    }
    for (name, words) in COMMAND_LINES {
        seeds.add("arguments", name, choosing(0, words.as_bytes()));
    }
    Ok(seeds.0)
}

/// Writes every seed, and removes what is none. Answers how many there are.
///
/// # Errors
///
/// Where a source cannot be read or the folder cannot be written.
pub fn write(folder: &Path) -> io::Result<usize> {
    let seeds = all()?;
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for (path, bytes) in &seeds {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, bytes)?;
    }
    Ok(seeds.len())
}

/// Command lines, a word a line.
const COMMAND_LINES: [(&str, &str); 5] = [
    ("check", "xxcheck\n--format\nmarkdown\n--at\n2027-03-15\n--core\na\n--edge\nb"),
    (
        "check-options",
        "xxcheck\n--release=X15.5\n--core-eku-check=on\n--core-server\na\n--trusted\nb",
    ),
    ("inspect", "xxinspect\n--format=json\n-"),
    ("upload", "xxupload\n--node\nedge\n--release\nX15.5\n--store\nclient\n--as-client\na"),
    ("audit", "xxaudit\n--jobs\n4\n--color=never\n--format\ncsv\na\nb"),
];

#[derive(Default)]
struct Seeds(BTreeMap<String, Vec<u8>>);

impl Seeds {
    fn add(&mut self, target: &str, name: &str, bytes: impl Into<Vec<u8>>) {
        let name = name.replace([' ', ','], "-").replace('/', "-");
        self.0.insert(format!("{target}/{name}"), bytes.into());
    }
}

/// A choice, as the targets take it from the first two bytes.
fn choosing(choice: u16, bytes: &[u8]) -> Vec<u8> {
    [&choice.to_le_bytes(), bytes].concat()
}

fn certificates(seeds: &mut Seeds) -> io::Result<()> {
    let names = ["ca1-root.pem", "ca-rsa-root.pem", "seed-cluster-s-com.pem"];
    let mut paths: Vec<PathBuf> = names.iter().map(|name| fixtures::folder().join(name)).collect();
    paths.extend(files(&fixtures::folder().join("rules"))?);
    paths.extend(files(&fixtures::folder().join("refused"))?);
    for path in paths {
        let name = stem(&path);
        let certificates = bundle::read(&fs::read(&path)?).certificates;
        let Some(leaf) = certificates.first() else { continue };
        seeds.add("certificate", &name, leaf.der());
        let chain: Vec<u8> = certificates.iter().flat_map(|one| one.der().to_vec()).collect();
        if ["rsa-pss", "issuer-any", "san-addresses", "twins", "self-signed"].contains(&&*name) {
            seeds.add("pkcs7", &name, &*chain);
            seeds.add("report", &name, choosing(3, &chain));
            seeds.add("report", &format!("{name}-trusted"), choosing(7, &chain));
        }
    }
    Ok(())
}

fn encodings(seeds: &mut Seeds) -> io::Result<()> {
    for folder in ["bad", "forms"] {
        for path in files(&fixtures::folder().join(folder))? {
            seeds.add("pem", &name(&path), fs::read(&path)?);
        }
    }
    let text = fs::read_to_string(fixtures::folder().join("bad/pkcs7.pem"))?;
    let der = fs::read(fixtures::folder().join("bad/pkcs7.p7b"))?;
    for (name, bytes) in every_encoding(&text, &der) {
        seeds.add("encodings", &name.to_lowercase(), bytes);
    }
    let leaf = fs::read_to_string(fixtures::folder().join("forms/no-final-line-end.pem"))?;
    seeds.add("encodings", "certificate.pem", leaf);
    seeds.add("pkcs7", "whole.p7b", der);
    seeds.add("pkcs7", "whole.pem", text);
    Ok(())
}

fn captures(seeds: &mut Seeds) -> io::Result<()> {
    for path in files(&crate::captures::folder())? {
        let bytes = fs::read(&path)?;
        let is_capture = path.extension().is_some_and(|ending| ending != "md");
        if is_capture && (1..6000).contains(&bytes.len()) {
            seeds.add("capture", &name(&path), &*bytes);
            if bytes.len() < 3000 {
                seeds.add("collection", &name(&path), choosing(6, &bytes));
            }
        }
    }
    Ok(())
}

/// Cases of scenarios, and one with everything in it.
fn cases(seeds: &mut Seeds) {
    for name in cases::COMMITTED {
        let case = cases::of_scenario(&Scenario::named(name));
        seeds.add("case", &format!("{name}.json"), eku_case::write(&case));
    }
    seeds.add("case", "full.json", eku_case::write(&cases::full()));
}

/// Settings, status and logs out of two generated archives.
fn dumps(seeds: &mut Seeds) -> io::Result<()> {
    for machine in diagnostics::deployment().into_iter().filter(|one| one.host.ends_with('1')) {
        let mut packed = Vec::new();
        machine.write(&mut packed, 4000, &[])?;
        let mut members = Members(Vec::new());
        let go_on = |_| ControlFlow::Continue(());
        archive::walk_stream("a", &mut &*packed, &Limits::default(), &go_on, &mut members);
        for (path, content) in members.0 {
            let name = path.rsplit('!').next().unwrap_or_default();
            let short = &content[..content.len().min(6000)];
            let (target, choice) = match name.split('_').next() {
                Some("xconf") => ("settings", 3),
                Some("xstat") => ("status", 4),
                Some("loggingsnapshot") => ("log", 5),
                _ => continue,
            };
            seeds.add(target, name, short);
            seeds.add("collection", name, choosing(choice, short));
            seeds.add(
                "member",
                name,
                [name.as_bytes(), &short[..name.len().min(short.len())]].concat(),
            );
        }
    }
    seeds.add("status", "status.xml", STATUS);
    seeds.add("session", "putty.log", SESSION);
    Ok(())
}

fn archives(seeds: &mut Seeds) -> io::Result<()> {
    let leaf = fs::read(fixtures::folder().join("forms/no-final-line-end.pem"))?;
    let settings = b"*c xConfiguration SystemUnit Name: \"core\"\n";
    let small = Tar::default()
        .member(b"folder/", b'5', b"")
        .pax("path", "folder/server_core1_2026-11-20.pem")
        .file("a", &leaf)
        .member(b"long", b'L', b"folder/xconf_dump_core1_2026-11-20.txt\0")
        .file("b", settings)
        .member(b"link", b'2', b"")
        .end();
    let zip = zip::of(&[("server_core1.pem", &leaf), ("xconf_dump_core1.txt", settings)]);
    let nested = Tar::default().file("b.tar.gz", &gzip(&small)).file("c.zip", &zip).end();
    let overlapped = zip::overlapped(&zip, 3);
    for (name, bytes) in [
        ("small.tar", &small),
        ("small.tar.gz", &gzip(&small)),
        ("nested.tar.gz", &gzip(&nested)),
        ("small.zip", &zip),
        ("overlapped.zip", &overlapped),
        ("text.gz", &gzip(settings)),
        ("zeroes.gz", &gzip(&vec![0; 300_000])),
    ] {
        seeds.add("archive", name, &**bytes);
        seeds.add("collection", name, choosing(7, bytes));
    }
    let mut collector = eku_intake::collection::Collector::new(Limits::default());
    collector.add_stream("a.tar.gz", &mut &*gzip(&nested), &|_| ControlFlow::Continue(()));
    seeds.add("collection_bytes", "nested", collector.to_bytes().map_err(io::Error::other)?);
    Ok(())
}

struct Members(Vec<(String, Vec<u8>)>);

impl Visitor for Members {
    fn file(&mut self, path: &str, content: &mut dyn BufRead) -> ControlFlow<()> {
        let mut bytes = Vec::new();
        if content.read_to_end(&mut bytes).is_ok() {
            self.0.push((path.to_owned(), bytes));
        }
        ControlFlow::Continue(())
    }

    fn set_aside(&mut self, _: SetAside) {}
}

/// The files of a folder, by name.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

const STATUS: &str = r#"<?xml version="1.0"?>
<Status product="Cisco Expressway-E" version="X15.5.1">
 <Zones item="1"><Zone item="7"><Name>UC</Name><Type>TraversalServer</Type><Status>Active</Status>
  <Peer item="1"><Address>192.0.2.1</Address><Port>7001</Port></Peer></Zone></Zones>
 <SSH><Tunnel item="1"><Address>core</Address><Status>Failed</Status></Tunnel></SSH>
 <Alarms><Alarm item="1"><ID>35013</ID><State>Raised</State><Title>SSH tunnel</Title></Alarm></Alarms>
</Status>
"#;

/// What PuTTY writes of a session, with a pager, a correction and a wrapped line.
const SESSION: &[u8] = b"=~=~= PuTTY log 2026.11.20 09:12:11 =~=~=\r\n\
TANDBERG Video Communication Server X15.4.0\r\n\r\nxstatsu\x08 \x08\x08 \x08us Zones\r\n\
*s Zones:\r\n    Zone 1 (status=Failed):\r\n--More--\r        \r        Name: \"UC\"\r\n*s/end\r\n\r\n\
\x1b[1m*c xConfiguration Zones Zone 1 Type: 'TraversalServer'\x1b[0m\r\n\
*c xConfiguration Zones Zone 1 TraversalServer SIP TLS Verify Subject Name: \"core.ex\r\nample.com\"\r\n\
*c xConfiguration SIP TLS Port: none\r\nOK\r\n\
2026-11-20T09:14:00.000+00:00 edge1 tvcs: Event=\"Inbound TLS Negotiation Error\" Dst-port=\"7001\"\r\n";
