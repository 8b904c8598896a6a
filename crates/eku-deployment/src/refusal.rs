//! What readers of tables say of a value that they refuse: what is wrong, and what to do.
//!
//! serde's messages quote what they found. No more of it is repeated than a name, and nothing of a
//! private key.

use eku_engine::secret::quoted;

/// What is wrong and what to do, of the message of a reader; `otherwise` where it says no more than
/// what is wrong.
#[must_use]
pub fn refusal(message: &str, otherwise: &str) -> (String, String) {
    let message = message.trim().replace('\n', " ");
    match message.rsplit_once(", expected ") {
        // What is expected is the reader's, whatever of the input stands before it.
        Some((what, expected)) if OF_VALUES.iter().any(|kind| what.starts_with(kind)) => {
            (quoting(what), format!("use {expected}"))
        }
        Some((what, expected)) => (quoting(what), format!("use {}", quoted(expected))),
        None if message.starts_with("missing field") => (quoting(&message), "add it".to_owned()),
        None => (quoting(&message), otherwise.to_owned()),
    }
}

/// A message with what it quotes cut to a name.
fn quoting(message: &str) -> String {
    let is_quote = |letter: char| matches!(letter, '`' | '"');
    match (message.find(is_quote), message.rfind(is_quote)) {
        (Some(begin), Some(end)) if begin < end => {
            let (before, after) = (&message[..=begin], &message[end..]);
            format!("{}{}{}", quoted(before), quoted(&message[begin + 1..end]), quoted(after))
        }
        _ => quoted(message).into_owned(),
    }
}

/// How messages begin that end with what is expected.
const OF_VALUES: [&str; 4] = ["unknown field", "unknown variant", "invalid type", "invalid value"];

#[cfg(test)]
mod tests {
    use eku_engine::secret::LONGEST_NAME;

    use super::*;

    #[test]
    fn a_message_keeps_its_words_and_quotes_a_name() {
        let key = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK+0PqjHQu8UKZ9BXG1XbDkN5mYwTc";
        for (message, what, remedy) in [
            ("unknown field `a`, expected `b` or `c`", "unknown field `a`", "use `b` or `c`"),
            ("missing field `core`", "missing field `core`", "add it"),
            ("invalid string", "invalid string", "see"),
            (
                &format!("unknown variant `{key}`, expected `on` or `off`"),
                "unknown variant `(looks like a private key)`",
                "use `on` or `off`",
            ),
            (
                &format!("unknown field `a, expected `{key}`, expected one of `b`, `c`"),
                "unknown field `a, expected `(looks like a private key)`",
                "use one of `b`, `c`",
            ),
            (
                &format!("duplicate key `a, expected {key}`"),
                "duplicate key `a",
                "use (looks like a private key)`",
            ),
        ] {
            assert_eq!(refusal(message, "see"), (what.to_owned(), remedy.to_owned()), "{message}");
        }
        let long = format!("unknown field `{}`, expected `b`", "a ".repeat(500));
        assert!(refusal(&long, "see").0.chars().count() < 100);
        let words = (0..50).map(|number| format!("`word-{number}`")).collect::<Vec<_>>().join(", ");
        let (_, remedy) = refusal(&format!("unknown field `a`, expected one of {words}"), "see");
        assert_eq!(remedy, format!("use one of {words}"), "every word that is allowed");
        let name = "a ".repeat(LONGEST_NAME / 2);
        let (what, _) = refusal(&format!("unknown field `{name}`, expected `b`"), "see");
        assert_eq!(what, format!("unknown field `{name}`"), "the whole of a name");
    }
}
