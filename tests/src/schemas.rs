//! The JSON Schemas of everything that leaves or enters the program as JSON, made from the types.
//!
//! [`all`] makes them; [`folder`] is where they are committed. `cargo xtask schemas` writes them.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use eku_case::CaseTables;
use eku_deployment::Described;
use eku_engine::report::{
    AuditReport, AuditSummary, CertificateReport, ProbeReport, Report, UploadReport,
};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

/// One schema.
#[derive(Clone, Debug)]
pub struct Document {
    /// The name of its file, for example `eku-check-1.json`.
    pub file: &'static str,
    /// The schema.
    pub schema: Value,
}

impl Document {
    /// The text of its file.
    pub fn text(&self) -> String {
        let mut text = String::new();
        writeln!(text, "{:#}", self.schema).expect("a string");
        text
    }
}

/// What stands for a certificate in a deployment: its file's name, or in JavaScript its bytes.
#[derive(Clone, Debug)]
pub struct CertificateFile;

impl JsonSchema for CertificateFile {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CertificateFile".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "description": "The name of a file, relative to the deployment file. In JavaScript the \
                            bytes of such a file, or its text.",
            "type": "string"
        })
    }
}

/// Every schema, by the name of its file.
pub fn all() -> Vec<Document> {
    vec![
        written::<AuditSummary>("eku-audit-1.json"),
        written::<AuditReport>("eku-audit-certificate-1.json"),
        of_case(read::<CaseTables>("eku-case-2.json")),
        written::<CertificateReport>("eku-certificate-1.json"),
        written::<Report>("eku-check-1.json"),
        read::<Described<CertificateFile>>("eku-deployment.json"),
        written::<ProbeReport>("eku-probe-1.json"),
        written::<UploadReport>("eku-upload-1.json"),
    ]
}

/// Where they are committed.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas")
}

/// Writes every schema into a folder.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn write(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    all()
        .iter()
        .try_for_each(|document| std::fs::write(folder.join(document.file), document.text()))
}

/// The schema of what the program writes: every key is there, and later versions may add some.
fn written<T: JsonSchema>(file: &'static str) -> Document {
    fn as_written(schema: &mut Value) {
        match schema {
            Value::Object(fields) => {
                fields.retain(|key, value| {
                    key != "default" && (key != "additionalProperties" || value.is_object())
                });
                fields.values_mut().for_each(as_written);
            }
            Value::Array(values) => values.iter_mut().for_each(as_written),
            _ => {}
        }
    }
    let mut document = document::<T>(file, SchemaSettings::draft2020_12().for_serialize());
    as_written(&mut document.schema);
    document
}

/// The schema of the case, whose tables have names of their own: what stands in them for a certificate
/// and what may be left out is another than in those of the deployment file and the report.
fn of_case(document: Document) -> Document {
    const OTHERS: [(&str, &str); 6] = [
        ("DeploymentNode", "CaseNode"),
        ("FarEnd", "CaseFarEnd"),
        ("Peer", "CasePeer"),
        ("Problem", "CaseProblem"),
        ("SettingReport", "CaseSetting"),
        ("TraversalZone", "CaseTraversalZone"),
    ];
    let text = OTHERS.iter().fold(document.schema.to_string(), |text, (from, to)| {
        text.replace(&format!("/{from}\""), &format!("/{to}\""))
            .replace(&format!("\"{from}\":{{"), &format!("\"{to}\":{{"))
    });
    Document { schema: serde_json::from_str(&text).expect("it is a schema"), ..document }
}

/// The schema of what the program reads.
fn read<T: JsonSchema>(file: &'static str) -> Document {
    document::<T>(file, SchemaSettings::draft2020_12().for_deserialize())
}

fn document<T: JsonSchema>(file: &'static str, settings: SchemaSettings) -> Document {
    let schema = settings.into_generator().into_root_schema_for::<T>();
    let mut schema = Value::from(schema);
    speak_of_json(&mut schema);
    Document { file, schema }
}

/// What is `None` to the types is `null` to those who read the schema.
fn speak_of_json(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::String(words)) = fields.get_mut("description") {
                *words = words.replace("`None`", "`null`");
            }
            fields.values_mut().for_each(speak_of_json);
        }
        Value::Array(values) => values.iter_mut().for_each(speak_of_json),
        _ => {}
    }
}
