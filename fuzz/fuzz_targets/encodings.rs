//! Any bytes as certificates in any encoding, with and without a private key among them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::encodings(bytes));
