//! The picture: the deployment drawn, each connection an arrow from who calls to who answers, and
//! beside it all about the arrow that is chosen.
//!
//! Every connection of the report is in it, and nothing else. [`scene`] takes from the report who is
//! there, [`mod@layout`] places it, and this module draws it.

pub mod layout;
pub mod scene;

use std::rc::Rc;

use eku_engine::disguise::visible;
use eku_engine::report::{ConnectionReport, Report, Verdict};
use yew::prelude::*;

use super::connection::connection;
use super::first::{Within, rest};
use super::mark;
use crate::parts::is_pointed;
use crate::shape::{Shape, use_shape};
use crate::state::State;
use crate::text;
use layout::{Arrow, Group, Label, LabelKind, Layout, PEER_MARK, layout};
use scene::Scene;

/// Properties of [`Picture`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The report.
    pub report: Rc<Report>,
    /// The page's state, for what the stores hold.
    pub state: Rc<State>,
    /// The connection that was chosen.
    pub chosen: Option<AttrValue>,
    /// Takes a connection that is chosen.
    pub choose: Callback<AttrValue>,
}

/// The picture; nothing where no connection was judged.
#[component]
pub fn Picture(props: &Props) -> Html {
    let Props { report, state, chosen, choose } = props;
    let shape = use_shape();
    let connections = &report.connections;
    let of =
        |wanted: &AttrValue| connections.iter().position(|one| *one.id.to_string() == **wanted);
    // Before any was chosen, what is worst is explained.
    let explained = chosen.as_ref().and_then(of).unwrap_or_else(|| worst(report));
    let Some(shown) = connections.get(explained) else { return Html::default() };
    let scene = Scene::of(report);
    html! {
        <section class="picture" aria-labelledby="picture">
            <h3 class="visually-hidden" id="picture">{ text::picture::PICTURE }</h3>
            <div class="picture-sheet">
                <div>
                    { drawing(report, &scene, shape, explained, choose) }
                    { rest(connections.len() - scene.indices.len(), Within::Block) }
                </div>
                { connection(shown, state) }
            </div>
        </section>
    }
}

/// The connection to explain before any was chosen.
fn worst(report: &Report) -> usize {
    [Verdict::Fails, Verdict::Undecided]
        .iter()
        .find_map(|verdict| report.connections.iter().position(|one| one.verdict == *verdict))
        .unwrap_or_default()
}

fn drawing(
    report: &Report,
    scene: &Scene,
    shape: Shape,
    explained: usize,
    choose: &Callback<AttrValue>,
) -> Html {
    let Layout { width, height, firewall, zones, groups, arrows } = layout(scene, shape);
    let arrows = arrows.iter().filter_map(|one| {
        let index = *scene.indices.get(one.index)?;
        let connection = report.connections.get(index)?;
        Some(arrow(connection, one, explained == index, choose))
    });
    html! {
        <svg class={shape.class()} viewBox={format!("0 0 {width} {height}")} width={width.to_string()}
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
    let peers = peers.iter().map(|(rect, peer)| {
        html! {
          <>
            <rect class="peer" x={rect.x.to_string()} y={rect.y.to_string()} rx="3"
                width={rect.width.to_string()} height={rect.height.to_string()}>
                <title>{ visible(&peer.name) }</title>
            </rect>
            if let Some(verdict) = peer.verdict {
                <g class={classes!("drawn-mark", mark::class(verdict))} aria-hidden="true"
                    data-peer={peer.name.clone()} data-verdict={text::verdict_id(verdict)}
                    transform={format!("translate({} {}) scale(.5)", rect.x + 3, rect.y + (rect.height - PEER_MARK) / 2)}>
                    { mark::shape(verdict) }
                </g>
            }
          </>
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

/// An arrow is a link to all about its connection. A tap or click shows that beside the picture and
/// leaves the focus where it is; Enter goes there.
fn arrow(
    connection: &ConnectionReport,
    arrow: &Arrow,
    explained: bool,
    choose: &Callback<AttrValue>,
) -> Html {
    let id = AttrValue::from(connection.id.to_string());
    let tap = {
        let (id, choose) = (id.clone(), choose.clone());
        Callback::from(move |event: MouseEvent| {
            if is_pointed(&event) {
                event.prevent_default();
                choose.emit(id.clone());
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
            <a {class} href={format!("#connection-{id}")} data-connection={id}
                data-verdict={text::verdict_id(connection.verdict)} aria-label={spoken(connection)}
                aria-current={explained.then_some("true")} onclick={tap}>
                // What works never stands without what was not checked.
                if connection.verdict == Verdict::Works && !connection.not_checked.is_empty() {
                    <title data-not-checked={text::not_checked_ids(&connection.not_checked)}>
                        { text::not_checked_line(&connection.not_checked) }
                    </title>
                }
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
