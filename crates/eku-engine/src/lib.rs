//! What a set of certificates means for a Cisco Expressway deployment.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod certificate;
pub mod eku;
pub mod report;
pub mod time;
