//! The kinds of advisories: what they are called, where it is said, and how well it is founded.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::AdvisedPlace;
use crate::citation::authorities::{
    CHROME_ROOTS, GUIDE_CAS, GUIDE_EDGE, GUIDE_KEYS, GUIDE_NAMES, GUIDE_OIDS, GUIDES_X14_NAMES,
    TRAVERSAL_NAMES,
};
use crate::citation::{
    Citation, OPENSSL_CHOICE, OPENSSL_CONSTRAINTS, OPENSSL_CRITICAL, OPENSSL_EXTENSIONS,
    OPENSSL_KEYS, OPENSSL_LEVELS, OPENSSL_NAMES, OPENSSL_PROXY, OPENSSL_RESOURCES,
    OPENSSL_SIGNATURES, P_ACME, P_NAMES, S_FAR_END, S_STORES, S_UPLOAD_AS_CLIENT, UTS39_CONFUSABLE,
    UTS39_HIDDEN, UTS39_MIXED,
};
use crate::connection::Party;
use crate::deployment::StoreId;
use crate::disguise::Script;
use crate::rule::Confidence;
use crate::signature::key::{KeyTrouble, WeakKey};
use crate::time::Timestamp;

/// Which certificates of a public root Chrome does not trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChromeDistrust {
    /// All: its store does not have the root.
    Root,
    /// Those issued from this day on, and the certificate is one.
    IssuedFrom(Timestamp),
    /// Those issued from this day on, and the certificate is renewed then or later.
    RenewedFrom(Timestamp),
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
    /// Chrome does not trust Edge's server certificate, or will not trust its renewal.
    ChromeDistrusts(ChromeDistrust),
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
    /// A name in it, or in a CA above it, is no text, so that OpenSSL does not read the certificate.
    NameUnreadable {
        /// The subject of the CA; `None` for the certificate itself.
        ca: Option<String>,
        /// Whether it is the issuer's name.
        of_issuer: bool,
    },
    /// It, or a CA above it, is a proxy certificate.
    ProxyCertificate {
        /// The subject of the CA; `None` for the certificate itself.
        ca: Option<String>,
    },
    /// It, or a CA above it, names two algorithms of signature that differ, so that its signature
    /// counts for nothing.
    SignatureAlgorithmsDiffer {
        /// The subject of the CA; `None` for the certificate itself.
        ca: Option<String>,
    },
    /// OpenSSL refuses its key, or that of a CA above it, or may refuse it.
    KeyRefused {
        /// The subject of the CA; `None` for the certificate itself.
        ca: Option<String>,
        /// Why.
        trouble: KeyTrouble,
    },
    /// It claims addresses or autonomous systems of the Internet, which every CA above it has to hold.
    InternetResources,
    /// Keys of certificates, or of CAs above them, are weak.
    WeakKeys {
        /// Where.
        places: Vec<AdvisedPlace>,
        /// The names of the certificates, and their keys.
        keys: Vec<(String, WeakKey)>,
    },
    /// Signatures of certificates, or of CAs above them, are weak.
    WeakSignatures {
        /// Where.
        places: Vec<AdvisedPlace>,
        /// The names of the certificates, and the digests of their signatures.
        signatures: Vec<(String, &'static str)>,
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
        /// The subject of the CA; `None` where there are more certificates than are looked at.
        ca: Option<String>,
    },
    /// Edge's client store has no client authentication: far ends that check it refuse Edge.
    EdgeClientServerOnly,
    /// What is looked for is an IP address.
    PeerAddressIsIp {
        /// The address.
        address: String,
    },
    /// Several CA certificates in a list have one common name.
    CasOfOneCommonName {
        /// The name.
        name: String,
        /// So many have it.
        count: usize,
    },
    /// The subject has no common name.
    NoCommonName,
    /// There are more of one kind than are told.
    More {
        /// One of them.
        like: Box<AdvisoryKind>,
        /// So many are left out.
        count: usize,
    },
}

/// Every identifier of an advisory.
pub const ADVISORY_IDS: [&str; 34] = [
    "critical-extension-unknown",
    "extension-unreadable",
    "name-unreadable",
    "proxy-certificate",
    "signature-algorithms-differ",
    "key-refused",
    "internet-resources",
    "weak-key",
    "weak-signature",
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
    "chrome-distrusts-root",
    "client-only-certificate",
    "automatic-renewal",
    "hidden-characters",
    "look-alike-name",
    "mixed-scripts",
    "names-look-alike",
    "names-of-another-machine",
    "certificate-on-both-nodes",
    "client-store-is-copy",
    "edge-client-server-only",
    "peer-address-is-ip",
    "cas-of-one-common-name",
    "no-common-name",
];

impl AdvisoryKind {
    /// Itself, or what there is more of.
    fn told(&self) -> &Self {
        match self {
            Self::More { like, .. } => like,
            kind => kind,
        }
    }

    /// The stable identifier.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Self::WildcardName { .. } => "wildcard-name",
            Self::NameNotInSan { .. } => "name-not-in-san",
            Self::UnknownNameAttribute { .. } => "unknown-name-attribute",
            Self::LargeKey { .. } => "large-key",
            Self::ExpiresLate => "expires-after-2050",
            Self::CaWithoutBasicConstraints { .. } => "ca-without-basic-constraints",
            Self::ClientLacksNames { .. } => "client-lacks-names",
            Self::PrivateEdgeServer => "private-edge-server-certificate",
            Self::ChromeDistrusts(_) => "chrome-distrusts-root",
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
            Self::NameUnreadable { .. } => "name-unreadable",
            Self::ProxyCertificate { .. } => "proxy-certificate",
            Self::SignatureAlgorithmsDiffer { .. } => "signature-algorithms-differ",
            Self::KeyRefused { .. } => "key-refused",
            Self::InternetResources => "internet-resources",
            Self::WeakKeys { .. } => "weak-key",
            Self::WeakSignatures { .. } => "weak-signature",
            Self::NameConstraints { .. } => "name-constraints",
            Self::ExpiredCopyInList { .. } => "expired-copy-in-list",
            Self::IssuersOfOneName { .. } => "issuers-of-one-name",
            Self::EdgeClientServerOnly => "edge-client-server-only",
            Self::PeerAddressIsIp { .. } => "peer-address-is-ip",
            Self::CasOfOneCommonName { .. } => "cas-of-one-common-name",
            Self::NoCommonName => "no-common-name",
            Self::More { like, .. } => like.id(),
        }
    }

    /// Whether OpenSSL may refuse the certificate for it, whatever the verdict says.
    #[must_use]
    pub fn may_refuse(&self) -> bool {
        matches!(
            self.told(),
            Self::CriticalExtensionUnknown { .. }
                | Self::ExtensionUnreadable { .. }
                | Self::NameUnreadable { .. }
                | Self::ProxyCertificate { .. }
                | Self::SignatureAlgorithmsDiffer { .. }
                | Self::KeyRefused { .. }
                | Self::InternetResources
                | Self::WeakKeys { .. }
                | Self::WeakSignatures { .. }
                | Self::NameConstraints { .. }
                | Self::ExpiredCopyInList { .. }
                | Self::IssuersOfOneName { .. }
        )
    }

    /// Where it is said.
    #[must_use]
    pub fn citation(&self) -> &'static Citation {
        match self {
            Self::More { like, .. } => like.citation(),
            Self::WildcardName { .. }
            | Self::ClientLacksNames { .. }
            | Self::NamesOfAnotherMachine { .. }
            | Self::OnBothNodes { .. } => &GUIDE_NAMES,
            Self::ClientStoreIsCopy => &S_UPLOAD_AS_CLIENT,
            Self::EdgeClientServerOnly => &S_FAR_END,
            Self::PeerAddressIsIp { .. } => &TRAVERSAL_NAMES,
            Self::CasOfOneCommonName { .. } | Self::NoCommonName => &GUIDES_X14_NAMES,
            Self::NameNotInSan { .. } => &P_NAMES,
            Self::UnknownNameAttribute { .. } => &GUIDE_OIDS,
            Self::LargeKey { .. } => &GUIDE_KEYS,
            Self::ExpiresLate | Self::CaWithoutBasicConstraints { .. } => &GUIDE_CAS,
            Self::PrivateEdgeServer => &GUIDE_EDGE,
            Self::ChromeDistrusts(_) => &CHROME_ROOTS,
            Self::ClientOnly => &S_STORES,
            Self::AutomaticRenewal => &P_ACME,
            Self::HiddenCharacters { .. } => &UTS39_HIDDEN,
            Self::LookAlikeName { .. } | Self::NamesLookAlike { .. } => &UTS39_CONFUSABLE,
            Self::MixedScripts { .. } => &UTS39_MIXED,
            Self::CriticalExtensionUnknown { .. } => &OPENSSL_CRITICAL,
            Self::ExtensionUnreadable { .. } => &OPENSSL_EXTENSIONS,
            Self::NameUnreadable { .. } => &OPENSSL_NAMES,
            Self::ProxyCertificate { .. } => &OPENSSL_PROXY,
            Self::SignatureAlgorithmsDiffer { .. } => &OPENSSL_SIGNATURES,
            Self::KeyRefused { .. } => &OPENSSL_KEYS,
            Self::InternetResources => &OPENSSL_RESOURCES,
            Self::WeakKeys { .. } | Self::WeakSignatures { .. } => &OPENSSL_LEVELS,
            Self::NameConstraints { .. } => &OPENSSL_CONSTRAINTS,
            Self::ExpiredCopyInList { .. } | Self::IssuersOfOneName { .. } => &OPENSSL_CHOICE,
        }
    }

    /// How well it is founded that this is worth knowing: no document asks whose certificate it is.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        match self.told() {
            Self::NamesOfAnotherMachine { .. }
            | Self::OnBothNodes { .. }
            | Self::ClientStoreIsCopy => Confidence::Inferred,
            _ if self.may_refuse() => Confidence::Measured,
            _ => Confidence::Documented,
        }
    }
}
