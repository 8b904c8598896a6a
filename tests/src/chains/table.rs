//! The table of the chains at which the engine cautions, or does not say what OpenSSL says.

use std::collections::BTreeMap;
use std::fmt::Write;

use eku_engine::verdict::Verdict;

use super::{Case, engine, openssl};

/// What both say of one case.
#[derive(Clone, Copy, Debug)]
pub struct Row<'r> {
    /// The case.
    pub case: &'r Case,
    /// What the engine says.
    pub engine: &'r engine::Answer,
    /// What OpenSSL says at its default level.
    pub openssl: &'r openssl::Answer,
    /// What it says at level 2.
    pub at_level_2: &'r openssl::Answer,
}

impl Row<'_> {
    /// Whether OpenSSL refuses what the engine says works, at either level, and no caution is given.
    pub fn is_silent(&self) -> bool {
        let refused = !self.openssl.accepts() || !self.at_level_2.accepts();
        self.engine.verdict == Verdict::Works && refused && self.engine.cautions.is_empty()
    }

    fn is_plain(&self) -> bool {
        let same = match self.engine.verdict {
            Verdict::Works => self.openssl.accepts() && self.at_level_2.accepts(),
            Verdict::Fails => !self.openssl.accepts(),
            Verdict::Undecided => false,
        };
        let warned = self.engine.verdict != Verdict::Fails && !self.engine.cautions.is_empty();
        same && !warned
    }
}

/// The table: totals, then a line for each chain that is not plain.
pub fn text(rows: &[Row<'_>]) -> String {
    let mut totals: BTreeMap<String, usize> = BTreeMap::new();
    let mut lines = String::new();
    for row in rows {
        let [default, level_2] = [row.openssl, row.at_level_2].map(openssl::Answer::outcome);
        let verdict = row.engine.verdict;
        let caution = if row.engine.cautions.is_empty() { "" } else { ", with a caution" };
        let total = match verdict {
            Verdict::Fails => format!("{verdict}; OpenSSL {}", accepted(row.openssl)),
            _ => format!(
                "{verdict}{caution}; OpenSSL {}, at level 2 {}",
                accepted(row.openssl),
                accepted(row.at_level_2)
            ),
        };
        *totals.entry(total).or_default() += 1;
        if !row.is_plain() {
            let why = row.case.known.map(|known| known.name);
            let why = row.engine.cautions.iter().copied().chain(why);
            let why = why.collect::<Vec<_>>().join(" ");
            let label = &row.case.label;
            writeln!(lines, "{verdict} | {default} | {level_2} | {why} | {label}")
                .expect("a string takes everything");
        }
    }
    let mut table = format!("{HEAD}{} chains\n\n", rows.len());
    for (total, count) in totals {
        writeln!(table, "{count:>5}  {total}").expect("a string takes everything");
    }
    format!("{table}\n{lines}")
}

fn accepted(answer: &openssl::Answer) -> &'static str {
    if answer.accepts() { "accepts" } else { "refuses" }
}

const HEAD: &str = "\
What the engine and openssl verify say of the chains in tests/src/chains. Each line is a chain at
which the engine cautions or does not say what OpenSSL says: the engine's verdict, OpenSSL's answer
at its default level and at level 2 (OK, or its first error), the cautions or the known difference.
Made anew by SNAPSHOTS=overwrite cargo test -p eku-tests --test chains_against_openssl

";
