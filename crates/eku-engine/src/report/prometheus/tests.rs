use super::*;
use crate::testing::at;
use crate::testing::deployments::{nodes, x15_5};

#[test]
fn a_deployment_has_its_dates_and_verdicts() {
    let deployment = x15_5(["S C", "S"], ["S", "S"]);
    let text = report(&crate::check(&deployment, at("2026-11-23")), None);
    for line in [
        "# TYPE eku_store_expires_timestamp_seconds gauge",
        "eku_check_timestamp_seconds 1795392000",
        "eku_service_verdict{service=\"mra\",verdict=\"works\"} 1",
        "eku_service_verdict{service=\"mra\",verdict=\"undecided\"} 0",
        "eku_service_verdict{service=\"mra\",verdict=\"fails\"} 0",
        "eku_service_breaks_timestamp_seconds{service=\"mra\",renewals=\"none\"} 1798761600",
        "eku_store_expires_timestamp_seconds{node=\"core\",store=\"client\",peer=\"\"} 1798761600",
        "eku_input_problems 0",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}\n{text}");
    }
}

#[test]
fn a_service_that_fails_has_no_day_on_which_it_breaks() {
    let deployment = x15_5(["S", "S"], ["S", "S"]);
    let text = report(&crate::check(&deployment, at("2026-11-23")), None);
    assert!(!text.contains("breaks"), "{text}");
    assert!(text.contains("eku_service_verdict{service=\"mra\",verdict=\"fails\"} 1\n"));
}

#[test]
fn stores_are_in_the_order_of_nodes_and_peers() {
    let deployment = nodes("X15.5", &[["S C", "S"]; 2], "X15.5", &[["S", "S"]]);
    let text = report(&crate::check(&deployment, at("2026-11-23")), None);
    let lines = text.lines().filter(|line| line.starts_with("eku_store_expires"));
    let labels = lines.filter_map(|line| line.split(['{', '}']).nth(1));
    assert_eq!(
        Vec::from_iter(labels),
        [
            "node=\"core\",store=\"server\",peer=\"one\"",
            "node=\"core\",store=\"client\",peer=\"one\"",
            "node=\"core\",store=\"server\",peer=\"two\"",
            "node=\"core\",store=\"client\",peer=\"two\"",
            "node=\"edge\",store=\"server\",peer=\"\"",
            "node=\"edge\",store=\"client\",peer=\"\"",
        ]
    );
}

#[test]
fn what_a_name_holds_ends_no_label() {
    let deployment = x15_5(["S C", "S"], ["S", "S"]);
    let checked = crate::check(&deployment, at("2026-11-23"));
    let text = report(&checked, Some("a\"} 1\nb\\ c\u{202e}"));
    let label = "deployment=\"a\\\"} 1\\\\u{a}b\\\\ c\\\\u{202e}\"";
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        assert!(line.contains(&alloc::format!("{{{label}")), "{line}");
    }
}
