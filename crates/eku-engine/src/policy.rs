//! Dates and CAs: the one place that holds them.
//!
//! Entry points: [`authorities`] finds the CAs that names stand for, [`AUTHORITIES`] is the table;
//! [`SERVER_ONLY_FROM`] is Chrome's rule and [`maximum_days`] how long a public certificate may be
//! valid. Each row of the table says on which day its source was read.
//!
//! Chrome's rule is about issuing: what was issued before stays valid. It binds CAs in Chrome's
//! store ([`chrome_roots`]), which is not Mozilla's. Days of CAs are those of TLS certificates.
//! A CA without a published date stands in the table as such; what then holds, [`crate::renewal`]
//! says.

pub mod chrome_roots;
mod table;

use crate::certificate::Name;
use crate::citation::Citation;
use crate::citation::authorities::{BASELINE_VALIDITY, CHROME_LEAVES};
use crate::time::Timestamp;
use CaName::{Common, Organization};

pub use table::{AUTHORITIES, CLIENT_ROOTS, ClientRoot, RESELLERS, Reseller};

/// Leaves that a CA in Chrome's store issues on or after this day carry server authentication alone:
/// Chrome Root Program Policy 1.8 section 1.3.2. It was 2026-06-15 up to policy 1.7.
pub const SERVER_ONLY_FROM: Timestamp = day(2027, 3, 15);

/// Where [`SERVER_ONLY_FROM`] is said.
pub const SERVER_ONLY_SOURCE: &Citation = &CHROME_LEAVES;

/// The day on which Chrome's policy, the Baseline Requirements and Cisco's documents were read.
pub const DOCUMENTS_READ: Timestamp = day(2026, 11, 23);

/// The day on which all of the table was right: the first on which one of its sources was read.
#[must_use]
pub fn read() -> Timestamp {
    AUTHORITIES.iter().map(|authority| authority.read).fold(DOCUMENTS_READ, Timestamp::min)
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
    /// It issues no TLS certificate at all any more.
    Ceased {
        /// From this day on.
        from: Timestamp,
    },
    /// No published date is known.
    NotPublished {
        /// From this day on no longer unless asked for; whether asking helps is not known.
        dropped_by_default: Option<Timestamp>,
    },
    /// A public root that issues client authentication outside Chrome's rule: Chrome's store does not
    /// have it, or trusts nothing newer of it since before the rule.
    Outside,
}

impl ClientAuth {
    /// From this day on it issues none, where that is published.
    #[must_use]
    pub const fn ends(self) -> Option<Timestamp> {
        match self {
            Self::Until { stops, .. } => Some(stops),
            Self::Ceased { from } => Some(from),
            Self::NotPublished { .. } | Self::Outside => None,
        }
    }
}

impl Authority {
    /// Whether it stopped unless asked, and whether asking helps is not known.
    #[must_use]
    pub const fn dropped_by_default(&self) -> bool {
        matches!(self.client_auth, ClientAuth::NotPublished { dropped_by_default: Some(_) })
    }
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

/// The CAs that stand behind some CA names, the nearest issuer first, the root last: whose
/// certificate it is, and whose word decides, where one has a day.
///
/// A root outside Chrome's rule anywhere among them is both; otherwise the nearest name that the
/// table has, and the nearest with a day.
#[must_use]
pub fn authorities(names: &[&Name]) -> [Option<&'static Authority>; 2] {
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
    let all = || names.iter().flat_map(|name| named(name));
    if let outside @ Some(_) = all().find(|one| one.client_auth == ClientAuth::Outside) {
        return [outside; 2];
    }
    [all().next(), all().find(|one| one.client_auth.ends().is_some())]
}

const fn day(year: u64, month: u64, day: u64) -> Timestamp {
    Timestamp::of_date(year, month, day)
}

/// Certificates that expire from this day on make trouble, by Cisco's certificate guide: "after
/// 2050".
pub const TROUBLE_FROM: Timestamp = day(2050, 1, 1);

/// The CA that Expressway's own ACME client asks.
pub const LETS_ENCRYPT: &str = "Let's Encrypt";

#[cfg(test)]
mod tests {
    use super::table::NOT_PUBLISHED;
    use super::*;
    use crate::testing::{at, name};
    use std::collections::BTreeSet;
    use std::vec::Vec;

    fn found(names: &[&Name]) -> Option<&'static str> {
        authorities(names)[0].map(|authority| authority.name)
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
            let nothing_found = authority.standing == Standing::NotFound;
            assert_eq!(nothing_found, authority.source == SERVER_ONLY_SOURCE);
            assert!(!nothing_found || authority.client_auth == NOT_PUBLISHED);
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
