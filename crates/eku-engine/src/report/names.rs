//! Names that can deceive, in sentences.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{NameMarkReport, joined, thousands};
use crate::certificate::Certificate;
use crate::disguise::{Disguise, Script, cut, decode, disguises};

/// What is said of the names of a certificate that can deceive, up to [`MOST_MARKS`], and how many
/// marks are left out.
pub fn marks(certificate: &Certificate) -> (Vec<NameMarkReport>, usize) {
    let (mut marks, mut left_out) = (Vec::new(), 0);
    for name in certificate.names() {
        for kind in disguises(&name) {
            if marks.len() < MOST_MARKS {
                marks.push(mark(&name, &kind));
            } else {
                left_out += 1;
            }
        }
    }
    (marks, left_out)
}

fn mark(name: &str, kind: &Disguise) -> NameMarkReport {
    let decoded = decode(name);
    let shown = quoted(decoded.as_deref().unwrap_or(name));
    let mut looks_like = None;
    let text = match kind {
        Disguise::Hidden => format!("{shown} contains hidden characters"),
        Disguise::RightToLeft => format!(
            "{shown} contains letters that are read from right to left: they may not be stored in \
             reading order"
        ),
        Disguise::PiledMarks => format!("{shown} contains marks that pile up on a letter"),
        Disguise::LooksLike { plain, scripts } => {
            looks_like = Some(plain.clone());
            look_alike(&shown, plain, scripts)
        }
        Disguise::MixedScripts { word, scripts } => mixed_scripts(&shown, word, scripts),
        Disguise::Encoded { shown: Some(_) } => {
            format!("{} is an encoded name that means {shown}", quoted(name))
        }
        Disguise::Encoded { shown: None } => {
            format!("{} looks like an encoded name but cannot be decoded", quoted(name))
        }
        Disguise::Long { characters } => {
            format!("{shown} is {} characters long", thousands(*characters as u64))
        }
    };
    NameMarkReport { id: kind.id(), name: name.into(), shown: decoded, looks_like, text }
}

/// That a name, in quotes already, looks like another one.
pub(super) fn look_alike(shown: &str, plain: &str, scripts: &[Script]) -> String {
    format!("{shown} looks like {} but is written with {}", quoted(plain), letters_of(scripts))
}

/// That a word mixes scripts.
pub(super) fn mixed_scripts(shown: &str, word: &str, scripts: &[Script]) -> String {
    format!("{shown} mixes Latin letters with {} in the word {}", letters_of(scripts), quoted(word))
}

/// A name as it stands in a sentence: in quotes, cut where it is long.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", cut(name, SHOWN))
}

fn letters_of(scripts: &[Script]) -> String {
    let known = scripts.iter().filter_map(|script| script_word(*script));
    let known = Vec::from_iter(known.map(String::from));
    match (known.as_slice(), scripts.contains(&Script::Other)) {
        ([], _) => "letters outside of ASCII".into(),
        (known, false) => format!("{} letters", joined(known)),
        (known, true) => format!("{} letters and others outside of ASCII", joined(known)),
    }
}

fn script_word(script: Script) -> Option<&'static str> {
    Some(match script {
        Script::Greek => "Greek",
        Script::Cyrillic => "Cyrillic",
        Script::Armenian => "Armenian",
        Script::Cherokee => "Cherokee",
        Script::Coptic => "Coptic",
        Script::Hebrew => "Hebrew",
        Script::Arabic => "Arabic",
        Script::Other => return None,
    })
}

/// Marks at the names of one certificate that are told one by one.
pub const MOST_MARKS: usize = 20;

/// How many characters of a name a sentence shows.
const SHOWN: usize = 80;

#[cfg(test)]
mod tests {

    use super::*;

    #[test]
    fn each_disguise_has_its_sentence() {
        let long = "a".repeat(10_000);
        for (name, id, looks_like, text) in [
            (
                "\u{435}dge.example.com",
                "look-alike-name",
                Some("edge.example.com"),
                "\"\u{435}dge.example.com\" looks like \"edge.example.com\" but is written with \
                 Cyrillic letters",
            ),
            (
                "\u{ff25}xample",
                "look-alike-name",
                Some("Example"),
                "\"\u{ff25}xample\" looks like \"Example\" but is written with letters outside of \
                 ASCII",
            ),
            ("a\u{202e}b", "hidden-characters", None, "\"a\u{202e}b\" contains hidden characters"),
            (
                "Ромашкa и Ко",
                "mixed-scripts",
                None,
                "\"Ромашкa и Ко\" mixes Latin letters with Cyrillic letters in the word \"Ромашкa\"",
            ),
            (
                "xn--bcher-kva.example",
                "encoded-name",
                None,
                "\"xn--bcher-kva.example\" is an encoded name that means \"bücher.example\"",
            ),
            (
                "xn--99999999999.example",
                "encoded-name",
                None,
                "\"xn--99999999999.example\" looks like an encoded name but cannot be decoded",
            ),
            (
                "e\u{301}\u{301}\u{301}\u{301}",
                "piled-marks",
                None,
                "\"e\u{301}\u{301}\u{301}\u{301}\" contains marks that pile up on a letter",
            ),
        ] {
            let kinds = disguises(name);
            let kind = kinds.iter().find(|kind| kind.id() == id).expect(text);
            let mark = mark(name, kind);
            assert_eq!((mark.id, mark.text.as_str()), (id, text));
            assert_eq!(mark.looks_like.as_deref(), looks_like);
        }
        let kinds = disguises(&long);
        let [long_name] = kinds.as_slice() else { panic!("{kinds:?}") };
        let text = mark(&long, long_name).text;
        assert!(text.ends_with("a\u{2026}\" is 10,000 characters long"), "{text}");
        assert!(text.len() < 200);
    }
}
