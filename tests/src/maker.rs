//! Makes X.509 certificates byte by byte, correct ones and deviant ones, the same on every machine.
//!
//! ```
//! use eku_tests::maker::{Authority, Template, oid};
//!
//! let root = Authority::root(Template::authority("Example Root"));
//! let issuing = root.intermediate(Template::authority("Example Issuing"));
//! let leaf = issuing.issue(
//!     Template::leaf("core.example.com")
//!         .dns(&["core.example.com"])
//!         .purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH]),
//! );
//! assert!(leaf.pem().starts_with("-----BEGIN CERTIFICATE-----\n"));
//! ```
//!
//! A [`Template`] says what stands in a certificate, an [`Authority`] signs it, a [`Key`] is a
//! fixed test key. [`container`] wraps certificates in other formats. Nothing here uses the
//! libraries that the engine reads certificates with, so a common misunderstanding cannot hide.

pub mod container;
pub mod der;
pub mod oid;
pub mod pem;

mod authority;
mod certificate;
mod extension;
mod key;
mod name;
mod time;

pub use authority::Authority;
pub use certificate::{Certificate, Template};
pub use extension::{AlternativeName, Extension, KeyUsage, NetscapeType};
pub use key::{Key, SignatureAlgorithm};
pub use name::{Attribute, Name};
pub use time::Time;

pub(crate) use key::expand;
