//! Measures `eku audit` and prints one JSON object.
//!
//! Usage: `audit EKU PYTHON SCRIPT FOLDER COUNT`. Bundles of signed certificates are made in the
//! folder once. The program at EKU and a plain script with pyca/cryptography audit the small ones in
//! turns, and what both read has to be the same; then the program audits the large one of COUNT
//! certificates with one worker and with one for each core, and ten times as many through a pipe,
//! which are not signed and not verified.

use std::collections::BTreeMap;
use std::error::Error;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use eku_bench::fleet::{self, Kind};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [eku, python, script, folder, count] = arguments.as_slice() else {
        return Err("usage: audit EKU PYTHON SCRIPT FOLDER COUNT".into());
    };
    let (folder, count) = (Path::new(folder), count.parse::<usize>()?);
    fs::create_dir_all(folder)?;
    let mut compared = Vec::new();
    for kind in Kind::ALL {
        let bundle = made(folder, kind, COMPARED)?;
        compared.push(compare(eku, [python, script], &bundle, kind)?);
    }
    let large = made(folder, Kind::Ec, count)?;
    let cores = thread::available_parallelism()?.get();
    let text = folder.join("counts.txt");
    let mut scale = Vec::new();
    for (jobs, verify) in [(1, true), (cores, true), (1, false), (cores, false)] {
        let mut command = audit(eku, &large, jobs, verify, "text");
        let run = run(&mut command, &text, 0)?;
        assert_found(&text, count)?;
        scale.push(json!({
            "jobs": jobs, "verify": verify, "seconds": run.seconds, "processor": run.processor,
            "peak": run.peak, "workers": run.workers,
        }));
    }
    let many = count * 10;
    let mut command = audit(eku, Path::new("-"), cores, false, "text");
    let piped = run(command.stdin(Stdio::piped()), &text, many)?;
    assert_found(&text, many)?;
    let version = Command::new(python)
        .args(["-c", "import cryptography as c; print(c.__version__)"])
        .output()?;
    println!(
        "{}",
        json!({
            "compared": compared, "certificates": count, "cores": cores, "scale": scale,
            "piped": { "certificates": many, "seconds": piped.seconds, "peak": piped.peak },
            "pyca": String::from_utf8_lossy(&version.stdout).trim(),
        })
    );
    Ok(())
}

/// The bundle, made where it is not there.
fn made(folder: &Path, kind: Kind, count: usize) -> Result<PathBuf, Box<dyn Error>> {
    let path = folder.join(format!("{}-{count}.pem", kind.name()));
    if !path.is_file() {
        let part = path.with_extension("part");
        fleet::write(File::create(&part)?, kind, count, true)?;
        fs::rename(part, &path)?;
    }
    Ok(path)
}

/// The processor time a certificate takes, of the program and the script, with and without signatures.
fn compare(
    eku: &str,
    script: [&str; 2],
    bundle: &Path,
    kind: Kind,
) -> Result<Value, Box<dyn Error>> {
    let tables = ["eku.csv", "pyca.csv"].map(|name| bundle.with_file_name(name));
    let mut times: [Vec<f64>; 4] = Default::default();
    for _ in 0..TURNS {
        for (place, verify) in [true, false].into_iter().enumerate() {
            let mut of_eku = audit(eku, bundle, 1, verify, "csv");
            times[2 * place].push(run(&mut of_eku, &tables[0], 0)?.processor);
            let mut of_pyca = Command::new(script[0]);
            of_pyca.arg(script[1]).args((!verify).then_some("--no-verify")).arg(bundle);
            times[2 * place + 1].push(run(&mut of_pyca, &tables[1], 0)?.processor);
            let [ours, theirs] = [fingerprints(&tables[0], 1)?, fingerprints(&tables[1], 0)?];
            if ours != theirs || ours.len() != COMPARED {
                return Err(format!("{}: the two read other certificates", kind.name()).into());
            }
        }
    }
    let rows = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        let rate = |seconds: f64| COMPARED as f64 / seconds;
        json!({ "median": rate(times[TURNS / 2]), "low": rate(times[TURNS - 1]), "high": rate(times[0]) })
    });
    Ok(json!({ "kind": kind.name(), "certificates": COMPARED, "turns": TURNS, "rows": rows }))
}

/// Whether the counts are those of so many certificates, all different.
fn assert_found(counts: &Path, count: usize) -> Result<(), Box<dyn Error>> {
    let counts = fs::read_to_string(counts)?;
    match counts.contains(&format!("\n{count} certificates, 0 of them duplicates")) {
        true => Ok(()),
        false => Err(format!("the audit did not find {count} certificates: {counts}").into()),
    }
}

fn audit(eku: &str, bundle: &Path, jobs: usize, verify: bool, format: &str) -> Command {
    let mut command = Command::new(eku);
    command.args(["audit", "--at", "2026-11-23", "--format", format, "--jobs", &jobs.to_string()]);
    command.args((!verify).then_some("--no-verify")).arg(bundle);
    command
}

/// The third column of a table, without so many first lines.
fn fingerprints(table: &Path, skip: usize) -> Result<Vec<String>, Box<dyn Error>> {
    let table = fs::read_to_string(table)?;
    let third = table.lines().skip(skip).filter_map(|line| line.split(',').nth(2));
    Ok(third.map(str::to_owned).collect())
}

/// What one run took.
struct Run {
    seconds: f64,
    /// The processor time of all its threads, in seconds.
    processor: f64,
    /// The most memory that it held, in kB.
    peak: i64,
    /// The share of its processor time that its workers took.
    workers: f64,
}

/// Runs a command, and gives it so many certificates on its standard input.
fn run(command: &mut Command, output: &Path, piped: usize) -> Result<Run, Box<dyn Error>> {
    let started = Instant::now();
    let mut child = command.stdout(File::create(output)?).spawn()?;
    if let Some(input) = child.stdin.take() {
        fleet::write(input, Kind::Ec, piped, false)?;
    }
    let process = Path::new("/proc").join(child.id().to_string());
    let mut threads = BTreeMap::new();
    let (status, usage) = loop {
        if let Some(ended) = ended(i32::try_from(child.id())?)? {
            break ended;
        }
        // Read as far as it is there: threads and process may end meanwhile.
        let _ = times_of(&process, &mut threads);
        thread::sleep(Duration::from_millis(20));
    };
    if status != 0 {
        return Err(format!("{command:?} failed").into());
    }
    let time = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    Ok(Run {
        seconds: started.elapsed().as_secs_f64(),
        processor: time(usage.ru_utime) + time(usage.ru_stime),
        peak: usage.ru_maxrss,
        workers: share_of_workers(&threads, child.id()),
    })
}

/// How a child ended and what it used, where it did.
fn ended(child: i32) -> Result<Option<(i32, libc::rusage)>, Box<dyn Error>> {
    let mut status = 0;
    // SAFETY: numbers alone, for which zeros are values.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: both are there to be written to.
    match unsafe { libc::wait4(child, &raw mut status, libc::WNOHANG, &raw mut usage) } {
        -1 => Err(std::io::Error::last_os_error().into()),
        0 => Ok(None),
        _ => Ok(Some((status, usage))),
    }
}

/// The processor time of each thread so far, in nanoseconds; those that ended keep theirs.
fn times_of(process: &Path, threads: &mut BTreeMap<OsString, f64>) -> Result<(), Box<dyn Error>> {
    for task in fs::read_dir(process.join("task"))? {
        let task = task?;
        let stat = fs::read_to_string(task.path().join("schedstat"))?;
        let nanoseconds = stat.split(' ').next().unwrap_or_default().parse()?;
        threads.insert(task.file_name(), nanoseconds);
    }
    Ok(())
}

/// The thread that takes what the workers made is the first; what it takes is not parallel.
fn share_of_workers(threads: &BTreeMap<OsString, f64>, first: u32) -> f64 {
    let of_first = threads.get(&OsString::from(first.to_string())).unwrap_or(&0.0);
    1.0 - of_first / threads.values().sum::<f64>()
}

/// So many certificates are in the bundles that both audit.
const COMPARED: usize = 10_000;

/// Runs of each kind.
const TURNS: usize = 3;
