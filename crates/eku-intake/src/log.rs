//! What diagnostic logs say about TLS.
