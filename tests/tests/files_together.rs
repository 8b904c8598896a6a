//! Archives, captures and single files together on the command line: each is taken, or one message says
//! why not.

use std::path::{Path, PathBuf};

use eku_tests::archives::{Tar, gzip};
use eku_tests::command::{Eku, Ran};
use serde_json::Value;

const SERVER_ONLY: &str = "core-server-only-ca2.pem";
const BOTH: &str = "core-both-ca1.pem";

#[test]
fn a_certificate_beside_archives_goes_to_the_store_that_its_name_or_an_option_says() {
    let folder = Folder::new("stores");
    let (core, edge) = folder.archives(&["core1"]);
    let core_archive = core[0].as_str();
    for (name, options, store) in [
        ("core-client.pem", &["core-client.pem"][..], "core.client"),
        ("core1_client.pem", &["core1_client.pem"], "core.client"),
        ("client.pem", &["--core", core_archive, "client.pem"], "core.client"),
        ("x.pem", &["--core-client", "x.pem"], "core.client"),
        ("edge-client.pem", &["edge-client.pem"], "edge.client"),
    ] {
        folder.certificate(name, BOTH);
        let mut arguments = vec![edge.as_str()];
        if !options.contains(&core_archive) {
            arguments.push(core_archive);
        }
        arguments.extend(options);
        let (ran, report) = folder.check(&arguments);
        assert_eq!(issuer(&report, store), PRIVATE, "{name}: {}", ran.messages);
        let [message] = ran.message_lines()[..] else { panic!("{name}: {}", ran.messages) };
        assert!(message.contains(name), "{message}");
        assert!(message.contains("instead of") || message.contains("overrides"), "{message}");
    }
}

#[test]
fn where_it_cannot_be_told_one_message_says_what_to_do() {
    let folder = Folder::new("untold");
    let (core, edge) = folder.archives(&["core1"]);
    folder.certificate("server.pem", BOTH);
    folder.certificate("ca.pem", "ca1-root.pem");
    for (name, message) in [
        (
            "server.pem",
            "server.pem: does not show which peer and store it is from, and was not used: name its store: --core-client, --core-server, --edge-client or --edge-server\n",
        ),
        (
            "ca.pem",
            "ca.pem: contains a CA certificate of an unknown trusted CA list, and was not used: name its list: --trusted for both nodes, --core-trusted or --edge-trusted\n",
        ),
    ] {
        let (ran, _) = folder.check(&[&core[0], &edge, name]);
        assert_eq!(ran.messages, message);
    }
}

#[test]
fn a_ca_certificate_goes_into_the_trusted_list_of_the_node_that_its_name_says() {
    let folder = Folder::new("trusted");
    let (core, edge) = folder.archives(&["core1"]);
    folder.certificate("core-ca.pem", "ca1-root.pem");
    let trust = |report: &Value| {
        let not_checked = report["connections"][0]["not_checked"].to_string();
        !not_checked.contains("issuer-not-trusted")
    };
    let (before, without) = folder.check(&[&core[0], &edge]);
    let (after, with) = folder.check(&[&core[0], &edge, "core-ca.pem"]);
    assert_eq!((before.messages.as_str(), after.messages.as_str()), ("", ""));
    assert_eq!((trust(&without), trust(&with)), (false, false));
    assert_ne!(without["connections"], with["connections"], "Core's list is checked now");
}

#[test]
fn in_a_cluster_the_name_of_the_file_says_the_machine() {
    let folder = Folder::new("cluster");
    let (core, edge) = folder.archives(&["core1", "core2"]);
    let all = [core[0].as_str(), &core[1], &edge];
    folder.certificate("core2.pem", BOTH);
    folder.certificate("core1.pem", BOTH);
    folder.certificate("x.pem", BOTH);
    let options = ["--core-client", "core2.pem", "--core-client", "core1.pem"];
    let (_, report) = folder.check(&[&all[..], &options].concat());
    for store in ["core[core1].client", "core[core2].client"] {
        assert_eq!(issuer(&report, store), PRIVATE, "{store}");
    }
    let refused = folder.run(&[&all[..], &["--core-client", "x.pem"]].concat());
    assert_eq!(
        (refused.code, refused.messages.as_str()),
        (
            2,
            "eku check: --core-client x.pem: Core has several peers, and the file name does not show which one: name the file after its peer, such as core1.pem\n"
        )
    );
    let twice = ["--edge-client", "x.pem", "--edge-client", "core1.pem"];
    let refused = folder.run(&[&all[..], &twice].concat());
    assert_eq!(
        (refused.code, refused.messages.as_str()),
        (2, "eku check: --edge-client names two files for one store: use one of them\n")
    );
}

#[test]
fn a_deployment_file_takes_archives_captures_and_certificates_beside_it() {
    let folder = Folder::new("deployment");
    let (core, _) = folder.archives(&["core1"]);
    folder.certificate("own.pem", BOTH);
    folder.certificate("core-server.pem", BOTH);
    let deployment = "release = \"X15.5\"\n[core]\nserver_certificate = \"own.pem\"\n\
                      client_certificate = \"own.pem\"\n[edge]\nserver_certificate = \"own.pem\"\n\
                      client_certificate = \"own.pem\"\n";
    folder.file("deployment.toml", deployment.as_bytes());
    let capture = Path::new(env!("CARGO_MANIFEST_DIR")).join("captures/tls12-mutual.pcap");
    let capture = capture.display().to_string();
    let (ran, report) = folder.check(&["deployment.toml", "--edge", &capture]);
    assert_eq!((ran.code, ran.messages.as_str()), (0, ""));
    assert_eq!(report["evidence"][0]["connection"], "uc-traversal-zone");
    let (ran, report) = folder.check(&[&core[0], "deployment.toml"]);
    assert_eq!(issuer(&report, "core.client"), PRIVATE, "the deployment file wins");
    assert_eq!(ran.message_lines().len(), 2, "{}", ran.messages);
    assert!(ran.message_lines().iter().all(|line| line.contains("own.pem overrides")));
    folder.certificate("core-server.pem", SERVER_ONLY);
    let (ran, report) = folder.check(&["deployment.toml", "core-server.pem"]);
    assert_eq!(issuer(&report, "core.server"), PUBLIC);
    assert_eq!(
        ran.messages,
        "core-server.pem: is used instead of own.pem: remove it to use the other file\n"
    );
    folder.file("other.toml", deployment.as_bytes());
    let refused = folder.run(&["deployment.toml", "other.toml"]);
    assert_eq!(
        (refused.code, refused.messages.as_str()),
        (
            2,
            "eku check: deployment.toml and other.toml each describe a deployment: use one of them, and add archives to it\n"
        )
    );
}

/// A folder of its own for a test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let name = format!("eku-together-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        Folder(folder)
    }

    fn file(&self, name: &str, content: &[u8]) -> String {
        std::fs::write(self.0.join(name), content).expect("written");
        name.to_owned()
    }

    fn certificate(&self, name: &str, fixture: &str) {
        self.file(name, &fixture_bytes(fixture));
    }

    /// Archives of these Cores, and of one Edge, each with certificates for servers alone.
    fn archives(&self, cores: &[&str]) -> (Vec<String>, String) {
        let archive = |host: &str| {
            let pem = fixture_bytes(SERVER_ONLY);
            let named = |kind: &str| format!("{kind}_{host}_2026-11-20_09_30_00.pem");
            let tar = Tar::default().file(&named("server"), &pem).file(&named("client"), &pem);
            self.file(&format!("{host}.tgz"), &gzip(&tar.end()))
        };
        (cores.iter().map(|host| archive(host)).collect(), archive("edge1"))
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let all = ["check", "--at", "2026-11-28", "--format", "json"];
        Eku::new(all.iter().chain(arguments)).in_folder(&self.0).run()
    }

    fn check(&self, arguments: &[&str]) -> (Ran, Value) {
        let ran = self.run(arguments);
        let report = serde_json::from_str(&ran.output);
        (ran.clone(), report.unwrap_or_else(|_| panic!("{}", ran.messages)))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn fixture_bytes(name: &str) -> Vec<u8> {
    let certs = Path::new(env!("CARGO_MANIFEST_DIR")).join("certs");
    std::fs::read(certs.join(name)).expect("a fixture")
}

/// Who issued what a store holds.
fn issuer<'r>(report: &'r Value, store: &str) -> &'r str {
    let certificates = report["forecast"]["certificates"].as_array().expect("certificates");
    let mut of_store = certificates.iter().filter(|one| one["store"] == store);
    let one = of_store.next().unwrap_or_else(|| panic!("no {store}: {certificates:?}"));
    one["issuer_kind"].as_str().expect("a kind")
}

/// Who issued [`BOTH`], and who issued [`SERVER_ONLY`].
const PRIVATE: &str = "private";
const PUBLIC: &str = "public";
