//! Runs other programs: in the open, silently for their output, or into a log file with a limit
//! on their time.

use std::fs::File;
use std::io::IsTerminal;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Outcome};
use crate::workspace;

/// How often a running program is looked at.
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// How often a long step says that it is still alive.
const HEARTBEAT: Duration = Duration::from_secs(60);

/// How many lines of a failed program's log are shown.
const LOG_LINES_SHOWN: usize = 8;

/// Variables that cargo and rustup set for the program they run. A program of another toolchain
/// must not see them.
const INHERITED: [&str; 6] =
    ["CARGO", "LD_LIBRARY_PATH", "RUSTUP_TOOLCHAIN", "RUSTC", "RUSTDOC", "RUST_RECURSION_COUNT"];

/// Runs a program with its output in the open; anything but success is an error.
pub(crate) fn run(mut command: Command) -> Outcome {
    let shown = show(&command);
    let status = command.status().map_err(|cause| not_started(&shown, &cause))?;
    succeeded(&shown, status)
}

/// What a program prints on its standard output, if it runs and succeeds.
pub(crate) fn output(mut command: Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    if !output.status.success() {
        return None;
    }
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program with all its output in the file `log`, for `limit` at most. Where it fails, the
/// last lines of the log are printed, and the error names the log.
pub(crate) fn run_logged(mut command: Command, log: &Path, limit: Duration) -> Outcome {
    let shown = show(&command);
    if let Some(folder) = log.parent() {
        workspace::create_folder(folder)?;
    }
    let file = File::create(log).map_err(|cause| Error::file("write", log, &cause))?;
    let copy = file.try_clone().map_err(|cause| Error::file("write", log, &cause))?;
    command.stdin(Stdio::null()).stdout(file).stderr(copy);

    let started = Instant::now();
    let mut next_heartbeat = HEARTBEAT;
    let mut child = command.spawn().map_err(|cause| not_started(&shown, &cause))?;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => {
                return succeeded(&shown, status).map_err(|error| with_log(&error, log));
            }
            Ok(None) if started.elapsed() > limit => {
                // A program that cannot be ended has ended by itself: there is nothing to report.
                let _ = child.kill();
                let _ = child.wait();
                let error = Error::new(format!(
                    "`{shown}` was ended: it took longer than {}",
                    show_duration(limit)
                ));
                return Err(with_log(&error, log));
            }
            Ok(None) => {}
            Err(cause) => return Err(Error::new(format!("cannot wait for `{shown}`: {cause}"))),
        }
        if started.elapsed() > next_heartbeat {
            let step = log.file_stem().unwrap_or_default().to_string_lossy();
            let (elapsed, last) = (show_duration(started.elapsed()), last_lines(log, 1));
            println!("setup:   {step}: {elapsed} so far: {}", last.trim());
            next_heartbeat += HEARTBEAT;
        }
        thread::sleep(POLL_INTERVAL);
    }
}

/// Takes away what cargo and rustup told this program about its own toolchain.
pub(crate) fn forget_toolchain(command: &mut Command) {
    for variable in INHERITED {
        command.env_remove(variable);
    }
    for (variable, _) in std::env::vars_os() {
        let name = variable.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&variable);
        }
    }
}

/// A heading in the open, bold where that is shown.
pub(crate) fn heading(text: &str) {
    if std::io::stdout().is_terminal() {
        println!("\n\u{1b}[1m== {text}\u{1b}[0m");
    } else {
        println!("\n== {text}");
    }
}

/// A duration as a person says it: `0.4 s`, `12 s`, `3 min 20 s`.
pub(crate) fn show_duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 10 {
        format!("{:.1} s", duration.as_secs_f64())
    } else if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

/// A command as one would type it.
fn show(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

/// The error of a program that could not even start.
fn not_started(shown: &str, cause: &std::io::Error) -> Error {
    Error::new(format!("cannot start `{shown}`: {cause}"))
}

/// Turns an exit status into an outcome.
fn succeeded(shown: &str, status: ExitStatus) -> Outcome {
    if status.success() {
        return Ok(());
    }
    Err(Error::new(format!("`{shown}` failed ({status})")))
}

/// Prints the end of the log, and adds its name to the error.
fn with_log(error: &Error, log: &Path) -> Error {
    for line in last_lines(log, LOG_LINES_SHOWN).lines() {
        println!("setup:   | {line}");
    }
    Error::new(format!("{error}, see {}", log.display()))
}

/// The last lines of a log that are not blank.
fn last_lines(log: &Path, count: usize) -> String {
    let text = workspace::read_bytes(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::time::Duration;

    use super::{run_logged, show_duration};

    #[test]
    fn durations_read_like_speech() {
        for (milliseconds, expected) in
            [(40, "0.0 s"), (9_400, "9.4 s"), (12_900, "12 s"), (200_000, "3 min 20 s")]
        {
            assert_eq!(show_duration(Duration::from_millis(milliseconds)), expected);
        }
    }

    #[test]
    fn a_program_that_takes_too_long_is_ended_and_its_log_named() {
        let log = std::env::temp_dir().join(format!("xtask-process-{}.log", std::process::id()));
        let mut command = Command::new("sh");
        command.args(["-c", "echo waiting for nothing; exec sleep 60"]);
        let error = run_logged(command, &log, Duration::from_millis(300)).unwrap_err().to_string();
        assert!(error.contains("took longer than 0.3 s"), "{error}");
        assert!(error.ends_with(&log.display().to_string()), "{error}");
        std::fs::remove_file(&log).unwrap();
    }
}
