//! Any bytes as a diagnostic log.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::log(bytes));
