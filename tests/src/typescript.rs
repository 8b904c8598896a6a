//! The types of the JavaScript package, made from the JSON Schemas.
//!
//! [`source`] makes the declarations; [`file()`] is where they are committed, as a part of the crate
//! `eku-js`. Only what the schemas use is known here: anything else is an error, not a guess.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::schemas;

/// Where the declarations stand.
pub fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/eku-js/src/types.d.ts")
}

/// The declarations of every type in the schemas, in the order of their names.
///
/// # Panics
///
/// Where a schema uses what is not known here, or two schemas have different types of one name.
pub fn source() -> String {
    let mut types = BTreeMap::new();
    // The package makes no audits, and opens no connection.
    let is_others =
        |file: &str| ["eku-audit-", "eku-probe-"].iter().any(|one| file.starts_with(one));
    for document in schemas::all().into_iter().filter(|document| !is_others(document.file)) {
        let mut schema = document.schema;
        let parts = schema.as_object_mut().and_then(|fields| fields.remove("$defs"));
        let title = schema["title"].as_str().expect("a title").to_owned();
        let parts = parts.and_then(|parts| parts.as_object().cloned()).unwrap_or_default();
        for (name, part) in parts.into_iter().chain([(title, schema)]) {
            let declared = declaration(&name, &part);
            let other = types.insert(name, declared.clone()).unwrap_or(declared.clone());
            assert_eq!(other, declared, "two types of one name");
        }
    }
    types.insert("CertificateFile".into(), CERTIFICATE_FILE.into());
    let declarations = Vec::from_iter(types.into_values());
    format!("{HEAD}\n{}", declarations.join("\n"))
}

fn declaration(name: &str, schema: &Value) -> String {
    let mut text = comment(schema, "");
    match schema["properties"].as_object() {
        None => writeln!(text, "export type {name} = {};", type_of(schema)).expect("a string"),
        Some(properties) => {
            writeln!(text, "export interface {name} {{").expect("a string");
            let required = Vec::from_iter(schema["required"].as_array().into_iter().flatten());
            for (key, property) in properties {
                text.push_str(&comment(property, "  "));
                let mark = if required.iter().any(|name| *name == key) { "" } else { "?" };
                writeln!(text, "  {key}{mark}: {};", type_of(property)).expect("a string");
            }
            text.push_str("}\n");
        }
    }
    text
}

fn comment(schema: &Value, indent: &str) -> String {
    let Some(words) = schema["description"].as_str() else { return String::new() };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{indent}/** {words} */\n")
}

fn type_of(schema: &Value) -> String {
    if schema == &Value::Bool(true) {
        return "unknown".into();
    }
    let fields = schema.as_object().expect("a schema is an object");
    if let Some(reference) = fields.get("$ref").and_then(Value::as_str) {
        return reference.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(constant) = fields.get("const") {
        return constant.to_string();
    }
    for key in ["enum", "oneOf", "anyOf"] {
        if let Some(choices) = fields.get(key).and_then(Value::as_array) {
            let word = |choice: &Value| match key {
                "enum" => choice.to_string(),
                _ => type_of(choice),
            };
            return choices.iter().map(word).collect::<Vec<_>>().join(" | ");
        }
    }
    match &fields.get("type") {
        Some(Value::String(name)) => plain(name, fields),
        Some(Value::Array(names)) => {
            let names = names.iter().filter_map(Value::as_str);
            names.map(|name| plain(name, fields)).collect::<Vec<_>>().join(" | ")
        }
        other => panic!("{other:?} is no type that is known here: {schema}"),
    }
}

fn plain(name: &str, fields: &Map<String, Value>) -> String {
    match name {
        "array" => {
            let inner = type_of(fields.get("items").expect("an array says of what"));
            if inner.contains('|') { format!("({inner})[]") } else { format!("{inner}[]") }
        }
        "integer" | "number" => "number".into(),
        "string" | "boolean" | "null" => name.into(),
        other => panic!("{other} is no type that is known here"),
    }
}

const HEAD: &str = "\
// Made by `cargo xtask schemas` from the types of the program; do not edit.
";

/// In JavaScript a certificate is no name of a file.
const CERTIFICATE_FILE: &str = "\
/** The bytes of a certificate file, or its text; the chain may follow the leaf. */
export type CertificateFile = Uint8Array | string;
";
