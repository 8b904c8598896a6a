//! What `eku probe` tells of real servers: every combination of a server of OpenSSL or GnuTLS, TLS 1.2 or
//! 1.3, whether it asks, what it presents, and what is presented to it, as a table.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use eku_tests::command::Eku;
use eku_tests::files;
use eku_tests::handshakes::Version;
use eku_tests::live::{self, Asks, Server, Setup, Stack, World};
use eku_tests::maker::Certificate;
use serde_json::Value;

#[test]
fn what_is_told_of_every_server_is_in_the_table() {
    let (folder, world) = (folder(), World::default());
    let rows = rows();
    let shown = rows.iter().map(|(.., server)| world.certificate("live.example.com", *server));
    let shown: Vec<Certificate> = shown.collect();
    let started = rows.iter().zip(&shown).map(|((stack, version, asks, _), shows)| {
        let (stack, version, asks) = (*stack, *version, *asks);
        let trusts = world.trusted.certificate();
        Server::start(&Setup { stack, version, asks, shows, trusts }, &folder)
    });
    let servers: Vec<Server> = started.collect();
    let clients = clients(&world);
    let told: Vec<Vec<Value>> =
        clients.iter().map(|(_, client)| probe(&servers, client.as_ref(), &folder)).collect();
    let mut table = String::from(HEAD);
    for (place, row) in rows.iter().enumerate() {
        for ((client, _), reports) in clients.iter().zip(&told) {
            let report = &reports[place];
            assert_eq!(report["certificates"][0]["sha256"], shown[place].sha256(), "{row:?}");
            assert_eq!(report["versions"][0], version_words(row.1), "{row:?}");
            let line = line(row, client, report);
            assert!(line.contains(&expected(row, client)), "{line}: {}", expected(row, client));
            writeln!(table, "{line}").expect("a string");
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("probes.txt");
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        fs::write(&file, &table).expect("it can be written");
    }
    let committed = fs::read_to_string(&file).expect("the table can be read");
    assert!(table == committed, "tests/probes.txt is not what was told:\n{table}");
}

type Row = (Stack, Version, Asks, live::Eku);

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for stack in [Stack::OpenSsl, Stack::GnuTls] {
        for version in [Version::Tls12, Version::Tls13] {
            for asks in [Asks::No, Asks::May, Asks::Must] {
                rows.extend(live::Eku::ALL.map(|server| (stack, version, asks, server)));
            }
        }
    }
    rows
}

/// What is presented to the servers.
fn clients(world: &World) -> Vec<(&'static str, Option<Certificate>)> {
    use live::Eku::{Both, Client, Server};
    let trusted = |eku| Some(world.certificate("client.example.com", eku));
    vec![
        ("nothing", None),
        ("both", trusted(Both)),
        ("server-only", trusted(Server)),
        ("client-only", trusted(Client)),
        ("untrusted", Some(world.untrusted("client.example.com", Both))),
    ]
}

/// What the servers are known to do: OpenSSL verifies what comes as `openssl verify -purpose sslclient`
/// does, GnuTLS whether it trusts the CA.
fn expected((stack, version, asks, _): &Row, client: &str) -> String {
    let request = match asks {
        Asks::No => "none",
        Asks::May => "optional",
        Asks::Must => "required",
    };
    let when = if *version == Version::Tls13 { " late" } else { "" };
    let outcome = match client {
        "nothing" => "-".into(),
        _ if *asks == Asks::No => "not-asked".into(),
        "server-only" if *stack == Stack::OpenSsl => {
            format!("rejected 43 unsupported certificate{when}")
        }
        "untrusted" if *stack == Stack::OpenSsl => format!("rejected 48 unknown CA{when}"),
        "untrusted" => format!("rejected 49 access denied{when}"),
        _ => "accepted".into(),
    };
    format!("| {request:<8} | {outcome}")
}

fn line((stack, version, asks, server): &Row, client: &str, report: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let attempt = &report["attempt"];
    let mut outcome = text(&attempt["outcome"]);
    if let Some(alert) = attempt["alert"].as_object() {
        write!(outcome, " {} {}", alert["number"], text(&alert["name"])).expect("a string");
    }
    if attempt["late"] == true {
        outcome.push_str(" late");
    }
    let asks = match asks {
        Asks::No => "no",
        Asks::May => "asks",
        Asks::Must => "requires",
    };
    let stack = format!("{stack:?}");
    let server = format!("{server:?}").to_lowercase();
    format!(
        "{stack:<7} | {} | {asks:<8} | {server:<6} | {client:<11} | {:<8} | {:<44} | {}",
        version_words(*version),
        text(&report["client_certificate"]["request"]),
        outcome,
        text(&report["result"]),
    )
    .trim_end()
    .to_owned()
}

/// The reports on all servers, with one client certificate or none.
fn probe(servers: &[Server], client: Option<&Certificate>, folder: &Path) -> Vec<Value> {
    let mut arguments: Vec<String> =
        ["probe", "--format", "json", "--timeout", "60"].map(String::from).into();
    if let Some(client) = client {
        let file = |text: &str| files::kept(folder, text).to_string_lossy().into_owned();
        let (certificate, key) = (file(&client.pem()), file(&client.key().pkcs8_pem()));
        let options = ["--client-certificate", &certificate, "--client-key", &key];
        arguments.extend(options.map(String::from));
    }
    arguments.extend(servers.iter().map(|server| format!("127.0.0.1:{}", server.port)));
    let ran = Eku::new(&arguments).run();
    assert_eq!(ran.messages, "");
    let lines = ran.output.lines();
    let reports: Vec<Value> =
        lines.map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    assert_eq!(reports.len(), servers.len());
    reports
}

fn version_words(version: Version) -> &'static str {
    match version {
        Version::Tls12 => "TLS 1.2",
        Version::Tls13 => "TLS 1.3",
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("probe-table")
}

const HEAD: &str = "\
What eku probe tells of servers: whose server, its only version, whether it asks for a client certificate, the
EKU of what it presents, and what is presented to it. Then what is told: the request, what came of the client
certificate with the alert, and the result. gnutls-serv does not check the EKU.
Made anew by SNAPSHOTS=overwrite cargo test -p eku-tests --test probe_table

";
