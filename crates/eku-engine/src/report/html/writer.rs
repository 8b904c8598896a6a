//! HTML, an element at a time; every text is escaped on its way in.

use alloc::string::String;

use crate::disguise::{runs, visible};
use crate::report::Source;

/// HTML that is being written.
#[derive(Default)]
pub(super) struct Writer {
    /// What was written.
    pub(super) text: String,
}

impl Writer {
    /// Markup of this program's own.
    pub(super) fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// A text from anywhere: hidden characters made visible, markup escaped, and what is read from
    /// right to left set apart, so that it cannot move what stands around it.
    pub(super) fn text(&mut self, text: &str) {
        for (piece, to_the_left) in runs(&visible(text)) {
            if to_the_left {
                self.raw("<bdi>");
            }
            self.escaped(piece);
            if to_the_left {
                self.raw("</bdi>");
            }
        }
    }

    /// A text where no element can stand: the title.
    pub(super) fn title(&mut self, text: &str) {
        self.open("title", "");
        self.escaped(&visible(text));
        self.close("title");
    }

    fn escaped(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\'' => self.raw("&#39;"),
                letter => self.text.push(letter),
            }
        }
    }

    /// Opens an element; its tag may carry attributes.
    pub(super) fn open(&mut self, tag: &str, class: &str) {
        self.text.push('<');
        self.raw(tag);
        if !class.is_empty() {
            self.raw(" class=\"");
            self.raw(class);
            self.text.push('"');
        }
        self.text.push('>');
    }

    /// Closes an element.
    pub(super) fn close(&mut self, tag: &str) {
        self.raw("</");
        self.raw(tag);
        self.raw(">\n");
    }

    /// An element with a text. Without a text it is left out, unless it is a cell of a table.
    pub(super) fn line(&mut self, tag: &str, class: &str, text: &str) {
        if text.is_empty() && tag != "td" {
            return;
        }
        self.open(tag, class);
        self.text(text);
        self.close(tag.split(' ').next().unwrap_or(tag));
    }

    /// A list; nothing where it has no entry.
    pub(super) fn list<Text: AsRef<str>>(
        &mut self,
        tag: &str,
        class: &str,
        entries: impl IntoIterator<Item = Text>,
    ) {
        let mut entries = entries.into_iter().peekable();
        if entries.peek().is_none() {
            return;
        }
        self.open(tag, class);
        for entry in entries {
            self.line("li", "", entry.as_ref());
        }
        self.close(tag);
    }

    /// Lines that keep their ends.
    pub(super) fn block(&mut self, tag: &str, lines: &[&str]) {
        self.open(tag, "");
        for (place, line) in lines.iter().enumerate() {
            if place > 0 {
                self.text.push('\n');
            }
            self.text(line);
        }
        self.close(tag);
    }

    /// The head of a table, and the start of its body.
    pub(super) fn head(&mut self, titles: &[&str]) {
        self.raw("<thead><tr>");
        for title in titles {
            self.line("th scope=\"col\"", "", title);
        }
        self.raw("</tr></thead>\n<tbody>\n");
    }

    /// A source: its title as a link, its section and its date.
    pub(super) fn source(&mut self, source: &Source) {
        self.raw("<a rel=\"noopener noreferrer\" href=\"");
        self.text(source.url);
        self.raw("\">");
        self.text(source.title);
        self.raw("</a>");
        for part in [source.section, source.date] {
            self.raw(", ");
            self.text(part);
        }
    }
}
