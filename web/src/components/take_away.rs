//! Take it with you: the report as Markdown, JSON and HTML, and on paper.
//!
//! A file is made in memory and handed to the browser as a download; nothing is asked of any
//! server. What is printed is [`Paper`](super::paper::Paper).

use std::rc::Rc;

use eku_engine::report::{Report, calendar, html, markdown};
use yew::prelude::*;

use super::case::{case_button, page_buttons};
use super::saving::use_saving;
use crate::save::Document;
use crate::state::{Action, State};
use crate::text::take_away as words;

/// Properties of [`TakeAway`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The report; of the deployment as it is, whatever is tried.
    pub report: Rc<Report>,
    /// The page's state.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
}

#[derive(Clone, Copy)]
struct Format {
    ending: &'static str,
    media_type: &'static str,
    write: fn(&Report) -> String,
}

/// The buttons.
#[component]
pub fn TakeAway(props: &Props) -> Html {
    let print = Callback::from(|_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            // A browser that does not print says so itself.
            let _ = window.print();
        }
    });
    let saving = use_saving();
    let buttons = FORMATS.iter().zip(words::FORMATS).map(|(format, (name, purpose))| {
        let (report, format, saving) = (props.report.clone(), *format, saving.clone());
        let save = Callback::from(move |_: MouseEvent| {
            let date = report.at.date().to_string();
            let name = format!("{}.{}", words::file_name(&date), format.ending);
            let content = (format.write)(&report);
            saving.save(&Document { name, media_type: format.media_type, content });
        });
        html! {
            <li>
                <button type="button" class="button" data-save={format.ending} onclick={save}>
                    <span class="visually-hidden">{ words::SAVE }{ " " }</span>{ name }
                </button>
                <span class="small soft">{ purpose }</span>
            </li>
        }
    });
    html! {
        <section class="take-away" aria-labelledby="take-away">
            <h3 class="section-title" id="take-away">{ words::TAKE_AWAY }</h3>
            <div class="take-away-sheet">
                <p class="small">{ words::WHAT }</p>
                if props.state.trial.is_some() {
                    <p class="small" data-real=""><b>{ crate::text::trial::NOT_TAKEN_ALONG }</b></p>
                }
                <ul>
                    { for buttons }
                    <li>
                        <button type="button" class="button" data-print="" onclick={print}>
                            { words::PRINT }
                        </button>
                        <span class="small soft">{ words::PRINT_WHAT }</span>
                    </li>
                    { case_button(&props.state, &saving) }
                </ul>
                { page_buttons(Some(&props.state), &props.act, &saving) }
                { saving.line() }
            </div>
        </section>
    }
}

fn json(report: &Report) -> String {
    serde_json::to_string_pretty(report).map(|json| json + "\n").unwrap_or_default()
}

const FORMATS: [Format; 4] = [
    Format { ending: "html", media_type: "text/html;charset=utf-8", write: html::report },
    Format { ending: "md", media_type: "text/markdown;charset=utf-8", write: markdown::report },
    Format { ending: "json", media_type: "application/json", write: json },
    Format { ending: "ics", media_type: "text/calendar;charset=utf-8", write: calendar::report },
];
