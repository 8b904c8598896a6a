//! What is said about input that was set aside: the one place of this crate where sentences are
//! built.

use eku_engine::report::Problem;

use crate::archive::{Limit, Limits, Reason, SetAside};

/// The message about something that was set aside under these limits: what, and what to do.
#[must_use]
pub fn set_aside(set_aside: &SetAside, limits: &Limits) -> Problem {
    let (what, remedy) = what_and_remedy(&set_aside.reason, limits);
    Problem {
        file: set_aside.path.clone(),
        what,
        place: String::new(),
        remedy: remedy.unwrap_or_else(|| "unpack it and give the files in it".into()),
    }
}

fn what_and_remedy(reason: &Reason, limits: &Limits) -> (String, Option<String>) {
    let nothing = || Some("nothing: it is not needed".to_owned());
    let again = || Some("download or copy it again; what came before was used".to_owned());
    match reason {
        Reason::Link => ("is a link, which is not followed".into(), nothing()),
        Reason::Special => ("is a device or another thing that is no file".into(), nothing()),
        Reason::Sparse => ("is a sparse file, which is not read".into(), None),
        Reason::NameLeadsOut => (
            "has a name that leads out of its archive, so it was not read".into(),
            Some("ask where the archive comes from".into()),
        ),
        Reason::PathTooLong => {
            (format!("has a path of more than {} bytes, so it was not read", limits.path), None)
        }
        Reason::Encrypted => (
            "is encrypted, so it was not read".into(),
            Some("unpack it with its password and give the files in it".into()),
        ),
        Reason::Method(number) => match method(*number) {
            Some(name) => (format!("is compressed with {name}, which is not read"), None),
            None => (format!("is compressed by method {number}, which is not read"), None),
        },
        Reason::Compression(name) => {
            (format!("is compressed with {name}, which is not read"), unpack(name))
        }
        Reason::TooDeep => {
            (format!("is an archive inside {} others, so it was not opened", limits.depth), None)
        }
        Reason::DirectoryTooLarge => {
            ("has a list of members that is larger than is read".into(), None)
        }
        Reason::CutOff => ("is cut off".into(), again()),
        Reason::Damaged => ("is damaged".into(), again()),
        Reason::Unreadable(error) => (format!("cannot be read: {error}"), again()),
        Reason::Limit(limit) => {
            let met = match limit {
                Limit::Entries => format!("more than {} members", limits.entries),
                Limit::Expanded => format!("more than {} MiB once unpacked", limits.expanded >> 20),
                Limit::Ratio => {
                    format!("more than {} times its size once unpacked", limits.ratio)
                }
            };
            (
                format!("has {met}; what is behind that was not read"),
                Some("unpack it and give the files that matter".into()),
            )
        }
    }
}

/// Methods of zip that are met in practice, APPNOTE section 4.4.5.
fn method(number: u16) -> Option<&'static str> {
    Some(match number {
        1..=6 => "a method of the 1980s",
        9 => "Deflate64",
        12 => "bzip2",
        14 => "LZMA",
        93 => "Zstandard",
        95 => "xz",
        98 => "PPMd",
        99 => "AES",
        _ => return None,
    })
}

fn unpack(name: &str) -> Option<String> {
    let command = match name {
        "bzip2" => "bunzip2",
        "xz" => "unxz",
        "Zstandard" => "unzstd",
        "7z" => "7z x",
        "RAR" => "unrar x",
        "compress (.Z)" => "uncompress",
        _ => return None,
    };
    Some(format!("unpack it ({command} FILE) and give what is in it"))
}
