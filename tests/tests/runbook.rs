//! The runbook of the first plan, followed word by word with real OpenSSL: from the request to a
//! certificate that the upload page accepts and with which everything works.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use eku_tests::command::Eku;
use eku_tests::openssl;
use serde_json::Value;

/// Server-only certificates of a public CA in every store.
const FAILS: &str = "scenarios/seed-2-test-1-check-on-fails/deployment.toml";

/// What an administrator has on the desk: the action, a private CA, and the request that the page made.
struct Desk {
    folder: PathBuf,
    action: Value,
}

impl Desk {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let checked = Eku::new(["check", "--at", "2026-11-23", "--format", "json", FAILS]).run();
        let report: Value = serde_json::from_str(&checked.output).unwrap();
        let action = report["plans"][0]["actions"][0].clone();
        assert_eq!(action["id"], "install-private-client-certificate");
        let desk = Self { folder, action };
        desk.succeeds(
            "openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 3650 \
             -subj '/CN=Example Private CA' -addext keyUsage=critical,keyCertSign,cRLSign",
        );
        desk
    }

    fn steps(&self) -> &[Value] {
        self.action["runbook"].as_array().unwrap()
    }

    /// What the runbook says to enter in a field of the page.
    fn field(&self, name: &str) -> &str {
        let fields = self.steps().iter().filter_map(|step| step["fields"].as_array()).flatten();
        let mut named = fields.filter(|field| field["name"] == name);
        named.next().and_then(|field| field["value"].as_str()).unwrap_or_else(|| panic!("{name}"))
    }

    /// The request as the page makes it of the values that the runbook says to enter.
    fn request(&self) {
        let names = self.field("Additional alternative names").split(", ");
        let names = Vec::from_iter(names.map(|name| format!("DNS:{name}"))).join(",");
        self.succeeds(&format!(
            "openssl req -new -newkey rsa:2048 -nodes -keyout on-the-node.key -out core-client.csr \
             -subj '/CN={}' -addext subjectAltName={names} -addext extendedKeyUsage=serverAuth,clientAuth",
            self.field("Common name")
        ));
    }

    fn run(&self, command: &str) -> Output {
        Command::new("sh").args(["-c", command]).current_dir(&self.folder).output().unwrap()
    }

    fn succeeds(&self, command: &str) -> String {
        let ran = self.run(command);
        let errors = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(ran.status.success(), "{command}\n{errors}");
        String::from_utf8_lossy(&ran.stdout).into_owned()
    }

    /// A server certificate for servers alone, valid from now on as what the runbook makes.
    fn server_only(&self, node: &str) {
        self.succeeds(&format!(
            "openssl req -new -newkey rsa:2048 -nodes -keyout {node}.key -out {node}.csr \
             -subj /CN={node}.example.com && \
             printf 'extendedKeyUsage=serverAuth\nsubjectAltName=DNS:{node}.example.com' > {node}.ext && \
             openssl x509 -req -in {node}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 90 \
             -sha256 -extfile {node}.ext -out {node}-server.pem"
        ));
    }

    fn upload(&self) -> i32 {
        let options = ["upload", "--node", "core", "--release", "X15.5", "--store", "client"];
        let file = self.folder.join("core-client.pem");
        let arguments = options.iter().map(Into::into).chain([file]);
        Eku::new(Vec::<PathBuf>::from_iter(arguments)).run().code
    }
}

#[test]
fn the_first_plan_is_followed_with_openssl_and_everything_works_then() {
    let desk = Desk::new("runbook");
    desk.request();
    let mut looked_at = String::new();
    let (mut files, mut commands) = (0, 0);
    for command in desk.steps().iter().filter_map(|step| step["command"].as_str()) {
        if let Some(name) = command.lines().next().and_then(|line| line.strip_prefix("# ")) {
            fs::write(desk.folder.join(name), command).unwrap();
            files += 1;
        } else if command.starts_with("openssl ") {
            looked_at = desk.succeeds(command);
            commands += 1;
        }
    }
    assert_eq!((files, commands), (1, 2), "an extension file, a signature and a look at it");

    // What the runbook says is seen.
    for expected in ["TLS Web Server Authentication", "TLS Web Client Authentication"]
        .into_iter()
        .chain(desk.field("Additional alternative names").split(", "))
    {
        assert!(looked_at.contains(expected), "{expected}: {looked_at}");
    }

    // OpenSSL takes it as a client, the page takes it, and the deployment works with it.
    let verified = desk.run("openssl verify -purpose sslclient -CAfile ca.pem core-client.pem");
    assert!(verified.status.success(), "{verified:?}");
    assert_eq!(desk.upload(), 0);
    desk.server_only("core");
    desk.server_only("edge");
    let mut options = Vec::<PathBuf>::from_iter(["check", "--release", "X15.5"].map(Into::into));
    for (option, file) in [
        ("--core-server", "core-server.pem"),
        ("--core-client", "core-client.pem"),
        ("--edge-server", "edge-server.pem"),
        ("--edge-client", "edge-server.pem"),
        ("--trusted", "ca.pem"),
    ] {
        options.extend([option.into(), desk.folder.join(file)]);
    }
    let checked = Eku::new(options).run();
    assert_eq!(checked.code, 0, "{}\n{}", checked.output, checked.messages);
}

#[test]
fn a_ca_that_drops_the_purposes_is_noticed_before_and_at_the_upload() {
    let desk = Desk::new("runbook-without-extensions");
    desk.request();
    let sign = desk.steps().iter().filter_map(|step| step["command"].as_str());
    let sign = sign.into_iter().find(|command| command.starts_with("openssl x509 -req")).unwrap();
    fs::write(desk.folder.join("core-client.ext"), "extendedKeyUsage = serverAuth\n").unwrap();
    desk.succeeds(sign);
    let look = desk.steps().iter().filter_map(|step| step["command"].as_str());
    let look = look.into_iter().find(|command| command.contains("-noout")).unwrap();
    assert!(!desk.succeeds(look).contains("TLS Web Client Authentication"));
    assert_eq!(desk.upload(), 1);
}

#[test]
fn the_openssl_that_follows_the_runbook_is_version_3() {
    let version = openssl::run(&["version"], b"").stdout;
    assert!(String::from_utf8_lossy(&version).starts_with("OpenSSL 3"), "{version:?}");
}
