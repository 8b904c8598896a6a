//! What lets the site be installed and open without a network: a manifest with icons in it, and a service
//! worker that keeps exactly the files of the site.
//!
//! Entry points: [`linked`] for the page's head, [`write()`] for the files beside it.

use std::path::Path;

use base64ct::{Base64, Encoding};
use eku_one_file::{Part, cut, policy};
use sha2::{Digest, Sha256};

use super::{LICENCES, SINGLE_FILE};
use crate::error::{Error, Outcome};
use crate::workspace::{self, Workspace};

/// The name of the service worker in `dist/`.
pub(super) const WORKER: &str = "service-worker.js";

/// The name of the manifest in `web/site` and in `dist/`.
const MANIFEST: &str = "manifest.json";

/// A page that names its manifest, by which it knows that it can be kept.
pub(super) fn linked(page: &str) -> Outcome<String> {
    let Part { before, found, after } = cut(page, "<link rel=\"icon\"", ">")
        .ok_or_else(|| Error::new("index.html has no `<link rel=\"icon\"`"))?;
    Ok([before, found, "\n    <link rel=\"manifest\" href=\"./manifest.json\">", after].concat())
}

/// Adds the manifest and the service worker to a site that is complete but for them.
pub(super) fn write(workspace: &Workspace, dist: &Path) -> Outcome {
    let source = workspace.path("web/site");
    let mut manifest = workspace::read_text(&source.join(MANIFEST))?;
    for path in workspace::list(&source)? {
        let name = workspace::file_name(&path);
        if let Some(media_type) = media_type(&name) {
            manifest = with_icon(&manifest, &name, media_type, &workspace::read_bytes(&path)?)?;
        }
    }
    workspace::write(&dist.join(MANIFEST), manifest)?;
    let mut files = Vec::new();
    for path in workspace::list(dist)? {
        let name = workspace::file_name(&path);
        if path.is_file() && ![SINGLE_FILE, LICENCES, WORKER].contains(&&*name) {
            files.push((name, workspace::read_bytes(&path)?));
        }
    }
    let program = workspace::read_text(&source.join(WORKER))?;
    workspace::write(&dist.join(WORKER), worker(&program, &files))
}

/// The media type of an icon.
fn media_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        _ => None,
    }
}

/// A manifest with an icon in the place of its name: the page's policy refuses pictures that are not in what
/// names them.
fn with_icon(manifest: &str, name: &str, media_type: &str, icon: &[u8]) -> Outcome<String> {
    let (before, after) = manifest
        .split_once(&format!("\"{name}\""))
        .ok_or_else(|| Error::new(format!("web/site/{MANIFEST} does not name {name}")))?;
    Ok(format!("{before}\"data:{media_type};base64,{}\"{after}", Base64::encode_string(icon)))
}

/// The service worker: the files that it keeps by what they hold, a version that follows from that and
/// from its program, and the program.
fn worker(program: &str, files: &[(String, Vec<u8>)]) -> String {
    let mut list = String::from("const FILES = {\n");
    for (name, content) in files {
        // The page is asked for by the site's address.
        let path = if name == "index.html" { "./" } else { name };
        list.extend(["  '", path, "': '", &policy::integrity(content), "',\n"]);
    }
    list.push_str("};\n");
    let program = program.lines().filter(|line| !line.trim_start().starts_with("//"));
    let program: String = program.flat_map(|line| [line, "\n"]).collect();
    let version = Sha256::new().chain_update(&list).chain_update(&program).finalize();
    let version: String = version.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{list}const VERSION = '{version}';\n{program}")
}

#[cfg(test)]
mod tests {
    use super::{linked, with_icon, worker};

    #[test]
    fn the_page_names_its_manifest_once() {
        let page = linked("<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\">").unwrap();
        let expected = "<link rel=\"icon\" href=\"data:,\">\n    \
                        <link rel=\"manifest\" href=\"./manifest.json\"><link rel=\"stylesheet\">";
        assert_eq!(page, expected);
        assert!(linked("<p>").is_err());
    }

    #[test]
    fn an_icon_stands_in_the_manifest() {
        let manifest = with_icon("{\"src\": \"a.png\"}", "a.png", "image/png", b"icon").unwrap();
        assert_eq!(manifest, "{\"src\": \"data:image/png;base64,aWNvbg==\"}");
        assert!(with_icon("{}", "a.png", "image/png", b"").is_err());
    }

    #[test]
    fn the_version_follows_from_every_file_and_from_the_program() {
        let files = |content: &str| vec![("index.html".to_owned(), content.as_bytes().to_vec())];
        let version = |program: &str, content: &str| {
            let worker = worker(program, &files(content));
            let (_, rest) = worker.split_once("const VERSION = '").unwrap();
            rest.split_once('\'').unwrap().0.to_owned()
        };
        let first = version("// what\nact();", "a");
        assert_eq!(first, version("// other words\nact();", "a"));
        assert_eq!(first.len(), 16);
        assert_ne!(first, version("act();", "b"));
        assert_ne!(first, version("other();", "a"));
    }

    #[test]
    fn the_page_is_kept_under_the_address_of_the_site_with_the_hash_of_its_content() {
        let files = [("index.html".to_owned(), vec![]), ("a.css".to_owned(), b"p {}".to_vec())];
        let worker = worker("act();\n", &files);
        assert!(worker.contains("  './': 'sha384-OLBgp1GsljhM2TJ+"), "{worker}");
        assert!(worker.contains("  'a.css': 'sha384-"), "{worker}");
        assert!(worker.ends_with("';\nact();\n"), "{worker}");
    }
}
