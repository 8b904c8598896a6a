//! Archives and the names in them.

use std::io::{BufRead, Cursor};
use std::ops::ControlFlow;

use eku_intake::archive::{self, Ended, Limits, Reason, SetAside, Visitor};
use eku_intake::{member as members, words};

/// Walks an archive, from what can seek and from what cannot, reading all of it and nothing.
pub fn archive(bytes: &[u8]) {
    let limits = Limits {
        entries: 1000,
        expanded: 256 << 10,
        ratio_from: 64 << 10,
        buffered: 64 << 10,
        ..Limits::default()
    };
    for reads in [true, false] {
        let go_on = |_| ControlFlow::Continue(());
        let mut taker = Taker { reads, limits, bytes: 0, files: 0, aside: 0 };
        let walked = archive::walk("a", Cursor::new(bytes), &limits, &go_on, &mut taker);
        taker.holds(bytes, &walked);
        let mut taker = Taker { reads, limits, bytes: 0, files: 0, aside: 0 };
        let walked = archive::walk_stream("a", &mut &*bytes, &limits, &go_on, &mut taker);
        taker.holds(bytes, &walked);
    }
}

/// Says what a file is, from a name and content of any bytes.
pub fn member(bytes: &[u8]) {
    let (name, head) = bytes.split_at(bytes.len() / 2);
    let described = members::describe(&String::from_utf8_lossy(name), head);
    assert!(described.host.is_none_or(|host| !host.is_empty()));
    assert!(described.time.is_none_or(|time| !time.is_empty()));
}

struct Taker {
    reads: bool,
    limits: Limits,
    bytes: u64,
    files: u64,
    aside: u64,
}

impl Taker {
    /// What is promised of the whole walk. Readers hold a block or two beyond what they gave.
    fn holds(&self, bytes: &[u8], walked: &archive::Walked) {
        assert_ne!(walked.ended, Ended::Stopped);
        assert_eq!(walked.files, self.files);
        assert!(self.files + self.aside > 0, "nothing is said");
        assert!(walked.files <= self.limits.entries + 1, "{walked:?}");
        assert!(walked.expanded <= self.limits.expanded + (128 << 10), "{walked:?}");
        assert!(self.bytes <= bytes.len() as u64 + walked.expanded, "{walked:?}");
    }
}

impl Visitor for Taker {
    fn file(&mut self, path: &str, content: &mut dyn BufRead) -> ControlFlow<()> {
        assert!(path.starts_with('a') && path.len() <= self.limits.path, "{path}");
        let leads_out = path.split(['/', '!']).any(|part| part == "..");
        assert!(!leads_out && !path.contains(char::is_control), "{path}");
        self.files += 1;
        if self.reads {
            let mut buffer = [0; 4096];
            while let Ok(count) = content.read(&mut buffer)
                && count > 0
            {
                self.bytes += count as u64;
            }
        }
        ControlFlow::Continue(())
    }

    fn set_aside(&mut self, set_aside: SetAside) {
        self.aside += 1;
        assert!(!matches!(set_aside.reason, Reason::Unreadable(_)), "{set_aside:?}");
        let problem = words::set_aside(&set_aside, &self.limits);
        assert!(!problem.what.is_empty() && !problem.remedy.is_empty());
        assert!(problem.file.len() < 8192, "{}", problem.file.len());
    }
}
