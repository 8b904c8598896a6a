//! Any bytes as a file of any kind, sorted.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::collection(bytes));
