//! Odd dates.

use super::Trait;
use crate::maker::{Template, Time, der};

pub(super) fn dates() -> Vec<Trait> {
    vec![
        Trait::new("usual dates", |template| template),
        Trait::new("until the last second of 2049", |template| {
            template.valid("2026-06-01T00:00:00Z", "2049-12-31T23:59:59Z")
        }),
        Trait::new("until the first second of 2050", |template| {
            template.valid("2026-06-01T00:00:00Z", "2050-01-01T00:00:00Z")
        }),
        Trait::new("without a known end", |template| {
            template.valid("2026-06-01T00:00:00Z", "9999-12-31T23:59:59Z")
        }),
        Trait::new("GeneralizedTime before 2050", |template| {
            template.not_before(Time::generalized("2026-06-01T00:00:00Z"))
        }),
        Trait::new("on a leap day", |template| {
            template.valid("2024-02-29T12:34:56Z", "2028-02-29T12:34:56Z")
        }),
        Trait::new("from the first second of 1970", |template| {
            template.valid("1970-01-01T00:00:00Z", "2030-01-01T00:00:00Z")
        }),
        Trait::new("from 1960", |template| {
            template.valid("1960-01-01T00:00:00Z", "2030-01-01T00:00:00Z")
        })
        .differs("not before", BEFORE_1970),
        Trait::new("from 1950, the first year of UTCTime", |template| {
            template.valid("1950-01-01T00:00:00Z", "2030-01-01T00:00:00Z")
        })
        .differs("not before", BEFORE_1970),
        Trait::new("from 1900 in GeneralizedTime", |template| {
            template.valid("1900-01-01T00:00:00Z", "2030-01-01T00:00:00Z")
        })
        .differs("not before", BEFORE_1970),
        Trait::new("the end before the start", |template| {
            template.valid("2030-01-01T00:00:00Z", "2029-01-01T00:00:00Z")
        }),
        Trait::new("a 30th of February", |template| {
            template.valid("2026-02-30T00:00:00Z", "2029-01-01T00:00:00Z")
        })
        .differs("not before", NO_DATE),
        Trait::new("a 60th second", |template| {
            template.valid("2026-06-30T23:59:60Z", "2029-01-01T00:00:00Z")
        })
        .differs("not before", NO_DATE),
        Trait::new("UTCTime without seconds", |template| raw(template, 0x17, "2606010000Z"))
            .differs("not before", NO_DATE),
        Trait::new("UTCTime with an offset", |template| raw(template, 0x17, "260601000000+0100"))
            .differs("not before", NO_DATE),
        Trait::new("GeneralizedTime with a fraction", |template| {
            raw(template, 0x18, "20260601000000.5Z")
        })
        .differs("not before", NO_DATE),
        Trait::new("UTCTime with letters", |template| raw(template, 0x17, "26060100000XZ"))
            .differs("not before", NO_DATE),
    ]
}

fn raw(template: Template, tag: u8, text: &str) -> Template {
    template.not_before(Time::raw(text, der::element(tag, text.as_bytes())))
}

/// What the engine shows of a date before 1970.
const BEFORE_1970: &str = "the engine counts from 1970 and says so, OpenSSL shows the year";

/// What the engine shows of what is no date.
pub const NO_DATE: &str = "OpenSSL reads it and refuses it in verification (error 13)";
