//! The text of a case with nothing in it that may not be kept, and places in such a text.

use std::cell::{Cell, RefCell};
use std::fmt;

use eku_deployment::SAME_AS_SERVER;
use eku_engine::report;
use eku_engine::secret::{begins_key, quoted, shown};
use eku_intake::certificates;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::words;

/// Writes the JSON that it reads again: a text as it may be shown, and without what is `null`.
#[derive(Default)]
pub(crate) struct Checked {
    /// What was written.
    pub(crate) text: RefCell<String>,
    /// Why a text is refused, and what to do.
    pub(crate) refused: RefCell<Option<(String, &'static str)>>,
    /// Whether texts stand for certificates where it reads.
    is_certificate: Cell<bool>,
}

impl Checked {
    fn refuse<E: Error>(&self, what: impl Into<String>, remedy: &'static str) -> E {
        *self.refused.borrow_mut() = Some((what.into(), remedy));
        E::custom("a text was rejected")
    }

    fn add(&self, text: &str) {
        self.text.borrow_mut().push_str(text);
    }

    fn add_quoted(&self, text: &str) {
        self.add(&serde_json::Value::from(text).to_string());
    }
}

/// Whether the value that was read is `null`.
type IsNull = bool;

impl<'de> DeserializeSeed<'de> for &Checked {
    type Value = IsNull;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<IsNull, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &Checked {
    type Value = IsNull;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of a case")
    }

    fn visit_unit<E>(self) -> Result<IsNull, E> {
        self.add("null");
        Ok(true)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<IsNull, E> {
        self.add(if truth { "true" } else { "false" });
        Ok(false)
    }

    fn visit_u64<E>(self, number: u64) -> Result<IsNull, E> {
        self.add(&number.to_string());
        Ok(false)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<IsNull, E> {
        if begins_key(text) {
            return Err(self.refuse(words::KEY, words::WITHOUT_KEY));
        }
        if !self.is_certificate.get() || text == SAME_AS_SERVER {
            self.add_quoted(&shown(text));
            return Ok(false);
        }
        // PEM was written from certificates: anything else in it is damage.
        let bundle = certificates::read(text.as_bytes());
        match bundle.problems.first() {
            Some(problem) => Err(self.refuse(report::problem("", problem).what, words::DAMAGED)),
            None => {
                self.add_quoted(text);
                Ok(false)
            }
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<IsNull, A::Error> {
        let is_certificate = self.is_certificate.get();
        let mut before = "[";
        loop {
            let end = self.text.borrow().len();
            self.add(before);
            self.is_certificate.set(is_certificate);
            if list.next_element_seed(self)?.is_none() {
                self.text.borrow_mut().truncate(end);
                self.add(if before == "[" { "[]" } else { "]" });
                return Ok(false);
            }
            before = ",";
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<IsNull, A::Error> {
        let mut keys: Vec<String> = Vec::new();
        let mut before = "{";
        while let Some(key) = object.next_key::<String>()? {
            if keys.contains(&key) {
                return Err(A::Error::custom("a key appears twice in one object"));
            }
            // Objects of a case have few keys: looking through them costs nothing.
            if keys.len() >= MOST_KEYS {
                return Err(A::Error::custom("an object has too many keys"));
            }
            let end = self.text.borrow().len();
            self.add(before);
            self.add_quoted(&key);
            self.add(":");
            self.is_certificate.set(CERTIFICATES.contains(&key.as_str()));
            if object.next_value_seed(self)? {
                self.text.borrow_mut().truncate(end);
            } else {
                before = ",";
            }
            keys.push(key);
        }
        self.add(if before == "{" { "{}" } else { "}" });
        Ok(false)
    }
}

/// What stands at a byte of JSON that is right up to there, such as `far_end[0].name`.
pub(crate) fn place(text: &str, byte: usize) -> String {
    // Each key or number of an element from the outside in.
    let mut steps: Vec<Step<'_>> = Vec::new();
    let mut rest = text.get(..byte).unwrap_or(text);
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        match letter {
            '{' => steps.push(Step::Key(None)),
            '[' => steps.push(Step::Element(0)),
            '}' | ']' => drop(steps.pop()),
            ',' => match steps.last_mut() {
                Some(Step::Element(number)) => *number += 1,
                Some(Step::Key(key)) => *key = None,
                None => {}
            },
            '"' => {
                let end = string_end(rest);
                let (string, behind) = rest.split_at(end);
                if let Some(Step::Key(key @ None)) = steps.last_mut() {
                    *key = Some(string.trim_end_matches('"'));
                }
                rest = behind;
            }
            _ => {}
        }
    }
    let mut place = String::new();
    for step in steps {
        match step {
            Step::Element(number) => place.push_str(&format!("[{number}]")),
            Step::Key(Some(key)) => {
                if !place.is_empty() {
                    place.push('.');
                }
                place.push_str(&quoted(key));
            }
            Step::Key(None) => {}
        }
    }
    place
}

/// One step of a place.
enum Step<'t> {
    Key(Option<&'t str>),
    Element(usize),
}

/// Where a string ends whose opening quotation mark was passed, its closing one included.
fn string_end(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 1)
}

/// The keys whose texts are certificates.
const CERTIFICATES: [&str; 5] =
    ["pem", "server_certificate", "client_certificate", "certificate", "trusted_cas"];

/// Objects of a case have at most thirty.
const MOST_KEYS: usize = 64;

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_place_is_told_by_keys_and_numbers() {
        let text = r#"{"a":{"b\"{":[1,{"c":"x,y","d":null}],"e":2},"f":[[],[3]]}"#;
        for (marked, expected) in [
            ("{", ""),
            (r#""b\"{":"#, r#"a.b\"{"#),
            ("1", r#"a.b\"{[0]"#),
            (r#""x,y""#, r#"a.b\"{[1].c"#),
            ("null", r#"a.b\"{[1].d"#),
            ("2", "a.e"),
            ("[3", "f[1][0]"),
            ("]]}", ""),
        ] {
            let byte = text.find(marked).unwrap() + marked.len();
            assert_eq!(place(text, byte), expected, "{marked}");
        }
    }
}
