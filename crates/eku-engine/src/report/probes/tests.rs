use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{
    HandshakeEnd, ProbeResult, Probed, ProbedTls, Reached, Sign, TlsAttempt, TlsVersion, probe,
};
use crate::testing::{at, leaf};

const DONE: HandshakeEnd = HandshakeEnd::Completed(Sign::Finished);

fn probed(reached: Reached) -> Probed {
    let target = String::from("far.example.com:5061");
    Probed { target, port: 5061, address: None, name: None, is_named: true, reached }
}

/// A server that presents this, asks or not, and does so without a client certificate.
fn tls(purposes: &str, asks: bool, without: HandshakeEnd) -> ProbedTls {
    ProbedTls {
        versions: Vec::from([TlsVersion::Tls13]),
        certificates: Vec::from([Arc::new(leaf(purposes))]),
        unreadable: 0,
        first_unreadable: false,
        request: asks.then(Vec::new),
        names_left_out: 0,
        without,
        attempt: None,
    }
}

#[test]
fn what_is_presented_decides_what_it_means_for_a_server() {
    for (purposes, result) in [
        ("S", ProbeResult::Good),
        ("S C", ProbeResult::Good),
        ("absent", ProbeResult::Good),
        ("C", ProbeResult::Fails),
        ("any", ProbeResult::Fails),
        ("empty", ProbeResult::Fails),
        ("unreadable", ProbeResult::Undecided),
    ] {
        let report =
            probe(&probed(Reached::Tls(Box::new(tls(purposes, false, DONE)))), at("2026-11-23"));
        assert_eq!(report.result, result, "{purposes}");
    }
    let old = probed(Reached::Tls(Box::new(tls("S", false, DONE))));
    let means = probe(&old, at("2027-03-01")).means;
    assert_eq!(means[0], "The certificate expired on 1 Jan 2027.");
}

#[test]
fn every_end_of_a_handshake_is_told() {
    let alert = |number, late| HandshakeEnd::Alert { number, late };
    let closed = |late| HandshakeEnd::Closed { late };
    let failed = HandshakeEnd::Failed("why".into());
    for (end, asked, sent, outcome, result) in [
        (DONE, true, true, "accepted", ProbeResult::Good),
        (HandshakeEnd::Completed(Sign::Quiet), true, true, "accepted", ProbeResult::Good),
        (DONE, true, false, "not-sent", ProbeResult::Undecided),
        (DONE, false, false, "not-asked", ProbeResult::Good),
        (alert(43, true), true, true, "rejected", ProbeResult::Fails),
        (alert(40, false), true, false, "not-sent", ProbeResult::Undecided),
        (closed(true), true, true, "closed", ProbeResult::Undecided),
        (HandshakeEnd::TimedOut, true, true, "timed-out", ProbeResult::Undecided),
        (failed.clone(), true, true, "failed", ProbeResult::Undecided),
        (failed, false, false, "failed", ProbeResult::Undecided),
    ] {
        let attempt = TlsAttempt { chain: Vec::from([Arc::new(leaf("S"))]), asked, sent, end };
        let tls = ProbedTls { attempt: Some(attempt), ..tls("S", asked, DONE) };
        let report = probe(&probed(Reached::Tls(Box::new(tls))), at("2026-11-23"));
        let told = report.attempt.expect("an attempt");
        assert_eq!((told.outcome, report.result), (outcome, result), "{}", told.text);
    }
}

#[test]
fn whether_a_certificate_is_required_follows_from_what_comes_without_one() {
    for (asks, without, request) in [
        (false, DONE, "none"),
        (true, DONE, "optional"),
        (true, HandshakeEnd::Alert { number: 116, late: true }, "required"),
        (true, HandshakeEnd::Closed { late: false }, "required"),
        (true, HandshakeEnd::TimedOut, "unknown"),
        (false, HandshakeEnd::Failed("why".into()), "unknown"),
    ] {
        let report =
            probe(&probed(Reached::Tls(Box::new(tls("S", asks, without)))), at("2026-11-23"));
        assert_eq!(report.client_certificate.expect("TLS").request, request);
    }
}

#[test]
fn what_did_not_answer_is_unreadable_where_it_was_asked_for_by_its_number() {
    for (reached, state) in [
        (Reached::NameNotFound, "name-not-found"),
        (Reached::Closed, "closed"),
        (Reached::Silent { seconds: 10, connected: false }, "silent"),
        (Reached::Unreachable("why".into()), "unreachable"),
        (Reached::NotTls(None), "not-tls"),
        (Reached::NoStartTls, "no-starttls"),
    ] {
        let named = probed(reached);
        let report = probe(&named, at("2026-11-23"));
        assert_eq!((report.state, report.result), (state, ProbeResult::Unreadable));
        let usual = Probed { is_named: false, ..named };
        assert_eq!(probe(&usual, at("2026-11-23")).result, ProbeResult::Good, "{state}");
    }
}
