//! Files and folders to files, in one order.
//!
//! What is given comes in the order given; what is in a folder comes by name, byte by byte, each
//! folder with all that is in it where its name stands. Links to folders are followed; each folder
//! is entered once, so that links that lead round end.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use eku_engine::report::Problem;

use crate::input::{self, shown};

/// Something that the walk came to.
#[derive(Debug)]
pub(super) enum WalkEntry {
    /// A file; `given` where it was named by itself, not found in a folder.
    File { path: PathBuf, given: bool },
    /// Something in a folder that is no file: a pipe, a socket, a device.
    NoFile(PathBuf),
    /// Something that cannot be entered or looked at.
    Unreadable(Problem),
}

/// The walk, an iterator.
#[derive(Debug)]
pub(super) struct Walk {
    /// What was given and is still to come, the last first.
    given: Vec<PathBuf>,
    /// The folders that the walk is in, the innermost last.
    folders: Vec<Folder>,
    /// Every folder that was entered.
    entered: HashSet<PathBuf>,
}

/// A folder, and what in it is still to come, the last first.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    names: Vec<OsString>,
}

impl Walk {
    pub(super) fn of(paths: &[PathBuf]) -> Self {
        let given = paths.iter().rev().cloned().collect();
        Self { given, folders: Vec::new(), entered: HashSet::new() }
    }

    /// Enters a folder, unless it was entered before.
    fn enter(&mut self, path: PathBuf) -> Option<WalkEntry> {
        let unreadable =
            |error| Some(WalkEntry::Unreadable(input::unreadable(&shown(&path), &error)));
        match path.canonicalize() {
            Ok(real) => {
                if !self.entered.insert(real) {
                    return None;
                }
            }
            Err(error) => return unreadable(error),
        }
        let mut names = Vec::new();
        let listed = fs::read_dir(&path).and_then(|entries| {
            for entry in entries {
                names.push(entry?.file_name());
            }
            Ok(())
        });
        names.sort_unstable_by(|one, other| other.cmp(one));
        names.shrink_to_fit();
        let problem = listed.err().and_then(unreadable);
        self.folders.push(Folder { path, names });
        problem
    }

    /// What a path is; `None` where it is a folder that is entered, or was before.
    fn look_at(&mut self, path: PathBuf, given: bool) -> Option<WalkEntry> {
        if given && path == Path::new("-") {
            return Some(WalkEntry::File { path, given });
        }
        match fs::metadata(&path) {
            Ok(about) if about.is_dir() => self.enter(path),
            Ok(about) if about.is_file() || given => Some(WalkEntry::File { path, given }),
            Ok(_) => Some(WalkEntry::NoFile(path)),
            Err(error) => Some(WalkEntry::Unreadable(input::unreadable(&shown(&path), &error))),
        }
    }
}

impl Iterator for Walk {
    type Item = WalkEntry;

    fn next(&mut self) -> Option<WalkEntry> {
        loop {
            let found = match self.folders.last_mut() {
                Some(folder) => match folder.names.pop() {
                    Some(name) => {
                        let path = folder.path.join(name);
                        self.look_at(path, false)
                    }
                    None => {
                        self.folders.pop();
                        None
                    }
                },
                None => {
                    let path = self.given.pop()?;
                    self.look_at(path, true)
                }
            };
            if found.is_some() {
                return found;
            }
        }
    }
}
