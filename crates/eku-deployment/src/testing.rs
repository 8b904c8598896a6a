//! Certificate files, machines and tables for the tests.

use eku_engine::deployment::Role;
use eku_engine::evidence::TlsFailure;
use eku_engine::report::Problem;
use eku_intake::collection::{CertificateFile, Dump, Machine};
use eku_intake::log::{Failure, FailureKind, Log, Remote};
use eku_intake::settings::{self, Settings};
use serde_json::Value;

use crate::tables::Described;
use crate::{Description, build, build_case};

pub(crate) const CORE: &str = include_str!("../../../tests/certs/core-both-ca1.pem");
pub(crate) const EDGE: &str = include_str!("../../../tests/certs/edge-both-ca1.pem");
pub(crate) const ROOT: &str = include_str!("../../../tests/certs/ca1-root.pem");
pub(crate) const ROOTS: &str = include_str!("../../../tests/certs/ca-both-roots.pem");

/// A certificate file of a name.
pub(crate) fn file(source: &str, pem: &str) -> CertificateFile {
    CertificateFile::read(source, pem.as_bytes())
}

/// A file with a certificate and damage behind it.
pub(crate) fn damaged(source: &str) -> CertificateFile {
    file(source, &format!("{ROOT}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
}

/// The description of a deployment file, whose certificates are named for their contents.
pub(crate) fn built(tables: &Value) -> Result<Description, Vec<Problem>> {
    build("a.toml", &described(tables), read)
}

/// The description of a case.
pub(crate) fn built_case(tables: &Value) -> Result<Description, Vec<Problem>> {
    build_case("a.json", &described(tables), read)
}

fn described(tables: &Value) -> Described<String> {
    serde_json::from_value(tables.clone()).unwrap()
}

#[expect(clippy::ptr_arg, reason = "tables hold strings")]
fn read(name: &String) -> Result<CertificateFile, Problem> {
    let pem = match name.as_str() {
        "core.pem" => CORE,
        "edge.pem" => EDGE,
        "root.pem" => ROOT,
        "roots.pem" => ROOTS,
        "empty.pem" | "blank.pem" => "",
        _ => return Err(problem(name)),
    };
    Ok(file(name, pem))
}

/// A problem with a file.
pub(crate) fn problem(file: &str) -> Problem {
    Problem {
        file: file.into(),
        what: "cannot be opened".into(),
        place: String::new(),
        remedy: "check its name".into(),
        count: 1,
    }
}

/// A machine with these certificates in its server and its client store.
pub(crate) fn machine(host: &str, server: Option<&str>, client: Option<&str>) -> Machine {
    let of = |kind: &str, pem: Option<&str>| Some(file(&format!("{host}!{kind}.pem"), pem?));
    Machine {
        source: format!("{host}.tgz"),
        host: Some(host.into()),
        server: of("server", server),
        client: of("client", client),
        ..Machine::default()
    }
}

/// A machine without certificates whose settings say this, each a statement of `xConfiguration`.
pub(crate) fn machine_that_says(host: &str, statements: &[&str]) -> Machine {
    Machine { settings: Some(dump(host, statements)), ..machine(host, None, None) }
}

/// Settings in a dump of a machine.
pub(crate) fn dump(host: &str, statements: &[&str]) -> Dump<Settings> {
    let lines = statements.iter().map(|one| format!("*c xConfiguration {one}\n"));
    let text = lines.collect::<String>();
    let read = settings::read(&mut text.as_bytes());
    Dump { source: format!("{host}!xconf"), value: read.value }
}

/// A log of a host with a failure in it, and nothing else of its machine.
pub(crate) fn log(host: &str) -> Machine {
    let source = format!("{host}.log");
    let failure = Failure {
        kind: FailureKind::Negotiation,
        role: Some(Role::Initiator),
        remote: Remote::Unknown,
        port: None,
        failure: TlsFailure::Expired,
        detail: String::new(),
        common_name: None,
        count: 1,
        first: None,
        last: None,
        line: 1,
    };
    let value = Log { host: Some(host.into()), failures: vec![failure], ..Log::default() };
    let logs = vec![Dump { source: source.clone(), value }];
    Machine { source, logs, ..Machine::default() }
}
