//! Fields of a log line: `Dst-port="5062"`, times, addresses.

use std::net::IpAddr;

use eku_engine::time::Timestamp;

/// The value of the first field with this name, without the blanks at its ends.
pub(super) fn first<'l>(line: &'l [u8], name: &str) -> Option<&'l [u8]> {
    let finder = memchr::memmem::Finder::new(name);
    finder.find_iter(line).find_map(|at| value(line, at, name))
}

/// The value of the last field with this name.
pub(super) fn last<'l>(line: &'l [u8], name: &str) -> Option<&'l [u8]> {
    let mut end = line.len();
    while let Some(at) = memchr::memmem::rfind(line.get(..end)?, name.as_bytes()) {
        if let Some(value) = value(line, at, name) {
            return Some(value);
        }
        end = at;
    }
    None
}

/// The value of the field whose name stands at a place: `Detail= " words "`.
fn value<'l>(line: &'l [u8], at: usize, name: &str) -> Option<&'l [u8]> {
    let before = at.checked_sub(1).and_then(|before| line.get(before));
    if before.is_some_and(|before| before.is_ascii_alphanumeric() || *before == b'-') {
        return None;
    }
    let rest = line.get(at + name.len()..)?.trim_ascii_start().strip_prefix(b"=")?;
    let inside = rest.trim_ascii_start().strip_prefix(b"\"")?;
    let end = memchr::memchr(b'"', inside).unwrap_or(inside.len());
    Some(inside.get(..end)?.trim_ascii())
}

/// A value as text; `None` where it is empty.
pub(super) fn text(value: &[u8]) -> Option<String> {
    (!value.is_empty()).then(|| String::from_utf8_lossy(value).into_owned())
}

/// A value as a port.
pub(super) fn port(value: &[u8]) -> Option<u16> {
    std::str::from_utf8(value).ok()?.parse().ok()
}

/// `2017-09-20 14:49:18,724`, in UTC.
pub(super) fn utc_time(value: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(value).ok()?.get(..19)?;
    Timestamp::parse(&format!("{text}Z")).ok()
}

/// The time with which a line begins, `2017-09-19T14:16:15.836-04:00`, and what follows it.
pub(super) fn line_time(line: &[u8]) -> Option<(Timestamp, &[u8])> {
    if !line.first()?.is_ascii_digit() {
        return None;
    }
    let end = memchr::memchr(b' ', line.get(..40).unwrap_or(line))?;
    let (time, rest) = line.split_at_checked(end)?;
    let time = Timestamp::parse(std::str::from_utf8(time).ok()?).ok()?;
    Some((time, rest.trim_ascii_start()))
}

/// The host name that follows the time of a line.
pub(super) fn host(line: &[u8]) -> Option<String> {
    let (_, rest) = line_time(line)?;
    let name = rest.split(|byte| *byte == b' ').next()?;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let is_host = !name.is_empty() && name.len() <= 255 && name.iter().all(is_name);
    is_host.then(|| String::from_utf8_lossy(name).into_owned())
}

/// Address and port of `['IPv4''TCP''172.16.2.2:5062']`.
pub(super) fn socket(value: &[u8]) -> Option<(String, u16)> {
    let text = std::str::from_utf8(value).ok()?;
    let text = text.trim_end_matches([']', '\'']);
    let text = text.rsplit('\'').next()?;
    let (address, port) = text.rsplit_once(':')?;
    let address = address.trim_matches(['[', ']']);
    Some((address.into(), port.parse().ok()?))
}

/// The first address in a text that is no number of a release or time.
pub(super) fn address_in(text: &str) -> Option<String> {
    text.split(|letter: char| !(letter.is_ascii_hexdigit() || matches!(letter, '.' | ':')))
        .map(|word| word.trim_matches(['.', ':']))
        .find_map(|word| {
            let word = match word.matches(':').count() {
                1 => word.split(':').next().unwrap_or(word),
                _ => word,
            };
            let looks = word.matches('.').count() == 3 || word.matches(':').count() > 2;
            let address: IpAddr = word.parse().ok().filter(|_| looks)?;
            Some(address.to_string())
        })
}
