//! The same changed certificates as `certificate_tree`, held against OpenSSL.
#![no_main]

use eku_tests::fuzzing::tree;
use libfuzzer_sys::{fuzz_crossover, fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| eku_tests::fuzzing::certificate_openssl(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    // Now and then bytes, so that wrong lengths come up as well.
    let by_element = !seed.is_multiple_of(8);
    let changed =
        by_element.then(|| tree::change_in_place(&mut data[..max_size], 0, size, seed)).flatten();
    changed.unwrap_or_else(|| fuzzer_mutate(data, size, max_size))
});

fuzz_crossover!(|one: &[u8], other: &[u8], out: &mut [u8], seed: u32| {
    let crossed = tree::crossed(one, other, seed).filter(|crossed| crossed.len() <= out.len());
    let crossed = crossed.as_deref().unwrap_or(&one[..one.len().min(out.len())]);
    out[..crossed.len()].copy_from_slice(crossed);
    crossed.len()
});
