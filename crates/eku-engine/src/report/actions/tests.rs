use alloc::string::String;
use alloc::vec::Vec;

use crate::chain::Links;
use crate::deployment::{Deployment, NodeName, Release, Store, StoreId, StoreKind, VerifyName};
use crate::plan::Action;
use crate::report::ActionReport;
use crate::report::sentences::Sentences;
use crate::testing::deployments::{nodes, older, x15_5};
use crate::testing::{at, leaf};

fn every_action(deployment: &Deployment) -> Vec<ActionReport> {
    let report = crate::check(deployment, at("2026-11-23"));
    let plans = report.plans.into_iter().flat_map(|plan| plan.actions);
    plans.chain(report.advice.into_iter().map(|advice| advice.action)).collect()
}

#[test]
fn a_template_that_a_command_names_was_named_in_a_step_before() {
    let actions = every_action(&x15_5(["S", "S"], ["S", "S"]));
    let command = actions[0].commands().find(|command| command.starts_with("certreq"));
    let (_, named) = command.unwrap().split_once("CertificateTemplate:").unwrap();
    let (name, _) = named.split_once('"').unwrap();
    let made = alloc::format!("name the copy {name}");
    assert!(actions[0].runbook.iter().any(|step| step.text.contains(&made)), "{made}");
}

#[test]
fn no_step_sends_a_reader_of_the_page_to_another_program_of_the_project() {
    for action in deployments().iter().flat_map(every_action) {
        for line in [&action].into_iter().chain(&action.alternatives).flat_map(lines) {
            assert!(!line.contains("eku "), "{line}");
        }
    }
}

/// Everything that a runbook says.
fn lines(action: &ActionReport) -> Vec<&str> {
    let steps = action.runbook.iter().chain(&action.rollback);
    let said = steps.flat_map(|step| {
        let fields = step.fields.iter().flat_map(|field| [&field.name, &field.value]);
        [&step.text].into_iter().chain(&step.result).chain(&step.command).chain(fields)
    });
    action.risks.iter().chain(said).map(String::as_str).collect()
}

fn deployments() -> [Deployment; 4] {
    [
        x15_5(["S", "S"], ["S", "S"]),
        older("X15.4", "S", "S"),
        older("X15.3", "S C", "S"),
        nodes("X15.5", &[["S", "S"], ["S", "S"]], "X15.5", &[["S", "S"]]),
    ]
}

#[test]
fn what_a_restart_interrupts_is_a_risk_before_the_first_step() {
    let cluster = nodes("X15.5", &[["S", "S"], ["S", "S"]], "X15.5", &[["S", "S"]]);
    for deployment in [x15_5(["S", "S"], ["S", "S"]), cluster] {
        let action = every_action(&deployment).swap_remove(0);
        let interrupts = "drops calls and registrations through Core";
        assert!(action.risks.iter().any(|risk| risk.contains(interrupts)), "{:?}", action.risks);
        let steps = action.runbook.iter().map(|step| &step.text);
        let restart = steps.into_iter().find(|step| step.contains("Restart options")).unwrap();
        let several = deployment.core.peers().len() > 1;
        assert_eq!(restart.contains("one peer at a time"), several, "{restart}");
    }
}

#[test]
fn every_runbook_has_risks_a_rollback_and_steps_that_show_that_they_have_worked() {
    for action in deployments().iter().flat_map(every_action) {
        let follows = action.runbook[0].text.starts_with("Follow the steps of");
        assert!(follows || !action.risks.is_empty(), "{}", action.title);
        assert!(follows || !action.rollback.is_empty(), "{}", action.title);
        let last = action.runbook.last().unwrap();
        assert!(follows || last.result.is_some(), "{}: {}", action.title, last.text);
    }
}

/// Release by release, store by store: the page on which its certificate is requested and uploaded.
#[test]
fn every_action_on_a_store_names_the_page_of_that_store_on_that_release() {
    const SERVER: &str = "Maintenance > Security > Server certificate";
    const CLIENT: &str = "Maintenance > Security > Client certificate";
    let mut seen = 0;
    for release in [
        "X12.7", "X14.0", "X14.3.7", "X15.2", "X15.3.2", "X15.4", "X15.5", "X15.5.1", "X15.6",
        "X16.0",
    ] {
        let has_client_store = Release::parse(release).unwrap().has_client_store();
        let deployment = match has_client_store {
            true => nodes(release, &[["S", "S"], ["S", "S"]], release, &[["S", "S"], ["S", "S"]]),
            false => older(release, "S", "S"),
        };
        let sentences =
            Sentences { deployment: &deployment, links: &Links::default(), switched: &[] };
        for (store, _) in deployment.core.stores().chain(deployment.edge.stores()) {
            let of_the_store = [
                Action::InstallPrivateClientCertificate(store.clone()),
                Action::InstallCombinedEkuCertificate(store.clone()),
                Action::InstallPublicServerCertificate(store.clone()),
                Action::RenewCertificate(store.clone()),
                Action::ReissueWithNames(store.clone(), VerifyName::Dns("core.example.com".into())),
            ];
            let is_client = store.kind == StoreKind::Client;
            let (page, other) = if is_client { (CLIENT, SERVER) } else { (SERVER, CLIENT) };
            for one in of_the_store {
                let report = super::action(&sentences, &one);
                for action in [&report].into_iter().chain(&report.alternatives) {
                    let opened = action
                        .runbook
                        .iter()
                        .filter(|step| step.text.starts_with("On ") && step.text.contains(page));
                    assert_eq!(
                        opened.count(),
                        2,
                        "{release}, {store}, {}: {:#?}",
                        action.id,
                        action.runbook
                    );
                    let said = lines(action).join("\n");
                    assert!(!said.contains(other), "{release}, {store}, {}: {said}", action.id);
                    seen += 1;
                }
            }
        }
    }
    assert!(seen >= 280, "{seen}");
}

#[test]
fn what_is_requested_has_the_names_of_the_machine_and_those_that_the_other_node_looks_for() {
    let mut deployment = x15_5(["S", "S"], ["S", "S"]);
    let store = StoreId { node: NodeName::Core, peer: None, kind: StoreKind::Client };
    let mut client = leaf("S");
    client.dns_names = ["core.example.com".into(), "core 1; rm".into()].into();
    let mut server = leaf("S");
    server.dns_names = ["CORE.example.com".into(), "phone.example.com".into()].into();
    deployment.core.replace(&store, Store::of([client].into(), false));
    let server_store = StoreId { kind: StoreKind::Server, ..store };
    deployment.core.replace(&server_store, Store::of([server].into(), false));
    deployment.edge.verify_names = [VerifyName::Dns("cluster.example.com".into())].into();
    let action = every_action(&deployment).swap_remove(0);
    let request = action.runbook.iter().find(|step| !step.fields.is_empty()).unwrap();
    let names = &request.fields[1];
    assert_eq!(names.name, "Additional alternative names");
    assert_eq!(names.value, "core.example.com, phone.example.com, cluster.example.com");
    let file = action.commands().find(|command| command.starts_with("# core-client.ext")).unwrap();
    let line =
        "subjectAltName = DNS:core.example.com, DNS:phone.example.com, DNS:cluster.example.com";
    assert!(file.contains(line), "{file}");
    let left_out = "Not listed below: 1 name of the present certificate";
    assert!(action.risks.iter().any(|risk| risk.starts_with(left_out)), "{:?}", action.risks);
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
        let risks = every_action(&deployment).swap_remove(0).risks;
        risks.iter().any(|risk| risk.contains("shares none of its names with Core's server"))
    };
    assert!(warned("edge.example.com"));
    assert!(!warned("core.example.com"));
}
