//! The committed schemas are those of the types, and every JSON that the program writes is valid.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use eku_tests::command::Eku;
use eku_tests::handshakes::Version;
use eku_tests::live::{self, Asks, Server, Setup, Stack, World};
use eku_tests::{diagnostics, files, fixtures, scenarios, schemas, typescript};
use jsonschema::Validator;
use serde_json::Value;

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    let folder = schemas::folder();
    let present: BTreeSet<String> = fs::read_dir(&folder)
        .expect("schemas/ can be read")
        .map(|entry| entry.expect("schemas/ can be read").file_name().to_string_lossy().into())
        .collect();
    let made: BTreeSet<String> =
        schemas::all().iter().map(|document| document.file.to_owned()).collect();
    assert_eq!(present, made, "left: in schemas/; right: made from the types");
    for document in schemas::all() {
        let committed = fs::read_to_string(folder.join(document.file)).expect("it can be read");
        assert!(committed == document.text(), "{}: run `cargo xtask schemas`", document.file);
    }
}

#[test]
fn the_committed_types_of_the_javascript_package_are_those_of_the_schemas() {
    let committed = fs::read_to_string(typescript::file()).expect("it can be read");
    assert!(committed == typescript::source(), "run `cargo xtask schemas`");
}

#[test]
fn every_schema_is_one() {
    for document in schemas::all() {
        assert!(jsonschema::meta::is_valid(&document.schema), "{}", document.file);
    }
}

#[test]
fn the_report_of_every_scenario_is_valid() {
    let validator = validator("eku-check-1.json");
    for scenario in scenarios::all() {
        assert_valid(&validator, &scenario.expected_report(), &scenario.name);
    }
}

#[test]
fn the_deployment_of_every_scenario_is_valid() {
    let validator = validator("eku-deployment.json");
    for scenario in scenarios::all() {
        let file = scenario.folder.join("deployment.toml");
        let text = fs::read_to_string(file).expect("it can be read");
        let deployment: Value = toml::from_str(&text).expect("a deployment file is TOML");
        assert_valid(&validator, &deployment, &scenario.name);
    }
}

#[test]
fn what_is_shown_of_every_fixture_is_valid() {
    let validator = validator("eku-certificate-1.json");
    let files = fixtures::all().into_iter().map(|fixture| format!("certs/{}", fixture.path));
    let arguments = ["inspect", "--format", "json"].map(str::to_owned).into_iter().chain(files);
    let ran = Eku::new(arguments).run();
    let mut count = 0;
    for line in ran.output.lines() {
        let certificate: Value = serde_json::from_str(line).expect("a line is JSON");
        assert_valid(&validator, &certificate, line);
        count += 1;
    }
    assert!(count > 100, "{count} certificates");
}

#[test]
fn a_report_with_a_problem_is_valid() {
    let arguments = ["check", "--format", "json", "--at", "2026-11-23"];
    let more = ["--core-client", "certs/bad/key-and-certificate.pem"];
    let ran = Eku::new(arguments.into_iter().chain(more)).run();
    let report: Value = serde_json::from_str(&ran.output)
        .unwrap_or_else(|error| panic!("{error}: {}", ran.messages));
    assert_ne!(report["problems"], Value::Array(Vec::new()));
    assert_valid(&validator("eku-check-1.json"), &report, "problems");
}

#[test]
fn a_report_of_diagnostic_archives_is_valid() {
    let captures = diagnostics::captures().expect("captures can be listed");
    let mut arguments: Vec<String> =
        ["check", "--format", "json", "--at", "2026-11-23"].map(str::to_owned).into();
    for machine in diagnostics::deployment() {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(machine.file_name());
        let file = fs::File::create(&path).expect("it can be made");
        machine.write(file, 100_000, &captures).expect("it can be written");
        arguments.push(path.to_string_lossy().into_owned());
    }
    let ran = Eku::new(arguments).run();
    let report: Value = serde_json::from_str(&ran.output)
        .unwrap_or_else(|error| panic!("{error}: {}", ran.messages));
    let some = |list: &Value| list.as_array().is_some_and(|list| !list.is_empty());
    assert!(some(&report["evidence"]), "no evidence");
    assert!(some(&report["input"]["found"]), "no files");
    assert!(some(&report["input"]["settings"]), "no settings");
    assert_valid(&validator("eku-check-1.json"), &report, "archives");
}

#[test]
fn what_is_told_of_a_live_system_is_valid() {
    let world = World::default();
    let shows = world.certificate("edge.example.com", live::Eku::Server);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemas-probe");
    let (stack, version, asks) = (Stack::OpenSsl, Version::Tls13, Asks::Must);
    let trusts = world.trusted.certificate();
    let server = Server::start(&Setup { stack, version, asks, shows: &shows, trusts }, &folder);
    let file = |text: &str| files::kept(&folder, text).to_string_lossy().into_owned();
    let (certificate, key) = (file(&shows.pem()), file(&shows.key().pkcs8_pem()));
    let target = format!("127.0.0.1:{}", server.port);
    let validator = validator("eku-probe-1.json");
    for options in [
        vec![target.as_str()],
        vec!["--client-certificate", &certificate, "--client-key", &key, &target],
        vec!["127.0.0.1:1"],
    ] {
        let ran = Eku::new(["probe", "--format", "json"].iter().chain(&options)).run();
        let report: Value = serde_json::from_str(&ran.output).expect("a report");
        assert_valid(&validator, &report, &ran.output);
    }
}

#[test]
fn what_is_not_a_report_is_not_valid() {
    let validator = validator("eku-check-1.json");
    let report = scenarios::all()[0].expected_report();
    for (key, value) in [
        ("schema", "eku/check/2"),
        ("verdict", "perhaps"),
        ("services", "mra"),
        ("forecast", "never"),
    ] {
        let mut wrong = report.clone();
        wrong[key] = value.into();
        assert!(!validator.is_valid(&wrong), "{key}: {value}");
        wrong.as_object_mut().expect("an object").remove(key);
        assert!(!validator.is_valid(&wrong), "without {key}");
    }
}

fn validator(file: &str) -> Validator {
    let document = schemas::all().into_iter().find(|document| document.file == file);
    let schema = document.expect("there is such a schema").schema;
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&schema).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn assert_valid(validator: &Validator, value: &Value, name: &str) {
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{name}:\n{}", errors.join("\n"));
}
