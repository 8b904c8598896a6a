//! The attributes of a distinguished name, one by one.
//!
//! Entry points: [`Name::organization`], [`Name::common_name`], [`Name::attribute_kinds`] and
//! [`Name::texts`]. Read from the name's bytes when asked for; a name that is no DER has none.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::fields::{Elements, OBJECT_IDENTIFIER};
use super::{Name, canonical};
use crate::eku::dotted;
use crate::secret;

impl Name {
    /// The organisation (O), the first where there are several.
    #[must_use]
    pub fn organization(&self) -> Option<String> {
        self.directory_attribute(ORGANIZATION)
    }

    /// The common name (CN), the first where there are several.
    #[must_use]
    pub fn common_name(&self) -> Option<String> {
        self.directory_attribute(COMMON_NAME)
    }

    /// What a sentence calls it: by its common name, cut where it is long; in whole where it has none.
    #[must_use]
    pub fn in_sentence(&self) -> String {
        let name = self.common_name().filter(|name| !name.trim().is_empty());
        name.map_or_else(|| self.to_string(), |name| secret::quoted(&name).into_owned())
    }

    /// The attribute 2.5.4.`number` (X.520, id-at), the first where there are several: 6 is the country,
    /// 7 the locality, 8 the state or province, 11 the organizational unit.
    #[must_use]
    pub fn directory_attribute(&self, number: u8) -> Option<String> {
        // The object identifier 2.5.4.n as DER has it, for a number below 128.
        self.attribute(&[0x55, 0x04, number])
    }

    /// The kinds of its attributes, as object identifiers in dotted form, in the name's order.
    #[must_use]
    pub fn attribute_kinds(&self) -> Vec<String> {
        let mut kinds = Vec::new();
        let _ = each(self.der(), &mut |kind, _| kinds.push(dotted(kind)));
        kinds
    }

    /// The values of its attributes, as far as they are text, in the name's order.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        let _ = each(self.der(), &mut |_, value| texts.extend(canonical::text(value)));
        texts
    }

    fn attribute(&self, wanted: &[u8]) -> Option<String> {
        let mut found = None;
        let _ = each(self.der(), &mut |kind, value| {
            if found.is_none() && kind == wanted {
                found = canonical::text(value);
            }
        });
        found
    }
}

/// Takes the content of an attribute's identifier, and the tag and the content of its value.
type Take<'t> = dyn FnMut(&[u8], (u8, &[u8])) + 't;

/// Hands over the kind and the value of each attribute, up to one that cannot be read.
fn each(name: &[u8], take: &mut Take<'_>) -> der::Result<()> {
    for part in Elements::of_sequence(name)? {
        for attribute in Elements(part?.1) {
            let mut fields = Elements(attribute?.1);
            let (Some(kind), Some(value)) =
                (fields.next().transpose()?, fields.next().transpose()?)
            else {
                break;
            };
            if kind.0 == OBJECT_IDENTIFIER {
                take(kind.1, value);
            }
        }
    }
    Ok(())
}

/// 2.5.4.3 and 2.5.4.10.
const COMMON_NAME: u8 = 3;
const ORGANIZATION: u8 = 10;

#[cfg(test)]
mod tests {
    use crate::certificate::Name;
    use crate::testing::name;

    #[test]
    fn attributes_are_found_by_their_kind() {
        let name = name(&[("C", "US"), ("O", "Example"), ("O", "Other"), ("CN", "Example CA")]);
        assert_eq!(name.organization().as_deref(), Some("Example"));
        assert_eq!(name.common_name().as_deref(), Some("Example CA"));
        assert_eq!(name.attribute_kinds(), ["2.5.4.6", "2.5.4.10", "2.5.4.10", "2.5.4.3"]);
        assert_eq!(name.texts(), ["US", "Example", "Other", "Example CA"]);
    }

    #[test]
    fn a_name_that_is_no_der_has_none() {
        let name = Name::imagined("CN=nothing");
        assert_eq!(name.common_name(), None);
        assert!(name.attribute_kinds().is_empty());
    }
}
