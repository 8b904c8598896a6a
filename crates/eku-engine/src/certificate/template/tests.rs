use super::extensions::{
    ADDRESS_BLOCKS, AUTHORITY_KEY_ID, BASIC_CONSTRAINTS, BIT_STRING, DISTRIBUTION_POINTS,
    EXTENDED_KEY_USAGE, GENERAL_NAMES, NAME, NAME_CONSTRAINTS, OCTET_STRING, PROXY_CERT_INFO,
};
use super::{DecodedPart, Item, decode, decodes};
use alloc::vec::Vec;

#[test]
fn values_are_taken_and_refused_as_openssl_does() {
    for (item, value, expected) in [
        // Lengths: short, too long, indefinite, with needless bytes, with bytes behind the value.
        (&OCTET_STRING, &[4, 1, 7][..], true),
        (&OCTET_STRING, &[4, 2, 7], false),
        (&OCTET_STRING, &[4, 0], true),
        (&OCTET_STRING, &[], false),
        (&OCTET_STRING, &[5, 0], false),
        (&OCTET_STRING, &[4, 0x82, 0, 1, 7, 9, 9], true),
        (&OCTET_STRING, &[4, 0x80, 7, 0, 0], false),
        (&OCTET_STRING, &[0x24, 0x80, 4, 1, 7, 4, 1, 8, 0, 0], true),
        (&OCTET_STRING, &[0x24, 0x80, 4, 1, 7], false),
        (&OCTET_STRING, &[0x24, 3, 4, 1, 7], true),
        (&EXTENDED_KEY_USAGE, &[0x30, 0x80, 6, 1, 42, 0, 0], true),
        (&EXTENDED_KEY_USAGE, &[0x30, 0x80, 6, 1, 42], false),
        (&EXTENDED_KEY_USAGE, &[0x30, 3, 0x26, 1, 42], false),
        (&EXTENDED_KEY_USAGE, &[0x10, 3, 6, 1, 42], true),
        (&EXTENDED_KEY_USAGE, &[0x30, 4, 6, 2, 0x80, 1], false),
        (&BIT_STRING, &[3, 1, 0], true),
        (&BIT_STRING, &[3, 0], false),
        (&BIT_STRING, &[3, 2, 8, 0x80], false),
        (&BASIC_CONSTRAINTS, &[0x30, 0], true),
        (&BASIC_CONSTRAINTS, &[0x10, 0], false),
        (&BASIC_CONSTRAINTS, &[0x30, 3, 1, 1, 1], true),
        (&BASIC_CONSTRAINTS, &[0x30, 4, 1, 2, 1, 1], false),
        (&BASIC_CONSTRAINTS, &[0x30, 3, 2, 1, 0], true),
        (&BASIC_CONSTRAINTS, &[0x30, 4, 2, 2, 0, 1], false),
        (&BASIC_CONSTRAINTS, &[0x30, 4, 2, 2, 0, 0x80], true),
        (&BASIC_CONSTRAINTS, &[0x30, 6, 2, 1, 0, 1, 1, 1], false),
        (&BASIC_CONSTRAINTS, &[0x30, 5, 1, 1, 1, 5, 0], false),
        (&BASIC_CONSTRAINTS, &[0x30, 0x80, 1, 1, 1, 0, 0], true),
        (&GENERAL_NAMES, &[0x30, 0], true),
        (&GENERAL_NAMES, &[0x30, 3, 0x82, 1, 0xff], true),
        (&GENERAL_NAMES, &[0x30, 3, 0x89, 1, 0], false),
        (&GENERAL_NAMES, &[0x30, 9, 0xa0, 7, 6, 1, 42, 0xa0, 2, 5, 0], true),
        (&GENERAL_NAMES, &[0x30, 5, 0xa0, 3, 6, 1, 42], false),
        (&GENERAL_NAMES, &[0x30, 10, 0xa0, 8, 6, 1, 42, 0xa0, 3, 1, 2, 1], false),
        (&GENERAL_NAMES, &[0x30, 4, 0xa4, 2, 0x30, 0], true),
        (&GENERAL_NAMES, &[0x30, 4, 0xa4, 2, 0x31, 0], false),
        (&GENERAL_NAMES, &[0x30, 6, 0xa4, 4, 0x30, 0, 5, 0], false),
        (&GENERAL_NAMES, &[0x30, 2, 0xa3, 0], true),
        (&GENERAL_NAMES, &[0x30, 2, 0x83, 0], false),
        (&AUTHORITY_KEY_ID, &[0x30, 3, 0x82, 1, 5], true),
        (&AUTHORITY_KEY_ID, &[0x30, 2, 0x82, 0], false),
        (&AUTHORITY_KEY_ID, &[0x30, 6, 0x82, 1, 5, 0x80, 1, 5], false),
        (&NAME_CONSTRAINTS, &[0x30, 7, 0xa0, 5, 0x30, 3, 0x82, 1, 97], true),
        (&NAME_CONSTRAINTS, &[0x30, 4, 0xa0, 2, 0x30, 0], false),
        (&NAME_CONSTRAINTS, &[0x30, 2, 0xa2, 0], false),
        (&DISTRIBUTION_POINTS, &[0x30, 2, 0x30, 0], true),
        (&DISTRIBUTION_POINTS, &[0x30, 6, 0x30, 4, 0xa0, 2, 0xa0, 0], true),
        (&DISTRIBUTION_POINTS, &[0x30, 4, 0x30, 2, 0xa0, 0], false),
        (&PROXY_CERT_INFO, &[0x30, 5, 0x30, 3, 6, 1, 42], true),
        (&PROXY_CERT_INFO, &[0x30, 0], false),
        (&ADDRESS_BLOCKS, &[0x30, 8, 0x30, 6, 4, 2, 0, 1, 5, 0], true),
        (&ADDRESS_BLOCKS, &[0x30, 9, 0x30, 7, 4, 2, 0, 1, 5, 1, 0], false),
    ] {
        assert_eq!(decodes(item, value), expected, "{value:02x?}");
    }
}

#[test]
fn values_in_names_are_text_of_the_kinds_that_openssl_compares() {
    for (tag, value, expected) in [
        (12, &[0xc3, 0xa9][..], true),
        (12, &[0xff], false),
        (19, &[0xff], true),
        (30, &[0, 97], true),
        (30, &[0], false),
        (30, &[0xd8, 0, 0xdc, 0], false),
        (28, &[0, 0, 0, 97], true),
        (28, &[0, 0x11, 0, 0], false),
        (4, &[97], false),
        (26, &[97], false),
        (5, &[], false),
        (3, &[0, 1], true),
        (0x30, &[], true),
        (0x80, &[97], false),
    ] {
        let length = |inner: usize| u8::try_from(inner + value.len()).unwrap();
        let head = [0x30, length(9), 0x31, length(7), 0x30, length(5), 6, 1, 42, tag, length(0)];
        assert_eq!(decodes(&NAME, &[&head, value].concat()), expected, "{tag} {value:02x?}");
    }
    assert!(decodes(&NAME, &[0x30, 2, 0x31, 0]));
}

#[test]
fn what_stands_in_a_value_is_handed_over_in_its_order() {
    let value = [0x30, 15, 0x80, 1, 7, 0xa1, 7, 0xa4, 2, 0x30, 0, 0x82, 1, 97, 0x82, 1, 9];
    let mut found = Vec::new();
    let read = decode(&AUTHORITY_KEY_ID, &value, &mut |one: DecodedPart<'_>| match one.item {
        Item::OctetString | Item::Ia5String | Item::Integer | Item::Name => {
            found.push((one.tag, one.content.to_vec()));
        }
        _ => {}
    });
    assert_eq!(read, Ok(()));
    let expected = [
        (Some(0), [7].to_vec()),
        (None, [0x30, 0].to_vec()),
        (Some(2), [97].to_vec()),
        (Some(2), [9].to_vec()),
    ];
    assert_eq!(found, expected);
}
