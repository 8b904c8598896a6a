//! What logs, status dumps and captures say, held against the verdicts; and what was read.

use std::rc::Rc;
use std::sync::Arc;

use eku_engine::deployment::NodeName;
use eku_engine::evidence::Standing;
use eku_engine::report::{
    EvidenceReport, FoundReport, PresentedReport, Report, SettingReport, Verdict,
};
use yew::prelude::*;

use super::first::{MOST_CARDS, MOST_LINES, Within, first};
use super::mark::{self, Mark};
use super::value::{prose, value};
use crate::state::{Action, CollectedMachine, Intake, State};
use crate::text;
use crate::text::collected as words;

/// Properties of [`Evidence`].
#[derive(PartialEq, Properties)]
pub struct EvidenceProps {
    /// The report.
    pub report: Rc<Report>,
    /// The page's state, for the certificates that captures show.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// What was seen; nothing where nothing was.
#[component]
pub fn Evidence(props: &EvidenceProps) -> Html {
    let evidence = &props.report.evidence;
    if evidence.is_empty() {
        return Html::default();
    }
    let (joined, others): (Vec<_>, Vec<_>) =
        evidence.iter().partition(|seen| seen.connection.is_some());
    // A log or capture alone is shown for what it says.
    let alone = joined.is_empty();
    html! {
        <section aria-labelledby="seen">
            <h3 class="section-title" id="seen">{ words::SEEN }</h3>
            if !alone {
                <ul class="panel advisories">
                    { first(joined, MOST_CARDS, Within::List, |seen| one(seen, props)) }
                </ul>
            }
            if !others.is_empty() {
                <details class="disclosure" open={alone}>
                    <summary>{ text::number(others.len()) }{ words::NOT_JOINED }</summary>
                    <ul class="panel advisories">{ first(others, MOST_CARDS, Within::List, |seen| one(seen, props)) }</ul>
                </details>
            }
            <p class="board-foot">{ words::SEEN_WHY }</p>
        </section>
    }
}

fn one(seen: &EvidenceReport, props: &EvidenceProps) -> Html {
    let mark = match seen.agrees {
        Standing::Contradicts => Some(Verdict::Undecided),
        Standing::Agrees | Standing::Unrelated => None,
    };
    html! {
        <li data-evidence={seen.agrees.id()} data-evidence-kind={seen.kind.id()}
            data-evidence-connection={seen.connection.as_ref().map(ToString::to_string)}
            class={classes!("evidence", mark.map(mark::class))}>
            <p class="reason-text">
                if let Some(verdict) = mark { <Mark {verdict} /> }
                <b>{ words::agreement(seen.agrees) }{ ". " }</b>
                { prose(&seen.text) }
            </p>
            <p class="reason-evidence">
                { text::confidence(seen.confidence) }{ ": " }
                if !seen.place.is_empty() { { prose(&seen.place) }{ " of " } }
                <span title={text::shown(&seen.file)}>{ value(words::last(&seen.file)) }</span>
                { "." }
            </p>
            { for seen.presented.iter().filter_map(|one| to_use(seen, one, props)) }
        </li>
    }
}

/// A button for a certificate that a capture shows and no store holds.
fn to_use(seen: &EvidenceReport, one: &PresentedReport, props: &EvidenceProps) -> Option<Html> {
    let file = props.state.captured(seen, one)?;
    let place = props.state.place_of(seen, one);
    let what = words::presented(one.role, one.names.first().map_or(&one.serial, |name| name));
    let put = props.act.reform(move |_| Action::UseCaptured(Arc::clone(&file), place));
    Some(html! {
        <button type="button" class="button is-quiet" data-use-captured={one.role.id()} onclick={put}>
            <span>{ words::USE_CERTIFICATE }{ ": " }{ value(&what) }</span>
        </button>
    })
}

/// Properties of [`FoundFiles`].
#[derive(PartialEq, Properties)]
pub struct FoundFilesProps {
    /// The page's state.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// Every peer, setting and file that was found.
#[component]
pub fn FoundFiles(props: &FoundFilesProps) -> Html {
    let found = &props.state.description.found;
    let settings = props.state.description.settings();
    if found.is_empty() && settings.is_empty() {
        return Html::default();
    }
    let used = found.iter().filter(|found| found.used).count();
    let machines = props.state.machines.iter().filter(|one| one.became.is_some());
    html! {
        <section aria-labelledby="read-from" data-found="">
            <h3 class="section-title" id="read-from">{ words::READ_FROM }</h3>
            <div class="panel found">
                <h4>{ words::MACHINES }</h4>
                <ul>
                    { first(machines, MOST_CARDS, Within::List, |one| machine(one, &props.act)) }
                </ul>
                if !settings.is_empty() {
                    <h4>{ words::SETTINGS }</h4>
                    <ul>{ first(&settings, MOST_CARDS, Within::List, setting) }</ul>
                }
                <details class="disclosure">
                    <summary>
                        { words::FILES }{ ": " }
                        { words::counted(used, found.len() - used) }
                    </summary>
                    <ul>{ first(found, MOST_LINES, Within::List, file) }</ul>
                </details>
            </div>
        </section>
    }
}

fn machine(one: &CollectedMachine, act: &Callback<Action>) -> Html {
    let Some((node, _)) = one.became else {
        return Html::default();
    };
    let guess = one.machine.node().filter(|guess| guess.node == node);
    let id = one.id;
    let other = node.other();
    let assign = act.reform(move |_| Action::Intake(Intake::Assign(id, other)));
    let name = one.machine.name();
    html! {
        <li key={id} data-machine={name.clone()} data-node={NodeName::id(node)}>
            <b>{ value(&name) }</b>{ ": " }{ node.title() }{ ", " }
            { prose(&words::sign(guess.as_ref().map(|guess| &guess.sign))) }
            { " " }
            <button type="button" class="button is-quiet" onclick={assign}>
                { words::assign(other) }
                <span class="visually-hidden">{ ": " }{ name }</span>
            </button>
        </li>
    }
}

fn setting(setting: &SettingReport) -> Html {
    html! {
        <li data-setting={setting.what.clone()}>
            { setting.node.title() }{ ": " }{ &setting.what }{ " " }
            <b>{ value(&setting.value) }</b>
            <p class="reason-evidence">
                if !setting.text.is_empty() {
                    <span class="is-code">{ value(&setting.text) }</span><br />
                }
                if let Some(line) = setting.line { { "line " }{ line }{ " of " } }
                <span title={text::shown(&setting.file)}>{ value(words::last(&setting.file)) }</span>
            </p>
        </li>
    }
}

fn file(found: &FoundReport) -> Html {
    html! {
        <li data-file={found.file.clone()} data-used={found.used.to_string()}>
            { value(&found.file) }{ ": " }
            <b>{ if found.used { words::USED } else { words::SET_ASIDE } }</b>{ ", " }
            { value(&found.text) }
        </li>
    }
}
