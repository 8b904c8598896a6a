//! A deployment file, read and judged.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::deployment_file(bytes));
