//! Distinguished names: a sequence of sets of attributes, in the order in which they are encoded.

use super::{der, oid};

/// A subject or an issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    parts: Vec<Vec<Attribute>>,
}

/// One attribute of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The kind, in dotted form.
    pub kind: String,
    /// The value, as it is read.
    pub text: String,
    /// The value, as it is encoded.
    pub value: Vec<u8>,
}

impl Attribute {
    /// An attribute by its short name (`CN`) or its dotted form.
    ///
    /// Country and serial number are PrintableString, domain component and electronic mail are
    /// IA5String, everything else is UTF8String.
    pub fn new(kind: &str, text: &str) -> Attribute {
        let dotted = oid::NAME_ATTRIBUTES
            .iter()
            .find(|(short, _)| *short == kind)
            .map_or(kind, |(_, dotted)| dotted);
        let value = match kind {
            "C" | "SERIALNUMBER" => der::printable_string(text),
            "DC" | "EMAIL" => der::ia5_string(text),
            _ => der::utf8_string(text),
        };
        Attribute { kind: dotted.into(), text: text.into(), value }
    }

    /// An attribute with a value of any string type, or of none.
    pub fn with_value(kind: &str, text: &str, value: Vec<u8>) -> Attribute {
        Attribute { value, ..Attribute::new(kind, text) }
    }

    fn short_name(&self) -> &str {
        oid::NAME_ATTRIBUTES
            .iter()
            .find(|(_, dotted)| *dotted == self.kind)
            .map_or(&self.kind, |(short, _)| short)
    }

    fn encode(&self) -> Vec<u8> {
        der::sequence(&[&der::object_identifier(&self.kind), &self.value])
    }
}

impl Name {
    /// A name without any attribute.
    pub fn empty() -> Name {
        Name { parts: Vec::new() }
    }

    /// A name that is one common name.
    pub fn common(common_name: &str) -> Name {
        Name::empty().and("CN", common_name)
    }

    /// Adds one relative name of one attribute, behind those that are there.
    #[must_use]
    pub fn and(self, kind: &str, text: &str) -> Name {
        self.and_set(vec![Attribute::new(kind, text)])
    }

    /// Adds one relative name of several attributes.
    #[must_use]
    pub fn and_set(mut self, attributes: Vec<Attribute>) -> Name {
        self.parts.push(attributes);
        self
    }

    /// The DER bytes.
    pub fn encode(&self) -> Vec<u8> {
        let parts: Vec<Vec<u8>> = self
            .parts
            .iter()
            .map(|part| der::set(&part.iter().map(Attribute::encode).collect::<Vec<_>>()))
            .collect();
        der::sequence(&parts)
    }

    /// For people: `C=IN, O=Cisco, CN=cluster.s.com`, in the order of the encoding.
    pub fn in_words(&self) -> String {
        let parts: Vec<String> = self
            .parts
            .iter()
            .map(|part| {
                let attributes: Vec<String> = part
                    .iter()
                    .map(|attribute| format!("{}={}", attribute.short_name(), attribute.text))
                    .collect();
                attributes.join(" + ")
            })
            .collect();
        if parts.is_empty() { "(empty)".into() } else { parts.join(", ") }
    }
}
