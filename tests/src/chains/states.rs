//! The states that the extended key usage of a certificate can be in.

use super::Purpose;
use crate::maker::{Extension, Template, oid};

/// A state of the extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Absent,
    Server,
    Client,
    Both,
    Any,
    Empty,
    Unreadable,
}

impl State {
    /// Every state.
    pub(super) const ALL: [State; 7] = [
        State::Absent,
        State::Server,
        State::Client,
        State::Both,
        State::Any,
        State::Empty,
        State::Unreadable,
    ];

    /// A template in this state.
    pub(super) fn put(self, template: Template) -> Template {
        match self {
            State::Absent => template,
            State::Server => template.purposes(&[oid::SERVER_AUTH]),
            State::Client => template.purposes(&[oid::CLIENT_AUTH]),
            State::Both => template.purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH]),
            State::Any => template.purposes(&[oid::ANY_PURPOSE]),
            State::Empty => template.purposes(&[]),
            // A sequence that says that one more byte follows than does.
            State::Unreadable => {
                template.with(Extension::new(oid::EXTENDED_KEY_USAGE, vec![0x30, 0x01]))
            }
        }
    }

    /// Whether a CA in this state leaves a purpose to what it issues.
    pub(super) fn leaves(self, purpose: Purpose) -> bool {
        match self {
            State::Absent | State::Both => true,
            State::Server => purpose == Purpose::ServerAuth,
            State::Client => purpose == Purpose::ClientAuth,
            State::Any | State::Empty | State::Unreadable => false,
        }
    }
}

/// Both purposes.
pub(super) const PURPOSES: [Purpose; 2] = [Purpose::ServerAuth, Purpose::ClientAuth];
