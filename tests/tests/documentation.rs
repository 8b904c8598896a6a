//! The documentation that is made of the program is that of the program.

use std::fs;
use std::path::Path;

use eku_engine::rules::RULES;
use eku_tests::{documentation, licences};

#[test]
fn documentation_is_made_again_without_a_difference() {
    let differences =
        documentation::differences(&documentation::folder()).expect("docs/ can be read");
    assert!(differences.is_empty(), "run `cargo xtask docs`:\n{}", differences.join("\n"));
}

#[test]
fn a_difference_is_seen() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documentation");
    documentation::write(&folder).expect("it can be written");
    assert_eq!(documentation::differences(&folder).expect("it can be read"), Vec::<String>::new());
    fs::write(folder.join("man/eku.1"), "other").expect("it can be written");
    fs::write(folder.join("man/eku-old.1"), "old").expect("it can be written");
    fs::remove_file(folder.join("completions/_eku")).expect("it can be removed");
    assert_eq!(
        documentation::differences(&folder).expect("it can be read"),
        [
            "man/eku.1: differs",
            "completions/_eku: missing",
            "man/eku-old.1: not made by the command"
        ]
    );
}

#[test]
fn every_rule_has_its_section_and_an_example_that_is_there() {
    let (_, page) = documentation::all().swap_remove(0);
    for rule in RULES {
        let section = page.split(&format!("\n### `{}`\n", rule.id)).nth(1).expect(rule.id);
        let section = section.split("\n### ").next().unwrap_or_default();
        assert!(section.contains(rule.explanation), "{}", rule.id);
        let link = section.split("](../").nth(1).and_then(|rest| rest.split(')').next());
        let link = link.unwrap_or_else(|| panic!("{}: no example", rule.id));
        let workspace = documentation::folder().join("..");
        assert!(workspace.join(link).is_dir(), "{}: {link}", rule.id);
    }
}

#[test]
fn every_command_and_option_is_in_a_man_page_and_in_every_completion() {
    let files = documentation::all();
    let pages: Vec<_> = files.iter().filter(|(path, _)| path.starts_with("man/")).collect();
    let scripts: Vec<_> = files.iter().filter(|(path, _)| path.starts_with("comp")).collect();
    let mut command = eku_cli::command();
    command.build();
    for part in command.get_subcommands().filter(|part| part.get_name() != "help") {
        let name = format!("man/eku-{}.1", part.get_name());
        let page = pages.iter().find(|(path, _)| *path == name);
        let (_, page) = page.unwrap_or_else(|| panic!("{name}: missing"));
        for option in part.get_arguments().filter_map(|argument| argument.get_long()) {
            // A man page writes a hyphen as `\-`.
            let in_page = format!("\\-\\-{}", option.replace('-', "\\-"));
            assert!(page.contains(&in_page), "{name}: {option}");
            for (path, script) in &scripts {
                assert!(script.contains(option), "{path}: {option}");
            }
        }
    }
}

#[test]
fn the_libraries_in_the_page_are_those_that_it_names() {
    let committed = fs::read_to_string(licences::file()).expect("it can be read");
    assert!(committed == licences::text(), "run `cargo xtask docs`");
    assert!(committed.contains("MIT OR Apache-2.0: ") && committed.contains("yew"));
}
