//! What the workers of an audit do next: parts of files that are being read, then files.
//!
//! Whoever reads a large file gives its parts away as long as others can take them and works on them
//! itself otherwise, so nobody waits for anybody who waits. Parts are taken in the order in which
//! they were given: what a part waits for is already being worked on.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard};

/// Files and parts that wait for a worker.
pub(super) struct Queue<F, P> {
    waiting: Mutex<Waiting<F, P>>,
    changed: Condvar,
    most: usize,
}

struct Waiting<F, P> {
    files: VecDeque<F>,
    parts: VecDeque<P>,
    /// So many workers read a file and may give parts.
    reading: usize,
    /// Whether there are no more files.
    ended: bool,
    /// Whether nobody takes what is made any more.
    given_up: bool,
}

/// What a worker does next.
pub(super) enum Next<F, P> {
    /// A file; [`Queue::read`] follows when it was read.
    File(F),
    /// A part of one.
    Part(P),
}

impl<F, P> Queue<F, P> {
    /// An empty queue that holds at most so many files and so many parts.
    pub(super) fn of(most: usize) -> Self {
        let waiting = Waiting {
            files: VecDeque::new(),
            parts: VecDeque::new(),
            reading: 0,
            ended: false,
            given_up: false,
        };
        Self { waiting: Mutex::new(waiting), changed: Condvar::new(), most }
    }

    /// Gives a file when there is room; whether it is still wanted.
    pub(super) fn give_file(&self, file: F) -> bool {
        let mut waiting = self.lock();
        while waiting.files.len() >= self.most && !waiting.given_up {
            waiting = self.wait(waiting);
        }
        if waiting.given_up {
            return false;
        }
        waiting.files.push_back(file);
        self.changed.notify_all();
        true
    }

    /// Says that there are no more files.
    pub(super) fn end(&self) {
        self.lock().ended = true;
        self.changed.notify_all();
    }

    /// Says that nobody takes what is made any more.
    pub(super) fn give_up(&self) {
        let mut waiting = self.lock();
        (waiting.given_up, waiting.ended) = (true, true);
        waiting.files.clear();
        self.changed.notify_all();
    }

    /// Gives a part; where there is no room, the first that waits comes back instead, to be worked
    /// on before the part is given again.
    pub(super) fn give_part(&self, part: P) -> Result<(), (P, P)> {
        let mut waiting = self.lock();
        if waiting.parts.len() >= self.most
            && let Some(first) = waiting.parts.pop_front()
        {
            return Err((first, part));
        }
        waiting.parts.push_back(part);
        self.changed.notify_all();
        Ok(())
    }

    /// A part that waits.
    pub(super) fn part(&self) -> Option<P> {
        self.lock().parts.pop_front()
    }

    /// What is next; `None` where nothing comes any more.
    pub(super) fn next(&self) -> Option<Next<F, P>> {
        let mut waiting = self.lock();
        loop {
            if let Some(part) = waiting.parts.pop_front() {
                return Some(Next::Part(part));
            }
            if let Some(file) = waiting.files.pop_front() {
                waiting.reading += 1;
                self.changed.notify_all();
                return Some(Next::File(file));
            }
            if waiting.ended && waiting.reading == 0 {
                return None;
            }
            waiting = self.wait(waiting);
        }
    }

    /// Says that a file was read.
    pub(super) fn read(&self) {
        self.lock().reading -= 1;
        self.changed.notify_all();
    }

    // A worker that panicked left the queue as it was.
    fn lock(&self) -> MutexGuard<'_, Waiting<F, P>> {
        self.waiting.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn wait<'q>(&self, waiting: MutexGuard<'q, Waiting<F, P>>) -> MutexGuard<'q, Waiting<F, P>> {
        self.changed.wait(waiting).unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::{Next, Queue};

    #[test]
    fn parts_come_before_files_and_in_their_order() {
        let queue = Queue::of(2);
        assert!(queue.give_file('f'));
        assert_eq!(queue.give_part(1), Ok(()));
        assert_eq!(queue.give_part(2), Ok(()));
        assert_eq!(queue.give_part(3), Err((1, 3)));
        assert_eq!(queue.give_part(3), Ok(()));
        assert_eq!(queue.part(), Some(2));
        assert!(matches!(queue.next(), Some(Next::Part(3))));
        assert!(matches!(queue.next(), Some(Next::File('f'))));
        queue.end();
        queue.read();
        assert!(queue.next().is_none());
    }

    #[test]
    fn what_nobody_wants_is_not_taken() {
        let queue: Queue<char, u8> = Queue::of(1);
        assert!(queue.give_file('f'));
        queue.give_up();
        assert!(!queue.give_file('g'));
        assert!(queue.next().is_none());
    }
}
