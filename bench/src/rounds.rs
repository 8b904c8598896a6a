//! Rivals timed in turns: noise that lasts falls on all of them.

use std::time::{Duration, Instant};

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
            let (started, mut work) = (Instant::now(), 0);
            while started.elapsed() < share {
                work += (rivals[place].pass)();
            }
            measured[place].rates.push(work as f64 / started.elapsed().as_secs_f64());
        }
    }
    for rates in &mut measured {
        rates.rates.sort_by(f64::total_cmp);
    }
    measured
}
