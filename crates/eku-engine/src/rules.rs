//! One file a rule, named by its id.

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
