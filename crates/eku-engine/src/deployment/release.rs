//! Expressway releases, and what each group of them has.
//!
//! Entry points: [`Release::parse`], and [`Release::capabilities`]: one row of the one table, from
//! which every question about a release is answered. A release newer than the newest in the table
//! has what that has, an older one what the oldest has; [`Release::known`] says which it is.

use core::fmt;

use super::{NodeName, Switch};
use crate::citation::{Citation, P_PRIVATE_CA, P_UPLOAD, P_UPLOAD_SWITCH, S_UPLOAD_AS_CLIENT};

/// A release, `X15.5.1`. Numbers that were not given count as zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Release([u16; 4]);

/// What the releases of a group have: those from one on, up to the next row.
#[derive(Debug)]
pub struct Capabilities {
    /// The first release of the group.
    pub from: Release,
    /// What the group is called in a sentence: "a release before X15.4".
    pub name: &'static str,
    /// The releases of the group that a menu offers, oldest first.
    pub menu: &'static [&'static str],
    /// Whether a peer has a client store beside the server store, and its page the box "Upload
    /// server certificate file as client certificate".
    pub client_store: bool,
    /// The switches, and the nodes that have them.
    pub switches: &'static [(Switch, &'static [NodeName])],
    /// Whether the page of the server store requires client authentication, and where that is said:
    /// on Core, on Edge.
    pub server_upload: [(bool, &'static Citation); 2],
    /// Whether Core asks for both purposes in the certificate of the SIP SERVICE message.
    pub checks_service_message: bool,
    /// Whether the peers of a cluster that verify each other ask for client authentication.
    pub cluster_client_auth: bool,
}

/// Every group of releases, oldest first.
static GROUPS: [Capabilities; 3] = [
    Capabilities {
        from: Release([14, 0, 0, 0]),
        name: "a release before X15.4",
        menu: &["X14", "X15.3"],
        client_store: false,
        switches: &[(Switch::ClusterTlsVerify, &NodeName::ALL)],
        server_upload: [(true, &P_UPLOAD); 2],
        checks_service_message: true,
        cluster_client_auth: true,
    },
    Capabilities {
        from: Release([15, 4, 0, 0]),
        name: "X15.4",
        menu: &["X15.4"],
        client_store: false,
        switches: &[
            (Switch::ServerEkuUpload, &[NodeName::Edge]),
            (Switch::ClusterTlsVerify, &NodeName::ALL),
        ],
        server_upload: [(true, &P_PRIVATE_CA), (true, &P_UPLOAD_SWITCH)],
        checks_service_message: false,
        cluster_client_auth: false,
    },
    Capabilities {
        from: Release::X15_5,
        name: "X15.5",
        menu: &["X15.5"],
        client_store: true,
        switches: &[(Switch::EkuCheck, &NodeName::ALL), (Switch::ClusterTlsVerify, &NodeName::ALL)],
        server_upload: [(false, &S_UPLOAD_AS_CLIENT); 2],
        checks_service_message: false,
        cluster_client_auth: false,
    },
];

/// Whether documents describe a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// They do.
    Documented,
    /// It is newer than every release that they describe.
    Newer,
    /// It is older than every release that they describe.
    Older,
}

impl Release {
    /// The release that an upgrade plan goes to.
    pub const X15_5: Self = Self([15, 5, 0, 0]);

    /// Reads a release as people write it: `X15.5`, `x15.5.1`, `15.4`, `X14`, `v15.3.2`, `X15.5.x`;
    /// and as builds are called: `oak_v15.5.1_rc_2`.
    ///
    /// # Errors
    ///
    /// [`ReleaseError`]: no release. X8 was the first of Expressway.
    pub fn parse(text: &str) -> Result<Self, ReleaseError> {
        let text = text.trim();
        let of_build = text.split_once("_v").and_then(|(_, release)| release.split('_').next());
        let text = of_build.unwrap_or(text);
        let numbers = text.trim_start_matches(['x', 'X', 'v', 'V']).trim_start();
        if text.len() - numbers.len() > 2 {
            return Err(ReleaseError);
        }
        let mut release = [0; 4];
        let mut parts = numbers.split('.');
        for (place, number) in release.iter_mut().enumerate() {
            match parts.next() {
                Some("x" | "X") if place > 0 && parts.next().is_none() => break,
                Some(part) if part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                    *number = part.parse().map_err(|_| ReleaseError)?;
                }
                None if place > 0 => break,
                _ => return Err(ReleaseError),
            }
        }
        match (release[0], parts.next()) {
            (8..=99, None) => Ok(Self(release)),
            _ => Err(ReleaseError),
        }
    }

    /// The newest release that documents describe.
    #[must_use]
    pub fn newest() -> Self {
        newest().from
    }

    /// What the release has.
    #[must_use]
    pub fn capabilities(self) -> &'static Capabilities {
        let [oldest, newer @ ..] = &GROUPS;
        newer.iter().rev().find(|group| group.from <= self).unwrap_or(oldest)
    }

    /// Whether documents describe it: the newest group ends with its maintenance releases.
    #[must_use]
    pub fn known(self) -> Known {
        let [oldest, ..] = &GROUPS;
        if self < oldest.from {
            Known::Older
        } else if self.0[..2] > newest().from.0[..2] {
            Known::Newer
        } else {
            Known::Documented
        }
    }

    /// Whether documents describe it.
    #[must_use]
    pub fn is_documented(self) -> bool {
        self.known() == Known::Documented
    }

    /// Whether a peer has a client store beside the server store.
    #[must_use]
    pub fn has_client_store(self) -> bool {
        self.capabilities().client_store
    }

    /// Whether a node has a switch.
    #[must_use]
    pub fn has(self, switch: Switch, node: NodeName) -> bool {
        let switches = self.capabilities().switches;
        switches.iter().any(|(one, nodes)| *one == switch && nodes.contains(&node))
    }

    /// Every group of releases, oldest first.
    #[must_use]
    pub fn groups() -> &'static [Capabilities] {
        &GROUPS
    }

    /// The names of the groups in which a node has a switch, oldest first.
    pub fn having(switch: Switch, node: NodeName) -> impl Iterator<Item = &'static str> {
        GROUPS.iter().filter(move |group| group.from.has(switch, node)).map(|group| group.name)
    }

    /// The releases that a menu offers, oldest first.
    pub fn menu() -> impl Iterator<Item = &'static str> {
        GROUPS.iter().flat_map(|group| group.menu).copied()
    }
}

fn newest() -> &'static Capabilities {
    let [.., newest] = &GROUPS;
    newest
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

/// A text is no release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ReleaseError;

impl fmt::Display for ReleaseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a release such as X15.5")
    }
}

impl core::error::Error for ReleaseError {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec::Vec;

    #[test]
    fn releases_are_read_as_people_write_them() {
        for (text, shown, group, known) in [
            ("X15.5", "X15.5", "X15.5", Known::Documented),
            ("x15.5.1", "X15.5.1", "X15.5", Known::Documented),
            (" X15.5.x ", "X15.5", "X15.5", Known::Documented),
            ("15.4", "X15.4", "X15.4", Known::Documented),
            ("v15.4.0", "X15.4", "X15.4", Known::Documented),
            ("X15.3.2", "X15.3.2", "a release before X15.4", Known::Documented),
            ("X15", "X15.0", "a release before X15.4", Known::Documented),
            ("X14", "X14.0", "a release before X15.4", Known::Documented),
            ("X14.0.11", "X14.0.11", "a release before X15.4", Known::Documented),
            ("X14.3.7", "X14.3.7", "a release before X15.4", Known::Documented),
            ("vX15.5.0.1", "X15.5.0.1", "X15.5", Known::Documented),
            ("oak_v15.5.1_rc_2", "X15.5.1", "X15.5", Known::Documented),
            ("s42700_v14.3.4", "X14.3.4", "a release before X15.4", Known::Documented),
            ("X15.6", "X15.6", "X15.5", Known::Newer),
            ("oak_v15.10.0_rc_1", "X15.10", "X15.5", Known::Newer),
            ("16", "X16.0", "X15.5", Known::Newer),
            ("x20.1.3", "X20.1.3", "X15.5", Known::Newer),
            ("X12.7.1", "X12.7.1", "a release before X15.4", Known::Older),
            ("X12", "X12.0", "a release before X15.4", Known::Older),
            ("8.11.4", "X8.11.4", "a release before X15.4", Known::Older),
            ("X8.1", "X8.1", "a release before X15.4", Known::Older),
        ] {
            let release = Release::parse(text).unwrap();
            assert_eq!(release.to_string(), shown, "{text}");
            assert_eq!(release.capabilities().name, group, "{text}");
            assert_eq!(release.known(), known, "{text}");
        }
    }

    #[test]
    fn what_is_no_release_is_refused() {
        for text in [
            "",
            "X",
            "latest",
            "X15.",
            "X15..5",
            "X15.5.1.2.3",
            "X15.5-1",
            "X15.x.5",
            "xxx15.5",
            "X99999",
            "X155",
            "X7.2",
            "5.5",
            "X0",
            "oak_v",
            "oak_vlatest_rc_2",
            "_v_",
            "rc_2",
        ] {
            assert_eq!(Release::parse(text), Err(ReleaseError), "{text}");
        }
    }

    #[test]
    fn two_releases_differ_if_any_number_differs() {
        let release = |text| Release::parse(text).unwrap();
        assert_eq!(release("X15.5"), release("15.5.0"));
        assert_ne!(release("X15.5"), release("X15.5.1"));
    }

    #[test]
    fn groups_stand_oldest_first_and_offer_releases_of_their_own() {
        assert!(GROUPS.iter().map(|group| group.from).is_sorted());
        for group in &GROUPS {
            assert!(!group.menu.is_empty());
            for offered in group.menu {
                let release = Release::parse(offered).unwrap();
                assert!(core::ptr::eq(release.capabilities(), group), "{offered}");
            }
        }
        let menu = Vec::from_iter(Release::menu().map(|one| Release::parse(one).unwrap()));
        assert!(menu.is_sorted());
    }
}
