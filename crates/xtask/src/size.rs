//! How much the page weighs: what a browser loads, raw and after brotli, against a budget.

use std::path::Path;
use std::process::Command;

use crate::error::{Error, Outcome};
use crate::process;
use crate::site;
use crate::toolbox::Toolbox;
use crate::workspace::{Workspace, file_name};

/// What script, style sheet and WebAssembly may weigh together after brotli. The aim is 300,000;
/// verifying signatures takes about 70,000, reading archives, dumps, logs and captures 130,000.
const BUDGET: u64 = 570_000;

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
