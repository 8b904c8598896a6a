//! OpenSSL's `s_server`, which answers each line with its letters in reverse, and `s_client`.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Instant;

use super::{ANSWER, Asks, Handshake, LIMIT, LINE, Seen, Side, Version};
use crate::files;
use crate::maker::Certificate;

/// A server that listens.
pub(super) struct Server {
    pub(super) port: u16,
    running: Running,
}

impl Server {
    /// Starts a server for one connection, and waits until it says on which port it listens.
    pub(super) fn start(handshake: &Handshake<'_>, folder: &Path) -> Server {
        let mut arguments = vec!["s_server", "-accept", "127.0.0.1:0", "-naccept", "1", "-rev"];
        match handshake.server.asks {
            // A certificate must come, and what is wrong with it ends the handshake.
            Asks::Purpose => arguments.extend(["-Verify", "9", "-verify_return_error"]),
            Asks::AnyPurpose => {
                arguments.extend(["-Verify", "9", "-verify_return_error", "-purpose", "any"]);
            }
            Asks::Nothing => {}
        }
        let running = Running::start(&arguments, handshake, &handshake.server, folder);
        match running.line(|line| line.strip_prefix("ACCEPT 127.0.0.1:")?.parse().ok()) {
            Some(port) => Server { port, running },
            None => panic!("s_server does not listen: {}", running.end()),
        }
    }

    /// Waits for its end, which follows that of the connection.
    pub(super) fn finish(self) -> Seen {
        self.running.line(|_| None::<()>);
        seen(false, self.running.end())
    }
}

/// Connects, sends a line and waits for the answer.
pub(super) fn connect(handshake: &Handshake<'_>, port: u16, folder: &Path) -> Seen {
    let address = format!("127.0.0.1:{port}");
    let mut arguments = vec!["s_client", "-connect", &address, "-quiet"];
    match handshake.client.asks {
        Asks::Purpose => arguments.extend(["-verify", "9", "-verify_return_error"]),
        Asks::AnyPurpose => {
            arguments.extend(["-verify", "9", "-verify_return_error", "-purpose", "any"]);
        }
        Asks::Nothing => {}
    }
    let mut running = Running::start(&arguments, handshake, &handshake.client, folder);
    // A handshake that fails closes the pipe.
    let _ = running.child.stdin.as_mut().expect("piped").write_all(LINE.as_bytes());
    let answered = running.line(|line| (line == ANSWER).then_some(())).is_some();
    seen(answered, running.end())
}

fn seen(answered: bool, words: String) -> Seen {
    let refused = ["certificate verify failed", "peer did not return a certificate"]
        .iter()
        .any(|complaint| words.contains(complaint));
    let error = words
        .split_once("verify error:num=")
        .and_then(|(_, rest)| rest.split(':').next()?.parse().ok());
    Seen { answered, refused, error, words }
}

/// A process that is ended when it is dropped.
struct Running {
    child: Child,
    lines: Receiver<String>,
    complaints: Receiver<String>,
}

impl Running {
    fn start(
        arguments: &[&str],
        handshake: &Handshake<'_>,
        side: &Side<'_>,
        folder: &Path,
    ) -> Running {
        let at = handshake.at.to_string();
        let version = match handshake.version {
            Version::Tls12 => "-tls1_2",
            Version::Tls13 => "-tls1_3",
        };
        let mut command = Command::new("openssl");
        command
            .args(arguments)
            .args([version, "-attime", &at, "-no-CAfile", "-no-CApath", "-no-CAstore"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut file = |option: &str, text: &str| {
            let path: PathBuf = files::kept(folder, text);
            command.arg(option).arg(path);
        };
        if let Some(shown) = side.shows {
            file("-cert", &shown.leaf.pem());
            file("-key", &shown.leaf.key().pkcs8_pem());
            if !shown.chain.is_empty() {
                file("-cert_chain", &shown.chain_pem());
            }
        }
        if !side.trusts.is_empty() {
            let trusted: String = side.trusts.iter().map(Certificate::pem).collect();
            file("-verifyCAfile", &trusted);
        }
        let mut child = command.spawn().unwrap_or_else(|error| {
            panic!(
                "these tests speak TLS with the openssl command, which could not be started \
                 ({error}): install OpenSSL 3 (on Debian: apt-get install openssl)"
            )
        });
        let (sender, lines) = channel();
        let output = BufReader::new(child.stdout.take().expect("piped"));
        thread::spawn(move || {
            output.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        let (sender, complaints) = channel();
        let mut errors = child.stderr.take().expect("piped");
        thread::spawn(move || {
            let mut text = Vec::new();
            let _ = errors.read_to_end(&mut text);
            sender.send(String::from_utf8_lossy(&text).into_owned())
        });
        Running { child, lines, complaints }
    }

    /// What `wanted` makes of the first line that it wants; `None` where the process ends before.
    fn line<Wanted>(&self, wanted: impl Fn(&str) -> Option<Wanted>) -> Option<Wanted> {
        let end = Instant::now() + LIMIT;
        loop {
            match self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    if let Some(found) = wanted(&line) {
                        return Some(found);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => panic!("openssl did not end in time"),
            }
        }
    }

    /// Ends it; gives what it wrote to standard error.
    fn end(mut self) -> String {
        let _ = self.child.kill();
        self.complaints.recv_timeout(LIMIT).expect("openssl closes its standard error")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
