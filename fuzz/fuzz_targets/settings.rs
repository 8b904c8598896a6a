//! Any bytes as an xConfiguration dump, text and XML.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::settings(bytes));
