//! The committed fixtures are those that the command makes.

use eku_tests::fixtures;

#[test]
fn fixtures_are_regenerated_without_a_difference() {
    let differences = fixtures::differences(&fixtures::folder()).expect("tests/certs can be read");
    assert!(
        differences.is_empty(),
        "tests/certs is not what `cargo xtask fixtures` makes; run it:\n{}",
        differences.join("\n")
    );
}

#[test]
fn fixtures_are_written_into_an_empty_folder_and_only_once() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("the folder of an earlier run can be removed");
    }
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    std::fs::write(folder.join("left-over.pem"), "old").expect("a file can be written");
    let first = fixtures::write(&folder).expect("the fixtures can be written");
    assert_eq!(first.written.len(), first.total);
    assert_eq!(first.removed, ["left-over.pem"]);
    let second = fixtures::write(&folder).expect("the fixtures can be written again");
    assert_eq!((second.written, second.removed), (vec![], vec![]));
    assert_eq!(
        fixtures::differences(&folder).expect("it can be read"),
        Vec::<String>::new()
    );
}

#[test]
fn every_fixture_says_what_it_is_for_and_that_it_is_a_test() {
    for fixture in fixtures::all() {
        assert!(
            !fixture.what.is_empty(),
            "{}: not said what it is for",
            fixture.path
        );
        let certificates = !fixture.path.contains('/') || fixture.path.starts_with("rules/");
        if certificates && fixture.path.ends_with(".pem") {
            let text = String::from_utf8(fixture.bytes).expect("PEM is text");
            let blocks = text.matches("-----BEGIN CERTIFICATE-----").count();
            let words = text
                .matches("test certificate, made by cargo xtask fixtures")
                .count();
            assert_eq!(blocks, words, "{}", fixture.path);
            assert!(text.contains(&fixture.what), "{}", fixture.path);
        }
    }
}
