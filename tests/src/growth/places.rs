//! Much in one certificate, and many places in which certificates stand.

use std::fmt::Write;

use super::{Given, Kind, authority, leaf};
use crate::maker::{AlternativeName, Authority, Extension, Time, oid};

const BOTH: [&str; 2] = [oid::SERVER_AUTH, oid::CLIENT_AUTH];

/// A server certificate of Edge with many extensions or names; or many names that Core looks for in it.
pub(super) fn one_certificate(given: &mut Given, kind: Kind, count: usize) {
    let host = |number: usize| format!("h{number}.example");
    let mut template = leaf("edge.example.com").purposes(&BOTH);
    let names = match kind {
        Kind::Names | Kind::WantedNames => count,
        _ => 1,
    };
    let names = Vec::from_iter((0..names).map(|number| AlternativeName::Dns(host(number))));
    template = template.names(&names);
    let more = |kind: String| Extension::new(&kind, Vec::new()).in_words("");
    let kind_of = |number: usize| match kind {
        Kind::Extensions => Some(more(format!("1.3.{}", 1_000 + number))),
        Kind::RepeatedExtensions => Some(more("1.3.999".into())),
        _ => None,
    };
    template.extensions_mut().extend((0..count).filter_map(kind_of));
    given.put("edge-server", &given.root.issue(template), "");
    if kind == Kind::WantedNames {
        let wanted =
            Vec::from_iter((0..count).map(|number| format!("\"other{number}.example.com\"")));
        writeln!(given.core, "verify_name = [{}]", wanted.join(", ")).expect("a string");
    }
}

/// Far ends that both nodes call, of which nothing was given.
pub(super) fn far_ends(given: &mut Given, count: usize) {
    for number in 0..count {
        let node = if number % 2 == 0 { "edge" } else { "core" };
        writeln!(
            given.rest,
            "[[far_end]]\nname = \"Far end {number}\"\nnode = \"{node}\"\ninitiates = \"both\"\n\
             client_eku_check = \"on\"\n"
        )
        .expect("a string");
    }
}

/// Far ends with a private CA each, whose certificates end one day after the other.
pub(super) fn far_end_certificates(given: &mut Given, count: usize) {
    for number in 0..count {
        let host = format!("far{number}.example.org");
        let ca = Authority::root(authority(&format!("Private {number}")));
        let (year, month, day) = (2027 + number / 336, 1 + number / 28 % 12, 1 + number % 28);
        let until = Time::new(&format!("{year}-{month:02}-{day:02}T00:00:00Z"));
        let theirs = ca.issue(leaf(&host).dns(&[&host]).purposes(&BOTH).not_after(until));
        let pem = format!("{}{}", theirs.pem(), ca.certificate().pem());
        given.more.push((format!("far{number}.pem"), pem));
        writeln!(
            given.rest,
            "[[far_end]]\nname = \"Far end {number}\"\nnode = \"edge\"\ninitiates = \"both\"\n\
             client_eku_check = \"on\"\ncertificate = \"far{number}.pem\"\n\
             trusted_cas = [\"far{number}.pem\"]\nverify_name = \"{host}\"\n"
        )
        .expect("a string");
    }
}

/// Peers of both nodes; the client certificates of Core lack client authentication.
pub(super) fn peers(given: &mut Given, count: usize) {
    given.has_peers = true;
    let root = given.root.clone();
    for node in ["core", "edge"] {
        let mut tables = String::new();
        for number in 0..count {
            let name = format!("{node}{number}");
            let host = format!("{name}.example.com");
            for store in ["server", "client"] {
                let purposes = if (node, store) == ("core", "client") { &BOTH[..1] } else { &BOTH };
                let made = root.issue(leaf(&host).dns(&[&host, store]).purposes(purposes));
                given.more.push((format!("{name}-{store}.pem"), made.pem()));
            }
            writeln!(
                tables,
                "[[{node}.peer]]\nname = \"{name}\"\nserver_certificate = \"{name}-server.pem\"\n\
                 client_certificate = \"{name}-client.pem\"\n"
            )
            .expect("a string");
        }
        match node {
            "core" => given.core += &tables,
            _ => given.edge += &tables,
        }
    }
}
