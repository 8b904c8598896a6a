use wasm_bindgen_test::wasm_bindgen_test;

use super::super::days::{self, Renewed};
use super::*;
use crate::measure::width;

fn day(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn lane(of: Of, events: &[(&str, Happening)]) -> Lane {
    let events = events.iter().map(|(date, happening)| (day(date), *happening)).collect();
    Lane {
        key: String::new(),
        name: "Unified Communications traversal zone ".repeat(9),
        of,
        index: 0,
        stores: Vec::new(),
        since: day("2026-11-23"),
        events,
    }
}

/// Lanes whose days crowd, lie far apart, behind and far ahead.
fn crowds() -> Vec<Vec<Lane>> {
    let crowded = [
        ("2027-02-10", Happening::LastRenewal),
        ("2027-02-11", Happening::CaStops),
        ("2027-02-12", Happening::Expires),
        ("2027-08-30", Happening::CarriesUntil),
    ];
    let breaks = [
        ("2027-02-12", Happening::Breaks(Renewed::No)),
        ("2027-02-13", Happening::Breaks(Renewed::Yes)),
        ("2027-02-01", Happening::Undecided(Renewed::No)),
    ];
    let far = [("2051-12-31", Happening::Expires), ("2020-01-01", Happening::CaStops)];
    let mut many = vec![lane(Of::Certificate, &crowded); 16];
    many.extend(vec![lane(WORKS, &breaks); 17]);
    vec![
        vec![],
        vec![lane(Of::Certificate, &crowded), lane(WORKS, &breaks)],
        vec![lane(Of::Certificate, &far), lane(WORKS, &[])],
        vec![lane(Of::Certificate, &[]), lane(Of::Service(Verdict::Fails), &breaks)],
        many,
    ]
}

fn rect(label: &Label) -> [i32; 4] {
    [label.x, label.y - SIZE, label.x + width(&label.text, SIZE), label.y + SIZE / 4]
}

fn apart(one: [i32; 4], other: [i32; 4]) -> bool {
    one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] || other[3] <= one[1]
}

#[wasm_bindgen_test(unsupported = test)]
fn no_label_lies_on_another_or_leaves_the_drawing() {
    let now = day("2026-11-23");
    for lanes in crowds() {
        for shape in [Shape::Wide, Shape::Narrow] {
            for at in ["2026-11-23", "2027-02-12", "2027-03-15", "2020-05-05", "2049-01-01"] {
                let layout = layout(&lanes, Days { now, at: day(at) }, shape);
                let titles = layout
                    .rows
                    .iter()
                    .flat_map(|row| &row.title)
                    .map(|(text, x, y)| [*x, y - 13, x + width(text, 13), y + 3]);
                let headings = layout
                    .headings
                    .iter()
                    .map(|(text, x, y)| [*x, y - SIZE, x + width(text, SIZE), y + 3]);
                let labels = layout.rows.iter().flat_map(|row| &row.labels);
                let lines = layout.lines.iter().map(|(_, label)| label);
                let labels = labels.chain(lines).chain(&layout.scale).map(rect);
                let mut seen: Vec<[i32; 4]> = Vec::new();
                for rect in labels.chain(titles).chain(headings) {
                    assert!(rect[0] >= 0 && rect[2] <= layout.width, "{rect:?} {shape:?} {at}");
                    assert!(rect[1] >= 0 && rect[3] <= layout.height, "{rect:?} {shape:?} {at}");
                    let clash = seen.iter().find(|other| !apart(rect, **other));
                    assert_eq!(clash, None, "{rect:?} {shape:?} {at}");
                    seen.push(rect);
                }
                for row in &layout.rows {
                    let [top, bottom] = [row.bar_top, row.bar_top + BAR];
                    for label in &row.labels {
                        assert!(rect(label)[1] >= bottom, "{label:?} lies on its bar");
                    }
                    assert!(shape == Shape::Wide || row.title[0].2 + 3 <= top);
                }
            }
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_position_leads_back_to_its_day() {
    let now = day("2026-11-23");
    let axis = layout(&crowds()[1], Days { now, at: now }, Shape::Wide).axis;
    for text in ["2026-11-23", "2027-02-12", "2027-03-15", "2027-08-30"] {
        let share = f64::from(axis.x(day(text)) - axis.left) / f64::from(axis.right - axis.left);
        let back = axis.day(share).days_until(day(text)).abs();
        assert!(back <= 2, "{text} is {back} days off");
    }
    assert_eq!(axis.x(day("1970-01-01")), axis.left);
    assert_eq!(axis.x(day("9999-12-31")), axis.right);
    assert_eq!(axis.day(-1.0), axis.from.start_of_day());
}

#[wasm_bindgen_test(unsupported = test)]
fn the_axis_stays_where_it_is_while_a_day_on_it_is_chosen() {
    let (now, lanes) = (day("2026-11-23"), &crowds()[1]);
    let axis = layout(lanes, Days { now, at: now }, Shape::Wide).axis;
    for at in ["2026-11-24", "2027-03-15", "2027-08-30"] {
        assert_eq!(layout(lanes, Days { now, at: day(at) }, Shape::Wide).axis, axis, "{at}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn bars_follow_each_other_and_say_what_the_days_say() {
    type Case = (Of, &'static [(&'static str, Happening)], &'static [BarKind]);
    let cases: &[Case] = &[
        (WORKS, &[], &[BarKind::Stands(Verdict::Works)]),
        (
            WORKS,
            &[("2027-02-12", Happening::Breaks(Renewed::Either))],
            &[BarKind::Stands(Verdict::Works), BarKind::Stands(Verdict::Fails)],
        ),
        (
            WORKS,
            &[("2027-02-12", Happening::Breaks(Renewed::No))],
            &[BarKind::Stands(Verdict::Works), BarKind::Depends],
        ),
        (
            WORKS,
            &[
                ("2027-02-12", Happening::Breaks(Renewed::No)),
                ("2027-06-12", Happening::Breaks(Renewed::Yes)),
            ],
            &[BarKind::Stands(Verdict::Works), BarKind::Depends, BarKind::Stands(Verdict::Fails)],
        ),
        (
            WORKS,
            &[
                ("2027-01-12", Happening::Undecided(Renewed::No)),
                ("2027-02-12", Happening::Breaks(Renewed::No)),
            ],
            &[
                BarKind::Stands(Verdict::Works),
                BarKind::Stands(Verdict::Undecided),
                BarKind::Depends,
            ],
        ),
        (
            Of::Service(Verdict::Fails),
            &[("2026-11-23", Happening::Breaks(Renewed::No))],
            &[BarKind::Stands(Verdict::Fails)],
        ),
        (Of::Certificate, &[("2027-02-12", Happening::Expires)], &[BarKind::Valid]),
    ];
    let now = day("2026-11-23");
    for (of, events, expected) in cases {
        let row = layout(&[lane(*of, events)], Days { now, at: now }, Shape::Wide).rows.remove(0);
        let kinds: Vec<BarKind> = row.bars.iter().map(|bar| bar.kind).collect();
        assert_eq!(kinds, *expected, "{events:?}");
        assert!(row.bars.windows(2).all(|pair| pair[0].to == pair[1].from), "{:?}", row.bars);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_day_is_listed_once_in_order_with_all_that_happens() {
    let listed = days::days(&crowds()[1]);
    let dates: Vec<String> = listed.iter().map(|day| day.day.date().to_string()).collect();
    let expected = [
        "2027-02-01",
        "2027-02-10",
        "2027-02-11",
        "2027-02-12",
        "2027-02-13",
        "2027-03-15",
        "2027-08-30",
    ];
    assert_eq!(dates, expected);
    assert_eq!(listed[3].sentences.len(), 2, "{:?}", listed[3]);
    assert_eq!(listed[3].judged.to_string(), "2027-02-12T23:59:59Z", "it has broken by then");
    assert_eq!(listed[5].judged.to_string(), "2027-03-15T00:00:00Z");
}

const WORKS: Of = Of::Service(Verdict::Works);
