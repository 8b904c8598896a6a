//! Odd serial numbers, subjects and keys.

use super::Trait;
use crate::maker::{Attribute, Key, Name, SignatureAlgorithm, der};

pub(super) fn serials() -> Vec<Trait> {
    vec![
        Trait::new("usual serial", |template| template),
        Trait::new("serial 1", |template| template.serial(&[1])),
        Trait::new("serial 0", |template| template.serial(&[0])),
        Trait::new("serial 255", |template| template.serial(&[0, 0xff])),
        Trait::new("serial -1", |template| template.serial(&[0xff])),
        Trait::new("serial -128", |template| template.serial(&[0x80])),
        Trait::new("serial -256", |template| template.serial(&[0xff, 0])),
        Trait::new("serial of 20 bytes", |template| template.serial(&[0x7b; 20])),
        Trait::new("serial of 20 bytes and a zero", |template| {
            template.serial(&[&[0][..], &[0x9b; 20]].concat())
        }),
        Trait::new("serial of 21 bytes", |template| template.serial(&[0x7b; 21])),
        Trait::new("serial of 40 bytes", |template| template.serial(&[0x7b; 40])),
        Trait::new("serial of 130 bytes", |template| template.serial(&[0x7b; 130])),
        Trait::new("negative serial of 40 bytes", |template| template.serial(&[0x9b; 40])),
        Trait::new("serial with a zero too many", |template| template.serial(&[0, 0x12, 0x34]))
            .both_refuse("the INTEGER is not encoded as it must be"),
        Trait::new("serial with a sign too many", |template| template.serial(&[0xff, 0x85, 1]))
            .both_refuse("the INTEGER is not encoded as it must be"),
        Trait::new("serial without a byte", |template| template.serial(&[]))
            .both_refuse("the INTEGER is not encoded as it must be"),
    ]
}

pub(super) fn subjects() -> Vec<Trait> {
    vec![
        Trait::new("usual subject", |template| template),
        Trait::new("subject of many parts", |template| {
            template.subject(
                Name::empty()
                    .and("C", "IN")
                    .and("ST", "KA")
                    .and("L", "Bengaluru")
                    .and("O", "Example")
                    .and("OU", "One")
                    .and("OU", "Two")
                    .and("CN", "core.example.com"),
            )
        }),
        Trait::new("empty subject", |template| template.subject(Name::empty())),
        Trait::new("subject with several attributes in a part", |template| {
            template.subject(Name::empty().and("O", "Example").and_set(vec![
                Attribute::new("CN", "core.example.com"),
                Attribute::new("OU", "One"),
            ]))
        }),
        Trait::new("subject with letters beyond ASCII", |template| {
            template.subject(Name::common("zażółć 東京 😀"))
        }),
        Trait::new("subject with characters to escape", |template| {
            template.subject(Name::common(r##" #a,b+c"d\e<f>g;h=i "##).and("O", "#1"))
        }),
        Trait::new("subject with control characters", |template| {
            template.subject(Name::common("a\tb\u{7f}"))
        }),
        Trait::new("subject with domain components and mail", |template| {
            template.subject(
                Name::empty()
                    .and("DC", "com")
                    .and("DC", "example")
                    .and("UID", "someone")
                    .and("EMAIL", "someone@example.com"),
            )
        }),
        Trait::new("subject with an unknown attribute", |template| {
            template.subject(Name::common("a").and("1.3.6.1.4.1.55555.1", "unknown"))
        }),
        Trait::new("subject in BMPString", |template| {
            let value = der::element(0x1e, &[0, b'O', 0, 0xe9]);
            template.subject(Name::empty().and_set(vec![Attribute::with_value("CN", "Oé", value)]))
        }),
        Trait::new("subject in TeletexString", |template| {
            let value = der::element(0x14, b"Example");
            template
                .subject(Name::empty().and_set(vec![Attribute::with_value("O", "Example", value)]))
        }),
        Trait::new("subject in Latin-1 TeletexString", |template| {
            let value = der::element(0x14, &[b'O', 0xe9]);
            template.subject(Name::empty().and_set(vec![Attribute::with_value("O", "Oé", value)]))
        }),
        Trait::new("subject in UniversalString", |template| {
            let value = der::element(0x1c, &[0, 0, 0, b'O', 0, 0, 0, 0xe9]);
            template.subject(Name::empty().and_set(vec![Attribute::with_value("O", "Oé", value)]))
        }),
        Trait::new(
            "subject with an attribute whose identifier has arcs over 32 bits",
            |template| {
                template.subject(
                    Name::empty()
                        .and("1.3.6.1.4.1.99999999999.1", "large")
                        .and("CN", "core.example.com"),
                )
            },
        ),
        Trait::new("subject with an attribute below 2.999", |template| {
            template.subject(Name::empty().and("2.999.1", "far").and("CN", "core.example.com"))
        }),
        Trait::new("subject in NumericString", |template| {
            let value = der::element(0x12, b"123");
            template.subject(Name::empty().and_set(vec![Attribute::with_value("O", "123", value)]))
        }),
        Trait::new("subject in PrintableString with an at sign", |template| {
            let value = der::printable_string("a@b*c_d");
            template
                .subject(Name::empty().and_set(vec![Attribute::with_value("CN", "a@b*c_d", value)]))
        }),
        Trait::new("subject with broken UTF-8", |template| {
            let value = der::element(0x0c, &[b'a', 0xff]);
            template.subject(Name::empty().and_set(vec![Attribute::with_value("CN", "a?", value)]))
        })
        .openssl_refuses(
            "the engine shows the bytes of a text that is not UTF-8; OpenSSL reads no such name",
        ),
        Trait::new("subject with an empty value", |template| template.subject(Name::common(""))),
        Trait::new("subject with attributes of extended validation", |template| {
            template.subject(
                Name::empty()
                    .and("1.3.6.1.4.1.311.60.2.1.3", "US")
                    .and("2.5.4.15", "Private Organization")
                    .and("SERIALNUMBER", "12345")
                    .and("2.5.4.97", "NTRUS-12345")
                    .and("STREET", "Main Street 1")
                    .and("2.5.4.17", "12345")
                    .and("CN", "core.example.com"),
            )
        }),
    ]
}

pub(super) fn keys() -> Vec<Trait> {
    vec![
        Trait::new("P-256", |template| template),
        Trait::new("RSA", |template| template.key(Key::rsa(2048, 5))),
        Trait::new("Ed25519", |template| template.key(Key::ed25519("generated"))),
        Trait::new("P-521", |template| template.key(Key::p521("generated"))),
        Trait::new("version 1", |template| template.version(1)),
        Trait::new("version 1 with extensions", |template| template.version_with_extensions(1)),
        Trait::new("version 2 with extensions", |template| template.version_with_extensions(2)),
        Trait::new("version 4", |template| template.version_with_extensions(4)),
        Trait::new("two algorithms of signature", |template| {
            template.outer_algorithm(SignatureAlgorithm::EcdsaSha384)
        }),
        Trait::new("damaged signature", |template| template.damaged()),
        Trait::new("no key identifiers", |template| template.without_key_identifiers()),
    ]
}
