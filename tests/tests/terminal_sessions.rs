//! Recordings of terminal sessions and pasted text on the command line: the content says what it is.

use std::fs;
use std::path::{Path, PathBuf};

use eku_tests::command::{Eku, Ran};
use serde_json::Value;

const CHECKING: &str = "SIP TLS Certificate ExtendedKeyUsage Checking Mode";

#[test]
fn a_session_says_the_same_under_any_name() {
    let folder = Folder::new("names");
    let session = session("X15.4.0", "TraversalServer", "");
    for name in ["session.log", "session.txt", "session", "xconf.txt", "notes.rtf"] {
        let report = judged(&[&folder.file(name, session.as_bytes())]);
        let settings = settings(&report);
        let expected =
            ["release X15.4", "EnableServerEkuUpload On", "TLS verify name core.example.com"];
        assert_eq!(settings, expected.map(|what| format!("edge {what}")), "{name}");
        let found = report["input"]["found"][0]["text"].as_str().unwrap_or_default();
        let said = "terminal session: settings (xConfiguration), 5 statements; status (xStatus)";
        assert_eq!(found, said, "{name}");
    }
}

#[test]
fn a_session_on_standard_input_is_one_too() {
    let ran = Eku::new(["check", "--at", "2026-11-20", "--format", "json", "-"])
        .input(session("X15.4.0", "TraversalServer", ""))
        .run();
    assert_eq!(settings(&parsed(&ran))[0], "edge release X15.4");
}

#[test]
fn sessions_of_two_machines_in_one_folder_stay_apart() {
    let folder = Folder::new("apart");
    let core = folder.file("a.log", session("X15.5.1", "TraversalClient", "").as_bytes());
    let edge = folder.file("b.log", session("X15.5.2", "TraversalServer", "").as_bytes());
    let settings = settings(&judged(&[&core, &edge]));
    assert!(settings.contains(&"core release X15.5.1".to_owned()), "{settings:?}");
    assert!(settings.contains(&"edge release X15.5.2".to_owned()), "{settings:?}");
}

#[test]
fn a_certificate_that_was_pasted_into_a_session_is_found() {
    let folder = Folder::new("pasted");
    let certificate = fs::read_to_string(certs().join("edge-both-ca1.pem")).expect("a fixture");
    let pasted = session("X15.5.1", "TraversalServer", &certificate);
    let ran = check(&[&folder.file("edge-server-session.log", pasted.as_bytes())]);
    let report = parsed(&ran);
    let stores: Vec<&str> = list(&report["forecast"]["certificates"])
        .filter_map(|certificate| certificate["store"].as_str())
        .collect();
    assert_eq!(stores, ["edge.server"], "{}", ran.messages);
}

#[test]
fn a_setting_is_read_however_its_value_is_marked() {
    let folder = Folder::new("marks");
    for value in [
        "'Off'",
        "\"Off\"",
        "“Off”",
        "”Off”",
        "„Off“",
        "‘Off’",
        "«Off»",
        "`Off`",
        "OFF",
        "off.",
        "Off;",
        "Disabled",
        "'off' xConfiguration SystemUnit Name: 'edge'",
    ] {
        let text =
            format!("xConfiguration SystemUnit Name: 'e' xConfiguration {CHECKING}: {value}\n");
        let report = judged(&["--edge", &folder.file("pasted.txt", text.as_bytes())]);
        assert_eq!(settings(&report), ["edge EKU check Off"], "{value}");
    }
    for text in [
        format!("xConfiguration {CHECKING} Off\n"),
        format!("xConfiguration {CHECKING} 'Off'\n"),
        format!("xConfiguration {CHECKING}=Off\n"),
    ] {
        let report = judged(&["--edge", &folder.file("pasted.txt", text.as_bytes())]);
        assert_eq!(settings(&report), ["edge EKU check Off"], "{text}");
    }
}

#[test]
fn a_setting_that_is_not_understood_is_named_once_a_kind() {
    let folder = Folder::new("misread");
    let lines = [
        "*c xConfiguration SystemUnit Name: \"edge1\"".to_owned(),
        format!("*c xConfiguration {CHECKING}: \"Of\""),
        "*c xConfiguration SIP TLS Port: \"none\"".to_owned(),
        "*c xConfiguration SIP TLS Certificate ExtendedKeyUsage Check: \"Off\"".to_owned(),
        format!("xConfiguration SystemUnit Name: \"a xConfiguration {CHECKING}: Off"),
        "*c xConfiguration Authentication Password: \"hunter2\"".to_owned(),
    ];
    let ran = check(&["--edge", &folder.file("edge.txt", lines.join("\n").as_bytes())]);
    let messages: Vec<&str> = ran
        .messages
        .lines()
        .filter_map(|line| line.split_once("edge.txt: "))
        .map(|two| two.1)
        .collect();
    let remedy = "check the setting on the node, and enter its value here";
    assert_eq!(
        messages,
        [
            format!(
                "contains a setting with an unknown value: {CHECKING}: \"Of\": 2 times, first at line 2: {remedy}"
            ),
            format!(
                "contains a setting that is not known: SIP TLS Certificate ExtendedKeyUsage Check: \
                 \"Off\": line 4: {remedy}"
            ),
            format!("contains a setting that cannot be read: SystemUnit Name: line 5: {remedy}"),
        ]
    );
    assert!(!ran.messages.contains("hunter2") && !ran.output.contains("hunter2"));
}

/// What PuTTY writes of a session, with something pasted at its end.
fn session(release: &str, zone: &str, pasted: &str) -> String {
    format!(
        "=~=~=~=~=~=~=~=~=~=~=~= PuTTY log 2026.11.20 09:12:11 =~=~=~=~=~=~=~=~=~=~=~=\r\n\
         login as: admin\r\n\
         TANDBERG Video Communication Server {release}\r\n\r\nOK\r\n\r\n\
         xstatus Zones\r\n*s Zones:\r\n    Zone 1 (status=Failed):\r\n        Name: \"UC\"\r\n\
         *s/end\r\n\r\nOK\r\n\r\nxconfiguration Zones\r\n\
         *c xConfiguration Zones Zone 1 Name: \"UC\"\r\n\
         *c xConfiguration Zones Zone 1 Type: {zone}\r\n\
         *c xConfiguration Zones Zone 1 {zone} Collaboration Edge: \"On\"\r\n\
         *c xConfiguration Zones Zone 1 {zone} SIP TLS Verify Subject Name: \"core.example.com\"\r\n\
         *c xConfiguration XCP TLS Certificate CVS EnableServerEkuUpload: {}\r\n\
         OK\r\n{pasted}\r\n",
        if zone == "TraversalServer" { "On" } else { "Off" },
    )
}

fn settings(report: &Value) -> Vec<String> {
    list(&report["input"]["settings"])
        .map(|setting| {
            let word = |key: &str| setting[key].as_str().unwrap_or_default().to_owned();
            format!("{} {} {}", word("node"), word("what"), word("value"))
        })
        .collect()
}

fn judged(files: &[&str]) -> Value {
    parsed(&check(files))
}

fn check(files: &[&str]) -> Ran {
    let arguments = ["check", "--at", "2026-11-20", "--format", "json"];
    Eku::new(arguments.iter().chain(files)).run()
}

fn parsed(ran: &Ran) -> Value {
    serde_json::from_str(&ran.output).unwrap_or_else(|_| panic!("no JSON: {}", ran.messages))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn certs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("certs")
}

/// A folder for the files of one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("terminal-sessions").join(name);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn file(&self, name: &str, content: &[u8]) -> String {
        let path = self.0.join(name);
        fs::write(&path, content).expect("a file");
        path.display().to_string()
    }
}
