//! How much is read of an archive.

/// How much is read of one outermost file, everything inside it taken together.
///
/// The defaults leave room for what Cisco documents: a diagnostic archive holds up to 20 captures of
/// 20 MB for each LAN, 400 MB, and logs of 200 MB and more; several such archives may come in one
/// zip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Members of all archives, folders and links included. Default: 20,000.
    pub entries: u64,
    /// Bytes that are inflated, or copied out of a zip. Default: 8 GiB.
    pub expanded: u64,
    /// How many times as many bytes as were read, each counted once, may come of them. Text that
    /// repeats itself comes to 20 to 200, and deflate ends at 1,032. Default: 500.
    pub ratio: u64,
    /// Bytes that may be inflated before the ratio counts. Default: 256 MiB.
    pub ratio_from: u64,
    /// Archives inside one another, `.tar.gz` being one. Default: 3.
    pub depth: u8,
    /// Bytes of a member's path, from the outermost file's name on. Default: 1,024.
    pub path: usize,
    /// Bytes of a zip that cannot seek and is held in memory; a larger one is read member by
    /// member, without its directory. Default: 16 MiB.
    pub buffered: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            entries: 20_000,
            expanded: 8 << 30,
            ratio: 500,
            ratio_from: 256 << 20,
            depth: 3,
            path: 1024,
            buffered: 16 << 20,
        }
    }
}

/// A limit that ended a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// [`Limits::entries`].
    Entries,
    /// [`Limits::expanded`].
    Expanded,
    /// [`Limits::ratio`].
    Ratio,
}
