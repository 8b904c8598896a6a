//! Any bytes as PKCS#7, and as the certificates in it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::pkcs7(bytes));
