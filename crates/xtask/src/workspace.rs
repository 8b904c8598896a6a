//! Where things are, and the file operations that every command needs, each with a clear error.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, Outcome};

/// The repository.
pub(crate) struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub(crate) root: PathBuf,
}

impl Workspace {
    /// The workspace this program was built from, or the one around the current folder.
    pub(crate) fn find() -> Outcome<Self> {
        let built_from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        if let Ok(root) = built_from.canonicalize()
            && root.join("Trunk.toml").is_file()
        {
            return Ok(Self { root });
        }
        let here = std::env::current_dir()
            .map_err(|cause| Error::new(format!("cannot read the current folder: {cause}")))?;
        here.ancestors()
            .find(|folder| folder.join("Trunk.toml").is_file())
            .map(|root| Self { root: root.to_path_buf() })
            .ok_or_else(|| {
                Error::new(format!(
                    "{} is not in the repository: run this from a clone of the project",
                    here.display()
                ))
            })
    }

    /// A path of the repository.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The finished products.
    pub(crate) fn dist(&self) -> PathBuf {
        self.path("dist")
    }

    /// Build products for the browser, apart from the native ones, so that neither invalidates
    /// the other.
    pub(crate) fn browser_target(&self) -> PathBuf {
        self.path("target/browser")
    }

    /// Cargo of the ordinary toolchain, at the root.
    pub(crate) fn cargo(&self) -> Command {
        let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }
}

/// The text of a file.
pub(crate) fn read_text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|cause| Error::file("read", path, &cause))
}

/// The bytes of a file.
pub(crate) fn read_bytes(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|cause| Error::file("read", path, &cause))
}

/// Writes a file, and the folders above it.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Outcome {
    if let Some(folder) = path.parent() {
        create_folder(folder)?;
    }
    fs::write(path, content).map_err(|cause| Error::file("write", path, &cause))
}

/// Creates a folder and those above it.
pub(crate) fn create_folder(path: &Path) -> Outcome {
    fs::create_dir_all(path).map_err(|cause| Error::file("create", path, &cause))
}

/// Removes a folder with all that is in it; one that is not there is fine.
pub(crate) fn remove_folder(path: &Path) -> Outcome {
    match fs::remove_dir_all(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::file("remove", path, &cause))
        }
        _ => Ok(()),
    }
}

/// What lies in a folder, sorted.
pub(crate) fn list(path: &Path) -> Outcome<Vec<PathBuf>> {
    let failed = |cause: std::io::Error| Error::file("list", path, &cause);
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        entries.push(entry.map_err(failed)?.path());
    }
    entries.sort();
    Ok(entries)
}

/// Copies a folder with all that is in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Outcome {
    create_folder(to)?;
    for entry in list(from)? {
        let Some(name) = entry.file_name() else {
            continue;
        };
        let target = to.join(name);
        if entry.is_dir() {
            copy_folder(&entry, &target)?;
        } else {
            fs::copy(&entry, &target).map_err(|cause| Error::file("copy", &entry, &cause))?;
        }
    }
    Ok(())
}

/// The file name of a path, as text.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
