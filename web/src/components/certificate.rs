//! A certificate: its two purposes as a plate, its facts in three lines, all fields on demand.

use std::rc::Rc;

use eku_engine::report::{CertificateReport, EkuReport};
use eku_engine::time::Timestamp;
use yew::prelude::*;

use crate::state::Held;
use crate::{dates, text};

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
        <span class="plate" data-eku={eku.state}>
            if eku.state == "present" {
                { cell(eku.server_auth, "server", "no server") }
                { cell(eku.client_auth, "client", "no client") }
                if eku.any {
                    { cell(true, "any", "") }
                }
            } else {
                { cell(false, "", match eku.state {
                    "absent" => "no EKU",
                    "empty" => "empty EKU",
                    _ => "unreadable EKU",
                }) }
            }
        </span>
    }
}

/// Properties of [`Facts`].
#[derive(PartialEq, Properties)]
pub struct FactsProps {
    /// What was read.
    pub held: Rc<Held>,
    /// The instant that is judged.
    pub at: Timestamp,
}

/// What was read from a source: three lines of its leaf, and all fields of every certificate.
#[component]
pub fn Facts(props: &FactsProps) -> Html {
    let Some((leaf, chain)) = props.held.reports.split_first() else {
        return Html::default();
    };
    html! {
        <details class="store-facts">
            <summary>
                <span class="store-name"><bdi>{ common_name(&leaf.subject) }</bdi></span>
                <span class="store-line">
                    { capital(&leaf.eku.words) }{ ", from " }
                    <bdi>{ common_name(&leaf.issuer) }</bdi>
                </span>
                <span class="store-line">{ validity(leaf, props.at) }</span>
                <span class="store-more">{ text::ALL_FIELDS }</span>
            </summary>
            { fields(leaf, props.at) }
            { for chain.iter().map(|certificate| fields(certificate, props.at)) }
            <p class="store-line">
                <bdi>{ &props.held.source }</bdi>{ ", " }{ text::chain_count(chain.len()) }{ "." }
            </p>
        </details>
    }
}

fn validity(certificate: &CertificateReport, at: Timestamp) -> Html {
    let begins = Timestamp::parse(&certificate.not_before);
    let ends = Timestamp::parse(&certificate.not_after);
    let (Ok(begins), Ok(ends)) = (begins, ends) else {
        return html! { &certificate.not_after };
    };
    let (lead, day) = if at >= ends {
        ("Expired ", ends)
    } else if at < begins {
        ("Not valid before ", begins)
    } else {
        ("Valid until ", ends)
    };
    html! { <>{ lead }<b>{ dates::day_and_distance(at, day) }</b></> }
}

fn fields(certificate: &CertificateReport, at: Timestamp) -> Html {
    let day = |text: &str| {
        Timestamp::parse(text).map_or_else(
            |_| text.to_owned(),
            |instant| format!("{} ({text})", dates::day_and_distance(at, instant)),
        )
    };
    let names = certificate.dns_names.iter().chain(&certificate.ip_addresses);
    let none = certificate.dns_names.is_empty() && certificate.ip_addresses.is_empty();
    html! {
        <dl class="fields">
            <dt>{ "Subject" }</dt><dd><bdi>{ &certificate.subject }</bdi></dd>
            <dt>{ "Issuer" }</dt><dd><bdi>{ &certificate.issuer }</bdi></dd>
            <dt>{ "Serial" }</dt><dd class="is-code">{ &certificate.serial }</dd>
            <dt>{ "Valid from" }</dt><dd>{ day(&certificate.not_before) }</dd>
            <dt>{ "Valid until" }</dt><dd>{ day(&certificate.not_after) }</dd>
            <dt>{ "Names" }</dt>
            <dd>
                if none { { "none" } }
                <ul>{ for names.map(|name| html! { <li><bdi>{ name }</bdi></li> }) }</ul>
            </dd>
            <dt>{ "EKU" }</dt>
            <dd>
                { capital(&certificate.eku.words) }
                if certificate.eku.critical { { ", critical" } }
                <ul class="is-code">
                    { for certificate.eku.purposes.iter().map(|oid| html! { <li>{ oid }</li> }) }
                </ul>
            </dd>
            <dt>{ "CA" }</dt><dd>{ if certificate.is_ca { "yes" } else { "no" } }</dd>
            <dt>{ "SHA-256" }</dt><dd class="is-code">{ &certificate.sha256 }</dd>
            if !certificate.problems.is_empty() {
                <dt>{ "Notes" }</dt>
                <dd>
                    <ul>
                        { for certificate.problems.iter().map(|note| html! { <li>{ note }</li> }) }
                    </ul>
                </dd>
            }
        </dl>
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The common name in an RFC 4514 name, or the whole name where it has none.
#[must_use]
pub fn common_name(name: &str) -> &str {
    let mut rest = name;
    while !rest.is_empty() {
        let end = unescaped_comma(rest);
        let part = &rest[..end];
        if let Some(value) = part.trim_start().strip_prefix("CN=") {
            return value;
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    name
}

fn unescaped_comma(text: &str) -> usize {
    let mut escaped = false;
    for (place, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ',' => return place,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_name_is_found_wherever_it_stands() {
        for (name, expected) in [
            ("CN=core.example.com,O=Example", "core.example.com"),
            ("C=GB,O=Example\\, Ltd,CN=core", "core"),
            ("O=Example\\,CN=no", "O=Example\\,CN=no"),
            ("CN=a\\,b,O=c", "a\\,b"),
            ("", ""),
        ] {
            assert_eq!(common_name(name), expected, "{name}");
        }
    }
}
