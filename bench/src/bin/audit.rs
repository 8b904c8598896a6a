//! Measures `eku audit` and prints one JSON object.
//!
//! Usage: `audit EKU FOLDER COUNT`. So many certificates, all different, are made in the folder once,
//! each of the corpus once in a bundle; the program at EKU audits them with one worker and with one for
//! each core, in turns. It verifies the signatures: so much of the time is theirs.

use std::collections::BTreeMap;
use std::error::Error;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use eku_bench::corpus::{Corpus, armour};
use eku_engine::certificate::Fields;
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [eku, folder, count] = arguments.as_slice() else {
        return Err("usage: audit EKU FOLDER COUNT".into());
    };
    let (folder, count) = (Path::new(folder), count.parse::<usize>()?);
    make(folder, count)?;
    let cores = thread::available_parallelism()?.get();
    let mut runs = [Vec::new(), Vec::new()];
    let turns = if count > MOST_IN_TURNS { 1 } else { TURNS };
    for _ in 0..turns {
        for (place, jobs) in [1, cores].into_iter().enumerate() {
            runs[place].push(run(eku, folder, jobs, count)?);
        }
    }
    let medians = runs.map(|mut runs| {
        runs.sort_by(|one, other| one.seconds.total_cmp(&other.seconds));
        json!({
            "median": runs[turns / 2].seconds, "low": runs[0].seconds, "high": runs[turns - 1].seconds,
            "peak": runs.iter().map(|run| run.peak).max(),
            "workers": runs.iter().map(|run| run.workers).fold(1.0, f64::min),
        })
    });
    println!(
        "{}",
        json!({ "certificates": count, "cores": cores, "turns": turns,
        "one": medians[0], "all": medians[1] })
    );
    Ok(())
}

/// What one run took.
struct Run {
    seconds: f64,
    /// The most memory that it held, in kB.
    peak: u64,
    /// The share of its processor time that its workers took.
    workers: f64,
}

fn run(eku: &str, folder: &Path, jobs: usize, count: usize) -> Result<Run, Box<dyn Error>> {
    let started = Instant::now();
    let mut child = Command::new(eku)
        .args(["audit", "--at", "2026-11-23", "--jobs", &jobs.to_string()])
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()?;
    let process = Path::new("/proc").join(child.id().to_string());
    let (mut peak, mut threads) = (0, BTreeMap::new());
    while child.try_wait()?.is_none() {
        peak = peak.max(peak_of(&process).unwrap_or(0));
        // Read as far as it is there: threads and process may end meanwhile.
        let _ = times_of(&process, &mut threads);
        thread::sleep(Duration::from_millis(50));
    }
    let seconds = started.elapsed().as_secs_f64();
    let workers = share_of_workers(&threads, child.id());
    let output = child.wait_with_output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success()
        || !text.contains(&format!("{count} certificates, 0 of them seen before"))
    {
        return Err(format!("the audit did not find {count} certificates: {text}").into());
    }
    Ok(Run { seconds, peak, workers })
}

fn peak_of(process: &Path) -> Option<u64> {
    let status = fs::read_to_string(process.join("status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
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

/// Certificates that differ in the last bytes of their serial numbers: the corpus again and again.
fn make(folder: &Path, count: usize) -> Result<(), Box<dyn Error>> {
    let stamp = folder.with_extension("made");
    if fs::read_to_string(&stamp).is_ok_and(|made| made == count.to_string()) {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    let mut models = Vec::new();
    for bytes in Corpus::gather()?.certificates {
        let place = {
            let serial = Fields::from_der(&bytes)?.serial;
            (serial.len() > 8)
                .then(|| serial.as_ptr().addr() - bytes.as_ptr().addr() + serial.len() - 4)
        };
        models.extend(place.map(|place| (bytes, place)));
    }
    let bundle = models.len();
    for first in (0..count).step_by(bundle) {
        let mut file = BufWriter::new(File::create(folder.join(format!("{first:08}.pem")))?);
        for (number, (bytes, place)) in (first..count).zip(&mut models) {
            bytes[*place..*place + 4].copy_from_slice(&u32::try_from(number)?.to_be_bytes());
            file.write_all(armour(bytes).as_bytes())?;
        }
        file.flush()?;
    }
    Ok(fs::write(stamp, count.to_string())?)
}

/// Runs of each kind.
const TURNS: usize = 3;

/// With more certificates, a run is long enough to be the only one.
const MOST_IN_TURNS: usize = 100_000;
