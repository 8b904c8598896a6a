//! Root x intermediate x leaf: every state of the extended key usage of each, for both purposes.

use super::states::{PURPOSES, State};
use super::{Case, differences};
use crate::maker::{Authority, Template};

/// 6 x 7 x 7 x 2 cases. All roots share a name and a key, and so do all intermediates.
pub(super) fn cases() -> Vec<Case> {
    let roots: Vec<(State, Authority)> = State::ALL
        .into_iter()
        .filter(|state| *state != State::Unreadable)
        .map(|state| (state, Authority::root(state.put(Template::authority("Matrix Root")))))
        .collect();
    let issuing = Template::authority("Matrix Issuing");
    let intermediates = State::ALL
        .map(|state| (state, roots[0].1.intermediate(state.put(issuing.clone())).clone()));
    let leaves = State::ALL.map(|state| {
        let leaf = Template::leaf("matrix.example.com");
        (state, intermediates[0].1.issue(state.put(leaf)))
    });
    let mut cases = Vec::new();
    for (at_root, root) in &roots {
        for (in_the_middle, intermediate) in &intermediates {
            for (at_leaf, leaf) in &leaves {
                for purpose in PURPOSES {
                    let label = format!(
                        "root {at_root:?}, intermediate {in_the_middle:?}, leaf {at_leaf:?}, \
                         {purpose:?}"
                    );
                    let left = at_root.leaves(purpose) && in_the_middle.leaves(purpose);
                    let undecided =
                        purpose == super::Purpose::ClientAuth && *at_leaf == State::Absent && left;
                    cases.push(
                        Case::new(
                            label,
                            purpose,
                            leaf,
                            &[intermediate.certificate()],
                            &[root.certificate()],
                        )
                        .differs_if(undecided, &differences::EXTENSION_ABSENT),
                    );
                }
            }
        }
    }
    cases
}
