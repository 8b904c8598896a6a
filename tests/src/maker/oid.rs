//! The object identifiers that certificates of this project need, in dotted form.

/// Extended key usage: TLS server authentication.
pub const SERVER_AUTH: &str = "1.3.6.1.5.5.7.3.1";
/// Extended key usage: TLS client authentication.
pub const CLIENT_AUTH: &str = "1.3.6.1.5.5.7.3.2";
/// Extended key usage: code signing.
pub const CODE_SIGNING: &str = "1.3.6.1.5.5.7.3.3";
/// Extended key usage: electronic mail.
pub const EMAIL_PROTECTION: &str = "1.3.6.1.5.5.7.3.4";
/// Extended key usage: time stamping.
pub const TIME_STAMPING: &str = "1.3.6.1.5.5.7.3.8";
/// Extended key usage: signing of revocation answers.
pub const OCSP_SIGNING: &str = "1.3.6.1.5.5.7.3.9";
/// Extended key usage: any purpose.
pub const ANY_PURPOSE: &str = "2.5.29.37.0";
/// Extended key usage: Microsoft smart card logon.
pub const SMART_CARD_LOGON: &str = "1.3.6.1.4.1.311.20.2.2";

/// Extension: subject key identifier.
pub const SUBJECT_KEY_IDENTIFIER: &str = "2.5.29.14";
/// Extension: key usage.
pub const KEY_USAGE: &str = "2.5.29.15";
/// Extension: subject alternative name.
pub const SUBJECT_ALTERNATIVE_NAME: &str = "2.5.29.17";
/// Extension: basic constraints.
pub const BASIC_CONSTRAINTS: &str = "2.5.29.19";
/// Extension: certificate policies.
pub const CERTIFICATE_POLICIES: &str = "2.5.29.32";
/// Extension: authority key identifier.
pub const AUTHORITY_KEY_IDENTIFIER: &str = "2.5.29.35";
/// Extension: extended key usage.
pub const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
/// Extension: Netscape certificate type.
pub const NETSCAPE_CERTIFICATE_TYPE: &str = "2.16.840.1.113730.1.1";

/// CA/Browser Forum policy: domain validated.
pub const DOMAIN_VALIDATED: &str = "2.23.140.1.2.1";
/// CA/Browser Forum policy: organisation validated.
pub const ORGANIZATION_VALIDATED: &str = "2.23.140.1.2.2";
/// CA/Browser Forum policy: extended validation.
pub const EXTENDED_VALIDATION: &str = "2.23.140.1.1";

/// Name attributes: short name and identifier.
pub const NAME_ATTRIBUTES: &[(&str, &str)] = &[
    ("CN", "2.5.4.3"),
    ("SN", "2.5.4.4"),
    ("SERIALNUMBER", "2.5.4.5"),
    ("C", "2.5.4.6"),
    ("L", "2.5.4.7"),
    ("ST", "2.5.4.8"),
    ("STREET", "2.5.4.9"),
    ("O", "2.5.4.10"),
    ("OU", "2.5.4.11"),
    ("UID", "0.9.2342.19200300.100.1.1"),
    ("DC", "0.9.2342.19200300.100.1.25"),
    ("EMAIL", "1.2.840.113549.1.9.1"),
];

/// What a purpose is called in the readable text of a fixture.
pub fn purpose_in_words(dotted: &str) -> &str {
    match dotted {
        SERVER_AUTH => "server authentication",
        CLIENT_AUTH => "client authentication",
        CODE_SIGNING => "code signing",
        EMAIL_PROTECTION => "electronic mail",
        TIME_STAMPING => "time stamping",
        OCSP_SIGNING => "signing of revocation answers",
        ANY_PURPOSE => "any purpose",
        SMART_CARD_LOGON => "smart card logon",
        _ => "another purpose",
    }
}
