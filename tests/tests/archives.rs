//! Archives made by the system's `tar`, `gzip` and `zip`: everything that is in them is given.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, Cursor};
use std::ops::ControlFlow;
use std::path::Path;

use eku_intake::archive::{self, Ended, Limits, Reason, SetAside, Visitor};
use eku_intake::certificates;
use eku_intake::member::{Form, Member, describe};
use eku_tests::archives::system::{contents, folder, noise, run};
use eku_tests::archives::{Collected, Tar, both_ways, gzip, walk, walk_stream, zip};

#[test]
fn what_tar_packs_is_given_whatever_the_format() {
    let folder = folder(env!("CARGO_TARGET_TMPDIR"), "packed");
    let expected = contents(&folder);
    for format in ["gnu", "oldgnu", "pax", "ustar", "v7"] {
        let long = matches!(format, "gnu" | "oldgnu" | "pax");
        let format = format!("--format={format}");
        let exclude = if long { "--exclude=nothing" } else { "--exclude=*long*" };
        let tar = run(&folder, "tar", &[&format, exclude, "-cf", "-", "."]);
        let mut wanted = expected.clone();
        wanted.retain(|name, _| long || !name.contains("long"));
        for (name, bytes) in [("a.tar", tar.clone()), ("a.tar.gz", gzip(&tar))] {
            for collected in both_ways(name, &bytes) {
                assert_eq!(collected.aside, [], "{format} {name}");
                let found: BTreeMap<_, _> = collected.files.into_iter().collect();
                let wanted: BTreeMap<_, _> = wanted
                    .iter()
                    .map(|(path, content)| (format!("{name}!{path}"), content.clone()))
                    .collect();
                assert!(found == wanted, "{format} {name}: {:?}", found.keys());
            }
        }
    }
}

#[test]
fn what_zip_packs_is_given_from_its_directory_and_without_it() {
    let folder = folder(env!("CARGO_TARGET_TMPDIR"), "zipped");
    let expected = contents(&folder);
    for options in [&["-r"][..], &["-r", "-0"], &["-r", "-9"], &["-r", "-fz"], &["-r", "-fd"]] {
        // To a pipe, where sizes stand behind the content.
        let piped = run(&folder, "zip", &[&["-q"][..], options, &["-", "."]].concat());
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("made.zip");
        let _ = fs::remove_file(&file);
        let shown = file.to_string_lossy().into_owned();
        run(&folder, "zip", &[&["-q"][..], options, &[&shown, "."]].concat());
        let seekable = fs::read(&file).expect("zip wrote it");
        let with_program = [b"#!/bin/sh\nexit 0\n".as_slice(), &seekable].concat();
        for (form, bytes) in [("piped", &piped), ("file", &seekable)] {
            let in_sequence = Limits { buffered: 100, ..Limits::default() };
            for collected in [
                walk("a.zip", bytes, &Limits::default()),
                walk_stream("a.zip", bytes, &Limits::default()),
                walk_stream("a.zip", bytes, &in_sequence),
            ] {
                if form == "piped" && options.contains(&"-0") && !collected.aside.is_empty() {
                    // Stored content of unknown length has no end that can be found.
                    continue;
                }
                assert_eq!(collected.aside, [], "{options:?} {form}");
                let found: BTreeMap<_, _> = collected.files.into_iter().collect();
                assert_eq!(found.len(), expected.len(), "{options:?} {form}");
                for (path, content) in &expected {
                    assert!(found[&format!("a.zip!{path}")] == *content, "{form} {path}");
                }
            }
        }
        let collected = walk("a.exe", &with_program, &Limits::default());
        assert_eq!(collected.paths(), ["a.exe"], "a program is not taken for an archive");
    }
}

#[test]
fn archives_in_archives_have_the_path_of_all_of_them() {
    let tar = Tar::default().file("c.pem", b"certificate").end();
    let nested = gzip(&tar);
    let outer = Tar::default()
        .file("x/b.tar.gz", &nested)
        .file("log.gz", &gzip(b"line\n"))
        .file("plain.txt", b"text")
        .end();
    for collected in both_ways("a.tar", &outer) {
        assert_eq!(
            collected.paths(),
            ["a.tar!x/b.tar.gz!c.pem", "a.tar!log.gz!log", "a.tar!plain.txt"]
        );
        assert_eq!(collected.content("a.tar!x/b.tar.gz!c.pem"), b"certificate");
        assert_eq!(collected.aside, []);
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nested");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("b.tar.gz"), &nested).expect("a file");
    let zip = run(&folder, "zip", &["-q", "-", "b.tar.gz"]);
    for collected in both_ways("a.zip", &zip) {
        assert_eq!(collected.paths(), ["a.zip!b.tar.gz!c.pem"]);
    }
    let zip_inside = Tar::default().file("b.zip", &zip).end();
    for collected in both_ways("a.tar.gz", &gzip(&zip_inside)) {
        assert_eq!(collected.paths(), ["a.tar.gz!b.zip!b.tar.gz!c.pem"]);
    }
    let too_deep = Tar::default().file("c.tar.gz", &gzip(&zip_inside)).file("d", b"d").end();
    for collected in both_ways("a.tar", &too_deep) {
        assert_eq!(collected.paths(), ["a.tar!d"]);
        let deep = "a.tar!c.tar.gz!b.zip!b.tar.gz";
        assert_eq!(collected.aside, [(deep.into(), Reason::TooDeep)]);
    }
    // The system's gzip keeps the name of what it packed.
    fs::write(folder.join("messages.1"), "line\n").expect("a file");
    let named = run(&folder, "gzip", &["-c", "messages.1"]);
    assert_eq!(walk("other.gz", &named, &Limits::default()).paths(), ["other.gz!messages.1"]);
}

#[test]
fn the_members_of_a_diagnostic_archive_are_told_from_its_content_as_it_streams() {
    struct Members(BTreeMap<Member, (Option<String>, usize)>);
    impl Visitor for Members {
        fn file(&mut self, path: &str, content: &mut dyn BufRead) -> ControlFlow<()> {
            let head = content.fill_buf().map(<[u8]>::to_vec).unwrap_or_default();
            let described = describe(path, &head);
            let mut read = 0;
            if matches!(described.member, Member::ServerCertificate | Member::TrustedCas) {
                let mut bytes = Vec::new();
                content.read_to_end(&mut bytes).expect("memory is read");
                read = certificates::read(&bytes).certificates.len();
            }
            self.0.insert(described.member, (described.host, read));
            ControlFlow::Continue(())
        }

        fn set_aside(&mut self, set_aside: SetAside) {
            panic!("{set_aside:?}");
        }
    }
    let fixture = |name| fs::read(eku_tests::fixtures::folder().join(name)).expect("a fixture");
    let tar = Tar::default()
        .file("server_core1_2026-04-15_09_12_44.pem", &fixture("core-both-ca1.pem"))
        .file("client_core1_2026-04-15_09_12_44.pem", &fixture("core-client-only-ca1.pem"))
        .file("ca_core1_2026-04-15_09_12_44.pem", &fixture("ca-both-roots.pem"))
        .file("xconf_dump_core1_2026-04-15_09_12_44.txt", b"*c xConfiguration A: \"b\"\n")
        .file("xstat_dump_core1_2026-04-15_09_12_44.xml", b"<?xml version=\"1.0\"?><Status>")
        .file("loggingsnapshot_core1_2026-04-15_09_12_44.txt", &noise(300_000))
        .file("eth0_diagnostic_logging_tcpdump0_core1_2026-04-15_09_12_44.pcap", &noise(300_000))
        .end();
    let mut members = Members(BTreeMap::new());
    let go_on = |_| ControlFlow::Continue(());
    let bytes = gzip(&tar);
    archive::walk("a.tar.gz", Cursor::new(&bytes), &Limits::default(), &go_on, &mut members);
    let found: Vec<_> = members.0.iter().map(|(member, (_, read))| (*member, *read)).collect();
    assert_eq!(
        found,
        [
            (Member::ServerCertificate, 2),
            (Member::ClientCertificate, 0),
            (Member::TrustedCas, 2),
            (Member::Settings(Form::Text), 0),
            (Member::Status(Form::Xml), 0),
            (Member::Log, 0),
            (Member::Capture, 0),
        ]
    );
    assert!(members.0.values().all(|(host, _)| host.as_deref() == Some("core1")));
}

#[test]
fn what_is_no_archive_is_given_itself() {
    for bytes in [&b"-----BEGIN CERTIFICATE-----"[..], b"", &[0; 2000]] {
        for collected in both_ways("a.pem", bytes) {
            assert_eq!(collected.files, [("a.pem".into(), bytes.to_vec())]);
            assert_eq!(collected.aside, []);
        }
    }
}

#[test]
fn two_members_of_one_name_are_both_given() {
    let tar = Tar::default().file("a.pem", b"first").file("a.pem", b"second").end();
    let zip = zip::of(&[("a.pem", b"first"), ("a.pem", b"second")]);
    for bytes in [tar, zip] {
        for collected in both_ways("x", &bytes) {
            let contents: Vec<_> =
                collected.files.iter().map(|(_, content)| content.as_slice()).collect();
            assert_eq!(
                (collected.paths(), contents),
                (vec!["x!a.pem"; 2], vec![&b"first"[..], b"second"])
            );
        }
    }
}

#[test]
fn progress_grows_to_the_whole_and_a_break_stops_the_walk() {
    let tar = Tar::default().file("a", &noise(300_000)).file("b", &noise(300_000)).end();
    for (name, bytes) in
        [("a.tar", tar.clone()), ("a.tar.gz", gzip(&tar)), ("a.zip", zip::of(&[("a", &tar)]))]
    {
        let last = Cell::new(0);
        let progress = |read| {
            assert!(read >= last.get());
            last.set(read);
            ControlFlow::Continue(())
        };
        let mut collected = Collected::default();
        archive::walk(name, Cursor::new(&bytes), &Limits::default(), &progress, &mut collected);
        assert!(last.get() >= bytes.len() as u64, "{name}: {} of {}", last.get(), bytes.len());
        let stop =
            |read| if read > 100_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        let mut collected = Collected::default();
        let walked =
            archive::walk(name, Cursor::new(&bytes), &Limits::default(), &stop, &mut collected);
        assert_eq!((walked.ended, collected.aside.len()), (Ended::Stopped, 0), "{name}");
    }
}

#[test]
fn content_that_is_left_unread_costs_nothing_else() {
    let tar = Tar::default().file("a", &noise(300_000)).file("b", b"b").end();
    for bytes in [tar.clone(), gzip(&tar), zip::of(&[("a", &noise(300_000)), ("b", b"b")])] {
        let mut collected = Collected { lazy: true, ..Collected::default() };
        let go_on = |_| ControlFlow::Continue(());
        archive::walk("x", Cursor::new(&bytes), &Limits::default(), &go_on, &mut collected);
        assert_eq!((collected.paths(), collected.aside.len()), (vec!["x!a", "x!b"], 0));
    }
}
