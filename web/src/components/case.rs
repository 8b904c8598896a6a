//! The case that was opened, and the buttons that save the case and the page.

use std::rc::Rc;

use yew::prelude::*;

use crate::save;
use crate::state::{Action, CaseAction, State};
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
    let other_day = state.at().date() != state.now.date();
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
pub fn case_button(state: &Rc<State>) -> Html {
    let state = state.clone();
    let save = Callback::from(move |_: MouseEvent| {
        let name = words::file_name(&state.now.date().to_string()) + eku_case::ENDING;
        save::download(&name, "application/json", &eku_case::write(&state.real().case()));
    });
    html! {
        <li>
            <button type="button" class="button" data-save="case" onclick={save}>
                <span class="visually-hidden">{ text::take_away::SAVE }{ " " }</span>{ words::CASE }
            </button>
            <span class="small soft">{ words::CASE_FOR }{ "." }</span>
        </li>
    }
}

/// The buttons that save the page, with the case where there is one.
pub fn page_buttons(state: Option<&Rc<State>>) -> Html {
    html! { <PageButtons state={state.cloned()} /> }
}

/// Properties of [`PageButtons`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The page's state, where it can be saved with its case.
    #[prop_or_default]
    pub state: Option<Rc<State>>,
}

/// The buttons that save the page.
#[component]
pub fn PageButtons(props: &Props) -> Html {
    let refused = use_state(|| false);
    let button = |label: &'static str, purpose: &'static str, case: Option<Rc<State>>| {
        let refused = refused.setter();
        let id = if case.is_some() { "page-with-case" } else { "page" };
        let save = Callback::from(move |_: MouseEvent| {
            let day = case.as_ref().map(|state| state.now.date().to_string());
            let name = day.map_or(words::PAGE_NAME.to_owned(), |day| {
                format!("{}.html", words::file_name(&day))
            });
            let page = save::page().and_then(|page| match &case {
                None => Some(page),
                Some(state) => {
                    eku_one_file::with_case(&page, &eku_case::write(&state.real().case())).ok()
                }
            });
            if let Some(page) = &page {
                save::download(&name, "text/html;charset=utf-8", page);
            }
            refused.set(page.is_none());
        });
        html! {
            <li>
                <button type="button" class="button" data-save={id} onclick={save}>
                    <span class="visually-hidden">{ "Save " }</span>{ label }
                </button>
                <span class="small soft">{ purpose }{ "." }</span>
            </li>
        }
    };
    html! {
        <div class="save-page">
            <p class="small">{ words::PAGE_FILE }</p>
            <ul>
                { button(words::PAGE, words::PAGE_FOR, None) }
                if let Some(state) = &props.state {
                    { button(words::PAGE_WITH_CASE, words::PAGE_WITH_CASE_FOR, Some(state.clone())) }
                }
            </ul>
            if *refused {
                <p class="field-problem" role="alert">{ words::NO_PAGE }</p>
            }
        </div>
    }
}
