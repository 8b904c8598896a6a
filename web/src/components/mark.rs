//! A verdict as a shape: a circle with a tick, an octagon with a cross, a triangle with a
//! question mark.

use eku_engine::connection::CertificateId;
use eku_engine::report::{Reason, Verdict};
use yew::prelude::*;

use crate::text;

/// Properties of [`Mark`] and [`State`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The verdict.
    pub verdict: Verdict,
}

/// The shape alone; a word always stands beside it.
#[component]
pub fn Mark(props: &Props) -> Html {
    html! { <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">{ shape(props.verdict) }</svg> }
}

/// What works and is known to break: a triangle with an exclamation mark.
#[component]
pub fn AtRisk() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
            { triangle() }
            <path class="mark-sign" d="M12 8.4v5.8" />
            <circle class="mark-dot" cx="12" cy="18.2" r="1.4" />
        </svg>
    }
}

fn triangle() -> Html {
    html! {
        <path class="mark-shape"
            d="M10.1 2.2a2.2 2.2 0 0 1 3.8 0l9.3 16.4a2.2 2.2 0 0 1-1.9 3.3H2.7a2.2 2.2 0 0 1-1.9-3.3z" />
    }
}

/// What the worst of some reasons that speak of a certificate does; nothing where none does.
pub fn of_reasons<'r>(
    reasons: impl Iterator<Item = &'r Reason>,
    certificate: &CertificateId,
) -> Option<Verdict> {
    let of_certificate = reasons.filter(|reason| reason.speaks_of(certificate));
    of_certificate.map(|reason| reason.outcome).max()
}

/// The shape inside a drawing, 24 units wide and high.
pub fn shape(verdict: Verdict) -> Html {
    match verdict {
        Verdict::Works => html! {
            <>
                <circle class="mark-shape" cx="12" cy="12" r="11" />
                <path class="mark-sign" d="M7 12.5l3.5 3.5L17 9" />
            </>
        },
        Verdict::Fails => html! {
            <>
                <path class="mark-shape" d="M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z" />
                <path class="mark-sign" d="M8 8l8 8M16 8l-8 8" />
            </>
        },
        Verdict::Undecided => html! {
            <>
                { triangle() }
                <path class="mark-sign" d="M9.5 10.6a2.5 2.5 0 1 1 3.8 2.2c-.9.5-1.3 1-1.3 1.8" />
                <circle class="mark-dot" cx="12" cy="18.2" r="1.4" />
            </>
        },
    }
}

/// The shape and the word.
#[component]
pub fn State(props: &Props) -> Html {
    html! {
        <span class="state">
            <Mark verdict={props.verdict} />
            { text::verdict(props.verdict) }
        </span>
    }
}

/// The class that colors what is at risk.
pub const AT_RISK: &str = "is-undecided";

/// The class that colours a verdict.
#[must_use]
pub const fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Works => "is-works",
        Verdict::Undecided => "is-undecided",
        Verdict::Fails => "is-fails",
    }
}
