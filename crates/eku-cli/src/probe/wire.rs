//! One TCP connection, bounded in time and in what is received. What came first is kept.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use eku_engine::report::Reached;

/// An open connection.
pub(super) struct Wire {
    socket: TcpStream,
    /// Nothing is waited for after this.
    deadline: Instant,
    /// So many bytes may still come.
    left: usize,
    first: Vec<u8>,
}

impl Wire {
    /// Connects to the first of the addresses that answers, within `timeout` for all of them.
    ///
    /// # Errors
    ///
    /// What was there instead, of the last address.
    pub(super) fn connect(
        addresses: &[SocketAddr],
        timeout: Duration,
    ) -> Result<(Self, SocketAddr), Reached> {
        let end = Instant::now() + timeout;
        let mut reached = Reached::NameNotFound;
        for (place, address) in addresses.iter().enumerate() {
            let waiting = u32::try_from(addresses.len() - place).unwrap_or(u32::MAX);
            let share = end.saturating_duration_since(Instant::now()) / waiting.max(1);
            match TcpStream::connect_timeout(address, share.max(SHORTEST)) {
                Ok(socket) => {
                    // A handshake is a few small messages.
                    let _ = socket.set_nodelay(true);
                    let deadline = Instant::now() + timeout;
                    let (left, first) = (MOST_RECEIVED, Vec::new());
                    return Ok((Self { socket, deadline, left, first }, *address));
                }
                Err(error) => {
                    reached = match error.kind() {
                        io::ErrorKind::ConnectionRefused => Reached::Closed,
                        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => {
                            Reached::Silent { seconds: timeout.as_secs(), connected: false }
                        }
                        _ => Reached::Unreachable(error.to_string()),
                    };
                }
            }
        }
        Err(reached)
    }

    /// Waits no longer than so much from now.
    pub(super) fn wait_for(&mut self, time: Duration) {
        self.deadline = Instant::now() + time;
    }

    /// The first bytes that came.
    pub(super) fn first(&self) -> &[u8] {
        &self.first
    }

    /// Reads on until what came first has the end that is wanted, or nothing more comes; what came first
    /// is then all that came.
    pub(super) fn read_until(&mut self, is_enough: impl Fn(&[u8]) -> bool) {
        let mut bytes = [0; 256];
        while !is_enough(&self.first) && self.first.len() < MOST_FIRST {
            if !matches!(self.read(&mut bytes), Ok(1..)) {
                return;
            }
        }
    }

    /// Forgets what came first: another conversation begins.
    pub(super) fn begin_anew(&mut self) {
        self.first.clear();
    }

    fn remaining(&self) -> io::Result<Duration> {
        let remaining = self.deadline.saturating_duration_since(Instant::now());
        match remaining.is_zero() {
            true => Err(io::ErrorKind::TimedOut.into()),
            false => Ok(remaining),
        }
    }
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.socket.set_read_timeout(Some(self.remaining()?))?;
        let count = self.socket.read(buffer).map_err(timed_out)?;
        self.left = self.left.checked_sub(count).ok_or(io::ErrorKind::FileTooLarge)?;
        let kept = count.min(MOST_FIRST - self.first.len());
        self.first.extend_from_slice(buffer.get(..kept).unwrap_or_default());
        Ok(count)
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.socket.set_write_timeout(Some(self.remaining()?))?;
        self.socket.write(bytes).map_err(timed_out)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.socket.flush()
    }
}

/// Systems differ in how they say that a time is over.
fn timed_out(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::WouldBlock => io::ErrorKind::TimedOut.into(),
        _ => error,
    }
}

/// Bytes that are read of one connection: a chain and the names of CAs are far less.
const MOST_RECEIVED: usize = 1 << 20;

/// Bytes that are kept of what comes first: a banner, or what an XMPP server offers.
const MOST_FIRST: usize = 16 << 10;

/// No system waits for less.
const SHORTEST: Duration = Duration::from_millis(1);
