//! Archives with every kind of malice and damage: a message, bounded work, and the rest is given.

use std::cell::Cell;
use std::fs;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

use eku_intake::archive::{self, Ended, Limit, Limits, Reason};
use eku_intake::collection::{Collector, Fate};
use eku_intake::words;
use eku_tests::archives::system::{contents, folder, run};
use eku_tests::archives::{Collected, Tar, both_ways, gzip, walk, walk_stream, zip};

#[test]
fn links_devices_and_names_that_lead_out_are_set_aside_and_the_rest_is_given() {
    let tar = Tar::default()
        .member(b"soft", b'2', b"")
        .member_that_says(b"hard", b'1', b"00000001000\0", b"")
        .member(b"character", b'3', b"")
        .member(b"block", b'4', b"")
        .member(b"folder/", b'5', b"")
        .member(b"pipe", b'6', b"")
        .member(b"unknown", b'Q', b"content")
        .file("../../etc/passwd", b"x")
        .file("a/../../b", b"x")
        .file("/absolute.pem", b"absolute")
        .pax("path", "../pax")
        .file("pax", b"x")
        .member(b"long", b'L', b"../long\0")
        .file("long", b"x")
        .pax("GNU.sparse.major", "1")
        .file("sparse", b"x")
        .member(b"old-sparse", b'S', b"x")
        .file("good.pem", b"good")
        .end();
    for collected in both_ways("a", &tar) {
        assert_eq!(collected.paths(), ["a!absolute.pem", "a!good.pem"]);
        assert_eq!(collected.content("a!good.pem"), b"good");
        let count =
            |reason: &Reason| collected.reasons().iter().filter(|one| *one == reason).count();
        for (reason, expected) in [
            (Reason::Link, 2),
            (Reason::Special, 4),
            (Reason::NameLeadsOut, 4),
            (Reason::Sparse, 2),
        ] {
            assert_eq!(count(&reason), expected, "{reason:?}: {:?}", collected.aside);
        }
        assert_eq!(collected.aside.len(), 12);
    }
}

#[test]
fn real_links_and_pipes_are_set_aside() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("links");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("file"), "content").expect("a file");
    fs::hard_link(folder.join("file"), folder.join("hard")).expect("a link");
    run(&folder, "ln", &["-s", "/etc/passwd", "soft"]);
    run(&folder, "mkfifo", &["pipe"]);
    let tar = run(&folder, "tar", &["-cf", "-", "file", "hard", "soft", "pipe"]);
    let collected = walk("a", &tar, &Limits::default());
    assert_eq!(collected.paths(), ["a!file"]);
    assert_eq!(collected.reasons(), [Reason::Link, Reason::Link, Reason::Special]);
    run(&folder, "zip", &["-q", "-y", "links.zip", "file", "soft"]);
    let zip = fs::read(folder.join("links.zip")).expect("zip wrote it");
    let collected = walk("a", &zip, &Limits::default());
    assert_eq!((collected.paths(), collected.reasons()), (vec!["a!file"], vec![Reason::Link]));
}

#[test]
fn a_bomb_ends_at_each_limit_with_what_came_before() {
    let zeros = vec![0; 32 << 20];
    let bomb =
        gzip(&Tar::default().file("first.pem", b"first").file("bomb", &zeros).file("z", b"").end());
    for (limits, limit) in [
        (Limits { expanded: 4 << 20, ..Limits::default() }, Limit::Expanded),
        (Limits { ratio: 100, ratio_from: 1 << 20, ..Limits::default() }, Limit::Ratio),
        (Limits { entries: 1, ..Limits::default() }, Limit::Entries),
    ] {
        for lazy in [false, true] {
            let mut collected = Collected { lazy, ..Collected::default() };
            let go_on = |_| ControlFlow::Continue(());
            let walked =
                archive::walk("a.tar.gz", Cursor::new(&bomb), &limits, &go_on, &mut collected);
            assert_eq!(walked.ended, Ended::AtALimit(limit));
            assert_eq!(collected.paths()[0], "a.tar.gz!first.pem");
            assert_eq!(collected.reasons(), [Reason::Limit(limit)], "lazy: {lazy}");
            assert!(walked.expanded <= (4 << 20) + (64 << 10), "{walked:?}");
        }
    }
    // Defaults let through what a log comes to.
    let collected = walk("a.gz", &gzip(&zeros), &Limits::default());
    assert_eq!((collected.files[0].1.len(), collected.aside.len()), (32 << 20, 0));
    // The same bytes, again and again.
    let mut overlapping = zip::of(&[("a", &zeros[..1 << 20])]);
    overlapping = zip::overlapped(&overlapping, 1000);
    let limits = Limits { expanded: 16 << 20, ..Limits::default() };
    let collected = walk("a.zip", &overlapping, &limits);
    assert_eq!(collected.walked.map(|walked| walked.ended), Some(Ended::AtALimit(Limit::Expanded)));
    assert_eq!(collected.files.len(), 17);
}

#[test]
fn members_over_one_another_count_the_bytes_of_the_archive_once() {
    let zeros = vec![0; 1 << 20];
    let overlapping = zip::overlapped(&zip::of(&[("a", &zeros)]), 200);
    let limits = Limits { ratio: 200, ratio_from: 1 << 20, ..Limits::default() };
    let in_tar = Tar::default().file("a.zip", &overlapping).end();
    for (what, archive) in [
        ("a zip", overlapping.clone()),
        ("a zip in a tar", in_tar.clone()),
        ("a zip in a tar in gzip", gzip(&in_tar)),
        ("a zip in a zip", zip::of(&[("a.zip", &overlapping)])),
    ] {
        for collected in [walk("a", &archive, &limits), walk_stream("a", &archive, &limits)] {
            let walked = collected.walked.expect("it ended");
            assert_eq!(walked.ended, Ended::AtALimit(Limit::Ratio), "{what}");
            let most = archive.len() as u64 * limits.ratio + (1 << 20);
            assert!(walked.expanded <= most, "{what}: {} of {most}", walked.expanded);
            assert_eq!(collected.reasons(), [Reason::Limit(Limit::Ratio)], "{what}");
        }
    }
    // Members that lie behind one another, in any order, are read whatever is read again.
    let names: Vec<String> = (0..300).map(|number| number.to_string()).collect();
    let members: Vec<_> = names.iter().map(|name| (name.as_str(), &zeros[..4096])).collect();
    let collected = walk("a", &zip::of(&members), &limits);
    assert_eq!((collected.files.len(), collected.aside.len()), (300, 0));
    let told = Cell::new(0);
    let whole = zip::of(&members);
    let progress = |read| {
        told.set(read);
        ControlFlow::Continue(())
    };
    archive::walk("a", Cursor::new(&whole), &limits, &progress, &mut Collected::default());
    assert_eq!(told.get(), whole.len() as u64, "progress goes up to the size of the file");
}

#[test]
fn sizes_that_lie_are_told_and_cost_nothing_before_them() {
    for (what, size) in [
        ("more than there is", &b"00000007777\0"[..]),
        ("8 GiB", b"77777777777\0"),
        ("2^62 bytes", &[0x80, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0]),
    ] {
        let tar = Tar::default()
            .file("good.pem", b"good")
            .member_that_says(b"liar", b'0', size, b"content")
            .end();
        for bytes in [tar.clone(), gzip(&tar)] {
            for collected in both_ways("a", &bytes) {
                assert_eq!(collected.paths(), ["a!good.pem", "a!liar"], "{what}");
                assert_eq!(collected.content("a!good.pem"), b"good");
                assert_eq!(collected.aside, [("a!liar".into(), Reason::CutOff)], "{what}");
            }
        }
    }
    let negative = Tar::default()
        .file("good.pem", b"good")
        .member_that_says(b"liar", b'0', &[0xff; 12], b"content")
        .end();
    let collected = walk("a", &negative, &Limits::default());
    assert_eq!(
        (collected.paths(), collected.reasons()),
        (vec!["a!good.pem"], vec![Reason::Damaged])
    );
    // A name of 1 GiB, which is not there.
    let name = Tar::default()
        .file("good.pem", b"good")
        .member_that_says(b"n", b'L', b"10000000000\0", b"name")
        .end();
    assert_eq!(walk("a", &name, &Limits::default()).paths(), ["a!good.pem"]);
    for (place, what) in [(16, "the checksum"), (24, "the size")] {
        let mut zip = zip::of(&[("liar", b"some content"), ("good.pem", b"good")]);
        let record = zip.windows(4).position(|window| window == b"PK\x01\x02").expect("a record");
        zip[record + place] ^= 1;
        let collected = walk("a", &zip, &Limits::default());
        assert_eq!(collected.paths(), ["a!liar", "a!good.pem"], "{what}");
        assert_eq!(collected.aside, [("a!liar".into(), Reason::Damaged)], "{what}");
    }
}

#[test]
fn an_archive_cut_off_anywhere_gives_what_came_before() {
    let folder = folder(env!("CARGO_TARGET_TMPDIR"), "cut");
    let tar = run(&folder, "tar", &["-cf", "-", "."]);
    let zip = run(&folder, "zip", &["-q", "-r", "-", "."]);
    let whole = contents(&folder);
    for (name, bytes) in [("a.tar", tar.clone()), ("a.tar.gz", gzip(&tar)), ("a.zip", zip)] {
        let all = walk(name, &bytes, &Limits::default()).files.len();
        for length in (0..bytes.len() - 1).step_by(1000) {
            for collected in both_ways(name, &bytes[..length]) {
                assert!(collected.files.len() <= all.max(1), "{name} {length}");
                for (path, content) in &collected.files {
                    let Some((_, path)) = path.split_once('!') else { continue };
                    let expected = &whole[path];
                    assert!(expected.starts_with(content), "{name} {length} {path}");
                }
                let complete = collected.files.iter().filter(|(path, content)| {
                    path.split_once('!').is_some_and(|(_, path)| whole[path] == *content)
                });
                let lost = complete.count() < whole.len();
                let told = !collected.aside.is_empty() || length < 512;
                assert!(
                    !lost || told || at_a_boundary(name, length),
                    "{name} {length}: nothing is said"
                );
                assert!(collected.aside.len() <= 1, "{name} {length}: {:?}", collected.aside);
            }
        }
    }
}

/// A tar that ends between two members cannot be told from a whole one.
fn at_a_boundary(name: &str, length: usize) -> bool {
    name == "a.tar" && length.is_multiple_of(512)
}

#[test]
fn damage_costs_what_lies_behind_it() {
    let tar =
        Tar::default().file("good.pem", b"good").file("bad", &[7; 3000]).file("lost", b"x").end();
    let mut damaged = tar.clone();
    damaged[512 + 512 + 512 + 3072 + 10] ^= 1;
    let collected = walk("a", &damaged, &Limits::default());
    assert_eq!(
        (collected.paths(), collected.reasons()),
        (vec!["a!good.pem", "a!bad"], vec![Reason::Damaged])
    );
    let mut checksum = gzip(&tar);
    let place = checksum.len() - 6;
    checksum[place] ^= 1;
    let collected = walk("a", &checksum, &Limits::default());
    assert_eq!(collected.files.len(), 3);
    assert_eq!(collected.aside, [("a".into(), Reason::Damaged)]);
}

#[test]
fn members_that_are_encrypted_or_packed_otherwise_are_named() {
    let folder = folder(env!("CARGO_TARGET_TMPDIR"), "encrypted");
    let zip = run(&folder, "zip", &["-q", "-P", "test", "-", "a.pem"]);
    for collected in both_ways("a", &zip) {
        assert_eq!(collected.aside, [("a!a.pem".into(), Reason::Encrypted)]);
        assert_eq!(collected.paths(), Vec::<&str>::new());
    }
    for (method, words) in
        [(9, "Deflate64"), (12, "bzip2"), (14, "LZMA"), (93, "Zstandard"), (77, "method 77")]
    {
        let mut zip = zip::of(&[("a.pem", b"content"), ("b.pem", b"good")]);
        let record = zip.windows(4).position(|window| window == b"PK\x01\x02").expect("a record");
        zip[record + 10] = method;
        zip[8] = method;
        for collected in both_ways("a", &zip) {
            assert_eq!(collected.paths(), ["a!b.pem"]);
            let (path, reason) = collected.aside[0].clone();
            let problem = words::set_aside(&archive::SetAside { path, reason }, &Limits::default());
            assert!(problem.what.contains(words) && problem.file == "a!a.pem", "{problem:?}");
        }
    }
    for (magic, name) in [
        (&b"BZh91AY&SY"[..], "bzip2"),
        (b"\xfd7zXZ\0\0", "xz"),
        (b"7z\xbc\xaf\x27\x1c\0", "7z"),
        (b"Rar!\x1a\x07\x01\0", "RAR"),
        (&[0x28, 0xb5, 0x2f, 0xfd, 0], "Zstandard"),
    ] {
        let tar = Tar::default().file("inner", magic).file("b", b"b").end();
        assert_eq!(walk("a", &tar, &Limits::default()).paths(), ["a!b"]);
        let collected = walk("a", magic, &Limits::default());
        assert_eq!(collected.aside, [("a".into(), Reason::Compression(name))]);
    }
}

#[test]
fn an_archive_without_a_file_is_named() {
    let folders = Tar::default().member(b"folder/", b'5', b"").end();
    let nested = Tar::default().file("b.tar.gz", &gzip(&folders)).file("c", b"c").end();
    for (archive, path) in [
        (folders.clone(), "a"),
        (gzip(&folders), "a"),
        (zip::of(&[]), "a"),
        (zip::of(&[("folder/", b"")]), "a"),
        (nested, "a!b.tar.gz"),
    ] {
        for collected in both_ways("a", &archive) {
            let [(aside, Reason::Empty)] = &collected.aside[..] else {
                panic!("{:?}", collected.aside)
            };
            assert!(aside.starts_with(path), "{aside}");
        }
    }
}

#[test]
fn thousands_of_machines_in_one_archive_are_sorted_and_the_newest_is_used() {
    let settings = b"*c xConfiguration SystemUnit Name: \"core\"\n";
    let mut tar = Tar::default().file("other/xconf_dump_edge_20261120093000.txt", settings);
    for number in 10_000..13_000 {
        let name = format!("{number}/xconf_dump_core_202611200{number}.txt");
        tar = tar.file(&name, settings).member(b"link", b'2', b"");
    }
    let mut collector = Collector::new(Limits::default());
    collector.add_stream("a", &mut &*tar.end(), &|_| ControlFlow::Continue(()));
    let collection = collector.finish();
    assert_eq!((collection.machines.len(), collection.found.len()), (2, 6001));
    let used = collection.found.iter().filter(|found| matches!(found.fate, Fate::Used(_)));
    let used: Vec<_> = used.map(|found| found.source.as_str()).collect();
    assert_eq!(
        used,
        [
            "a!other/xconf_dump_edge_20261120093000.txt",
            "a!12999/xconf_dump_core_20261120012999.txt"
        ]
    );
}

#[test]
fn names_that_are_too_long_are_set_aside() {
    let long = "n".repeat(70_000);
    let tar = Tar::default()
        .pax("path", &long[..2000])
        .file("a", b"x")
        .member(b"L", b'L', long.as_bytes())
        .file("b", b"x")
        .file("good", b"good")
        .end();
    let collected = walk("a", &tar, &Limits::default());
    assert_eq!(collected.paths(), ["a!good"]);
    assert_eq!(collected.reasons(), [Reason::PathTooLong, Reason::PathTooLong]);
    assert!(collected.aside.iter().all(|(path, _)| path.len() < 1100));
}
