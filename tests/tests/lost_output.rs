//! Output that does not arrive is said: exit code 2 and one message, for every command and format.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use eku_tests::command::{Eku, Ran, binary};

/// A device on which there is never room.
const FULL: &str = "/dev/full";

/// Every command in every format, on input without a problem, and what it ends with.
const COMMANDS: [(&str, i32); 16] = [
    ("inspect --format text certs/core-both-ca1-leaf.pem", 0),
    ("inspect --format json certs/core-both-ca1-leaf.pem", 0),
    ("inspect certs/core-both-ca1-leaf.pem certs/edge-both-ca1-leaf.pem", 0),
    ("check --at 2026-11-23 --format text DEPLOYMENT", 0),
    ("check --at 2026-11-23 --format json DEPLOYMENT", 0),
    ("check --at 2026-11-23 --format markdown DEPLOYMENT", 0),
    ("check --at 2026-11-23 --format html DEPLOYMENT", 0),
    ("check --at 2026-11-23 --format prometheus DEPLOYMENT", 0),
    ("upload --node edge --release X15.5 --store server certs/edge-both-ca1-leaf.pem", 0),
    ("audit --at 2026-11-23 --format text certs/core-both-ca1-leaf.pem", 0),
    ("audit --at 2026-11-23 --format json certs/core-both-ca1-leaf.pem", 0),
    ("audit --at 2026-11-23 --format csv certs/core-both-ca1-leaf.pem", 0),
    ("--help", 0),
    ("--version", 0),
    ("help check", 0),
    ("check --help", 0),
];

fn eku(command: &str) -> Eku {
    let words = command.split(' ').map(|word| match word {
        "DEPLOYMENT" => "scenarios/openssl-both-nodes-trust-both-roots-works/deployment.toml",
        word => word,
    });
    Eku::new(words)
}

fn is_said(ran: &Ran, command: &str) {
    let lines = ran.message_lines();
    assert_eq!((ran.code, lines.len()), (2, 1), "{command}: {}", ran.messages);
    let said = "standard output: the result is incomplete, because it cannot be written: ";
    assert!(lines[0].starts_with(said), "{command}: {}", ran.messages);
}

#[test]
fn a_full_disk_is_said_by_every_command_in_every_format() {
    for (command, code) in COMMANDS {
        let good = eku(command).run();
        assert_eq!((good.code, good.messages.as_str()), (code, ""), "{command}");
        assert!(!good.output.is_empty(), "{command}");
        let ran = eku(command).output_to(Path::new(FULL)).run();
        is_said(&ran, command);
        assert!(ran.messages.contains("No space left on device"), "{}", ran.messages);
    }
}

#[test]
fn what_is_said_of_the_input_is_said_beside_it() {
    for (command, problems) in [
        ("inspect certs/core-both-ca1-leaf.pem no-such-file", 0),
        ("audit --format json no-such-file certs/core-both-ca1-leaf.pem", 1),
        ("audit --format text no-such-file certs/core-both-ca1-leaf.pem", 1),
    ] {
        let ran = eku(command).output_to(Path::new(FULL)).run();
        let lines = ran.message_lines();
        assert_eq!((ran.code, lines.len()), (2, problems + 1), "{command}: {}", ran.messages);
        assert!(lines[problems].starts_with("standard output: "), "{command}: {}", ran.messages);
    }
}

#[test]
fn messages_that_do_not_arrive_are_no_success() {
    for (command, code) in [
        ("audit certs/core-both-ca1-leaf.pem no-such-file", 2),
        ("check --core-server certs/core-both-ca1-leaf.pem --trusted no-such-file", 2),
        ("inspect no-such-file", 2),
        ("inspect --no-such-option", 2),
    ] {
        let ran = eku(command).messages_to(Path::new(FULL)).run();
        assert_eq!(ran.code, code, "{command}");
    }
    // A certificate further down that cannot be read does not change the verdict; not saying so does.
    let place = folder("messages");
    let leaf = fs::read("certs/core-both-ca1-leaf.pem").expect("a fixture");
    let broken = b"-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n";
    let file = place.join("chain.pem");
    fs::write(&file, [&leaf[..], broken].concat()).expect("it can be written");
    let upload = ["upload", "--node", "core", "--release", "X15.5", "--store", "server"];
    let upload = Eku::new(upload.iter().copied().chain([file.to_str().expect("UTF-8")]));
    let ran = upload.run();
    assert_eq!((ran.code, ran.message_lines().len()), (0, 1), "{}", ran.messages);
    assert_eq!(upload.messages_to(Path::new(FULL)).run().code, 2);
}

#[test]
fn a_disk_that_becomes_full_keeps_a_beginning_and_says_so() {
    let place = folder("small-disk");
    let leaf = fs::read("certs/core-both-ca1-leaf.pem").expect("a fixture");
    let bundle = place.join("bundle.pem");
    fs::write(&bundle, leaf.repeat(400)).expect("it can be written");
    for (command, format) in [("audit", "csv"), ("audit", "json"), ("inspect", "json")] {
        let file = place.join(format!("{command}.{format}"));
        let arguments = [command, "--format", format, bundle.to_str().expect("UTF-8")];
        let whole = Eku::new(arguments).run().output;
        assert!(whole.len() > 2 * SMALL, "{command} {format}");
        // What is over the limit of a file's size is an error where the signal for it is ignored.
        let script = "trap '' XFSZ; ulimit -f 128; out=$1; shift; exec \"$@\" > \"$out\"";
        let ran = Command::new("sh")
            .args(["-c", script, "sh"])
            .args([&file, binary()])
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .expect("sh can be started");
        let messages = String::from_utf8(ran.stderr).expect("UTF-8");
        let code = ran.status.code().expect("it ended by itself");
        is_said(&Ran { code, output: String::new(), messages }, command);
        let kept = fs::read_to_string(&file).expect("a file");
        // `ulimit` counts blocks of 512 or of 1,024 bytes.
        assert!(matches!(kept.len(), SMALL | LARGER), "{command} {format}: {}", kept.len());
        assert!(whole.starts_with(&kept), "{command} {format}");
    }
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    for (command, code) in COMMANDS {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let words = command.replace(
            "DEPLOYMENT",
            "scenarios/openssl-both-nodes-trust-both-roots-works/deployment.toml",
        );
        let ran = Command::new(binary())
            .args(words.split(' '))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdin(Stdio::null())
            .stdout(writer)
            .output()
            .expect("eku can be started");
        let messages = String::from_utf8_lossy(&ran.stderr);
        assert_eq!((ran.status.code(), &*messages), (Some(code), ""), "{command}");
    }
}

#[test]
fn an_output_that_cannot_be_written_to_at_all_is_said() {
    let ran = Command::new(binary())
        .args(["inspect", "certs/core-both-ca1-leaf.pem"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        // Open for reading only.
        .stdout(fs::File::open("/dev/null").expect("a device"))
        .output()
        .expect("eku can be started");
    let messages = String::from_utf8_lossy(&ran.stderr).into_owned();
    let code = ran.status.code().expect("it ended by itself");
    is_said(&Ran { code, output: String::new(), messages }, "inspect");
}

/// An empty folder of this name.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lost-output").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// Bytes that the small disk takes.
const SMALL: usize = 128 * 512;
const LARGER: usize = 2 * SMALL;
