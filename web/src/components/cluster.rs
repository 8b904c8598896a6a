//! How the machines of a node verify each other.

use std::rc::Rc;

use eku_engine::deployment::NodeName;
use yew::prelude::*;

use super::choice::choice;
use crate::state::{Action, State};
use crate::text::machines;

/// Properties of [`Cluster`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The node.
    pub node: NodeName,
    /// The page's state.
    pub state: Rc<State>,
    /// Takes actions.
    pub act: Callback<Action>,
}

/// The choice.
#[component]
pub fn Cluster(props: &Props) -> Html {
    let Props { node, state, act } = props;
    let node = *node;
    let described = |of: NodeName| state.cluster.filter(|cluster| cluster.node == of);
    let chosen = described(node).map(|cluster| cluster.tls_verify);
    let other = described(node.other()).is_some();
    html! {
        <div class="cluster">
            { choice(
                format!("{node}-cluster"),
                "cluster",
                machines::cluster_label(node),
                &machines::CLUSTER_MODES,
                &chosen,
                act.reform(move |mode| Action::Cluster(node, mode)),
            ) }
            <p class="field-note">{ machines::cluster_note(node, other) }</p>
        </div>
    }
}
