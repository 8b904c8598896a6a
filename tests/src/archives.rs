//! Makes archives by hand, correct and hostile ones, and collects what a walk gives.

pub mod system;
pub mod zip;

use std::io::{BufRead, Cursor, Read, Write};
use std::ops::ControlFlow;

use eku_intake::archive::{self, Limits, Reason, SetAside, Visitor, Walked};
use flate2::Compression;
use flate2::write::GzEncoder;

/// What a walk gave.
#[derive(Debug, Default)]
pub struct Collected {
    /// Path and content of each file; of a file that failed, what came before.
    pub files: Vec<(String, Vec<u8>)>,
    /// What was set aside.
    pub aside: Vec<(String, Reason)>,
    /// How it ended.
    pub walked: Option<Walked>,
    /// Whether content is left unread.
    pub lazy: bool,
}

impl Collected {
    /// The paths of the files.
    pub fn paths(&self) -> Vec<&str> {
        self.files.iter().map(|(path, _)| path.as_str()).collect()
    }

    /// Why things were set aside.
    pub fn reasons(&self) -> Vec<Reason> {
        self.aside.iter().map(|(_, reason)| reason.clone()).collect()
    }

    /// The content of the file with this path.
    ///
    /// # Panics
    ///
    /// Where there is none.
    pub fn content(&self, path: &str) -> &[u8] {
        let found = self.files.iter().find(|(name, _)| name == path);
        &found.unwrap_or_else(|| panic!("no {path} in {:?}", self.paths())).1
    }
}

impl Visitor for Collected {
    fn file(&mut self, path: &str, content: &mut dyn BufRead) -> ControlFlow<()> {
        let mut bytes = Vec::new();
        if !self.lazy {
            let _ = content.read_to_end(&mut bytes);
        }
        self.files.push((path.into(), bytes));
        ControlFlow::Continue(())
    }

    fn set_aside(&mut self, set_aside: SetAside) {
        self.aside.push((set_aside.path, set_aside.reason));
    }
}

/// Walks bytes that can seek.
pub fn walk(name: &str, bytes: &[u8], limits: &Limits) -> Collected {
    let mut collected = Collected::default();
    let go_on = |_| ControlFlow::Continue(());
    let walked = archive::walk(name, Cursor::new(bytes), limits, &go_on, &mut collected);
    collected.walked = Some(walked);
    collected
}

/// Walks bytes that come as they come, a few at a time.
pub fn walk_stream(name: &str, bytes: &[u8], limits: &Limits) -> Collected {
    let mut collected = Collected::default();
    let go_on = |_| ControlFlow::Continue(());
    let mut source = Trickle { bytes, step: 0 };
    let walked = archive::walk_stream(name, &mut source, limits, &go_on, &mut collected);
    collected.walked = Some(walked);
    collected
}

/// Walks bytes with both, under the default limits.
pub fn both_ways(name: &str, bytes: &[u8]) -> [Collected; 2] {
    [walk(name, bytes, &Limits::default()), walk_stream(name, bytes, &Limits::default())]
}

/// Gives one to a thousand bytes at a time.
struct Trickle<'b> {
    bytes: &'b [u8],
    step: usize,
}

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.step = (self.step * 7 + 1) % 1000;
        let count = (self.step + 1).min(buffer.len()).min(self.bytes.len());
        let (now, later) = self.bytes.split_at(count);
        buffer[..count].copy_from_slice(now);
        self.bytes = later;
        Ok(count)
    }
}

/// gzip of these bytes.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// A tar, written field by field.
#[derive(Clone, Debug, Default)]
pub struct Tar(pub Vec<u8>);

impl Tar {
    /// A member of this kind; the header says the content's own size.
    pub fn member(self, name: &[u8], kind: u8, content: &[u8]) -> Tar {
        let size = format!("{:011o}\0", content.len());
        self.member_that_says(name, kind, size.as_bytes(), content)
    }

    /// A plain file.
    pub fn file(self, name: &str, content: &[u8]) -> Tar {
        self.member(name.as_bytes(), b'0', content)
    }

    /// A member whose header says another size.
    pub fn member_that_says(mut self, name: &[u8], kind: u8, size: &[u8], content: &[u8]) -> Tar {
        let mut header = [0_u8; 512];
        header[..name.len()].copy_from_slice(name);
        header[100..108].copy_from_slice(b"0000644\0");
        header[124..124 + size.len()].copy_from_slice(size);
        header[136..148].copy_from_slice(b"00000000000\0");
        header[156] = kind;
        header[257..265].copy_from_slice(b"ustar\x0000");
        Tar::seal(&mut header);
        self.0.extend(header);
        self.0.extend(content);
        self.0.resize(self.0.len().next_multiple_of(512), 0);
        self
    }

    /// A pax header about the next member.
    pub fn pax(self, key: &str, value: &str) -> Tar {
        let rest = format!(" {key}={value}\n");
        let mut length = rest.len();
        while length != rest.len() + length.to_string().len() {
            length = rest.len() + length.to_string().len();
        }
        self.member(b"pax", b'x', format!("{length}{rest}").as_bytes())
    }

    /// Makes the checksums right of what look like headers, so that a walk gets behind them.
    pub fn repair(bytes: &mut [u8]) {
        for block in bytes.chunks_exact_mut(512).filter(|block| &block[257..262] == b"ustar") {
            Tar::seal(block);
        }
    }

    fn seal(header: &mut [u8]) {
        header[148..156].fill(b' ');
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    }

    /// The two blocks of zeros behind it.
    pub fn end(mut self) -> Vec<u8> {
        self.0.resize(self.0.len() + 1024, 0);
        self.0
    }
}
