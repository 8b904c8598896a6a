//! Measures `eku audit` and prints one JSON object.
//!
//! Usage: `audit EKU FOLDER COUNT`. So many certificates, all different, are made in the folder once,
//! a thousand in a bundle; the program at EKU audits them with one worker and with one for each core,
//! in turns.

use std::error::Error;
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
    for _ in 0..TURNS {
        for (place, jobs) in [1, cores].into_iter().enumerate() {
            runs[place].push(run(eku, folder, jobs, count)?);
        }
    }
    let medians = runs.map(|mut runs| {
        runs.sort_by(|one, other| one.seconds.total_cmp(&other.seconds));
        json!({
            "median": runs[TURNS / 2].seconds, "low": runs[0].seconds, "high": runs[TURNS - 1].seconds,
            "peak": runs.iter().map(|run| run.peak).max(),
            "workers": runs.iter().map(|run| run.workers).fold(1.0, f64::min),
        })
    });
    println!(
        "{}",
        json!({ "certificates": count, "cores": cores, "turns": TURNS,
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
    let (mut peak, mut workers) = (0, 1.0);
    while child.try_wait()?.is_none() {
        peak = peak.max(peak_of(&process).unwrap_or(0));
        workers = share_of_workers(&process, child.id()).unwrap_or(workers);
        thread::sleep(Duration::from_millis(50));
    }
    let seconds = started.elapsed().as_secs_f64();
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

/// The thread that takes what the workers made is the first; what it takes is not parallel.
fn share_of_workers(process: &Path, first: u32) -> Option<f64> {
    let (mut all, mut of_first) = (0.0, 0.0);
    for task in fs::read_dir(process.join("task")).ok()? {
        let task = task.ok()?;
        let stat = fs::read_to_string(task.path().join("schedstat")).ok()?;
        let nanoseconds: f64 = stat.split(' ').next()?.parse().ok()?;
        all += nanoseconds;
        if task.file_name().to_str() == Some(&first.to_string()) {
            of_first = nanoseconds;
        }
    }
    (all > 0.0).then(|| 1.0 - of_first / all)
}

/// Certificates that differ in their serial numbers, a thousand in a bundle.
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
            (serial.len() > 8).then(|| serial.as_ptr().addr() - bytes.as_ptr().addr() + 1)
        };
        models.extend(place.map(|place| (bytes, place)));
    }
    for first in (0..count).step_by(BUNDLE) {
        let mut file = BufWriter::new(File::create(folder.join(format!("{first:08}.pem")))?);
        for number in first..count.min(first + BUNDLE) {
            let which = number % models.len();
            let (bytes, place) = &mut models[which];
            bytes[*place..*place + 4].copy_from_slice(&u32::try_from(number)?.to_be_bytes());
            file.write_all(armour(bytes).as_bytes())?;
        }
        file.flush()?;
    }
    Ok(fs::write(stamp, count.to_string())?)
}

/// Certificates of a bundle.
const BUNDLE: usize = 1_000;

/// Runs of each kind.
const TURNS: usize = 3;
