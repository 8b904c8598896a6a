//! The engine's tables about names that deceive, held against the crates that carry Unicode's data.

use eku_engine::disguise::{self, LOOK_ALIKES, Script, UNICODE_VERSION};
use eku_tests::look_alikes;
use unicode_bidi::{BidiClass, bidi_class};
use unicode_script::UnicodeScript;

fn letters() -> impl Iterator<Item = char> {
    '\0'..=char::MAX
}

#[test]
fn the_table_is_what_the_crate_gives() {
    let present = std::fs::read_to_string(look_alikes::file()).expect("the table can be read");
    assert!(present == look_alikes::source(), "run `cargo xtask look-alikes`");
    let (major, minor, update) = unicode_security::UNICODE_VERSION;
    assert_eq!(UNICODE_VERSION, format!("{major}.{minor}.{update}"));
}

#[test]
fn every_look_alike_of_the_crate_is_one_of_the_engine() {
    let theirs = look_alikes::all();
    assert!(theirs.len() > 1_000, "{}", theirs.len());
    for (letter, plain) in theirs {
        let ours = disguise::look_alike(letter).map(key);
        assert_eq!(ours, Some(key(plain)), "{}", letter.escape_unicode());
    }
}

/// A capital I, a small l and the digit 1 are one to the crate, and so are O and 0.
fn key(plain: char) -> char {
    match plain {
        '1' | 'I' => 'l',
        '0' => 'O',
        other => other,
    }
}

#[test]
fn nothing_else_is_a_look_alike() {
    let theirs = look_alikes::all();
    let by_table = LOOK_ALIKES.iter().flat_map(|(_, letters)| letters.chars());
    // The formula has no gaps where the alphabets have some.
    let by_formula = letters().filter(|letter| letter.script() != unicode_script::Script::Unknown);
    let by_formula = by_formula.filter(|letter| disguise::by_formula(*letter).is_some());
    for letter in by_table.chain(by_formula) {
        assert!(theirs.contains_key(&letter), "{}", letter.escape_unicode());
    }
}

#[test]
fn scripts_are_those_of_the_crate() {
    use unicode_script::Script as Theirs;
    let named = |theirs| {
        Some(match theirs {
            Theirs::Greek => Script::Greek,
            Theirs::Cyrillic => Script::Cyrillic,
            Theirs::Armenian => Script::Armenian,
            Theirs::Cherokee => Script::Cherokee,
            Theirs::Coptic => Script::Coptic,
            Theirs::Hebrew => Script::Hebrew,
            Theirs::Arabic => Script::Arabic,
            _ => return None,
        })
    };
    for letter in letters().filter(|letter| letter.is_alphabetic()) {
        let (ours, theirs) = (Script::of(letter), letter.script());
        match named(theirs) {
            Some(script) if looked_for(letter, script) => {
                assert_eq!(ours, Some(script), "{}", letter.escape_unicode());
            }
            Some(_) => {}
            // Some letters of several scripts stand in the block of one.
            None if matches!(theirs, Theirs::Common | Theirs::Inherited) => {}
            None => assert_eq!(ours, None, "{} {theirs:?}", letter.escape_unicode()),
        }
    }
}

/// The engine knows the scripts whose letters are mistaken for Latin ones, and of the others those
/// that are; letters for phonetics, old Greek music and the like stand outside of the blocks.
fn looked_for(letter: char, script: Script) -> bool {
    disguise::look_alike(letter).is_some_and(|_| u32::from(letter) < 0x1_0000)
        || script.resembles_latin() && u32::from(letter) < 0x1d00
}

#[test]
fn what_the_crate_reads_from_right_to_left_the_engine_does() {
    for letter in letters() {
        if matches!(bidi_class(letter), BidiClass::R | BidiClass::AL) {
            let known = disguise::is_right_to_left(letter) || disguise::is_hidden(letter);
            assert!(known, "{}", letter.escape_unicode());
        }
    }
}

#[test]
fn what_reorders_text_is_hidden_and_so_made_visible() {
    use BidiClass::{B, FSI, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO};
    for letter in letters() {
        let class = bidi_class(letter);
        if matches!(class, B | FSI | LRE | LRI | LRO | PDF | PDI | RLE | RLI | RLO) {
            assert!(disguise::is_hidden(letter), "{}", letter.escape_unicode());
        }
    }
}
