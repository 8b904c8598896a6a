//! Everything that was given, sorted.

use std::io::Cursor;
use std::ops::ControlFlow;

use eku_deployment::Description;
use eku_engine::deployment::NodeName;
use eku_intake::archive::Limits;
use eku_intake::collection::{Collection, Collector};

use super::choice;

/// Collects bytes under one of several names, twice, and drafts nodes of the machines. What is
/// collected is written to bytes and read again as the same.
pub fn collection(bytes: &[u8]) {
    let limits = Limits {
        entries: 100,
        expanded: 256 << 10,
        ratio_from: 64 << 10,
        buffered: 64 << 10,
        ..Limits::default()
    };
    let (name, content) = choice(bytes, NAMES.len());
    let name = NAMES[name];
    let mut collector = Collector::new(limits);
    let go_on = |_| ControlFlow::Continue(());
    collector.add(name, Cursor::new(content), &go_on);
    collector.add_stream("b.tar.gz", &mut &*content, &go_on);
    let collection = is_read_again(collector);
    for found in &collection.found {
        assert!(
            found.source.starts_with(name) || found.source.starts_with("b.tar.gz"),
            "{found:?}"
        );
    }
    assert!(!collection.found.is_empty() || !collection.problems.is_empty(), "nothing is said");
    drafts(&collection);
}

/// Reads any bytes as what a collector has read. What can be read is written and read again as the
/// same.
pub fn collection_bytes(bytes: &[u8]) {
    if let Ok(collector) = Collector::from_bytes(bytes) {
        drafts(&is_read_again(collector));
    }
}

/// What a collector has read, which comes to the same by way of bytes.
fn is_read_again(collector: Collector) -> Collection {
    let bytes = collector.to_bytes().expect("what was read is written");
    let again = Collector::from_bytes(&bytes).expect("what was written is read");
    let collection = collector.finish();
    assert_eq!(again.finish(), collection);
    collection
}

/// What was collected is taken into a description, for each node and for none, and judged.
fn drafts(collection: &Collection) {
    for said in [None, Some(NodeName::Core), Some(NodeName::Edge)] {
        let mut description = Description::default();
        let sorted = description.take(vec![(collection.clone(), said)]);
        assert_eq!(sorted.machines.len(), collection.machines.len());
        description.judged().expect("whatever is described can be judged");
    }
}

/// Names that say what is in a file, and one that does not.
const NAMES: [&str; 8] = [
    "a",
    "a/server_core1_2026-11-20_09_30_00.pem",
    "a/ca_core1_2026-11-20_09_30_00.pem",
    "a/xconf_dump_core1_2026-11-20_09_30_00.txt",
    "a/xstat_dump_core1_2026-11-20_09_30_00.xml",
    "a/loggingsnapshot_core1_2026-11-20_09_30_00.txt",
    "a/eth0_diagnostic_logging_tcpdump0_core1_2026-11-20_09_30_00.pcap",
    "a.tar.gz",
];
