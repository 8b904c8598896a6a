//! Any bytes as a file's name and its first bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::member(bytes));
