//! Boxes, arrows and labels at their places.

use eku_engine::deployment::NodeName;

use super::{HEADER, Layout, PEER, SLOT, TOP};
use crate::components::picture::scene::{Call, Peer, Scene};
use crate::shape::Shape;
use crate::{measure, text};

/// An upright rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// Its left.
    pub x: i32,
    /// Its top.
    pub y: i32,
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
}

/// What a label is for, as style sheets name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// A side of the firewall.
    Zone,
    /// The name of a node or a far end.
    Name,
    /// What a node is.
    Kind,
    /// A peer.
    Peer,
    /// What a connection is called.
    Title,
    /// A verdict.
    State,
    /// What is presented.
    Presents,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What it is for.
    pub kind: LabelKind,
    /// What stands there.
    pub text: String,
    /// Its left end.
    pub x: i32,
    /// Its baseline.
    pub y: i32,
    /// The size of its letters.
    pub size: i32,
}

impl Label {
    /// A line that is shortened to the room that it has.
    pub(super) fn new(kind: LabelKind, text: &str, size: i32, x: i32, y: i32, room: i32) -> Self {
        Self { kind, text: measure::shortened(text, size, room), x, y, size }
    }

    /// The room that it takes, at most.
    #[must_use]
    pub fn rect(&self) -> Rect {
        let width = measure::width(&self.text, self.size);
        Rect { x: self.x, y: self.y - self.size, width, height: self.size * 5 / 4 }
    }
}

/// A node or a far end: a box, its name and its peers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// `core`, `edge` or `far-end:<slug>`.
    pub id: String,
    /// The whole name.
    pub name: String,
    /// Its box.
    pub rect: Rect,
    /// What stands in it.
    pub labels: Vec<Label>,
    /// The boxes of its peers.
    pub peers: Vec<(Rect, Peer)>,
}

/// A connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// Its index among the connections of the report.
    pub index: usize,
    /// The half at the side of who calls.
    pub near: String,
    /// The half at the side of who answers.
    pub beyond: String,
    /// The head.
    pub head: String,
    /// The middle, where a failing one is crossed out.
    pub middle: [i32; 2],
    /// The left and top of the verdict's shape.
    pub mark: [i32; 2],
    /// What is written along it.
    pub labels: Vec<Label>,
    /// What belongs to it.
    pub rect: Rect,
}

/// What was placed so far.
pub(super) struct Places {
    shape: Shape,
    groups: Vec<Group>,
    arrows: Vec<Arrow>,
}

impl Places {
    pub(super) fn new(shape: Shape) -> Self {
        Self { shape, groups: Vec::new(), arrows: Vec::new() }
    }

    /// An arrow between the nodes: its name above, verdict and certificate below.
    pub(super) fn across(
        &mut self,
        index: usize,
        call: &Call,
        [left, right]: [i32; 2],
        room: i32,
        top: i32,
        from_left: bool,
    ) {
        let y = top + LINE;
        let (start, end) = if from_left { (left, right) } else { (right, left) };
        let labels = self.three_labels(call, left + AIR, top, room - AIR);
        self.straight(index, start, end, y, [left + AIR, top + MARK_TOP], labels);
    }

    /// An arrow to or from a far end: the verdict above, the certificate below.
    pub(super) fn beside(
        &mut self,
        index: usize,
        call: &Call,
        node: i32,
        far_end: i32,
        top: i32,
        out: bool,
    ) {
        let (start, end) = if out { (node, far_end) } else { (far_end, node) };
        let (left, room) = (node.min(far_end) + AIR, (node - far_end).abs() - AIR);
        let presents = self.presents(call);
        let state = text::verdict(call.verdict);
        let labels = vec![
            Label::new(LabelKind::State, state, 13, left + MARK, top + ABOVE, room - MARK),
            Label::new(LabelKind::Presents, presents, 13, left, top + BELOW, room),
        ];
        self.straight(index, start, end, top + LINE, [left, top + MARK_TOP], labels);
    }

    /// An arrow among peers: out of the node and back into it.
    pub(super) fn among(
        &mut self,
        index: usize,
        call: &Call,
        side: i32,
        rightwards: bool,
        room: i32,
        top: i32,
    ) {
        let toward = if rightwards { 1 } else { -1 };
        let (high, low) = (top + 14, top + 38);
        let tip = side + 26 * toward;
        let left = if rightwards { tip + 16 } else { side - room };
        let labels = self.three_labels(call, left, top, room - 46);
        self.arrow(Arrow {
            index,
            near: format!("M{side} {high}H{}Q{tip} {high} {tip} {}", tip - 10 * toward, high + 10),
            beyond: format!(
                "M{tip} {}V{}Q{tip} {low} {} {low}H{}",
                high + 10,
                low - 10,
                tip - 10 * toward,
                side + 2 * toward
            ),
            head: head(side, low, -toward),
            middle: [tip, (high + low) / 2],
            mark: [left, top + MARK_TOP],
            labels,
            rect: Rect {
                x: if rightwards { side } else { side - room },
                y: top,
                width: room,
                height: SLOT,
            },
        });
    }

    fn straight(
        &mut self,
        index: usize,
        start: i32,
        end: i32,
        y: i32,
        mark: [i32; 2],
        labels: Vec<Label>,
    ) {
        let toward = (end - start).signum();
        let middle = i32::midpoint(start, end);
        self.arrow(Arrow {
            index,
            near: format!("M{start} {y}H{middle}"),
            beyond: format!("M{middle} {y}H{}", end - 2 * toward),
            head: head(end, y, toward),
            middle: [middle, y],
            mark,
            labels,
            rect: Rect { x: start.min(end), y: y - LINE, width: (end - start).abs(), height: SLOT },
        });
    }

    /// Keeps the arrows in the scene's order.
    fn arrow(&mut self, arrow: Arrow) {
        let later = self.arrows.iter().position(|other| other.index > arrow.index);
        self.arrows.insert(later.unwrap_or(self.arrows.len()), arrow);
    }

    /// The name above; verdict and certificate below.
    fn three_labels(&self, call: &Call, left: i32, top: i32, room: i32) -> Vec<Label> {
        let presents = self.presents(call);
        let title = if self.shape == Shape::Wide { 14 } else { 13 };
        let state = text::verdict(call.verdict);
        let after = left + measure::width(state, 13) + 8;
        vec![
            Label::new(LabelKind::Title, &call.title, title, left + MARK, top + ABOVE, room - MARK),
            Label::new(LabelKind::State, state, 13, left, top + BELOW, room),
            Label::new(LabelKind::Presents, presents, 13, after, top + BELOW, left + room - after),
        ]
    }

    fn presents(&self, call: &Call) -> &'static str {
        if self.shape == Shape::Wide { call.presents } else { call.presents_shortly }
    }

    /// The box of a node, its title and its peers.
    pub(super) fn node(&mut self, scene: &Scene, node: NodeName, x: i32, width: i32, bottom: i32) {
        let inset = if self.shape == Shape::Wide { 7 } else { 5 };
        let (left, room) = (x + inset, width - 2 * inset);
        let mut labels = vec![Label::new(LabelKind::Name, node.title(), 15, left, TOP + 22, room)];
        if self.shape == Shape::Wide {
            let kind = text::picture::NODE_KINDS[node as usize];
            labels.push(Label::new(LabelKind::Kind, kind, 11, left, TOP + 39, room));
        }
        let mut peers = Vec::new();
        let mut top = TOP + HEADER;
        let there = &scene.peers[node as usize];
        for (peer, short) in there.iter().zip(short_names(there)) {
            let rect = Rect { x: left - 3, y: top, width: room + 6, height: PEER - 4 };
            let beside = if peer.verdict.is_some() { PEER_MARK + 3 } else { 0 };
            let [x, room] = [left + beside, room - beside];
            labels.push(Label::new(LabelKind::Peer, short, 11, x, top + 15, room));
            peers.push((rect, peer.clone()));
            top += PEER;
        }
        let rect = Rect { x, y: TOP, width, height: bottom - TOP };
        let name = node.title().to_owned();
        self.groups.push(Group { id: name.to_ascii_lowercase(), name, rect, labels, peers });
    }

    /// The box of a far end, its name in up to two lines.
    pub(super) fn far_end(&mut self, id: &str, name: &str, rect: Rect) {
        let room = rect.width - 16;
        let lines = measure::wrapped(name, 14, room, 2);
        let first = rect.y + 22;
        let labels = lines.iter().zip([first, first + 18]).map(|(line, y)| Label {
            kind: LabelKind::Name,
            text: line.clone(),
            x: rect.x + 8,
            y,
            size: 14,
        });
        let labels = labels.collect();
        let (id, name) = (id.to_owned(), name.to_owned());
        self.groups.push(Group { id, name, rect, labels, peers: Vec::new() });
    }

    pub(super) fn finish(
        self,
        width: i32,
        height: i32,
        firewall: String,
        zones: Vec<Label>,
    ) -> Layout {
        Layout { width, height, firewall, zones, groups: self.groups, arrows: self.arrows }
    }
}

/// Host names without their domains, where that tells them apart.
fn short_names(peers: &[Peer]) -> Vec<&str> {
    let names = || peers.iter().map(|peer| peer.name.as_str());
    let first = |name: &str| name.find('.').unwrap_or(name.len());
    let short: Vec<&str> = names().map(|name| name.get(..first(name)).unwrap_or(name)).collect();
    let mut others = short.iter().enumerate();
    let distinct = others.all(|(index, name)| !name.is_empty() && !short[..index].contains(name));
    if distinct { short } else { names().collect() }
}

/// The head of an arrow whose tip is here; it points to the right, or to the left.
fn head(x: i32, y: i32, toward: i32) -> String {
    let back = x - 10 * toward;
    format!("M{x} {y}L{back} {}V{}z", y - 5, y + 5)
}

/// The width of the shape in front of a peer's name.
pub const PEER_MARK: i32 = 12;
/// Between an arrow's start and its labels.
const AIR: i32 = 6;
/// The line, below the top of its slot.
const LINE: i32 = 27;
/// The baseline of what stands above the line.
const ABOVE: i32 = 19;
/// The baseline of what stands below it.
const BELOW: i32 = 44;
/// The room of a verdict's shape.
const MARK: i32 = 20;
/// The top of a verdict's shape.
const MARK_TOP: i32 = 6;
