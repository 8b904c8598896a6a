//! The switches of a node that decide something here: one row each.
//!
//! Entry point: [`Switch::row`]. From the row come the path that dumps are searched for, the key of
//! the deployment file and of cases, the command line's option, the page's control and the
//! identifier in JSON. Which releases and nodes have a switch is in [`super::Capabilities`], what it
//! decides in `connection` and `upload`.

use core::ops::{Index, IndexMut};

use crate::listed::listed;

listed! {
    /// A switch of a node.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Switch {
        /// The EKU check of inbound SIP TLS.
        EkuCheck,
        /// `EnableServerEkuUpload`.
        ServerEkuUpload,
        /// Whether the peers of a cluster verify each other.
        ClusterTlsVerify,
    }
}

/// What every way in and out knows of a switch.
#[derive(Debug)]
pub struct SwitchRow {
    /// The identifier in JSON, in the names of options and of controls; with `_` for `-` the key in
    /// tables.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What it is, for the help of an option.
    pub about: &'static str,
    /// What its two states are called, the one that verifies or allows more last.
    pub states: [&'static str; 2],
    /// Where it stands below `xConfiguration`, where a document says so.
    pub path: Option<&'static str>,
    /// How tables write it.
    pub form: SwitchForm,
    /// What is assumed, and said to be, where nobody says how it stands.
    pub assumed: Option<bool>,
}

/// How the deployment file, a case and JavaScript write the state of a switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwitchForm {
    /// `"on"` or `"off"`.
    Word,
    /// `true` or `false`.
    Truth,
    /// A table with `tls_verify`, `"enforcing"` or `"permissive"`.
    TlsVerify,
}

impl SwitchRow {
    /// The key in tables.
    #[must_use]
    pub fn key(&self) -> alloc::string::String {
        self.id.replace('-', "_")
    }
}

impl Switch {
    /// What is known of it.
    #[must_use]
    pub const fn row(self) -> &'static SwitchRow {
        match self {
            Self::EkuCheck => &SwitchRow {
                id: "eku-check",
                name: "EKU check",
                about: "the EKU check of inbound SIP TLS",
                states: ["Off", "On"],
                path: Some("SIP TLS Certificate ExtendedKeyUsage Checking Mode"),
                form: SwitchForm::Word,
                assumed: Some(true),
            },
            Self::ServerEkuUpload => &SwitchRow {
                id: "server-eku-upload",
                name: "EnableServerEkuUpload",
                about: "EnableServerEkuUpload",
                states: ["Off", "On"],
                path: Some("XCP TLS Certificate CVS EnableServerEkuUpload"),
                form: SwitchForm::Truth,
                assumed: None,
            },
            Self::ClusterTlsVerify => &SwitchRow {
                id: "cluster",
                name: "cluster TLS verify mode",
                about: "the TLS verify mode between its peers, to check their replication",
                states: ["Permissive", "Enforcing"],
                path: None,
                form: SwitchForm::TlsVerify,
                assumed: None,
            },
        }
    }

    /// What a state of it is called.
    #[must_use]
    pub const fn state(self, on: bool) -> &'static str {
        let [off, enabled] = self.row().states;
        if on { enabled } else { off }
    }

    /// The command that sets it.
    #[must_use]
    pub fn command(self, on: bool) -> Option<alloc::string::String> {
        let path = self.row().path?;
        Some(alloc::format!("xConfiguration {path}: {}", self.state(on)))
    }
}

/// Something for each switch, where there is something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Switches<T>([Option<T>; Switch::ALL.len()]);

impl<T> Default for Switches<T> {
    fn default() -> Self {
        Self([const { None }; Switch::ALL.len()])
    }
}

impl<T> Switches<T> {
    /// Takes what another has, where it has something.
    pub fn learn(&mut self, other: Self) {
        for (known, new) in self.0.iter_mut().zip(other.0) {
            *known = new.or(known.take());
        }
    }
}

impl<T> Index<Switch> for Switches<T> {
    type Output = Option<T>;

    fn index(&self, switch: Switch) -> &Option<T> {
        &self.0[switch as usize]
    }
}

impl<T> IndexMut<Switch> for Switches<T> {
    fn index_mut(&mut self, switch: Switch) -> &mut Option<T> {
        &mut self.0[switch as usize]
    }
}
