//! How much the page weighs: what a browser loads, raw and after brotli, against a budget, and
//! what each part of the program adds.

mod parts;

use std::path::Path;
use std::process::Command;

use crate::error::{Error, Outcome};
use crate::process;
use crate::site;
use crate::toolbox::Toolbox;
use crate::workspace::{self, Workspace, file_name};

/// What script, style sheet and WebAssembly may weigh together after brotli. The aim is 640 KB; what is
/// above it is still to go. `cargo xtask size` shows what takes the rest.
const BUDGET: u64 = 864 << 10;

/// Compresses with brotli at its best quality, as a careful server does, and tells the length.
const BROTLI: &str = "const { brotliCompressSync, constants } = require('node:zlib');
const bytes = require('node:fs').readFileSync(process.argv[1]);
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
console.log(brotliCompressSync(bytes, { params }).length);";

/// Prints the sizes.
pub(crate) fn print(workspace: &Workspace, toolbox: &Toolbox) -> Outcome {
    measure(workspace, toolbox).map(|_| ())
}

/// Prints the sizes; more than the budget is an error.
pub(crate) fn check(workspace: &Workspace, toolbox: &Toolbox) -> Outcome {
    let total = measure(workspace, toolbox)?;
    if total > BUDGET {
        return Err(Error::new(format!(
            "the page weighs {total} bytes after brotli, over its budget of {BUDGET}: see what \
             grew with `cargo xtask size`"
        )));
    }
    Ok(())
}

/// Prints a table, and returns the sum after brotli.
pub(crate) fn measure(workspace: &Workspace, toolbox: &Toolbox) -> Outcome<u64> {
    let dist = workspace.dist();
    let files = site::find_files(&dist)?;
    let mut total = (0, 0);
    println!("{:>10} {:>10}", "raw", "brotli");
    for path in [&files.module, &files.script, &files.style] {
        let (raw, packed) = (length(path)?, brotli_length(workspace, toolbox, path)?);
        println!("{raw:>10} {packed:>10}  {}", file_name(path));
        total = (total.0 + raw, total.1 + packed);
    }
    println!("{:>10} {:>10}  together; the budget after brotli is {BUDGET}", total.0, total.1);
    let single_file = dist.join(site::SINGLE_FILE);
    println!("{:>10} {:>10}  {}", length(&single_file)?, "", file_name(&single_file));
    Ok(total.1)
}

/// Prints what each part of the program weighs, compressed alone.
pub(crate) fn print_parts(workspace: &Workspace, toolbox: &Toolbox) -> Outcome {
    let built = workspace.browser_target();
    let before = built.join("wasm-bindgen/release/eku-web_bg.wasm");
    if !before.is_file() {
        println!("\nparts: not known before `cargo xtask build`");
        return Ok(());
    }
    let folder = built.join("parts");
    workspace::create_folder(&folder)?;
    let named = folder.join("named.wasm");
    let mut optimizer = toolbox.command(workspace, "wasm-opt")?;
    optimizer
        .args(["-Oz", "-g"])
        .args(optimizer_flags(&workspace::read_text(&workspace.path("index.html"))?)?)
        .arg(&before)
        .arg("-o")
        .arg(&named);
    process::run(optimizer)?;
    println!("\nthe module by part, each compressed alone:");
    for (name, bytes) in parts::of_module(&workspace::read_bytes(&named)?)? {
        let path = folder.join("part");
        workspace::write(&path, &bytes)?;
        println!("{:>10} {:>10}  {name}", bytes.len(), brotli_length(workspace, toolbox, &path)?);
    }
    Ok(())
}

/// The flags with which the bundler optimizes, from the page's shell.
fn optimizer_flags(shell: &str) -> Outcome<Vec<&str>> {
    eku_one_file::cut(shell, "data-wasm-opt-params=\"", "\"")
        .and_then(|part| part.found.split('"').nth(1))
        .map(|flags| flags.split(' ').collect())
        .ok_or_else(|| Error::new("index.html should have data-wasm-opt-params=\"...\""))
}

/// The length of a file in bytes.
fn length(path: &Path) -> Outcome<u64> {
    let data = std::fs::metadata(path).map_err(|cause| Error::file("read", path, &cause))?;
    Ok(data.len())
}

/// The length of a file after brotli.
fn brotli_length(workspace: &Workspace, toolbox: &Toolbox, path: &Path) -> Outcome<u64> {
    let mut node: Command = toolbox.command(workspace, "node")?;
    node.args(["--eval", BROTLI]).arg(path);
    process::output(node).and_then(|told| told.parse().ok()).ok_or_else(|| {
        Error::new(format!("node cannot compress {}: is node on PATH?", path.display()))
    })
}
