//! Files to certificates.
//!
//! Every buffer that a file was read into is wiped after use: it may hold a private key.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use eku_deployment::Source;
use eku_engine::report::Problem;
use eku_engine::secret;
use zeroize::Zeroizing;

/// Reads the certificates of a file, or of standard input for `-`.
///
/// # Errors
///
/// The problem, in words, where the file cannot be read at all.
pub(crate) fn read(path: &Path) -> Result<Source, Problem> {
    let name = shown(path);
    let bytes = bytes(path).map_err(|error| unreadable(&name, &error))?;
    Ok(Source::of(name, &bytes))
}

/// A path as it is shown. A private key that was given in the place of a file's name is not.
pub(crate) fn shown(path: &Path) -> String {
    secret::shown(&path.to_string_lossy()).into_owned()
}

/// The problem of a file that could not be read.
pub(crate) fn unreadable(name: &str, error: &io::Error) -> Problem {
    let what = match error.kind() {
        io::ErrorKind::NotFound => "not found".into(),
        io::ErrorKind::PermissionDenied => "cannot be read: permission denied".into(),
        io::ErrorKind::IsADirectory => "is a folder".into(),
        io::ErrorKind::FileTooLarge => format!("is larger than {} MiB", LARGEST_FILE >> 20),
        _ => format!("cannot be read: {error}"),
    };
    Problem {
        file: name.into(),
        what,
        place: String::new(),
        remedy: "check the name, and that the file can be read".into(),
        count: 1,
    }
}

/// The first bytes of a file, 512 or all of a shorter one.
pub(crate) fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)?.take(512).read_to_end(&mut head)?;
    Ok(head)
}

/// The bytes of a file, or of standard input for `-`, up to the limit.
pub(crate) fn bytes(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::new());
    if path == Path::new("-") {
        fill(io::stdin().lock(), 0, &mut bytes)?;
    } else {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        fill(file, length, &mut bytes)?;
    }
    Ok(bytes)
}

/// Reads to the end, up to the limit. The buffer is replaced by hand where it has to grow, so that
/// no copy of what it held is left behind.
fn fill(mut reader: impl Read, length: u64, bytes: &mut Zeroizing<Vec<u8>>) -> io::Result<()> {
    let expected = usize::try_from(length.min(LARGEST_FILE)).unwrap_or(0);
    let mut filled = 0;
    *bytes = Zeroizing::new(vec![0; expected + 1]);
    loop {
        if filled == bytes.len() {
            if filled as u64 > LARGEST_FILE {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            let mut larger = Zeroizing::new(vec![0; filled * 2 + 4096]);
            larger[..filled].copy_from_slice(bytes);
            *bytes = larger;
        }
        match reader.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(filled);
    Ok(())
}

/// Larger files are refused: no bundle of certificates comes near it.
const LARGEST_FILE: u64 = 512 << 20;
