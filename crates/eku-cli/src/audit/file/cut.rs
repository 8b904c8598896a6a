//! A file in pieces that end where PEM blocks end.
//!
//! What was read is wiped: it may hold a private key.

use std::io::{self, Read};

use zeroize::{Zeroize, Zeroizing};

/// The pieces of a file.
pub(super) struct Pieces<R> {
    reader: R,
    /// What was read and not given.
    buffer: Zeroizing<Vec<u8>>,
    /// How much of it is filled.
    filled: usize,
    /// How much of it the last piece was.
    given: usize,
    lines: usize,
    /// Whether a piece was given.
    begun: bool,
    ended: bool,
}

/// One piece.
pub(super) struct Piece<'b> {
    pub(super) bytes: &'b [u8],
    /// So many lines of the file stand before it.
    pub(super) lines_before: usize,
}

impl<R: Read> Pieces<R> {
    pub(super) fn of(reader: R) -> Self {
        Self {
            reader,
            buffer: Zeroizing::new(vec![0; FIRST_BUFFER]),
            filled: 0,
            given: 0,
            lines: 0,
            begun: false,
            ended: false,
        }
    }

    /// The next piece; `None` at the end. A file has at least one, which is empty where it is.
    pub(super) fn next(&mut self) -> io::Result<Option<Piece<'_>>> {
        self.forget();
        let length = loop {
            let window = self.buffer.get(..self.filled).unwrap_or_default();
            if self.ended {
                break self.filled;
            }
            if self.filled >= PIECE
                && let Some(cut) = cut(window, self.filled >= LARGEST_BLOCK)
            {
                break cut;
            }
            self.fill()?;
        };
        if length == 0 && self.begun {
            return Ok(None);
        }
        self.begun = true;
        self.given = length;
        let bytes = self.buffer.get(..length).unwrap_or_default();
        let lines_before = self.lines;
        self.lines += bytes.iter().filter(|byte| **byte == b'\n').count();
        Ok(Some(Piece { bytes, lines_before }))
    }

    /// Takes the last piece out of the buffer.
    fn forget(&mut self) {
        self.buffer.copy_within(self.given..self.filled, 0);
        let left = self.filled - self.given;
        if let Some(rest) = self.buffer.get_mut(left..self.filled) {
            rest.zeroize();
        }
        (self.filled, self.given) = (left, 0);
    }

    /// Reads more. A buffer that is too small is replaced by hand, so that no copy is left behind.
    fn fill(&mut self) -> io::Result<()> {
        if self.filled == self.buffer.len() {
            let mut larger = Zeroizing::new(vec![0; self.buffer.len() * 4]);
            if let Some(start) = larger.get_mut(..self.filled) {
                start.copy_from_slice(&self.buffer);
            }
            self.buffer = larger;
        }
        let free = self.buffer.get_mut(self.filled..).unwrap_or_default();
        match self.reader.read(free) {
            Ok(0) => self.ended = true,
            Ok(count) => self.filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// Where a window can be cut: after the last line that ends a block. With `must` anywhere, but not
/// in the last bytes, in which a block may begin.
fn cut(window: &[u8], must: bool) -> Option<usize> {
    let end = window.windows(END.len()).rposition(|place| place == END);
    let line = end.and_then(|end| {
        let rest = window.get(end..)?.iter().position(|byte| *byte == b'\n')?;
        Some(end + rest + 1)
    });
    line.or_else(|| must.then(|| window.len().saturating_sub(MARKER)))
}

/// What ends a block.
const END: &[u8] = b"-----END ";

/// What most files fit in.
const FIRST_BUFFER: usize = 16 << 10;

/// A piece has at least so many bytes, but for the last.
const PIECE: usize = 256 << 10;

/// What no block ends in so many bytes is cut: more than the largest certificate takes in PEM.
const LARGEST_BLOCK: usize = 4 << 20;

/// More than a marker has.
const MARKER: usize = 16;

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::{LARGEST_BLOCK, PIECE, Pieces};

    fn pieces(text: &[u8]) -> Vec<(Vec<u8>, usize)> {
        let mut pieces = Pieces::of(text);
        let mut all = Vec::new();
        while let Some(piece) = pieces.next().unwrap() {
            all.push((piece.bytes.to_vec(), piece.lines_before));
        }
        all
    }

    #[test]
    fn a_small_file_is_one_piece_and_an_empty_one_is_one_too() {
        for text in [&b""[..], b"x", b"-----BEGIN A-----\nAAAA\n-----END A-----\n"] {
            assert_eq!(pieces(text), [(text.to_vec(), 0)]);
        }
    }

    #[test]
    fn pieces_of_a_bundle_end_where_blocks_end_and_are_the_file_together() {
        let block = format!("-----BEGIN A-----\n{}\n-----END A-----\n", "B".repeat(999));
        let text = block.repeat(2000);
        let pieces = pieces(text.as_bytes());
        assert!(pieces.len() > 3, "{}", pieces.len());
        let mut lines = 0;
        for (bytes, before) in &pieces {
            assert!(bytes.ends_with(b"-----END A-----\n"));
            assert!(bytes.len() < 4 * PIECE + 2000, "{}", bytes.len());
            assert_eq!(*before, lines);
            lines += bytes.iter().filter(|byte| **byte == b'\n').count();
        }
        assert_eq!(
            pieces.into_iter().flat_map(|(bytes, _)| bytes).collect::<Vec<_>>(),
            text.as_bytes()
        );
    }

    #[test]
    fn a_file_without_blocks_or_with_one_that_never_ends_is_read_in_bounded_memory() {
        for start in ["", "-----BEGIN A-----\n"] {
            let mut pieces = Pieces::of(start.as_bytes().chain(std::io::repeat(0).take(9 << 20)));
            let (mut bytes, mut most) = (0, 0);
            while let Some(piece) = pieces.next().unwrap() {
                bytes += piece.bytes.len();
                most = most.max(piece.bytes.len());
            }
            assert_eq!(bytes, start.len() + (9 << 20));
            assert!(most <= 4 * LARGEST_BLOCK, "{most}");
        }
    }
}
