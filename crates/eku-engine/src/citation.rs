//! Every source once: what the rules, remedies and notes stand on.
//!
//! A [`Citation`] is a place in a [`Document`]; it is a constant of this module and of no other.
//! The document's date is that of the version that was read, [`Confidence`] says how well a reason is founded. [`authorities`] holds what is known
//! about CAs and the programs that bind them.

use core::fmt;

/// A document that verdicts stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// Short identifier.
    pub id: &'static str,
    /// Title.
    pub title: &'static str,
    /// Address.
    pub url: &'static str,
    /// Date of the version that was read, or of the measurement, as `2026-04-15`.
    pub date: &'static str,
}

/// A place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The document.
    pub document: &'static Document,
    /// The section, condition or question that says it.
    pub section: &'static str,
}

/// How well a reason is founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Confidence {
    /// The vendor or a standard says so in words.
    Documented,
    /// Tried with OpenSSL, the TLS library that Expressway uses.
    Measured,
    /// Follows from documents or measurements, but no text says it.
    Inferred,
}

impl fmt::Display for Confidence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Documented => "documented",
            Self::Measured => "measured",
            Self::Inferred => "inferred",
        })
    }
}

/// Cisco 225693: the test cases with X15.5 that the model is built on.
pub const S: Document = Document {
    id: "S",
    title: "Cisco 225693: Navigate Client EKU Sunset with Expressway X15.5",
    url: "https://www.cisco.com/c/en/us/support/docs/unified-communications/telepresence-video-communication-server-expressway/225693-navigate-client-eku-sunset-with.html",
    date: "2026-04-15",
};

/// Cisco 225482: releases up to X15.4, and what needs which purpose.
pub const P: Document = Document {
    id: "P",
    title: "Cisco 225482: Prepare Expressway for Client Auth EKU Sunset in Public CA Certificates",
    url: "https://www.cisco.com/c/en/us/support/docs/unified-communications/expressway-series/225482-prepare-expressway-for-client.html",
    date: "2026-02-13",
};

/// The field notice about Expressway.
pub const FN74362: Document = Document {
    id: "FN74362",
    title: "Cisco Field Notice FN74362 r1.2: Expressway and the client authentication EKU",
    url: "https://www.cisco.com/c/en/us/support/docs/field-notices/743/fn74362.html",
    date: "2026-06-01",
};

/// The field notice about Unified CM.
pub const FN74345: Document = Document {
    id: "FN74345",
    title: "Cisco Field Notice FN74345 r1.2: Unified CM and the client authentication EKU",
    url: "https://www.cisco.com/c/en/us/support/docs/field-notices/743/fn74345.html",
    date: "2026-03-25",
};

/// The field notice about CUBE.
pub const FN74350: Document = Document {
    id: "FN74350",
    title: "Cisco Field Notice FN74350 r2.0: CUBE and the client authentication EKU",
    url: "https://www.cisco.com/c/en/us/support/docs/field-notices/743/fn74350.html",
    date: "2026-06-23",
};

/// Which port is for what.
pub const PORTS: Document = Document {
    id: "PORTS",
    title: "Cisco Expressway IP Port Usage Configuration Guide, X14.0",
    url: "https://www.cisco.com/c/en/us/td/docs/voice_ip_comm/expressway/config_guide/X14-0/ip_port_usage/exwy_b_ip-port-usage-configuration-guide-14/exwy_b_ip-port-usage-configuration-guide_chapter_0110.html",
    date: "2026-11-23",
};

/// The CAs that Webex accepts.
pub const WEBEX: Document = Document {
    id: "WEBEX",
    title: "Webex Help Center, article 0q4utq: supported certificate authorities",
    url: "https://help.webex.com/article/0q4utq",
    date: "2026-11-23",
};

/// OpenSSL, whose rules Expressway's TLS follows, as measured.
pub const OPENSSL: Document = Document {
    id: "OPENSSL",
    title: "OpenSSL 3.0.19, measured; documented in openssl-verification-options(1)",
    url: "https://docs.openssl.org/3.0/man1/openssl-verification-options/",
    date: "2026-11-23",
};

/// RFC 5280.
pub const RFC5280: Document = Document {
    id: "RFC5280",
    title: "RFC 5280: Internet X.509 Public Key Infrastructure Certificate and CRL Profile",
    url: "https://www.rfc-editor.org/rfc/rfc5280",
    date: "2008-05-01",
};

/// How names deceive, and the data about it.
pub const UTS39: Document = Document {
    id: "UTS39",
    title: "Unicode Technical Standard 39: Unicode Security Mechanisms, data of Unicode 18.0",
    url: "https://www.unicode.org/reports/tr39/",
    date: "2026-11-25",
};

/// Every document, in the order in which a report lists them.
pub const DOCUMENTS: [&Document; 10] =
    [&S, &P, &FN74362, &FN74345, &FN74350, &PORTS, &WEBEX, &OPENSSL, &RFC5280, &UTS39];

macro_rules! citations {
    ($($(#[$doc:meta])* $name:ident = $document:ident, $section:literal;)*) => {
        $($(#[$doc])* pub const $name: Citation =
            Citation { document: &$document, section: $section };)*
        /// Every citation.
        pub const CITATIONS: &[&Citation] = &[$(&$name),*];
    };
}

pub mod authorities;

citations! {
    /// The zone fails while Edge's EKU check is On.
    S_ZONE_CHECK_ON = S, "Condition 2, test 1: EKU check On";
    /// What the EKU check setting does.
    S_CHECK_MODE = S, "ExtendedKeyUsage Checking Mode";
    /// The zone comes up and the tunnels do not while the check is Off.
    S_TUNNELS = S, "Condition 2, test 2: EKU check Off";
    /// Client authentication in Core's client store alone is enough.
    S_SUCCESS = S, "Condition 2.1";
    /// A far end must not check what a copied certificate lacks.
    S_FAR_END = S, "Condition 4";
    /// Two stores, and which of them is presented.
    S_STORES = S, "Two certificate stores";
    /// The client store's page refuses a certificate without client authentication.
    S_UPLOAD = S, "Client certificate store: upload";
    /// The server store's page, and the copy into the client store.
    S_UPLOAD_AS_CLIENT = S, "Upload server certificate file as client certificate";
    /// An upgrade copies the server certificate.
    S_UPGRADE = S, "Condition 1: upgrade";
    /// MRA and the WebRTC proxy need the zone and the tunnels.
    S_SERVICES = S, "Condition 2";
    /// A neighbour that calls in is shown the server certificate.
    S_NEIGHBOUR = S, "Scenario 2: inbound neighbour zone";
    /// Webex asks Edge for a certificate.
    S_WEBEX = S, "Scenario 1: outbound call to Webex";
    /// Core presents its client store to Unified CM.
    S_UNIFIED_CM = S, "Scenario 3: Core to Unified CM on 6972";
    /// Before X15.5.
    P_ZONE = P, "Connections that need client authentication";
    /// Core verifies Edge's server certificate.
    P_ZONE_SERVER = P, "Unified Communications traversal zone";
    /// Edge's certificate in the SIP SERVICE message.
    P_SIP_SERVICE = P, "MRA before X15.4: SIP SERVICE message";
    /// Replication between peers.
    P_CLUSTER = P, "Cluster database and TLS verify mode";
    /// Both nodes run one release.
    P_SAME_RELEASE = P, "Core and Edge run the same release";
    /// Services that do not need client authentication.
    P_NOT_AFFECTED = P, "What is not affected";
    /// Expressway's own ACME client.
    P_ACME = P, "ACME and the classic profile of Let's Encrypt";
    /// Names are verified whatever the EKU check says.
    P_NAMES = P, "TLS verify mode: common name and SAN";
    /// Before X15.4 the page refuses a certificate without client authentication.
    P_UPLOAD = P, "Upload of certificates before X15.4";
    /// X15.4: the command for Edge.
    P_UPLOAD_SWITCH = P, "X15.4: EnableServerEkuUpload on Expressway-E";
    /// A private CA for Core.
    P_PRIVATE_CA = P, "Private CA for Expressway-C";
    /// Uses of far ends that need client authentication.
    P_FAR_ENDS = P, "Connections that need client authentication (far ends)";
    /// What Expressway asks of Unified CM.
    P_UNIFIED_CM = P, "Release of Unified CM for X15.4 and X15.5";
    /// When Unified CM itself is fixed.
    FN74345_FIX = FN74345, "Fixed releases";
    /// Public roots outside Chrome's store.
    FN74362_ROOTS = FN74362, "Alternative public root CAs";
    /// CUBE before IOS XE 26.1.1 does not enforce extended key usage.
    FN74350_EKU = FN74350, "Enforcement of EKU before IOS XE 26.1.1";
    /// Mutual TLS on the default zone.
    PORTS_MUTUAL_TLS = PORTS, "SIP: mutual TLS, 5062";
    /// A CA that is not listed may be refused.
    WEBEX_CAS = WEBEX, "Supported certificate authorities";
    /// How OpenSSL reads purposes.
    OPENSSL_PURPOSE = OPENSSL, "Certificate extensions: extended key usage";
    /// How OpenSSL reads key usage.
    OPENSSL_KEY_USAGE = OPENSSL, "Certificate extensions: key usage and certificate type";
    /// How OpenSSL reads purposes at every depth.
    OPENSSL_CHAIN = OPENSSL, "Certification path validation: purpose at every depth, error 26";
    /// How OpenSSL builds a path.
    OPENSSL_TRUST = OPENSSL, "Certification path building: trust anchors, errors 2, 19 and 20";
    /// How OpenSSL reads validity.
    OPENSSL_VALIDITY = OPENSSL, "Certification path validation: validity";
    /// OpenSSL refuses critical extensions that it does not know.
    OPENSSL_CRITICAL = OPENSSL, "Certificate extensions: critical and not known, error 34";
    /// OpenSSL uses no certificate of which it cannot read an extension.
    OPENSSL_EXTENSIONS = OPENSSL, "Certificate extensions: those that cannot be read, errors 20 and 26";
    /// OpenSSL reads no certificate whose names are no text.
    OPENSSL_NAMES = OPENSSL, "Certificates that cannot be read";
    /// OpenSSL takes no proxy certificates.
    OPENSSL_PROXY = OPENSSL, "Certification path validation: proxy certificates, error 40";
    /// OpenSSL verifies no signature of which two algorithms are named.
    OPENSSL_SIGNATURES = OPENSSL, "Certification path validation: signatures, error 7";
    /// What OpenSSL asks of keys.
    OPENSSL_KEYS = OPENSSL, "Certification path validation: keys, errors 1 and 94";
    /// OpenSSL asks every CA for the resources of what is below it.
    OPENSSL_RESOURCES = OPENSSL, "Certification path validation: RFC 3779 resources, error 46";
    /// What OpenSSL refuses at which security level.
    OPENSSL_LEVELS = OPENSSL, "Verification options: -auth_level, errors 66, 67 and 68";
    /// OpenSSL holds names against constraints.
    OPENSSL_CONSTRAINTS = OPENSSL, "Certification path validation: name constraints, error 47";
    /// Which of several issuers OpenSSL takes.
    OPENSSL_CHOICE = OPENSSL, "Certification path building: which issuer is taken, errors 7, 10 and 20";
    /// An absent extension restricts nothing.
    RFC5280_EKU = RFC5280, "4.2.1.12";
    /// Characters that are not seen have no place in names.
    UTS39_HIDDEN = UTS39, "3.1 General security profile: default ignorable characters";
    /// Names that look alike have one skeleton.
    UTS39_CONFUSABLE = UTS39, "4 Confusable detection";
    /// Words of several scripts.
    UTS39_MIXED = UTS39, "5.1 Mixed-script detection";
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn confidence_has_stable_words() {
        let all = [Confidence::Documented, Confidence::Measured, Confidence::Inferred];
        assert!(all.is_sorted());
        let words = all.map(|confidence| confidence.to_string());
        assert_eq!(words, ["documented", "measured", "inferred"]);
    }
}
