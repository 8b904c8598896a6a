//! A certificate: its two purposes as a plate, its facts in three lines, all fields on demand.

use std::sync::Arc;

use eku_engine::report::{
    CertificateReport, EkuReport, EkuState, NameMarkReport, Verdict, capitalised, issuer_kind_words,
};
use eku_engine::time::Timestamp;
use yew::prelude::*;

use super::command::Copyable;
use super::first::{MOST_CARDS, MOST_INSIDE, Within, first, rest};
use super::fold::use_fold;
use super::mark::Mark;
use super::value::{prose, short, short_prose, value};
use crate::dates::Days;
use crate::names::{attribute, common_name};
use crate::state::CertificateFile;
use crate::text;

/// Properties of [`Plate`].
#[derive(PartialEq, Properties)]
pub struct PlateProps {
    /// The extended key usage.
    pub eku: EkuReport,
}

/// The two purposes: a filled cell is one that the certificate has.
#[component]
pub fn Plate(props: &PlateProps) -> Html {
    let eku = &props.eku;
    let cell = |held: bool, yes: &'static str, no: &'static str| {
        let class = if held { "plate-cell is-held" } else { "plate-cell is-lacking" };
        html! { <span {class}>{ if held { yes } else { no } }</span> }
    };
    html! {
        <span class="plate" data-eku={eku.state.id()}>
            { match eku.state {
                EkuState::Present => html! {
                    <>
                        { cell(eku.server_auth, "server", "no server") }
                        { cell(eku.client_auth, "client", "no client") }
                        if eku.any {
                            { cell(true, "any", "") }
                        }
                    </>
                },
                EkuState::Absent => cell(false, "", "no EKU"),
                EkuState::Empty => cell(false, "", "empty EKU"),
                EkuState::Unreadable => cell(false, "", "unreadable EKU"),
            } }
        </span>
    }
}

/// Properties of [`Facts`].
#[derive(PartialEq, Properties)]
pub struct FactsProps {
    /// What was read.
    pub held: Arc<CertificateFile>,
    /// The present and the check date.
    pub days: Days,
    /// Whether the file's name is to be in sight.
    #[prop_or(true)]
    pub file: bool,
    /// What the report says of its names beside others of the deployment.
    #[prop_or_default]
    pub beside: Vec<String>,
    /// Takes the beginning of a drag to another store, where it can be dragged.
    #[prop_or_default]
    pub drag: Option<Callback<DragEvent>>,
}

/// What was read from a source: three lines of its leaf, and all fields of every certificate.
#[component]
pub fn Facts(props: &FactsProps) -> Html {
    let (is_open, ontoggle) = use_fold(false);
    let Some((leaf, chain)) = props.held.leading().split_first() else {
        return Html::default();
    };
    let imagined = props.held.is_placeholder();
    let beyond = props.held.certificates.len().saturating_sub(1);
    let lines = html! {
        <>
            <span class="store-name">
                { short(common_name(&leaf.facts.subject)) }
                if imagined { { " " }{ self::imagined() } }
            </span>
            <span class="store-line">
                { text::FROM }{ " " }
                { short(&issuer(&leaf.facts.issuer)) }
                if let Some(kind) =
                    text::forecast::short_kind(leaf.facts.issuer_kind.kind).filter(|_| !imagined)
                {
                    { ", " }{ kind }
                }
            </span>
            { validity(leaf, props.days) }
            if props.file && !imagined {
                <span class="store-line store-file">
                    { text::FILE }{ " " }{ short(&props.held.source) }
                </span>
            }
        </>
    };
    // It has no serial number, no bytes and no source.
    if imagined {
        return html! { <div class="store-facts">{ lines }</div> };
    }
    html! {
        <details class="store-facts" {ontoggle}>
            <summary draggable={props.drag.as_ref().map(|_| "true")}
                ondragstart={props.drag.clone()}>
                { lines }
                { marks(&leaf.name_marks, leaf.name_marks_left_out, &props.beside) }
                <span class="store-more">{ text::ALL_FIELDS }</span>
            </summary>
            if is_open {
                if !chain.is_empty() { { chain_of(leaf, chain) } }
                { fields(leaf, props.days) }
                { first(chain.iter().enumerate(), MOST_INSIDE, Within::Block, |(index, certificate)| html! {
                    <>
                        <p class="fields-title">{ text::chain_title(index + 1) }</p>
                        { fields(certificate, props.days) }
                    </>
                }) }
                { rest(beyond.saturating_sub(chain.len()), Within::Block) }
                <p class="store-line">
                    { value(&props.held.source) }{ ", " }{ text::chain_count(beyond) }{ "." }
                </p>
            }
        </details>
    }
}

/// What stands beside everything that shows a placeholder.
pub fn imagined() -> Html {
    html! { <span class="imagined">{ text::trial::IMAGINED }</span> }
}

/// What can deceive a reader of its names: in sight, because it is the name that is read.
pub fn marks(own: &[NameMarkReport], left_out: usize, beside: &[String]) -> Html {
    let beside = beside.iter().map(|text| ("names-look-alike", text.clone()));
    let own = own.iter().map(|mark| (mark.id, capitalised(&mark.text) + "."));
    let all: Vec<_> = beside.chain(own).collect();
    if all.is_empty() {
        return Html::default();
    }
    let more = all.len().saturating_sub(MARKS_IN_SIGHT) + left_out;
    html! {
        <span class="name-marks is-undecided">
            <Mark verdict={Verdict::Undecided} />
            <span>
                { for all.iter().take(MARKS_IN_SIGHT).map(|(id, words)| html! {
                    <span data-name-mark={*id}>{ short_prose(words) }</span>
                }) }
                if more > 0 {
                    <span>{ text::more_marks(more) }</span>
                }
            </span>
        </span>
    }
}

/// How many marks are in sight; all stand among the fields.
const MARKS_IN_SIGHT: usize = 3;

/// Until when it is valid: said of the check date, and beside which side of that day the date lies
/// where it is another one today.
pub fn validity(certificate: &CertificateReport, days: Days) -> Html {
    let (begins, ends) = (certificate.facts.not_before, certificate.facts.not_after);
    let Days { now, at } = days;
    let (over, lead, day) = if at >= ends {
        (true, if now >= ends { text::EXPIRED } else { text::EXPIRES }, ends)
    } else if at < begins {
        (true, text::NOT_YET_VALID, begins)
    } else {
        (false, text::VALID_UNTIL, ends)
    };
    let side = match (now >= day, at >= day) {
        (false, true) if at.date() == day.date() => text::ON_JUDGED,
        (false, true) => text::BEFORE_JUDGED,
        (true, false) => text::AFTER_JUDGED,
        _ => "",
    };
    html! {
        <span class={classes!("store-line", over.then_some("is-over"))}>
            { lead }{ " " }<b>{ days.day_and_distance(day) }</b>{ side }
        </span>
    }
}

fn fields(certificate: &CertificateReport, days: Days) -> Html {
    let facts = &certificate.facts;
    let day = |instant: Timestamp| {
        let day = days.day_and_distance(instant);
        html! { <>{ day }<br /><span class="is-code">{ instant.to_string() }</span></> }
    };
    let others = facts.other_names.iter().map(|name| &name.words);
    let names = facts.dns_names.iter().chain(&facts.ip_addresses).chain(others);
    let none = names.clone().next().is_none();
    let key_usage = facts.key_usage.as_ref().map(|operations| operations.join(", "));
    html! {
        <dl class="fields">
            { copied("Subject", &facts.subject, value(&facts.subject)) }
            { copied("Issuer", &facts.issuer, value(&facts.issuer)) }
            { copied("Serial", &facts.serial, html! {
                <span class="is-code">{ breakable(&facts.serial) }</span>
            }) }
            <dt>{ "Valid from" }</dt><dd>{ day(facts.not_before) }</dd>
            <dt>{ "Valid until" }</dt><dd>{ day(facts.not_after) }</dd>
            <dt>{ "Names" }</dt>
            <dd>
                if none { { "none" } }
                <ul>
                    { first(names, MOST_CARDS, Within::List, |name| html! { <li>{ value(name) }</li> }) }
                </ul>
            </dd>
            if !certificate.name_marks.is_empty() {
                <dt>{ text::NAME_MARKS }</dt>
                <dd>
                    <ul>
                        { first(&certificate.name_marks, MOST_CARDS, Within::List, |mark| html! {
                            <li data-name-mark={mark.id}>{ prose(&mark.text) }{ "." }</li>
                        }) }
                        { rest(certificate.name_marks_left_out, Within::List) }
                    </ul>
                </dd>
            }
            <dt>{ "EKU" }</dt>
            <dd>
                { capitalised(&facts.eku.words) }
                if facts.eku.critical { { ", critical" } }
                <ul class="is-code">
                    { first(&facts.eku.purposes, MOST_CARDS, Within::List, |oid| html! {
                        <li>{ oid }</li>
                    }) }
                </ul>
            </dd>
            if let Some(operations) = key_usage.filter(|operations| !operations.is_empty()) {
                <dt>{ text::KEY_USAGE }</dt><dd>{ operations }</dd>
            }
            if let Some(key) = &facts.key {
                <dt>{ text::KEY }</dt><dd>{ &key.words }</dd>
            }
            if !facts.signature_algorithm.is_empty() {
                <dt>{ text::SIGNATURE }</dt><dd class="is-code">{ &facts.signature_algorithm }</dd>
            }
            <dt>{ "CA" }</dt><dd>{ if facts.is_ca { "yes" } else { "no" } }</dd>
            <dt>{ text::forecast::ISSUED_BY }</dt>
            <dd data-issuer-kind={facts.issuer_kind.kind.id()}>
                { capitalised(issuer_kind_words(facts.issuer_kind.kind)) }
                <ul>
                    { for facts.issuer_kind.evidence.iter().map(|sign| html! {
                        <li class="soft">{ prose(sign) }</li>
                    }) }
                </ul>
            </dd>
            { copied("SHA-1", &facts.sha1, html! {
                <span class="is-code">{ &facts.sha1 }</span>
            }) }
            { copied("SHA-256", &facts.sha256, html! {
                <span class="is-code">{ &facts.sha256 }</span>
            }) }
            if !certificate.problems.is_empty() {
                <dt>{ "Notes" }</dt>
                <dd>
                    <ul>
                        { first(&certificate.problems, MOST_CARDS, Within::List, |note| html! {
                            <li>{ note }</li>
                        }) }
                    </ul>
                </dd>
            }
        </dl>
    }
}

/// A field that can be copied.
fn copied(name: &'static str, text: &str, shown: Html) -> Html {
    html! {
        <>
            <dt>{ name }</dt>
            <dd><Copyable text={text.to_owned()} what={name}>{ shown }</Copyable></dd>
        </>
    }
}

/// A leaf and the CAs above it, each below the one that it issued.
fn chain_of(leaf: &CertificateReport, chain: &[CertificateReport]) -> Html {
    let all = std::iter::once(leaf).chain(chain);
    html! {
        <ol class="chain" aria-label={text::CHAIN}>
            { first(all, MOST_INSIDE, Within::List, |one| html! {
                <li>
                    { short(common_name(&one.facts.subject)) }{ " " }
                    <span class="soft">{ text::parts::until(one) }</span>
                </li>
            }) }
        </ol>
    }
}

/// A serial number, which may break after a colon.
fn breakable(text: &str) -> Html {
    text.split_inclusive(':').map(|part| html! { <>{ part }<wbr /></> }).collect()
}

/// The common name and, where it does not say whose it is, the organisation.
fn issuer(name: &str) -> String {
    let common_name = common_name(name);
    match attribute(name, "O=") {
        Some(organisation) if !speaks_of(common_name, organisation) => {
            format!("{common_name}, {organisation}")
        }
        _ => common_name.to_owned(),
    }
}

fn speaks_of(common_name: &str, organisation: &str) -> bool {
    let first = organisation.split([' ', ',']).next().unwrap_or_default();
    common_name.to_ascii_lowercase().contains(&first.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn an_issuer_says_whose_it_is() {
        for (name, expected) in [
            ("CN=WR2,O=Google Trust Services,C=US", "WR2, Google Trust Services"),
            ("CN=DigiCert Global CA G2,O=DigiCert Inc", "DigiCert Global CA G2"),
            ("CN=Root", "Root"),
            ("O=Example", "O=Example"),
        ] {
            assert_eq!(issuer(name), expected, "{name}");
        }
    }
}
