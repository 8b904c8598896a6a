//! The identifier of a far end or a traversal zone, made from its name.

use alloc::string::String;
use alloc::sync::Arc;
use core::{fmt, iter};

use crate::secret;

/// The identifier of a far end or a traversal zone: its name in lower case, every run of other characters than a to z
/// and 0 to 9 made one hyphen.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(pub(super) Arc<str>);

impl Slug {
    /// The slug of a name; `None` where nothing is left of it, and where it is a private key.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        if secret::is_key(name) {
            return None;
        }
        let mut slug = String::new();
        for letter in name.chars().flat_map(lower_case) {
            if letter.is_ascii_lowercase() || letter.is_ascii_digit() {
                slug.push(letter);
            } else if !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.contains(|letter| letter != '-').then(|| Self(slug.into()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The lower case of a letter as far as it is from a to z; others stay. The table of all of Unicode weighs
/// more than the rest of a far end.
fn lower_case(letter: char) -> impl Iterator<Item = char> {
    let (first, second) = match letter {
        // The two other letters whose lower case begins with one from a to z.
        '\u{130}' => ('i', Some('\u{307}')),
        '\u{212a}' => ('k', None),
        letter => (letter.to_ascii_lowercase(), None),
    };
    iter::once(first).chain(second)
}

impl fmt::Display for Slug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn a_slug_keeps_letters_and_digits_and_joins_them_by_one_hyphen() {
        for (name, slug) in [
            ("Webex", Some("webex")),
            ("Unified CM (primary)", Some("unified-cm-primary-")),
            ("  B2B -- Example & Sons  ", Some("-b2b-example-sons-")),
            ("CUBE 2", Some("cube-2")),
            ("Zürich", Some("z-rich")),
            ("", None),
            ("---", None),
            ("日本", None),
        ] {
            assert_eq!(Slug::new(name).as_ref().map(Slug::as_str), slug, "{name}");
        }
    }

    #[test]
    fn the_lower_case_of_every_letter_gives_the_same_slug_as_unicodes() {
        let plain = |letter: char| match letter {
            'a'..='z' | '0'..='9' => letter,
            _ => '-',
        };
        for letter in '\0'..=char::MAX {
            let own = Vec::from_iter(lower_case(letter).map(plain));
            assert_eq!(own, Vec::from_iter(letter.to_lowercase().map(plain)), "{letter:?}");
        }
    }
}
