//! Private keys in every form, against every command and every format: wherever a key is given, no
//! 16 bytes of it stand in what is written, neither in results nor in messages.

use std::fs;
use std::path::{Path, PathBuf};

use eku_cli::deployment_file;
use eku_engine::report::{Problem, html, markdown, text};
use eku_engine::time::Timestamp;
use eku_intake::collection::CertificateFile;
use eku_tests::archives::{Tar, gzip};
use eku_tests::cases;
use eku_tests::command::{Eku, Ran};
use eku_tests::fixtures;
use eku_tests::keys::{self, Form, Traces};

#[test]
fn files_with_a_key_are_read_by_every_command_and_none_shows_it() {
    let folder = folder("files");
    let forms = written(&folder);
    let traces = traces_of(&forms);
    let shown = |ran: &Ran| assert_nothing_of_a_key(&traces, ran);
    let files: Vec<&str> = forms.iter().map(|form| form.file.as_str()).collect();
    let all = |options: &[&str]| Eku::new(options.iter().chain(&files)).in_folder(&folder).run();
    for format in ["text", "json"] {
        shown(&all(&["inspect", "--format", format]));
    }
    for format in ["text", "json", "csv"] {
        shown(&all(&["audit", "--format", format]));
        shown(&Eku::new(["audit", "--format", format, "."]).in_folder(&folder).run());
    }
    let upload = ["upload", "--node", "edge", "--release", "X15.5", "--store", "client"];
    fs::write(folder.join("good.pem"), fixture("core-both-ca1.pem")).expect("it can be written");
    for form in &forms {
        let file = form.file.as_str();
        shown(&Eku::new(upload.into_iter().chain([file])).in_folder(&folder).run());
        shown(&Eku::new(["inspect", "-"]).input(form.bytes.clone()).run());
        shown(&Eku::new(["audit", "-"]).input(form.bytes.clone()).run());
        // Nothing listens on port 1.
        for options in [
            ["--client-certificate", file, "--client-key", file],
            ["--client-certificate", "good.pem", "--client-key", file],
            ["--save-case", file, "--node", "core"],
        ] {
            let words = ["probe"].into_iter().chain(options).chain(["127.0.0.1:1"]);
            let ran = Eku::new(words).in_folder(&folder).run();
            assert_eq!(ran.code, 2, "{}: {options:?}", form.what);
            shown(&ran);
        }
    }
}

#[test]
fn files_with_a_key_are_checked_as_anything_and_no_report_shows_it() {
    let folder = folder("checked");
    let forms = written(&folder);
    let traces = traces_of(&forms);
    let core = fixture("core-both-ca1.pem");
    let machine = Tar::default()
        .file("server_core1_2026-11-20_09_30_00.pem", &core)
        .file("client_core1_2026-11-20_09_30_00.pem", &core)
        .end();
    fs::write(folder.join("good.tar.gz"), gzip(&machine)).expect("a file can be written");
    fs::write(folder.join("good.pem"), &core).expect("a file can be written");
    let mut reports = 0;
    for (number, form) in forms.iter().enumerate() {
        let file = form.file.as_str();
        let formats = ["text", "json", "markdown", "html"];
        let with = |options: &[&str]| {
            let ran = Eku::new(options).in_folder(&folder).run();
            assert!(
                !ran.messages.is_empty() || !ran.output.is_empty(),
                "{}: {options:?}",
                form.what
            );
            assert_nothing_of_a_key(&traces, &ran);
            usize::from(!ran.output.is_empty())
        };
        // Refused alike in every format.
        with(&["check", "--format", formats[number % 4], file]);
        for format in formats {
            let check = ["check", "--format", format, "--release", "X15.5"];
            let as_archive = ["--core", "good.tar.gz", "--edge", file];
            reports += with(&[&check[..], &as_archive].concat());
        }
        let check = ["check", "--format", formats[number % 4]];
        let as_option = ["--core-client", "good.pem", "--edge-server", file];
        reports += with(&[&check[..], &as_option].concat());
        let trusted =
            ["--core-client", "good.pem", "--core-trusted", "good.pem", "--trusted", file];
        reports += with(&[&check[..], &trusted].concat());
        let ran = Eku::new(["check", "-"]).input(form.bytes.clone()).run();
        assert_nothing_of_a_key(&traces, &ran);
    }
    assert!(reports > forms.len() * 2, "{reports} reports of {} files", forms.len());
}

#[test]
fn a_key_on_the_command_line_is_not_repeated() {
    for (what, text, secret) in keys::texts().iter().filter(|(what, ..)| is_one_of_three(what)) {
        let traces = Traces::of([secret.as_slice()]);
        let option = format!("--{text}");
        let value = format!("--format={text}");
        let ending = format!("{text}.pem");
        let upload = ["upload", "--node", "core", "--release", text, "--store", "server", "a"];
        let mut commands = vec![
            vec![text.as_str()],
            vec!["inspect", text],
            vec!["inspect", &ending],
            vec!["check", text],
            vec!["check", &option],
            vec!["check", &value, "a.toml"],
            vec!["check", "--at", text, "a.toml"],
            vec!["check", "--release", text, "--core-server", "a.pem"],
            vec!["check", "--core-server", text],
            vec!["check", "--edge", text],
            vec!["check", "--core-eku-check", text],
            upload.to_vec(),
            vec!["audit", "--jobs", text, "a"],
            vec!["audit", text, "--format", "csv"],
            vec!["probe", text],
            vec!["probe", "--name", text, "127.0.0.1:1"],
            vec!["probe", "--timeout", text, "127.0.0.1:1"],
            vec!["probe", "--client-certificate", "a", "--client-key", text, "127.0.0.1:1"],
            vec!["probe", "--save-case", text, "127.0.0.1:1"],
        ];
        // As a shell splits what it was given without quotation marks.
        commands.push(["inspect"].into_iter().chain(text.split_ascii_whitespace()).collect());
        for arguments in commands {
            let ran = Eku::new(&arguments).run();
            assert_eq!(ran.code, 2, "{what}: {arguments:?}: {}", ran.output);
            assert!(!ran.messages.is_empty(), "{what}: {arguments:?}");
            assert_nothing_of_a_key(&traces, &ran);
        }
    }
}

#[test]
fn a_key_as_any_value_of_a_deployment_file_is_not_repeated() {
    let mut judged = 0;
    for (what, text, secret) in keys::texts() {
        let traces = Traces::of([secret.as_slice()]);
        let value = format!("{text:?}");
        for (place, file) in deployment_files(&value, &text).iter().enumerate() {
            let open = |path: &Path| match path.to_str() {
                Some("a.pem") => Ok(CertificateFile::read("a.pem", &fixture("core-both-ca1.pem"))),
                _ => Err(Problem {
                    file: eku_engine::secret::shown(&path.to_string_lossy()).into(),
                    what: "not found".into(),
                    place: String::new(),
                    remedy: "check the name".into(),
                    count: 1,
                }),
            };
            let told = match deployment_file::parse("d.toml", file.as_bytes(), open) {
                Err(problems) => format!("{problems:?}"),
                Ok(description) => {
                    judged += 1;
                    let report = description.report(Timestamp::default()).expect("a report");
                    let json = serde_json::to_string(&report).expect("JSON");
                    [
                        text::report(&report, &text::plain),
                        markdown::report(&report),
                        html::report(&report),
                        json,
                    ]
                    .concat()
                }
            };
            let found = traces.found_in(told.as_bytes());
            assert_eq!(found, None, "{what} in place {place}: {told}");
        }
    }
    assert_eq!(judged, 0, "a key was taken for a name");
}

#[test]
fn a_key_in_any_place_of_a_case_is_not_repeated() {
    let case = eku_case::write(&cases::full());
    // Texts and keys alike: whatever stands between quotation marks in a line.
    let places: Vec<(usize, usize)> = case
        .match_indices('"')
        .map(|(place, _)| place)
        .collect::<Vec<_>>()
        .chunks_exact(2)
        .map(|pair| (pair[0] + 1, pair[1]))
        .filter(|(begin, end)| !case[*begin..*end].starts_with("-----BEGIN"))
        .collect();
    assert!(places.len() > 200, "{}", places.len());
    for (what, text, secret) in keys::texts().iter().filter(|(what, ..)| {
        let forms = ["as PEM on one line", "as the middle of base64"];
        what.starts_with("RSA in PKCS#8") && forms.iter().any(|form| what.ends_with(form))
    }) {
        let traces = Traces::of([secret.as_slice()]);
        for (begin, end) in &places {
            let changed = [&case[..*begin], text, &case[*end..]].concat();
            let told = match eku_case::read("a.json", changed.as_bytes()) {
                Err(problems) => format!("{problems:?}"),
                Ok(case) => {
                    let report = case.description.report(Timestamp::default()).expect("a report");
                    let json = serde_json::to_string(&report).expect("JSON");
                    [json, eku_case::write(&case)].concat()
                }
            };
            let found = traces.found_in(told.as_bytes());
            assert_eq!(found, None, "{what} for {}: {told}", &case[*begin..*end]);
        }
    }
}

/// Deployment files with a value in each place, and with a text in each place where none belongs.
fn deployment_files(value: &str, text: &str) -> Vec<String> {
    let node = |lines: &str| {
        format!("release = \"X15.5\"\n[core]\n{lines}\n[edge]\nserver_certificate = \"a.pem\"\n")
    };
    let top = |lines: &str| {
        format!("{lines}\n[core]\nserver_certificate = \"a.pem\"\n[edge]\nrelease = \"X15.5\"\n")
    };
    let far_end = |lines: &str| {
        let known = "\n[[far_end]]\nname = \"Webex\"\nnode = \"edge\"\ninitiates = \"both\"\n";
        let known = known.lines().filter(|line| {
            let key = line.split(" =").next().unwrap_or_default();
            key.is_empty() || !lines.starts_with(&format!("{key} ="))
        });
        node(&[&known.collect::<Vec<_>>().join("\n"), "\n", lines].concat())
    };
    let mut files = vec![
        top(&format!("release = {value}")),
        top(&format!("services = [{value}]")),
        top(&format!("{value} = 1")),
        top(&format!("[{value}]")),
        node(&format!("release = {value}")),
        node(&format!("eku_check = {value}")),
        node(&format!("server_certificate = {value}")),
        node(&format!("client_certificate = {value}")),
        node(&format!("trusted_cas = [{value}]")),
        node(&format!("verify_name = {value}")),
        node(&format!("verify_name = [\"a\", {value}]")),
        node(&format!("verify_name = {{ {value} = {value} }}")),
        node(&format!("{value} = {value}")),
        node(&format!("a.{value}.b = 1")),
        node(&format!("peer = [{{ name = {value}, server_certificate = \"a.pem\" }}]")),
        node(&format!("peer = [{{ name = {value} }}, {{ name = {value} }}]")),
        node(&format!("peer = [{{ name = \"a\", server_certificate = {value} }}]")),
    ];
    for key in [
        "name",
        "node",
        "initiates",
        "client_eku_check",
        "tls_verify",
        "protocol",
        "certificate",
        "verify_name",
    ] {
        files.push(far_end(&format!("{key} = {value}")));
        files.push(far_end(&format!("{key} = [{value}]")));
    }
    files.push(far_end(&format!("used_by = [{value}]")));
    files.push(far_end(&format!("trusted_cas = [{value}]")));
    files.push(far_end(&format!("name = {value}\n[[far_end]]\nname = {value}")));
    for key in ["core_verify_name", "edge_verify_name", "core_tls_verify", "port"] {
        let zone = format!("[[traversal_zone]]\nname = \"B2B\"\n{key} = {value}");
        files.push(node(&zone));
    }
    files.push(node(&format!("[[traversal_zone]]\nname = {value}")));
    files.push(node(&format!("[cluster]\nnode = {value}")));
    files.push(node(&format!("[cluster]\nnode = \"edge\"\ntls_verify = {value}")));
    // As it was pasted, whole or behind something.
    files.push(text.to_owned());
    files.push(node(text));
    files.push(node(&format!("eku_check = {text}")));
    files.push(node(&format!("eku_check = \"on\" {text}")));
    files.push(node(&format!("[{text}]")));
    files.push(format!("{text}\n{}", node("")));
    files
}

/// A key of each algorithm.
fn is_one_of_three(what: &str) -> bool {
    ["RSA in PKCS#1", "EC in SEC1", "Ed25519"].iter().any(|key| what.starts_with(key))
}

/// The forms, each written to its file.
fn written(folder: &Path) -> Vec<Form> {
    let forms = keys::forms();
    assert!(forms.len() > 100, "{} forms", forms.len());
    for form in &forms {
        fs::write(folder.join(&form.file), &form.bytes).expect("a file can be written");
    }
    forms
}

fn traces_of(forms: &[Form]) -> Traces {
    Traces::of(forms.iter().map(|form| form.secret.as_slice()))
}

fn assert_nothing_of_a_key(traces: &Traces, ran: &Ran) {
    for told in [&ran.output, &ran.messages] {
        let found = traces.found_in(told.as_bytes());
        assert_eq!(found, None, "{}\n{}", ran.messages, ran.output);
    }
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(fixtures::folder().join(name)).expect("a fixture can be read")
}

/// An empty folder of this test alone.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("keys-shown-nowhere").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}
