use super::*;
use alloc::string::ToString;

/// What is found in a name, by identifier.
fn found(name: &str) -> Vec<&'static str> {
    disguises(name).iter().map(Disguise::id).collect()
}

#[test]
fn what_deceives_is_found_and_what_is_honest_is_not() {
    let long = "a".repeat(LONGEST + 1);
    for (name, expected) in [
        ("", &[][..]),
        ("core.example.com", &[]),
        ("*.example.com", &[]),
        ("Example, Inc. <script>", &[]),
        ("Zürich Æther Œuvre", &[]),
        ("Kırklareli", &[]),
        ("Example \u{2013} Services", &[]),
        ("Общество Ромашка", &[]),
        ("株式会社example", &[]),
        ("ναός", &[]),
        ("bücher.example", &[]),
        // Look-alikes.
        ("\u{435}dge.example.com", &["look-alike-name"]),
        ("\u{441}\u{43e}r\u{435}.example.com", &["look-alike-name"]),
        ("paypa\u{131}.example.com", &["look-alike-name"]),
        ("core\u{2010}1.example.com", &["look-alike-name"]),
        ("\u{421}is\u{441}\u{43e} Systems", &["look-alike-name"]),
        ("\u{1d41c}\u{1d428}\u{1d42b}\u{1d41e}", &["look-alike-name"]),
        ("\u{395}xample", &["look-alike-name"]),
        // Mixed.
        ("\u{420}\u{43e}\u{43c}\u{430}\u{448}\u{43a}a", &["mixed-scripts"]),
        ("\u{436}xample.com", &["mixed-scripts"]),
        // Hidden.
        ("edge\u{200b}.example.com", &["hidden-characters"]),
        ("a\u{202e}b", &["hidden-characters"]),
        ("a\u{2066}b\u{2069}", &["hidden-characters"]),
        ("line\nend", &["hidden-characters"]),
        ("a\u{3164}b", &["hidden-characters"]),
        // From right to left.
        ("אבג.example.com", &["right-to-left-letters"]),
        ("شركة", &["right-to-left-letters"]),
        ("e\u{301}\u{301}\u{301}\u{301}x", &["piled-marks"]),
        ("e\u{301}\u{302}\u{303}x", &[]),
        // Encoded.
        ("xn--bcher-kva.example", &["encoded-name"]),
        ("XN--BCHER-KVA.example", &["encoded-name"]),
        ("xn--.example", &["encoded-name"]),
        ("xn--dge-qdd.example.com", &["look-alike-name", "encoded-name"]),
        (&long, &["long-name"]),
    ] {
        assert_eq!(found(name), expected, "{}", name.escape_unicode());
    }
}

#[test]
fn a_look_alike_says_what_it_looks_like_and_in_which_letters() {
    for (name, plain, scripts) in [
        (
            "\u{435}dg\u{3bf}.example.com",
            "edgo.example.com",
            &[Script::Greek, Script::Cyrillic][..],
        ),
        ("\u{ff45}dge.example.com", "edge.example.com", &[Script::Other]),
        ("\u{406}\u{422}", "IT", &[Script::Cyrillic]),
        ("xn--dge-qdd.example.com", "edge.example.com", &[Script::Cyrillic]),
        ("\u{435}dge\u{200b}.example.com", "edge.example.com", &[Script::Cyrillic]),
    ] {
        let like = disguises(name).into_iter().find_map(|kind| match kind {
            Disguise::LooksLike { plain, scripts } => Some((plain, scripts)),
            _ => None,
        });
        assert_eq!(like, Some((plain.to_string(), scripts.to_vec())), "{name}");
    }
}

#[test]
fn names_that_look_alike_have_one_key() {
    for (one, other, alike) in [
        ("edge.example.com", "EDGE.example.com", true),
        ("edge.example.com", "\u{435}dge.example.com", true),
        ("edge.example.com", "xn--dge-qdd.example.com", true),
        ("edge.example.com", "ed\u{200b}ge.example.com", true),
        ("edge1.example.com", "edgel.example.com", true),
        ("core.example.com", "c0re.example.com", true),
        ("modern.example.com", "rnodern.example.com", true),
        ("edge1.example.com", "edge2.example.com", false),
        ("edge.example.com", "core.example.com", false),
        ("zurich.example.com", "zürich.example.com", false),
    ] {
        assert_eq!(reading_key(one) == reading_key(other), alike, "{one} {other}");
    }
}

#[test]
fn what_is_read_from_right_to_left_is_set_apart() {
    for (text, expected) in [
        ("", &[][..]),
        ("plain", &[("plain", false)]),
        ("CN=אבג,O=x", &[("CN=", false), ("אבג", true), (",O=x", false)]),
        ("אבג 12 דהו!", &[("אבג 12 דהו", true), ("!", false)]),
        ("אבג, דהו", &[("אבג", true), (", ", false), ("דהו", true)]),
        ("אבגx", &[("אבג", true), ("x", false)]),
    ] {
        assert_eq!(Vec::from_iter(runs(text)), expected, "{text}");
    }
}

#[test]
fn a_long_text_is_cut_between_characters() {
    assert_eq!(cut("zürich", 6), "zürich");
    assert_eq!(cut("zürich", 2), "zü\u{2026}");
}

#[test]
fn characters_that_hide_or_reorder_text_are_made_visible() {
    for (text, shown) in [
        ("core.example.com", "core.example.com"),
        ("a\u{1b}[31mb", "a\\u{1b}[31mb"),
        ("a\u{202e}b", "a\\u{202e}b"),
        ("a\nb\u{0}", "a\\u{a}b\\u{0}"),
        ("zürich\u{200b}", "zürich\\u{200b}"),
        ("a\u{3164}\u{fe0f}\u{e0101}", "a\\u{3164}\\u{fe0f}\\u{e0101}"),
        ("\u{fdd0}works\u{fdd3}\u{1ffff}", "\\u{fdd0}works\\u{fdd3}\\u{1ffff}"),
        ("e\u{301}\u{301}\u{301}\u{301}", "e\u{301}\u{301}\u{301}\\u{301}"),
    ] {
        assert_eq!(visible(text), shown);
    }
}
