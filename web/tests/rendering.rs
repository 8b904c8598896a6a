//! The page in a browser, drawn by its components: what a person sees after an action.

#![cfg(target_arch = "wasm32")]

use eku_engine::deployment::ReadyMade;
use eku_web::app::App;
use eku_web::examples::EXAMPLES;
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    Document, Element, Event, EventInit, HtmlElement, HtmlSelectElement, MouseEvent, MouseEventInit,
};
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
    assert_eq!(page.count("[data-explained='ssh-tunnels'] [data-rule] > div > p a[href]"), 1);
    assert!(page.count("[data-plan][data-complete='true'] [data-action][data-target]") > 0);
    assert!(page.text("[role=status]").contains("Mobile and Remote Access"));
    assert_eq!(page.count("[style]"), 0);
}

#[wasm_bindgen_test]
async fn where_everything_works_there_is_no_plan_and_the_rest_is_said() {
    let page = Page::open().await;
    page.click("button[data-example='condition-3']").await;
    assert_eq!(page.count("[data-plan]"), 0);
    assert_eq!(page.text(".answer-sentence"), "No certificate problems found.");
    assert!(page.text(".answer [data-not-checked]").starts_with("Not checked: "));
}

#[wasm_bindgen_test]
async fn a_switch_changes_the_verdict_and_start_again_takes_everything_away() {
    let page = Page::open().await;
    page.click("button[data-example='condition-2-check-on']").await;
    page.click("#edge-eku-check").await;
    assert_eq!(page.attribute("[data-service='uc-traversal-zone']", "data-verdict"), "works");
    page.click(".section-head .is-quiet").await;
    assert_eq!(page.attribute("[data-overall-verdict]", "data-overall-verdict"), "empty");
}

#[wasm_bindgen_test]
async fn a_machine_more_names_the_stores_and_asks_how_they_verify_each_other() {
    let page = Page::open().await;
    page.click("button[data-example='condition-3']").await;
    assert_eq!(page.count("#edge-cluster"), 0);
    page.click("#edge-add-machine").await;
    assert_eq!(page.count("[data-node='edge'] [data-store^='edge[edge'] textarea"), 4);
    assert_eq!(page.count("#edge-server-2") + page.count("#edge-name-2"), 2);
    assert!(page.text(".answer").contains("Edge's client certificate on edge2"));
    page.press("[data-connection='uc-traversal-zone']").await;
    assert_eq!(page.count("[data-explained='uc-traversal-zone'] .route-holder"), 3);
    page.choose("#edge-cluster", "permissive").await;
    assert_eq!(page.attribute("[data-service='cluster-database']", "data-verdict"), "works");
    page.click("[data-peer='edge2'] .peer-head button").await;
    assert_eq!(page.count("[data-peer]") + page.count("#edge-cluster"), 0);
    assert_eq!(page.attribute("[data-overall-verdict]", "data-overall-verdict"), "works");
    assert_eq!(page.count("[style]"), 0);
}

#[wasm_bindgen_test]
async fn every_ready_made_far_end_can_be_added_changed_and_removed() {
    let page = Page::open().await;
    page.click("button[data-example='condition-2.1']").await;
    for ready_made in ReadyMade::ALL {
        page.choose("#far-end-kind", ready_made.id()).await;
        page.click("#add-far-end").await;
        // Its name is spelled as the product spells it, its identifier is older.
        let slug = ready_made.id().replace("neighbour", "neighbor");
        let far_end = format!("[data-far-end='{slug}']");
        let service = format!("[data-service='far-end:{slug}']");
        assert_eq!(page.count(&far_end), 1, "{far_end}");
        for (fold, content) in [("first", ".known a[href]"), ("last", "[name='initiates']")] {
            page.click(&format!("{far_end} details:{fold}-of-type > summary")).await;
            page.appears(&format!("{far_end} {content}")).await;
        }
        page.choose(&format!("{far_end} [name='initiates']"), "expressway").await;
        page.choose(&format!("{far_end} [name='client_eku_check']"), "not-requested").await;
        assert_eq!(page.attribute(&service, "data-verdict"), "works", "{service}");
        page.click(&format!("{far_end} .far-end-head button")).await;
        assert_eq!(page.count("[data-far-end]") + page.count(&service), 0, "{far_end}");
    }
}

#[wasm_bindgen_test]
async fn what_is_chosen_in_one_place_shows_in_the_others() {
    let page = Page::open().await;
    page.click("button[data-example='condition-3']").await;
    for node in ["core", "edge"] {
        page.click(&format!("#{node}-add-machine")).await;
        page.choose(&format!("#{node}-cluster"), "enforcing").await;
    }
    for node in ["core", "edge"] {
        assert_eq!(page.value(&format!("#{node}-cluster")), "enforcing", "each node has its own");
    }
    page.choose("#release", "X15.4").await;
    page.click(".section-head .is-quiet").await;
    assert_eq!(page.value("#release"), "X15.5", "start again");
}

#[wasm_bindgen_test]
async fn beside_the_verdict_stands_when_it_ends_and_what_the_upload_pages_say() {
    let page = Page::open().await;
    page.click("button[data-example='condition-2-check-off']").await;
    // Two certificates, each in both stores of a node, and four services.
    assert_eq!(page.count("[data-row]"), 6);
    for (row, text) in [
        ("core.server", "Public CA"),
        ("mra", "Already failing"),
        ("uc-traversal-zone", "Stops on"),
    ] {
        page.press(&format!("[data-row='{row}']")).await;
        let said = page.text(&format!("[data-row-detail='{row}']"));
        assert!(said.contains(text), "{row}: {said}");
    }
    assert!(page.text(".answer [data-until]").contains("until 1 Jun 2027 ("));
    assert_eq!(
        page.attribute("[data-store='core.client'] [data-upload]", "data-upload"),
        "refused"
    );
    assert_eq!(
        page.attribute("[data-store='core.server'] [data-upload]", "data-upload"),
        "accepted"
    );
    page.click("[data-store='core.client'] [data-upload] summary").await;
    page.appears("[data-store='core.client'] [data-way-round]").await;
    assert_eq!(page.count("[data-try='upgrade']"), 0, "X15.5 is the newest");
    assert_eq!(page.count("[data-caution]"), 0);
    assert_eq!(page.count("[style]"), 0);
}

#[wasm_bindgen_test]
async fn a_plan_that_is_tried_stands_beside_how_it_was_and_is_taken_back() {
    let page = Page::open().await;
    page.click("button[data-example='condition-2-check-on']").await;
    let plans = page.count("[data-plan]");
    assert_eq!(page.count("[data-plan] [data-try]"), plans);
    page.click("[data-plan='1'] [data-try]").await;
    assert_eq!(page.attribute(".trying", "data-trial"), "plan");
    assert!(page.text(".trying").starts_with("Trying fix 1: Replace Core's client certificate"));
    assert_eq!(page.attribute("[data-versus='mra']", "data-before"), "fails");
    assert_eq!(page.attribute("[data-versus='mra']", "data-after"), "works");
    assert_eq!(page.attribute("[data-was]", "data-was"), "fails");
    assert_eq!(page.count(".is-imagined") + page.count("[data-plan='1'].is-tried"), 2);
    assert_eq!(page.count("[data-plan]"), plans, "the list stays");
    assert_eq!(page.count("[data-real]") + page.count("[data-outside]"), 2);
    assert_eq!(page.count("[style]"), 0);
    page.click("[data-plan='1'] [data-try]").await;
    assert_eq!(page.attribute("[data-overall-verdict]", "data-overall-verdict"), "fails");
    assert_eq!(page.count("[data-versus]") + page.count(".is-imagined"), 0);
}

#[wasm_bindgen_test]
async fn ones_own_changes_are_compared_kept_and_undone() {
    let page = Page::open().await;
    page.click("button[data-example='condition-2-check-on']").await;
    page.click("[data-try='own']").await;
    page.click("#edge-eku-check").await;
    assert_eq!(page.attribute("[data-versus='uc-traversal-zone']", "data-after"), "works");
    page.click("[data-bar='keep']").await;
    assert_eq!(page.count("[data-trial]"), 0);
    assert_eq!(page.attribute("[data-service='uc-traversal-zone']", "data-verdict"), "works");
    page.click(".section-head .is-quiet").await;
    assert_eq!(page.attribute("[data-overall-verdict]", "data-overall-verdict"), "empty");
    page.click("[data-bar='undo']").await;
    assert_eq!(page.attribute("[data-service='uc-traversal-zone']", "data-verdict"), "works");
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
        // Every part is open.
        web_sys::window().unwrap().location().set_hash("all,save,inputs").unwrap();
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

    fn value(&self, selector: &str) -> String {
        self.find(selector).dyn_into::<HtmlSelectElement>().unwrap().value()
    }

    async fn choose(&self, selector: &str, value: &str) {
        let select: HtmlSelectElement = self.find(selector).dyn_into().unwrap();
        select.set_value(value);
        let bubbles = EventInit::new();
        bubbles.set_bubbles(true);
        let change = Event::new_with_event_init_dict("change", &bubbles).unwrap();
        select.dispatch_event(&change).unwrap();
        self.drawn().await;
    }

    /// Clicks what is drawn, which has no `click` of its own.
    async fn press(&self, selector: &str) {
        let bubbles = MouseEventInit::new();
        bubbles.set_bubbles(true);
        let click = MouseEvent::new_with_mouse_event_init_dict("click", &bubbles).unwrap();
        self.find(selector).dispatch_event(&click).unwrap();
        self.drawn().await;
    }

    async fn click(&self, selector: &str) {
        self.find(selector).dyn_into::<HtmlElement>().unwrap().click();
        self.drawn().await;
    }

    /// Waits for the frames in which a first judgement is drawn.
    async fn drawn(&self) {
        scheduler::flush().await;
        while self.count("main[aria-busy], main [aria-busy]") > 0 {
            self.frame().await;
        }
    }

    /// Waits for something that is drawn once it is asked for.
    async fn appears(&self, selector: &str) {
        while self.count(selector) == 0 {
            self.frame().await;
        }
    }

    async fn frame(&self) {
        let frame = Promise::new(&mut |shown, _| {
            web_sys::window().unwrap().request_animation_frame(&shown).unwrap();
        });
        JsFuture::from(frame).await.unwrap();
        scheduler::flush().await;
    }
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}
