//! `key-usage-forbids`: a purpose is required, and key usage or Netscape certificate type does not
//! allow the role.

use crate::certificate::{Certificate, KeyUsage, NetscapeType};
use crate::citation::OPENSSL_KEY_USAGE;
use crate::connection::{Demand, Presentation};
use crate::deployment::Role;
use crate::rule::{Aspect, Check, DecidedBy, Evidence, Finding, Remedy, Rule, finding, purposes};

/// The rule.
pub static RULE: Rule = Rule {
    id: "key-usage-forbids",
    title: "Key usage forbids the role",
    explanation: "Where an EKU is required, OpenSSL also checks that key usage allows the role. A \
        client needs digital signature or key agreement. A server needs one of these or key \
        encipherment. A Netscape certificate type must include the role.",
    citation: &OPENSSL_KEY_USAGE,
    remedy: Remedy::Replace,
    aspect: Aspect::Purposes,
    decided_by: DecidedBy::TlsVerify,
    check: Check::Presentation(check),
};

fn check(presentation: &Presentation<'_>) -> Option<Finding> {
    let (leaf, demand) = purposes(presentation)?;
    let roles: &[Role] = match demand.kind {
        Demand::ClientAuth => &[Role::Initiator],
        Demand::ServerAuth => &[Role::Responder],
        Demand::Both => &[Role::Initiator, Role::Responder],
        Demand::EkuCheckOff | Demand::Ignored | Demand::Unknown | Demand::Readable => &[],
    };
    let evidence = roles.iter().find_map(|role| forbidden(leaf, *role))?;
    Some(finding(&RULE, presentation, evidence))
}

/// Why the certificate's key may not be used in a role; `None` where it may.
pub(super) fn forbidden(leaf: &Certificate, role: Role) -> Option<Evidence> {
    let key_usage_allows = leaf.key_usage.is_none_or(|usage| match role {
        Role::Initiator => usage.allows_client(),
        Role::Responder => usage.allows_server(),
    });
    let type_allows = leaf.netscape_type.is_none_or(|uses| match role {
        Role::Initiator => uses.allows_client(),
        Role::Responder => uses.allows_server(),
    });
    if !key_usage_allows {
        let unreadable = leaf.key_usage == Some(KeyUsage::Unreadable);
        Some(Evidence::KeyUsage { role, netscape: false, unreadable })
    } else if !type_allows {
        let unreadable = leaf.netscape_type == Some(NetscapeType::Unreadable);
        Some(Evidence::KeyUsage { role, netscape: true, unreadable })
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, check_cases, leaf};

    #[test]
    fn key_usage_must_allow_the_role_where_a_purpose_is_required() {
        let usage = |bits: u8| Certificate {
            key_usage: Some(KeyUsage::Allows(u16::from(bits) << 8)),
            ..leaf("S C")
        };
        check_cases(
            &RULE,
            [
                Case::silent(leaf("S C"), Demand::ClientAuth),
                Case::silent(usage(0x80), Demand::ClientAuth),
                Case::silent(usage(0x08), Demand::ClientAuth),
                Case::fails(usage(0x20), Demand::ClientAuth),
                Case::fails(usage(0x04), Demand::ClientAuth),
                Case::silent(usage(0x20), Demand::ServerAuth),
                Case::silent(usage(0x80), Demand::ServerAuth),
                Case::silent(usage(0x08), Demand::ServerAuth),
                Case::fails(usage(0x10), Demand::ServerAuth),
                Case::fails(usage(0x20), Demand::Both),
                Case::silent(usage(0x20), Demand::EkuCheckOff),
                Case::silent(usage(0x04), Demand::Ignored),
                Case::fails(
                    Certificate { key_usage: Some(KeyUsage::Unreadable), ..leaf("S C") },
                    Demand::ServerAuth,
                ),
            ],
        );
    }

    #[test]
    fn a_netscape_certificate_type_must_include_the_role() {
        let uses =
            |bits| Certificate { netscape_type: Some(NetscapeType::Uses(bits)), ..leaf("S C") };
        check_cases(
            &RULE,
            [
                Case::silent(uses(0xc0), Demand::Both),
                Case::silent(uses(0x80), Demand::ClientAuth),
                Case::fails(uses(0x40), Demand::ClientAuth),
                Case::silent(uses(0x40), Demand::ServerAuth),
                Case::fails(uses(0x80), Demand::ServerAuth),
                Case::fails(uses(0x80), Demand::Both),
                Case::fails(
                    Certificate { netscape_type: Some(NetscapeType::Unreadable), ..leaf("S C") },
                    Demand::ServerAuth,
                ),
            ],
        );
    }
    #[test]
    fn what_forbids_the_role_is_told() {
        let (of_client, of_server) = (Role::Initiator, Role::Responder);
        for (key_usage, netscape, role, expected) in [
            (KeyUsage::Allows(0x8000), NetscapeType::Uses(0xc0), of_client, None),
            (KeyUsage::Allows(0x2000), NetscapeType::Uses(0x40), of_server, None),
            (KeyUsage::Allows(0x2000), NetscapeType::Uses(0x80), of_client, Some((false, false))),
            (KeyUsage::Allows(0x2000), NetscapeType::Uses(0x40), of_client, Some((false, false))),
            (KeyUsage::Allows(0x8000), NetscapeType::Uses(0x40), of_client, Some((true, false))),
            (KeyUsage::Allows(0x8000), NetscapeType::Uses(0x80), of_server, Some((true, false))),
            (KeyUsage::Unreadable, NetscapeType::Uses(0xc0), of_server, Some((false, true))),
            (KeyUsage::Allows(0x8000), NetscapeType::Unreadable, of_server, Some((true, true))),
        ] {
            let (key_usage, netscape_type) = (Some(key_usage), Some(netscape));
            let leaf = Certificate { key_usage, netscape_type, ..leaf("S C") };
            let evidence = expected.map(|(netscape, unreadable)| Evidence::KeyUsage {
                role,
                netscape,
                unreadable,
            });
            assert_eq!(forbidden(&leaf, role), evidence);
        }
    }
}
