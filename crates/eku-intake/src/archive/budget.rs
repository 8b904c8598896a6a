//! What was read and inflated so far, and whether that is enough.
//!
//! Readers at every depth share one [`Budget`]. Where it is spent, they fail, and go on failing.

use std::cell::Cell;
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

    fn consume(&self, bytes: usize) -> io::Result<()> {
        self.go_on()?;
        self.consumed.set(self.consumed.get().saturating_add(bytes as u64));
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

/// The outermost stream: what is read of it is progress.
pub(super) struct Counted<'b, R> {
    inner: R,
    budget: &'b Budget<'b>,
}

impl<'b, R> Counted<'b, R> {
    pub(super) fn new(inner: R, budget: &'b Budget<'b>) -> Self {
        Self { inner, budget }
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.budget.go_on()?;
        let count = self.inner.read(buffer)?;
        self.budget.consume(count)?;
        Ok(count)
    }
}

impl<R: Seek> Seek for Counted<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
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
