use super::*;
use crate::deployment::{NodeName, Store, StoreId, StoreKind};
use crate::testing::deployments::{check_off, x15_5};
use crate::testing::{at, leaf};

fn lasting(mut deployment: Deployment, kind: StoreKind, until: &str) -> Deployment {
    let mut leaf = leaf("S C");
    leaf.not_after = at(until);
    let store = StoreId { node: NodeName::Core, peer: None, kind };
    deployment.core.replace(&store, Store::of([leaf].into(), false));
    deployment
}

#[test]
fn it_says_what_fails_already_and_until_when_the_rest_holds() {
    let works = || x15_5(["S C", "S"], ["S", "S"]);
    let stable = "If you renew on time with the same CAs, no problem is known (10-year outlook).";
    let unless =
        |day: &str| format!("{stable} Without renewals, the first service stops on {day}.");
    for (deployment, expected) in [
        (works(), unless("1 Jan 2027")),
        (lasting(works(), StoreKind::Client, "2026-12-24"), unless("24 Dec 2026")),
        (
            lasting(works(), StoreKind::Client, "2026-11-01"),
            "All checked services are already failing.".into(),
        ),
        (
            check_off(x15_5(["S", "S"], ["S", "S"]), NodeName::Edge),
            "The SSH tunnels, Mobile and Remote Access and the WebRTC proxy are already failing. \
             The rest keeps working until 1 Jan 2027 without renewals."
                .into(),
        ),
        (x15_5(["none", "S"], ["S", "S"]), String::new()),
    ] {
        assert_eq!(crate::check(&deployment, at("2026-11-23")).outlook.text, expected);
    }
}
