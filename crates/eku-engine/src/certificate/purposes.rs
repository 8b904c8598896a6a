//! The value of the extended key usage extension to its purposes.

use alloc::vec::Vec;

use super::extensions::listed_identifiers;
use super::fields::usual;
use crate::eku::{ExtendedKeyUsage, PurposeId};

impl ExtendedKeyUsage {
    /// Reads the DER value of the extension.
    #[must_use]
    pub fn decode(critical: bool, value: &[u8]) -> Self {
        match purposes(value) {
            Some(purposes) if purposes.is_empty() => Self::Empty { critical },
            Some(purposes) => Self::Present { critical, purposes },
            None => Self::Unreadable { critical },
        }
    }
}

/// The purposes in the extension's value. As OpenSSL does, this takes BER, and passes over bytes
/// behind the list.
fn purposes(value: &[u8]) -> Option<Vec<PurposeId>> {
    usual_purposes(value).or_else(|| {
        let mut purposes = Vec::new();
        listed_identifiers(value, &mut |content| purposes.push(PurposeId::from_content(content)))
            .then_some(purposes)
    })
}

/// The purposes where the value is plain DER, as nearly always; `None` for any other.
fn usual_purposes(value: &[u8]) -> Option<Vec<PurposeId>> {
    let (0x30, mut list, _) = usual::element(value)? else { return None };
    let mut purposes = Vec::new();
    while !list.is_empty() {
        let (6, content, rest) = usual::element(list)? else { return None };
        if !is_object_identifier(content) {
            return None;
        }
        purposes.push(PurposeId::from_content(content));
        list = rest;
    }
    Some(purposes)
}

/// What OpenSSL asks of an object identifier's content: not empty, the last arc ended, no arc
/// that starts with a padding byte.
fn is_object_identifier(content: &[u8]) -> bool {
    let ended = content.last().is_some_and(|byte| byte & 0x80 == 0);
    let padded = content
        .iter()
        .enumerate()
        .any(|(place, byte)| *byte == 0x80 && (place == 0 || content[place - 1] & 0x80 == 0));
    ended && !padded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eku::{Holds, Purpose};
    use crate::testing::purpose;

    fn sequence(elements: &[&[u8]]) -> Vec<u8> {
        let mut content = Vec::new();
        for element in elements {
            content.push(6);
            content.push(u8::try_from(element.len()).unwrap());
            content.extend_from_slice(element);
        }
        let mut value = alloc::vec![0x30, u8::try_from(content.len()).unwrap()];
        value.extend(content);
        value
    }

    #[test]
    fn absent_empty_unreadable_and_present_are_told_apart() {
        let broken: [&[u8]; 6] =
            [&[], &[0x30], &[4, 0], &[0x30, 2, 6, 0], &[0x30, 3, 6, 1, 0x80], &[0x30, 2, 5, 0]];
        for value in broken {
            let eku = ExtendedKeyUsage::decode(true, value);
            assert_eq!(eku, ExtendedKeyUsage::Unreadable { critical: true }, "{value:?}");
            assert_eq!(eku.holds(Purpose::ClientAuth), Holds::Unreadable);
        }
        let empty = ExtendedKeyUsage::decode(false, &[0x30, 0]);
        assert_eq!(empty, ExtendedKeyUsage::Empty { critical: false });
        assert_eq!(empty.holds(Purpose::ServerAuth), Holds::No);
        assert_eq!(ExtendedKeyUsage::Absent.holds(Purpose::ServerAuth), Holds::Unrestricted);
    }

    #[test]
    fn only_the_purpose_itself_counts_and_any_does_not_stand_for_it() {
        let [server, client, any] = ["S", "C", "any"].map(purpose);
        for (elements, holds_server, holds_client) in [
            (&[server][..], Holds::Yes, Holds::No),
            (&[client], Holds::No, Holds::Yes),
            (&[client, server], Holds::Yes, Holds::Yes),
            (&[any], Holds::No, Holds::No),
            (&[any, server], Holds::Yes, Holds::No),
        ] {
            let eku = ExtendedKeyUsage::decode(false, &sequence(elements));
            assert_eq!(eku.holds(Purpose::ServerAuth), holds_server, "{elements:?}");
            assert_eq!(eku.holds(Purpose::ClientAuth), holds_client, "{elements:?}");
            assert_eq!(eku.lists_any(), elements.contains(&any));
        }
    }
}
