//! What becomes of each connection over time, one presentation at a time.
//!
//! A connection fails when one presentation does, and a service when one of its connections does. So
//! each presentation is judged for itself, at the instants at which its own certificate, or what
//! stands above it, changes; that makes the work grow with the deployment and not with its square.

use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use alloc::vec::Vec;

use super::renewals::Renewals;
use super::{Course, HORIZON_DAYS, MOST_FORECAST_STEPS};
use crate::chain::{Examiner, Links};
use crate::connection::{CertificateId, Connection, ConnectionId, Presentation, unexamined};
use crate::deployment::{Deployment, Presented, Store};
use crate::rule::RULES;
use crate::time::Timestamp;
use crate::verdict::{Judgement, Verdict, of_presentation};

/// What becomes of a connection: if nothing is renewed, and if everything is.
pub(super) type Courses = [Course; 2];

/// The courses of the connections on which a service hangs that does not fail already; `None` for
/// those that the bound left out. Also how many steps that took.
pub(super) fn of_connections<'d>(
    deployment: &'d Deployment,
    links: &'d Links,
    judgement: &Judgement,
    renewals: &'d Renewals<'d>,
) -> (BTreeMap<ConnectionId, Option<Courses>>, usize) {
    let open = judgement.services.iter().filter(|service| service.verdict != Verdict::Fails);
    let mut courses = BTreeMap::new();
    for id in open.flat_map(|service| &service.needs) {
        courses.insert(id.clone(), None);
    }
    let mut follow = Follow {
        links,
        at: judgement.at,
        renewals,
        unrenewed: Examiner::new(links).with_bound(MOST_FORECAST_STEPS),
        renewed: Examiner::new(links).with_bound(MOST_FORECAST_STEPS).with(&renewals.intermediates),
        turns: BTreeMap::new(),
        stores: BTreeMap::new(),
        judged: 0,
    };
    for connection in unexamined(deployment, judgement.at) {
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
}

/// The instants after the judged one at which what is presented changes.
struct Turns {
    /// If nothing is renewed.
    unrenewed: Vec<Timestamp>,
    /// If everything is.
    renewed: Vec<Timestamp>,
    /// The renewal that takes client authentication away.
    server_only_from: Option<Timestamp>,
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
                    if self.steps() >= MOST_FORECAST_STEPS {
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
        let server_only_from = self.turns(presented).server_only_from;
        let renewed = || Rc::new(self.renewals.renewed(presented, server_only_from, at));
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
        let server_only_from = self.renewals.server_only_from(presented);
        renewed.extend(server_only_from);
        let horizon = at.plus_days(HORIZON_DAYS);
        renewed.retain(|turn| *turn <= horizon);
        let (unrenewed, renewed) = (sorted(unrenewed), sorted(renewed));
        let turns = Rc::new(Turns { unrenewed, renewed, server_only_from });
        self.turns.insert(key, Rc::clone(&turns));
        turns
    }
}
