//! Certificates of any kind in the stores of a deployment, judged and worded. They are changed
//! element by element, so that most of them are still read.
#![no_main]

use eku_tests::fuzzing::tree;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::report(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    // The first two bytes choose the deployment.
    tree::mutate(data, 2, size, max_size, seed, fuzzer_mutate)
});
