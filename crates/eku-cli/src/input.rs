//! What is given: opened once, known by its first bytes, read within limits.
//!
//! Entry points: [`Input::open`], and [`read`] for the certificates of a file. A pipe can be opened
//! and read only once, so what a file is follows from the [`Input`], and it is read from there.
//! Devices and sockets are not read: they may never end. Every buffer that a file was read into is
//! wiped after use: it may hold a private key.

use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek};
use std::path::Path;

use eku_engine::report::Problem;
use eku_engine::secret;
use eku_intake::collection::CertificateFile;
use eku_intake::{archive, name};
use zeroize::Zeroizing;

use crate::output::Output;

/// Reads the certificates of a file, or of standard input for `-`.
///
/// # Errors
///
/// The problem, in words, where the file cannot be read at all.
pub(crate) fn read(path: &Path, output: &Output) -> Result<CertificateFile, Problem> {
    let input = Input::open(path, output)?;
    let name = input.name.clone();
    Ok(CertificateFile::read(name, &input.bytes(LARGEST_FILE)?))
}

/// A file that was opened, a pipe, or standard input.
pub(crate) struct Input {
    /// As it is shown.
    pub(crate) name: String,
    head: Zeroizing<Vec<u8>>,
    content: Content,
}

/// The bytes of an input.
pub(crate) enum Content {
    /// A file, from its beginning.
    File(File),
    /// A pipe or standard input.
    Stream(Box<dyn Read>),
}

impl Input {
    /// Opens a file, or standard input for `-`. That a pipe is waited for is said before.
    ///
    /// # Errors
    ///
    /// The problem, in words.
    pub(crate) fn open(path: &Path, output: &Output) -> Result<Self, Problem> {
        if is_waited_for(path) {
            output.problem(&waiting(path));
        }
        Self::open_quietly(path).map_err(|error| unreadable(&shown(path), &error))
    }

    /// The same, and nothing is said.
    pub(crate) fn open_quietly(path: &Path) -> io::Result<Self> {
        let mut content = match path == Path::new("-") {
            true => Content::Stream(Box::new(io::stdin())),
            false => Content::of(path)?,
        };
        let mut head = Zeroizing::new(Vec::with_capacity(HEAD));
        match &mut content {
            Content::File(file) => {
                (&*file).take(HEAD as u64).read_to_end(&mut head)?;
                file.rewind()?;
            }
            Content::Stream(stream) => {
                stream.take(HEAD as u64).read_to_end(&mut head)?;
            }
        }
        Ok(Self { name: shown(path), head, content })
    }

    /// The same, with all of its bytes as the first.
    ///
    /// # Errors
    ///
    /// Those of [`Input::bytes`].
    pub(crate) fn in_memory(self, most: u64) -> Result<Self, Problem> {
        let name = self.name.clone();
        let head = self.bytes(most)?;
        Ok(Self { name, head, content: Content::Stream(Box::new(io::empty())) })
    }

    /// The first bytes, 512 or all of a shorter file.
    pub(crate) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Whether it is an archive or a compressed file.
    pub(crate) fn is_archive(&self) -> bool {
        archive::is_archive(&self.head)
    }

    /// All of it, from the beginning.
    pub(crate) fn content(self) -> Content {
        match self.content {
            Content::File(file) => Content::File(file),
            Content::Stream(rest) => Content::Stream(Box::new(Cursor::new(self.head).chain(rest))),
        }
    }

    /// All of its bytes, where they are no more than `most`.
    ///
    /// # Errors
    ///
    /// The problem, in words.
    pub(crate) fn bytes(self, most: u64) -> Result<Zeroizing<Vec<u8>>, Problem> {
        let name = self.name.clone();
        let read = match self.content() {
            Content::File(file) => file.metadata().and_then(|about| fill(file, about.len(), most)),
            Content::Stream(stream) => fill(stream, 0, most),
        };
        read.map_err(|error| match error.kind() {
            io::ErrorKind::FileTooLarge => too_large(&name, most),
            _ => unreadable(&name, &error),
        })
    }
}

impl Content {
    fn of(path: &Path) -> io::Result<Self> {
        let about = fs::metadata(path)?;
        if about.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if about.is_file() {
            return Ok(Self::File(File::open(path)?));
        }
        match is_pipe(&about) {
            true => Ok(Self::Stream(Box::new(File::open(path)?))),
            false => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    /// As a stream.
    pub(crate) fn stream(self) -> Box<dyn Read> {
        match self {
            Self::File(file) => Box::new(file),
            Self::Stream(stream) => stream,
        }
    }
}

#[cfg(unix)]
fn is_pipe(about: &fs::Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&about.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_: &fs::Metadata) -> bool {
    false
}

/// Whether opening a file may wait for another program. A pipe that the shell made for a command,
/// which has no place in a folder, is open already.
pub(crate) fn is_waited_for(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| is_pipe(&about)) && path.canonicalize().is_ok()
}

/// A path as it is shown. A private key that was given in the place of a file's name is not.
pub(crate) fn shown(path: &Path) -> String {
    secret::shown(&name::as_text(path.as_os_str().as_encoded_bytes())).into_owned()
}

/// What is said before a pipe is opened.
pub(crate) fn waiting(path: &Path) -> Problem {
    Problem {
        file: shown(path),
        what: "is a pipe: waiting for another program to write to it".into(),
        place: String::new(),
        remedy: "start that program, or press Ctrl+C to stop".into(),
        count: 1,
    }
}

/// The problem of a file that could not be read.
pub(crate) fn unreadable(name: &str, error: &io::Error) -> Problem {
    let what = match error.kind() {
        io::ErrorKind::NotFound => "not found".into(),
        io::ErrorKind::PermissionDenied => "cannot be read: permission denied".into(),
        io::ErrorKind::IsADirectory => "is a folder".into(),
        io::ErrorKind::Unsupported => "is a device or a socket, which is not read".into(),
        _ => format!("cannot be read: {error}"),
    };
    problem(name, what)
}

fn too_large(name: &str, most: u64) -> Problem {
    problem(name, format!("is larger than {} MiB", most >> 20))
}

fn problem(name: &str, what: String) -> Problem {
    Problem {
        file: name.into(),
        what,
        place: String::new(),
        remedy: "check the name, and that the file can be read".into(),
        count: 1,
    }
}

/// Reads to the end, up to `most` bytes. The buffer is replaced by hand where it has to grow, so
/// that no copy of what it held is left behind.
fn fill(mut reader: impl Read, length: u64, most: u64) -> io::Result<Zeroizing<Vec<u8>>> {
    if length > most {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let expected = usize::try_from(length).unwrap_or(0);
    let mut filled = 0;
    let mut bytes = Zeroizing::new(vec![0; expected + 1]);
    loop {
        if filled == bytes.len() {
            if filled as u64 > most {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            let largest = usize::try_from(most).map_or(usize::MAX, |most| most.saturating_add(1));
            let mut larger = Zeroizing::new(vec![0; (filled * 2 + 4096).min(largest)]);
            larger[..filled].copy_from_slice(&bytes);
            bytes = larger;
        }
        match reader.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}

/// Bytes by which it is known what a file is.
const HEAD: usize = 512;

/// A larger file of certificates is refused: no bundle comes near it.
pub(crate) const LARGEST_FILE: u64 = 512 << 20;
