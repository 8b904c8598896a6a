//! What users read is plain: the sentences of the expected reports, of the sources of the products
//! and of the command line's help.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use eku_tests::literals::literals;
use eku_tests::scenarios;

/// The words of one sentence. 20 is the aim of the house; nothing needs more.
const MOST_WORDS: usize = 20;

#[test]
fn no_sentence_is_long() {
    assert_none("has more than 20 words", |sentence| words(sentence) > MOST_WORDS);
}

#[test]
fn no_sentence_is_joined_by_a_semicolon() {
    assert_none("has a semicolon", |sentence| sentence.contains(';'));
}

#[test]
fn no_sentence_has_a_word_that_the_house_does_not_use() {
    let all = texts();
    let mut found = Vec::new();
    for (sentence, place) in &all {
        let plain = without_names(sentence).to_lowercase();
        for (word, instead) in FORBIDDEN {
            if holds(&plain, word) && !ALLOWED.contains(&(word, sentence.as_str())) {
                found.push(format!("{place}: \"{word}\" (use {instead}): {sentence}"));
            }
        }
    }
    assert!(found.is_empty(), "{} sentences:\n{}", found.len(), found.join("\n"));
}

#[test]
fn no_sentence_has_a_date_in_digits() {
    assert_none("has an ISO date", |sentence| {
        !sentence.contains("RFC 3339")
            && !sentence.contains("not a date such as")
            && has_date(sentence)
    });
}

#[test]
fn what_is_checked_is_what_users_read() {
    let all = texts();
    for part in [
        "scenarios/",
        "eku-engine/",
        "eku-intake/",
        "eku-deployment/",
        "eku-case/",
        "eku-cli/",
        "eku check",
    ] {
        let count = all.values().filter(|place| place.contains(part)).count();
        assert!(count > 5, "{part}: {count}");
    }
}

#[test]
fn words_are_counted_as_they_are_read() {
    for (sentence, count) in [
        ("Renew the certificate.", 3),
        ("On Core, open Maintenance > Security > Server certificate.", 4),
        ("Issued by CN=Root,O=Example Ltd.", 3),
        ("Two roots: IdenTrust Public Sector Root CA 1 and DigiCert Assured ID Root G2.", 4),
        ("Select \"Upload server certificate file as client certificate\".", 2),
        ("The zone stops on 1 Feb 2027.", 5),
    ] {
        assert_eq!(words(sentence), count, "{sentence}");
    }
}

fn assert_none(what: &str, is_bad: impl Fn(&str) -> bool) {
    let all = texts();
    let bad = all.iter().filter(|(sentence, _)| is_bad(sentence));
    let bad = Vec::from_iter(bad.map(|(sentence, place)| format!("{place}: {sentence}")));
    assert!(bad.is_empty(), "{} sentences: {what}:\n{}", bad.len(), bad.join("\n"));
}

/// Every sentence once, with a place where it stands.
fn texts() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut add = |text: &str, place: &str| {
        for sentence in sentences(text) {
            all.entry(sentence).or_insert_with(|| place.to_owned());
        }
    };
    for scenario in scenarios::all() {
        let place = format!("scenarios/{}", scenario.name);
        let json = fs::read_to_string(scenario.folder.join("expected.json")).expect("a report");
        let report = serde_json::from_str(&json).expect("JSON");
        prose(&report, "", &mut |text| add(text, &place));
        if let Ok(page) = fs::read_to_string(scenario.folder.join("expected.html")) {
            page_lines(&page).iter().for_each(|line| add(line, &place));
        }
    }
    for name in CRATES {
        let folder = root().join("crates").join(name).join("src");
        for file in rust_files(&folder) {
            let place = file.strip_prefix(root().join("crates")).expect("a crate's file");
            let place = place.display().to_string();
            if NOT_READ.iter().any(|part| place.contains(part)) {
                continue;
            }
            let text = fs::read_to_string(&file).expect("a source");
            let tokens = text.parse().expect("Rust");
            literals(tokens, &mut |text| {
                if is_read(&text) {
                    add(&text, &place);
                }
            });
        }
    }
    let mut command = eku_cli::command();
    command.build();
    // `help` is the library's own.
    for sub in command.get_subcommands_mut().filter(|sub| sub.get_name() != "help") {
        let place = format!("eku {} --help", sub.get_name());
        let help = sub.render_long_help().to_string();
        help.lines().for_each(|line| add(line.trim(), &place));
    }
    all
}

/// The texts of a report that are written for people.
fn prose(value: &serde_json::Value, key: &str, add: &mut impl FnMut(&str)) {
    match value {
        serde_json::Value::Object(fields) => {
            // A source's title and section are its author's words.
            let fields =
                fields.iter().filter(|(key, _)| !["source", "sources"].contains(&key.as_str()));
            fields.for_each(|(key, value)| prose(value, key, add));
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| prose(value, key, add)),
        serde_json::Value::String(text) if PROSE.contains(&key) => add(text),
        _ => {}
    }
}

/// The lines of a page's text, without its sources and what certificates say.
fn page_lines(page: &str) -> Vec<String> {
    let body = page.split("<main").nth(1).unwrap_or_default();
    let body = body.split(">Certificates in the stores<").next().unwrap_or_default();
    let mut lines = Vec::from([String::new()]);
    let mut is_read = true;
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        // Fine print names rules and sources, a block is a command, a value comes from a certificate.
        let ends_or_begins = ["p", "li", "td", "th", "h1", "h2", "h3", "h4", "pre", "span"];
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        if ends_or_begins.contains(&name) {
            is_read = tag.starts_with('/') || !(tag.contains("fine") || name == "pre");
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut().filter(|_| is_read) {
            line.push_str(text);
        }
    }
    let unescape = |line: &String| {
        let line = line.replace("&#39;", "'").replace("&quot;", "\"");
        let line = line.replace("&gt;", ">").replace("&amp;", "&");
        // Where a step is documented stands between it and its result.
        line.replace(" [", "\n[").replace("] Result:", "]\nResult:")
    };
    lines.iter().map(unescape).collect()
}

/// Whether a text is read by people.
fn is_read(text: &str) -> bool {
    let is_prose = text.contains(' ') && !text.trim_start().starts_with(['<', '-', '#']);
    is_prose && text.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// The sentences of a text.
fn sentences(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for line in text.lines() {
        let mut rest = line.trim();
        while let Some(end) = sentence_end(rest) {
            let (first, after) = rest.split_at(end);
            all.push(first.trim().to_owned());
            rest = after.trim_start();
        }
        all.push(rest.to_owned());
    }
    all.retain(|sentence| sentence.contains(' '));
    all
}

/// Where the first sentence ends that another one follows.
fn sentence_end(text: &str) -> Option<usize> {
    let ends = text.char_indices().filter(|(_, letter)| matches!(letter, '.' | '?' | '!'));
    ends.map(|(place, _)| place + 1).find(|end| {
        let after = text.get(*end..).unwrap_or_default();
        after.strip_prefix(' ').is_some_and(|next| {
            next.starts_with(|letter: char| letter.is_uppercase() || letter == '"')
        })
    })
}

/// How many words people read in a sentence. What is a name or a value counts once: a quotation, a path
/// of menus, a distinguished name, a date, an item of a list, a command. The title of a fix lists its
/// actions, each of which is counted for itself.
fn words(sentence: &str) -> usize {
    let text = without_names(sentence);
    if !text.ends_with(['.', '?']) {
        let mut parts = Vec::from([text.as_str()]);
        for verb in ACTIONS {
            for joint in [" and ", ", "] {
                let joint = [joint, verb, " "].concat();
                parts = parts.into_iter().flat_map(|part| part.split(joint.as_str())).collect();
            }
        }
        return parts.into_iter().map(words_of).max().unwrap_or_default();
    }
    words_of(&text)
}

fn words_of(text: &str) -> usize {
    let Some((lead, list)) = text.split_once(": ") else { return count(text) };
    let items = list.replace(" and ", ", ");
    let items = Vec::from_iter(items.split(", ").filter(|item| !item.is_empty()));
    let is_name = |item: &&str| item.starts_with("the ") || item.chars().any(char::is_uppercase);
    match items.len() > 1 && items.iter().all(is_name) {
        true => count(lead) + items.len(),
        false => count(text),
    }
}

fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// A sentence whose names and values are one word each.
fn without_names(sentence: &str) -> String {
    let mut text = String::new();
    for (number, piece) in sentence.split('"').enumerate() {
        text.push_str(if number % 2 == 0 { piece } else { "N" });
    }
    for command in ["openssl ", "keytool "] {
        if let Some((before, _)) = text.split_once(command) {
            text = format!("{before}command");
        }
    }
    let words = Vec::from_iter(text.split(' '));
    let mut kept: Vec<&str> = Vec::new();
    let mut place = 0;
    while let Some(&word) = words.get(place) {
        let is_day = word.parse::<u8>().is_ok()
            && words.get(place + 1).is_some_and(|month| MONTHS.contains(month));
        if is_day {
            kept.push("date");
            place += 3;
        } else if word == ">" {
            // The rest of a menu's name, up to its end.
            place += 1;
            while words.get(place).is_some_and(|word| {
                word.starts_with(|letter: char| letter.is_uppercase() || letter == '-')
                    || MENU_WORDS.contains(&word.trim_end_matches(['.', ',', ':']))
            }) {
                place += 1;
                if words.get(place - 1).is_some_and(|word| word.ends_with(['.', ',', ':'])) {
                    break;
                }
            }
        } else if word.contains('=') {
            kept.push("name");
            place += 1;
            let goes_on =
                |word: &&&str| !word.contains('=') && word.starts_with(char::is_uppercase);
            while words.get(place).filter(goes_on).is_some() {
                place += 1;
            }
        } else {
            kept.push(word);
            place += 1;
        }
    }
    kept.join(" ")
}

/// Whether a text has a word or a phrase, `*` at its end standing for any ending. What is part of a host
/// name or an identifier is no word.
fn holds(text: &str, word: &str) -> bool {
    let (stem, any_ending) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
    text.match_indices(stem).any(|(place, _)| {
        let before = text[..place].chars().next_back();
        let mut after = text[place + stem.len()..].chars();
        let (next, second) = (after.next(), after.next());
        let begins =
            !before.is_some_and(|letter| letter.is_alphanumeric() || "-.".contains(letter));
        let goes_on = next.is_some_and(char::is_alphanumeric) && !any_ending;
        let is_host = next == Some('.') && second.is_some_and(char::is_alphanumeric);
        begins && !goes_on && !is_host
    })
}

/// Whether a text has a date such as 2027-03-15.
fn has_date(text: &str) -> bool {
    let is_date = |word: &str| {
        let bytes = word.as_bytes();
        let digits = |range: std::ops::Range<usize>| {
            bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
        };
        digits(0..4) && bytes.get(4) == Some(&b'-') && digits(5..7) && bytes.get(7) == Some(&b'-')
    };
    text.split(|letter: char| letter.is_whitespace() || "(,".contains(letter)).any(is_date)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn rust_files(folder: &Path) -> BTreeSet<PathBuf> {
    let entries =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| match path.is_dir() {
            true => rust_files(&path),
            false => BTreeSet::from([path]),
        })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

const CRATES: [&str; 6] =
    ["eku-engine", "eku-intake", "eku-deployment", "eku-case", "eku-cli", "eku-js"];

/// Files whose texts are no sentences of the products: the titles of sources, the names of CAs, and what
/// is looked for in files.
const NOT_READ: [&str; 6] =
    ["/citation", "/policy/", "/issuer/known_roots", "/tests", "/testing", "log/classes"];

/// The fields of a report that are sentences or parts of them.
const PROSE: [&str; 18] = [
    "text",
    "headline",
    "title",
    "risks",
    "warnings",
    "steps",
    "result",
    "caution",
    "remains",
    "becomes",
    "what",
    "do",
    "evidence",
    "decided_by",
    "way_round",
    "on_does",
    "words",
    "problems",
];

/// Words that the house does not use, and what it uses. A `*` stands for any ending.
const FORBIDDEN: [(&str, &str); 42] = [
    ("judg*", "check"),
    ("machine*", "peer or node"),
    ("other side", "far end, or the noun"),
    ("their side", "the noun"),
    ("take back", "discard or undo"),
    ("taken back", "discard or undo"),
    ("takes away", "removes"),
    ("takes client authentication away", "removes"),
    ("repair*", "fix"),
    ("purpose*", "EKU, client or server authentication"),
    ("by one", "with"),
    ("by ones", "with"),
    ("trust list*", "trusted CA list"),
    ("imagined", "placeholder"),
    ("cannot be decided", "may fail, unknown"),
    ("undecided", "unknown"),
    ("plan", "fix"),
    ("plans", "fixes"),
    ("licence*", "license"),
    ("neighbour*", "neighbor"),
    ("colour*", "color"),
    ("behaviour*", "behavior"),
    ("recognis*", "recognize"),
    ("whatever", "even if"),
    ("give", "add"),
    ("gives", "shows"),
    ("given", "added, known"),
    ("holds", "has or contains"),
    ("held", "has or contains"),
    ("stands", "is"),
    ("refuse", "reject"),
    ("refuses", "rejects"),
    ("refused", "rejected"),
    ("somebody", "who it is"),
    ("nobody", "who it is"),
    ("whom", "who"),
    ("what was said", "what you chose"),
    ("no source says", "Cisco does not document"),
    ("worked out", "calculated"),
    ("way round", "direction or bypass"),
    ("this program", "this tool"),
    ("will not work", "is down"),
];

/// Where a word of these is not read: the name of a style.
const ALLOWED: [(&str, &str); 1] = [("held", "fine held")];

/// What the titles of actions begin with.
const ACTIONS: [&str; 11] = [
    "add", "allow", "ask", "copy", "reissue", "renew", "replace", "set", "stop", "turn", "upgrade",
];

/// Menus of Expressway and Unified CM have these words beside those in capitals.
const MENU_WORDS: [&str; 7] =
    ["and", "certificate", "options", "restore", "to", "traversal", "test"];

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
