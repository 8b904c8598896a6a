//! The real binary `eku`, built once and run with arguments.
//!
//! Another package's binary has no `CARGO_BIN_EXE_…` here, so Cargo is asked to build it and to say
//! where it is. Nothing is rebuilt where it is up to date.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// What a run of `eku` gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub output: String,
    /// Standard error.
    pub messages: String,
}

/// A run of `eku` that is being prepared.
#[derive(Clone, Debug)]
pub struct Eku {
    arguments: Vec<OsString>,
    folder: PathBuf,
    input: Vec<u8>,
    environment: Vec<(String, String)>,
    output_to: Option<PathBuf>,
    messages_to: Option<PathBuf>,
}

impl Eku {
    /// `eku` with these arguments, in the folder of the scenarios and fixtures (`tests/`).
    pub fn new<Argument: AsRef<OsStr>>(arguments: impl IntoIterator<Item = Argument>) -> Eku {
        Eku {
            arguments: arguments.into_iter().map(|argument| argument.as_ref().to_owned()).collect(),
            folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
            input: Vec::new(),
            environment: Vec::new(),
            output_to: None,
            messages_to: None,
        }
    }

    /// In another folder.
    #[must_use]
    pub fn in_folder(self, folder: &Path) -> Eku {
        Eku { folder: folder.to_owned(), ..self }
    }

    /// With something on standard input.
    #[must_use]
    pub fn input(self, input: impl Into<Vec<u8>>) -> Eku {
        Eku { input: input.into(), ..self }
    }

    /// With a variable in the environment.
    #[must_use]
    pub fn environment(mut self, name: &str, value: &str) -> Eku {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// With standard output redirected to a file; what ran has no output then.
    #[must_use]
    pub fn output_to(self, file: &Path) -> Eku {
        Eku { output_to: Some(file.to_owned()), ..self }
    }

    /// With standard error redirected to a file; what ran has no messages then.
    #[must_use]
    pub fn messages_to(self, file: &Path) -> Eku {
        Eku { messages_to: Some(file.to_owned()), ..self }
    }

    /// Runs it to its end.
    ///
    /// # Panics
    ///
    /// Where it cannot be started, is ended by a signal, or writes what is not UTF-8.
    pub fn run(&self) -> Ran {
        let mut child = self.start();
        let mut standard_input = child.stdin.take().expect("piped");
        let input = self.input.clone();
        // On a thread: a program that writes before it has read everything would wait for ever.
        let writer = std::thread::spawn(move || {
            let _ = standard_input.write_all(&input);
        });
        let output = child.wait_with_output().expect("eku ran");
        writer.join().expect("the writer does not panic");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("eku writes UTF-8");
        Ran {
            code: output.status.code().expect("eku ended by itself"),
            output: text(output.stdout),
            messages: text(output.stderr),
        }
    }

    /// Starts it, waits for its first message, and then does something before it takes the rest.
    ///
    /// # Panics
    ///
    /// As [`Eku::run`] does.
    pub fn run_after_a_message(&self, then: impl FnOnce(&str)) -> Ran {
        let mut child = self.start();
        drop(child.stdin.take());
        let mut messages = BufReader::new(child.stderr.take().expect("piped"));
        let mut first = String::new();
        messages.read_line(&mut first).expect("eku writes UTF-8");
        then(&first);
        let mut output = String::new();
        let mut standard_output = child.stdout.take().expect("piped");
        standard_output.read_to_string(&mut output).expect("eku writes UTF-8");
        messages.read_to_string(&mut first).expect("eku writes UTF-8");
        let code = child.wait().expect("eku ran").code().expect("eku ended by itself");
        Ran { code, output, messages: first }
    }

    /// Runs it, takes one line of its output and goes away; waits for its end.
    ///
    /// # Panics
    ///
    /// Where it cannot be started, or is ended by a signal.
    pub fn run_until_a_line(&self) -> Left {
        let mut child = self.start();
        let mut standard_input = child.stdin.take().expect("piped");
        let input = self.input.clone();
        let writer = std::thread::spawn(move || standard_input.write_all(&input).is_ok());
        drop(child.stderr.take());
        let output = child.stdout.take().expect("piped");
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).expect("eku writes UTF-8");
        let status = child.wait().expect("eku ran");
        let all_input = writer.join().expect("the writer does not panic");
        Left { code: status.code().expect("eku ended by itself"), all_input }
    }

    fn start(&self) -> Child {
        Command::new(binary())
            .args(&self.arguments)
            .current_dir(&self.folder)
            .env_remove("NO_COLOR")
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(redirected(self.output_to.as_deref()))
            .stderr(redirected(self.messages_to.as_deref()))
            .spawn()
            .expect("eku can be started")
    }
}

/// A pipe, or the file that a stream is redirected to.
fn redirected(file: Option<&Path>) -> Stdio {
    file.map_or_else(Stdio::piped, |file| {
        let options = File::options().write(true).create(true).truncate(true).open(file);
        options.expect("it can be written to").into()
    })
}

/// How a run of `eku` ended whose output nobody took to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// The exit code.
    pub code: i32,
    /// Whether it read all of its input.
    pub all_input: bool,
}

impl Ran {
    /// The messages, one a line.
    pub fn message_lines(&self) -> Vec<&str> {
        self.messages.lines().collect()
    }
}

/// Where the binary is, built if it has to be. Cargo builds it together with an integration test, beside
/// whose folder it then stands.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let this = std::env::current_exe().expect("a program has a path");
        match this.parent() {
            Some(folder) if folder.ends_with("deps") => {
                let name = format!("eku-under-test{}", std::env::consts::EXE_SUFFIX);
                folder.with_file_name(name)
            }
            _ => build(),
        }
    })
}

fn build() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace");
    let mut command = Command::new(cargo);
    command
        .args(["build", "--quiet", "--package", "eku-tests", "--bin", "eku-under-test"])
        .args(["--message-format", "json-render-diagnostics"])
        .current_dir(workspace)
        .stderr(Stdio::inherit());
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    let output = command.output().expect("cargo can be started");
    assert!(output.status.success(), "eku cannot be built");
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|message| message["executable"].as_str().map(PathBuf::from))
        .find(|path| path.file_stem() == Some(OsStr::new("eku-under-test")))
        .expect("cargo says where the binary is")
}
