//! The path of a setting or a status value, in a form in which the text and the XML of a dump are
//! the same.
//!
//! `Zones Zone 7 TraversalServer SIP TLS Verify Subject Name` in text is nested elements with
//! `item` attributes in XML, and releases differ in how words are joined and cased. So a [`Key`] is
//! its words in lower case without spaces, and the numbers beside it.

use eku_engine::{disguise, secret};

/// A path without its numbers, and the numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Key {
    /// The words in lower case, joined: `zoneszonetraversalserversipport`.
    pub(crate) joined: String,
    numbers: Vec<(String, u32)>,
}

impl Key {
    /// The key of words, some of which are numbers that count the word before them.
    pub(crate) fn of_words<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut key = Self::default();
        let mut before = String::new();
        for word in words {
            match word.parse() {
                Ok(number) => key.numbers.push((before.clone(), number)),
                Err(_) => {
                    before = word.to_ascii_lowercase();
                    key.joined.push_str(&before);
                }
            }
        }
        key
    }

    /// The last number that counts this word, written in lower case.
    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.iter().rev().find(|(counted, _)| counted == word).map(|(_, number)| *number)
    }

    /// Whether the value must not be kept: passwords, shared secrets, keys and tokens.
    pub(crate) fn is_secret(&self) -> bool {
        SECRETS.iter().any(|word| self.joined.contains(word))
    }
}

/// Whether a value must not be kept wherever it stands: a private key, or what is encrypted.
pub(crate) fn is_secret(value: &str) -> bool {
    value.to_ascii_lowercase().contains("{cipher}") || secret::is_key(value)
}

/// A text as it is kept: nothing of what may be a private key, and at most so many letters; `…`
/// stands for the rest.
pub(crate) fn shortened(text: &str, letters: usize) -> String {
    disguise::cut(&secret::shown(text), letters).into_owned()
}

/// Words of a path whose value is a secret, or might be.
const SECRETS: [&str; 9] = [
    "password",
    "passphrase",
    "passwd",
    "secret",
    "sharedkey",
    "privatekey",
    "credential",
    "community",
    "token",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_xml_paths_come_to_the_same_key() {
        let text =
            Key::of_words("Zones Zone 7 TraversalServer SIP TLS Verify Subject Name".split(' '));
        let xml = Key::of_words(
            "Zones 1 Zone 7 TraversalServer 1 SIP 1 TLS 1 Verify 1 SubjectName 1".split(' '),
        );
        assert_eq!(text.joined, xml.joined);
        assert_eq!((text.number("zone"), xml.number("zone")), (Some(7), Some(7)));
        assert_eq!(text.number("peer"), None);
    }

    #[test]
    fn secrets_are_known_by_any_word_of_the_path() {
        for (path, secret) in [
            ("Zones Zone 4 TraversalClient Authentication Password", true),
            ("SNMP V3AuthenticationPassword", true),
            ("Alternates Cluster SharedKey", true),
            ("Zones Zone 4 TraversalClient SIP Port", false),
            ("Interworking Encryption KeySize2048", false),
        ] {
            assert_eq!(Key::of_words(path.split(' ')).is_secret(), secret, "{path}");
        }
    }

    #[test]
    fn a_long_text_is_cut_between_letters() {
        assert_eq!(shortened("zürich", 2), "zü…");
        assert_eq!(shortened("zürich", 6), "zürich");
    }
}
