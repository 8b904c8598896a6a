//! Lanes to places: where each bar, mark and label of the timeline goes. Pure arithmetic.
//!
//! Entry point: [`layout`]. Time runs from left to right, a day as wide as any other. Labels keep
//! their day's place where they can, and go a row further down where another one stands there
//! already. What lies beyond the axis is shown at its end. Lengths are in the drawing's units.

use eku_engine::policy;
use eku_engine::report::Verdict;
use eku_engine::time::Timestamp;

use super::days::{Happening, Lane, Of};
use crate::dates::Days;
use crate::shape::Shape;
use crate::{dates, measure, text};

/// The time that is drawn, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The first day.
    pub from: Timestamp,
    /// The last day.
    pub to: Timestamp,
    /// Its left end.
    pub left: i32,
    /// Its right end.
    pub right: i32,
}

impl Axis {
    /// An axis that holds what matters within a few years of now.
    #[must_use]
    pub fn around(days: Days, lanes: &[Lane], left: i32, right: i32) -> Self {
        let Days { now, at } = days;
        let (earliest, latest) = (now.minus_days(BEHIND), now.plus_days(AHEAD));
        let events = lanes.iter().flat_map(|lane| &lane.events).map(|(day, _)| *day);
        let shown = events.chain([policy::SERVER_ONLY_FROM]);
        let mut from = now.min(at);
        let mut to = now.max(at).max(now.plus_days(LEAST_AHEAD));
        for day in shown {
            from = from.min(day.max(earliest));
            to = to.max(day.min(latest));
        }
        let days = u32::try_from(from.days_until(to)).unwrap_or(0);
        let margin = days / 25 + 7;
        Self { from: from.minus_days(margin), to: to.plus_days(margin), left, right }
    }

    /// The horizontal position of a day, kept within the axis.
    #[must_use]
    pub fn x(&self, day: Timestamp) -> i32 {
        let all = self.from.days_until(self.to).max(1);
        let behind = self.from.days_until(day).clamp(0, all);
        let width = i64::from(self.right - self.left);
        self.left + i32::try_from(behind * width / all).unwrap_or(0)
    }

    /// The day at a share of the axis, from 0 to 1.
    #[must_use]
    pub fn day(&self, share: f64) -> Timestamp {
        let all = u32::try_from(self.from.days_until(self.to)).unwrap_or(0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let days = (share.clamp(0.0, 1.0) * f64::from(all)).round() as u32;
        self.from.start_of_day().plus_days(days)
    }

    /// Firsts of months for the scale, far enough apart for labels of this width.
    fn ticks(&self, label: i32) -> Vec<Timestamp> {
        let days = self.from.days_until(self.to).max(1);
        let width = i64::from(self.right - self.left);
        let step = [1u16, 3, 6, 12, 24, 60]
            .into_iter()
            .find(|step| i64::from(*step) * 30 * width / days >= i64::from(label))
            .unwrap_or(120);
        let (first, ..) = self.from.date().parts();
        let (last, ..) = self.to.date().parts();
        let months = (first..=last).flat_map(|year| (1..=12u16).map(move |month| (year, month)));
        months
            .filter(|(year, month)| (year % 100 * 12 + month - 1) % step == 0)
            .filter_map(|(year, month)| Timestamp::parse(&format!("{year:04}-{month:02}-01")).ok())
            .filter(|day| *day >= self.from && *day <= self.to)
            .collect()
    }
}

/// A text and its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What stands there.
    pub text: String,
    /// Its left end.
    pub x: i32,
    /// Its baseline.
    pub y: i32,
    /// The horizontal position of its day.
    pub day: i32,
}

/// A bar of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its left end.
    pub from: i32,
    /// Its right end.
    pub to: i32,
    /// What it says.
    pub kind: BarKind,
}

/// What a bar says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarKind {
    /// The certificate is valid.
    Valid,
    /// A last renewal would carry on.
    Renewal,
    /// The service has this verdict, whatever is renewed.
    Stands(Verdict),
    /// The service works under one of the two assumptions.
    Depends,
}

/// A lane at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The whole name.
    pub name: String,
    /// The name as it is written, in up to two lines: text, left end, baseline.
    pub title: Vec<(String, i32, i32)>,
    /// Its top.
    pub top: i32,
    /// How wide its name can be.
    pub room: i32,
    /// The top of its bars.
    pub bar_top: i32,
    /// Its bars.
    pub bars: Vec<Bar>,
    /// The days on it.
    pub marks: Vec<(i32, Happening)>,
    /// What is written below them.
    pub labels: Vec<Label>,
    /// Where it ends.
    pub bottom: i32,
}

/// A line through all lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The judged day.
    Judged,
    /// The present day.
    Today,
    /// Chrome's date.
    Chrome,
}

/// Where everything goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The drawing's width.
    pub width: i32,
    /// The drawing's height.
    pub height: i32,
    /// The axis.
    pub axis: Axis,
    /// Where the lanes begin, below the labels of the lines.
    pub top: i32,
    /// The scale.
    pub scale: Vec<Label>,
    /// The lines and what they are called.
    pub lines: Vec<(Line, Label)>,
    /// Headings of the two kinds of lanes: text, left, baseline.
    pub headings: Vec<(&'static str, i32, i32)>,
    /// The lanes.
    pub rows: Vec<Row>,
}

/// Places the lanes.
#[must_use]
pub fn layout(lanes: &[Lane], days: Days, shape: Shape) -> Layout {
    let (width, left, right) = match shape {
        Shape::Wide => (760, 204, 752),
        Shape::Narrow => (358, 4, 354),
    };
    let axis = Axis::around(days, lanes, left, right);
    let mut lines = vec![(Line::Chrome, policy::SERVER_ONLY_FROM, text::timeline::CHROME)];
    if days.differ() {
        lines.push((Line::Today, days.now, text::timeline::TODAY));
    }
    lines.push((Line::Judged, days.at, text::timeline::JUDGED));
    let dated = lines.iter().map(|(line, day, words)| match line {
        Line::Chrome => (*day, dated(&axis, days, *day, [words, ""])),
        Line::Judged | Line::Today => (*day, format!("{words} {}", dates::day(*day))),
    });
    let (labels, below) = stacked(&axis, dated, FIRST_LINE);
    let lines = lines.iter().map(|(line, ..)| *line).zip(labels).collect();
    let top = below + 2;

    let mut y = top;
    let mut rows = Vec::new();
    let mut headings = Vec::new();
    let mut last = None;
    for lane in lanes {
        let kind = std::mem::discriminant(&lane.of);
        if last.replace(kind) != Some(kind) {
            let heading = match lane.of {
                Of::Certificate => text::timeline::CERTIFICATES,
                Of::Service(_) => text::timeline::SERVICES,
            };
            headings.push((heading, 4, y + 16));
            y += 26;
        }
        let row = row(lane, &axis, days, shape, y);
        y = row.bottom;
        rows.push(row);
    }
    let tick = measure::width("Mmm 2026", SIZE) + 8;
    let scale = axis.ticks(tick).into_iter().map(|day| {
        let text = dates::day(day).split_once(' ').map_or("", |(_, rest)| rest).to_owned();
        let x = axis.x(day);
        let room = measure::width(&text, SIZE);
        Label { x: (x - room / 2).clamp(0, width - room), y: y + 18, day: x, text }
    });
    let mut scale: Vec<Label> = scale.collect();
    scale.dedup_by(|next, kept| next.x < kept.x + measure::width(&kept.text, SIZE) + 4);
    Layout { width, height: y + 26, axis, top, scale, lines, headings, rows }
}

fn row(lane: &Lane, axis: &Axis, days: Days, shape: Shape, top: i32) -> Row {
    let (lines, bar_top, room) = match shape {
        Shape::Wide => (2, top + 4, axis.left - 12),
        Shape::Narrow => (1, top + 20, axis.right - axis.left),
    };
    let lines = measure::wrapped(&lane.name, 13, room, lines);
    let title = lines.into_iter().zip([top + 13, top + 29]).map(|(line, y)| (line, 4, y));
    let title: Vec<_> = title.collect();
    let end_of_title = title.last().map_or(top, |(.., y)| y + 4);
    let events = lane.events.iter();
    let dated = events.clone().map(|(day, happening)| match happening {
        Happening::FailsAlready => (*day, text::timeline::FAILS_ALREADY.to_owned()),
        _ => (*day, dated(axis, days, *day, text::timeline::event(*happening))),
    });
    let (labels, below) = stacked(axis, dated, bar_top + BAR + SIZE + 3);
    Row {
        name: lane.name.clone(),
        title,
        top,
        room,
        bar_top,
        bars: bars(lane, axis),
        marks: events.map(|(day, happening)| (axis.x(*day), *happening)).collect(),
        labels,
        bottom: below.max(bar_top + BAR).max(end_of_title) + 10,
    }
}

fn bars(lane: &Lane, axis: &Axis) -> Vec<Bar> {
    let day = |wanted: fn(Happening) -> bool| {
        lane.events.iter().filter(move |(_, happening)| wanted(*happening)).map(|(day, _)| *day)
    };
    let bar = |from, to, kind| Bar { from, to, kind };
    let fails = day(|one| one == Happening::FailsAlready).next();
    let mut bars = match lane.of {
        Of::Certificate => {
            let end = day(|one| one == Happening::Expires).next();
            let until = day(|one| one == Happening::CarriesUntil).next();
            let end = end.map_or(axis.left, |end| axis.x(end));
            let until = until.map_or(end, |until| axis.x(until));
            vec![bar(axis.left, end, BarKind::Valid), bar(end, until, BarKind::Renewal)]
        }
        Of::Service(verdict) => {
            let breaks = || day(|one| matches!(one, Happening::Breaks(_)));
            let either = day(|one| one == Happening::Breaks(super::days::Renewed::Either)).next();
            let first = breaks().min().map_or(axis.right, |first| axis.x(first));
            // Under the assumption that has no date, it never breaks.
            let last = match (either, breaks().count()) {
                (Some(day), _) => axis.x(day),
                (None, 2) => breaks().max().map_or(axis.right, |last| axis.x(last)),
                _ => axis.right,
            };
            let undecided = day(|one| matches!(one, Happening::Undecided(_))).min();
            let turns = undecided.map_or(first, |day| axis.x(day)).min(first);
            let start = axis.x(lane.since);
            let before = fails.map_or(start, |day| axis.x(day));
            vec![
                bar(before, start, BarKind::Stands(Verdict::Fails)),
                bar(start, turns, BarKind::Stands(verdict)),
                bar(turns, first, BarKind::Stands(Verdict::Undecided)),
                bar(first, last, BarKind::Depends),
                bar(last, axis.right, BarKind::Stands(Verdict::Fails)),
            ]
        }
    };
    if lane.of == Of::Service(Verdict::Fails) {
        bars = vec![bar(axis.x(lane.since), axis.right, BarKind::Stands(Verdict::Fails))];
    }
    bars.retain(|bar| bar.to > bar.from);
    bars
}

/// `expires 1 Jun 2027 (in 190 days)`, with an arrow where the day lies beyond the axis.
fn dated(axis: &Axis, days: Days, day: Timestamp, [before, after]: [&str; 2]) -> String {
    let date = days.day_and_distance(day);
    if day > axis.to {
        format!("{before} {date}{after} →")
    } else if day < axis.from {
        format!("← {before} {date}{after}")
    } else {
        format!("{before} {date}{after}")
    }
}

/// Labels at their days, in as many rows as they need, and where the last row ends. The last one
/// is placed first: what stands to its left then passes below it.
fn stacked(
    axis: &Axis,
    labels: impl DoubleEndedIterator<Item = (Timestamp, String)>,
    first: i32,
) -> (Vec<Label>, i32) {
    let mut placed: Vec<Label> = Vec::new();
    let mut below = 0;
    for (day, text) in labels.rev() {
        let text = measure::shortened(&text, SIZE, axis.right - axis.left);
        let width = measure::width(&text, SIZE);
        let day = axis.x(day);
        let x = day.min(axis.right - width).max(axis.left);
        let taken = |y: i32| {
            placed.iter().any(|other| {
                let end = other.x + measure::width(&other.text, SIZE);
                other.y == y && x < end + APART && other.x < x + width + APART
            })
        };
        let mut y = first;
        while taken(y) {
            y += ROW;
        }
        below = below.max(y + SIZE / 3);
        placed.push(Label { text, x, y, day });
    }
    placed.reverse();
    (placed, below)
}

/// The size of the letters.
pub const SIZE: i32 = 12;
/// The height of a bar.
pub const BAR: i32 = 10;
const ROW: i32 = 16;
const APART: i32 = 8;
const FIRST_LINE: i32 = 16;
/// Days that are shown at most, and at least.
const BEHIND: u32 = 365;
const AHEAD: u32 = 1_100;
const LEAST_AHEAD: u32 = 240;

#[cfg(test)]
mod tests;
