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

/// What stands where a statement begins.
pub(super) enum Found {
    /// A statement.
    Statement(Statement),
    /// Something of which path or value cannot be told; where, without its value.
    NotUnderstood(Quotation),
}

/// Whether a statement begins in a line.
pub(crate) fn has_command(line: &[u8]) -> bool {
    find(line, 0).is_some() && !heads(&String::from_utf8_lossy(line)).is_empty()
}

/// The statements of a text. A statement begins at `*c xConfiguration`, wherever that stands, or
/// with the word alone at the beginning of a line, after a prompt, or after another statement
/// outside of quotation marks; it ends with the line or where the next one begins.
pub(super) fn of_text(input: &mut dyn BufRead, each: &mut dyn FnMut(Found)) -> Option<io::Error> {
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
            if let Some(found) = statement(begun, text, piece.line) {
                each(found);
            }
        }
    }
    pieces.stopped()
}

/// The statements of an XML dump.
pub(super) fn of_xml(input: &mut dyn BufRead, each: &mut dyn FnMut(Found)) -> Option<io::Error> {
    xml::walk(input, &mut |path, value, line| {
        let path = below_roots(path);
        let key = key_of(path);
        if !is_secret(&key, value) {
            let words = path.iter().map(|step| match step.item {
                Some(item) => format!("{}[{item}]", step.name),
                None => step.name.clone(),
            });
            let text = format!("{}: {value}", words.collect::<Vec<_>>().join("/"));
            let from = Quotation::of(line, &text);
            each(Found::Statement(Statement { key, value: shortened(value, LONGEST_VALUE), from }));
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
    // Up to where the statement before has been looked through for quotation marks.
    let (mut looked, mut value) = (0, Value::Path);
    let mut from = 0;
    while let Some(found) = find(bytes, from) {
        from = found + COMMAND.len();
        if !bytes.get(from).is_some_and(u8::is_ascii_whitespace) {
            continue;
        }
        value = value.after(text.get(looked..found).unwrap_or_default());
        looked = found;
        let before = text.get(..found).unwrap_or_default().trim_end();
        let starred = before.strip_suffix("*c").or_else(|| before.strip_suffix("*C"));
        let begin = match starred {
            Some(before) => before.len(),
            None if heads.is_empty() && begins(before) => found,
            None if !heads.is_empty() && !matches!(value, Value::Quoted(_)) => found,
            None => continue,
        };
        heads.push(Head { begin, path: from });
        (looked, value) = (from, Value::Path);
    }
    heads
}

/// How much of a statement was looked through.
#[derive(Clone, Copy)]
enum Value {
    /// Not all of its path.
    Path,
    /// Its path and the colon.
    Colon,
    /// A mark that opens its value, which one of these closes.
    Quoted(&'static [char]),
    /// All that matters.
    Done,
}

impl Value {
    fn after(self, text: &str) -> Self {
        match self {
            Self::Path => match text.split_once(':') {
                Some((_, rest)) => Self::Colon.after(rest),
                None => self,
            },
            Self::Colon => match opened(text.trim_start()) {
                Some((inside, closes)) => Self::Quoted(closes).after(inside),
                None if text.trim().is_empty() => self,
                None => Self::Done,
            },
            Self::Quoted(closes) if text.contains(closes) => Self::Done,
            Self::Quoted(_) | Self::Done => self,
        }
    }
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

/// The statement whose path begins with `text`; `begun` is what stands before that. Nothing where it
/// asks, has no value, or has one that is a secret.
fn statement(begun: &str, text: &str, line: u64) -> Option<Found> {
    let (path, value) = path_and_value(text)?;
    let not_understood = |path: &str| Some(Found::NotUnderstood(Quotation::of(line, path.trim())));
    let words: Vec<_> = path.split_ascii_whitespace().collect();
    let is_path = (1..=WORDS).contains(&words.len());
    let key = Key::of_words(words);
    if is_secret(&key, value) {
        return None;
    }
    if !is_path {
        return not_understood(path);
    }
    let (value, quoted) = unquoted(value);
    if value.is_empty() {
        return None;
    }
    if contains(value, COMMAND) {
        return not_understood(path);
    }
    let from = Quotation::of(line, &format!("{}{path}: {quoted}", begun.trim_start()));
    Some(Found::Statement(Statement { key, value: shortened(value, LONGEST_VALUE), from }))
}

/// A statement's path and value: with a colon as the command wants it, or an equals sign or nothing
/// before On or Off, as people write it.
fn path_and_value(text: &str) -> Option<(&str, &str)> {
    text.split_once(':').or_else(|| text.split_once('=')).or_else(|| {
        let (path, value) = text.trim_end().rsplit_once(char::is_whitespace)?;
        on_off(unquoted(value).0).map(|_| (path, value))
    })
}

/// `On` and `Off`, however they are written.
pub(super) fn on_off(text: &str) -> Option<bool> {
    match text.trim_end_matches(['.', ',', ';']).to_ascii_lowercase().as_str() {
        "on" | "true" | "yes" | "enable" | "enabled" | "1" => Some(true),
        "off" | "false" | "no" | "disable" | "disabled" | "0" => Some(false),
        _ => None,
    }
}

/// Passwords by their path, keys and what is encrypted by its value, wherever it stands; and a value
/// that has swallowed a password, because a quotation mark is missing.
fn is_secret(key: &Key, value: &str) -> bool {
    key.is_secret() || key::is_secret(value) || contains(value, b"password")
}

fn contains(text: &str, word: &[u8]) -> bool {
    text.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
}

/// What stands between the first quotation mark and the next, or all of it where there are none; and
/// the same with its marks.
fn unquoted(value: &str) -> (&str, &str) {
    let value = value.trim();
    let Some((inside, closes)) = opened(value) else { return (value, value) };
    let (inside, end) = match inside.split_once(closes) {
        Some((inside, after)) => (inside, value.len() - after.len()),
        None => (inside, value.len()),
    };
    (inside.trim(), value.get(..end).unwrap_or(value))
}

/// What follows the quotation mark with which a value begins, and the marks of which each closes it:
/// programs that write for people put others in the place of plain ones.
fn opened(value: &str) -> Option<(&str, &'static [char])> {
    let (_, closes) = QUOTATION_MARKS.iter().find(|(open, _)| value.starts_with(*open))?;
    let mut letters = value.chars();
    letters.next();
    Some((letters.as_str(), closes))
}

/// Marks that open, and those that close what they open.
const QUOTATION_MARKS: [(&[char], &[char]); 5] = [
    (&['"'], &['"', '”']),
    (&['\''], &['\'', '’']),
    (&['“', '”', '„', '″'], &['”', '“', '″', '"']),
    (&['‘', '’', '‚', '`', '′'], &['’', '‘', '′', '`', '\'']),
    (&['«', '»'], &['»', '«']),
];

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
