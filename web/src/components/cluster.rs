//! How the peers of a node verify each other.

use eku_engine::deployment::{NodeName, Switch};
use yew::prelude::*;

use super::choice::choice;
use crate::state::{Action, State};
use crate::text::machines;

/// The choice.
pub fn cluster(node: NodeName, state: &State, act: &Callback<Action>) -> Html {
    let chosen = state.description.switch(node, Switch::ClusterTlsVerify);
    html! {
        <div class="cluster">
            { choice(
                format!("{node}-cluster"),
                "cluster",
                machines::cluster_label(node),
                &machines::CLUSTER_MODES,
                &chosen,
                act.reform(move |on| Action::Switch(node, Switch::ClusterTlsVerify, on)),
            ) }
            <p class="field-note">{ machines::CLUSTER_NOTE }</p>
        </div>
    }
}
