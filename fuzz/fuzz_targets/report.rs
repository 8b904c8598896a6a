//! Certificates of any kind in the stores of a deployment, judged and worded.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::report(bytes));
