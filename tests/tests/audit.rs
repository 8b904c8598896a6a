//! `eku audit` through the real binary: order, counts, duplicates, folders, large files, exit codes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use eku_tests::archives::{Tar, gzip};
use eku_tests::command::{Eku, Ran};
use eku_tests::maker::{Authority, Template, oid};
use eku_tests::{fixtures, schemas};
use serde_json::Value;

#[test]
fn every_line_is_valid_and_the_counts_are_those_of_the_lines() {
    let ran = audit(&["--format", "json", "certs"]);
    let lines: Vec<Value> = ran.output.lines().map(json).collect();
    let (summary, certificates) = lines.split_last().expect("a summary");
    assert_valid("eku-audit-1.json", summary);
    for certificate in certificates {
        assert_valid("eku-audit-certificate-1.json", certificate);
        assert_valid("eku-certificate-1.json", certificate);
    }
    assert_eq!(summary["certificates"], certificates.len());
    let duplicates = |line: &&Value| line["duplicate"] == true;
    assert_eq!(summary["duplicates"], certificates.iter().filter(duplicates).count());
    let new = || certificates.iter().filter(|line| line["duplicate"] == false);
    assert_eq!(summary["ca_certificates"], new().filter(|line| line["is_ca"] == true).count());
    let kinds: [(&str, KindOf); 5] = [
        ("issuer_kind", |line| text(&line["issuer_kind"]["kind"])),
        ("renewal", |line| text(&line["renewal"])),
        ("validity", |line| text(&line["validity"])),
        ("breaks_unrenewed", |line| text(&line["breaks_unrenewed"]).map(month)),
        ("breaks_renewed", |line| text(&line["breaks_renewed"]).map(month)),
    ];
    for (counts, kind) in kinds {
        let mut expected: BTreeMap<String, u64> = BTreeMap::new();
        for line in new().filter(|line| line["is_ca"] == false) {
            *expected.entry(kind(line).unwrap_or_default()).or_default() += 1;
        }
        expected.remove("");
        assert_eq!(counted(summary, counts), expected, "{counts}");
    }
    let all: u64 = counted(summary, "eku").values().sum();
    assert_eq!(all, new().filter(|line| line["is_ca"] == false).count() as u64);
}

#[test]
fn whatever_the_number_of_jobs_the_same_is_shown_in_the_same_order() {
    for format in ["text", "json", "csv"] {
        let one = audit(&["--format", format, "--jobs", "1", "certs", "scenarios"]);
        for jobs in ["2", "7"] {
            let more = audit(&["--format", format, "--jobs", jobs, "certs", "scenarios"]);
            assert!(one == more, "{format}, {jobs} jobs");
        }
    }
}

#[test]
fn a_certificate_is_shown_as_it_is_by_inspect() {
    let path = "certs/core-both-ca2.pem";
    let inspected = Eku::new(["inspect", "--format", "json", path]).run().output;
    let audited = audit(&["--format", "json", path]).output;
    for (inspected, audited) in inspected.lines().zip(audited.lines()) {
        let (inspected, audited) = (json(inspected), json(audited));
        for (key, value) in inspected.as_object().expect("an object") {
            assert_eq!(&audited[key], value, "{key}");
        }
    }
}

#[test]
fn without_signatures_issuers_are_by_name_and_key_and_every_format_or_a_message_says_so() {
    let place = folder("no-verify");
    let root = Authority::root(Template::authority("Fleet Root"));
    let leaf = Template::leaf("core.example.com").purposes(&[oid::CLIENT_AUTH]).damaged();
    let leaf = root.issue(leaf.valid("2026-11-01T00:00:00Z", "2027-01-01T00:00:00Z"));
    let bundle = [root.certificate().pem(), leaf.pem()].concat();
    fs::write(place.join("bundle.pem"), bundle).expect("it can be written");
    let audited = |arguments: &[&str]| {
        let ran = audit_of(arguments, &place);
        assert_eq!(ran.code, 0, "{}", ran.messages);
        let says = "signatures are not verified, so issuers are by name and key ID only";
        assert_eq!(ran.messages.contains(says), arguments.contains(&"--no-verify"));
        ran.output
    };
    let lines = |output: String| Vec::from_iter(output.lines().map(json));
    let verified = lines(audited(&["--format", "json"]));
    let by_name = lines(audited(&["--format", "json", "--no-verify"]));
    let kinds = |lines: &[Value]| {
        let kind = |line: &Value| text(&line["issuer_kind"]["kind"]).unwrap_or_default();
        [kind(&lines[0]), kind(&lines[1])]
    };
    assert_eq!(kinds(&verified), ["self-signed", "unknown"]);
    assert_eq!(kinds(&by_name), ["self-signed", "private"]);
    assert_eq!(
        [&verified[0]["self_signed"], &by_name[0]["self_signed"]],
        [&Value::Bool(true), &Value::Null]
    );
    assert_eq!(by_name[1]["self_signed"], false);
    let evidence = "The certificate names itself as issuer. Its signature was not verified.";
    assert_eq!(by_name[0]["issuer_kind"]["evidence"][0], evidence);
    for (lines, is_verified) in [(&verified, true), (&by_name, false)] {
        assert_eq!(lines[2]["signatures_verified"], is_verified);
        assert_valid("eku-audit-1.json", &lines[2]);
        assert_valid("eku-audit-certificate-1.json", &lines[0]);
    }
    let says = "Signatures were not verified. Issuers are by name and key ID only.\n";
    assert!(audited(&["--no-verify"]).contains(says) && !audited(&[]).contains(says));
    let table = audited(&["--format", "csv", "--no-verify"]);
    let head = cells(table.lines().next().expect("a head"));
    let place = |name: &str| head.iter().position(|cell| cell == name).expect("a column");
    let first = cells(table.lines().nth(1).expect("a line"));
    assert_eq!([&*first[place("self_signed")], &*first[place("issuer_kind")]], ["", "self-signed"]);
}

#[test]
fn a_table_has_what_json_has() {
    let lines = audit(&["--format", "json", "certs"]).output;
    let table = audit(&["--format", "csv", "certs"]).output;
    let head = cells(table.lines().next().expect("a head"));
    let lines = lines.lines().map(json).filter(|line| line["schema"] == "eku/certificate/1");
    for (line, row) in lines.zip(table.lines().skip(1)) {
        for (name, cell) in head.iter().zip(cells(row)) {
            let value = match name.as_str() {
                "eku_state" => &line["eku"]["state"],
                "eku_purposes" => &line["eku"]["purposes"],
                "server_auth" | "client_auth" => &line["eku"][name],
                "issuer_kind" => &line["issuer_kind"]["kind"],
                name => &line[name],
            };
            let expected = match value {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                Value::Array(texts) => Vec::from_iter(texts.iter().filter_map(text)).join(" "),
                other => other.to_string(),
            };
            // Characters that do not show are written out in a table.
            assert!(
                cell == expected || !expected.is_ascii() || cell.contains('\\'),
                "{name}: {row}"
            );
        }
    }
}

#[test]
fn a_duplicate_is_the_one_that_comes_later() {
    let place = folder("duplicates");
    let pem = fs::read(fixtures::folder().join("core-both-ca1-leaf.pem")).expect("a fixture");
    for name in ["b.pem", "a.pem", "c.pem"] {
        fs::write(place.join(name), &pem).expect("it can be written");
    }
    let ran = audit_of(&["--format", "json"], &place);
    let seen: Vec<_> = ran
        .output
        .lines()
        .map(json)
        .filter(|line| line["schema"] == "eku/certificate/1")
        .map(|line| {
            let source = line["source"].as_str().expect("a name").rsplit('/').next();
            (source.expect("a name").to_owned(), line["duplicate"] == true)
        })
        .collect();
    let expected = [("a.pem", false), ("b.pem", true), ("c.pem", true)];
    assert_eq!(seen, expected.map(|(name, duplicate)| (name.to_owned(), duplicate)));
}

#[cfg(unix)]
#[test]
fn links_that_lead_round_end_and_what_is_no_file_is_not_read() {
    use std::os::unix::fs::symlink;
    let place = folder("links");
    let inner = place.join("inner");
    fs::create_dir(&inner).expect("a folder can be made");
    let fixture = fixtures::folder().join("core-both-ca1-leaf.pem");
    fs::copy(fixture, inner.join("a.pem")).expect("it can be copied");
    for (target, name) in [
        (place.as_path(), "inner/up"),
        (inner.as_path(), "inner/self"),
        (inner.as_path(), "beside"),
        (&inner.join("a.pem"), "link.pem"),
        (Path::new("nowhere"), "broken.pem"),
    ] {
        symlink(target, place.join(name)).expect("a link can be made");
    }
    let made = std::process::Command::new("mkfifo").arg(place.join("pipe")).status();
    assert!(made.expect("mkfifo can be started").success());
    let ran = audit_of(&["--format", "json"], &place);
    let summary = json(ran.output.lines().last().expect("a summary"));
    // The folder and the link to it are one; the link to the file is a file of its own.
    assert_eq!((&summary["certificates"], &summary["duplicates"]), (&2.into(), &1.into()));
    assert_eq!((&summary["passed_over"], &summary["unreadable"]), (&1.into(), &1.into()));
    assert_eq!(ran.code, 2);
    assert_eq!(ran.message_lines().len(), 2, "{}", ran.messages);
    assert!(ran.messages.contains("broken.pem: not found"), "{}", ran.messages);
    assert!(ran.messages.contains("pipe: is a pipe, a device or a socket"), "{}", ran.messages);
}

#[test]
fn a_large_bundle_is_read_in_parts_as_if_it_were_one() {
    let place = folder("large");
    let leaf = fs::read_to_string(fixtures::folder().join("core-both-ca1-leaf.pem")).expect("PEM");
    let bad = "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n";
    let count = 3_000;
    let text = format!("{}{bad}{leaf}", leaf.repeat(count));
    let file = place.join("bundle.pem");
    fs::write(&file, &text).expect("it can be written");
    assert!(text.len() > 2 << 20, "{} bytes", text.len());
    let ran = audit_of(&["--format", "json"], &file);
    let indices = ran.output.lines().map(json).filter_map(|line| line["index"].as_u64());
    assert_eq!(indices.collect::<Vec<_>>(), Vec::from_iter(0..=count as u64));
    let line = leaf.lines().count() * count + 2;
    let place = format!("a block is not base64: block {}, line {line}: ", count + 1);
    assert!(ran.messages.contains(&place), "{}: not {place}", ran.messages);
    assert_eq!(ran.code, 2);
}

#[test]
fn whatever_the_number_of_jobs_a_large_bundle_gives_the_same_lines() {
    let place = folder("large-by-jobs");
    let read = |name: &str| fs::read_to_string(fixtures::folder().join(name)).expect("PEM");
    let bundle = [read("core-both-ca1.pem"), read("core-both-ca2.pem"), read("ca-rsa-root.pem")];
    let file = place.join("bundle.pem");
    fs::write(&file, bundle.concat().repeat(400)).expect("it can be written");
    fs::copy(&file, place.join("once-more.pem")).expect("it can be copied");
    let one = audit_of(&["--format", "json", "--jobs", "1"], &place);
    assert_eq!((one.code, one.messages.as_str()), (0, ""));
    for jobs in ["2", "5"] {
        assert!(audit_of(&["--format", "json", "--jobs", jobs], &place) == one, "{jobs} jobs");
    }
}

#[test]
fn an_issuer_is_found_in_a_part_of_a_large_bundle_that_came_before() {
    let place = folder("large-issuers");
    let read = |name: &str| fs::read_to_string(fixtures::folder().join(name)).expect("PEM");
    let chain = read("refused/expired-copy-in-list.pem");
    let end = "-----END CERTIFICATE-----\n";
    let leaf = chain.split_inclusive(end).next().expect("a leaf").to_owned();
    let between = read("edge-both-ca2-leaf.pem").repeat(1_000);
    let kind = |text: String| {
        let file = place.join("bundle.pem");
        fs::write(&file, text).expect("it can be written");
        let lines = audit_of(&["--format", "json"], &file).output;
        let last = lines.lines().map(json).rfind(|line| line["index"].is_u64());
        last.expect("a certificate")["issuer_kind"].clone()
    };
    let alone = kind(leaf.clone());
    let with_chain = kind(format!("{chain}{leaf}"));
    assert_ne!(alone, with_chain, "the chain tells more than the leaf");
    assert_eq!(kind(format!("{chain}{between}{leaf}")), with_chain);
    assert_eq!(kind(format!("{between}{leaf}")), alone);
}

#[test]
fn what_is_no_certificate_is_passed_over_in_a_folder_and_named_where_it_was_given() {
    for (name, passed_over) in [
        ("junk.bin", true),
        ("empty.pem", true),
        ("key-rsa.pem", true),
        ("request.pem", true),
        ("revocation-list.der", true),
        ("page.html", true),
        ("pkcs12.p12", false),
        ("truncated.der", false),
        ("wrong-characters.pem", false),
    ] {
        let place = folder(&format!("no-certificate-{name}"));
        fs::copy(fixtures::folder().join("bad").join(name), place.join(name)).expect("a copy");
        let found = audit_of(&["--format", "json"], &place);
        let summary = json(found.output.lines().last().expect("a summary"));
        assert_eq!(summary["passed_over"], u64::from(passed_over), "{name}");
        assert_eq!(summary["unreadable"], u64::from(!passed_over), "{name}");
        assert_eq!(found.code, if passed_over { 0 } else { 2 }, "{name}");
        assert_eq!(found.messages.is_empty(), passed_over, "{name}: {}", found.messages);
        let given = audit_of(&[], &place.join(name));
        assert_eq!(given.code, 2, "{name}");
        assert!(given.messages.contains(name), "{name}: {}", given.messages);
    }
}

#[test]
fn certificates_in_any_encoding_are_read_as_they_are_by_inspect() {
    for path in ["pkcs7.p7b", "pkcs7.pem", "utf-16le.pem"] {
        let path = format!("certs/bad/{path}");
        let inspected = Eku::new(["inspect", "--format", "json", &path]).run();
        let audited = audit(&["--format", "json", &path]);
        assert_eq!((audited.code, audited.messages.as_str()), (0, ""), "{path}");
        let certificates = sources(&audited);
        assert_eq!(certificates, sources(&inspected), "{path}");
        assert!(!certificates.is_empty(), "{path}");
    }
}

#[test]
fn an_archive_is_read_as_the_folder_that_it_was_made_of() {
    let certs = fixtures::folder();
    let content = |name: &str| fs::read(certs.join(name)).expect("a fixture");
    let leaf = content("core-both-ca1-leaf.pem");
    let log = [b"2026-11-20T10:00:00.000+00:00 edge tvcs: words\n".as_slice(), &leaf].concat();
    let inner = Tar::default().file("deep.pem", &content("core-both-ca2.pem")).end();
    let tar = Tar::default()
        .file("server_core1.pem", &content("core-both-ca1.pem"))
        .file("encodings/bag.p7b", &content("bad/pkcs7.p7b"))
        .file("encodings/key.pem", &content("bad/key-rsa.pem"))
        .file("notes.txt", b"no certificate")
        .file("inner.tar.gz", &gzip(&inner))
        .file("loggingsnapshot_core1.txt", &log)
        .end();
    let place = folder("archive");
    let file = place.join("a.tar.gz");
    fs::write(&file, gzip(&tar)).expect("it can be written");
    let name = file.to_string_lossy();
    let given = audit_of(&["--format", "json"], &file);
    assert_eq!((given.code, given.messages.as_str()), (0, ""));
    let found = sources(&given);
    let path = |member: &str| (format!("{name}!{member}"), 0);
    for member in ["server_core1.pem", "encodings/bag.p7b", "inner.tar.gz!deep.pem"] {
        assert!(found.contains(&path(member)), "{member}: {found:?}");
    }
    assert!(!found.iter().any(|(source, _)| source.contains("logging")), "{found:?}");
    let summary = json(given.output.lines().last().expect("a summary"));
    assert_eq!((&summary["files"], &summary["passed_over"]), (&1.into(), &0.into()));
    assert!(audit_of(&["--format", "json"], &place) == given, "in a folder as it is given");
    let arguments = ["audit", "--at", AT, "--format", "json", "-"];
    let piped = Eku::new(arguments).input(gzip(&tar)).run();
    assert_eq!(piped.output, given.output.replace(&*name, "-"), "{}", piped.messages);
}

#[test]
fn what_is_missing_of_an_archive_is_told_and_one_without_certificates_is_passed_over() {
    let leaf = fs::read(fixtures::folder().join("core-both-ca1-leaf.pem")).expect("a fixture");
    let whole = gzip(&Tar::default().file("a.pem", &leaf).file("b", &[0; 9000]).end());
    let cut = &whole[..whole.len() - 12];
    let none = gzip(&Tar::default().file("notes.txt", b"no certificate").end());
    for (name, bytes, certificates, passed_over, found, given) in [
        ("cut.tgz", cut, 1, 0, 2, 2),
        ("none.tgz", &none, 0, 1, 0, 2),
        ("whole.tgz", &whole, 1, 0, 0, 0),
    ] {
        let place = folder(&format!("archive-{name}"));
        fs::write(place.join(name), bytes).expect("it can be written");
        let ran = audit_of(&["--format", "json"], &place);
        let summary = json(ran.output.lines().last().expect("a summary"));
        assert_eq!(summary["certificates"], certificates, "{name}");
        assert_eq!(summary["passed_over"], passed_over, "{name}");
        assert_eq!(ran.code, found, "{name}: {}", ran.messages);
        let ran = audit_of(&[], &place.join(name));
        assert_eq!(ran.code, given, "{name}: {}", ran.messages);
        assert_eq!(ran.message_lines().len(), usize::from(given == 2), "{name}: {}", ran.messages);
    }
}

#[test]
fn a_reader_that_goes_away_ends_the_audit() {
    let leaf = fs::read(fixtures::folder().join("core-both-ca1-leaf.pem")).expect("a fixture");
    for format in ["json", "csv"] {
        let arguments = ["audit", "--at", AT, "--format", format, "-"];
        let taken = Eku::new(arguments).input(leaf.repeat(40_000)).run_until_a_line();
        assert!(!taken.all_input, "{format}: went on to the end of its input");
        assert_eq!(taken.code, 0, "{format}");
    }
}

#[test]
fn csv_has_one_row_a_certificate_with_all_its_cells() {
    let ran = audit(&["--format", "csv", "certs"]);
    let rows: Vec<_> = ran.output.lines().map(cells).collect();
    let (head, rows) = rows.split_first().expect("a head");
    let lines = audit(&["--format", "json", "certs"]);
    assert_eq!(rows.len(), lines.output.lines().count() - 1);
    for row in rows {
        assert_eq!(row.len(), head.len(), "{row:?}");
    }
    let source = head.iter().position(|name| name == "source").expect("a column");
    assert!(rows.iter().all(|row| row[source].starts_with("certs/")));
}

#[test]
fn text_shows_the_counts() {
    let ran = audit(&["certs/core-both-ca1.pem", "certs/core-both-ca1.pem"]);
    assert_eq!(ran.output, SUMMARY);
    assert_eq!((ran.code, ran.messages.as_str()), (0, ""));
}

#[test]
fn standard_input_is_a_file_like_any_other() {
    let pem = fs::read(fixtures::folder().join("core-both-ca1-leaf.pem")).expect("a fixture");
    let ran = Eku::new(["audit", "--at", AT, "--format", "json", "-"]).input(pem).run();
    assert_eq!(json(ran.output.lines().next().expect("a line"))["source"], "-");
    assert_eq!(ran.code, 0);
}

#[test]
fn what_does_not_exist_and_wrong_usage_end_with_2() {
    for arguments in [&["nowhere"][..], &["--jobs", "0", "certs"], &["--at", "soon", "certs"], &[]]
    {
        let ran = Eku::new(["audit"].iter().chain(arguments)).run();
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(!ran.messages.is_empty(), "{arguments:?}");
    }
}

fn audit(arguments: &[&str]) -> Ran {
    Eku::new(["audit", "--at", AT].iter().chain(arguments)).run()
}

fn audit_of(arguments: &[&str], path: &Path) -> Ran {
    let path = path.to_string_lossy();
    audit(&[arguments, &[&*path]].concat())
}

/// The sources and indices of the certificates that were shown.
fn sources(ran: &Ran) -> Vec<(String, u64)> {
    let lines = ran.output.lines().map(json);
    let source = |line: Value| Some((text(&line["source"])?, line["index"].as_u64()?));
    lines.filter_map(source).collect()
}

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("audit").join(name);
    if place.exists() {
        fs::remove_dir_all(&place).expect("the folder of an earlier run can be removed");
    }
    fs::create_dir_all(&place).expect("a folder can be made");
    place
}

fn json(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
}

type KindOf = fn(&Value) -> Option<String>;

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn month(date: String) -> String {
    date[..7].to_owned()
}

fn counted(summary: &Value, key: &str) -> BTreeMap<String, u64> {
    let counts = summary[key].as_array().expect("counts").iter();
    let count = |count: &Value| {
        let kind = count["kind"].as_str().expect("a kind").to_owned();
        (kind, count["certificates"].as_u64().expect("a number"))
    };
    counts.map(count).collect()
}

fn assert_valid(file: &str, value: &Value) {
    let document = schemas::all().into_iter().find(|document| document.file == file);
    let schema = document.expect("there is such a schema").schema;
    let options = jsonschema::options().should_validate_formats(true);
    let validator = options.build(&schema).expect("it is a schema");
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{error}: {value}")).collect();
    assert!(errors.is_empty(), "{file}: {}", errors.join("\n"));
}

/// The cells of a row of CSV.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in row.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cells.last_mut().expect("a cell").push(other),
        }
    }
    cells
}

/// The date of every audit here.
const AT: &str = "2026-11-23";

const SUMMARY: &str = "2 files checked, 0 without a certificate, 0 with unreadable content
4 certificates, 2 of them duplicates, 1 of the others CA certificates

EKU
  server-and-client                      1

Issuer
  private                                1

EKU at renewal
  same                                   1

Validity
  valid                                  1

Expiry, by month
  2027-06                                1
";
