//! The tools that setup leaves behind, where they are, and how a command is run with them.
//!
//! Every tool lies in a folder of its own that carries its version, below one folder outside
//! `target/`. A folder counts once its stamp file is there, so an interrupted installation is
//! simply done again.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, Outcome};
use crate::workspace::{self, Workspace};

/// The bundler's version.
pub(crate) const TRUNK_VERSION: &str = "0.21.14";

/// The version of the program that makes the JavaScript package.
pub(crate) const WASM_PACK_VERSION: &str = "0.15.1";

/// The version of npm's `binaryen`, which brings `wasm-opt`. The lock file beside the package
/// file in `crates/xtask/node` pins its content.
pub(crate) const BINARYEN_VERSION: &str = "132";

/// The version of npm's `lighthouse`; the lock file in `crates/xtask/lighthouse` pins its content.
pub(crate) const LIGHTHOUSE_VERSION: &str = "13.5.0";

/// The target that the page is built for.
pub(crate) const BROWSER_TARGET: &str = "wasm32-unknown-unknown";

/// The file whose presence says that a tool's folder is complete.
const STAMP: &str = ".complete";

/// Where the tools are.
pub(crate) struct Toolbox {
    /// The folder that holds all of them.
    pub(crate) directory: PathBuf,
    /// The version of wasm-bindgen in `Cargo.lock`.
    pub(crate) bindgen_version: String,
    /// Folders that a command with these tools finds before those of `PATH`.
    pub(crate) search_path: Vec<PathBuf>,
    /// The browser and its driver, once setup has looked for them.
    pub(crate) browser: Option<Browser>,
}

/// A browser for tests.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    /// Chromium or Chrome.
    pub(crate) chromium: PathBuf,
    /// Its WebDriver server.
    pub(crate) driver: PathBuf,
}

impl Toolbox {
    /// The toolbox before anything was looked for.
    pub(crate) fn new(workspace: &Workspace) -> Outcome<Self> {
        let lock_file = workspace::read_text(&workspace.path("Cargo.lock"))?;
        Ok(Self {
            directory: tools_directory()?,
            bindgen_version: crate::lock_file::version_of(&lock_file, "wasm-bindgen")?,
            search_path: Vec::new(),
            browser: None,
        })
    }

    /// The folder of one version of one tool.
    pub(crate) fn folder(&self, name: &str, version: &str) -> PathBuf {
        self.directory.join(format!("{name}-{version}"))
    }

    /// The log of one step of setup.
    pub(crate) fn log(&self, step: &str) -> PathBuf {
        self.directory.join("logs").join(format!("{step}.log"))
    }

    /// A command that finds the tools, and builds for the browser into a target folder of its own.
    pub(crate) fn command(&self, workspace: &Workspace, program: &str) -> Outcome<Command> {
        let mut folders = self.search_path.clone();
        if let Some(path) = std::env::var_os("PATH") {
            folders.extend(std::env::split_paths(&path));
        }
        let path: OsString = std::env::join_paths(&folders)
            .map_err(|cause| Error::new(format!("cannot build a search path: {cause}")))?;
        // The program is looked for here: a child's PATH does not decide where it is found.
        let found = folders.iter().map(|folder| folder.join(program)).find(|path| path.is_file());
        let mut command = Command::new(found.unwrap_or_else(|| program.into()));
        command
            .current_dir(&workspace.root)
            .env("PATH", path)
            .env("CARGO_TARGET_DIR", workspace.browser_target())
            .env("CARGO_ENCODED_RUSTFLAGS", encoded(&self.browser_flags(workspace)))
            .env_remove("LD_LIBRARY_PATH")
            // Trunk takes this variable for its option of that name and refuses the value 1.
            .env_remove("NO_COLOR");
        Ok(command)
    }

    /// What the browser's modules are compiled with: what every browser since Safari 16.4 (March
    /// 2023) knows is made use of.
    fn browser_flags(&self, workspace: &Workspace) -> Vec<String> {
        let mut flags = self.flags_without_folders(workspace);
        flags.push("-Ctarget-feature=+simd128".to_owned());
        // SHA-2 in its small form.
        flags.extend(
            ["--cfg=sha2_backend=\"soft\"", "--cfg=sha2_backend_soft=\"compact\""]
                .map(str::to_owned),
        );
        flags
    }

    /// The browser, for what does not work without.
    pub(crate) fn browser_found(&self) -> Outcome<&Browser> {
        self.browser.as_ref().ok_or_else(|| {
            Error::new(
                "no Chromium with a chromedriver was found: install both, or name them in CHROMIUM \
                 and CHROMEDRIVER",
            )
        })
    }

    /// Flags that keep the folders of this machine out of a program for it, in cargo's encoding.
    pub(crate) fn compiler_flags(&self, workspace: &Workspace) -> String {
        encoded(&self.flags_without_folders(workspace))
    }

    /// Flags that keep the folders of this machine out of the product.
    fn flags_without_folders(&self, workspace: &Workspace) -> Vec<String> {
        let renamed =
            |folder: &Path, name: &str| format!("--remap-path-prefix={}={name}", folder.display());
        let mut flags = vec![renamed(&workspace.root, ".")];
        let sources = cargo_home().map(|home| home.join("registry/src"));
        for registry in sources.and_then(|folder| workspace::list(&folder).ok()).unwrap_or_default()
        {
            flags.push(renamed(&registry, "crates"));
        }
        // Where the source of the standard library is installed, the compiler names its folder.
        let mut compiler = Command::new("rustc");
        compiler.args(["--print", "sysroot"]).current_dir(&workspace.root);
        if let Some(sysroot) = crate::process::output(compiler) {
            flags.push(renamed(&Path::new(&sysroot).join("lib/rustlib/src/rust"), "rust"));
        }
        flags
    }
}

/// Flags in cargo's encoding.
fn encoded(flags: &[String]) -> String {
    flags.join("\u{1f}")
}

/// The home of cargo, where the sources of dependencies are.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    let chosen = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    chosen.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))
}

/// Says that a tool's folder is complete.
pub(crate) fn stamp(folder: &Path, content: &str) -> Outcome {
    workspace::write(&folder.join(STAMP), content)
}

/// Whether a tool's folder is complete and was made for `content`.
pub(crate) fn is_stamped(folder: &Path, content: &str) -> bool {
    std::fs::read_to_string(folder.join(STAMP)).is_ok_and(|found| found == content)
}

/// A program on `PATH`.
pub(crate) fn find_on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// The folder for all tools: `EKU_TOOLS`, or one in the user's cache.
fn tools_directory() -> Outcome<PathBuf> {
    let variable =
        |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(chosen) = variable("EKU_TOOLS") {
        return std::path::absolute(&chosen).map_err(|cause| Error::file("find", &chosen, &cause));
    }
    let cache = variable("XDG_CACHE_HOME").or_else(|| Some(variable("HOME")?.join(".cache")));
    match cache {
        Some(cache) => Ok(cache.join("expressway-eku")),
        None => Err(Error::new(
            "cannot tell where to keep tools: neither EKU_TOOLS nor HOME is set; set EKU_TOOLS",
        )),
    }
}
