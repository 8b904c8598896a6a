//! Any bytes as a case.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::case(bytes));
