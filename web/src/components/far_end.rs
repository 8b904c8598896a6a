//! One far end: what it makes of our certificate in sight, the rest folded away.

use std::rc::Rc;

use eku_engine::report;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::ca_list::ca_list;
use super::choice::choice;
use super::fold::Fold;
use super::mover::focus;
use super::reasons::source;
use super::store::Store;
use super::value::value;
use crate::place::Place;
use crate::state::{self, Action, FarEndChange, GivenName, State};
use crate::text;
use crate::text::far_ends as words;

/// One far end and all that is known of it.
#[derive(Clone)]
struct Described {
    /// Its place among the far ends, from 1.
    number: usize,
    far_end: state::FarEnd,
    given: GivenName,
    state: Rc<State>,
    act: Callback<Action>,
}

impl Described {
    /// Takes a change of this far end.
    fn change<T: 'static>(&self, change: impl Fn(T) -> FarEndChange + 'static) -> Callback<T> {
        let id = self.far_end.id;
        self.act.reform(move |value| Action::ChangeFarEnd(id, change(value)))
    }

    /// The `id` of a field.
    fn id(&self, field: &str) -> String {
        format!("far-end-{}-{field}", self.number)
    }
}

/// The name of what is described, and the button that removes it.
pub fn head(heading: String, name: &str, remove: Callback<MouseEvent>) -> Html {
    html! {
        <div class="far-end-head">
            <h4 id={heading}>{ value(name) }</h4>
            <button type="button" class="button is-quiet" onclick={remove}>
                { words::REMOVE }
                <span class="visually-hidden">{ ": " }{ name }</span>
            </button>
        </div>
    }
}

/// The far end at a place among the others, counted from 1.
pub fn far_end(
    number: usize,
    far_end: &state::FarEnd,
    given: &GivenName,
    state: &Rc<State>,
    act: &Callback<Action>,
) -> Html {
    let (state, act) = (state.clone(), act.clone());
    let props = &Described { number, far_end: far_end.clone(), given: given.clone(), state, act };
    let Described { state, act, .. } = props;
    let id = far_end.id;
    let remove = {
        let act = act.clone();
        Callback::from(move |_| {
            act.emit(Action::RemoveFarEnd(id));
            focus(KIND);
        })
    };
    let heading = props.id("heading");
    html! {
        <section class="far-end" role="group" key={id.0} aria-labelledby={heading.clone()}
            data-far-end={state.slug(id).map(str::to_owned)}>
            { head(heading, &given.name, remove) }
            { choice(
                props.id("client-eku-check"),
                "client_eku_check",
                words::CLIENT_EKU_CHECK.to_owned(),
                &words::CLIENT_EKU_CHECKS,
                &far_end.client_eku_check,
                props.change(FarEndChange::ClientEkuCheck),
            ) }
            if far_end.ready_made.is_some() {
                <Fold summary={of_one(words::KNOWN, given)} content={content(props, known)} />
            }
            <Fold summary={of_one(words::PROPERTIES, given)} open={state.is_in_full(id)}
                content={content(props, properties)} />
        </section>
    }
}

/// A line that opens, whose it is for those who do not see where it stands.
fn of_one(words: &'static str, given: &GivenName) -> Html {
    html! { <>{ words }<span class="visually-hidden">{ ": " }{ &given.name }</span></> }
}

/// Draws something of a far end once it is asked for.
fn content(props: &Described, draw: fn(&Described) -> Html) -> Callback<(), Html> {
    let props = props.clone();
    Callback::from(move |()| draw(&props))
}

/// What is known of a ready-made one, each statement with its source.
fn known(props: &Described) -> Html {
    let Some(ready_made) = props.far_end.ready_made else {
        return Html::default();
    };
    let statements = report::known(ready_made).into_iter().map(|known| {
        html! {
            <li>
                <p class="reason-text">{ known.text }</p>
                <p class="reason-evidence">
                    { text::confidence(known.confidence) }{ ": " }{ source(&known.source) }{ "." }
                </p>
            </li>
        }
    });
    html! { <ul class="known">{ for statements }</ul> }
}

fn properties(props: &Described) -> Html {
    let far_end = &props.far_end;
    html! {
        <div class="far-end-fields">
            { name(props) }
            { choice(
                props.id("node"), "node", words::NODE.to_owned(), &words::NODES, &far_end.node,
                props.change(FarEndChange::Node),
            ) }
            { choice(
                props.id("initiates"), "initiates", words::INITIATES.to_owned(),
                &words::initiates(far_end.node), &far_end.initiates,
                props.change(FarEndChange::Initiates),
            ) }
            { choice(
                props.id("protocol"), "protocol", words::PROTOCOL.to_owned(), &words::PROTOCOLS,
                &far_end.protocol, props.change(FarEndChange::Protocol),
            ) }
            { choice(
                props.id("tls-verify"), "tls_verify", words::TLS_VERIFY.to_owned(),
                &words::TLS_VERIFIES, &far_end.tls_verify, props.change(FarEndChange::TlsVerify),
            ) }
            { used_by(props) }
            { verify_name(props) }
            { certificates(props) }
        </div>
    }
}

fn name(props: &Described) -> Html {
    let problem = props.given.problem;
    let id = props.id("name");
    let note = format!("{id}-problem");
    html! {
        <div class="field is-wide">
            <label for={id.clone()}>{ words::NAME }</label>
            <input class="input" type="text" name="name" {id} value={props.far_end.name.clone()}
                autocomplete="off" spellcheck="false"
                oninput={props.change(|event| FarEndChange::Name(typed(&event)))}
                aria-invalid={problem.map(|_| "true")}
                aria-describedby={problem.map(|_| note.clone())} />
            if let Some(problem) = problem {
                <p class="field-problem" role="alert" id={note}>
                    { words::name_problem(problem, &props.given.name) }
                </p>
            }
        </div>
    }
}

fn used_by(props: &Described) -> Html {
    let boxes = words::SERVICES.map(|(name, words, service)| {
        let checked = props.far_end.used_by.contains(&service);
        let change = props.change(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            FarEndChange::UsedBy(service.clone(), input.checked())
        });
        html! {
            <label class="check">
                <input type="checkbox" {name} {checked} onchange={change} />
                <span>{ words }</span>
            </label>
        }
    });
    html! {
        <fieldset class="is-wide">
            <legend class="field-label">{ words::USED_BY }</legend>
            { for boxes }
        </fieldset>
    }
}

fn verify_name(props: &Described) -> Html {
    let id = props.id("verify-name");
    html! {
        <div class="field is-wide">
            <label for={id.clone()}>{ words::VERIFY_NAME }</label>
            <input class="input" type="text" name="verify_name" {id}
                value={props.far_end.verify_names.clone()} placeholder={text::OPTIONAL}
                autocomplete="off" spellcheck="false"
                oninput={props.change(|event| FarEndChange::VerifyNames(typed(&event)))} />
        </div>
    }
}

fn certificates(props: &Described) -> Html {
    let Described { state, far_end, act, .. } = props;
    let certificate = Place::FarEnd(far_end.id);
    let trusted = Place::FarEndTrusted(far_end.id);
    html! {
        <div class="is-wide">
            <Store named={state.named(certificate)} owner={props.given.name.clone()}
                title={words::CERTIFICATE} want={words::CERTIFICATE_WANT}
                held={far_end.certificate.clone()}
                alerts={state.alerts_at(certificate).cloned().collect::<Vec<_>>()}
                dragging={state.dragging.map(|over| over == certificate)}
                days={state.days()} act={act.clone()} />
            { ca_list(trusted, words::TRUSTED, far_end.trusted.as_deref().unwrap_or_default(), state, act) }
        </div>
    }
}

/// What stands in a field now.
pub fn typed(event: &InputEvent) -> String {
    event.target_unchecked_into::<HtmlInputElement>().value()
}

/// The `id` of the list of far ends to add, which also takes the focus of a far end that was removed.
pub const KIND: &str = "far-end-kind";
