//! The parts of the page below the answer: each is drawn once it is opened, by its name or by an
//! address that leads into it.
//!
//! Entry point: [`use_parts`]. `#fix`, `#dates`, `#evidence`, `#save` and `#inputs` open one
//! part each, and so does the address of anything inside; `#all` opens the first three, which with
//! the answer are the four parts. `#all,save` opens more.

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// A part of the page that can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What to do, and what if.
    Fix,
    /// When what expires and what stops.
    Dates,
    /// Connections, reasons, sources, what was seen and what was read.
    Evidence,
    /// Reports and the case.
    Save,
    /// Stores, settings and far ends, to be changed. Closed, the matrix stands for them.
    Inputs,
}

impl Part {
    /// All, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Fix, Self::Dates, Self::Evidence, Self::Save, Self::Inputs];

    /// Its identifier, which is its address.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Fix => "fix",
            Self::Dates => "dates",
            Self::Evidence => "evidence",
            Self::Save => "save",
            Self::Inputs => "inputs",
        }
    }

    /// Whether it is one of the page's four parts, of which the first is the answer; the others are
    /// what belongs to all of them.
    #[must_use]
    pub const fn is_numbered(self) -> bool {
        matches!(self, Self::Fix | Self::Dates | Self::Evidence)
    }

    /// The part in which an address lies.
    #[must_use]
    pub fn of_address(anchor: &str) -> Option<Self> {
        match anchor {
            "fix" | "plans" | "advice" | "decides" | "what-if" => Some(Self::Fix),
            "dates" | "timeline" | "when" => Some(Self::Dates),
            "evidence" | "picture" | "connections" | "seen" | "advisories" | "read-from" => {
                Some(Self::Evidence)
            }
            "save" | "take-away" => Some(Self::Save),
            "inputs" | "far-ends" => Some(Self::Inputs),
            _ if anchor.ends_with("-store") => Some(Self::Inputs),
            _ => anchor.starts_with(CONNECTION).then_some(Self::Evidence),
        }
    }
}

/// Which parts are open, and which connection is chosen in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    parts: [bool; Part::ALL.len()],
    connection: Option<AttrValue>,
}

impl Open {
    /// Whether a part is open.
    #[must_use]
    pub const fn has(&self, part: Part) -> bool {
        self.parts[part as usize]
    }

    /// The connection that was chosen, by its identifier.
    #[must_use]
    pub const fn connection(&self) -> Option<&AttrValue> {
        self.connection.as_ref()
    }

    /// The same with a part open or closed.
    #[must_use]
    pub fn with(mut self, part: Part, is_open: bool) -> Self {
        self.parts[part as usize] = is_open;
        self
    }

    /// The same with a connection chosen.
    #[must_use]
    pub fn choosing(mut self, connection: AttrValue) -> Self {
        self.connection = Some(connection);
        self
    }

    /// What an address opens beside what is open. An address may name several places.
    #[must_use]
    pub fn at(mut self, address: &str) -> Self {
        for anchor in address.split(',') {
            if let Some(connection) = anchor.strip_prefix(CONNECTION) {
                self.connection = Some(connection.to_owned().into());
            }
            let all = Part::ALL.into_iter().filter(|part| anchor == ALL && part.is_numbered());
            for part in all.chain(Part::of_address(anchor)) {
                self.parts[part as usize] = true;
            }
        }
        self
    }
}

/// The parts that are open.
#[hook]
pub fn use_parts() -> UseStateHandle<Open> {
    let open = use_state(|| Open::default().at(&address()));
    // A link may lead into a part that is not drawn: it is opened, and shown once it is.
    let wanted = use_mut_ref(|| None::<String>);
    let follow = {
        let (open, wanted) = (open.clone(), wanted.clone());
        use_callback(open, move |anchor: String, open| {
            let now = (**open).clone().at(&anchor);
            if now != **open {
                *wanted.borrow_mut() = Some(anchor);
                open.set(now);
            }
        })
    };
    let latest = use_mut_ref(|| follow.clone());
    latest.borrow_mut().clone_from(&follow);
    use_effect_with((), move |()| {
        let window = web_sys::window();
        let listeners = window.map(|window| {
            let of_address = {
                let latest = latest.clone();
                EventListener::new(&window, "hashchange", move |_| {
                    let follow = latest.borrow().clone();
                    follow.emit(address());
                })
            };
            let options = EventListenerOptions::run_in_capture_phase();
            let of_links =
                EventListener::new_with_options(&window, "click", options, move |event| {
                    if let Some(anchor) = link(event) {
                        let follow = latest.borrow().clone();
                        follow.emit(anchor);
                    }
                });
            (of_address, of_links)
        });
        move || drop(listeners)
    });
    use_effect(move || {
        if let Some(anchor) = wanted.borrow_mut().take() {
            // What the click itself does comes first.
            Timeout::new(0, move || show(&anchor)).forget();
        }
    });
    open
}

/// The address within the page, without its `#`.
fn address() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    hash.unwrap_or_default().trim_start_matches('#').to_owned()
}

/// The address within the page to which a clicked link leads.
fn link(event: &Event) -> Option<String> {
    let clicked: Element = event.target()?.dyn_into().ok()?;
    let link = clicked.closest("a[href^='#']").ok()??;
    if event.dyn_ref().is_some_and(is_pointed) && link.has_attribute("data-connection") {
        // The picture shows it itself, and keeps the focus.
        return None;
    }
    Some(link.get_attribute("href")?.trim_start_matches('#').to_owned())
}

/// Whether a click came from a pointer: a key's has no count.
#[must_use]
pub fn is_pointed(event: &MouseEvent) -> bool {
    event.detail() > 0
}

/// Shows what an address leads to, and moves the focus there.
fn show(anchor: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(element) = document.and_then(|document| document.get_element_by_id(anchor)) else {
        return;
    };
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        if !element.has_attribute("tabindex") {
            let _ = element.set_attribute("tabindex", "-1");
        }
        let _ = element.focus();
    }
    element.scroll_into_view();
    if anchor == "plans" {
        open_steps();
    }
    if element.tag_name() == "DETAILS" {
        let _ = element.set_attribute("open", "");
    }
}

/// Opens the steps of the first plan, to which the link leads.
pub fn open_steps() {
    let document = web_sys::window().and_then(|window| window.document());
    let steps = document.and_then(|document| document.query_selector(FIRST_STEPS).ok()?);
    if let Some(steps) = steps {
        // Where it stays closed, the link still leads to it.
        let _ = steps.set_attribute("open", "");
    }
}

/// What the address of a connection begins with.
const CONNECTION: &str = "connection-";

/// The address that opens the four parts.
const ALL: &str = "all";

/// The steps of the first plan's first action.
const FIRST_STEPS: &str = "[data-plan='1'] .disclosure";
