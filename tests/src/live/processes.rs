//! The servers of OpenSSL and GnuTLS, as processes.

use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::LIMIT;
use crate::files;
use crate::handshakes::Version;
use crate::maker::Certificate;

/// Whose server it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stack {
    /// `openssl s_server`.
    OpenSsl,
    /// `gnutls-serv`.
    GnuTls,
}

/// Whether a server asks for a client certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// It does not.
    No,
    /// It asks, goes on without one, and verifies one that comes.
    May,
    /// It requires one, and verifies it.
    Must,
}

/// What a server is to do.
pub struct Setup<'s> {
    /// Whose it is.
    pub stack: Stack,
    /// Its only version.
    pub version: Version,
    /// Whether it asks.
    pub asks: Asks,
    /// What it presents.
    pub shows: &'s Certificate,
    /// The CA that it trusts and names.
    pub trusts: &'s Certificate,
}

/// A process that listens, and ends with this value.
pub struct Server {
    /// Where it listens, on 127.0.0.1.
    pub port: u16,
    child: Child,
}

impl Server {
    /// Starts a server, and waits until it listens.
    ///
    /// # Panics
    ///
    /// Where it does not.
    #[must_use]
    pub fn start(setup: &Setup<'_>, folder: &Path) -> Self {
        match setup.stack {
            Stack::OpenSsl => Self::openssl(setup, folder),
            Stack::GnuTls => Self::gnutls(setup, folder),
        }
    }

    fn openssl(setup: &Setup<'_>, folder: &Path) -> Self {
        let [certificate, key, trusted] = written(setup, folder);
        let mut command = Command::new("openssl");
        command.args(["s_server", "-accept", "127.0.0.1:0", "-cert", &certificate, "-key", &key]);
        command.args(["-CAfile", &trusted, "-no-CApath", "-no-CAstore"]);
        command.arg(match setup.version {
            Version::Tls12 => "-tls1_2",
            Version::Tls13 => "-tls1_3",
        });
        match setup.asks {
            Asks::No => {}
            Asks::May => drop(command.args(["-verify", "9", "-verify_return_error"])),
            Asks::Must => drop(command.args(["-Verify", "9", "-verify_return_error"])),
        }
        let mut child = started(command, "openssl");
        let mut lines = BufReader::new(child.stdout.take().expect("piped"));
        let mut line = String::new();
        let port = loop {
            line.clear();
            let count = lines.read_line(&mut line).expect("it writes text");
            assert!(count > 0, "s_server does not listen");
            let place = line.trim_end().strip_prefix("ACCEPT 127.0.0.1:");
            if let Some(port) = place.and_then(|port| port.parse().ok()) {
                break port;
            }
        };
        // What else it says fills no pipe.
        thread::spawn(move || lines.read_to_end(&mut Vec::new()));
        Self { port, child }
    }

    /// It tells no port that it chose itself, so it is started on one that is free.
    fn gnutls(setup: &Setup<'_>, folder: &Path) -> Self {
        let [certificate, key, trusted] = written(setup, folder);
        let version = match setup.version {
            Version::Tls12 => "NORMAL:-VERS-ALL:+VERS-TLS1.2",
            Version::Tls13 => "NORMAL:-VERS-ALL:+VERS-TLS1.3",
        };
        let end = Instant::now() + LIMIT;
        loop {
            let port = free_port();
            let mut command = Command::new("gnutls-serv");
            command.args(["--port", &port.to_string(), "--priority", version, "--echo"]);
            command.args(["--x509certfile", &certificate, "--x509keyfile", &key]);
            command.args(["--x509cafile", &trusted]);
            match setup.asks {
                Asks::No => drop(command.arg("--disable-client-cert")),
                Asks::May => drop(command.arg("--verify-client-cert")),
                Asks::Must => {
                    command.args(["--require-client-cert", "--verify-client-cert"]);
                }
            }
            let mut server = Self { port, child: started(command, "gnutls-bin") };
            let mut lines = server.child.stdout.take().expect("piped");
            thread::spawn(move || lines.read_to_end(&mut Vec::new()));
            while server.child.try_wait().expect("it was started").is_none() {
                if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                    return server;
                }
                assert!(Instant::now() < end, "gnutls-serv does not listen");
                thread::sleep(Duration::from_millis(10));
            }
            assert!(Instant::now() < end, "gnutls-serv does not start");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Standard input stays open: at its end, `s_server` would stop.
fn started(mut command: Command, package: &str) -> Child {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().unwrap_or_else(|error| {
        panic!(
            "these tests speak TLS with a server of the Debian package {package}, which could not \
             be started ({error}): apt-get install {package}"
        )
    })
}

/// The files of the certificate, its key and the trusted CA.
fn written(setup: &Setup<'_>, folder: &Path) -> [String; 3] {
    let texts = [setup.shows.pem(), setup.shows.key().pkcs8_pem(), setup.trusts.pem()];
    texts.map(|text| files::kept(folder, &text).to_string_lossy().into_owned())
}

/// A port that is free, below those that systems hand out to whoever asks for any.
fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    loop {
        let next = u32::from(NEXT.fetch_add(1, Ordering::Relaxed)) + std::process::id() * 97;
        let port = 20_000 + u16::try_from(next % 10_000).expect("below 10,000");
        if TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).is_ok() {
            return port;
        }
    }
}
