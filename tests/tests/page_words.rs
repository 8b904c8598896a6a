//! What users read on the page is plain: the texts of the page's own files, and of the start before
//! the program runs.

use std::fs;
use std::path::{Path, PathBuf};

use eku_tests::literals::literals;

/// The words of one sentence.
const MOST_WORDS: usize = 20;

#[test]
fn no_text_of_the_page_has_a_semicolon() {
    assert_none("a semicolon", |text| text.contains(';'));
}

#[test]
fn no_sentence_of_the_page_is_long() {
    assert_none("more than 20 words", |text| {
        sentences(text).iter().any(|sentence| words(sentence) > MOST_WORDS)
    });
}

#[test]
fn no_text_of_the_page_has_a_date_in_digits() {
    assert_none("an ISO date", |text| text.split_whitespace().any(is_date));
}

#[test]
fn no_text_of_the_page_has_a_word_that_the_house_does_not_use() {
    let mut found = Vec::new();
    for (place, text) in texts() {
        let plain = text.to_lowercase();
        for (word, instead) in FORBIDDEN {
            if holds(&plain, word) {
                found.push(format!("{place}: \"{word}\" (use {instead}): {text}"));
            }
        }
    }
    assert!(found.is_empty(), "{} texts:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_texts_of_the_page_are_found() {
    let texts = texts();
    for place in ["text.rs", "text/help.rs", "names.rs", "examples.rs", "index.html"] {
        assert!(texts.iter().filter(|(of, _)| of.ends_with(place)).count() > 5, "{place}");
    }
    for (text, whole) in [
        ("Choose files…", true),
        ("Add the CA certificates that each node trusts to check trust too.", true),
        ("The page crashed and started again.", true),
        ("fields-title", false),
    ] {
        assert_eq!(texts.iter().any(|(_, one)| one == text), whole, "{text}");
    }
}

#[test]
fn what_is_not_plain_is_seen() {
    assert!(holds("add a machine", "machine*") && holds("imagined (2)", "imagined"));
    assert!(!holds("reimagined", "imagined") && !holds("a planet", "plan"));
    assert_eq!(sentences("A b. C d? Eku e.g. this."), ["A b.", "C d?", "Eku e.g. this."]);
    assert_eq!(words("Open Maintenance > Security, then - save."), 5);
    assert!(is_date("2027-02-01,") && !is_date("eku-2027-02"));
}

fn assert_none(what: &str, is_bad: impl Fn(&str) -> bool) {
    let bad = texts().into_iter().filter(|(_, text)| is_bad(text));
    let bad = Vec::from_iter(bad.map(|(place, text)| format!("{place}: {text}")));
    assert!(bad.is_empty(), "{} texts with {what}:\n{}", bad.len(), bad.join("\n"));
}

/// Every text of the page, with its file.
fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let source = root.join("web/src");
    let mut files: Vec<PathBuf> =
        ["text.rs", "names.rs", "examples.rs", "dates.rs"].map(|name| source.join(name)).into();
    let folder = fs::read_dir(source.join("text")).expect("a folder");
    files.extend(folder.map(|entry| entry.expect("an entry").path()));
    files.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let place = file.strip_prefix(&source).expect("a file of the page").display().to_string();
        let code = fs::read_to_string(&file).expect("a source");
        literals(code.parse().expect("Rust"), &mut |text| {
            if is_shown(&text) {
                all.push((place.clone(), text));
            }
        });
    }
    let start = fs::read_to_string(root.join("index.html")).expect("the start");
    let body = start.split("<body>").nth(1).expect("a body");
    // A comment has no `<`, so it is one piece.
    let pieces = body.split('<').filter(|piece| !piece.starts_with("!--"));
    let pieces = pieces.filter_map(|piece| piece.split_once('>')).map(|(_, text)| text.trim());
    let pieces = pieces.filter(|text| !text.is_empty());
    all.extend(pieces.map(|text| ("index.html".to_owned(), text.to_owned())));
    all
}

/// Whether a text is shown, and no identifier.
fn is_shown(text: &str) -> bool {
    let is_identifier = text.contains('/') && !text.contains(' ');
    !is_identifier && !IDENTIFIERS.contains(&text)
}

/// The sentences of a text.
fn sentences(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let sentence = all.last_mut().expect("a sentence");
        sentence.push_str(if sentence.is_empty() { "" } else { " " });
        sentence.push_str(word);
        let goes_on = words.peek().is_none_or(|next| next.starts_with(char::is_lowercase));
        if word.ends_with(['.', '?', '!']) && !goes_on {
            all.push(String::new());
        }
    }
    all
}

fn words(sentence: &str) -> usize {
    sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// Whether a text has a word or a phrase, `*` at its end standing for any ending.
fn holds(text: &str, word: &str) -> bool {
    let (stem, any_ending) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
    text.match_indices(stem).any(|(place, _)| {
        let before = text[..place].chars().next_back();
        let after = text[place + stem.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric)
            && (any_ending || !after.is_some_and(char::is_alphanumeric))
    })
}

/// Whether a word is a date such as 2027-03-15.
fn is_date(word: &str) -> bool {
    let digits = word.bytes().take(10).map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    digits.eq(*b"0000-00-00")
}

/// What no user reads: the identifiers among the texts.
const IDENTIFIERS: [&str; 3] = ["undecided", "refused", "licences.txt"];

/// Words that the house does not use, and what it uses. A `*` stands for any ending.
const FORBIDDEN: [(&str, &str); 52] = [
    ("judg*", "check"),
    ("machine*", "peer"),
    ("other side", "far end, or the noun"),
    ("take back", "discard or undo"),
    ("taken back", "discard or undo"),
    ("taken away", "removed"),
    ("repair*", "fix"),
    ("mend*", "fix"),
    ("purpose*", "EKU"),
    ("imagined", "placeholder"),
    ("undecided", "unknown"),
    ("cannot be decided", "unknown"),
    ("not known", "unknown"),
    ("plan", "fix"),
    ("plans", "fixes"),
    ("trust list*", "trusted CA list"),
    ("licence*", "license"),
    ("neighbour*", "neighbor"),
    ("colour*", "color"),
    ("behaviour*", "behavior"),
    ("organis*", "organiz-"),
    ("modelled", "modeled"),
    ("whatever", "even if"),
    ("give", "add"),
    ("gives", "shows"),
    ("given", "added"),
    ("by one", "with"),
    ("holds", "has or contains"),
    ("held", "has or contains"),
    ("stands", "is"),
    ("refuses", "rejects"),
    ("refused", "rejected"),
    ("somebody", "who it is"),
    ("nobody", "who it is"),
    ("whom", "who"),
    ("who calls", "connects"),
    ("calls", "connects to"),
    ("presents", "sends"),
    ("set aside", "ignored"),
    ("drawn", "the noun"),
    ("speaks of", "suggests"),
    ("no source says", "Cisco does not document"),
    ("worked out", "calculated"),
    ("way round", "bypass"),
    ("this program", "this tool"),
    ("will not work", "is down"),
    ("breaks", "stops or fails"),
    ("exchange", "swap"),
    ("change places", "swap"),
    ("how it was", "before"),
    ("as it was", "current"),
    ("certificate reason", "certificate problem"),
];
