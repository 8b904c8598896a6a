//! The JavaScript package: `inspect`, `check` and `upload`, as in a browser so in Node.
//!
//! They take and return the objects that the command line reads and writes as JSON, see `schemas/`;
//! the deployment mirrors the deployment file, with certificates as bytes or text. What they
//! throw is an `Error` with a `code` and the `problems` behind it. The types in `types.d.ts` are
//! made from the schemas by `cargo xtask schemas`. Nothing is requested from anywhere.

#![forbid(unsafe_code)]

mod arguments;
mod failure;
mod object;
mod strict;

use std::alloc::System;

use eku_deployment::Described;
use eku_engine::report::{self, CertificateReport, Problem};
use eku_engine::secret;
use eku_engine::time::Timestamp;
use js_sys::{JSON, Reflect};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroizing_alloc::ZeroAlloc;

use arguments::{FileBytes, Upload};
use failure::{Code, Failure};
use object::object;

/// Wipes whatever is freed or moved to grow, in libraries too: it may have held a private key.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// Every certificate in a file, `bytes` in any form called `name`, and what in it could not be
/// read.
///
/// # Errors
///
/// `wrong-argument` where the arguments are of another type.
#[wasm_bindgen(unchecked_return_type = "Inspection")]
pub fn inspect(
    #[wasm_bindgen(unchecked_param_type = "CertificateFile")] bytes: JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] name: JsValue,
) -> Result<JsValue, JsValue> {
    let bytes: FileBytes = arguments::read("bytes", bytes)?;
    let name: String = arguments::read("name", name)?;
    let name = secret::shown(&name);
    if let Some(sent) = bytes.sent(&name) {
        let problems = sent.problems.into_iter().chain(sent.notes).collect();
        return object(&Inspection { certificates: sent.certificates, problems });
    }
    let file = bytes.read(&name);
    object(&Inspection { certificates: file.reports(), problems: file.problems })
}

/// Judges a deployment, or a case that the page saved, on the date `at` (`2027-03-15` or RFC 3339);
/// where it is not given, on the day of the case, or now.
///
/// # Errors
///
/// `wrong-argument` where a key or a value is not allowed, `wrong-deployment` where there cannot be
/// such a deployment, or a certificate in it cannot be read.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "Deployment | Case")] deployment: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string | null")] at: JsValue,
) -> Result<JsValue, JsValue> {
    let (description, day) = match case_text(&deployment) {
        Some(text) => {
            let case = eku_case::read("deployment", text.as_bytes());
            let case = case.map_err(|problems| Failure::new(Code::WrongArgument, problems))?;
            (case.description, case.at)
        }
        None => {
            let tables: Described<FileBytes> = arguments::read("deployment", deployment)?;
            let read = |file: &FileBytes| Ok::<_, Problem>(file.read("certificate"));
            let described = eku_deployment::build("deployment", &tables, read);
            let wrong = |problems| Failure::new(Code::WrongDeployment, problems);
            (described.map_err(wrong)?, None)
        }
    };
    let at = match day.filter(|_| at.is_null() || at.is_undefined()) {
        Some(day) => day,
        None => instant(at)?,
    };
    let report = description
        .report(at)
        .map_err(|error| Failure::argument("deployment", &error.to_string()))?;
    object(&report)
}

/// The text of an object that names a schema, as a case does and a deployment does not.
fn case_text(deployment: &JsValue) -> Option<String> {
    let names_schema = deployment.is_object()
        && Reflect::get(deployment, &"schema".into()).is_ok_and(|schema| schema.is_string());
    let text = if names_schema { JSON::stringify(deployment).ok() } else { None };
    text.map(String::from)
}

/// Says what the upload page of a store does with a certificate.
///
/// # Errors
///
/// `wrong-argument` where a key or a value is not allowed, or the release has no such store or
/// setting; `unreadable` where the certificate cannot be read.
#[wasm_bindgen(unchecked_return_type = "UploadReport")]
pub fn upload(
    #[wasm_bindgen(unchecked_param_type = "Upload")] upload: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string | null")] at: JsValue,
) -> Result<JsValue, JsValue> {
    let asked: Upload = arguments::read("upload", upload)?;
    let at = instant(at)?;
    let upload = asked.upload()?;
    let file = asked.certificate.read("certificate");
    let leaf = file.certificates.first().filter(|_| !file.first_unreadable);
    let Some(leaf) = leaf else {
        return Err(Failure::new(Code::Unreadable, file.problems).into());
    };
    object(&report::upload(&upload, leaf, at))
}

/// What [`inspect`] gives.
#[derive(Serialize)]
struct Inspection {
    certificates: Vec<CertificateReport>,
    problems: Vec<Problem>,
}

/// The instant that is judged: what was given, or the clock of the machine.
fn instant(at: JsValue) -> Result<Timestamp, Failure> {
    let at: Option<String> = arguments::read("at", at)?;
    match at {
        Some(text) => Timestamp::parse(&text)
            .map_err(|error| Failure::argument("at", &format!("{text:?} is {error}"))),
        None => {
            // Milliseconds since 1970, as a whole number of at most 53 bits.
            let seconds = (js_sys::Date::now() / 1000.0) as u64;
            Ok(Timestamp::from_unix_seconds(seconds).unwrap_or_default())
        }
    }
}

/// What is declared beside the functions.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

#[wasm_bindgen(typescript_custom_section)]
const MORE_TYPES: &str = include_str!("more-types.d.ts");
