//! One trusted CA list: what it holds, and what was wrong with what it was given.

use std::sync::Arc;

use eku_engine::report;
use yew::prelude::*;

use super::alert::Alerts;
use super::certificate::marks;
use super::first::{MOST_LINES, Within, first};
use super::intake::Intake;
use super::value::value;
use crate::names::common_name;
use crate::place::Place;
use crate::state::{Action, CertificateFile, State};
use crate::text;

/// The list at a place, under a heading.
pub fn ca_list(
    place: Place,
    title: &str,
    held: &[Arc<CertificateFile>],
    state: &State,
    act: &Callback<Action>,
) -> Html {
    let named = state.named(place);
    let count: usize = held.iter().map(|held| held.certificates.len()).sum();
    let empty = count == 0;
    let assumed = !empty && state.assumes(place);
    let class = classes!(
        "store",
        empty.then_some("is-empty"),
        state.dragging.is_some().then_some("is-offered"),
        (state.dragging == Some(place)).then_some("is-over"),
    );
    let remove = act.reform(move |_| Action::Remove(place));
    html! {
        <section {class} role="group" data-store={named.store.clone()} data-place={place.key()}
            aria-label={named.words.clone()}>
            <div class="store-head">
                <h4>{ title }</h4>
                if !empty {
                    <span class="store-line">{ text::certificate_count(count) }</span>
                }
            </div>
            if !empty {
                <Names held={held.to_vec()} {assumed} />
            }
            <Alerts alerts={state.alerts_at(place).cloned().collect::<Vec<_>>()} act={act.clone()} />
            <Intake named={named.clone()} act={act.clone()}
                label={if empty { text::CHOOSE } else { text::ADD }}>
                if !empty {
                    <button type="button" class="button is-quiet" onclick={remove}>
                        { text::REMOVE }
                        <span class="visually-hidden">{ ": " }{ &named.words }</span>
                    </button>
                }
            </Intake>
        </section>
    }
}

/// Properties of [`Names`].
#[derive(PartialEq, Properties)]
struct NamesProps {
    /// What the list holds.
    held: Vec<Arc<CertificateFile>>,
    /// Whether what is tried takes another CA to be in it.
    assumed: bool,
}

/// The names of the CAs: made anew where the list changes, and not with everything else.
#[component]
fn Names(props: &NamesProps) -> Html {
    let certificates = props.held.iter().flat_map(|held| &held.certificates);
    html! {
        <ul class="trust-list">
            { first(certificates, MOST_LINES, Within::List, |certificate| {
                let (own, left_out) = report::name_marks(certificate);
                html! {
                    <li>{ value(common_name(&certificate.subject.to_string())) }
                        { marks(&own, left_out, &[]) }</li>
                }
            }) }
            if props.assumed {
                <li class="imagined">{ text::trial::ASSUMED }</li>
            }
        </ul>
    }
}
