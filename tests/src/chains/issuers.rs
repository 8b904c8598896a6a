//! CAs that are expired, not trusted, no CAs at all, or at the end of too long a path.

use super::Case;
use super::states::PURPOSES;
use crate::maker::{
    Authority, Certificate, Extension, Key, KeyUsage, NetscapeType, Template, der, oid,
};

pub(super) fn cases() -> Vec<Case> {
    [validity(), trust(), no_authority(), path_lengths(), more_extensions()].concat()
}

fn validity() -> Vec<Case> {
    let past = ("2015-01-01T00:00:00Z", "2025-01-01T00:00:00Z");
    let future = ("2027-01-01T00:00:00Z", "2037-01-01T00:00:00Z");
    let usual = ("2020-01-01T00:00:00Z", "2045-01-01T00:00:00Z");
    let mut cases = Vec::new();
    for (label, of_root, of_issuing, of_leaf) in [
        ("everything in its validity", usual, usual, usual),
        ("the root expired", past, usual, usual),
        ("the root not yet valid", future, usual, usual),
        ("the intermediate expired", usual, past, usual),
        ("the intermediate not yet valid", usual, future, usual),
        ("the leaf expired", usual, usual, past),
        ("the leaf not yet valid", usual, usual, future),
        ("root and intermediate expired", past, past, usual),
        ("everything expired", past, past, past),
        ("validity that ends before it begins", usual, (future.0, past.1), usual),
    ] {
        let template =
            |name: &str, (from, to): (&str, &str)| Template::authority(name).valid(from, to);
        let root = Authority::root(template("Dated Root", of_root));
        let issuing = root.intermediate(template("Dated Issuing", of_issuing));
        let leaf = issuing.issue(leaf().valid(of_leaf.0, of_leaf.1));
        for purpose in PURPOSES {
            let label = format!("{label}, {purpose:?}");
            cases.push(Case::new(
                label,
                purpose,
                &leaf,
                &[issuing.certificate()],
                &[root.certificate()],
            ));
        }
    }
    let root = Authority::root(Template::authority("Dated Root"));
    let issuing = Template::authority("Dated Issuing");
    let issuing = root.intermediate(issuing.valid("2026-07-01T00:00:00Z", "2026-12-01T00:00:00Z"));
    let leaf = issuing.issue(leaf());
    for at in [
        "2026-06-30T23:59:59Z",
        "2026-07-01T00:00:00Z",
        "2026-11-30T23:59:59Z",
        "2026-12-01T00:00:00Z",
        "2026-12-01T00:00:01Z",
    ] {
        let label = format!("at {at}, under a CA of the second half of 2026");
        let case = Case::client(label, &leaf, &[issuing.certificate()], &[root.certificate()]);
        cases.push(case.at(at));
    }
    cases
}

fn trust() -> Vec<Case> {
    let root = Authority::root(Template::authority("Trusted Root"));
    let other = Authority::root(Template::authority("Other Root"));
    let issuing = root.intermediate(Template::authority("Trusted Issuing"));
    let leaf = issuing.issue(leaf());
    let alone = Authority::root(self_issued_leaf()).certificate().clone();
    let alone_server =
        Authority::root(self_issued_leaf().purposes(&[oid::SERVER_AUTH])).certificate().clone();
    let alone_expired = self_issued_leaf().valid("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
    let alone_expired = Authority::root(alone_expired).certificate().clone();
    let direct = root.issue(leaf_template("direct.example.com"));
    let (root, other, issuing) = (root.certificate(), other.certificate(), issuing.certificate());
    let case = |label: &str, leaf: &Certificate, chain: &[&_], trusted: &[&_]| {
        PURPOSES.map(|purpose| {
            Case::new(format!("{label}, {purpose:?}"), purpose, leaf, chain, trusted)
        })
    };
    [
        case("an empty trusted list", &leaf, &[issuing, root], &[]),
        case("another root trusted", &leaf, &[issuing], &[other]),
        case("another root trusted, the right one sent", &leaf, &[issuing, root], &[other]),
        case("the right root among two", &leaf, &[issuing], &[other, root]),
        case("the right root twice", &leaf, &[issuing], &[root, root]),
        case("the root sent as well", &leaf, &[issuing, root], &[root]),
        case("the leaf sent twice", &leaf, &[&leaf, issuing], &[root]),
        case("no intermediate", &leaf, &[], &[root]),
        case("the intermediate trusted beside its root", &leaf, &[], &[issuing, root]),
        case("the intermediate alone trusted", &leaf, &[], &[issuing]),
        case("the intermediate alone trusted, the root sent", &leaf, &[root], &[issuing]),
        case("the intermediate sent and alone trusted", &leaf, &[issuing], &[issuing]),
        case("the leaf alone trusted", &leaf, &[], &[&leaf]),
        case("leaf and intermediate trusted", &leaf, &[issuing], &[&leaf, issuing]),
        case("directly below the root", &direct, &[], &[root]),
        case("a stranger beside the chain", &leaf, &[other, issuing], &[root]),
        case("a leaf that is its own root, trusted", &alone, &[], &[&alone]),
        case("a leaf that is its own root, not trusted", &alone, &[], &[root]),
        case("a leaf that is its own root, sent twice", &alone, &[&alone], &[root]),
        case("a leaf that is its own root, for servers", &alone_server, &[], &[&alone_server]),
        case("a leaf that is its own root, expired", &alone_expired, &[], &[&alone_expired]),
    ]
    .concat()
}

/// Issuers that are no CA by their BasicConstraints, or by nothing.
fn no_authority() -> Vec<Case> {
    let root = Authority::root(Template::authority("Strict Root"));
    let authority = || Template::authority("Strict Issuing");
    let bare = || authority().without(oid::BASIC_CONSTRAINTS);
    let netscape = Extension::netscape_type(&[NetscapeType::TlsAuthority]);
    let email = Extension::netscape_type(&[NetscapeType::Email]);
    let broken = Extension::new(oid::BASIC_CONSTRAINTS, vec![0x05, 0x00]);
    let mut cases = Vec::new();
    for (label, template) in [
        ("which says that it is no CA", authority().with(Extension::not_an_authority())),
        ("without BasicConstraints", bare()),
        ("without BasicConstraints and key usage", bare().without(oid::KEY_USAGE)),
        (
            "without BasicConstraints, of Netscape's CA type",
            bare().without(oid::KEY_USAGE).with(netscape),
        ),
        (
            "without BasicConstraints, of another Netscape type",
            bare().without(oid::KEY_USAGE).with(email),
        ),
        ("with unreadable BasicConstraints", authority().with(broken)),
        ("of version 1", authority().version(1)),
        ("which may not sign certificates", authority().key_usage(&[KeyUsage::CrlSign])),
    ] {
        let issuing = root.intermediate(template);
        let leaf = issuing.issue(leaf());
        let label = format!("an intermediate {label}");
        cases.push(Case::client(label, &leaf, &[issuing.certificate()], &[root.certificate()]));
    }
    for (label, template) in [
        ("of version 1", Template::authority("Old Root").version(1)),
        (
            "without BasicConstraints",
            Template::authority("Old Root").without(oid::BASIC_CONSTRAINTS),
        ),
        (
            "without any extension of a CA",
            Template::authority("Old Root").without(oid::BASIC_CONSTRAINTS).without(oid::KEY_USAGE),
        ),
    ] {
        let root = Authority::root(template);
        let issuing = root.intermediate(Template::authority("Issuing below an old root"));
        let leaf = issuing.issue(leaf());
        let label = format!("a root {label}");
        cases.push(Case::client(label, &leaf, &[issuing.certificate()], &[root.certificate()]));
    }
    cases
}

fn path_lengths() -> Vec<Case> {
    let limited = |name: &str, length| Template::authority(name).with(Extension::authority(length));
    let mut cases = Vec::new();
    for (label, lengths) in [
        ("no limit", [None, None, None]),
        ("exactly kept", [Some(2), Some(1), Some(0)]),
        ("kept with room", [Some(9), Some(8), Some(7)]),
        ("exceeded at the root", [Some(1), None, None]),
        ("exceeded at the root by one that limits itself", [Some(0), Some(0), Some(0)]),
        ("exceeded in the middle", [None, Some(0), None]),
        ("kept at the end", [None, None, Some(0)]),
        ("far beyond 255", [Some(70_000), Some(300), Some(256)]),
    ] {
        let root = Authority::root(limited("Long Root", lengths[0]));
        let first = root.intermediate(limited("Long 1", lengths[1]));
        let second = first.intermediate(limited("Long 2", lengths[2]));
        let leaf = second.issue(leaf());
        let chain = [second.certificate(), first.certificate()];
        cases.push(Case::client(
            format!("a path length {label}"),
            &leaf,
            &chain,
            &[root.certificate()],
        ));
    }
    // A CA that issued itself a certificate for a new key: such a step does not count.
    let root = Authority::root(limited("Renewed Root", Some(0)));
    let renewed = Template::authority("Renewed Root").key(Key::p256("renewed"));
    let renewed = root.intermediate(renewed);
    let below = renewed.issue(leaf());
    cases.push(Case::client(
        "a path length with a step to itself",
        &below,
        &[renewed.certificate()],
        &[root.certificate()],
    ));
    let issuing = renewed.intermediate(Template::authority("Renewed Issuing"));
    let leaf = issuing.issue(leaf());
    cases.push(Case::client(
        "a path length exceeded beside a step to itself",
        &leaf,
        &[issuing.certificate(), renewed.certificate()],
        &[root.certificate()],
    ));
    cases
}

/// Extensions that OpenSSL obeys and the specification of this program does not mention.
fn more_extensions() -> Vec<Case> {
    let root = Authority::root(Template::authority("Extended Root"));
    let unknown = || Extension::new("1.3.6.1.4.1.55555.3", der::null()).critical(true);
    let names = |subtree: &str| {
        let base = der::sequence(&[der::implicit(2, subtree.as_bytes())]);
        Extension::new("2.5.29.30", der::sequence(&[der::element(0xa0, &base)])).critical(true)
    };
    let under = |label: &str, template: Template, leaf: Template| {
        let issuing = root.intermediate(template);
        let leaf = issuing.issue(leaf);
        Case::client(label, &leaf, &[issuing.certificate()], &[root.certificate()])
    };
    let authority = || Template::authority("Extended Issuing");
    let no_key_id = || Extension::new(oid::SUBJECT_KEY_IDENTIFIER, vec![0x05, 0x00]);
    let broken = || Extension::new(oid::SUBJECT_ALTERNATIVE_NAME, vec![0x05, 0x00]);
    let policies = || Extension::policies(&[oid::DOMAIN_VALIDATED]).critical(true);
    let of_own_key = || Extension::subject_key_identifier(&[1; 20]).critical(true);
    vec![
        under("critical policies", authority(), leaf().with(policies())),
        under("critical policies in a CA", authority().with(policies()), leaf()),
        under("a critical key identifier", authority(), leaf().with(of_own_key())),
        under("unreadable key identifier in a CA", authority().with(no_key_id()), leaf()),
        under("an unknown extension", authority(), leaf().with(unknown().critical(false))),
        under("a critical unknown extension", authority(), leaf().with(unknown())),
        under("a critical unknown extension in a CA", authority().with(unknown()), leaf()),
        under("names within constraints", authority().with(names("example.com")), leaf()),
        under("names outside of constraints", authority().with(names("example.org")), leaf()),
        under("unreadable names", authority(), leaf().with(broken())),
        under("unreadable names in a CA", authority().with(broken()), leaf()),
    ]
}

fn leaf() -> Template {
    leaf_template("issued.example.com")
}

fn leaf_template(name: &str) -> Template {
    Template::leaf(name).dns(&[name]).purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH])
}

fn self_issued_leaf() -> Template {
    leaf_template("alone.example.com")
}
