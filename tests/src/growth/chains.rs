//! Much that may stand above a certificate.

use super::{Given, Kind, authority, leaf};
use crate::maker::{Authority, Key, oid};

const BOTH: [&str; 2] = [oid::SERVER_AUTH, oid::CLIENT_AUTH];

/// Roots that only stand in the list, without key identifiers, so that names alone tell who may have
/// issued what. The leaf is issued by the last.
pub(super) fn list(given: &mut Given, kind: Kind, count: usize) {
    let mut last = given.root.clone();
    for number in 0..count {
        let name = match kind {
            Kind::TrustedCas => format!("Root {number}"),
            _ => "Root".into(),
        };
        let key = match kind {
            Kind::OneCa => Key::ed25519("one CA"),
            _ => Key::ed25519(&format!("root {number}")),
        };
        let template = authority(&name).key(key).serial(&serial(number)).without_key_identifiers();
        last = Authority::root(template);
        given.trusted += &last.certificate().pem();
    }
    let of_last = leaf("core.example.com").dns(&["core.example.com"]).purposes(&BOTH);
    given.put("core-client", &last.issue(of_last.without_key_identifiers()), "");
}

/// So many certificates by which each of some CAs certifies every other one; one of them is trusted.
pub(super) fn cross_signed(given: &mut Given, count: usize) {
    let cas = count.isqrt().max(2);
    let cas = Vec::from_iter(
        (0..cas).map(|number| Authority::root(authority(&format!("Cross {number}")))),
    );
    let mut chain = String::new();
    for (place, one) in cas.iter().enumerate() {
        for (other_place, other) in cas.iter().enumerate() {
            if place != other_place {
                chain += &one.cross_sign(other, authority("Cross")).pem();
            }
        }
    }
    given.trusted += &cas[0].certificate().pem();
    let last = cas.last().expect("a CA");
    let of_last = leaf("core.example.com").dns(&["core.example.com"]).purposes(&BOTH);
    given.put("core-client", &last.issue(of_last), &chain);
}

/// Twelve CAs, one below the other, each with many certificates of its name and key.
pub(super) fn layers(given: &mut Given, count: usize) {
    let each = (count / LAYERS).max(1);
    let mut above = Authority::root(authority("Layer 0"));
    let mut chain = String::new();
    for layer in 0..LAYERS {
        let template = |number: usize| authority(&format!("Layer {layer}")).serial(&serial(number));
        let made = Vec::from_iter((0..each).map(|number| match layer {
            0 => Authority::root(template(number)),
            _ => above.intermediate(template(number)),
        }));
        let pem = made.iter().map(|ca| ca.certificate().pem());
        match layer {
            0 => given.trusted.extend(pem),
            _ => chain.extend(pem),
        }
        above = made[0].clone();
    }
    let of_last = leaf("core.example.com").dns(&["core.example.com"]).purposes(&BOTH);
    given.put("core-client", &above.issue(of_last), &chain);
}

/// One path of many CAs.
pub(super) fn path(given: &mut Given, count: usize) {
    let mut above = given.root.clone();
    let mut chain = String::new();
    for number in 0..count {
        above = above.intermediate(authority(&format!("Step {number}")));
        chain += &above.certificate().pem();
    }
    let of_last = leaf("core.example.com").dns(&["core.example.com"]).purposes(&BOTH);
    given.put("core-client", &above.issue(of_last), &chain);
}

fn serial(number: usize) -> [u8; 4] {
    (0x4000_0000 + number as u32).to_be_bytes()
}

const LAYERS: usize = 12;
