//! What if both nodes were upgraded to X15.5: judged beside what the page holds, taken over, and
//! taken back.

use std::rc::Rc;

use eku_engine::deployment::NodeName;
use eku_engine::report::Report;

use super::{NodeSettings, Peer, State};

/// An upgrade that is tried out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Upgrade {
    /// Whether it is looked at.
    pub shown: bool,
    /// The judgement after it, while it is looked at.
    pub report: Option<Rc<Report>>,
    /// What the page held before it was taken over.
    before: Option<Rc<Before>>,
}

/// What taking an upgrade over replaces.
#[derive(Clone, Debug, PartialEq)]
struct Before {
    nodes: [NodeSettings; 2],
    releases_differ: bool,
    peers: [Vec<Peer>; 2],
}

/// What can be done with an upgrade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpgradeAction {
    /// It is looked at, or no longer.
    Show(bool),
    /// It becomes the deployment.
    TakeOver,
    /// The deployment becomes what it was.
    Back,
}

impl State {
    /// Whether there is something to upgrade: a node before X15.5, and something to judge.
    #[must_use]
    pub fn can_upgrade(&self) -> bool {
        self.report.is_some() && NodeName::ALL.into_iter().any(|node| self.is_older(node))
    }

    /// Whether an upgrade was taken over, and can be taken back.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        self.upgrade.before.is_some() && !NodeName::ALL.into_iter().any(|node| self.is_older(node))
    }

    fn is_older(&self, node: NodeName) -> bool {
        !self.node(node).parsed().has_client_store()
    }

    pub(super) fn upgrade(&mut self, action: UpgradeAction) {
        match action {
            UpgradeAction::Show(shown) => self.upgrade.shown = shown,
            UpgradeAction::TakeOver if self.can_upgrade() => self.take_over(),
            UpgradeAction::Back if self.can_go_back() => self.go_back(),
            UpgradeAction::TakeOver | UpgradeAction::Back => {}
        }
    }

    fn take_over(&mut self) {
        let before = Before {
            nodes: self.nodes,
            releases_differ: self.releases_differ,
            peers: self.peers.clone(),
        };
        for node in NodeName::ALL {
            if self.is_older(node) {
                for peer in &mut self.peers[node as usize] {
                    peer.client = peer.server.clone();
                }
                self.nodes[node as usize] =
                    NodeSettings { release: "X15.5", exact: None, eku_check: true };
            }
        }
        self.releases_differ = false;
        self.upgrade = Upgrade { before: Some(before.into()), ..Upgrade::default() };
    }

    fn go_back(&mut self) {
        let Some(before) = self.upgrade.before.take() else {
            return;
        };
        self.nodes = before.nodes;
        self.releases_differ = before.releases_differ;
        // What was changed meanwhile stays: only the client stores become what they were.
        for (peers, before) in self.peers.iter_mut().zip(&before.peers) {
            for peer in peers {
                if let Some(before) = before.iter().find(|before| before.id == peer.id) {
                    peer.client.clone_from(&before.client);
                }
            }
        }
    }

    /// Judges the deployment after the upgrade, where somebody looks at it.
    pub(super) fn judge_upgraded(&mut self) {
        let looked_at = self.upgrade.shown && self.can_upgrade();
        let deployment = looked_at.then(|| self.deployment()).flatten();
        self.upgrade.report = deployment
            .map(|deployment| Rc::new(eku_engine::check(&deployment.upgraded(), self.at())));
    }
}
