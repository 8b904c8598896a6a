//! The page in a browser, drawn by its components: what a person sees after an action.

#![cfg(target_arch = "wasm32")]

use eku_web::app::App;
use eku_web::examples::EXAMPLES;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, HtmlElement};
use yew::scheduler;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn before_any_input_there_are_stores_steps_and_examples() {
    let page = Page::open().await;
    assert_eq!(page.attribute("[data-overall-verdict]", "data-overall-verdict"), "empty");
    assert_eq!(page.count("[data-node] [data-store] textarea"), 4);
    assert_eq!(page.count("input[type=file]"), 8);
    assert_eq!(page.count("button[data-example]"), EXAMPLES.len());
    assert_eq!(page.count("[data-service]"), 0);
    assert_eq!(page.count("[style]"), 0, "no style attribute: the policy refuses it");
}

#[wasm_bindgen_test]
async fn an_example_draws_the_whole_report() {
    let page = Page::open().await;
    page.click("button[data-example='condition-2-check-off']").await;
    assert_eq!(page.attribute("[data-overall-verdict]", "data-overall-verdict"), "fails");
    assert_eq!(page.attribute("[data-service='uc-traversal-zone']", "data-verdict"), "works");
    assert_eq!(page.attribute("[data-service='mra']", "data-verdict"), "fails");
    assert_eq!(page.count("[data-verdict='works'] summary [data-not-checked]"), 1);
    assert_eq!(
        page.count("[data-connection][data-verdict='fails'] [data-rule] > div > p a[href]"),
        1
    );
    assert!(page.count("[data-plan][data-complete='true'] [data-action][data-target]") > 0);
    assert!(page.text("[role=status]").contains("Mobile and Remote Access"));
    assert_eq!(page.count("[style]"), 0);
}

#[wasm_bindgen_test]
async fn where_everything_works_there_is_no_plan_and_the_rest_is_said() {
    let page = Page::open().await;
    page.click("button[data-example='condition-3']").await;
    assert_eq!(page.count("[data-plan]"), 0);
    assert_eq!(page.text(".answer-sentence"), "No certificate reason to fail was found.");
    assert!(page.text(".answer [data-not-checked]").starts_with("Not checked: "));
}

#[wasm_bindgen_test]
async fn a_switch_changes_the_verdict_and_start_again_takes_everything_away() {
    let page = Page::open().await;
    page.click("button[data-example='condition-2-check-on']").await;
    page.click("#edge-eku-check").await;
    assert_eq!(page.attribute("[data-service='uc-traversal-zone']", "data-verdict"), "works");
    page.click(".section-head button").await;
    assert_eq!(page.attribute("[data-overall-verdict]", "data-overall-verdict"), "empty");
}

#[wasm_bindgen_test]
async fn beside_the_verdict_stands_when_it_ends_and_what_the_upload_pages_say() {
    let page = Page::open().await;
    page.click("button[data-example='condition-2-check-off']").await;
    assert_eq!(page.count("[data-forecast-service]"), 4);
    assert_eq!(page.count("[data-forecast-certificate][data-issuer-kind='public']"), 4);
    assert!(page.text("[data-forecast-service='mra']").contains("Fails already"));
    assert!(page.text("[data-forecast-service='uc-traversal-zone']").contains("Breaks"));
    assert_eq!(
        page.attribute("[data-store='core.client'] [data-upload]", "data-upload"),
        "refused"
    );
    assert_eq!(
        page.attribute("[data-store='core.server'] [data-upload]", "data-upload"),
        "accepted"
    );
    assert!(page.count("[data-store='core.client'] [data-way-round]") == 1);
    assert_eq!(page.count("[data-upgrade]"), 0, "X15.5 is the newest");
    assert_eq!(page.count("[data-caution]"), 0);
    assert_eq!(page.count("[style]"), 0);
}

/// A page of its own in the test's document.
struct Page(Element);

impl Page {
    async fn open() -> Self {
        let document = document();
        for old in ["app"].iter().filter_map(|id| document.get_element_by_id(id)) {
            old.remove();
        }
        let root = document.create_element("div").unwrap();
        root.set_id("app");
        document.body().unwrap().append_child(&root).unwrap();
        yew::Renderer::<App>::with_root(root.clone()).render();
        scheduler::flush().await;
        Self(root)
    }

    fn find(&self, selector: &str) -> Element {
        let found = self.0.query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("{selector} is not there"))
    }

    fn count(&self, selector: &str) -> usize {
        self.0.query_selector_all(selector).unwrap().length() as usize
    }

    fn attribute(&self, selector: &str, name: &str) -> String {
        self.find(selector).get_attribute(name).unwrap()
    }

    fn text(&self, selector: &str) -> String {
        self.find(selector).text_content().unwrap()
    }

    async fn click(&self, selector: &str) {
        self.find(selector).dyn_into::<HtmlElement>().unwrap().click();
        scheduler::flush().await;
    }
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}
