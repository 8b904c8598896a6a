//! Any bytes as an xStatus dump, text and XML.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::status(bytes));
