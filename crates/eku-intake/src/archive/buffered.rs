//! Readers that walks are made of.

use std::io::{self, BufRead, Read, Seek, SeekFrom};

use zeroize::Zeroizing;

/// A reader with a buffer that is wiped when it goes. Once reading failed, it goes on failing, so
/// that a failure in the middle is seen by whoever reads next.
pub(super) struct Buffered<R> {
    inner: R,
    buffer: Zeroizing<Vec<u8>>,
    start: usize,
    end: usize,
    failed: Option<io::ErrorKind>,
}

impl<R: Read> Buffered<R> {
    pub(super) fn new(inner: R) -> Self {
        let buffer = Zeroizing::new(vec![0; BUFFER]);
        Self { inner, buffer, start: 0, end: 0, failed: None }
    }
}

impl<R: Read> BufRead for Buffered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.start >= self.end {
            if let Some(kind) = self.failed {
                return Err(kind.into());
            }
            match self.inner.read(&mut self.buffer) {
                Ok(count) => {
                    (self.start, self.end) = (0, count);
                    break;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failed = Some(error.kind());
                    return Err(error);
                }
            }
        }
        Ok(self.buffer.get(self.start..self.end).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.start = self.start.saturating_add(count).min(self.end);
    }
}

impl<R: Read> Read for Buffered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        read_buffered(self, buffer)
    }
}

impl<R: Read + Seek> Seek for Buffered<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Current(by) => {
                let held = i64::try_from(self.end - self.start).unwrap_or(0);
                SeekFrom::Current(by.saturating_sub(held))
            }
            other => other,
        };
        (self.start, self.end) = (0, 0);
        self.failed = None;
        self.inner.seek(to)
    }
}

/// So many bytes of a stream; that the stream ends before them is a failure.
pub(super) struct Portion<'s> {
    stream: &'s mut dyn BufRead,
    left: u64,
}

impl<'s> Portion<'s> {
    pub(super) fn new(stream: &'s mut dyn BufRead, length: u64) -> Self {
        Self { stream, left: length }
    }
}

impl BufRead for Portion<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Ok(&[]);
        }
        let held = self.stream.fill_buf()?;
        if held.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(held.len());
        Ok(held.get(..most).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count as u64);
        self.stream.consume(count);
    }
}

impl Read for Portion<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        read_buffered(self, buffer)
    }
}

/// What a visitor reads; remembers how it failed.
pub(super) struct Watched<'s> {
    stream: &'s mut dyn BufRead,
    failure: Option<(io::ErrorKind, String)>,
}

impl<'s> Watched<'s> {
    pub(super) fn new(stream: &'s mut dyn BufRead) -> Self {
        Self { stream, failure: None }
    }

    pub(super) fn failure(&self) -> Option<io::Error> {
        self.failure.as_ref().map(|(kind, text)| io::Error::new(*kind, text.clone()))
    }
}

impl BufRead for Watched<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.stream.fill_buf() {
            Ok(held) => Ok(held),
            Err(error) => {
                if error.kind() != io::ErrorKind::Interrupted {
                    self.failure.get_or_insert_with(|| (error.kind(), error.to_string()));
                }
                Err(error)
            }
        }
    }

    fn consume(&mut self, count: usize) {
        self.stream.consume(count);
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        read_buffered(self, buffer)
    }
}

/// Fills `buffer` as far as the stream goes; answers how far. A failure shows when the stream is
/// read on.
pub(super) fn read_up_to(stream: &mut dyn BufRead, buffer: &mut [u8]) -> usize {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match stream.read(rest) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    filled
}

/// Reads to the end without keeping anything.
pub(super) fn drain(stream: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let length = match stream.fill_buf() {
            Ok(held) => held.len(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if length == 0 {
            return Ok(());
        }
        stream.consume(length);
    }
}

pub(super) fn read_buffered<R: BufRead + ?Sized>(
    reader: &mut R,
    buffer: &mut [u8],
) -> io::Result<usize> {
    let held = reader.fill_buf()?;
    let count = held.len().min(buffer.len());
    if let (Some(to), Some(from)) = (buffer.get_mut(..count), held.get(..count)) {
        to.copy_from_slice(from);
    }
    reader.consume(count);
    Ok(count)
}

const BUFFER: usize = 64 * 1024;
