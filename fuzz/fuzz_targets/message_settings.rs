//! What is said of settings: no more of it than a name, and nothing of a key in it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::message_settings(bytes));
