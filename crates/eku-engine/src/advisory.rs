//! Advisories: what is worth knowing about the certificates and turns no verdict.
//!
//! Entry point: [`advisories`]. They come from Cisco's guides, where a certificate that passes every
//! rule still makes trouble, and from what was measured of OpenSSL and no rule looks at (`openssl`):
//! there a connection may fail of which the verdict says that it works. `names` looks at what can
//! deceive a reader, `machines` at whose certificates stand where. Sentences are the report's. Not modelled: domain certificates that are
//! chosen by server name (multitenant).

pub(crate) mod machines;
mod names;
mod openssl;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use der::asn1::{AnyRef, BitStringRef};
use der::{Decode, SliceReader};

use crate::certificate::Certificate;
use crate::chain::Links;
use crate::citation::authorities::{GUIDE_CAS, GUIDE_EDGE, GUIDE_KEYS, GUIDE_NAMES, GUIDE_OIDS};
use crate::citation::{
    Citation, OPENSSL_CHOICE, OPENSSL_CONSTRAINTS, OPENSSL_CRITICAL, OPENSSL_EXTENSIONS, P_ACME,
    P_NAMES, S_STORES, S_UPLOAD_AS_CLIENT, UTS39_CONFUSABLE, UTS39_HIDDEN, UTS39_MIXED,
};
use crate::connection::Party;
use crate::deployment::{Deployment, NodeName, Slug, StoreId, StoreKind};
use crate::disguise::Script;
use crate::eku::{Holds, Purpose};
use crate::issuer::{Issuer, IssuerKind};
use crate::policy::{LETS_ENCRYPT, TROUBLE_FROM};
use crate::rule::Confidence;
use crate::time::Timestamp;

/// Something worth knowing about a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advisory {
    /// Where the certificate stands.
    pub place: AdvisedPlace,
    /// What it is.
    pub kind: AdvisoryKind,
}

/// Where a certificate stands that is advised about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdvisedPlace {
    /// A store: its leaf or its chain.
    Store(StoreId),
    /// The trusted CA list of a node.
    TrustedCas(NodeName),
    /// A far end's own certificate: its leaf or its chain.
    FarEnd(Slug),
}

impl fmt::Display for AdvisedPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(store) => fmt::Display::fmt(store, formatter),
            Self::TrustedCas(node) => fmt::Display::fmt(node, formatter),
            Self::FarEnd(slug) => write!(formatter, "far-end:{slug}"),
        }
    }
}

/// What is worth knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdvisoryKind {
    /// A name in the SAN is a wildcard.
    WildcardName {
        /// The name.
        name: String,
    },
    /// The common name is not in the SAN; without one, the SAN has no name at all.
    NameNotInSan {
        /// The common name.
        common_name: Option<String>,
    },
    /// The subject or issuer has an attribute of a kind that stops the SSH tunnels.
    UnknownNameAttribute {
        /// Its kind, in dotted form.
        kind: String,
        /// Whether it is the issuer's name.
        of_issuer: bool,
    },
    /// The RSA key is of 8192 bits or more.
    LargeKey {
        /// Its size.
        bits: usize,
    },
    /// It expires in 2050 or later.
    ExpiresLate,
    /// A CA certificate without BasicConstraints.
    CaWithoutBasicConstraints {
        /// Its subject.
        subject: String,
    },
    /// Core's client certificate lacks names that its server certificate has.
    ClientLacksNames {
        /// The names.
        names: Vec<String>,
    },
    /// Edge's server certificate is from a private CA, or self-signed.
    PrivateEdgeServer,
    /// A client store holds a certificate without server authentication.
    ClientOnly,
    /// An automatic renewal takes client authentication away.
    AutomaticRenewal,
    /// It, or a CA above it, has a critical extension that OpenSSL does not know.
    CriticalExtensionUnknown {
        /// The subject of the CA; `None` for the certificate itself.
        ca: Option<String>,
        /// The extension, in dotted form.
        id: String,
    },
    /// It, or a CA above it, has an extension that OpenSSL knows and cannot read, or has it twice.
    ExtensionUnreadable {
        /// The subject of the CA; `None` for the certificate itself.
        ca: Option<String>,
        /// The extension, in dotted form.
        id: String,
    },
    /// A CA above it constrains names.
    NameConstraints {
        /// Its subject.
        ca: String,
    },
    /// A trusted CA list has a CA above it outside its validity, and what was sent has it valid.
    ExpiredCopyInList {
        /// Whose list.
        verifier: Party,
        /// The subject of the CA.
        ca: String,
    },
    /// A name in it holds hidden characters, or marks that pile up on a letter.
    HiddenCharacters {
        /// The name.
        name: String,
    },
    /// A name in it looks like a name in ASCII and is none.
    LookAlikeName {
        /// The name as it is shown.
        name: String,
        /// What it looks like.
        plain: String,
        /// What its letters are.
        scripts: Vec<Script>,
    },
    /// A word in a name has letters of scripts that are mistaken for each other.
    MixedScripts {
        /// The name as it is shown.
        name: String,
        /// The word.
        word: String,
        /// The scripts beside Latin.
        scripts: Vec<Script>,
    },
    /// A name in it looks like another one of the deployment.
    NamesLookAlike {
        /// The name as it is shown.
        name: String,
        /// The other one.
        other: String,
        /// Where that stands; `None` for a name that a node looks for.
        elsewhere: Option<AdvisedPlace>,
    },
    /// The client certificate of a machine shares no name with its server certificate.
    NamesOfAnotherMachine {
        /// A name of the client certificate.
        name: String,
        /// A name of the server certificate.
        server_name: String,
        /// A store of another machine whose certificate has a name of one of them, and that name.
        elsewhere: Option<(StoreId, String)>,
    },
    /// The same certificate stands in a store of Core and in a store of Edge.
    OnBothNodes {
        /// The store of Edge.
        elsewhere: StoreId,
    },
    /// The client store holds what the server store holds, without client authentication.
    ClientStoreIsCopy,
    /// Of a CA above it there are several certificates, of which one leads to a trusted root and
    /// another one, which may be taken first, does not.
    IssuersOfOneName {
        /// Who verifies it.
        verifier: Party,
        /// The subject of the CA.
        ca: String,
    },
}

/// Every identifier of an advisory.
pub const ADVISORY_IDS: [&str; 22] = [
    "critical-extension-unknown",
    "extension-unreadable",
    "name-constraints",
    "expired-copy-in-list",
    "issuers-of-one-name",
    "wildcard-name",
    "name-not-in-san",
    "unknown-name-attribute",
    "large-key",
    "expires-after-2050",
    "ca-without-basic-constraints",
    "client-lacks-names",
    "private-edge-server-certificate",
    "client-only-certificate",
    "automatic-renewal",
    "hidden-characters",
    "look-alike-name",
    "mixed-scripts",
    "names-look-alike",
    "names-of-another-machine",
    "certificate-on-both-nodes",
    "client-store-is-copy",
];

impl AdvisoryKind {
    /// The stable identifier.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::WildcardName { .. } => "wildcard-name",
            Self::NameNotInSan { .. } => "name-not-in-san",
            Self::UnknownNameAttribute { .. } => "unknown-name-attribute",
            Self::LargeKey { .. } => "large-key",
            Self::ExpiresLate => "expires-after-2050",
            Self::CaWithoutBasicConstraints { .. } => "ca-without-basic-constraints",
            Self::ClientLacksNames { .. } => "client-lacks-names",
            Self::PrivateEdgeServer => "private-edge-server-certificate",
            Self::ClientOnly => "client-only-certificate",
            Self::AutomaticRenewal => "automatic-renewal",
            Self::HiddenCharacters { .. } => "hidden-characters",
            Self::LookAlikeName { .. } => "look-alike-name",
            Self::MixedScripts { .. } => "mixed-scripts",
            Self::NamesLookAlike { .. } => "names-look-alike",
            Self::NamesOfAnotherMachine { .. } => "names-of-another-machine",
            Self::OnBothNodes { .. } => "certificate-on-both-nodes",
            Self::ClientStoreIsCopy => "client-store-is-copy",
            Self::CriticalExtensionUnknown { .. } => "critical-extension-unknown",
            Self::ExtensionUnreadable { .. } => "extension-unreadable",
            Self::NameConstraints { .. } => "name-constraints",
            Self::ExpiredCopyInList { .. } => "expired-copy-in-list",
            Self::IssuersOfOneName { .. } => "issuers-of-one-name",
        }
    }

    /// Whether OpenSSL may refuse the certificate for it, whatever the verdict says.
    #[must_use]
    pub const fn may_refuse(&self) -> bool {
        matches!(
            self,
            Self::CriticalExtensionUnknown { .. }
                | Self::ExtensionUnreadable { .. }
                | Self::NameConstraints { .. }
                | Self::ExpiredCopyInList { .. }
                | Self::IssuersOfOneName { .. }
        )
    }

    /// Where it is said.
    #[must_use]
    pub const fn citation(&self) -> &'static Citation {
        match self {
            Self::WildcardName { .. }
            | Self::ClientLacksNames { .. }
            | Self::NamesOfAnotherMachine { .. }
            | Self::OnBothNodes { .. } => &GUIDE_NAMES,
            Self::ClientStoreIsCopy => &S_UPLOAD_AS_CLIENT,
            Self::NameNotInSan { .. } => &P_NAMES,
            Self::UnknownNameAttribute { .. } => &GUIDE_OIDS,
            Self::LargeKey { .. } => &GUIDE_KEYS,
            Self::ExpiresLate | Self::CaWithoutBasicConstraints { .. } => &GUIDE_CAS,
            Self::PrivateEdgeServer => &GUIDE_EDGE,
            Self::ClientOnly => &S_STORES,
            Self::AutomaticRenewal => &P_ACME,
            Self::HiddenCharacters { .. } => &UTS39_HIDDEN,
            Self::LookAlikeName { .. } | Self::NamesLookAlike { .. } => &UTS39_CONFUSABLE,
            Self::MixedScripts { .. } => &UTS39_MIXED,
            Self::CriticalExtensionUnknown { .. } => &OPENSSL_CRITICAL,
            Self::ExtensionUnreadable { .. } => &OPENSSL_EXTENSIONS,
            Self::NameConstraints { .. } => &OPENSSL_CONSTRAINTS,
            Self::ExpiredCopyInList { .. } | Self::IssuersOfOneName { .. } => &OPENSSL_CHOICE,
        }
    }

    /// How well it is founded that this is worth knowing: no document asks whose certificate it is.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        match self {
            Self::NamesOfAnotherMachine { .. }
            | Self::OnBothNodes { .. }
            | Self::ClientStoreIsCopy => Confidence::Inferred,
            _ if self.may_refuse() => Confidence::Measured,
            _ => Confidence::Documented,
        }
    }
}

/// Everything worth knowing at an instant: what OpenSSL may refuse first, then what
/// stands in the wrong place or deceives, then by store and by
/// trusted CA list.
#[must_use]
pub fn advisories(deployment: &Deployment, links: &Links, at: Timestamp) -> Vec<Advisory> {
    let mut found = openssl::advisories(deployment, links, at);
    found.extend(machines::advisories(deployment));
    found.extend(names::advisories(deployment));
    for name in NodeName::ALL {
        let node = deployment.node(name);
        for (id, store) in node.stores() {
            let Some(presented) = store.presented() else {
                continue;
            };
            let mut kinds = of_leaf(&presented.leaf);
            kinds.extend(of_store(deployment, &id, &presented.leaf, links));
            kinds.extend(presented.chain.iter().filter_map(|ca| of_ca(ca)));
            let place = AdvisedPlace::Store(id);
            found.extend(kinds.into_iter().map(|kind| Advisory { place: place.clone(), kind }));
        }
        let trusted = node.trusted_cas.iter().flat_map(|list| &list.certificates);
        let place = AdvisedPlace::TrustedCas(name);
        found.extend(
            trusted.filter_map(|ca| of_ca(ca)).map(|kind| Advisory { place: place.clone(), kind }),
        );
    }
    found
}

/// What a leaf shows by itself.
fn of_leaf(leaf: &Certificate) -> Vec<AdvisoryKind> {
    let wildcard = leaf.dns_names.iter().find(|name| name.starts_with("*."));
    let mut kinds =
        Vec::from_iter(wildcard.map(|name| AdvisoryKind::WildcardName { name: name.clone() }));
    let common_name = leaf.subject.common_name();
    let in_san = |name: &String| {
        leaf.dns_names.iter().any(|other| other.eq_ignore_ascii_case(name))
            || leaf.ip_addresses.iter().any(|address| alloc::format!("{address}") == *name)
    };
    if leaf.dns_names.is_empty() && leaf.ip_addresses.is_empty() {
        kinds.push(AdvisoryKind::NameNotInSan { common_name: None });
    } else if let Some(name) = common_name.filter(|name| name.contains('.') && !in_san(name)) {
        kinds.push(AdvisoryKind::NameNotInSan { common_name: Some(name) });
    }
    for (name, of_issuer) in [(&leaf.subject, false), (&leaf.issuer, true)] {
        let unknown = name.attribute_kinds().into_iter().find(|kind| !is_known_attribute(kind));
        kinds.extend(unknown.map(|kind| AdvisoryKind::UnknownNameAttribute { kind, of_issuer }));
    }
    let bits = rsa_bits(leaf.public_key()).filter(|bits| *bits >= 8192);
    kinds.extend(bits.map(|bits| AdvisoryKind::LargeKey { bits }));
    kinds.extend((leaf.not_after >= TROUBLE_FROM).then_some(AdvisoryKind::ExpiresLate));
    kinds
}

/// What it means where it stands.
fn of_store(
    deployment: &Deployment,
    id: &StoreId,
    leaf: &Certificate,
    links: &Links,
) -> Vec<AdvisoryKind> {
    let mut kinds = Vec::new();
    let server = StoreId { kind: StoreKind::Server, ..id.clone() };
    let issuer = Issuer::of(leaf, links);
    if id.kind == StoreKind::Client {
        let server = deployment.store(&server).presented();
        let names = server.iter().flat_map(|server| &server.leaf.dns_names);
        let names = Vec::from_iter(names.filter(|name| !leaf.dns_names.contains(name)).cloned());
        if id.node == NodeName::Core && !names.is_empty() {
            kinds.push(AdvisoryKind::ClientLacksNames { names });
        }
        let client_only = leaf.eku.holds(Purpose::ClientAuth) == Holds::Yes
            && leaf.eku.holds(Purpose::ServerAuth) == Holds::No;
        kinds.extend(client_only.then_some(AdvisoryKind::ClientOnly));
    } else if id.node == NodeName::Edge
        && matches!(issuer.kind, IssuerKind::Private | IssuerKind::SelfSigned)
    {
        kinds.push(AdvisoryKind::PrivateEdgeServer);
    }
    let automatic = issuer.kind == IssuerKind::Public
        && issuer.authority.is_some_and(|authority| authority.name == LETS_ENCRYPT)
        && leaf.eku.holds(Purpose::ClientAuth) == Holds::Yes;
    kinds.extend(automatic.then_some(AdvisoryKind::AutomaticRenewal));
    kinds
}

fn of_ca(ca: &Certificate) -> Option<AdvisoryKind> {
    let subject = alloc::format!("{}", ca.subject);
    ca.basic_constraints.is_none().then_some(AdvisoryKind::CaWithoutBasicConstraints { subject })
}

/// Whether the SSH tunnels take an attribute of this kind: what RFC 5280 and X.520 name, and the
/// jurisdiction attributes of extended validation.
fn is_known_attribute(kind: &str) -> bool {
    kind.starts_with("2.5.4.") || KNOWN_ATTRIBUTES.contains(&kind)
}

/// The size of an RSA key, from its subjectPublicKeyInfo.
fn rsa_bits(key: &[u8]) -> Option<usize> {
    let info = AnyRef::from_der(key).ok()?;
    let mut reader = SliceReader::new(info.value()).ok()?;
    let algorithm = AnyRef::decode(&mut reader).ok()?;
    let id = AnyRef::decode(&mut SliceReader::new(algorithm.value()).ok()?).ok()?;
    if id.value() != RSA_ENCRYPTION {
        return None;
    }
    let bits = BitStringRef::decode(&mut reader).ok()?;
    let sequence = AnyRef::from_der(bits.raw_bytes()).ok()?;
    let modulus = AnyRef::decode(&mut SliceReader::new(sequence.value()).ok()?).ok()?;
    let bytes = modulus.value();
    let leading_zero = usize::from(bytes.first() == Some(&0));
    Some(bytes.len().saturating_sub(leading_zero) * 8)
}

/// 1.2.840.113549.1.1.1.
const RSA_ENCRYPTION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];

/// Outside of X.520: user id, domain component, e-mail address, unstructured name, and the three of
/// extended validation.
const KNOWN_ATTRIBUTES: &[&str] = &[
    "0.9.2342.19200300.100.1.1",
    "0.9.2342.19200300.100.1.25",
    "1.2.840.113549.1.9.1",
    "1.2.840.113549.1.9.2",
    "1.3.6.1.4.1.311.60.2.1.1",
    "1.3.6.1.4.1.311.60.2.1.2",
    "1.3.6.1.4.1.311.60.2.1.3",
];

#[cfg(test)]
mod tests;
