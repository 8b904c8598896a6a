//! One answer: random deployments give the same report as archives, in any order of their machines,
//! and as the case that is saved of them and opened again.

use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use eku_case::Case;
use eku_deployment::Description;
use eku_engine::time::Timestamp;
use eku_intake::archive::Limits;
use eku_intake::collection::Collector;
use eku_tests::doors;

#[test]
fn archives_and_the_case_of_them_give_one_report() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("doors");
    doors::write(&folder, 120).expect("deployments");
    let at = Timestamp::parse("2026-11-23").expect("a date");
    let mut count = 0;
    for number in 0..120 {
        let mut archives = files(&folder.join(format!("{number:03}")).join("archives"));
        archives.sort();
        let mut collector = Collector::new(Limits::default());
        for path in &archives {
            let name = path.file_name().expect("a name").to_string_lossy();
            let file = File::open(path).expect("an archive");
            collector.add(&name, file, &|_| ControlFlow::Continue(()));
        }
        let mut description = Description::default();
        let sorted = description.take(vec![(collector.finish(), None)]);
        assert!(sorted.machines.iter().all(|one| one.node.is_some()), "{number}");
        let report = description.report(at).expect("a report");
        let case = Case { at: Some(at), description, ..Case::default() };
        let opened = eku_case::read("a.json", eku_case::write(&case).as_bytes());
        let again = opened.expect("a case").description.report(at).expect("a report");
        assert_eq!(again, report, "{number}");
        count += 1;
    }
    assert_eq!(count, 120);
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}
