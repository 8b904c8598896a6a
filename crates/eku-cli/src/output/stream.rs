//! One of the two streams that leave the program, and whether all of it arrived.
//!
//! A reader that has gone away (a closed pipe) is no error: nobody misses the rest. Any other error
//! is kept, and nothing is written after it: what arrived is a beginning without a gap.

use std::fs::File;
use std::io::{self, Write};

/// A stream that text is written to.
pub(super) struct Stream {
    target: Box<dyn Target>,
    state: State,
}

enum State {
    /// Nothing was written so far.
    Unused,
    /// Everything was written so far.
    Whole,
    /// Whoever read it has gone away.
    Closed,
    /// Something was not written.
    Failed(io::Error),
}

/// Where a stream leads.
pub(super) trait Target {
    /// Writes all of it, past every buffer of this program.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Waits until what was written is stored: some file systems tell only then that it is not.
    fn settle(&mut self) -> io::Result<()>;
}

impl Stream {
    pub(super) fn to(target: impl Target + 'static) -> Self {
        Self { target: Box::new(target), state: State::Unused }
    }

    pub(super) fn write(&mut self, text: &str) {
        if self.has_ended() {
            return;
        }
        let written = self.target.write(text.as_bytes());
        self.state = Self::after(written);
    }

    /// Whether nothing that is written arrives any more.
    pub(super) fn has_ended(&self) -> bool {
        matches!(self.state, State::Closed | State::Failed(_))
    }

    /// Ends the stream; the error where not all of it arrived.
    pub(super) fn end(&mut self) -> Option<&io::Error> {
        if matches!(self.state, State::Whole) {
            let settled = self.target.settle();
            self.state = Self::after(settled);
        }
        match &self.state {
            State::Failed(error) => Some(error),
            State::Unused | State::Whole | State::Closed => None,
        }
    }

    fn after(result: io::Result<()>) -> State {
        match result {
            Ok(()) => State::Whole,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => State::Closed,
            Err(error) => State::Failed(error),
        }
    }
}

/// Standard output or standard error. Where there are file descriptors it is written to as a file:
/// the library's own handles pass over a descriptor that cannot be written to.
pub(super) struct Standard<W> {
    handle: W,
    file: Option<File>,
}

#[cfg(unix)]
impl<W: Write + std::os::fd::AsFd> Standard<W> {
    pub(super) fn of(handle: W) -> Self {
        let file = handle.as_fd().try_clone_to_owned().ok().map(File::from);
        Self { handle, file }
    }
}

#[cfg(windows)]
impl<W: Write + std::os::windows::io::AsHandle> Standard<W> {
    pub(super) fn of(handle: W) -> Self {
        // A console takes text through the handle alone.
        let file = handle.as_handle().try_clone_to_owned().ok().map(File::from);
        let file = file.filter(|file| file.metadata().is_ok_and(|about| about.is_file()));
        Self { handle, file }
    }
}

impl<W: Write> Target for Standard<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.file {
            Some(file) => file.write_all(bytes),
            None => self.handle.write_all(bytes).and_then(|()| self.handle.flush()),
        }
    }

    fn settle(&mut self) -> io::Result<()> {
        let file = self.file.as_ref();
        let file = file.filter(|file| file.metadata().is_ok_and(|about| about.is_file()));
        match file.map_or(Ok(()), File::sync_data) {
            // A file system that stores at once has no such call.
            Err(error) if is_unknown(&error) => Ok(()),
            settled => settled,
        }
    }
}

fn is_unknown(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported)
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::{Stream, Target};

    /// Takes so many bytes; `full` is what it says of the next, `late` what it says at the end.
    struct Disk {
        room: usize,
        full: io::ErrorKind,
        late: Option<io::ErrorKind>,
    }

    impl Target for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
            self.room = self.room.checked_sub(bytes.len()).ok_or(self.full)?;
            Ok(())
        }

        fn settle(&mut self) -> io::Result<()> {
            self.late.map_or(Ok(()), |kind| Err(kind.into()))
        }
    }

    #[test]
    fn every_error_is_told_but_that_the_reader_went_away() {
        use io::ErrorKind::{BrokenPipe, QuotaExceeded, StorageFull};
        for (room, full, late, ended, told) in [
            (9, StorageFull, None, false, None),
            (5, StorageFull, None, true, Some(StorageFull)),
            (5, BrokenPipe, None, true, None),
            // A failure stays what it was, whatever the end says.
            (5, StorageFull, Some(QuotaExceeded), true, Some(StorageFull)),
            (5, BrokenPipe, Some(QuotaExceeded), true, None),
            (9, StorageFull, Some(QuotaExceeded), false, Some(QuotaExceeded)),
            (9, StorageFull, Some(BrokenPipe), false, None),
        ] {
            let mut stream = Stream::to(Disk { room, full, late });
            stream.write("four");
            stream.write("four");
            assert_eq!(stream.has_ended(), ended, "{room} {full}");
            assert_eq!(stream.end().map(io::Error::kind), told, "{room} {full} {late:?}");
        }
    }

    #[test]
    fn nothing_is_written_behind_a_gap() {
        let mut stream = Stream::to(Disk { room: 6, full: io::ErrorKind::StorageFull, late: None });
        for text in ["four", "four", "2!"] {
            stream.write(text);
        }
        assert!(stream.has_ended());
        assert!(stream.end().is_some());
    }

    #[test]
    fn a_stream_that_was_not_written_to_is_not_asked() {
        let late = Some(io::ErrorKind::StorageFull);
        let mut stream = Stream::to(Disk { room: 0, full: io::ErrorKind::StorageFull, late });
        assert!(stream.end().is_none());
    }
}
