use crate::report::ServiceReport;
use alloc::vec;

use super::super::{InputReport, NotAffected, OutlookReport, Problem};
use super::*;
use crate::deployment::Service;
use crate::forecast::OutlookState;
use crate::testing::at;

fn hostile(name: &str) -> Report {
    Report {
        schema: "eku/check/1",
        at: at("2026-11-23"),
        nodes: vec![],
        verdict: Verdict::Works,
        headline: name.into(),
        headline_connection: None,
        headline_is_copy: false,
        headline_reason: name.into(),
        caution: name.into(),
        caution_in_advisories: false,
        assumed: Vec::new(),
        outlook: OutlookReport {
            state: OutlookState::Stable,
            first_break: None,
            first_break_unrenewed: None,
            act_by: None,
            services: vec![],
            text: name.into(),
        },
        not_checked: vec![NotChecked::FarEnds],
        services: vec![ServiceReport {
            id: Service::from_id("far-end:a").unwrap(),
            name: name.into(),
            verdict: Verdict::Works,
            because: vec![],
            not_checked: vec![NotChecked::Trust],
        }],
        not_affected: Vec::<NotAffected>::new(),
        connections: vec![],
        plans: vec![],
        plans_cut: false,
        plans_ahead: vec![],
        advice: vec![],
        forecast: super::super::ForecastReport { certificates: vec![], services: vec![] },
        certificates: vec![],
        advisories: vec![],
        evidence: vec![],
        input: InputReport::default(),
        problems: vec![Problem {
            file: name.into(),
            what: name.into(),
            place: String::new(),
            remedy: name.into(),
            count: 1,
        }],
    }
}

#[test]
fn names_are_shown_and_never_become_markup() {
    for (name, shown) in [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\"><img src=x onerror='a'>", "&quot;&gt;&lt;img src=x onerror=&#39;a&#39;&gt;"),
        ("</title><b>&amp;", "&lt;/title&gt;&lt;b&gt;&amp;amp;"),
        ("a\u{202e}b\u{0}", "a\\u{202e}b\\u{0}"),
    ] {
        let page = report(&hostile(name));
        assert!(page.matches(shown).count() >= 5, "{page}");
        assert!(!page.contains(name), "{name}");
        for forbidden in ["<script", "<img", "javascript:", "onerror='"] {
            assert!(!page.contains(forbidden), "{forbidden} in {page}");
        }
    }
}

#[test]
fn the_file_needs_nothing_and_says_what_it_is() {
    let page = report(&hostile("Answer."));
    assert!(page.contains("default-src 'none'"));
    assert!(!page.contains(" src=") && !page.contains("<link") && !page.contains("url("));
    assert!(page.contains("Not checked: far ends."));
    let made = ["Expressway EKU Check ", env!("CARGO_PKG_VERSION")].concat();
    assert!(page.contains("Check date: 23 Nov 2026. ") && page.contains(&made), "{page}");
}

#[test]
fn every_element_that_opens_closes() {
    let page = body(&hostile("Answer."));
    for tag in ["header", "h1", "h2", "p", "table", "thead", "tbody", "tr", "td", "ul", "li"] {
        let closed = page.matches(&format!("</{tag}>")).count();
        let opened =
            page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, closed, "{tag}");
    }
}
