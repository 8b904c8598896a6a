//! What is said of a deployment file: no more of it than a name, and nothing of a key in it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::message_deployment_file(bytes));
