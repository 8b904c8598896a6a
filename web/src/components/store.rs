//! One certificate store: what it wants, what it took, and what was wrong with what it was given.

use std::sync::Arc;

use eku_engine::upload::Upload;
use yew::prelude::*;

use super::alert::Alerts;
use super::certificate::{Facts, Plate};
use super::help;
use super::intake::Intake;
use super::mover::Mover;
use super::upload::UploadNote;
use crate::dates::Days;
use crate::state::{Action, Alert, CertificateFile, Named};
use crate::{drag, text};

/// Properties of [`Store`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Which store.
    pub named: Named,
    /// Whose it is, for those who do not see where it stands.
    pub owner: AttrValue,
    /// Its heading.
    pub title: AttrValue,
    /// What it is for.
    pub want: AttrValue,
    /// Its upload page, where it is a store of a node.
    #[prop_or_default]
    pub upload: Option<Upload>,
    /// What it holds.
    pub held: Option<Arc<CertificateFile>>,
    /// Why it cannot be used.
    #[prop_or_default]
    pub disabled: Option<AttrValue>,
    /// What it does at a click to hold what the server store holds.
    #[prop_or_default]
    pub same_as_server: Option<Callback<MouseEvent>>,
    /// What the report says of its names beside others of the deployment.
    #[prop_or_default]
    pub beside: Vec<String>,
    /// What speaks against this store.
    #[prop_or_default]
    pub doubt: Html,
    /// The alerts of this store.
    pub alerts: Vec<Alert>,
    /// Whether something hovers over the page, and whether over this store.
    pub dragging: Option<bool>,
    /// The present and the check date.
    pub days: Days,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The store.
#[component]
pub fn Store(props: &Props) -> Html {
    let named = &props.named;
    let place = named.place;
    let leaf = props.held.as_ref().and_then(|held| held.leading().first());
    let disabled = props.disabled.is_some();
    let imagined = props.held.as_ref().is_some_and(|held| held.is_placeholder());
    let class = classes!(
        "store",
        leaf.is_none().then_some("is-empty"),
        imagined.then_some("is-imagined"),
        disabled.then_some("is-disabled"),
        (!disabled && props.dragging.is_some()).then_some("is-offered"),
        (!disabled && props.dragging == Some(true)).then_some("is-over"),
    );
    let heading = format!("{}-store", named.id);
    let remove = props.act.reform(move |_| Action::Remove(place));
    let begin = Callback::from(move |event: DragEvent| drag::begin(&event, place));
    html! {
        <section {class} data-store={named.store.clone()} data-place={place.key()} role="group"
            aria-labelledby={heading.clone()} aria-disabled={disabled.then_some("true")}>
            <div class="store-head">
                <h4 id={heading}>
                    <span class="visually-hidden">{ props.owner.clone() }{ ": " }</span>
                    { props.title.clone() }
                </h4>
                if let Some(leaf) = leaf {
                    <Plate eku={leaf.facts.eku.clone()} />
                }
            </div>
            if let Some(why) = &props.disabled {
                <p class="store-line" data-why-disabled="">{ why.clone() }</p>
            } else if leaf.is_none() {
                <p class="store-line">
                    { props.want.clone() }{ " " }
                    <button type="button" class="link" aria-haspopup="dialog"
                        onclick={help::open(help::about_place(place))}>
                        { text::help::WHERE_IS_IT }
                        <span class="visually-hidden">{ ": " }{ &named.words }</span>
                    </button>
                </p>
            }
            if let Some(held) = &props.held {
                <Facts held={held.clone()} days={props.days} drag={(!imagined).then_some(begin)}
                    beside={props.beside.clone()} />
                { props.doubt.clone() }
                if imagined {
                    <p class="store-line">{ text::trial::IMAGINED_WHY }</p>
                }
                if let Some(upload) = props.upload.filter(|_| !disabled && !imagined) {
                    <UploadNote {upload} name={named.clone()} held={held.clone()} at={props.days.at} />
                }
            }
            <Alerts alerts={props.alerts.clone()} act={props.act.clone()} />
            <Intake named={named.clone()} {disabled} act={props.act.clone()}
                label={if leaf.is_some() { text::REPLACE } else { text::CHOOSE }}
                paste={if leaf.is_some() { text::PASTE_INSTEAD } else { text::PASTE }}>
                if leaf.is_some() && !imagined {
                    <Mover from={named.clone()} act={props.act.clone()} />
                    <button type="button" class="button is-quiet" onclick={remove} {disabled}>
                        { text::REMOVE }
                        <span class="visually-hidden">{ ": " }{ &named.words }</span>
                    </button>
                }
            </Intake>
            if let Some(same) = &props.same_as_server {
                <button type="button" class="button is-quiet store-same" onclick={same.clone()}>
                    { text::SAME_AS_SERVER }
                </button>
            }
        </section>
    }
}
