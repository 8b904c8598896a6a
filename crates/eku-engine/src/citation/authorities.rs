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
    /// Chrome's store, as a third party copied it.
    CHROME_STORE = "CHROME-STORE", "Chrome Root Store, version 36 (a third-party copy)",
        "https://chromium.googlesource.com/chromium/src/+/main/net/data/ssl/chrome_root_store/root_store.md",
        "2026-11-28";
    /// Expressway's certificate guide.
    GUIDE = "GUIDE", "Cisco Expressway Certificate Creation and Use Deployment Guide, X15.5",
        "https://www.cisco.com/c/en/us/support/unified-communications/expressway-series/products-installation-and-configuration-guides-list.html",
        "2026-07-29";
    /// The certificate guides of earlier releases.
    GUIDES_X14 = "GUIDES-X14", "Cisco Expressway Certificate Creation and Use Deployment Guides, X14.0 and X14.3",
        "https://www.cisco.com/c/en/us/support/unified-communications/expressway-series/products-installation-and-configuration-guides-list.html",
        "2026-11-28";
    /// Whom Unified CM must trust.
    UNIFIED_CM = "225476", "Cisco 225476: Mobile and Remote Access certificate requirements of Unified CM",
        "https://www.cisco.com/c/en/us/support/docs/unified-communications/telepresence-video-communication-server-expressway/225476-understand-mobile-and-remote-access.html",
        "2026-11-28";
    /// Templates of Active Directory Certificate Services.
    AD_CS = "AD-CS", "Microsoft: Administering Certificate Templates",
        "https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-server-2008-r2-and-2008/cc725621(v=ws.10)",
        "2026-11-29";
    /// The command that hands a request to Active Directory Certificate Services.
    CERTREQ = "CERTREQ", "Microsoft: certreq",
        "https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/certreq_1",
        "2023-09-21";
    /// Zones by name and not by address.
    TRAVERSAL = "117811", "Cisco 117811: Mobile and Remote Access through Expressway",
        "https://www.cisco.com/c/en/us/support/unified-communications/expressway-series/series.html",
        "2026-11-28";
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
    /// Google Trust Services' dates, as its users quote them.
    GOOGLE = "GTS", "polymind-inc/acmebot discussion 921, quoting pki.goog",
        "https://github.com/polymind-inc/acmebot/discussions/921", "2026-11-28";
    /// Amazon's date.
    AMAZON = "AWS", "AWS Certificate Manager User Guide",
        "https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html", "2026-11-28";
    /// Microsoft's own CA, as a product of it met the change.
    MICROSOFT = "MICROSOFT", "Azure Service Fabric Troubleshooting Guides",
        "https://github.com/Azure/Service-Fabric-Troubleshooting-Guides", "2026-11-28";
    /// Actalis's date.
    ACTALIS = "ACTALIS", "Actalis: SSL communications, April 2026",
        "https://www.actalis.com/", "2026-11-28";
    /// SwissSign's position.
    SWISSSIGN = "SWISSSIGN", "SwissSign: TLS client authentication",
        "https://www.swissid.ch/swisssign/en/blog/tls-client-authentication.html", "2026-11-28";
    /// A reseller of Sectigo.
    TRUSTICO = "TRUSTICO", "Trustico: SSL certificates with client authentication EKU",
        "https://shop.trustico.com/blogs/stories/ssl-certificates-with-client-authentication-eku-available-through-trustico-until-may-2026",
        "2026-11-28";
    /// Microsoft's store of roots.
    MICROSOFT_STORE = "MICROSOFT-STORE", "Microsoft Trusted Root Program: deployment notices",
        "https://github.com/TrustedRootProgram/Program-Requirements", "2026-11-28";
    /// GoDaddy's dates.
    GODADDY = "GODADDY", "GoDaddy: Why is GoDaddy removing clientAuth EKU",
        "https://www.godaddy.com/help/why-is-godaddy-removing-clientauth-eku-and-transitioning-to-the-r1-root-hierarchy-for-dv-tls-issuance-42783",
        "2026-11-23";
    /// SSL.com's dates.
    SSL_COM = "SSLCOM", "SSL.com: Removal of the client authentication EKU",
        "https://stg.ssl.com/blogs/removal-of-the-client-authentication-eku-from-tls-server-certificates-what-you-need-to-know",
        "2026-11-23";
    /// Buypass's end, as its users met it.
    BUYPASS = "BUYPASS", "acmesh-official/acme.sh issue 6480",
        "https://github.com/acmesh-official/acme.sh/issues/6480", "2026-11-28";
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
    /// IdenTrust Public Sector Root CA 1 was in version 17 and is not in 36.
    STORE_WITHOUT_PUBLIC_SECTOR = CHROME_STORE, "IdenTrust Public Sector Root CA 1 is absent";
    /// DigiCert and its brands.
    DIGICERT_DATES = DIGICERT, "Timeline";
    /// Sectigo and its brands.
    SECTIGO_DATES = SECTIGO, "Timeline";
    /// The end of the profiles `classic` and `tlsclient`.
    LETS_ENCRYPT_DATES = LETS_ENCRYPT, "Timeline; docs/profiles, tlsclient";
    /// It came without notice.
    ZEROSSL_DATES = ZEROSSL, "Thread";
    /// On request for some months, then refused.
    GOOGLE_DATES = GOOGLE, "Thread";
    /// None from 2025-06-11 on; valid for 198 days.
    AMAZON_DATES = AMAZON, "Concepts: ACM certificate";
    /// Dropped in the autumn of 2025.
    MICROSOFT_DATES = MICROSOFT, "Client authentication EKU of Microsoft's CA";
    /// Default and end on one day.
    ACTALIS_DATES = ACTALIS, "Client authentication, from 2026-06-15";
    /// No day of its own yet.
    SWISSSIGN_DATES = SWISSSIGN, "Timeline";
    /// It stops before its CA does.
    TRUSTICO_DATES = TRUSTICO, "Until 2026-10-31";
    /// Roots that are made for client certificates.
    CLIENT_ROOTS_LISTED = MICROSOFT_STORE, "trusted-root/2026 and 2020";
    /// Default and end on one day.
    GODADDY_DATES = GODADDY, "Timeline";
    /// Default and end on one day.
    SSL_COM_DATES = SSL_COM, "Timeline";
    /// No TLS certificate at all any more.
    BUYPASS_DATES = BUYPASS, "Thread: last issue on 2025-10-31";
    /// The roots of Chrome's store.
    CHROME_ROOTS = CHROME_STORE, "root_store.textproto: trust anchors and their sct_not_after_sec";
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
    /// What the page of the client certificate can do.
    GUIDE_CLIENT_PAGE = GUIDE, "Managing Expressway certificates: client certificate";
    /// What a request carries, and where its key stays.
    GUIDES_X14_REQUEST = GUIDES_X14, "Generating a certificate signing request";
    /// The CAs that Unified CM must trust for what Core presents.
    UNIFIED_CM_TRUST = UNIFIED_CM, "Requirement: tomcat-trust and CallManager-trust";
    /// A template is duplicated, and assigned to a CA.
    AD_CS_TEMPLATES = AD_CS, "Configuring certificate templates";
    /// A request is submitted, and a pending one retrieved.
    CERTREQ_SUBMIT = CERTREQ, "certreq -submit and -retrieve";
    /// Common names, of CAs and of the machines' certificates.
    GUIDES_X14_NAMES = GUIDES_X14, "Loading certificates and keys onto Expressway";
    /// A peer address is a name that the certificate has.
    TRAVERSAL_NAMES = TRAVERSAL, "Traversal zone: peer address and subject alternative name";
    /// A public certificate for Edge.
    GUIDE_EDGE = GUIDE, "Server certificate requirements for Unified Communications";
}
