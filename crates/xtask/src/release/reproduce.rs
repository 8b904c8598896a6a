//! Proves that the release follows from its sources alone: it is made twice, in two folders with
//! nothing in common, and compared byte by byte.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::archive::Time;
use super::folder;
use crate::error::{Error, Outcome};
use crate::process::{self, heading};
use crate::workspace::{self, Workspace};

/// Two folders below `target`, whose names differ in length and depth.
const PLACES: [&str; 2] = ["target/reproduce/one", "target/reproduce/quite/another/place"];

/// Makes the release twice; any difference is an error. What is the same is kept as the release.
pub(crate) fn verify(workspace: &Workspace) -> Outcome {
    let time = Time::of_commit(workspace)?;
    // Both at once: whoever goes on working meanwhile changes neither.
    let sources = sources(workspace)?;
    for place in PLACES {
        copy_sources(workspace, &sources, &workspace.path(place))?;
    }
    let mut made = Vec::new();
    for place in PLACES {
        heading(&format!("the release in {place}"));
        let copy = Workspace { root: workspace.path(place) };
        let mut cargo = copy.cargo();
        cargo
            .args(["run", "--quiet", "--package", "xtask", "--", "release"])
            .env("SOURCE_DATE_EPOCH", time.0.to_string())
            .env_remove("CARGO_TARGET_DIR");
        process::run(cargo)?;
        let kept = workspace.path("target/reproduce/made").join(made.len().to_string());
        workspace::remove_folder(&kept)?;
        workspace::copy_folder(&folder(&copy), &kept)?;
        made.push(kept);
        // What was built takes gigabytes.
        workspace::remove_folder(&copy.root)?;
    }
    heading("both releases, byte by byte");
    let [one, other] = made.as_slice() else {
        return Err(Error::new("a release is compared with one other"));
    };
    let count = compare(one, other)?;
    let kept = folder(workspace);
    workspace::remove_folder(&kept)?;
    workspace::copy_folder(one, &kept)?;
    workspace::remove_folder(&workspace.path("target/reproduce"))?;
    println!("{count} files are the same in both, and are kept in {}", kept.display());
    Ok(())
}

/// Every file of the repository, changed ones too, by its path in it.
fn sources(workspace: &Workspace) -> Outcome<Vec<PathBuf>> {
    let mut git = Command::new("git");
    git.current_dir(&workspace.root).args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let told = process::output(git)
        .ok_or_else(|| Error::new("git does not list the files of the repository"))?;
    let names = told.split('\0').filter(|name| !name.is_empty());
    // What was removed and is not committed yet is still listed.
    Ok(names.map(PathBuf::from).filter(|name| workspace.root.join(name).is_file()).collect())
}

fn copy_sources(workspace: &Workspace, sources: &[PathBuf], to: &Path) -> Outcome {
    workspace::remove_folder(to)?;
    for source in sources {
        let from = workspace.root.join(source);
        let target = to.join(source);
        workspace::write(&target, workspace::read_bytes(&from)?)?;
    }
    Ok(())
}

/// How many files two folders have, all the same; what differs is the error.
fn compare(one: &Path, other: &Path) -> Outcome<usize> {
    let files = workspace::list(one)?;
    let names = |paths: &[PathBuf]| -> Vec<String> {
        paths.iter().map(|path| workspace::file_name(path)).collect()
    };
    let (all, others) = (names(&files), names(&workspace::list(other)?));
    if all != others || all.is_empty() {
        return Err(Error::new(format!("there are {all:?} and {others:?}")));
    }
    let mut differ = Vec::new();
    for path in &files {
        let name = workspace::file_name(path);
        let (mine, theirs) =
            (workspace::read_bytes(path)?, workspace::read_bytes(&other.join(&name))?);
        let length = mine.len();
        match mine.iter().zip(&theirs).position(|(mine, theirs)| mine != theirs) {
            None if length == theirs.len() => println!("same: {name}, {length} bytes"),
            None => differ.push(format!("{name}: {length} and {} bytes", theirs.len())),
            Some(place) => differ.push(format!("{name}: from byte {place} on")),
        }
    }
    if differ.is_empty() {
        return Ok(files.len());
    }
    Err(Error::new(format!("the two releases differ: {}", differ.join("; "))))
}

#[cfg(test)]
mod tests {
    use super::compare;
    use crate::workspace::{remove_folder, write};

    #[test]
    fn a_byte_a_length_or_a_file_that_differs_is_found() {
        let root = std::env::temp_dir().join(format!("xtask-reproduce-{}", std::process::id()));
        let (one, other) = (root.join("one"), root.join("other"));
        write(&one.join("a"), "abc").unwrap();
        for (content, word) in [("abc", ""), ("abd", "byte 2"), ("abcd", "3 and 4")] {
            write(&other.join("a"), content).unwrap();
            let message = compare(&one, &other).err().map(|error| error.to_string());
            assert_eq!(message.is_none(), word.is_empty(), "{message:?}");
            assert!(message.unwrap_or_default().contains(word));
        }
        write(&other.join("a"), "abc").unwrap();
        write(&other.join("b"), "").unwrap();
        assert!(compare(&one, &other).is_err());
        remove_folder(&root).unwrap();
    }
}
