//! What the page knows, and how it changes: a pure reducer.
//!
//! [`State`] holds what was read from certificates, the settings, and the report of the last
//! judgement; never a file's bytes. [`Action`]s say what happened. The page draws the state and
//! decides nothing. The clock is read once, outside, and handed to [`State::new`].

mod captured;
mod case;
pub mod collected;
mod doubts;
mod far_ends;
mod holders;
mod intake;
mod judging;
mod peers;
mod receipt;
mod trial;
mod zones;

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use eku_deployment::{Description, Fact, Judged, TraversalZoneId, typed};
use eku_engine::chain::Verified;
use eku_engine::deployment::{NodeName, ReadyMade, Release, Switch};
use eku_engine::report::{ActionReport, Problem, Report};
use eku_engine::time::Timestamp;
use yew::Reducible;

use crate::dates::Days;
use crate::examples::Example;
use crate::place::{FarEndId, PeerId, Place, Slot};

pub use case::{CaseAction, Notice, Reopened};
pub use collected::{CollectedMachine, Intake, Reading};
pub use doubts::Doubt;
pub use eku_deployment::{FarEnd, GivenName, NameProblem, Peer};
/// Certificates that were read from one source.
pub use eku_intake::collection::CertificateFile;
pub use far_ends::FarEndChange;
pub use holders::{Holder, Named, Target};
pub use intake::ReadOutcome;
pub use judging::{Judgement, Judging, Progress, Size};
pub use receipt::Receipt;
pub use trial::{Removed, Trial, TrialKind, Undo};
pub use zones::ZoneChange;

/// Everything that the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// When the page was loaded.
    pub now: Timestamp,
    /// The day that was chosen instead.
    pub date: Option<Timestamp>,
    /// The deployment as far as it is known.
    pub description: Description,
    /// Whether the two releases are chosen one by one.
    pub releases_differ: bool,
    /// The far ends of which all is shown at first.
    pub in_full: BTreeSet<FarEndId>,
    /// What was read and still waits for a store.
    pub unplaced: Vec<Unplaced>,
    /// Input problems that nobody dismissed yet.
    pub alerts: Vec<Alert>,
    /// The judgement; `None` before any certificate is in.
    pub report: Option<Rc<Report>>,
    /// The judgement of today, where a later day is judged.
    pub today: Option<Rc<Report>>,
    /// What is judged beside the page, or was not judged.
    pub judging: Option<Judging>,
    /// The signatures that were verified: a judgement verifies what is new.
    pub verified: Verified,
    /// What is tried out.
    pub trial: Option<Rc<Trial>>,
    /// What the files that were read last came to.
    pub receipt: Option<Rc<Receipt>>,
    /// What was taken away last.
    pub undo: Option<Rc<Undo>>,
    /// What is being read beside the page.
    pub reading: Vec<Reading>,
    /// The machines that archives and dumps brought, in the order in which they came.
    pub machines: Vec<CollectedMachine>,
    /// A case that was opened.
    pub reopened: Reopened,
    /// Steps of runbooks that were done, as [`done_id`] names them.
    pub done: BTreeSet<String>,
    /// Files that hover over the page, and the place below them.
    pub dragging: Option<Place>,
}

/// Certificates that no store was named for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// Tells it from others.
    pub id: usize,
    /// What was read.
    pub held: Arc<CertificateFile>,
}

/// An input problem, shown where it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Tells it from others.
    pub id: usize,
    /// Where it happened.
    pub place: Place,
    /// What, where and what to do.
    pub problem: Problem,
}

/// The identifier of a step of an action's runbook, from 1.
#[must_use]
pub fn done_id(action: &ActionReport, number: usize) -> String {
    format!("{} {} {number}", action.id, action.target)
}

/// What can happen.
#[derive(Debug)]
pub enum Action {
    /// Files or texts were read.
    Took(Vec<ReadOutcome>),
    /// An unplaced file was given a place.
    Put(usize, Place),
    /// A certificate that a capture shows is to be used: in the store of who sent it, where that is
    /// known and empty, else where somebody says.
    UseCaptured(Arc<CertificateFile>, Option<Place>),
    /// An unplaced file was thrown away.
    Discard(usize),
    /// A store or list was emptied.
    Remove(Place),
    /// What one place holds was moved to another. Where that held something, they change places.
    Move(Place, Place),
    /// Each node was given what the other had in its stores.
    ExchangeNodes,
    /// A machine's client store was given what its server store holds.
    SameAsServer(NodeName, PeerId),
    /// A node was given one machine more.
    AddPeer(NodeName),
    /// A machine was taken away, with what its stores held.
    RemovePeer(NodeName, PeerId),
    /// A machine's name was typed.
    PeerName(NodeName, PeerId, String),
    /// A far end was added, ready-made or of any other kind.
    AddFarEnd(Option<ReadyMade>),
    /// A far end was taken away.
    RemoveFarEnd(FarEndId),
    /// A far end was changed.
    ChangeFarEnd(FarEndId, FarEndChange),
    /// A traversal zone was added.
    AddZone,
    /// A traversal zone was taken away.
    RemoveZone(TraversalZoneId),
    /// A traversal zone was changed.
    ChangeZone(TraversalZoneId, ZoneChange),
    /// An alert was dismissed.
    Dismiss(usize),
    /// A step of a runbook was done, or was not.
    Done(String, bool),
    /// A release was chosen, for one node or for both.
    Release(Option<NodeName>, Release),
    /// The releases of the two nodes were untied or tied.
    ReleasesDiffer(bool),
    /// A switch was set, or is not described any more.
    Switch(NodeName, Switch, Option<bool>),
    /// The names that a node looks for were typed.
    VerifyNames(NodeName, String),
    /// Something is tried out.
    Try(TrialKind),
    /// What is tried becomes the deployment.
    Keep,
    /// What is tried is taken back.
    TakeBack,
    /// What was taken away last comes back.
    Undo,
    /// Something was read beside the page.
    Intake(Intake),
    /// A case was opened, or closed again.
    Case(CaseAction),
    /// What is judged beside the page.
    Judgement(Judgement),
    /// A day was chosen, or none.
    Date(Option<Timestamp>),
    /// Files hover over a place, or no longer over the page.
    Drag(Option<Place>),
    /// An example was chosen.
    Example(&'static Example),
    /// Everything was taken away.
    StartAgain,
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let undo = self.takes_away(&action).map(|gone| self.undo_of(gone));
        let before = matches!(action, Action::Took(_)).then(|| Rc::clone(&self));
        let mut state = Rc::unwrap_or_clone(self);
        state.forget_receipt(&action);
        match action {
            // These bring their report with them.
            Action::Try(what) => {
                state.try_out(what);
                return state.into();
            }
            Action::Keep => {
                state.keep();
                return state.into();
            }
            Action::TakeBack => {
                state.take_back();
                return state.into();
            }
            Action::Undo => {
                state.undo();
                return state.into();
            }
            Action::Drag(place) => {
                state.dragging = place;
                return state.into();
            }
            Action::Dismiss(id) => {
                state.alerts.retain(|alert| alert.id != id);
                return state.into();
            }
            Action::Done(step, is_done) => {
                state.mark_done(step, is_done);
                return state.into();
            }
            Action::Judgement(judgement) => {
                state.act_on_judgement(judgement);
                return state.into();
            }
            Action::Took(taken) => {
                state.take(taken);
                state.show_far_ends_with_problems();
            }
            Action::Put(id, place) => state.put(id, place),
            Action::UseCaptured(held, place) => state.use_captured(held, place),
            Action::Discard(id) => state.unplaced.retain(|unplaced| unplaced.id != id),
            Action::Remove(place) => state.remove(place),
            Action::Move(from, to) => state.relocate(from, to),
            Action::ExchangeNodes => state.exchange_nodes(),
            Action::SameAsServer(node, peer) => state.same_as_server(node, peer),
            Action::AddPeer(node) => state.add_peer(node),
            Action::RemovePeer(node, peer) => state.remove_peer(node, peer),
            Action::PeerName(node, peer, name) => state.name_peer(node, peer, name),
            Action::AddFarEnd(ready_made) => state.add_far_end(ready_made),
            Action::RemoveFarEnd(id) => state.remove_far_end(id),
            Action::ChangeFarEnd(id, change) => state.change_far_end(id, change),
            Action::AddZone => state.add_zone(),
            Action::RemoveZone(id) => state.remove_zone(id),
            Action::ChangeZone(id, change) => state.change_zone(id, change),
            Action::Release(node, release) => {
                for name in NodeName::ALL {
                    if node.is_none_or(|chosen| chosen == name) {
                        state.description.node_mut(name).release = Some(Fact::said(release));
                    }
                }
            }
            Action::ReleasesDiffer(differ) => {
                state.releases_differ = differ;
                if differ {
                    // What one of them runs no longer follows from the other.
                    for name in NodeName::ALL {
                        let release = state.release(name);
                        let node = state.description.node_mut(name);
                        node.release.get_or_insert(Fact::said(release));
                    }
                } else {
                    let release = state.description.nodes[0].release.clone();
                    state.description.nodes[1].release = release;
                }
            }
            Action::Switch(node, switch, on) => {
                state.description.node_mut(node).switches[switch] = on.map(Fact::said);
            }
            Action::VerifyNames(node, names) => {
                let names = Some(typed(names)).filter(|names| !names.trim().is_empty());
                state.description.node_mut(node).verify_names = names.map(Fact::said);
            }
            Action::Intake(Intake::Reading(reading)) => {
                state.intake(Intake::Reading(reading));
                return state.into();
            }
            Action::Intake(intake) => state.intake(intake),
            Action::Case(action) => state.act_on_case(action),
            Action::Date(date) => state.date = date,
            Action::Example(example) => state = Self::new(state.now).with_example(example),
            Action::StartAgain => state = Self::new(state.now),
        }
        state.undo = undo.or_else(|| before.and_then(|before| state.replaced(&before)));
        state.judge();
        state.into()
    }
}

impl State {
    /// The page before any input.
    #[must_use]
    #[inline(never)]
    pub fn new(now: Timestamp) -> Self {
        Self {
            now,
            date: None,
            description: Description::default(),
            releases_differ: false,
            in_full: BTreeSet::new(),
            unplaced: Vec::new(),
            alerts: Vec::new(),
            report: None,
            today: None,
            judging: None,
            verified: Verified::default(),
            trial: None,
            receipt: None,
            undo: None,
            reading: Vec::new(),
            machines: Vec::new(),
            reopened: Reopened::default(),
            done: BTreeSet::new(),
            dragging: None,
        }
    }

    /// Whether nothing was given and nothing chosen.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.is_like(&Self::new(self.now))
    }

    /// Whether two states hold the same, whatever was taken away and whatever is said of the last
    /// files.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let (undo, receipt) = (self.undo.clone(), self.receipt.clone());
        *self == Self { undo, receipt, ..other.clone() }
    }

    /// The instant that is judged.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.date.unwrap_or(self.now)
    }

    /// The present and the check date.
    #[must_use]
    pub fn days(&self) -> Days {
        Days { now: self.now, at: self.at() }
    }

    /// The report whose forecast tells what happens when: of today, or of the check date where
    /// that is past.
    #[must_use]
    pub fn outlook(&self) -> Option<&Rc<Report>> {
        self.today.as_ref().or(self.report.as_ref())
    }

    /// The releases that can be chosen, newest first: those of the menu, and those of the nodes.
    pub fn releases(&self) -> impl Iterator<Item = Release> + use<> {
        let nodes = NodeName::ALL.map(|node| self.release(node));
        let offered = Release::menu().filter_map(|release| Release::parse(release).ok());
        BTreeSet::from_iter(offered.chain(nodes)).into_iter().rev()
    }

    /// Marks a step, here and in what comes back once nothing is tried any more.
    fn mark_done(&mut self, step: String, is_done: bool) {
        if let Some(trial) = &mut self.trial {
            let before = &mut Rc::make_mut(trial).before;
            Rc::make_mut(before).mark_done(step.clone(), is_done);
        }
        if is_done {
            self.done.insert(step);
        } else {
            self.done.remove(&step);
        }
    }

    /// The alerts of one place.
    pub fn alerts_at(&self, place: Place) -> impl Iterator<Item = &Alert> {
        self.alerts.iter().filter(move |alert| alert.place == place)
    }

    /// What the engine judges; `None` before there is anything to judge.
    #[must_use]
    pub fn judged(&self) -> Option<Judged> {
        self.description.says_something().then(|| self.description.judged().ok()).flatten()
    }

    /// Puts another state in the place of this one: what is being read goes on, and no number is
    /// handed out twice.
    fn replace(&mut self, mut other: Self) {
        let reading = std::mem::take(&mut self.reading);
        other.description.count_on_from(&self.description);
        *self = Self { reading, dragging: None, ..other };
    }

    fn fresh_id(&mut self) -> usize {
        self.description.fresh_id()
    }
}
