//! Certificates that OpenSSL reads although they are not as RFC 5280 asks: BER, large object identifiers,
//! odd dates, bytes behind, names of every kind; at every level and for both purposes.

use super::Case;
use super::levels::Level;
use super::states::PURPOSES;
use crate::ber::Looseness;
use crate::maker::{AlternativeName, Attribute, Extension, Name, Template, Time, der, oid};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (label, change) in CHANGES {
        for level in Level::ALL {
            let case = |purpose| level.case_for(purpose, &format!("{label}, {purpose:?}"), change);
            cases.extend(PURPOSES.map(case));
        }
    }
    cases
}

type Change = (&'static str, fn(Template) -> Template);

const CHANGES: &[Change] = &[
    ("indefinite lengths", |template| template.loosened(Looseness::IndefiniteLengths)),
    ("long lengths", |template| template.loosened(Looseness::LongLengths)),
    ("strings in parts", |template| template.loosened(Looseness::StringsInParts)),
    ("a CA by the byte 01", |template| of_authority(template, &[1, 1, 1])),
    ("a CA by the byte 7f", |template| of_authority(template, &[1, 1, 0x7f])),
    ("no CA, said at length", |template| of_authority(template, &[1, 1, 0])),
    ("a path length in two bytes", |template| of_authority(template, &[1, 1, 0xff, 2, 2, 0, 0x80])),
    ("an extension of large arcs", |template| {
        template.with(Extension::new("1.3.6.1.4.1.311.21.8.7587021.99999999999.1", der::null()))
    }),
    ("an extension with a long identifier", |template| {
        template.with(Extension::new(&["1.3", &".4294967296".repeat(12)].concat(), der::null()))
    }),
    ("an extension of 2.999", |template| template.with(Extension::new("2.999.1", der::null()))),
    ("a subject of large arcs", |template| {
        template.subject(Name::empty().and("1.3.6.1.4.1.99999999999.1", "a").and("CN", "large"))
    }),
    ("a subject in UniversalString", |template| {
        let value = der::element(0x1c, &[0, 0, 0, b'O', 0, 0, 0, 0xe9]);
        template.subject(Name::empty().and_set(vec![Attribute::with_value("O", "Oé", value)]))
    }),
    ("valid from before 1970", |template| template.not_before(Time::utc("1969-12-31T23:59:59Z"))),
    ("valid from a minute", |template| template.not_before(utc(b"2606010000Z"))),
    ("valid from hour 24", |template| template.not_before(utc(b"260601240000Z"))),
    ("valid from second 60", |template| template.not_before(utc(b"260601000060Z"))),
    ("valid until a 31st of June", |template| template.not_after(utc(b"270631000000Z"))),
    ("valid until a fraction", |template| {
        template.not_after(Time::raw("a fraction", der::element(0x18, b"20270601000000.5Z")))
    }),
    ("version 4", |template| template.version_with_extensions(4)),
    ("zeros behind", |template| template.followed_by(&[0; 16])),
    ("ones behind", |template| template.followed_by(&[0xff; 16])),
    ("names of every kind", |template| template.names(&AlternativeName::of_every_kind())),
];

/// basicConstraints with these fields.
fn of_authority(template: Template, fields: &[u8]) -> Template {
    let value = der::element(0x30, fields);
    template.with(Extension::new(oid::BASIC_CONSTRAINTS, value).critical(true))
}

fn utc(text: &[u8]) -> Time {
    Time::raw(&String::from_utf8_lossy(text), der::element(0x17, text))
}
