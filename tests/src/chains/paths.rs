//! Several paths from one leaf: cross-signed CAs, several certificates of one CA, several CAs of
//! one name, loops, and long lists.

use super::states::State;
use super::{Case, differences};
use crate::maker::{Authority, Certificate, Extension, Key, Template, oid};

pub(super) fn cases() -> Vec<Case> {
    [cross_signed(), copies(), one_name(), loops(), long()].concat()
}

/// A new root that an old root has cross-signed, and a leaf two steps below it.
fn cross_signed() -> Vec<Case> {
    let old = Authority::root(Template::authority("Old Root"));
    let new = Authority::root(Template::authority("New Root"));
    let in_state = |state: State| state.put(Template::authority("New Root"));
    let expired =
        |template: Template| template.valid("2015-01-01T00:00:00Z", "2025-01-01T00:00:00Z");
    let new_for_servers = Authority::root(in_state(State::Server));
    let new_expired = Authority::root(expired(in_state(State::Absent)));
    let cross = old.cross_sign(&new, in_state(State::Absent));
    let cross_for_servers = old.cross_sign(&new, in_state(State::Server));
    let cross_expired = old.cross_sign(&new, expired(in_state(State::Absent)));
    let issuing = new.intermediate(Template::authority("New Issuing"));
    let leaf = issuing.issue(leaf());
    let (old, issuing) = (old.certificate(), issuing.certificate());
    let (self_signed, for_servers) = (new.certificate(), new_for_servers.certificate());
    let new_expired = new_expired.certificate();
    let case = |label: &str, chain: &[&Certificate], trusted: &[&Certificate]| {
        Case::client(format!("cross-signed: {label}"), &leaf, chain, trusted)
    };
    vec![
        case("the new root trusted", &[issuing, &cross], &[self_signed]),
        case("the old root trusted", &[issuing, &cross], &[old]),
        case("both roots trusted", &[issuing, &cross], &[old, self_signed]),
        case("the old root trusted, no cross certificate", &[issuing], &[old]),
        case("the cross certificate in the list", &[issuing], &[old, &cross]),
        case("the cross certificate alone in the list", &[issuing], &[&cross]),
        case("the only way restricted", &[issuing, &cross_for_servers], &[old]),
        case("both ways restricted", &[issuing, &cross_for_servers], &[old, for_servers]),
        case(
            "what was sent restricted, the list's own copy not",
            &[issuing, &cross_for_servers],
            &[old, self_signed],
        )
        .differs(&differences::UNRESTRICTED_PATH_FIRST),
        case(
            "the list's own copy restricted, what was sent not",
            &[issuing, &cross],
            &[old, for_servers],
        )
        .differs(&differences::RESTRICTED_PATH_FIRST),
        case("a restricted way that nobody trusts", &[issuing, &cross_for_servers], &[self_signed]),
        case("what was sent expired", &[issuing, &cross_expired], &[old, self_signed]),
        case("the only way expired", &[issuing, &cross_expired], &[old]),
        case("the list's own copy expired", &[issuing, &cross], &[old, new_expired]),
    ]
}

/// Several certificates of one intermediate, with one name and one key.
fn copies() -> Vec<Case> {
    let root = Authority::root(Template::authority("Copies Root"));
    let copy = |template: Template| root.intermediate(template).certificate().clone();
    let template = || Template::authority("Copied Issuing");
    let issuing = root.intermediate(template());
    let leaf = issuing.issue(leaf());
    let root = root.certificate();
    let good = issuing.certificate();
    let for_servers = copy(State::Server.put(template()));
    let for_any = copy(State::Any.put(template()));
    let unreadable = copy(State::Unreadable.put(template()));
    let expired = copy(template().valid("2015-01-01T00:00:00Z", "2025-01-01T00:00:00Z"));
    let later = copy(template().valid("2027-01-01T00:00:00Z", "2037-01-01T00:00:00Z"));
    let no_authority = copy(template().with(Extension::not_an_authority()));
    let may_not_sign = copy(template().key_usage(&[crate::maker::KeyUsage::CrlSign]));
    let expired_for_servers =
        copy(State::Server.put(template()).valid("2015-01-01T00:00:00Z", "2025-01-01T00:00:00Z"));
    let case = |label: &str, chain: &[&Certificate], trusted: &[&Certificate]| {
        Case::client(format!("copies of an intermediate: {label}"), &leaf, chain, trusted)
    };
    vec![
        case("the same twice", &[good, good], &[root]),
        case("unrestricted, then restricted", &[good, &for_servers], &[root])
            .differs(&differences::UNRESTRICTED_PATH_FIRST),
        case("restricted, then unrestricted", &[&for_servers, good], &[root])
            .differs(&differences::RESTRICTED_PATH_FIRST),
        case("two restricted ones", &[&for_servers, &for_any], &[root]),
        case("unreadable, then good", &[&unreadable, good], &[root])
            .differs(&differences::UNRESTRICTED_PATH_FIRST),
        case("restricted in the list, unrestricted sent", &[good], &[root, &for_servers])
            .differs(&differences::RESTRICTED_PATH_FIRST),
        case("unrestricted in the list, restricted sent", &[&for_servers], &[root, good])
            .differs(&differences::UNRESTRICTED_PATH_FIRST),
        case("expired, then valid", &[&expired, good], &[root]),
        case("valid, then expired", &[good, &expired], &[root]),
        case("not yet valid, then valid", &[&later, good], &[root]),
        case("expired and not yet valid", &[&expired, &later], &[root]),
        case("expired and restricted, then good", &[&expired_for_servers, good], &[root]),
        case("expired, then restricted", &[&expired, &for_servers], &[root]),
        case("expired in the list, valid sent", &[good], &[root, &expired]),
        case("valid in the list, expired sent", &[&expired], &[root, good]),
        case("no CA, then a CA", &[&no_authority, good], &[root]),
        case("a CA, then no CA", &[good, &no_authority], &[root]),
        case("may not sign, then may", &[&may_not_sign, good], &[root]),
    ]
}

/// Several CAs of one name, with different keys.
fn one_name() -> Vec<Case> {
    let template = || Template::authority("One Name");
    let root = |key: Key| Authority::root(template().key(key));
    let bare = |key: Key| Authority::root(template().key(key).without_key_identifiers());
    let keys = |count: usize| (0..count).map(|number| Key::p256(&format!("one name {number}")));
    let many: Vec<Authority> = keys(40).map(root).collect();
    let many: Vec<&Certificate> = many.iter().map(Authority::certificate).collect();
    let right = root(Key::p256("one name 23"));
    let stranger = root(Key::p256("one name, a stranger"));
    let first = bare(Key::p256("one name 0"));
    let second = bare(Key::p256("one name 1"));
    let other_kind = bare(Key::ed25519("one name"));
    let of_first = first.issue(leaf().without_key_identifiers());
    let identified = right.issue(leaf());
    let (first, second) = (first.certificate(), second.certificate());
    let case = |label: &str, leaf: &Certificate, trusted: &[&Certificate]| {
        Case::client(format!("CAs of one name: {label}"), leaf, &[], trusted)
    };
    vec![
        case("40, told apart by key identifier", &identified, &many),
        case("40, none of them right", &stranger.issue(leaf()), &many),
        case("not told apart, the right one first", &of_first, &[first, second]),
        case("not told apart, the right one second", &of_first, &[second, first]),
        case("told apart by the kind of key", &of_first, &[other_kind.certificate(), first]),
    ]
}

/// CAs that certify each other.
fn loops() -> Vec<Case> {
    let first = Authority::root(Template::authority("Loop 1"));
    let second = Authority::root(Template::authority("Loop 2"));
    let first_by_second = second.cross_sign(&first, Template::authority("Loop 1"));
    let second_by_first = first.cross_sign(&second, Template::authority("Loop 2"));
    let leaf = first.issue(leaf());
    let (one, two) = (first.certificate(), second.certificate());
    let both = [&first_by_second, &second_by_first];
    let outside = Authority::root(Template::authority("Outside the loop"));
    let way_out = outside.cross_sign(&second, Template::authority("Loop 2"));
    let case = |label: &str, chain: &[&Certificate], trusted: &[&Certificate]| {
        Case::client(format!("a loop: {label}"), &leaf, chain, trusted)
    };
    vec![
        case("nothing trusted that it reaches", &both, &[outside.certificate()]),
        case("its first CA trusted", &both, &[one]),
        case("its second CA trusted", &both, &[two]),
        case(
            "in the trusted list, with its second CA",
            &[],
            &[&first_by_second, &second_by_first, two],
        ),
        case("in the trusted list, without a root", &[], &both),
        case("with a way out", &[&first_by_second, &way_out], &[outside.certificate()]),
        case(
            "beside a way out",
            &[&first_by_second, &second_by_first, &way_out],
            &[outside.certificate()],
        ),
    ]
}

/// Long paths and long lists.
fn long() -> Vec<Case> {
    let root = Authority::root(Template::authority("Long Way Root"));
    let mut way: Vec<Authority> = vec![root.clone()];
    for step in 1..=12 {
        let next = Template::authority(&format!("Long Way {step}"));
        way.push(way[step - 1].intermediate(next));
    }
    let leaf_below = way[12].issue(leaf());
    let chain: Vec<&Certificate> = way[1..].iter().map(Authority::certificate).collect();
    let gap: Vec<&Certificate> =
        chain.iter().enumerate().filter(|(step, _)| *step != 5).map(|(_, one)| *one).collect();
    let list: Vec<Authority> = (0..500)
        .map(|number| Authority::root(Template::authority(&format!("Listed Root {number}"))))
        .collect();
    let issuing = list[321].intermediate(Template::authority("Listed Issuing"));
    let listed = issuing.issue(leaf());
    let all: Vec<&Certificate> = list.iter().map(Authority::certificate).collect();
    let stranger = Authority::root(Template::authority("Listed Root 500")).issue(leaf());
    vec![
        Case::client("12 intermediates in any order", &leaf_below, &chain, &[root.certificate()]),
        Case::client("12 intermediates, one missing", &leaf_below, &gap, &[root.certificate()]),
        Case::client(
            "500 CAs in the list, one of them right",
            &listed,
            &[issuing.certificate()],
            &all,
        ),
        Case::client("500 CAs in the list, none of them right", &stranger, &[], &all),
    ]
}

fn leaf() -> Template {
    Template::leaf("path.example.com").purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH])
}
