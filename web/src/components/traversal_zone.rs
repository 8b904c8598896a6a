//! One traversal zone beside the one for Unified Communications: what each node verifies.

use eku_deployment::TraversalZone;
use eku_engine::deployment::NodeName;
use yew::prelude::*;

use super::choice::choice;
use super::far_end::{KIND, head, typed};
use super::mover::focus;
use crate::state::{Action, GivenName, ZoneChange};
use crate::text;
use crate::text::far_ends as words;

/// The traversal zone at a place among the others, counted from 1.
pub fn traversal_zone(
    number: usize,
    zone: &TraversalZone,
    given: &GivenName,
    act: &Callback<Action>,
) -> Html {
    let id = zone.id;
    let field = |name: &str| format!("zone-{number}-{name}");
    let remove = {
        let act = act.clone();
        Callback::from(move |_| {
            act.emit(Action::RemoveZone(id));
            focus(KIND);
        })
    };
    let heading = field("heading");
    let note = field("problem");
    let name_problem = given.problem.map(|problem| {
        html! {
            <p class="field-problem" role="alert" id={note.clone()}>
                { words::zone_name_problem(problem, &given.name) }
            </p>
        }
    });
    let change = |change: fn(String) -> ZoneChange| {
        act.reform(move |event| Action::ChangeZone(id, change(typed(&event))))
    };
    let ends = NodeName::ALL.map(|node| {
        let end = zone.end(node);
        let verify =
            act.reform(move |mode| Action::ChangeZone(id, ZoneChange::TlsVerify(node, mode)));
        let looks_for = act.reform(move |event| {
            Action::ChangeZone(id, ZoneChange::VerifyNames(node, typed(&event)))
        });
        let names = field(&format!("{node}-verify-name"));
        html! {
            <>
                { choice(
                    field(&format!("{node}-tls-verify")), words::zone_verify_key(node),
                    words::zone_verify(node), &words::TLS_VERIFIES, &end.tls_verify, verify,
                ) }
                <div class="field">
                    <label for={names.clone()}>{ words::zone_looks_for(node) }</label>
                    <input class="input" type="text" name={words::zone_names_key(node)} id={names}
                        placeholder={text::OPTIONAL}
                        value={end.verify_names.clone()} autocomplete="off" spellcheck="false"
                        oninput={looks_for} />
                </div>
            </>
        }
    });
    html! {
        <section class="far-end" role="group" key={format!("zone-{}", id.0)}
            aria-labelledby={heading.clone()} data-traversal-zone={given.key.clone()}>
            { head(heading, &given.name, remove) }
            <div class="far-end-fields">
                <div class="field">
                    <label for={field("name")}>{ words::NAME }</label>
                    <input class="input" type="text" name="name" id={field("name")} value={zone.name.clone()}
                        autocomplete="off" spellcheck="false"
                        oninput={change(ZoneChange::Name)}
                        aria-invalid={given.problem.map(|_| "true")}
                        aria-describedby={given.problem.map(|_| note)} />
                    { name_problem }
                </div>
                <div class="field">
                    <label for={field("port")}>{ words::ZONE_PORT }</label>
                    <input class="input" type="text" inputmode="numeric" name="port" id={field("port")}
                        placeholder={text::OPTIONAL} autocomplete="off"
                        value={zone.port.map(|port| port.to_string()).unwrap_or_default()}
                        oninput={change(ZoneChange::Port)} />
                </div>
                { for ends }
            </div>
        </section>
    }
}
