//! Where a path may end, where it has to, and which way up is taken: roots of every kind, leaves that
//! name themselves, authority key identifiers, what stands in the list and what was sent.

use super::keys::written_out_p256;
use super::levels::{Level, leaf, of};
use super::{Case, differences};
use crate::maker::{
    Attribute, Authority, Certificate, Extension, Key, KeyUsage, Name, NetscapeType,
    SignatureAlgorithm, Template, der, oid,
};

pub(super) fn cases() -> Vec<Case> {
    [
        roots(),
        naming_themselves(),
        key_identifiers(),
        names(),
        list_and_sent(),
        several(),
        lengths(),
    ]
    .concat()
}

fn roots() -> Vec<Case> {
    let bare = |template: Template| template.without(oid::BASIC_CONSTRAINTS);
    let netscape = |types: &'static [NetscapeType]| {
        move |template: Template| {
            template
                .without(oid::BASIC_CONSTRAINTS)
                .without(oid::KEY_USAGE)
                .with(Extension::netscape_type(types))
        }
    };
    let mut cases = vec![
        Level::Root.case("of version 1", |template| template.version(1)),
        Level::Root
            .case("of version 1 with extensions", |template| template.version_with_extensions(1)),
        Level::Root.case("of version 1 that may not sign", |template| {
            bare(template).version_with_extensions(1).key_usage(&[KeyUsage::CrlSign])
        }),
        Level::Root.case("of version 2", |template| template.version(2)),
        Level::Root.case("without basic constraints", bare),
        Level::Root.case("without basic constraints and key usage", |template| {
            bare(template).without(oid::KEY_USAGE)
        }),
        Level::Root.case("without basic constraints, that may not sign", |template| {
            bare(template).key_usage(&[KeyUsage::CrlSign])
        }),
        Level::Root.case("of Netscape's CA type", netscape(&[NetscapeType::TlsAuthority])),
        Level::Root.case("of Netscape's mail type", netscape(&[NetscapeType::Email])),
        Level::Root.case("that says that it is no CA", |template| {
            template.with(Extension::not_an_authority())
        }),
        Level::Root.case("that is damaged", Template::damaged),
        Level::Root.case("of version 1 that is damaged", |template| template.version(1).damaged()),
        Level::Root
            .case("signed with an algorithm of another key", |template| {
                template.key(Key::p256("mismatched")).signed_with(SignatureAlgorithm::Unknown)
            })
            .differs(&differences::SIGNATURE_NOT_CHECKED),
        Level::Root.case("for servers alone", |template| template.purposes(&[oid::SERVER_AUTH])),
        Level::Root.case("that has expired", |template| {
            template.valid("2010-01-01T00:00:00Z", "2020-01-01T00:00:00Z")
        }),
        Level::Root.case("that is not yet valid and damaged", |template| {
            template.valid("2030-01-01T00:00:00Z", "2040-01-01T00:00:00Z").damaged()
        }),
    ];
    for level in [Level::Leaf, Level::Intermediate] {
        // A leaf of version 1 has no purposes.
        let old = level.case("of version 1", |template| template.version(1));
        cases.push(old.differs_if(level == Level::Leaf, &differences::EXTENSION_ABSENT));
        cases.push(level.case("of Netscape's CA type", netscape(&[NetscapeType::TlsAuthority])));
    }
    // A root whose own authority key identifier is of another key or certificate is none.
    for (label, parts) in [
        ("its own key", vec![der::implicit(0, &Key::p256("Levels Root").identifier())]),
        ("another key", vec![der::implicit(0, &[7; 20])]),
        ("another certificate", vec![der::implicit(2, &[7])]),
        ("another issuer", vec![directory(&Name::common("Somebody Else"))]),
        ("itself", vec![directory(&Name::common("Levels Root"))]),
    ] {
        let own = Key::p256("Levels Root").identifier();
        let label = format!("whose authority key identifier names {label}");
        cases.push(Level::Root.case(&label, |template| {
            template
                .without_key_identifiers()
                .with(Extension::subject_key_identifier(&own))
                .with(Extension::new(oid::AUTHORITY_KEY_IDENTIFIER, der::sequence(&parts)))
        }));
    }
    cases
}

/// Leaves and CAs whose subject is the name of their issuer.
fn naming_themselves() -> Vec<Case> {
    let root = Authority::root(Template::authority("Same Name"));
    let named = || leaf().subject(Name::common("Same Name"));
    let key_id = |identifier: &[u8]| Extension::authority_key_identifier(identifier);
    let bare = || named().without_key_identifiers();
    let of_root = root.key().identifier();
    let own = Key::p256("levels.example.com").identifier();
    let other_kind = || Key::rsa(2048, 1);
    let trusted = [root.certificate()];
    let case = |label: &str, leaf: &Certificate, trusted: &[&Certificate]| {
        Case::client(format!("a leaf of its issuer's name: {label}"), leaf, &[], trusted)
    };
    let plain = root.issue(bare());
    let told_apart = root.issue(named());
    let damaged = Authority::root(leaf().damaged());
    let mut cases = vec![
        case("with key identifiers", &told_apart, &trusted),
        case("without", &plain, &trusted),
        case("without, itself in the list", &plain, &[&plain]),
        case("without, itself in the list with its issuer", &plain, &[&plain, root.certificate()]),
        case("without, its issuer first in the list", &plain, &[root.certificate(), &plain]),
        case(
            "with the issuer's key identifier",
            &root.issue(bare().with(key_id(&of_root))),
            &trusted,
        ),
        case(
            "with the issuer's key identifier and its own",
            &root
                .issue(bare().with(key_id(&of_root)).with(Extension::subject_key_identifier(&own))),
            &trusted,
        ),
        case("with a key of another kind", &root.issue(bare().key(other_kind())), &trusted),
        case(
            "signed by nobody knows what",
            &root.issue(bare().signed_with(SignatureAlgorithm::Unknown)),
            &trusted,
        ),
        Case::client(
            "a leaf that signed itself, damaged",
            damaged.certificate(),
            &[],
            &[damaged.certificate()],
        ),
        Case::client(
            "a leaf that signed itself, not trusted",
            damaged.certificate(),
            &[],
            &trusted,
        ),
    ];
    // A CA that took a new key and named itself as the issuer.
    for identified in [false, true] {
        let renewed = Template::authority("Same Name").key(Key::p256("same name renewed"));
        let renewed =
            root.intermediate(if identified { renewed } else { renewed.without_key_identifiers() });
        let below = renewed.issue(leaf());
        let label = format!("a CA of its issuer's name, with key identifiers: {identified}");
        cases.push(Case::client(label, &below, &[renewed.certificate()], &trusted));
    }
    cases
}

/// Authority key identifiers that name a key, a certificate or an issuer, the right one or another.
fn key_identifiers() -> Vec<Case> {
    let root = Authority::root(Template::authority("Naming Root").serial(&[0x11]));
    let issuing = root.intermediate(Template::authority("Naming Issuing").serial(&[0x22]));
    let key = || der::implicit(0, &issuing.key().identifier());
    let serial = |bytes: &[u8]| der::implicit(2, bytes);
    let shouting = Name::common("NAMING   ROOT");
    let others = |names: &[Vec<u8>]| der::element(0xa1, &names.concat());
    let dns = || der::implicit(2, b"naming.example.com");
    let dir = |name: &Name| der::element(0xa4, &name.encode());
    let bad_dir = || der::element(0xa4, &der::null());
    let mut cases = Vec::new();
    for (label, parts) in [
        ("the issuer's issuer", vec![directory(root.name())]),
        ("the issuer's issuer in capitals", vec![directory(&shouting)]),
        ("the issuer itself", vec![directory(issuing.name())]),
        ("another issuer", vec![directory(&Name::common("Nobody"))]),
        ("no issuer", vec![directory(&Name::empty())]),
        ("the issuer's issuer and number", vec![directory(root.name()), serial(&[0x22])]),
        ("the issuer's issuer and another number", vec![directory(root.name()), serial(&[0x23])]),
        (
            "another issuer and the number",
            vec![directory(&Name::common("Nobody")), serial(&[0x22])],
        ),
        ("the key and another issuer", vec![key(), directory(&Name::common("Nobody"))]),
        ("the key and another number", vec![key(), serial(&[0x23])]),
        (
            "the key, the issuer and the number",
            vec![key(), directory(root.name()), serial(&[0x22])],
        ),
        ("a DNS name", vec![others(&[dns()])]),
        ("a DNS name before another issuer", vec![others(&[dns(), dir(&Name::common("Nobody"))])]),
        ("the right issuer before another", {
            vec![others(&[dir(root.name()), dir(&Name::common("Nobody"))])]
        }),
        ("another issuer before the right one", {
            vec![others(&[dir(&Name::common("Nobody")), dir(root.name())])]
        }),
        ("a broken issuer", vec![others(&[bad_dir()])]),
        ("a broken issuer behind the right one", vec![others(&[dir(root.name()), bad_dir()])]),
        ("no name at all", vec![others(&[])]),
        ("a number of no byte", vec![serial(&[])]),
        ("a padded number", vec![serial(&[0, 0x22])]),
        ("a key of no byte", vec![der::implicit(0, &[])]),
        ("a key in parts", {
            vec![der::element(0xa0, &der::octet_string(&issuing.key().identifier()))]
        }),
        ("fields in another order", vec![serial(&[0x22]), directory(root.name())]),
        ("a field that does not exist", vec![key(), der::implicit(3, &[1])]),
    ] {
        let extension = Extension::new(oid::AUTHORITY_KEY_IDENTIFIER, der::sequence(&parts));
        let leaf = issuing.issue(leaf().without_key_identifiers().with(extension));
        let label = format!("an authority key identifier that names {label}");
        let chain = [issuing.certificate()];
        cases.push(Case::client(label, &leaf, &chain, &[root.certificate()]));
    }
    cases
}

/// Subjects and issuers that are no text, or strange.
fn names() -> Vec<Case> {
    let of = |tag: u8, value: &[u8]| {
        let attribute = Attribute::with_value("O", "a", der::element(tag, value));
        Name::common("strange").and_set(vec![attribute])
    };
    let mut cases = Vec::new();
    for (label, name) in [
        ("broken UTF-8", of(0x0c, &[b'a', 0xff])),
        ("UTF-8 that is too long", of(0x0c, &[0xc0, 0x80])),
        ("a surrogate in UTF-8", of(0x0c, &[0xed, 0xa0, 0x80])),
        ("a BMPString", of(0x1e, &[0, b'a'])),
        ("half a letter", of(0x1e, &[0, b'a', 0])),
        ("two surrogates", of(0x1e, &[0xd8, 0x3d, 0xde, 0])),
        ("a T61String", of(0x14, &[0xe9])),
        ("an IA5String that is none", of(0x16, &[0xe9])),
        ("a PrintableString that is none", of(0x13, &[0xe9])),
        ("a VisibleString", of(0x1a, b"a")),
        ("a GeneralString", of(0x1b, b"a")),
        ("an OCTET STRING", of(0x04, b"a")),
        ("an INTEGER", of(0x02, &[1])),
        ("a BOOLEAN", of(0x01, &[0xff])),
        ("a UTCTime", of(0x17, b"260101000000Z")),
        ("a BIT STRING", of(0x03, &[0, 1])),
        ("a SEQUENCE", of(0x30, &[5, 0])),
        ("nothing", Name::empty()),
    ] {
        let label = format!("a subject of {label}");
        cases.push(Level::Leaf.case(&label, |template| template.subject(name.clone())));
        let readable = !matches!(label.as_str(), "a subject of nothing");
        if readable {
            cases.push(Level::Intermediate.case(&label, |template| template.subject(name.clone())));
        }
    }
    cases
}

/// Which certificates stand in the list, which were sent, and in which order.
fn list_and_sent() -> Vec<Case> {
    let root = Authority::root(Template::authority("Ordered Root"));
    let first = root.intermediate(Template::authority("Ordered 1"));
    let second = first.intermediate(Template::authority("Ordered 2"));
    let leaf = second.issue(leaf());
    let all = of([&root, &first, &second]);
    let mut cases = Vec::new();
    // Each CA is sent, or listed, or both, or neither.
    for choice in 0..64_u8 {
        let (mut sent, mut listed, mut label) = (Vec::new(), Vec::new(), String::new());
        for (place, ca) in all.iter().enumerate() {
            let how = choice >> (2 * place) & 3;
            if how & 1 != 0 {
                sent.push(*ca);
            }
            if how & 2 != 0 {
                listed.push(*ca);
            }
            label.push_str(["-", "s", "l", "b"][usize::from(how)]);
        }
        let label = format!("root and two CAs, sent, listed or both: {label}");
        cases.push(Case::client(label, &leaf, &sent, &listed));
    }
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let sent = order.map(|place: usize| all[place]);
        let label = format!("sent in the order {order:?}");
        cases.push(Case::client(label, &leaf, &sent, &[root.certificate()]));
        let label = format!("listed in the order {order:?}");
        cases.push(Case::client(label, &leaf, &[], &sent));
    }
    cases
}

/// Several certificates of one CA, or several CAs of one name, of which one does not do.
fn several() -> Vec<Case> {
    let root = Authority::root(Template::authority("Several Root"));
    let template = || Template::authority("Several Issuing");
    let issuing = root.intermediate(template());
    let deeper = issuing.intermediate(Template::authority("Several Deeper"));
    let shallow_leaf = issuing.issue(leaf());
    let deep_leaf = deeper.issue(leaf());
    let copy = |template: Template| root.intermediate(template).certificate().clone();
    let mut cases = Vec::new();
    for (label, other) in [
        ("a path length of 0", copy(template().with(Extension::authority(Some(0))))),
        ("a path length of 1", copy(template().with(Extension::authority(Some(1))))),
        ("version 1", copy(template().version(1))),
        ("a damaged signature", copy(template().damaged())),
        ("names that cannot be read", {
            copy(template().with(Extension::new(oid::SUBJECT_ALTERNATIVE_NAME, der::null())))
        }),
        ("an unknown critical extension", {
            copy(template().with(Extension::new("1.3.6.1.4.1.55555.3", der::null()).critical(true)))
        }),
        (
            "an expired validity",
            copy(template().valid("2010-01-01T00:00:00Z", "2020-01-01T00:00:00Z")),
        ),
        ("another key", copy(template().key(Key::p256("several, another key")))),
        ("another key and no key identifier", {
            let other = template().key(Key::p256("several, another key"));
            copy(other.without_key_identifiers())
        }),
        ("a curve that is written out", {
            copy(template().key(Key::p256("written out").with_algorithm(written_out_p256())))
        }),
        ("the purposes of a server", copy(template().purposes(&[oid::SERVER_AUTH]))),
    ] {
        let good = issuing.certificate();
        let undecided = label == "the purposes of a server";
        for (depth, leaf, below) in
            [("above the leaf", &shallow_leaf, None), ("above a CA", &deep_leaf, Some(&deeper))]
        {
            let below = of(below);
            let trusted = [root.certificate()];
            for (order, sent, listed, refused) in [
                ("behind the good one", vec![good, &other], vec![], false),
                ("before the good one", vec![&other, good], vec![], true),
                ("in the list", vec![good], vec![&other], true),
                ("sent, the good one in the list", vec![&other], vec![good], false),
            ] {
                let sent = [below.as_slice(), &sent].concat();
                let listed = [listed.as_slice(), &trusted].concat();
                let label = format!("a second certificate with {label}, {depth}, {order}");
                let case = Case::client(label, leaf, &sent, &listed);
                cases.push(match (undecided, refused) {
                    (false, _) => case,
                    (true, true) => case.differs(&differences::RESTRICTED_PATH_FIRST),
                    (true, false) => case.differs(&differences::UNRESTRICTED_PATH_FIRST),
                });
            }
        }
    }
    // Two certificates of one root.
    let old = Authority::root(Template::authority("Several Root").version(1));
    let expired = Template::authority("Several Root");
    let expired = Authority::root(expired.valid("2010-01-01T00:00:00Z", "2020-01-01T00:00:00Z"));
    let restricted =
        Authority::root(Template::authority("Several Root").with(Extension::authority(Some(0))));
    for (label, other) in [("version 1", &old), ("no validity", &expired), ("0", &restricted)] {
        for other_first in [false, true] {
            let mut listed = of([&root, other]);
            if other_first {
                listed.reverse();
            }
            let label = format!("two certificates of a root, one of {label}: {other_first}");
            let chain = of([&issuing, &deeper]);
            cases.push(Case::client(label, &deep_leaf, &chain, &listed));
        }
    }
    cases
}

/// As many CAs as OpenSSL takes, and one more.
fn lengths() -> Vec<Case> {
    let root = Authority::root(Template::authority("Deep Root"));
    let mut way = vec![root.clone()];
    for step in 0..101 {
        let next = Template::authority(&format!("Deep {step}")).key(Key::p256("deep"));
        way.push(way[step].intermediate(next));
    }
    let mut cases = Vec::new();
    for length in [99, 100, 101] {
        let leaf = way[length].issue(leaf());
        let chain = of(&way[1..=length]);
        let label = format!("a path over {length} CAs");
        cases.push(Case::client(label.clone(), &leaf, &chain, &[root.certificate()]));
        let listed = of(&way[..=length]);
        cases.push(Case::client(format!("{label} in the list"), &leaf, &[], &listed));
    }
    cases
}

fn directory(name: &Name) -> Vec<u8> {
    der::element(0xa1, &der::element(0xa4, &name.encode()))
}
