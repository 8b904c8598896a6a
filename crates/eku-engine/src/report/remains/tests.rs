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
            "is undecided until Edge's server certificate is given.",
        ),
        (older(["S", "S"], ["S", "S"]), "stays undecided, for reasons that were there before."),
        (older(["S", "S"], ["S", "none"]), "stays undecided, for reasons that were there before."),
    ] {
        let report = checked(&deployment);
        let said = report.plans.iter().any(|plan| {
            plan.remains.contains("It removes the known fault; whether ")
                && plan.remains.ends_with(expected)
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
        assert_eq!(page.contains("Repairs everything that fails."), repairs, "{page}");
    }
}
