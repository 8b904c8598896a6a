//! Certificates that captures show: each can be used in the store of who sent it.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::rc::Rc;

use eku_engine::deployment::{NodeName, StoreKind};
use eku_engine::report::{EvidenceReport, TlsRole};
use eku_engine::time::Timestamp;
use eku_intake::archive::Limits;
use eku_intake::collection::Collector;
use eku_web::place::{Place, Slot};
use eku_web::state::collected::Intake;
use eku_web::state::{Action, State};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::Reducible;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const MUTUAL: &[u8] = include_bytes!("../../tests/captures/tls12-mutual.pcap");
const TLS_1_3: &[u8] = include_bytes!("../../tests/captures/tls13-mutual.pcap");

#[wasm_bindgen_test(unsupported = test)]
fn a_captured_certificate_goes_into_the_store_of_who_sent_it() {
    let state = with("edge1.pcap", MUTUAL);
    let seen = evidence(&state);
    let connection = seen.connection.as_ref().map(ToString::to_string);
    assert_eq!(connection.as_deref(), Some("uc-traversal-zone"));
    let core = Slot::new(NodeName::Core, eku_web::place::PeerId::FIRST, StoreKind::Client);
    let edge = Slot::new(NodeName::Edge, eku_web::place::PeerId::FIRST, StoreKind::Server);
    let mut state = state;
    for (role, slot, leaf) in
        [(TlsRole::Client, core, "core.example.com"), (TlsRole::Server, edge, "edge.example.com")]
    {
        let seen = evidence(&state);
        let one = seen.presented.iter().find(|one| one.role == role).expect("presented");
        assert_eq!(state.place_of(&seen, one), Some(Place::Slot(slot)));
        let file = state.captured(&seen, one).expect("no store holds it");
        state = state.reduce(Action::UseCaptured(file, Some(Place::Slot(slot))));
        let held = state.description.held(slot).expect("it is in its store");
        assert_eq!(held.certificates[0].dns_names[0], leaf);
        assert_eq!(held.certificates.len(), 2, "with the rest of its chain");
        assert!(state.unplaced.is_empty());
    }
    let seen = evidence(&state);
    let usable = seen.presented.iter().filter(|one| state.captured(&seen, one).is_some());
    assert_eq!(usable.count(), 0, "both are held now");
}

#[wasm_bindgen_test(unsupported = test)]
fn where_the_place_is_not_known_or_not_empty_somebody_is_asked() {
    let state = with("capture.pcap", MUTUAL);
    let seen = evidence(&state);
    let one = &seen.presented[0];
    assert_eq!((seen.node, state.place_of(&seen, one)), (None, None));
    let file = state.captured(&seen, one).expect("no store holds it");
    let waiting = Rc::clone(&state).reduce(Action::UseCaptured(file.clone(), None));
    assert_eq!(waiting.unplaced[0].held, file);
    assert_eq!(waiting.captured(&seen, one), None, "it waits already");
    let place = Place::Slot(Slot::FIRST[0]);
    let other = Rc::clone(&state).reduce(Action::UseCaptured(file, Some(place)));
    assert!(other.unplaced.is_empty());
    let server = state.captured(&seen, &seen.presented[1]).expect("no store holds it");
    let asked = other.reduce(Action::UseCaptured(server.clone(), Some(place)));
    assert_eq!(asked.unplaced[0].held, server, "nothing is replaced in silence");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_capture_alone_is_shown_until_it_is_discarded_or_assigned() {
    let state = with("capture.pcap", MUTUAL);
    let id = state.machines[0].id;
    assert!(evidence(&state).text.contains("it is not known whether this is Core or Edge"));
    let gone = Rc::clone(&state).reduce(Action::Intake(Intake::Discard(id)));
    assert!(gone.report.is_none() && gone.description.seen.is_empty());
    let edge = state.reduce(Action::Intake(Intake::Assign(id, NodeName::Edge)));
    assert_eq!(edge.description.seen.len(), 1);
    assert_eq!(evidence(&edge).node, Some(NodeName::Edge));
    let core = edge.reduce(Action::Intake(Intake::Assign(id, NodeName::Core)));
    assert_eq!(evidence(&core).node, Some(NodeName::Core), "it was said otherwise");
}

#[wasm_bindgen_test(unsupported = test)]
fn tls_1_3_has_no_certificate_to_use_and_says_why() {
    let seen = evidence(&with("edge1.pcap", TLS_1_3));
    assert_eq!(seen.presented, []);
    assert!(seen.text.contains("TLS 1.3 hides the certificates"), "{}", seen.text);
}

/// The page with a file.
fn with(name: &str, bytes: &[u8]) -> Rc<State> {
    let mut collector = Collector::new(Limits::default());
    collector.add(name, Cursor::new(bytes), &|_| ControlFlow::Continue(()));
    let state = Rc::new(State::new(Timestamp::parse("2026-11-23").expect("a date")));
    state.reduce(Action::Intake(Intake::Ended(0, Some(Box::new(collector.finish())))))
}

/// The only piece of evidence.
fn evidence(state: &State) -> EvidenceReport {
    let report = state.report.as_ref().expect("a report");
    let [only] = report.evidence.as_slice() else { panic!("{:?}", report.evidence) };
    only.clone()
}
