//! Values of JavaScript to types, with nothing read over.
//!
//! An object's keys are all looked at, so that a misspelt one is an error that names its place, as
//! it is in the deployment file. Bytes come as `Uint8Array`.

use std::fmt;

use eku_engine::secret::quoted;
use js_sys::{Array, Object, Uint8Array};
use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

/// Reads a value.
pub(crate) fn read<T: DeserializeOwned>(value: JsValue) -> Result<T, Error> {
    T::deserialize(Strict(value))
}

/// Why a value is not what is read, and where.
#[derive(Debug)]
pub(crate) struct Error {
    /// Keys and places from the outside in, as `.core` or `[0]`; collected from the inside out.
    path: Vec<String>,
    /// What is wrong.
    pub(crate) what: String,
}

impl Error {
    /// Where it is, in the argument of this name: `deployment.far_end[0].node`.
    pub(crate) fn place(&self, argument: &str) -> String {
        let path = self.path.iter().rev().map(String::as_str);
        std::iter::once(argument).chain(path).collect()
    }

    fn within(mut self, step: String) -> Self {
        self.path.push(step);
        self
    }

    fn within_key(self, key: &str) -> Self {
        self.within(format!(".{}", quoted(key)))
    }
}

impl serde::de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { path: Vec::new(), what: message.to_string() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.what)
    }
}

impl std::error::Error for Error {}

/// A value that is being read.
struct Strict(JsValue);

impl<'de> Deserializer<'de> for Strict {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Self(value) = self;
        if value.is_null() || value.is_undefined() {
            return visitor.visit_unit();
        }
        if let Some(truth) = value.as_bool() {
            return visitor.visit_bool(truth);
        }
        if let Some(number) = value.as_f64() {
            // JavaScript has one kind of number: a port is a whole one.
            let whole = number as u64;
            return match whole as f64 == number {
                true => visitor.visit_u64(whole),
                false => visitor.visit_f64(number),
            };
        }
        if let Some(text) = value.as_string() {
            return visitor.visit_string(text);
        }
        if let Some(bytes) = value.dyn_ref::<Uint8Array>() {
            return visitor.visit_byte_buf(bytes.to_vec());
        }
        if let Some(array) = value.dyn_ref::<Array>() {
            return visitor.visit_seq(Elements { array, next: 0 });
        }
        match value.dyn_ref::<Object>() {
            Some(object) if !value.is_function() => {
                visitor.visit_map(Entries { entries: Object::entries(object), next: 0 })
            }
            _ => Err(serde::de::Error::custom("it is not a value that can be read")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() || self.0.is_undefined() {
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        // Words are the only enumerations that are read.
        let Some(word) = self.0.as_string() else {
            return Err(serde::de::Error::custom("invalid type, expected a word"));
        };
        visitor.visit_enum(Word(word))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// The elements of an array.
struct Elements<'a> {
    array: &'a Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let place = self.next;
        if place >= self.array.length() {
            return Ok(None);
        }
        self.next += 1;
        let element = seed.deserialize(Strict(self.array.get(place)));
        element.map(Some).map_err(|error| error.within(format!("[{place}]")))
    }
}

/// The keys of an object and their values.
struct Entries {
    entries: Array,
    next: u32,
}

impl Entries {
    fn current(&self) -> (String, JsValue) {
        let entry: Array = self.entries.get(self.next).unchecked_into();
        (entry.get(0).as_string().unwrap_or_default(), entry.get(1))
    }
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        if self.next >= self.entries.length() {
            return Ok(None);
        }
        let (key, _) = self.current();
        let named: StringDeserializer<Error> = key.clone().into_deserializer();
        seed.deserialize(named).map(Some).map_err(|error| error.within_key(&key))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        let (key, value) = self.current();
        self.next += 1;
        seed.deserialize(Strict(value)).map_err(|error| error.within_key(&key))
    }
}

/// A word of an enumeration.
struct Word(String);

impl<'de> EnumAccess<'de> for Word {
    type Error = Error;
    type Variant = <StringDeserializer<Error> as EnumAccess<'de>>::Variant;

    fn variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<(T::Value, Self::Variant), Error> {
        let word: StringDeserializer<Error> = self.0.into_deserializer();
        word.variant_seed(seed)
    }
}
