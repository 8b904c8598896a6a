use alloc::vec::Vec;

use super::*;
use crate::testing::at;
use crate::testing::deployments::x15_5;

fn of(core: [&str; 2]) -> Report {
    crate::check(&x15_5(core, ["S C", "S C"]), at("2026-11-23"))
}

/// A deployment that works, and whose stores have certificates of these names that end then.
fn ending(ends: &[(&str, &str)]) -> Report {
    let mut works = of(["S C", "S C"]);
    let any = works.certificates.remove(0);
    works.certificates = Vec::from_iter(ends.iter().map(|(words, end)| {
        let mut one = any.clone();
        one.stores.truncate(1 + words.matches(" and ").count());
        one.stores_words = (*words).into();
        one.facts.not_after = at(end);
        one
    }));
    works
}

#[test]
fn each_state_has_its_sentence() {
    let one = || ending(&[("Core's client certificate", "2026-11-24")]);
    let two = ending(&[
        ("Core's client certificate", "2026-12-24"),
        ("Edge's server certificate and Edge's client certificate", "2026-12-23T12:00:00Z"),
    ]);
    let past = ending(&[("Edge's client certificate", "2026-11-22")]);
    for (report_of, within, state, sentence) in [
        (one(), None, State::Ok, "EKU OK - No certificate problems found."),
        (two.clone(), Some(29), State::Ok, "EKU OK - No certificate problems found."),
        (one(), Some(0), State::Ok, "EKU OK - No certificate problems found."),
        (
            one(),
            Some(1),
            State::Warning,
            "EKU WARNING - Core's client certificate expires on 24 Nov 2026 (1 day).",
        ),
        (
            two,
            Some(31),
            State::Warning,
            "EKU WARNING - Edge's server certificate and Edge's client certificate expire on 23 Dec \
             2026 (30 days). 1 more certificate expires within 31 days.",
        ),
        (
            past,
            Some(1),
            State::Warning,
            "EKU WARNING - Edge's client certificate expired on 22 Nov 2026.",
        ),
    ] {
        let (found, line) = report(&report_of, within);
        assert_eq!((found, line.split(" | ").next()), (state, Some(sentence)), "{within:?}");
    }
    for (stores, state, sentence) in [
        (["S", "S"], State::Critical, "EKU CRITICAL - Mobile and Remote Access fails. Core's "),
        (["absent", "S"], State::Warning, "EKU WARNING - Mobile and Remote Access: cannot tell "),
    ] {
        let (found, line) = report(&of(stores), Some(3650));
        assert_eq!((found, line.starts_with(sentence)), (state, true), "{line}");
    }
}

#[test]
fn a_report_without_services_is_no_good_news() {
    let mut empty = of(["S C", "S"]);
    empty.services.clear();
    empty.headline = "Nothing to check.".into();
    assert_eq!(report(&empty, None).0, State::Unknown);
}

#[test]
fn figures_are_days_and_say_from_when_on_they_warn() {
    let soon = ending(&[("Core's client certificate", "2026-12-24T23:59:59Z")]);
    let past = ending(&[("Core's client certificate", "2026-11-20")]);
    for (report_of, within, figures) in [
        (soon.clone(), None, "first_break=U first_expiry=31\n"),
        (soon, Some(30), "first_break=U;@~:30 first_expiry=31;@~:30\n"),
        (past, None, "first_break=U first_expiry=-3\n"),
        (ending(&[]), None, "first_break=U first_expiry=U\n"),
    ] {
        let (_, line) = report(&report_of, within);
        assert_eq!(line.split(" | ").nth(1), Some(figures), "{line}");
    }
}

#[test]
fn what_a_name_holds_ends_neither_the_line_nor_the_sentence() {
    let mut hostile = of(["S", "S"]);
    hostile.headline = "a | b=1\nEKU OK\r\u{2028}\u{202e}".into();
    hostile.headline_reason = String::new();
    let (_, line) = report(&hostile, None);
    let expected =
        "EKU CRITICAL - a \\u{7c} b=1\\u{a}EKU OK\\u{d}\\u{2028}\\u{202e} | first_break=";
    assert!(line.starts_with(expected), "{line}");
    assert_eq!((line.matches('\n').count(), line.matches('|').count()), (1, 1));
    assert_eq!(unknown("a|b\nc"), "EKU UNKNOWN - a\\u{7c}b\\u{a}c\n");
}
