//! DER as a tree, changed element by element, so that every length in it stays right.
//!
//! Entry points: [`changed`] and [`crossed`], and for a fuzzer [`mutate`] and [`cross`]. A fuzzer that changes bytes breaks the length of an
//! outer element with nearly every change and learns little about what stands inside; here an
//! element is removed, repeated, moved, emptied, given another kind or content, and all around it
//! is written anew. Octet and bit strings that hold DER are opened as well: extensions are such.

use std::collections::VecDeque;

/// The bytes with up to four changes; `None` where they are no DER.
pub fn changed(bytes: &[u8], seed: u32) -> Option<Vec<u8>> {
    let mut tree = parse(bytes, DEEPEST)?;
    let mut random = Random(u64::from(seed) << 1 | 1);
    for _ in 0..=random.below(4) {
        change(&mut tree, &mut random);
    }
    Some(encode(&tree))
}

/// A fuzzer's mutator: changes the DER behind the first `kept` of `size` bytes of what has room for
/// `most`, and gives how many bytes there are then. Now and then, and where that cannot be done,
/// `change_bytes` changes any, so that wrong lengths come up as well.
pub fn mutate(
    data: &mut [u8],
    kept: usize,
    size: usize,
    most: usize,
    seed: u32,
    change_bytes: fn(&mut [u8], usize, usize) -> usize,
) -> usize {
    let by_element = !seed.is_multiple_of(8);
    let changed =
        by_element.then(|| change_in_place(&mut data[..most], kept, size, seed)).flatten();
    changed.unwrap_or_else(|| change_bytes(data, size, most))
}

/// A fuzzer's crossover: what comes of two inputs, or the one as far as there is room.
pub fn cross(one: &[u8], other: &[u8], out: &mut [u8], seed: u32) -> usize {
    let crossed = crossed(one, other, seed).filter(|crossed| crossed.len() <= out.len());
    let crossed = crossed.as_deref().unwrap_or(&one[..one.len().min(out.len())]);
    out[..crossed.len()].copy_from_slice(crossed);
    crossed.len()
}

/// Changes the DER behind the first `kept` of `size` bytes where it stands; how many bytes there are
/// then. `None` where they are no DER, or what they became has no room.
fn change_in_place(data: &mut [u8], kept: usize, size: usize, seed: u32) -> Option<usize> {
    let new = changed(data.get(kept..size)?, seed)?;
    let end = kept + new.len();
    data.get_mut(kept..end)?.copy_from_slice(&new);
    Some(end)
}

/// The one's bytes with an element of the other's in the place of one of its own; `None` where one
/// of them is no DER.
pub fn crossed(one: &[u8], other: &[u8], seed: u32) -> Option<Vec<u8>> {
    let (mut tree, donor) = (parse(one, DEEPEST)?, parse(other, DEEPEST)?);
    let mut random = Random(u64::from(seed) << 1 | 1);
    let given = pick(&donor, random.below(count(&donor)))?.clone();
    let place = random.below(count(&tree));
    *pick_mut(&mut tree, place)? = given;
    Some(encode(&tree))
}

/// An element.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Element {
    tag: u8,
    content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    Bytes(Vec<u8>),
    /// Elements; in a bit string after the number of its unused bits.
    Elements(Option<u8>, Vec<Element>),
}

/// The elements that the bytes are; `None` where they are no elements, or anything else too.
fn parse(bytes: &[u8], depth: usize) -> Option<Vec<Element>> {
    let mut elements = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (tag, content, after) = split(rest)?;
        elements.push(Element { tag, content: opened(tag, content, depth) });
        rest = after;
    }
    (!elements.is_empty()).then_some(elements)
}

fn opened(tag: u8, content: &[u8], depth: usize) -> Content {
    let inside = |bytes| depth.checked_sub(1).and_then(|depth| parse(bytes, depth));
    let elements = match (tag, content) {
        (BIT_STRING, [unused @ 0, rest @ ..]) => inside(rest).map(|found| (Some(*unused), found)),
        (OCTET_STRING, _) => inside(content).map(|found| (None, found)),
        (tag, []) if tag & CONSTRUCTED != 0 => Some((None, Vec::new())),
        (tag, _) if tag & CONSTRUCTED != 0 => inside(content).map(|found| (None, found)),
        _ => None,
    };
    match elements {
        Some((unused, elements)) => Content::Elements(unused, elements),
        None => Content::Bytes(content.to_vec()),
    }
}

/// The first element's tag and content, and what follows it.
fn split(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let [tag, first, rest @ ..] = bytes else { return None };
    let (length, rest) = match (first, rest) {
        (0..=0x7f, rest) => (usize::from(*first), rest),
        (0x81, [length, rest @ ..]) => (usize::from(*length), rest),
        (0x82, [high, low, rest @ ..]) => (usize::from(u16::from_be_bytes([*high, *low])), rest),
        _ => return None,
    };
    let (content, after) = rest.split_at_checked(length)?;
    (tag & 0x1f != 0x1f).then_some((*tag, content, after))
}

fn encode(elements: &[Element]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for element in elements {
        let content = match &element.content {
            Content::Bytes(content) => content.clone(),
            Content::Elements(unused, inside) => {
                unused.iter().copied().chain(encode(inside)).collect()
            }
        };
        bytes.extend(crate::maker::der::element(element.tag, &content));
    }
    bytes
}

/// How many elements there are, at every depth.
fn count(elements: &[Element]) -> usize {
    let inside = elements.iter().map(|element| match &element.content {
        Content::Elements(_, inside) => count(inside),
        Content::Bytes(_) => 0,
    });
    elements.len() + inside.sum::<usize>()
}

/// An element by its number, the outer ones first.
fn pick(elements: &[Element], place: usize) -> Option<&Element> {
    let mut waiting: VecDeque<&Element> = elements.iter().collect();
    for _ in 0..place {
        if let Content::Elements(_, inside) = &waiting.pop_front()?.content {
            waiting.extend(inside);
        }
    }
    waiting.pop_front()
}

fn pick_mut(elements: &mut [Element], place: usize) -> Option<&mut Element> {
    let mut waiting: VecDeque<&mut Element> = elements.iter_mut().collect();
    for _ in 0..place {
        if let Content::Elements(_, inside) = &mut waiting.pop_front()?.content {
            waiting.extend(inside);
        }
    }
    waiting.pop_front()
}

fn change(tree: &mut [Element], random: &mut Random) {
    let total = count(tree);
    let other = pick(tree, random.below(total)).cloned();
    let place = random.below(total);
    let Some(element) = pick_mut(tree, place) else { return };
    match random.below(8) {
        0 => element.tag = TAGS[random.below(TAGS.len())],
        1 => element.content = Content::Bytes(Vec::new()),
        2 => {
            if let Some(other) = other {
                *element = other;
            }
        }
        3 => {
            let content = CONTENTS[random.below(CONTENTS.len())];
            element.content = Content::Bytes(content.to_vec());
        }
        _ => match &mut element.content {
            Content::Bytes(bytes) => change_bytes(bytes, random),
            Content::Elements(_, inside) => change_elements(inside, other, random),
        },
    }
}

fn change_bytes(bytes: &mut Vec<u8>, random: &mut Random) {
    let place = random.below(bytes.len() + 1);
    match random.below(4) {
        0 => bytes.truncate(place),
        1 => bytes.insert(place, random.byte()),
        2 => {
            let part: Vec<u8> = bytes.iter().take(256).copied().collect();
            bytes.splice(place..place, part);
        }
        _ => {
            let byte = random.byte();
            if let Some(known) = bytes.get_mut(place) {
                *known = byte;
            }
        }
    }
}

fn change_elements(inside: &mut Vec<Element>, other: Option<Element>, random: &mut Random) {
    let places = (random.below(inside.len()), random.below(inside.len()));
    match (random.below(4), other) {
        (0, _) if !inside.is_empty() => {
            inside.remove(places.0);
        }
        (1, _) if !inside.is_empty() => inside.insert(places.1, inside[places.0].clone()),
        (2, _) if !inside.is_empty() => inside.swap(places.0, places.1),
        (_, Some(other)) => inside.insert(places.0, other),
        _ => {}
    }
}

/// Numbers that look random (xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `most`, 0 where that is 0.
    fn below(&mut self, most: usize) -> usize {
        (self.next() >> 16) as usize % most.max(1)
    }

    fn byte(&mut self) -> u8 {
        self.below(256) as u8
    }
}

const DEEPEST: usize = 16;
const CONSTRUCTED: u8 = 0x20;
const OCTET_STRING: u8 = 0x04;
const BIT_STRING: u8 = 0x03;

/// Kinds of element that stand in certificates, and some that do not.
const TAGS: [u8; 24] = [
    0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1c, 0x1e, 0x30,
    0x31, 0x80, 0x81, 0x82, 0x87, 0xa0, 0xa3, 0x24,
];

/// Contents that matter: extensions and purposes by their object identifiers, dates, numbers.
const CONTENTS: [&[u8]; 22] = [
    &[0x55, 0x1d, 0x25],
    &[0x55, 0x1d, 0x25, 0x00],
    &[0x55, 0x1d, 0x0f],
    &[0x55, 0x1d, 0x13],
    &[0x55, 0x1d, 0x11],
    &[0x55, 0x1d, 0x0e],
    &[0x55, 0x1d, 0x23],
    &[0x55, 0x1d, 0x20],
    &[0x55, 0x1d, 0x1e],
    &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01],
    &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02],
    &[0x60, 0x86, 0x48, 0x01, 0x86, 0xf8, 0x42, 0x01, 0x01],
    &[0x55, 0x04, 0x03],
    &[0xff; 24],
    &[0x80, 0x00],
    &[0x00, 0x00],
    b"491231235959Z",
    b"20500101000000Z",
    b"99991231235959Z",
    b"000229000000Z",
    b"evil\x1b[31m\xe2\x80\xae.example.com",
    b"\0e\0v\0i\0l",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures;
    use eku_engine::bundle;

    #[test]
    fn certificates_are_trees_that_are_written_as_they_were() {
        for name in ["seed-cluster-s-com.pem", "rules/san-addresses.pem", "ca-rsa-root.pem"] {
            let bytes = std::fs::read(fixtures::folder().join(name)).expect("a fixture");
            let der = bundle::read(&bytes).certificates[0].der().to_vec();
            let tree = parse(&der, DEEPEST).expect("a tree");
            assert_eq!(encode(&tree), der, "{name}");
            assert!(count(&tree) > 60, "{name}: {}", count(&tree));
            let last = count(&tree) - 1;
            assert!(pick(&tree, last).is_some() && pick(&tree, last + 1).is_none(), "{name}");
            let differ = (0..100).filter_map(|seed| changed(&der, seed)).filter(|new| *new != der);
            assert!(differ.count() > 80, "{name}");
            assert!(crossed(&der, &der, 7).is_some(), "{name}");
        }
    }

    #[test]
    fn what_is_no_der_is_left_alone() {
        for bytes in [&[][..], &[0x30], &[0x30, 5, 0], &[0x1f, 0x81, 0, 0]] {
            assert_eq!((changed(bytes, 1), crossed(bytes, bytes, 1)), (None, None), "{bytes:?}");
        }
    }
}
