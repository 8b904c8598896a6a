//! Recording: `dumpcap` beside `s_server` and `s_client`.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use super::Recording;
use crate::files;
use crate::handshakes::Shown;
use crate::maker::Certificate;

/// Records one capture into `folder`; files for the programs are kept in `scratch`.
///
/// # Errors
///
/// A program is missing or did not do what it should, in words.
pub fn record(recording: &Recording, folder: &Path, scratch: &Path) -> Result<(), String> {
    fs::create_dir_all(scratch).map_err(|cause| format!("{}: {cause}", scratch.display()))?;
    let file = scratch.join(recording.file);
    let mut recorder = Recorder::start(recording, &file)?;
    let mut server = server(recording, scratch)?;
    for options in recording.client_options {
        connect(recording, options, scratch)?;
    }
    thread::sleep(A_MOMENT);
    end(&mut server);
    recorder.stop()?;
    finish(&file, &folder.join(recording.file))
}

/// `dumpcap` at work.
struct Recorder {
    process: Child,
}

impl Recorder {
    fn start(recording: &Recording, file: &Path) -> Result<Self, String> {
        let mut command = Command::new("dumpcap");
        command.arg("-i").args(recording.interface);
        command.args(["-f", &format!("tcp port {}", recording.port), "-P", "-w"]).arg(file);
        if recording.snapshot_length > 0 {
            command.args(["-s", &recording.snapshot_length.to_string()]);
        }
        let mut process = command.stderr(Stdio::piped()).spawn().map_err(|cause| {
            format!(
                "captures are recorded with dumpcap, which could not be started ({cause}): install \
                 Wireshark's command line (on Debian, as root: apt-get update && apt-get install \
                 tshark)"
            )
        })?;
        let mut said = String::new();
        let mut lines = BufReader::new(process.stderr.take().ok_or("no pipe")?);
        while !said.contains("File: ") {
            if lines.read_line(&mut said).map_err(words)? == 0 {
                return Err(format!("dumpcap does not record (it needs root): {said}"));
            }
        }
        // What it says from now on is of no interest, but has to go somewhere.
        thread::spawn(move || io::copy(&mut lines, &mut io::sink()));
        thread::sleep(A_MOMENT);
        Ok(Self { process })
    }

    /// Ends it as Ctrl-C does, so that it writes what it has.
    fn stop(&mut self) -> Result<(), String> {
        thread::sleep(A_MOMENT);
        let number = self.process.id().to_string();
        Command::new("kill").args(["-INT", &number]).status().map_err(words)?;
        self.process.wait().map_err(words).map(drop)
    }
}

fn server(recording: &Recording, scratch: &Path) -> Result<Child, String> {
    let mut command = Command::new("openssl");
    let address = format!("{}:{}", recording.host, recording.port);
    command.args(["s_server", "-accept", &address, "-rev"]).args(recording.server_options);
    show(&mut command, &recording.server, scratch);
    if !recording.server_trusts.is_empty() {
        command.args(["-Verify", "9", "-verify_return_error"]);
        // The names of these CAs are sent along with the request for a certificate.
        let list: String = recording.server_trusts.iter().map(Certificate::pem).collect();
        command.arg("-CAfile").arg(files::kept(scratch, &list));
    }
    let mut process = spawn(&mut command)?;
    let mut line = String::new();
    let mut lines = BufReader::new(process.stdout.take().ok_or("no pipe")?);
    while !line.starts_with("ACCEPT") {
        line.clear();
        if lines.read_line(&mut line).map_err(words)? == 0 {
            let mut said = String::new();
            let errors = process.stderr.take().map(|mut pipe| pipe.read_to_string(&mut said));
            return Err(format!("{}: s_server does not listen: {errors:?} {said}", recording.file));
        }
    }
    thread::spawn(move || io::copy(&mut lines, &mut io::sink()));
    Ok(process)
}

/// Connects, sends a line, gives the answer time to come, and closes the connection.
fn connect(recording: &Recording, options: &[&str], scratch: &Path) -> Result<(), String> {
    let mut command = Command::new("openssl");
    let address = format!("{}:{}", recording.host, recording.port);
    command.args(["s_client", "-connect", &address, "-verify", "9", "-verify_return_error"]);
    command.args(["-servername", SERVER_NAME]).args(options).current_dir(scratch);
    let list: String = recording.client_trusts.iter().map(Certificate::pem).collect();
    command.arg("-CAfile").arg(files::kept(scratch, &list));
    if let Some(shown) = &recording.client {
        show(&mut command, shown, scratch);
    }
    let mut process = spawn(&mut command)?;
    // The pipe is closed where the handshake fails.
    let mut input = process.stdin.take().ok_or("no pipe")?;
    thread::sleep(A_MOMENT);
    let _ = input.write_all(b"gnip\n");
    thread::sleep(A_MOMENT);
    drop(input);
    thread::sleep(A_MOMENT);
    end(&mut process);
    Ok(())
}

fn show(command: &mut Command, shown: &Shown, scratch: &Path) {
    let chain: String = shown.chain.iter().map(Certificate::pem).collect();
    let mut file = |option: &str, text: &str| {
        command.arg(option).arg(files::kept(scratch, text));
    };
    file("-cert", &shown.leaf.pem());
    file("-key", &shown.leaf.key().pkcs8_pem());
    file("-cert_chain", &chain);
}

fn spawn(command: &mut Command) -> Result<Child, String> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|cause| format!("openssl could not be started ({cause}): install OpenSSL 3"))
}

/// Puts a recording in its place, in the format that its name says, without what `dumpcap` notes
/// of the machine.
fn finish(recorded: &Path, place: &Path) -> Result<(), String> {
    if place.extension().is_some_and(|extension| extension == "pcap") {
        return copy(recorded, place).map_err(words);
    }
    let unfinished: PathBuf = recorded.with_extension("unfinished");
    let status = Command::new("editcap")
        .args(["-F", "pcapng"])
        .args([recorded, &unfinished])
        .status()
        .map_err(words)?;
    if !status.success() {
        return Err("editcap could not write a pcapng".to_owned());
    }
    copy(&unfinished, place).map_err(words)
}

/// Copies content alone: `dumpcap` keeps its files from everybody else.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::write(to, fs::read(from)?)
}

fn end(process: &mut Child) {
    let _ = process.kill();
    let _ = process.wait();
}

fn words(cause: io::Error) -> String {
    cause.to_string()
}

const SERVER_NAME: &str = "edge.example.com";

/// Longer than a handshake takes, and than packets wait in the kernel.
const A_MOMENT: Duration = Duration::from_millis(600);
