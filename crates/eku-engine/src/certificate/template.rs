//! Decodes a value as OpenSSL does, by its ASN.1 templates (`crypto/asn1/tasn_dec.c` of OpenSSL 3.0).
//!
//! Entry points: [`decode`], which reports what it finds, and [`decodes`]. OpenSSL takes BER, passes
//! over bytes behind the value, and refuses a certificate as a whole where one of the extensions that
//! it decodes first does not follow its template. The templates themselves stand in [`extensions`].
//! Nothing here judges.

pub(super) mod extensions;
mod header;
mod strings;

use alloc::borrow::Cow;
use alloc::vec::Vec;

pub(super) use header::{Header, end_of_content, find_end};
pub(super) use strings::collect;

/// A type of value.
pub(in crate::certificate) enum Item {
    Boolean,
    Integer,
    BitString,
    OctetString,
    Null,
    ObjectIdentifier,
    Ia5String,
    /// `DirectoryString`, a choice of string types.
    DirectoryString,
    /// The value of an attribute in a name: OpenSSL's `ASN1_PRINTABLE`.
    AttributeValue,
    /// Any value.
    Any,
    /// A SEQUENCE whose content is not looked at.
    AnySequence,
    /// A distinguished name, whose strings also have to be text.
    Name,
    Sequence(&'static [Field]),
    Choice(&'static [Field]),
    SequenceOf(&'static Item),
    SetOf(&'static Item),
}

/// One field of a SEQUENCE, or one alternative of a CHOICE.
pub(in crate::certificate) struct Field {
    item: &'static Item,
    tagging: Tagging,
    optional: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tagging {
    None,
    Implicit(u8),
    Explicit(u8),
}

impl Field {
    const fn of(item: &'static Item) -> Self {
        Self { item, tagging: Tagging::None, optional: false }
    }

    const fn implicit(self, number: u8) -> Self {
        Self { tagging: Tagging::Implicit(number), ..self }
    }

    const fn explicit(self, number: u8) -> Self {
        Self { tagging: Tagging::Explicit(number), ..self }
    }

    const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }
}

/// What was found in a value: a type that begins, and for a primitive one its content.
pub(in crate::certificate) struct DecodedPart<'v> {
    /// The type.
    pub(in crate::certificate) item: &'static Item,
    /// The number of its implicit tag, where it has one.
    pub(in crate::certificate) tag: Option<u8>,
    /// The content; of a name the whole encoding; of what has parts nothing.
    pub(in crate::certificate) content: &'v [u8],
}

/// OpenSSL does not decode it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::certificate) struct Undecodable;

type Result<T> = core::result::Result<T, Undecodable>;

/// Decodes one value, handing over what is found in it, in its order, up to where decoding stops.
pub(in crate::certificate) fn decode<'v>(
    item: &'static Item,
    mut value: &'v [u8],
    found: &mut dyn FnMut(DecodedPart<'_>),
) -> Result<()> {
    Decoder { found }.item(&mut value, item, None, false).map(|_| ())
}

/// Whether OpenSSL decodes a value.
pub(in crate::certificate) fn decodes(item: &'static Item, value: &[u8]) -> bool {
    decode(item, value, &mut |_| {}).is_ok()
}

struct Decoder<'f> {
    found: &'f mut dyn FnMut(DecodedPart<'_>),
}

impl Decoder<'_> {
    /// Decodes one value at the beginning of the bytes and moves behind it. Answers whether it is
    /// there: an optional one with another tag is not.
    fn item(
        &mut self,
        bytes: &mut &[u8],
        item: &'static Item,
        tag: Option<u8>,
        optional: bool,
    ) -> Result<bool> {
        let from = *bytes;
        if from.is_empty() {
            return Err(Undecodable);
        }
        let expected = match (tag, item) {
            (Some(number), _) => Some((CONTEXT, number)),
            (None, Item::Sequence(_) | Item::SequenceOf(_) | Item::Name) => Some((0, SEQUENCE)),
            (None, Item::SetOf(_)) => Some((0, SET)),
            (None, _) => None,
        };
        let header = match (expected, item) {
            (Some(_), Item::Sequence(_) | Item::SequenceOf(_) | Item::SetOf(_) | Item::Name) => {
                let header = Header::read(from)?;
                if !header.is(expected) {
                    return absent(optional);
                }
                header
            }
            (_, Item::Choice(alternatives)) => {
                return self.choice(bytes, item, alternatives, optional);
            }
            _ => return self.primitive(bytes, item, tag, optional),
        };
        let mut rest = header.content(from);
        let is_indefinite = header.length.is_none();
        match item {
            Item::Sequence(fields) => {
                if !header.is_constructed {
                    return Err(Undecodable);
                }
                (self.found)(DecodedPart { item, tag, content: &[] });
                self.fields(&mut rest, fields, is_indefinite)?;
            }
            Item::SequenceOf(member) | Item::SetOf(member) => {
                (self.found)(DecodedPart { item, tag, content: &[] });
                self.members(&mut rest, member, is_indefinite)?;
            }
            _ => self.members(&mut rest, &extensions::RELATIVE_NAME, is_indefinite)?,
        }
        *bytes = if is_indefinite { rest } else { header.behind(from) };
        if matches!(item, Item::Name) {
            let content = from.get(..from.len() - bytes.len()).unwrap_or_default();
            (self.found)(DecodedPart { item, tag, content });
        }
        Ok(true)
    }

    fn choice(
        &mut self,
        bytes: &mut &[u8],
        item: &'static Item,
        alternatives: &'static [Field],
        optional: bool,
    ) -> Result<bool> {
        (self.found)(DecodedPart { item, tag: None, content: &[] });
        for alternative in alternatives {
            if self.field(bytes, alternative, true)? {
                return Ok(true);
            }
        }
        absent(optional)
    }

    fn field(&mut self, bytes: &mut &[u8], field: &Field, optional: bool) -> Result<bool> {
        let number = match field.tagging {
            Tagging::None => return self.item(bytes, field.item, None, optional),
            Tagging::Implicit(number) => {
                return self.item(bytes, field.item, Some(number), optional);
            }
            Tagging::Explicit(number) => number,
        };
        let header = Header::read(bytes)?;
        if !header.is(Some((CONTEXT, number))) {
            return absent(optional);
        }
        if !header.is_constructed {
            return Err(Undecodable);
        }
        let mut rest = header.content(bytes);
        self.item(&mut rest, field.item, None, false)?;
        if header.length.is_none() {
            if !end_of_content(&mut rest) {
                return Err(Undecodable);
            }
            *bytes = rest;
        } else {
            if !rest.is_empty() {
                return Err(Undecodable);
            }
            *bytes = header.behind(bytes);
        }
        Ok(true)
    }

    /// The fields of a SEQUENCE. With an indefinite length `rest` also holds what follows it, and is
    /// moved behind its end.
    fn fields(
        &mut self,
        rest: &mut &[u8],
        fields: &'static [Field],
        is_indefinite: bool,
    ) -> Result<()> {
        let mut is_open = is_indefinite;
        let mut left = fields.iter();
        loop {
            let waiting = left.as_slice();
            if waiting.is_empty() || rest.is_empty() {
                break;
            }
            if end_of_content(rest) {
                if !is_open {
                    return Err(Undecodable);
                }
                is_open = false;
                break;
            }
            let [field, others @ ..] = waiting else { break };
            // What is left belongs to the last field.
            self.field(rest, field, field.optional && !others.is_empty())?;
            left = others.iter();
        }
        let is_closed = !is_open || end_of_content(rest);
        let is_whole = is_indefinite || rest.is_empty();
        let is_complete = left.as_slice().iter().all(|field| field.optional);
        (is_closed && is_whole && is_complete).then_some(()).ok_or(Undecodable)
    }

    fn members(
        &mut self,
        rest: &mut &[u8],
        member: &'static Item,
        is_indefinite: bool,
    ) -> Result<()> {
        let mut is_open = is_indefinite;
        while !rest.is_empty() {
            if end_of_content(rest) {
                if !is_open {
                    return Err(Undecodable);
                }
                is_open = false;
                break;
            }
            self.item(rest, member, None, false)?;
        }
        if is_open { Err(Undecodable) } else { Ok(()) }
    }

    fn primitive(
        &mut self,
        bytes: &mut &[u8],
        item: &'static Item,
        tag: Option<u8>,
        optional: bool,
    ) -> Result<bool> {
        let from = *bytes;
        let header = Header::read(from)?;
        let universal = if header.class == 0 { header.number } else { OTHER };
        let number = match (item, tag) {
            (Item::Any, _) => universal,
            (Item::AttributeValue | Item::DirectoryString, _) => {
                let allowed = match item {
                    Item::AttributeValue => strings::ATTRIBUTE_VALUES,
                    _ => strings::DIRECTORY_STRINGS,
                };
                if universal > 31 || allowed >> universal & 1 == 0 {
                    return absent(optional);
                }
                universal
            }
            (_, tag) => {
                let own = own_number(item);
                let expected = tag.map_or((0, own), |number| (CONTEXT, number));
                if !header.is(Some(expected)) {
                    return absent(optional);
                }
                u32::from(own)
            }
        };
        let content: Cow<'_, [u8]> = match number {
            OTHER | TAG_SEQUENCE | TAG_SET => {
                // These stay encoded.
                if number != OTHER && !header.is_constructed {
                    return Err(Undecodable);
                }
                *bytes = match header.length {
                    Some(_) => header.behind(from),
                    None => find_end(header.content(from))?,
                };
                Cow::Borrowed(from.get(..from.len() - bytes.len()).unwrap_or_default())
            }
            _ if header.is_constructed => {
                if matches!(number, 1 | 2 | 5 | 6 | 10) {
                    return Err(Undecodable);
                }
                let mut rest = header.content(from);
                let mut collected = Vec::new();
                collect(&mut rest, header.length.is_none(), 0, &mut collected)?;
                *bytes = if header.length.is_none() { rest } else { header.behind(from) };
                Cow::Owned(collected)
            }
            _ => {
                *bytes = header.behind(from);
                Cow::Borrowed(header.content(from))
            }
        };
        strings::check(number, &content, matches!(item, Item::AttributeValue))?;
        (self.found)(DecodedPart { item, tag, content: &content });
        Ok(true)
    }
}

fn absent(optional: bool) -> Result<bool> {
    if optional { Ok(false) } else { Err(Undecodable) }
}

/// The number of the universal tag of a primitive type.
fn own_number(item: &Item) -> u8 {
    match item {
        Item::Boolean => 1,
        Item::Integer => 2,
        Item::BitString => 3,
        Item::OctetString => 4,
        Item::Null => 5,
        Item::ObjectIdentifier => 6,
        Item::Ia5String => 22,
        _ => SEQUENCE,
    }
}

/// The class of a context-specific tag.
const CONTEXT: u8 = 0x80;
const SEQUENCE: u8 = 16;
const SET: u8 = 17;
const TAG_SEQUENCE: u32 = SEQUENCE as u32;
const TAG_SET: u32 = SET as u32;
/// Stands for a tag that is not universal.
const OTHER: u32 = u32::MAX;

#[cfg(test)]
mod tests;
