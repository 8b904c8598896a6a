//! Any bytes as an archive, within narrow limits.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::archive(bytes));
