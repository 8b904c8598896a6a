//! Hostile text from certificates, files, archives, settings and the command line itself, against
//! every command and every format: nothing steers a terminal, reorders or hides text, begins a line
//! of its own, becomes markup, or becomes a formula of a spreadsheet.

use std::fs;
use std::path::{Path, PathBuf};

use eku_tests::archives::{Tar, gzip, zip};
use eku_tests::command::{Eku, Ran};
use eku_tests::exposition;
use eku_tests::maker::{AlternativeName, Authority, Name, Template, oid};
use serde_json::Value;

/// What is put wherever a text can come from. Each begins a line, ends one, or stands in the middle.
const HOSTILE: [&str; 33] = [
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]8;;http://evil.example\u{1b}\\link\u{1b}]8;;\u{1b}\\",
    "\u{9b}2J\u{90}q\u{9c}",
    "a\rb\u{8}\u{8}\u{7f}\u{b}\u{c}\u{85}",
    "gnp\u{202e}exe.\u{2066}a\u{2069}\u{200f}\u{61c}",
    "a\u{200b}\u{feff}\u{2060}\u{ad}\u{34f}\u{3164}\u{fe0f}",
    "\u{e0041}\u{e0101}\u{1d173}\u{fff9}",
    "a\u{2028}b\u{2029}c",
    "\u{fdd0}works\u{fdd3}\u{fdd1}\u{fdd2}\u{ffff}",
    "a\nINJECTED works",
    "a\r\nINJECTED error",
    "=HYPERLINK(\"http://evil.example\",\"a\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "a;=1;\"=2",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "'\"><b onclick=alert(1)>&#x202e;&lt;",
    "[a](javascript:alert(1)) ![b](http://evil.example/b.png)",
    "`code` ``` ~~~ **bold** _i_ | cell | # head",
    "</style></title></td></table><h1>works</h1>",
    "\\u{1b}[31m",
    "{0} %s %n ${HOME} $(id) `id`",
    "https://evil.example/",
    "www.evil.example",
    "mailto:a@evil.example",
    "a@evil.example",
    "HTTP://EVIL.EXAMPLE (ftp://evil.example), <https://evil.example>",
    "xmpp:a@evil.example/a|https://evil.example|`www.evil.example`",
    "_www.evil.example_ *https://evil.example* ~a@evil.example~ [www.evil.example]",
    "a\\@evil.example https\\://evil.example www\\.evil.example",
    "x-evil://evil.example \u{a0}www.evil.example\u{3000}https://evil.example",
];

#[test]
fn certificates_with_hostile_names_are_shown_by_every_command_and_format() {
    let folder = folder("certificates");
    for (number, text) in HOSTILE.iter().enumerate() {
        let file = folder.join(format!("{number}.pem"));
        fs::write(&file, certificate(text)).expect("a file can be written");
        let file = file.to_string_lossy().into_owned();
        for arguments in [
            vec!["inspect", &file],
            vec!["inspect", "--format", "json", &file],
            vec!["audit", &file],
            vec!["audit", "--format", "json", &file],
            vec!["audit", "--format", "csv", &file],
            vec!["upload", "--node", "edge", "--release", "X15.5", "--store", "client", &file],
        ] {
            let ran = Eku::new(&arguments).run();
            assert!(!ran.output.is_empty(), "{arguments:?}: {}", ran.messages);
            is_harmless(&ran, arguments.get(2).copied().unwrap_or_default(), text);
        }
        let inspected = Eku::new(["inspect", "--format", "json", &file]).run();
        let told: Value = serde_json::from_str(&inspected.output).expect("JSON");
        assert_eq!(told["dns_names"][0], *text, "JSON keeps what it escapes");
        for format in FORMATS {
            let options = ["check", "--format", format, "--color", "always"];
            let given = ["--core-client", &file, "--edge-server", &file, "--trusted", &file];
            let ran = Eku::new(options.into_iter().chain(given)).run();
            assert!(!ran.output.is_empty(), "{text:?}: {}", ran.messages);
            is_harmless(&ran, format, text);
        }
    }
}

#[test]
fn deployment_files_with_hostile_values_are_judged_or_refused_harmlessly() {
    let folder = folder("deployments");
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("certs");
    for name in ["core-both-ca1.pem", "core-server-only-ca2.pem"] {
        fs::copy(fixtures.join(name), folder.join(name)).expect("a fixture can be copied");
    }
    let good = "server_certificate = \"core-server-only-ca2.pem\"\n\
                client_certificate = \"core-both-ca1.pem\"\n";
    for text in HOSTILE {
        let (value, named) = (toml_string(text), toml_string(&format!("B2B {text}")));
        let places = [
            format!(
                "release = \"X15.5\"\n[core]\n{good}verify_name = {value}\n[edge]\n{good}\n\
                 [[far_end]]\nname = {named}\nnode = \"edge\"\ninitiates = \"both\"\n\
                 verify_name = [{value}]\n"
            ),
            format!(
                "release = \"X15.5\"\n[core]\n[[core.peer]]\nname = {value}\n{good}\
                 [[core.peer]]\nname = \"other\"\n[edge]\n{good}\
                 [cluster]\nnode = \"core\"\ntls_verify = \"enforcing\"\n"
            ),
            format!("release = {value}\n[core]\n[edge]\n"),
            format!("release = \"X15.5\"\n{value} = 1\n[core]\n[edge]\n"),
            format!("release = \"X15.5\"\nservices = [{value}]\n[core]\n[edge]\n"),
            format!("release = \"X15.5\"\n[core]\neku_check = {value}\n[edge]\n"),
            format!("release = \"X15.5\"\n[core]\nserver_certificate = {value}\n[edge]\n"),
            format!("release = \"X15.5\"\n[core]\n[edge]\n[core.{value}]\n"),
            format!("release = \"X15.5\" {text}\n[core]\n[edge]\n"),
            text.to_owned(),
        ];
        for (place, file) in places.iter().enumerate() {
            fs::write(folder.join("deployment.toml"), file).expect("a file can be written");
            // A file that is refused is refused alike in every format.
            let formats = if place < GOOD_PLACES { &FORMATS[..] } else { &FORMATS[..1] };
            for format in formats {
                let arguments =
                    ["check", "--format", format, "--color", "always", "deployment.toml"];
                let ran = Eku::new(arguments).in_folder(&folder).run();
                assert_eq!(ran.output.is_empty(), place >= GOOD_PLACES, "{file}: {}", ran.messages);
                is_harmless(&ran, format, text);
                assert!(ran.message_lines().len() <= 2, "{text:?}: {}", ran.messages);
            }
        }
    }
}

#[test]
fn files_and_members_with_hostile_names_are_told_harmlessly() {
    let folder = folder("names");
    let leaf = certificate("a");
    for text in HOSTILE {
        // A file's name takes anything but a separator.
        let name = text.replace('/', "_");
        let tar = Tar::default()
            .file(&format!("{name}.pem"), leaf.as_bytes())
            .file(&format!("server_{name}_2026-11-20.pem"), b"-----BEGIN CERTIFICATE-----\nMII\n")
            .member(name.as_bytes(), b'2', b"")
            .file(&format!("../{name}"), b"x")
            .end();
        let zip = zip::of(&[(&format!("{name}.pem"), leaf.as_bytes()), (&name, b"x")]);
        let given = [
            (format!("{name}.pem"), leaf.clone().into_bytes()),
            (format!("{name}.broken.pem"), b"-----BEGIN CERTIFICATE-----\nMII\n".to_vec()),
            (format!("{name}.tar.gz"), gzip(&tar)),
            (format!("{name}.zip"), zip),
            (format!("{name}.toml"), b"release = 3\n".to_vec()),
        ];
        for (name, bytes) in &given {
            fs::write(folder.join(name), bytes).expect("a file can be written");
        }
        let missing = format!("{name}.missing");
        let names = given.iter().map(|(name, _)| name).chain([&missing]);
        let names: Vec<String> = names.map(|name| format!("./{name}")).collect();
        let of_all = |options: &[&str]| {
            let names = names.iter().map(String::as_str);
            Eku::new(options.iter().copied().chain(names)).in_folder(&folder).run()
        };
        for (format, options) in [
            ("text", &["inspect"][..]),
            ("json", &["inspect", "--format", "json"]),
            ("text", &["audit", "."]),
            ("csv", &["audit", "--format", "csv"]),
        ] {
            is_harmless(&of_all(options), format, text);
        }
        let upload = ["upload", "--node", "core", "--release", "X14", "--store", "server"];
        let uploaded = Eku::new(upload.into_iter().chain([names[0].as_str()]));
        is_harmless(&uploaded.in_folder(&folder).run(), "text", text);
        for (name, format) in names.iter().zip(FORMATS.iter().cycle()) {
            for option in ["--edge", "--core-server", "--"] {
                let arguments = ["check", "--format", format, option, name];
                is_harmless(&Eku::new(arguments).in_folder(&folder).run(), format, text);
            }
        }
        for (name, _) in &given {
            fs::remove_file(folder.join(name)).expect("it was written");
        }
    }
}

#[test]
fn archives_whose_settings_and_logs_are_hostile_are_judged_harmlessly() {
    let folder = folder("archives");
    for text in HOSTILE {
        let settings = format!(
            "*c xConfiguration SystemUnit Name: \"{text}\"\n\
             *c xConfiguration SIP TLS Certificate ExtendedKeyUsage Checking Mode: \"On\"\n\
             *c xConfiguration Zones Zone 7 Name: \"{text}\"\n\
             *c xConfiguration Zones Zone 7 Type: \"TraversalServer\"\n\
             *c xConfiguration Zones Zone 7 TraversalServer TLS Verify Subject Name: \"{text}\"\n\
             *c xConfiguration Zones Zone 8 Name: \"B2B {text}\"\n\
             *c xConfiguration Zones Zone 8 Type: \"Neighbor\"\n\
             *c xConfiguration Zones Zone 8 Neighbor SIP Transport: \"TLS\"\n\
             *c xConfiguration Zones Zone 8 Neighbor Peer 1 Address: \"{text}\"\n\
             {text}\n"
        );
        let log = format!(
            "2026-11-20T09:30:00.000+00:00 edge1 tvcs: Event=\"Inbound TLS Negotiation Error\" \
             Service=\"SIP\" Src-ip=\"{text}\" Src-port=\"25000\" Dst-port=\"7001\" \
             Detail=\"{text}\" Protocol=\"TLS\" Level=\"1\"\n{text}\n"
        );
        let tar = Tar::default()
            .file("server_edge1_2026-11-20_09_30_00.pem", certificate(text).as_bytes())
            .file("xconf_dump_edge1_2026-11-20_09_30_00.txt", settings.as_bytes())
            .file("loggingsnapshot_edge1_2026-11-20_09_30_00.txt", log.as_bytes())
            .end();
        fs::write(folder.join("edge.tar.gz"), gzip(&tar)).expect("a file can be written");
        for format in FORMATS {
            let options = ["check", "--format", format, "--color", "always"];
            let given = ["--release", "X15.5", "--edge", "edge.tar.gz"];
            let ran = Eku::new(options.into_iter().chain(given)).in_folder(&folder).run();
            assert!(!ran.output.is_empty(), "{text:?}: {}", ran.messages);
            is_harmless(&ran, format, text);
        }
    }
}

#[test]
fn wrong_usage_quotes_what_was_given_harmlessly() {
    for text in HOSTILE {
        let option = format!("--{text}");
        let value = format!("--format={text}");
        for arguments in [
            vec![text],
            vec![option.as_str()],
            vec!["check", option.as_str()],
            vec!["check", value.as_str(), "a.toml"],
            vec!["check", "--at", text, "a.toml"],
            vec!["check", "--release", text, "--core-server", "a.pem"],
            vec!["check", "--core-eku-check", text],
            vec!["check", "a.toml", "--color", text],
            vec!["upload", "--node", text],
            vec!["upload", "--node", "core", "--release", text, "--store", "server", "a"],
            vec!["audit", "--jobs", text, "a"],
        ] {
            let ran = Eku::new(&arguments).run();
            assert_eq!((ran.code, ran.output.as_str()), (2, ""), "{arguments:?}");
            assert!(!ran.messages.is_empty(), "{arguments:?}");
            is_harmless(&ran, "text", text);
        }
    }
}

/// What is promised of a run whose input was hostile.
fn is_harmless(ran: &Ran, format: &str, text: &str) {
    let shown = ran.output.replace("\u{1b}[0m", "");
    let shown = ["32", "33", "31"]
        .iter()
        .fold(shown, |shown, colour| shown.replace(&format!("\u{1b}[1m\u{1b}[{colour}m"), ""));
    assert!(ran.output.len() - shown.len() < 20 * 100, "{text:?} coloured much");
    for letter in shown.chars().chain(ran.messages.chars()) {
        assert!(letter == '\n' || !hides(letter), "{letter:?} of {text:?} in {format}:\n{shown}");
    }
    for line in shown.lines().chain(ran.messages.lines()) {
        assert!(!line.starts_with("INJECTED"), "{text:?} began a line in {format}:\n{shown}");
    }
    if ran.output.is_empty() {
        return;
    }
    match format {
        "html" => is_harmless_html(&shown, text),
        "markdown" => is_harmless_markdown(&shown, text),
        "csv" => is_harmless_csv(&shown, text),
        "nagios" => {
            let (lines, bars) = (shown.lines().count(), shown.matches('|').count());
            assert!(lines == 1 && bars <= 1, "{text:?} made a line or a figure: {shown}");
        }
        "prometheus" => assert_eq!(exposition::read(&shown).err(), None, "{text:?}"),
        _ => {}
    }
}

/// Whether a character steers a terminal, reorders text or is not seen.
fn hides(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{ffff}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Every element is one that the report makes, and no reference brings a character back.
fn is_harmless_html(page: &str, text: &str) {
    let (_, body) = page.split_once("</style>").expect("a style sheet");
    assert_eq!(body.matches("<h1").count(), 1, "{text:?} made a heading");
    for tag in body.split('<').skip(1) {
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(ELEMENTS.contains(&name.as_str()), "{text:?} made <{name}>");
        assert!(!tag.split('>').next().unwrap_or_default().contains(" on"), "{text:?}: <{tag}");
    }
    for reference in body.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
        assert!(
            known.iter().any(|known| reference.starts_with(known)),
            "{text:?}: &{reference:.9}"
        );
    }
}

/// Nothing of the text is markup: what could be stands behind a backslash, or in code.
fn is_harmless_markdown(report: &str, text: &str) {
    let mut in_block = false;
    for line in report.lines() {
        if line == "```" {
            in_block = !in_block;
        } else if !in_block {
            for markup in ["<script", "<img", "<b ", "</", "](javascript", "](http://evil", "&#x"] {
                let raw = line.match_indices(markup).any(|(place, _)| {
                    let code = line[..place].matches('`').count() % 2 == 1;
                    !line[..place].ends_with('\\') && !code
                });
                assert!(!raw, "{text:?}: {markup} in {line}");
            }
        }
    }
    assert!(!in_block, "{text:?} opened a block of code");
    for link in links(report) {
        assert!(!link.to_ascii_lowercase().contains("evil"), "{text:?} became a link to {link}");
    }
    let tables = report.lines().filter(|line| line.starts_with('|'));
    for row in tables {
        let cells = row.replace("\\\\", "").replace("\\|", "").matches('|').count();
        assert!(matches!(cells, 3 | 5 | 7), "{text:?} made a cell: {row}");
    }
}

/// Where the links of a text in GitHub's Markdown lead, those that it makes itself of addresses
/// included.
fn links(markdown: &str) -> Vec<String> {
    let mut options = comrak::Options::default();
    let extension = &mut options.extension;
    (extension.autolink, extension.table, extension.strikethrough) = (true, true, true);
    options.parse.relaxed_autolinks = true;
    let page = comrak::markdown_to_html(markdown, &options);
    let links = page.split("<a href=\"").skip(1).chain(page.split("<img src=\"").skip(1));
    links.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// Every record has its cells, and none begins a formula, whatever the separator.
fn is_harmless_csv(table: &str, text: &str) {
    let mut lines = table.lines();
    let columns = lines.next().expect("a head").split(',').count();
    for line in lines {
        let cells = cells(line);
        assert_eq!(cells.len(), columns, "{text:?}: {line}");
        for cell in cells {
            for part in cell.split(';') {
                let part = part.trim_start_matches([' ', '"']);
                assert!(!part.starts_with(['=', '+', '-', '@']), "{text:?}: {cell}");
            }
        }
    }
}

/// The cells of a line, after RFC 4180.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    cells.push(cell);
    cells
}

/// A self-signed CA and a leaf of it, whose every name is `text`.
fn certificate(text: &str) -> String {
    let name = Name::empty().and("O", text).and("CN", text).and("OU", text);
    let root = Authority::root(Template::authority("root").subject(name.clone()));
    let leaf = root.issue(
        Template::leaf("leaf")
            .subject(name)
            .names(&[AlternativeName::Dns(text.into())])
            .purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH]),
    );
    leaf.pem()
}

/// A basic string of TOML.
fn toml_string(text: &str) -> String {
    let escaped = text.chars().map(|letter| match letter {
        '"' | '\\' => format!("\\{letter}"),
        letter if letter.is_control() => format!("\\u{:04x}", u32::from(letter)),
        letter => letter.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// An empty folder of this test alone.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-text").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// So many of the deployment files can be judged; the others are refused.
const GOOD_PLACES: usize = 2;

const FORMATS: [&str; 6] = ["text", "json", "markdown", "html", "nagios", "prometheus"];

/// What the HTML report is made of.
const ELEMENTS: [&str; 27] = [
    "a", "body", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "head", "header", "html", "li",
    "main", "ol", "p", "pre", "section", "span", "table", "tbody", "td", "th", "thead", "tr", "ul",
];
