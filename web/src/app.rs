//! The page as a whole: its state, and what arrives from outside any component.

use std::cell::Cell;
use std::rc::Rc;

use eku_engine::report::Report;
use eku_engine::time::Timestamp;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Window};
use yew::prelude::*;

use crate::components::advisories::{Advisories, Decides, advice};
use crate::components::answer::Answer;
use crate::components::colophon::Colophon;
use crate::components::deployment::Deployment;
use crate::components::evidence::{Evidence, FoundFiles};
use crate::components::help::{self, Help};
use crate::components::masthead::Masthead;
use crate::components::mover::{focus_if_lost, use_focus_found, use_focus_kept};
use crate::components::paper::Paper;
use crate::components::part::Section;
use crate::components::picture::Picture;
use crate::components::plans::Plans;
use crate::components::receipt::receipt;
use crate::components::services::Services;
use crate::components::take_away::TakeAway;
use crate::components::timeline::Timeline;
use crate::components::what_if::{bar, what_if};
use crate::judge::Judge;
use crate::parts::{Part, use_parts};
use crate::place::Place;
use crate::state::{Action, State};
use crate::text::parts as words;
use crate::{drag, installed, leaving, read, rehearsal, save, stages, started, text};

/// The page.
#[component]
pub fn App() -> Html {
    let handle = use_reducer(|| Page(Rc::new(State::new(now()))));
    let act = {
        let dispatcher = handle.dispatcher();
        use_callback((), move |action, ()| dispatcher.dispatch(action))
    };
    {
        let (act, now) = (act.clone(), handle.0.now);
        use_effect_with((), move |()| {
            let first = match started::resumed() {
                Some(kept) => read::resumed(&kept),
                None => save::case_inside().map(|case| read::case(&case)),
            };
            first.into_iter().for_each(|first| act.emit(first));
            let listeners = web_sys::window().map(|window| listen(&window, act));
            let rehearsal = rehearsal::after_a_rest(now);
            move || drop((listeners, rehearsal))
        });
    }
    let state = handle.0.clone();
    use_effect_with(Rc::as_ptr(&state), {
        let state = state.clone();
        move |_| started::keep(state)
    });
    leaving::use_leaving(&state);
    {
        let asked = state.judging.clone().filter(|_| state.is_judging());
        let judge = use_memo((), |()| Judge::new(act.clone()));
        use_effect_with(asked.as_ref().map(|asked| asked.id), move |_| {
            let on_its_way = asked.map(|asked| judge.start(&asked));
            move || drop(on_its_way)
        });
    }
    // What is drawn of an older report can be read and not used.
    let is_old = state.is_judging();
    use_focus_kept(is_old);
    use_focus_found("answer");
    let report = state.report.clone();
    let outlook = state.outlook().cloned();
    let stage = stages::use_stage(report.is_some());
    let open = use_parts();
    // What was pressed to get an answer may be gone: the answer is where the eye goes.
    use_effect_with(report.is_some(), |is_judged| {
        if *is_judged {
            focus_if_lost("answer");
        }
    });
    let choose = {
        let open = open.clone();
        Callback::from(move |connection| open.set((*open).clone().choosing(connection)))
    };
    // What is not open is not drawn.
    let part = |part: Part, report: &Report, content: &dyn Fn() -> Html| {
        let summary = words::summary(part, report);
        let content = if open.has(part) { content() } else { Html::default() };
        html! { <Section {part} {summary} open={open.clone()}>{ content }</Section> }
    };
    // What the stores hold is drawn after the answer.
    let settled = use_mut_ref(|| state.clone());
    if stage > 0 {
        settled.borrow_mut().clone_from(&state);
    }
    let settled = settled.borrow().clone();
    html! {
        <div class={classes!("page", state.dragging.is_some().then_some("is-dragging"))}>
            <a class="skip" href="#answer">{ text::SKIP }</a>
            <Masthead answers={report.is_some()} />
            { help::policy_is_old(state.now) }
            <div class="bars">
                { receipt(&state) }
                { bar(&state, &act) }
                <installed::NewVersion />
            </div>
            <main class="layout" aria-busy={(is_old || stage < stages::LAST).then_some("true")}>
                <Answer state={state.clone()} act={act.clone()} />
                if let Some(report) = &report {
                    <div class="judged" inert={is_old}>
                        <Services report={report.clone()} />
                        if stage > 1 {
                            <div class="to-do">
                                { part(Part::Fix, report, &|| html! {
                                    <>
                                        <Decides report={report.clone()} />
                                        <Plans state={state.clone()} act={act.clone()} />
                                        { advice(report, &state, &act) }
                                        { what_if(&state, &act) }
                                    </>
                                }) }
                            </div>
                        }
                    </div>
                }
                <ContextProvider<Rc<State>> context={settled.clone()}>
                    <Deployment state={settled} act={act.clone()} open={open.clone()} />
                </ContextProvider<Rc<State>>>
                if let Some((report, outlook)) = report.as_ref().zip(outlook.as_ref()) {
                    <div class="judged" inert={is_old}>
                        if stage > 2 {
                            <div class="rest">
                                { part(Part::Dates, report, &|| html! {
                                    <Timeline outlook={outlook.clone()} report={report.clone()}
                                        days={state.days()} imagined={state.imagined_stores()}
                                        act={act.clone()} />
                                }) }
                                { part(Part::Evidence, report, &|| html! {
                                    <>
                                        <Picture report={report.clone()} state={state.clone()}
                                            chosen={open.connection().cloned()}
                                            choose={choose.clone()} />
                                        <div class="evidence-rest">
                                            <Evidence report={report.clone()} state={state.clone()}
                                                act={act.clone()} />
                                            <Advisories report={report.clone()} />
                                            <FoundFiles state={state.clone()} act={act.clone()} />
                                        </div>
                                    </>
                                }) }
                                if let Some(real) = &state.real().report {
                                    { part(Part::Save, report, &|| html! {
                                        <TakeAway report={real.clone()} state={state.clone()}
                                            act={act.clone()} />
                                    }) }
                                }
                            </div>
                        }
                    </div>
                } else {
                    <div class="rest"><FoundFiles state={state.clone()} act={act.clone()} /></div>
                }
            </main>
            if let Some(real) = &state.real().report {
                <Paper report={real.clone()} />
            }
            <Colophon now={state.now} answers={report.is_some()} />
            <Help now={state.now} act={act.clone()} />
        </div>
    }
}

/// The state behind a pointer: what is drawn of it keeps that and no copy.
struct Page(Rc<State>);

impl Reducible for Page {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Self(self.0.clone().reduce(action)).into()
    }
}

/// One listener each for the whole window: a drop finds its place by the element below it, and
/// never makes the browser leave the page.
fn listen(window: &Window, act: Callback<Action>) -> Vec<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    let last = Rc::new(Cell::new(None));
    let hover = {
        let (act, last) = (act.clone(), last.clone());
        move |over: Option<Place>| {
            if last.replace(over) != over {
                act.emit(Action::Drag(over));
            }
        }
    };
    let dragged = {
        let hover = hover.clone();
        move |event: &Event| {
            if drag::is_ours(event) {
                event.prevent_default();
                hover(Some(drag::below(event)));
            }
        }
    };
    let left = {
        let hover = hover.clone();
        move |event: &Event| {
            let leaves =
                event.dyn_ref::<DragEvent>().is_some_and(|drag| drag.related_target().is_none());
            if leaves {
                hover(None);
            }
        }
    };
    let ended = {
        let hover = hover.clone();
        move |_: &Event| hover(None)
    };
    let dropped = {
        let (act, queue) = (act.clone(), read::Queue::new(act.clone()));
        move |event: &Event| {
            let Some(data) = drag::transfer(event) else {
                return;
            };
            let files = read::listed(data.files());
            if let Some(origin) = drag::origin(event) {
                event.prevent_default();
                act.emit(Action::Move(origin, drag::below(event)));
            } else if !files.is_empty() || !in_text_field(event) {
                event.prevent_default();
                queue.files(drag::below(event), files);
            }
            hover(None);
        }
    };
    let pasted = move |event: &Event| {
        if in_text_field(event) {
            return;
        }
        if let Some(data) = read::clipboard(event) {
            read::pasted(Place::Anything, &data, &act);
        }
    };
    vec![
        EventListener::new_with_options(window, "dragenter", options, dragged.clone()),
        EventListener::new_with_options(window, "dragover", options, dragged),
        EventListener::new(window, "dragleave", left),
        EventListener::new(window, "dragend", ended),
        EventListener::new_with_options(window, "drop", options, dropped),
        EventListener::new(window, "paste", pasted),
    ]
}

fn in_text_field(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| matches!(element.tag_name().as_str(), "TEXTAREA" | "INPUT"))
}

/// The only clock of the page.
fn now() -> Timestamp {
    let seconds = (js_sys::Date::now() / 1000.0).clamp(0.0, LAST_SECOND);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let seconds = seconds as u64;
    Timestamp::from_unix_seconds(seconds).expect("a second that can be written")
}

/// 9999-12-31T23:59:59Z.
const LAST_SECOND: f64 = 253_402_300_799.0;
