//! What is spoken in plain text: the banner of SSH, and XMPP until it begins TLS.

use std::io::Write;

use eku_engine::report::Reached;
use eku_engine::secret;

use super::wire::Wire;

/// What an SSH server says of itself, where one speaks first.
pub(super) fn ssh_banner(wire: &mut Wire) -> Option<String> {
    wire.read_until(|bytes| banner(bytes).is_some() || !may_be_ssh(bytes));
    banner(wire.first())
}

/// A line that begins with `SSH-`, behind other lines (RFC 4253 section 4.2).
fn banner(bytes: &[u8]) -> Option<String> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let line = lines.find(|line| line.starts_with(b"SSH-") && line.ends_with(b"\n"))?;
    let line = String::from_utf8_lossy(&line[..line.len().min(LONGEST_BANNER)]);
    Some(secret::quoted(line.trim_end()).into_owned())
}

/// Whether bytes may be the beginning of an SSH server's: text.
fn may_be_ssh(bytes: &[u8]) -> bool {
    bytes.first().is_none_or(|first| *first >= b' ')
}

/// What answers without TLS.
pub(super) fn protocol(wire: &mut Wire) -> Reached {
    let begins = |word: &[u8]| wire.first().starts_with(word);
    if begins(b"SSH-") {
        let banner = ssh_banner(wire).unwrap_or_else(|| "SSH-".into());
        return Reached::Ssh(banner);
    }
    let known: [(&[u8], &str); 6] = [
        (b"HTTP/", "HTTP"),
        (b"<!DOCTYPE", "HTTP"),
        (b"<html", "HTTP"),
        (b"SIP/", "SIP"),
        (b"<?xml", "XML"),
        (b"<stream", "XMPP"),
    ];
    Reached::NotTls(known.iter().find(|(word, _)| begins(word)).map(|(_, name)| *name))
}

/// Whether bytes begin like a record of TLS.
pub(super) fn is_tls(bytes: &[u8]) -> bool {
    matches!(bytes, [] | [20..=24] | [20..=24, 3, ..])
}

/// Asks an XMPP server for TLS (RFC 6120 section 5); the next byte is TLS then.
///
/// # Errors
///
/// What was there instead.
pub(super) fn start_xmpp(wire: &mut Wire, name: &str, seconds: u64) -> Result<(), Reached> {
    // A name that was given is one of the domain name system or an address: no markup.
    let opening = format!(
        "<?xml version='1.0'?><stream:stream to='{name}' version='1.0' xmlns='jabber:server' \
         xmlns:stream='http://etherx.jabber.org/streams'>"
    );
    say(wire, &opening, seconds)?;
    let ends = |bytes: &[u8], words: &[&[u8]]| words.iter().any(|word| has(bytes, word));
    wire.read_until(|bytes| {
        ends(bytes, &[b"</stream:features>", b"</features>", b"</stream:stream>"])
            || !may_be_xml(bytes)
    });
    let first = wire.first();
    if first.is_empty() {
        return Err(Reached::Silent { seconds, connected: true });
    }
    if !has(first, b"stream") || !may_be_xml(first) {
        return Err(protocol(wire));
    }
    if !has(first, b"urn:ietf:params:xml:ns:xmpp-tls") {
        return Err(Reached::NoStartTls);
    }
    wire.begin_anew();
    say(wire, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", seconds)?;
    wire.read_until(|bytes| bytes.contains(&b'>'));
    let goes_on = has(wire.first(), b"<proceed");
    wire.begin_anew();
    if goes_on { Ok(()) } else { Err(Reached::NoStartTls) }
}

fn say(wire: &mut Wire, text: &str, seconds: u64) -> Result<(), Reached> {
    wire.write_all(text.as_bytes()).map_err(|_| Reached::Silent { seconds, connected: true })
}

fn may_be_xml(bytes: &[u8]) -> bool {
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_none_or(|first| *first == b'<')
}

fn has(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// RFC 4253 section 4.2 allows no longer one.
const LONGEST_BANNER: usize = 255;
