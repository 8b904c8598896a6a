//! The picture: the deployment drawn, each connection an arrow from who calls to who answers.
//!
//! The table's twin: every connection of the report is in it, and nothing else. [`scene`] takes
//! from the report who is there, [`mod@layout`] places it, and this module draws both shapes of it;
//! the style sheet shows the one that fits. What an arrow means is said below it.

pub mod layout;
pub mod scene;

use std::rc::Rc;

use eku_engine::connection::ConnectionId;
use eku_engine::disguise::visible;
use eku_engine::report::{ConnectionReport, Report, Verdict};
use yew::prelude::*;

use super::first::{Within, rest};
use super::mark;
use super::not_checked::NotChecked;
use crate::text;
use layout::{Arrow, Group, Label, LabelKind, Layout, Shape, layout};
use scene::Scene;

/// Properties of [`Picture`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The report.
    pub report: Rc<Report>,
}

/// What is explained: an arrow, and whether pointing elsewhere changes that.
#[derive(Clone, Debug, Default, PartialEq)]
struct Chosen {
    id: Option<ConnectionId>,
    kept: bool,
}

/// The picture; nothing where no connection was judged.
#[component]
pub fn Picture(props: &Props) -> Html {
    let chosen = use_state(Chosen::default);
    let report = &*props.report;
    if report.connections.is_empty() {
        return Html::default();
    }
    let scene = Scene::of(report);
    let index = chosen
        .id
        .as_ref()
        .and_then(|id| report.connections.iter().position(|connection| connection.id == *id));
    let explained = index.or_else(|| worst(report));
    let letting_go = {
        let chosen = chosen.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                chosen.set(Chosen { kept: false, ..(*chosen).clone() });
            }
        })
    };
    html! {
        <section class="picture" aria-labelledby="picture" onkeydown={letting_go}>
            <h2 class="section-title" id="picture">{ text::picture::PICTURE }</h2>
            <div class="picture-sheet">
                { drawing(report, &scene, Shape::Wide, explained, &chosen) }
                { drawing(report, &scene, Shape::Narrow, explained, &chosen) }
                { explanation(report, explained) }
                { rest(report.connections.len() - scene.indices.len(), Within::Block) }
            </div>
        </section>
    }
}

/// The connection to explain before any was chosen.
fn worst(report: &Report) -> Option<usize> {
    [Verdict::Fails, Verdict::Undecided]
        .iter()
        .find_map(|verdict| report.connections.iter().position(|one| one.verdict == *verdict))
}

fn drawing(
    report: &Report,
    scene: &Scene,
    shape: Shape,
    explained: Option<usize>,
    chosen: &UseStateHandle<Chosen>,
) -> Html {
    let Layout { width, height, firewall, zones, groups, arrows } = layout(scene, shape);
    let class = match shape {
        Shape::Wide => "drawing is-wide",
        Shape::Narrow => "drawing is-narrow",
    };
    let arrows = arrows.iter().filter_map(|one| {
        let index = *scene.indices.get(one.index)?;
        let connection = report.connections.get(index)?;
        Some(arrow(connection, one, explained == Some(index), chosen))
    });
    html! {
        <svg {class} viewBox={format!("0 0 {width} {height}")} width={width.to_string()}
            height={height.to_string()} role="group" aria-label={text::picture::DRAWN}>
            <path class="firewall" d={firewall.clone()} />
            <path class="firewall-bricks" d={firewall} />
            { for zones.iter().map(label) }
            { for groups.iter().map(group) }
            { for arrows }
        </svg>
    }
}

fn group(group: &Group) -> Html {
    let Group { id, name, rect, labels, peers } = group;
    let peers = peers.iter().map(|(rect, name)| {
        html! {
            <rect class="peer" x={rect.x.to_string()} y={rect.y.to_string()} rx="3"
                width={rect.width.to_string()} height={rect.height.to_string()}>
                <title>{ visible(name) }</title>
            </rect>
        }
    });
    html! {
        <g class="party" data-party={id.clone()}>
            <title>{ visible(name) }</title>
            <rect class="party-box" x={rect.x.to_string()} y={rect.y.to_string()} rx="6"
                width={rect.width.to_string()} height={rect.height.to_string()} />
            { for peers }
            { for labels.iter().map(label) }
        </g>
    }
}

fn label(label: &Label) -> Html {
    let class = match label.kind {
        LabelKind::Zone => "drawn-zone",
        LabelKind::Name => "drawn-name",
        LabelKind::Kind => "drawn-kind",
        LabelKind::Peer => "drawn-peer",
        LabelKind::Title => "drawn-title",
        LabelKind::State => "drawn-state",
        LabelKind::Presents => "drawn-presents",
    };
    html! {
        <text {class} x={label.x.to_string()} y={label.y.to_string()}
            font-size={label.size.to_string()}>{ &label.text }</text>
    }
}

/// An arrow is a link to its connection among the details. To focus it or to point at it explains
/// it; a tap or click keeps the explanation, and Enter follows the link.
fn arrow(
    connection: &ConnectionReport,
    arrow: &Arrow,
    explained: bool,
    chosen: &UseStateHandle<Chosen>,
) -> Html {
    let id = &connection.id;
    let choose = |kept: bool| {
        let (chosen, id) = (chosen.setter(), id.clone());
        move || chosen.set(Chosen { id: Some(id.clone()), kept })
    };
    let point = {
        let (kept, choose) = (chosen.kept, choose(false));
        Callback::from(move |_: MouseEvent| {
            if !kept {
                choose();
            }
        })
    };
    let focus = {
        let choose = choose(false);
        Callback::from(move |_: FocusEvent| choose())
    };
    let tap = {
        let choose = choose(true);
        Callback::from(move |event: MouseEvent| {
            // A key's click has no count.
            if event.detail() > 0 {
                event.prevent_default();
                choose();
            }
        })
    };
    let class = classes!("arrow", explained.then_some("is-explained"));
    let state = mark::class(connection.verdict);
    let rect = arrow.rect;
    let [x, y] = arrow.middle;
    let [left, top] = arrow.mark;
    // The link's name says it all; the words along it are for the eye.
    html! {
        <g class={state}>
            <a {class} href={details(id)} data-arrow={id.to_string()}
                data-verdict-drawn={text::verdict_id(connection.verdict)}
                aria-label={spoken(connection)}
                onmouseover={point} onfocus={focus} onclick={tap}>
                <rect class="arrow-ground" x={rect.x.to_string()} y={rect.y.to_string()} rx="4"
                    width={rect.width.to_string()} height={rect.height.to_string()} />
                <path class={classes!("arrow-near", state)} d={arrow.near.clone()} />
                <path class={classes!("arrow-beyond", state)} d={arrow.beyond.clone()} />
                <path class="arrow-head" d={arrow.head.clone()} />
                if connection.verdict == Verdict::Fails {
                    <path class="arrow-cross"
                        d={format!("M{} {}l8 8m0-8l-8 8", x - 4, y - 4)} />
                }
            </a>
            <g class="arrow-words" aria-hidden="true">
                <g class="drawn-mark" transform={format!("translate({left} {top}) scale(.667)")}>
                    { mark::shape(connection.verdict) }
                </g>
                { for arrow.labels.iter().map(label) }
            </g>
        </g>
    }
}

fn details(id: &ConnectionId) -> String {
    format!("#connection-{id}")
}

/// An arrow as a sentence.
fn spoken(connection: &ConnectionReport) -> String {
    let name = visible(&connection.name);
    let reason = connection.because.first().map(|reason| visible(&reason.text));
    let stands = text::picture::stands(connection.verdict);
    let sentence = visible(&text::picture::sentence(connection));
    // What works never stands without what was not checked.
    let rest = reason.unwrap_or_else(|| text::not_checked_line(&connection.not_checked));
    format!("{name}: {stands}. {sentence} {rest}").trim_end().to_owned()
}

fn explanation(report: &Report, explained: Option<usize>) -> Html {
    let connection = explained.and_then(|index| report.connections.get(index));
    html! {
        <div class="explained" id="picture-explained">
            if let Some(connection) = connection {
                <div class={classes!("explained-head", mark::class(connection.verdict))}>
                    <h3><bdi>{ visible(&connection.name) }</bdi></h3>
                    <mark::State verdict={connection.verdict} />
                </div>
                <p class="small"><bdi>{ visible(&text::picture::sentence(connection)) }</bdi></p>
                { for connection.because.iter().take(REASONS).map(|reason| html! {
                    <p class="small"><bdi>{ visible(&reason.text) }</bdi></p>
                }) }
                if connection.because.len() > REASONS {
                    <p class="small soft">
                        { text::picture::more(connection.because.len() - REASONS) }
                    </p>
                }
                <NotChecked checks={connection.not_checked.clone()} />
                <p class="small">
                    <a href={details(&connection.id)}>
                        { text::picture::DETAILS }
                        <span class="visually-hidden">{ ": " }{ visible(&connection.name) }</span>
                    </a>
                </p>
            } else {
                <p class="small soft">{ text::picture::HINT }</p>
                <NotChecked checks={report.not_checked.clone()} />
            }
        </div>
    }
}

/// Reasons that are told below the drawing; the details have them all.
const REASONS: usize = 2;
