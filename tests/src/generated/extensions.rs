//! States of the extended key usage, odd names and odd usages.

use super::Trait;
use crate::maker::{AlternativeName, Extension, KeyUsage, NetscapeType, Template, der, oid};

/// Every state of the extended key usage.
pub(super) fn purposes() -> Vec<Trait> {
    vec![
        Trait::new("EKU absent", |template| template),
        Trait::new("EKU empty", |template| template.purposes(&[])),
        Trait::new("EKU server", |template| template.purposes(&[oid::SERVER_AUTH])),
        Trait::new("EKU client", |template| template.purposes(&[oid::CLIENT_AUTH])),
        Trait::new("EKU server client", |template| {
            template.purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH])
        }),
        Trait::new("EKU client server", |template| {
            template.purposes(&[oid::CLIENT_AUTH, oid::SERVER_AUTH])
        }),
        Trait::new("EKU any", |template| template.purposes(&[oid::ANY_PURPOSE])),
        Trait::new("EKU any client", |template| {
            template.purposes(&[oid::ANY_PURPOSE, oid::CLIENT_AUTH])
        }),
        Trait::new("EKU code signing", |template| template.purposes(&[oid::CODE_SIGNING])),
        Trait::new("EKU of six", |template| {
            template.purposes(&[
                oid::TIME_STAMPING,
                oid::SERVER_AUTH,
                oid::OCSP_SIGNING,
                oid::EMAIL_PROTECTION,
                oid::CLIENT_AUTH,
                oid::SMART_CARD_LOGON,
            ])
        }),
        Trait::new("EKU server twice", |template| {
            template.purposes(&[oid::SERVER_AUTH, oid::SERVER_AUTH])
        }),
        Trait::new("EKU of private numbers", |template| {
            template.purposes(&["1.3.6.1.4.1.55555.1.2", "2.999.4294967295.1", "0.9.9"])
        }),
        Trait::new("EKU cut off", |template| {
            template.with(unreadable(&[0x30, 0x0a, 0x06, 0x08, 0x2b, 0x06]))
        }),
        Trait::new("EKU a text", |template| {
            template.with(unreadable(&der::utf8_string("serverAuth")))
        }),
        Trait::new("EKU of numbers", |template| {
            template.with(unreadable(&der::sequence(&[der::number(1)])))
        }),
        Trait::new("EKU with bytes behind it", |template| {
            let purposes = Extension::extended_key_usage(&[oid::SERVER_AUTH]);
            template.with(unreadable(&[purposes.value.as_slice(), &[5, 0]].concat()))
        }),
        Trait::new("EKU with a padded identifier", |template| {
            template.with(unreadable(&[0x30, 5, 6, 3, 0x55, 0x80, 0x01]))
        }),
        Trait::new("EKU with an endless identifier", |template| {
            template.with(unreadable(&[0x30, 4, 6, 2, 0x55, 0x9d]))
        }),
        Trait::new("EKU with an identifier without a byte", |template| {
            template.with(unreadable(&[0x30, 2, 6, 0]))
        }),
        Trait::new("EKU without a byte", |template| template.with(unreadable(&[]))),
        Trait::new("EKU of indefinite length", |template| {
            template.with(unreadable(&[0x30, 0x80, 6, 4, 0x55, 0x1d, 0x25, 0, 0, 0]))
        }),
        Trait::new("EKU with a length in too many bytes", |template| {
            template.with(unreadable(&[0x30, 0x81, 6, 6, 4, 0x55, 0x1d, 0x25, 0]))
        }),
        Trait::new("two EKU, server and client", |template| {
            template
                .purposes(&[oid::SERVER_AUTH])
                .and(Extension::extended_key_usage(&[oid::CLIENT_AUTH]))
        }),
        Trait::new("two EKU, the same", |template| {
            template
                .purposes(&[oid::CLIENT_AUTH])
                .and(Extension::extended_key_usage(&[oid::CLIENT_AUTH]))
        }),
        Trait::new("two EKU, the second cut off", |template| {
            template.purposes(&[oid::CLIENT_AUTH]).and(unreadable(&[0x30, 4]))
        }),
    ]
}

/// Makes the extended key usage critical or not, the first extension or not.
pub(super) fn arrange(mut template: Template, critical: bool, first: bool) -> Template {
    for extension in template.extensions_mut() {
        if extension.kind == oid::EXTENDED_KEY_USAGE {
            extension.critical = critical;
        }
    }
    if first {
        template
            .extensions_mut()
            .sort_by_key(|extension| extension.kind != oid::EXTENDED_KEY_USAGE);
    }
    template
}

pub(super) fn alternative_names() -> Vec<Trait> {
    vec![
        Trait::new("one name", |template| template),
        Trait::new("no names", |template| template.without(oid::SUBJECT_ALTERNATIVE_NAME)),
        Trait::new("many names", |template| {
            template.dns(&["core.example.com", "*.example.com", "CORE.EXAMPLE.COM", "a_b.example"])
        }),
        Trait::new("addresses", |template| {
            template.names(&[
                AlternativeName::Address(vec![192, 0, 2, 1]),
                AlternativeName::Dns("core.example.com".into()),
                AlternativeName::Address([&[0x20, 1, 0xd, 0xb8][..], &[0; 11], &[1]].concat()),
            ])
        }),
        Trait::new("an address of five bytes", |template| {
            template.names(&[
                AlternativeName::Address(vec![192, 0, 2, 1, 0]),
                AlternativeName::Dns("core.example.com".into()),
            ])
        }),
        Trait::new("names of other kinds", |template| {
            let other =
                der::sequence(&[der::object_identifier("1.2.3"), der::explicit(0, &der::null())]);
            template.names(&[
                AlternativeName::Email("someone@example.com".into()),
                AlternativeName::Uri("https://core.example.com/".into()),
                AlternativeName::Raw([&[0xa0], &other[1..]].concat()),
                AlternativeName::Dns("core.example.com".into()),
            ])
        }),
        Trait::new("names of every kind", |template| {
            template.names(&AlternativeName::of_every_kind())
        }),
        Trait::new("a name beyond ASCII", |template| template.dns(&["żółć.example.com"])),
        Trait::new("a list of no names", |template| template.names(&[])),
        Trait::new("critical names", |template| {
            template.with(
                Extension::alternative_names(&[AlternativeName::Dns("core.example.com".into())])
                    .critical(true),
            )
        }),
        Trait::new("unreadable names", |template| {
            template.with(Extension::new(oid::SUBJECT_ALTERNATIVE_NAME, vec![0x30, 0x20, 0x82]))
        }),
        Trait::new("two lists of names", |template| {
            template.and(Extension::alternative_names(&[AlternativeName::Dns("second".into())]))
        })
        .differs("DNS names", "the engine takes the first list; the certificate is broken for both")
        .differs("names", "the engine takes the first list; the certificate is broken for both"),
    ]
}

pub(super) fn usages() -> Vec<Trait> {
    vec![
        Trait::new("usual usage", |template| template),
        Trait::new("no usage", |template| {
            template.without(oid::KEY_USAGE).without(oid::BASIC_CONSTRAINTS)
        }),
        Trait::new("an extension whose identifier has arcs over 32 bits", |template| {
            template.with(Extension::new(LARGE_IDENTIFIER, der::null()))
        }),
        Trait::new("an extension whose identifier has more than 39 bytes", |template| {
            let long = ["1.3", &".4294967296".repeat(12)].concat();
            template.with(Extension::new(&long, der::null()))
        }),
        Trait::new("usage agreement", |template| template.key_usage(&[KeyUsage::KeyAgreement])),
        Trait::new("usage encipherment", |template| {
            template.key_usage(&[KeyUsage::KeyEncipherment])
        }),
        Trait::new("usage certificates", |template| template.key_usage(&[KeyUsage::KeyCertSign])),
        Trait::new("usage of the ninth bit", |template| {
            template.key_usage(&[KeyUsage::DecipherOnly])
        }),
        Trait::new("usage of no bit", |template| template.key_usage(&[])),
        Trait::new("unreadable usage", |template| {
            template.with(Extension::new(oid::KEY_USAGE, vec![5, 0]))
        }),
        Trait::new("two usages", |template| {
            template.and(Extension::key_usage(&[KeyUsage::DigitalSignature]))
        }),
        Trait::new("Netscape server", |template| {
            template.with(Extension::netscape_type(&[NetscapeType::Server]))
        }),
        Trait::new("Netscape client", |template| {
            template.with(Extension::netscape_type(&[NetscapeType::Client]))
        }),
        Trait::new("Netscape type of no bit", |template| {
            template.with(Extension::netscape_type(&[]))
        }),
        Trait::new("a CA", |template| template.with(Extension::authority(None))),
        Trait::new("a CA with a path length", |template| {
            template.with(Extension::authority(Some(3)))
        }),
        Trait::new("a CA with a long path length", |template| {
            template.with(Extension::authority(Some(70_000)))
        }),
        Trait::new("not a CA, said at length", |template| {
            template.with(
                Extension::new(oid::BASIC_CONSTRAINTS, der::sequence(&[der::boolean(false)]))
                    .critical(true),
            )
        }),
        Trait::new("not a CA, with a path length", |template| {
            let value = der::sequence(&[der::number(0)]);
            template.with(Extension::new(oid::BASIC_CONSTRAINTS, value).critical(true))
        }),
        Trait::new("unreadable constraints", |template| {
            template.with(Extension::new(oid::BASIC_CONSTRAINTS, vec![0x30, 3, 1]).critical(true))
        }),
        Trait::new("a CA with a negative path length", |template| {
            let value = der::sequence(&[der::boolean(true), der::integer_bytes(&[0xff])]);
            template.with(Extension::new(oid::BASIC_CONSTRAINTS, value).critical(true))
        })
        .differs("CA", "the engine takes nothing of it; the certificate is broken for both"),
        Trait::new("two constraints", |template| template.and(Extension::authority(None)))
            .differs("CA", "the engine takes the first; the certificate is broken for both"),
        Trait::new("two key identifiers", |template| {
            template.and(Extension::subject_key_identifier(&[1, 2, 3]))
        }),
        Trait::new("an unreadable key identifier", |template| {
            template
                .without_key_identifiers()
                .and(Extension::new(oid::SUBJECT_KEY_IDENTIFIER, vec![4, 9, 1]))
        }),
        Trait::new("unreadable policies", |template| {
            template.and(Extension::new(oid::CERTIFICATE_POLICIES, vec![0x30, 9, 1]))
        }),
        Trait::new("an unknown extension twice", |template| {
            let unknown = Extension::new("1.3.6.1.4.1.55555.2", der::null());
            template.and(unknown.clone()).and(unknown)
        }),
        Trait::new("an unknown extension", |template| {
            template.and(Extension::new("1.3.6.1.4.1.55555.2", der::null()))
        }),
        Trait::new("an unknown critical extension", |template| {
            template.and(Extension::new("1.3.6.1.4.1.55555.2", der::null()).critical(true))
        }),
        Trait::new("policies", |template| {
            template.with(Extension::policies(&[oid::DOMAIN_VALIDATED]))
        }),
    ]
}

fn unreadable(bytes: &[u8]) -> Extension {
    Extension::new(oid::EXTENDED_KEY_USAGE, bytes.to_vec())
}

/// An object identifier of a certificate template, as Active Directory makes them.
const LARGE_IDENTIFIER: &str = "1.3.6.1.4.1.311.21.8.7587021.751874.11030412.6202749.3702260207";
