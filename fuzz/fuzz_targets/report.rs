//! Certificates of any kind in the stores of a deployment, judged and worded. They are changed
//! element by element, so that most of them are still read.
#![no_main]

use eku_tests::fuzzing::tree;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::report(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    // The first two bytes choose the deployment; now and then they change, and any other.
    let by_element = !seed.is_multiple_of(8);
    let changed =
        by_element.then(|| tree::change_in_place(&mut data[..max_size], 2, size, seed)).flatten();
    changed.unwrap_or_else(|| fuzzer_mutate(data, size, max_size))
});
