//! DER certificates whose elements are changed, so that the lengths around them stay right.
#![no_main]

use eku_tests::fuzzing::tree;
use libfuzzer_sys::{fuzz_crossover, fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::certificate(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    tree::mutate(data, 0, size, max_size, seed, fuzzer_mutate)
});

fuzz_crossover!(|one: &[u8], other: &[u8], out: &mut [u8], seed: u32| {
    tree::cross(one, other, out, seed)
});
