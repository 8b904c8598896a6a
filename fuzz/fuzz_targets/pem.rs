//! Any bytes as the engine reads a bundle.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::pem(bytes));
