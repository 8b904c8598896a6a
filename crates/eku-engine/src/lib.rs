//! What a set of certificates means for a Cisco Expressway deployment.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod bundle;
pub mod certificate;
pub mod deployment;
pub mod eku;
pub mod report;
pub mod time;
