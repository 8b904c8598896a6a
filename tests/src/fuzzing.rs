//! What a fuzzer calls: plain functions of bytes, each with the promises that hold for any bytes.

use std::io::{BufRead, Cursor};
use std::ops::ControlFlow;

use eku_intake::archive::{self, Ended, Limits, SetAside, Visitor};
use eku_intake::{certificates, member, words};

/// Reads certificates and words what is wrong.
pub fn certificates(bytes: &[u8]) {
    let bundle = certificates::read(bytes);
    for problem in &bundle.problems {
        let shown = eku_engine::report::problem("file", problem);
        assert!(!shown.what.is_empty() && !shown.remedy.is_empty());
        assert!(shown.what.len() < 20_000, "{}", shown.what.len());
    }
    if bundle.certificates.is_empty() {
        assert!(!bundle.problems.is_empty(), "nothing is said");
    }
}

/// Walks an archive, from what can seek and from what cannot, reading all of it and nothing.
pub fn archive(bytes: &[u8]) {
    let limits = Limits {
        entries: 1000,
        expanded: 16 << 20,
        ratio_from: 1 << 20,
        buffered: 64 << 10,
        ..Limits::default()
    };
    for reads in [true, false] {
        let mut taker = Taker { reads, limits, bytes: 0 };
        let go_on = |_| ControlFlow::Continue(());
        let walked = archive::walk("a", Cursor::new(bytes), &limits, &go_on, &mut taker);
        assert_ne!(walked.ended, Ended::Stopped);
        assert!(walked.expanded <= limits.expanded + (128 << 10), "{walked:?}");
        assert!(taker.bytes <= bytes.len() as u64 + walked.expanded, "{walked:?}");
        archive::walk_stream("a", &mut &*bytes, &limits, &go_on, &mut taker);
    }
}

/// Says what a file is, from a name and content of any bytes.
pub fn member(bytes: &[u8]) {
    let (name, head) = bytes.split_at(bytes.len() / 2);
    let described = member::describe(&String::from_utf8_lossy(name), head);
    assert!(described.host.is_none_or(|host| !host.is_empty()));
}

struct Taker {
    reads: bool,
    limits: Limits,
    bytes: u64,
}

impl Visitor for Taker {
    fn file(&mut self, path: &str, content: &mut dyn BufRead) -> ControlFlow<()> {
        assert!(path.starts_with('a') && !path.contains(".."), "{path}");
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
        let problem = words::set_aside(&set_aside, &self.limits);
        assert!(!problem.what.is_empty() && !problem.remedy.is_empty());
    }
}
