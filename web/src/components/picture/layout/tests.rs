use eku_engine::deployment::Slug;
use eku_engine::report::Verdict;
use wasm_bindgen_test::wasm_bindgen_test;

use super::super::scene::{FarEnd, Peer};
use super::*;

/// A scene of so many far ends on each node, so many peers, and replication where there are some.
fn scene(far_ends: [usize; 2], peers: usize, across: usize, names: &[&str]) -> Scene {
    let call = |course, verdict| Call {
        course,
        verdict,
        title: "UC traversal zone".to_owned(),
        presents: "client certificate",
        presents_shortly: "client cert",
    };
    let verdicts = [Verdict::Works, Verdict::Fails, Verdict::Undecided];
    let mut calls = vec![call(Course::Across(NodeName::Core), Verdict::Undecided); across];
    let mut all = Vec::new();
    for node in NodeName::ALL {
        if peers > 1 {
            calls.push(call(Course::Among(node), Verdict::Undecided));
        }
        for number in 0..far_ends[node as usize] {
            let name = names[number % names.len()].to_owned();
            all.push(FarEnd { slug: Slug::new(&format!("{node}-{number}")).unwrap(), name, node });
            let (place, verdict) = (all.len() - 1, verdicts[number % 3]);
            if number % 3 != 1 {
                calls.push(call(Course::Out(place), verdict));
            }
            if number % 3 != 0 {
                calls.push(call(Course::In(place), verdict));
            }
        }
    }
    let peers = if peers > 1 {
        let named = |number: usize| Peer {
            name: names[number % names.len()].to_owned(),
            verdict: (number % 2 == 1).then_some(Verdict::Fails),
        };
        (0..peers).map(named).collect()
    } else {
        Vec::new()
    };
    let indices = (0..calls.len()).collect();
    Scene { peers: [peers.clone(), peers], far_ends: all, calls, indices }
}

fn apart(one: Rect, other: Rect) -> bool {
    one.x + one.width <= other.x
        || other.x + other.width <= one.x
        || one.y + one.height <= other.y
        || other.y + other.height <= one.y
}

fn within(inner: Rect, outer: Rect) -> bool {
    inner.x >= outer.x
        && inner.y >= outer.y
        && inner.x + inner.width <= outer.x + outer.width
        && inner.y + inner.height <= outer.y + outer.height
}

fn nothing_overlaps(layout: &Layout) {
    let sheet = Rect { x: 0, y: 0, width: layout.width, height: layout.height };
    let mut seen: Vec<(Rect, &str)> = Vec::new();
    let in_groups = layout.groups.iter().flat_map(|group| {
        group.labels.iter().inspect(|label| {
            assert!(within(label.rect(), group.rect), "{label:?} leaves {:?}", group.rect);
        })
    });
    let on_arrows = layout.arrows.iter().flat_map(|arrow| &arrow.labels);
    for label in layout.zones.iter().chain(in_groups).chain(on_arrows) {
        let rect = label.rect();
        assert!(within(rect, sheet), "{label:?} leaves {sheet:?}");
        for (other, text) in &seen {
            assert!(apart(rect, *other), "{label:?} lies on {text} at {other:?}");
        }
        seen.push((rect, &label.text));
    }
    for arrow in &layout.arrows {
        let line = Rect { y: arrow.rect.y + 26, height: 2, ..arrow.rect };
        let [x, y] = arrow.mark;
        let mark = Rect { x, y, width: 16, height: 16 };
        for label in &arrow.labels {
            assert!(apart(label.rect(), line), "{label:?} lies on its line");
            assert!(apart(label.rect(), mark), "{label:?} lies on its mark {mark:?}");
        }
        for group in &layout.groups {
            assert!(apart(arrow.rect, group.rect), "{arrow:?} lies on {}", group.id);
        }
    }
    let rects = layout.arrows.iter().map(|arrow| arrow.rect);
    let rects: Vec<Rect> = rects.chain(layout.groups.iter().map(|group| group.rect)).collect();
    for (place, one) in rects.iter().enumerate() {
        assert!(within(*one, sheet), "{one:?} leaves {sheet:?}");
        assert!(rects[..place].iter().all(|other| apart(*one, *other)), "{one:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn nothing_overlaps_with_any_number_of_far_ends_and_peers() {
    let hostile = "\u{202e}<b>".repeat(2_000);
    let wide = "W".repeat(10_000);
    let names = [
        "Webex",
        "Unified Communications Manager, Zürich",
        &hostile,
        &wide,
        "漢字漢字漢字漢字漢字",
    ];
    for shape in [Shape::Wide, Shape::Narrow] {
        for core in 0..=12 {
            for edge in 0..=12 {
                for peers in [1, 2, 4] {
                    for across in [0, 2, 3] {
                        let scene = scene([core, edge], peers, across, &names);
                        let layout = layout(&scene, shape);
                        nothing_overlaps(&layout);
                        let indices = layout.arrows.iter().map(|arrow| arrow.index);
                        assert!(indices.eq(0..scene.calls.len()), "every call once, in order");
                        assert_eq!(layout.groups.len(), 2 + core + edge);
                    }
                }
            }
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_drawing_is_no_wider_than_what_it_is_made_for() {
    for (shape, most) in [(Shape::Wide, 780), (Shape::Narrow, 358)] {
        for far_ends in [[0, 0], [3, 0], [0, 3], [12, 12]] {
            let layout = layout(&scene(far_ends, 4, 3, &["Webex"]), shape);
            assert!(layout.width <= most, "{} for {far_ends:?}", layout.width);
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn short_labels_are_never_cut() {
    for shape in [Shape::Wide, Shape::Narrow] {
        let layout = layout(&scene([3, 3], 2, 3, &["Webex"]), shape);
        for label in layout.arrows.iter().flat_map(|arrow| &arrow.labels).chain(&layout.zones) {
            assert!(!label.text.contains('…'), "{label:?} in {shape:?}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_arrow_leads_from_who_calls_to_who_answers() {
    for (shape, out_goes_right) in [(Shape::Wide, true), (Shape::Narrow, false)] {
        let mut scene = scene([0, 1], 1, 1, &["Webex"]);
        scene.calls[1].course = Course::Out(0);
        let out = layout(&scene, shape).arrows[1].clone();
        scene.calls[1].course = Course::In(0);
        let back = layout(&scene, shape).arrows[1].clone();
        assert_eq!((out.rect, out.middle), (back.rect, back.middle));
        let start = |path: &str| path[1..].split(' ').next().unwrap().parse::<i32>().unwrap();
        assert_eq!(start(&out.near) < start(&out.beyond), out_goes_right, "{shape:?}");
        assert_eq!(start(&back.near) > start(&back.beyond), out_goes_right, "{shape:?}");
    }
}
