//! A file in pieces that end where PEM blocks end.
//!
//! What was read is wiped: it may hold a private key.

use std::io::{self, Read};

use eku_engine::bundle::LARGEST_PKCS7;
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
    /// How much of it was searched for the end of a block.
    searched: usize,
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
    /// Whether it had to end where no block ends.
    pub(super) is_cut: bool,
}

impl<R: Read> Pieces<R> {
    pub(super) fn of(reader: R) -> Self {
        Self {
            reader,
            buffer: Zeroizing::new(vec![0; FIRST_BUFFER]),
            filled: 0,
            given: 0,
            searched: 0,
            lines: 0,
            begun: false,
            ended: false,
        }
    }

    /// Whether there is more than one piece; asked before the first is taken.
    pub(super) fn are_many(&mut self) -> bool {
        while !self.ended && self.filled < PIECE {
            // An error comes once more when the piece is taken.
            if self.fill().is_err() {
                return false;
            }
        }
        !self.ended
    }

    /// The next piece; `None` at the end. A file has at least one, which is empty where it is.
    pub(super) fn next(&mut self) -> io::Result<Option<Piece<'_>>> {
        self.forget();
        let (length, is_cut) = loop {
            if self.ended {
                break (self.filled, false);
            }
            if self.filled >= PIECE {
                if let Some(end) = self.end_of_blocks() {
                    break (end, false);
                }
                if self.filled >= LARGEST_BLOCK {
                    // A block may begin in the last bytes.
                    break (self.filled.saturating_sub(MARKER), true);
                }
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
        self.lines += memchr::memchr_iter(b'\n', bytes).count();
        Ok(Some(Piece { bytes, lines_before, is_cut }))
    }

    /// Takes the last piece out of the buffer.
    fn forget(&mut self) {
        self.buffer.copy_within(self.given..self.filled, 0);
        let left = self.filled - self.given;
        if let Some(rest) = self.buffer.get_mut(left..self.filled) {
            rest.zeroize();
        }
        (self.filled, self.given, self.searched) = (left, 0, 0);
    }

    /// Where the last line ends that ends a block.
    fn end_of_blocks(&mut self) -> Option<usize> {
        let window = self.buffer.get(self.searched..self.filled)?;
        let Some(end) = window.windows(END.len()).rposition(|place| place == END) else {
            self.searched = self.searched.max(self.filled.saturating_sub(END.len()));
            return None;
        };
        let line = window.get(end..)?.iter().position(|byte| *byte == b'\n');
        let end = self.searched + end;
        self.searched = end;
        line.map(|line| end + line + 1)
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

/// What ends a block.
const END: &[u8] = b"-----END ";

/// What most files fit in.
const FIRST_BUFFER: usize = 16 << 10;

/// A piece has at least so many bytes, but for the last.
const PIECE: usize = 256 << 10;

/// What no block ends in so many bytes is cut: as much as PKCS#7 and what is no PEM may come to.
pub(super) const LARGEST_BLOCK: usize = LARGEST_PKCS7;

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
    fn a_line_that_ends_a_block_is_found_wherever_it_comes_apart() {
        let block = "-----BEGIN A-----\nBBBB\n-----END A-----\n";
        for before in PIECE - block.len()..=PIECE + 1 {
            let mut text = vec![b'.'; before];
            text.extend_from_slice(block.as_bytes());
            text.extend_from_slice(&[b'.'; 3 * PIECE]);
            assert_eq!(pieces(&text)[0].0.len(), before + block.len(), "{before}");
        }
    }

    #[test]
    fn a_file_without_blocks_or_with_one_that_never_ends_is_read_in_bounded_memory() {
        for start in ["", "-----BEGIN A-----\n"] {
            let mut pieces = Pieces::of(start.as_bytes().chain(std::io::repeat(0).take(SIZE)));
            let (mut bytes, mut most) = (0, 0);
            while let Some(piece) = pieces.next().unwrap() {
                bytes += piece.bytes.len();
                most = most.max(piece.bytes.len());
                assert_eq!(piece.is_cut, bytes < start.len() + SIZE as usize, "{bytes}");
            }
            assert_eq!(bytes, start.len() + SIZE as usize);
            assert!(most <= LARGEST_BLOCK, "{most}");
        }
    }

    /// More than one piece has.
    const SIZE: u64 = LARGEST_BLOCK as u64 + (1 << 20);
}
