//! What if both nodes were upgraded to X15.5: each service before and after it.

use std::rc::Rc;

use eku_engine::citation::S_UPGRADE;
use eku_engine::report::{self, Report, ServiceReport, Verdict};
use yew::prelude::*;

use super::mark;
use super::not_checked::NotChecked;
use super::reasons::source;
use crate::state::upgrade::UpgradeAction;
use crate::state::{Action, State};
use crate::text;
use crate::text::upgrade as words;

/// Properties of [`Upgrade`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The upgrade; nothing where there is none to try and none to take back.
#[component]
pub fn Upgrade(props: &Props) -> Html {
    let state = &props.state;
    let back = state.can_go_back();
    if !state.can_upgrade() && !back {
        return Html::default();
    }
    let button = |action: UpgradeAction, id: &'static str, label: &'static str| {
        let onclick = props.act.reform(move |_| Action::Upgrade(action));
        html! {
            <button type="button" class="button" data-upgrade-action={id} {onclick}>
                { label }
            </button>
        }
    };
    let compared = state.report.as_deref().zip(state.upgrade.report.as_deref());
    html! {
        <section class="upgrade" aria-labelledby="upgrade" data-upgrade={
            if back { "taken-over" } else if compared.is_some() { "shown" } else { "offered" }
        }>
            <h2 class="section-title" id="upgrade">{ words::TITLE }</h2>
            if back {
                <p class="panel-line">{ words::TAKEN_OVER }</p>
                <p class="panel-buttons">{ button(UpgradeAction::Back, "back", words::BACK) }</p>
            } else {
                <p class="panel-line">
                    { words::COPIES }{ " " }
                    <span class="soft small">{ source(&report::source(&S_UPGRADE)) }{ "." }</span>
                </p>
                if let Some((before, after)) = compared {
                    { table(before, after) }
                    <p class="panel-buttons">
                        { button(UpgradeAction::TakeOver, "take-over", words::TAKE_OVER) }
                        { button(UpgradeAction::Show(false), "hide", words::HIDE) }
                    </p>
                } else {
                    <p class="panel-buttons">
                        { button(UpgradeAction::Show(true), "show", words::SHOW) }
                    </p>
                }
            }
        </section>
    }
}

fn table(before: &Report, after: &Report) -> Html {
    let rows = after.services.iter().map(|after| {
        let before = before.services.iter().find(|before| before.id == after.id);
        html! {
            <tr key={after.id.clone()} data-upgrade-service={after.id.clone()}
                data-before={before.map(|before| text::verdict_id(before.verdict))}
                data-after={text::verdict_id(after.verdict)}>
                <th scope="row">{ &after.name }</th>
                <td data-label={words::NOW}>{ for before.map(cell) }</td>
                <td data-label={words::AFTER}>{ cell(after) }</td>
            </tr>
        }
    });
    html! {
        <div class="compare-frame" role="status">
            <p class="panel-line"><b>{ words::AFTER }{ ": " }</b>{ &after.headline }</p>
            if !after.caution.is_empty() {
                <p class="answer-caution">{ &after.caution }</p>
            }
            <table class="compare">
                <caption class="visually-hidden">{ words::TABLE }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ text::forecast::SERVICE }</th>
                        <th scope="col">{ words::NOW }</th>
                        <th scope="col">{ words::AFTER }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

/// The verdict, and what stands beside it.
fn cell(service: &ServiceReport) -> Html {
    let works = service.verdict == Verdict::Works;
    html! {
        <div class={mark::class(service.verdict)}>
            <mark::State verdict={service.verdict} />
            if works {
                <NotChecked ids={service.not_checked.clone()} />
            } else if let Some(reason) = service.because.first() {
                <p class="small soft">{ first_clause(&reason.text) }</p>
            }
        </div>
    }
}

/// What comes before the colon; the connection's own reason stands there when it is taken over.
fn first_clause(text: &str) -> String {
    let first = text.split_once(": ").map_or(text, |(first, _)| first);
    format!("{}.", first.trim_end_matches('.'))
}
