//! Fields of a log line: `Dst-port="5062"`, times, addresses.

use std::net::IpAddr;

use eku_engine::time::Timestamp;

use crate::key::shortened;

/// Hands every field of a line to `each`, its name and its value without the blanks at its ends, until
/// that says no. What stands in a value is no field.
pub(super) fn each<'l>(line: &'l [u8], mut each: impl FnMut(&'l [u8], &'l [u8]) -> bool) {
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let mut rest = line;
    while let Some(at) = memchr::memchr(b'=', rest) {
        let (before, after) = rest.split_at(at);
        let before = before.trim_ascii_end();
        let after = after.get(1..).unwrap_or_default();
        let Some(inside) = after.trim_ascii_start().strip_prefix(b"\"") else {
            rest = after;
            continue;
        };
        let end = memchr::memchr(b'"', inside).unwrap_or(inside.len());
        let (value, after) = inside.split_at(end);
        let name = before.iter().rev().take_while(is_name).count();
        let name = before.get(before.len() - name..).unwrap_or_default();
        if !each(name, value.trim_ascii()) {
            return;
        }
        rest = after.get(1..).unwrap_or_default();
    }
}

/// A value as a name or address, shortened to the longest that there are; `None` where it is empty.
pub(super) fn name(value: &[u8]) -> Option<String> {
    (!value.is_empty()).then(|| shortened(&String::from_utf8_lossy(value), LONGEST_NAME))
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
    if is_host { self::name(name) } else { None }
}

/// Address and port of `['IPv4''TCP''172.16.2.2:5062']`.
pub(super) fn socket(value: &[u8]) -> Option<(String, u16)> {
    let text = std::str::from_utf8(value).ok()?;
    let text = text.trim_end_matches([']', '\'']);
    let text = text.rsplit('\'').next()?;
    let (address, port) = text.rsplit_once(':')?;
    let address = name(address.trim_matches(['[', ']']).as_bytes()).unwrap_or_default();
    Some((address, port.parse().ok()?))
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

/// The longest name of a host, in letters.
const LONGEST_NAME: usize = 255;
