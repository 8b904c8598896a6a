//! The engine and `openssl x509` read the same in every certificate.

use eku_tests::{engine, openssl};

#[test]
fn every_root_of_the_public_list_reads_as_openssl_reads_it() {
    let mut complaints = Vec::new();
    for root in webpki_root_certs::TLS_SERVER_ROOT_CERTS {
        let ours = engine::facts(root);
        let theirs = openssl::facts(root);
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => {
                let fields = ours.differences(&theirs);
                if !fields.is_empty() {
                    complaints.push(format!("{fields:?}\n{ours:?}\n{theirs:?}"));
                }
            }
            (ours, theirs) => complaints.push(format!("{ours:?}\n{theirs:?}")),
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
}
