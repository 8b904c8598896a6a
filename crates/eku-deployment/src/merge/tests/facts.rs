//! What files say of a node becomes what is known of it, and where they disagree that is told.

use eku_engine::deployment::{ClientEkuCheck, Initiates, Protocol, Service, TlsVerify};
use eku_intake::log::{Log, ReleaseSeen};
use eku_intake::status;

use super::*;
use crate::testing::{ROOT, ROOTS, damaged, dump, file, log, machine};

fn version(text: &str) -> String {
    format!("SystemUnit Software Version: \"{text}\"")
}

/// A machine whose files of each kind name these releases.
fn machine_of(settings: &str, status: &str, log: &str, build: &str) -> Machine {
    let mut made = machine("core1", None, None);
    if !settings.is_empty() {
        made.settings = Some(dump("core1", &[&version(settings)]));
    }
    let mut text = String::from("*s SystemUnit: /\n");
    for (key, value) in [("Version", status), ("Build", build)] {
        if !value.is_empty() {
            text.push_str(&format!(" Software:\n  {key}: \"{value}\"\n"));
        }
    }
    let value = status::read(&mut text.as_bytes()).value;
    made.status = vec![Dump { source: "core1!xstat".into(), value }];
    let releases = [log].into_iter().filter(|text| !text.is_empty());
    let releases = releases.map(|text| ReleaseSeen { text: text.into(), count: 1, line: 1 });
    let value = Log { releases: releases.collect(), ..Log::default() };
    made.logs = vec![Dump { source: "core1!log".into(), value }];
    made
}

/// The release that is known of Core, and the file that says it.
fn release(description: &Description) -> (String, String) {
    let fact = description.nodes[0].release.as_ref();
    let from = fact.and_then(|fact| fact.from.first());
    (
        fact.map(|fact| fact.value.to_string()).unwrap_or_default(),
        from.map(|from| from.file.clone()).unwrap_or_default(),
    )
}

#[test]
fn a_release_is_that_of_the_settings_the_status_a_log_or_the_build() {
    let differs = "has X15.4 for the release, and another file of the node has X15.5";
    let no_release = "has an unreadable release";
    for (settings, status, log, build, expected, told) in [
        ("X15.5", "X15.5", "X15.3", "oak_v15.3.0", ("X15.5", "core1!xconf"), None),
        ("X15.5", "X15.4", "", "", ("X15.5", "core1!xconf"), Some(differs)),
        ("", "X15.4", "X15.3", "oak_v15.5.0", ("X15.4", "core1!xstat"), None),
        ("", "", "X15.3", "oak_v15.5.0", ("X15.3", "core1!log"), None),
        ("", "", "", "oak_v15.4.0", ("X15.4", "core1!xstat"), None),
        ("", "", "", "no build", ("", ""), None),
        ("X7.2.3", "", "", "", ("", ""), Some(no_release)),
        ("", "", "", "", ("", ""), None),
    ] {
        let mut description = Description::default();
        merge(&mut description, vec![machine_of(settings, status, log, build)]);
        let (found, source) = release(&description);
        assert_eq!((found.as_str(), source.as_str()), expected);
        assert_eq!(whats(&description), Vec::from_iter(told), "{settings} {status}");
    }
}

#[test]
fn the_first_of_machines_that_disagree_counts_and_the_other_is_told() {
    let check =
        |mode: &str| format!("SIP TLS Certificate ExtendedKeyUsage Checking Mode: \"{mode}\"");
    let release = "has X15.4 for the release, and another file of the node has X15.5";
    let switch = "has On for the EKU check, and another file of the node has Off";
    for (second, told) in [
        ((version("X15.5"), check("Off")), &[][..]),
        ((version("X15.4"), check("Off")), &[release]),
        ((version("X15.5"), check("On")), &[switch]),
        ((version("X15.4"), check("On")), &[release, switch]),
    ] {
        let mut description = Description::default();
        let first = machine_that_says("core1", &[&version("X15.5"), &check("Off")]);
        let second = machine_that_says("core2", &[&second.0, &second.1]);
        merge(&mut description, vec![first, second]);
        assert_eq!(whats(&description), told);
        let core = &description.nodes[0];
        assert_eq!(core.release.as_ref().unwrap().value.to_string(), "X15.5");
        let known = core.switches[Switch::EkuCheck].as_ref().unwrap();
        let from = Quoted {
            value: "Off".into(),
            file: "core1!xconf".into(),
            line: Some(2),
            text: format!("*c xConfiguration {}", check("Off")),
        };
        assert_eq!((known.value, known.from.as_slice()), (false, &[from][..]));
    }
}

#[test]
fn a_later_archive_takes_the_place_of_what_was_known_and_tells_what_was_chosen() {
    let told = "shows X15.4 for Core, but X15.5 was chosen before";
    let chosen = |text| Fact::said(Release::parse(text).unwrap());
    for (before, expected) in [(Some("X15.5"), Some(told)), (Some("X15.4"), None), (None, None)] {
        let mut description = Description::default();
        description.nodes[0].release = before.map(chosen);
        merge(&mut description, vec![machine_that_says("core1", &[&version("X15.4")])]);
        assert_eq!(release(&description), ("X15.4".into(), "core1!xconf".into()));
        assert_eq!(whats(&description), Vec::from_iter(expected), "{before:?}");
        merge(&mut description, vec![machine_that_says("core1", &[&version("X15.3")])]);
        assert_eq!(release(&description), ("X15.3".into(), "core1!xconf".into()));
        assert_eq!(whats(&description), Vec::from_iter(expected), "a file said it before");
        merge(&mut description, vec![log("core1")]);
        assert_eq!(release(&description), ("X15.3".into(), "core1!xconf".into()));
    }
}

#[test]
fn names_that_core_looks_for_are_those_of_its_first_machine() {
    let peer = |number: u32, name: &str| {
        format!("Zones Zone 2 TraversalClient Peer {number} Address: \"{name}\"")
    };
    let machine = |host: &str, names: &[&str]| {
        let names = names.iter().zip(1..).map(|(name, number)| peer(number, name));
        let names = Vec::from_iter(names);
        let statements = OF_CORE.iter().copied().chain(names.iter().map(String::as_str));
        machine_that_says(host, &Vec::from_iter(statements))
    };
    let told = "has a.example, c.example for the TLS verify name, and another file of the node has \
                a.example, b.example";
    for (second, expected) in [
        (&[][..], None),
        (&["b.example"], None),
        (&["b.example", "a.example"], None),
        (&["a.example", "c.example"], Some(told)),
    ] {
        let mut description = Description::default();
        let first = machine("core1", &["a.example", "b.example"]);
        merge(&mut description, vec![machine("core0", &[]), first, machine("core2", second)]);
        assert_eq!(whats(&description), Vec::from_iter(expected), "{second:?}");
        let known = description.nodes[0].verify_names.as_ref().unwrap();
        assert_eq!(known.value, "a.example, b.example");
        let lines = known.from.iter().map(|from| (from.value.as_str(), from.line));
        assert_eq!(Vec::from_iter(lines), [("a.example", Some(4)), ("b.example", Some(5))]);
        merge(&mut description, vec![machine("core1", &[])]);
        assert!(description.nodes[0].verify_names.is_some(), "what says nothing changes nothing");
        merge(&mut description, vec![machine("core1", &["new.example"])]);
        assert_eq!(description.nodes[0].verify_names.as_ref().unwrap().value, "new.example");
    }
}

#[test]
fn a_trusted_list_has_each_file_once_and_none_without_a_certificate() {
    let trusting =
        |files: Vec<CertificateFile>| Machine { trusted: files, ..machine("core1", None, None) };
    let mut again = damaged("again.pem");
    again.problems.clear();
    for (files, expected) in [
        (vec![], None),
        (vec![file("empty.pem", "")], None),
        (vec![file("a.pem", ROOT)], Some(&["a.pem"][..])),
        (vec![file("a.pem", ROOT), file("b.pem", ROOT)], Some(&["a.pem"])),
        (vec![file("a.pem", ROOT), file("b.pem", ROOTS)], Some(&["a.pem", "b.pem"])),
        (vec![file("b.pem", ROOTS), file("a.pem", ROOT)], Some(&["b.pem"])),
        // What may hold more is kept.
        (vec![file("b.pem", ROOTS), again.clone()], Some(&["b.pem", "again.pem"])),
    ] {
        let sources = Vec::from_iter(files.iter().map(|file| file.source.clone()));
        let mut description = Description::default();
        merge(&mut description, vec![trusting(files.clone()), trusting(files)]);
        let trusted = description.nodes[0].trusted.as_ref();
        let found = trusted.map(|list| Vec::from_iter(list.iter().map(|file| &*file.source)));
        assert_eq!(found.as_deref(), expected, "{sources:?}");
    }
    let mut description = Description::default();
    for name in ["a.pem", "b.pem"] {
        merge(&mut description, vec![trusting(vec![file(name, ROOT)])]);
    }
    assert_eq!(description.nodes[0].trusted.as_ref().unwrap().len(), 1, "the same list again");
    merge(&mut description, vec![trusting(vec![file("c.pem", ROOTS)])]);
    assert_eq!(description.nodes[0].trusted.as_ref().unwrap().len(), 2, "another list");
}

#[test]
fn a_zone_becomes_a_far_end_with_all_that_its_settings_say() {
    let statements = [
        "Zones Zone 3 Name: \"CEtls-cucm1\"",
        "Zones Zone 3 Type: \"Neighbor\"",
        "Zones Zone 3 Neighbor SIP Transport: \"TLS\"",
        "Zones Zone 3 Neighbor SIP TLS Verify Mode: \"Off\"",
        "Zones Zone 3 Neighbor Peer 1 Address: \"cucm1.example.com\"",
        "Zones Zone 3 Neighbor Peer 2 Address: \"192.0.2.1\"",
        "Zones Zone 4 Name: \"Outside\"",
        "Zones Zone 4 Type: \"TraversalClient\"",
        "Zones Zone 4 TraversalClient SIP Port: \"7003\"",
        "Zones Zone 4 TraversalClient SIP Transport: \"TLS\"",
        "EdgeConfigServer VerifyOriginServer: \"On\"",
        "CollaborationEdgeCucm 1 Address: \"cucm2.example.com\"",
    ];
    let mut description = Description::default();
    merge(&mut description, vec![machine_that_says("core1", &statements)]);
    let plain = |place: usize| {
        let far_end = &description.far_ends[place];
        FarEnd { node: NodeName::Core, ..FarEnd::of_any_kind(far_end.id, far_end.name.clone()) }
    };
    let quote = |value: &str, line: usize, key: &str| Quoted {
        value: value.into(),
        file: "core1!xconf".into(),
        line: Some(line as u64),
        text: format!("*c xConfiguration {key}"),
    };
    let zone = FarEnd {
        initiates: Initiates::Expressway,
        client_eku_check: ClientEkuCheck::Unknown,
        tls_verify: TlsVerify::Off,
        used_by: vec![Service::Mra],
        verify_names: "cucm1.example.com, 192.0.2.1".into(),
        from: Some(quote("CEtls-cucm1", 1, statements[0])),
        ..plain(0)
    };
    let traversal = FarEnd {
        tls_verify: TlsVerify::Unknown,
        traversal_port: Some(7003),
        from: Some(quote("Outside", 7, statements[6])),
        ..plain(1)
    };
    let server = FarEnd {
        protocol: Protocol::Https,
        used_by: vec![Service::Mra],
        verify_names: "cucm2.example.com".into(),
        from: Some(quote("Unified CM cucm2.example.com", 12, statements[11])),
        ..plain(2)
    };
    assert_eq!(*description.far_ends, [zone, traversal, server]);
    let names = description.far_ends.iter().map(|far_end| far_end.name.as_str());
    let expected = ["CEtls-cucm1", "Outside", "Unified CM cucm2.example.com"];
    assert_eq!(Vec::from_iter(names), expected);
}

#[test]
fn a_far_end_is_taken_once_and_beside_that_of_the_other_node() {
    let webex = ["Zones Zone 3 Name: \"Webex\"", "Zones Zone 3 Type: \"DNS\""];
    let of_far_ends = |description: &Description| {
        let far_ends = description.far_ends.iter();
        Vec::from_iter(far_ends.map(|far_end| (far_end.name.clone(), far_end.node)))
    };
    let mut description = Description::default();
    for _ in 0..2 {
        let machines = ["core1", "core2"].map(|host| machine_that_says(host, &webex));
        merge(&mut description, machines.into());
        description.merge(NodeName::Edge, &[machine_that_says("edge1", &webex).into()]);
        let expected = [("Webex", NodeName::Core), ("Webex (Edge)", NodeName::Edge)];
        assert_eq!(of_far_ends(&description), expected.map(|(name, node)| (name.into(), node)));
    }
    description.far_ends[0].name = "The cloud".into();
    merge(&mut description, vec![machine_that_says("core1", &webex)]);
    let names = of_far_ends(&description).into_iter().map(|(name, _)| name);
    assert_eq!(Vec::from_iter(names), ["The cloud", "Webex (Edge)"], "a person named it");
}
