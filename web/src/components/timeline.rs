//! The timeline: how long the certificates last, and when each service breaks.
//!
//! [`days`] takes from the report what happens when, [`mod@layout`] places it, and this module draws
//! it. The list beside it says the same in words, and each of its days can be checked. A row that is
//! chosen shows all about it.

pub mod days;
mod detail;
pub mod layout;

use std::cell::Cell;
use std::rc::Rc;

use eku_engine::deployment::StoreId;
use eku_engine::disguise::visible;
use eku_engine::report::{Report, Verdict};
use eku_engine::time::Timestamp;
use web_sys::Element;
use yew::prelude::*;

use super::first::{Within, rest};
use super::mark;
use super::mover::{focus, focus_when_drawn};
use crate::dates::Days;
use crate::parts::is_pointed;
use crate::shape::{Shape, use_shape};
use crate::state::Action;
use crate::{dates, text};
use days::{Day, Happening, Lane, Renewed};
use detail::detail;
use layout::{Axis, BAR, BarKind, Label, Line, Row, SIZE, layout};

/// Properties of [`Timeline`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The report whose forecast is drawn: of today, or of the check date where that is past.
    pub outlook: Rc<Report>,
    /// The report of the check date.
    pub report: Rc<Report>,
    /// The present and the check date.
    pub days: Days,
    /// The stores whose certificates are placeholders.
    #[prop_or_default]
    pub imagined: Vec<StoreId>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The timeline; nothing where the forecast is empty.
#[component]
pub fn Timeline(props: &Props) -> Html {
    // The button of a day goes away with its choice: the focus stays at the day.
    let chosen = use_memo((), |()| Cell::new(false));
    {
        let chosen = chosen.clone();
        use_effect_with(props.days, move |_| {
            if chosen.take() {
                focus(JUDGED_DAY);
            }
        });
    }
    let shape = use_shape();
    let row = use_state(|| None::<AttrValue>);
    let choose = {
        let row = row.clone();
        use_callback((), move |(key, pointed): (AttrValue, bool), ()| {
            row.set(Some(key));
            if !pointed {
                focus_when_drawn("row-detail".to_owned());
            }
        })
    };
    let forecast = &props.outlook.forecast;
    let all = forecast.certificates.len() + forecast.services.len();
    let mut lanes = days::lanes(&props.outlook, &props.report);
    let drawn: usize = lanes.iter().map(|lane| lane.stores.len().max(1)).sum();
    for lane in &mut lanes {
        if lane.stores.iter().any(|store| props.imagined.contains(store)) {
            lane.name = text::trial::is_imagined(&lane.name);
        }
    }
    let chosen_lane = lanes.iter().find(|lane| row.as_deref() == Some(&*lane.key));
    if lanes.is_empty() {
        return Html::default();
    }
    html! {
        <section class="timeline" aria-labelledby="timeline">
            <h3 class="visually-hidden" id="timeline">{ text::timeline::TIMELINE }</h3>
            if props.days.differ() {
                <p class="timeline-from soft" data-seen-from="">
                    { text::timeline::seen_from(props.days) }{ " " }
                    <button type="button" class="button is-quiet"
                        onclick={props.act.reform(|_: MouseEvent| Action::Date(None))}>
                        { text::timeline::BACK }
                    </button>
                </p>
            }
            <div class="timeline-sheet">
                <div>
                    { rest(all - drawn, Within::Block) }
                    <Drawing lanes={lanes.clone()} days={props.days} {shape} row={(*row).clone()}
                        choose={choose} act={props.act.clone()} />
                </div>
                <div class="days">
                    if let Some(lane) = chosen_lane {
                        { detail(lane, &props.outlook, props.days.now) }
                    }
                    <h4>{ text::timeline::DAYS }</h4>
                    <p class="small soft">{ text::timeline::HINT }</p>
                    <ol>{ for days::days(&lanes).iter().map(|day| one(day, props, &chosen)) }</ol>
                </div>
            </div>
        </section>
    }
}

/// A day of the list.
fn one(day: &Day, props: &Props, chosen: &Rc<Cell<bool>>) -> Html {
    let judged = day.judged;
    let go = {
        let (act, chosen) = (props.act.clone(), chosen.clone());
        Callback::from(move |_: MouseEvent| {
            chosen.set(true);
            act.emit(Action::Date(Some(judged)));
        })
    };
    let at = props.days.at;
    let on_it = at.date() == day.day.date();
    // What ends on a day has ended when the day has.
    let is_judged = on_it && at >= judged;
    let first = day.sentences.first().map(|sentence| visible(sentence)).unwrap_or_default();
    html! {
        <li class="day" data-day={day.day.date().to_string()}>
            <p class="day-date">
                <b>{ dates::day(day.day) }</b>{ " " }
                <span class="soft">{ "(" }{ dates::distance(props.days.now, day.day) }{ ")" }</span>
            </p>
            <div class="day-text">
                { for day.sentences.iter().map(|sentence| html! {
                    <p><bdi>{ visible(sentence) }</bdi></p>
                }) }
            </div>
            if is_judged {
                <p class="day-judged" id={JUDGED_DAY} tabindex="-1">{ text::timeline::IS_JUDGED }</p>
            } else {
                <button type="button" class="button" onclick={go}>
                    { if on_it { text::timeline::GO_END } else { text::timeline::GO } }
                    <span class="visually-hidden">
                        { ": " }{ dates::day(day.day) }{ ", " }{ first }
                    </span>
                </button>
            }
        </li>
    }
}

/// Properties of [`Drawing`].
#[derive(PartialEq, Properties)]
struct DrawingProps {
    lanes: Vec<Lane>,
    days: Days,
    shape: Shape,
    row: Option<AttrValue>,
    choose: Callback<(AttrValue, bool)>,
    act: Callback<Action>,
}

#[component]
fn Drawing(props: &DrawingProps) -> Html {
    let field = use_node_ref();
    let drawn = layout(&props.lanes, props.days, props.shape);
    let choose = {
        let (field, axis, act) = (field.clone(), drawn.axis, props.act.clone());
        Callback::from(move |event: MouseEvent| {
            if let Some(day) = clicked(&field, axis, &event) {
                act.emit(Action::Date(Some(day)));
            }
        })
    };
    let (width, height) = (drawn.width, drawn.height);
    let base = height - 26;
    html! {
        <svg class={props.shape.class()} viewBox={format!("0 0 {width} {height}")}
            width={width.to_string()} height={height.to_string()} role="group"
            aria-label={text::timeline::DRAWN}>
            <path class="scale-line" d={format!("M{} {base}H{}", drawn.axis.left, drawn.axis.right)} />
            { for drawn.scale.iter().map(|label| html! {
                <>
                    <path class="scale-tick" d={format!("M{} {}V{base}", label.day, drawn.top)} />
                    { written("scale-text", label) }
                </>
            }) }
            { for drawn.lines.iter().map(|(kind, label)| line(*kind, label, base)) }
            { for drawn.headings.iter().map(|(text, x, y)| html! {
                <text class="lane-heading" x={x.to_string()} y={y.to_string()}
                    font-size={SIZE.to_string()}>{ *text }</text>
            }) }
            { for drawn.rows.iter().map(row) }
            <rect class="timeline-field" ref={field} x={drawn.axis.left.to_string()} y="0"
                width={(drawn.axis.right - drawn.axis.left).to_string()}
                height={height.to_string()} onclick={choose} />
            { for props.lanes.iter().zip(&drawn.rows).map(|(lane, row)| {
                row_name(lane, row, &props.row, &props.choose)
            }) }
        </svg>
    }
}

fn clicked(field: &NodeRef, axis: Axis, event: &MouseEvent) -> Option<Timestamp> {
    let bounds = field.cast::<Element>()?.get_bounding_client_rect();
    let share = (f64::from(event.client_x()) - bounds.left()) / bounds.width();
    share.is_finite().then(|| axis.day(share))
}

fn line(kind: Line, label: &Label, base: i32) -> Html {
    let class = match kind {
        Line::Judged => "time-line is-judged",
        Line::Today => "time-line is-today",
        Line::Chrome => "time-line is-chrome",
    };
    html! {
        <g {class}>
            <path d={format!("M{} {}V{base}", label.day, label.y + 4)} />
            { written("time-line-text", label) }
        </g>
    }
}

fn written(class: &'static str, label: &Label) -> Html {
    html! {
        <text {class} x={label.x.to_string()} y={label.y.to_string()} font-size={SIZE.to_string()}>
            { &label.text }
        </text>
    }
}

fn row(row: &Row) -> Html {
    let bars = row.bars.iter().map(|bar| {
        let class = match bar.kind {
            BarKind::Valid => classes!("bar", "is-valid"),
            BarKind::Renewal => classes!("bar", "is-renewal"),
            BarKind::Depends => classes!("bar", "is-depends"),
            BarKind::Stands(verdict) => classes!("bar", mark::class(verdict)),
        };
        // A service that fails is a thin line, one that works a whole bar: not by colour alone.
        let thin = matches!(bar.kind, BarKind::Stands(Verdict::Fails));
        let (top, height) = if thin { (row.bar_top + BAR / 2 - 1, 2) } else { (row.bar_top, BAR) };
        html! {
            <rect {class} x={bar.from.to_string()} y={top.to_string()} rx="2"
                width={(bar.to - bar.from).to_string()} height={height.to_string()} />
        }
    });
    let leaders = row.labels.iter().map(|label| html! {
        <path class="leader" d={format!("M{} {}V{}", label.day, row.bar_top + BAR, label.y - 9)} />
    });
    html! {
        <g class="lane">
            <title>{ visible(&row.name) }</title>
            { for leaders }
            { for bars }
            { for row.marks.iter().map(|(x, happening)| {
                happening_mark(*happening, *x, row.bar_top + BAR / 2)
            }) }
            { for row.labels.iter().map(|label| written("event-text", label)) }
        </g>
    }
}

/// The name of a row, which shows all about it.
fn row_name(
    lane: &Lane,
    row: &Row,
    chosen: &Option<AttrValue>,
    choose: &Callback<(AttrValue, bool)>,
) -> Html {
    let key = AttrValue::from(lane.key.clone());
    let is_chosen = chosen.as_ref() == Some(&key);
    let onclick = {
        let (key, choose) = (key.clone(), choose.clone());
        Callback::from(move |event: MouseEvent| choose.emit((key.clone(), is_pointed(&event))))
    };
    let onkeydown = {
        let (key, choose) = (key.clone(), choose.clone());
        Callback::from(move |event: KeyboardEvent| {
            if matches!(&*event.key(), "Enter" | " ") {
                event.prevent_default();
                choose.emit((key.clone(), false));
            }
        })
    };
    html! {
        <g class="lane-name" role="button" tabindex="0" data-row={key} {onclick} {onkeydown}
            aria-pressed={is_chosen.to_string()} aria-label={visible(&row.name)}>
            <rect class="lane-ground" x="0" y={(row.top - 4).to_string()} width={row.room.to_string()}
                height="32" />
            { for row.title.iter().map(|(text, x, y)| html! {
                <text class="lane-title" x={x.to_string()} y={y.to_string()} font-size="13">
                    { text }{ " " }
                </text>
            }) }
        </g>
    }
}

/// Each kind of day has a shape of its own; its label has the words.
fn happening_mark(happening: Happening, x: i32, y: i32) -> Html {
    let (class, shape) = match happening {
        Happening::Breaks(renewed) => {
            let class = if renewed == Renewed::Yes { "event is-hollow" } else { "event" };
            (classes!(class, "is-fails"), octagon(x, y))
        }
        Happening::FailsAlready => (classes!("event", "is-fails"), octagon(x, y)),
        Happening::Undecided(_) => {
            (classes!("event", "is-undecided"), format!("M{x} {}l7 13h-14z", y - 8))
        }
        Happening::Expires => (classes!("event", "is-end"), format!("M{x} {}v16", y - 8)),
        Happening::LastRenewal => {
            (classes!("event", "is-day"), format!("M{} {y}a5 5 0 1 0 10 0a5 5 0 1 0-10 0", x - 5))
        }
        Happening::CarriesUntil => {
            (classes!("event", "is-end", "is-hollow"), format!("M{x} {}v16", y - 8))
        }
        Happening::CaStops => {
            (classes!("event", "is-day"), format!("M{x} {}l6 6l-6 6l-6-6z", y - 6))
        }
    };
    html! { <path {class} d={shape} /> }
}

/// What breaks: an octagon with a cross.
fn octagon(x: i32, y: i32) -> String {
    format!("M{} {}h6l4 4v6l-4 4h-6l-4-4v-6zm.5 4.5l5 5m0-5l-5 5", x - 3, y - 7)
}

/// The `id` of what stands at the check date in the list.
const JUDGED_DAY: &str = "judged-day";
