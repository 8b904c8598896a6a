//! TLS handshakes in captures of network packets.
