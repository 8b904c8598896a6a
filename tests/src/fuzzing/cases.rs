//! Cases that a page or a person saved.

/// Reads any bytes as a case. What is refused says what is wrong; what is read is judged, and written
/// and read again as the same, without a key in it.
pub fn case(bytes: &[u8]) {
    let _ = eku_case::is_case(bytes);
    let case = match eku_case::read("a.json", bytes) {
        Ok(case) => case,
        Err(problem) => {
            assert_eq!(problem.file, "a.json");
            assert!(!problem.what.is_empty() && !problem.remedy.is_empty(), "{problem:?}");
            return;
        }
    };
    match case.deployment("a.json") {
        Ok(read) => {
            let at = case.at.unwrap_or_default();
            let report = eku_engine::check_with_evidence(&read.deployment, &case.observations, at);
            assert!(!report.services.is_empty());
        }
        Err(problems) => assert!(!problems.is_empty(), "nothing is said"),
    }
    let written = eku_case::write(&case);
    assert!(!written.contains("PRIVATE KEY-----") && !written.contains('<'));
    assert!(eku_case::is_case(written.as_bytes()));
    let again = eku_case::read("a.json", written.as_bytes()).expect("what was written is read");
    assert_eq!(eku_case::write(&again), written);
}
