//! What was read and inflated so far, and whether that is enough.
//!
//! Readers at every depth share one [`Budget`]. Where it is spent, they fail, and go on failing.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom};

use super::{Ended, Limit, Limits, Progress};

/// Counts for one walk.
pub(super) struct Budget<'w> {
    pub(super) limits: &'w Limits,
    progress: &'w Progress<'w>,
    entries: Cell<u64>,
    consumed: Cell<u64>,
    expanded: Cell<u64>,
    ended: Cell<Option<Ended>>,
}

impl<'w> Budget<'w> {
    pub(super) fn new(limits: &'w Limits, progress: &'w Progress<'w>) -> Self {
        let zero = || Cell::new(0);
        Self {
            limits,
            progress,
            entries: zero(),
            consumed: zero(),
            expanded: zero(),
            ended: Cell::new(None),
        }
    }

    pub(super) fn ended(&self) -> Option<Ended> {
        self.ended.get()
    }

    pub(super) fn expanded(&self) -> u64 {
        self.expanded.get()
    }

    /// Counts a member; answers whether there may be so many.
    pub(super) fn count_member(&self) -> bool {
        self.entries.set(self.entries.get().saturating_add(1));
        self.entries.get() <= self.limits.entries
    }

    fn consume(&self, bytes: u64) -> io::Result<()> {
        self.go_on()?;
        self.consumed.set(self.consumed.get().saturating_add(bytes));
        if (self.progress)(self.consumed.get()).is_break() {
            self.ended.set(Some(Ended::Stopped));
        }
        self.go_on()
    }

    fn expand(&self, bytes: usize) -> io::Result<()> {
        self.go_on()?;
        let expanded = self.expanded.get().saturating_add(bytes as u64);
        self.expanded.set(expanded);
        let most = self.consumed.get().saturating_mul(self.limits.ratio);
        if expanded > self.limits.expanded {
            self.ended.set(Some(Ended::AtALimit(Limit::Expanded)));
        } else if expanded > self.limits.ratio_from && expanded > most {
            self.ended.set(Some(Ended::AtALimit(Limit::Ratio)));
        }
        self.go_on()
    }

    fn go_on(&self) -> io::Result<()> {
        match self.ended.get() {
            None => Ok(()),
            Some(_) => Err(io::Error::other("stopped")),
        }
    }
}

/// The outermost stream: what is read of it is progress. A byte that is read again, as members of a
/// zip make it that lie over one another, is counted once.
pub(super) struct Counted<'b, R> {
    inner: R,
    budget: &'b Budget<'b>,
    place: u64,
    read: Ranges,
}

impl<'b, R> Counted<'b, R> {
    pub(super) fn new(inner: R, budget: &'b Budget<'b>) -> Self {
        Self { inner, budget, place: 0, read: Ranges::default() }
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.budget.go_on()?;
        let count = self.inner.read(buffer)?;
        let end = self.place.saturating_add(count as u64);
        self.budget.consume(self.read.add(self.place, end))?;
        self.place = end;
        Ok(count)
    }
}

impl<R: Seek> Seek for Counted<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.place = self.inner.seek(to)?;
        Ok(self.place)
    }
}

/// Ranges of bytes that neither touch nor overlap: the end of each by its start.
#[derive(Default)]
struct Ranges(BTreeMap<u64, u64>);

impl Ranges {
    /// Adds a range; answers how many of its bytes were in none.
    fn add(&mut self, mut start: u64, mut end: u64) -> u64 {
        let mut new = end.saturating_sub(start);
        if new == 0 {
            return 0;
        }
        // Those that touch it begin at its end or before, the last first.
        while let Some((&known_start, &known_end)) = self.0.range(..=end).next_back()
            && known_end >= start
        {
            let overlap = known_end.min(end).saturating_sub(known_start.max(start));
            new = new.saturating_sub(overlap);
            self.0.remove(&known_start);
            (start, end) = (start.min(known_start), end.max(known_end));
        }
        self.0.insert(start, end);
        new
    }
}

/// What comes out of an archive: it counts against the limits.
pub(super) struct Expanded<'b, R> {
    inner: R,
    budget: &'b Budget<'b>,
}

impl<'b, R> Expanded<'b, R> {
    pub(super) fn new(inner: R, budget: &'b Budget<'b>) -> Self {
        Self { inner, budget }
    }
}

impl<R: Read> Read for Expanded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.budget.expand(count)?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::Ranges;

    #[test]
    fn each_byte_is_counted_once() {
        let mut ranges = Ranges::default();
        for (start, end, new, ranges_after) in [
            (0, 10, 10, 1),
            (10, 20, 10, 1),
            (5, 15, 0, 1),
            (30, 40, 10, 2),
            (50, 60, 10, 3),
            (35, 55, 10, 2),
            (0, 100, 50, 1),
            (0, 100, 0, 1),
            (7, 7, 0, 1),
            (90, 110, 10, 1),
        ] {
            assert_eq!(ranges.add(start, end), new, "{start}..{end}");
            assert_eq!(ranges.0.len(), ranges_after, "{start}..{end}");
        }
    }

    #[test]
    fn the_count_is_that_of_a_list_of_all_bytes() {
        let mut ranges = Ranges::default();
        let mut bytes = [false; 256];
        let mut number: u32 = 1;
        for _ in 0..2_000 {
            number = number.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            let start = (number >> 8 & 0xff) as usize;
            let end = (start + (number >> 16 & 0x0f) as usize).min(bytes.len());
            let new = bytes[start..end].iter().filter(|known| !**known).count();
            bytes[start..end].fill(true);
            assert_eq!(ranges.add(start as u64, end as u64), new as u64);
            if bytes.iter().all(|known| *known) {
                (ranges, bytes) = (Ranges::default(), [false; 256]);
            }
        }
    }
}
