//! Connections with far ends that check and that do not.

use eku_engine::connection::ConnectionId;
use eku_engine::deployment::{
    ClientEkuCheck, EkuCheck, FarEnd, Initiates, NodeName, Role, TlsVerify,
};

use super::cases::{Case, World, leaf, list};
use super::deviations;
use super::{Asks, Shown};
use crate::maker::oid;

/// Edge connects to a far end: what the far end makes of Edge's client store.
pub fn outbound(world: &World) -> Vec<Case> {
    let bare = world.private(leaf());
    let expired = leaf().valid("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
    let expired = world.private(expired.purposes(BOTH));
    let mut cases = Vec::new();
    for (label, shown, has_client, is_valid) in [
        ("both purposes", world.both(), Some(true), true),
        ("server-only", world.server_only(), Some(false), true),
        ("client-only", world.client_only(), Some(true), true),
        ("below a restricted intermediate", world.restricted(), Some(false), true),
        ("no extended key usage", bare, None, true),
        ("expired", expired, Some(true), false),
    ] {
        let far_end = world.both();
        let case = |check: ClientEkuCheck, server_asks: Asks| {
            let label =
                format!("Edge calls with {label}, client_eku_check {check:?}, {server_asks:?}");
            let far_end_is = |far_end: &mut FarEnd| far_end.client_eku_check = check;
            called(world, label, &shown, &far_end, server_asks, &far_end_is)
        };
        let checks = case(ClientEkuCheck::On, Asks::Purpose);
        cases.push(match has_client {
            None => checks.deviates(&deviations::NO_EXTENSION),
            Some(_) => checks,
        });
        cases.push(case(ClientEkuCheck::Off, Asks::AnyPurpose));
        cases.push(case(ClientEkuCheck::NotRequested, Asks::Nothing));
        let restricted = label.contains("restricted");
        // Where it is not known, and client authentication is not there, both may happen.
        let checks = case(ClientEkuCheck::Unknown, Asks::Purpose);
        let ignores = case(ClientEkuCheck::Unknown, Asks::AnyPurpose);
        let open = is_valid && (restricted || has_client != Some(true));
        cases.extend(match (open, has_client) {
            (false, _) => [checks, ignores],
            (true, None) => [
                checks.deviates(&deviations::FAR_END_THAT_DOES_NOT),
                ignores.deviates(&deviations::FAR_END_THAT_DOES_NOT),
            ],
            (true, Some(_)) => [
                checks.deviates(&deviations::FAR_END_THAT_CHECKS),
                ignores.deviates(&deviations::FAR_END_THAT_DOES_NOT),
            ],
        });
    }
    cases
}

/// Edge connects to a far end: what Edge makes of the far end's certificate.
pub fn outbound_verified(world: &World) -> Vec<Case> {
    let mut cases = Vec::new();
    for (label, far_end) in [
        ("both purposes", world.both()),
        ("server-only", world.server_only()),
        ("client-only", world.client_only()),
    ] {
        for (verify, client_asks) in
            [(TlsVerify::On, Asks::Purpose), (TlsVerify::Off, Asks::Nothing)]
        {
            let label = format!("Edge calls a far end with {label}, tls_verify {verify:?}");
            let shown = world.both();
            let far_end_is = |far_end: &mut FarEnd| {
                far_end.client_eku_check = ClientEkuCheck::On;
                far_end.tls_verify = verify;
            };
            let case = called(world, label, &shown, &far_end, Asks::Purpose, &far_end_is);
            cases.push(Case { client_asks, ..case });
        }
    }
    cases
}

/// A far end connects to Edge, which verifies it by its EKU check and the zone's TLS verify mode.
pub fn inbound(world: &World) -> Vec<Case> {
    let mut cases = Vec::new();
    for (label, shown, deviates) in [
        ("both purposes", world.both(), [None, None]),
        ("server-only", world.server_only(), [None, None]),
        ("client-only", world.client_only(), [None, Some(&deviations::CHECK_OFF_IGNORES_PURPOSES)]),
        ("no extended key usage", world.private(leaf()), [Some(&deviations::NO_EXTENSION), None]),
        ("below a restricted intermediate", world.restricted(), [None, None]),
    ] {
        for (check, server_asks, deviation) in [
            (EkuCheck::On, Asks::Purpose, deviates[0]),
            (EkuCheck::Off, Asks::AnyPurpose, deviates[1]),
        ] {
            let label = format!("a far end calls with {label}, check {check:?}");
            let case = calling(world, label.clone(), &shown, check, TlsVerify::On, server_asks);
            cases.push(match deviation {
                Some(deviation) => case.deviates(deviation),
                None => case,
            });
            let label = format!("{label}, tls_verify Off");
            cases.push(calling(world, label, &shown, check, TlsVerify::Off, Asks::Nothing));
        }
    }
    cases
}

fn called(
    world: &World,
    label: String,
    shown: &Shown,
    far_end: &Shown,
    server_asks: Asks,
    far_end_is: &dyn Fn(&mut FarEnd),
) -> Case {
    let mut described = described(far_end, Initiates::Expressway, world);
    far_end_is(&mut described);
    let ours = world.both();
    let mut deployment = world.deployment([&ours; 2], [&ours, shown], EkuCheck::On);
    let connection = ConnectionId::FarEndOut(described.slug.clone());
    deployment.far_ends.push(described);
    Case {
        label,
        deployment,
        connection,
        client: Some(shown.clone()),
        server: far_end.clone(),
        client_trusts: world.roots.clone(),
        server_trusts: world.roots.clone(),
        client_asks: Asks::Purpose,
        server_asks,
        verifier: Role::Responder,
        deviations: Vec::new(),
    }
}

fn calling(
    world: &World,
    label: String,
    far_end: &Shown,
    check: EkuCheck,
    verify: TlsVerify,
    server_asks: Asks,
) -> Case {
    let mut described = described(far_end, Initiates::FarEnd, world);
    described.tls_verify = verify;
    let ours = world.both();
    let mut deployment = world.deployment([&ours; 2], [&ours; 2], check);
    let connection = ConnectionId::FarEndIn(described.slug.clone());
    deployment.far_ends.push(described);
    Case {
        label,
        deployment,
        connection,
        client: Some(far_end.clone()),
        server: ours,
        client_trusts: world.roots.clone(),
        server_trusts: world.roots.clone(),
        client_asks: Asks::Purpose,
        server_asks,
        verifier: Role::Responder,
        deviations: Vec::new(),
    }
}

fn described(far_end: &Shown, initiates: Initiates, world: &World) -> FarEnd {
    let mut described = FarEnd::new("Far end", NodeName::Edge, initiates).expect("a name");
    described.certificate = far_end.store();
    described.trusted_cas = Some(list(&world.roots));
    described
}

const BOTH: &[&str] = &[oid::SERVER_AUTH, oid::CLIENT_AUTH];
