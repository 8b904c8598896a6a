//! Judging: at once what is small, beside the page what is large, so that the page answers meanwhile.
//!
//! Entry points: [`State::judge`] and [`Judging`]. The reducer asks the question; whoever draws the page
//! has it answered (`crate::judge`), and only the answer to the last question counts.

use std::rc::Rc;

use eku_deployment::Judged;
use eku_engine::deployment::{Deployment, NodeName, Store, TrustedCas};
use eku_engine::report::Problem;
use eku_engine::transfer::{Answer, Question};

use super::State;
use crate::names;
use crate::place::Place;

/// A deployment that is too large to be judged at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judging {
    /// Tells it from others.
    pub id: usize,
    /// What is asked.
    pub question: Rc<Question>,
    /// How large the deployment is.
    pub size: Size,
    /// How it goes.
    pub progress: Progress,
}

/// How judging goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It goes on. The report is the one before, of something else.
    Running,
    /// Somebody ended it: there is no report.
    Canceled,
    /// It crashed: there is no report.
    Crashed,
}

/// What makes a deployment large.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// The certificates in all places.
    pub certificates: usize,
    /// The names in the certificates.
    pub names: usize,
    /// The machines of both nodes.
    pub peers: usize,
    /// The traversal zones beside the one for Unified Communications.
    pub zones: usize,
    /// The far ends.
    pub far_ends: usize,
}

/// What can happen to judging.
#[derive(Debug)]
pub enum Judgement {
    /// A question was answered; `None` where that crashed.
    Answered(usize, Option<Box<Answer>>),
    /// It was ended.
    Cancel,
    /// It was asked for again.
    Again,
}

impl State {
    /// Judges what is small; asks for the judgement of what is large.
    pub(super) fn judge(&mut self) {
        self.judging = None;
        let Some(question) = self.question() else {
            self.report = None;
            self.today = None;
            self.refuse_what_is_too_large();
            return;
        };
        let size = Size::of(&question.deployment);
        if size.is_large() {
            let id = self.fresh_id();
            let question = Rc::new(question);
            self.judging = Some(Judging { id, question, size, progress: Progress::Running });
        } else {
            let answer = question.answer_again(&mut self.verified);
            self.take_answer(answer);
        }
    }

    /// Says once why nothing is judged.
    fn refuse_what_is_too_large(&mut self) {
        let said = self.description.says_something().then(|| self.description.judged().err());
        if let Some(error) = said.flatten() {
            let problem = Problem {
                file: names::DEPLOYMENT.to_owned(),
                what: error.to_string(),
                place: String::new(),
                remedy: error.remedy().unwrap_or_default().to_owned(),
                count: 1,
            };
            if self.alerts.iter().all(|alert| alert.problem != problem) {
                self.alert(Place::Anything, problem);
            }
        }
    }

    /// Whether the report is of something else than what the page holds now.
    #[must_use]
    pub fn is_judging(&self) -> bool {
        self.judging.as_ref().is_some_and(|judging| judging.progress == Progress::Running)
    }

    pub(super) fn act_on_judgement(&mut self, judgement: Judgement) {
        match judgement {
            Judgement::Again => self.judge(),
            Judgement::Cancel => self.end_judging(Progress::Canceled),
            Judgement::Answered(id, answer) => {
                // The answer to an older question says nothing any more.
                if self.is_judging() && self.judging.as_ref().is_some_and(|one| one.id == id) {
                    match answer {
                        Some(answer) => {
                            self.judging = None;
                            self.take_answer(*answer);
                        }
                        None => self.end_judging(Progress::Crashed),
                    }
                }
            }
        }
    }

    /// What was judged before is not what the page holds.
    fn end_judging(&mut self, progress: Progress) {
        if let Some(judging) = &mut self.judging {
            judging.progress = progress;
            self.report = None;
            self.today = None;
        }
    }

    fn question(&self) -> Option<Question> {
        let Judged { deployment, mut observations, .. } = self.judged()?;
        // What was seen at work was seen of the deployment as it is, not of what is tried.
        if self.trial.is_some() {
            observations.clear();
        }
        let today = self.days().ahead().then_some(self.now);
        Some(Question { deployment, observations, at: self.at(), today })
    }

    fn take_answer(&mut self, answer: Answer) {
        self.report = Some(Rc::new(self.description.told(answer.report)));
        self.today = answer.today.map(Rc::new);
    }
}

impl Size {
    fn of(deployment: &Deployment) -> Self {
        let mut size = Self {
            zones: deployment.traversal_zones.len(),
            far_ends: deployment.far_ends.len(),
            ..Self::default()
        };
        for node in NodeName::ALL.map(|node| deployment.node(node)) {
            size.peers += node.peers().len();
            node.stores().for_each(|(_, store)| size.add(store, None));
            size.add(&Store::Empty, node.trusted_cas.as_ref());
        }
        for far_end in &deployment.far_ends {
            size.add(&far_end.certificate, far_end.trusted_cas.as_ref());
        }
        size
    }

    fn add(&mut self, store: &Store, list: Option<&TrustedCas>) {
        let held = store.presented().into_iter();
        let held = held.flat_map(|one| std::iter::once(&one.leaf).chain(&one.chain));
        for certificate in held.chain(list.into_iter().flat_map(|list| &list.certificates)) {
            self.certificates += 1;
            self.names += certificate.dns_names.len();
        }
    }

    /// Whether judging may take longer than a hand waits for.
    fn is_large(self) -> bool {
        let places = WEIGHT * (self.peers + self.zones + self.far_ends);
        self.certificates + self.names / NAMES + places > MOST_AT_ONCE
    }
}

/// So many names bring about as much work as a certificate.
const NAMES: usize = 20;

/// A machine or far end brings about as much work as so many certificates.
const WEIGHT: usize = 8;

/// As much as two machines a node and a far end bring: a slow laptop judges that before a hand notices.
const MOST_AT_ONCE: usize = 60;
