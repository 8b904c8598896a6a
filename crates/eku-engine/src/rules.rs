//! Every rule: [`RULES`] is the one list.
//!
//! Each rule stands in a file of its own, named by its id, with its metadata, its check and a table of
//! cases. A rule's id never changes its meaning and is never reused.

pub mod both_purposes_required;
pub mod certificate_expired;
pub mod certificate_missing;
pub mod certificate_not_yet_valid;
pub mod chain_restricts_eku;
pub mod client_auth_required;
pub mod depends_on;
pub mod eku_extension_absent;
pub mod eku_unreadable;
pub mod far_end_check_unknown;
pub mod issuer_not_trusted;
pub mod key_usage_forbids;
pub mod name_mismatch;
pub mod off_mode_server_auth;
pub mod releases_differ;
pub mod server_auth_required;
pub mod signature_not_checked;

use crate::rule::Rule;

/// Every rule, in the order of the specification.
pub const RULES: &[&Rule] = &[
    &client_auth_required::RULE,
    &server_auth_required::RULE,
    &both_purposes_required::RULE,
    &eku_extension_absent::RULE,
    &eku_unreadable::RULE,
    &key_usage_forbids::RULE,
    &off_mode_server_auth::RULE,
    &chain_restricts_eku::RULE,
    &certificate_missing::RULE,
    &certificate_expired::RULE,
    &certificate_not_yet_valid::RULE,
    &issuer_not_trusted::RULE,
    &signature_not_checked::RULE,
    &name_mismatch::RULE,
    &far_end_check_unknown::RULE,
    &releases_differ::RULE,
    &depends_on::RULE,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_told_apart_by_their_identifiers() {
        for (place, one) in RULES.iter().enumerate() {
            for (other_place, other) in RULES.iter().enumerate() {
                assert_eq!(one == other, place == other_place, "{} {}", one.id, other.id);
            }
        }
        assert_eq!(RULES.last(), Some(&&depends_on::RULE));
    }
}
