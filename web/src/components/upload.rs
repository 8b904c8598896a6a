//! What the upload page of a store would make of a certificate.

use std::sync::Arc;

use eku_engine::report::{self, UploadReport, Verdict};
use eku_engine::time::Timestamp;
use eku_engine::upload::{Upload, UploadVerdict};
use yew::prelude::*;

use super::fold::use_fold;
use super::mark::{self, Mark};
use super::reasons::source;
use crate::state::{CertificateFile, Named};
use crate::text;
use crate::text::upload as words;

/// Properties of [`UploadNote`] and [`UploadLine`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The upload page of the store.
    pub upload: Upload,
    /// What the store is called.
    #[prop_or_default]
    pub name: Option<Named>,
    /// What would be uploaded.
    pub held: Arc<CertificateFile>,
    /// The instant of the upload.
    pub at: Timestamp,
}

/// The answer at the store: quiet where the page accepts, with the reasons and the way round
/// where it does not.
#[component]
pub fn UploadNote(props: &Props) -> Html {
    let (is_open, ontoggle) = use_fold(false);
    let Some(report) = report_of(props) else {
        return Html::default();
    };
    let answer = words::answer(report.verdict);
    let id = words::id(report.verdict);
    if report.verdict == UploadVerdict::Accepted {
        return html! { <p class="store-line upload" data-upload={id}>{ answer }{ "." }</p> };
    }
    // It is there already, so this is no failure: the page says so in the colour of other remarks.
    html! {
        <details class="upload disclosure" data-upload={id} {ontoggle}>
            <summary>
                <span>{ answer }</span>
                <span class="visually-hidden">{ ": " }{ props.name.as_ref().map_or("", |named| named.words.as_str()) }</span>
            </summary>
            if is_open {
                <div class="upload-body">
                    <p>{ &report.headline }</p>
                    { for report.because.iter().map(|reason| html! { <p>{ reason }</p> }) }
                    if !report.way_round.is_empty() {
                        <p data-way-round="">{ &report.way_round }</p>
                    }
                    <p class="soft">{ words::OF_THE_PAGE }</p>
                    <p class="reason-evidence">
                        { text::confidence(report.confidence) }{ ": " }{ source(&report.source) }{ "." }
                    </p>
                </div>
            }
        </details>
    }
}

/// The answer in a line, for a certificate that waits for its store.
#[component]
pub fn UploadLine(props: &Props) -> Html {
    let Some(report) = report_of(props) else {
        return Html::default();
    };
    let verdict = verdict(report.verdict);
    html! {
        <li class={classes!("upload", mark::class(verdict))} data-upload={words::id(report.verdict)}
            data-upload-store={props.name.as_ref().map(|named| named.store.clone())}>
            <Mark {verdict} /><span>{ &report.headline }</span>
        </li>
    }
}

fn report_of(props: &Props) -> Option<UploadReport> {
    let leaf = props.held.certificates.first()?;
    Some(report::upload(&props.upload, leaf, props.at))
}

/// The shape that stands beside the words.
const fn verdict(verdict: UploadVerdict) -> Verdict {
    match verdict {
        UploadVerdict::Accepted => Verdict::Works,
        UploadVerdict::Undecided => Verdict::Undecided,
        UploadVerdict::Refused => Verdict::Fails,
    }
}
