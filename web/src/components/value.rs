//! Text that the page did not write: names from certificates, files and dumps, and sentences that
//! hold such names.
//!
//! Entry points: [`value`] for a name alone, [`short`] where it stands in something that is tapped
//! itself, [`narrow`] where there is little room, [`prose`] for a sentence and [`short_prose`] likewise. Hidden characters are made
//! visible, what is read from right to left cannot move what stands around it, and what is long is
//! cut with the whole of it one tap away.

use eku_engine::disguise;
use yew::prelude::*;

use crate::text;

/// A name.
pub fn value(name: &str) -> Html {
    cut(name, VALUE, isolated)
}

/// A name where nothing can be tapped: cut where it is long.
pub fn short(name: &str) -> Html {
    isolated(&disguise::cut(name, SHORT))
}

/// The same in a narrow place: it may break after a dot.
pub fn narrow(name: &str) -> Html {
    broken(&disguise::cut(name, SHORT), &['.', ','])
}

/// A sentence.
pub fn prose(sentence: &str) -> Html {
    cut(sentence, PROSE, mixed)
}

/// A sentence where nothing can be tapped.
pub fn short_prose(sentence: &str) -> Html {
    mixed(&disguise::cut(sentence, VALUE))
}

/// The text, or its beginning and the whole of it behind a tap.
fn cut(text: &str, most: usize, show: fn(&str) -> Html) -> Html {
    // A character has a byte at least.
    let characters = if text.len() <= most { 0 } else { text.chars().count() };
    if characters <= most {
        return show(text);
    }
    html! {
        <details class="long">
            <summary>
                { show(&disguise::cut(text, SHORT)) }{ " " }
                <span class="long-all">{ text::all_characters(characters) }</span>
            </summary>
            { show(text) }
        </details>
    }
}

/// A text that is set apart from what stands around it; it may break after a comma.
fn isolated(text: &str) -> Html {
    broken(text, &[','])
}

/// A text that is set apart, and may break after one of these.
fn broken(text: &str, after: &[char]) -> Html {
    let shown = text::shown(text);
    if !shown.contains(after) {
        return html! { <bdi>{ shown }</bdi> };
    }
    let parts = shown.split_inclusive(after).map(|part| html! { <>{ part }<wbr /></> });
    html! { <bdi>{ for parts }</bdi> }
}

/// A text whose parts from right to left are set apart.
fn mixed(text: &str) -> Html {
    let shown = text::shown(text);
    if shown.is_ascii() {
        return html! { { shown } };
    }
    let pieces = disguise::runs(&shown).map(|(piece, to_the_left)| {
        if to_the_left {
            html! { <bdi>{ piece }</bdi> }
        } else {
            html! { { piece } }
        }
    });
    html! { <>{ for pieces }</> }
}

/// Up to how many characters a name is shown as a whole: no name of a machine has more.
const VALUE: usize = disguise::LONGEST;

/// Up to how many a sentence is.
const PROSE: usize = 1_000;

/// How many are shown of what is cut.
const SHORT: usize = 80;
