//! What is said of certificates in any encoding: no more of it than a name, and nothing of a key in it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::message_encodings(bytes));
