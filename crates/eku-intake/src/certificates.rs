//! Certificates in any coat.
