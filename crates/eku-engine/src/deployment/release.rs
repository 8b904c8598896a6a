//! Expressway releases, and what each group of them has.
//!
//! Releases from X14.0 to X15.5.x are modelled. Sources: Cisco documents 225693 (2026-04-15) and
//! 225482 (2026-02-13).

use core::fmt;

use super::NodeName;

/// A release, `X15.5.1`. Numbers that were not given count as zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Release([u16; 4]);

/// Releases that behave alike here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Generation {
    /// X14.x and X15.0 to X15.3.x: one store, client authentication always required.
    BeforeX15_4,
    /// X15.4: one store, server-only certificates can be uploaded on Edge after a command.
    X15_4,
    /// X15.5.x: two stores and the EKU check setting.
    X15_5,
}

impl Release {
    /// The first of the X15 releases.
    pub const X15_0: Self = Self([15, 0, 0, 0]);

    /// The release that an upgrade plan goes to.
    pub const X15_5: Self = Self([15, 5, 0, 0]);

    /// Reads a release as people write it: `X15.5`, `x15.5.1`, `15.4`, `X14`, `v15.3.2`, `X15.5.x`.
    ///
    /// # Errors
    ///
    /// [`ReleaseError`]: not a release, older than X14.0, or newer than X15.5.x.
    pub fn parse(text: &str) -> Result<Self, ReleaseError> {
        let text = text.trim();
        let numbers = text.trim_start_matches(['x', 'X', 'v', 'V']).trim_start();
        if text.len() - numbers.len() > 2 {
            return Err(ReleaseError::NotARelease);
        }
        let mut release = [0; 4];
        let mut parts = numbers.split('.');
        for (place, number) in release.iter_mut().enumerate() {
            match parts.next() {
                Some("x" | "X") if place > 0 && parts.next().is_none() => break,
                Some(part) if part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                    *number = part.parse().map_err(|_| ReleaseError::NotARelease)?;
                }
                None if place > 0 => break,
                _ => return Err(ReleaseError::NotARelease),
            }
        }
        if parts.next().is_some() {
            return Err(ReleaseError::NotARelease);
        }
        match (release[0], release[1]) {
            (0..=13, _) => Err(ReleaseError::Older),
            (16.., _) | (15, 6..) => Err(ReleaseError::Newer),
            _ => Ok(Self(release)),
        }
    }

    /// The group it belongs to.
    #[must_use]
    pub fn generation(self) -> Generation {
        match (self.0[0], self.0[1]) {
            (15, 5..) => Generation::X15_5,
            (15, 4) => Generation::X15_4,
            _ => Generation::BeforeX15_4,
        }
    }

    /// Whether a peer has a client store beside the server store.
    #[must_use]
    pub fn has_client_store(self) -> bool {
        self.generation() == Generation::X15_5
    }

    /// Whether a node has `EnableServerEkuUpload`.
    #[must_use]
    pub fn has_server_eku_upload(self, node: NodeName) -> bool {
        node == NodeName::Edge && self.generation() == Generation::X15_4
    }

    /// Whether the EKU check of inbound SIP TLS can be set.
    #[must_use]
    pub fn has_eku_check(self) -> bool {
        self.generation() == Generation::X15_5
    }
}

impl fmt::Display for Release {
    /// `X15.5`, with as many numbers as are not zero, and at least two.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, rest @ ..] = self.0;
        write!(formatter, "X{major}.{minor}")?;
        let shown = rest.iter().rposition(|number| *number != 0).map_or(0, |last| last + 1);
        for number in &rest[..shown] {
            write!(formatter, ".{number}")?;
        }
        Ok(())
    }
}

/// Why a text is not a release that is modelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ReleaseError {
    /// It is not a release number.
    NotARelease,
    /// It is older than X14.0.
    Older,
    /// It is newer than X15.5.x.
    Newer,
}

impl fmt::Display for ReleaseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotARelease => "not a release such as X15.5",
            Self::Older => "older than X14.0, which is not modelled",
            Self::Newer => "newer than this program, which knows releases up to X15.5.x",
        })
    }
}

impl core::error::Error for ReleaseError {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn releases_are_read_as_people_write_them() {
        for (text, shown, generation) in [
            ("X15.5", "X15.5", Generation::X15_5),
            ("x15.5.1", "X15.5.1", Generation::X15_5),
            (" X15.5.x ", "X15.5", Generation::X15_5),
            ("15.4", "X15.4", Generation::X15_4),
            ("v15.4.0", "X15.4", Generation::X15_4),
            ("X15.3.2", "X15.3.2", Generation::BeforeX15_4),
            ("X15", "X15.0", Generation::BeforeX15_4),
            ("X14", "X14.0", Generation::BeforeX15_4),
            ("X14.0.11", "X14.0.11", Generation::BeforeX15_4),
            ("X14.3.7", "X14.3.7", Generation::BeforeX15_4),
            ("vX15.5.0.1", "X15.5.0.1", Generation::X15_5),
        ] {
            let release = Release::parse(text).unwrap();
            assert_eq!(release.to_string(), shown, "{text}");
            assert_eq!(release.generation(), generation, "{text}");
        }
    }

    #[test]
    fn what_is_not_modelled_says_why() {
        for (text, error) in [
            ("", ReleaseError::NotARelease),
            ("X", ReleaseError::NotARelease),
            ("latest", ReleaseError::NotARelease),
            ("X15.", ReleaseError::NotARelease),
            ("X15..5", ReleaseError::NotARelease),
            ("X15.5.1.2.3", ReleaseError::NotARelease),
            ("X15.5-1", ReleaseError::NotARelease),
            ("X15.x.5", ReleaseError::NotARelease),
            ("xxx15.5", ReleaseError::NotARelease),
            ("X8.11.4", ReleaseError::Older),
            ("X12.7", ReleaseError::Older),
            ("X15.6", ReleaseError::Newer),
            ("X16", ReleaseError::Newer),
            ("X99999", ReleaseError::NotARelease),
        ] {
            assert_eq!(Release::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn two_releases_differ_if_any_number_differs() {
        let release = |text| Release::parse(text).unwrap();
        assert_eq!(release("X15.5"), release("15.5.0"));
        assert_ne!(release("X15.5"), release("X15.5.1"));
    }
}
