//! The case that was opened, and the buttons that save the case and the page.

use std::rc::Rc;

use yew::prelude::*;

use super::saving::Saving;
use crate::leaving;
use crate::place::Place;
use crate::save::{self, Document};
use crate::state::{Action, CaseAction, ReadOutcome, State};
use crate::text;
use crate::text::case as words;

/// What is said of a case that was opened, and the way back.
pub fn opened(state: &Rc<State>, act: &Callback<Action>) -> Html {
    let Some(notice) = &state.reopened.notice else {
        return Html::default();
    };
    let button = |label: &'static str, id: &'static str, action: fn() -> Action| {
        let onclick = act.reform(move |_: MouseEvent| action());
        html! {
            <button type="button" class="button is-quiet" data-case-action={id} {onclick}>
                { label }
            </button>
        }
    };
    let other_day = state.days().differ();
    html! {
        <section class="case-open" aria-labelledby="case-open" data-case="">
            <p role="status">
                <b id="case-open">{ words::OPENED }{ ": " }</b>
                <bdi>{ words::opened(notice) }</bdi>
                if state.can_close_case() {
                    { " " }{ words::REPLACED }
                }
            </p>
            <p class="panel-buttons">
                if state.can_close_case() {
                    { button(words::BACK, "back", || Action::Case(CaseAction::Back)) }
                }
                if other_day {
                    { button(words::TODAY, "today", || Action::Date(None)) }
                }
                { button(text::DISMISS, "dismiss", || Action::Case(CaseAction::Dismiss)) }
            </p>
        </section>
    }
}

/// The button that saves the case.
pub fn case_button(state: &Rc<State>, saving: &Saving) -> Html {
    let (state, saving) = (state.clone(), saving.clone());
    let waits = state.real().has_machines_without_node();
    let save = Callback::from(move |_: MouseEvent| {
        let name = words::file_name(&state.now.date().to_string()) + eku_case::ENDING;
        let content = eku_case::write(&state.real().case());
        saving.save(&Document { name, media_type: "application/json", content });
        leaving::saved(&state);
    });
    let purpose = if waits { words::CASE_FOR_SOME } else { words::CASE_FOR };
    saver("case", text::take_away::SAVE, words::CASE, purpose, save)
}

/// The buttons that save the page, with the case where there is one.
pub fn page_buttons(state: Option<&Rc<State>>, act: &Callback<Action>, saving: &Saving) -> Html {
    html! {
        <div class="save-page">
            <p class="small">{ words::PAGE_FILE }</p>
            <ul>
                { page_button(None, act, saving) }
                if let Some(state) = state {
                    { page_button(Some(state.clone()), act, saving) }
                }
            </ul>
        </div>
    }
}

fn page_button(state: Option<Rc<State>>, act: &Callback<Action>, saving: &Saving) -> Html {
    let (id, label, purpose) = match &state {
        None => ("page", words::PAGE, words::PAGE_FOR),
        Some(_) => ("page-with-case", words::PAGE_WITH_CASE, words::PAGE_WITH_CASE_FOR),
    };
    let (act, saving) = (act.clone(), saving.clone());
    let save = Callback::from(move |_: MouseEvent| {
        let made = match &state {
            None => save::page().map(|page| (words::PAGE_NAME.to_owned(), page)),
            Some(state) => save::page().and_then(|page| {
                let case = eku_case::write(&state.real().case());
                let name = words::file_name(&state.now.date().to_string()) + ".html";
                let page = eku_one_file::with_case(&page, &case).ok()?;
                leaving::saved(state);
                Some((name, page))
            }),
        };
        match made {
            Some((name, content)) => {
                saving.save(&Document { name, media_type: "text/html;charset=utf-8", content });
            }
            None => {
                let refused = words::no_page();
                let taken = ReadOutcome::refused(Place::Anything, text::NAME, refused);
                act.emit(Action::Took(vec![taken]));
            }
        }
    });
    saver(id, "Save", label, purpose, save)
}

/// A button that saves something, and what that is for.
fn saver(
    id: &'static str,
    verb: &'static str,
    label: &'static str,
    purpose: &'static str,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <li>
            <button type="button" class="button" data-save={id} {onclick}>
                <span class="visually-hidden">{ verb }{ " " }</span>{ label }
            </button>
            <span class="small soft">{ purpose }</span>
        </li>
    }
}
