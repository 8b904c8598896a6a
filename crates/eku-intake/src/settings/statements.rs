//! A dump to its statements, text and XML alike.

use std::io::{self, BufRead};

use super::Quotation;
use crate::key::{self, Key, shortened};
use crate::pieces::Pieces;
use crate::xml::{self, Step};

/// One setting: its path, its value, and where it stands. Statements with secrets never become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) key: Key,
    pub(super) value: String,
    pub(super) from: Quotation,
}

/// The statements of a text. A statement begins at `*c xConfiguration`, wherever that stands, or
/// with the word alone at the beginning of a line, after a prompt, or after another statement
/// outside of quotation marks; it ends with the line or where the next one begins.
pub(super) fn of_text(
    input: &mut dyn BufRead,
    each: &mut dyn FnMut(Statement),
) -> Option<io::Error> {
    let mut pieces = Pieces::new(input);
    // A long line is cut where its last statement begins.
    let cut = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        if text.len() != bytes.len() {
            return None;
        }
        heads(&text).last().map(|head| head.begin).filter(|begin| *begin > 0)
    };
    while let Some(piece) = pieces.next(cut) {
        let heads = heads(&piece.text);
        let ends = heads.iter().skip(1).map(|head| head.begin).chain([piece.text.len()]);
        for (head, end) in heads.iter().zip(ends) {
            let begun = piece.text.get(head.begin..head.path).unwrap_or_default();
            let text = piece.text.get(head.path..end).unwrap_or_default();
            if let Some(statement) = statement(begun, text, piece.line) {
                each(statement);
            }
        }
    }
    pieces.stopped()
}

/// The statements of an XML dump.
pub(super) fn of_xml(
    input: &mut dyn BufRead,
    each: &mut dyn FnMut(Statement),
) -> Option<io::Error> {
    xml::walk(input, &mut |path, value, line| {
        let path = below_roots(path);
        let key = key_of(path);
        if !is_secret(&key, value) {
            let words = path.iter().map(|step| match step.item {
                Some(item) => format!("{}[{item}]", step.name),
                None => step.name.clone(),
            });
            let text = format!("{}: {value}", words.collect::<Vec<_>>().join("/"));
            let from = Quotation { line, text: shortened(&text, QUOTED) };
            each(Statement { key, value: shortened(value, LONGEST_VALUE), from });
        }
    })
}

/// A path without the elements that stand for the dump itself.
fn below_roots(path: &[Step]) -> &[Step] {
    let is_root = |step: &&Step| ROOTS.iter().any(|root| step.name.eq_ignore_ascii_case(root));
    let roots = path.iter().take_while(is_root).count();
    path.get(roots..).unwrap_or_default()
}

fn key_of(path: &[Step]) -> Key {
    let numbers: Vec<_> = path
        .iter()
        .map(|step| (step.name.as_str(), step.item.map(|item| item.to_string())))
        .collect();
    Key::of_words(numbers.iter().flat_map(|(name, item)| [Some(*name), item.as_deref()]).flatten())
}

/// Where a statement begins, and where its path does.
struct Head {
    begin: usize,
    path: usize,
}

fn heads(text: &str) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    let bytes = text.as_bytes();
    // Where the statement before has been looked through for quotation marks, and whether one is
    // open there.
    let (mut looked, mut quoted) = (0, false);
    let mut from = 0;
    while let Some(found) = find(bytes, from) {
        from = found + COMMAND.len();
        if !bytes.get(from).is_some_and(u8::is_ascii_whitespace) {
            continue;
        }
        let between = bytes.get(looked..found).unwrap_or_default();
        quoted ^= memchr::memchr_iter(b'"', between).count() % 2 == 1;
        looked = found;
        let before = text.get(..found).unwrap_or_default().trim_end();
        let starred = before.strip_suffix("*c").or_else(|| before.strip_suffix("*C"));
        let begin = match starred {
            Some(before) => before.len(),
            None if heads.is_empty() && begins(before) => found,
            None if !heads.is_empty() && !quoted => found,
            None => continue,
        };
        heads.push(Head { begin, path: from });
        (looked, quoted) = (from, false);
    }
    heads
}

/// Whether nothing but a prompt stands before a command.
fn begins(before: &str) -> bool {
    let before = before.trim_start_matches('\u{feff}').trim_start();
    before.is_empty() || (before.ends_with(['>', '#', '$']) && before.len() <= PROMPT)
}

/// The next `xConfiguration`, in any case, that is a word of its own.
fn find(bytes: &[u8], from: usize) -> Option<usize> {
    let mut from = from;
    loop {
        let rest = bytes.get(from..)?;
        let at = from + memchr::memchr2(b'x', b'X', rest)?;
        let word = bytes.get(at..at + COMMAND.len());
        let is_word =
            at == 0 || bytes.get(at - 1).is_some_and(|before| !before.is_ascii_alphanumeric());
        if is_word && word.is_some_and(|word| word.eq_ignore_ascii_case(COMMAND)) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// The statement whose path begins with `text`; `begun` is what stands before that.
fn statement(begun: &str, text: &str, line: u64) -> Option<Statement> {
    let (path, value) = text.split_once(':')?;
    let words: Vec<_> = path.split_ascii_whitespace().collect();
    if words.is_empty() || words.len() > WORDS {
        return None;
    }
    let key = Key::of_words(words);
    if is_secret(&key, value) {
        return None;
    }
    let (value, quoted) = unquoted(value);
    if value.is_empty() {
        return None;
    }
    let quotation = format!("{}{path}: {quoted}", begun.trim_start());
    let from = Quotation { line, text: shortened(&quotation, QUOTED) };
    Some(Statement { key, value: shortened(value, LONGEST_VALUE), from })
}

/// Passwords by their path, keys and what is encrypted by its value, wherever it stands; and a value
/// that has swallowed another statement, because a quotation mark is missing.
fn is_secret(key: &Key, value: &str) -> bool {
    let swallowed = |value: &str| {
        let value = value.to_ascii_lowercase();
        ["password", "xconfiguration"].iter().any(|word| value.contains(word))
    };
    key.is_secret() || key::is_secret(value) || swallowed(value)
}

/// What stands between the first quotation mark and the next, or all of it where there are none; and
/// the same with its marks.
fn unquoted(value: &str) -> (&str, &str) {
    let value = value.trim();
    for (open, close) in [('"', '"'), ('“', '”')] {
        if let Some(inside) = value.strip_prefix(open) {
            let (inside, end) = match inside.split_once(close) {
                Some((inside, after)) => (inside, value.len() - after.len()),
                None => (inside, value.len()),
            };
            return (inside.trim(), value.get(..end).unwrap_or(value));
        }
    }
    (value, value)
}

const COMMAND: &[u8] = b"xConfiguration";

/// Names of elements that stand for the dump itself.
const ROOTS: [&str; 8] =
    ["configuration", "xconfiguration", "xconf", "status", "xstatus", "xmldoc", "dump", "root"];

/// The longest prompt before a command, in bytes.
const PROMPT: usize = 80;

/// The most words in a path.
const WORDS: usize = 32;

/// The longest value that is kept, in letters.
const LONGEST_VALUE: usize = 256;

/// The longest quotation, in letters.
const QUOTED: usize = 200;
