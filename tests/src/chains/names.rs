//! Names that are written in different ways, and key identifiers that agree or do not.

use super::Case;
use crate::maker::{Attribute, Authority, Certificate, Extension, Name, Template, der, oid};

pub(super) fn cases() -> Vec<Case> {
    [spellings(), key_identifiers()].concat()
}

/// The issuer is called `Example Naming CA` in its own certificate, and something else in the leaf.
fn spellings() -> Vec<Case> {
    let named = |value: Vec<u8>| {
        Name::empty().and("C", "DE").and_set(vec![Attribute::with_value("CN", "", value)])
    };
    let plain = || named(der::utf8_string("Example Naming CA"));
    let sets = |first: &str, second: &str| {
        Name::empty().and_set(vec![Attribute::new("OU", first), Attribute::new("OU", second)])
    };
    let umlaut = |text: &str| named(der::utf8_string(text));
    let wide = |text: &str| {
        named(der::element(
            0x1e,
            &text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>(),
        ))
    };
    let teletex = |bytes: &[u8]| named(der::element(0x14, bytes));
    let table: Vec<(&str, Name, Name)> = vec![
        ("the same name", plain(), plain()),
        ("upper case", plain(), named(der::utf8_string("EXAMPLE NAMING CA"))),
        (
            "another case in a PrintableString",
            plain(),
            named(der::printable_string("example naming ca")),
        ),
        ("an IA5String", plain(), named(der::ia5_string("Example Naming CA"))),
        ("more white space", plain(), named(der::utf8_string("  Example   Naming \t CA "))),
        ("less white space", plain(), named(der::utf8_string("ExampleNaming CA"))),
        ("a BMPString", plain(), wide("Example Naming CA")),
        ("a TeletexString", plain(), teletex(b"Example Naming CA")),
        ("another country", plain(), Name::empty().and("C", "AT").and("CN", "Example Naming CA")),
        ("another order", plain(), Name::empty().and("CN", "Example Naming CA").and("C", "DE")),
        ("a part more", plain(), plain().and("O", "Example")),
        ("a set in the same order", sets("One", "Two"), sets("One", "two")),
        // In DER the members are sorted by their bytes, and case changes their order.
        ("a set in another order", sets("a", "B"), sets("A", "b")),
        ("an umlaut", umlaut("Zürich CA"), umlaut("Zürich CA")),
        ("an umlaut in another case", umlaut("Zürich CA"), umlaut("ZÜRICH CA")),
        ("an umlaut in a BMPString", umlaut("Zürich CA"), wide("zürich ca")),
        ("an umlaut in a TeletexString", umlaut("Zürich CA"), teletex(b"Z\xfcrich CA")),
        ("a space that does not break", umlaut("Example CA"), umlaut("Example\u{a0}CA")),
        ("a vertical tab", umlaut("Example CA"), umlaut("Example\u{b}CA")),
    ];
    let mut cases = Vec::new();
    for (label, subject, written) in table {
        let root = Authority::root(Template::authority("naming").subject(subject));
        let leaf = root.issue(leaf().issuer(written));
        let label = format!("an issuer written with {label}");
        cases.push(Case::client(label, &leaf, &[], &[root.certificate()]));
    }
    let root = Authority::root(Template::authority("nameless").subject(Name::empty()));
    let issued = root.issue(leaf());
    cases.push(Case::client("an issuer without a name", &issued, &[], &[root.certificate()]));
    cases
}

fn key_identifiers() -> Vec<Case> {
    let root = Authority::root(Template::authority("Identified Root").serial(&[0x42]));
    let bare = Template::authority("Identified Root").without_key_identifiers();
    let bare = Authority::root(bare.serial(&[0x42]));
    let identifier = root.key().identifier();
    let key = |identifier: &[u8]| der::implicit(0, identifier);
    let directory = |name: &Name| der::element(0xa1, &der::element(0xa4, &name.encode()));
    let serial = |bytes: &[u8]| der::implicit(2, bytes);
    let issued = |parts: &[Vec<u8>]| {
        let extension = Extension::new(oid::AUTHORITY_KEY_IDENTIFIER, der::sequence(parts));
        root.issue(leaf().without_key_identifiers().with(extension))
    };
    let other_name = Name::common("Another Root");
    let twin = Authority::root(Template::authority("Identified Root").serial(&[0x43]));
    let named = issued(&[directory(root.name()), serial(&[0x43])]);
    let sent = |label: &str, leaf: &Certificate, sent: &Authority, trusted: &[&Authority]| {
        let trusted: Vec<_> = trusted.iter().map(|root| root.certificate()).collect();
        Case::client(label, leaf, &[sent.certificate()], &trusted)
    };
    let case = |label: &str, leaf: &Certificate, root: &Authority| {
        Case::client(format!("authority key identifier: {label}"), leaf, &[], &[root.certificate()])
    };
    vec![
        case("absent", &root.issue(leaf().without_key_identifiers()), &root),
        case("the key", &issued(&[key(&identifier)]), &root),
        case("another key", &issued(&[key(&[7; 20])]), &root),
        case("another key, and the issuer has none", &issued(&[key(&[7; 20])]), &bare),
        case("empty", &issued(&[]), &root),
        case("the serial number", &issued(&[directory(root.name()), serial(&[0x42])]), &root),
        case("another serial number", &issued(&[directory(root.name()), serial(&[0x43])]), &root),
        case(
            "the key, with another serial number",
            &issued(&[key(&identifier), directory(root.name()), serial(&[0x43])]),
            &root,
        ),
        case("the serial number alone", &issued(&[serial(&[0x42])]), &root),
        case("another serial number alone", &issued(&[serial(&[0x43])]), &root),
        case("another issuer's name", &issued(&[directory(&other_name), serial(&[0x42])]), &root),
        case(
            "unreadable",
            &{
                let broken = Extension::new(oid::AUTHORITY_KEY_IDENTIFIER, vec![0x05, 0x00]);
                root.issue(leaf().without_key_identifiers().with(broken))
            },
            &root,
        ),
        // Two certificates of one root, with one key: a path ends at either.
        sent("a root's twin that was sent", &root.issue(leaf()), &twin, &[&root]),
        sent("a root's twin that was sent and is named", &named, &twin, &[&root]),
        sent("a root's twin that is trusted and named", &named, &twin, &[&root, &twin]),
    ]
}

fn leaf() -> Template {
    Template::leaf("named.example.com").purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH])
}
