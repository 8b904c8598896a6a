//! What two sides say in a TLS handshake before TLS 1.3. Nothing is encrypted in truth.

use eku_engine::deployment::Role;

/// A record of this type.
pub fn record(kind: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).expect("a record is small");
    [&[kind, 3, 3][..], &length.to_be_bytes(), content].concat()
}

/// Handshake messages in records of `size` bytes at most.
pub fn records(messages: &[Vec<u8>], size: usize) -> Vec<u8> {
    messages.concat().chunks(size).flat_map(|part| record(22, part)).collect()
}

/// A handshake message of this type.
pub fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    [&[kind][..], &length(3, body), body].concat()
}

/// A client hello that asks for a name.
pub fn client_hello(name: &str) -> Vec<u8> {
    let host = [&[0][..], &length(2, name.as_bytes()), name.as_bytes()].concat();
    let list = [&length(2, &host)[..], &host].concat();
    let extension = [&[0, 0][..], &length(2, &list), &list].concat();
    let head = [&[3, 3][..], &[7; 32], &[0], &[0, 2, 0xc0, 0x2b], &[1, 0]].concat();
    message(1, &[&head[..], &length(2, &extension), &extension].concat())
}

/// A server hello of TLS 1.2.
pub fn server_hello() -> Vec<u8> {
    message(2, &[&[3, 3][..], &[8; 32], &[0], &[0xc0, 0x2b], &[0]].concat())
}

/// The certificates of a side.
pub fn certificates(ders: &[&[u8]]) -> Vec<u8> {
    let list: Vec<u8> = ders.iter().flat_map(|der| [&length(3, der)[..], der].concat()).collect();
    message(11, &[&length(3, &list)[..], &list].concat())
}

/// A request for a certificate that names one CA.
pub fn certificate_request() -> Vec<u8> {
    let name = [0x30, 0];
    let names = [&length(2, &name)[..], &name].concat();
    message(13, &[&[1, 64, 0, 2, 4, 3][..], &length(2, &names), &names].concat())
}

/// The end of what the responder says first.
pub fn server_hello_done() -> Vec<u8> {
    message(14, &[])
}

/// What each side sends last: a change of the cipher, and something encrypted.
pub fn finished() -> Vec<u8> {
    [record(20, &[1]), record(22, &[0xa5; 40])].concat()
}

/// An alert that ends the connection.
pub fn alert(description: u8) -> Vec<u8> {
    record(21, &[2, description])
}

/// A handshake in which both sides present certificates, in records of `size` bytes at most.
pub fn mutual(initiator: &[&[u8]], responder: &[&[u8]], size: usize) -> Vec<(Role, Vec<u8>)> {
    let answer =
        [server_hello(), certificates(responder), certificate_request(), server_hello_done()];
    let key_exchange = message(16, &[4; 66]);
    let own = records(&[certificates(initiator), key_exchange], size);
    vec![
        (Role::Initiator, records(&[client_hello("edge.example.com")], size)),
        (Role::Responder, records(&answer, size)),
        (Role::Initiator, [own, finished()].concat()),
        (Role::Responder, finished()),
    ]
}

/// The length of something in so many bytes.
fn length(bytes: usize, of: &[u8]) -> Vec<u8> {
    of.len().to_be_bytes()[size_of::<usize>() - bytes..].to_vec()
}
