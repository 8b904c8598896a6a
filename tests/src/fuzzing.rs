//! What a fuzzer calls: plain functions of bytes, each with the promises that hold for any bytes.
//!
//! [`TARGETS`] is the one list of them; the fuzz targets under `fuzz/` are called by its names, and
//! [`seeds`] makes what they start from. None of the functions answers anything: a promise that is
//! broken panics.

mod archives;
mod captures;
mod cases;
mod certificates;
mod collections;
mod deployment_files;
mod dumps;
mod messages;
mod reports;
pub mod seeds;
pub mod tree;

pub use archives::{archive, member};
pub use captures::capture;
pub use cases::case;
pub use certificates::{certificate, certificate_openssl, certificates, encodings, pem, pkcs7};
pub use collections::{collection, collection_bytes};
pub use deployment_files::deployment_file;
pub use dumps::{log, session, settings, status};
pub use messages::{
    message_archive, message_arguments, message_case, message_deployment_file, message_encodings,
    message_log, message_settings, message_status,
};
pub use reports::report;

/// A promise about any bytes.
pub type Promise = fn(&[u8]);

/// Every fuzz target by its name. `certificate_tree` holds the same promise as `certificate`, of
/// bytes that [`tree`] changed; `certificate_openssl` takes such bytes, too.
pub const TARGETS: &[(&str, Promise)] = &[
    ("archive", archive),
    ("capture", capture),
    ("case", case),
    ("certificate", certificate),
    ("certificate_openssl", certificate_openssl),
    ("certificate_tree", certificate),
    ("encodings", encodings),
    ("collection", collection),
    ("collection_bytes", collection_bytes),
    ("deployment_file", deployment_file),
    ("log", log),
    ("member", member),
    ("message_archive", message_archive),
    ("message_arguments", message_arguments),
    ("message_case", message_case),
    ("message_encodings", message_encodings),
    ("message_deployment_file", message_deployment_file),
    ("message_log", message_log),
    ("message_settings", message_settings),
    ("message_status", message_status),
    ("pem", pem),
    ("pkcs7", pkcs7),
    ("report", report),
    ("session", session),
    ("settings", settings),
    ("status", status),
];

/// A number from the first two bytes, below `most`, and the other bytes: how a target takes a choice
/// from its input.
fn choice(bytes: &[u8], most: usize) -> (usize, &[u8]) {
    match bytes {
        [low, high, rest @ ..] => {
            (usize::from(u16::from_le_bytes([*low, *high])) % most.max(1), rest)
        }
        _ => (0, &[]),
    }
}
