//! The whole case as one file: what the page knows, written and opened again.
//!
//! A case takes the place of what the page holds. That is kept, so that one click goes back to it.

use std::rc::Rc;
use std::sync::Arc;

use eku_case::Case;
use eku_engine::deployment::NodeName;
use eku_engine::time::Timestamp;

use super::{CertificateFile, State, Unplaced};

/// A case that was opened, and what it took the place of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reopened {
    /// What to say of it, while nobody dismissed it.
    pub notice: Option<Notice>,
    /// What the page held before.
    before: Option<Rc<State>>,
}

/// What is said of a case that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The file's name.
    pub name: String,
    /// When it was saved.
    pub saved: Option<Timestamp>,
    /// The version of the page that saved it.
    pub program: String,
    /// The day that it is judged on.
    pub at: Option<Timestamp>,
}

/// What can happen with a case.
#[derive(Debug)]
pub enum CaseAction {
    /// A case was read from a file of this name.
    Open(String, Box<Case>),
    /// What a program that crashed had kept.
    Resume(Box<Case>),
    /// What it took the place of comes back.
    Back,
    /// What was said of it was read.
    Dismiss,
}

impl State {
    /// Whether a case took the place of something.
    #[must_use]
    pub fn can_close_case(&self) -> bool {
        self.reopened.before.is_some()
    }

    pub(super) fn act_on_case(&mut self, action: CaseAction) {
        match action {
            CaseAction::Open(name, case) => self.open(name, *case),
            CaseAction::Resume(case) => self.take_up(*case),
            CaseAction::Back => {
                if let Some(before) = self.reopened.before.take() {
                    self.replace(Self::clone(&before));
                }
            }
            CaseAction::Dismiss => self.reopened = Reopened::default(),
        }
    }

    fn open(&mut self, name: String, case: Case) {
        let nothing = Self { reading: self.reading.clone(), ..Self::new(self.now) };
        let held = Self { dragging: None, ..self.clone() };
        let before = (held != nothing).then(|| {
            let reopened = Reopened { before: None, ..self.reopened.clone() };
            Rc::new(Self { reopened, ..self.clone() })
        });
        let notice = Notice { name, saved: case.saved, program: case.program.clone(), at: case.at };
        let mut opened = Self::new(self.now);
        opened.take_up(case);
        let notice = Some(notice);
        opened.reopened = Reopened { notice, before };
        self.replace(opened);
    }

    fn take_up(&mut self, case: Case) {
        self.date = case.at;
        self.done = case.done;
        self.description = case.description;
        let [core, edge] = NodeName::ALL.map(|node| self.release(node));
        self.releases_differ = core != edge;
        for held in case.waiting {
            let id = self.fresh_id();
            self.unplaced.push(Unplaced { id, held });
        }
        self.show_far_ends_with_problems();
    }

    /// Whether archives brought a machine that nobody called Core or Edge, of which a case would keep
    /// less than everything.
    #[must_use]
    pub fn has_machines_without_node(&self) -> bool {
        self.machines.iter().any(|one| one.became.is_none() && !one.machine.is_only_seen())
    }

    /// What the page knows, as a case that was saved now.
    #[must_use]
    pub fn case(&self) -> Case {
        let mut waiting: Vec<Arc<CertificateFile>> =
            self.unplaced.iter().map(|waiting| Arc::clone(&waiting.held)).collect();
        // Of a machine that nobody said the node of, its certificates are kept.
        for one in self.machines.iter().filter(|one| one.became.is_none()) {
            let files = one.machine.server.iter().chain(&one.machine.client);
            let files = files.chain(&one.machine.trusted);
            let usable = files.filter(|file| !file.has_no_leaf());
            waiting.extend(usable.map(|file| Arc::new(file.clone())));
        }
        Case {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            saved: Some(self.now),
            at: Some(self.at()),
            description: self.description.clone(),
            waiting,
            done: self.done.clone(),
        }
    }
}
