//! Dates and CAs: the one place that holds them.
//!
//! Entry points: [`authority`] finds the CA that names stand for, [`AUTHORITIES`] is the table;
//! [`SERVER_ONLY_FROM`] is Chrome's rule and [`maximum_days`] how long a public certificate may be
//! valid. Each row of the table says on which day its source was read.
//!
//! Chrome's rule is about issuing: what was issued before stays valid. It binds CAs in Chrome's
//! store, which is not Mozilla's: two public roots that Mozilla has are [`ClientAuth::Outside`] it.
//! A CA without a published date stands in the table as such; for it, Chrome's date is taken and
//! said to be taken.

use crate::certificate::Name;
use crate::citation::authorities::{
    BASELINE_VALIDITY, CERTUM_DATES, CHROME_LEAVES, DIGICERT_DATES, GODADDY_DATES, GOOGLE_DATES,
    LETS_ENCRYPT_DATES, SECTIGO_DATES, SSL_COM_DATES, STORE_WITHOUT_PUBLIC_SECTOR, ZEROSSL_DATES,
};
use crate::citation::{Citation, FN74362_ROOTS};
use crate::time::Timestamp;

/// Leaves that a CA in Chrome's store issues on or after this day carry server authentication alone:
/// Chrome Root Program Policy 1.8 section 1.3.2. It was 2026-06-15 up to policy 1.7.
pub const SERVER_ONLY_FROM: Timestamp = day(2027, 3, 15);

/// Where [`SERVER_ONLY_FROM`] is said.
pub const SERVER_ONLY_SOURCE: &Citation = &CHROME_LEAVES;

/// The day on which all of the table was right: the first on which one of its sources was read.
#[must_use]
pub fn read() -> Timestamp {
    AUTHORITIES.iter().map(|authority| authority.read).min().unwrap_or(SERVER_ONLY_FROM)
}

/// So many days a public TLS certificate may be valid, by the first day on which it is issued:
/// Baseline Requirements section 6.3.2 (ballot SC-081v3). The last row first.
pub const MAXIMUM_DAYS: [(Timestamp, u32); 4] = [
    (day(2029, 3, 15), 47),
    (day(2027, 3, 15), 100),
    (day(2026, 3, 15), 200),
    (day(2020, 9, 1), 398),
];

/// Where [`MAXIMUM_DAYS`] is said.
pub const MAXIMUM_DAYS_SOURCE: &Citation = &BASELINE_VALIDITY;

/// So many days a public certificate that is issued at an instant may be valid; `None` before the
/// table begins.
#[must_use]
pub fn maximum_days(issued: Timestamp) -> Option<u32> {
    MAXIMUM_DAYS.iter().find(|(from, _)| issued >= *from).map(|(_, days)| *days)
}

/// A CA, and until when it issues certificates with client authentication.
#[derive(Debug, PartialEq, Eq)]
pub struct Authority {
    /// What people call it.
    pub name: &'static str,
    /// The names by which its certificates are known, on the path of what it issued.
    pub names: &'static [CaName],
    /// Until when it issues client authentication.
    pub client_auth: ClientAuth,
    /// How well that is founded.
    pub standing: Standing,
    /// Where it is said; for a CA without a date, what Chrome says.
    pub source: &'static Citation,
    /// The day on which that was read.
    pub read: Timestamp,
}

/// A name on a CA certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaName {
    /// Its organisation, O.
    Organization(&'static str),
    /// Its common name, CN, where the organisation does not tell hierarchies apart.
    Common(&'static str),
}

/// Until when a CA issues client authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientAuth {
    /// It has said.
    Until {
        /// From this day on only for those who ask, where there is such a day.
        on_request_from: Option<Timestamp>,
        /// From this day on not at all.
        stops: Timestamp,
    },
    /// No published date is known.
    NotPublished {
        /// From this day on no longer unless asked for; whether asking helps is not known.
        dropped_by_default: Option<Timestamp>,
    },
    /// A public root that issues client authentication outside Chrome's rule, or may do so.
    Outside {
        /// Whether Chrome's store is known not to have it any more; else it was still there when
        /// last seen, and the CA has to be asked.
        left_chrome: bool,
    },
}

/// How well a CA's dates are founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The CA or the program itself says so.
    FirstHand,
    /// A reseller, a user, or one source says so.
    SecondHand,
    /// Nothing was found.
    NotFound,
}

/// The CA that stands behind some CA names, the nearest issuer first, the root last.
///
/// A root outside Chrome's rule anywhere among them decides; otherwise the nearest name that the
/// table has.
#[must_use]
pub fn authority(names: &[&Name]) -> Option<&'static Authority> {
    let outside =
        |authority: &&&Authority| matches!(authority.client_auth, ClientAuth::Outside { .. });
    let named = |name: &Name| {
        let (organization, common) = (name.organization(), name.common_name());
        let is = |value: &Option<alloc::string::String>, wanted: &str| {
            value.as_deref().is_some_and(|value| value.trim().eq_ignore_ascii_case(wanted))
        };
        AUTHORITIES.iter().filter(move |authority| {
            authority.names.iter().any(|wanted| match wanted {
                Organization(wanted) => is(&organization, wanted),
                Common(wanted) => is(&common, wanted),
            })
        })
    };
    let mut all = names.iter().flat_map(|name| named(name));
    let first = all.clone().next();
    all.find(|authority| outside(&authority)).or(first)
}

const fn day(year: u64, month: u64, day: u64) -> Timestamp {
    Timestamp::of_date(year, month, day)
}

const NOT_PUBLISHED: ClientAuth = ClientAuth::NotPublished { dropped_by_default: None };

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

use CaName::{Common, Organization};

/// Every CA that is known by name.
pub const AUTHORITIES: &[Authority] = &[
    // In Chrome's store of version 17, not in that of version 21: Chrome's rule does not bind it.
    Authority {
        name: "IdenTrust Public Sector",
        names: &[
            Common("IdenTrust Public Sector Root CA 1"),
            Common("IdenTrust Public Sector Server CA 1"),
            Common("TrustID RSA ClientAuth CA 2"),
        ],
        client_auth: ClientAuth::Outside { left_chrome: true },
        standing: Standing::FirstHand,
        source: &STORE_WITHOUT_PUBLIC_SECTOR,
        read: day(2026, 11, 23),
    },
    // Cisco names it beside the one above; in Chrome's store of version 21 it still was.
    Authority {
        name: "DigiCert Assured ID G2",
        names: &[
            Common("DigiCert Assured ID Root G2"),
            Common("DigiCert Assured ID CA G2"),
            Common("DigiCert Assured ID Client CA G2"),
        ],
        client_auth: ClientAuth::Outside { left_chrome: false },
        standing: Standing::SecondHand,
        source: &FN74362_ROOTS,
        read: day(2026, 11, 23),
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
    // By `?client_auth=true` since the autumn of 2025, of which no day is known.
    Authority {
        name: "Google Trust Services",
        names: &[Organization("Google Trust Services"), Organization("Google Trust Services LLC")],
        client_auth: ClientAuth::Until { on_request_from: None, stops: day(2026, 4, 13) },
        standing: Standing::SecondHand,
        source: &GOOGLE_DATES,
        read: day(2026, 11, 23),
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
    without_date("Amazon", &[Organization("Amazon")]),
    without_date(
        "HARICA",
        &[
            Organization("Hellenic Academic and Research Institutions CA"),
            Organization("Hellenic Academic and Research Institutions Cert. Authority"),
        ],
    ),
    without_date("Entrust", &[Organization("Entrust, Inc."), Organization("Entrust Limited")]),
    without_date("SwissSign", &[Organization("SwissSign AG")]),
    without_date("Buypass", &[Organization("Buypass AS"), Organization("Buypass AS-983163327")]),
    without_date(
        "Actalis",
        &[Organization("Actalis S.p.A."), Organization("Actalis S.p.A./03358520967")],
    ),
    without_date("QuoVadis", &[Organization("QuoVadis Limited")]),
    without_date("Telia", &[Organization("Telia Company AB"), Organization("Telia Finland Oyj")]),
    without_date("D-Trust", &[Organization("D-Trust GmbH")]),
    without_date(
        "IdenTrust",
        &[Organization("IdenTrust"), Organization("HydrantID (Avalanche Cloud Corporation)")],
    ),
    without_date("Microsoft", &[Organization("Microsoft Corporation")]),
    without_date("Certainly", &[Organization("Certainly")]),
    without_date(
        "Deutsche Telekom",
        &[
            Organization("T-Systems Enterprise Services GmbH"),
            Organization("Deutsche Telekom Security GmbH"),
        ],
    ),
];

/// Certificates that expire from this day on make trouble, by Cisco's certificate guide: "after
/// 2050".
pub const TROUBLE_FROM: Timestamp = day(2050, 1, 1);

/// The CA that Expressway's own ACME client asks.
pub const LETS_ENCRYPT: &str = "Let's Encrypt";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, name};
    use std::collections::BTreeSet;
    use std::vec::Vec;

    fn found(names: &[&Name]) -> Option<&'static str> {
        authority(names).map(|authority| authority.name)
    }

    #[test]
    fn a_ca_is_found_by_its_organisation_and_the_nearest_counts() {
        for (organizations, expected) in [
            (&["DigiCert Inc"][..], Some("DigiCert")),
            (&["digicert inc "], Some("DigiCert")),
            (&["Let's Encrypt", "Internet Security Research Group"], Some("Let's Encrypt")),
            (&["ZeroSSL", "The USERTRUST Network"], Some("ZeroSSL")),
            (&["Google Trust Services", "GlobalSign nv-sa"], Some("Google Trust Services")),
            (&["Example Reseller", "Sectigo Limited"], Some("Sectigo")),
            (&["Example"], None),
            (&[], None),
        ] {
            let names = Vec::from_iter(organizations.iter().map(|one| name(&[("O", one)])));
            assert_eq!(found(&Vec::from_iter(&names)), expected, "{organizations:?}");
        }
    }

    #[test]
    fn the_roots_outside_chromes_rule_are_told_by_their_common_names() {
        let digicert = |common| name(&[("O", "DigiCert Inc"), ("CN", common)]);
        for (issuer, root, expected) in [
            ("DigiCert Assured ID CA G2", "DigiCert Assured ID Root G2", "DigiCert Assured ID G2"),
            ("Thawte TLS RSA CA G1", "DigiCert Global Root G2", "DigiCert"),
            // The issuing CA's name says nothing, but its root does.
            ("Made-up Issuing CA", "DigiCert Assured ID Root G2", "DigiCert Assured ID G2"),
        ] {
            assert_eq!(found(&[&digicert(issuer), &digicert(root)]), Some(expected));
        }
        let identrust = |common| name(&[("O", "IdenTrust"), ("CN", common)]);
        let sector = identrust("IdenTrust Public Sector Server CA 1");
        assert_eq!(found(&[&sector]), Some("IdenTrust Public Sector"));
        assert_eq!(found(&[&identrust("HydrantID Server CA O1")]), Some("IdenTrust"));
    }

    #[test]
    fn the_table_is_dated_sourced_and_without_repetition() {
        let mut names = BTreeSet::new();
        for authority in AUTHORITIES {
            assert!(names.insert(authority.name), "{} twice", authority.name);
            assert!(!authority.names.is_empty());
            let without_date = authority.client_auth == NOT_PUBLISHED;
            assert_eq!(without_date, authority.standing == Standing::NotFound);
            assert_eq!(without_date, authority.source == SERVER_ONLY_SOURCE);
            if let ClientAuth::Until { on_request_from: Some(from), stops } = authority.client_auth
            {
                assert!(from < stops, "{}", authority.name);
            }
        }
    }

    #[test]
    fn a_public_certificate_is_valid_the_longer_the_earlier_it_is_issued() {
        for (issued, days) in [
            ("2020-08-31", None),
            ("2020-09-01", Some(398)),
            ("2026-03-14", Some(398)),
            ("2026-03-15", Some(200)),
            ("2027-03-14", Some(200)),
            ("2027-03-15", Some(100)),
            ("2029-03-14", Some(100)),
            ("2029-03-15", Some(47)),
            ("2050-01-01", Some(47)),
        ] {
            assert_eq!(maximum_days(at(issued)), days, "{issued}");
        }
    }
}
