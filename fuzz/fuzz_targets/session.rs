//! Any bytes as text of which the content says what it is.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::session(bytes));
