//! Archives of archives: streamed, bounded.
//!
//! Entry points: [`walk`] for what can seek (a file) and [`walk_stream`] for what cannot (a pipe).
//! Both open `.tar`, `.gz`, `.tar.gz` and `.zip`, told by content and not by name, and those inside
//! them, and hand every file to a [`Visitor`] with its inner path: `a.tar.gz!inner/path`,
//! `a.zip!b.tar.gz!c.pem`. What is no archive is handed over itself, under its own name.
//!
//! Nothing is unpacked to anywhere. Content streams through buffers of a fixed size, which are wiped
//! after use, since a private key may have passed through them; [`Limits`] bound everything else.
//! Links, devices, names that lead out of the archive, and what cannot be read are set aside with
//! the [`Reason`]; damage costs what lies behind it, and never what was read before.
//!
//! The tar and zip structures are read here and not by a library: `tar` 0.4 gathers a long name of
//! any declared size in memory, and `zip` keeps one of two members of the same name. Inflating is
//! `flate2`'s.

mod budget;
mod buffered;
mod gzip;
mod kind;
mod limits;
mod path;
mod tar;
mod zip;

use std::io::{self, BufRead, Read, Seek};
use std::mem;
use std::ops::ControlFlow;

use budget::{Budget, Counted};
use buffered::{Buffered, Watched, read_up_to};
use kind::Kind;
use zeroize::Zeroizing;

pub use limits::{Limit, Limits};

/// Takes what an archive holds.
pub trait Visitor {
    /// Takes one file: its path inside everything that it stands in, and its content, which may be
    /// left unread. The first `fill_buf` gives at least 512 bytes, or all of a shorter file, so
    /// that its kind can be told. Reading fails where the file is cut off or damaged, and where a
    /// limit is met; that is reported by [`set_aside`](Self::set_aside) as well, so a visitor need
    /// only keep what it has. Two files of one path are both given.
    ///
    /// Break stops the walk.
    fn file(&mut self, path: &str, content: &mut dyn BufRead) -> ControlFlow<()>;

    /// Takes what was not given, or not in full, and why.
    fn set_aside(&mut self, set_aside: SetAside);
}

/// A member that was not given, or an archive or file of which only the beginning was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Its path, as that of a file.
    pub path: String,
    /// Why.
    pub reason: Reason,
}

/// Why something was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is a symbolic or hard link.
    Link,
    /// It is a device, a pipe or another thing that is no file.
    Special,
    /// It is a sparse file, whose holes are not filled in.
    Sparse,
    /// Its name leads out of the archive.
    NameLeadsOut,
    /// Its path is longer than [`Limits::path`].
    PathTooLong,
    /// It is encrypted.
    Encrypted,
    /// It is compressed by a method that is not read: its number in zip.
    Method(u16),
    /// It is an archive or compressed file of a kind that is not read: what it is called.
    Compression(&'static str),
    /// It is an archive in more archives than [`Limits::depth`].
    TooDeep,
    /// The list of what is in it is larger than is kept in memory.
    DirectoryTooLarge,
    /// It ends too early; what came before was given.
    CutOff,
    /// Its structure or checksum is wrong; what came before was given.
    Damaged,
    /// It is an archive without a file in it.
    Empty,
    /// It could not be read: what the system said.
    Unreadable(String),
    /// A limit was met in it, and nothing behind it was read.
    Limit(Limit),
}

impl Reason {
    /// Whether something may be missing from what is wanted: what is neither a link nor a device.
    #[must_use]
    pub fn is_problem(&self) -> bool {
        !matches!(self, Self::Link | Self::Special)
    }

    /// Whether both are of one kind, whatever they say of the one thing that they are about.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Compression(one), Self::Compression(other)) => one == other,
            (Self::Limit(one), Self::Limit(other)) => one == other,
            _ => mem::discriminant(self) == mem::discriminant(other),
        }
    }
}

/// What a walk came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walked {
    /// Files that were given.
    pub files: u64,
    /// Bytes that were inflated or copied out of an archive.
    pub expanded: u64,
    /// How it ended.
    pub ended: Ended,
}

/// How a walk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Everything was walked; damaged parts may have been set aside.
    AtTheEnd,
    /// The visitor or the progress callback stopped it.
    Stopped,
    /// A limit was met; it was set aside where it was met.
    AtALimit(Limit),
}

/// Is told how many bytes of the outermost stream were read, each counted once, at least every
/// 64 KiB; Break stops the walk.
pub type Progress<'p> = dyn Fn(u64) -> ControlFlow<()> + 'p;

/// Walks a file that can seek, archive or not, called `name`.
///
/// Never fails as a whole: whatever stops it is set aside with its reason.
pub fn walk<R: Read + Seek>(
    name: &str,
    source: R,
    limits: &Limits,
    progress: &Progress<'_>,
    visitor: &mut dyn Visitor,
) -> Walked {
    let budget = Budget::new(limits, progress);
    let mut walk = Walk { budget: &budget, visitor, failures: 0, files: 0, told: 0 };
    let mut source = Buffered::new(Counted::new(source, &budget));
    let is_zip = source.fill_buf().is_ok_and(|head| Kind::of(head) == Some(Kind::Zip));
    let ended = if is_zip && limits.depth > 0 {
        walk.container(name, |walk| zip::walk(walk, name, &mut source, 0))
    } else {
        walk.open(name, &mut source, 0)
    };
    walk.walked(ended)
}

/// Walks a stream, archive or not, called `name`. A zip in it is read by its directory where it is
/// no larger than [`Limits::buffered`], and otherwise member by member.
///
/// Never fails as a whole: whatever stops it is set aside with its reason.
pub fn walk_stream(
    name: &str,
    source: &mut dyn Read,
    limits: &Limits,
    progress: &Progress<'_>,
    visitor: &mut dyn Visitor,
) -> Walked {
    let budget = Budget::new(limits, progress);
    let mut walk = Walk { budget: &budget, visitor, failures: 0, files: 0, told: 0 };
    let mut source = Buffered::new(Counted::new(source, &budget));
    let ended = walk.open(name, &mut source, 0);
    walk.walked(ended)
}

/// Whether a file that begins with these bytes is an archive or a compressed file, of a kind that is
/// read or not. 512 bytes are enough.
#[must_use]
pub fn is_archive(head: &[u8]) -> bool {
    Kind::of(head).is_some()
}

/// Goes on, or ends everything.
type Step = ControlFlow<Ended>;

/// The state of one walk.
struct Walk<'w> {
    budget: &'w Budget<'w>,
    visitor: &'w mut dyn Visitor,
    /// How often reading failed, so that one failure is told of once.
    failures: u64,
    files: u64,
    /// How many files were given and how much was set aside.
    told: u64,
}

impl Walk<'_> {
    fn walked(&self, ended: Step) -> Walked {
        let ended = match ended {
            ControlFlow::Continue(()) => Ended::AtTheEnd,
            ControlFlow::Break(ended) => ended,
        };
        Walked { files: self.files, expanded: self.budget.expanded(), ended }
    }

    /// Opens an archive, or gives a file. `depth` archives stand around it.
    fn open(&mut self, path: &str, stream: &mut dyn BufRead, depth: u8) -> Step {
        let mut head = Zeroizing::new([0; HEAD]);
        let length = read_up_to(stream, &mut *head);
        let head = head.get(..length).unwrap_or_default();
        let mut whole = head.chain(stream);
        let Some(kind) = Kind::of(head) else {
            return self.give(path, &mut whole);
        };
        if depth >= self.budget.limits.depth {
            return self.set_aside(path, Reason::TooDeep);
        }
        self.container(path, |walk| match kind {
            Kind::Gzip => gzip::walk(walk, path, head, &mut whole, depth),
            Kind::Tar => tar::walk(walk, path, &mut whole, depth),
            Kind::Zip => zip::walk_unseekable(walk, path, &mut whole, depth),
            Kind::NotRead(name) => walk.set_aside(path, Reason::Compression(name)),
        })
    }

    /// Walks an archive; where nothing comes of it, that is said.
    fn container(&mut self, path: &str, walk: impl FnOnce(&mut Self) -> Step) -> Step {
        let told = self.told;
        walk(self)?;
        if self.told == told { self.set_aside(path, Reason::Empty) } else { Step::Continue(()) }
    }

    fn give(&mut self, path: &str, content: &mut dyn BufRead) -> Step {
        self.files += 1;
        self.told += 1;
        let mut content = Watched::new(content);
        let step = self.visitor.file(path, &mut content);
        if let Some(error) = content.failure() {
            self.failed(path, &error)?;
        }
        match step {
            ControlFlow::Continue(()) => Step::Continue(()),
            ControlFlow::Break(()) => Step::Break(Ended::Stopped),
        }
    }

    fn set_aside(&mut self, path: &str, reason: Reason) -> Step {
        self.told += 1;
        let path = path::shown(path);
        self.visitor.set_aside(SetAside { path, reason });
        Step::Continue(())
    }

    /// Reports that reading failed; ends the walk where it was made to fail.
    fn failed(&mut self, path: &str, error: &io::Error) -> Step {
        self.failures += 1;
        match self.budget.ended() {
            Some(Ended::AtALimit(limit)) => {
                self.set_aside(path, Reason::Limit(limit))?;
                Step::Break(Ended::AtALimit(limit))
            }
            Some(ended) => Step::Break(ended),
            None => self.set_aside(path, reason(error)),
        }
    }

    /// Counts one more member; ends the walk where there are too many.
    fn count_member(&mut self, path: &str) -> Step {
        if self.budget.count_member() {
            return Step::Continue(());
        }
        self.set_aside(path, Reason::Limit(Limit::Entries))?;
        Step::Break(Ended::AtALimit(Limit::Entries))
    }

    /// Opens what a container holds under `name`, checks that name, and counts it. Answers the path
    /// that it has, or `None` where it was set aside.
    fn member_path(&mut self, container: &str, name: &[u8]) -> ControlFlow<Ended, Option<String>> {
        match path::join(container, name, self.budget.limits.path) {
            Ok(path) => ControlFlow::Continue(Some(path)),
            Err((path, reason)) => {
                self.set_aside(&path, reason)?;
                ControlFlow::Continue(None)
            }
        }
    }

    /// Reads `content` to its end, so that what follows it can be read, and reports what fails
    /// unless that was done since `failures`. Answers whether it came to the end.
    fn skip(
        &mut self,
        path: &str,
        content: &mut dyn BufRead,
        failures: u64,
    ) -> ControlFlow<Ended, bool> {
        match buffered::drain(content) {
            Ok(()) => ControlFlow::Continue(true),
            Err(error) => {
                if self.failures == failures {
                    self.failed(path, &error)?;
                }
                ControlFlow::Continue(false)
            }
        }
    }
}

fn reason(error: &io::Error) -> Reason {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Reason::CutOff,
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => Reason::Damaged,
        _ => Reason::Unreadable(error.to_string()),
    }
}

/// Bytes that tell what a file is; a tar header has as many.
const HEAD: usize = 512;
