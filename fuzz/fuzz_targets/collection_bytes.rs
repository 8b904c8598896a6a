//! Any bytes as what a collector has read, written to bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::collection_bytes(bytes));
