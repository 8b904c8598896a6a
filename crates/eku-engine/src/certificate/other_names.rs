//! The names of a SAN that are neither a host's nor an address: they are shown and counted, and no
//! verdict looks at them.
//!
//! Entry points: [`OtherName`], and `Reading`, which takes them out of what is decoded.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::distinguished;
use super::template::{DecodedPart, Item, extensions::GENERAL_NAME};
use crate::eku::dotted;

/// One name of a SAN that is neither a dNSName nor an address (RFC 5280 section 4.2.1.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherName {
    /// What kind of name it is.
    pub kind: OtherNameKind,
    /// The name as text; what is no text as `#` and hexadecimal.
    pub text: String,
}

impl fmt::Display for OtherName {
    /// As OpenSSL prints it where it does: `SRVName:_sips._tcp.example.com`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.kind.name(), self.text)
    }
}

/// The kind of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OtherNameKind {
    /// rfc822Name.
    Email,
    /// uniformResourceIdentifier.
    Uri,
    /// directoryName, shown after RFC 4514.
    DirectoryName,
    /// registeredID.
    RegisteredId,
    /// x400Address.
    X400Address,
    /// ediPartyName.
    EdiPartyName,
    /// iPAddress of neither 4 nor 16 bytes.
    Address,
    /// otherName SRVName (RFC 4985).
    SrvName,
    /// otherName XmppAddr (RFC 6120 section 13.7.1.4).
    XmppAddress,
    /// otherName SmtpUTF8Mailbox (RFC 9598).
    SmtpMailbox,
    /// otherName NAIRealm (RFC 7585 section 2.2).
    NaiRealm,
    /// otherName user principal name (Microsoft).
    UserPrincipalName,
    /// otherName of another kind, by its object identifier.
    Other(String),
}

impl OtherNameKind {
    /// The stable identifier; an object identifier in dotted form where the kind is not known.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Email => "email",
            Self::Uri => "uri",
            Self::DirectoryName => "directory-name",
            Self::RegisteredId => "registered-id",
            Self::X400Address => "x400-address",
            Self::EdiPartyName => "edi-party-name",
            Self::Address => "address",
            Self::SrvName => "srv-name",
            Self::XmppAddress => "xmpp-address",
            Self::SmtpMailbox => "smtp-mailbox",
            Self::NaiRealm => "nai-realm",
            Self::UserPrincipalName => "user-principal-name",
            Self::Other(id) => id,
        }
    }

    /// What it is called, as OpenSSL prints it where it does.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Email => "email",
            Self::Uri => "URI",
            Self::DirectoryName => "directory name",
            Self::RegisteredId => "registered ID",
            Self::X400Address => "X400Name",
            Self::EdiPartyName => "EdiPartyName",
            Self::Address => "address",
            Self::SrvName => "SRVName",
            Self::XmppAddress => "XmppAddr",
            Self::SmtpMailbox => "SmtpUTF8Mailbox",
            Self::NaiRealm => "NAIRealm",
            Self::UserPrincipalName => "UPN",
            Self::Other(id) => id,
        }
    }

    fn of_identifier(id: &[u8]) -> Self {
        match id {
            [0x2b, 6, 1, 5, 5, 7, 8, 5] => Self::XmppAddress,
            [0x2b, 6, 1, 5, 5, 7, 8, 7] => Self::SrvName,
            [0x2b, 6, 1, 5, 5, 7, 8, 8] => Self::NaiRealm,
            [0x2b, 6, 1, 5, 5, 7, 8, 9] => Self::SmtpMailbox,
            [0x2b, 6, 1, 4, 1, 0x82, 0x37, 20, 2, 3] => Self::UserPrincipalName,
            other => Self::Other(dotted(other)),
        }
    }
}

/// Takes other names out of the parts of a SAN, in the order in which they are decoded.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) names: Vec<OtherName>,
    /// In an otherName: its kind, once its identifier was met.
    within: Within,
}

#[derive(Default)]
enum Within {
    #[default]
    Nothing,
    OtherName,
    Value(OtherNameKind),
    EdiPartyName,
    /// What is met first: who assigned the name where that is there, else the name.
    NamedParty,
}

impl Reading {
    pub(super) fn take(&mut self, found: &DecodedPart<'_>) {
        let DecodedPart { item, tag, content } = *found;
        if core::ptr::eq(item, &raw const GENERAL_NAME) {
            self.within = Within::Nothing;
            return;
        }
        let text = || printable(content).into_owned();
        match (item, tag) {
            (Item::Ia5String, Some(1)) => self.add(OtherNameKind::Email, text()),
            (Item::Ia5String, Some(6)) => self.add(OtherNameKind::Uri, text()),
            (Item::AnySequence, Some(3)) => self.add(OtherNameKind::X400Address, text()),
            (Item::OctetString, Some(7)) => self.add(OtherNameKind::Address, hexadecimal(content)),
            (Item::ObjectIdentifier, Some(8)) => {
                self.add(OtherNameKind::RegisteredId, dotted(content));
            }
            (Item::Name, _) => {
                let name = distinguished::text(content);
                self.add(OtherNameKind::DirectoryName, name.unwrap_or_else(|_| text()));
            }
            (Item::Sequence(_), Some(0)) => self.within = Within::OtherName,
            (Item::Sequence(_), Some(5)) => self.within = Within::EdiPartyName,
            (Item::ObjectIdentifier, None) if matches!(self.within, Within::OtherName) => {
                self.within = Within::Value(OtherNameKind::of_identifier(content));
            }
            (Item::Any, _) => {
                if let Within::Value(kind) = core::mem::take(&mut self.within) {
                    self.add(kind, text());
                }
            }
            (Item::DirectoryString, _) => self.add_party(text()),
            _ => {}
        }
    }

    fn add(&mut self, kind: OtherNameKind, text: String) {
        self.names.push(OtherName { kind, text });
    }

    /// The name of an EDI party, behind that of who assigned it where that is there.
    fn add_party(&mut self, name: String) {
        match (&self.within, self.names.last_mut()) {
            (Within::EdiPartyName, _) => {
                self.within = Within::NamedParty;
                self.add(OtherNameKind::EdiPartyName, name);
            }
            (Within::NamedParty, Some(party)) => party.text = format!("{}/{name}", party.text),
            _ => {}
        }
    }
}

/// What is text as it is, anything else as hexadecimal.
fn printable(content: &[u8]) -> Cow<'_, str> {
    match core::str::from_utf8(content) {
        Ok(text) if !text.is_empty() && !text.contains(char::is_control) => Cow::Borrowed(text),
        _ => Cow::Owned(hexadecimal(content)),
    }
}

fn hexadecimal(content: &[u8]) -> String {
    let mut text = String::from("#");
    text.extend(content.iter().map(|byte| format!("{byte:02x}")));
    text
}
