//! Diagnostic archives as an Expressway makes them: format-true, generated, of any size.
//!
//! [`deployment`] describes two Core and two Edge peers on X15.5 whose certificates are those of
//! the fixtures: server-only in every store, so that Edge refuses Core's client role. [`Machine::write`]
//! makes the archive of one of them: certificates, settings as text and as XML, status, logs of
//! as many bytes as asked for, and captures. Key names and line shapes are those of real dumps, as
//! far as they were published (names of files: X15.5 administrator guide, chapter "Diagnostics and
//! troubleshooting"); every value is made up.

mod log;
mod settings;
mod status;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{fs, iter};

use flate2::Compression;
use flate2::write::GzEncoder;

/// One machine and what its archive holds.
#[derive(Clone, Debug)]
pub struct Machine {
    /// Its host name.
    pub host: &'static str,
    /// Whether it is a Core.
    pub is_core: bool,
    /// Its own address.
    pub address: &'static str,
    /// Fixture files for the server store, the client store and the trusted CA list.
    pub certificates: [&'static str; 3],
    /// How often Edge logs that it refused Core's certificate, or Core that a tunnel failed.
    pub failures: u32,
}

/// The four machines.
pub fn deployment() -> [Machine; 4] {
    let core = ["core-server-only-ca2.pem", "core-server-only-ca2.pem", "ca-both-roots.pem"];
    let edge = ["edge-server-only-ca2.pem", "edge-server-only-ca2.pem", "ca-both-roots.pem"];
    let machine = |host, is_core, address, certificates, failures| Machine {
        host,
        is_core,
        address,
        certificates,
        failures,
    };
    [
        machine("core1", true, "192.0.2.11", core, 214),
        machine("core2", true, "192.0.2.12", core, 107),
        machine("edge1", false, "198.51.100.21", edge, 214),
        machine("edge2", false, "198.51.100.22", edge, 107),
    ]
}

/// The files of `tests/captures` that go into the archive of an Edge peer.
pub fn captures() -> io::Result<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("captures");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "pcap"))
        .collect();
    files.sort();
    Ok(files)
}

impl Machine {
    /// The name of its archive.
    pub fn file_name(&self) -> String {
        format!("diagnostic_log_{}_{STAMP}.tar.gz", self.host)
    }

    /// Writes its archive, with logs of about `log_bytes` and these captures.
    ///
    /// # Errors
    ///
    /// Where a fixture cannot be read, or `output` cannot be written.
    pub fn write(
        &self,
        output: impl Write,
        log_bytes: u64,
        captures: &[PathBuf],
    ) -> io::Result<()> {
        let mut archive = tar::Builder::new(GzEncoder::new(output, Compression::fast()));
        let named = |what: &str, ending: &str| format!("{what}_{}_{STAMP}.{ending}", self.host);
        let [server, client, trusted] = self
            .certificates
            .map(|name| fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("certs").join(name)));
        add(&mut archive, &named("server", "pem"), &server?)?;
        add(&mut archive, &named("client", "pem"), &client?)?;
        add(&mut archive, &named("ca", "pem"), &trusted?)?;
        add(&mut archive, &named("xconf_dump", "txt"), settings::text(self).as_bytes())?;
        add(&mut archive, &named("xconf_dump", "xml"), settings::xml(self).as_bytes())?;
        add(&mut archive, &named("xstat_dump", "txt"), status::text(self).as_bytes())?;
        for (place, path) in captures.iter().enumerate() {
            let name = named(&format!("eth0_diagnostic_logging_tcpdump{place}"), "pcap");
            add(&mut archive, &name, &fs::read(path)?)?;
        }
        // An archive states the size of a file before its content: the log is made twice.
        let size = log::lines(self, log_bytes).map(|line| line.len() as u64).sum();
        let mut content = log::Log::new(self, log_bytes);
        archive.append_data(&mut header(size), named("loggingsnapshot", "txt"), &mut content)?;
        archive.into_inner()?.finish()?.flush()
    }
}

fn add(archive: &mut tar::Builder<impl Write>, name: &str, content: &[u8]) -> io::Result<()> {
    archive.append_data(&mut header(content.len() as u64), name, content)
}

fn header(size: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o644);
    header.set_mtime(1_795_392_000);
    header
}

/// Numbers that look random and are the same each time (xorshift).
fn numbers(seed: u64) -> impl Iterator<Item = u64> {
    iter::successors(Some(seed | 1), |state| {
        let mut next = *state;
        next ^= next << 13;
        next ^= next >> 7;
        next ^= next << 17;
        Some(next)
    })
}

/// When the archives were taken.
const STAMP: &str = "2026-11-20_09_30_00";
