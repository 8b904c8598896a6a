//! Rivals timed in turns, by the processor time of their thread: what else the machine does falls on
//! all of them, and mostly on none.

use std::time::Duration;

/// One rival: its name and one pass of its work.
pub struct Rival<'r> {
    /// Its name.
    pub name: String,
    /// Does the work once and answers how much of it was done.
    pub pass: Box<dyn FnMut() -> usize + 'r>,
}

impl<'r> Rival<'r> {
    /// A rival.
    pub fn new(name: impl Into<String>, pass: impl FnMut() -> usize + 'r) -> Self {
        Self { name: name.into(), pass: Box::new(pass) }
    }
}

/// What a rival did in each round, per second, in rising order.
pub struct Rates {
    /// Its name.
    pub name: String,
    /// How much work one pass did.
    pub work: usize,
    /// Work a second, one number a round.
    pub rates: Vec<f64>,
}

impl Rates {
    /// Its name and the median, lowest and highest rates, as JSON.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "name": self.name, "work": self.work, "rounds": self.rates.len(),
            "median": self.rates[self.rates.len() / 2],
            "low": self.rates[self.rates.len() / 4],
            "high": self.rates[self.rates.len() * 3 / 4],
        })
    }
}

/// Lets every rival work for `share` in each of the rounds, one after the other, and starts each
/// round with another of them.
#[must_use]
pub fn measure(mut rivals: Vec<Rival<'_>>, rounds: usize, share: Duration) -> Vec<Rates> {
    let mut measured: Vec<Rates> = rivals
        .iter_mut()
        .map(|rival| Rates { name: rival.name.clone(), work: (rival.pass)(), rates: Vec::new() })
        .collect();
    for round in 0..rounds {
        for turn in 0..rivals.len() {
            let place = (round + turn) % rivals.len();
            let (started, mut work) = (processor_time(), 0);
            while processor_time() - started < share {
                work += (rivals[place].pass)();
            }
            measured[place].rates.push(work as f64 / (processor_time() - started).as_secs_f64());
        }
    }
    for rates in &mut measured {
        rates.rates.sort_by(f64::total_cmp);
    }
    measured
}

/// For how long this thread has run.
fn processor_time() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the time is there to be written to.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}
