//! The tables of CAs, of resellers, and of public roots for clients: a row each, with its source and
//! the day on which that was read.

use super::CaName::{Common, Organization};
use super::{Authority, CaName, ClientAuth, LETS_ENCRYPT, Standing, day};
use crate::citation::authorities::{
    ACTALIS_DATES, AMAZON_DATES, BUYPASS_DATES, CERTUM_DATES, CHROME_LEAVES, CHROME_ROOTS,
    CLIENT_ROOTS_LISTED, DIGICERT_DATES, GODADDY_DATES, GOOGLE_DATES, LETS_ENCRYPT_DATES,
    MICROSOFT_DATES, SECTIGO_DATES, SSL_COM_DATES, STORE_WITHOUT_PUBLIC_SECTOR, SWISSSIGN_DATES,
    TRUSTICO_DATES, ZEROSSL_DATES,
};
use crate::citation::{Citation, FN74362_ROOTS};
use crate::time::Timestamp;

pub(super) const NOT_PUBLISHED: ClientAuth = ClientAuth::NotPublished { dropped_by_default: None };

/// A CA of which no date is published.
const fn without_date(name: &'static str, names: &'static [CaName]) -> Authority {
    Authority {
        name,
        names,
        client_auth: NOT_PUBLISHED,
        standing: Standing::NotFound,
        source: &CHROME_LEAVES,
        read: day(2026, 11, 23),
    }
}

/// Every CA that is known by name.
pub const AUTHORITIES: &[Authority] = &[
    // In Chrome's store of version 17, not in that of version 36: Chrome's rule does not bind it.
    Authority {
        name: "IdenTrust Public Sector",
        names: &[
            Common("IdenTrust Public Sector Root CA 1"),
            Common("IdenTrust Public Sector Server CA 1"),
            Common("TrustID RSA ClientAuth CA 2"),
        ],
        client_auth: ClientAuth::Outside,
        standing: Standing::FirstHand,
        source: &STORE_WITHOUT_PUBLIC_SECTOR,
        read: day(2026, 11, 28),
    },
    // Cisco names it beside the one above. Chrome trusts nothing of it that is newer than 2026-09-14.
    Authority {
        name: "DigiCert Assured ID G2",
        names: &[
            Common("DigiCert Assured ID Root G2"),
            Common("DigiCert Assured ID CA G2"),
            Common("DigiCert Assured ID Client CA G2"),
        ],
        client_auth: ClientAuth::Outside,
        standing: Standing::SecondHand,
        source: &FN74362_ROOTS,
        read: day(2026, 11, 28),
    },
    // "Opt-in since 2025-10-01"; the end was 2026-05-01 and is 2027-03-01; DV, OV, EV and QWAC.
    // GeoTrust, Thawte, RapidSSL and Encryption Everywhere have the same organisation.
    Authority {
        name: "DigiCert",
        names: &[Organization("DigiCert Inc"), Organization("DigiCert, Inc.")],
        client_auth: ClientAuth::Until {
            on_request_from: Some(day(2025, 10, 1)),
            stops: day(2027, 3, 1),
        },
        standing: Standing::FirstHand,
        source: &DIGICERT_DATES,
        read: day(2026, 11, 23),
    },
    // Before Sectigo, whose root is above it. Dropped without notice; nothing is said of an end.
    Authority {
        name: "ZeroSSL",
        names: &[Organization("ZeroSSL")],
        client_auth: ClientAuth::NotPublished { dropped_by_default: Some(day(2025, 10, 15)) },
        standing: Standing::SecondHand,
        source: &ZEROSSL_DATES,
        read: day(2026, 11, 23),
    },
    // The end was 2026-05-15 and is 2027-02-10; PositiveSSL and Comodo too.
    Authority {
        name: "Sectigo",
        names: &[
            Organization("Sectigo Limited"),
            Organization("COMODO CA Limited"),
            Organization("The USERTRUST Network"),
        ],
        client_auth: ClientAuth::Until {
            on_request_from: Some(day(2025, 10, 7)),
            stops: day(2027, 2, 10),
        },
        standing: Standing::SecondHand,
        source: &SECTIGO_DATES,
        read: day(2026, 11, 23),
    },
    // The profile `classic` dropped it on 2026-02-11, `tlsclient` ended on 2026-07-08.
    Authority {
        name: LETS_ENCRYPT,
        names: &[
            Organization("Let's Encrypt"),
            Organization("ISRG"),
            Organization("Internet Security Research Group"),
        ],
        client_auth: ClientAuth::Until {
            on_request_from: Some(day(2026, 2, 11)),
            stops: day(2026, 7, 8),
        },
        standing: Standing::FirstHand,
        source: &LETS_ENCRYPT_DATES,
        read: day(2026, 11, 23),
    },
    // On request (`?client_auth=true`) since the week of 2025-11-10; ended in that of 2026-04-13.
    Authority {
        name: "Google Trust Services",
        names: &[Organization("Google Trust Services"), Organization("Google Trust Services LLC")],
        client_auth: ClientAuth::Until {
            on_request_from: Some(day(2025, 11, 10)),
            stops: day(2026, 4, 13),
        },
        standing: Standing::SecondHand,
        source: &GOOGLE_DATES,
        read: day(2026, 11, 28),
    },
    Authority {
        name: "GoDaddy",
        names: &[
            Organization("GoDaddy.com, Inc."),
            Organization("GoDaddy Inc."),
            Organization("Starfield Technologies, Inc."),
        ],
        client_auth: ClientAuth::Until { on_request_from: None, stops: day(2026, 6, 15) },
        standing: Standing::FirstHand,
        source: &GODADDY_DATES,
        read: day(2026, 11, 23),
    },
    Authority {
        name: "SSL.com",
        names: &[Organization("SSL Corporation"), Organization("SSL Corp")],
        client_auth: ClientAuth::Until { on_request_from: None, stops: day(2025, 9, 15) },
        standing: Standing::FirstHand,
        source: &SSL_COM_DATES,
        read: day(2026, 11, 23),
    },
    // A page of 2025-10-21; that the end moved later was not seen.
    Authority {
        name: "Certum",
        names: &[
            Organization("Asseco Data Systems S.A."),
            Organization("Unizeto Technologies S.A."),
        ],
        client_auth: ClientAuth::Until { on_request_from: None, stops: day(2026, 5, 15) },
        standing: Standing::SecondHand,
        source: &CERTUM_DATES,
        read: day(2026, 11, 23),
    },
    without_date("GlobalSign", &[Organization("GlobalSign"), Organization("GlobalSign nv-sa")]),
    Authority {
        name: "Amazon",
        names: &[Organization("Amazon")],
        client_auth: ClientAuth::Until { on_request_from: None, stops: day(2025, 6, 11) },
        standing: Standing::FirstHand,
        source: &AMAZON_DATES,
        read: day(2026, 11, 28),
    },
    without_date(
        "HARICA",
        &[
            Organization("Hellenic Academic and Research Institutions CA"),
            Organization("Hellenic Academic and Research Institutions Cert. Authority"),
        ],
    ),
    // No root of it is in Chrome's store any more: it sells what a partner CA issues, which decides.
    Authority {
        name: "Entrust",
        names: &[Organization("Entrust, Inc."), Organization("Entrust Limited")],
        client_auth: NOT_PUBLISHED,
        standing: Standing::SecondHand,
        source: &CHROME_ROOTS,
        read: day(2026, 11, 28),
    },
    // It names Chrome's day, and says that its own schedule is being revised.
    Authority {
        name: "SwissSign",
        names: &[Organization("SwissSign AG")],
        client_auth: NOT_PUBLISHED,
        standing: Standing::FirstHand,
        source: &SWISSSIGN_DATES,
        read: day(2026, 11, 28),
    },
    // Last orders 2025-10-15, last issue 2025-10-31.
    Authority {
        name: "Buypass",
        names: &[Organization("Buypass AS"), Organization("Buypass AS-983163327")],
        client_auth: ClientAuth::Ceased { from: day(2025, 11, 1) },
        standing: Standing::SecondHand,
        source: &BUYPASS_DATES,
        read: day(2026, 11, 28),
    },
    // Only the beginning of the page was read: the day may have moved.
    Authority {
        name: "Actalis",
        names: &[Organization("Actalis S.p.A."), Organization("Actalis S.p.A./03358520967")],
        client_auth: ClientAuth::Until { on_request_from: None, stops: day(2026, 6, 15) },
        standing: Standing::SecondHand,
        source: &ACTALIS_DATES,
        read: day(2026, 11, 28),
    },
    without_date("QuoVadis", &[Organization("QuoVadis Limited")]),
    without_date("Telia", &[Organization("Telia Company AB"), Organization("Telia Finland Oyj")]),
    without_date("D-Trust", &[Organization("D-Trust GmbH")]),
    without_date(
        "IdenTrust",
        &[Organization("IdenTrust"), Organization("HydrantID (Avalanche Cloud Corporation)")],
    ),
    // Dropped between 2025-09-15 and 2025-11-09.
    Authority {
        name: "Microsoft",
        names: &[Organization("Microsoft Corporation")],
        client_auth: ClientAuth::Until { on_request_from: None, stops: day(2025, 11, 9) },
        standing: Standing::SecondHand,
        source: &MICROSOFT_DATES,
        read: day(2026, 11, 28),
    },
    without_date("Certainly", &[Organization("Certainly")]),
    without_date(
        "Deutsche Telekom",
        &[
            Organization("T-Systems Enterprise Services GmbH"),
            Organization("Deutsche Telekom Security GmbH"),
        ],
    ),
];

/// Somebody who sells what a CA issues, and stops earlier.
#[derive(Debug, PartialEq, Eq)]
pub struct Reseller {
    /// What people call it.
    pub name: &'static str,
    /// The name of the CA's row in [`AUTHORITIES`].
    pub authority: &'static str,
    /// From this day on it sells none with client authentication.
    pub stops: Timestamp,
    /// Where it is said.
    pub source: &'static Citation,
    /// The day on which that was read.
    pub read: Timestamp,
}

/// The resellers whose day is known.
pub const RESELLERS: &[Reseller] = &[Reseller {
    name: "Trustico",
    authority: "Sectigo",
    stops: day(2026, 10, 31),
    source: &TRUSTICO_DATES,
    read: day(2026, 11, 28),
}];

/// A public root that is made for client certificates: in Microsoft's store, and not in Chrome's. That
/// Webex or Expressway trusts it out of the box was not found.
#[derive(Debug, PartialEq, Eq)]
pub struct ClientRoot {
    /// Its common name.
    pub name: &'static str,
    /// The name of its CA's row in [`AUTHORITIES`], where it has one.
    pub authority: Option<&'static str>,
    /// Where it is said.
    pub source: &'static Citation,
    /// The day on which that was read.
    pub read: Timestamp,
}

const fn client_root(name: &'static str, authority: Option<&'static str>) -> ClientRoot {
    ClientRoot { name, authority, source: &CLIENT_ROOTS_LISTED, read: day(2026, 11, 28) }
}

/// The public roots for client authentication that are known.
pub const CLIENT_ROOTS: &[ClientRoot] = &[
    client_root("IdenTrust Commercial Root Client-Auth RSA CA 2", Some("IdenTrust")),
    client_root("IdenTrust Commercial Root Client-Auth ECC CA 2", Some("IdenTrust")),
    client_root("emSign Root Client Auth CA G1", None),
    client_root("emSign Root Client Auth CA G3", None),
    client_root("Telia RSA Client Root CA v3", Some("Telia")),
    client_root("Telia ECC Client Root CA v3", Some("Telia")),
    client_root("GlobalSign Client Authentication Root R45", Some("GlobalSign")),
    client_root("GlobalSign Client Authentication Root E45", Some("GlobalSign")),
];
