//! The picture and the timeline of deployments that the page's examples do not have: clusters, many
//! far ends, names that nobody would choose.

#![cfg(target_arch = "wasm32")]

use std::rc::Rc;

use eku_engine::bundle;
use eku_engine::deployment::{
    Deployment, FarEnd, Initiates, Node, NodeName, Peer, Release, Store, Stores, Switch,
};
use eku_engine::report::Report;
use eku_engine::time::Timestamp;
use eku_web::components::picture::{self, Picture};
use eku_web::components::timeline::{self, Timeline};
use eku_web::dates::Days;
use eku_web::state::{Action, State};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};
use yew::{Callback, scheduler};

wasm_bindgen_test_configure!(run_in_browser);

const CORE: &str = include_str!("../../tests/certs/core-both-ca1.pem");
const EDGE: &str = include_str!("../../tests/certs/edge-server-only-ca2.pem");
const NOW: &str = "2026-11-23";

#[wasm_bindgen_test]
async fn every_connection_is_an_arrow_and_nothing_else_is() {
    let report = report(3, &["Unified CM", "CUBE", "CMS"], &["Webex", "B2B partner", "Neighbour"]);
    let page = draw(&report, None).await;
    let ids: Vec<_> = report.connections.iter().map(|one| one.id.to_string()).collect();
    assert!(ids.len() > 10, "{ids:?}");
    let arrows = all(&page, "[data-connection]");
    let drawn: Vec<_> = arrows.iter().map(|one| attribute(one, "data-connection")).collect();
    assert_eq!(drawn, ids);
    assert_eq!(all(&page, ".drawing").len(), 1, "in the shape that fits");
    assert_eq!(all(&page, ".peer").len(), 6);
    assert_eq!(all(&page, "[data-party]").len(), 8);
    for arrow in arrows {
        assert_eq!(arrow.namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"));
        let name = attribute(&arrow, "aria-label");
        assert!(name.ends_with('.') && name.contains(" sends "), "{name}");
        assert_eq!(
            attribute(&arrow, "href"),
            format!("#connection-{}", attribute(&arrow, "data-connection"))
        );
    }
    assert_eq!(all(&page, "[style], style").len(), 0, "the policy refuses styles");
}

#[wasm_bindgen_test]
async fn all_about_the_arrow_that_is_chosen_stands_beside_the_picture() {
    let report = report(2, &["Unified CM"], &["Webex"]);
    for connection in &report.connections {
        let page = draw(&report, Some(connection.id.to_string())).await;
        let chosen = all(&page, "[data-connection][aria-current='true']");
        assert_eq!(attribute(&chosen[0], "data-connection"), connection.id.to_string());
        let said = all(&page, "[data-explained]")[0].text_content().unwrap();
        assert!(said.contains(&connection.name), "{said}");
        for reason in &connection.because {
            assert!(said.contains(&reason.text), "{said}");
        }
    }
}

#[wasm_bindgen_test]
async fn hostile_names_stay_text_and_are_shortened_with_the_whole_name_at_hand() {
    let long = "long ".repeat(2_000);
    let names = ["<script>alert(1)</script>", "a\u{202e}txt.exe", long.trim()];
    let report = report(1, &names, &[]);
    let page = draw(&report, None).await;
    assert_eq!(all(&page, "script").len(), 0);
    let parties: Vec<Element> = all(&page, "[data-party^='far-end']");
    for (party, name) in
        parties.iter().zip(["<script>alert(1)</script>", "a\\u{202e}txt.exe", long.trim()])
    {
        let title = party.query_selector("title").unwrap().unwrap();
        assert_eq!(title.text_content().unwrap(), name);
        for label in all(party, "text") {
            assert!(label.text_content().unwrap().chars().count() < 40);
        }
    }
}

#[wasm_bindgen_test]
async fn a_day_of_the_list_is_judged() {
    let report = report(1, &[], &[]);
    let chosen = Rc::new(std::cell::RefCell::new(Vec::new()));
    let at = Timestamp::parse(NOW).unwrap();
    let root = root();
    let act = {
        let chosen = chosen.clone();
        Callback::from(move |action| chosen.borrow_mut().push(action))
    };
    let props = timeline::Props {
        outlook: report.clone(),
        report: report.clone(),
        days: Days { now: at, at },
        imagined: Vec::new(),
        act,
    };
    yew::Renderer::<Timeline>::with_root_and_props(root.clone(), props).render();
    scheduler::flush().await;
    // A certificate has one row, whatever stores hold it.
    let rows = report.certificates.len() + report.forecast.services.len();
    assert_eq!(all(&root, ".lane").len(), rows);
    assert_eq!(all(&root, "[data-row]").len(), rows);
    all(&root, "[data-day='2027-06-01'] button")[0].clone().unchecked_into::<HtmlElement>().click();
    let chosen = chosen.borrow();
    let [Action::Date(Some(day))] = chosen.as_slice() else { panic!("{chosen:?}") };
    assert_eq!(day.to_string(), "2027-06-01T23:59:59Z");
    assert_eq!(all(&root, "[style], style").len(), 0);
}

/// Clusters of so many peers, and far ends that call and are called.
fn report(peers: usize, inside: &[&str], outside: &[&str]) -> Rc<Report> {
    let store = |pem: &str| Store::of(bundle::read(pem.as_bytes()).certificates, false);
    let node = |name: NodeName, pem| {
        let stores = || Stores::Two { server: store(pem), client: store(pem) };
        let peers = match peers {
            1 => vec![Peer::only(stores())],
            peers => {
                (1..=peers).map(|peer| Peer::named(&format!("{name}{peer}"), stores())).collect()
            }
        };
        Node::new(name, Release::X15_5, peers).unwrap()
    };
    let core = node(NodeName::Core, CORE);
    let edge = node(NodeName::Edge, EDGE);
    let mut deployment = Deployment::new(core, edge).unwrap();
    for (node, names) in [(NodeName::Core, inside), (NodeName::Edge, outside)] {
        for (place, name) in names.iter().enumerate() {
            let initiates = [Initiates::Both, Initiates::Expressway, Initiates::FarEnd][place % 3];
            deployment.far_ends.push(FarEnd::new(*name, node, initiates).unwrap());
        }
    }
    if peers > 1 {
        deployment.edge.set(Switch::ClusterTlsVerify, true).unwrap();
    }
    Rc::new(eku_engine::check(&deployment, Timestamp::parse(NOW).unwrap()))
}

async fn draw(report: &Rc<Report>, chosen: Option<String>) -> Element {
    let root = root();
    let props = picture::Props {
        report: report.clone(),
        state: Rc::new(State::new(Timestamp::parse(NOW).unwrap())),
        chosen: chosen.map(Into::into),
        choose: Callback::noop(),
    };
    yew::Renderer::<Picture>::with_root_and_props(root.clone(), props).render();
    scheduler::flush().await;
    root
}

fn root() -> Element {
    let document = web_sys::window().unwrap().document().unwrap();
    let root = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&root).unwrap();
    root
}

fn all(page: &Element, selector: &str) -> Vec<Element> {
    let found = page.query_selector_all(selector).unwrap();
    (0..found.length()).map(|place| found.item(place).unwrap().unchecked_into()).collect()
}

fn attribute(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap()
}
