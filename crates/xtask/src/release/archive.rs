//! `.tar.gz` whose bytes follow from what is in it: entries by name, one owner, one time.

use std::fmt;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use flate2::{Compression, GzBuilder};
use tar::{Builder, EntryType, Header};

use crate::error::{Error, Outcome};
use crate::process;
use crate::workspace::{self, Workspace};

/// A time in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time(pub(super) u64);

impl Time {
    /// When the commit was made; `SOURCE_DATE_EPOCH` says it where it is set, as outside a
    /// repository.
    pub(super) fn of_commit(workspace: &Workspace) -> Outcome<Self> {
        let said = std::env::var("SOURCE_DATE_EPOCH").ok();
        let told = said.or_else(|| {
            let mut git = Command::new("git");
            git.current_dir(&workspace.root).args(["log", "-1", "--format=%ct"]);
            process::output(git)
        });
        told.and_then(|text| text.trim().parse().ok()).map(Self).ok_or_else(|| {
            Error::new(
                "neither git nor SOURCE_DATE_EPOCH says when this commit was made: set \
                 SOURCE_DATE_EPOCH to seconds since 1970",
            )
        })
    }
}

/// As RFC 3339, in UTC.
impl fmt::Display for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, seconds) = (self.0 / 86_400, self.0 % 86_400);
        // Days since 0000-03-01, in eras of 400 years: the leap day is the last of its year.
        let days = days + 719_468;
        let (era, day) = (days / 146_097, days % 146_097);
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let (day, month) = (day - (153 * month + 2) / 5 + 1, (month + 2) % 12 + 1);
        let year = era * 400 + year + u64::from(month <= 2);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(formatter, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

/// An archive that is being filled.
pub(super) struct Archive {
    root: String,
    time: Time,
    /// Path, mode and content.
    entries: Vec<(String, u32, Vec<u8>)>,
}

impl Archive {
    /// An archive with everything in the folder `root`.
    pub(super) fn new(root: &str, time: Time) -> Self {
        Self { root: root.to_owned(), time, entries: Vec::new() }
    }

    /// Adds a text.
    pub(super) fn text(&mut self, name: &str, content: &[u8]) -> Outcome {
        self.add(name, 0o644, content.to_vec())
    }

    /// Adds a file that can be run.
    pub(super) fn program(&mut self, name: &str, path: &Path) -> Outcome {
        self.add(name, 0o755, workspace::read_bytes(path)?)
    }

    /// Adds what is in a folder, below `name`; of its own files those that are `wanted`.
    pub(super) fn folder(
        &mut self,
        name: &str,
        path: &Path,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Outcome {
        for entry in workspace::list(path)? {
            let file = workspace::file_name(&entry);
            let inside = if name.is_empty() { file.clone() } else { format!("{name}/{file}") };
            if entry.is_dir() {
                self.folder(&inside, &entry, &|_| true)?;
            } else if wanted(&file) {
                self.add(&inside, 0o644, workspace::read_bytes(&entry)?)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, name: &str, mode: u32, content: Vec<u8>) -> Outcome {
        let path = format!("{}/{name}", self.root);
        if self.entries.iter().any(|(other, _, _)| *other == path) {
            return Err(Error::new(format!("{path} would be in the archive twice")));
        }
        self.entries.push((path, mode, content));
        Ok(())
    }

    /// The bytes.
    pub(super) fn packed(mut self) -> Outcome<Vec<u8>> {
        self.entries.sort();
        self.write().map_err(|cause| Error::new(format!("cannot pack {}: {cause}", self.root)))
    }

    fn write(&self) -> std::io::Result<Vec<u8>> {
        // Neither a name nor a time nor a system in its head.
        let packer = GzBuilder::new().write(Vec::new(), Compression::best());
        let mut archive = Builder::new(packer);
        for (path, mode, content) in &self.entries {
            let mut header = Header::new_gnu();
            header.set_entry_type(EntryType::Regular);
            header.set_mode(*mode);
            header.set_uid(0);
            header.set_gid(0);
            header.set_mtime(self.time.0);
            header.set_size(content.len() as u64);
            archive.append_data(&mut header, path, content.as_slice())?;
        }
        let mut packer = archive.into_inner()?;
        packer.flush()?;
        packer.finish()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::{Archive, Time};

    #[test]
    fn times_are_shown_as_people_write_them() {
        for (seconds, shown) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_795_392_000, "2026-11-23T00:00:00Z"),
            (1_798_761_599, "2026-12-31T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(Time(seconds).to_string(), shown, "{seconds}");
        }
    }

    #[test]
    fn the_order_in_which_files_were_added_does_not_show() {
        let packed = |names: [&str; 2]| {
            let mut archive = Archive::new("root", Time(1_795_392_000));
            for name in names {
                archive.text(name, name.as_bytes()).unwrap();
            }
            archive.packed().unwrap()
        };
        let bytes = packed(["b", "a/c"]);
        assert_eq!(bytes, packed(["a/c", "b"]));
        let mut names = Vec::new();
        let mut archive = tar::Archive::new(GzDecoder::new(bytes.as_slice()));
        for entry in archive.entries().unwrap() {
            let mut entry = entry.unwrap();
            let mut content = String::new();
            entry.read_to_string(&mut content).unwrap();
            let header = entry.header();
            assert_eq!((header.mtime().unwrap(), header.uid().unwrap()), (1_795_392_000, 0));
            names.push((entry.path().unwrap().display().to_string(), content));
        }
        let expected = [("root/a/c", "a/c"), ("root/b", "b")];
        assert_eq!(names, expected.map(|(path, text)| (path.to_owned(), text.to_owned())));
    }

    #[test]
    fn one_name_twice_is_refused() {
        let mut archive = Archive::new("root", Time(0));
        archive.text("a", b"").unwrap();
        assert!(archive.text("a", b"").is_err());
    }
}
