//! JSON as a tree: read strictly and within bounds, written with two spaces an indent.
//!
//! A case needs objects, lists, texts, words and whole numbers; what else JSON has is refused with
//! its line. Texts are wiped when they are dropped: a file that is no case may hold anything.

use std::fmt::Write as _;

use zeroize::Zeroizing;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Truth(bool),
    /// A whole number.
    Number(u64),
    /// A text.
    Text(Zeroizing<String>),
    /// A list.
    List(Vec<Json>),
    /// An object, its keys in the order of the file.
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(Zeroizing::new(text.into()))
    }

    /// The value as the text of a file.
    pub(crate) fn written(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0);
        text.push('\n');
        text
    }

    fn write(&self, into: &mut String, depth: usize) {
        match self {
            Self::Null => into.push_str("null"),
            Self::Truth(truth) => into.push_str(if *truth { "true" } else { "false" }),
            Self::Number(number) => {
                let _ = write!(into, "{number}");
            }
            Self::Text(text) => quote(text, into),
            Self::List(values) => {
                between(into, depth, ['[', ']'], values, |value, into| {
                    value.write(into, depth + 1);
                });
            }
            Self::Object(fields) => {
                between(into, depth, ['{', '}'], fields, |(key, value), into| {
                    quote(key, into);
                    into.push_str(": ");
                    value.write(into, depth + 1);
                });
            }
        }
    }
}

fn between<T>(
    into: &mut String,
    depth: usize,
    [open, close]: [char; 2],
    values: &[T],
    mut write: impl FnMut(&T, &mut String),
) {
    let line = |into: &mut String, depth: usize| {
        into.push('\n');
        (0..depth).for_each(|_| into.push_str("  "));
    };
    into.push(open);
    for (place, value) in values.iter().enumerate() {
        if place > 0 {
            into.push(',');
        }
        line(into, depth + 1);
        write(value, into);
    }
    if !values.is_empty() {
        line(into, depth);
    }
    into.push(close);
}

/// `<` is written as an escape, so that the text can stand in a page whatever it holds.
fn quote(text: &str, into: &mut String) {
    into.push('"');
    for letter in text.chars() {
        match letter {
            '"' => into.push_str("\\\""),
            '\\' => into.push_str("\\\\"),
            '\n' => into.push_str("\\n"),
            '<' | '\u{0}'..='\u{1f}' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(into, "\\u{:04x}", u32::from(letter));
            }
            _ => into.push(letter),
        }
    }
    into.push('"');
}

/// Why a text is no JSON, and the byte at which that shows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub(crate) what: &'static str,
    pub(crate) at: usize,
}

/// Reads a whole text.
pub(crate) fn read(text: &str) -> Result<Json, SyntaxError> {
    let mut reader = Reader { text, at: 0, values: 0 };
    let value = reader.value(0)?;
    reader.space();
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.broken("something stands after the end of the object")),
    }
}

struct Reader<'t> {
    text: &'t str,
    /// Always at the first byte of a character.
    at: usize,
    values: usize,
}

impl Reader<'_> {
    fn broken(&self, what: &'static str) -> SyntaxError {
        SyntaxError { what, at: self.at }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn takes(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    fn value(&mut self, depth: usize) -> Result<Json, SyntaxError> {
        self.values += 1;
        if self.values > MOST_VALUES {
            return Err(self.broken("it holds more values than any case"));
        }
        if depth > DEEPEST {
            return Err(self.broken("it is nested deeper than any case"));
        }
        self.space();
        match self.peek() {
            None => Err(self.broken(ENDS)),
            Some(b'"') => Ok(Json::Text(self.text()?)),
            Some(b'[') => {
                let mut values = Vec::new();
                self.list(b']', |reader| {
                    values.push(reader.value(depth + 1)?);
                    Ok(())
                })?;
                Ok(Json::List(values))
            }
            Some(b'{') => {
                let mut fields: Vec<(String, Json)> = Vec::new();
                self.list(b'}', |reader| {
                    let key = String::clone(&*reader.text()?);
                    if fields.iter().any(|(other, _)| *other == key) {
                        return Err(reader.broken("a key stands twice in one object"));
                    }
                    reader.space();
                    if !reader.takes(":") {
                        return Err(reader.broken("a colon is missing after a key"));
                    }
                    let value = reader.value(depth + 1)?;
                    // Objects of a case have few keys: looking through them costs nothing.
                    if fields.len() >= MOST_KEYS {
                        return Err(reader.broken("an object has more keys than any of a case"));
                    }
                    fields.push((key, value));
                    Ok(())
                })?;
                Ok(Json::Object(fields))
            }
            Some(b'0'..=b'9') => self.number(),
            Some(_) if self.takes("null") => Ok(Json::Null),
            Some(_) if self.takes("true") => Ok(Json::Truth(true)),
            Some(_) if self.takes("false") => Ok(Json::Truth(false)),
            Some(_) => Err(self.broken("no value of a case can stand here")),
        }
    }

    /// What stands between brackets, separated by commas.
    fn list(
        &mut self,
        close: u8,
        mut element: impl FnMut(&mut Self) -> Result<(), SyntaxError>,
    ) -> Result<(), SyntaxError> {
        self.at += 1;
        self.space();
        if self.peek() == Some(close) {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.space();
            element(self)?;
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(byte) if byte == close => {
                    self.at += 1;
                    return Ok(());
                }
                None => return Err(self.broken(ENDS)),
                Some(_) => return Err(self.broken("a comma is missing")),
            }
        }
    }

    fn number(&mut self) -> Result<Json, SyntaxError> {
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest.as_bytes().get(digits);
        let digits = rest.get(..digits).unwrap_or_default();
        match digits.parse() {
            Ok(number)
                if !matches!(after, Some(b'.' | b'e' | b'E'))
                    && (digits.len() == 1 || !digits.starts_with('0')) =>
            {
                self.at += digits.len();
                Ok(Json::Number(number))
            }
            _ => Err(self.broken("a number of a case is a whole one")),
        }
    }

    fn text(&mut self) -> Result<Zeroizing<String>, SyntaxError> {
        if !self.takes("\"") {
            return Err(self.broken(if self.peek().is_none() {
                ENDS
            } else {
                "a text in quotation marks is missing"
            }));
        }
        // What the quoted text is at most as long as, so that no copy is left behind.
        let end = self.quoted();
        let mut text = Zeroizing::new(String::with_capacity(end));
        loop {
            let rest = self.rest();
            let plain = rest.bytes().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f));
            let plain = plain.count();
            text.push_str(rest.get(..plain).unwrap_or_default());
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    let letter = self.escape()?;
                    text.push(letter);
                }
                None => return Err(self.broken(ENDS)),
                Some(_) => return Err(self.broken("a text goes over the end of its line")),
            }
        }
    }

    /// How many bytes stand up to the closing quotation mark.
    fn quoted(&self) -> usize {
        let mut escaped = false;
        let inside = self.rest().bytes().take_while(|byte| {
            let ends = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            !ends
        });
        inside.count()
    }

    fn escape(&mut self) -> Result<char, SyntaxError> {
        const WRONG: &str = "an escape in a text is none of JSON";
        let letter = self.text.as_bytes().get(self.at + 1).copied();
        let meant = match letter {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'u') => return self.unicode(WRONG),
            _ => return Err(self.broken(WRONG)),
        };
        self.at += 2;
        Ok(meant)
    }

    fn unicode(&mut self, wrong: &'static str) -> Result<char, SyntaxError> {
        let unit = |reader: &Self, from: usize| {
            let rest = reader.text.get(from..)?.strip_prefix("\\u")?;
            let digits = rest.get(..4)?;
            let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            u16::from_str_radix(digits, 16).ok().filter(|_| all)
        };
        let first = unit(self, self.at).ok_or_else(|| self.broken(wrong))?;
        let second = unit(self, self.at + 6);
        let pair = [first, second.unwrap_or(0)];
        let mut letters = char::decode_utf16(pair);
        match letters.next() {
            Some(Ok(letter)) => {
                self.at += 6 * letter.len_utf16();
                Ok(letter)
            }
            _ => Err(self.broken(wrong)),
        }
    }
}

const ENDS: &str = "it ends too early";

/// A case has half of it.
const DEEPEST: usize = 12;

/// More than the largest archives come to.
const MOST_VALUES: usize = 1 << 20;

/// Objects of a case have at most twenty.
const MOST_KEYS: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn object(fields: &[(&str, Json)]) -> Json {
        Json::Object(fields.iter().map(|(key, value)| ((*key).into(), value.clone())).collect())
    }

    #[test]
    fn what_is_written_is_read_again() {
        let all = "\"\\/\n\r\t\u{8}\u{c}\u{0}\u{1f} <script> \u{2028}é漢🙂\u{7f}";
        let value = object(&[
            ("none", Json::Null),
            ("yes", Json::Truth(true)),
            ("number", Json::Number(u64::MAX)),
            ("empty", Json::List(Vec::new())),
            ("list", Json::List(vec![Json::text(all), object(&[]), Json::Truth(false)])),
        ]);
        let written = value.written();
        assert!(!written.contains('<'), "{written}");
        assert_eq!(read(&written), Ok(value));
    }

    #[test]
    fn json_of_others_is_read() {
        let read_text = |quoted: &str| read(quoted).map(|value| value == Json::text("a/é🙂\n"));
        for quoted in [
            r#""a\/\u00e9\ud83d\ude42\n""#,
            "\t\"a/é🙂\\n\" \r\n",
            r#""\u0061/\u00E9\uD83D\uDE42\u000a""#,
        ] {
            assert_eq!(read_text(quoted), Ok(true), "{quoted}");
        }
    }

    #[test]
    fn what_is_no_json_is_refused_where_it_breaks() {
        for (text, at, word) in [
            ("", 0, "early"),
            ("{", 1, "early"),
            ("{\"a\"", 4, "colon"),
            ("{\"a\": 1", 7, "early"),
            ("{\"a\": 1,}", 8, "quotation"),
            ("[1 2]", 3, "comma"),
            ("[1,]", 3, "no value"),
            ("{\"a\":1,\"a\":2}", 10, "twice"),
            ("1.5", 0, "whole"),
            ("01", 0, "whole"),
            ("18446744073709551616", 0, "whole"),
            ("-1", 0, "no value"),
            ("NaN", 0, "no value"),
            ("\"a\nb\"", 2, "line"),
            ("\"\\x\"", 1, "escape"),
            ("\"\\ud83d\"", 1, "escape"),
            ("\"\\ud83dx\"", 1, "escape"),
            ("\"\\u12\"", 1, "escape"),
            ("\"\\u+123\"", 1, "escape"),
            ("\"abc", 4, "early"),
            ("{} {}", 3, "after"),
        ] {
            let broken = read(text).unwrap_err();
            assert_eq!(broken.at, at, "{text}: {broken:?}");
            assert!(broken.what.contains(word), "{text}: {broken:?}");
        }
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let deep = "[".repeat(100_000);
        assert!(read(&deep).unwrap_err().what.contains("deeper"));
        let many = format!("[{}1]", "1,".repeat(MOST_VALUES));
        assert!(read(&many).unwrap_err().what.contains("more values"));
        let keys: Vec<String> = (0..100).map(|key| format!("\"{key}\":1")).collect();
        assert!(read(&format!("{{{}}}", keys.join(","))).unwrap_err().what.contains("more keys"));
    }
}
