//! However much is wrong, what is said of it is short: one message a kind, with how often.

use std::fs;
use std::path::{Path, PathBuf};

use eku_engine::advisory;
use eku_engine::bundle::MOST_PARTS;
use eku_engine::report::{self, MOST_PROBLEMS};
use eku_intake::certificates;
use eku_tests::archives::{Tar, zip};
use eku_tests::command::{Eku, Ran};
use eku_tests::encodings;
use eku_tests::maker::{Authority, Extension, Template, container, der, pem};
use serde_json::Value;

/// Files in which the same thing is wrong more often than anybody would read, how often it is said to be,
/// and how it is told.
fn files() -> Vec<(&'static str, Vec<u8>, usize, &'static str)> {
    let empty = |count| container::signed_data(&b"\x30\0".repeat(count), der::element);
    let unknown = |number| format!("-----BEGIN A{number}-----\nAAAA\n-----END A-----\n");
    let request = fixture("bad/request.pem");
    let broken = "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n";
    let cut = fixture("core-both-ca1-leaf.pem").replace("\n-----END", "AAAA\n-----END");
    let alone = encodings::base64_lines(&[&b"\x30\x82\x01\0\x30\x03"[..], &[0; 300]].concat());
    let text = |text: String| text.into_bytes();
    vec![
        ("few.p7b", empty(4_000), 4_000, "a certificate is cut off: 4,000 times, first at "),
        ("bag.p7b", empty(50_000), MOST_PARTS, "10,000 times"),
        ("bag.pem", text(pem::encode("PKCS7", &empty(50_000))), MOST_PARTS, "block 1, line 1"),
        ("base64", text(encodings::base64_lines(&empty(50_000))), MOST_PARTS, "block 1, line 1"),
        ("labels", text((0..5_000).map(unknown).collect()), 5_000, "first at block 1, line 1"),
        ("requests", text(request.repeat(300)), 300, "300 times, first at block 1, line 1"),
        ("broken", text(broken.repeat(20_000)), MOST_PARTS, "first at block 1, line 2"),
        ("behind", text(cut.repeat(300)), 300, "300 times, first at block 1, line 1"),
        ("endless", text("-----BEGIN CERTIFICATE-----\n".repeat(9_000)), 9_000, "9,000 times"),
        ("parts.der", b"\x30\x01\0".repeat(9_000), 9_000, "first at part 1, from byte 0"),
        ("alone", text(format!("{alone}\n").repeat(200)), 200, "200 times"),
    ]
}

#[test]
fn a_file_is_told_of_in_one_line_a_kind_by_every_command_and_format() {
    let place = folder("files");
    for (name, bytes, count, told) in files() {
        let file = place.join(name);
        fs::write(&file, &bytes).expect("it can be written");
        // Of a file with more in it than is read that is said as well.
        let lines = 1 + usize::from(count == MOST_PARTS);
        let commands = [
            "inspect",
            "inspect --format json",
            "check --core-server",
            "check --edge-trusted",
            "upload --node core --release X15.5 --store server",
            "audit --format text",
            "audit --format json",
            "audit --format csv",
        ];
        // Every format where much is wrong, one of each command where the kind is another.
        let step = if matches!(name, "bag.p7b" | "labels") { 1 } else { 2 };
        for command in commands.into_iter().step_by(step) {
            let mut arguments = Vec::from_iter(command.split(' '));
            if command.contains("trusted") {
                arguments = ["check", "--core-server", "certs/core-both-ca1.pem", "--edge-trusted"]
                    .to_vec();
            }
            let ran = Eku::new(arguments.into_iter().chain([path(&file)])).run();
            let heads = ran.message_lines();
            // An audit looks at a large file in parts: of each as much is read as of a file.
            assert!(
                heads.len() == lines || command.starts_with("audit"),
                "{command} {name}: {ran:?}"
            );
            assert!(heads.len() <= 2, "{command} {name}: {} lines", heads.len());
            assert!(
                heads[0].contains(told) || command.starts_with("audit"),
                "{name}: {}",
                heads[0]
            );
            assert!(ran.messages.len() < 1_000, "{command} {name}: {}", ran.messages);
            assert_eq!(ran.code, 2, "{command} {name}: {}", ran.messages);
        }
    }
}

#[test]
fn what_is_kept_while_reading_is_bounded_too() {
    for (name, bytes, count, _) in files() {
        let bundle = certificates::read(&bytes);
        assert!(bundle.problems.len() <= 2, "{name}: {:?}", bundle.problems);
        assert_eq!(bundle.problems[0].count, count, "{name}");
        assert!(bundle.found() <= MOST_PARTS + 1, "{name}: {}", bundle.found());
    }
}

#[test]
fn what_a_dump_or_a_log_has_beyond_the_limits_is_counted() {
    let place = folder("beyond");
    let zones = |number| format!("*c xConfiguration Zones Zone {number} Name: \"zone {number}\"\n");
    let failures = |number| {
        format!(
            "2026-11-20T09:00:00.000+00:00 core tvcs: Event=\"Outbound TLS Negotiation Error\" \
             Dst-ip=\"192.0.2.1\" Dst-port=\"{}\" Detail=\"tlsv1 alert unknown ca\"\n",
            1_000 + number
        )
    };
    let settings = (1..=1_003).map(zones).collect::<String>();
    let log = (0..300).map(failures).collect::<String>();
    let tar = Tar::default()
        .file("core_xconf_dump_core.txt", settings.as_bytes())
        .file("core_network_log.txt", log.as_bytes());
    fs::write(place.join("a.tar"), tar.end()).expect("it can be written");
    let ran = Eku::new(["check", "--core", "a.tar"]).in_folder(&place).run();
    for told in ["1,003 statements, 3 more over the limit", "tunnels, 44 more over the limit"] {
        assert!(ran.output.contains(told), "{told}: {}{}", ran.output, ran.messages);
    }
}

#[test]
fn a_bag_is_read_up_to_the_limit_and_what_is_behind_it_is_said_not_to_be() {
    let leaf = certificates::read(fixture("core-both-ca1-leaf.pem").as_bytes());
    let leaf = leaf.certificates[0].der().to_vec();
    let elements = [b"\x30\0".repeat(MOST_PARTS - 1), leaf.clone(), leaf].concat();
    let bundle = certificates::read(&container::signed_data(&elements, der::element));
    assert_eq!((bundle.certificates.len(), bundle.problems.len()), (1, 2));
}

#[test]
fn the_members_of_an_archive_are_told_of_together() {
    let place = folder("archives");
    let broken = b"-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n";
    let names: Vec<String> = (0..3_000).map(|number| format!("{number}.pem")).collect();
    let members: Vec<_> = names.iter().map(|name| (name.as_str(), &broken[..])).collect();
    let outside =
        (0..3_000).fold(Tar::default(), |tar, number| tar.file(&format!("../{number}"), b"x"));
    for (name, bytes, told) in [
        (
            "broken.zip",
            zip::of(&members),
            "broken.zip: a block is not base64: 3,000 times, first at broken.zip!0.pem, block 1, \
             line 2: ",
        ),
        (
            "outside.tar",
            outside.end(),
            "outside.tar: has a path that leads out of its archive, and was not read: 3,000 \
             times, first at outside.tar!../0: ",
        ),
    ] {
        fs::write(place.join(name), bytes).expect("it can be written");
        for command in ["inspect", "inspect --format json", "audit", "audit --format csv", "check"]
        {
            let ran = Eku::new(command.split(' ').chain([name])).in_folder(&place).run();
            let lines = ran.message_lines();
            assert!(lines[0].starts_with(told), "{command}: {}", lines[0]);
            assert!(lines.len() <= 2, "{command} {name}: {}", ran.messages);
        }
    }
}

#[test]
fn a_problem_in_json_says_how_often_it_was_found() {
    let place = folder("json");
    let leaf = fixture("core-both-ca1.pem");
    let broken = "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n".repeat(70);
    fs::write(place.join("chain.pem"), format!("{leaf}{broken}")).expect("it can be written");
    let ran = Eku::new(["check", "--format", "json", "--core-server", "chain.pem"])
        .in_folder(&place)
        .run();
    let report: Value = serde_json::from_str(&ran.output).expect("JSON");
    let problems = report["problems"].as_array().expect("a list");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0]["count"], 70);
    let first = problems[0]["where"].as_str().expect("a text");
    assert!(first.starts_with("70 times, first at block 3, line "), "{first}");
    assert_eq!(problems[0]["what"], "a block is not base64");
}

#[test]
fn the_files_of_one_deployment_are_listed_up_to_a_limit_and_the_others_counted() {
    let place = folder("deployments");
    let leaf = path(&place.join("leaf.pem")).to_owned();
    fs::write(&leaf, fixture("core-both-ca1-leaf.pem")).expect("it can be written");
    let head = format!("release = \"X15.5\"\n[core]\nserver_certificate = {leaf:?}\n");
    let missing: Vec<String> = (0..3_000).map(|number| format!("missing-{number}.pem")).collect();
    let trusted = format!("{head}trusted_cas = {missing:?}\n[edge]\n");
    let far_ends: String = missing
        .iter()
        .map(|name| {
            format!(
                "[[far_end]]\nname = {name:?}\nnode = \"edge\"\ninitiates = \"expressway\"\n\
                 certificate = {name:?}\n"
            )
        })
        .collect();
    let peers: String = missing
        .iter()
        .map(|name| format!("[[edge.peer]]\nname = {name:?}\nserver_certificate = {name:?}\n"))
        .collect();
    for (what, text) in [
        ("a trusted list", trusted),
        ("far ends", format!("{head}[edge]\n{far_ends}")),
        ("peers", format!("{head}[edge]\n{peers}")),
    ] {
        fs::write(place.join("d.toml"), text).expect("it can be written");
        let ran = Eku::new(["check", "d.toml"]).in_folder(&place).run();
        let lines = ran.message_lines();
        assert_eq!((ran.code, lines.len()), (2, MOST_PROBLEMS + 1), "{what}: {:?}", lines.last());
        assert!(lines[0].contains("missing-0.pem: not found: "), "{what}: {}", lines[0]);
        assert!(lines[MOST_PROBLEMS - 1].contains("missing-99.pem: not found"), "{what}");
        let last =
            "missing-100.pem: 2,900 more problems, of this file and others, are not listed: ";
        assert!(lines[MOST_PROBLEMS].contains(last), "{what}: {}", lines[MOST_PROBLEMS]);
    }
}

#[test]
fn what_does_not_stop_a_check_is_listed_up_to_a_limit_too() {
    let place = folder("incomplete");
    let leaf = fixture("core-both-ca1-leaf.pem");
    let broken = "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n";
    let names: Vec<String> = (0..300).map(|number| format!("{number}.pem")).collect();
    for name in &names {
        fs::write(place.join(name), format!("{leaf}{broken}")).expect("it can be written");
    }
    let text = format!(
        "release = \"X15.5\"\n[core]\nserver_certificate = \"0.pem\"\ntrusted_cas = {names:?}\n[edge]\n"
    );
    fs::write(place.join("d.toml"), text).expect("it can be written");
    let ran = Eku::new(["check", "--format", "json", "d.toml"]).in_folder(&place).run();
    let report: Value = serde_json::from_str(&ran.output).expect("JSON");
    let problems = report["problems"].as_array().expect("a list");
    assert_eq!((problems.len(), ran.message_lines().len()), (MOST_PROBLEMS + 1, MOST_PROBLEMS + 1));
    assert_eq!(problems[MOST_PROBLEMS]["count"], 200);
    // A file that is named twice has its problem once.
    let first = ran.message_lines().iter().filter(|line| line.starts_with("0.pem: ")).count();
    assert_eq!(first, 1, "{}", ran.messages);
}

#[test]
fn the_machines_of_archives_are_listed_up_to_a_limit() {
    let place = folder("machines");
    let leaf = fixture("core-both-ca1-leaf.pem");
    let tar = (0..300).fold(Tar::default(), |tar, number| {
        tar.file(&format!("loose/{number}.pem"), leaf.as_bytes())
    });
    fs::write(place.join("a.tar"), tar.end()).expect("it can be written");
    let ran = Eku::new(["check", "a.tar"]).in_folder(&place).run();
    assert_eq!(said(&ran, "does not show which peer"), MOST_PROBLEMS, "{}", ran.messages);
    // The others are counted in one more, and the last says that nothing is left to check.
    assert_eq!(ran.message_lines().len(), MOST_PROBLEMS + 2, "{}", ran.messages);
    assert_eq!(said(&ran, "nothing to check"), 1, "{}", ran.messages);
    let tar = (0..300).fold(Tar::default(), |tar, number| {
        let settings = format!("*c xConfiguration SystemUnit Name: \"core{number}\"\n");
        let status =
            format!("*s SystemUnit:\n  Software:\n    Version: \"X14.{}\"\n*s/end\n", number % 3);
        tar.file(
            &format!("{number}/core{number}_xconf_dump_core{number}_20261120093000.txt"),
            settings.as_bytes(),
        )
        .file(&format!("{number}/xstat_dump_core{number}_20261120093000.txt"), status.as_bytes())
    });
    fs::write(place.join("b.tar"), tar.end()).expect("it can be written");
    let ran = Eku::new(["check", "b.tar"]).in_folder(&place).run();
    assert_eq!(said(&ran, "for the release, and another file"), MOST_PROBLEMS, "{}", ran.messages);
    assert_eq!(ran.message_lines().len(), MOST_PROBLEMS + 1, "{}", ran.messages);
    // The files themselves, 600 of them, are listed likewise.
    for (format, listed) in [("text", "  used "), ("markdown", ": used: ")] {
        let ran = Eku::new(["check", "--format", format, "b.tar"]).in_folder(&place).run();
        let lines = ran.output.lines().filter(|line| line.contains(listed)).count();
        assert_eq!(lines, report::MOST_FILES, "{format}");
        assert!(ran.output.contains("And 500 more files, of which 500 were used."), "{format}");
    }
}

#[test]
fn what_is_said_of_one_certificate_is_bounded() {
    let place = folder("certificates");
    // Names in which one letter after the other is written in Cyrillic or not.
    let names: Vec<String> = (0..3_000_u32)
        .map(|number| {
            let letters = (0..12).map(|bit| if number >> bit & 1 == 1 { '\u{430}' } else { 'a' });
            format!("{}.example.com", letters.collect::<String>())
        })
        .collect();
    let names = Vec::from_iter(names.iter().map(String::as_str));
    let mut template = Template::leaf("core.example.com").dns(&names);
    for number in 0..1_500 {
        let extension = Extension::new(&format!("1.3.6.1.4.1.55555.{number}"), der::null());
        template = template.and(extension.clone()).and(extension);
    }
    let authority = Authority::root(Template::authority("Example CA"));
    fs::write(place.join("leaf.pem"), authority.issue(template).pem()).expect("written");
    let ran = Eku::new(["inspect", "leaf.pem"]).in_folder(&place).run();
    let begins = |start: &str| {
        let lines = ran.output.lines().map(str::trim_start);
        lines.filter(|line| line.starts_with(start)).collect::<Vec<_>>()
    };
    let notes = begins("note ");
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].ends_with("appears more than once, and 1,499 more like it"), "{notes:?}");
    let marks = begins("beware ");
    assert_eq!(marks.len(), report::MOST_MARKS + 1, "{marks:?}");
    assert!(marks[report::MOST_MARKS].ends_with("more marks like these"), "{marks:?}");
    let ran = Eku::new(["inspect", "--format", "json", "leaf.pem"]).in_folder(&place).run();
    let shown: Value = serde_json::from_str(&ran.output).expect("JSON");
    assert_eq!(shown["problems"].as_array().map(Vec::len), Some(1));
    assert_eq!(shown["name_marks"].as_array().map(Vec::len), Some(report::MOST_MARKS));
    assert!(
        shown["name_marks_left_out"].as_u64() > Some(2_900),
        "{}",
        shown["name_marks_left_out"]
    );
    let check = ["check", "--format", "json", "--core-server", "leaf.pem"];
    let ran = Eku::new(check).in_folder(&place).run();
    let shown: Value = serde_json::from_str(&ran.output).expect("JSON");
    let advisories = shown["advisories"].as_array().expect("a list");
    for id in ["look-alike-name", "names-look-alike"] {
        let of_it: Vec<_> = advisories.iter().filter(|one| one["id"] == id).collect();
        // The last counts the others.
        assert_eq!(of_it.len(), advisory::MOST_OF_A_KIND + 1, "{id}");
        let last = of_it[advisory::MOST_OF_A_KIND]["text"].as_str().expect("a text");
        assert!(last.starts_with("There are "), "{id}: {last}");
    }
}

#[test]
fn more_peers_with_far_ends_or_zones_than_are_judged_are_refused_in_one_line() {
    let far_end = |number: usize| {
        format!("[[far_end]]\nname = \"P{number}\"\nnode = \"edge\"\ninitiates = \"both\"\n")
    };
    let zone = |number: usize| format!("[[traversal_zone]]\nname = \"Z{number}\"\n");
    for (kind, places, pairs) in [
        ("far ends", (0..251).map(far_end).collect::<String>(), "100,400"),
        // The peers of both nodes.
        ("zones", (0..250).map(zone).collect(), "100,250"),
    ] {
        let place = folder("pairs");
        let mut text = String::from("release = \"X15.5\"\n[core]\n[edge]\n");
        for peer in 0..400 {
            text.push_str(&format!("[[edge.peer]]\nname = \"edge{peer}\"\n"));
        }
        fs::write(place.join("deployment.toml"), text + &places).expect("written");
        let ran = Eku::new(["check", "deployment.toml"]).in_folder(&place).run();
        assert_eq!((ran.code, ran.output.as_str()), (2, ""), "{kind}");
        let messages = ran.message_lines();
        assert_eq!(messages.len(), 1, "{messages:?}");
        let refused = format!(
            "there are {pairs} pairs of a peer and a far end or traversal zone (limit 100,000)"
        );
        assert!(messages[0].contains(&refused), "{messages:?}");
    }
}

/// How many messages hold this text.
fn said(ran: &Ran, text: &str) -> usize {
    ran.message_lines().iter().filter(|line| line.contains(text)).count()
}

fn fixture(name: &str) -> String {
    let certs = Path::new(env!("CARGO_MANIFEST_DIR")).join("certs");
    fs::read_to_string(certs.join(name)).expect("a fixture")
}

fn path(file: &Path) -> &str {
    file.to_str().expect("UTF-8")
}

/// An empty folder of this name.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bounded-messages").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}
