//! Logging snapshots: mostly what nobody asks for, and now and then a line that matters.

use std::io::{self, Read};

use super::{Machine, numbers};

/// The lines of a log of about `bytes` bytes, the machine's failures spread evenly over it.
pub(super) fn lines(machine: &Machine, bytes: u64) -> impl Iterator<Item = Vec<u8>> {
    let total = u64::from(machine.failures);
    let mut written = 0_u64;
    let mut failures = 0_u64;
    numbers(0x1234_5678_9abc_def1).enumerate().map_while(move |(place, number)| {
        let second = written.saturating_mul(SECONDS) / bytes.max(1);
        let due = if written >= bytes { total } else { total * written / bytes };
        let line = if failures < due {
            failures += 1;
            failure(machine, second, number)
        } else if written >= bytes {
            return None;
        } else {
            ordinary(machine, place, second, number)
        };
        written += line.len() as u64;
        Some(line.into_bytes())
    })
}

/// A log as a stream.
pub(super) struct Log<'m> {
    lines: Box<dyn Iterator<Item = Vec<u8>> + 'm>,
    line: io::Cursor<Vec<u8>>,
}

impl<'m> Log<'m> {
    /// The log of a machine, of about `bytes` bytes.
    pub(super) fn new(machine: &'m Machine, bytes: u64) -> Self {
        Self { lines: Box::new(lines(machine, bytes)), line: io::Cursor::default() }
    }
}

impl Read for Log<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.line.read(into)?;
            if count > 0 || into.is_empty() {
                return Ok(count);
            }
            match self.lines.next() {
                Some(line) => self.line = io::Cursor::new(line),
                None => return Ok(0),
            }
        }
    }
}

/// A line that says why a service does not work.
fn failure(machine: &Machine, second: u64, number: u64) -> String {
    let host = machine.host;
    let (time, utc) = times(second);
    let port = 25000 + number % 5000;
    let own = machine.address;
    if machine.is_core {
        format!(
            "{time} {host} tvcs: Event=\"Outbound TLS Negotiation Error\" Service=\"SIP\" \
             Src-ip=\"{own}\" Src-port=\"{port}\" Dst-ip=\"198.51.100.21\" Dst-port=\"7001\" \
             Detail=\"sslv3 alert unsupported certificate\" Protocol=\"TLS\" \
             Common-name=\"edge.example.com\" Level=\"1\" UTCTime=\"{utc}\"\n"
        )
    } else {
        format!(
            "{time} {host} tvcs: Event=\"Inbound TLS Negotiation Error\" Service=\"SIP\" \
             Src-ip=\"192.0.2.11\" Src-port=\"{port}\" Dst-ip=\"{own}\" Dst-port=\"7001\" \
             Detail=\"unsuitable certificate purpose\" Protocol=\"TLS\" Level=\"1\" \
             UTCTime=\"{utc}\"\n"
        )
    }
}

/// A line as there are thousands.
fn ordinary(machine: &Machine, place: usize, second: u64, number: u64) -> String {
    let host = machine.host;
    let (time, utc) = times(second);
    let call = number;
    match place % 4 {
        0 => format!(
            "{time} {host} tvcs: UTCTime=\"{utc}\" Module=\"network.sip\" Level=\"DEBUG\": \
             Action=\"Sent\" Local-ip=\"{}\" Local-port=\"25{:03}\" Dst-ip=\"203.0.113.9\" \
             Dst-port=\"5061\" Msg-Hash=\"{call}\"\n",
            machine.address,
            number % 1000
        ),
        1 => format!(
            "SIPMSG:\n|OPTIONS sip:edge.example.com:7001;transport=tls SIP/2.0\nVia: SIP/2.0/TLS \
             {}:5061;branch=z9hG4bK{call:016x}\nCall-ID: {call:016x}@{host}\nCSeq: {} OPTIONS\n\
             User-Agent: TANDBERG/4137 (X15.5)\nContent-Length: 0\n|\n",
            machine.address,
            number % 100_000
        ),
        2 => format!(
            "{time} {host} httpd[{}]: web: Event=\"System Configuration Changed\" Node=\"clusterdb@127.0.0.1\" \
             PID=\"<0.{}.0>\" Detail=\"xconfiguration read {call:x}\" UTCTime=\"{utc}\"\n",
            number % 30000,
            number % 9000
        ),
        _ => format!(
            "{time} {host} traffic_server[{}]: Event=\"Sending Request\" Txn-id=\"{call:x}\" \
             TrackingID=\"\" Dst-ip=\"192.0.2.40\" Dst-port=\"8443\" Msg=\"GET https://cucm1.example.com:8443/cucm-uds/version HTTP/1.1\"\n",
            number % 30000
        ),
    }
}

/// An instant on 2026-11-19 or 20, as lines begin and as they end.
fn times(second: u64) -> (String, String) {
    let second = second % (2 * 86400);
    let day = 19 + second / 86400;
    let (hour, minute, second) = (second / 3600 % 24, second / 60 % 60, second % 60);
    (
        format!("2026-11-{day}T{hour:02}:{minute:02}:{second:02}.836+00:00"),
        format!("2026-11-{day} {hour:02}:{minute:02}:{second:02},724"),
    )
}

/// How long a log reaches back.
const SECONDS: u64 = 2 * 86400 - 1;
