//! What was read, and what could not be.

use alloc::string::String;
use alloc::vec::Vec;

use crate::deployment::{NodeName, Switch};

/// What was found in archives and dumps, and what was taken from them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InputReport {
    /// Every file that was met.
    pub found: Vec<FoundReport>,
    /// Every setting from one.
    pub settings: Vec<SettingReport>,
}

impl InputReport {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty() && self.settings.is_empty()
    }
}

/// A file that was met, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FoundReport {
    /// The file, `a.tar.gz!inner/path` inside an archive.
    pub file: String,
    /// Whether it was used.
    pub used: bool,
    /// What it held, or why it was set aside.
    pub text: String,
}

/// A setting from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingReport {
    /// `core` or `edge`.
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("enum" = ["core", "edge"])))]
    pub node: NodeName,
    /// Which setting it is.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub id: Option<SettingId>,
    /// What was set, as people call it.
    pub what: String,
    /// The value.
    pub value: String,
    /// The file.
    pub file: String,
    /// The line, from 1; `None` where it is no line's.
    pub line: Option<u64>,
    /// The statement as it stands there; empty where it is none.
    #[cfg_attr(feature = "serde", serde(default))]
    pub text: String,
}

/// A setting of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingId {
    /// The release.
    Release,
    /// A switch.
    Switch(Switch),
    /// The name that is looked for in the other node's certificate.
    VerifyName,
    /// A traversal zone between the nodes that is not for Unified Communications.
    TraversalZone,
    /// A far end.
    FarEnd,
}

impl SettingId {
    /// Every setting, in the order of every report.
    pub fn all() -> impl Iterator<Item = Self> {
        let switches = Switch::ALL.into_iter().map(Self::Switch);
        let others = [Self::VerifyName, Self::TraversalZone, Self::FarEnd];
        [Self::Release].into_iter().chain(switches).chain(others)
    }

    /// The identifier in JSON, and in the names of options.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Switch(switch) => switch.row().id,
            Self::VerifyName => "verify-name",
            Self::TraversalZone => "traversal-zone",
            Self::FarEnd => "far-end",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Switch(switch) => switch.row().name,
            Self::VerifyName => "TLS verify name",
            Self::TraversalZone => "traversal zone",
            Self::FarEnd => "far end",
        }
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for SettingId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = alloc::borrow::Cow::<str>::deserialize(deserializer)?;
        let named = Self::all().find(|setting| setting.id() == text);
        let unknown = serde::de::Unexpected::Str(&text);
        named.ok_or_else(|| serde::de::Error::invalid_value(unknown, &"a setting's identifier"))
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for SettingId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// Something in the input that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// The file, or the place on the page.
    #[cfg_attr(feature = "serde", serde(default))]
    pub file: String,
    /// What is wrong.
    pub what: String,
    /// Where in the file; empty where that says nothing.
    #[cfg_attr(feature = "serde", serde(rename = "where", default))]
    pub place: String,
    /// What to do.
    #[cfg_attr(feature = "serde", serde(rename = "do", default))]
    pub remedy: String,
    /// How often that was found; the place says where first.
    #[cfg_attr(feature = "serde", serde(default = "once"))]
    pub count: usize,
}

/// What is said without a count was found once.
#[cfg(feature = "serde")]
const fn once() -> usize {
    1
}
