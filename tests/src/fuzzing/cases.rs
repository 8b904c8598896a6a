//! Cases that a page or a person saved.

/// Reads any bytes as a case. What is refused says what is wrong; what is read is judged, and written
/// and read again as the same, without a key in it.
pub fn case(bytes: &[u8]) {
    let _ = eku_case::is_case(bytes);
    let case = match eku_case::read("a.json", bytes) {
        Ok(case) => case,
        Err(problems) => {
            assert!(!problems.is_empty(), "it is refused, and nothing is said");
            for problem in problems {
                assert!(!problem.what.is_empty() && !problem.remedy.is_empty(), "{problem:?}");
            }
            return;
        }
    };
    let report = case.description.report(case.at.unwrap_or_default());
    assert!(!report.expect("what is described can be judged").services.is_empty());
    let written = eku_case::write(&case);
    assert!(!written.contains("PRIVATE KEY-----") && !written.contains('<'));
    assert!(eku_case::is_case(written.as_bytes()));
    let again = eku_case::read("a.json", written.as_bytes()).expect("what was written is read");
    assert_eq!(eku_case::write(&again), written);
}
