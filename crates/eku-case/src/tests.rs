//! What a case says is read and written again, and what is damaged is refused.

mod damaged;
mod observations;
mod saved;

use eku_intake::collection::CertificateFile;
use serde_json::{Value, json};

use super::*;
use crate::tables::CaseFile;

const CORE: &str = include_str!("../../../tests/certs/core-both-ca1.pem");
const EDGE: &str = include_str!("../../../tests/certs/edge-both-ca1.pem");
const ROOT: &str = include_str!("../../../tests/certs/ca1-root.pem");

/// A file as a case has it.
fn file(name: &str, pem: &str) -> Value {
    json!(CaseFile::of(&CertificateFile::read(name, pem.as_bytes())))
}

/// A case of which nothing is known, with these keys.
fn case_with(keys: Value) -> Value {
    let mut case = json!({"schema": SCHEMA, "core": {}, "edge": {}});
    let (Value::Object(case_keys), Value::Object(keys)) = (&mut case, keys) else {
        panic!("two objects")
    };
    case_keys.extend(keys);
    case
}

fn read_value(case: &Value) -> Case {
    read("a.json", case.to_string().as_bytes()).unwrap()
}

/// What is written of a case that says this.
fn again(case: &Value) -> Value {
    serde_json::from_str(&write(&read_value(case))).unwrap()
}
