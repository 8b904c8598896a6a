//! Builds both products: trunk makes the site, and what it makes is tightened and copied to
//! `dist/`, with what lets the site be installed ([`installed`]). The same sources give the same bytes.

mod installed;

use std::path::{Path, PathBuf};
use std::time::Instant;

use eku_one_file::{Part, Parts, cut, policy, script_of};

use crate::dependencies::{Product, licences};
use crate::error::{Error, Outcome};
use crate::process::{self, show_duration};
use crate::toolbox::Toolbox;
use crate::workspace::{self, Workspace};

/// The name of the single file in `dist/`.
pub(crate) const SINGLE_FILE: &str = "expressway-eku.html";

/// The name of the file in `dist/` with the licences of what the page carries of others.
pub(crate) const LICENCES: &str = "third-party-licences.txt";

/// The files of a site that the page loads.
pub(crate) struct SiteFiles {
    /// The page's script, which is the only one beside the service worker.
    pub(crate) script: PathBuf,
    /// The one style sheet.
    pub(crate) style: PathBuf,
    /// The one WebAssembly module.
    pub(crate) module: PathBuf,
}

/// Builds `dist/` and the single file in it.
pub(crate) fn build(workspace: &Workspace, toolbox: &Toolbox) -> Outcome {
    let started = Instant::now();
    let built = workspace.browser_target().join("site");
    let mut trunk = toolbox.command(workspace, "trunk")?;
    trunk.args(["build", "--release", "--dist"]).arg(&built);
    process::run(trunk)?;

    let files = find_files(&built)?;
    let shell = workspace::read_text(&built.join("index.html"))?;
    let program = eku_one_file::program(&workspace::read_text(&files.script)?);
    let program = program.map_err(Error::new)?;
    let script = eku_one_file::module(&program);
    let page = without_preload(&without_comments(&shell));
    let page = with_integrity(&page, &policy::integrity(script.as_bytes())).map_err(Error::new)?;
    let policy = policy::of_site(script_of(&page).map_err(Error::new)?.found);
    let page = policy::replace(&page, &policy).map_err(Error::new)?;
    let single_file = eku_one_file::make(&Parts {
        page: &page,
        style: &workspace::read_text(&files.style)?,
        program: &program,
        module: &workspace::read_bytes(&files.module)?,
    })
    .map_err(Error::new)?;

    let dist = workspace.dist();
    workspace::remove_folder(&dist)?;
    workspace::copy_folder(&built, &dist)?;
    workspace::write(&dist.join("index.html"), installed::linked(&page)?)?;
    workspace::write(&dist.join(workspace::file_name(&files.script)), script)?;
    workspace::write(&dist.join(SINGLE_FILE), single_file)?;
    let licences = licences::text(workspace, &[Product::Page])?;
    workspace::write(&dist.join(LICENCES), licences)?;
    installed::write(workspace, &dist)?;
    println!("build: dist/ and dist/{SINGLE_FILE} in {}", show_duration(started.elapsed()));
    Ok(())
}

/// The files in a site's folder; an error unless there is exactly one of each kind.
pub(crate) fn find_files(site: &Path) -> Outcome<SiteFiles> {
    if !site.join("index.html").is_file() {
        return Err(Error::new(format!(
            "{} holds no page: run `cargo xtask build` first",
            site.display()
        )));
    }
    let entries = workspace::list(site)?;
    let only = |extension: &str| {
        let mut found = entries
            .iter()
            .filter(|path| path.extension().is_some_and(|ending| ending == extension))
            .filter(|path| workspace::file_name(path) != installed::WORKER);
        match (found.next(), found.next()) {
            (Some(path), None) => Ok(path.clone()),
            _ => Err(Error::new(format!(
                "{} should hold exactly one .{extension} file: look at index.html",
                site.display()
            ))),
        }
    };
    Ok(SiteFiles { script: only("js")?, style: only("css")?, module: only("wasm")? })
}

/// A page without its comments, which are for those who work on it.
fn without_comments(page: &str) -> String {
    let mut page = page.to_owned();
    while let Some(Part { before, after, .. }) = cut(&page, "<!--", "-->") {
        page = format!("{}{after}", before.trim_end());
    }
    page
}

/// A page that does not ask for the WebAssembly module before it is drawn: what is read while the module
/// comes has to be there first, and the page's script asks for the module after that.
fn without_preload(page: &str) -> String {
    cut(page, "<link rel=\"preload\"", ">")
        .map_or_else(|| page.to_owned(), |Part { before, after, .. }| [before, after].concat())
}

/// A page that expects another content of its one script.
fn with_integrity(page: &str, integrity: &str) -> Result<String, &'static str> {
    const BROKEN: &str = "trunk wrote no `modulepreload` with an `integrity`: look at Trunk.toml";
    let Part { before, found, after } =
        cut(page, "<link rel=\"modulepreload\"", ">").ok_or(BROKEN)?;
    let inside = cut(found, "integrity=\"", "\"").ok_or(BROKEN)?;
    Ok([before, inside.before, "integrity=\"", integrity, "\"", inside.after, after].concat())
}

#[cfg(test)]
mod tests {
    use super::{with_integrity, without_comments, without_preload};

    #[test]
    fn the_page_expects_the_script_that_is_there() {
        let page = "<link rel=\"modulepreload\" href=\"a.js\" integrity=\"sha384-a\"><p>";
        let expected = "<link rel=\"modulepreload\" href=\"a.js\" integrity=\"sha384-b\"><p>";
        assert_eq!(with_integrity(page, "sha384-b").as_deref(), Ok(expected));
        assert!(with_integrity("<p>", "sha384-b").is_err());
    }

    #[test]
    fn the_module_is_not_asked_for_before_the_page_is_drawn() {
        let page = "<link rel=\"modulepreload\" integrity=\"sha384-a\">\
                    <link rel=\"preload\" integrity=\"sha384-b\" as=\"fetch\"><p>";
        let expected = "<link rel=\"modulepreload\" integrity=\"sha384-a\"><p>";
        assert_eq!(without_preload(page), expected);
        assert_eq!(without_preload("<p>"), "<p>");
    }

    #[test]
    fn comments_go_and_the_rest_stays() {
        assert_eq!(
            without_comments("<p>a</p>\n  <!-- b\n -->\n  <p>c</p>"),
            "<p>a</p>\n  <p>c</p>"
        );
    }
}
