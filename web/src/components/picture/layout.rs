//! A scene to places: where each box, arrow and label of the drawing goes. Pure arithmetic.
//!
//! Entry point: [`layout`]. Every arrow is a horizontal line of its own, so that none crosses
//! another or a label; a node's box is as tall as its arrows need. What Core calls inside stands
//! between it and the firewall; what Edge calls stands to its right, or, where that is too narrow,
//! below, where the firewall turns. Lengths are in the drawing's units, one for each pixel of a
//! drawing that is shown at its own size.

mod places;

use eku_engine::deployment::NodeName;

use super::scene::{Call, Course, Scene};
use crate::measure;
use crate::shape::Shape;
use crate::text;
use places::Places;

pub use places::{Arrow, Group, Label, LabelKind, PEER_MARK, Rect};

/// Where everything goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The drawing's width.
    pub width: i32,
    /// The drawing's height.
    pub height: i32,
    /// The middle of the firewall, as a path.
    pub firewall: String,
    /// The names of what lies on either side of it.
    pub zones: Vec<Label>,
    /// The nodes and far ends.
    pub groups: Vec<Group>,
    /// The connections, in the scene's order.
    pub arrows: Vec<Arrow>,
}

/// Places a scene.
#[must_use]
pub fn layout(scene: &Scene, shape: Shape) -> Layout {
    let measures = Measures::of(scene, shape);
    let core_x = measures.pad;
    let middle = core_x + measures.node;
    let firewall = middle + measures.middle + GAP / 2;
    let edge_x = firewall + GAP / 2;
    let mut places = Places::new(shape);

    // The arrows between the nodes come first, then each node's own, downwards.
    let mut across = TOP;
    for (index, call) in scene.calls_on(|course| matches!(course, Course::Across(_))) {
        let from_core = call.course == Course::Across(NodeName::Core);
        places.across(index, call, [middle, edge_x], measures.middle, across, from_core);
        across += SLOT;
    }

    let inside = Side {
        from: middle,
        to: middle + measures.inside_gap,
        room: measures.middle,
        box_width: measures.middle - measures.inside_gap,
    };
    let core_end = own(&mut places, scene, NodeName::Core, inside, across);
    let core_bottom = core_end.max(header_end(scene, NodeName::Core));

    let beside = shape == Shape::Wide;
    let outside = if beside {
        let from = edge_x + measures.node;
        Side {
            from,
            to: from + measures.outside_gap,
            room: measures.outside_gap + measures.far,
            box_width: measures.far,
        }
    } else {
        Side {
            from: edge_x,
            to: edge_x - measures.outside_gap,
            room: edge_x - measures.pad,
            box_width: measures.far,
        }
    };
    let turn = core_bottom.max(across).max(header_end(scene, NodeName::Edge)) + GAP / 2;
    let start = if beside { TOP } else { turn + GAP / 2 };
    let edge_end = own(&mut places, scene, NodeName::Edge, outside, start);
    let turns = !beside && edge_end > start;
    let edge_bottom = edge_end.max(across).max(header_end(scene, NodeName::Edge));
    let bottom = core_bottom.max(edge_bottom) + measures.pad;

    places.node(scene, NodeName::Core, core_x, measures.node, core_bottom);
    places.node(scene, NodeName::Edge, edge_x, measures.node, edge_bottom);
    let width = if beside && measures.far > 0 {
        outside.to + measures.far + measures.pad
    } else {
        edge_x + measures.node + measures.pad
    };
    let firewall_path = if turns {
        format!("M{firewall} {WALL}V{turn}H0")
    } else {
        format!("M{firewall} {WALL}V{bottom}")
    };
    places.finish(width, bottom, firewall_path, zones(width, firewall, shape, measures.pad))
}

/// Where a node's own arrows start, where its far ends stand, and how much room there is.
#[derive(Clone, Copy, Debug)]
struct Side {
    from: i32,
    to: i32,
    room: i32,
    box_width: i32,
}

/// Places a node's own arrows from a height downwards, and says where they end.
fn own(places: &mut Places, scene: &Scene, node: NodeName, side: Side, start: i32) -> i32 {
    let mut y = start;
    for (index, call) in scene.calls_on(|course| course == Course::Among(node)) {
        places.among(index, call, side.from, side.from < side.to, side.room, y);
        y += SLOT + BETWEEN;
    }
    for (index, far_end) in scene.far_ends.iter().enumerate() {
        if far_end.node != node {
            continue;
        }
        let top = y;
        let wanted = |course| matches!(course, Course::Out(to) | Course::In(to) if to == index);
        for (index, call) in scene.calls_on(wanted) {
            let out = matches!(call.course, Course::Out(_));
            places.beside(index, call, side.from, side.to, y, out);
            y += SLOT;
        }
        let x = if side.from < side.to { side.to } else { side.to - side.box_width };
        let rect = Rect { x, y: top, width: side.box_width, height: y - top };
        places.far_end(&format!("far-end:{}", far_end.slug), &far_end.name, rect);
        y += BETWEEN;
    }
    if y > start { y - BETWEEN } else { start }
}

/// Where a node's title and the list of its peers end.
fn header_end(scene: &Scene, node: NodeName) -> i32 {
    let peers = i32::try_from(scene.peers[node as usize].len()).unwrap_or(i32::MAX / PEER);
    TOP + HEADER + peers * PEER
}

fn zones(width: i32, firewall: i32, shape: Shape, pad: i32) -> Vec<Label> {
    let size = if shape == Shape::Wide { 13 } else { 12 };
    let label = |text: &str, left: i32| {
        Label::new(LabelKind::Zone, text, size, left, ZONE_BASELINE, i32::MAX)
    };
    let name_width = measure::width(text::picture::FIREWALL, size);
    let middle =
        if shape == Shape::Wide { firewall - name_width / 2 } else { firewall - name_width };
    let right = width - pad - measure::width(text::picture::OUTSIDE, size);
    vec![
        label(text::picture::INSIDE, pad),
        label(text::picture::FIREWALL, middle),
        label(text::picture::OUTSIDE, right),
    ]
}

/// The widths of a shape.
struct Measures {
    pad: i32,
    node: i32,
    /// From Core to the firewall.
    middle: i32,
    /// From Core to what it calls inside.
    inside_gap: i32,
    /// From Edge to what it calls.
    outside_gap: i32,
    /// A far end outside.
    far: i32,
}

impl Measures {
    fn of(scene: &Scene, shape: Shape) -> Self {
        let of_edge = |call: &Call| match call.course {
            Course::Among(node) => node == NodeName::Edge,
            Course::Out(index) | Course::In(index) => {
                scene.far_ends.get(index).is_some_and(|far_end| far_end.node == NodeName::Edge)
            }
            Course::Across(_) => false,
        };
        let outside = scene.calls.iter().any(of_edge);
        match shape {
            Shape::Wide if outside => Self {
                pad: 12,
                node: 104,
                middle: 258,
                inside_gap: 136,
                outside_gap: 136,
                far: 122,
            },
            Shape::Wide => {
                Self { pad: 12, node: 120, middle: 440, inside_gap: 220, outside_gap: 0, far: 0 }
            }
            Shape::Narrow => {
                Self { pad: 4, node: 61, middle: 206, inside_gap: 108, outside_gap: 130, far: 150 }
            }
        }
    }
}

/// Where the boxes start, below the names of the zones.
pub(super) const TOP: i32 = 32;
/// The height of an arrow with its labels.
pub(super) const SLOT: i32 = 54;
/// Between one far end and the next.
const BETWEEN: i32 = 10;
/// The firewall and the air on both sides.
const GAP: i32 = 22;
/// A node's title.
pub(super) const HEADER: i32 = 50;
/// A peer.
pub(super) const PEER: i32 = 26;
const ZONE_BASELINE: i32 = 18;
/// The top of the firewall.
const WALL: i32 = 26;

#[cfg(test)]
mod tests;
