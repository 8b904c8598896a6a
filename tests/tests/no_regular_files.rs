//! Devices, pipes and sockets in the place of a file, and names that are no text.
#![cfg(target_os = "linux")]

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use eku_tests::archives::Tar;
use eku_tests::command::{Eku, Ran, binary};
use serde_json::Value;

#[test]
fn a_device_is_named_and_not_read_wherever_a_file_may_stand() {
    let place = folder("devices");
    symlink("/dev/zero", place.join("link")).expect("a link can be made");
    let head = "release = \"X15.5\"\n[core]\nserver_certificate = \"leaf.pem\"\n";
    fs::write(place.join("leaf.pem"), fixture("core-both-ca1-leaf.pem")).expect("written");
    fs::write(place.join("trusted.toml"), format!("{head}trusted_cas = [\"link\"]\n[edge]\n"))
        .expect("written");
    fs::write(place.join("store.toml"), format!("{head}[edge]\nserver_certificate = \"link\"\n"))
        .expect("written");
    for command in [
        "inspect /dev/zero",
        "inspect --format json link",
        "check /dev/zero",
        "check link",
        "check --core /dev/zero",
        "check leaf.pem /dev/zero",
        "check --core-server /dev/zero",
        "check --core-server leaf.pem --edge-trusted link",
        "check trusted.toml",
        "check store.toml",
        "upload --node core --release X15.5 --store server /dev/zero",
        "audit /dev/zero",
        "audit --format csv link leaf.pem",
    ] {
        let ran = Eku::new(command.split(' ')).in_folder(&place).run();
        let said = said(&ran, ": is a device or a socket, which is not read: ");
        assert_eq!((ran.code, said), (2, 1), "{command}: {}", ran.messages);
    }
}

#[test]
fn a_deployment_or_a_case_without_an_end_is_refused_at_the_limit() {
    for start in ["release = \"X15.5\"\n", "{\"schema\": \"eku/case/1\","] {
        let bytes = [start.as_bytes(), &vec![b'\n'; 1 << 25]].concat();
        let ran = Eku::new(["check", "/dev/stdin"]).input(bytes).run();
        let said = said(&ran, "/dev/stdin: is larger than 16 MiB: ");
        assert_eq!((ran.code, said), (2, 1), "{start}: {}", ran.messages);
    }
}

#[test]
fn a_pipe_is_said_to_be_waited_for_and_then_read_from_its_beginning() {
    let place = folder("pipes");
    let leaf = fixture("core-both-ca1.pem");
    fs::write(place.join("leaf.pem"), &leaf).expect("written");
    make_pipe(&place.join("pipe"));
    let deployment = "release = \"X15.5\"\n[core]\nserver_certificate = \"leaf.pem\"\n[edge]\n";
    let named = deployment.replace("leaf.pem", "pipe");
    fs::write(place.join("d.toml"), named).expect("written");
    let settings = b"*c xConfiguration SystemUnit Name: \"core\"\n".repeat(40);
    let tar = Tar::default()
        .file("core_server.pem", leaf.as_bytes())
        .file("xconf_dump_core_20261120093000.txt", &settings)
        .end();
    for (command, content, output) in [
        ("inspect --format json pipe", leaf.as_bytes(), "\"index\":1"),
        ("inspect --format json pipe", &tar, "\"source\":\"pipe!core_server.pem\""),
        ("check --core-server pipe", leaf.as_bytes(), "Core"),
        ("check d.toml", leaf.as_bytes(), "Core"),
        ("check pipe", deployment.as_bytes(), "Core"),
        ("check --core pipe", &tar, "Core"),
        (
            "upload --node core --release X15.5 --store server pipe",
            leaf.as_bytes(),
            "accepts this certificate",
        ),
        ("audit --format json pipe", leaf.as_bytes(), "\"certificates\":2"),
        ("audit --format json pipe", &tar, "\"source\":\"pipe!core_server.pem\""),
    ] {
        let ran = Eku::new(command.split(' ')).in_folder(&place).run_after_a_message(|first| {
            assert!(first.starts_with("pipe: is a pipe: waiting for "), "{command}: {first}");
            let mut pipe = File::options().write(true).open(place.join("pipe")).expect("a pipe");
            pipe.write_all(content).expect("it is read");
        });
        assert_eq!(said(&ran, "waiting for"), 1, "{command}: {}", ran.messages);
        assert!(ran.output.contains(output), "{command}: {ran:?}");
    }
}

#[test]
fn a_pipe_of_the_shell_is_read_without_a_word() {
    let leaf = fixture("core-both-ca1.pem");
    for command in ["inspect --format json", "audit --format json"] {
        let plain = Eku::new(command.split(' ').chain(["-"])).input(leaf.as_str()).run();
        let piped = Eku::new(command.split(' ').chain(["/dev/stdin"])).input(leaf.as_str()).run();
        assert_eq!((plain.code, piped.code), (0, 0), "{command}: {}", piped.messages);
        assert_eq!(piped.messages, "", "{command}");
        let renamed = piped.output.replace("\"source\":\"/dev/stdin\"", "\"source\":\"-\"");
        assert_eq!(renamed, plain.output, "{command}");
    }
}

#[test]
fn an_audit_names_once_what_in_folders_is_no_file() {
    let place = folder("audited");
    fs::write(place.join("leaf.pem"), fixture("core-both-ca1-leaf.pem")).expect("written");
    make_pipe(&place.join("pipe"));
    let audit = || Eku::new(["audit", "--format", "json", "."]).in_folder(&place).run();
    let passed_over = |ran: &Ran| {
        let summary = ran.output.lines().last().expect("a summary");
        serde_json::from_str::<Value>(summary).expect("JSON")["passed_over"].clone()
    };
    let ran = audit();
    let alone = "./pipe: is a pipe, a device or a socket, and was skipped: no action needed\n";
    assert_eq!((ran.code, ran.messages.as_str(), passed_over(&ran)), (0, alone, 1.into()));
    let _socket = UnixListener::bind(place.join("socket")).expect("a socket");
    for number in 0..40 {
        symlink("/dev/zero", place.join(format!("zero{number}"))).expect("a link can be made");
    }
    let ran = audit();
    let together = "eku audit: is a pipe, a device or a socket, and was skipped: 42 times, first at ./pipe: no action needed\n";
    assert_eq!((ran.code, ran.messages.as_str(), passed_over(&ran)), (0, together, 42.into()));
}

#[test]
fn names_that_are_no_text_stay_names_of_their_own() {
    let place = folder("names");
    let names = [&b"a\xff.pem"[..], b"a\xfe.pem", b"a\xff\xfe.pem"].map(OsStr::from_bytes);
    let leaf = fixture("core-both-ca1-leaf.pem");
    let broken = format!("{leaf}-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n");
    for name in names {
        fs::write(place.join(name), &broken).expect("written");
    }
    let shown = ["a\\xff.pem", "a\\xfe.pem", "a\\xff\\xfe.pem"];
    let arguments = |command: &str| {
        let words = command.split(' ').map(OsString::from);
        Eku::new(words.chain(names.map(OsString::from))).in_folder(&place)
    };
    for command in ["inspect --format json", "audit --format json"] {
        let ran = arguments(command).run();
        let lines: Vec<Value> =
            ran.output.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let sources: Vec<_> = lines.iter().filter_map(|line| line["source"].as_str()).collect();
        assert_eq!(sources, shown, "{command}");
        for name in shown {
            let start = format!("{name}: a block is not base64");
            assert_eq!(said(&ran, &start), 1, "{command} {start}: {}", ran.messages);
        }
    }
    let trusted = names.iter().flat_map(|name| [OsStr::new("--core-trusted"), name]);
    let check = ["check", "--format", "json", "--core-server"].map(OsStr::new);
    let ran = Eku::new(check.into_iter().chain([names[0]]).chain(trusted)).in_folder(&place).run();
    let report: Value = serde_json::from_str(&ran.output).expect("JSON");
    let problems = report["problems"].as_array().expect("a list");
    assert_eq!(problems.iter().map(|one| &one["file"]).collect::<Vec<_>>(), shown);
    let ran = arguments("check").run();
    for name in shown {
        assert_eq!(said(&ran, &format!("{name}: does not show")), 1, "{name}: {}", ran.messages);
    }
}

#[test]
fn names_in_archives_that_are_no_text_stay_names_of_their_own() {
    let place = folder("names-in-archives");
    let leaf = fixture("core-both-ca1-leaf.pem");
    let names = [&b"a\xff.pem"[..], b"a\xfe.pem", b"a\n.pem", b"a\r.pem"];
    let tar =
        names.iter().fold(Tar::default(), |tar, name| tar.member(name, b'0', leaf.as_bytes()));
    fs::write(place.join("a.tar"), tar.end()).expect("written");
    let expected = ["a\\xff.pem", "a\\xfe.pem", "a\\x0a.pem", "a\\x0d.pem"]
        .map(|name| format!("a.tar!{name}"));
    for command in ["inspect --format json a.tar", "audit --format json a.tar"] {
        let ran = Eku::new(command.split(' ')).in_folder(&place).run();
        let lines =
            ran.output.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let sources: Vec<_> =
            lines.filter_map(|line| line["source"].as_str().map(String::from)).collect();
        assert_eq!(sources, expected, "{command}");
    }
    let ran = Eku::new(["check", "a.tar"]).in_folder(&place).run();
    for name in &expected {
        assert_eq!(said(&ran, &format!("{name}: does not show")), 1, "{name}: {}", ran.messages);
    }
}

#[test]
fn a_long_name_that_is_no_text_is_no_longer_than_it_is() {
    let name = [b"\xc4".repeat(90), b".pem".to_vec()].concat();
    let tar =
        Tar::default().member(&name, b'0', fixture("core-both-ca1-leaf.pem").as_bytes()).end();
    let limits = eku_intake::archive::Limits { path: 100, ..Default::default() };
    let collected = eku_tests::archives::walk("a", &tar, &limits);
    assert_eq!((collected.files.len(), collected.aside.len()), (1, 0));
}

#[test]
fn a_file_of_more_than_its_first_bytes_comes_whole_through_a_pipe() {
    let mut child = Command::new(binary())
        .args(["inspect", "--format", "json", "/dev/stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("eku can be started");
    let mut input = child.stdin.take().expect("piped");
    let leaf = fixture("core-both-ca1-leaf.pem");
    for line in leaf.repeat(50).lines() {
        writeln!(input, "{line}").expect("it is read");
    }
    drop(input);
    let output = child.wait_with_output().expect("eku ran").stdout;
    assert_eq!(String::from_utf8(output).expect("UTF-8").lines().count(), 50);
}

/// How many messages hold this text.
fn said(ran: &Ran, text: &str) -> usize {
    ran.message_lines().iter().filter(|line| line.contains(text)).count()
}

fn make_pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().expect("mkfifo can be started");
    assert!(made.success());
}

fn fixture(name: &str) -> String {
    let certs = Path::new(env!("CARGO_MANIFEST_DIR")).join("certs");
    fs::read_to_string(certs.join(name)).expect("a fixture")
}

/// An empty folder of this name.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-regular-files").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}
