//! The reasons of a verdict: a sentence, then how well founded it is, its source and its rule.

use eku_engine::report::{self, Reason, Source};
use eku_engine::rule::Rule;
use eku_engine::time::Timestamp;
use yew::prelude::*;

use super::first::{MOST_INSIDE, Within, first};
use super::mark::{self, Mark};
use super::value::prose;
use crate::{dates, text};

/// Properties of [`Reasons`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The reasons.
    pub reasons: Vec<Reason>,
}

/// A list of reasons.
#[component]
pub fn Reasons(props: &Props) -> Html {
    if props.reasons.is_empty() {
        return Html::default();
    }
    let reasons = first(&props.reasons, MOST_INSIDE, Within::List, |reason| {
        html! {
            <li class={classes!("reason", mark::class(reason.outcome))} data-rule={reason.rule.id}>
                <Mark verdict={reason.outcome} />
                <div>
                    <p class="reason-text">
                        { prose(&reason.text) }
                        if let Some(on) = &reason.on {
                            { " " }
                            <a href={format!("#connection-{on}")}>{ text::SEE_CONNECTION }</a>
                        }
                    </p>
                    if !reason.decided_by.is_empty() {
                        <p class="reason-text soft">{ prose(&reason.decided_by) }</p>
                    }
                    <p class="reason-evidence">
                        { text::confidence(reason.confidence) }{ ": " }
                        { source(&reason.source) }{ "." }
                    </p>
                    { rule(reason.rule) }
                </div>
            </li>
        }
    });
    html! { <ul class="reasons">{ reasons }</ul> }
}

/// The rule, with what it is about behind it.
fn rule(rule: &'static Rule) -> Html {
    html! {
        <details class="disclosure rule">
            <summary>{ text::RULE }{ " " }<span class="rule-id">{ rule.id }</span></summary>
            <p class="reason-evidence">
                <b>{ rule.title }{ ". " }</b>{ rule.explanation }{ " " }{ text::RULE_FROM }{ " " }
                { source(&report::source(rule.citation)) }{ "." }
            </p>
        </details>
    }
}

/// A source: its short identifier as a link, the title and the section where a pointer rests on it.
pub fn short_source(source: &Source) -> Html {
    let title = format!("{}, {}", source.title, source.section);
    html! { <a href={source.url} target="_blank" rel="noopener noreferrer" {title}>{ source.id }</a> }
}

/// A source in full: its title as a link, the section, the date.
pub fn source(source: &Source) -> Html {
    let date = Timestamp::parse(source.date).map(dates::day).unwrap_or_default();
    html! {
        <>
            <a href={source.url} target="_blank" rel="noopener noreferrer">{ source.title }</a>
            { ", " }{ source.section }{ ", " }{ date }
        </>
    }
}
