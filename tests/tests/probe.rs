//! `eku probe` against small servers: what does not speak TLS, what does not answer, names and
//! addresses, and what is saved.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use eku_tests::command::{Eku, Ran};
use eku_tests::files;
use eku_tests::handshakes::Version;
use eku_tests::live::{self, Asks, Server, Setup, Stack, World};
use serde_json::Value;

#[test]
fn ssh_is_said_to_be_ssh_on_its_port_and_on_any_other() {
    let banner = |mut socket: TcpStream| {
        socket.write_all(b"A line before\r\nSSH-2.0-Server \x1b[31m\r\n")?;
        socket.read_to_end(&mut Vec::new()).map(|_| ())
    };
    let tunnels = live::small((Ipv4Addr::new(127, 0, 0, 71), 2222), banner);
    let other = live::small(ANY, |mut socket| {
        socket.write_all(b"SSH-2.0-Other\r\n")?;
        socket.read_to_end(&mut Vec::new()).map(|_| ())
    });
    let ran = probe(&["--format", "text", &tunnels.to_string(), &other.to_string()]);
    assert_eq!((ran.code, ran.messages.as_str()), (0, ""));
    for part in [
        "127.0.0.71:2222 (SSH tunnels): SSH, not TLS: \"SSH-2.0-Server \\u{1b}[31m\"\n",
        &format!("{other}: SSH, not TLS: \"SSH-2.0-Other\"\n"),
        "  Certificates inside SSH are not visible here.\n",
    ] {
        assert!(ran.output.contains(part), "{part}: {}", ran.output);
    }
}

#[test]
fn what_does_not_speak_tls_is_named_and_is_an_error() {
    let answers = |bytes: &'static [u8]| {
        let address = live::small(ANY, move |mut socket| {
            let mut some = [0; 16];
            socket.read_exact(&mut some)?;
            socket.write_all(bytes)
        });
        address.to_string()
    };
    let hung_up = live::small(ANY, |mut socket| socket.read_exact(&mut [0; 16])).to_string();
    for (target, state, text) in [
        (
            answers(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
            "not-tls",
            "answers with HTTP, not with TLS",
        ),
        (answers(b"SIP/2.0 400 Bad\r\n\r\n"), "not-tls", "answers with SIP, not with TLS"),
        (answers(b"\0\x01\x02"), "not-tls", "answers, but not with TLS"),
        (answers(b"?"), "not-tls", "answers, but not with TLS"),
        // A record of TLS with an alert of the version.
        (
            answers(b"\x15\x03\x01\0\x02\x02\x46"),
            "tls",
            "the TLS handshake failed: alert protocol version (70)",
        ),
        (hung_up, "tls", "the TLS handshake failed: the server closed the connection"),
        (closed_port(), "closed", "the port is closed"),
    ] {
        let (ran, report) = report(&[&target]);
        assert_eq!((&report["state"], &report["text"]), (&state.into(), &text.into()), "{target}");
        assert_eq!(ran.code, 2, "{target}");
        assert!(ran.messages.starts_with(&format!("{target}: {text}: ")), "{}", ran.messages);
    }
}

#[test]
fn a_server_that_says_nothing_or_no_more_is_not_waited_for() {
    let silent = live::small(ANY, |mut socket| socket.read_to_end(&mut Vec::new()).map(|_| ()));
    let (ran, seen) = report(&["--timeout", "1", &silent.to_string()]);
    assert_eq!((ran.code, &seen["state"]), (2, &"silent".into()));
    assert_eq!(seen["text"], "connected, but no answer within 1 second");
    // A byte now and then, which is the beginning of a record.
    let slow = live::small(ANY, |mut socket| {
        socket.write_all(&[22, 3, 3, 0xff, 0xff])?;
        loop {
            thread::sleep(Duration::from_millis(100));
            socket.write_all(&[0])?;
        }
    });
    let (ran, _) = report(&["--timeout", "1", &slow.to_string()]);
    assert_eq!(ran.code, 2, "{}", ran.messages);
}

#[test]
fn a_server_that_never_stops_is_not_read_to_its_end() {
    for (bytes, options) in [
        (&b"SSH-"[..], &[][..]),
        (b"no line ends ", &[]),
        (b"<stream:stream ", &["--starttls", "xmpp"]),
        (b"\x16\x03\x03\x40\0", &[]),
        (b"\x17\x03\x03\0\x01", &[]),
    ] {
        let endless = live::small(ANY, move |mut socket| {
            loop {
                socket.write_all(bytes)?;
            }
        });
        let target = endless.to_string();
        let ran = probe(&[options, &["--timeout", "20", &target]].concat());
        assert!(!ran.output.is_empty() && ran.output.len() < 20_000, "{}", ran.output);
    }
}

#[test]
fn bytes_of_every_kind_are_an_answer() {
    let mut state = 1_u64;
    let mut next = move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    let targets: Vec<String> = (0..96)
        .map(|number| {
            let body: Vec<u8> = (0..64 + number * 3).map(|_| next()).collect();
            let length = (body.len() as u16).to_be_bytes();
            // At random, as a record of a handshake, and as a message that is like a ServerHello.
            let head: Vec<u8> = match number % 3 {
                0 => Vec::new(),
                1 => [&[22, 3, 3][..], &length].concat(),
                _ => {
                    let inner = ((body.len() - 4) as u32).to_be_bytes();
                    [&[22, 3, 3][..], &length, &[2], &inner[1..], &[3, 3]].concat()
                }
            };
            let mut bytes = head;
            bytes.extend(body);
            live::small(ANY, move |mut socket| socket.write_all(&bytes)).to_string()
        })
        .collect();
    let ran = probe(&[&["--format", "json"], &strs(&targets)[..]].concat());
    assert_eq!(ran.code, 2);
    assert_eq!(ran.output.lines().count(), targets.len());
    for (line, target) in ran.output.lines().zip(&targets) {
        let report: Value = serde_json::from_str(line).expect("a line is JSON");
        assert_eq!(report["target"], target.as_str());
    }
}

#[test]
fn xmpp_is_asked_for_tls_first() {
    let world = World::default();
    let certificate = world.certificate("xmpp.example.com", live::Eku::Server);
    let federation = (Ipv4Addr::new(127, 0, 0, 72), 5269);
    let federation = live::small(federation, live::xmpp(Some(live::tls(&certificate, |_| ()))));
    let other = live::small(ANY, live::xmpp(Some(live::tls(&certificate, |_| ()))));
    let (federation, other) = (federation.to_string(), other.to_string());
    for arguments in [&[federation.as_str()][..], &["--starttls", "xmpp", &other]] {
        let (ran, report) = report(arguments);
        assert_eq!((ran.code, &report["state"]), (0, &"tls".into()), "{}", ran.output);
        assert_eq!(report["certificates"][0]["sha256"], certificate.sha256());
    }
    let (ran, seen) = report(&["--starttls", "off", "--timeout", "2", &other]);
    assert_eq!((ran.code, &seen["state"]), (2, &"silent".into()));
    let plain = live::small(ANY, live::xmpp(no_tls()));
    let (ran, seen) = report(&["--starttls", "xmpp", &plain.to_string()]);
    assert_eq!((ran.code, &seen["state"]), (2, &"no-starttls".into()));
    let other_protocol =
        live::small(ANY, |mut socket| socket.write_all(b"HTTP/1.1 400 Bad\r\n\r\n"));
    let (_, seen) = report(&["--starttls", "xmpp", &other_protocol.to_string()]);
    assert_eq!(seen["text"], "answers with HTTP, not with TLS");
}

#[test]
fn addresses_of_both_kinds_and_names_are_asked() {
    let world = World::default();
    let certificate = world.certificate("edge.example.com", live::Eku::Both);
    let (sender, names) = mpsc::channel();
    let sender = std::sync::Mutex::new(sender);
    let serve = live::tls(&certificate, move |name| {
        let _ = sender.lock().expect("nobody panics").send(name.map(str::to_owned));
    });
    let serve = std::sync::Arc::new(serve);
    let same = || {
        let serve = std::sync::Arc::clone(&serve);
        move |socket: TcpStream| serve(socket)
    };
    let (old, new) = (live::small(ANY, same()), live::small("[::1]:0", same()));
    let by_name = format!("localhost:{}", old.port());
    for (arguments, shown, sent) in [
        (vec![old.to_string()], old.to_string(), None),
        (vec![new.to_string()], new.to_string(), None),
        (vec![by_name.clone()], by_name.clone(), Some("localhost")),
        (
            ["--name", "edge.example.com", &by_name].map(String::from).into(),
            by_name.clone(),
            Some("edge.example.com"),
        ),
        (
            ["--name", "edge.example.com", &new.to_string()].map(String::from).into(),
            new.to_string(),
            Some("edge.example.com"),
        ),
    ] {
        let (ran, report) = report(&strs(&arguments));
        assert_eq!((ran.code, ran.messages.as_str()), (0, ""), "{arguments:?}");
        assert_eq!(report["target"], shown);
        assert_eq!(report["name"].as_str(), sent, "{arguments:?}");
        assert_eq!(report["certificates"][0]["sha256"], certificate.sha256());
        assert_eq!(report["versions"], serde_json::json!(["TLS 1.3", "TLS 1.2"]));
        for name in names.try_iter() {
            assert_eq!(name.as_deref(), sent, "{arguments:?}");
        }
    }
}

#[test]
fn a_host_without_a_port_is_asked_on_the_usual_ones() {
    let world = World::default();
    let certificate = world.certificate("edge.example.com", live::Eku::Server);
    let host = Ipv4Addr::new(127, 0, 0, 73);
    live::small((host, 5061), live::tls(&certificate, |_| ()));
    let ran = probe(&["--format", "json", "127.0.0.73"]);
    let states: Vec<String> = ran
        .output
        .lines()
        .map(|line| {
            let report: Value = serde_json::from_str(line).expect("JSON");
            format!("{} {}", report["port"], report["state"].as_str().unwrap_or_default())
        })
        .collect();
    let expected =
        ["5061 tls", "5062 closed", "7001 closed", "8443 closed", "443 closed", "2222 closed"];
    assert_eq!(states[..6], expected, "{}", ran.messages);
    assert_eq!(states[6], "5269 closed");
    assert_eq!((ran.code, ran.messages.as_str()), (0, ""));
    // A host where nothing listens.
    let ran = probe(&["127.0.0.74"]);
    assert_eq!(ran.code, 2);
    assert!(ran.messages.starts_with("127.0.0.74: answers on no usual port: "), "{}", ran.messages);
}

#[test]
fn ports_are_shown_in_the_order_in_which_they_were_asked_for() {
    let targets: Vec<String> = (0..80)
        .map(|number| {
            let late = Duration::from_millis(if number % 7 == 0 { 200 } else { 0 });
            let address = live::small(ANY, move |mut socket| {
                thread::sleep(late);
                socket.write_all(b"SSH-2.0-Server\r\n")?;
                socket.read_to_end(&mut Vec::new()).map(|_| ())
            });
            address.to_string()
        })
        .collect();
    let ran = probe(&strs(&targets));
    let shown = ran.output.lines().filter_map(|line| line.split_once(": SSH, not TLS"));
    assert_eq!(shown.map(|(target, _)| target).collect::<Vec<_>>(), strs(&targets));
    assert_eq!(ran.code, 0);
}

#[test]
fn what_cannot_be_asked_is_wrong_usage() {
    for (arguments, message) in [
        (&["a b"][..], "a b: is not a host name or an address: "),
        (&["host:0"], "host:0: has no port from 1 to 65535 behind the colon: "),
        (&["--name", "a b", "host:1"], "eku probe: --name is not a host name: "),
        (&["--timeout", "0", "host:1"], "error: invalid value '0'"),
        (&["--client-key", "k.pem", "host:1"], "error: the following required arguments"),
        (&["--node", "core", "host:1"], "error: the following required arguments"),
        (&[], "error: the following required arguments"),
    ] {
        let ran = Eku::new([&["probe"], arguments].concat()).run();
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.messages.starts_with(message), "{arguments:?}: {}", ran.messages);
        assert_eq!(ran.output, "");
    }
}

#[test]
fn a_name_without_an_address_is_told() {
    let (ran, report) = report(&["nothing.invalid:5061"]);
    assert_eq!((ran.code, &report["state"]), (2, &"name-not-found".into()));
    assert_eq!(report["address"], Value::Null);
}

#[test]
fn a_far_end_is_saved_with_its_certificate_and_its_check_and_judged_there() {
    let (folder, world) = (folder("saved"), World::default());
    let shows = world.certificate("far.example.com", live::Eku::Server);
    let client = world.certificate("edge.example.com", live::Eku::Server);
    let file = |text: &str| files::kept(&folder, text).to_string_lossy().into_owned();
    let (certificate, key) = (file(&client.pem()), file(&client.key().pkcs8_pem()));
    let own = ["--client-certificate", &certificate, "--client-key", &key];
    let case = folder.join("case.json").to_string_lossy().into_owned();
    let mut names = Vec::new();
    for (stack, asks, check) in [
        (Stack::OpenSsl, Asks::No, "not-requested"),
        (Stack::OpenSsl, Asks::Must, "on"),
        (Stack::GnuTls, Asks::Must, "off"),
        // It may have ignored what it does not need.
        (Stack::GnuTls, Asks::May, "unknown"),
    ] {
        let trusts = world.trusted.certificate();
        let setup = Setup { stack, version: Version::Tls13, asks, shows: &shows, trusts };
        let server = Server::start(&setup, &folder);
        let target = format!("127.0.0.1:{}", server.port);
        // A second look changes what the first one learned, and adds no second far end.
        let mut text = String::new();
        for round in 0..2 {
            let ran = probe(&[&own[..], &["--save-case", &case, &target]].concat());
            assert!(ran.messages.contains("now has 1 far end from this probe"), "{}", ran.messages);
            text = fs::read_to_string(&case).expect("a case");
            assert_eq!(text.matches(&format!("\"name\": \"{target}\"")).count(), 1, "{round}");
        }
        names.push(target.clone());
        let saved: Value = serde_json::from_str(&text).expect("JSON");
        let far_ends = saved["far_end"].as_array().expect("far ends");
        assert_eq!(far_ends.len(), names.len());
        let far_end = far_ends.last().expect("the last");
        assert_eq!(far_end["name"], target.as_str());
        assert_eq!(far_end["client_eku_check"], check, "{stack:?} {asks:?}");
        assert_eq!(far_end["node"], "edge");
        assert!(far_end["certificate"]["pem"].to_string().contains("BEGIN CERTIFICATE"));
    }
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 5 + 1, "only the case is new");
    let check = ["check", "--format", "json", &case, "--edge-client", &certificate];
    let ran = Eku::new(check.into_iter().chain(["--edge-server", &certificate])).run();
    let report: Value = serde_json::from_str(&ran.output).expect(&ran.messages);
    let verdict = |target: &str| {
        let services = report["services"].as_array().expect("services").iter();
        let mut services = services.filter(|service| service["name"].as_str() == Some(target));
        services.next().expect(target)["verdict"].as_str().expect("a verdict").to_owned()
    };
    let verdicts: Vec<String> = names.iter().map(|name| verdict(name)).collect();
    assert_eq!(verdicts, ["works", "fails", "works", "undecided"]);
    // What was rejected is evidence.
    let evidence = report["evidence"].as_array().expect("evidence");
    let [rejected] = &evidence[..] else { panic!("{evidence:#?}") };
    let told = [&rejected["agrees"], &rejected["file"], &rejected["where"]];
    assert_eq!(told, ["agrees", "eku probe", names[1].as_str()], "{rejected:#}");
    let text = rejected["text"].as_str().expect("a sentence");
    assert!(text.starts_with("A probe for Edge shows a handshake of "), "{text}");
    assert!(text.contains("with the alert unsupported certificate"), "{text}");
    assert!(text.ends_with("This matches the verdict (Fails)."), "{text}");
}

#[test]
fn what_is_said_of_a_port_is_plain() {
    let (folder, world) = (folder("plain"), World::default());
    let shows = world.certificate("far.example.com", live::Eku::Server);
    let trusts = world.trusted.certificate();
    let (stack, version, asks) = (Stack::OpenSsl, Version::Tls12, Asks::Must);
    let server = Server::start(&Setup { stack, version, asks, shows: &shows, trusts }, &folder);
    let file = |text: &str| files::kept(&folder, text).to_string_lossy().into_owned();
    let (certificate, key) = (file(&shows.pem()), file(&shows.key().pkcs8_pem()));
    let target = format!("127.0.0.1:{}", server.port);
    let ran = probe(&["--client-certificate", &certificate, "--client-key", &key, &target]);
    let told = "\
TARGET: TLS 1.2 only
  The certificate allows server authentication.
  The certificate does not allow client authentication. If this system also connects with it, servers that check the EKU reject it.
  The port requires a client certificate.
  The server rejected the client certificate (server authentication only): alert unsupported certificate (43).
  The alert matches the missing client authentication.
  Names these CAs: CN=Live Trusted CA.
  TARGET [0]
    subject     CN=far.example.com
";
    let told = told.replace("TARGET", &target);
    assert!(ran.output.starts_with(&told), "{}", ran.output);
    let end = "\neku probe shows what servers present. It accepts any certificate, and does not verify \
        chains and names.\n";
    assert!(ran.output.ends_with(end), "{}", ran.output);
    assert_eq!((ran.code, ran.messages.as_str()), (1, ""));
}

#[test]
fn names_of_a_server_steer_no_terminal() {
    let world = World::default();
    let name = "evil\u{1b}[31m\u{202e}\nnext line";
    let certificate = world.certificate(name, live::Eku::Server);
    let target = live::small(ANY, live::tls(&certificate, |_| ())).to_string();
    for format in ["text", "json"] {
        let ran = probe(&["--format", format, &target]);
        assert_eq!(ran.code, 0, "{}", ran.messages);
        assert!(ran.output.contains("evil"), "{}", ran.output);
        for bad in ["\u{1b}", "\u{202e}", "\nnext line"] {
            assert!(!ran.output.contains(bad), "{bad:?}: {}", ran.output);
        }
    }
}

#[test]
fn what_is_no_case_is_not_overwritten() {
    let folder = folder("no-case");
    let file = folder.join("notes.txt");
    fs::write(&file, "important").expect("it can be written");
    let file = file.to_string_lossy().into_owned();
    let ran = probe(&["--save-case", &file, "127.0.0.1:1"]);
    assert_eq!((ran.code, ran.output.as_str()), (2, ""));
    assert_eq!(fs::read_to_string(&file).expect("it is there"), "important");
}

/// A run of `eku probe`.
fn probe(arguments: &[&str]) -> Ran {
    Eku::new(["probe"].iter().chain(arguments)).run()
}

/// A run that shows one port.
fn report(arguments: &[&str]) -> (Ran, Value) {
    let ran = probe(&[&["--format", "json"], arguments].concat());
    let report = serde_json::from_str(&ran.output);
    let report = report.unwrap_or_else(|error| panic!("{error}: {}", ran.messages));
    (ran, report)
}

fn strs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn no_tls() -> Option<fn(TcpStream) -> std::io::Result<()>> {
    None
}

/// A port on which nothing listens.
fn closed_port() -> String {
    let listener = TcpListener::bind(ANY).expect("a port is free");
    listener.local_addr().expect("it listens").to_string()
}

/// An empty folder of one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("probe").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// Any port.
const ANY: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);
