//! Signatures of every algorithm, and signatures that are wrong.

use super::{Case, differences};
use crate::maker::{Authority, Key, SignatureAlgorithm, Template, oid};

pub(super) fn cases() -> Vec<Case> {
    [right(), wrong()].concat()
}

/// Chains of every kind of key, with every algorithm that such a key signs with.
fn right() -> Vec<Case> {
    use SignatureAlgorithm as Signed;
    let kinds: [(Key, Key, &[Signed]); 7] = [
        (
            Key::rsa(2048, 1),
            Key::rsa(2048, 2),
            &[Signed::RsaSha256, Signed::RsaSha384, Signed::RsaSha512, Signed::RsaPssSha256],
        ),
        (Key::rsa(3072, 1), Key::rsa(2048, 3), &[Signed::RsaSha256, Signed::RsaPssSha256]),
        (Key::rsa(4096, 1), Key::rsa(2048, 4), &[Signed::RsaSha512]),
        (
            Key::p256("algorithms root"),
            Key::p256("algorithms issuing"),
            &[Signed::EcdsaSha256, Signed::EcdsaSha384, Signed::EcdsaSha512],
        ),
        (
            Key::p384("algorithms root"),
            Key::p384("algorithms issuing"),
            &[Signed::EcdsaSha256, Signed::EcdsaSha384, Signed::EcdsaSha512],
        ),
        (
            Key::p521("algorithms root"),
            Key::p521("algorithms issuing"),
            &[Signed::EcdsaSha384, Signed::EcdsaSha512],
        ),
        (Key::ed25519("algorithms root"), Key::ed25519("algorithms issuing"), &[Signed::Ed25519]),
    ];
    let mut cases = Vec::new();
    for (root_key, issuing_key, algorithms) in kinds {
        for algorithm in algorithms {
            let root = Template::authority("Algorithm Root").key(root_key.clone());
            let root = Authority::root(root.signed_with(*algorithm));
            let issuing = Template::authority("Algorithm Issuing").key(issuing_key.clone());
            let issuing = root.intermediate(issuing.signed_with(*algorithm));
            let leaf = issuing.issue(leaf().signed_with(*algorithm));
            let label = format!("{} signs with {algorithm:?}", root_key.kind_in_words());
            let chain = [issuing.certificate()];
            cases.push(Case::client(label.clone(), &leaf, &chain, &[root.certificate()]));
            let damaged = issuing.issue(leaf_template_damaged(*algorithm));
            let label = format!("{label}, damaged");
            cases.push(Case::client(label, &damaged, &chain, &[root.certificate()]));
        }
    }
    // A path through keys of four kinds.
    let root = Authority::root(Template::authority("Mixed Root").key(Key::rsa(2048, 1)));
    let first = root.intermediate(Template::authority("Mixed 1").key(Key::p384("mixed")));
    let second = first.intermediate(Template::authority("Mixed 2").key(Key::ed25519("mixed")));
    let leaf = second.issue(leaf().key(Key::p521("mixed leaf")));
    let chain = [second.certificate(), first.certificate()];
    cases.push(Case::client("keys of four kinds", &leaf, &chain, &[root.certificate()]));
    cases
}

fn wrong() -> Vec<Case> {
    let root = Authority::root(Template::authority("Signing Root"));
    let issuing = root.intermediate(Template::authority("Signing Issuing"));
    let trusted = [root.certificate()];
    let good = issuing.issue(leaf());
    let case =
        |label: &str, leaf, chain: &[_], trusted: &[_]| Case::client(label, leaf, chain, trusted);
    let damaged_issuing = root.intermediate(Template::authority("Signing Issuing").damaged());
    let damaged_root = Authority::root(Template::authority("Signing Root").damaged());
    let other = Authority::root(Template::authority("Signing Root").key(Key::p256("another")));
    let outer = |template: Template| template.outer_algorithm(SignatureAlgorithm::EcdsaSha384);
    let unknown = |template: Template| template.signed_with(SignatureAlgorithm::Unknown);
    let unknown_issuing = root.intermediate(unknown(Template::authority("Signing Issuing")));
    let unknown_root = Authority::root(unknown(Template::authority("Signing Root")));
    let chain = [issuing.certificate()];
    vec![
        case("a good signature", &good, &chain, &trusted),
        case("a damaged intermediate", &good, &[damaged_issuing.certificate()], &trusted),
        case(
            "a damaged and a good copy of an intermediate",
            &good,
            &[damaged_issuing.certificate(), issuing.certificate()],
            &trusted,
        ),
        case(
            "a good and a damaged copy of an intermediate",
            &good,
            &[issuing.certificate(), damaged_issuing.certificate()],
            &trusted,
        ),
        case("a damaged root", &good, &chain, &[damaged_root.certificate()]),
        case("a root of the same name with another key", &good, &chain, &[other.certificate()]),
        case(
            "two algorithms named in one certificate",
            &issuing.issue(outer(leaf())),
            &chain,
            &trusted,
        ),
        case("an unknown algorithm in the leaf", &issuing.issue(unknown(leaf())), &chain, &trusted)
            .differs(&differences::SIGNATURE_NOT_CHECKED),
        case(
            "an unknown algorithm in the intermediate",
            &good,
            &[unknown_issuing.certificate()],
            &trusted,
        )
        .differs(&differences::SIGNATURE_NOT_CHECKED),
        case("an unknown algorithm in the root", &good, &chain, &[unknown_root.certificate()])
            .differs(&differences::SIGNATURE_NOT_CHECKED),
    ]
}

fn leaf() -> Template {
    Template::leaf("signed.example.com").purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH])
}

fn leaf_template_damaged(algorithm: SignatureAlgorithm) -> Template {
    leaf().signed_with(algorithm).damaged()
}
