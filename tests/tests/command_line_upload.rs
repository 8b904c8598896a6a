//! The contract of `eku upload`: what each page takes, and what does not exist.

use std::path::Path;

use eku_tests::command::Eku;
use eku_tests::maker::{Authority, Extension, Template, oid};

const SERVER_ONLY: &str = "server-only";
const BOTH: &str = "both";

/// Node, release, store, other options, certificate, and the exit code: 0 accepted, 1 refused,
/// 3 undecided.
type Row = (&'static str, &'static str, &'static str, &'static [&'static str], &'static str, i32);

const TABLE: &[Row] = &[
    ("core", "X14.0.11", "server", &[], SERVER_ONLY, 1),
    ("edge", "X15.3", "server", &[], SERVER_ONLY, 1),
    ("edge", "X15.3", "server", &[], BOTH, 0),
    ("core", "X15.4", "server", &[], SERVER_ONLY, 1),
    ("edge", "X15.4", "server", &[], SERVER_ONLY, 1),
    ("edge", "X15.4", "server", &["--server-eku-upload"], SERVER_ONLY, 0),
    ("core", "X12.7", "server", &[], SERVER_ONLY, 1),
    ("edge", "oak_v20.1.0_rc_1", "client", &[], SERVER_ONLY, 1),
    ("edge", "X20.1", "server", &["--as-client"], SERVER_ONLY, 0),
    ("core", "X15.5", "server", &[], SERVER_ONLY, 0),
    ("edge", "X15.5.1", "server", &[], SERVER_ONLY, 0),
    ("core", "X15.5", "client", &[], SERVER_ONLY, 1),
    ("edge", "X15.5", "client", &[], SERVER_ONLY, 1),
    ("core", "X15.5", "client", &[], BOTH, 0),
    ("core", "X15.5", "server", &["--as-client"], SERVER_ONLY, 0),
    ("core", "X15.5", "client", &[], "client-only", 0),
    ("core", "X15.5", "server", &[], "client-only", 3),
    ("core", "X15.5", "client", &[], "eku-empty", 1),
    ("core", "X15.5", "client", &[], "eku-any", 1),
    ("core", "X15.5", "client", &[], "eku-absent", 3),
    ("core", "X15.5", "client", &[], "eku-unreadable", 3),
    ("core", "X15.5", "client", &[], "is-a-ca", 3),
    ("core", "X15.5", "client", &[], "expired", 3),
    ("core", "X15.5", "client", &[], "not-yet-valid", 3),
];

#[test]
fn every_page_takes_and_refuses_what_the_specification_says() {
    for (node, release, store, options, certificate, code) in TABLE {
        let arguments = ["upload", "--node", node, "--release", release, "--store", store];
        let file = file(certificate);
        let ran = Eku::new([&arguments[..], options, &[&file]].concat()).run();
        let row = format!("{node} {release} {store} {options:?} {certificate}");
        assert_eq!(ran.code, *code, "{row}: {}{}", ran.output, ran.messages);
        let word =
            ["accepts", "rejects", "", "may reject"][usize::try_from(*code).expect("a code")];
        assert!(ran.output.contains(word), "{row}: {}", ran.output);
        assert_eq!(ran.messages, "", "{row}");
    }
}

#[test]
fn an_upload_to_a_release_that_no_document_describes_says_so() {
    let file = file(SERVER_ONLY);
    for (release, caution) in [
        ("X15.5.3", None),
        (
            "X20.1",
            Some(
                "Core runs X20.1, which is newer than any release that this tool knows. Core is checked as X15.5.",
            ),
        ),
        (
            "X12.7",
            Some(
                "Core runs X12.7, which is older than any release that this tool knows. Core is checked as a release before X15.4.",
            ),
        ),
    ] {
        let page = ["upload", "--node", "core", "--release", release, "--store", "server"];
        let ran = Eku::new([&page[..], &[&file]].concat()).run();
        assert_eq!(ran.output.lines().nth(1).filter(|line| line.starts_with("Core")), caution);
        assert_eq!(ran.output.contains("[inferred; "), caution.is_some(), "{}", ran.output);
    }
}

#[test]
fn the_instant_of_the_upload_can_be_chosen() {
    let file = file(BOTH);
    let page = ["upload", "--node", "core", "--release", "X15.5", "--store", "client"];
    for (at, code) in [
        ("2119-01-01", 3),
        ("2118-12-31T23:59:59Z", 0),
        ("2020-01-01", 0),
        ("2019-12-31", 3),
        ("yesterday", 2),
    ] {
        let ran = Eku::new([&page[..], &["--at", at, &file]].concat()).run();
        assert_eq!(ran.code, code, "{at}: {}{}", ran.output, ran.messages);
    }
}

#[test]
fn what_does_not_exist_and_what_cannot_be_read_exits_with_2() {
    for (options, certificate) in [
        (&["--node", "core", "--release", "X15.4", "--store", "client"][..], BOTH),
        (&["--node", "core", "--release", "X15.4", "--store", "server", "--as-client"], BOTH),
        (&["--node", "core", "--release", "X15.5", "--store", "client", "--as-client"], BOTH),
        (
            &["--node", "core", "--release", "X15.4", "--store", "server", "--server-eku-upload"],
            BOTH,
        ),
        (
            &["--node", "edge", "--release", "X15.5", "--store", "server", "--server-eku-upload"],
            BOTH,
        ),
        (
            &["--node", "edge", "--release", "X15.3", "--store", "server", "--server-eku-upload"],
            BOTH,
        ),
        (&["--node", "edge", "--release", "X7.2", "--store", "server"], BOTH),
        (&["--node", "west", "--release", "X15.5", "--store", "server"], BOTH),
        (&["--node", "edge", "--release", "X15.5", "--store", "server"], "no-such-file.pem"),
        (&["--node", "edge", "--release", "X15.5", "--store", "server"], "certs/bad/request.pem"),
        (&["--node", "edge", "--release", "X15.5", "--store", "server"], "certs/bad/key-ec.pem"),
    ] {
        let file = if certificate == BOTH { file(BOTH) } else { certificate.into() };
        let ran = Eku::new([&["upload"][..], options, &[&file]].concat()).run();
        assert_eq!((ran.code, ran.output.as_str()), (2, ""), "{options:?} {certificate}");
        assert!(!ran.messages.is_empty(), "{options:?} {certificate}");
    }
}

/// A certificate for this table alone: the upload page judges today, so those that are valid are
/// so for the next ninety years.
fn file(name: &str) -> String {
    let leaf = Template::leaf("upload").valid("2020-01-01T00:00:00Z", "2119-01-01T00:00:00Z");
    let both = || leaf.clone().purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH]);
    let template = match name {
        SERVER_ONLY => leaf.purposes(&[oid::SERVER_AUTH]),
        BOTH => both(),
        "client-only" => leaf.purposes(&[oid::CLIENT_AUTH]),
        "eku-empty" => leaf.purposes(&[]),
        "eku-any" => leaf.purposes(&[oid::ANY_PURPOSE]),
        "eku-absent" => leaf,
        "eku-unreadable" => leaf.with(Extension::new(oid::EXTENDED_KEY_USAGE, vec![0x30, 0x0a])),
        "is-a-ca" => both().with(Extension::authority(None)),
        "expired" => both().valid("2019-01-01T00:00:00Z", "2020-01-01T00:00:00Z"),
        "not-yet-valid" => both().valid("2118-01-01T00:00:00Z", "2119-01-01T00:00:00Z"),
        other => panic!("{other}: not made here"),
    };
    let root = Authority::root(Template::authority("Upload Root"));
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("upload-{name}.pem"));
    // Tests run beside each other: none may read what another has half written.
    let own = path.with_extension(format!("{:?}", std::thread::current().id()));
    std::fs::write(&own, root.issue(template).pem()).expect("a file can be written");
    std::fs::rename(&own, &path).expect("a file can be renamed");
    path.to_string_lossy().into_owned()
}
