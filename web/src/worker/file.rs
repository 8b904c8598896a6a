//! A browser's file as blocking `Read` and `Seek`, for a worker.

use std::io::{self, Read, Seek, SeekFrom};

use js_sys::Uint8Array;
use web_sys::{Blob, FileReaderSync};
use zeroize::Zeroize;

/// A file that is read slice by slice.
pub(super) struct Slices {
    reader: FileReaderSync,
    blob: Blob,
    length: u64,
    position: u64,
    buffer: Vec<u8>,
    /// Where in the file `buffer` begins.
    start: u64,
}

impl Slices {
    /// The file; `None` outside a worker.
    pub(super) fn new(blob: Blob) -> Option<Self> {
        let reader = FileReaderSync::new().ok()?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let length = blob.size() as u64;
        Some(Self { reader, blob, length, position: 0, buffer: Vec::new(), start: 0 })
    }

    /// How many bytes it has.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    #[allow(clippy::cast_precision_loss)]
    fn fill(&mut self) -> io::Result<()> {
        let end = self.length.min(self.position.saturating_add(SLICE));
        let slice = self.blob.slice_with_f64_and_f64(self.position as f64, end as f64);
        let read = slice.and_then(|slice| self.reader.read_as_array_buffer(&slice));
        let buffer = read.map_err(|_| io::Error::other("the browser could not read the file"))?;
        let array = Uint8Array::new(&buffer);
        let length = usize::try_from(array.length()).map_err(io::Error::other)?;
        self.buffer.resize(length, 0);
        array.copy_to(&mut self.buffer);
        self.start = self.position;
        Ok(())
    }
}

impl Read for Slices {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.length || into.is_empty() {
            return Ok(0);
        }
        let within = |reader: &Self| {
            let offset = usize::try_from(reader.position.checked_sub(reader.start)?).ok()?;
            Some(offset).filter(|offset| *offset < reader.buffer.len())
        };
        let offset = match within(self) {
            Some(offset) => offset,
            None => {
                self.fill()?;
                within(self).ok_or(io::ErrorKind::UnexpectedEof)?
            }
        };
        let held = self.buffer.get(offset..).unwrap_or_default();
        let count = held.len().min(into.len());
        if let (Some(into), Some(held)) = (into.get_mut(..count), held.get(..count)) {
            into.copy_from_slice(held);
        }
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Slices {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = target.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

impl Drop for Slices {
    fn drop(&mut self) {
        self.buffer.zeroize();
    }
}

/// How much is asked of the browser at once: each time the worker waits for another process.
const SLICE: u64 = 4 * 1024 * 1024;
