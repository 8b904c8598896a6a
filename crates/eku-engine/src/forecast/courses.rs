//! What becomes of each connection over time, one presentation at a time.
//!
//! A connection fails when one presentation does, and a service when one of its connections does. So
//! each presentation is judged for itself, at the instants at which its own certificate, or what
//! stands above it, changes; that makes the work grow with the deployment and not with its square.

use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use alloc::vec::Vec;

use super::renewals::{Renewals, Renewing};
use super::{Course, HORIZON_DAYS};
use crate::chain::{Examiner, Links};
use crate::connection::{CertificateId, Connection, ConnectionId, Presentation, unexamined};
use crate::deployment::{Deployment, Presented, Store};
use crate::rules::RULES;
use crate::time::Timestamp;
use crate::verdict::{Verdict, of_presentation};

/// What becomes of a connection: if nothing is renewed, and if everything is.
pub(super) type Courses = [Course; 2];

/// The courses of these connections from an instant on; `None` for those that the bound, so many steps,
/// left out. Also how many steps that took.
pub(super) fn of_connections<'d, 'c>(
    deployment: &'d Deployment,
    connections: impl Iterator<Item = &'c ConnectionId>,
    renewals: &'d Renewals<'d>,
    most: usize,
) -> (BTreeMap<ConnectionId, Option<Courses>>, usize) {
    let mut courses = BTreeMap::from_iter(connections.map(|id| (id.clone(), None)));
    let Renewals { links, at, ref intermediates } = *renewals;
    let mut follow = Follow {
        links,
        at,
        renewals,
        unrenewed: Examiner::new(links).with_bound(most),
        renewed: Examiner::new(links).with_bound(most).with(intermediates),
        turns: BTreeMap::new(),
        stores: BTreeMap::new(),
        judged: 0,
        most,
    };
    for connection in unexamined(deployment, at) {
        if let Some(course) = courses.get_mut(&connection.id) {
            *course = follow.connection(connection);
        }
    }
    (courses, follow.steps())
}

struct Follow<'d> {
    links: &'d Links,
    at: Timestamp,
    renewals: &'d Renewals<'d>,
    unrenewed: Examiner<'d>,
    renewed: Examiner<'d>,
    /// The instants at which a presented certificate changes, by where it stands in memory.
    turns: BTreeMap<usize, Rc<Turns>>,
    /// What a node presents when it was renewed, by where it stands in memory and when.
    stores: BTreeMap<(usize, Timestamp), Rc<Store>>,
    /// So many presentations were judged.
    judged: usize,
    /// So many steps it takes at most.
    most: usize,
}

/// The instants after the judged one at which what is presented changes.
struct Turns {
    /// If nothing is renewed.
    unrenewed: Vec<Timestamp>,
    /// If everything is.
    renewed: Vec<Timestamp>,
    /// How it is renewed, where it is.
    renewing: Option<Renewing>,
}

impl<'d> Follow<'d> {
    fn steps(&self) -> usize {
        self.judged * RULES.len() + self.unrenewed.steps() + self.renewed.steps()
    }

    fn connection(&mut self, connection: Connection<'d>) -> Option<Courses> {
        let mut courses = Courses::default();
        for presentation in &connection.presentations {
            let Some(presented) = presentation.store.presented() else { continue };
            let changes = self.turns(presented);
            let Turns { unrenewed, renewed, .. } = &*changes;
            let [without, with] = &mut courses;
            for (turns, course, renews) in [(unrenewed, without, false), (renewed, with, true)] {
                for turn in turns {
                    // What comes later than what is known of another presentation changes nothing.
                    if course.fails.is_some_and(|fails| fails <= *turn) {
                        break;
                    }
                    if self.steps() >= self.most {
                        return None;
                    }
                    match self.judge(presentation, presented, *turn, renews) {
                        Verdict::Works => {}
                        Verdict::Undecided => {
                            course.undecided = Some(course.undecided.unwrap_or(*turn).min(*turn));
                        }
                        Verdict::Fails => course.fails = Some(*turn),
                    }
                }
            }
        }
        Some(courses)
    }

    fn judge(
        &mut self,
        presentation: &Presentation<'d>,
        presented: &'d Presented,
        at: Timestamp,
        renews: bool,
    ) -> Verdict {
        self.judged += 1;
        let mut then = Presentation { at, ..presentation.clone() };
        if !renews {
            then.examine(&mut self.unrenewed);
            return of_presentation(&then);
        }
        then.examine(&mut self.renewed);
        let turns = self.turns(presented);
        let renewed = || {
            let unchanged = || Store::Holds(presented.clone());
            let renewing = turns.renewing.as_ref();
            Rc::new(renewing.map_or_else(unchanged, |one| one.renewed(presented, at)))
        };
        let store = match presentation.certificate {
            // A node presents it to many far ends.
            CertificateId::Store(_) => {
                let key = (core::ptr::from_ref(presented).addr(), at);
                Rc::clone(self.stores.entry(key).or_insert_with(renewed))
            }
            CertificateId::FarEnd(_) => renewed(),
        };
        of_presentation(&Presentation { store: &store, ..then })
    }

    fn turns(&mut self, presented: &'d Presented) -> Rc<Turns> {
        let key = core::ptr::from_ref(presented).addr();
        if let Some(turns) = self.turns.get(&key) {
            return Rc::clone(turns);
        }
        let at = self.at;
        let sorted = |mut turns: Vec<Timestamp>| {
            turns.retain(|turn| *turn > at);
            turns.sort_unstable();
            turns.dedup();
            turns
        };
        let unrenewed = self.links.turns(&presented.leaf);
        let mut renewed = unrenewed.clone();
        renewed.extend(self.links.renewed_above(&presented.leaf, &self.renewals.intermediates));
        let renewing = self.renewals.of(presented);
        renewed.extend(renewing.iter().filter_map(|one| one.change).map(|change| change.on));
        let horizon = at.plus_days(HORIZON_DAYS);
        renewed.retain(|turn| *turn <= horizon);
        let (unrenewed, renewed) = (sorted(unrenewed), sorted(renewed));
        let turns = Rc::new(Turns { unrenewed, renewed, renewing });
        self.turns.insert(key, Rc::clone(&turns));
        turns
    }
}
