//! JSON as values whose texts hold no private key, and whose certificates can be read.

use std::cell::RefCell;
use std::fmt;

use eku_engine::report;
use eku_engine::secret::{begins_key, shown};
use eku_intake::certificates;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::words;

/// Reads a value. A text is kept as it may be shown, and what is `null` is not there.
#[derive(Clone, Copy)]
pub(crate) struct Checked<'r> {
    /// Whether texts stand for certificates.
    pub(crate) is_certificate: bool,
    /// Why a text is refused, and what to do.
    pub(crate) refused: &'r RefCell<Option<(String, &'static str)>>,
}

impl Checked<'_> {
    fn refuse<E: Error>(self, what: impl Into<String>, remedy: &'static str) -> E {
        *self.refused.borrow_mut() = Some((what.into(), remedy));
        E::custom("a text is refused")
    }
}

impl<'de> DeserializeSeed<'de> for Checked<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Checked<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of a case")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(truth.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        if begins_key(text) {
            return Err(self.refuse(words::KEY, words::WITHOUT_KEY));
        }
        if !self.is_certificate || text == SAME_AS_SERVER {
            return Ok(shown(text).into());
        }
        // PEM was written from certificates: anything else in it is damage.
        let bundle = certificates::read(text.as_bytes());
        match bundle.problems.first() {
            Some(problem) => Err(self.refuse(report::problem("", problem).what, words::DAMAGED)),
            None if bundle.certificates.is_empty() => {
                Err(self.refuse("holds no certificate", words::DAMAGED))
            }
            None => Ok(text.into()),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self)? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(key) = object.next_key::<String>()? {
            let is_certificate = CERTIFICATES.contains(&key.as_str());
            let value = object.next_value_seed(Checked { is_certificate, ..self })?;
            if fields.contains_key(&key) {
                return Err(A::Error::custom("a key stands twice in one object"));
            }
            if !value.is_null() {
                fields.insert(key, value);
            }
        }
        Ok(fields.into())
    }
}

/// The keys whose texts are certificates.
const CERTIFICATES: [&str; 5] =
    ["pem", "server_certificate", "client_certificate", "certificate", "trusted_cas"];

/// The word for a client store that holds what the server store holds.
pub(crate) const SAME_AS_SERVER: &str = "same-as-server";
