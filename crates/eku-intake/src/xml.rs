//! The values of an XML dump, one by one, with their paths and lines.
//!
//! Entry point: [`walk`]. The dumps are machine made and simple: elements within elements, text in
//! the innermost, a number in an attribute. This reader is streaming, keeps to [`DEEPEST`] elements
//! and [`LONGEST`] bytes of a tag or text, and reads over whatever it does not know; it does not
//! say whether the XML is well formed.

use std::io::{self, BufRead, ErrorKind};

/// An element on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// Its name, without a namespace's prefix.
    pub(crate) name: String,
    /// Its number among its kind, where it has one.
    pub(crate) item: Option<u32>,
}

/// Hands every value to `each`: its path, its text and its line. The attributes `product` and
/// `version` of the outermost element come as values, too. Returns what stopped reading.
pub(crate) fn walk(
    input: &mut dyn BufRead,
    each: &mut dyn FnMut(&[Step], &str, u64),
) -> Option<io::Error> {
    let mut walker = Walker::default();
    loop {
        let available = match input.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Some(error),
        };
        if available.is_empty() {
            return None;
        }
        for byte in available {
            walker.take(*byte, each);
        }
        let length = available.len();
        input.consume(length);
    }
}

#[derive(Debug)]
struct Walker {
    path: Vec<Step>,
    /// Elements that are open beyond the deepest that are kept.
    beyond: usize,
    /// Whether the innermost element has had no element in it.
    innermost: bool,
    text: Vec<u8>,
    /// The line in which the innermost element began.
    text_line: u64,
    tag: Option<Vec<u8>>,
    quote: Option<u8>,
    line: u64,
}

impl Default for Walker {
    fn default() -> Self {
        Self {
            path: Vec::new(),
            beyond: 0,
            innermost: false,
            text: Vec::new(),
            text_line: 1,
            tag: None,
            quote: None,
            line: 1,
        }
    }
}

impl Walker {
    fn take(&mut self, byte: u8, each: &mut dyn FnMut(&[Step], &str, u64)) {
        if byte == b'\n' {
            self.line += 1;
        }
        let Some(tag) = &mut self.tag else {
            match byte {
                b'<' => {
                    self.tag = Some(Vec::new());
                    self.quote = None;
                }
                _ if self.innermost && self.text.len() < LONGEST => self.text.push(byte),
                _ => {}
            }
            return;
        };
        let special = tag.starts_with(b"!--") || tag.starts_with(b"![CDATA[");
        if !special {
            match (self.quote, byte) {
                (None, b'"' | b'\'') if !tag.starts_with(b"!") => self.quote = Some(byte),
                (Some(quote), _) if quote == byte => self.quote = None,
                _ => {}
            }
        }
        let ends = byte == b'>'
            && self.quote.is_none()
            && match tag.as_slice() {
                comment if comment.starts_with(b"!--") => {
                    comment.len() >= 5 && comment.ends_with(b"--")
                }
                data if data.starts_with(b"![CDATA[") => data.ends_with(b"]]"),
                _ => true,
            };
        if ends {
            let tag = self.tag.take().unwrap_or_default();
            self.tag(&tag, each);
        } else if tag.len() < LONGEST {
            tag.push(byte);
        } else {
            // Only its end matters from here on.
            let keep = tag.len().saturating_sub(1);
            tag.drain(LONGEST / 2..keep);
            tag.push(byte);
        }
    }

    fn tag(&mut self, tag: &[u8], each: &mut dyn FnMut(&[Step], &str, u64)) {
        if let Some(data) = tag.strip_prefix(b"![CDATA[") {
            let data = data.strip_suffix(b"]]").unwrap_or(data);
            if self.innermost && self.text.len() + data.len() <= LONGEST {
                self.text.extend_from_slice(data);
            }
            return;
        }
        match tag.first() {
            Some(b'!' | b'?') | None => {}
            Some(b'/') => self.close(&String::from_utf8_lossy(tag), each),
            Some(_) => {
                let text = String::from_utf8_lossy(tag).into_owned();
                let (text, empty) = match text.strip_suffix('/') {
                    Some(text) => (text, true),
                    None => (text.as_str(), false),
                };
                self.open(text, each);
                if empty {
                    self.innermost = false;
                    self.close("/", each);
                }
            }
        }
    }

    fn open(&mut self, text: &str, each: &mut dyn FnMut(&[Step], &str, u64)) {
        if self.path.len() >= DEEPEST {
            self.beyond += 1;
            self.innermost = false;
            return;
        }
        let name = text.split(|letter: char| letter.is_whitespace()).next().unwrap_or_default();
        let attributes = text.get(name.len()..).unwrap_or_default();
        let item = ITEMS.iter().find_map(|item| attribute(attributes, item)?.trim().parse().ok());
        self.path.push(Step { name: local(name).into(), item });
        self.innermost = true;
        self.text.clear();
        self.text_line = self.line;
        if self.path.len() == 1 {
            for name in ["product", "version"] {
                if let Some(value) = attribute(attributes, name) {
                    self.path.push(Step { name: name.into(), item: None });
                    each(&self.path, value.trim(), self.line);
                    self.path.pop();
                }
            }
        }
    }

    fn close(&mut self, tag: &str, each: &mut dyn FnMut(&[Step], &str, u64)) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let name = local(tag.trim_start_matches('/').trim());
        let open = match name {
            "" => self.path.len().checked_sub(1),
            name => self.path.iter().rposition(|step| step.name == name),
        };
        let Some(open) = open else { return };
        if self.innermost && open + 1 == self.path.len() {
            let text = unescaped(&String::from_utf8_lossy(&self.text));
            if !text.trim().is_empty() {
                each(&self.path, text.trim(), self.text_line);
            }
        }
        self.path.truncate(open);
        self.innermost = false;
        self.text.clear();
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute, from what stands between a tag's name and its end.
fn attribute<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, after) = after.get(1..)?.split_once(quote)?;
        if before.trim().eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after;
    }
    None
}

/// Text with the entities of XML and character references put in.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let entity = after.split_once(';').filter(|(name, _)| name.len() <= 10);
        let letter = entity.and_then(|(name, _)| match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            name => {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16),
                    None => number.parse(),
                };
                char::from_u32(code.ok()?)
            }
        });
        match (letter, entity) {
            (Some(letter), Some((_, after))) => {
                plain.push(letter);
                rest = after;
            }
            _ => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// Attributes that number an element among its kind.
const ITEMS: [&str; 4] = ["item", "index", "id", "number"];

/// The deepest element whose path is kept.
const DEEPEST: usize = 64;

/// The longest tag and the longest text, in bytes.
const LONGEST: usize = 4096;

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn values(xml: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut input = BufReader::with_capacity(3, xml.as_bytes());
        let stopped = walk(&mut input, &mut |path, text, line| {
            let path: Vec<_> = path
                .iter()
                .map(|step| match step.item {
                    Some(item) => format!("{}[{item}]", step.name),
                    None => step.name.clone(),
                })
                .collect();
            found.push(format!("{line} {}={text}", path.join("/")));
        });
        assert!(stopped.is_none());
        found
    }

    #[test]
    fn values_come_with_their_paths_and_lines() {
        for (xml, expected) in [
            (
                "<?xml version=\"1.0\"?>\n<C>\n<Z item=\"7\">\n<T item='1'>On</T></Z></C>",
                &["4 C/Z[7]/T[1]=On"][..],
            ),
            (
                "<!DOCTYPE c><S product='Expressway' version=\"X15.5\"><!-- <A>no</A> > --><A/><B>x</B></S>",
                &["1 S/product=Expressway", "1 S/version=X15.5", "1 S/B=x"],
            ),
            (
                "<x:C xmlns:x='u'><x:N>a &amp; &#98;&#x63; &unknown; &</x:N></x:C>",
                &["1 C/N=a & bc &unknown; &"],
            ),
            ("<C><N><![CDATA[a<b>]]></N><M a=\">\">m</M></C>", &["1 C/N=a<b>", "1 C/M=m"]),
            ("<C><N>kept</N><M>cut sho", &["1 C/N=kept"]),
            ("<C><N>mixed<M>m</M>tail</N></C>", &["1 C/N/M=m"]),
            ("</C></D><C><N>n</X></N></C>", &["1 C/N=n"]),
            ("<C><A><B>b</A><D>d</D></C>", &["1 C/D=d"]),
            ("no xml at all", &[]),
            ("<>< ><//></><!-->", &[]),
        ] {
            assert_eq!(values(xml), expected, "{xml}");
        }
    }

    #[test]
    fn depth_and_length_are_bounded() {
        let deep = format!("{}x{}<A>a</A>", "<A>".repeat(1000), "</A>".repeat(1000));
        assert_eq!(values(&deep), ["1 A=a"]);
        let long =
            format!("<A><B>{}</B><C>c</C><D {}=''>d</D></A>", "x".repeat(9000), "y".repeat(9000));
        let found = values(&long);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[1..], ["1 A/C=c", "1 A/D=d"]);
        assert!(found[0].len() <= LONGEST + 10);
        let comment = format!("<A><!--{}--><B>b</B></A>", "-".repeat(20000));
        assert_eq!(values(&comment), ["1 A/B=b"]);
    }
}
