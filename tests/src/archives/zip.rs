//! Makes zips by hand.

use super::gzip;

/// A zip, deflated, with a directory.
pub fn of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in members {
        // gzip is a header of ten bytes, deflate, checksum and size.
        let gzip = gzip(content);
        let (deflated, trailer) = gzip[10..].split_at(gzip.len() - 18);
        let offset = zip.len() as u32;
        let mut fields = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
        fields.extend(&trailer[..4]);
        fields.extend((deflated.len() as u32).to_le_bytes());
        fields.extend((content.len() as u32).to_le_bytes());
        fields.extend((name.len() as u16).to_le_bytes());
        fields.extend([0, 0]);
        zip.extend(b"PK\x03\x04");
        zip.extend(&fields);
        zip.extend(name.as_bytes());
        zip.extend(deflated);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&fields);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    with_directory(zip, &directory, members.len())
}

/// A zip whose directory has the first member's record so many times.
///
/// # Panics
///
/// Where the bytes are no zip.
pub fn overlapped(zip: &[u8], times: usize) -> Vec<u8> {
    let record = zip.windows(4).position(|window| window == b"PK\x01\x02").expect("a record");
    let end = zip.windows(4).position(|window| window == b"PK\x05\x06").expect("an end");
    with_directory(zip[..record].to_vec(), &zip[record..end].repeat(times), times)
}

fn with_directory(mut zip: Vec<u8>, directory: &[u8], count: usize) -> Vec<u8> {
    let offset = zip.len() as u32;
    zip.extend(directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend((count as u16).to_le_bytes());
    zip.extend((count as u16).to_le_bytes());
    zip.extend((directory.len() as u32).to_le_bytes());
    zip.extend(offset.to_le_bytes());
    zip.extend([0, 0]);
    zip
}
