//! Sources about CAs: their dates, and the rules that bind them.
//!
//! A document's date is that of its version; where it states none, the day on which it was read.

use super::{Citation, Document};

macro_rules! documents {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $title:literal, $url:literal, $date:literal;)*) => {
        $($(#[$doc])* pub const $name: Document =
            Document { id: $id, title: $title, url: $url, date: $date };)*
        /// Every document of this module.
        pub const DOCUMENTS: &[&Document] = &[$(&$name),*];
    };
}

documents! {
    /// Chrome's rules for CAs.
    CHROME = "CHROME", "Chrome Root Program Policy, version 1.8",
        "https://googlechrome.github.io/chromerootprogram/", "2026-02-05";
    /// The rules that all public TLS CAs follow.
    BASELINE = "BR", "CA/Browser Forum: Baseline Requirements for TLS Server Certificates",
        "https://github.com/cabforum/servercert/blob/main/docs/BR.md", "2026-11-23";
    /// Mozilla's store, as the crate `webpki-root-certs` carries it.
    MOZILLA = "MOZILLA", "Mozilla's TLS root certificates, webpki-root-certs 1.0.11",
        "https://crates.io/crates/webpki-root-certs/1.0.11", "2026-11-23";
    /// Chrome's store, as of the versions that were compared.
    CHROME_STORE = "CHROME-STORE", "Chrome Root Store, versions 17 and 21",
        "https://chromium.googlesource.com/chromium/src/+/main/net/data/ssl/chrome_root_store/root_store.md",
        "2026-11-23";
    /// Expressway's certificate guide.
    GUIDE = "GUIDE", "Cisco Expressway Certificate Creation and Use Deployment Guide, X15.5",
        "https://www.cisco.com/c/en/us/support/unified-communications/expressway-series/products-installation-and-configuration-guides-list.html",
        "2026-07-29";
    /// DigiCert's dates.
    DIGICERT = "DIGICERT", "DigiCert ALERT53: Sunsetting client authentication EKU",
        "https://knowledge.digicert.com/alerts/sunsetting-client-authentication-eku-from-digicert-public-tls-certificates",
        "2026-03-03";
    /// Sectigo's dates, from a reseller.
    SECTIGO = "SECTIGO", "CompareCheapSSL on Sectigo's client authentication EKU",
        "https://comparecheapssl.com/?p=12632", "2026-11-23";
    /// Let's Encrypt's dates.
    LETS_ENCRYPT = "LETSENCRYPT", "Let's Encrypt: Ending TLS client authentication",

        "https://github.com/letsencrypt/website/blob/main/content/en/post/2025-05-14-ending-tls-client-authorization.md", "2026-07-14";
    /// ZeroSSL's change, as its users met it.
    ZEROSSL = "ZEROSSL", "caddyserver/caddy issue 7320",
        "https://github.com/caddyserver/caddy/issues/7320", "2026-11-23";
    /// Google Trust Services' dates, as its users met them.
    GOOGLE = "GTS", "acmesh-official/acme.sh issue 6610",
        "https://github.com/acmesh-official/acme.sh/issues/6610", "2026-11-23";
    /// GoDaddy's dates.
    GODADDY = "GODADDY", "GoDaddy: Why is GoDaddy removing clientAuth EKU",
        "https://www.godaddy.com/help/why-is-godaddy-removing-clientauth-eku-and-transitioning-to-the-r1-root-hierarchy-for-dv-tls-issuance-42783",
        "2026-11-23";
    /// SSL.com's dates.
    SSL_COM = "SSLCOM", "SSL.com: Removal of the client authentication EKU",
        "https://stg.ssl.com/blogs/removal-of-the-client-authentication-eku-from-tls-server-certificates-what-you-need-to-know",
        "2026-11-23";
    /// Certum's dates.
    CERTUM = "CERTUM", "Certum: Sunsetting the clientAuth EKU from Certum SSL/TLS certificates",
        "https://support.certum.eu/en/technical-news/sunsetting-the-clientauth-eku-from-certum-ssl-tls-certificates",
        "2025-10-21";
}

citations! {
    /// Leaves issued from 2027-03-15 on carry server authentication alone.
    CHROME_LEAVES = CHROME, "1.3.2: subscriber certificates issued on or after 2027-03-15";
    /// How long a certificate may be valid.
    BASELINE_VALIDITY = BASELINE, "6.3.2";
    /// Every TLS server certificate states a policy of the forum.
    BASELINE_POLICIES = BASELINE, "7.1.2.7 and 7.1.6.1: reserved certificate policy identifiers";
    /// The known roots.
    MOZILLA_ROOTS = MOZILLA, "TLS_SERVER_ROOT_CERTS";
    /// IdenTrust Public Sector Root CA 1 was in version 17 and is not in 21; DigiCert Assured ID Root
    /// G2 was still in 21.
    STORE_WITHOUT_PUBLIC_SECTOR = CHROME_STORE, "IdenTrust Public Sector Root CA 1, gone in version 21";
    /// DigiCert and its brands.
    DIGICERT_DATES = DIGICERT, "Timeline";
    /// Sectigo and its brands.
    SECTIGO_DATES = SECTIGO, "Timeline";
    /// The end of the profiles `classic` and `tlsclient`.
    LETS_ENCRYPT_DATES = LETS_ENCRYPT, "Timeline; docs/profiles, tlsclient";
    /// It came without notice.
    ZEROSSL_DATES = ZEROSSL, "Thread";
    /// Requests with client authentication are refused.
    GOOGLE_DATES = GOOGLE, "Thread";
    /// Default and end on one day.
    GODADDY_DATES = GODADDY, "Timeline";
    /// Default and end on one day.
    SSL_COM_DATES = SSL_COM, "Timeline";
    /// No extension was seen.
    CERTUM_DATES = CERTUM, "Timeline";
    /// Wildcards, names, keys and dates that make trouble.
    GUIDE_NAMES = GUIDE, "Certificate requirements: common name and subject alternative names";
    /// Keys of 8192 bits.
    GUIDE_KEYS = GUIDE, "Certificates with key length of 8192 bits";
    /// Identifiers that stop the tunnels.
    GUIDE_OIDS = GUIDE, "Issues with SSH failures and unsupported OIDs";
    /// CA certificates and dates.
    GUIDE_CAS = GUIDE, "CA certificates and expiry dates";
    /// A public certificate for Edge.
    GUIDE_EDGE = GUIDE, "Server certificate requirements for Unified Communications";
}
