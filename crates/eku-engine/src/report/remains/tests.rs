use crate::deployment::Deployment;
use crate::report::{Report, html};
use crate::testing::at;
use crate::testing::deployments::{nodes, x15_5};

fn checked(deployment: &Deployment) -> Report {
    crate::check(deployment, at("2026-11-23"))
}

#[test]
fn what_stays_undecided_names_the_certificates_that_were_not_given() {
    let older = |core: [&str; 2], edge: [&str; 2]| nodes("X15.4", &[core], "X15.5", &[edge]);
    for (deployment, expected) in [
        (
            x15_5(["S", "S"], ["S", "none"]),
            "Still unknown until you add Edge's server certificate: ",
        ),
        (older(["S", "S"], ["S", "S"]), "Still unknown, for other reasons: "),
        (older(["S", "S"], ["S", "none"]), "Still unknown, for other reasons: "),
    ] {
        let report = checked(&deployment);
        let said = report.plans.iter().any(|plan| {
            plan.remains.contains("This fixes the known fault. ") && plan.remains.contains(expected)
        });
        assert!(said, "{expected} {:?}", report.plans);
    }
}

#[test]
fn a_plan_that_leaves_it_open_is_not_said_to_repair_everything() {
    for (deployment, repairs) in
        [(x15_5(["S", "S"], ["S", "none"]), false), (x15_5(["S", "S"], ["S", "S"]), true)]
    {
        let report = checked(&deployment);
        assert!(report.plans[0].complete);
        let page = html::body(&report);
        assert_eq!(page.contains("Fixes all failures."), repairs, "{page}");
    }
}
