//! Names of files as text.
//!
//! A name is any bytes on most systems, and in archives. What of it is no text is written out as
//! `\xff`, so that two names stay two: a replacement character would make them one.

use std::fmt::Write as _;

use eku_engine::deployment::NodeName;

/// A name as text: bytes that are not UTF-8, and control characters, are written out.
#[must_use]
pub fn as_text(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len());
    for chunk in name.utf8_chunks() {
        for letter in chunk.valid().chars() {
            if letter.is_control() {
                letter.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| write_out(&mut text, byte));
            } else {
                text.push(letter);
            }
        }
        chunk.invalid().iter().for_each(|byte| write_out(&mut text, *byte));
    }
    text
}

/// Stands between an archive and what is in it.
pub(crate) const MEMBER: char = '!';

/// The file that was given, without its folders, of a path that may lead into an archive.
#[must_use]
pub fn given(path: &str) -> &str {
    let outermost = path.split(MEMBER).next().unwrap_or(path);
    outermost.rsplit(['/', '\\']).next().unwrap_or(outermost)
}

/// A name without its ending as the product made it: browsers and systems write a colon in several
/// ways, and mark a copy.
#[must_use]
pub(crate) fn as_made(stem: &str) -> String {
    let mut stem = stem.replace("%3A", ":").replace("%3a", ":").replace("%20", " ");
    stem = stem.replace(['\u{a789}', '\u{ff1a}', '\u{2236}'], ":");
    let mut made = stem.trim_end();
    for _ in 0..COPIES {
        let numbered = made.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        let numbered = numbered.filter(|(_, number)| is_number(number)).map(|(rest, _)| rest);
        let copy = || {
            let unnumbered =
                made.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end();
            COPY.iter().find_map(|word| unnumbered.strip_suffix(word))
        };
        match numbered.or_else(copy) {
            Some(rest) => made = rest.trim_end(),
            None => break,
        }
    }
    made.to_owned()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The node that a name speaks of, where it speaks of one only: a word of it is `core`, `expc01`,
/// `vcs-e` or the like.
#[must_use]
pub fn node(name: &str) -> Option<NodeName> {
    let name = name.to_ascii_lowercase();
    // Of other scripts every character is taken for a letter: none ends a word.
    let ends = |letter: char| letter.is_ascii() && !letter.is_ascii_alphanumeric();
    let mut before = "";
    let mut says = [false; 2];
    for word in name.split(ends).filter(|word| !word.is_empty()) {
        let is_family = FAMILIES.contains(&bare(before));
        for node in NodeName::ALL {
            says[node as usize] |= is_node(word, node) || (is_family && is_letter(word, node));
        }
        before = word;
    }
    match says {
        [true, false] => Some(NodeName::Core),
        [false, true] => Some(NodeName::Edge),
        _ => None,
    }
}

/// `core`, `edge01`, `expc`, `exp1e`, `vcsc02`, `expcore`.
fn is_node(word: &str, node: NodeName) -> bool {
    let names = match node {
        NodeName::Core => ["core", "c"],
        NodeName::Edge => ["edge", "e"],
    };
    let [long, letter] = names;
    let word = bare(word);
    let rest = FAMILIES
        .iter()
        .find_map(|family| word.strip_prefix(family))
        .map(|rest| rest.trim_start_matches(|letter: char| letter.is_ascii_digit()));
    word == long || rest.is_some_and(|rest| rest == long || rest == letter)
}

/// The letter behind the product's name: `expressway-c`, `exp-e-1`, `vcs_c2`.
fn is_letter(word: &str, node: NodeName) -> bool {
    let letter = match node {
        NodeName::Core => "c",
        NodeName::Edge => "e",
    };
    bare(word) == letter
}

fn bare(word: &str) -> &str {
    word.trim_end_matches(|letter: char| letter.is_ascii_digit())
}

/// What people call the product.
const FAMILIES: [&str; 6] = ["expressway", "expwy", "exwy", "exp", "exw", "vcs"];

/// How systems mark a copy.
const COPY: [&str; 3] = [" - Copy", " copy", " Copy"];

/// A copy of a copy of a copy has no more marks.
const COPIES: usize = 3;

fn write_out(text: &mut String, byte: u8) {
    // Text takes whatever is written to it.
    let _ = write!(text, "\\x{byte:02x}");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_name_that_speaks_of_one_node_is_taken_at_its_word() {
        let (core, edge) = (Some(NodeName::Core), Some(NodeName::Edge));
        for (name, expected) in [
            ("core1", core),
            ("edge2.example.com", edge),
            ("diagnostic_log_expe01_2026.tar.gz", edge),
            ("case/Expressway-C/server.pem", core),
            ("vcs-c.example.com", core),
            ("vcs-c.example.com", core),
            ("expc01", core),
            ("expe01-client.cer", edge),
            ("exp-c-1", core),
            ("exp_e02.pem", edge),
            ("exp1e", edge),
            ("vcse", edge),
            ("vcsc2_server.pem", core),
            ("EXPCORE01", core),
            ("us-expedge-1", edge),
            ("expwy-e", edge),
            ("Expressway E.crt", edge),
            ("core-to-edge", None),
            ("scoreboard", None),
            ("score", None),
            ("knowledge", None),
            ("plan-c", None),
            ("expe", edge),
            ("experience", None),
            ("", None),
        ] {
            assert_eq!(node(name), expected, "{name}");
        }
    }

    #[test]
    fn names_that_are_not_text_stay_apart() {
        let names: [&[u8]; 9] = [
            b"a.pem",
            b"a\xff.pem",
            b"a\xfe.pem",
            b"a\xff\xfe.pem",
            b"a\xc3.pem",
            b"a\xc3\xa4.pem",
            b"a\n.pem",
            b"a\r.pem",
            b"a\xc2\x85.pem",
        ];
        let texts: BTreeSet<String> = names.iter().map(|name| as_text(name)).collect();
        assert_eq!(texts.len(), names.len(), "{texts:?}");
        assert_eq!(as_text(b"a\xff.pem"), "a\\xff.pem");
        assert_eq!(as_text("ä\u{85}\t.pem".as_bytes()), "ä\\xc2\\x85\\x09.pem");
    }
}
