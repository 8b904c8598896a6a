//! The reasons of a verdict: a sentence, then how well founded it is, its source and its rule.

use eku_engine::report::{Reason, Source};
use eku_engine::time::Timestamp;
use yew::prelude::*;

use super::mark::{self, Mark};
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
    let reasons = props.reasons.iter().map(|reason| {
        html! {
            <li class={classes!("reason", mark::class(reason.outcome))} data-rule={reason.rule}>
                <Mark verdict={reason.outcome} />
                <div>
                    <p class="reason-text">{ &reason.text }</p>
                    if !reason.decided_by.is_empty() {
                        <p class="reason-text soft">{ &reason.decided_by }</p>
                    }
                    <p class="reason-evidence">
                        { text::confidence(reason.confidence) }{ ": " }
                        { source(&reason.source) }{ ". " }
                        { text::RULE }{ " " }<span class="rule-id">{ reason.rule }</span>
                    </p>
                </div>
            </li>
        }
    });
    html! { <ul class="reasons">{ for reasons }</ul> }
}

/// A source: its title as a link, the section, the date.
pub fn source(source: &Source) -> Html {
    let date = Timestamp::parse(source.date).map(dates::day).unwrap_or_default();
    html! {
        <>
            <a href={source.url} target="_blank" rel="noopener noreferrer">{ source.title }</a>
            { ", " }{ source.section }{ ", " }{ date }
        </>
    }
}
