//! The data about CAs: the engine's table of Chrome's roots, and what the engine makes of it.

use std::collections::BTreeMap;

use eku_engine::chain::Links;
use eku_engine::issuer::{ChromeStore, Issuer, certificate_hash};
use eku_engine::policy::chrome_roots::{self, ChromeRoot};
use eku_engine::policy::{self, AUTHORITIES, CLIENT_ROOTS, ClientAuth, RESELLERS};
use eku_tests::command::Eku;
use eku_tests::{chrome_roots as data, known_roots, policy_age};

#[test]
fn the_version_says_how_old_the_policy_data_is_and_which_store_of_chrome_it_knows() {
    let ran = Eku::new(["--version"]).run();
    let lines = Vec::from_iter(ran.output.lines());
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(lines[0], concat!("eku ", env!("CARGO_PKG_VERSION")));
    assert!(lines[1].starts_with("policy data of "), "{lines:?}");
    assert!(lines[1].contains("Chrome Root Store 36 (a third-party copy of 28 Nov 2026)"));
}

#[test]
fn the_table_of_chromes_roots_is_what_the_csv_gives() {
    let present = std::fs::read_to_string(data::file()).expect("the table can be read");
    assert!(present == data::source(), "run `cargo xtask policy`");
}

#[test]
fn every_root_of_the_csv_is_found_by_its_hash_with_its_day() {
    for root in data::roots() {
        let byte = |place: usize| u8::from_str_radix(&root.sha256[place..place + 2], 16);
        let hash: [u8; 8] = std::array::from_fn(|place| byte(2 * place).expect("hexadecimal"));
        let expected = ChromeRoot { distrusted_from: root.distrusted_from };
        assert_eq!(chrome_roots::root(&hash), Some(expected), "{}", root.subject);
    }
}

#[test]
fn chromes_store_decides_by_the_root_and_not_mozillas() {
    let of = |name: &str| {
        let roots = known_roots::roots();
        let root =
            roots.into_iter().find(|root| root.subject.common_name().as_deref() == Some(name));
        let root = root.unwrap_or_else(|| panic!("{name} is not in Mozilla's store"));
        let in_store = chrome_roots::root(&certificate_hash(&root));
        let chrome = Issuer::of(&root, &Links::default()).chrome;
        assert_eq!(chrome, in_store.map_or(ChromeStore::HasNot, ChromeStore::Has), "{name}");
        in_store.map(|root| root.distrusted_from.map(|day| day.date().to_string()))
    };
    for (name, expected) in [
        ("DigiCert Global Root G2", Some(None)),
        ("DigiCert Assured ID Root G2", Some(Some("2026-09-15"))),
        ("DigiCert Assured ID Root G3", Some(Some("2026-09-15"))),
        ("DigiCert Trusted Root G4", Some(Some("2026-07-01"))),
        ("Buypass Class 2 Root CA", Some(Some("2025-11-01"))),
        ("SwissSign RSA TLS Root CA 2022 - 1", Some(Some("2027-06-15"))),
        ("IdenTrust Commercial Root CA 1", Some(None)),
        // In Mozilla's store and not in Chrome's.
        ("IdenTrust Public Sector Root CA 1", None),
        ("Telia RSA TLS Root CA v3", None),
    ] {
        assert_eq!(of(name), expected.map(|day| day.map(String::from)), "{name}");
    }
}

#[test]
fn a_source_that_was_read_more_than_90_days_before_a_release_is_named() {
    let first = policy::read();
    assert_eq!(policy_age::too_old(first.plus_days(90)), Vec::<String>::new());
    let old = policy_age::too_old(first.plus_days(91));
    let digicert = format!("DigiCert: read on {}, 91 days ago", first.date());
    assert!(old.contains(&digicert), "{old:?}");
    // What was read later is not old yet.
    let later = policy_age::sources().into_iter().filter(|(_, read)| *read > first);
    for (name, _) in later {
        assert!(!old.iter().any(|line| line.starts_with(&format!("{name}: "))), "{name}");
    }
}

/// Each CA that was looked into: until when it issues client authentication, as `2027-03-01`,
/// `nothing since 2025-11-01`, `not published` or `outside`; or why it stands in no table.
const LOOKED_INTO: &[(&str, Result<&str, &str>)] = &[
    ("DigiCert", Ok("2027-03-01")),
    ("DigiCert Assured ID G2", Ok("outside")),
    ("Sectigo", Ok("2027-02-10")),
    ("Let's Encrypt", Ok("2026-07-08")),
    ("ZeroSSL", Ok("not published")),
    ("Google Trust Services", Ok("2026-04-13")),
    ("GoDaddy", Ok("2026-06-15")),
    ("SSL.com", Ok("2025-09-15")),
    ("Certum", Ok("2026-05-15")),
    ("GlobalSign", Ok("not published")),
    ("Amazon", Ok("2025-06-11")),
    ("HARICA", Ok("not published")),
    ("Entrust", Ok("not published")),
    ("SwissSign", Ok("not published")),
    ("Buypass", Ok("nothing since 2025-11-01")),
    ("Actalis", Ok("2026-06-15")),
    ("QuoVadis", Ok("not published")),
    ("Telia", Ok("not published")),
    ("D-Trust", Ok("not published")),
    ("IdenTrust", Ok("not published")),
    ("IdenTrust Public Sector", Ok("outside")),
    ("Microsoft", Ok("2025-11-09")),
    ("Certainly", Ok("not published")),
    ("Deutsche Telekom", Ok("not published")),
    ("Trustico", Err("a reseller: RESELLERS")),
    ("TBS", Err("a reseller whose days are those of its CAs, Sectigo and DigiCert")),
    ("GÉANT TCS", Err("a reseller of HARICA; its client roots are private")),
    ("DigiCert Assured ID G3", Err("no source names it for client authentication: DigiCert's day")),
    (
        "DigiCert Trusted Root G4",
        Err("no source names it for client authentication: DigiCert's day"),
    ),
    ("DigiCert X9", Err("a private hierarchy")),
    (
        "emSign",
        Err("its roots for clients: CLIENT_ROOTS; nothing is known of its TLS certificates"),
    ),
];

#[test]
fn every_ca_that_was_looked_into_is_in_the_table_or_left_out_for_a_reason() {
    let told = |client_auth| match client_auth {
        ClientAuth::Until { stops, .. } => stops.date().to_string(),
        ClientAuth::Ceased { from } => format!("nothing since {}", from.date()),
        ClientAuth::NotPublished { .. } => "not published".into(),
        ClientAuth::Outside => "outside".into(),
    };
    let mut table = BTreeMap::from_iter(AUTHORITIES.iter().map(|one| (one.name, one)));
    for (name, expected) in LOOKED_INTO {
        let row = table.remove(name).map(|row| told(row.client_auth));
        assert_eq!(row.as_deref(), expected.ok(), "{name}");
    }
    assert!(table.is_empty(), "not looked into: {:?}", table.keys());
    for (name, _) in
        LOOKED_INTO.iter().filter(|(_, row)| row.is_err_and(|why| why.contains("RESELLERS")))
    {
        assert!(RESELLERS.iter().any(|one| one.name == *name), "{name}");
    }
}

#[test]
fn resellers_and_roots_for_clients_belong_to_cas_of_the_table() {
    let known = |name: &str| AUTHORITIES.iter().any(|one| one.name == name);
    for reseller in RESELLERS {
        assert!(known(reseller.authority), "{}", reseller.name);
    }
    for root in CLIENT_ROOTS {
        assert!(root.authority.is_none_or(known), "{}", root.name);
        // Chrome's rule does not bind what its store does not have.
        let in_store = data::roots().iter().any(|one| one.subject.contains(root.name));
        assert!(!in_store, "{}", root.name);
    }
}
