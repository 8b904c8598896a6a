use alloc::vec::Vec;

use crate::deployment::{NodeName, Store, StoreId, StoreKind};
use crate::report::ActionReport;
use crate::testing::deployments::{nodes, older, x15_5};
use crate::testing::{at, leaf};

fn every_action(deployment: &crate::deployment::Deployment) -> Vec<ActionReport> {
    let report = crate::check(deployment, at("2026-11-23"));
    let plans = report.plans.into_iter().flat_map(|plan| plan.actions);
    plans.chain(report.advice.into_iter().map(|advice| advice.action)).collect()
}

#[test]
fn a_template_that_a_command_names_was_named_in_a_step_before() {
    let actions = every_action(&x15_5(["S", "S"], ["S", "S"]));
    let command = actions[0].commands.iter().find(|command| command.starts_with("certreq"));
    let (_, named) = command.unwrap().split_once("CertificateTemplate:").unwrap();
    let (name, _) = named.split_once('"').unwrap();
    let made = alloc::format!("name the copy {name}");
    assert!(actions[0].steps.iter().any(|step| step.contains(&made)), "{made}");
}

#[test]
fn no_step_sends_a_reader_of_the_page_to_another_program_of_the_project() {
    let deployments = [
        x15_5(["S", "S"], ["S", "S"]),
        older("X15.4", "S", "S"),
        older("X15.3", "S C", "S"),
        nodes("X15.5", &[["S", "S"], ["S", "S"]], "X15.5", &[["S", "S"]]),
    ];
    for action in deployments.iter().flat_map(every_action) {
        let others = action.alternatives.iter().flat_map(|other| &other.steps);
        for line in action.steps.iter().chain(&action.warnings).chain(others) {
            assert!(!line.contains("eku "), "{line}");
        }
    }
}

#[test]
fn what_a_restart_interrupts_is_said_before_it() {
    let cluster = nodes("X15.5", &[["S", "S"], ["S", "S"]], "X15.5", &[["S", "S"]]);
    for deployment in [x15_5(["S", "S"], ["S", "S"]), cluster] {
        let steps = every_action(&deployment).swap_remove(0).steps;
        let restart = steps.iter().find(|step| step.contains("Restart options")).unwrap();
        let (before, after) = restart.split_once("then restart Core").unwrap();
        assert!(before.contains("interrupts the calls and registrations"), "{restart}");
        let several = deployment.core.peers().len() > 1;
        assert_eq!(after.starts_with(", each peer of the cluster in turn"), several);
    }
}

#[test]
fn names_that_are_not_the_server_certificates_are_pointed_at_before_they_are_signed() {
    let warned = |client_name: &str| {
        let mut deployment = x15_5(["S", "S"], ["S", "S"]);
        for (kind, name) in
            [(StoreKind::Server, "core.example.com"), (StoreKind::Client, client_name)]
        {
            let mut leaf = leaf("S");
            leaf.dns_names = [name.into()].into();
            let store = StoreId { node: NodeName::Core, peer: None, kind };
            deployment.core.replace(&store, Store::of([leaf].into(), false));
        }
        let warnings = every_action(&deployment).swap_remove(0).warnings;
        warnings
            .iter()
            .any(|warning| warning.contains("shares none with Core's server certificate"))
    };
    assert!(warned("edge.example.com"));
    assert!(!warned("core.example.com"));
}
