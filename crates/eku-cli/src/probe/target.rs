//! What is asked for: hosts and ports as they are written on the command line.

use std::net::{IpAddr, Ipv6Addr};

use eku_engine::secret;
use rustls::pki_types::ServerName;

/// One port of one host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// A name or an address.
    pub(super) host: String,
    pub(super) port: u16,
    /// Whether the port was written, and is not one of the usual ones.
    pub(super) is_named: bool,
}

impl Target {
    /// The targets of `HOST[:PORT]`.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(super) fn of(text: &str) -> Result<Vec<Self>, &'static str> {
        if secret::is_key(text) {
            return Err("looks like a private key, and was not used");
        }
        let (host, port) = parts(text)?;
        if host.len() > LONGEST_HOST || ServerName::try_from(host.to_owned()).is_err() {
            return Err("is not a host name or an address");
        }
        let target = |port, is_named| Self { host: host.to_owned(), port, is_named };
        Ok(match port {
            Some(port) => vec![target(port, true)],
            None => USUAL.map(|port| target(port, false)).into(),
        })
    }

    /// As it is shown: `edge.example.com:5061`, `[::1]:5061`.
    pub(super) fn shown(&self) -> String {
        match self.host.parse::<Ipv6Addr>() {
            Ok(address) => format!("[{address}]:{}", self.port),
            Err(_) => format!("{}:{}", self.host, self.port),
        }
    }

    /// The host as an address, where it is one.
    pub(super) fn address(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }
}

fn parts(text: &str) -> Result<(&str, Option<u16>), &'static str> {
    let port = |text: &str| match text.parse() {
        Ok(port @ 1..) => Ok(Some(port)),
        _ => Err("has no port from 1 to 65535 behind the colon"),
    };
    if let Some(rest) = text.strip_prefix('[') {
        let (host, behind) = rest.split_once(']').ok_or("has no closing bracket")?;
        let behind = match behind.strip_prefix(':') {
            Some(number) => port(number)?,
            None if behind.is_empty() => None,
            None => return Err("has text behind the bracket that is not a port"),
        };
        return Ok((host, behind));
    }
    match text.split_once(':') {
        // An IPv6 address without brackets.
        Some((_, rest)) if rest.contains(':') => Ok((text, None)),
        Some((host, number)) => Ok((host, port(number)?)),
        None => Ok((text, None)),
    }
}

/// What Expressway listens on, and what far ends do.
const USUAL: [u16; 7] = [5061, 5062, 7001, 8443, 443, 2222, 5269];

/// A name of the domain name system has no more letters (RFC 1035 section 2.3.4).
const LONGEST_HOST: usize = 253;

#[cfg(test)]
mod tests {
    use super::{Target, USUAL};

    #[test]
    fn hosts_and_ports_are_read_as_they_are_written() {
        for (text, host, port, shown) in [
            ("edge.example.com:5061", "edge.example.com", 5061, "edge.example.com:5061"),
            ("192.0.2.1:65535", "192.0.2.1", 65535, "192.0.2.1:65535"),
            ("[::1]:5061", "::1", 5061, "[::1]:5061"),
            ("localhost:1", "localhost", 1, "localhost:1"),
        ] {
            let [target] = &Target::of(text).expect(text)[..] else { panic!("{text}") };
            assert_eq!((target.host.as_str(), target.port, target.is_named), (host, port, true));
            assert_eq!(target.shown(), shown);
        }
        for text in ["edge.example.com", "192.0.2.1", "::1", "[2001:db8::1]"] {
            let targets = Target::of(text).expect(text);
            assert_eq!(targets.iter().map(|one| one.port).collect::<Vec<_>>(), USUAL, "{text}");
            assert!(targets.iter().all(|target| !target.is_named));
        }
    }

    #[test]
    fn what_is_no_host_is_no_target() {
        let long = "a.".repeat(130);
        for text in [
            "",
            ":5061",
            "host:",
            "host:0",
            "host:65536",
            "host:sip",
            "[::1",
            "[::1]5061",
            "[]:5061",
            "a b",
            "https://host",
            "a/b",
            &long,
            "-----BEGIN PRIVATE KEY-----",
        ] {
            assert!(Target::of(text).is_err(), "{text}");
        }
    }
}
