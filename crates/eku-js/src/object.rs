//! Values as JavaScript sees them.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsError, JsValue};

/// A value as the object that its JSON would be parsed to.
pub(crate) fn object(value: &impl Serialize) -> Result<JsValue, JsValue> {
    // A report has nothing that could not be written.
    value.serialize(&Serializer::json_compatible()).map_err(|error| JsError::from(error).into())
}
