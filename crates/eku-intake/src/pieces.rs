//! Lines of a stream, cut into pieces where they are long.
//!
//! Entry point: [`Pieces`]. A piece is at most [`LONGEST`] bytes, so that a file without line ends
//! needs no more memory than any other.

use std::io::{self, BufRead, ErrorKind};

/// A line, or a piece of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The number of the line, from 1.
    pub(crate) line: u64,
    /// Whether it goes on where an earlier piece of the same line ended.
    pub(crate) continues: bool,
    /// Its text without the line's end; bytes that are not UTF-8 are replaced.
    pub(crate) text: String,
}

/// Reads a stream piece by piece.
pub(crate) struct Pieces<'r> {
    input: &'r mut dyn BufRead,
    kept: Vec<u8>,
    line: u64,
    continues: bool,
    ended: bool,
    stopped: Option<io::Error>,
}

impl<'r> Pieces<'r> {
    /// The pieces of a stream.
    pub(crate) fn new(input: &'r mut dyn BufRead) -> Self {
        Self { input, kept: Vec::new(), line: 1, continues: false, ended: false, stopped: None }
    }

    /// The next piece; `None` at the end, or where the stream failed. `cut` says where a line that
    /// is too long may be cut: a place in it that is not its beginning.
    pub(crate) fn next(&mut self, cut: impl Fn(&[u8]) -> Option<usize>) -> Option<Piece> {
        loop {
            if self.ended {
                let rest = std::mem::take(&mut self.kept);
                return (!rest.is_empty()).then(|| self.piece(rest));
            }
            if self.kept.len() >= LONGEST {
                let end = cut(&self.kept).filter(|end| (1..=self.kept.len()).contains(end));
                let rest = self.kept.split_off(end.unwrap_or(self.kept.len()));
                let piece = std::mem::replace(&mut self.kept, rest);
                let piece = self.piece(piece);
                self.continues = true;
                return Some(piece);
            }
            if self.read() {
                let line = std::mem::take(&mut self.kept);
                let piece = self.piece(line);
                self.line += 1;
                self.continues = false;
                return Some(piece);
            }
        }
    }

    /// What stopped reading before the end.
    pub(crate) fn stopped(self) -> Option<io::Error> {
        self.stopped
    }

    /// Reads up to the end of the line, or as much as may be kept; whether the line ended.
    fn read(&mut self) -> bool {
        let available = match self.input.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == ErrorKind::Interrupted => return false,
            Err(error) => {
                self.stopped = Some(error);
                self.ended = true;
                return false;
            }
        };
        if available.is_empty() {
            self.ended = true;
            return false;
        }
        let room = LONGEST.saturating_sub(self.kept.len());
        let within = available.get(..room).unwrap_or(available);
        let (taken, consumed, ended) = match memchr::memchr(b'\n', within) {
            Some(end) => (within.get(..end).unwrap_or(within), end + 1, true),
            None => (within, within.len(), false),
        };
        self.kept.extend_from_slice(taken);
        self.input.consume(consumed);
        ended
    }

    fn piece(&self, bytes: Vec<u8>) -> Piece {
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(&bytes);
        let text = String::from_utf8_lossy(bytes).into_owned();
        Piece { line: self.line, continues: self.continues, text }
    }
}

/// Whether a stream begins like XML. Nothing of it is consumed.
///
/// # Errors
///
/// The stream's.
pub(crate) fn is_xml(input: &mut dyn BufRead) -> io::Result<bool> {
    loop {
        match input.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            available => {
                let available = available?;
                let text = available.strip_prefix(b"\xef\xbb\xbf").unwrap_or(available);
                return Ok(text.trim_ascii_start().starts_with(b"<"));
            }
        }
    }
}

/// The longest piece, in bytes.
pub(crate) const LONGEST: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Read};

    fn pieces(text: &[u8], capacity: usize) -> Vec<(u64, bool, String)> {
        let mut input = BufReader::with_capacity(capacity, text);
        let mut pieces = Pieces::new(&mut input);
        let mut found = Vec::new();
        while let Some(piece) = pieces.next(|_| None) {
            found.push((piece.line, piece.continues, piece.text));
        }
        assert!(pieces.stopped().is_none());
        found
    }

    #[test]
    fn lines_are_numbered_whatever_ends_them() {
        for capacity in [1, 2, 3, 1000] {
            let found = pieces(b"a\r\n\nb\xff\nlast", capacity);
            let expected = [(1, "a"), (2, ""), (3, "b\u{fffd}"), (4, "last")]
                .map(|(n, t)| (n, false, t.into()));
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_line_without_end_comes_in_pieces() {
        let mut text = vec![b'x'; LONGEST * 2 + 10];
        text.extend(b"\nnext");
        let found = pieces(&text, 8192);
        let lengths: Vec<_> =
            found.iter().map(|(line, on, text)| (*line, *on, text.len())).collect();
        let expected = [(1, false, LONGEST), (1, true, LONGEST), (1, true, 10), (2, false, 4)];
        assert_eq!(lengths, expected);
    }

    #[test]
    fn a_failing_stream_gives_what_was_read_and_the_error() {
        struct Fails;
        impl Read for Fails {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("broken"))
            }
        }
        let mut input = BufReader::new(b"one\ntw".chain(Fails));
        let mut pieces = Pieces::new(&mut input);
        assert_eq!(pieces.next(|_| None).unwrap().text, "one");
        assert_eq!(pieces.next(|_| None).unwrap().text, "tw");
        assert!(pieces.next(|_| None).is_none());
        assert_eq!(pieces.stopped().unwrap().to_string(), "broken");
    }
}
