//! What handshake messages say (RFC 5246 section 7.4, RFC 8446 section 4).
//!
//! Reads only what is told of a handshake. A message that is not well formed says nothing.

use eku_engine::secret;

use crate::capture::Version;

/// What a client hello says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ClientHello {
    pub(crate) server_name: Option<String>,
    /// The highest version offered.
    pub(crate) offered: Option<Version>,
}

/// What a server hello says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ServerHello {
    pub(crate) version: Version,
    /// It resumes a session (TLS 1.3; older versions do not say so here).
    pub(crate) resumes: bool,
    /// It asks for another client hello.
    pub(crate) retries: bool,
}

/// Reads a client hello.
pub(crate) fn client_hello(body: &[u8]) -> Option<ClientHello> {
    let mut rest = Reader(body);
    let oldest = Version(rest.u16()?);
    rest.take(RANDOM)?;
    rest.list_of_u8()?;
    rest.list_of_u16()?;
    rest.list_of_u8()?;
    let mut hello = ClientHello { server_name: None, offered: Some(oldest) };
    for (kind, mut value) in rest.extensions() {
        match kind {
            SERVER_NAME => hello.server_name = server_name(value),
            SUPPORTED_VERSIONS => {
                let versions = value.list_of_u8()?.0.as_chunks::<2>().0;
                // Numbers made up to keep servers from choking on new ones (RFC 8701).
                let versions = versions.iter().filter(|[major, _]| *major == 3);
                let highest = versions.map(|bytes| Version(u16::from_be_bytes(*bytes))).max();
                hello.offered = highest.or(hello.offered);
            }
            _ => {}
        }
    }
    Some(hello)
}

/// Reads a server hello.
pub(crate) fn server_hello(body: &[u8]) -> Option<ServerHello> {
    let mut rest = Reader(body);
    let version = Version(rest.u16()?);
    let retries = rest.take(RANDOM)? == RETRY;
    rest.list_of_u8()?;
    // The cipher suite and the compression method.
    rest.take(3)?;
    let mut hello = ServerHello { version, resumes: false, retries };
    for (kind, mut value) in rest.extensions() {
        match kind {
            SUPPORTED_VERSIONS => hello.version = Version(value.u16()?),
            PRE_SHARED_KEY => hello.resumes = true,
            _ => {}
        }
    }
    Some(hello)
}

/// The certificates of a certificate message before TLS 1.3.
pub(crate) fn certificates(body: &[u8]) -> Option<impl Iterator<Item = &[u8]>> {
    let mut list = Reader(Reader(body).list_of_u24()?.0);
    Some(std::iter::from_fn(move || list.list_of_u24().map(|one| one.0)))
}

/// How many CAs a request for a certificate names, before TLS 1.3.
pub(crate) fn acceptable_authorities(body: &[u8], version: Option<Version>) -> Option<usize> {
    let mut rest = Reader(body);
    rest.list_of_u8()?;
    if version.is_none_or(|version| version >= Version::TLS_1_2) {
        rest.list_of_u16()?;
    }
    let mut names = rest.list_of_u16()?;
    Some(std::iter::from_fn(|| names.list_of_u16()).count())
}

/// The first host name of a server_name extension.
fn server_name(mut value: Reader<'_>) -> Option<String> {
    let mut names = value.list_of_u16()?;
    while let Some(kind) = names.u8() {
        let name = names.list_of_u16()?;
        if kind == HOST_NAME {
            let is_name = name.0.len() <= LONGEST_NAME;
            let name = String::from_utf8_lossy(name.0);
            return is_name.then(|| secret::shown(&name).into_owned());
        }
    }
    None
}

/// Bytes that are still to be read.
#[derive(Clone, Copy)]
struct Reader<'body>(&'body [u8]);

impl<'body> Reader<'body> {
    fn take(&mut self, length: usize) -> Option<&'body [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn chunk<const LENGTH: usize>(&mut self) -> Option<[u8; LENGTH]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    fn u8(&mut self) -> Option<u8> {
        self.chunk().map(u8::from_be_bytes)
    }

    fn u16(&mut self) -> Option<u16> {
        self.chunk().map(u16::from_be_bytes)
    }

    /// What stands behind its length, given in one byte.
    fn list_of_u8(&mut self) -> Option<Self> {
        let length = self.u8()?;
        self.take(length.into()).map(Reader)
    }

    /// The same in two bytes.
    fn list_of_u16(&mut self) -> Option<Self> {
        let length = self.u16()?;
        self.take(length.into()).map(Reader)
    }

    /// The same in three bytes.
    fn list_of_u24(&mut self) -> Option<Self> {
        let [high, middle, low] = self.chunk()?;
        let length = u32::from_be_bytes([0, high, middle, low]);
        self.take(usize::try_from(length).ok()?).map(Reader)
    }

    /// The extensions at the end of a hello, if there are any.
    fn extensions(mut self) -> impl Iterator<Item = (u16, Self)> {
        let mut list = self.list_of_u16().unwrap_or(Reader(&[]));
        std::iter::from_fn(move || Some((list.u16()?, list.list_of_u16()?)))
    }
}

pub(crate) const CLIENT_HELLO: u8 = 1;
pub(crate) const SERVER_HELLO: u8 = 2;
pub(crate) const CERTIFICATE: u8 = 11;
pub(crate) const CERTIFICATE_REQUEST: u8 = 13;
pub(crate) const SERVER_HELLO_DONE: u8 = 14;

const SERVER_NAME: u16 = 0;
const PRE_SHARED_KEY: u16 = 41;
const SUPPORTED_VERSIONS: u16 = 43;

const HOST_NAME: u8 = 0;
const RANDOM: usize = 32;

/// RFC 1035 section 2.3.4: no host has a longer name.
const LONGEST_NAME: usize = 255;

/// The random of a server hello that asks for another client hello: SHA-256 of
/// "HelloRetryRequest" (RFC 8446 section 4.1.3).
const RETRY: [u8; RANDOM] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
    0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
];
