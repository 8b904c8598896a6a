//! Far ends: every TLS peer that is not one of the two nodes.

mod ready_made;

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::{fmt, iter};

pub use ready_made::ReadyMade;

use super::{NodeName, Service, Store, TrustedCas, VerifyName};
use crate::secret;

/// A far end and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct FarEnd {
    /// Its name as people write it.
    pub name: String,
    /// The identifier made from the name.
    pub slug: Slug,
    /// The node that it talks to.
    pub node: NodeName,
    /// Who opens connections.
    pub initiates: Initiates,
    /// What it makes of the certificate that our node presents as TLS client.
    pub client_eku_check: ClientEkuCheck,
    /// What our node makes of its certificate: the TLS verify mode of the zone.
    pub tls_verify: TlsVerify,
    /// The protocol inside TLS.
    pub protocol: Protocol,
    /// Its own certificate, where it was given.
    pub certificate: Store,
    /// Its trusted CA list, where it was given.
    pub trusted_cas: Option<TrustedCas>,
    /// The names that our node looks for in its certificate.
    pub verify_names: Vec<VerifyName>,
    /// The services that need it.
    pub used_by: Vec<Service>,
}

impl FarEnd {
    /// A far end of which nothing else is known.
    ///
    /// # Errors
    ///
    /// - [`FarEndError::PrivateKey`] where the name is one;
    /// - [`FarEndError::EmptySlug`] where it has no letter or digit to make a slug from.
    pub fn new(
        name: impl Into<String>,
        node: NodeName,
        initiates: Initiates,
    ) -> Result<Self, FarEndError> {
        let name = name.into();
        if secret::is_key(&name) {
            return Err(FarEndError::PrivateKey);
        }
        let slug = Slug::new(&name).ok_or(FarEndError::EmptySlug)?;
        Ok(Self {
            name,
            slug,
            node,
            initiates,
            client_eku_check: ClientEkuCheck::Unknown,
            tls_verify: TlsVerify::On,
            protocol: Protocol::Sip,
            certificate: Store::Empty,
            trusted_cas: None,
            verify_names: Vec::new(),
            used_by: Vec::new(),
        })
    }
}

/// The identifier of a far end: its name in lower case, every run of other characters than a to z
/// and 0 to 9 made one hyphen.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

impl Slug {
    /// The slug of a name; `None` where nothing is left of it, and where it is a private key.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        if secret::is_key(name) {
            return None;
        }
        let mut slug = String::new();
        for letter in name.chars().flat_map(lower_case) {
            if letter.is_ascii_lowercase() || letter.is_ascii_digit() {
                slug.push(letter);
            } else if !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.contains(|letter| letter != '-').then(|| Self(slug.into()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The lower case of a letter as far as it is from a to z; others stay. The table of all of Unicode weighs
/// more than the rest of a far end.
fn lower_case(letter: char) -> impl Iterator<Item = char> {
    let (first, second) = match letter {
        // The two other letters whose lower case begins with one from a to z.
        '\u{130}' => ('i', Some('\u{307}')),
        '\u{212a}' => ('k', None),
        letter => (letter.to_ascii_lowercase(), None),
    };
    iter::once(first).chain(second)
}

impl fmt::Display for Slug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Who opens connections between a node and a far end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Initiates {
    /// The Expressway node.
    Expressway,
    /// The far end.
    FarEnd,
    /// Either of them.
    Both,
}

/// What a far end makes of the extended key usage of our client role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientEkuCheck {
    /// It requires client authentication.
    On,
    /// It ignores extended key usage.
    Off,
    /// Not known.
    Unknown,
    /// It asks for no certificate at all.
    NotRequested,
}

/// What our node makes of a far end's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsVerify {
    /// It is verified.
    On,
    /// Nothing of it is verified.
    Off,
    /// Not known: what would fail is undecided.
    Unknown,
}

/// The protocol inside TLS. The EKU check setting acts on SIP only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// SIP.
    Sip,
    /// XMPP.
    Xmpp,
    /// HTTPS.
    Https,
}

/// Why a far end cannot exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FarEndError {
    /// Its name has no letter a to z and no digit.
    EmptySlug,
    /// Its name is a private key.
    PrivateKey,
}

impl fmt::Display for FarEndError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::EmptySlug => "the name has no letter a to z and no digit",
            Self::PrivateKey => "the name looks like a private key",
        })
    }
}

impl core::error::Error for FarEndError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_keeps_letters_and_digits_and_joins_them_by_one_hyphen() {
        for (name, slug) in [
            ("Webex", Some("webex")),
            ("Unified CM (primary)", Some("unified-cm-primary-")),
            ("  B2B -- Example & Sons  ", Some("-b2b-example-sons-")),
            ("CUBE 2", Some("cube-2")),
            ("Zürich", Some("z-rich")),
            ("", None),
            ("---", None),
            ("日本", None),
        ] {
            assert_eq!(Slug::new(name).as_ref().map(Slug::as_str), slug, "{name}");
        }
    }

    #[test]
    fn the_lower_case_of_every_letter_gives_the_same_slug_as_unicodes() {
        let plain = |letter: char| match letter {
            'a'..='z' | '0'..='9' => letter,
            _ => '-',
        };
        for letter in '\0'..=char::MAX {
            let own = Vec::from_iter(lower_case(letter).map(plain));
            assert_eq!(own, Vec::from_iter(letter.to_lowercase().map(plain)), "{letter:?}");
        }
    }
}
